#include "language/mend.h"

#include <gtest/gtest.h>

#include <sstream>

namespace entente::language {
namespace {

/// "form upos head deprel [feature]" for each word, heads from 1; the mended tree in the same notation, without forms.
std::string mended(const std::string& words) {
  Sentence sentence;
  std::istringstream lines(words);
  for (std::string line; std::getline(lines, line, ';');) {
    std::istringstream fields(line);
    std::string pos;
    Token token;
    fields >> token.form >> pos >> token.head >> token.deprel >> token.feats;
    token.upos = upos(pos);
    --token.head;
    sentence.tokens.push_back(token);
  }
  mend(sentence);
  std::string tree;
  for (const Token& token : sentence.tokens) tree += std::to_string(token.head + 1) + ":" + token.deprel + " ";
  return tree;
}

TEST(Mend, GivesBackTheSubjectThatAFrontedPhraseSwallowed) {
  // Soutenue par Riga, Varsovie refuse.
  EXPECT_EQ(mended("Soutenue VERB 6 advcl;par ADP 3 case;Riga PROPN 1 obl:agent;, PUNCT 5 punct;Varsovie PROPN 3 conj;"
                   "refuse VERB 0 root Number=Sing|VerbForm=Fin"),
            "6:advcl 3:case 1:obl:agent 5:punct 6:nsubj 0:root ");
  // Avec Riga, Oslo et Varsovie refusent.
  EXPECT_EQ(mended("Avec ADP 2 case;Riga PROPN 7 obl;, PUNCT 4 punct;Oslo PROPN 2 conj;et CCONJ 6 cc;"
                   "Varsovie PROPN 2 conj;refusent VERB 0 root Number=Plur|VerbForm=Fin"),
            "2:case 7:obl 4:punct 7:nsubj 6:cc 4:conj 0:root ");
}

TEST(Mend, TakesWhoSeemsToBeSpokenToForTheSubject) {
  EXPECT_EQ(mended("Monsieur NOUN 3 vocative;Morel PROPN 1 nmod;part VERB 0 root VerbForm=Fin"),
            "3:nsubj 1:nmod 0:root ");
}

TEST(Mend, HangsOnANameWhatHangsOnItsLastWord) {
  // Ada King of Oslo left
  EXPECT_EQ(mended("Ada PROPN 5 nsubj;King PROPN 1 flat;of ADP 4 case;Oslo PROPN 2 nmod;left VERB 0 root VerbForm=Fin"),
            "5:nsubj 1:flat 4:case 1:nmod 0:root ");
  // Ada Byron King, of Oslo
  EXPECT_EQ(mended("Ada PROPN 0 root;Byron PROPN 1 flat:name;King PROPN 2 flat;, PUNCT 6 punct;of ADP 6 case;"
                   "Oslo PROPN 3 nmod"),
            "0:root 1:flat:name 1:flat 6:punct 6:case 1:nmod ");
}

TEST(Mend, LeavesVerbsThatHaveASubjectOrNeedNone) {
  for (const char* words : {
           // the verb has one
           "Avec ADP 2 case;Riga PROPN 6 obl;, PUNCT 4 punct;Oslo PROPN 2 conj;il PRON 6 nsubj;"
           "refuse VERB 0 root Number=Sing|VerbForm=Fin",
           // an imperative
           "Avec ADP 2 case;Riga PROPN 5 obl;, PUNCT 4 punct;Oslo PROPN 2 conj;partez VERB 0 root "
           "Mood=Imp|VerbForm=Fin",
           // the number does not agree
           "Avec ADP 2 case;Riga PROPN 5 obl;, PUNCT 4 punct;Oslo PROPN 2 conj Number=Sing;"
           "refusent VERB 0 root Number=Plur|VerbForm=Fin",
           // a coordination with "et" is no subject behind a comma
           "Avec ADP 2 case;Riga PROPN 5 obl;et CCONJ 4 cc;Oslo PROPN 2 conj;refuse VERB 0 root "
           "Number=Sing|VerbForm=Fin",
       }) {
    std::string tree;
    std::istringstream lines(words);
    for (std::string line; std::getline(lines, line, ';');) {
      std::istringstream fields(line);
      std::string form, pos, head, deprel;
      fields >> form >> pos >> head >> deprel;
      tree += head + ":" + deprel + " ";
    }
    EXPECT_EQ(mended(words), tree) << words;
  }
}

}  // namespace
}  // namespace entente::language

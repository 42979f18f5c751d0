#include "language/mend.h"

#include <gtest/gtest.h>

#include <sstream>

namespace entente::language {
namespace {

/// "form upos head deprel [feature]" for each word, heads from 1.
Sentence parsed(const std::string& words) {
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
  return sentence;
}

/// The mended tree in the same notation, without forms.
std::string mended(const std::string& words) {
  Sentence sentence = parsed(words);
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

TEST(Mend, HangsAParticipleOnTheFrontedPhraseBeforeIt) {
  EXPECT_EQ(
      mended("Under ADP 2 case;deals NOUN 3 obl;signed VERB 7 advcl Tense=Past|VerbForm=Fin;by ADP 5 case;Riga PROPN "
             "3 obl;Oslo PROPN 7 nsubj;sells VERB 0 root VerbForm=Fin"),
      "2:case 7:obl 2:acl 5:case 3:obl 7:nsubj 0:root ");
  // read as if the clause stood beside it
  EXPECT_EQ(
      mended("Under ADP 2 case;deals NOUN 3 obl;signed VERB 0 root Tense=Past|VerbForm=Fin;by ADP 5 case;Riga PROPN "
             "3 obl;Oslo PROPN 7 nsubj;sells VERB 3 conj VerbForm=Fin;. PUNCT 3 punct"),
      "2:case 7:obl 2:acl 5:case 3:obl 7:nsubj 0:root 7:punct ");
}

TEST(Mend, TakesAnOnlyObjectForTheDirectOne) {
  EXPECT_EQ(mended("warned VERB 0 root;Oslo PROPN 1 iobj"), "0:root 1:obj ");
  EXPECT_EQ(mended("gave VERB 0 root;Oslo PROPN 1 iobj;tanks NOUN 1 obj"), "0:root 1:iobj 1:obj ");
  EXPECT_EQ(mended("leur PRON 2 iobj;répond VERB 0 root"), "2:iobj 0:root ");
}

TEST(Mend, TakesNoArticleForAPreposition) {
  EXPECT_EQ(mended("envoyé VERB 0 root;de DET 3 case;soldats NOUN 1 obl:arg"), "0:root 3:det 1:obj ");
  EXPECT_EQ(mended("parlé VERB 0 root;de ADP 3 case;soldats NOUN 1 obl:arg"), "0:root 3:case 1:obl:arg ");
}

TEST(Mend, GivesASumToTheNameBeforeIt) {
  EXPECT_EQ(mended("gave VERB 0 root;Kenya PROPN 3 compound;$ SYM 1 obj;60 NUM 3 nummod"),
            "0:root 1:iobj 1:obj 3:nummod ");
  // US$: a part of the sum
  EXPECT_EQ(mended("gave VERB 0 root;US PROPN 3 compound;$ SYM 1 obj;60 NUM 3 nummod"),
            "0:root 3:compound 1:obj 3:nummod ");
}

TEST(Mend, HangsAParticipleBehindAHyphenOnWhatItDescribes) {
  // the Oslo-backed Norse rebels left
  EXPECT_EQ(
      mended("the DET 2 det;Oslo PROPN 4 nsubj;- PUNCT 2 punct;backed VERB 7 advcl VerbForm=Part;Norse ADJ 6 amod;"
             "rebels NOUN 7 nsubj;left VERB 0 root VerbForm=Fin"),
      "6:det 4:obl:agent 2:punct 6:amod 6:amod 7:nsubj 0:root ");
  EXPECT_EQ(mended("the DET 2 det;Oslo PROPN 4 nsubj;- PUNCT 2 punct;backed VERB 7 advcl VerbForm=Part;Norse PROPN 6 "
                   "compound;rebels NOUN 7 nsubj;left VERB 0 root VerbForm=Fin"),
            "6:det 4:obl:agent 2:punct 6:amod 6:compound 7:nsubj 0:root ");
}

TEST(Mend, TakesAWordWithAPassiveAuxiliaryForAVerb) {
  Sentence sentence = parsed("sont AUX 2 aux:pass;armés ADJ 0 root");
  sentence.tokens[1].lemma = "armé";
  mend(sentence);
  EXPECT_EQ(sentence.tokens[1].upos, Upos::VERB);
  EXPECT_EQ(sentence.tokens[1].lemma, "armer");
  EXPECT_EQ(sentence.tokens[1].feats, "Tense=Past|VerbForm=Part|Voice=Pass");
}

TEST(Mend, TakesANounWithSubjectAndObjectForAVerb) {
  Sentence sentence = parsed("Oslo PROPN 2 nsubj;harbours NOUN 0 root;rebels NOUN 2 obj");
  mend(sentence);
  EXPECT_EQ(sentence.tokens[1].upos, Upos::VERB);
  EXPECT_EQ(sentence.tokens[2].upos, Upos::NOUN);
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

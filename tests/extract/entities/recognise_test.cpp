// Names, titles, descriptions and pronouns over trees written by hand: no model is needed.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "../../support/compact_sentence.h"
#include "entente/extract/extractor.h"
#include "entities_dump.h"

namespace entente {
namespace {

constexpr std::string_view kStates =
    "key\ttype\tname.fr\tname.en\tdemonym.fr\tdemonym.en\tcapital.fr\tcapital.en\n"
    "norland\tState\tNorlande\tNorland\tnorlandais|norlandaise|norlandaises\tNorlander|Norlanders|"
    "Norlandish\tAlverne\tAlverne\n"
    "sudria\tState\tSudrie\tSudria\tsudrien|sudrienne|sudriens|sudriennes\tSudrian|Sudrians\tBelmare\tBelmare\n";
constexpr std::string_view kOthers =
    "key\ttype\tpart_of\tname.fr\tname.en\tacronym\n"
    "norlandic-army\tMilitaryUnit\tnorland\tarmée norlandaise\tNorlandish army\t\n"
    "northern-pact\tOrganization\t\tPacte nordique\tNorthern Pact\tPNO\n";
constexpr std::string_view kPeople =
    "key\ttype\tname\tgender\toffice\n"
    "ada-rask\tPerson\tAda Rask\tf\thead-of-state@norland@2015-01-01/2019-12-31\n"
    "jon-berg\tPerson\tJon Berg\tm\thead-of-state@norland@2020-01-01/\n";

Resources resources() {
  Resources all;
  for (const std::string_view file : {kStates, kOthers, kPeople}) {
    const auto added = all.gazetteer.add(file, "test");
    EXPECT_TRUE(added) << (added ? "" : to_string(added.error()));
  }
  return all;
}

struct Text {
  Document document;
  std::vector<Sentence> sentences;
};

// Sentences in the form of compact_sentence, one after another, each on its own line of the text.
Text text_of(const std::vector<std::string>& compact, const std::string& language, const std::string& published) {
  Text text;
  text.document.article.language = language;
  text.document.article.published = published;
  for (const std::string& line : compact) {
    Sentence sentence = compact_sentence(line);
    const auto start = static_cast<std::uint32_t>(text.document.text.size());
    text.document.text += compact_text(sentence) + "\n";
    for (Token& token : sentence.tokens) {
      token.span.begin += start;
      token.span.end += start;
    }
    sentence.span = {sentence.span.begin + start, sentence.span.end + start};
    text.sentences.push_back(std::move(sentence));
  }
  return text;
}

struct Case {
  std::vector<std::string> sentences;
  const char* language;
  const char* published;
  const char* wanted;  // lines of the dump
};

void check(const std::vector<Case>& cases) {
  const Resources all = resources();
  for (const Case& c : cases) {
    const Text text = text_of(c.sentences, c.language, c.published);
    const Entities entities = recognise(text.document, text.sentences, all);
    EXPECT_EQ(missing(entities, text.document.text, c.wanted), "") << text.document.text;
  }
}

const std::string kDef = "/Definite=Def|PronType=Art";

TEST(Recognise, ACapitalThatActsIsItsStateAndElsewhereAPlace) {
  check({
      {{"Alverne/Alverne/PROPN/2/nsubj menace/menacer/VERB/0/root Belmare/Belmare/PROPN/2/obj"},
       "fr",
       "",
       "State norland: Alverne\nState sudria: Belmare"},
      {{"Il/lui/PRON/2/nsubj dort/dormir/VERB/0/root à/à/ADP/4/case Alverne/Alverne/PROPN/2/obl"},
       "fr",
       "",
       "Place alverne: Alverne"},
      {{"Alverne/Alverne/PROPN/2/nsubj demande/demander/VERB/0/root à/à/ADP/4/case Belmare/Belmare/PROPN/2/obl:arg "
        "de/de/ADP/6/mark partir/partir/VERB/2/xcomp"},
       "fr",
       "",
       "State norland: Alverne\nState sudria: Belmare"},
      {{"talks/talk/NOUN/0/root between/between/ADP/3/case Alverne/Alverne/PROPN/1/nmod and/and/CCONJ/5/cc "
        "Belmare/Belmare/PROPN/3/conj"},
       "en",
       "",
       "State norland: Alverne\nState sudria: Belmare"},
      {{"She/she/PRON/2/nsubj lives/live/VERB/0/root in/in/ADP/4/case Alverne/Alverne/PROPN/2/obl"},
       "en",
       "",
       "Place alverne: Alverne"},
      {{"ALVERNE/ALVERNE/PROPN/4/nsubj –/–/PUNCT/4/punct Alverne/Alverne/PROPN/4/nsubj cède/céder/VERB/0/root"},
       "fr",
       "",
       "Place alverne: ALVERNE\nState norland: Alverne"},
  });
}

TEST(Recognise, DemonymsNameStates) {
  check({
      {{"le/le/DET/2/det" + kDef + " ministère/ministère/NOUN/0/root norlandais/norlandais/ADJ/2/amod"},
       "fr",
       "",
       "State norland: norlandais\nOrganization ministere-norlandais: ministère norlandais"},
      {{"Sudrian/Sudrian/ADJ/2/amod officials/official/NOUN/3/nsubj/Number=Plur left/leave/VERB/0/root"},
       "en",
       "",
       "State sudria: Sudrian"},
  });
}

TEST(Recognise, SurnamesLeadToTheFullNameAndHonorificsKeepNamesakesApart) {
  check({
      {{"Ada/Ada/PROPN/3/nsubj Rask/Rask/PROPN/1/flat:name parle/parler/VERB/0/root",
        "Rask/Rask/PROPN/2/nsubj sourit/sourire/VERB/0/root"},
       "fr",
       "",
       "Person ada-rask: Ada Rask | Rask"},
      {{"Marie/Marie/PROPN/3/nsubj Velin/Velin/PROPN/1/flat:name parle/parler/VERB/0/root",
        "Paul/Paul/PROPN/3/nsubj Velin/Velin/PROPN/1/flat:name écoute/écouter/VERB/0/root",
        "Mme/Mme/NOUN/3/nsubj Velin/Velin/PROPN/1/flat:name sourit/sourire/VERB/0/root",
        "M./monsieur/NOUN/3/nsubj Velin/Velin/PROPN/1/flat:name part/partir/VERB/0/root"},
       "fr",
       "",
       "Person marie-velin: Marie Velin | Velin\nPerson paul-velin: Paul Velin | Velin"},
  });
}

TEST(Recognise, AcronymsInBracketsJoinTheirLongForm) {
  check({
      {{"le/le/DET/2/det" + kDef +
            " Parti/parti/NOUN/7/nsubj rural/rural/ADJ/2/amod (/(/PUNCT/5/punct PR/PR/PROPN/2/appos "
            ")/)/PUNCT/5/punct attend/attendre/VERB/0/root",
        "le/le/DET/2/det" + kDef + " PR/PR/PROPN/3/nsubj attend/attendre/VERB/0/root"},
       "fr",
       "",
       "Organization parti-rural: Parti rural | PR | PR"},
  });
}

TEST(Recognise, TitlesLeadToWhomTheTextOrTheDateSays) {
  const std::string president = "le/le/DET/2/det" + kDef +
                                " président/président/NOUN/4/nsubj "
                                "norlandais/norlandais/ADJ/2/amod part/partir/VERB/0/root";
  check({
      {{president}, "fr", "2018-03-01", "Person ada-rask: président norlandais"},
      {{president}, "fr", "2024-03-01", "Person jon-berg: président norlandais"},
      {{"le/le/DET/2/det" + kDef +
            " président/président/NOUN/8/nsubj sudrien/sudrien/ADJ/2/amod ,/,/PUNCT/5/punct Ugo/Ugo/PROPN/2/appos "
            "Marti/Marti/PROPN/5/flat:name ,/,/PUNCT/5/punct part/partir/VERB/0/root",
        "le/le/DET/2/det" + kDef +
            " dirigeant/dirigeant/NOUN/4/nsubj sudrien/sudrien/ADJ/2/amod "
            "revient/revenir/VERB/0/root"},
       "fr",
       "2024-03-01",
       "Person ugo-marti: président sudrien | Ugo Marti | dirigeant sudrien"},
  });
}

TEST(Recognise, DescribedForcesOfAStateAreOne) {
  check({
      {{"500/500/NUM/2/nummod soldats/soldat/NOUN/4/nsubj/Gender=Masc|Number=Plur norlandais/norlandais/ADJ/2/amod "
        "arrivent/arriver/VERB/0/root",
        "l’/le/DET/2/det" + kDef +
            " armée/armée/NOUN/4/nsubj/Gender=Fem|Number=Sing norlandaise/norlandais/ADJ/2/amod "
            "avance/avancer/VERB/0/root"},
       "fr",
       "",
       "MilitaryUnit norlandic-army: 500 soldats norlandais | armée norlandaise"},
      {{"Sudrian/Sudrian/ADJ/2/amod troops/troop/NOUN/3/nsubj/Number=Plur advance/advance/VERB/0/root",
        "the/the/DET/2/det" + kDef + " troops/troop/NOUN/3/nsubj/Number=Plur halt/halt/VERB/0/root"},
       "en",
       "",
       "MilitaryUnit forces-of-sudria: Sudrian troops | troops"},
      {{"la/le/DET/2/det" + kDef +
        " Sudrie/Sudrie/PROPN/3/nsubj déploie/déployer/VERB/0/root "
        "ses/son/DET/5/det/Number=Plur|Poss=Yes troupes/troupe/NOUN/3/obj/Gender=Fem|Number=Plur"},
       "fr",
       "",
       "State sudria: Sudrie | ses\nMilitaryUnit forces-of-sudria: troupes"},
  });
}

TEST(Recognise, PronounsAgreeAndPreferTheSubject) {
  const std::string meets =
      "Ada/Ada/PROPN/3/nsubj Rask/Rask/PROPN/1/flat:name rencontre/rencontrer/VERB/0/root "
      "Jon/Jon/PROPN/3/obj Berg/Berg/PROPN/4/flat:name";
  check({
      {{meets, "Elle/lui/PRON/2/nsubj/Gender=Fem|Person=3 sourit/sourire/VERB/0/root"},
       "fr",
       "",
       "Person ada-rask: Ada Rask | Elle\nPerson jon-berg: Jon Berg"},
      {{meets, "Il/lui/PRON/2/nsubj/Gender=Masc|Person=3 sourit/sourire/VERB/0/root"},
       "fr",
       "",
       "Person ada-rask: Ada Rask\nPerson jon-berg: Jon Berg | Il"},
      {{"Norland/Norland/PROPN/2/nsubj accuses/accuse/VERB/0/root Sudria/Sudria/PROPN/2/obj",
        "It/it/PRON/2/nsubj/Gender=Neut waits/wait/VERB/0/root"},
       "en",
       "",
       "State norland: Norland | It\nState sudria: Sudria"},
      {{"Norland/Norland/PROPN/5/nsubj and/and/CCONJ/3/cc Sudria/Sudria/PROPN/1/conj "
        "both/both/DET/5/advmod agree/agree/VERB/0/root",
        "They/they/PRON/2/nsubj/Number=Plur talk/talk/VERB/0/root"},
       "en",
       "",
       "State norland: Norland | They\nState sudria: Sudria | They"},
      {{"il/lui/PRON/2/expl:subj faut/falloir/VERB/0/root partir/partir/VERB/2/xcomp"}, "fr", "", ""},
  });
}

TEST(Recognise, WordsForSeveralMeanThoseNamedTogether) {
  const std::string pair =
      "Norland/Norland/PROPN/5/nsubj and/and/CCONJ/3/cc Sudria/Sudria/PROPN/1/conj both/both/DET/5/advmod "
      "agree/agree/VERB/0/root";
  check({
      {{pair, "The/the/DET/2/det/Definite=Def pair/pair/NOUN/3/nsubj/Number=Sing talk/talk/VERB/0/root"},
       "en",
       "",
       "State norland: Norland | pair\nState sudria: Sudria | pair"},
      {{pair, "Each/each/DET/2/det side/side/NOUN/3/nsubj/Number=Sing talks/talk/VERB/0/root"},
       "en",
       "",
       "State norland: Norland | side\nState sudria: Sudria | side"},
      {{pair, "The/the/DET/2/det/Definite=Def latter/latter/ADJ/3/nsubj talks/talk/VERB/0/root"},
       "en",
       "",
       "State norland: Norland\nState sudria: Sudria | latter"},
      // a part of something is none of two
      {{pair, "The/the/DET/3/det/Definite=Def latter/latter/ADJ/3/amod part/part/NOUN/4/nsubj ends/end/VERB/0/root"},
       "en",
       "",
       "State norland: Norland\nState sudria: Sudria"},
  });
}

TEST(Recognise, ANounThatIsNoMentionMayBeWhatAPronounMeans) {
  check({
      // "Norland signed. The text is long. It is old."
      {{"Norland/Norland/PROPN/2/nsubj signed/sign/VERB/0/root",
        "The/the/DET/2/det/Definite=Def text/text/NOUN/4/nsubj/Number=Sing is/be/AUX/4/cop long/long/ADJ/0/root",
        "It/it/PRON/3/nsubj is/be/AUX/3/cop old/old/ADJ/0/root"},
       "en",
       "",
       "State norland: Norland"},
      {{"Norland/Norland/PROPN/2/nsubj signed/sign/VERB/0/root", "It/it/PRON/2/nsubj waits/wait/VERB/0/root"},
       "en",
       "",
       "State norland: Norland | It"},
      // whose spokesman speaks is who speaks
      {{"A/a/DET/3/det/Definite=Ind Norlandish/Norlandish/ADJ/3/amod spokesman/spokesman/NOUN/4/nsubj/Number=Sing "
        "spoke/speak/VERB/0/root",
        "He/he/PRON/2/nsubj left/leave/VERB/0/root"},
       "en",
       "",
       "State norland: Norlandish | He"},
  });
}

TEST(Recognise, ANounLeadsToWhatTheTextHasSaidToBeOne) {
  check({
      {{"Norland/Norland/PROPN/6/nsubj ,/,/PUNCT/1/punct a/a/DET/4/det/Definite=Ind "
        "haven/haven/NOUN/1/appos/Number=Sing "
        ",/,/PUNCT/1/punct waits/wait/VERB/0/root",
        "The/the/DET/2/det/Definite=Def haven/haven/NOUN/3/nsubj/Number=Sing waits/wait/VERB/0/root",
        "A/a/DET/2/det/Definite=Ind haven/haven/NOUN/3/nsubj/Number=Sing waits/wait/VERB/0/root"},
       "en",
       "",
       "State norland: Norland | haven"},
  });
}

TEST(Recognise, RelativePronounsFollowTheTree) {
  check({
      {{"Jon/Jon/PROPN/8/nsubj Berg/Berg/PROPN/1/flat:name ,/,/PUNCT/6/punct who/who/PRON/6/nsubj/PronType=Rel "
        "once/once/ADV/6/advmod left/leave/VERB/1/acl:relcl ,/,/PUNCT/6/punct returns/return/VERB/0/root"},
       "en",
       "",
       "Person jon-berg: Jon Berg | who"},
      {{"la/le/DET/2/det" + kDef +
        " Norlande/Norlande/PROPN/10/nsubj ,/,/PUNCT/7/punct "
        "dont/dont/PRON/6/nmod/PronType=Rel les/le/DET/6/det" +
        kDef +
        " soldats/soldat/NOUN/7/nsubj/Number=Plur avancent/avancer/VERB/2/acl:relcl ,/,/PUNCT/7/punct "
        "ne/ne/ADV/10/advmod cède/céder/VERB/0/root"},
       "fr",
       "",
       "State norland: Norlande | dont\nMilitaryUnit norlandic-army: soldats"},
  });
}

TEST(Recognise, NothingIsNamedWhereNothingIs) {
  const Resources all = resources();
  const Text text = text_of({"Il/lui/PRON/2/expl:subj pleut/pleuvoir/VERB/0/root depuis/depuis/ADP/4/case "
                             "lundi/lundi/NOUN/2/obl ././PUNCT/2/punct"},
                            "fr", "");
  EXPECT_TRUE(recognise(text.document, text.sentences, all).entities.empty());
  EXPECT_TRUE(recognise(text.document, {}, all).mentions.empty());
  const Text title =
      text_of({"prime/prime/ADJ/2/amod minister/minister/NOUN/0/root", "president/president/NOUN/0/root"}, "en", "");
  EXPECT_TRUE(recognise(title.document, title.sentences, all).entities.empty());
}

TEST(Recognise, MentionsLieInTheirSentenceAndHaveAnEntity) {
  const Resources all = resources();
  const Text text = text_of({"Sudrian/Sudrian/ADJ/2/amod troops/troop/NOUN/3/nsubj/Number=Plur left/leave/VERB/0/root",
                             "Norland/Norland/PROPN/2/nsubj sent/send/VERB/0/root its/its/PRON/4/nmod:poss/Poss=Yes "
                             "army/army/NOUN/2/obj/Number=Sing"},
                            "en", "");
  const Entities entities = recognise(text.document, text.sentences, all);
  ASSERT_FALSE(entities.mentions.empty());
  for (const Mention& mention : entities.mentions) {
    ASSERT_LT(mention.sentence, text.sentences.size());
    EXPECT_LT(mention.first, mention.last);
    EXPECT_LE(mention.last, text.sentences[mention.sentence].tokens.size());
    ASSERT_FALSE(mention.entity.is_none());
    EXPECT_EQ(entities[mention.entity].type, mention.type);
  }
}

}  // namespace
}  // namespace entente

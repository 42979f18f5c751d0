#include "relations/status.h"

#include <gtest/gtest.h>

#include "entente/schema/builtin.h"
#include "entente/schema/ontology.h"
#include "relations/quantities.h"
#include "support/compact_sentence.h"

namespace entente {
namespace {

const LanguageFrames& words_of(const std::string& language) {
  static std::map<std::string, LanguageFrames> loaded;
  auto [it, is_new] = loaded.try_emplace(language);
  const std::string path = "relations/" + language + "/grammar.toml";
  if (is_new) {
    EXPECT_TRUE(it->second.add(builtin_file(path), path, language, builtin_ontology()).has_value());
  }
  return it->second;
}

/// Every proper noun of the sentence as an entity of its own.
Entities entities_of(const Sentence& sentence) {
  Entities entities;
  for (std::uint32_t i = 0; i < sentence.tokens.size(); ++i) {
    if (sentence.tokens[i].upos != Upos::PROPN) continue;
    const EntityId id(entities.entities.size());
    Entity entity;
    entity.type = NodeType::state;
    entity.name = sentence.tokens[i].form;
    entity.mentions = {MentionId(entities.mentions.size())};
    entities.entities.push_back(entity);
    entities.mentions.push_back({0, i, i + 1, i, sentence.tokens[i].span, NodeType::state, MentionForm::name, id});
  }
  return entities;
}

std::string status_of(const char* language, const char* trigger, const char* compact) {
  const Sentence sentence = compact_sentence(compact);
  const Entities entities = entities_of(sentence);
  const LanguageFrames& words = words_of(language);
  const Tree tree(sentence);
  const ArgumentFinder arguments(tree, words);
  const ParticipantFinder participants(tree, arguments, words, entities, 0);
  const SpeakerFinder speakers(tree, arguments, words, participants);
  const StatusFinder finder(tree, arguments, words, speakers);
  for (int i = 0; i < tree.size(); ++i) {
    if (tree[i].form != trigger) continue;
    const Status status = finder.of(i, i);
    std::string line(name(status.polarity));
    line += " " + std::string(name(status.modality));
    if (!status.attributed_to.is_none()) line += " " + entities[status.attributed_to].name;
    return line;
  }
  return "no such word";
}

struct Case {
  const char* language;
  const char* trigger;
  const char* sentence;
  const char* status;
};

TEST(Status, ReadsNegationModalityAndSource) {
  for (const Case& c : {
           Case{"fr", "attaque", "Pékin/Pékin/PROPN/2/nsubj attaque/attaquer/VERB/0/root/VerbForm=Fin",
                "affirmed actual"},
           {"fr", "soutient",
            "Oslo/Oslo/PROPN/3/nsubj ne/ne/ADV/3/advmod soutient/soutenir/VERB/0/root/VerbForm=Fin "
            "pas/pas/ADV/3/advmod",
            "negated actual"},
           {"fr", "soutient",  // plus denies only beside ne
            "Oslo/Oslo/PROPN/2/nsubj soutient/soutenir/VERB/0/root/VerbForm=Fin plus/plus/ADV/2/advmod "
            "Kyiv/Kyiv/PROPN/2/obj",
            "affirmed actual"},
           {"fr", "déployé",
            "Kim/Kim/PROPN/3/nsubj aurait/avoir/AUX/3/aux:tense/Mood=Cnd|VerbForm=Fin "
            "déployé/déployer/VERB/0/root/VerbForm=Part",
            "affirmed reported"},
           {"fr", "livrer",
            "Berne/Berne/PROPN/2/nsubj refuse/refuser/VERB/0/root/VerbForm=Fin de/de/ADP/4/mark "
            "livrer/livrer/VERB/2/xcomp/VerbForm=Inf",
            "negated actual"},
           {"fr", "attaquer",
            "Moscou/Moscou/PROPN/2/nsubj pourrait/pouvoir/VERB/0/root/Mood=Cnd|VerbForm=Fin "
            "attaquer/attaquer/VERB/2/xcomp/VerbForm=Inf",
            "affirmed possible"},
           {"fr", "bombardé",
            "selon/selon/ADP/2/case Kyiv/Kyiv/PROPN/5/obl:mod Moscou/Moscou/PROPN/5/nsubj "
            "a/avoir/AUX/5/aux/VerbForm=Fin "
            "bombardé/bombarder/VERB/0/root/VerbForm=Part",
            "affirmed reported Kyiv"},
           {"fr", "armer",
            "Paris/Paris/PROPN/2/nsubj accuse/accuser/VERB/0/root/VerbForm=Fin Kigali/Kigali/PROPN/2/obj "
            "d'/de/ADP/5/mark "
            "armer/armer/VERB/2/xcomp/VerbForm=Inf",
            "affirmed reported Paris"},
           {"en", "attack",
            "Minsk/Minsk/PROPN/3/nsubj might/might/AUX/3/aux/VerbForm=Fin attack/attack/VERB/0/root/VerbForm=Inf",
            "affirmed possible"},
           {"en", "order",
            "Biden/Biden/PROPN/2/nsubj said/say/VERB/0/root/Tense=Past|VerbForm=Fin he/he/PRON/5/nsubj "
            "would/would/AUX/5/aux/VerbForm=Fin order/order/VERB/2/ccomp/VerbForm=Inf",
            "affirmed planned Biden"},
           {"en", "helps",
            "Tehran/Tehran/PROPN/2/nsubj denied/deny/VERB/0/root/Tense=Past|VerbForm=Fin that/that/SCONJ/5/mark "
            "it/it/PRON/5/nsubj helps/help/VERB/2/ccomp/VerbForm=Fin",
            "negated reported Tehran"},
           {"fr", "attaquer",  // the negation of the verb that carries the noun
            "Oslo/Oslo/PROPN/3/nsubj n'/ne/ADV/3/advmod a/avoir/VERB/0/root/VerbForm=Fin pas/pas/ADV/3/advmod "
            "l'/le/DET/6/det intention/intention/NOUN/3/obj d'/de/ADP/8/mark "
            "attaquer/attaquer/VERB/6/acl/VerbForm=Inf",
            "negated planned"},
           {"fr", "bombardé",  // nothing that is said of it: denied, not reported
            "Rien/rien/PRON/3/nsubj n'/ne/ADV/3/advmod indique/indiquer/VERB/0/root/VerbForm=Fin que/que/SCONJ/7/mark "
            "Oslo/Oslo/PROPN/7/nsubj a/avoir/AUX/7/aux/VerbForm=Fin bombardé/bombarder/VERB/3/ccomp/VerbForm=Part",
            "negated actual"},
           {"en", "attacked",  // a relative within a report is the writer's own
            "Oslo/Oslo/PROPN/2/nsubj says/say/VERB/0/root/Tense=Pres|VerbForm=Fin Rome/Rome/PROPN/7/nsubj "
            ",/,/PUNCT/6/punct which/which/PRON/6/nsubj/PronType=Rel attacked/attack/VERB/3/acl:relcl/VerbForm=Fin "
            "lies/lie/VERB/2/ccomp/VerbForm=Fin",
            "affirmed actual"},
           {"en", "arming",
            "Rome/Rome/PROPN/0/root accused/accuse/VERB/1/acl/VerbForm=Part by/by/ADP/4/case "
            "Oslo/Oslo/PROPN/2/obl:agent of/of/SCONJ/6/mark arming/arm/VERB/2/advcl/VerbForm=Ger",
            "affirmed reported Oslo"},
           {"en", "invade",  // the negation of a verb of belief is that of what is believed
            "Oslo/Oslo/PROPN/4/nsubj does/do/AUX/4/aux not/not/PART/4/advmod believe/believe/VERB/0/root/Tense=Pres "
            "Rome/Rome/PROPN/7/nsubj will/will/AUX/7/aux invade/invade/VERB/4/ccomp/VerbForm=Inf",
            "negated planned Oslo"},
           {"en", "struck",
            "Oslo/Oslo/PROPN/4/nsubj not/not/PART/4/advmod only/only/ADV/4/advmod struck/strike/VERB/0/root",
            "affirmed actual"},
       })
    EXPECT_EQ(status_of(c.language, c.trigger, c.sentence), c.status) << c.sentence;
}

TEST(Quantities, NumbersAsTheyAreWritten) {
  const GrammarWords& fr = words_of("fr").words();
  const GrammarWords& en = words_of("en").words();
  EXPECT_EQ(parse_number("10 000", fr), 10000);
  EXPECT_EQ(parse_number("10\u00a0000", fr), 10000);
  EXPECT_EQ(parse_number("600\u202f000", fr), 600000);
  EXPECT_EQ(parse_number("1,2", fr), 1.2);
  EXPECT_EQ(parse_number("1,200", en), 1200);
  EXPECT_EQ(parse_number("3.5", en), 3.5);
  EXPECT_EQ(parse_number("vingt et un", fr), 21);
  EXPECT_EQ(parse_number("soixante-dix", fr), 70);
  EXPECT_EQ(parse_number("quatre-vingt-dix", fr), 90);
  EXPECT_EQ(parse_number("two hundred", en), 200);
  EXPECT_EQ(parse_number("deux mille trois cents", fr), 2300);
  EXPECT_EQ(parse_number("F-16", fr), std::nullopt);
  EXPECT_EQ(parse_number("", fr), std::nullopt);
}

}  // namespace
}  // namespace entente

#include "relations/arguments.h"

#include <gtest/gtest.h>

#include "entente/schema/builtin.h"
#include "entente/schema/ontology.h"
#include "support/compact_sentence.h"

namespace entente {
namespace {

LanguageFrames words_of(const std::string& language) {
  LanguageFrames frames;
  const std::string path = "relations/" + language + "/grammar.toml";
  EXPECT_TRUE(frames.add(builtin_file(path), path, language, builtin_ontology()).has_value());
  return frames;
}

std::string slot_name(const Slot& slot) {
  switch (slot.kind) {
    case Slot::Kind::subject:
      return "subj";
    case Slot::Kind::object:
      return "obj";
    case Slot::Kind::indirect:
      return "iobj";
    case Slot::Kind::surface:
      return "surface";
    case Slot::Kind::self:
      return "self";
    case Slot::Kind::owner:
      return "poss";
    case Slot::Kind::nested:
      return "nested";
    case Slot::Kind::apposed:
      return "appos";
    case Slot::Kind::peers:
      return "peers";
    case Slot::Kind::clause_subject:
      return "clause.subj";
    case Slot::Kind::clause_object:
      return "clause.obj";
    case Slot::Kind::host:
      return "host";
    case Slot::Kind::receiver:
      return "receiver";
    case Slot::Kind::preposition:
      return slot.preposition;
  }
  return "";
}

/// "subj=Kim obj=soldats en=Russie", in the order of the sentence; the noun's own self and what repeats a subject or
/// object as the subject on the surface are left out.
std::string arguments_of(const char* language, const char* trigger, const char* compact) {
  const LanguageFrames frames = words_of(language);
  const Sentence sentence = compact_sentence(compact);
  const Tree tree(sentence);
  const ArgumentFinder finder(tree, frames);
  for (int i = 0; i < tree.size(); ++i) {
    if (tree[i].form != trigger) continue;
    const Arguments found = tree[i].upos == Upos::VERB  ? finder.of_verb(i)
                            : tree[i].upos == Upos::ADJ ? finder.of_adjective(i)
                                                        : finder.of_noun(i);
    std::string line;
    for (const Filler& filler : found.fillers)
      if (filler.token != i && filler.slot.kind != Slot::Kind::surface)
        line += (line.empty() ? "" : " ") + slot_name(filler.slot) + "=" + tree[filler.token].form;
    return line;
  }
  return "no such word";
}

TEST(Arguments, ActiveAndPassiveFillTheSameSlots) {
  EXPECT_EQ(
      arguments_of(
          "fr", "attaqué",
          "Israël/Israël/PROPN/3/nsubj a/avoir/AUX/3/aux:tense/VerbForm=Fin attaqué/attaquer/VERB/0/root/VerbForm=Part "
          "Gaza/Gaza/PROPN/3/obj"),
      "subj=Israël obj=Gaza");
  EXPECT_EQ(
      arguments_of("fr", "attaquée",
                   "Gaza/Gaza/PROPN/3/nsubj:pass est/être/AUX/3/aux:pass/VerbForm=Fin "
                   "attaquée/attaquer/VERB/0/root/VerbForm=Part par/par/ADP/5/case Israël/Israël/PROPN/3/obl:agent"),
      "obj=Gaza subj=Israël");
  EXPECT_EQ(arguments_of("en", "attacked",
                         "Gaza/Gaza/PROPN/3/nsubj:pass was/be/AUX/3/aux:pass/VerbForm=Fin "
                         "attacked/attack/VERB/0/root/VerbForm=Part by/by/ADP/5/case Israel/Israel/PROPN/3/obl"),
            "obj=Gaza subj=Israel");
}

TEST(Arguments, TheSubjectOnTheSurfaceIsThatOfActiveAndPassive) {
  const LanguageFrames frames = words_of("fr");
  const auto about = [&](const char* compact, int verb) {
    const Sentence sentence = compact_sentence(compact);
    const Tree tree(sentence);
    for (const Filler& filler : ArgumentFinder(tree, frames).of_verb(verb).fillers)
      if (filler.slot.kind == Slot::Kind::surface) return tree[filler.token].form;
    return std::string();
  };
  EXPECT_EQ(about("Gaza/Gaza/PROPN/3/nsubj:pass est/être/AUX/3/aux:pass/VerbForm=Fin "
                  "attaquée/attaquer/VERB/0/root/VerbForm=Part par/par/ADP/5/case Israël/Israël/PROPN/3/obl:agent",
                  2),
            "Gaza");
  EXPECT_EQ(about("Israël/Israël/PROPN/2/nsubj attaque/attaquer/VERB/0/root/VerbForm=Fin Gaza/Gaza/PROPN/2/obj", 1),
            "Israël");
}

TEST(Arguments, ParticiplesTakeTheirNoun) {
  EXPECT_EQ(arguments_of(
                "fr", "soutenus",
                "les/le/DET/2/det rebelles/rebelle/NOUN/6/nsubj soutenus/soutenir/VERB/2/acl/Tense=Past|VerbForm=Part "
                "par/par/ADP/5/case Kigali/Kigali/PROPN/3/obl:agent avancent/avancer/VERB/0/root/VerbForm=Fin"),
            "obj=rebelles subj=Kigali");
  EXPECT_EQ(arguments_of("fr", "avertissant",
                         "Rutte/Rutte/PROPN/2/nsubj parle/parler/VERB/0/root/VerbForm=Fin "
                         "avertissant/avertir/VERB/2/advcl/Tense=Pres|VerbForm=Part Moscou/Moscou/PROPN/3/obj"),
            "subj=Rutte obj=Moscou");
}

TEST(Arguments, RelativePronounsLeadToTheirAntecedent) {
  EXPECT_EQ(arguments_of("fr", "soutient",
                         "la/le/DET/2/det Chine/Chine/PROPN/6/nsubj qui/qui/PRON/4/nsubj/PronType=Rel "
                         "soutient/soutenir/VERB/2/acl:relcl/VerbForm=Fin Moscou/Moscou/PROPN/4/obj "
                         "parle/parler/VERB/0/root/VerbForm=Fin"),
            "subj=Chine obj=Moscou");
}

TEST(Arguments, ControlledInfinitivesHaveASubject) {
  // Subject control, object control, and the object of a demand.
  EXPECT_EQ(arguments_of("fr", "livrer",
                         "Oslo/Oslo/PROPN/2/nsubj promet/promettre/VERB/0/root/VerbForm=Fin de/de/ADP/4/mark "
                         "livrer/livrer/VERB/2/xcomp/VerbForm=Inf des/un/DET/6/det chars/char/NOUN/4/obj"),
            "subj=Oslo obj=chars");
  EXPECT_EQ(
      arguments_of(
          "en", "withdraw",
          "Paris/Paris/PROPN/2/nsubj urged/urge/VERB/0/root/VerbForm=Fin Kigali/Kigali/PROPN/2/obj to/to/PART/5/mark "
          "withdraw/withdraw/VERB/2/xcomp/VerbForm=Inf troops/troop/NOUN/5/obj"),
      "subj=Kigali obj=troops");
}

TEST(Arguments, NominalisationsAndLightVerbs) {
  EXPECT_EQ(
      arguments_of("fr", "offensive",
                   "l'/le/DET/2/det offensive/offensive/NOUN/0/root russe/russe/ADJ/2/amod contre/contre/ADP/5/case "
                   "Kyiv/Kyiv/PROPN/2/nmod"),
      "poss=russe contre=Kyiv");
  EXPECT_EQ(arguments_of("fr", "attaque",
                         "Tsahal/Tsahal/PROPN/2/nsubj mène/mener/VERB/0/root/VerbForm=Fin une/un/DET/4/det "
                         "attaque/attaque/NOUN/2/obj contre/contre/ADP/6/case Rafah/Rafah/PROPN/2/obl:mod"),
            "subj=Tsahal contre=Rafah");
  EXPECT_EQ(
      arguments_of("en", "support",
                   "Moscow/Moscow/PROPN/3/nmod:poss 's/'s/PART/1/case support/support/NOUN/0/root for/for/ADP/5/case "
                   "Minsk/Minsk/PROPN/3/nmod"),
      "poss=Moscow for=Minsk");
}

TEST(Arguments, TitlesDescribeTheirHolder) {
  EXPECT_EQ(arguments_of("fr", "porte-parole",
                         "Singh/Singh/PROPN/5/nsubj ,/,/PUNCT/3/punct porte-parole/porte-parole/NOUN/1/appos "
                         "du/de/ADP/3/case parle/parler/VERB/0/root/VerbForm=Fin"),
            "self=Singh");
  EXPECT_EQ(
      arguments_of("fr", "allié",
                   "Minsk/Minsk/PROPN/4/nsubj est/être/AUX/4/cop/VerbForm=Fin l'/le/DET/4/det allié/allié/NOUN/0/root "
                   "de/de/ADP/6/case Moscou/Moscou/PROPN/4/nmod"),
      "de=Moscou self=Minsk");
}

}  // namespace
}  // namespace entente

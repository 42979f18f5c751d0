// What the head of coreference joins, by hand-made likelihoods: no model is needed.
#include "entities/taken_up.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace entente::entities {
namespace {

struct Said {
  std::string name;
  NodeType type;
  MentionForm form;
  std::uint32_t sentence, first, last;
  char gender = 0;
  bool is_known = false;  // an entry of the gazetteer
};

using Likelihoods = std::vector<std::vector<Antecedent>>;

// How many things are left of these mentions, each of which is one of its own before.
std::size_t things_left(const std::vector<Said>& said, const Likelihoods& antecedents) {
  Discourse discourse;
  for (const Said& one : said) {
    Thing thing;
    thing.type = one.type;
    thing.name = one.name;
    thing.gender = one.gender;
    thing.is_named = one.form == MentionForm::name;
    if (one.is_known) thing.entry = EntryId(discourse.size());
    Draft draft;
    draft.sentence = one.sentence;
    draft.words = {one.first, one.last};
    draft.form = one.form;
    draft.type = one.type;
    draft.thing = discourse.add_thing(thing);
    discourse.drafts.push_back(draft);
  }
  join_taken_up(mentions_in_order(discourse), antecedents, discourse);
  std::size_t roots = 0;
  for (std::size_t i = 0; i < discourse.size(); ++i) roots += discourse.is_root(ThingId(i)) ? 1 : 0;
  return roots;
}

constexpr MentionForm kName = MentionForm::name, kDescription = MentionForm::description;
const Said kNato = {"NATO", NodeType::organization, kName, 0, 0, 1, 0, true};
const Said kAlliance = {"the alliance", NodeType::organization, kDescription, 1, 1, 2};

TEST(TakenUp, ASureDescriptionIsTheEarlierThing) {
  EXPECT_EQ(things_left({kNato, kAlliance}, {{}, {{0, 0.9F}}}), 1U);
  EXPECT_EQ(things_left({kNato, kAlliance}, {{}, {{0, 0.3F}}}), 2U);
}

TEST(TakenUp, ManyMentionsOfOneThingCountTogether) {
  const Said again = {"NATO", NodeType::organization, kName, 2, 0, 1, 0, true};
  Likelihoods shared = {{}, {{0, 0.7F}}, {}};
  EXPECT_EQ(things_left({kNato, kAlliance, again}, shared), 2U);
}

TEST(TakenUp, AShorterNameToo) {
  const Said kim = {"Kim Jong Un", NodeType::person, kName, 0, 0, 3},
             short_kim = {"Kim", NodeType::person, kName, 1, 0, 1};
  EXPECT_EQ(things_left({kim, short_kim}, {{}, {{0, 0.5F}}}), 2U);
  EXPECT_EQ(things_left({kim, short_kim}, {{}, {{0, 0.7F}}}), 1U);
}

TEST(TakenUp, WhatIsKnownSpeaksAgainstIt) {
  const Said man = {"Paul", NodeType::person, kName, 0, 0, 1, 'm'},
             woman = {"minister", NodeType::person, kDescription, 1, 0, 1, 'f'};
  EXPECT_EQ(things_left({man, woman}, {{}, {{0, 0.95F}}}), 2U) << "a man and a woman";
  const Said place = {"the town", NodeType::place, kDescription, 1, 0, 2};
  EXPECT_EQ(things_left({kNato, place}, {{}, {{0, 0.95F}}}), 2U) << "a body and a place";
  const Said other = {"EU", NodeType::organization, kName, 1, 0, 1, 0, true};
  EXPECT_EQ(things_left({kNato, other}, {{}, {{0, 0.99F}}}), 2U) << "two that the gazetteer knows";
}

TEST(TakenUp, WhatStandsWithinTheOtherIsNotIt) {
  const Said army = {"army of NATO", NodeType::organization, kDescription, 1, 0, 3},
             inner = {"NATO", NodeType::organization, kName, 1, 2, 3};
  EXPECT_EQ(things_left({army, inner}, {{}, {{0, 0.99F}}}), 2U);
}

TEST(TakenUp, BodiesAndForcesMayBeOne) {
  const Said group = {"rebels", NodeType::group, kDescription, 1, 0, 1};
  EXPECT_EQ(things_left({{"M23", NodeType::organization, kName, 0, 0, 1}, group}, {{}, {{0, 0.9F}}}), 1U);
}

TEST(TakenUp, ChainsEndInOneThing) {
  const Said third = {"it", NodeType::organization, kDescription, 2, 0, 1};
  EXPECT_EQ(things_left({kNato, kAlliance, third}, {{}, {{0, 0.9F}}, {{1, 0.9F}}}), 1U);
}

// To which of Turkey (mention 0) and Greece (mention 1) "the government", which a rule gave to Greece, goes; the last
// mention is within its words if `says_whose`.
std::string government_of(const std::vector<Antecedent>& seen, bool says_whose = false) {
  Discourse discourse;
  const auto add = [&](const char* name, MentionForm form, std::uint32_t sentence, WordRange words, ThingId thing) {
    Draft draft;
    draft.sentence = sentence;
    draft.words = words;
    draft.form = form;
    draft.type = NodeType::state;
    if (thing.is_none()) {
      Thing made;
      made.type = NodeType::state;
      made.name = name;
      made.entry = EntryId(discourse.size());
      thing = discourse.add_thing(made);
    }
    draft.thing = thing;
    discourse.drafts.push_back(draft);
    return thing;
  };
  add("Turkey", kName, 0, {0, 1}, {});
  const ThingId greece = add("Greece", kName, 0, {2, 3}, {});
  add("", kDescription, 1, {1, 3}, greece);
  if (says_whose) add("", kName, 1, {1, 2}, greece);
  Likelihoods likelihoods(discourse.drafts.size());
  likelihoods[2] = seen;
  join_taken_up(mentions_in_order(discourse), likelihoods, discourse);
  return discourse[discourse.drafts[2].thing].name;
}

TEST(TakenUp, ADescriptionGoesToWhomTheHeadSees) {
  EXPECT_EQ(government_of({{0, 0.9F}}), "Turkey");
  EXPECT_EQ(government_of({{0, 0.3F}}), "Greece") << "unsure";
  EXPECT_EQ(government_of({{0, 0.5F}, {1, 0.4F}}), "Greece") << "the rule's choice is as good";
  EXPECT_EQ(government_of({{0, 0.9F}}, true), "Greece") << "\"the Greek government\"";
}

}  // namespace
}  // namespace entente::entities

// Places of assertion: who can be said to do something to whom where, before any score.
#include "relations/places.h"

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

namespace entente {
namespace {

struct MentionAt {
  std::uint32_t sentence, first, last;
  std::size_t entity;
};

std::vector<Sentence> sentences_of(const std::vector<std::size_t>& lengths) {
  std::vector<Sentence> sentences;
  for (const std::size_t length : lengths) sentences.emplace_back().tokens.resize(length);
  return sentences;
}

Entities entities_of(const std::vector<MentionAt>& mentions) {
  Entities entities;
  for (const MentionAt& at : mentions) {
    Mention mention;
    mention.sentence = at.sentence;
    mention.first = at.first;
    mention.last = at.last;
    mention.entity = EntityId(at.entity);
    entities.mentions.push_back(mention);
    if (entities.entities.size() <= at.entity) entities.entities.resize(at.entity + 1);
  }
  return entities;
}

// "sentence: subject>object distance reach nesting", a line for each place.
std::string lines_of(const Places& places) {
  std::ostringstream out;
  for (const Place& place : places.places)
    out << place.sentence << ": " << places.groups[place.subject].entity.index() << '>'
        << places.groups[place.object].entity.index() << ' ' << int{place.distance} << ' ' << int{place.reach} << ' '
        << int{place.nesting} << '\n';
  return out.str();
}

TEST(Places, BothDirectionsOfAPairInOneSentence) {
  const Places places = places_of(sentences_of({10}), entities_of({{0, 1, 2, 0}, {0, 5, 7, 1}}));
  EXPECT_EQ(lines_of(places), "0: 0>1 2 0 0\n0: 1>0 10 0 0\n");
  EXPECT_EQ(places.in_reach[0].size(), 2U);
}

TEST(Places, OneEndMayStandUpToTwoSentencesBefore) {
  const Entities entities = entities_of({{0, 0, 1, 3}, {1, 0, 1, 0}, {3, 0, 1, 1}, {4, 0, 1, 2}});
  const std::string lines = lines_of(places_of(sentences_of({4, 4, 4, 4, 4}), entities));
  EXPECT_NE(lines.find("3: 0>1 "), std::string::npos) << lines;
  EXPECT_NE(lines.find("4: 1>2 "), std::string::npos) << lines;
  EXPECT_EQ(lines.find("4: 0>"), std::string::npos) << "three sentences before is out of reach\n" << lines;
}

TEST(Places, WhomTheFirstSentenceNamesIsInReachEverywhere) {
  // Nothing in the first sentence; 0 in the second, which so is the opening.
  const Entities entities = entities_of({{1, 0, 1, 0}, {6, 0, 1, 1}});
  EXPECT_EQ(lines_of(places_of(sentences_of({4, 4, 4, 4, 4, 4, 4}), entities)), "6: 0>1 5 12 0\n6: 1>0 13 3 0\n");
  // What stands nearer counts from there.
  const Entities again = entities_of({{1, 0, 1, 0}, {5, 0, 1, 0}, {6, 0, 1, 1}});
  EXPECT_EQ(lines_of(places_of(sentences_of({4, 4, 4, 4, 4, 4, 4}), again)), "6: 0>1 2 4 0\n6: 1>0 10 1 0\n");
}

TEST(Places, NoPlaceWhereNeitherEndIsTold) {
  const Entities entities = entities_of({{0, 0, 1, 0}, {0, 2, 3, 1}});
  const std::string lines = lines_of(places_of(sentences_of({4, 4}), entities));
  EXPECT_EQ(lines.find("1: "), std::string::npos) << lines;
}

TEST(Places, NearestMentionsTellDistanceAndNesting) {
  // "forces de Kim … Kim": the second mention of entity 1 stands within entity 0.
  const Entities entities = entities_of({{0, 0, 3, 0}, {0, 2, 3, 1}, {0, 30, 31, 1}});
  EXPECT_EQ(lines_of(places_of(sentences_of({40}), entities)), "0: 0>1 1 0 2\n0: 1>0 9 0 1\n");
}

TEST(Places, SentencesOfManyEntitiesStayBounded) {
  std::vector<MentionAt> mentions;
  for (std::uint32_t i = 0; i < 500; ++i) mentions.push_back({0, i, i + 1, i});
  const Places places = places_of(sentences_of({500}), entities_of(mentions));
  EXPECT_EQ(places.places.size(), kMostEntities * (kMostEntities - 1));
}

TEST(Places, NothingOfNothing) {
  EXPECT_TRUE(places_of({}, {}).places.empty());
  EXPECT_TRUE(places_of(sentences_of({0, 3}), {}).places.empty());
}

}  // namespace
}  // namespace entente

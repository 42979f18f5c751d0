// From scores of spans to mentions: what is chosen, what may nest, what is asked later.
#include "entities/detection.h"

#include <gtest/gtest.h>

#include <vector>

namespace entente::entities {
namespace {

struct Scored {
  std::uint32_t first, last;
  NodeType type;
  float score;
};

neural::SpanScores scores_of(std::size_t words, const std::vector<Scored>& spans) {
  neural::SpanScores out{words, kMentionTypes, kWidestMention, {}};
  out.scores.assign(words * kWidestMention * kMentionTypes, -4.F);
  for (std::size_t i = 0; i < words * kWidestMention; ++i) out.scores[i * kMentionTypes] = 4.F;  // none
  for (const Scored& span : spans)
    out.scores[(span.first * kWidestMention + span.last - span.first - 1) * kMentionTypes + 1 +
               static_cast<std::size_t>(span.type)] = span.score;
  return out;
}

TEST(Detection, NestedMentionsStayAndCrossingOnesGiveWay) {
  Detection detection;
  detection.add_sentence(scores_of(6, {{0, 3, NodeType::military_unit, 9},
                                       {2, 3, NodeType::state, 8},
                                       {2, 5, NodeType::group, 6},
                                       {4, 6, NodeType::place, 5}}));
  const std::vector<DetectedMention>& mentions = detection.mentions(0);
  ASSERT_EQ(mentions.size(), 3U);
  EXPECT_EQ(mentions[0].words, (WordRange{0, 3}));
  EXPECT_EQ(mentions[0].type, NodeType::military_unit);
  EXPECT_EQ(mentions[1].words, (WordRange{2, 3}));
  EXPECT_EQ(mentions[2].words, (WordRange{4, 6}));
}

TEST(Detection, NoMentionReachesFromOneToAnother) {  // "Kigali, entre le Mali"
  Detection detection;
  detection.add_sentence(
      scores_of(6, {{0, 1, NodeType::place, 9}, {4, 5, NodeType::state, 8}, {0, 5, NodeType::state, 6}}));
  EXPECT_EQ(detection.mentions(0).size(), 2U);
}

TEST(Detection, ProbabilitiesSumToOneAndWideSpansAreNone) {
  Detection detection;
  detection.add_sentence(scores_of(20, {{0, 2, NodeType::person, 5}}));
  const SpanScores p = detection.of(0, {0, 2});
  float sum = 0;
  for (const float value : p) sum += value;
  EXPECT_NEAR(sum, 1, 1e-5);
  EXPECT_EQ(detection.of(0, {0, 20})[0], 1.F);
}

TEST(Detection, NearSpansSpeakForARuleThatCutsElsewhere) {
  Detection detection;
  detection.add_sentence(scores_of(8, {{1, 4, NodeType::organization, 9}}));
  EXPECT_GT(detection.likeliest_near(0, {1, 3}), 0.9F);
  EXPECT_GT(detection.likeliest_near(0, {2, 4}), 0.9F);
  EXPECT_LT(detection.likeliest_near(0, {6, 7}), 0.1F);
  EXPECT_LT(detection.likeliest_near(0, {7, 8}), 0.1F) << "at the end of the sentence";
}

TEST(Detection, WithoutScoresEverythingMayBeAMention) {
  const Detection detection;
  EXPECT_TRUE(detection.is_empty());
  EXPECT_EQ(detection.likeliest_near(0, {0, 1}), 1.F);
}

}  // namespace
}  // namespace entente::entities

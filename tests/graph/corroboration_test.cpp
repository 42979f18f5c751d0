#include "entente/graph/corroboration.h"

#include <gtest/gtest.h>

#include <random>

namespace entente {
namespace {

// `count` words of a vocabulary of 2,000, by a seeded generator.
std::string prose(std::uint32_t seed, int count) {
  std::mt19937 random(seed);
  std::string text;
  for (int i = 0; i < count; ++i) text += "word" + std::to_string(random() % 2000) + (i % 12 == 11 ? ". " : " ");
  return text;
}

Fragment article(const std::string& id, const std::string& text) {
  Fragment fragment;
  fragment.article.id = id;
  fragment.article.signature = text_signature(text);
  return fragment;
}

TEST(Signature, IgnoresCaseAndPunctuation) {
  EXPECT_EQ(text_signature("Le Kremlin a salué, mardi, « l'accord »."),
            text_signature("le kremlin a salué mardi l accord"));
}

TEST(Signature, IsEmptyForLessThanFiveWords) {
  EXPECT_EQ(text_signature("Quatre mots, pas plus"), "");
  EXPECT_EQ(text_signature("Cinq mots, et pas plus").size(), 256U);
  EXPECT_EQ(resemblance("", ""), 0);
  EXPECT_EQ(resemblance("no signature", text_signature(prose(1, 50))), 0);
}

TEST(Signature, EstimatesResemblance) {
  for (std::uint32_t seed = 0; seed < 20; ++seed) {
    // Of 596 + 596 shingles, those of the 400 shared words are common: 396 / (2 · 596 − 396) = 0.4975.
    const std::string shared = prose(seed, 400);
    const double estimate =
        resemblance(text_signature(shared + prose(1000 + seed, 200)), text_signature(shared + prose(2000 + seed, 200)));
    EXPECT_NEAR(estimate, 0.4975, 0.15) << seed;
    EXPECT_LT(resemblance(text_signature(prose(seed, 400)), text_signature(prose(3000 + seed, 400))), 0.1);
  }
}

TEST(Sources, CountCopiesOnce) {
  const std::string wire = prose(7, 500);
  KnowledgeGraph graph;
  graph.merge(article("article/a", wire));
  graph.merge(article("article/b", prose(8, 500)));
  graph.merge(article("article/c", "Another headline " + wire.substr(0, wire.size() * 4 / 5)));
  graph.merge(article("article/d", ""));
  graph.merge(article("article/e", ""));
  const Sources sources(graph);
  EXPECT_EQ(sources.count(), 4U);
  EXPECT_EQ(sources.of("article/a"), 0U);
  EXPECT_EQ(sources.of("article/b"), 1U);
  EXPECT_EQ(sources.of("article/c"), 0U);
  EXPECT_NE(sources.of("article/d"), sources.of("article/e"));
  EXPECT_EQ(sources.of("article/unknown"), 4U);
}

TEST(Sources, FindNearlyAllPairsOfAResemblanceOfSixTenths) {
  int found = 0;
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    const std::string shared = prose(seed, 450);
    KnowledgeGraph graph;
    graph.merge(article("article/a", shared + prose(1000 + seed, 150)));
    graph.merge(article("article/b", shared + prose(2000 + seed, 150)));
    found += Sources(graph).count() == 1;
  }
  EXPECT_GE(found, 180);
}

Evidence evidence(const std::string& article, double confidence, Polarity polarity, Modality modality) {
  Evidence result;
  result.quote = {article, {0, 4}, "word"};
  result.confidence = confidence;
  result.polarity = polarity;
  result.modality = modality;
  return result;
}

TEST(Support, AddsUpOverIndependentSourcesOnly) {
  const std::string wire = prose(7, 300);
  KnowledgeGraph graph;
  graph.merge(article("article/a", wire));
  graph.merge(article("article/b", wire));
  graph.merge(article("article/c", prose(9, 300)));
  const Sources sources(graph);
  Edge edge{"a",
            "supports",
            "b",
            {evidence("article/a", 0.5, Polarity::affirmed, Modality::reported),
             evidence("article/a", 0.8, Polarity::affirmed, Modality::planned),
             evidence("article/b", 0.6, Polarity::affirmed, Modality::possible)}};
  Support one = support(edge, sources);
  EXPECT_EQ(one.articles, 2U);
  EXPECT_EQ(one.sources, 1U);
  EXPECT_DOUBLE_EQ(one.affirmed, 0.8);
  EXPECT_EQ(one.modality, Modality::reported);
  EXPECT_FALSE(one.is_contested());

  edge.evidence.push_back(evidence("article/c", 0.5, Polarity::affirmed, Modality::actual));
  edge.evidence.push_back(evidence("article/c", 0.3, Polarity::negated, Modality::actual));
  const Support two = support(edge, sources);
  EXPECT_EQ(two.articles, 3U);
  EXPECT_EQ(two.sources, 2U);
  EXPECT_DOUBLE_EQ(two.affirmed, 0.9);
  EXPECT_DOUBLE_EQ(two.denied, 0.3);
  EXPECT_DOUBLE_EQ(two.confidence(), 0.9);
  EXPECT_FALSE(two.is_negated());
  EXPECT_TRUE(two.is_contested());
}

}  // namespace
}  // namespace entente

// Words of conflict in sport and elections.
#include "relations/topics.h"

#include <gtest/gtest.h>

#include "entente/schema/ontology.h"
#include "support/compact_sentence.h"

namespace entente {
namespace {

constexpr std::string_view kData = R"(
[[topic]]
name = "sport"
words = "football"
hints = "match team"
mutes = "beat host"
)";

struct Articles : testing::Test {
  Articles() {
    const auto added = frames.add(kData, "test.toml", "en", builtin_ontology());
    EXPECT_TRUE(added) << to_string(added.error());
  }
  static Sentence sentence(const std::string& lemma, const std::string& other = "day") {
    return compact_sentence("France/France/PROPN/2/nsubj beats/beat/VERB/0/root a/" + lemma + "/NOUN/2/obl an/" +
                            other + "/NOUN/2/obl");
  }
  [[nodiscard]] bool mutes(const std::vector<Sentence>& sentences, std::uint32_t which,
                           std::string_view trigger) const {
    return TopicFinder(sentences, frames.topics()).mutes(which, trigger);
  }
  LanguageFrames frames;
};

TEST_F(Articles, OneWordOrTwoHintsShowATopic) {
  EXPECT_TRUE(mutes({sentence("football")}, 0, "beat"));
  EXPECT_TRUE(mutes({sentence("Football")}, 0, "beat"));
  EXPECT_TRUE(mutes({sentence("match", "team")}, 0, "beat"));
  EXPECT_FALSE(mutes({sentence("match")}, 0, "beat"));
  EXPECT_FALSE(mutes({sentence("match", "match")}, 0, "beat"));
  EXPECT_FALSE(mutes({sentence("war")}, 0, "beat"));
}

TEST_F(Articles, OtherTriggersStillSpeak) { EXPECT_FALSE(mutes({sentence("football")}, 0, "kill")); }

TEST_F(Articles, AnArticleIsAboutWhatAQuarterOfItsSentencesShow) {
  std::vector<Sentence> sentences = {sentence("football"), sentence("football"), sentence("war")};
  EXPECT_FALSE(mutes(sentences, 2, "beat"));  // two sentences may be chance
  sentences.push_back(sentence("football"));
  EXPECT_TRUE(mutes(sentences, 2, "beat"));
  while (sentences.size() < 13) sentences.push_back(sentence("war"));
  EXPECT_FALSE(mutes(sentences, 2, "beat"));
  EXPECT_TRUE(mutes(sentences, 0, "beat"));
}

TEST(Topics, ADataErrorIsNamed) {
  LanguageFrames frames;
  const auto added = frames.add("[[topic]]\nword = \"football\"\n", "test.toml", "en", builtin_ontology());
  ASSERT_FALSE(added);
  EXPECT_EQ(to_string(added.error()), "test.toml:2: unknown key \"word\" in a topic; use name, words, hints, mutes");
}

}  // namespace
}  // namespace entente

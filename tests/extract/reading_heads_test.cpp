// The heads of reading say what PyTorch says: places, attention, times, sources and antecedents of the sentences of
// training/encoder/tiny_reading.py, with its small random weights.
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "../neural/tiny.h"
#include "entities/antecedents.h"
#include "relations/assertions.h"

namespace entente {
namespace {

const std::filesystem::path kFolder = std::filesystem::path(ENTENTE_SOURCE_DIR) / "tests/extract";
constexpr float kNear = 0.02F;  // PyTorch rounds inputs in another order
constexpr std::size_t kWidth = 32;

using Rows = std::vector<std::vector<float>>;

std::map<std::string, Rows> golden() {
  std::map<std::string, Rows> tensors;
  std::ifstream in(kFolder / "tiny.reading.txt");
  std::string title, line;
  for (std::size_t rows = 0; in >> title >> rows;) {
    std::getline(in, line);
    for (; rows > 0 && std::getline(in, line); --rows) {
      std::istringstream numbers(line);
      tensors[title].emplace_back(std::istream_iterator<float>(numbers), std::istream_iterator<float>());
    }
  }
  return tensors;
}

struct Tiny {
  Tiny() : bytes(neural::read_file(kFolder / "tiny.reading")), sections(*neural::ModelSections::read(bytes.all())) {
    neural::ModelReader in(sections);
    assertions = AssertionWeights::read(in, kWidth);
    antecedents = entities::AntecedentWeights::read(in, kWidth);
    EXPECT_FALSE(in.error()) << to_string(*in.error());
    read_text();
    const Rows& words = tensors.at("words");
    encoding = neural::Encoding(words.size(), kWidth);
    for (std::size_t i = 0; i < words.size(); ++i) std::copy(words[i].begin(), words[i].end(), encoding[i].begin());
  }

  void read_text() {
    for (const char* line :
         {"The leaders of Northern Alba and Brendia warned the Alliance on 3 May that its army would answer .",
          "Alba said the day after that the alliance had lost .", "It rained .",
          "Brendia 's president supports them since 2020 ."}) {
      Sentence& sentence = sentences.emplace_back();
      std::istringstream words(line);
      for (std::string word; words >> word;) {
        Token& token = sentence.tokens.emplace_back();
        token.form = word;
        token.span = {static_cast<std::uint32_t>(text.size()), static_cast<std::uint32_t>(text.size() + word.size())};
        text += word + " ";
      }
    }
    struct At {
      std::size_t entity;
      std::uint32_t sentence, first, last;
      MentionForm form;
    };
    constexpr MentionForm kName = MentionForm::name, kDescription = MentionForm::description;
    constexpr NodeType kTypes[] = {NodeType::state, NodeType::state,  NodeType::organization,
                                   NodeType::group, NodeType::person, NodeType::military_unit};
    for (const NodeType type : kTypes) read.entities.emplace_back().type = type;
    for (const At& at :
         {At{3, 0, 1, 7, kDescription}, At{0, 0, 3, 5, kName}, At{1, 0, 6, 7, kName}, At{2, 0, 9, 10, kName},
          At{5, 0, 14, 16, kDescription}, At{0, 1, 0, 1, kName}, At{2, 1, 6, 8, kDescription}, At{1, 3, 0, 1, kName},
          At{4, 3, 2, 3, MentionForm::title}, At{5, 3, 4, 5, MentionForm::pronoun}}) {
      Mention& mention = read.mentions.emplace_back();
      mention.sentence = at.sentence;
      mention.first = at.first;
      mention.last = at.last;
      mention.form = at.form;
      mention.entity = EntityId(at.entity);
    }
  }

  std::map<std::string, Rows> tensors = golden();
  neural::Bytes bytes;
  neural::ModelSections sections;
  AssertionWeights assertions;
  entities::AntecedentWeights antecedents;
  std::string text;
  std::vector<Sentence> sentences;
  Entities read;
  neural::Encoding encoding;
};

TEST(ReadingHeads, ScoresStatusSourcesAndTimes) {
  const Tiny tiny;
  const Places places = places_of(tiny.sentences, tiny.read);
  const auto& scores = tiny.tensors.at("scores");
  ASSERT_EQ(places.places.size(), scores.size());
  FrameVotes votes(places.places.size());
  for (std::size_t i = 0; i < votes.size(); ++i) {
    const Place& place = places.places[i];
    const auto entity = [&](std::uint32_t group) { return places.groups[group].entity.index(); };
    if (place.sentence == 0 && entity(place.subject) == 3 && entity(place.object) == 2) votes[i] = {0, 0.7F, 0};
    if (place.sentence == 3 && entity(place.subject) == 4 && entity(place.object) == 5) votes[i] = {0.4F, 0, 0};
  }
  const NamedTimes times = {{{11, 0}, {-1, kPublished}},
                            {{21, 0}, {11, 1}, {-1, kPublished}},
                            {{21, 1}, {11, 2}, {-1, kPublished}},
                            {{39, 0}, {21, 2}, {-1, kPublished}}};
  const std::vector<Assertion> found =
      assertions_of(tiny.assertions, places, tiny.sentences, tiny.read, tiny.encoding, votes, times);
  for (std::size_t i = 0; i < found.size(); ++i) {
    for (std::size_t r = 0; r < scores[i].size(); ++r) EXPECT_NEAR(found[i].scores[r], scores[i][r], 5 * kNear) << i;
    for (std::size_t k = 0; k < 2; ++k)
      EXPECT_NEAR(found[i].polarity[k], tiny.tensors.at("polarity")[i][k], kNear) << i;
    for (std::size_t k = 0; k < 4; ++k)
      EXPECT_NEAR(found[i].modality[k], tiny.tensors.at("modality")[i][k], kNear) << i;
    const std::vector<float>& chosen = tiny.tensors.at("chosen")[i];
    EXPECT_EQ(static_cast<float>(found[i].source), chosen[0]) << i;
    EXPECT_EQ(static_cast<float>(found[i].time), chosen[1]) << i;
  }
}

TEST(ReadingHeads, Antecedents) {
  const Tiny tiny;
  std::vector<entities::MentionPlace> mentions;
  for (const Mention& mention : tiny.read.mentions)
    if (mention.form != MentionForm::pronoun)
      mentions.push_back({mention.sentence, {mention.first, mention.last}, mention.form});
  const std::vector<entities::SentenceView> views = entities::view(tiny.text, tiny.sentences);
  const auto found = entities::antecedents_of(tiny.antecedents, tiny.encoding, views, mentions);
  Rows rows;
  for (std::size_t i = 0; i < found.size(); ++i)
    for (const entities::Antecedent& one : found[i])
      rows.push_back({static_cast<float>(i), static_cast<float>(one.mention), one.likelihood});
  const Rows& expected = tiny.tensors.at("antecedents");
  ASSERT_EQ(rows.size(), expected.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(rows[i][0], expected[i][0]);
    EXPECT_EQ(rows[i][1], expected[i][1]) << i;
    EXPECT_NEAR(rows[i][2], expected[i][2], kNear) << i;
  }
}

}  // namespace
}  // namespace entente

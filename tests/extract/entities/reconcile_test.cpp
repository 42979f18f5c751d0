// What the head of mentions adds to the rules' mentions, takes from them, and leaves alone. Trees and scores are
// written by hand: no model is needed.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "../../support/compact_sentence.h"
#include "entente/extract/extractor.h"
#include "entente/schema/gazetteer.h"
#include "perception.h"

namespace entente {
namespace {

struct Scored {
  std::uint32_t sentence, first, last;
  NodeType type;
  float score = 9;
};

struct Text {
  Document document;
  std::vector<Sentence> sentences;
};

Text text_of(const std::vector<std::string>& compact) {
  Text text;
  text.document.article.language = "en";
  for (const std::string& line : compact) {
    Sentence sentence = compact_sentence(line);
    const auto start = static_cast<std::uint32_t>(text.document.text.size());
    for (const Token& token : sentence.tokens) text.document.text += token.form + " ";
    for (Token& token : sentence.tokens) {
      token.span.begin += start;
      token.span.end += start;
    }
    sentence.span = {sentence.span.begin + start, sentence.span.end + start};
    text.sentences.push_back(std::move(sentence));
  }
  return text;
}

Perception perception_of(const std::vector<Sentence>& sentences, const std::vector<Scored>& spans) {
  Perception perception;
  for (std::uint32_t number = 0; number < sentences.size(); ++number) {
    const std::size_t words = sentences[number].tokens.size();
    neural::SpanScores scores{words, entities::kMentionTypes, entities::kWidestMention, {}};
    scores.scores.assign(words * entities::kWidestMention * entities::kMentionTypes, -4.F);
    for (std::size_t i = 0; i < words * entities::kWidestMention; ++i)
      scores.scores[i * entities::kMentionTypes] = 4.F;  // none
    for (const Scored& span : spans)
      if (span.sentence == number)
        scores.scores[(span.first * entities::kWidestMention + span.last - span.first - 1) * entities::kMentionTypes +
                      1 + static_cast<std::size_t>(span.type)] = span.score;
    perception.detection.add_sentence(scores);
  }
  return perception;
}

// "Type: mention | mention" of each entity, in order of the text.
std::vector<std::string> entities_of(const Text& text, const std::vector<Scored>& spans,
                                     const Resources& resources = {}) {
  const Perception perception = perception_of(text.sentences, spans);
  const Entities entities = recognise(text.document, text.sentences, resources, &perception);
  std::vector<std::string> lines;
  for (const Entity& entity : entities.entities) {
    std::string line(name(entity.type));
    for (const MentionId id : entity.mentions)
      line +=
          (id == entity.mentions.front() ? ": " : " | ") + std::string(slice(text.document.text, entities[id].bytes));
    lines.push_back(line);
  }
  return lines;
}

bool has(const std::vector<std::string>& lines, const std::string& line) {
  return std::find(lines.begin(), lines.end(), line) != lines.end();
}

const char* const kArrests =
    "Zorg/Zorg/PROPN/2/nsubj arrested/arrest/VERB/0/root/VerbForm=Fin striking/strike/VERB/4/amod "
    "fishermen/fisherman/NOUN/2/obj near/near/ADP/7/case the/the/DET/7/det/Definite=Def lagoon/lagoon/NOUN/2/obl";

TEST(Reconcile, DescriptionsThatNoRuleFoundComeIn) {
  const auto lines = entities_of(
      text_of({kArrests}), {{0, 0, 1, NodeType::organization}, {0, 2, 4, NodeType::group}, {0, 6, 7, NodeType::place}});
  EXPECT_TRUE(has(lines, "Group: striking fishermen")) << "also right of another mention";
}

TEST(Reconcile, EqualDescriptionsAreOneThing) {
  const auto lines =
      entities_of(text_of({kArrests, kArrests}), {{0, 2, 4, NodeType::group}, {1, 2, 4, NodeType::group}});
  EXPECT_TRUE(has(lines, "Group: striking fishermen | striking fishermen"));
}

TEST(Reconcile, NoClauseAndNoListIsAMention) {
  const auto lines = entities_of(text_of({kArrests}), {{0, 0, 4, NodeType::organization}});
  EXPECT_TRUE(lines.empty()) << lines.front();
}

TEST(Reconcile, AStateThatTakesUpNobodyIsNone) {
  EXPECT_TRUE(entities_of(text_of({kArrests}), {{0, 3, 4, NodeType::state}}).empty());
}

Resources with_gazetteer() {
  Resources resources;
  resources.gazetteer = builtin_gazetteer();
  return resources;
}

const char* const kForces =
    "The/the/DET/4/det/Definite=Def Turkish/Turkish/PROPN/4/compound Armed/Armed/PROPN/4/compound "
    "Forces/Forces/PROPN/5/nsubj left/leave/VERB/0/root/VerbForm=Fin the/the/DET/8/det/Definite=Def "
    "current/current/ADJ/8/amod parliament/parliament/NOUN/5/obj";

TEST(Reconcile, AStateWithinTheNameOfABodyIsMentioned) {
  const auto lines = entities_of(text_of({kForces}), {{0, 1, 4, NodeType::military_unit}, {0, 1, 2, NodeType::state}},
                                 with_gazetteer());
  EXPECT_TRUE(has(lines, "MilitaryUnit: Turkish Armed Forces")) << lines.size();
  EXPECT_TRUE(has(lines, "State: Turkish")) << lines.size();
}

TEST(Reconcile, NoWordsOfANameAreAStateThatTheHeadDoesNotSee) {
  const auto lines = entities_of(text_of({kForces}), {{0, 1, 4, NodeType::military_unit}}, with_gazetteer());
  EXPECT_FALSE(has(lines, "State: Turkish"));
}

TEST(Reconcile, AMentionTakesTheWordsThatTheHeadSees) {
  const Text text = text_of({kForces});
  const auto wide = entities_of(text, {{0, 6, 8, NodeType::organization}}, with_gazetteer());
  EXPECT_TRUE(has(wide, "Organization: current parliament"));
  const auto narrow = entities_of(text, {{0, 7, 8, NodeType::organization}}, with_gazetteer());
  EXPECT_TRUE(has(narrow, "Organization: parliament"));
}

}  // namespace
}  // namespace entente

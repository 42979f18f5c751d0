#include "entities/detection.h"

#include <algorithm>
#include <string_view>

namespace entente::entities {
namespace {

SpanScores likelihoods(const float* logits) {
  SpanScores p{};
  std::copy_n(logits, kMentionTypes, p.begin());
  neural::softmax(p);
  return p;
}

/// From one mention to the end of another, both likelier: two mentions, no third around them.
bool spans_two(WordRange words, const std::vector<DetectedMention>& kept) {
  const auto begins = [&](const auto& one) { return one.words.first == words.first && one.words.last < words.last; };
  const auto ends = [&](const auto& one) { return one.words.last == words.last && one.words.first > words.first; };
  return std::any_of(kept.begin(), kept.end(), begins) && std::any_of(kept.begin(), kept.end(), ends);
}

bool crosses(WordRange a, WordRange b) {
  return (a.first < b.first && b.first < a.last && a.last < b.last) ||
         (b.first < a.first && a.first < b.last && b.last < a.last);
}

}  // namespace

void Detection::add_sentence(const neural::SpanScores& scores) {
  SentenceScores& sentence = sentences_.emplace_back();
  sentence.words = static_cast<std::uint32_t>(scores.words);
  sentence.spans.resize(scores.words * kWidestMention);
  for (std::size_t i = 0; i < sentence.spans.size(); ++i)
    sentence.spans[i] = likelihoods(scores.scores.data() + i * kMentionTypes);
  decode(sentence);
}

void Detection::decode(SentenceScores& sentence) {
  std::vector<DetectedMention> likely;
  for (std::uint32_t first = 0; first < sentence.words; ++first)
    for (std::uint32_t width = 1; width <= kWidestMention && first + width <= sentence.words; ++width) {
      const SpanScores& p = sentence.spans[first * kWidestMention + width - 1];
      const auto best = std::max_element(p.begin(), p.end()) - p.begin();
      if (best > 0) likely.push_back({{first, first + width}, static_cast<NodeType>(best - 1), p[best]});
    }
  std::stable_sort(likely.begin(), likely.end(), [](const auto& a, const auto& b) { return a.score > b.score; });
  for (const DetectedMention& mention : likely) {
    const bool is_free = std::none_of(sentence.mentions.begin(), sentence.mentions.end(),
                                      [&](const auto& kept) { return crosses(kept.words, mention.words); });
    if (is_free && !spans_two(mention.words, sentence.mentions)) sentence.mentions.push_back(mention);
  }
  std::sort(sentence.mentions.begin(), sentence.mentions.end(),
            [](const auto& a, const auto& b) { return a.words < b.words; });
}

SpanScores Detection::of(std::uint32_t sentence, WordRange words) const {
  if (is_empty() || words.first >= words.last || words.size() > kWidestMention ||
      words.last > sentences_[sentence].words)
    return {1};
  return sentences_[sentence].spans[words.first * kWidestMention + words.size() - 1];
}

float Detection::likeliest_near(std::uint32_t sentence, WordRange words) const {
  if (is_empty()) return 1;
  constexpr std::uint32_t kNear = 2;
  float best = 0;
  const auto look = [&](std::uint32_t first, std::uint32_t last) {
    if (first < last && last <= sentences_[sentence].words) best = std::max(best, 1 - of(sentence, {first, last})[0]);
  };
  for (std::uint32_t step = 0; step <= kNear; ++step) {
    look(words.first, words.last + step);
    look(words.first, words.last - std::min(step, words.last));
    look(words.first + step, words.last);
    if (words.first >= step) look(words.first - step, words.last);
  }
  return best;
}

bool is_one_phrase(const SentenceView& view, WordRange words) {
  constexpr std::array<std::string_view, 7> kPauses = {",", ";", ":", "?", "!", "...", "…"};
  int open = 0;  // brackets
  for (std::uint32_t at = words.first; at < words.last; ++at) {
    const std::string& form = view.token(at).form;
    const bool is_pause = std::find(kPauses.begin(), kPauses.end(), form) != kPauses.end();
    if (is_pause || (at > words.first && has_feature(view.token(at), "VerbForm=Fin"))) return false;
    open += static_cast<int>(form == "(" || form == "[") - static_cast<int>(form == ")" || form == "]");
    if (open < 0) return false;
  }
  return open == 0;
}

bool is_name(const SentenceView& view, const DetectedMention& mention) {
  if (mention.type == NodeType::group) return false;
  const Casing casing = view.word(view.head_of(mention.words)).casing;
  return casing == Casing::capital || casing == Casing::upper;
}

NameType name_type(NodeType type) {
  switch (type) {
    case NodeType::person:
      return NameType::person;
    case NodeType::state:
    case NodeType::place:
      return NameType::place;
    case NodeType::organization:
    case NodeType::military_unit:
      return NameType::organization;
    case NodeType::group:
    case NodeType::event:
      return NameType::other;
  }
  return NameType::other;
}

}  // namespace entente::entities

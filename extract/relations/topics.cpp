#include "relations/topics.h"

#include <algorithm>

namespace entente {
namespace {

// An article is about a topic as a whole if that many of its sentences show it, and at least one in four.
constexpr std::size_t kFewestSentences = 3;
constexpr std::size_t kOneIn = 4;

/// ASCII letters in lower case: words of titles have capitals.
std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

bool shows(const Sentence& sentence, const Topic& topic) {
  std::vector<std::string> hints;
  for (const Token& token : sentence.tokens) {
    const std::string lemma = lower(token.lemma);
    if (contains(topic.words, lemma)) return true;
    if (contains(topic.hints, lemma) && !contains(hints, lemma)) hints.push_back(lemma);
  }
  return hints.size() >= 2;
}

}  // namespace

TopicFinder::TopicFinder(const std::vector<Sentence>& sentences, std::span<const Topic> topics) : topics_(topics) {
  for (const Topic& topic : topics) {
    std::vector<bool> about;
    about.reserve(sentences.size());
    for (const Sentence& sentence : sentences) about.push_back(shows(sentence, topic));
    const auto shown = static_cast<std::size_t>(std::count(about.begin(), about.end(), true));
    if (shown >= kFewestSentences && shown * kOneIn >= about.size()) about.assign(about.size(), true);
    about_.push_back(std::move(about));
  }
}

bool TopicFinder::mutes(std::uint32_t sentence, std::string_view trigger) const {
  for (std::size_t i = 0; i < topics_.size(); ++i)
    if (about_[i][sentence] && contains(topics_[i].mutes, trigger)) return true;
  return false;
}

}  // namespace entente

#include "relations/quotes.h"

#include <algorithm>

namespace entente {
namespace {

constexpr int kNone = Tree::kNone;
constexpr int kNear = 6;              // words between a quote and its verb of saying: "…", a-t-il alors déclaré
constexpr int kShortest = 3;          // words of a quote that says something
constexpr std::size_t kLongest = 12;  // sentences: a quote that is longer was never closed

enum class Mark { none, open, close, either };

Mark mark_of(std::string_view form) {
  if (form == "«" || form == "“" || form == "„" || form == "‹") return Mark::open;
  if (form == "»" || form == "”" || form == "›") return Mark::close;
  if (form == "\"" || form == "''" || form == "``") return Mark::either;
  return Mark::none;
}

}  // namespace

QuoteFinder::QuoteFinder(const std::vector<QuotedSentence>& sentences) : sentences_(sentences) {
  find_quotes();
  name_speakers();
}

void QuoteFinder::close(Quote& quote) {
  std::erase_if(quote.parts, [](const Part& part) { return part.first >= part.last; });
  if (!quote.parts.empty()) quotes_.push_back(std::move(quote));
  quote = Quote();
}

void QuoteFinder::find_quotes() {
  Quote quote;
  bool is_open = false;
  for (std::size_t number = 0; number < sentences_.size(); ++number) {
    const Tree& tree = *sentences_[number].tree;
    const Mark opening = tree.size() > 0 ? mark_of(tree[0].form) : Mark::none;
    if (is_open && sentences_[number].opens_paragraph && (opening == Mark::none || opening == Mark::either)) {
      // A quote that goes on in a new paragraph opens anew there; one that does not was never closed.
      is_open = false;
      close(quote);
    }
    if (is_open && quote.parts.size() >= kLongest) {
      is_open = false;
      quote = Quote();
    }
    int first = 0;
    for (int token = 0; token < tree.size(); ++token) {
      const Mark mark = mark_of(tree[token].form);
      if (mark == Mark::none) continue;
      if (!is_open && mark != Mark::close) {
        is_open = true;
        first = token + 1;
      } else if (is_open && mark != Mark::open) {
        quote.parts.push_back({number, first, token});
        is_open = false;
        close(quote);
      } else if (is_open && token == 0) {
        first = 1;  // the mark that is repeated at the head of a paragraph
      }
    }
    if (is_open) quote.parts.push_back({number, first, tree.size()});
  }
}

/// A quote of words rather than of a statement ("so-called “help”") leaves claims to those who make them.
bool QuoteFinder::is_statement(const Quote& quote) const {
  if (quote.parts.size() > 1) return true;
  const Part& part = quote.parts.front();
  const Tree& tree = *sentences_[part.sentence].tree;
  if (part.last - part.first < kShortest) return false;
  for (int token = part.first; token < part.last; ++token)
    if (is_verbal(tree[token])) return true;
  return false;
}

Source QuoteFinder::speaker_beside(const Part& part) const {
  const QuotedSentence& sentence = sentences_[part.sentence];
  const Tree& tree = *sentence.tree;
  const auto said_at = [&](int token) -> Source {
    if (!is_verbal(tree[token]) || !sentence.speakers->is_speech(token)) return {};
    return {true, sentence.speakers->speaker(token)};
  };
  for (int token = part.last; token < std::min(part.last + 1 + kNear, tree.size()); ++token)
    if (const Source source = said_at(token); source.is_named) return source;
  for (int token = part.first - 2; token >= 0; --token)
    if (const Source source = said_at(token); source.is_named) return source;
  return {};
}

/// The person or body that a sentence is about: the subject of its main clause.
Source QuoteFinder::topic_of(std::size_t number) const {
  const QuotedSentence& sentence = sentences_[number];
  const Tree& tree = *sentence.tree;
  for (int token = 0; token < tree.size(); ++token) {
    if (tree.head(token) != kNone) continue;
    if (is_verbal(tree[token]) && sentence.speakers->is_speech(token)) return {true, sentence.speakers->speaker(token)};
    const int subject = tree.child(token, "nsubj");
    const EntityId who = sentence.participants->entity_of(subject);
    if (!who.is_none() && sentence.participants->entities()[who].type == NodeType::person) return {true, who};
  }
  return {};
}

void QuoteFinder::name_speakers() {
  const Quote* last = nullptr;
  for (Quote& quote : quotes_) {
    if (!is_statement(quote)) continue;
    for (auto part = quote.parts.rbegin(); part != quote.parts.rend() && !quote.source.is_named; ++part)
      quote.source = speaker_beside(*part);
    const std::size_t number = quote.parts.front().sentence;
    const bool fills_sentence = quote.parts.front().first <= 1;
    if (!quote.source.is_named && fills_sentence) {
      const bool follows = last != nullptr && number - last->parts.back().sentence <= 1 &&
                           !(sentences_[number].opens_paragraph && number != last->parts.back().sentence);
      if (follows)
        quote.source = last->source;
      else if (number > 0)
        quote.source = topic_of(number - 1);
    }
    last = &quote;
  }
}

Source QuoteFinder::source_of(std::size_t sentence, int token) const {
  for (const Quote& quote : quotes_)
    for (const Part& part : quote.parts)
      if (part.sentence == sentence && token >= part.first && token < part.last) return quote.source;
  return {};
}

}  // namespace entente

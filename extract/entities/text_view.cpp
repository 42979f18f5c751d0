#include "entities/text_view.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

#include "entente/schema/fold.h"

namespace entente::entities {

Casing casing_of(std::string_view form) {
  int upper = 0;
  int lower = 0;
  int digits = 0;
  int signs = 0;
  bool starts_upper = false;
  bool seen = false;
  const auto size = static_cast<std::int32_t>(form.size());
  for (std::int32_t at = 0; at < size;) {
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(form.data(), at, size, c);
    const bool is_upper = u_isUUppercase(c) != 0;
    const bool is_lower = u_isULowercase(c) != 0;
    upper += static_cast<int>(is_upper);
    lower += static_cast<int>(is_lower);
    digits += static_cast<int>(c >= '0' && c <= '9');
    signs += static_cast<int>(c == '-');
    if ((is_upper || is_lower) && !seen) {
      seen = true;
      starts_upper = is_upper;
    }
  }
  if (!seen) return Casing::none;
  const bool is_numbered = digits > 0 && signs == 0;  // M23, unlike F-16
  if (lower == 0 && (upper >= 2 || is_numbered)) return Casing::upper;
  return starts_upper || upper > 0 ? Casing::capital : Casing::lower;
}

SentenceView::SentenceView(std::string_view text, const Sentence& sentence) : text_(text), sentence_(&sentence) {
  const std::vector<Token>& tokens = sentence.tokens;
  words_.resize(tokens.size());
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const bool is_second_of_contraction = i > 0 && tokens[i].span == tokens[i - 1].span;
    if (!is_second_of_contraction) {
      const std::string_view written = slice(text, tokens[i].span);
      words_[i].casing = casing_of(written);
      if (tokens[i].upos != Upos::PUNCT || words_[i].casing != Casing::none) words_[i].folded = fold_name(written);
    }
    const bool is_as_written = !is_second_of_contraction && tokens[i].lemma == slice(text, tokens[i].span);
    if (is_as_written && !words_[i].folded.empty()) {
      words_[i].lemma = words_[i].folded;
    } else {
      words_[i].lemma = fold_name(tokens[i].lemma);
    }
    // A plural that the lemmatiser left as it is loses its sign.
    std::string& lemma = words_[i].lemma;
    const bool is_left_plural =
        tokens[i].upos == Upos::NOUN && lemma.size() > 3 && lemma == words_[i].folded && is_plural(tokens[i]);
    if (is_left_plural && (lemma.back() == 's' || lemma.back() == 'x')) lemma.pop_back();
  }
  child_start_.assign(tokens.size() + 1, 0);
  for (const Token& token : tokens) {
    if (token.head >= 0) ++child_start_[static_cast<std::size_t>(token.head) + 1];
  }
  for (std::size_t i = 1; i < child_start_.size(); ++i) child_start_[i] += child_start_[i - 1];
  child_.resize(child_start_.back());
  std::vector<std::uint32_t> next(child_start_.begin(), child_start_.end());
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].head >= 0) child_[next[static_cast<std::size_t>(tokens[i].head)]++] = static_cast<std::uint32_t>(i);
  }
}

std::span<const std::uint32_t> SentenceView::children(std::uint32_t at) const {
  return std::span(child_).subspan(child_start_[at], child_start_[at + 1] - child_start_[at]);
}

ByteSpan SentenceView::bytes(WordRange range) const {
  return {token(range.first).span.begin, token(range.last - 1).span.end};
}

std::string_view SentenceView::surface(WordRange range) const { return slice(text_, bytes(range)); }

std::string SentenceView::folded(WordRange range) const {
  std::string joined;
  for (std::uint32_t i = range.first; i < range.last; ++i) {
    if (words_[i].folded.empty()) continue;
    if (!joined.empty()) joined += ' ';
    joined += words_[i].folded;
  }
  return joined;
}

std::uint32_t SentenceView::head_of(WordRange range) const {
  for (std::uint32_t i = range.first; i < range.last; ++i) {
    const bool leads_outside = is_root(i) || !range.contains(head(i));
    if (leads_outside && !is_punctuation(i) && !has_relation(token(i), "case") && !has_relation(token(i), "det")) {
      return i;
    }
  }
  return range.last - 1;
}

bool SentenceView::is_written(std::uint32_t at, std::string_view form) const {
  return at < size() && slice(text_, token(at).span) == form;
}

bool SentenceView::is_below(std::uint32_t at, std::uint32_t ancestor) const {
  for (std::uint32_t steps = 0; steps <= size(); ++steps) {
    if (at == ancestor) return true;
    if (is_root(at)) return false;
    at = head(at);
  }
  return false;
}

std::string_view SentenceView::case_marker(std::uint32_t at) const {
  for (const std::uint32_t child : children(at)) {
    if (has_relation(token(child), "case")) {
      return words_[child].lemma.empty() ? std::string_view(words_[child].folded)
                                         : std::string_view(words_[child].lemma);
    }
  }
  return {};
}

std::vector<SentenceView> view(std::string_view text, const std::vector<Sentence>& sentences) {
  std::vector<SentenceView> views;
  views.reserve(sentences.size());
  for (const Sentence& sentence : sentences) views.emplace_back(text, sentence);
  return views;
}

bool is_plural(const Token& token) { return has_feature(token, "Number=Plur") || has_feature(token, "Number=Ptan"); }

std::string slug(std::string_view folded) {
  std::string key(folded);
  std::replace(key.begin(), key.end(), ' ', '-');
  return key;
}

}  // namespace entente::entities

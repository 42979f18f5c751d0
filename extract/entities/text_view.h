// What the steps of entity recognition ask of the words of a document again and again, computed once.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/extract/document.h"
#include "entente/extract/sentence.h"

namespace entente::entities {

/// Words [first, last) of one sentence.
struct WordRange {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  [[nodiscard]] bool contains(std::uint32_t word) const { return first <= word && word < last; }
  [[nodiscard]] bool overlaps(WordRange other) const { return first < other.last && other.first < last; }
  [[nodiscard]] bool covers(WordRange other) const { return first <= other.first && other.last <= last; }
  [[nodiscard]] std::uint32_t size() const { return last - first; }
  auto operator<=>(const WordRange&) const = default;
};

enum class Casing : std::uint8_t {
  none,
  lower,
  capital,
  upper
};  // none: no letter; upper: two capitals or more, no small letter

/// How a word as written uses capitals. O(length).
[[nodiscard]] Casing casing_of(std::string_view form);

struct Word {
  std::string folded;  // fold_name of what is written; "" for punctuation and for the second word of a contraction
  std::string lemma;   // fold_name of the lemma
  Casing casing = Casing::none;
};

/// One sentence with its folded words and the children of each word.
class SentenceView {
 public:
  SentenceView(std::string_view text, const Sentence& sentence);

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(words_.size()); }
  [[nodiscard]] const Sentence& sentence() const { return *sentence_; }
  [[nodiscard]] const Token& token(std::uint32_t at) const { return sentence_->tokens[at]; }
  [[nodiscard]] const Word& word(std::uint32_t at) const { return words_[at]; }
  [[nodiscard]] std::span<const std::uint32_t> children(std::uint32_t at) const;
  /// The head of a word; its own index for the root.
  [[nodiscard]] std::uint32_t head(std::uint32_t at) const {
    return token(at).head < 0 ? at : static_cast<std::uint32_t>(token(at).head);
  }
  [[nodiscard]] bool is_root(std::uint32_t at) const { return token(at).head < 0; }
  /// The words as written, from the first to the last.
  [[nodiscard]] std::string_view surface(WordRange range) const;
  [[nodiscard]] ByteSpan bytes(WordRange range) const;
  [[nodiscard]] std::string folded(WordRange range) const;
  /// The word of the range whose head lies outside it: the first such; the last word if the tree gives none.
  [[nodiscard]] std::uint32_t head_of(WordRange range) const;
  [[nodiscard]] bool is_punctuation(std::uint32_t at) const { return token(at).upos == Upos::PUNCT; }
  [[nodiscard]] bool is_written(std::uint32_t at, std::string_view form) const;
  /// True if `at` lies below `ancestor` in the tree or is it.
  [[nodiscard]] bool is_below(std::uint32_t at, std::uint32_t ancestor) const;
  /// The preposition or possessive marker of a word ("case" child): its folded form, "" if there is none.
  [[nodiscard]] std::string_view case_marker(std::uint32_t at) const;

 private:
  std::string_view text_;
  const Sentence* sentence_;
  std::vector<Word> words_;
  std::vector<std::uint32_t> child_start_, child_;
};

[[nodiscard]] std::vector<SentenceView> view(std::string_view text, const std::vector<Sentence>& sentences);

/// Plural, also of a word that has no singular.
[[nodiscard]] bool is_plural(const Token& token);

/// "États-Unis" → "etats-unis": a name as part of a key.
[[nodiscard]] std::string slug(std::string_view folded);

}  // namespace entente::entities

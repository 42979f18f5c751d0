// Words as the network sees them before it looks at their neighbours.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "language/model_data.h"
#include "language/word_tables.h"

namespace entente::language {

/// Keeps words that were spelled, looked up, embedded and projected for the first layer: texts repeat their words, and
/// all of this depends on nothing but the word. For one thread.
class WordStore {
 public:
  /// Forgets all words rather than keep more than `limit` between two batches.
  WordStore(const LanguageModel::Data& model, Path path, std::size_t limit);

  /// Looked up by lists and lexicons.
  struct Word {
    std::u32string folded, lower;  // as `fold` makes them
    std::uint16_t listed = 0;      // flags in the lists of names
    Upos asked = Upos::X;          // the tag that the lexicon was last asked for, and what it said
    const LemmaRule* rule = nullptr;
    bool was_asked = false;
  };

  /// Begins a batch of at most so many words; places of earlier batches may end here.
  void begin(std::size_t words);
  /// The place of a word; `first`: it opens its sentence.
  [[nodiscard]] std::uint32_t place(std::string_view form, bool first);
  /// Ends the batch: from now on its words have their numbers.
  void finish();

  [[nodiscard]] const Word& word(std::uint32_t place) const { return words_[place]; }
  /// The rule by which the lexicon makes the lemma of a word with this tag; null if it knows none.
  [[nodiscard]] const LemmaRule* lexicon_rule(std::uint32_t place, Upos upos);
  /// z, uf, ur of the first layer, [3][width].
  [[nodiscard]] const float* projected(std::uint32_t place) const { return &projected_[3 * width() * place]; }
  /// What the first layer lets pass to its output, [width].
  [[nodiscard]] const float* skipped(std::uint32_t place) const {
    return &(layer().skip ? skipped_ : x_)[width() * place];
  }

 private:
  [[nodiscard]] const Layer& layer() const { return model_.layers[0]; }
  [[nodiscard]] std::size_t width() const { return layer().gates.width; }
  void spell_next(std::string_view form, bool first);
  void embed(const WordFeatures& word);
  void project(const Matrix& matrix, std::vector<float>& y);

  const LanguageModel::Data& model_;
  Path path_;
  std::size_t limit_;
  std::array<StringMap<std::uint32_t>, 2> places_;  // of words that open a sentence, and of others
  std::vector<Word> words_;
  std::size_t finished_ = 0;  // words that have their numbers
  std::vector<float> x_, projected_, skipped_;
  std::vector<WordFeatures> spelled_;  // of the batch's new words
  std::u32string key_;
  std::vector<std::int32_t> sum_;
  std::vector<std::uint8_t> quantised_;
};

}  // namespace entente::language

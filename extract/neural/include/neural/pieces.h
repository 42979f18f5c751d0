// Words to pieces: the unigram model of the pre-trained encoder, word by word. Twin of training/encoder/pieces.py.
//
// A word is normalised code point by code point, gets the mark U+2581 in front where white space (or the beginning of
// the text) precedes it, and is cut into the known pieces with the highest sum of scores; of equal sums the one whose
// last piece begins first wins. A code point that no piece covers is the unknown piece; a word that normalises to
// nothing is the unknown piece too, so that no word is lost.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "neural/model_reader.h"

namespace entente::neural {

/// The pieces of a model. Immutable: any number of threads may share it.
class Pieces {
 public:
  /// Reads the sections "pieces.*". The bytes of the model must outlive the result.
  static Pieces read(ModelReader& in);

  /// Rows of the embedding.
  struct Special {
    std::uint32_t begin = 0, end = 0, unknown = 0;
  };
  [[nodiscard]] const Special& special() const { return special_; }
  [[nodiscard]] std::size_t size() const { return size_; }

  /// What a thread needs to cut words; nothing is allocated once it has seen a long one.
  struct Scratch {
    struct Step {
      double score = 0;
      std::uint32_t from = 0, row = 0;
      bool is_reached = false;
    };
    std::vector<char32_t> word;
    std::vector<Step> best;
  };
  /// Appends the rows of the word's pieces, at least one.
  ///   form    UTF-8; bytes that are not count as U+FFFD; code points beyond the 64th are not looked at
  ///   spaced  white space or nothing stands before the word
  void cut(std::string_view form, bool spaced, Scratch& scratch, std::vector<std::uint32_t>& rows) const;

 private:
  void normalise(std::string_view form, std::vector<char32_t>& word) const;
  [[nodiscard]] std::uint32_t child(std::uint32_t node, char32_t label) const;

  // The trie: children of a node stand side by side, sorted by label; node 0 is the root and nobody's child.
  std::span<const std::uint32_t> first_child_;  // [nodes + 1]
  std::span<const std::uint32_t> labels_;       // [nodes]
  std::span<const std::int32_t> rows_;          // [nodes]: the piece that ends here, -1 if none does
  std::span<const double> scores_;              // of each row
  double lowest_ = 0;                           // the score of an unknown code point
  // Normalisation: code points, and where their replacements stand.
  std::span<const std::uint32_t> mapped_, map_offsets_, map_text_;
  Special special_;
  std::size_t size_ = 0;
};

}  // namespace entente::neural

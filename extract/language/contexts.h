// What the two trained decisions of segmentation look at: does a sentence end here, and is this word a contraction?
// Rules alone do not reach far: a title without a full stop ends before a capital like any other, an abbreviation may
// close a sentence, and French "des" is de + les after a noun and a determiner after most verbs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "language/characters.h"
#include "language/linear_model.h"
#include "language/tokenizer.h"

namespace entente {

/// Reads the pieces of one stretch from left to right. All inputs outlive it.
class Contexts {
 public:
  Contexts(const Characters& text, const std::vector<Piece>& pieces, const SortedLines& common);

  /// Whether a sentence may end before piece `next` (> 0); elsewhere it never does.
  [[nodiscard]] bool may_break(std::size_t next) const;
  /// Whether a mark that ends sentences stands before piece `next`.
  [[nodiscard]] bool follows_stop(std::size_t next) const;
  /// Tells of each sentence start, in order; the first one is 0.
  void start_sentence(std::size_t first);
  /// The features of a break before `next`; calls come in order of `next`.
  void describe_break(std::size_t next, FeatureList& features);

  /// The features of `piece` being a contraction.
  void describe_contraction(std::size_t piece, FeatureList& features);

 private:
  enum class Shape : std::uint8_t { none, lower, capital, capitals, initial, digits, mixed, sign };

  [[nodiscard]] Shape shape(std::size_t piece) const;
  [[nodiscard]] std::string_view shape_name(std::ptrdiff_t piece) const;
  /// The word in lower case, a number as 0, "" outside; valid until `slot` is used again.
  std::string_view form(std::ptrdiff_t piece, std::size_t slot);
  [[nodiscard]] std::size_t before_closers(std::size_t next) const;
  [[nodiscard]] bool attached(std::size_t piece) const { return pieces_[piece].begin == pieces_[piece - 1].end; }
  [[nodiscard]] CharClass kind(std::size_t piece) const { return text_.kind(pieces_[piece].begin); }
  [[nodiscard]] bool closes(std::size_t piece) const;
  void advance(std::size_t next);

  const Characters& text_;
  const std::vector<Piece>& pieces_;
  const SortedLines& common_;  // words that are usually in lower case
  std::vector<bool> closing_;  // of straight quotes: closes
  std::size_t first_ = 0;      // of the sentence
  std::size_t seen_ = 0;       // pieces that the state below knows
  int brackets_ = 0;
  bool quoted_ = false;
  bool all_capitals_ = true;
  std::vector<std::string> slots_;
};

}  // namespace entente

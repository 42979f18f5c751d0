// What is read off the vectors of words: products by name, and scores of spans.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "neural/kernels.h"

namespace entente::neural {

/// Applies matrices to rows of floats; holds the buffers, so one for each thread.
class Heads {
 public:
  explicit Heads(Path path = best_path()) : kernels_(kernels(path)) {}

  /// y[row] = linear(x[row]), negative values 0 if asked for. Rows of y lie linear.width() apart; it has room for
  /// `rows` padded to kRowBlock.
  void apply(const Linear& linear, Rows x, std::size_t rows, Then then, std::vector<float>& y);
  /// The same x as in the call before, which spares making it whole.
  void apply_again(const Linear& linear, std::size_t rows, Then then, std::vector<float>& y);

  /// c[a row][b row] = a . b, by fma in order; rows of c lie padded(b_rows, kPanel) apart.
  void dot(Rows a, std::size_t a_rows, Rows b, std::size_t b_rows, std::size_t width, std::vector<float>& c);

 private:
  const Kernels& kernels_;
  std::vector<std::uint8_t> quantised_;
  std::vector<float> step_, columns_;
};

/// Scores to likelihoods that sum to 1, in place. requires  one at least
void softmax(std::span<float> scores);

/// Scores of types of spans (Yu et al., ACL 2020): start_t(i) + end_t(j) + start(i) . U_t end(j) / sqrt(width).
/// Twin of Heads.spans in training/encoder/network.py.
struct SpanWeights {
  Linear start, end;   // words to `start.outputs` numbers
  Linear product;      // U of all types, one below the other
  Linear first, last;  // start_t, end_t
  [[nodiscard]] std::size_t types() const { return first.outputs; }
  /// True if the shapes fit each other.
  [[nodiscard]] bool is_sound() const;
};

/// Type 0 is none.
struct SpanScores {
  std::size_t words = 0, types = 0, longest = 0;
  std::vector<float> scores;  // [first][length - 1][type]; spans that end beyond the words have zeros
  [[nodiscard]] std::span<const float> of(std::size_t first, std::size_t length) const {
    return {scores.data() + (first * longest + length - 1) * types, types};
  }
};

/// All spans of 1 to `longest` words of a sentence, whose vectors are x[words].
/// requires  weights.is_sound()
/// cost      O(words^2 types width)
[[nodiscard]] SpanScores score_spans(const SpanWeights& weights, Rows x, std::size_t words, std::size_t longest,
                                     Heads& heads);

}  // namespace entente::neural

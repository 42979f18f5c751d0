#include "neural/heads.h"

#include <algorithm>
#include <cmath>

#include "entente/schema/time_budget.h"

namespace entente::neural {
namespace {

template <class T>
void make_room(std::vector<T>& buffer, std::size_t size) {
  if (buffer.size() < size) buffer.resize(size);
}

}  // namespace

void softmax(std::span<float> scores) {
  const float highest = *std::max_element(scores.begin(), scores.end());
  float sum = 0;
  for (float& score : scores) {
    score = exponential(score - highest);
    sum += score;
  }
  for (float& score : scores) score /= sum;
}

void Heads::apply(const Linear& linear, Rows x, std::size_t rows, Then then, std::vector<float>& y) {
  make_room(quantised_, padded(rows, kRowBlock) * linear.depth());
  make_room(step_, padded(rows, kRowBlock));
  kernels_.quantise(x, rows, linear.inputs, quantised_.data(), step_.data());
  apply_again(linear, rows, then, y);
}

void Heads::apply_again(const Linear& linear, std::size_t rows, Then then, std::vector<float>& y) {
  make_room(y, padded(rows, kRowBlock) * linear.width());
  constexpr std::size_t kAtOnce = 512 * kRowBlock;  // rows between two looks at the clock
  for (std::size_t first = 0; first < rows; first += kAtOnce) {
    TimeBudget::check();
    kernels_.multiply(linear, quantised_.data() + first * linear.depth(), step_.data() + first,
                      std::min(kAtOnce, rows - first), then, y.data() + first * linear.width(), linear.width());
  }
}

void Heads::dot(Rows a, std::size_t a_rows, Rows b, std::size_t b_rows, std::size_t width, std::vector<float>& c) {
  const std::size_t columns = padded(b_rows, kPanel);
  make_room(columns_, columns * width);
  make_room(c, a_rows * columns);
  for (std::size_t i = 0; i < width; ++i) {
    float* to = columns_.data() + i * columns;
    for (std::size_t row = 0; row < b_rows; ++row) to[row] = b.at[row * b.stride + i];
    std::fill(to + b_rows, to + columns, 0.F);
  }
  kernels_.product(a, a_rows, {columns_.data(), columns}, columns, width, c.data(), columns);
}

bool SpanWeights::is_sound() const {
  const std::size_t width = start.outputs;
  return width > 0 && start.inputs == end.inputs && end.outputs == width && product.inputs == width &&
         product.outputs == width * types() && first.inputs == width && last.inputs == width && last.outputs == types();
}

SpanScores score_spans(const SpanWeights& weights, Rows x, std::size_t words, std::size_t longest, Heads& heads) {
  SpanScores out{words, weights.types(), longest, {}};
  out.scores.assign(words * longest * out.types, 0.F);
  if (words == 0) return out;
  std::vector<float> start, end, product, first, last, dots;
  heads.apply(weights.start, x, words, Then::rectify, start);
  heads.apply_again(weights.end, words, Then::rectify, end);
  const Rows starts{start.data(), weights.start.width()}, ends{end.data(), weights.end.width()};
  heads.apply(weights.product, starts, words, Then::nothing, product);
  heads.apply_again(weights.first, words, Then::nothing, first);
  heads.apply(weights.last, ends, words, Then::nothing, last);
  const std::size_t width = weights.start.outputs, stride = padded(words, kPanel);
  const float scale = 1.F / std::sqrt(static_cast<float>(width));
  for (std::size_t type = 0; type < out.types; ++type) {
    heads.dot({product.data() + type * width, weights.product.width()}, words, ends, words, width, dots);
    for (std::size_t i = 0; i < words; ++i)
      for (std::size_t length = 1; length <= std::min(longest, words - i); ++length) {
        const std::size_t j = i + length - 1;
        out.scores[(i * longest + length - 1) * out.types + type] =
            (dots[i * stride + j] * scale + first[i * weights.first.width() + type]) +
            last[j * weights.last.width() + type];
      }
  }
  return out;
}

}  // namespace entente::neural

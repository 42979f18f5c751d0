#include <algorithm>

#include "language/decoders.h"

namespace entente::language {
namespace {

constexpr std::uint32_t kLongestProjective = 128;  // words; longer pieces are rare, and n^3 would be felt

// The best without one of several.
std::size_t best_but(std::size_t one, const float* scores, std::size_t count) {
  if (one == 0) return best_of(scores, count, 1);
  const std::size_t before = best_of(scores, one);
  if (one + 1 == count) return before;
  const std::size_t after = best_of(scores, count, one + 1);
  return scores[after] > scores[before] ? after : before;
}

// Products become whole numbers, so that the tree search is exact. NaN becomes the lowest score.
std::int64_t fixed_point(float score) {
  constexpr float kBound = 1e6F;
  score = score > -kBound ? score : -kBound;
  score = score < kBound ? score : kBound;
  return static_cast<std::int64_t>(score * 65536.F);
}

}  // namespace

void TreeDecoder::run(const Batch& batch) {
  using neural::Then;
  heads_.apply(weights_.arc_dependent, batch.x, batch.words, Then::rectify, dependents_);
  heads_.apply_again(weights_.arc_head, batch.words, Then::rectify, head_vectors_);
  heads_.apply_again(weights_.label_dependent, batch.words, Then::nothing, label_dependents_);
  heads_.apply_again(weights_.label_head, batch.words, Then::nothing, label_heads_);
  heads_.apply(weights_.arc_product, {dependents_.data(), weights_.arc_dependent.width()}, batch.words, Then::nothing,
               products_);
  chosen_.assign(batch.words, 0);
  std::size_t row = 0;
  for (const Piece& piece : batch.pieces) {
    attach(piece, row);
    row += piece.count;
  }
  label(batch);
}

// Fills chosen_ of the piece by the scores of what each word as a dependent gives the root and each word as a head.
void TreeDecoder::attach(const Piece& piece, std::size_t row) {
  const std::size_t width = weights_.arc_product.outputs, stride = weights_.arc_product.width();
  const std::size_t nodes = std::size_t{piece.count} + 1, columns = neural::padded(nodes, neural::kPanel);
  columns_.resize(std::max(columns_.size(), nodes * width));
  std::copy_n(weights_.root_arc.data(), width, columns_.data());
  for (std::size_t node = 1; node < nodes; ++node)
    std::copy_n(head_vectors_.data() + (row + node - 1) * stride, width, columns_.data() + node * width);
  heads_.dot({products_.data() + row * stride, stride}, piece.count, {columns_.data(), width}, nodes, width, scores_);
  tree_.scores.assign(nodes * nodes, 0);
  for (std::size_t word = 1; word < nodes; ++word)
    std::transform(scores_.data() + (word - 1) * columns, scores_.data() + (word - 1) * columns + nodes,
                   tree_.scores.data() + word * nodes, fixed_point);
  const auto words = static_cast<std::int32_t>(piece.count);
  const bool is_short = piece.count <= kLongestProjective;
  if (!is_short) tree_.run(words);
  const std::vector<std::int32_t>& heads = is_short ? projective_.run(tree_.scores, words) : tree_.heads;
  std::copy(heads.begin() + 1, heads.end(), chosen_.begin() + static_cast<std::ptrdiff_t>(row));
}

// Labels of the chosen arcs, from the sum and the product of what dependent and head offer.
void TreeDecoder::label(const Batch& batch) {
  using neural::Then;
  const std::size_t width = weights_.label_dependent.outputs, stride = weights_.label_dependent.width();
  mixed_.resize(std::max(mixed_.size(), batch.words * 2 * width));
  const auto rectified = [](float v) { return v > 0.F ? v : 0.F; };
  std::size_t start = 0;
  for (const Piece& piece : batch.pieces) {
    for (std::size_t row = start; row < start + piece.count; ++row) {
      const auto head = static_cast<std::size_t>(chosen_[row]);
      const float* a = label_dependents_.data() + row * stride;
      const float* b = head == 0 ? weights_.root_label.data() : label_heads_.data() + (start + head - 1) * stride;
      float* to = mixed_.data() + row * 2 * width;
      for (std::size_t i = 0; i < width; ++i) {
        to[i] = rectified(a[i] + b[i]);
        to[width + i] = rectified(a[i]) * rectified(b[i]);
      }
    }
    start += piece.count;
  }
  heads_.apply(weights_.label_mix, {mixed_.data(), 2 * width}, batch.words, Then::rectify, hidden_);
  heads_.apply(weights_.label_out, {hidden_.data(), weights_.label_mix.width()}, batch.words, Then::nothing, labels_);
  std::size_t row = 0;
  for (const Piece& piece : batch.pieces)
    for (std::uint32_t i = 0; i < piece.count; ++i, ++row) {
      const std::int32_t head = chosen_[row];
      const float* scores = labels_.data() + row * weights_.label_out.width();
      const std::size_t root = weights_.root_label_id;
      Token& token = piece.sentence->tokens[piece.first + i];
      token.head = head == 0 ? -1 : static_cast<std::int32_t>(piece.first) + head - 1;
      token.deprel = weights_.labels[head == 0 ? root : best_but(root, scores, weights_.labels.size())];
    }
}

}  // namespace entente::language

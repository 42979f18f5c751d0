#include <array>

#include "language/decoders.h"

namespace entente::language {

void NameDecoder::run(const Batch& batch) {
  using neural::Then;
  heads_.apply(weights_.name_hidden, batch.x, batch.words, Then::rectify, hidden_);
  heads_.apply(weights_.name_out, {hidden_.data(), weights_.name_hidden.width()}, batch.words, Then::nothing, scores_);
  const std::size_t stride = weights_.name_out.width();
  std::size_t row = 0;
  for (const Piece& piece : batch.pieces) {
    read(piece, scores_.data() + row * stride, stride);
    row += piece.count;
  }
}

// Viterbi over the legal tag sequences: I-X only after B-X or I-X. Tags: 0 is O, 1 + 2t is B, 2 + 2t is I of type t.
void NameDecoder::read(const Piece& piece, const float* scores, std::size_t stride) {
  using Scores = std::array<float, kNameTags>;
  const auto is_inside = [](std::size_t tag) { return tag != 0 && tag % 2 == 0; };
  const auto is_legal = [&](std::size_t from, std::size_t to) {
    return !is_inside(to) || from == to || from + 1 == to;
  };
  if (piece.count == 0) return;
  came_from_.assign(piece.count * kNameTags, 0);
  tags_.assign(piece.count, 0);
  Scores best{};
  for (std::size_t tag = 0; tag < kNameTags; ++tag) best[tag] = is_inside(tag) ? -1e9F : scores[tag];
  for (std::size_t word = 1; word < piece.count; ++word) {
    Scores next{};
    for (std::size_t to = 0; to < kNameTags; ++to) {
      std::size_t from = is_inside(to) ? to - 1 : 0;
      for (std::size_t one = from + 1; one < kNameTags; ++one)
        if (is_legal(one, to) && best[one] > best[from]) from = one;
      came_from_[word * kNameTags + to] = static_cast<std::uint8_t>(from);
      next[to] = best[from] + scores[word * stride + to];
    }
    best = next;
  }
  std::size_t tag = best_of(best.data(), kNameTags);
  for (std::size_t word = piece.count; word-- > 0;) {
    tags_[word] = static_cast<std::uint8_t>(tag);
    tag = came_from_[word * kNameTags + tag];
  }
  const auto probability = [&](std::size_t word) {
    float total = 0;
    for (std::size_t one = 0; one < kNameTags; ++one)
      total += neural::exponential(scores[word * stride + one] - scores[word * stride + tags_[word]]);
    return 1.F / total;
  };
  for (std::size_t word = 0; word < piece.count;) {
    if (tags_[word] == 0) {
      ++word;
      continue;
    }
    std::size_t end = word + 1;
    while (end < piece.count && is_inside(tags_[end])) ++end;
    float sum = 0;
    for (std::size_t i = word; i < end; ++i) sum += probability(i);
    piece.sentence->names.push_back(
        {static_cast<std::uint32_t>(piece.first + word), static_cast<std::uint32_t>(piece.first + end),
         static_cast<NameType>((tags_[word] - 1) / 2), sum / static_cast<float>(end - word)});
    word = end;
  }
}

}  // namespace entente::language

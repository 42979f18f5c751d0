// The vectors of mentions, which the heads of coreference and of relations read: relu(first word + last word + form).
// Twin of Reading.mentions in training/encoder/reading.py.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "entente/extract/mention.h"
#include "neural/encoder.h"
#include "neural/heads.h"
#include "neural/model_reader.h"

namespace entente::entities {

/// They point into the model's bytes.
struct MentionWeights {
  neural::Linear first, last;
  std::span<const float> form_table;  // [forms][size()]

  /// `width` is that of the encoder. fails  by in.error()
  static MentionWeights read(neural::ModelReader& in, std::size_t width);
  [[nodiscard]] std::size_t size() const { return first.outputs; }
};

/// A mention by its first and its last word, counted through the document.
struct MentionWords {
  std::size_t first = 0, last = 0;
  MentionForm form = MentionForm::name;
};

/// [mentions][weights.size()], in their order.
[[nodiscard]] std::vector<float> mention_vectors(const MentionWeights& weights, const neural::Encoding& encoding,
                                                 std::span<const MentionWords> mentions, neural::Heads& heads);

}  // namespace entente::entities

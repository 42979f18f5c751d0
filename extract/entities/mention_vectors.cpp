#include "entities/mention_vectors.h"

#include <algorithm>

namespace entente::entities {
namespace {

constexpr std::size_t kForms = 5;

}  // namespace

MentionWeights MentionWeights::read(neural::ModelReader& in, std::size_t width) {
  MentionWeights weights;
  weights.first = in.linear("reading.mention_first");
  weights.last = in.linear("reading.mention_last", width, weights.size());
  weights.form_table = in.numbers<float>("reading.form_table.weight", kForms * weights.size());
  if (weights.first.inputs != width) in.fail("reading.mention_first", "has the wrong size");
  return weights;
}

std::vector<float> mention_vectors(const MentionWeights& weights, const neural::Encoding& encoding,
                                   std::span<const MentionWords> mentions, neural::Heads& heads) {
  const auto product_of = [&](std::size_t MentionWords::*end, const neural::Linear& linear) {
    std::vector<float> words, product;
    for (const MentionWords& mention : mentions) {
      const std::span<const float> word = encoding[mention.*end];
      words.insert(words.end(), word.begin(), word.end());
    }
    heads.apply(linear, {words.data(), encoding.width()}, mentions.size(), neural::Then::nothing, product);
    return product;
  };
  const std::vector<float> first = product_of(&MentionWords::first, weights.first);
  const std::vector<float> last = product_of(&MentionWords::last, weights.last);
  const std::size_t size = weights.size();
  std::vector<float> out(mentions.size() * size);
  for (std::size_t row = 0; row < mentions.size(); ++row) {
    const float* form = weights.form_table.data() + static_cast<std::size_t>(mentions[row].form) * size;
    for (std::size_t i = 0; i < size; ++i)
      out[row * size + i] =
          std::max(0.F, (first[row * weights.first.width() + i] + last[row * weights.last.width() + i]) + form[i]);
  }
  return out;
}

}  // namespace entente::entities

#include "language/word_store.h"

#include <algorithm>

#include "language/sorted_keys.h"

namespace entente::language {

void WordStore::begin(std::size_t words) {
  if (words_.size() + words <= limit_) return;
  for (auto& places : places_) places.clear();
  words_.clear();
  x_.clear();
  finished_ = 0;
}

std::uint32_t WordStore::place(std::string_view form, bool first) {
  auto& places = places_[first ? 0 : 1];
  if (const auto found = places.find(form); found != places.end()) return found->second;
  const auto place = static_cast<std::uint32_t>(words_.size());
  places.emplace(form, place);
  embed(form, first);
  words_.push_back({spelling_.folded, spelling_.lower, model_.name_lists.find(hash64(spelling_.lower))});
  return place;
}

// Appends the vector of a word: word, mean of the n-grams, sum of the affixes; and the vector of the treebank.
void WordStore::embed(std::string_view form, bool first) {
  spell(form, first, model_.sizes, spelling_);
  const std::size_t listed = find_key(model_.gazetteer_keys, hash64(spelling_.lower));
  if (listed != model_.gazetteer_keys.size()) add_gazetteer(model_.gazetteer_bits[listed], model_.sizes, spelling_);
  const std::size_t known = find_key(model_.word_keys, spelling_.key);
  const std::uint32_t row = known == model_.word_keys.size() ? 0 : static_cast<std::uint32_t>(known + 1);
  const float mean = model_.ngrams.scale / static_cast<float>(spelling_.ngrams.size());
  const auto add = [this](const Table& table, std::span<const std::uint32_t> rows, float scale) {
    sum_.assign(table.width, 0);
    add_rows(path_, table.rows.data(), table.width, rows.data(), rows.size(), sum_.data());
    const float* bias = model_.input_bias + x_.size() % model_.input_width();
    for (std::size_t i = 0; i < table.width; ++i) x_.push_back(static_cast<float>(sum_[i]) * scale + bias[i]);
  };
  add(model_.words, {&row, 1}, model_.words.scale);
  add(model_.ngrams, spelling_.ngrams, mean);
  add(model_.affixes, spelling_.affixes, model_.affixes.scale);
}

void WordStore::finish() {
  project(layer().project, projected_);
  if (layer().skip) project(*layer().skip, skipped_);
  finished_ = words_.size();
}

// The products of the new words.
void WordStore::project(const Matrix& matrix, std::vector<float>& y) {
  const std::size_t count = words_.size() - finished_;
  const std::size_t rows = padded(count, kRowBlock);
  const std::size_t width = padded(matrix.outputs, kPanel);
  if (quantised_.size() < rows * matrix.inputs) quantised_.resize(rows * matrix.inputs);
  if (y.size() < (finished_ + rows) * width) y.resize((finished_ + rows) * width);
  quantise(path_, matrix, x_.data() + finished_ * matrix.inputs, count, quantised_.data());
  multiply(path_, matrix, all_panels(matrix), quantised_.data(), rows, false, y.data() + finished_ * width, width);
}

}  // namespace entente::language

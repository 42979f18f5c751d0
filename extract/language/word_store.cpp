#include "language/word_store.h"

#include <algorithm>

#include "language/sorted_keys.h"

namespace entente::language {

// Room for all words from the start: memory is used as it is written, and nothing moves.
WordStore::WordStore(const LanguageModel::Data& model, Path path, std::size_t limit)
    : model_(model), path_(path), limit_(limit) {
  words_.reserve(limit_);
  x_.reserve(limit_ * model_.input_width());
  projected_.reserve((limit_ + kRowBlock) * 3 * width());
}

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
  spell_next(form, first);
  return place;
}

// Spells a new word and calls for its rows of the tables, which are too large for the caches.
void WordStore::spell_next(std::string_view form, bool first) {
  const std::size_t next = words_.size() - finished_;
  if (next == spelled_.size()) spelled_.emplace_back();
  WordFeatures& word = spelled_[next];
  spell(form, first, model_.sizes, word);
  const std::uint64_t lower = hash64(word.lower);
  const std::size_t listed = find_key(model_.gazetteer_keys, lower);
  if (listed != model_.gazetteer_keys.size()) add_gazetteer(model_.gazetteer_bits[listed], model_.sizes, word);
  constexpr std::size_t kLine = 64;  // bytes of a cache line
  for (const std::uint32_t row : word.ngrams)
    for (std::size_t at = 0; at < model_.ngrams.width; at += kLine) __builtin_prefetch(model_.ngrams.row(row) + at);
  words_.push_back({word.folded, word.lower, model_.name_lists.find(lower)});
}

// Appends the vector of a word: word, mean of the n-grams, sum of the affixes; and the vector of the treebank.
void WordStore::embed(const WordFeatures& word) {
  const std::size_t known = find_key(model_.word_keys, word.key);
  const std::uint32_t row = known == model_.word_keys.size() ? 0 : static_cast<std::uint32_t>(known + 1);
  const std::size_t start = x_.size();
  x_.resize(start + model_.input_width());
  float* x = x_.data() + start;
  const float* bias = model_.input_bias;
  const auto add = [&](const Table& table, std::span<const std::uint32_t> rows, float scale) {
    sum_.assign(table.width, 0);
    add_rows(path_, table.rows.data(), table.width, rows.data(), rows.size(), sum_.data());
    for (std::size_t i = 0; i < table.width; ++i) x[i] = static_cast<float>(sum_[i]) * scale + bias[i];
    x += table.width;
    bias += table.width;
  };
  add(model_.words, {&row, 1}, model_.words.scale);
  add(model_.ngrams, word.ngrams, model_.ngrams.scale / static_cast<float>(word.ngrams.size()));
  add(model_.affixes, word.affixes, model_.affixes.scale);
}

void WordStore::finish() {
  for (std::size_t i = 0; i < words_.size() - finished_; ++i) embed(spelled_[i]);
  project(layer().project, projected_);
  if (layer().skip) project(*layer().skip, skipped_);
  finished_ = words_.size();
}

const LemmaRule* WordStore::lexicon_rule(std::uint32_t place, Upos upos) {
  Word& word = words_[place];
  if (word.was_asked && word.asked == upos) return word.rule;
  const std::size_t entry = find_key(model_.lexicon_keys, lexicon_key(word.lower, upos, key_));
  word.rule = entry == model_.lexicon_keys.size() ? nullptr : &model_.lemma_rules[model_.lexicon_rules[entry]];
  word.asked = upos;
  word.was_asked = true;
  return word.rule;
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

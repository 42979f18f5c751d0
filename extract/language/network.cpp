#include "language/network.h"

#include <algorithm>
#include <array>

namespace entente::language {
namespace {

constexpr std::size_t kChannelBlock = 96;          // channels of a layer that are computed together
constexpr std::uint32_t kLongestProjective = 128;  // words; longer pieces are rare, and n^3 would be felt

template <class T>
void reserve_rows(std::vector<T>& buffer, std::size_t size) {
  if (buffer.size() < size) buffer.resize(size);
}

template <class Allowed>
std::size_t best_of(const float* scores, std::size_t count, const Allowed& allowed) {
  std::size_t best = count;
  for (std::size_t i = 0; i < count; ++i)
    if (allowed(i) && (best == count || scores[i] > scores[best])) best = i;
  return best;
}

std::size_t best_of(const float* scores, std::size_t count) {
  return best_of(scores, count, [](std::size_t) { return true; });
}

// dot products of vectors become whole numbers, so that the tree search is exact. NaN becomes the lowest score.
std::int64_t fixed_point(float score) {
  constexpr float kBound = 1e6F;
  score = score > -kBound ? score : -kBound;
  score = score < kBound ? score : kBound;
  return static_cast<std::int64_t>(score * 65536.F);
}

template <class T>
std::size_t find_sorted(std::span<const T> keys, T key) {
  const auto found = std::lower_bound(keys.begin(), keys.end(), key);
  return found == keys.end() || *found != key ? keys.size() : static_cast<std::size_t>(found - keys.begin());
}

void add_row(const Table& table, std::size_t row, std::int32_t* sum) {
  const std::int8_t* values = table.row(row);
  for (std::size_t i = 0; i < table.width; ++i) sum[i] += values[i];
}

}  // namespace

void Network::run(const std::vector<Piece>& pieces) {
  words_ = 0;
  for (const Piece& piece : pieces) words_ += piece.count;
  if (words_ == 0) return;
  embed(pieces);
  apply(model_.layers[0], pieces, x_, h_);
  apply(model_.layers[1], pieces, h_, shared_);
  tag(pieces);
  apply(model_.layers[2], pieces, shared_, h_);
  apply(model_.layers[3], pieces, h_, x_);
  parse(pieces);
  label(pieces);
  name(pieces);
}

// Vectors of the words: word, mean of the n-grams, sum of the affixes; and the vector of the treebank.
void Network::embed(const std::vector<Piece>& pieces) {
  const std::size_t width = model_.input_width();
  reserve_rows(x_, padded(words_, kRowBlock) * std::max<std::size_t>(width, model_.layers[0].gates.width));
  reserve_rows(row_total_, width);
  float* x = x_.data();
  for (const Piece& piece : pieces)
    for (std::uint32_t i = 0; i < piece.count; ++i, x += width) {
      spell(piece.sentence->tokens[piece.first + i].form, i == 0, model_.sizes, spelling_);
      const std::size_t listed = find_sorted(model_.gazetteer_keys, hash64(spelling_.lower));
      if (listed != model_.gazetteer_keys.size()) add_gazetteer(model_.gazetteer_bits[listed], model_.sizes, spelling_);
      std::fill_n(row_total_.begin(), width, 0);
      std::int32_t* total = row_total_.data();
      const std::size_t known = find_sorted(model_.word_keys, spelling_.key);
      add_row(model_.words, known == model_.word_keys.size() ? 0 : known + 1, total);
      for (const std::uint32_t row : spelling_.ngrams) add_row(model_.ngrams, row, total + model_.words.width);
      for (const std::uint32_t row : spelling_.affixes)
        add_row(model_.affixes, row, total + model_.words.width + model_.ngrams.width);
      const float mean = model_.ngrams.scale / static_cast<float>(spelling_.ngrams.size());
      std::size_t at = 0;
      const auto scaled = [&](std::size_t end, float scale) {
        for (; at < end; ++at) x[at] = static_cast<float>(total[at]) * scale + model_.input_bias[at];
      };
      scaled(model_.words.width, model_.words.scale);
      scaled(at + model_.ngrams.width, mean);
      scaled(width, model_.affixes.scale);
    }
}

void Network::apply(const Matrix& matrix, const std::vector<float>& x, bool rectify, std::vector<float>& y) {
  const std::size_t rows = padded(words_, kRowBlock);
  const Panels panels = all_panels(matrix);
  reserve_rows(quantised_, rows * matrix.inputs);
  reserve_rows(y, rows * panels.count * kPanel);
  quantise(path_, matrix, x.data(), words_, quantised_.data());
  multiply(path_, matrix, panels, quantised_.data(), rows, rectify, y.data(), panels.count * kPanel);
}

// Some channels at a time go through product and recurrence, so that what lies between stays in the second cache.
void Network::apply(const Layer& layer, const std::vector<Piece>& pieces, const std::vector<float>& x,
                    std::vector<float>& h) {
  const std::size_t rows = padded(words_, kRowBlock);
  const std::size_t width = layer.gates.width;
  if (layer.skip) apply(*layer.skip, x, false, skipped_);
  reserve_rows(quantised_, rows * layer.project.inputs);
  reserve_rows(projected_, rows * 3 * kChannelBlock);
  reserve_rows(h, rows * width);
  const float* skip = layer.skip ? skipped_.data() : x.data();
  quantise(path_, layer.project, x.data(), words_, quantised_.data());
  for (std::size_t first = 0; first < width;) {
    const std::size_t end = first < width / 2 ? width / 2 : width;
    const Channels channels{first, std::min(kChannelBlock, end - first)};
    for (std::size_t part = 0; part < 3; ++part)  // z, uf, ur
      multiply(path_, layer.project, {(part * width + first) / kPanel, channels.count / kPanel}, quantised_.data(),
               rows, false, projected_.data() + part * channels.count, 3 * channels.count);
    std::size_t row = 0;
    for (const Piece& piece : pieces) {
      recur(path_, layer.gates, channels, projected_.data() + row * 3 * channels.count, skip + row * width, piece.count,
            h.data() + row * width);
      row += piece.count;
    }
    first += channels.count;
  }
}

void Network::tag(const std::vector<Piece>& pieces) {
  apply(model_.tag_hidden, shared_, true, hidden_);
  apply(model_.upos, hidden_, false, upos_);
  apply(model_.feats, hidden_, false, feats_);
  apply(model_.lemma_hidden, shared_, true, hidden_);
  apply(model_.lemma_out, hidden_, false, rules_);
  const std::size_t upos_stride = padded(model_.upos.outputs, kPanel);
  const std::size_t feats_stride = padded(model_.feats.outputs, kPanel);
  const std::size_t rules_stride = padded(model_.lemma_out.outputs, kPanel);
  std::size_t row = 0;
  for (const Piece& piece : pieces)
    for (std::uint32_t i = 0; i < piece.count; ++i, ++row) {
      Token& token = piece.sentence->tokens[piece.first + i];
      const std::size_t tag = best_of(upos_.data() + row * upos_stride, kUposCount);
      token.upos = static_cast<Upos>(tag);
      const std::uint8_t* allowed = model_.allowed_features.data() + tag * model_.feature_sets.size();
      const std::size_t set = best_of(feats_.data() + row * feats_stride, model_.feature_sets.size(),
                                      [allowed](std::size_t one) { return allowed[one] != 0; });
      token.feats = set == model_.feature_sets.size() ? std::string() : model_.feature_sets[set];
      lemmatise(rules_.data() + row * rules_stride, token);
    }
}

// The lexicon if it knows the form with this tag, else the best rule that fits the form.
void Network::lemmatise(const float* scores, Token& token) {
  fold(token.form, spelling_);
  const std::size_t entry = find_sorted(model_.lexicon_keys, lexicon_key(spelling_.lower, token.upos, key_));
  if (entry != model_.lexicon_keys.size() &&
      model_.lemma_rules[model_.lexicon_rules[entry]].apply(spelling_.folded, spelling_.lower, token.lemma))
    return;
  const auto fits = [this](std::size_t rule) { return model_.lemma_rules[rule].fits(spelling_.lower.size()); };
  const std::size_t best = best_of(scores, model_.lemma_rules.size(), fits);
  if (best == model_.lemma_rules.size() ||
      !model_.lemma_rules[best].apply(spelling_.folded, spelling_.lower, token.lemma))
    token.lemma = token.form;
}

void Network::parse(const std::vector<Piece>& pieces) {
  apply(model_.arc_dependent, x_, true, dependents_);
  apply(model_.arc_product, dependents_, false, products_);
  apply(model_.arc_head, x_, true, head_vectors_);
  heads_.assign(words_, 0);
  std::size_t row = 0;
  for (const Piece& piece : pieces) {
    attach(piece, row);
    row += piece.count;
  }
}

// Fills heads_ of the piece, numbered from 1 within it.
void Network::attach(const Piece& piece, std::size_t row) {
  const std::size_t width = model_.arc_product.outputs;
  const std::size_t nodes = std::size_t{piece.count} + 1;
  tree_.scores.assign(nodes * nodes, 0);
  for (std::size_t word = 1; word < nodes; ++word) {
    const float* product = products_.data() + (row + word - 1) * width;
    std::int64_t* scores = tree_.scores.data() + word * nodes;
    scores[0] = fixed_point(dot(product, model_.root_arc, width));
    for (std::size_t head = 1; head < nodes; ++head)
      scores[head] = fixed_point(dot(product, head_vectors_.data() + (row + head - 1) * width, width));
  }
  const auto words = static_cast<std::int32_t>(piece.count);
  const bool is_short = piece.count <= kLongestProjective;
  if (!is_short) tree_.run(words);
  const std::vector<std::int32_t>& heads = is_short ? projective_.run(tree_.scores, words) : tree_.heads;
  std::copy(heads.begin() + 1, heads.end(), heads_.begin() + static_cast<std::ptrdiff_t>(row));
}

// Labels of the chosen arcs, from the sum and the product of what dependent and head offer.
void Network::label(const std::vector<Piece>& pieces) {
  apply(model_.label_dependent, x_, false, dependents_);
  apply(model_.label_head, x_, false, head_vectors_);
  const std::size_t width = model_.label_dependent.outputs;
  reserve_rows(mixed_, padded(words_, kRowBlock) * 2 * width);
  const auto rectified = [](float v) { return v > 0.F ? v : 0.F; };
  std::size_t start = 0;
  for (const Piece& piece : pieces) {
    for (std::size_t row = start; row < start + piece.count; ++row) {
      const std::int32_t head = heads_[row];
      const float* a = dependents_.data() + row * width;
      const float* b =
          head == 0 ? model_.root_label : head_vectors_.data() + (start + static_cast<std::size_t>(head) - 1) * width;
      float* to = mixed_.data() + row * 2 * width;
      for (std::size_t i = 0; i < width; ++i) {
        to[i] = rectified(a[i] + b[i]);
        to[width + i] = rectified(a[i]) * rectified(b[i]);
      }
    }
    start += piece.count;
  }
  apply(model_.label_mix, mixed_, true, hidden_);
  apply(model_.label_out, hidden_, false, products_);
  const std::size_t stride = padded(model_.label_out.outputs, kPanel);
  std::size_t row = 0;
  for (const Piece& piece : pieces)
    for (std::uint32_t i = 0; i < piece.count; ++i, ++row) {
      Token& token = piece.sentence->tokens[piece.first + i];
      const std::int32_t head = heads_[row];
      token.head = head == 0 ? -1 : static_cast<std::int32_t>(piece.first) + head - 1;
      const std::size_t best = head == 0 ? model_.root_label_id
                                         : best_of(products_.data() + row * stride, model_.labels.size(),
                                                   [this](std::size_t one) { return one != model_.root_label_id; });
      token.deprel = model_.labels[best];
    }
}

// Adds to each word the vectors of the lists of names that it stands in.
void Network::add_listed(const std::vector<Piece>& pieces) {
  if (model_.name_lists.keys.empty()) return;
  const std::size_t width = model_.layers[1].gates.width;
  float* x = shared_.data();
  for (const Piece& piece : pieces) {
    const std::span<const Token> words(piece.sentence->tokens.data() + piece.first, piece.count);
    for (const std::uint16_t rows : names_.run(model_.name_lists, words)) {
      for (std::size_t row = 0; row < kListRows; ++row)
        if ((rows >> row & 1U) != 0)
          for (std::size_t i = 0; i < width; ++i) x[i] += model_.name_rows[row * width + i];
      x += width;
    }
  }
}

void Network::name(const std::vector<Piece>& pieces) {
  const std::size_t width = model_.layers[1].gates.width;
  for (std::size_t row = 0; row < words_; ++row)
    for (std::size_t i = 0; i < width; ++i) shared_[row * width + i] += model_.name_bias[i];
  add_listed(pieces);
  apply(model_.name_layer, pieces, shared_, h_);
  apply(model_.name_hidden, h_, true, hidden_);
  apply(model_.name_out, hidden_, false, products_);
  const std::size_t stride = padded(model_.name_out.outputs, kPanel);
  std::size_t row = 0;
  for (const Piece& piece : pieces) {
    name(piece, products_.data() + row * stride, stride);
    row += piece.count;
  }
}

// Viterbi over the legal tag sequences: I-X only after B-X or I-X. Tags: 0 is O, 1 + 2t is B, 2 + 2t is I of type t.
void Network::name(const Piece& piece, const float* scores, std::size_t stride) {
  using Scores = std::array<float, kNameTags>;
  const auto is_inside = [](std::size_t tag) { return tag != 0 && tag % 2 == 0; };
  const auto is_legal = [&](std::size_t from, std::size_t to) {
    return !is_inside(to) || from == to || from + 1 == to;
  };
  came_from_.assign(piece.count * kNameTags, 0);
  Scores best{};
  for (std::size_t tag = 0; tag < kNameTags; ++tag) best[tag] = is_inside(tag) ? -1e9F : scores[tag];
  for (std::size_t word = 1; word < piece.count; ++word) {
    Scores next{};
    for (std::size_t to = 0; to < kNameTags; ++to) {
      const std::size_t from = best_of(best.data(), kNameTags, [&](std::size_t one) { return is_legal(one, to); });
      came_from_[word * kNameTags + to] = static_cast<std::uint8_t>(from);
      next[to] = best[from] + scores[word * stride + to];
    }
    best = next;
  }
  std::vector<std::uint8_t>& tags = quantised_;
  tags.resize(std::max<std::size_t>(tags.size(), piece.count));
  std::size_t tag = best_of(best.data(), kNameTags);
  for (std::size_t word = piece.count; word-- > 0;) {
    tags[word] = static_cast<std::uint8_t>(tag);
    tag = came_from_[word * kNameTags + tag];
  }
  const auto probability = [&](std::size_t word) {
    float total = 0;
    for (std::size_t one = 0; one < kNameTags; ++one)
      total += exponential(scores[word * stride + one] - scores[word * stride + tags[word]]);
    return 1.F / total;
  };
  for (std::size_t word = 0; word < piece.count;) {
    if (tags[word] == 0) {
      ++word;
      continue;
    }
    std::size_t end = word + 1;
    while (end < piece.count && is_inside(tags[end])) ++end;
    float sum = 0;
    for (std::size_t i = word; i < end; ++i) sum += probability(i);
    piece.sentence->names.push_back(
        {static_cast<std::uint32_t>(piece.first + word), static_cast<std::uint32_t>(piece.first + end),
         static_cast<NameType>((tags[word] - 1) / 2), sum / static_cast<float>(end - word)});
    word = end;
  }
}

}  // namespace entente::language

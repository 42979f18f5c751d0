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

void copy_rows(const std::vector<float>& from, std::size_t width, const std::vector<std::uint32_t>& rows,
               std::vector<float>& to) {
  reserve_rows(to, rows.size() * width);
  for (std::size_t i = 0; i < rows.size(); ++i)
    std::copy_n(from.data() + rows[i] * width, width, to.data() + i * width);
}

template <class Allowed>
std::size_t best_allowed(const float* scores, std::size_t count, const Allowed& allowed) {
  std::size_t best = count;
  for (std::size_t i = 0; i < count; ++i)
    if (allowed(i) && (best == count || scores[i] > scores[best])) best = i;
  return best;
}

// The same without one of several.
std::size_t best_but(std::size_t one, const float* scores, std::size_t count) {
  if (one == 0) return best_of(scores, count, 1);
  const std::size_t before = best_of(scores, one);
  if (one + 1 == count) return before;
  const std::size_t after = best_of(scores, count, one + 1);
  return scores[after] > scores[before] ? after : before;
}

// dot products of vectors become whole numbers, so that the tree search is exact. NaN becomes the lowest score.
std::int64_t fixed_point(float score) {
  constexpr float kBound = 1e6F;
  score = score > -kBound ? score : -kBound;
  score = score < kBound ? score : kBound;
  return static_cast<std::int64_t>(score * 65536.F);
}

}  // namespace

void Network::run(const std::vector<Piece>& pieces) {
  words_ = 0;
  for (const Piece& piece : pieces) words_ += piece.count;
  if (words_ == 0) return;
  look_up(pieces);
  apply_first(pieces, h_);
  apply(model_.layers[1], pieces, h_, shared_);
  tag();
  lemmatise();
  apply(model_.layers[2], pieces, shared_, h_);
  apply(model_.layers[3], pieces, h_, x_);
  parse(pieces);
  label(pieces);
  name(pieces);
}

void Network::look_up(const std::vector<Piece>& pieces) {
  store_.begin(words_);
  tokens_.clear();
  places_.clear();
  for (const Piece& piece : pieces)
    for (std::uint32_t i = 0; i < piece.count; ++i) {
      Token& token = piece.sentence->tokens[piece.first + i];
      tokens_.push_back(&token);
      places_.push_back(store_.place(token.form, i == 0));
    }
  store_.finish();
}

// A product of x; or of the same x as the product before, which may spare making numbers whole.
void Network::apply(const Matrix& matrix, const std::vector<float>& x, std::size_t rows, bool rectify,
                    std::vector<float>& y, Input input) {
  const Panels panels = all_panels(matrix);
  const std::size_t padded_rows = padded(rows, kRowBlock);
  reserve_rows(y, padded_rows * panels.count * kPanel);
  quantise_input(matrix, x, rows, input);
  multiply(path_, matrix, panels, quantised_.data(), padded_rows, rectify, y.data(), panels.count * kPanel);
}

void Network::quantise_input(const Matrix& matrix, const std::vector<float>& x, std::size_t rows, Input input) {
  if (input == Input::same && quantised_zero_ == matrix.zero && quantised_scale_ == matrix.inverse_scale) return;
  reserve_rows(quantised_, padded(rows, kRowBlock) * matrix.inputs);
  quantise(path_, matrix, x.data(), rows, quantised_.data());
  quantised_zero_ = matrix.zero;
  quantised_scale_ = matrix.inverse_scale;
}

// Some channels at a time go through product and recurrence, so that what lies between stays in the second cache.
// `project` fills projected_, [words][3][channels], with z, uf and ur.
template <class Project>
void Network::recur_blocks(const Layer& layer, const std::vector<Piece>& pieces, const float* skip,
                           std::vector<float>& h, const Project& project) {
  const std::size_t rows = padded(words_, kRowBlock);
  const std::size_t width = layer.gates.width;
  reserve_rows(projected_, rows * 3 * kChannelBlock);
  reserve_rows(h, rows * width);
  for (std::size_t first = 0; first < width;) {
    const std::size_t end = first < width / 2 ? width / 2 : width;
    const Channels channels{first, std::min(kChannelBlock, end - first)};
    project(channels);
    std::size_t row = 0;
    for (const Piece& piece : pieces) {
      recur(path_, layer.gates, channels, projected_.data() + row * 3 * channels.count, skip + row * width, piece.count,
            h.data() + row * width);
      row += piece.count;
    }
    first += channels.count;
  }
}

// The first layer sees words alone, so that the store has their products.
void Network::apply_first(const std::vector<Piece>& pieces, std::vector<float>& h) {
  const std::size_t width = model_.layers[0].gates.width;
  reserve_rows(x_, padded(words_, kRowBlock) * width);
  for (std::size_t row = 0; row < words_; ++row)
    std::copy_n(store_.skipped(places_[row]), width, x_.data() + row * width);
  recur_blocks(model_.layers[0], pieces, x_.data(), h, [&](const Channels& channels) {
    float* to = projected_.data();
    for (const std::uint32_t place : places_)
      for (std::size_t part = 0; part < 3; ++part, to += channels.count)
        std::copy_n(store_.projected(place) + part * width + channels.first, channels.count, to);
  });
}

void Network::apply(const Layer& layer, const std::vector<Piece>& pieces, const std::vector<float>& x,
                    std::vector<float>& h) {
  const std::size_t rows = padded(words_, kRowBlock);
  const std::size_t width = layer.gates.width;
  if (layer.skip) apply(*layer.skip, x, words_, false, skipped_);
  quantise_input(layer.project, x, words_, layer.skip ? Input::same : Input::other);
  recur_blocks(layer, pieces, layer.skip ? skipped_.data() : x.data(), h, [&](const Channels& channels) {
    for (std::size_t part = 0; part < 3; ++part)
      multiply(path_, layer.project, {(part * width + channels.first) / kPanel, channels.count / kPanel},
               quantised_.data(), rows, false, projected_.data() + part * channels.count, 3 * channels.count);
  });
}

void Network::tag() {
  apply(model_.tag_hidden, shared_, words_, true, hidden_);
  apply(model_.upos, hidden_, words_, false, upos_);
  const std::size_t stride = padded(model_.upos.outputs, kPanel);
  for (auto& rows : tagged_) rows.clear();
  for (std::uint32_t row = 0; row < words_; ++row) {
    const std::size_t tag = best_of(upos_.data() + row * stride, kUposCount);
    tokens_[row]->upos = static_cast<Upos>(tag);
    tagged_[tag].push_back(row);
  }
  for (std::size_t tag = 0; tag < kUposCount; ++tag) choose_features(static_cast<Upos>(tag));
}

// The best set of features among those seen with the UPOS, for all its words.
void Network::choose_features(Upos upos) {
  const std::vector<std::uint32_t>& rows = tagged_[static_cast<std::size_t>(upos)];
  const MatrixPart& allowed = model_.allowed_features[static_cast<std::size_t>(upos)];
  if (allowed.outputs.empty()) {
    for (const std::uint32_t row : rows) tokens_[row]->feats.clear();
    return;
  }
  if (rows.empty()) return;
  const std::size_t stride = padded(allowed.outputs.size(), kPanel);
  copy_rows(hidden_, model_.tag_hidden.outputs, rows, some_rows_);
  apply(allowed.matrix(model_.feats), some_rows_, rows.size(), false, feats_);
  const float* scores = feats_.data();
  for (const std::uint32_t row : rows) {
    tokens_[row]->feats = model_.feature_sets[allowed.outputs[best_of(scores, allowed.outputs.size())]];
    scores += stride;
  }
}

// The lexicon if it knows the form with this tag, else the best rule that fits the form. Rules have scores only for
// the words that need them.
void Network::lemmatise() {
  unlisted_.clear();
  for (std::uint32_t row = 0; row < words_; ++row) {
    const WordStore::Word& word = store_.word(places_[row]);
    const LemmaRule* rule = store_.lexicon_rule(places_[row], tokens_[row]->upos);
    if (rule == nullptr || !rule->apply(word.folded, word.lower, tokens_[row]->lemma)) unlisted_.push_back(row);
  }
  copy_rows(shared_, model_.layers[1].gates.width, unlisted_, some_rows_);
  apply(model_.lemma_hidden, some_rows_, unlisted_.size(), true, hidden_);
  apply(model_.lemma_out, hidden_, unlisted_.size(), false, rules_);
  const float* scores = rules_.data();
  for (const std::uint32_t row : unlisted_) {
    const WordStore::Word& word = store_.word(places_[row]);
    Token& token = *tokens_[row];
    const auto fits = [&](std::size_t rule) { return model_.lemma_rules[rule].fits(word.lower.size()); };
    const std::size_t best = best_allowed(scores, model_.lemma_out.outputs, fits);
    if (best == model_.lemma_out.outputs || !model_.lemma_rules[best].apply(word.folded, word.lower, token.lemma))
      token.lemma = token.form;
    scores += padded(model_.lemma_out.outputs, kPanel);
  }
}

void Network::parse(const std::vector<Piece>& pieces) {
  apply(model_.arc_dependent, x_, words_, true, dependents_);
  apply(model_.label_dependent, x_, words_, false, label_dependents_, Input::same);
  apply(model_.arc_head, x_, words_, true, head_vectors_);
  apply(model_.arc_product, dependents_, words_, false, products_);
  heads_.assign(words_, 0);
  std::size_t row = 0;
  for (const Piece& piece : pieces) {
    attach(piece, row);
    row += piece.count;
  }
}

// Fills the scores of the tree search: what each word as a dependent gives the root and each word as a head.
void Network::score_arcs(const Piece& piece, std::size_t row) {
  const std::size_t width = model_.arc_product.outputs;
  const std::size_t nodes = std::size_t{piece.count} + 1;
  const std::size_t columns = padded(nodes, kPanel);
  reserve_rows(columns_, columns * width);
  reserve_rows(scores_, piece.count * columns);
  for (std::size_t node = 0; node < nodes; ++node) {
    const float* from = node == 0 ? model_.root_arc : head_vectors_.data() + (row + node - 1) * width;
    float* to = columns_.data() + node / kPanel * kPanel * width + node % kPanel;
    for (std::size_t i = 0; i < width; ++i) to[i * kPanel] = from[i];
  }
  score(path_, products_.data() + row * width, piece.count, columns_.data(), columns, width, scores_.data());
  tree_.scores.assign(nodes * nodes, 0);
  for (std::size_t word = 1; word < nodes; ++word)
    std::transform(scores_.data() + (word - 1) * columns, scores_.data() + (word - 1) * columns + nodes,
                   tree_.scores.data() + word * nodes, fixed_point);
}

// Fills heads_ of the piece, numbered from 1 within it.
void Network::attach(const Piece& piece, std::size_t row) {
  score_arcs(piece, row);
  const auto words = static_cast<std::int32_t>(piece.count);
  const bool is_short = piece.count <= kLongestProjective;
  if (!is_short) tree_.run(words);
  const std::vector<std::int32_t>& heads = is_short ? projective_.run(tree_.scores, words) : tree_.heads;
  std::copy(heads.begin() + 1, heads.end(), heads_.begin() + static_cast<std::ptrdiff_t>(row));
}

// What the heads offer to the labels of their arcs. head_places_ says where it is for each word that is a head.
void Network::project_heads(const std::vector<Piece>& pieces) {
  constexpr std::uint32_t kNone = ~std::uint32_t{0};
  head_places_.assign(words_, kNone);
  head_rows_.clear();
  std::uint32_t start = 0;
  for (const Piece& piece : pieces) {
    for (std::uint32_t row = start; row < start + piece.count; ++row) {
      if (heads_[row] == 0) continue;
      const std::uint32_t head = start + static_cast<std::uint32_t>(heads_[row]) - 1;
      if (head_places_[head] != kNone) continue;
      head_places_[head] = static_cast<std::uint32_t>(head_rows_.size());
      head_rows_.push_back(head);
    }
    start += piece.count;
  }
  copy_rows(x_, model_.layers[3].gates.width, head_rows_, some_rows_);
  apply(model_.label_head, some_rows_, head_rows_.size(), false, label_heads_);
}

// Labels of the chosen arcs, from the sum and the product of what dependent and head offer.
void Network::label(const std::vector<Piece>& pieces) {
  project_heads(pieces);
  const std::size_t width = model_.label_dependent.outputs;
  reserve_rows(mixed_, padded(words_, kRowBlock) * 2 * width);
  const auto rectified = [](float v) { return v > 0.F ? v : 0.F; };
  std::size_t start = 0;
  for (const Piece& piece : pieces) {
    for (std::size_t row = start; row < start + piece.count; ++row) {
      const std::int32_t head = heads_[row];
      const float* a = label_dependents_.data() + row * width;
      const float* b = head == 0
                           ? model_.root_label
                           : label_heads_.data() + head_places_[start + static_cast<std::size_t>(head) - 1] * width;
      float* to = mixed_.data() + row * 2 * width;
      for (std::size_t i = 0; i < width; ++i) {
        to[i] = rectified(a[i] + b[i]);
        to[width + i] = rectified(a[i]) * rectified(b[i]);
      }
    }
    start += piece.count;
  }
  apply(model_.label_mix, mixed_, words_, true, hidden_);
  apply(model_.label_out, hidden_, words_, false, products_);
  const std::size_t stride = padded(model_.label_out.outputs, kPanel);
  std::size_t row = 0;
  for (const Piece& piece : pieces)
    for (std::uint32_t i = 0; i < piece.count; ++i, ++row) {
      const std::int32_t head = heads_[row];
      tokens_[row]->head = head == 0 ? -1 : static_cast<std::int32_t>(piece.first) + head - 1;
      tokens_[row]->deprel = model_.labels[head == 0 ? model_.root_label_id
                                                     : best_but(model_.root_label_id, products_.data() + row * stride,
                                                                model_.labels.size())];
    }
}

// Adds to each word the vectors of the lists of names that it stands in.
void Network::add_listed(const std::vector<Piece>& pieces) {
  if (model_.name_lists.keys.empty()) return;
  const std::size_t width = model_.layers[1].gates.width;
  float* x = shared_.data();
  listed_.clear();
  for (const std::uint32_t place : places_) listed_.push_back({store_.word(place).lower, store_.word(place).listed});
  std::size_t first = 0;
  for (const Piece& piece : pieces) {
    const std::span<const ListedWord> words(listed_.data() + first, piece.count);
    first += piece.count;
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
  apply(model_.name_hidden, h_, words_, true, hidden_);
  apply(model_.name_out, hidden_, words_, false, products_);
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
      const std::size_t from = best_allowed(best.data(), kNameTags, [&](std::size_t one) { return is_legal(one, to); });
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

std::unique_ptr<Network> NetworkPool::take() {
  {
    const std::lock_guard lock(mutex_);
    if (!waiting_.empty()) {
      std::unique_ptr<Network> network = std::move(waiting_.back());
      waiting_.pop_back();
      return network;
    }
  }
  return std::make_unique<Network>(model_);
}

void NetworkPool::give_back(std::unique_ptr<Network> network) {
  const std::lock_guard lock(mutex_);
  waiting_.push_back(std::move(network));
}

}  // namespace entente::language

#include "neural/transformer.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <string>

#include "entente/schema/time_budget.h"

namespace entente::neural {
namespace {

constexpr std::size_t kBlock = 32;       // weights of an embedding that share a scale
constexpr std::size_t kBlockBytes = 18;  // and their bytes
constexpr std::size_t kFeedRows = 48;    // rows that go through the feed-forward together; a multiple of kRowBlock
constexpr std::uint32_t kLargestWidth = 4096, kMostLayers = 64, kMostRows = 1U << 20;

template <class T>
void make_room(std::vector<T>& buffer, std::size_t size) {
  if (buffer.size() < size) buffer.resize(size);
}

float half_to_float(std::uint16_t half) {
  const std::uint32_t sign = (half & 0x8000U) << 16U, exponent = half >> 10U & 31U, fraction = half & 0x3FFU;
  if (exponent == 0) return std::copysign(static_cast<float>(fraction) * 0x1p-24F, sign != 0 ? -1.F : 1.F);
  const std::uint32_t wide = exponent == 31 ? 255 : exponent + 112;
  return std::bit_cast<float>(sign | wide << 23U | fraction << 13U);
}

}  // namespace

Windows windows_of(const Pieces& pieces, std::span<const Word> words, std::span<const std::uint32_t> sentences,
                   std::size_t longest) {
  const std::size_t room = longest - 2;  // for the marks of the ends
  Windows out;
  Pieces::Scratch scratch;
  out.starts.reserve(words.size() + 1);
  for (const Word& word : words) {
    out.starts.push_back(static_cast<std::uint32_t>(out.rows.size()));
    pieces.cut(word.form, word.spaced, scratch, out.rows);
    out.rows.resize(std::min<std::size_t>(out.rows.size(), out.starts.back() + room));
  }
  out.starts.push_back(static_cast<std::uint32_t>(out.rows.size()));

  std::uint32_t first = 0;  // of the window that is open
  const auto fits = [&](std::uint32_t last) { return out.starts[last] - out.starts[first] <= room; };
  const auto close = [&](std::uint32_t last) {
    if (last > first) out.windows.push_back({first, last});
    first = last;
  };
  std::uint32_t begin = 0;
  for (const std::uint32_t end : sentences) {
    if (!fits(end)) close(begin);
    for (std::uint32_t word = begin; !fits(end) && word < end; ++word)
      if (!fits(word + 1)) close(word);
    begin = end;
  }
  close(begin);
  return out;
}

TransformerWeights TransformerWeights::read(ModelReader& in) {
  TransformerWeights out;
  const auto shape = in.numbers<std::uint32_t>("encoder.shape", 7);
  if (shape.empty()) return out;
  out.width = shape[0];
  out.heads = shape[1];
  out.feed_forward = shape[2];
  const std::uint32_t layers = shape[3];
  out.positions = shape[4];
  out.banks = shape[5];
  out.pieces = shape[6];
  if (out.width == 0 || out.width > kLargestWidth || out.width % kBlock != 0 || out.heads == 0 ||
      out.width % (out.heads * kPanel) != 0 || out.feed_forward == 0 || out.feed_forward > 4 * kLargestWidth ||
      out.feed_forward % kPanel != 0 || layers == 0 || layers > kMostLayers || out.positions < kWindow ||
      out.positions > kMostRows || out.banks == 0 || out.banks > kMostRows || out.pieces == 0 ||
      out.pieces > kMostRows) {
    in.fail("encoder.shape", "gives an impossible size");
    return out;
  }
  float epsilon = 0;
  if (const auto found = in.numbers<float>("encoder.epsilon", 1); !found.empty()) epsilon = found[0];
  out.words = in.section("encoder.word");
  if (out.words.size() != std::size_t{out.pieces} * (out.width / kBlock) * kBlockBytes)
    in.fail("encoder.word", "has the wrong size");
  out.position = in.numbers<float>("encoder.pos", std::size_t{out.positions} * out.width);
  out.bank = in.numbers<float>("encoder.bank", std::size_t{out.banks} * out.width);
  out.norm = in.norm("encoder.ln", out.width, epsilon);
  for (std::uint32_t i = 0; i < layers && !in.error(); ++i) {
    const std::string name = "encoder.layers." + std::to_string(i) + ".";
    Layer layer;
    layer.q = in.linear(name + "q", out.width, out.width);
    layer.k = in.linear(name + "k", out.width, out.width);
    layer.v = in.linear(name + "v", out.width, out.width);
    layer.ao = in.linear(name + "ao", out.width, out.width);
    layer.fi = in.linear(name + "fi", out.width, out.feed_forward);
    layer.fo = in.linear(name + "fo", out.feed_forward, out.width);
    layer.aln = in.norm(name + "aln", out.width, epsilon);
    layer.oln = in.norm(name + "oln", out.width, epsilon);
    out.layers.push_back(layer);
  }
  return out;
}

class Transformer::Run {
 public:
  Run(const TransformerWeights& weights, const Kernels& kernels) : weights_(weights), kernels_(kernels) {}

  /// [pieces][width], valid until the next call.
  const float* operator()(std::span<const std::uint32_t> pieces, std::uint32_t bank) {
    rows_ = pieces.size();
    make_room_for(rows_);
    embed(pieces, bank);
    for (const TransformerWeights::Layer& layer : weights_.layers) {
      attend(layer);
      feed_forward(layer);
    }
    return x_.data();
  }

  std::vector<std::uint32_t> line;  // the pieces of a window

 private:
  void make_room_for(std::size_t rows);
  void embed(std::span<const std::uint32_t> pieces, std::uint32_t bank);
  void attend(const TransformerWeights::Layer& layer);
  void attend_head(std::size_t head);
  void feed_forward(const TransformerWeights::Layer& layer);
  void quantise(const float* x, std::size_t rows, std::size_t width) {
    kernels_.quantise({x, width}, rows, width, quantised_.data(), step_.data());
  }
  void multiply(const Linear& linear, std::size_t rows, float* y, std::size_t stride) {
    kernels_.multiply(linear, quantised_.data(), step_.data(), rows, Then::nothing, y, stride);
  }

  const TransformerWeights& weights_;
  const Kernels& kernels_;
  std::size_t rows_ = 0;
  std::vector<float> x_, projected_, mixed_, added_, hidden_, keys_, scores_, inverse_, step_;
  std::vector<std::uint8_t> quantised_;
};

void Transformer::Run::make_room_for(std::size_t rows) {
  const std::size_t width = weights_.width, all = padded(rows, kRowBlock), keys = padded(rows, kPanel);
  make_room(x_, all * width);
  make_room(projected_, all * 3 * width);
  make_room(mixed_, all * width);
  make_room(added_, all * width);
  make_room(hidden_, kFeedRows * weights_.feed_forward);
  make_room(keys_, keys * width / weights_.heads);
  make_room(scores_, kRowBlock * keys);
  make_room(inverse_, kRowBlock);
  make_room(step_, std::max(all, kFeedRows));
  make_room(quantised_, std::max(all * width, kFeedRows * weights_.feed_forward));
}

// The sum of the vectors of piece, place and bank, in this order.
void Transformer::Run::embed(std::span<const std::uint32_t> pieces, std::uint32_t bank) {
  const std::size_t width = weights_.width, bytes = width / kBlock * kBlockBytes;
  const float* style = weights_.bank.data() + std::size_t{bank} * width;
  for (std::size_t row = 0; row < rows_; ++row) {
    const std::byte* block = weights_.words.data() + pieces[row] * bytes;
    const float* place = weights_.position.data() + row * width;
    float* x = x_.data() + row * width;
    for (std::size_t first = 0; first < width; first += kBlock, block += kBlockBytes) {
      std::uint16_t half = 0;
      std::memcpy(&half, block, sizeof half);
      const float scale = half_to_float(half);
      for (std::size_t i = 0; i < kBlock / 2; ++i) {
        const auto pair = std::to_integer<int>(block[2 + i]);
        x[first + i] = scale * static_cast<float>((pair & 15) - 8);
        x[first + i + kBlock / 2] = scale * static_cast<float>((pair >> 4) - 8);
      }
    }
    for (std::size_t i = 0; i < width; ++i) x[i] = (x[i] + place[i]) + style[i];
  }
  kernels_.normalise(weights_.norm, x_.data(), rows_);
}

void Transformer::Run::attend(const TransformerWeights::Layer& layer) {
  const std::size_t width = weights_.width;
  quantise(x_.data(), rows_, width);
  multiply(layer.q, rows_, projected_.data(), 3 * width);
  multiply(layer.k, rows_, projected_.data() + width, 3 * width);
  multiply(layer.v, rows_, projected_.data() + 2 * width, 3 * width);
  for (std::size_t head = 0; head < weights_.heads; ++head) attend_head(head);
  quantise(mixed_.data(), rows_, width);
  multiply(layer.ao, rows_, added_.data(), width);
  kernels_.add_normalise(layer.aln, added_.data(), x_.data(), rows_);
}

void Transformer::Run::attend_head(std::size_t head) {
  const std::size_t width = weights_.width, part = width / weights_.heads, keys = padded(rows_, kPanel);
  const float* q = projected_.data() + head * part;
  const float* k = q + width;
  const float* v = k + width;
  for (std::size_t i = 0; i < part; ++i) {
    float* to = keys_.data() + i * keys;
    for (std::size_t row = 0; row < rows_; ++row) to[row] = k[row * 3 * width + i];
    std::fill(to + rows_, to + keys, 0.F);
  }
  const float scale = 1.F / std::sqrt(static_cast<float>(part));
  for (std::size_t first = 0; first < rows_; first += kRowBlock) {  // scores of a block stay in the first cache
    const std::size_t rows = std::min(kRowBlock, rows_ - first);
    kernels_.product({q + first * 3 * width, 3 * width}, rows, {keys_.data(), keys}, keys, part, scores_.data(), keys);
    kernels_.soften(scores_.data(), rows, keys, rows_, scale, inverse_.data());
    float* mixed = mixed_.data() + first * width + head * part;
    kernels_.product({scores_.data(), keys}, rows, {v, 3 * width}, part, rows_, mixed, width);
    for (std::size_t row = 0; row < rows; ++row)
      for (std::size_t i = 0; i < part; ++i) mixed[row * width + i] *= inverse_[row];
  }
}

// Some rows at a time, so that what lies between stays in the second cache.
void Transformer::Run::feed_forward(const TransformerWeights::Layer& layer) {
  const std::size_t width = weights_.width, inner = weights_.feed_forward;
  for (std::size_t first = 0; first < rows_; first += kFeedRows) {
    const std::size_t rows = std::min(kFeedRows, rows_ - first);
    float* x = x_.data() + first * width;
    quantise(x, rows, width);
    multiply(layer.fi, rows, hidden_.data(), inner);
    for (std::size_t row = 0; row < rows; ++row) {  // each while it is in the first cache
      float* h = hidden_.data() + row * inner;
      kernels_.gelu(h, inner);
      kernels_.quantise({h, inner}, 1, inner, quantised_.data() + row * inner, step_.data() + row);
    }
    multiply(layer.fo, rows, added_.data(), width);
    kernels_.add_normalise(layer.oln, added_.data(), x, rows);
  }
}

Transformer::Transformer(ModelReader& in, Path path)
    : weights_(TransformerWeights::read(in)), pieces_(Pieces::read(in)), kernels_(kernels(path)) {
  if (weights_.pieces != pieces_.size()) in.fail("pieces.scores", "does not fit the embedding");
}

Transformer::~Transformer() = default;

std::unique_ptr<Transformer::Run> Transformer::take() const {
  {
    const std::lock_guard lock(mutex_);
    if (!waiting_.empty()) {
      std::unique_ptr<Run> run = std::move(waiting_.back());
      waiting_.pop_back();
      return run;
    }
  }
  return std::make_unique<Run>(weights_, kernels_);
}

void Transformer::give_back(std::unique_ptr<Run> run) const {
  const std::lock_guard lock(mutex_);
  waiting_.push_back(std::move(run));
}

std::vector<float> Transformer::run(std::span<const std::uint32_t> pieces, std::uint32_t bank) const {
  std::unique_ptr<Run> run = take();
  const float* x = (*run)(pieces, bank);
  std::vector<float> out(x, x + pieces.size() * width());
  give_back(std::move(run));
  return out;
}

Encoding Transformer::encode(std::span<const Word> words, std::span<const std::uint32_t> sentences,
                             std::uint32_t bank) const {
  const Windows cut = windows_of(pieces_, words, sentences);
  Encoding out(words.size(), width());
  std::unique_ptr<Run> run = take();
  for (const Windows::Window& window : cut.windows) {
    TimeBudget::check();
    const auto begin = cut.rows.begin() + cut.starts[window.first], end = cut.rows.begin() + cut.starts[window.last];
    run->line.assign(1, pieces_.special().begin);
    run->line.insert(run->line.end(), begin, end);
    run->line.push_back(pieces_.special().end);
    const float* x = (*run)(run->line, bank);
    for (std::uint32_t word = window.first; word < window.last; ++word) {
      const std::size_t place = 1 + cut.starts[word] - cut.starts[window.first];  // of its first piece
      std::copy_n(x + place * width(), width(), out[word].begin());
    }
  }
  give_back(std::move(run));
  return out;
}

}  // namespace entente::neural

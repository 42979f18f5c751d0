// The encoder at its full size with random weights: pieces a second of each path, and of its parts.
#include <benchmark/benchmark.h>

#include <cstring>
#include <random>
#include <string>
#include <vector>

#include "neural/transformer.h"

namespace entente::neural {
namespace {

constexpr std::uint32_t kWidth = 384, kHeads = 12, kFeed = 1536, kRows = 1000;

class RandomModel {
 public:
  explicit RandomModel(std::uint32_t layers) {
    const std::uint32_t shape[] = {kWidth, kHeads, kFeed, layers, 512, 2, kRows};
    add("encoder.shape", shape, sizeof shape);
    const float epsilon = 1e-12F;
    add("encoder.epsilon", &epsilon, sizeof epsilon);
    std::string blocks;
    for (std::size_t i = 0; i < kRows * kWidth / 32; ++i) {
      blocks += std::string("\x00\x2C", 2);  // 1/16 as a half
      for (int j = 0; j < 16; ++j) blocks.push_back(static_cast<char>(random_()));
    }
    add("encoder.word", blocks.data(), blocks.size());
    floats("encoder.pos", 512 * kWidth, 0, 0.1F);
    floats("encoder.bank", 2 * kWidth, 0, 0.1F);
    norm("encoder.ln");
    for (std::uint32_t i = 0; i < layers; ++i) {
      const std::string name = "encoder.layers." + std::to_string(i) + ".";
      for (const char* part : {"q", "k", "v", "ao"}) linear(name + part, kWidth, kWidth);
      linear(name + "fi", kFeed, kWidth);
      linear(name + "fo", kWidth, kFeed);
      norm(name + "aln");
      norm(name + "oln");
    }
    const std::vector<double> scores(kRows, -1);
    add("pieces.scores", scores.data(), kRows * 8);
    const double lowest = -20;
    add("pieces.lowest", &lowest, 8);
    const std::uint32_t special[] = {0, 1, 2}, one[] = {1, 1}, zero[] = {0};
    add("pieces.special", special, sizeof special);
    add("pieces.first", one, 8);
    add("pieces.labels", zero, 4);
    const std::int32_t none = -1;
    add("pieces.rows", &none, 4);
    add("pieces.mapped", zero, 0);
    add("pieces.mapoffsets", zero, 4);
    add("pieces.maptext", zero, 0);
    finish();
  }
  [[nodiscard]] std::span<const std::byte> bytes() const { return std::as_bytes(std::span(file_)); }

 private:
  void add(const std::string& name, const void* data, std::size_t size) {
    sections_.emplace_back(name, std::string(static_cast<const char*>(data), size));
  }
  void floats(const std::string& name, std::size_t count, float middle, float spread) {
    std::normal_distribution<float> real(middle, spread);
    std::vector<float> values(count);
    for (float& v : values) v = real(random_);
    add(name, values.data(), count * 4);
  }
  void norm(const std::string& name) {
    floats(name + ".weight", kWidth, 1, 0.05F);
    floats(name + ".bias", kWidth, 0, 0.05F);
  }
  void linear(const std::string& name, std::uint32_t outputs, std::uint32_t inputs) {
    std::normal_distribution<float> real(0, 14);
    const std::uint32_t shape[16] = {outputs, inputs};
    std::string data(reinterpret_cast<const char*>(shape), 64);
    std::vector<std::int32_t> correction(outputs);
    for (std::size_t i = 0; i < std::size_t{outputs} * inputs; ++i) {
      const auto w = static_cast<std::int8_t>(std::clamp(real(random_), -63.F, 63.F));
      data.push_back(static_cast<char>(w));
      correction[i / (16 * inputs) * 16 + i / 4 % 16] -= 128 * w;
    }
    const std::vector<float> scale(outputs, 0.04F / 14), bias(outputs, 0.F);
    for (const auto* part : {&scale, &bias}) data.append(reinterpret_cast<const char*>(part->data()), outputs * 4);
    data.append(reinterpret_cast<const char*>(correction.data()), outputs * 4);
    data.append(outputs / 16, '\1');
    sections_.emplace_back(name, data);
  }
  void finish() {
    const auto fill = [](std::string text) { return text.append((64 - text.size() % 64) % 64, '\0'); };
    std::string table, body;
    const std::size_t start = (64 + 64 * sections_.size() + 63) / 64 * 64;
    for (const auto& [name, data] : sections_) {
      const std::uint64_t place[2] = {start + body.size(), data.size()};
      table += name + std::string(48 - name.size(), '\0') + std::string(reinterpret_cast<const char*>(place), 16);
      body += fill(data);
    }
    const std::uint64_t size = start + body.size();
    const std::uint32_t head[2] = {kModelVersion, static_cast<std::uint32_t>(sections_.size())};
    std::string all(kModelMagic);
    all.append(reinterpret_cast<const char*>(head), 8).append(reinterpret_cast<const char*>(&size), 8);
    const std::string rest = std::string(32, '\0') + table + body;
    std::vector<std::uint64_t> words((all.size() + rest.size()) / 8);
    std::memcpy(words.data(), (all + rest).data(), all.size() + rest.size());
    const std::uint64_t sum = checksum(std::as_bytes(std::span(words)));
    all.append(reinterpret_cast<const char*>(&sum), 8).append(rest);
    file_.resize(all.size() / 8);
    std::memcpy(file_.data(), all.data(), all.size());
  }
  std::mt19937 random_{1};
  std::vector<std::pair<std::string, std::string>> sections_;
  std::vector<std::uint64_t> file_;
};

void encode_window(benchmark::State& state, Path path) {
  if (!is_available(path)) return state.SkipWithError("not on this processor");
  static const RandomModel model(3);
  const auto sections = ModelSections::read(model.bytes());
  if (!sections) return state.SkipWithError(to_string(sections.error()).c_str());
  ModelReader in(*sections);
  const Transformer encoder(in, path);
  if (in.error()) return state.SkipWithError(to_string(*in.error()).c_str());
  std::vector<std::uint32_t> pieces(static_cast<std::size_t>(state.range(0)));
  for (std::size_t i = 0; i < pieces.size(); ++i) pieces[i] = static_cast<std::uint32_t>(i * 7919 % kRows);
  std::size_t count = 0;
  for ([[maybe_unused]] auto _ : state) {
    benchmark::DoNotOptimize(encoder.run(pieces, 0));
    count += 3 * pieces.size();
  }
  // One layer for one piece is the unit, so that the depth of a network divides it.
  state.counters["pieces*layers/s"] = benchmark::Counter(static_cast<double>(count), benchmark::Counter::kIsRate);
}

BENCHMARK_CAPTURE(encode_window, avx2, Path::avx2)->Arg(30)->Arg(96)->Arg(192)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(encode_window, avx_vnni, Path::avx_vnni)->Arg(30)->Arg(96)->Arg(192)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(encode_window, avx512, Path::avx512)->Arg(30)->Arg(96)->Arg(192)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(encode_window, avx512_vnni, Path::avx512_vnni)
    ->Arg(30)
    ->Arg(96)
    ->Arg(192)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace entente::neural

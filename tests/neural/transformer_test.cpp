#include "neural/transformer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <thread>

#include "tiny.h"

namespace entente::neural {
namespace {

struct Tiny {
  explicit Tiny(Path path = best_path())
      : bytes(tiny_bytes()), sections(*ModelSections::read(bytes.all())), in(sections), encoder(in, path) {
    EXPECT_FALSE(in.error()) << to_string(*in.error());
  }
  Bytes bytes;
  ModelSections sections;
  ModelReader in;
  Transformer encoder;
};

// PyTorch sums in another order, so that now and then a number is rounded to the neighbouring byte.
void expect_near(std::span<const float> found, const Golden::Tensor& golden) {
  ASSERT_EQ(found.size(), golden.values.size());
  double worst = 0, sum = 0;
  for (std::size_t i = 0; i < found.size(); ++i) {
    const double difference = std::abs(double{found[i]} - golden.values[i]);
    worst = std::max(worst, difference);
    sum += difference / static_cast<double>(found.size());
  }
  EXPECT_LT(worst, 0.03);
  EXPECT_LT(sum, 0.002);
}

std::vector<float> all_of(const Encoding& encoding) {
  return {encoding.data(), encoding.data() + encoding.size() * encoding.width()};
}

TEST(Transformer, SaysWhatPyTorchSays) {
  const Tiny tiny;
  ASSERT_EQ(goldens().size(), 2U);
  for (const Golden& golden : goldens()) {
    expect_near(tiny.encoder.run(golden.line, golden.bank), golden.tensors.at("pieces"));
    const std::vector<Word> words = golden.words();
    expect_near(all_of(tiny.encoder.encode(words, golden.sentences, golden.bank)), golden.tensors.at("words"));
  }
}

TEST(Transformer, EveryPathAndThreadGivesTheSameBits) {
  std::vector<Word> words;
  std::vector<std::uint32_t> sentences;
  const std::vector<Golden> known = goldens();
  for (int round = 0; round < 12; ++round)
    for (const Golden& golden : known) {
      const std::vector<Word> more = golden.words();
      for (const std::uint32_t end : golden.sentences)
        sentences.push_back(static_cast<std::uint32_t>(words.size()) + end);
      words.insert(words.end(), more.begin(), more.end());
    }
  const std::vector<float> first = all_of(Tiny(Path::portable).encoder.encode(words, sentences, 1));
  for (const Path path : kPaths) {
    if (!is_available(path)) continue;
    const Tiny tiny(path);
    std::vector<std::vector<float>> found(3);
    {
      std::vector<std::jthread> threads;
      for (auto& one : found) threads.emplace_back([&] { one = all_of(tiny.encoder.encode(words, sentences, 1)); });
    }
    for (const auto& one : found) EXPECT_EQ(one, first) << name(path);
  }
}

TEST(Transformer, AWindowDependsOnNothingElse) {
  const Tiny tiny;
  const std::vector<Golden> known = goldens();
  const std::vector<float> alone = tiny.encoder.run(known[0].line, 0);
  (void)tiny.encoder.run(known[1].line, 1);
  EXPECT_EQ(tiny.encoder.run(known[0].line, 0), alone);
}

TEST(Windows, KeepSentencesWholeWhereTheyCan) {
  const Tiny tiny;
  const std::vector<Word> words(40, Word{"NATO", true});  // one piece each
  const auto windows = [&](std::vector<std::uint32_t> sentences, std::size_t longest) {
    std::string out;
    for (const Windows::Window& window : windows_of(tiny.encoder.pieces(), words, sentences, longest).windows)
      out += std::to_string(window.first) + "-" + std::to_string(window.last) + " ";
    return out;
  };
  EXPECT_EQ(windows({40}, 100), "0-40 ");
  EXPECT_EQ(windows({10, 20, 30, 40}, 22), "0-20 20-40 ");
  EXPECT_EQ(windows({10, 20, 30, 40}, 21), "0-10 10-20 20-30 30-40 ");
  EXPECT_EQ(windows({5, 35, 40}, 12), "0-5 5-15 15-25 25-35 35-40 ");
  EXPECT_EQ(windows({5, 5, 38, 40}, 22), "0-5 5-25 25-40 ");
  EXPECT_EQ(windows({0, 0, 40}, 42), "0-40 ");
}

TEST(Windows, AnyWordsGoThrough) {
  const Tiny tiny;
  std::mt19937 random(5);
  std::vector<std::string> forms(700);
  std::vector<Word> words;
  std::vector<std::uint32_t> sentences;
  for (std::size_t i = 0; i < forms.size(); ++i) {
    for (std::size_t length = random() % 30; length > 0; --length) forms[i].push_back(static_cast<char>(random()));
    words.push_back({forms[i], random() % 2 == 0});
    if (i > 400 && random() % 20 == 0) sentences.push_back(static_cast<std::uint32_t>(i));
  }
  sentences.push_back(700);
  const Windows cut = windows_of(tiny.encoder.pieces(), words, sentences);
  std::uint32_t next = 0;
  for (const Windows::Window& window : cut.windows) {
    EXPECT_EQ(window.first, next);
    EXPECT_LE(cut.starts[window.last] - cut.starts[window.first] + 2, kWindow);
    next = window.last;
  }
  EXPECT_EQ(next, 700U);
  EXPECT_EQ(tiny.encoder.encode(words, sentences, 0).size(), 700U);
  EXPECT_EQ(tiny.encoder.encode({}, {}, 0).size(), 0U);
}

TEST(Transformer, SignedNonsenseIsHarmless) {
  const Bytes plain = tiny_bytes();
  const Golden golden = goldens().front();
  const std::vector<Word> words = golden.words();
  std::mt19937 random(9);
  int used = 0;
  for (int round = 0; round < 300; ++round) {
    Bytes bytes = plain;
    for (int i = 0; i <= round % 20; ++i) {
      const std::size_t at = 32 + random() % ((round % 2 == 0 ? 6000 : bytes.size) - 32);
      bytes.data()[at] = static_cast<char>(random() % 3 == 0 ? 0xFF : random());
    }
    bytes.sign();
    const auto sections = ModelSections::read(bytes.all());
    if (!sections) continue;
    ModelReader in(*sections);
    const Transformer encoder(in);
    if (in.error()) continue;
    ++used;
    ASSERT_EQ(encoder.encode(words, golden.sentences, 0).size(), words.size());
  }
  EXPECT_GT(used, 30);
}

}  // namespace
}  // namespace entente::neural

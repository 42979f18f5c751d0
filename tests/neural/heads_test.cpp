#include "neural/heads.h"

#include <gtest/gtest.h>

#include <cmath>

#include "neural/model_reader.h"
#include "tiny.h"

namespace entente::neural {
namespace {

struct Tiny {
  Tiny() : bytes(tiny_bytes()), sections(*ModelSections::read(bytes.all())), in(sections) {}
  [[nodiscard]] Linear linear(std::string_view name) {
    const Linear out = in.linear(name);
    EXPECT_FALSE(in.error()) << to_string(*in.error());
    return out;
  }
  Bytes bytes;
  ModelSections sections;
  ModelReader in;
};

void expect_near(const std::vector<float>& found, std::size_t stride, const Golden::Tensor& golden) {
  for (std::size_t row = 0; row < golden.rows; ++row)
    for (std::size_t i = 0; i < golden.columns; ++i)
      EXPECT_NEAR(found[row * stride + i], golden.values[row * golden.columns + i], 0.02) << row << ' ' << i;
}

TEST(Heads, ProductsSayWhatPyTorchSays) {
  Tiny tiny;
  Heads heads;
  for (const Golden& golden : goldens()) {
    const Golden::Tensor& words = golden.tensors.at("words");
    const Rows x{words.values.data(), words.columns};
    std::vector<float> hidden, scores;
    const auto expect = [&](const char* first, const char* second, const char* tensor) {
      const Linear a = tiny.linear(first), b = tiny.linear(second);
      heads.apply(a, x, words.rows, Then::rectify, hidden);
      heads.apply(b, {hidden.data(), a.width()}, words.rows, Then::nothing, scores);
      expect_near(scores, b.width(), golden.tensors.at(tensor));
    };
    expect("heads.tag_hidden", "heads.upos", "upos");
    expect("heads.tag_hidden", "heads.feats", "feats");
    expect("heads.lemma_hidden", "heads.lemma_out", "rules");
    expect("heads.name_hidden", "heads.name_out", "names");
  }
}

TEST(Heads, SpansSayWhatPyTorchSays) {
  Tiny tiny;
  Heads heads;
  const SpanWeights weights{tiny.linear("heads.span_start"), tiny.linear("heads.span_end"), tiny.linear("heads.span_u"),
                            tiny.linear("heads.span_first"), tiny.linear("heads.span_last")};
  ASSERT_TRUE(weights.is_sound());
  for (const Golden& golden : goldens()) {
    const Golden::Tensor& words = golden.tensors.at("words");
    const std::size_t n = golden.sentences.front();
    const SpanScores scores = score_spans(weights, {words.values.data(), words.columns}, n, 6, heads);
    const Golden::Tensor& spans = golden.tensors.at("spans");
    ASSERT_EQ(spans.rows, n * n);
    for (std::size_t first = 0; first < n; ++first)
      for (std::size_t length = 1; length <= 6 && first + length <= n; ++length)
        for (std::size_t type = 0; type < scores.types; ++type)
          EXPECT_NEAR(scores.of(first, length)[type],
                      spans.values[(first * n + first + length - 1) * scores.types + type], 0.02);
  }
}

TEST(ModelReader, SaysWhatIsWrong) {
  Tiny tiny;
  (void)tiny.in.linear("heads.none");
  (void)tiny.in.linear("heads.upos", 5, 5);
  ASSERT_TRUE(tiny.in.error());
  EXPECT_EQ(to_string(*tiny.in.error()),
            ": damaged model: section 'heads.none' is missing; install the model file again");
}

}  // namespace
}  // namespace entente::neural

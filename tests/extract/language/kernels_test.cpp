#include "language/kernels.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <vector>

namespace entente::language {
namespace {

// A matrix with random weights, in the layout of the kernels, and the plain weights to check against.
struct RandomMatrix {
  RandomMatrix(std::uint32_t outputs, std::uint32_t inputs, std::int32_t zero, std::mt19937& random)
      : plain(std::size_t{outputs} * inputs),
        packed(padded(outputs, kPanel) * inputs),
        scale(padded(outputs, kPanel)),
        bias(scale.size()),
        correction(scale.size()) {
    std::uniform_int_distribution<int> weight(-63, 63);
    std::uniform_real_distribution<float> real(-0.1F, 0.1F);
    for (std::size_t o = 0; o < outputs; ++o)
      for (std::size_t i = 0; i < inputs; ++i) {
        const auto w = static_cast<std::int8_t>(weight(random));
        plain[o * inputs + i] = w;
        packed[(o / kPanel) * kPanel * inputs + (i / 4) * 4 * kPanel + (o % kPanel) * 4 + i % 4] = w;
        correction[o] -= zero * w;
      }
    for (float& x : scale) x = real(random);
    for (float& x : bias) x = real(random);
    matrix = {outputs, inputs, zero, 12.5F, packed.data(), scale.data(), bias.data(), correction.data()};
  }
  std::vector<std::int8_t> plain, packed;
  std::vector<float> scale, bias;
  std::vector<std::int32_t> correction;
  Matrix matrix;
};

std::vector<float> random_floats(std::size_t n, float bound, std::mt19937& random) {
  std::uniform_real_distribution<float> real(-bound, bound);
  std::vector<float> out(n);
  for (float& x : out) x = real(random);
  return out;
}

std::vector<Path> paths() {
  std::vector<Path> out;
  for (const Path path : {Path::portable, Path::avx2, Path::avx512})
    if (is_available(path)) out.push_back(path);
  return out;
}

template <class T>
bool same_bits(const std::vector<T>& a, const std::vector<T>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(T)) == 0;
}

TEST(Kernels, ProductsAreExactOnEveryPath) {
  std::mt19937 random(1);
  for (const std::uint32_t outputs : {1U, 16U, 17U, 64U, 100U, 208U})
    for (const std::uint32_t inputs : {16U, 48U, 384U}) {
      const RandomMatrix m(outputs, inputs, 128, random);
      const std::size_t rows = 2 * kRowBlock;
      std::vector<std::uint8_t> q(rows * inputs);
      std::uniform_int_distribution<int> byte(0, 255);
      for (auto& x : q) x = static_cast<std::uint8_t>(byte(random));
      std::fill_n(q.begin(), inputs, std::uint8_t{255});  // where byte pairs would saturate first
      const std::size_t stride = padded(outputs, kPanel);
      for (const Path path : paths()) {
        std::vector<std::int32_t> sums(rows * stride, -1);
        multiply(path, m.matrix, q.data(), rows, sums.data());
        for (std::size_t row = 0; row < rows; ++row)
          for (std::size_t o = 0; o < outputs; ++o) {
            std::int32_t expected = 0;
            for (std::size_t i = 0; i < inputs; ++i) expected += q[row * inputs + i] * m.plain[o * inputs + i];
            ASSERT_EQ(sums[row * stride + o], expected) << "path " << static_cast<int>(path);
          }
      }
    }
}

TEST(Kernels, QuantisedProductIsNearTheRealOne) {
  std::mt19937 random(2);
  const RandomMatrix m(40, 64, 128, random);
  const std::size_t rows = kRowBlock;
  const std::vector<float> x = random_floats(rows * 64, 10, random);
  std::vector<std::uint8_t> q(x.size());
  std::vector<std::int32_t> sums(rows * 48);
  std::vector<float> y(sums.size());
  quantise(best_path(), m.matrix, x.data(), rows, q.data());
  multiply(best_path(), m.matrix, q.data(), rows, sums.data());
  rescale(best_path(), m.matrix, sums.data(), rows, false, y.data());
  for (std::size_t row = 0; row < rows; ++row)
    for (std::size_t o = 0; o < 40; ++o) {
      double exact = m.bias[o];
      double slack = 1e-4;
      for (std::size_t i = 0; i < 64; ++i) {
        exact += 12.5 * x[row * 64 + i] * m.plain[o * 64 + i] * m.scale[o];
        slack += std::abs(0.5 * m.plain[o * 64 + i] * m.scale[o]);  // half a step of rounding for each input
      }
      EXPECT_NEAR(y[row * 48 + o], exact, slack);
    }
}

TEST(Kernels, ElementwiseStepsHaveTheSameBitsOnEveryPath) {
  std::mt19937 random(3);
  const RandomMatrix m(96, 96, 128, random);
  const std::size_t rows = 2 * kRowBlock;
  std::vector<float> x = random_floats(rows * 96, 40, random);
  x[5] = std::numeric_limits<float>::quiet_NaN();
  x[6] = std::numeric_limits<float>::infinity();
  x[7] = -std::numeric_limits<float>::infinity();
  const std::vector<float> gate_values = random_floats(4 * 96, 2, random);
  const Gates gates{96, gate_values.data(), gate_values.data() + 96, gate_values.data() + 192,
                    gate_values.data() + 288};
  const std::vector<float> u = random_floats(rows * 3 * 96, 6, random);
  const std::vector<float> skip = random_floats(rows * 96, 2, random);
  std::vector<std::int32_t> sums(rows * 96);
  for (auto& s : sums) s = static_cast<std::int32_t>(random());
  std::vector<std::uint8_t> first_q;
  std::vector<float> first_y, first_h;
  for (const Path path : paths()) {
    std::vector<std::uint8_t> q(x.size());
    std::vector<float> y(sums.size()), h(skip.size()), state(96);
    quantise(path, m.matrix, x.data(), rows, q.data());
    rescale(path, m.matrix, sums.data(), rows, true, y.data());
    recur(path, gates, u.data(), skip.data(), rows, state.data(), h.data());
    if (path == Path::portable) {
      first_q = q, first_y = y, first_h = h;
      EXPECT_EQ(q[5], 0);
      EXPECT_EQ(q[6], 255);
      EXPECT_EQ(q[7], 0);
    }
    EXPECT_TRUE(same_bits(q, first_q));
    EXPECT_TRUE(same_bits(y, first_y));
    EXPECT_TRUE(same_bits(h, first_h));
  }
}

TEST(Kernels, RecurrenceFollowsItsFormula) {
  std::mt19937 random(4);
  const std::size_t width = 32, words = 7;
  const std::vector<float> g = random_floats(4 * width, 1, random);
  const Gates gates{32, g.data(), g.data() + width, g.data() + 2 * width, g.data() + 3 * width};
  const std::vector<float> u = random_floats(words * 3 * width, 3, random);
  const std::vector<float> x = random_floats(words * width, 1, random);
  std::vector<float> state(width), h(words * width);
  recur(best_path(), gates, u.data(), x.data(), words, state.data(), h.data());
  const auto sigmoid = [](double v) { return 1 / (1 + std::exp(-v)); };
  for (std::size_t i = 0; i < width; ++i) {
    double c = 0;
    for (std::size_t step = 0; step < words; ++step) {
      const std::size_t t = i < width / 2 ? step : words - 1 - step;
      const float* at = u.data() + t * 3 * width + i;
      const double f = sigmoid(at[width] + g[i] * c + g[2 * width + i]);
      const double r = sigmoid(at[2 * width] + g[width + i] * c + g[3 * width + i]);
      c = f * c + (1 - f) * at[0];
      EXPECT_NEAR(h[t * width + i], r * std::tanh(c) + (1 - r) * x[t * width + i], 1e-5);
    }
  }
}

TEST(Kernels, ExponentialIsAccurateAndBounded) {
  for (float x = -29.5F; x < 29.5F; x += 0.037F) EXPECT_NEAR(exponential(x) / std::exp(double{x}), 1, 3e-7);
  EXPECT_EQ(exponential(1000), exponential(30));
  EXPECT_EQ(exponential(std::numeric_limits<float>::quiet_NaN()), exponential(-30));
}

}  // namespace
}  // namespace entente::language

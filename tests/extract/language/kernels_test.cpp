#include "language/kernels.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <vector>

#include "language/model_data.h"

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
      RandomMatrix m(outputs, inputs, 128, random);
      std::fill(m.scale.begin(), m.scale.end(), 1.F);  // the sums themselves: all fit into a float
      std::fill(m.bias.begin(), m.bias.end(), 0.F);
      std::fill(m.correction.begin(), m.correction.end(), 0);
      const std::size_t rows = 2 * kRowBlock;
      std::vector<std::uint8_t> q(rows * inputs);
      std::uniform_int_distribution<int> byte(0, 255);
      for (auto& x : q) x = static_cast<std::uint8_t>(byte(random));
      std::fill_n(q.begin(), inputs, std::uint8_t{255});  // where byte pairs would saturate first
      const std::size_t stride = padded(outputs, kPanel);
      for (const Path path : paths()) {
        std::vector<float> sums(rows * stride, -1);
        multiply(path, m.matrix, all_panels(m.matrix), q.data(), rows, false, sums.data(), stride);
        for (std::size_t row = 0; row < rows; ++row)
          for (std::size_t o = 0; o < outputs; ++o) {
            std::int32_t expected = 0;
            for (std::size_t i = 0; i < inputs; ++i) expected += q[row * inputs + i] * m.plain[o * inputs + i];
            ASSERT_EQ(sums[row * stride + o], static_cast<float>(expected)) << "path " << static_cast<int>(path);
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
  std::vector<float> y(rows * 48);
  quantise(best_path(), m.matrix, x.data(), rows, q.data());
  multiply(best_path(), m.matrix, all_panels(m.matrix), q.data(), rows, false, y.data(), 48);
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

TEST(Kernels, SomePanelsAreThoseOfTheWholeProduct) {
  std::mt19937 random(5);
  const RandomMatrix m(16 * 11, 48, 128, random);
  const std::size_t rows = kRowBlock, whole = 16 * 11;
  std::vector<std::uint8_t> q(rows * 48);
  for (auto& x : q) x = static_cast<std::uint8_t>(random());
  for (const Path path : paths()) {
    std::vector<float> all(rows * whole);
    multiply(path, m.matrix, all_panels(m.matrix), q.data(), rows, false, all.data(), whole);
    for (const Panels panels : {Panels{0, 1}, Panels{3, 2}, Panels{2, 7}, Panels{10, 1}}) {
      const std::size_t wide = 16 * panels.count, stride = wide + 5;
      std::vector<float> some(rows * stride, -1);
      multiply(path, m.matrix, panels, q.data(), rows, false, some.data(), stride);
      for (std::size_t row = 0; row < rows; ++row) {
        const float* expected = all.data() + row * whole + 16 * panels.first;
        EXPECT_TRUE(std::equal(expected, expected + wide, some.data() + row * stride));
        EXPECT_EQ(some[row * stride + wide], -1) << "beyond the panels nothing is written";
      }
    }
  }
}

TEST(Kernels, ChosenOutputsAreThoseOfTheWholeProduct) {
  std::mt19937 random(9);
  const RandomMatrix m(70, 48, 128, random);
  const std::size_t rows = kRowBlock, whole = padded(70, kPanel);
  std::vector<std::uint8_t> q(rows * 48);
  for (auto& x : q) x = static_cast<std::uint8_t>(random());
  std::vector<float> all(rows * whole);
  multiply(best_path(), m.matrix, all_panels(m.matrix), q.data(), rows, false, all.data(), whole);
  std::vector<std::uint32_t> outputs;
  for (std::uint32_t o = 1; o < 70; o += 3) outputs.push_back(o);
  const MatrixPart part = take_outputs(m.matrix, outputs);
  const Matrix matrix = part.matrix(m.matrix);
  const std::size_t stride = padded(outputs.size(), kPanel);
  std::vector<float> chosen(rows * stride);
  multiply(best_path(), matrix, all_panels(matrix), q.data(), rows, false, chosen.data(), stride);
  for (std::size_t row = 0; row < rows; ++row)
    for (std::size_t i = 0; i < outputs.size(); ++i) EXPECT_EQ(chosen[row * stride + i], all[row * whole + outputs[i]]);
}

TEST(Kernels, QuantisedNumbersAndProductsHaveTheSameBitsOnEveryPath) {
  std::mt19937 random(3);
  RandomMatrix m(96, 96, 128, random);
  for (auto& c : m.correction) c = static_cast<std::int32_t>(random());  // of a damaged file: the sums wrap
  const std::size_t rows = 2 * kRowBlock;
  std::vector<float> x = random_floats(rows * 96, 40, random);
  x[5] = std::numeric_limits<float>::quiet_NaN();
  x[6] = std::numeric_limits<float>::infinity();
  x[7] = -std::numeric_limits<float>::infinity();
  std::vector<std::uint8_t> first_q;
  std::vector<float> first_y;
  for (const Path path : paths()) {
    std::vector<std::uint8_t> q(x.size());
    std::vector<float> y(rows * 96);
    quantise(path, m.matrix, x.data(), rows, q.data());
    multiply(path, m.matrix, all_panels(m.matrix), q.data(), rows, true, y.data(), 96);
    if (path == Path::portable) {
      first_q = q, first_y = y;
      EXPECT_EQ(q[5], 0);
      EXPECT_EQ(q[6], 255);
      EXPECT_EQ(q[7], 0);
    }
    EXPECT_TRUE(same_bits(q, first_q));
    EXPECT_TRUE(same_bits(y, first_y));
  }
}

// Runs a whole layer in blocks of so many channels.
std::vector<float> recur_in_blocks(Path path, const Gates& gates, std::size_t most, const std::vector<float>& u,
                                   const std::vector<float>& x, std::size_t words) {
  const std::size_t width = gates.width;
  std::vector<float> h(words * width);
  for (std::size_t first = 0; first < width;) {
    const std::size_t end = first < width / 2 ? width / 2 : width;
    const Channels channels{first, std::min(most, end - first)};
    std::vector<float> block(words * 3 * channels.count);
    for (std::size_t i = 0; i < words * 3; ++i)
      std::copy_n(u.data() + i * width + first, channels.count, block.data() + i * channels.count);
    recur(path, gates, channels, block.data(), x.data(), words, h.data());
    first += channels.count;
  }
  return h;
}

TEST(Kernels, RecurrenceHasTheSameBitsOnEveryPathAndInBlocksOfAnySize) {
  std::mt19937 random(6);
  const std::size_t width = 2 * 176, words = 9;  // 11 vectors of 16 for each direction: groups and what is left of them
  const std::vector<float> g = random_floats(4 * width, 2, random);
  const Gates gates{static_cast<std::uint32_t>(width), g.data(), g.data() + width, g.data() + 2 * width,
                    g.data() + 3 * width};
  std::vector<float> u = random_floats(words * 3 * width, 60, random);  // beyond the bounds of the exponential
  u[3] = std::numeric_limits<float>::quiet_NaN();
  u[width + 4] = std::numeric_limits<float>::quiet_NaN();
  u[2 * width + 5] = std::numeric_limits<float>::infinity();
  const std::vector<float> x = random_floats(words * width, 2, random);
  const std::vector<float> expected = recur_in_blocks(Path::portable, gates, width, u, x, words);
  for (const Path path : paths())
    for (const std::size_t most : {std::size_t{16}, std::size_t{96}, std::size_t{112}, width})
      EXPECT_TRUE(same_bits(recur_in_blocks(path, gates, most, u, x, words), expected))
          << "path " << static_cast<int>(path) << ", blocks of " << most;
}

TEST(Kernels, RecurrenceFollowsItsFormula) {
  std::mt19937 random(4);
  const std::size_t width = 32, words = 7;
  const std::vector<float> g = random_floats(4 * width, 1, random);
  const Gates gates{32, g.data(), g.data() + width, g.data() + 2 * width, g.data() + 3 * width};
  const std::vector<float> u = random_floats(words * 3 * width, 3, random);
  const std::vector<float> x = random_floats(words * width, 1, random);
  const std::vector<float> h = recur_in_blocks(best_path(), gates, width, u, x, words);
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

// What `score` promises for one pair.
float dot(const float* a, const float* b, std::size_t stride, std::size_t n) {
  float partial[16] = {};
  for (std::size_t i = 0; i < n; ++i) partial[i % 16] += a[i] * b[i * stride];
  float sum = 0;
  for (const float x : partial) sum += x;
  return sum;
}

TEST(Kernels, ScoresAreDotProductsWithTheSameBitsOnEveryPath) {
  std::mt19937 random(7);
  const std::size_t rows = 5, nodes = 48, width = 192;
  const std::vector<float> a = random_floats(rows * width, 3, random);
  const std::vector<float> b = random_floats(nodes * width, 3, random);
  for (const Path path : paths()) {
    std::vector<float> scores(rows * nodes);
    score(path, a.data(), rows, b.data(), nodes, width, scores.data());
    for (std::size_t row = 0; row < rows; ++row)
      for (std::size_t node = 0; node < nodes; ++node)
        ASSERT_EQ(scores[row * nodes + node],
                  dot(a.data() + row * width, b.data() + node / 16 * 16 * width + node % 16, 16, width))
            << "path " << static_cast<int>(path);
  }
}

TEST(Kernels, RowsOfATableAreAddedOnEveryPath) {
  std::mt19937 random(8);
  const std::size_t width = 48;
  std::vector<std::int8_t> table(20 * width);
  for (auto& x : table) x = static_cast<std::int8_t>(random());
  const std::vector<std::uint32_t> rows = {3, 19, 0, 3, 7};
  for (const Path path : paths())
    for (const std::size_t count : {std::size_t{0}, rows.size()}) {
      std::vector<std::int32_t> sum(width, 1000);
      add_rows(path, table.data(), width, rows.data(), count, sum.data());
      for (std::size_t i = 0; i < width; ++i) {
        std::int32_t expected = 1000;
        for (std::size_t row = 0; row < count; ++row) expected += table[rows[row] * width + i];
        EXPECT_EQ(sum[i], expected) << "path " << static_cast<int>(path);
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

#include "neural/kernels.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <vector>

namespace entente::neural {
namespace {

// A matrix with random weights, in the layout of the kernels, and the plain weights to check against.
struct RandomLinear {
  RandomLinear(std::uint32_t outputs, std::uint32_t inputs, int largest, std::mt19937& random) {
    linear.outputs = outputs;
    linear.inputs = inputs;
    plain.resize(std::size_t{outputs} * inputs);
    packed.resize(linear.width() * linear.depth());
    scale.resize(linear.width());
    bias.resize(linear.width());
    correction.resize(linear.width());
    std::uniform_int_distribution<int> weight(-largest, largest);
    std::uniform_real_distribution<float> real(-0.1F, 0.1F);
    for (std::size_t o = 0; o < outputs; ++o)
      for (std::size_t i = 0; i < inputs; ++i) {
        const auto w = static_cast<std::int8_t>(weight(random));
        plain[o * inputs + i] = w;
        packed[(o / kPanel) * kPanel * linear.depth() + (i / 4) * 4 * kPanel + (o % kPanel) * 4 + i % 4] = w;
        correction[o] -= 128 * w;
      }
    for (float& x : scale) x = real(random);
    for (float& x : bias) x = real(random);
    roomy.assign(linear.panels(), largest <= 32 ? 1 : 0);
    linear.weights = packed.data();
    linear.scale = scale.data();
    linear.bias = bias.data();
    linear.correction = correction.data();
    linear.roomy = roomy.data();
  }
  Linear linear;
  std::vector<std::int8_t> plain, packed;
  std::vector<float> scale, bias;
  std::vector<std::int32_t> correction;
  std::vector<std::uint8_t> roomy;
};

std::vector<float> random_floats(std::size_t n, float bound, std::mt19937& random) {
  std::uniform_real_distribution<float> real(-bound, bound);
  std::vector<float> out(n);
  for (float& x : out) x = real(random);
  return out;
}

std::vector<Path> paths() {
  std::vector<Path> out;
  for (const Path path : kPaths)
    if (is_available(path)) out.push_back(path);
  return out;
}

template <class T>
bool same_bits(const std::vector<T>& a, const std::vector<T>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(T)) == 0;
}

// Runs `body` on every path: all have to write the same bits.
template <class Body>
void expect_same_everywhere(const Body& body) {
  const std::vector<float> first = body(kernels(Path::portable));
  for (const Path path : paths()) EXPECT_TRUE(same_bits(body(kernels(path)), first)) << name(path);
}

TEST(Kernels, ProductsAreExactOnEveryPath) {
  std::mt19937 random(1);
  for (const int largest : {63, 32})
    for (const std::uint32_t outputs : {1U, 16U, 17U, 64U, 100U, 208U})
      for (const std::uint32_t inputs : {7U, 16U, 48U, 384U}) {
        RandomLinear m(outputs, inputs, largest, random);
        std::fill(m.scale.begin(), m.scale.end(), 1.F);  // the sums themselves: all fit into a float
        std::fill(m.bias.begin(), m.bias.end(), 0.F);
        std::fill(m.correction.begin(), m.correction.end(), 0);
        const std::size_t rows = kRowBlock + 2, room = padded(rows, kRowBlock), depth = m.linear.depth();
        std::vector<std::uint8_t> q(room * depth);
        std::uniform_int_distribution<int> byte(0, 255);
        for (auto& x : q) x = static_cast<std::uint8_t>(byte(random));
        std::fill_n(q.begin(), depth, std::uint8_t{255});  // where byte pairs would saturate first
        const std::vector<float> step(room, 1.F);
        const std::size_t stride = m.linear.width();
        for (const Path path : paths()) {
          std::vector<float> sums(room * stride, -1);
          kernels(path).multiply(m.linear, q.data(), step.data(), rows, Then::nothing, sums.data(), stride);
          for (std::size_t row = 0; row < rows; ++row)
            for (std::size_t o = 0; o < outputs; ++o) {
              std::int32_t expected = 0;
              for (std::size_t i = 0; i < inputs; ++i) expected += q[row * depth + i] * m.plain[o * inputs + i];
              ASSERT_EQ(sums[row * stride + o], static_cast<float>(expected)) << name(path);
            }
        }
      }
}

// Weights where two pairs of products just fit into 16 bits, and where they just do not.
TEST(Kernels, PairsOfPairsAreExactAtTheEdge) {
  std::mt19937 random(8);
  for (const auto& [a, b] : {std::pair{63, 1}, std::pair{-63, -1}, std::pair{63, 63}, std::pair{-63, -63}}) {
    RandomLinear m(16, 64, 1, random);
    for (std::size_t o = 0; o < 16; ++o)
      for (std::size_t i = 0; i < 64; ++i)
        m.packed[i / 4 * 64 + o * 4 + i % 4] = static_cast<std::int8_t>(i % 8 < 4 ? a : b);
    m.roomy[0] = std::abs(2 * a + 2 * b) <= 128 ? 1 : 0;
    const std::vector<std::uint8_t> q(kRowBlock * 64, 255);
    const std::vector<float> step(kRowBlock, 1.F);
    expect_same_everywhere([&](const Kernels& k) {
      std::vector<float> y(kRowBlock * 16);
      k.multiply(m.linear, q.data(), step.data(), kRowBlock, Then::nothing, y.data(), 16);
      return y;
    });
  }
}

TEST(Kernels, QuantisedProductIsNearTheRealOneAndTheSameEverywhere) {
  std::mt19937 random(2);
  for (const std::uint32_t inputs : {64U, 90U}) {
    const RandomLinear m(40, inputs, 63, random);
    const std::size_t rows = 5, stride = m.linear.width();
    std::vector<float> x = random_floats(rows * inputs, 10, random);
    std::fill_n(x.begin() + 2 * inputs, inputs, 0.F);
    for (std::size_t i = 0; i < inputs; ++i) x[3 * inputs + i] *= 1e-3F;
    const auto run = [&](const Kernels& k) {
      std::vector<std::uint8_t> q(kRowBlock * m.linear.depth());
      std::vector<float> step(kRowBlock), y(kRowBlock * stride);
      k.quantise({x.data(), inputs}, rows, inputs, q.data(), step.data());
      k.multiply(m.linear, q.data(), step.data(), rows, Then::nothing, y.data(), stride);
      y.resize(rows * stride);
      y.insert(y.end(), step.begin(), step.begin() + rows);
      return y;
    };
    expect_same_everywhere(run);
    const std::vector<float> y = run(kernels());
    for (std::size_t row = 0; row < rows; ++row) {
      const float step = y[rows * stride + row];
      for (std::size_t o = 0; o < 40; ++o) {
        double exact = m.bias[o], slack = 1e-4;
        for (std::size_t i = 0; i < inputs; ++i) {
          const double weight = m.plain[o * inputs + i] * static_cast<double>(m.scale[o]);
          exact += x[row * inputs + i] * weight;
          slack += std::abs(0.501 * step * weight);  // half a step of rounding for each input
        }
        EXPECT_NEAR(y[row * stride + o], exact, slack);
      }
    }
  }
}

TEST(Kernels, RowsDoNotDependOnTheirNeighbours) {
  std::mt19937 random(5);
  const RandomLinear m(16 * 11, 48, 63, random);
  const std::size_t rows = 31, width = m.linear.width();
  const std::vector<float> x = random_floats(rows * 48, 3, random);
  for (const Path path : paths()) {
    const auto run = [&](std::size_t first, std::size_t count) {
      std::vector<std::uint8_t> q(padded(count, kRowBlock) * 48);
      std::vector<float> step(padded(count, kRowBlock)), y(padded(count, kRowBlock) * width);
      kernels(path).quantise({x.data() + first * 48, 48}, count, 48, q.data(), step.data());
      kernels(path).multiply(m.linear, q.data(), step.data(), count, Then::rectify, y.data(), width);
      y.resize(count * width);
      return y;
    };
    const std::vector<float> all = run(0, rows);
    for (const float v : all) ASSERT_GE(v, 0.F);
    for (std::size_t row = 0; row < rows; ++row) {
      const std::vector<float> one = run(row, 1);
      EXPECT_TRUE(std::equal(one.begin(), one.end(), all.begin() + static_cast<std::ptrdiff_t>(row * width)));
    }
  }
}

TEST(Kernels, GeluIsNearTheRealOne) {
  std::vector<float> x;
  for (int i = -16000; i < 16000; ++i) x.push_back(static_cast<float>(i) * 0.001F);
  for (const float v : {0.F, -0.F, 1e-30F, -1e-30F, 1e4F, -1e4F, 1e30F}) x.push_back(v);
  x.resize(padded(x.size(), kPanel));
  expect_same_everywhere([&](const Kernels& k) {
    std::vector<float> y = x;
    k.gelu(y.data(), y.size());
    return y;
  });
  std::vector<float> y = x;
  kernels().gelu(y.data(), y.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double real = 0.5 * x[i] * (1 + std::erf(x[i] * std::sqrt(0.5)));
    ASSERT_NEAR(y[i], real, 5e-7 * std::max(2.F, std::abs(x[i]))) << x[i];  // erf within 1e-6
  }
}

TEST(Kernels, NormIsNearTheRealOneAndTheSameEverywhere) {
  std::mt19937 random(3);
  const std::size_t rows = 5, width = 96;
  const std::vector<float> scale = random_floats(width, 2, random), shift = random_floats(width, 1, random);
  const std::vector<float> start = random_floats(rows * width, 4, random),
                           added = random_floats(rows * width, 1, random);
  const Norm norm{width, scale.data(), shift.data(), 1e-12F};
  const auto run = [&](const Kernels& k) {
    std::vector<float> x = start;
    k.add_normalise(norm, added.data(), x.data(), rows);
    return x;
  };
  expect_same_everywhere(run);
  const std::vector<float> y = run(kernels());
  for (std::size_t row = 0; row < rows; ++row) {
    double mean = 0, square = 0;
    const auto value = [&](std::size_t i) { return double{start[row * width + i]} + added[row * width + i]; };
    for (std::size_t i = 0; i < width; ++i) mean += value(i) / width;
    for (std::size_t i = 0; i < width; ++i) square += (value(i) - mean) * (value(i) - mean) / width;
    for (std::size_t i = 0; i < width; ++i)
      EXPECT_NEAR(y[row * width + i], (value(i) - mean) / std::sqrt(square) * scale[i] + shift[i], 1e-5);
  }
}

TEST(Kernels, SofteningIsNearTheRealOneAndTheSameEverywhere) {
  std::mt19937 random(4);
  for (const std::size_t count : {1U, 2U, 15U, 16U, 17U, 100U}) {
    const std::size_t rows = 3, stride = padded(count, kPanel);
    const std::vector<float> start = random_floats(rows * stride, 30, random);
    const auto run = [&](const Kernels& k) {
      std::vector<float> x = start, inverse(rows);
      k.soften(x.data(), rows, stride, count, 0.5F, inverse.data());
      x.insert(x.end(), inverse.begin(), inverse.end());
      return x;
    };
    expect_same_everywhere(run);
    const std::vector<float> y = run(kernels());
    for (std::size_t row = 0; row < rows; ++row) {
      double total = 0;
      for (std::size_t i = 0; i < count; ++i) total += std::exp(0.5 * start[row * stride + i]);
      for (std::size_t i = 0; i < stride; ++i) {
        const double real = i < count ? std::exp(0.5 * start[row * stride + i]) / total : 0;
        EXPECT_NEAR(y[row * stride + i] * y[rows * stride + row], real, 1e-6);
      }
    }
  }
}

TEST(Kernels, ProductsOfFloatsAreTheSameEverywhere) {
  std::mt19937 random(6);
  for (const std::size_t rows : {1U, 5U, 6U, 13U})
    for (const std::size_t columns : {16U, 32U, 48U, 112U})
      for (const std::size_t depth : {1U, 7U, 32U}) {
        const std::vector<float> a = random_floats(rows * (depth + 3), 2, random);
        const std::vector<float> b = random_floats(depth * (columns + 5), 2, random);
        const auto run = [&](const Kernels& k) {
          std::vector<float> c(rows * (columns + 1), -1);
          k.product({a.data(), depth + 3}, rows, {b.data(), columns + 5}, columns, depth, c.data(), columns + 1);
          return c;
        };
        expect_same_everywhere(run);
        const std::vector<float> c = run(kernels());
        for (std::size_t row = 0; row < rows; ++row)
          for (std::size_t column = 0; column < columns; ++column) {
            float expected = 0;
            for (std::size_t k = 0; k < depth; ++k)
              expected = std::fma(a[row * (depth + 3) + k], b[k * (columns + 5) + column], expected);
            ASSERT_EQ(c[row * (columns + 1) + column], expected);
          }
      }
}

TEST(Kernels, NonsenseIsHarmless) {
  const float infinity = std::numeric_limits<float>::infinity(), nan = std::numeric_limits<float>::quiet_NaN();
  std::vector<float> x(2 * 32, nan);
  x[3] = infinity;
  x[40] = -infinity;
  for (const Path path : paths()) {
    std::vector<std::uint8_t> q(64);
    std::vector<float> step(2), y = x, inverse(2);
    kernels(path).quantise({x.data(), 32}, 2, 32, q.data(), step.data());
    kernels(path).gelu(y.data(), y.size());
    kernels(path).soften(y.data(), 2, 32, 20, 1, inverse.data());
    for (const std::uint8_t byte : q) EXPECT_GE(byte, 1);
  }
}

TEST(Kernels, ExponentialIsWithinTwoUnits) {
  for (float x = -86; x < 86; x += 0.0137F) {
    const double real = std::exp(double{x});
    EXPECT_NEAR(exponential(x), real, real * 2.5e-7) << x;
  }
  EXPECT_EQ(exponential(-1e9F), exponential(-86));
  EXPECT_EQ(exponential(1e9F), exponential(86));
}

}  // namespace
}  // namespace entente::neural

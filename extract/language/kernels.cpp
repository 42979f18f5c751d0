#include "language/kernels.h"

#include <array>
#include <cstring>

#if defined(__x86_64__) && defined(__GNUC__)
#define ENTENTE_X86 1
#include <immintrin.h>
#endif

// Each body is written once and compiled for each instruction set, over vectors as wide as the registers there: wider
// ones would be taken apart number by number. A vector operation is elementwise IEEE arithmetic, so the results cannot
// differ.
#define ENTENTE_BODY static inline __attribute__((always_inline))

// Loops over a few independent vectors must disappear, so that the vectors stay in registers.
#ifdef __clang__
#define ENTENTE_UNROLL _Pragma("unroll")
#else
#define ENTENTE_UNROLL _Pragma("GCC unroll 16")
#endif
#define ENTENTE_EACH(i, n) ENTENTE_UNROLL for (std::size_t i = 0; i < (n); ++i)

namespace entente::language {
namespace {

template <std::size_t kBytes>
struct Vectors {
  static constexpr std::size_t kLanes = kBytes / 4;
  typedef float Floats __attribute__((vector_size(kBytes)));
  typedef std::int32_t Ints __attribute__((vector_size(kBytes)));
  typedef std::uint32_t Wrapping __attribute__((vector_size(kBytes)));
  typedef std::uint8_t Bytes __attribute__((vector_size(kBytes / 4)));
  typedef std::int8_t SignedBytes __attribute__((vector_size(kBytes / 4)));
};
using Portable = Vectors<16>;

template <class Vector, class T>
ENTENTE_BODY void load(Vector& v, const T* from) {
  std::memcpy(&v, from, sizeof v);
}
template <class Vector, class T>
ENTENTE_BODY void store(T* to, const Vector& v) {
  std::memcpy(to, &v, sizeof v);
}

// ---- the recurrence ------------------------------------------------------------------------------------------

// x becomes exp(-x): 2^n * polynomial (Cephes' expf). The comparisons send NaN to 30. Each step waits for the one
// before, so that the steps of several vectors are told in turns.
template <class Floats, std::size_t kCount>
ENTENTE_BODY void decay_body(Floats (&x)[kCount]) {
  using Ints = decltype(x[0] < x[0]);
  constexpr std::array<float, 5> kPolynomial = {1.3981999507e-3F, 8.3334519073e-3F, 4.1665795894e-2F, 1.6666665459e-1F,
                                                5.0000001201e-1F};
  constexpr float kRounder = 12582912.F;  // 1.5 * 2^23: adding it rounds to an integer, which the last bits then hold
  const Floats lowest = Floats{} - 30.F, highest = Floats{} + 30.F;
  Floats n[kCount], r[kCount], p[kCount];
  Ints power[kCount];
  ENTENTE_EACH(i, kCount) x[i] = x[i] < highest ? x[i] : highest;
  ENTENTE_EACH(i, kCount) x[i] = x[i] > lowest ? x[i] : lowest;
  ENTENTE_EACH(i, kCount) n[i] = x[i] * -1.44269504F + kRounder;
  ENTENTE_EACH(i, kCount) power[i] = reinterpret_cast<Ints>(n[i]) << 23;
  ENTENTE_EACH(i, kCount) n[i] = n[i] - kRounder;
  ENTENTE_EACH(i, kCount) r[i] = n[i] * 2.12194440e-4F - (x[i] + n[i] * 0.693359375F);
  ENTENTE_EACH(i, kCount) p[i] = Floats{} + 1.9875691500e-4F;
  ENTENTE_EACH(k, kPolynomial.size()) ENTENTE_EACH(i, kCount) p[i] = p[i] * r[i] + kPolynomial[k];
  ENTENTE_EACH(i, kCount) p[i] = p[i] * r[i] * r[i] + r[i] + 1.F;
  // The polynomial lies near 1 and n within 44 of 0, so that the product is a sum of exponents.
  ENTENTE_EACH(i, kCount) x[i] = reinterpret_cast<Floats>(reinterpret_cast<Ints>(p[i]) + power[i]);
}

template <class Floats, std::size_t kCount>
ENTENTE_BODY void sigmoid_body(Floats (&x)[kCount]) {
  decay_body(x);
  ENTENTE_EACH(i, kCount) x[i] = 1.F / (1.F + x[i]);
}

// The states c of kCount vectors of channels, from `at` within the block; they take the place of z. Only this much of
// the recurrence goes from word to word.
template <class V, std::size_t kCount>
ENTENTE_BODY void remember_body(const Gates& gates, const Channels& channels, std::size_t at, float* u,
                                std::size_t words) {
  using Floats = typename V::Floats;
  const bool forward = channels.first < gates.width / 2;
  const std::size_t stride = 3 * channels.count;
  const std::size_t channel = channels.first + at;
  Floats c[kCount], weight[kCount], bias[kCount];
  ENTENTE_EACH(i, kCount) {
    c[i] = Floats{};
    load(weight[i], gates.forget_state + channel + i * V::kLanes);
    load(bias[i], gates.forget_bias + channel + i * V::kLanes);
  }
  for (std::size_t step = 0; step < words; ++step) {
    float* word = u + (forward ? step : words - 1 - step) * stride + at;
    Floats z[kCount], f[kCount];
    ENTENTE_EACH(i, kCount) {
      load(z[i], word + i * V::kLanes);
      load(f[i], word + channels.count + i * V::kLanes);
      f[i] = f[i] + weight[i] * c[i] + bias[i];
    }
    sigmoid_body(f);
    ENTENTE_EACH(i, kCount) {
      c[i] = f[i] * c[i] + (1.F - f[i]) * z[i];
      store(word + i * V::kLanes, c[i]);
    }
  }
}

// The outputs of kCount vectors of channels, from the states.
template <class V, std::size_t kCount>
ENTENTE_BODY void recall_body(const Gates& gates, const Channels& channels, std::size_t at, const float* u,
                              const float* x, std::size_t words, float* h) {
  using Floats = typename V::Floats;
  const bool forward = channels.first < gates.width / 2;
  const std::size_t stride = 3 * channels.count;
  const std::size_t channel = channels.first + at;
  Floats c[kCount], weight[kCount], bias[kCount];
  ENTENTE_EACH(i, kCount) {
    c[i] = Floats{};
    load(weight[i], gates.reset_state + channel + i * V::kLanes);
    load(bias[i], gates.reset_bias + channel + i * V::kLanes);
  }
  for (std::size_t step = 0; step < words; ++step) {
    const std::size_t word = forward ? step : words - 1 - step;
    Floats sigmoids[2 * kCount];
    ENTENTE_EACH(i, kCount) {
      Floats reset;
      load(reset, u + word * stride + 2 * channels.count + at + i * V::kLanes);
      sigmoids[i] = reset + weight[i] * c[i] + bias[i];
      load(c[i], u + word * stride + at + i * V::kLanes);
      sigmoids[kCount + i] = c[i] + c[i];
    }
    sigmoid_body(sigmoids);
    ENTENTE_EACH(i, kCount) {
      Floats skip;
      load(skip, x + word * gates.width + channel + i * V::kLanes);
      const Floats& r = sigmoids[i];
      const Floats tanh = sigmoids[kCount + i] + sigmoids[kCount + i] - 1.F;  // tanh(c) = 2 sigmoid(2c) - 1
      store(h + word * gates.width + channel + i * V::kLanes, r * tanh + (1.F - r) * skip);
    }
  }
}

// As many vectors at a time as the registers hold: kStates of the recurrence, kOutputs of what follows.
template <class V, std::size_t kStates, std::size_t kOutputs>
ENTENTE_BODY void recur_body(const Gates& gates, const Channels& channels, float* u, const float* x, std::size_t words,
                             float* h) {
  std::size_t at = 0;
  for (; at + kStates * V::kLanes <= channels.count; at += kStates * V::kLanes)
    remember_body<V, kStates>(gates, channels, at, u, words);
  for (; at < channels.count; at += V::kLanes) remember_body<V, 1>(gates, channels, at, u, words);
  at = 0;
  for (; at + kOutputs * V::kLanes <= channels.count; at += kOutputs * V::kLanes)
    recall_body<V, kOutputs>(gates, channels, at, u, x, words, h);
  for (; at < channels.count; at += V::kLanes) recall_body<V, 1>(gates, channels, at, u, x, words, h);
}

void recur_portable(const Gates& g, const Channels& c, float* u, const float* x, std::size_t words, float* h) {
  recur_body<Portable, 2, 1>(g, c, u, x, words, h);
}

// ---- products ------------------------------------------------------------------------------------------------

template <class V>
ENTENTE_BODY void quantise_body(const Matrix& matrix, const float* x, std::size_t count, std::uint8_t* q) {
  using Floats = typename V::Floats;
  const float low = static_cast<float>(-matrix.zero);
  const Floats lowest = Floats{} + low;
  const Floats highest = lowest + 255.F;
  for (std::size_t i = 0; i + V::kLanes <= count; i += V::kLanes) {
    Floats v;
    load(v, x + i);
    v = v * matrix.inverse_scale;
    v = v > lowest ? v : lowest;
    v = v < highest ? v : highest;
    v = (v + 12582912.F) - 12582912.F;
    const typename V::Ints rounded = __builtin_convertvector(v, typename V::Ints) + matrix.zero;
    store(q + i, __builtin_convertvector(rounded, typename V::Bytes));
  }
}

void quantise_portable(const Matrix& m, const float* x, std::size_t count, std::uint8_t* q) {
  quantise_body<Portable>(m, x, count, q);
}

// From the sums of one panel to numbers. The sum with the correction wraps: a damaged file must not overflow.
template <class V>
ENTENTE_BODY void rescale_body(const Matrix& matrix, std::size_t panel, const std::int32_t* sums, bool rectify,
                               float* y) {
  using Floats = typename V::Floats;
  ENTENTE_EACH(part, kPanel / V::kLanes) {
    const std::size_t i = panel * kPanel + part * V::kLanes;
    typename V::Wrapping sum, correction;
    Floats scale, bias;
    load(sum, sums + part * V::kLanes);
    load(correction, matrix.correction + i);
    load(scale, matrix.scale + i);
    load(bias, matrix.bias + i);
    const auto total = reinterpret_cast<typename V::Ints>(sum + correction);
    Floats v = __builtin_convertvector(total, Floats) * scale + bias;
    if (rectify) v = v > 0.F ? v : Floats{};
    store(y + part * V::kLanes, v);
  }
}

void multiply_portable(const Matrix& matrix, const Panels& panels, const std::uint8_t* q, std::size_t rows,
                       bool rectify, float* y, std::size_t stride) {
  const std::size_t inputs = matrix.inputs;
  for (std::size_t row = 0; row < rows; ++row)
    for (std::size_t panel = 0; panel < panels.count; ++panel) {
      std::array<std::int32_t, kPanel> total{};
      const std::int8_t* w = matrix.weights + (panels.first + panel) * kPanel * inputs;
      for (std::size_t k = 0; k < inputs; k += 4, w += 4 * kPanel)
        for (std::size_t i = 0; i < kPanel; ++i)
          for (std::size_t j = 0; j < 4; ++j) total[i] += q[row * inputs + k + j] * w[4 * i + j];
      rescale_body<Portable>(matrix, panels.first + panel, total.data(), rectify, y + row * stride + panel * kPanel);
    }
}

// ---- scores of arcs, rows of tables --------------------------------------------------------------------------

// Sixteen nodes side by side; half of the partial sums at a time, which the registers hold.
template <class V>
ENTENTE_BODY void score_body(const float* a, std::size_t rows, const float* b, std::size_t nodes, std::size_t width,
                             float* scores) {
  using Floats = typename V::Floats;
  constexpr std::size_t kHalf = kPanel / 2;
  for (std::size_t row = 0; row < rows; ++row)
    for (std::size_t node = 0; node < nodes; node += V::kLanes) {
      const float* block = b + node / kPanel * kPanel * width + node % kPanel;
      const float* x = a + row * width;
      Floats sum = {};
      for (std::size_t first = 0; first < kPanel; first += kHalf) {
        Floats partial[kHalf];
        ENTENTE_EACH(j, kHalf) partial[j] = Floats{};
        for (std::size_t i = first; i < width; i += kPanel) ENTENTE_EACH(j, kHalf) {
            Floats y;
            load(y, block + (i + j) * kPanel);
            partial[j] = partial[j] + y * x[i + j];
          }
        ENTENTE_EACH(j, kHalf) sum = sum + partial[j];
      }
      store(scores + row * nodes + node, sum);
    }
}

void score_portable(const float* a, std::size_t rows, const float* b, std::size_t nodes, std::size_t width,
                    float* scores) {
  score_body<Portable>(a, rows, b, nodes, width, scores);
}

template <class V>
ENTENTE_BODY void add_rows_body(const std::int8_t* table, std::size_t width, const std::uint32_t* rows,
                                std::size_t count, std::int32_t* sum) {
  for (std::size_t i = 0; i < width; i += V::kLanes) {
    typename V::Ints total;
    load(total, sum + i);
    for (std::size_t row = 0; row < count; ++row) {
      typename V::SignedBytes values;
      load(values, table + rows[row] * width + i);
      total = total + __builtin_convertvector(values, typename V::Ints);
    }
    store(sum + i, total);
  }
}

void add_rows_portable(const std::int8_t* table, std::size_t width, const std::uint32_t* rows, std::size_t count,
                       std::int32_t* sum) {
  add_rows_body<Portable>(table, width, rows, count, sum);
}

#ifdef ENTENTE_X86

#define ENTENTE_AVX2 __attribute__((target("avx2")))
#define ENTENTE_AVX512 __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")))

// Three words by one panel: six accumulators.
ENTENTE_AVX2 void multiply_avx2(const Matrix& matrix, const Panels& panels, const std::uint8_t* q, std::size_t rows,
                                bool rectify, float* y, std::size_t stride) {
  constexpr std::size_t kRows = 3;
  const std::size_t inputs = matrix.inputs;
  const __m256i ones = _mm256_set1_epi16(1);
  for (std::size_t row = 0; row < rows; row += kRows)
    for (std::size_t panel = 0; panel < panels.count; ++panel) {
      __m256i total[kRows][2];
      ENTENTE_EACH(i, kRows) total[i][0] = total[i][1] = _mm256_setzero_si256();
      const std::int8_t* w = matrix.weights + (panels.first + panel) * kPanel * inputs;
      for (std::size_t k = 0; k < inputs; k += 4, w += 4 * kPanel) {
        const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(w));
        const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(w + 32));
        ENTENTE_EACH(i, kRows) {
          std::int32_t four;
          std::memcpy(&four, q + (row + i) * inputs + k, 4);
          const __m256i x = _mm256_set1_epi32(four);
          total[i][0] = _mm256_add_epi32(total[i][0], _mm256_madd_epi16(_mm256_maddubs_epi16(x, low), ones));
          total[i][1] = _mm256_add_epi32(total[i][1], _mm256_madd_epi16(_mm256_maddubs_epi16(x, high), ones));
        }
      }
      ENTENTE_EACH(i, kRows) {
        std::int32_t sums[kPanel];
        _mm256_storeu_si256(reinterpret_cast<__m256i*>(sums), total[i][0]);
        _mm256_storeu_si256(reinterpret_cast<__m256i*>(sums + 8), total[i][1]);
        rescale_body<Vectors<32>>(matrix, panels.first + panel, sums, rectify, y + (row + i) * stride + panel * kPanel);
      }
    }
}

// Six words by up to four panels: 24 accumulators of the 32 registers.
template <std::size_t kPanels>
ENTENTE_AVX512 inline void multiply_tile(const Matrix& matrix, std::size_t panel, const std::uint8_t* q, bool rectify,
                                         float* y, std::size_t stride) {
  const std::size_t inputs = matrix.inputs;
  __m512i total[kRowBlock][kPanels];
  ENTENTE_EACH(i, kRowBlock) ENTENTE_EACH(j, kPanels) total[i][j] = _mm512_setzero_si512();
  const std::int8_t* w = matrix.weights + panel * kPanel * inputs;
  for (std::size_t k = 0; k < inputs; k += 4, w += 4 * kPanel) {
    __m512i weights[kPanels];
    ENTENTE_EACH(j, kPanels) weights[j] = _mm512_loadu_si512(w + j * kPanel * inputs);
    ENTENTE_EACH(i, kRowBlock) {
      std::int32_t four;
      std::memcpy(&four, q + i * inputs + k, 4);
      const __m512i x = _mm512_set1_epi32(four);
      ENTENTE_EACH(j, kPanels) total[i][j] = _mm512_dpbusd_epi32(total[i][j], x, weights[j]);
    }
  }
  // By way of memory: what follows would otherwise take registers from the accumulators.
  std::int32_t sums[kRowBlock][kPanels * kPanel];
  ENTENTE_EACH(i, kRowBlock) ENTENTE_EACH(j, kPanels) _mm512_storeu_si512(sums[i] + j * kPanel, total[i][j]);
  for (std::size_t j = 0; j < kPanels; ++j)
    for (std::size_t i = 0; i < kRowBlock; ++i)
      rescale_body<Vectors<64>>(matrix, panel + j, sums[i] + j * kPanel, rectify, y + i * stride + j * kPanel);
}

// Panels outside, words inside: a group of weights is used for all words while it is in the first cache.
template <std::size_t kPanels>
ENTENTE_AVX512 std::size_t multiply_groups(const Matrix& matrix, const Panels& panels, std::size_t panel,
                                           const std::uint8_t* q, std::size_t rows, bool rectify, float* y,
                                           std::size_t stride) {
  for (; panel + kPanels <= panels.count; panel += kPanels)
    for (std::size_t row = 0; row < rows; row += kRowBlock)
      multiply_tile<kPanels>(matrix, panels.first + panel, q + row * matrix.inputs, rectify,
                             y + row * stride + panel * kPanel, stride);
  return panel;
}

ENTENTE_AVX512 void multiply_avx512(const Matrix& matrix, const Panels& panels, const std::uint8_t* q, std::size_t rows,
                                    bool rectify, float* y, std::size_t stride) {
  std::size_t panel = multiply_groups<4>(matrix, panels, 0, q, rows, rectify, y, stride);
  panel = multiply_groups<2>(matrix, panels, panel, q, rows, rectify, y, stride);
  multiply_groups<1>(matrix, panels, panel, q, rows, rectify, y, stride);
}

// As quantise_body, whose step from 32 to 8 bits compilers take apart.
ENTENTE_AVX2 __m256i rounded_avx2(const Matrix& matrix, const float* x) {
  const __m256 low = _mm256_set1_ps(static_cast<float>(-matrix.zero));
  const __m256 high = _mm256_add_ps(low, _mm256_set1_ps(255.F));
  const __m256 rounder = _mm256_set1_ps(12582912.F);
  __m256 v = _mm256_mul_ps(_mm256_loadu_ps(x), _mm256_set1_ps(matrix.inverse_scale));
  v = _mm256_min_ps(_mm256_max_ps(v, low), high);  // the second operand if the first is NaN
  v = _mm256_sub_ps(_mm256_add_ps(v, rounder), rounder);
  return _mm256_add_epi32(_mm256_cvttps_epi32(v), _mm256_set1_epi32(matrix.zero));
}

ENTENTE_AVX2 void quantise_avx2(const Matrix& m, const float* x, std::size_t count, std::uint8_t* q) {
  for (std::size_t i = 0; i + kPanel <= count; i += kPanel) {
    const __m256i pairs = _mm256_packs_epi32(rounded_avx2(m, x + i), rounded_avx2(m, x + i + 8));
    const __m256i ordered = _mm256_permute4x64_epi64(pairs, 0xD8);  // packing works in halves
    const __m128i bytes = _mm_packus_epi16(_mm256_castsi256_si128(ordered), _mm256_extracti128_si256(ordered, 1));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(q + i), bytes);
  }
}
ENTENTE_AVX512 void quantise_avx512(const Matrix& m, const float* x, std::size_t count, std::uint8_t* q) {
  quantise_body<Vectors<64>>(m, x, count, q);
}
ENTENTE_AVX2 void recur_avx2(const Gates& g, const Channels& c, float* u, const float* x, std::size_t words, float* h) {
  recur_body<Vectors<32>, 4, 2>(g, c, u, x, words, h);
}
ENTENTE_AVX512 void recur_avx512(const Gates& g, const Channels& c, float* u, const float* x, std::size_t words,
                                 float* h) {
  recur_body<Vectors<64>, 6, 3>(g, c, u, x, words, h);
}
ENTENTE_AVX2 void score_avx2(const float* a, std::size_t rows, const float* b, std::size_t nodes, std::size_t width,
                             float* scores) {
  score_body<Vectors<32>>(a, rows, b, nodes, width, scores);
}
ENTENTE_AVX2 void add_rows_avx2(const std::int8_t* table, std::size_t width, const std::uint32_t* rows,
                                std::size_t count, std::int32_t* sum) {
  add_rows_body<Vectors<32>>(table, width, rows, count, sum);
}
ENTENTE_AVX512 void score_avx512(const float* a, std::size_t rows, const float* b, std::size_t nodes, std::size_t width,
                                 float* scores) {
  score_body<Vectors<64>>(a, rows, b, nodes, width, scores);
}
ENTENTE_AVX512 void add_rows_avx512(const std::int8_t* table, std::size_t width, const std::uint32_t* rows,
                                    std::size_t count, std::int32_t* sum) {
  add_rows_body<Vectors<64>>(table, width, rows, count, sum);
}

#endif

}  // namespace

#ifdef ENTENTE_X86
bool is_available(Path path) {
  switch (path) {
    case Path::portable:
      return true;
    case Path::avx2:
      return __builtin_cpu_supports("avx2") != 0;
    case Path::avx512:
      return __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
             __builtin_cpu_supports("avx512dq") != 0 && __builtin_cpu_supports("avx512vl") != 0 &&
             __builtin_cpu_supports("avx512vnni") != 0;
  }
  return false;
}
#define ENTENTE_DISPATCH(function, body, ...) \
  switch (path) {                             \
    case Path::avx512:                        \
      return function##_avx512(__VA_ARGS__);  \
    case Path::avx2:                          \
      return function##_avx2(__VA_ARGS__);    \
    case Path::portable:                      \
      return body(__VA_ARGS__);               \
  }
#else
bool is_available(Path path) { return path == Path::portable; }
#define ENTENTE_DISPATCH(function, body, ...) \
  (void)path;                                 \
  return body(__VA_ARGS__);
#endif

Path best_path() {
  static const Path best = is_available(Path::avx512) ? Path::avx512
                           : is_available(Path::avx2) ? Path::avx2
                                                      : Path::portable;
  return best;
}

void quantise(Path path, const Matrix& matrix, const float* x, std::size_t rows, std::uint8_t* q) {
  ENTENTE_DISPATCH(quantise, quantise_portable, matrix, x, rows * matrix.inputs, q)
}

void multiply(Path path, const Matrix& matrix, const Panels& panels, const std::uint8_t* q, std::size_t rows,
              bool rectify, float* y, std::size_t stride) {
  ENTENTE_DISPATCH(multiply, multiply_portable, matrix, panels, q, rows, rectify, y, stride)
}

void recur(Path path, const Gates& gates, const Channels& channels, float* u, const float* x, std::size_t words,
           float* h) {
  ENTENTE_DISPATCH(recur, recur_portable, gates, channels, u, x, words, h)
}

void score(Path path, const float* a, std::size_t rows, const float* b, std::size_t nodes, std::size_t width,
           float* scores) {
  ENTENTE_DISPATCH(score, score_portable, a, rows, b, nodes, width, scores)
}

void add_rows(Path path, const std::int8_t* table, std::size_t width, const std::uint32_t* rows, std::size_t count,
              std::int32_t* sum) {
  ENTENTE_DISPATCH(add_rows, add_rows_portable, table, width, rows, count, sum)
}

float exponential(float x) {
  Portable::Floats v[1] = {Portable::Floats{} - x};
  decay_body(v);
  return v[0][0];
}

}  // namespace entente::language

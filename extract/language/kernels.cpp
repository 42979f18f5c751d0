#include "language/kernels.h"

#include <array>
#include <cstring>

#if defined(__x86_64__) && defined(__GNUC__)
#define ENTENTE_X86 1
#include <immintrin.h>
#endif

// Each body is written once over vectors of sixteen and compiled for each instruction set: the compiler splits the
// vectors as the target needs. A vector operation is elementwise IEEE arithmetic, so the results cannot differ.
#define ENTENTE_BODY static inline __attribute__((always_inline))

namespace entente::language {
namespace {

typedef float Floats __attribute__((vector_size(64)));
typedef std::int32_t Ints __attribute__((vector_size(64)));
typedef std::uint8_t Bytes __attribute__((vector_size(16)));

template <class V, class T>
ENTENTE_BODY void load(V& v, const T* from) {
  std::memcpy(&v, from, sizeof v);
}
template <class V, class T>
ENTENTE_BODY void store(T* to, const V& v) {
  std::memcpy(to, &v, sizeof v);
}

// ---- elementwise bodies --------------------------------------------------------------------------------------

// exp by 2^n * polynomial (Cephes' expf); x becomes exp(x). The comparisons send NaN to the lower bound.
ENTENTE_BODY void exponential_body(Floats& x) {
  const Floats lowest = Floats{} - 30.F, highest = Floats{} + 30.F;
  x = x > lowest ? x : lowest;
  x = x < highest ? x : highest;
  const Floats shifted = x * 1.44269504F + 12582912.F;  // adding 1.5 * 2^23 rounds to an integer
  const Floats n = shifted - 12582912.F;
  const Floats r = (x - n * 0.693359375F) + n * 2.12194440e-4F;
  Floats p = r * 1.9875691500e-4F + 1.3981999507e-3F;
  p = p * r + 8.3334519073e-3F;
  p = p * r + 4.1665795894e-2F;
  p = p * r + 1.6666665459e-1F;
  p = p * r + 5.0000001201e-1F;
  p = p * r * r + r + 1.F;
  const Ints exponent = (__builtin_convertvector(n, Ints) + 127) << 23;
  Floats scale;
  store(&scale, exponent);
  x = p * scale;
}

ENTENTE_BODY void sigmoid_body(Floats& x) {
  x = -x;
  exponential_body(x);
  x = 1.F / (1.F + x);
}

ENTENTE_BODY void recur_body(const Gates& gates, const float* u, const float* x, std::size_t words, float* state,
                             float* h) {
  const std::size_t width = gates.width;
  const std::size_t half = width / 2;
  std::memset(state, 0, width * sizeof(float));
  for (std::size_t direction = 0; direction < 2; ++direction)
    for (std::size_t step = 0; step < words; ++step) {
      const std::size_t word = direction == 0 ? step : words - 1 - step;
      const float* at = u + word * 3 * width;
      for (std::size_t i = direction * half; i < (direction + 1) * half; i += kPanel) {
        Floats c, z, f, r, skip, weight, bias;
        load(c, state + i);
        load(z, at + i);
        load(f, at + width + i);
        load(weight, gates.forget_state + i);
        load(bias, gates.forget_bias + i);
        f = f + weight * c + bias;
        sigmoid_body(f);
        load(r, at + 2 * width + i);
        load(weight, gates.reset_state + i);
        load(bias, gates.reset_bias + i);
        r = r + weight * c + bias;
        sigmoid_body(r);
        c = f * c + (1.F - f) * z;
        store(state + i, c);
        c = c + c;
        sigmoid_body(c);
        c = c + c - 1.F;  // tanh(c) = 2 sigmoid(2c) - 1
        load(skip, x + word * width + i);
        store(h + word * width + i, r * c + (1.F - r) * skip);
      }
    }
}

ENTENTE_BODY void quantise_body(const Matrix& matrix, const float* x, std::size_t count, std::uint8_t* q) {
  const float low = static_cast<float>(-matrix.zero);
  const Floats lowest = Floats{} + low;
  const Floats highest = lowest + 255.F;
  for (std::size_t i = 0; i + kPanel <= count; i += kPanel) {
    Floats v;
    load(v, x + i);
    v = v * matrix.inverse_scale;
    v = v > lowest ? v : lowest;
    v = v < highest ? v : highest;
    v = (v + 12582912.F) - 12582912.F;
    const Ints rounded = __builtin_convertvector(v, Ints) + matrix.zero;
    store(q + i, __builtin_convertvector(rounded, Bytes));
  }
}

ENTENTE_BODY void rescale_body(const Matrix& matrix, const std::int32_t* sums, std::size_t rows, bool rectify,
                               float* y) {
  const std::size_t outputs = padded(matrix.outputs, kPanel);
  for (std::size_t row = 0; row < rows; ++row)
    for (std::size_t i = 0; i < outputs; i += kPanel) {
      Ints sum, correction;
      Floats scale, bias;
      load(sum, sums + row * outputs + i);
      load(correction, matrix.correction + i);
      load(scale, matrix.scale + i);
      load(bias, matrix.bias + i);
      typedef std::uint32_t Wrapping __attribute__((vector_size(64)));  // a damaged file must not overflow
      const Ints total =
          reinterpret_cast<Ints>(reinterpret_cast<Wrapping>(sum) + reinterpret_cast<Wrapping>(correction));
      Floats v = __builtin_convertvector(total, Floats) * scale + bias;
      if (rectify) v = v > 0.F ? v : Floats{};
      store(y + row * outputs + i, v);
    }
}

// ---- products ------------------------------------------------------------------------------------------------

void multiply_portable(const Matrix& matrix, const std::uint8_t* q, std::size_t rows, std::int32_t* sums) {
  const std::size_t inputs = matrix.inputs;
  const std::size_t outputs = padded(matrix.outputs, kPanel);
  for (std::size_t row = 0; row < rows; ++row)
    for (std::size_t panel = 0; panel < outputs; panel += kPanel) {
      std::array<std::int32_t, kPanel> total{};
      const std::int8_t* w = matrix.weights + panel * inputs;
      for (std::size_t k = 0; k < inputs; k += 4, w += 4 * kPanel)
        for (std::size_t i = 0; i < kPanel; ++i)
          for (std::size_t j = 0; j < 4; ++j) total[i] += q[row * inputs + k + j] * w[4 * i + j];
      std::memcpy(sums + row * outputs + panel, total.data(), sizeof total);
    }
}

#ifdef ENTENTE_X86

// Loops over accumulators must disappear, so that the accumulators stay in registers.
#ifdef __clang__
#define ENTENTE_UNROLL _Pragma("unroll")
#else
#define ENTENTE_UNROLL _Pragma("GCC unroll 8")
#endif
#define ENTENTE_AVX2 __attribute__((target("avx2")))
#define ENTENTE_AVX512 __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")))

// Three words by one panel: six accumulators.
ENTENTE_AVX2 void multiply_avx2(const Matrix& matrix, const std::uint8_t* q, std::size_t rows, std::int32_t* sums) {
  constexpr std::size_t kRows = 3;
  const std::size_t inputs = matrix.inputs;
  const std::size_t outputs = padded(matrix.outputs, kPanel);
  const __m256i ones = _mm256_set1_epi16(1);
  for (std::size_t row = 0; row < rows; row += kRows)
    for (std::size_t panel = 0; panel < outputs; panel += kPanel) {
      __m256i total[kRows][2];
      ENTENTE_UNROLL
      for (std::size_t i = 0; i < kRows; ++i) total[i][0] = total[i][1] = _mm256_setzero_si256();
      const std::int8_t* w = matrix.weights + panel * inputs;
      for (std::size_t k = 0; k < inputs; k += 4, w += 4 * kPanel) {
        const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(w));
        const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(w + 32));
        ENTENTE_UNROLL
        for (std::size_t i = 0; i < kRows; ++i) {
          std::int32_t four;
          std::memcpy(&four, q + (row + i) * inputs + k, 4);
          const __m256i x = _mm256_set1_epi32(four);
          total[i][0] = _mm256_add_epi32(total[i][0], _mm256_madd_epi16(_mm256_maddubs_epi16(x, low), ones));
          total[i][1] = _mm256_add_epi32(total[i][1], _mm256_madd_epi16(_mm256_maddubs_epi16(x, high), ones));
        }
      }
      ENTENTE_UNROLL
      for (std::size_t i = 0; i < kRows; ++i) {
        std::int32_t* to = sums + (row + i) * outputs + panel;
        _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), total[i][0]);
        _mm256_storeu_si256(reinterpret_cast<__m256i*>(to + 8), total[i][1]);
      }
    }
}

// Six words by up to four panels: 24 accumulators of the 32 registers.
template <std::size_t kPanels>
ENTENTE_AVX512 inline void multiply_tile(const Matrix& matrix, const std::uint8_t* q, std::size_t panel,
                                         std::int32_t* sums) {
  const std::size_t inputs = matrix.inputs;
  const std::size_t outputs = padded(matrix.outputs, kPanel);
  __m512i total[kRowBlock][kPanels];
  ENTENTE_UNROLL
  for (std::size_t i = 0; i < kRowBlock; ++i) {
    ENTENTE_UNROLL
    for (std::size_t j = 0; j < kPanels; ++j) total[i][j] = _mm512_setzero_si512();
  }
  const std::int8_t* w = matrix.weights + panel * inputs;
  for (std::size_t k = 0; k < inputs; k += 4, w += 4 * kPanel) {
    __m512i weights[kPanels];
    ENTENTE_UNROLL
    for (std::size_t j = 0; j < kPanels; ++j) weights[j] = _mm512_loadu_si512(w + j * kPanel * inputs);
    ENTENTE_UNROLL
    for (std::size_t i = 0; i < kRowBlock; ++i) {
      std::int32_t four;
      std::memcpy(&four, q + i * inputs + k, 4);
      const __m512i x = _mm512_set1_epi32(four);
      ENTENTE_UNROLL
      for (std::size_t j = 0; j < kPanels; ++j) total[i][j] = _mm512_dpbusd_epi32(total[i][j], x, weights[j]);
    }
  }
  ENTENTE_UNROLL
  for (std::size_t i = 0; i < kRowBlock; ++i) {
    ENTENTE_UNROLL
    for (std::size_t j = 0; j < kPanels; ++j) _mm512_storeu_si512(sums + i * outputs + panel + j * kPanel, total[i][j]);
  }
}

ENTENTE_AVX512 void multiply_avx512(const Matrix& matrix, const std::uint8_t* q, std::size_t rows, std::int32_t* sums) {
  const std::size_t outputs = padded(matrix.outputs, kPanel);
  constexpr std::size_t kWide = 4 * kPanel;
  std::size_t panel = 0;
  // Panels outside, words inside: a group of weights is used for all words while it is in the first cache.
  for (; panel + kWide <= outputs; panel += kWide)
    for (std::size_t row = 0; row < rows; row += kRowBlock)
      multiply_tile<4>(matrix, q + row * matrix.inputs, panel, sums + row * outputs);
  for (; panel < outputs; panel += kPanel)
    for (std::size_t row = 0; row < rows; row += kRowBlock)
      multiply_tile<1>(matrix, q + row * matrix.inputs, panel, sums + row * outputs);
}

ENTENTE_AVX2 void quantise_avx2(const Matrix& m, const float* x, std::size_t count, std::uint8_t* q) {
  quantise_body(m, x, count, q);
}
ENTENTE_AVX512 void quantise_avx512(const Matrix& m, const float* x, std::size_t count, std::uint8_t* q) {
  quantise_body(m, x, count, q);
}
ENTENTE_AVX2 void rescale_avx2(const Matrix& m, const std::int32_t* sums, std::size_t rows, bool rectify, float* y) {
  rescale_body(m, sums, rows, rectify, y);
}
ENTENTE_AVX512 void rescale_avx512(const Matrix& m, const std::int32_t* sums, std::size_t rows, bool rectify,
                                   float* y) {
  rescale_body(m, sums, rows, rectify, y);
}
ENTENTE_AVX2 void recur_avx2(const Gates& g, const float* u, const float* x, std::size_t words, float* state,
                             float* h) {
  recur_body(g, u, x, words, state, h);
}
ENTENTE_AVX512 void recur_avx512(const Gates& g, const float* u, const float* x, std::size_t words, float* state,
                                 float* h) {
  recur_body(g, u, x, words, state, h);
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
  ENTENTE_DISPATCH(quantise, quantise_body, matrix, x, rows * matrix.inputs, q)
}

void multiply(Path path, const Matrix& matrix, const std::uint8_t* q, std::size_t rows, std::int32_t* sums) {
  ENTENTE_DISPATCH(multiply, multiply_portable, matrix, q, rows, sums)
}

void rescale(Path path, const Matrix& matrix, const std::int32_t* sums, std::size_t rows, bool rectify, float* y) {
  ENTENTE_DISPATCH(rescale, rescale_body, matrix, sums, rows, rectify, y)
}

void recur(Path path, const Gates& gates, const float* u, const float* x, std::size_t words, float* state, float* h) {
  ENTENTE_DISPATCH(recur, recur_body, gates, u, x, words, state, h)
}

float dot(const float* a, const float* b, std::size_t n) {
  Floats total = {};
  for (std::size_t i = 0; i + kPanel <= n; i += kPanel) {
    Floats x, y;
    load(x, a + i);
    load(y, b + i);
    total = total + x * y;
  }
  float sum = 0;
  for (std::size_t i = 0; i < kPanel; ++i) sum += total[i];
  return sum;
}

float exponential(float x) {
  Floats v = Floats{} + x;
  exponential_body(v);
  return v[0];
}

}  // namespace entente::language

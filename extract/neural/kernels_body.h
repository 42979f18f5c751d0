// The kernels, compiled once for each instruction set: kernels_<path>.cpp says by macros which. Only raw numbers and
// functions of this file go through these translation units, so that no inline function of a library is compiled for
// instructions that the processor may lack.
//
// Each number sees the same operations everywhere, and a sum over a row is sixteen partial sums, in one register, two
// or four, that are joined in one order, so that the results cannot differ.
#include <cstring>

#include "neural/kernels.h"

#if defined(__AVX2__)
#include <immintrin.h>
#endif

#define ENTENTE_BODY static inline __attribute__((always_inline))

// Loops over a few independent vectors must disappear, so that the vectors stay in registers.
#ifdef __clang__
#define ENTENTE_UNROLL _Pragma("unroll")
#else
#define ENTENTE_UNROLL _Pragma("GCC unroll 32")
#endif
#define ENTENTE_EACH(i, n) ENTENTE_UNROLL for (std::size_t i = 0; i < (n); ++i)

namespace entente::neural::ENTENTE_KERNELS {
namespace {

#if defined(__AVX512F__)
constexpr std::size_t kBytes = 64;
#elif defined(__AVX2__)
constexpr std::size_t kBytes = 32;
#else
constexpr std::size_t kBytes = 16;
#endif
constexpr std::size_t kLanes = kBytes / 4;
constexpr std::size_t kParts = kPanel / kLanes;  // registers of sixteen lanes

typedef float Floats __attribute__((vector_size(kBytes)));
typedef std::int32_t Ints __attribute__((vector_size(kBytes)));
typedef std::uint32_t Wrapping __attribute__((vector_size(kBytes)));

// ---- vectors -------------------------------------------------------------------------------------------------

ENTENTE_BODY Floats load(const float* from) {
  Floats out;
  std::memcpy(&out, from, sizeof out);
  return out;
}
ENTENTE_BODY void store(float* to, Floats x) { std::memcpy(to, &x, sizeof x); }
ENTENTE_BODY Floats all(float x) { return Floats{} + x; }
ENTENTE_BODY Floats magnitude(Floats a) {
  return reinterpret_cast<Floats>(reinterpret_cast<Wrapping>(a) & 0x7FFFFFFFU);
}

#if defined(__AVX512F__)
ENTENTE_BODY Floats fused(Floats a, Floats b, Floats c) { return _mm512_fmadd_ps(a, b, c); }
// The larger one; b if one is no number. The same of `smaller`.
ENTENTE_BODY Floats larger(Floats a, Floats b) { return _mm512_max_ps(a, b); }
ENTENTE_BODY Floats smaller(Floats a, Floats b) { return _mm512_min_ps(a, b); }
#elif defined(__AVX2__)
ENTENTE_BODY Floats fused(Floats a, Floats b, Floats c) { return _mm256_fmadd_ps(a, b, c); }
ENTENTE_BODY Floats larger(Floats a, Floats b) { return _mm256_max_ps(a, b); }
ENTENTE_BODY Floats smaller(Floats a, Floats b) { return _mm256_min_ps(a, b); }
#else
ENTENTE_BODY Floats fused(Floats a, Floats b, Floats c) {
  Floats out;
  for (std::size_t i = 0; i < kLanes; ++i) out[i] = __builtin_fmaf(a[i], b[i], c[i]);
  return out;
}
ENTENTE_BODY Floats larger(Floats a, Floats b) { return a > b ? a : b; }
ENTENTE_BODY Floats smaller(Floats a, Floats b) { return a < b ? a : b; }
#endif

// Sixteen lanes to one: halves are joined, then halves of the half.
template <class Join>
ENTENTE_BODY float joined(const Floats (&x)[kParts], const Join& join) {
  float lane[kPanel];
  ENTENTE_EACH(i, kParts) store(lane + i * kLanes, x[i]);
#if defined(__AVX2__)
  __m128 quarter[4];
  ENTENTE_EACH(i, 4) quarter[i] = _mm_loadu_ps(lane + 4 * i);
  const __m128 four = join(join(quarter[0], quarter[2]), join(quarter[1], quarter[3]));
  const __m128 two = join(four, _mm_movehl_ps(four, four));
  return join(two, _mm_shuffle_ps(two, two, 1))[0];
#else
  typedef float Four __attribute__((vector_size(16)));
  for (std::size_t half = kPanel / 2; half > 0; half /= 2)
    for (std::size_t i = 0; i < half; ++i) lane[i] = join(Four{lane[i]}, Four{lane[i + half]})[0];
  return lane[0];
#endif
}
ENTENTE_BODY float sum(const Floats (&x)[kParts]) {
  return joined(
      x, [](auto a, auto b) __attribute__((always_inline)) { return a + b; });
}
ENTENTE_BODY float largest(const Floats (&x)[kParts]) {
  return joined(
      x, [](auto a, auto b) __attribute__((always_inline)) { return a > b ? a : b; });
}

constexpr float kRounder = 12582912.F;  // 1.5 * 2^23: adding it rounds to a whole number, which the last bits then hold

// exp(x) for x <= 0: 2^n * polynomial (Cephes' expf).
ENTENTE_BODY Floats exponential(Floats x) {
  x = larger(x, all(-86.F));
  Floats n = fused(x, all(1.44269504F), all(kRounder));
  const Ints power = reinterpret_cast<Ints>(reinterpret_cast<Wrapping>(n) << 23);
  n = n - all(kRounder);
  const Floats r = fused(n, all(2.12194440e-4F), fused(n, all(-0.693359375F), x));
  Floats p = all(1.9875691500e-4F);
  p = fused(p, r, all(1.3981999507e-3F));
  p = fused(p, r, all(8.3334519073e-3F));
  p = fused(p, r, all(4.1665795894e-2F));
  p = fused(p, r, all(1.6666665459e-1F));
  p = fused(p, r, all(5.0000001201e-1F));
  p = fused(p, r * r, r) + all(1.F);
  // The polynomial lies near 1 and n above -125, so that the product is a sum of exponents.
  return reinterpret_cast<Floats>(reinterpret_cast<Wrapping>(p) + reinterpret_cast<Wrapping>(power));
}

// erf(z) = z P(z^2) for |z| <= 3.6, where it is 1 to the last bit but six; a least-squares fit in the Chebyshev basis.
ENTENTE_BODY Floats gelu(Floats x) {
  constexpr float kBound = 3.6F;
  Floats z = x * all(0.707106781F);
  z = larger(z, all(-kBound));
  z = smaller(z, all(kBound));
  const Floats u = fused(z * z, all(2.F / (kBound * kBound)), all(-1.F));
  Floats p = all(2.148849038e-03F);
  p = fused(p, u, all(-5.741028693e-03F));
  p = fused(p, u, all(5.899269085e-03F));
  p = fused(p, u, all(-8.306539472e-03F));
  p = fused(p, u, all(1.988932956e-02F));
  p = fused(p, u, all(-3.436142484e-02F));
  p = fused(p, u, all(4.892632657e-02F));
  p = fused(p, u, all(-6.755409514e-02F));
  p = fused(p, u, all(8.967991928e-02F));
  p = fused(p, u, all(-1.138468030e-01F));
  p = fused(p, u, all(1.438208223e-01F));
  p = fused(p, u, all(-1.954888581e-01F));
  p = fused(p, u, all(3.927120064e-01F));
  const Floats half = x * all(0.5F);
  return fused(half, p * z, half);
}

// ---- whole numbers -------------------------------------------------------------------------------------------

// Sixteen floats within [-127, 127] to bytes.
ENTENTE_BODY void store_bytes(std::uint8_t* to, const Floats (&x)[kParts]) {
#if defined(__AVX512F__)
  const __m512i whole = _mm512_add_epi32(_mm512_cvttps_epi32(x[0]), _mm512_set1_epi32(128));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(to), _mm512_cvtepi32_epi8(whole));
#elif defined(__AVX2__)
  const __m256i bias = _mm256_set1_epi32(128);
  const __m256i low = _mm256_add_epi32(_mm256_cvttps_epi32(x[0]), bias);
  const __m256i high = _mm256_add_epi32(_mm256_cvttps_epi32(x[1]), bias);
  const __m256i pairs = _mm256_permute4x64_epi64(_mm256_packs_epi32(low, high), 0xD8);  // packing works in halves
  const __m128i bytes = _mm_packus_epi16(_mm256_castsi256_si128(pairs), _mm256_extracti128_si256(pairs, 1));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(to), bytes);
#else
  for (std::size_t i = 0; i < kPanel; ++i)
    to[i] = static_cast<std::uint8_t>(static_cast<std::int32_t>(x[i / kLanes][i % kLanes]) + 128);
#endif
}

ENTENTE_BODY void see(Floats (&top)[kParts], const float* x) {
  ENTENTE_EACH(i, kParts) top[i] = larger(magnitude(load(x + i * kLanes)), top[i]);
}

ENTENTE_BODY void quantise_sixteen(const float* x, Floats inverse, std::uint8_t* q) {
  Floats v[kParts];
  ENTENTE_EACH(i, kParts) {
    v[i] = load(x + i * kLanes) * inverse;
    v[i] = smaller(larger(v[i], all(-127.F)), all(127.F));
    v[i] = (v[i] + all(kRounder)) - all(kRounder);
  }
  store_bytes(q, v);
}

ENTENTE_BODY void quantise_row(const float* x, std::size_t inputs, std::uint8_t* q, float* step) {
  const std::size_t whole = inputs / kPanel * kPanel;
  float rest[kPanel] = {};
  std::memcpy(rest, x + whole, (inputs - whole) * sizeof(float));
  Floats top[kParts];
  ENTENTE_EACH(i, kParts) top[i] = all(0);
  for (std::size_t i = 0; i < whole; i += kPanel) see(top, x + i);
  see(top, rest);
  float most = largest(top);
  most = most > 1e-6F ? most : 1e-6F;
  *step = most / 127.F;
  const Floats inverse = all(127.F / most);
  for (std::size_t i = 0; i < whole; i += kPanel) quantise_sixteen(x + i, inverse, q + i);
  if (whole < inputs) quantise_sixteen(rest, inverse, q + whole);
}

void quantise(Rows x, std::size_t rows, std::size_t inputs, std::uint8_t* q, float* step) {
  const std::size_t depth = padded(inputs, kPanel);
  for (std::size_t row = 0; row < rows; ++row) quantise_row(x.at + row * x.stride, inputs, q + row * depth, step + row);
}

// ---- products with weights -----------------------------------------------------------------------------------

// From the sums of one row and panel to numbers. The sum with the correction wraps: a damaged file must not overflow.
ENTENTE_BODY void rescale(const Linear& linear, std::size_t panel, const std::int32_t* sums, float step, Then then,
                          float* y) {
  ENTENTE_EACH(i, kParts) {
    const std::size_t at = panel * kPanel + i * kLanes;
    Wrapping total, correction;
    Floats scale, bias;
    std::memcpy(&total, sums + i * kLanes, sizeof total);
    std::memcpy(&correction, linear.correction + at, sizeof correction);
    std::memcpy(&scale, linear.scale + at, sizeof scale);
    std::memcpy(&bias, linear.bias + at, sizeof bias);
    const Floats whole = __builtin_convertvector(reinterpret_cast<Ints>(total + correction), Floats);
    Floats v = fused(whole, scale * all(step), bias);
    if (then == Then::rectify) v = larger(v, all(0.F));
    std::memcpy(y + i * kLanes, &v, sizeof v);
  }
}

#if defined(__AVX512F__)
typedef __m512i Bytes;
#define ENTENTE_I(name) _mm512_##name
ENTENTE_BODY Bytes zero() { return _mm512_setzero_si512(); }
ENTENTE_BODY Bytes load_bytes(const std::int8_t* from) { return _mm512_loadu_si512(from); }
ENTENTE_BODY void store_sums(std::int32_t* to, Bytes x) { _mm512_storeu_si512(to, x); }
#elif defined(__AVX2__)
typedef __m256i Bytes;
#define ENTENTE_I(name) _mm256_##name
ENTENTE_BODY Bytes zero() { return _mm256_setzero_si256(); }
ENTENTE_BODY Bytes load_bytes(const std::int8_t* from) {
  return _mm256_loadu_si256(reinterpret_cast<const Bytes*>(from));
}
ENTENTE_BODY void store_sums(std::int32_t* to, Bytes x) { _mm256_storeu_si256(reinterpret_cast<Bytes*>(to), x); }
#endif

#if defined(__AVX2__)

ENTENTE_BODY Bytes four(const std::uint8_t* q) {
  std::int32_t bytes;
  std::memcpy(&bytes, q, 4);
  return ENTENTE_I(set1_epi32)(bytes);
}

// total += x . w of sixteen (eight) outputs, four inputs each.
ENTENTE_BODY Bytes dot(Bytes total, Bytes x, Bytes w) {
#if defined(ENTENTE_VNNI) && defined(__AVX512F__)
  return _mm512_dpbusd_epi32(total, x, w);
#elif defined(ENTENTE_VNNI)
  return _mm256_dpbusd_avx_epi32(total, x, w);
#else
  const Bytes pairs = ENTENTE_I(maddubs_epi16)(x, w);
  return ENTENTE_I(add_epi32)(total, ENTENTE_I(madd_epi16)(pairs, ENTENTE_I(set1_epi16)(1)));
#endif
}

// The same of eight inputs. Without VNNI, products of two pairs are added in 16 bits where the weights leave room.
template <bool kRoomy>
ENTENTE_BODY Bytes dot(Bytes total, Bytes x, Bytes more_x, Bytes w, Bytes more_w) {
#if !defined(ENTENTE_VNNI)
  if (kRoomy) {
    const Bytes pairs = ENTENTE_I(add_epi16)(ENTENTE_I(maddubs_epi16)(x, w), ENTENTE_I(maddubs_epi16)(more_x, more_w));
    return ENTENTE_I(add_epi32)(total, ENTENTE_I(madd_epi16)(pairs, ENTENTE_I(set1_epi16)(1)));
  }
#endif
  return dot(dot(total, x, w), more_x, more_w);
}

// Some rows by some panels, as many as the registers hold accumulators.
template <std::size_t kRows, std::size_t kPanels, bool kRoomy>
ENTENTE_BODY void multiply_tile(const Linear& linear, std::size_t panel, const std::uint8_t* q, const float* step,
                                Then then, float* y, std::size_t stride) {
  constexpr std::size_t kEach = 64 / sizeof(Bytes);  // registers of a panel's four inputs
  constexpr std::size_t kColumns = kPanels * kEach;
  const std::size_t depth = linear.depth();
  const std::int8_t* w = linear.weights + panel * kPanel * depth;
  Bytes total[kRows][kColumns];
  ENTENTE_EACH(i, kRows) ENTENTE_EACH(j, kColumns) total[i][j] = zero();
  const auto weights = [&](std::size_t j, std::size_t k) __attribute__((always_inline)) {
    return load_bytes(w + (j / kEach) * kPanel * depth + k * kPanel + (j % kEach) * sizeof(Bytes));
  };
#if defined(ENTENTE_VNNI)
  for (std::size_t k = 0; k < depth; k += 4) {
    Bytes some[kColumns];
    ENTENTE_EACH(j, kColumns) some[j] = weights(j, k);
    ENTENTE_EACH(i, kRows) {
      const Bytes x = four(q + i * depth + k);
      ENTENTE_EACH(j, kColumns) total[i][j] = dot(total[i][j], x, some[j]);
    }
  }
#else
  for (std::size_t k = 0; k < depth; k += 8) {
    Bytes some[kColumns], more[kColumns];
    ENTENTE_EACH(j, kColumns) {
      some[j] = weights(j, k);
      more[j] = weights(j, k + 4);
    }
    ENTENTE_EACH(i, kRows) {
      const Bytes x = four(q + i * depth + k), more_x = four(q + i * depth + k + 4);
      ENTENTE_EACH(j, kColumns) total[i][j] = dot<kRoomy>(total[i][j], x, more_x, some[j], more[j]);
    }
  }
#endif
  // By way of memory: what follows would otherwise take registers from the accumulators.
  std::int32_t sums[kRows][kPanels * kPanel];
  ENTENTE_EACH(i, kRows) ENTENTE_EACH(j, kColumns) store_sums(sums[i] + j * (sizeof(Bytes) / 4), total[i][j]);
  for (std::size_t j = 0; j < kPanels; ++j)
    for (std::size_t i = 0; i < kRows; ++i)
      rescale(linear, panel + j, sums[i] + j * kPanel, step[i], then, y + i * stride + j * kPanel);
}

// Panels outside, rows inside: a group of weights is used for all rows while it is in the first cache.
template <std::size_t kRows, std::size_t kPanels, bool kRoomy>
ENTENTE_BODY void multiply_group(const Linear& linear, std::size_t panel, const std::uint8_t* q, const float* step,
                                 std::size_t rows, Then then, float* y, std::size_t stride) {
  static_assert(kRowBlock % kRows == 0);
  for (std::size_t row = 0; row < rows; row += kRows)
    multiply_tile<kRows, kPanels, kRoomy>(linear, panel, q + row * linear.depth(), step + row, then,
                                          y + row * stride + panel * kPanel, stride);
}

void multiply(const Linear& linear, const std::uint8_t* q, const float* step, std::size_t rows, Then then, float* y,
              std::size_t stride) {
#if defined(ENTENTE_VNNI) && defined(__AVX512F__)
  constexpr std::size_t kRows = 12, kPanels = 2;
#elif defined(ENTENTE_VNNI)
  constexpr std::size_t kRows = 6, kPanels = 1;
#elif defined(__AVX512F__)
  constexpr std::size_t kRows = 6, kPanels = 2;
#else
  constexpr std::size_t kRows = 3, kPanels = 1;
#endif
  const std::size_t panels = linear.panels();
  for (std::size_t panel = 0; panel < panels;) {
    if (panel + kPanels <= panels && linear.roomy[panel] != 0 && linear.roomy[panel + kPanels - 1] != 0) {
      multiply_group<kRows, kPanels, true>(linear, panel, q, step, rows, then, y, stride);
      panel += kPanels;
    } else {
      multiply_group<kRows, 1, false>(linear, panel, q, step, rows, then, y, stride);
      ++panel;
    }
  }
}

#else

void multiply(const Linear& linear, const std::uint8_t* q, const float* step, std::size_t rows, Then then, float* y,
              std::size_t stride) {
  const std::size_t depth = linear.depth();
  for (std::size_t row = 0; row < rows; ++row)
    for (std::size_t panel = 0; panel < linear.panels(); ++panel) {
      std::int32_t total[kPanel] = {};
      const std::int8_t* w = linear.weights + panel * kPanel * depth;
      for (std::size_t k = 0; k < depth; k += 4, w += 4 * kPanel)
        for (std::size_t i = 0; i < kPanel; ++i)
          for (std::size_t j = 0; j < 4; ++j) total[i] += q[row * depth + k + j] * w[4 * i + j];
      rescale(linear, panel, total, step[row], then, y + row * stride + panel * kPanel);
    }
}

#endif

// ---- rows ----------------------------------------------------------------------------------------------------

void normalise_row(const Norm& norm, float* x) {
  Floats total[kParts], squares[kParts];
  ENTENTE_EACH(part, kParts) total[part] = squares[part] = all(0);
  for (std::size_t i = 0; i < norm.width; i += kPanel)
    ENTENTE_EACH(part, kParts) total[part] = total[part] + load(x + i + part * kLanes);
  const float width = static_cast<float>(norm.width);
  const Floats mean = all(sum(total) / width);
  for (std::size_t i = 0; i < norm.width; i += kPanel) ENTENTE_EACH(part, kParts) {
      const Floats difference = load(x + i + part * kLanes) - mean;
      squares[part] = fused(difference, difference, squares[part]);
    }
  const Floats inverse = all(1.F / __builtin_sqrtf(sum(squares) / width + norm.epsilon));
  for (std::size_t i = 0; i < norm.width; i += kLanes)
    store(x + i, fused((load(x + i) - mean) * inverse, load(norm.scale + i), load(norm.shift + i)));
}

void normalise(const Norm& norm, float* x, std::size_t rows) {
  for (std::size_t row = 0; row < rows; ++row) normalise_row(norm, x + row * norm.width);
}

void add_normalise(const Norm& norm, const float* added, float* x, std::size_t rows) {
  for (std::size_t row = 0; row < rows; ++row, x += norm.width, added += norm.width) {
    for (std::size_t i = 0; i < norm.width; i += kLanes) store(x + i, load(x + i) + load(added + i));
    normalise_row(norm, x);
  }
}

void gelu(float* x, std::size_t count) {
  for (std::size_t i = 0; i < count; i += kPanel)
    ENTENTE_EACH(part, kParts) store(x + i + part * kLanes, gelu(load(x + i + part * kLanes)));
}

ENTENTE_BODY void soften_row(float* x, std::size_t count, float scale, float* inverse) {
  const std::size_t width = padded(count, kPanel);
  for (std::size_t i = count; i < width; ++i) x[i] = x[0];
  Floats top[kParts], total[kParts];
  ENTENTE_EACH(part, kParts) {
    top[part] = load(x + part * kLanes);
    total[part] = all(0);
  }
  for (std::size_t i = kPanel; i < width; i += kPanel)
    ENTENTE_EACH(part, kParts) top[part] = larger(load(x + i + part * kLanes), top[part]);
  const Floats most = all(largest(top)), by = all(scale);
  const auto raise = [&](std::size_t i) __attribute__((always_inline)) {
    ENTENTE_EACH(part, kParts)
    store(x + i + part * kLanes, exponential((load(x + i + part * kLanes) - most) * by));
  };
  const auto add = [&](std::size_t i) __attribute__((always_inline)) {
    ENTENTE_EACH(part, kParts) total[part] = total[part] + load(x + i + part * kLanes);
  };
  for (std::size_t i = 0; i + kPanel < width; i += kPanel) {
    raise(i);
    add(i);
  }
  raise(width - kPanel);
  for (std::size_t i = count; i < width; ++i) x[i] = 0;
  add(width - kPanel);
  *inverse = 1.F / sum(total);
}

void soften(float* x, std::size_t rows, std::size_t stride, std::size_t count, float scale, float* inverse) {
  for (std::size_t row = 0; row < rows; ++row) soften_row(x + row * stride, count, scale, inverse + row);
}

// ---- products of floats --------------------------------------------------------------------------------------

// Some rows by some registers of columns.
template <std::size_t kRows, std::size_t kColumns>
ENTENTE_BODY void product_tile(Rows a, Rows b, std::size_t depth, float* c, std::size_t c_stride) {
  Floats total[kRows][kColumns];
  ENTENTE_EACH(i, kRows) ENTENTE_EACH(j, kColumns) total[i][j] = all(0);
  for (std::size_t k = 0; k < depth; ++k) {
    Floats some[kColumns];
    ENTENTE_EACH(j, kColumns) some[j] = load(b.at + k * b.stride + j * kLanes);
    ENTENTE_EACH(i, kRows) {
      const Floats x = all(a.at[i * a.stride + k]);
      ENTENTE_EACH(j, kColumns) total[i][j] = fused(x, some[j], total[i][j]);
    }
  }
  ENTENTE_EACH(i, kRows) ENTENTE_EACH(j, kColumns) store(c + i * c_stride + j * kLanes, total[i][j]);
}

template <std::size_t kRows, std::size_t kColumns>
ENTENTE_BODY std::size_t product_columns(Rows a, Rows b, std::size_t column, std::size_t columns, std::size_t depth,
                                         float* c, std::size_t c_stride) {
  for (; column + kColumns * kLanes <= columns; column += kColumns * kLanes)
    product_tile<kRows, kColumns>(a, {b.at + column, b.stride}, depth, c + column, c_stride);
  return column;
}

template <std::size_t kRows>
ENTENTE_BODY void product_rows(Rows a, Rows b, std::size_t columns, std::size_t depth, float* c, std::size_t c_stride) {
  std::size_t column = 0;
#if defined(__AVX512F__)
  if constexpr (kRows <= 6) column = product_columns<kRows, 4>(a, b, column, columns, depth, c, c_stride);
#endif
  column = product_columns<kRows, 2>(a, b, column, columns, depth, c, c_stride);
  product_columns<kRows, 1>(a, b, column, columns, depth, c, c_stride);
}

template <std::size_t kRows>
ENTENTE_BODY std::size_t product_blocks(Rows a, std::size_t row, std::size_t rows, Rows b, std::size_t columns,
                                        std::size_t depth, float* c, std::size_t c_stride) {
  for (; row + kRows <= rows; row += kRows)
    product_rows<kRows>({a.at + row * a.stride, a.stride}, b, columns, depth, c + row * c_stride, c_stride);
  return row;
}

void product(Rows a, std::size_t rows, Rows b, std::size_t columns, std::size_t depth, float* c, std::size_t c_stride) {
  std::size_t row = 0;
#if defined(__AVX512F__)
  if (columns <= 2 * kLanes) row = product_blocks<12>(a, row, rows, b, columns, depth, c, c_stride);
#endif
#if defined(__AVX2__)
  row = product_blocks<6>(a, row, rows, b, columns, depth, c, c_stride);
  row = product_blocks<2>(a, row, rows, b, columns, depth, c, c_stride);
#endif
  product_blocks<1>(a, row, rows, b, columns, depth, c, c_stride);
}

}  // namespace

extern const Kernels table;
const Kernels table = {quantise, multiply, add_normalise, normalise, gelu, soften, product};

}  // namespace entente::neural::ENTENTE_KERNELS

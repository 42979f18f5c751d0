// The kernels, compiled once for each instruction set: kernels_<path>.cpp says by macros which. Only raw numbers and
// functions of this file go through these translation units, so that no inline function of a library is compiled for
// instructions that the processor may lack.
//
// The unit of float arithmetic is sixteen lanes: one register, two or four. Each lane sees the same operations
// everywhere, and a sum over a row is sixteen partial sums that are joined in one order, so that the results cannot
// differ.
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

// ---- sixteen lanes -------------------------------------------------------------------------------------------

struct Sixteen {
  Floats part[kParts];
};

ENTENTE_BODY Floats fused(Floats a, Floats b, Floats c) {
#if defined(__AVX512F__)
  return _mm512_fmadd_ps(a, b, c);
#elif defined(__FMA__)
  return _mm256_fmadd_ps(a, b, c);
#else
  Floats out;
  for (std::size_t i = 0; i < kLanes; ++i) out[i] = __builtin_fmaf(a[i], b[i], c[i]);
  return out;
#endif
}
ENTENTE_BODY Floats magnitude(Floats a) {
  return reinterpret_cast<Floats>(reinterpret_cast<Wrapping>(a) & 0x7FFFFFFFU);
}
// The larger one; b if a is no number.
ENTENTE_BODY Floats larger(Floats a, Floats b) {
#if defined(__AVX512F__)
  return _mm512_max_ps(a, b);
#elif defined(__AVX2__)
  return _mm256_max_ps(a, b);
#else
  return a > b ? a : b;
#endif
}
ENTENTE_BODY Floats smaller(Floats a, Floats b) {
#if defined(__AVX512F__)
  return _mm512_min_ps(a, b);
#elif defined(__AVX2__)
  return _mm256_min_ps(a, b);
#else
  return a < b ? a : b;
#endif
}
ENTENTE_BODY Floats all(float x) { return Floats{} + x; }

ENTENTE_BODY Sixteen sixteen(float x) {
  Sixteen out;
  ENTENTE_EACH(i, kParts) out.part[i] = all(x);
  return out;
}
ENTENTE_BODY Sixteen load(const float* from) {
  Sixteen out;
  std::memcpy(&out, from, sizeof out);
  return out;
}
ENTENTE_BODY void store(float* to, const Sixteen& x) { std::memcpy(to, &x, sizeof x); }

#define ENTENTE_LANES(expression)                   \
  Sixteen out;                                      \
  ENTENTE_EACH(i, kParts) out.part[i] = expression; \
  return out
ENTENTE_BODY Sixteen operator+(const Sixteen& a, const Sixteen& b) { ENTENTE_LANES(a.part[i] + b.part[i]); }
ENTENTE_BODY Sixteen operator-(const Sixteen& a, const Sixteen& b) { ENTENTE_LANES(a.part[i] - b.part[i]); }
ENTENTE_BODY Sixteen operator*(const Sixteen& a, const Sixteen& b) { ENTENTE_LANES(a.part[i] * b.part[i]); }
ENTENTE_BODY Sixteen fused(const Sixteen& a, const Sixteen& b, const Sixteen& c) {
  ENTENTE_LANES(fused(a.part[i], b.part[i], c.part[i]));
}
ENTENTE_BODY Sixteen larger(const Sixteen& a, const Sixteen& b) { ENTENTE_LANES(larger(a.part[i], b.part[i])); }
ENTENTE_BODY Sixteen smaller(const Sixteen& a, const Sixteen& b) { ENTENTE_LANES(smaller(a.part[i], b.part[i])); }
ENTENTE_BODY Sixteen magnitude(const Sixteen& a) { ENTENTE_LANES(magnitude(a.part[i])); }

ENTENTE_BODY float sum(const Sixteen& x) {
  float lane[kPanel];
  store(lane, x);
  for (std::size_t half = kPanel / 2; half > 0; half /= 2)
    for (std::size_t i = 0; i < half; ++i) lane[i] = lane[i] + lane[i + half];
  return lane[0];
}
ENTENTE_BODY float largest(const Sixteen& x) {
  float lane[kPanel];
  store(lane, x);
  for (std::size_t half = kPanel / 2; half > 0; half /= 2)
    for (std::size_t i = 0; i < half; ++i) lane[i] = lane[i] > lane[i + half] ? lane[i] : lane[i + half];
  return lane[0];
}

constexpr float kRounder = 12582912.F;  // 1.5 * 2^23: adding it rounds to a whole number, which the last bits then hold

// exp(x) for x <= 0: 2^n * polynomial (Cephes' expf).
ENTENTE_BODY Floats exponential(Floats x) {
  x = larger(x, all(-86.F));
  x = smaller(x, all(0.F));
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
ENTENTE_BODY void store_bytes(std::uint8_t* to, const Sixteen& x) {
#if defined(__AVX512F__)
  const __m512i whole = _mm512_add_epi32(_mm512_cvttps_epi32(x.part[0]), _mm512_set1_epi32(128));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(to), _mm512_cvtepi32_epi8(whole));
#elif defined(__AVX2__)
  const __m256i bias = _mm256_set1_epi32(128);
  const __m256i low = _mm256_add_epi32(_mm256_cvttps_epi32(x.part[0]), bias);
  const __m256i high = _mm256_add_epi32(_mm256_cvttps_epi32(x.part[1]), bias);
  const __m256i pairs = _mm256_permute4x64_epi64(_mm256_packs_epi32(low, high), 0xD8);  // packing works in halves
  const __m128i bytes = _mm_packus_epi16(_mm256_castsi256_si128(pairs), _mm256_extracti128_si256(pairs, 1));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(to), bytes);
#else
  for (std::size_t i = 0; i < kPanel; ++i)
    to[i] = static_cast<std::uint8_t>(static_cast<std::int32_t>(x.part[i / kLanes][i % kLanes]) + 128);
#endif
}

ENTENTE_BODY void quantise_row(const float* x, std::size_t inputs, std::uint8_t* q, float* step) {
  const std::size_t whole = inputs / kPanel * kPanel;
  float rest[kPanel] = {};
  std::memcpy(rest, x + whole, (inputs - whole) * sizeof(float));
  Sixteen top = sixteen(0);
  for (std::size_t i = 0; i < whole; i += kPanel) top = larger(magnitude(load(x + i)), top);
  if (whole < inputs) top = larger(magnitude(load(rest)), top);
  float most = largest(top);
  most = most > 1e-6F ? most : 1e-6F;
  *step = most / 127.F;
  const Sixteen inverse = sixteen(127.F / most), bound = sixteen(127.F), rounder = sixteen(kRounder);
  const auto bytes = [&](const float* from, std::uint8_t* to) {
    Sixteen v = load(from) * inverse;
    v = larger(v, sixteen(-127.F));
    v = smaller(v, bound);
    store_bytes(to, (v + rounder) - rounder);
  };
  for (std::size_t i = 0; i < whole; i += kPanel) bytes(x + i, q + i);
  if (whole < inputs) bytes(rest, q + whole);
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
  Sixteen total = sixteen(0);
  for (std::size_t i = 0; i < norm.width; i += kPanel) total = total + load(x + i);
  const float width = static_cast<float>(norm.width);
  const Sixteen mean = sixteen(sum(total) / width);
  Sixteen squares = sixteen(0);
  for (std::size_t i = 0; i < norm.width; i += kPanel) {
    const Sixteen difference = load(x + i) - mean;
    squares = fused(difference, difference, squares);
  }
  const Sixteen inverse = sixteen(1.F / __builtin_sqrtf(sum(squares) / width + norm.epsilon));
  for (std::size_t i = 0; i < norm.width; i += kPanel)
    store(x + i, fused((load(x + i) - mean) * inverse, load(norm.scale + i), load(norm.shift + i)));
}

void normalise(const Norm& norm, float* x, std::size_t rows) {
  for (std::size_t row = 0; row < rows; ++row) normalise_row(norm, x + row * norm.width);
}

void add_normalise(const Norm& norm, const float* added, float* x, std::size_t rows) {
  for (std::size_t row = 0; row < rows; ++row) {
    float* to = x + row * norm.width;
    for (std::size_t i = 0; i < norm.width; i += kPanel)
      store(to + i, load(to + i) + load(added + row * norm.width + i));
    normalise_row(norm, to);
  }
}

void gelu(float* x, std::size_t count) {
  for (std::size_t i = 0; i < count; i += kPanel) {
    Sixteen v = load(x + i);
    ENTENTE_EACH(part, kParts) v.part[part] = gelu(v.part[part]);
    store(x + i, v);
  }
}

void soften(float* x, std::size_t rows, std::size_t stride, std::size_t count, float scale, float* inverse) {
  const std::size_t width = padded(count, kPanel);
  for (std::size_t row = 0; row < rows; ++row, x += stride) {
    for (std::size_t i = count; i < width; ++i) x[i] = x[0];
    Sixteen top = load(x);
    for (std::size_t i = kPanel; i < width; i += kPanel) top = larger(load(x + i), top);
    const Sixteen most = sixteen(largest(top)), by = sixteen(scale);
    for (std::size_t i = 0; i < width; i += kPanel) {
      Sixteen v = (load(x + i) - most) * by;
      ENTENTE_EACH(part, kParts) v.part[part] = exponential(v.part[part]);
      store(x + i, v);
    }
    for (std::size_t i = count; i < width; ++i) x[i] = 0;
    Sixteen total = sixteen(0);
    for (std::size_t i = 0; i < width; i += kPanel) total = total + load(x + i);
    inverse[row] = 1.F / sum(total);
  }
}

// ---- products of floats --------------------------------------------------------------------------------------

template <std::size_t kRows, std::size_t kBlocks>
ENTENTE_BODY void product_tile(Rows a, Rows b, std::size_t depth, float* c, std::size_t c_stride) {
  Sixteen total[kRows][kBlocks];
  ENTENTE_EACH(i, kRows) ENTENTE_EACH(j, kBlocks) total[i][j] = sixteen(0);
  for (std::size_t k = 0; k < depth; ++k) {
    Sixteen some[kBlocks];
    ENTENTE_EACH(j, kBlocks) some[j] = load(b.at + k * b.stride + j * kPanel);
    ENTENTE_EACH(i, kRows) {
      const Sixteen x = sixteen(a.at[i * a.stride + k]);
      ENTENTE_EACH(j, kBlocks) total[i][j] = fused(x, some[j], total[i][j]);
    }
  }
  ENTENTE_EACH(i, kRows) ENTENTE_EACH(j, kBlocks) store(c + i * c_stride + j * kPanel, total[i][j]);
}

template <std::size_t kRows, std::size_t kBlocks>
ENTENTE_BODY std::size_t product_columns(Rows a, Rows b, std::size_t column, std::size_t columns, std::size_t depth,
                                         float* c, std::size_t c_stride) {
  for (; column + kBlocks * kPanel <= columns; column += kBlocks * kPanel)
    product_tile<kRows, kBlocks>(a, {b.at + column, b.stride}, depth, c + column, c_stride);
  return column;
}

#if defined(__AVX512F__)
constexpr std::size_t kProductRows = 6;
#elif defined(__AVX2__)
constexpr std::size_t kProductRows = 6;
#else
constexpr std::size_t kProductRows = 1;
#endif

template <std::size_t kRows>
ENTENTE_BODY void product_rows(Rows a, Rows b, std::size_t columns, std::size_t depth, float* c, std::size_t c_stride) {
  std::size_t column = 0;
#if defined(__AVX512F__)
  column = product_columns<kRows, 4>(a, b, column, columns, depth, c, c_stride);
  column = product_columns<kRows, 2>(a, b, column, columns, depth, c, c_stride);
#endif
  product_columns<kRows, 1>(a, b, column, columns, depth, c, c_stride);
}

void product(Rows a, std::size_t rows, Rows b, std::size_t columns, std::size_t depth, float* c, std::size_t c_stride) {
  std::size_t row = 0;
  for (; row + kProductRows <= rows; row += kProductRows)
    product_rows<kProductRows>({a.at + row * a.stride, a.stride}, b, columns, depth, c + row * c_stride, c_stride);
  for (; row < rows; ++row)
    product_rows<1>({a.at + row * a.stride, a.stride}, b, columns, depth, c + row * c_stride, c_stride);
}

}  // namespace

extern const Kernels table;
const Kernels table = {quantise, multiply, add_normalise, normalise, gelu, soften, product};

}  // namespace entente::neural::ENTENTE_KERNELS

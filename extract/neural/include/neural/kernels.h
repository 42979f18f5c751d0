// The arithmetic of the encoder and its heads, the same to the last bit on every machine.
//
// Products with weights run on integers: inputs of 8 bits with one scale for each row, weights of 7 bits with one scale
// for each output, so that AVX2's multiply-add of byte pairs cannot saturate and every path gives the same sums. What
// is left is float arithmetic in a stated order: elementwise, with `fma` where it says so (a single rounding, in
// hardware or not), sums in sixteen partial ones, and polynomials instead of a C library's functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace entente::neural {

/// Instruction sets the kernels are written for; all give the same results.
enum class Path : std::uint8_t { portable, avx2, avx_vnni, avx512, avx512_vnni };
inline constexpr Path kPaths[] = {Path::portable, Path::avx2, Path::avx_vnni, Path::avx512, Path::avx512_vnni};
[[nodiscard]] const char* name(Path path);
[[nodiscard]] bool is_available(Path path);
/// The fastest path of this processor.
[[nodiscard]] Path best_path();

inline constexpr std::size_t kPanel = 16;  // outputs that are computed together; floats that are summed apart
inline constexpr std::size_t kRowBlock =
    12;  // rows that are computed together; buffers of rows are padded to a multiple

[[nodiscard]] constexpr std::size_t padded(std::size_t n, std::size_t to) { return (n + to - 1) / to * to; }

/// y = W x + bias, W quantised. `weights` holds panels of 16 outputs; in a panel, for each 4 inputs, 16 outputs x 4
/// weights, the inputs filled up to a multiple of 16 by zeros.
struct Linear {
  std::uint32_t outputs = 0;  // not padded
  std::uint32_t inputs = 0;   // not padded
  const std::int8_t* weights = nullptr;
  const float* scale = nullptr;  // one for each output, padded to a multiple of kPanel, as the next two
  const float* bias = nullptr;
  const std::int32_t* correction = nullptr;  // -128 * sum of the output's weights
  const std::uint8_t* roomy = nullptr;       // of each panel: two pairs' products fit into 16 bits (see kernels_body.h)

  [[nodiscard]] std::size_t panels() const { return padded(outputs, kPanel) / kPanel; }
  [[nodiscard]] std::size_t depth() const { return padded(inputs, kPanel); }
  /// Outputs with padding: the least stride of rows of results.
  [[nodiscard]] std::size_t width() const { return panels() * kPanel; }
};

/// Scale and shift of a layer norm, `width` each.
struct Norm {
  std::uint32_t width = 0;  // a multiple of kPanel
  const float* scale = nullptr;
  const float* shift = nullptr;
  float epsilon = 0;
};

/// Rows of floats that lie `stride` apart.
struct Rows {
  const float* at = nullptr;
  std::size_t stride = 0;
};

enum class Then : std::uint8_t { nothing, rectify };

/// The kernels of one path.
struct Kernels {
  /// q[row][depth] = round(x / step) + 128, step[row] = max |x| / 127 of the row; depth is `inputs` padded to kPanel.
  void (*quantise)(Rows x, std::size_t rows, std::size_t inputs, std::uint8_t* q, float* step);

  /// y[row][output] = fma(q W + correction, scale * step, bias), then max(y, 0) if asked for.
  /// requires  q, step and y have room for rows padded to kRowBlock; stride >= linear.width()
  void (*multiply)(const Linear& linear, const std::uint8_t* q, const float* step, std::size_t rows, Then then,
                   float* y, std::size_t stride);

  /// x = norm(x + added), row by row. requires  both have `width` columns without gaps
  void (*add_normalise)(const Norm& norm, const float* added, float* x, std::size_t rows);
  void (*normalise)(const Norm& norm, float* x, std::size_t rows);

  /// x = x / 2 (1 + erf(x / sqrt 2)); erf is a polynomial within 1e-6. requires  count is a multiple of kPanel
  void (*gelu)(float* x, std::size_t count);

  /// Of each row, x = exp(scale (x - largest x)) for the first `count`, 0 for the rest up to a multiple of kPanel, and
  /// inverse[row] = 1 / their sum. requires  scale > 0; stride a multiple of kPanel
  void (*soften)(float* x, std::size_t rows, std::size_t stride, std::size_t count, float scale, float* inverse);

  /// c[row][column] = sum over k of a[row][k] b[k][column], by fma in the order of k.
  /// requires  columns is a multiple of kPanel
  void (*product)(Rows a, std::size_t rows, Rows b, std::size_t columns, std::size_t depth, float* c,
                  std::size_t c_stride);
};

/// requires  is_available(path)
[[nodiscard]] const Kernels& kernels(Path path = best_path());

/// The exponential function, within 2 units in the last place, for |x| <= 86; beyond, that of the nearest bound.
[[nodiscard]] float exponential(float x);

}  // namespace entente::neural

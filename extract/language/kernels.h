// The arithmetic of the network, the same to the last bit on every machine.
//
// Matrix products run on integers: activations of 8 bits without sign, weights of 7 bits with sign, so that AVX2's
// multiply-add of byte pairs cannot saturate and every path gives the same sums. What is not a product (gates,
// sigmoid, tanh) is plain float arithmetic, elementwise, in a fixed order and without fused multiply-add; exp is a
// polynomial of our own, since that of a C library differs from version to version.
#pragma once

#include <cstddef>
#include <cstdint>

namespace entente::language {

/// Instruction sets the kernels are written for; all give the same results.
enum class Path : std::uint8_t { portable, avx2, avx512 };
/// The fastest path of this processor.
[[nodiscard]] Path best_path();
[[nodiscard]] bool is_available(Path path);

inline constexpr std::size_t kPanel = 16;    // outputs that are computed together
inline constexpr std::size_t kRowBlock = 6;  // words that are computed together; buffers are padded to a multiple

[[nodiscard]] constexpr std::size_t padded(std::size_t n, std::size_t to) { return (n + to - 1) / to * to; }

/// A quantised matrix: y = scale * (W q + correction) + bias, q = clamp(round(x * inverse_scale) + zero, 0, 255).
/// `weights` holds panels of 16 outputs; in a panel, for each 4 inputs, 16 outputs x 4 weights.
struct Matrix {
  std::uint32_t outputs = 0;  // not padded
  std::uint32_t inputs = 0;   // a multiple of 4
  std::int32_t zero = 0;
  float inverse_scale = 1;
  const std::int8_t* weights = nullptr;
  const float* scale = nullptr;  // one for each output, padded to a multiple of kPanel, as the next two
  const float* bias = nullptr;
  const std::int32_t* correction = nullptr;  // -zero * sum of the output's weights
};

/// x[rows][inputs] to q[rows][inputs]; NaN counts as the smallest value.
void quantise(Path path, const Matrix& matrix, const float* x, std::size_t rows, std::uint8_t* q);

/// Panels of a matrix that are computed together: outputs [16 first, 16 (first + count)).
struct Panels {
  std::size_t first = 0;
  std::size_t count = 0;
};
[[nodiscard]] inline Panels all_panels(const Matrix& matrix) { return {0, padded(matrix.outputs, kPanel) / kPanel}; }

/// The outputs of some panels: y[rows][16 count] = scale * (q W + correction) + bias; rows of y lie `stride` apart;
/// negative values become 0 if `rectify`.
/// requires  rows is a multiple of kRowBlock
void multiply(Path path, const Matrix& matrix, const Panels& panels, const std::uint8_t* q, std::size_t rows,
              bool rectify, float* y, std::size_t stride);

/// Weights of the recurrence: forget and reset gates' look at the state, and their biases; `width` values each.
struct Gates {
  std::uint32_t width = 0;  // both directions; a multiple of 2 * kPanel
  const float* forget_state = nullptr;
  const float* reset_state = nullptr;
  const float* forget_bias = nullptr;
  const float* reset_bias = nullptr;
};

/// Channels [first, first + count) of a recurrent layer, all of one direction; count is a multiple of kPanel.
struct Channels {
  std::size_t first = 0;
  std::size_t count = 0;
};

/// Simple recurrent unit (Lei et al., EMNLP 2018) over one sentence, the first half of the layer's channels from left
/// to right, the second from right to left:
///   f = sigmoid(uf + vf c' + bf)   c = f c' + (1-f) z   r = sigmoid(ur + vr c' + br)   h = r tanh(c) + (1-r) x
/// `u` is [words][3][count] (z, uf, ur) and used up; `x` and `h` are rows of the whole layer, [words][width].
void recur(Path path, const Gates& gates, const Channels& channels, float* u, const float* x, std::size_t words,
           float* h);

/// scores[row][node] = a[row] . b[node], in sixteen partial sums that are added in order. `b` lies in blocks of sixteen
/// nodes, [nodes / 16][width][16]; `nodes` and `width` are multiples of kPanel.
void score(Path path, const float* a, std::size_t rows, const float* b, std::size_t nodes, std::size_t width,
           float* scores);

/// Adds some rows of a table of 8-bit numbers to `sum`. requires  width is a multiple of kPanel
void add_rows(Path path, const std::int8_t* table, std::size_t width, const std::uint32_t* rows, std::size_t count,
              std::int32_t* sum);

/// The exponential function, within 2 units in the last place, for |x| <= 30; beyond, that of the nearest bound.
[[nodiscard]] float exponential(float x);

}  // namespace entente::language

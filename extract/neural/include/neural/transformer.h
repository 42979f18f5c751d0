// The encoder: pieces of words through layers of attention (BERT: Devlin et al., NAACL 2019; post-norm, exact GELU).
//
// Twin of training/encoder/network.py, with the rounding that `Linear.rounds` trains for. A text is cut into windows;
// each is run by itself, so that its vectors depend on nothing else.
#pragma once

#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "neural/encoder.h"
#include "neural/pieces.h"

namespace entente::neural {

/// Pieces of a window, with the marks of its ends.
inline constexpr std::size_t kWindow = 190;

/// Pieces of a text and how they are cut into windows.
struct Windows {
  struct Window {
    std::uint32_t first = 0, last = 0;  // words [first, last)
  };
  std::vector<std::uint32_t> rows;    // pieces of all words
  std::vector<std::uint32_t> starts;  // [words + 1]: where those of each word begin
  std::vector<Window> windows;
};
/// Whole sentences in their order, as many as go into a window; one that is longer is cut between words.
[[nodiscard]] Windows windows_of(const Pieces& pieces, std::span<const Word> words,
                                 std::span<const std::uint32_t> sentences, std::size_t longest = kWindow);

/// What the sections "encoder.*" of a model hold.
struct TransformerWeights {
  struct Layer {
    Linear q, k, v, ao, fi, fo;
    Norm aln, oln;
  };
  std::uint32_t width = 0, heads = 0, feed_forward = 0, positions = 0, banks = 0, pieces = 0;
  std::span<const std::byte> words;  // rows of blocks of 32 weights of 4 bits: float16 scale, 16 bytes
  std::span<const float> position, bank;
  Norm norm;
  std::vector<Layer> layers;

  static TransformerWeights read(ModelReader& in);
};

class Transformer final : public Encoder {
 public:
  /// The bytes of the model must outlive the result. The caller asks `in` for errors.
  explicit Transformer(ModelReader& in, Path path = best_path());
  ~Transformer() override;

  [[nodiscard]] std::size_t width() const override { return weights_.width; }
  [[nodiscard]] Encoding encode(std::span<const Word> words, std::span<const std::uint32_t> sentences,
                                std::uint32_t bank) const override;
  [[nodiscard]] const Pieces& pieces() const { return pieces_; }
  [[nodiscard]] std::uint32_t banks() const { return weights_.banks; }

  /// The vectors of the pieces of one window, with the marks of its ends, [pieces][width].
  /// requires  pieces.size() <= positions; every row is one of the model
  [[nodiscard]] std::vector<float> run(std::span<const std::uint32_t> pieces, std::uint32_t bank) const;

 private:
  class Run;  // the buffers of one thread
  [[nodiscard]] std::unique_ptr<Run> take() const;
  void give_back(std::unique_ptr<Run> run) const;

  TransformerWeights weights_;
  Pieces pieces_;
  const Kernels& kernels_;
  mutable std::mutex mutex_;
  mutable std::vector<std::unique_ptr<Run>> waiting_;
};

}  // namespace entente::neural

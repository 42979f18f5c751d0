// The seam between the network and those who use it: words in, one vector for each out.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace entente::neural {

/// A word as the encoder sees it.
struct Word {
  std::string_view form;
  bool spaced = true;  // white space or nothing stands before it
};

/// The vectors of the words of a text, in their order.
class Encoding {
 public:
  Encoding() = default;
  Encoding(std::size_t words, std::size_t width) : width_(width), vectors_(words * width) {}

  [[nodiscard]] std::size_t size() const { return width_ == 0 ? 0 : vectors_.size() / width_; }
  [[nodiscard]] std::size_t width() const { return width_; }
  [[nodiscard]] std::span<const float> operator[](std::size_t word) const {
    return {vectors_.data() + word * width_, width_};
  }
  [[nodiscard]] std::span<float> operator[](std::size_t word) { return {vectors_.data() + word * width_, width_}; }
  /// [size()][width()]
  [[nodiscard]] const float* data() const { return vectors_.data(); }

 private:
  std::size_t width_ = 0;
  std::vector<float> vectors_;
};

class Encoder {
 public:
  virtual ~Encoder() = default;
  [[nodiscard]] virtual std::size_t width() const = 0;
  /// Words look at each other in their sentence and in the sentences around it.
  ///   sentences  the number of words up to and including each sentence; the last one is words.size()
  ///   bank       the style or language that the text is read as
  ///   ensures    the same words give the same vectors, to the bit, on every machine and in every thread
  [[nodiscard]] virtual Encoding encode(std::span<const Word> words, std::span<const std::uint32_t> sentences,
                                        std::uint32_t bank) const = 0;
};

}  // namespace entente::neural

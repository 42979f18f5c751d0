// The bytes of a model file, to be changed by tests and fuzzers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

#include "neural/model_file.h"

namespace entente::neural {

/// Bytes of a model, aligned as a mapping would be.
struct Bytes {
  explicit Bytes(std::string_view content) : words((content.size() + 63) / 64 * 8), size(content.size()) {
    if (size > 0) std::memcpy(words.data(), content.data(), size);
  }
  [[nodiscard]] char* data() { return reinterpret_cast<char*>(words.data()); }
  [[nodiscard]] std::span<const std::byte> first(std::size_t n) const {
    return std::as_bytes(std::span(words)).first(n);
  }
  [[nodiscard]] std::span<const std::byte> all() const { return first(size); }
  /// Makes a changed model pass for whole: its checksum is put right. requires  a head of 64 bytes, whole words
  void sign() {
    std::vector<std::byte> rest(all().begin(), all().begin() + 24);
    rest.insert(rest.end(), all().begin() + 32, all().end());
    const std::uint64_t sum = checksum(rest);
    std::memcpy(data() + 24, &sum, 8);
  }
  std::vector<std::uint64_t> words;
  std::size_t size;
};

}  // namespace entente::neural

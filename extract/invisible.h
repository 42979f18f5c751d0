// Characters that nobody sees inside words: soft hyphens, zero-width spaces and joiners, marks of direction. A text is
// read without them, and what was read is led back to the text as it is.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "entente/extract/document.h"

namespace entente {

/// The text without U+00AD, U+200B to U+200F, U+2060 and U+FEFF. cost O(n)
[[nodiscard]] std::string without_invisible(std::string_view utf8);
/// Whether there is any. cost O(n)
[[nodiscard]] bool has_invisible(std::string_view utf8);

/// Where the bytes of `without_invisible(utf8)` stand in `utf8`.
class VisibleMap {
 public:
  explicit VisibleMap(std::string_view utf8);
  /// A span of the visible text as one of the original: from the first of its characters to the last, with what is
  /// invisible between them and without what is around them. cost O(log n)
  [[nodiscard]] ByteSpan original(ByteSpan visible) const;

 private:
  [[nodiscard]] std::uint32_t original(std::uint32_t byte) const;
  struct Cut {
    std::uint32_t at = 0;       // in the visible text: what was left out stood before this byte
    std::uint32_t removed = 0;  // bytes left out so far
  };
  std::vector<Cut> cuts_;
};

}  // namespace entente

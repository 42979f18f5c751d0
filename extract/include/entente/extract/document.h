// An article that has been read: valid UTF-8, NFC, LF line ends.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "entente/graph/fragment.h"

namespace entente {

struct Document {
  Article article;
  std::string text;  // the whole text, headline and date line included; offsets count in it
};

/// Half-open, in UTF-8 bytes of Document::text. Used inside extract/ only; converted by OffsetMap at the door.
struct ByteSpan {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  auto operator<=>(const ByteSpan&) const = default;
};

[[nodiscard]] inline std::string_view slice(std::string_view text, ByteSpan span) {
  return text.substr(span.begin, span.end - span.begin);
}

/// Converts byte offsets of one text to code points. Built in O(n), each look-up O(1).
class OffsetMap {
 public:
  explicit OffsetMap(std::string_view utf8);
  [[nodiscard]] Span to_code_points(ByteSpan bytes) const { return {code_point(bytes.begin), code_point(bytes.end)}; }
  [[nodiscard]] ByteSpan to_bytes(Span span) const;

 private:
  [[nodiscard]] std::uint32_t code_point(std::uint32_t byte) const;
  static constexpr std::uint32_t kStride = 64;
  std::string_view text_;
  std::vector<std::uint32_t> count_;  // code points before byte kStride * i
};

}  // namespace entente

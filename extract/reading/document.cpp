#include "entente/extract/document.h"

#include <algorithm>

namespace entente {
namespace {
bool starts_code_point(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }
}  // namespace

OffsetMap::OffsetMap(std::string_view utf8) : text_(utf8) {
  count_.reserve(utf8.size() / kStride + 1);
  std::uint32_t seen = 0;
  for (std::uint32_t byte = 0; byte < utf8.size(); ++byte) {
    if (byte % kStride == 0) count_.push_back(seen);
    seen += starts_code_point(utf8[byte]);
  }
  if (utf8.size() % kStride == 0) count_.push_back(seen);
}

std::uint32_t OffsetMap::code_point(std::uint32_t byte) const {
  std::uint32_t seen = count_[byte / kStride];
  for (std::uint32_t at = byte - byte % kStride; at < byte; ++at) seen += starts_code_point(text_[at]);
  return seen;
}

ByteSpan OffsetMap::to_bytes(Span span) const {
  auto byte_of = [this](std::uint32_t code_point) {
    const auto block = std::upper_bound(count_.begin(), count_.end(), code_point) - count_.begin() - 1;
    auto byte = static_cast<std::uint32_t>(block) * kStride;
    std::uint32_t seen = count_[static_cast<std::size_t>(block)];
    while (byte < text_.size() && (seen < code_point || !starts_code_point(text_[byte]))) {
      seen += starts_code_point(text_[byte]);
      ++byte;
    }
    return byte;
  };
  return {byte_of(span.begin), byte_of(span.end)};
}

}  // namespace entente

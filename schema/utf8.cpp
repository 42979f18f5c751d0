#include "entente/schema/utf8.h"

#include <unicode/utf8.h>

#include <cstdint>
#include <cstring>

namespace entente {
namespace {

bool is_ascii_block(const char* at) {
  std::uint64_t block = 0;
  std::memcpy(&block, at, sizeof block);
  return (block & 0x8080808080808080U) == 0;
}

// Calls use(bytes, is_sound) for one code point or one part that is none after the other.
template <class Use>
void for_each_part(std::string_view bytes, Use use) {
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  const auto size = static_cast<std::int64_t>(bytes.size());
  for (std::int64_t at = 0; at < size;) {
    const std::int64_t begin = at;
    UChar32 c = 0;
    U8_NEXT(data, at, size, c);
    use(bytes.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(at - begin)), c >= 0);
  }
}

}  // namespace

bool is_utf8(std::string_view bytes) {
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  const auto size = static_cast<std::int64_t>(bytes.size());
  for (std::int64_t at = 0; at < size;) {
    if (at + 8 <= size && is_ascii_block(bytes.data() + at)) {
      at += 8;
      continue;
    }
    UChar32 c = 0;
    U8_NEXT(data, at, size, c);
    if (c < 0) return false;
  }
  return true;
}

std::string lossy_utf8(std::string_view bytes) {
  std::string text;
  for_each_part(bytes, [&](std::string_view part, bool is_sound) { text += is_sound ? part : "\xEF\xBF\xBD"; });
  return text;
}

std::string escaped_utf8(std::string_view bytes) {
  if (is_utf8(bytes)) return std::string(bytes);
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string text;
  for_each_part(bytes, [&](std::string_view part, bool is_sound) {
    if (is_sound && part != "%") {
      text += part;
      return;
    }
    for (const char c : part) {
      const auto byte = static_cast<unsigned char>(c);
      text.append({'%', kHex[byte >> 4U], kHex[byte & 15U]});
    }
  });
  return text;
}

}  // namespace entente

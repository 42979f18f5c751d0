#include "text.h"

#include <unicode/utf8.h>

#include <cstdint>

namespace entente {
namespace {

constexpr UChar32 kReplacement = 0xFFFD;

void append(std::string& out, UChar32 c) {
  std::uint8_t bytes[U8_MAX_LENGTH];
  std::int32_t length = 0;
  U8_APPEND_UNSAFE(bytes, length, c);
  out.append(bytes, bytes + length);
}

// Calls use(code point); negative for bytes that are no UTF-8.
template <class Use>
void for_each_code_point(std::string_view text, Use use) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto length = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < length;) {
    UChar32 c = 0;
    U8_NEXT(bytes, i, length, c);
    use(c);
  }
}

bool is_noncharacter(UChar32 c) { return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF); }
bool is_space(UChar32 c) { return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029; }
bool is_deceptive(UChar32 c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
         c == 0x200E || c == 0x200F || c == 0xFEFF || is_noncharacter(c);
}
// Letters that take the room of two.
bool is_wide(UChar32 c) { return (c >= 0x1100 && c < 0x1160) || (c >= 0x2E80 && c < 0xFFE0) || c >= 0x1F300; }

// Bytes of `text` that are at most `width` letters wide (at least one letter); `used` becomes their width.
std::size_t first_width(std::string_view text, std::size_t width, std::size_t& used) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto length = static_cast<std::int32_t>(text.size());
  used = 0;
  std::int32_t i = 0;
  while (i < length) {
    const std::int32_t before = i;
    UChar32 c = 0;
    U8_NEXT(bytes, i, length, c);
    const std::size_t wide = is_wide(c) ? 2 : 1;
    if (before > 0 && used + wide > width) return static_cast<std::size_t>(before);
    used += wide;
  }
  return text.size();
}

bool is_xml_character(UChar32 c) {
  return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c != 0xFFFE && c != 0xFFFF);
}

}  // namespace

std::string visible(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool is_space_due = false;
  for_each_code_point(text, [&](UChar32 c) {
    if (is_space(c)) {
      is_space_due = !out.empty();
      return;
    }
    if (is_space_due) out += ' ';
    is_space_due = false;
    append(out, is_deceptive(c) ? kReplacement : c);
  });
  return out;
}

std::string shortened(std::string_view text, std::size_t limit) {
  std::size_t kept = 0;  // bytes of the first limit - 1 code points
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U) continue;
    if (count + 1 == limit) kept = i;
    if (++count > limit) return std::string(text.substr(0, kept)) + "…";
  }
  return std::string(text);
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines(1);
  std::size_t used = 0;
  const auto add = [&](std::string_view word, std::size_t length) {
    if (used > 0 && used + 1 + length > width) {
      lines.emplace_back();
      used = 0;
    }
    if (used > 0) lines.back() += ' ';
    lines.back() += word;
    used += length + (used > 0 ? 1 : 0);
  };
  while (!text.empty()) {
    const std::size_t space = text.find(' ');
    std::string_view word = text.substr(0, space);
    text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
    // A word too long for any line is cut in pieces of one; a few letters may stand out.
    std::size_t length = 0;
    while (first_width(word, width + width / 3, length) < word.size()) {
      const std::size_t cut = first_width(word, width, length);
      add(word.substr(0, cut), length);
      word.remove_prefix(cut);
    }
    add(word, length);
  }
  return lines;
}

std::string xml_escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for_each_code_point(text, [&out](UChar32 c) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      // A parser would turn these into spaces or line feeds.
      case '\t':
        out += "&#9;";
        break;
      case '\n':
        out += "&#10;";
        break;
      case '\r':
        out += "&#13;";
        break;
      default:
        append(out, is_xml_character(c) ? c : kReplacement);
    }
  });
  return out;
}

}  // namespace entente

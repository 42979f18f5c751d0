#include "language/characters.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <array>

namespace entente {
namespace {

CharClass classify(char32_t code) {
  switch (code) {
    case U'\'':
    case U'`':
    case 0x2019:
    case 0x2018:
    case 0x02BC:
      return CharClass::apostrophe;
    case U'-':
    case 0x2010:
    case 0x2011:
      return CharClass::hyphen;
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
      return CharClass::dash;
    case U'.':
    case U'!':
    case U'?':
    case 0x2026:
      return CharClass::stop;
    case U'"':
      return CharClass::quote;
    case 0x00AB:
    case 0x201C:
    case 0x201E:
    case 0x2039:
      return CharClass::open;
    case 0x00BB:
    case 0x201D:
    case 0x203A:
      return CharClass::close;
    case 0x200B:
    case 0xFEFF:
      return CharClass::space;
    default:
      break;
  }
  if (u_isUWhiteSpace(static_cast<UChar32>(code))) return CharClass::space;
  switch (u_charType(static_cast<UChar32>(code))) {
    case U_UPPERCASE_LETTER:
    case U_TITLECASE_LETTER:
      return CharClass::upper;
    case U_LOWERCASE_LETTER:
    case U_MODIFIER_LETTER:
    case U_OTHER_LETTER:
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_COMBINING_SPACING_MARK:
    case U_FORMAT_CHAR:
      return CharClass::lower;
    case U_DECIMAL_DIGIT_NUMBER:
    case U_LETTER_NUMBER:
    case U_OTHER_NUMBER:
      return CharClass::digit;
    case U_CONTROL_CHAR:
      return CharClass::space;
    case U_START_PUNCTUATION:
      return CharClass::open;
    case U_END_PUNCTUATION:
      return CharClass::close;
    default:
      return CharClass::other;
  }
}

// Nearly every character of the two languages lies below this bound, so that ICU is asked once for each of them.
constexpr char32_t kTableSize = 0x250;

const std::array<CharClass, kTableSize>& class_table() {
  static const std::array<CharClass, kTableSize> table = [] {
    std::array<CharClass, kTableSize> result{};
    for (char32_t code = 0; code < kTableSize; ++code) result[code] = classify(code);
    return result;
  }();
  return table;
}

void append_utf8(char32_t code, std::string& out) {
  std::array<char, U8_MAX_LENGTH> buffer{};
  std::size_t length = 0;
  U8_APPEND_UNSAFE(buffer.data(), length, code);
  out.append(buffer.data(), length);
}

}  // namespace

void Characters::decode(std::string_view text, ByteSpan stretch) {
  code_.clear();
  kind_.clear();
  byte_.clear();
  const auto& table = class_table();
  const std::string_view bytes = text.substr(0, stretch.end);
  std::size_t at = stretch.begin;
  while (at < stretch.end) {
    byte_.push_back(static_cast<std::uint32_t>(at));
    UChar32 code = 0;
    U8_NEXT_OR_FFFD(bytes.data(), at, bytes.size(), code);
    const auto point = static_cast<char32_t>(code);
    code_.push_back(point);
    kind_.push_back(point < kTableSize ? table[point] : classify(point));
  }
  byte_.push_back(stretch.end);
}

void Characters::fold(std::size_t begin, std::size_t end, std::string& out) const {
  out.clear();
  for (std::size_t at = begin; at < end; ++at) {
    char32_t code = code_[at];
    if (kind_[at] == CharClass::apostrophe)
      code = U'\'';
    else if (kind_[at] == CharClass::hyphen)
      code = U'-';
    else if (kind_[at] == CharClass::upper)
      code = code < 0x80 ? code + 32 : static_cast<char32_t>(u_tolower(static_cast<UChar32>(code)));
    if (code < 0x80)
      out.push_back(static_cast<char>(code));
    else
      append_utf8(code, out);
  }
}

}  // namespace entente

// The characters of a stretch of text, decoded once and sorted into the classes that segmentation looks at.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "entente/extract/document.h"

namespace entente {

enum class CharClass : std::uint8_t {
  space,       // white space, controls, zero-width space
  upper,       // upper or title case
  lower,       // every other letter, and marks
  digit,       // decimal digits and other numbers (², ½)
  apostrophe,  // ' ’ ‘ ʼ `
  hyphen,      // - and its typographic variants, not the dashes
  dash,        // – — ―
  stop,        // . ! ? …
  open,        // ( [ « “
  close,       // ) ] » ”
  quote,       // the straight "
  other
};

/// One stretch of text as code points. Positions below are indexes of code points in the stretch.
class Characters {
 public:
  /// requires  `text` is valid UTF-8; malformed bytes are read as U+FFFD
  /// cost      O(n)
  void decode(std::string_view text, ByteSpan stretch);

  [[nodiscard]] std::size_t size() const { return code_.size(); }
  [[nodiscard]] char32_t code(std::size_t at) const { return code_[at]; }
  [[nodiscard]] CharClass kind(std::size_t at) const { return kind_[at]; }
  [[nodiscard]] std::uint32_t byte(std::size_t at) const { return byte_[at]; }  // at ≤ size()

  [[nodiscard]] bool is_letter(std::size_t at) const {
    return at < size() && (kind_[at] == CharClass::upper || kind_[at] == CharClass::lower);
  }
  [[nodiscard]] bool is_word(std::size_t at) const {
    return is_letter(at) || (at < size() && kind_[at] == CharClass::digit);
  }
  [[nodiscard]] bool is(std::size_t at, CharClass kind) const { return at < size() && kind_[at] == kind; }
  [[nodiscard]] bool is(std::size_t at, char32_t code) const { return at < size() && code_[at] == code; }
  [[nodiscard]] bool is_ascii_digit(std::size_t at) const {
    return at < size() && code_[at] >= U'0' && code_[at] <= U'9';
  }

  /// [begin, end) in lower case, every apostrophe as ' and every hyphen as -, in `out`.
  void fold(std::size_t begin, std::size_t end, std::string& out) const;

 private:
  std::vector<char32_t> code_;
  std::vector<CharClass> kind_;
  std::vector<std::uint32_t> byte_;  // size() + 1
};

}  // namespace entente

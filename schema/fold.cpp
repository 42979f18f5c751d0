// Folding is the hottest function of the gazetteers: every name of every file passes through it at start-up, and every
// token of every text. So the letters below U+0250 come from a table that ICU fills once; a string with anything else
// goes through ICU as a whole.
#include "entente/schema/fold.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <array>

namespace entente {
namespace {

constexpr UChar32 kTableSize = 0x250;

/// Letters that Unicode does not decompose but readers take for these.
std::string_view spelt_out(UChar32 letter) {
  switch (letter) {
    case 0x00E6:
      return "ae";  // æ
    case 0x00F0:
      return "d";  // ð
    case 0x00F8:
      return "o";  // ø
    case 0x00FE:
      return "th";  // þ
    case 0x0111:
      return "d";  // đ
    case 0x0127:
      return "h";  // ħ
    case 0x0131:
      return "i";  // ı
    case 0x0142:
      return "l";  // ł
    case 0x0153:
      return "oe";  // œ
    case 0x0167:
      return "t";  // ŧ
    case 0x0259:
      return "e";  // ə
    default:
      return {};
  }
}

enum class Class { letter, separator, nothing };

Class class_of(UChar32 c) {
  if (c == '.' || c == 0x00B7) return Class::nothing;  // U.S.; the point inside Catalan l·l
  if (u_isalnum(c) && u_charType(c) != U_MODIFIER_LETTER) return Class::letter;
  switch (u_charType(c)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR:
    case U_MODIFIER_LETTER:
      return Class::nothing;
    case U_COMBINING_SPACING_MARK:
      return Class::letter;
    default:
      return Class::separator;
  }
}

/// Writes letters; a separator becomes one space as soon as a further letter follows.
class Folded {
 public:
  explicit Folded(std::string& out) : out_(out), begin_(out.size()) {}
  void separate() { pending_ = out_.size() > begin_; }
  void letters(std::string_view utf8) {
    if (pending_) out_ += ' ';
    pending_ = false;
    out_ += utf8;
  }
  void restart() { out_.resize(begin_), pending_ = false; }

 private:
  std::string& out_;
  std::size_t begin_;
  bool pending_ = false;
};

/// Case folded first, by the form that is closed under composition, then taken apart.
icu::UnicodeString decompose(const icu::UnicodeString& text) {
  UErrorCode status = U_ZERO_ERROR;
  static const icu::Normalizer2* casefold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  static const icu::Normalizer2* nfkd = icu::Normalizer2::getNFKDInstance(status);
  if (casefold == nullptr || nfkd == nullptr) return text;  // ICU without its normalisation data
  return nfkd->normalize(casefold->normalize(text, status), status);
}

void fold_by_icu(const icu::UnicodeString& text, Folded& out) {
  const icu::UnicodeString decomposed = decompose(text);
  for (int32_t i = 0; i < decomposed.length();) {
    const UChar32 c = decomposed.char32At(i);
    i += U16_LENGTH(c);
    switch (class_of(c)) {
      case Class::nothing:
        break;
      case Class::separator:
        out.separate();
        break;
      case Class::letter:
        if (std::string_view letters = spelt_out(c); !letters.empty()) {
          out.letters(letters);
        } else {
          std::array<char, 4> utf8{};
          int32_t length = 0;
          U8_APPEND_UNSAFE(utf8.data(), length, c);
          out.letters({utf8.data(), static_cast<std::size_t>(length)});
        }
    }
  }
}

struct TableEntry {
  Class what = Class::separator;
  std::string letters;
};

const std::array<TableEntry, kTableSize>& table() {
  static const std::array<TableEntry, kTableSize> entries = [] {
    std::array<TableEntry, kTableSize> result;
    for (UChar32 c = 0; c < kTableSize; ++c) {
      TableEntry& entry = result[static_cast<std::size_t>(c)];
      Folded folded(entry.letters);
      fold_by_icu(icu::UnicodeString(c), folded);
      if (!entry.letters.empty())
        entry.what = Class::letter;
      else if (class_of(c) == Class::nothing)
        entry.what = Class::nothing;
    }
    return result;
  }();
  return entries;
}

}  // namespace

void append_folded(std::string_view utf8, std::string& out) {
  const auto& known = table();
  Folded folded(out);
  const char* bytes = utf8.data();
  const auto length = static_cast<int32_t>(utf8.size());
  for (int32_t i = 0; i < length;) {
    UChar32 c = 0;
    U8_NEXT(bytes, i, length, c);
    if (c < 0 || (c >= 0x2010 && c <= 0x2019 && c != 0x2016 && c != 0x2017)) {  // not UTF-8, dashes, apostrophes
      folded.separate();
    } else if (c >= 0x0300 && c < 0x0345) {  // combining accents
    } else if (c < kTableSize) {
      const TableEntry& entry = known[static_cast<std::size_t>(c)];
      if (entry.what == Class::letter)
        folded.letters(entry.letters);
      else if (entry.what == Class::separator)
        folded.separate();
    } else {
      folded.restart();
      fold_by_icu(icu::UnicodeString::fromUTF8({bytes, length}), folded);
      return;
    }
  }
}

std::string fold_name(std::string_view utf8) {
  std::string folded;
  folded.reserve(utf8.size());
  append_folded(utf8, folded);
  return folded;
}

}  // namespace entente

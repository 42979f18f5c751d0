#include "language/features.h"

#include <algorithm>

namespace entente::language {
namespace {

constexpr std::size_t kMaxLetters = 32;

char32_t fold_letter(char32_t c) {
  switch (c) {
    case 0x2019:
    case 0x2018:
    case 0x02BC:
    case 0x2032:
    case 0x60:
      return U'\'';
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0xAB:
    case 0xBB:
      return U'"';
    case 0xA0:
    case 0x202F:
    case 0x2009:
      return U' ';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
      return U'-';
    default:
      return c;
  }
}

// FNV-1a over code points, continued over several pieces and finished with one mixing step.
class Hash {
 public:
  explicit Hash(std::uint32_t seed) : state_(2166136261U ^ seed) {}
  Hash& add(char32_t c) {
    state_ = (state_ ^ static_cast<std::uint32_t>(c)) * 16777619U;
    return *this;
  }
  Hash& add(std::u32string_view text) {
    for (const char32_t c : text) add(c);
    return *this;
  }
  [[nodiscard]] std::uint32_t value() const {
    const std::uint32_t mixed = (state_ ^ (state_ >> 15)) * 0x2C1B3C6DU;
    return mixed ^ (mixed >> 13);
  }

 private:
  std::uint32_t state_;
};

char32_t shape_letter(char32_t c) {
  if (c >= U'0' && c <= U'9') return U'd';
  if (lower_letter(c) != c) return U'X';
  if (c < 0x80) return c >= U'a' && c <= U'z' ? U'x' : c;
  return U'x';
}

// The shape of a word, runs cut to two: for Paris a capital and two small letters, for Jean-Marc that twice.
struct Shape {
  explicit Shape(std::u32string_view word) {
    for (const char32_t written : word) {
      const char32_t c = shape_letter(written);
      if (size < 2 || letters[size - 1] != c || letters[size - 2] != c) letters[size++] = c;
    }
  }
  [[nodiscard]] std::u32string_view first(std::size_t n) const { return {letters, std::min(n, size)}; }
  char32_t letters[kMaxLetters] = {};
  std::size_t size = 0;
};

std::u32string_view last(std::u32string_view text, std::size_t n) {
  return text.substr(text.size() - std::min(n, text.size()));
}

void add_ngrams(std::u32string_view small, std::uint32_t buckets, std::vector<std::uint32_t>& out) {
  char32_t bounded[kMaxLetters + 2];
  bounded[0] = U'<';
  std::copy(small.begin(), small.end(), bounded + 1);
  bounded[small.size() + 1] = U'>';
  const std::u32string_view word(bounded, small.size() + 2);
  out.push_back(Hash(7).add(word).value() % buckets);
  for (std::uint32_t n = 3; n <= 5; ++n)
    for (std::size_t at = 0; at + n <= word.size(); ++at)
      out.push_back(Hash(n).add(word.substr(at, n)).value() % buckets);
}

void add_affixes(std::u32string_view word, std::u32string_view small, bool first, std::uint32_t buckets,
                 std::vector<std::uint32_t>& out) {
  const Shape shape(word);
  const auto add = [&](const Hash& hash) { out.push_back(hash.value() % buckets); };
  for (std::uint32_t n = 1; n <= 3; ++n) add(Hash(10 + n).add(small.substr(0, n)));
  for (std::uint32_t n = 1; n <= 4; ++n) add(Hash(20 + n).add(last(small, n)));
  add(Hash(31).add(shape.first(kMaxLetters)));
  add(Hash(32).add(first ? U'^' : U'-').add(shape.first(4)));
  add(Hash(33).add(last(small, 2)).add(U'|').add(shape.first(2)));
}

}  // namespace

char32_t lower_letter(char32_t c) {
  if ((c >= 0x41 && c <= 0x5A) || (c >= 0xC0 && c <= 0xDE && c != 0xD7)) return c + 32;
  if (c < 0x100) return c;
  if (c == 0x178) return 0xFF;
  if (c == 0x130 || c == 0x131 || c == 0x138 || c == 0x149 || c == 0x17F) return c;
  if (c <= 0x137 || (c >= 0x14A && c <= 0x177)) return c | 1;
  if (c <= 0x17E) return c % 2 == 1 ? c + 1 : c;
  if ((c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F)) return c + 32;
  if (c >= 0x400 && c <= 0x40F) return c + 80;
  return c;
}

void append_utf8(char32_t c, std::string& out) {
  if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = 0xFFFD;
  const auto byte = [&out](char32_t value) { out.push_back(static_cast<char>(value)); };
  if (c < 0x80) {
    byte(c);
  } else if (c < 0x800) {
    byte(0xC0 | (c >> 6));
    byte(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    byte(0xE0 | (c >> 12));
    byte(0x80 | ((c >> 6) & 0x3F));
    byte(0x80 | (c & 0x3F));
  } else {
    byte(0xF0 | (c >> 18));
    byte(0x80 | ((c >> 12) & 0x3F));
    byte(0x80 | ((c >> 6) & 0x3F));
    byte(0x80 | (c & 0x3F));
  }
}

void append_code_points(std::string_view text, std::u32string& out) {
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at++]);
    const int more = lead < 0x80                   ? 0
                     : lead >= 0xC2 && lead < 0xE0 ? 1
                     : lead >= 0xE0 && lead < 0xF0 ? 2
                     : lead >= 0xF0 && lead < 0xF5 ? 3
                                                   : -1;
    if (more <= 0) {
      out.push_back(more == 0 ? lead : 0xFFFD);
      continue;
    }
    char32_t c = lead & (0x3F >> more);
    int read = 0;
    for (; read < more && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80; ++read)
      c = (c << 6) | (static_cast<unsigned char>(text[at++]) & 0x3F);
    out.push_back(read == more ? c : 0xFFFD);
  }
}

std::uint64_t hash64(std::u32string_view text) {
  return (static_cast<std::uint64_t>(Hash(0x51ED).add(text).value()) << 32) | Hash(0xA11CE).add(text).value();
}

void fold(std::string_view form, WordFeatures& word) {
  word.folded.clear();
  word.lower.clear();
  append_code_points(form, word.folded);
  for (char32_t& c : word.folded) {
    c = fold_letter(c);
    word.lower.push_back(lower_letter(c));
  }
}

void spell(std::string_view form, bool first, const FeatureSizes& sizes, WordFeatures& word) {
  fold(form, word);
  word.ngrams.clear();
  word.affixes.clear();
  Hash high(0x51ED);
  Hash low(0xA11CE);
  for (const char32_t c : word.lower) {
    const char32_t digit_free = c >= U'0' && c <= U'9' ? U'0' : c;
    high.add(digit_free);
    low.add(digit_free);
  }
  word.key = (static_cast<std::uint64_t>(high.value()) << 32) | low.value();
  const std::u32string_view small = std::u32string_view(word.lower).substr(0, kMaxLetters);
  add_ngrams(small, sizes.ngram_buckets, word.ngrams);
  add_affixes(std::u32string_view(word.folded).substr(0, kMaxLetters), small, first, sizes.affix_buckets, word.affixes);
}

void add_gazetteer(std::uint8_t bits, const FeatureSizes& sizes, WordFeatures& word) {
  for (std::uint32_t bit = 0; bit < 8; ++bit)
    if ((bits >> bit & 1U) != 0) word.affixes.push_back(Hash(41).add(U'A' + bit).value() % sizes.affix_buckets);
}

}  // namespace entente::language

#include "language/lines.h"

#include <algorithm>

namespace entente {
namespace {

constexpr std::size_t kNarrowestMargin = 40;
constexpr std::size_t kWidestMargin = 120;

struct Line {
  ByteSpan span;               // without white space around
  std::size_t width = 0;       // code points
  std::size_t first_word = 0;  // code points
  bool ends_open = false;      // on a letter, a digit or a comma
  bool starts_lower = false;
};

bool is_ascii_space(char c) { return c == ' ' || c == '\t' || c == '\v' || c == '\f' || c == '\r'; }
bool is_lead(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

// Only to tell a word that goes on from one that starts: small letters of ASCII, and ß to ÿ but ÷.
bool starts_in_lower_case(std::string_view line) {
  if (line[0] >= 'a' && line[0] <= 'z') return true;
  return line.size() > 1 && line[0] == '\xC3' && line[1] >= '\x9F' && line[1] != '\xB7';
}

Line measure(std::string_view text, std::size_t begin, std::size_t end) {
  while (begin < end && is_ascii_space(text[begin])) ++begin;
  while (begin < end && is_ascii_space(text[end - 1])) --end;
  Line line;
  line.span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  if (begin == end) return line;
  const std::string_view content = text.substr(begin, end - begin);
  line.width = static_cast<std::size_t>(std::count_if(content.begin(), content.end(), is_lead));
  const std::string_view word = content.substr(0, std::min(content.find(' '), content.size()));
  line.first_word = static_cast<std::size_t>(std::count_if(word.begin(), word.end(), is_lead));
  const auto last = static_cast<unsigned char>(content.back());
  line.ends_open = last == ',' || (last >= '0' && last <= '9') || ((last | 32U) >= 'a' && (last | 32U) <= 'z');
  line.starts_lower = starts_in_lower_case(content);
  return line;
}

bool goes_on(const Line& line, const Line& next) {
  return line.width >= kNarrowestMargin && line.ends_open && next.starts_lower;
}

// Adds the stretches of lines [first, last), none of them blank.
void add_block(const std::vector<Line>& lines, std::size_t first, std::size_t last, std::vector<ByteSpan>& result) {
  std::size_t margin = 0;
  for (std::size_t i = first; i < last; ++i) margin = std::max(margin, lines[i].width);
  bool filled = last - first >= 2 && margin >= kNarrowestMargin && margin <= kWidestMargin;
  for (std::size_t i = first; filled && i + 1 < last; ++i)
    filled = lines[i].width + 1 + lines[i + 1].first_word > margin;
  // Two lines alone may be a title and a sentence of like length.
  if (last - first == 2) filled = filled && lines[first].ends_open && lines[first + 1].starts_lower;
  ByteSpan stretch = lines[first].span;
  for (std::size_t i = first + 1; i < last; ++i) {
    if (filled || goes_on(lines[i - 1], lines[i])) {
      stretch.end = lines[i].span.end;
    } else {
      result.push_back(stretch);
      stretch = lines[i].span;
    }
  }
  result.push_back(stretch);
}

}  // namespace

std::vector<ByteSpan> stretches(std::string_view text) {
  std::vector<Line> lines;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back(measure(text, begin, end));
    begin = end + 1;
  }
  std::vector<ByteSpan> result;
  for (std::size_t first = 0; first < lines.size();) {
    if (lines[first].width == 0) {
      ++first;
      continue;
    }
    std::size_t last = first;
    while (last < lines.size() && lines[last].width > 0) ++last;
    add_block(lines, first, last, result);
    first = last;
  }
  return result;
}

}  // namespace entente

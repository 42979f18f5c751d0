#include "pdf_layout.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <string_view>

#include "entente/schema/fold.h"

namespace entente {
namespace {

struct Line {
  std::size_t page = 0;
  double left = 0, top = 0, right = 0, bottom = 0, size = 0;
  double first_word = 0;  // its width
  std::string text;
  bool is_out = false;  // no part of the text

  [[nodiscard]] double middle() const { return (top + bottom) / 2; }
};

// ---------------------------------------------------------------- lines

bool continues(const Line& line, const PlacedWord& word) {
  const double height = std::max({line.size, word.size, 1.0});
  const bool is_level = std::abs((word.top + word.bottom) / 2 - line.middle()) < height / 2;
  const double gap = word.left - line.right;
  return is_level && gap > -height / 2 && gap < 2.5 * height;
}

std::vector<Line> lines_of(const std::vector<PlacedPage>& pages) {
  std::vector<Line> lines;
  for (std::size_t page = 0; page < pages.size(); ++page)
    for (const PlacedWord& word : pages[page].words) {
      if (word.text.empty()) continue;
      if (lines.empty() || lines.back().page != page || !continues(lines.back(), word)) {
        lines.push_back({page, word.left, word.top, word.right, word.bottom, word.size, word.right - word.left, word.text});
        continue;
      }
      Line& line = lines.back();
      // Words that touch are one: letters of other fonts, small capitals.
      if (word.left - line.right > 0.08 * std::max(word.size, 1.0)) line.text += ' ';
      line.text += word.text;
      line.right = std::max(line.right, word.right);
      line.top = std::min(line.top, word.top);
      line.bottom = std::max(line.bottom, word.bottom);
      line.size = std::max(line.size, word.size);
    }
  return lines;
}

// ---------------------------------------------------------------- heads and numbers of pages

constexpr double kEdge = 0.12;  // of the page's height, above and below, where they stand

/// Text in which numbers are alike: "Page 3" and "Page 12".
std::string without_numbers(std::string_view text) {
  std::string result;
  for (const char c : text)
    if (c < '0' || c > '9')
      result += c;
    else if (!result.ends_with('#'))
      result += '#';
  return result;
}

bool is_page_number(std::string_view text) {
  const std::string folded = without_numbers(fold_name(text));
  constexpr std::array<std::string_view, 8> forms = {"#",          "page #",     "p #",       "page # of #",
                                                     "page # sur #", "# #", "# of #", "page # #"};
  if (std::find(forms.begin(), forms.end(), folded) != forms.end()) return true;
  return folded.size() <= 6 && !folded.empty() && folded.find_first_not_of("ivxl") == folded.npos;
}

bool is_at_edge(const Line& line, const PlacedPage& page) {
  return line.bottom < kEdge * page.height || line.top > (1 - kEdge) * page.height;
}

void leave_out_heads(std::vector<Line>& lines, const std::vector<PlacedPage>& pages) {
  std::map<std::string, std::set<std::size_t>> on_pages;
  for (const Line& line : lines)
    if (is_at_edge(line, pages[line.page])) on_pages[without_numbers(line.text)].insert(line.page);
  for (Line& line : lines) {
    if (!is_at_edge(line, pages[line.page])) continue;
    const std::size_t count = on_pages[without_numbers(line.text)].size();
    // Left and right pages may have heads of their own, chapters too.
    line.is_out = is_page_number(line.text) || (count >= 2 && count * 6 >= pages.size());
  }
}

// ---------------------------------------------------------------- paragraphs

/// The size of letters in which most of the text is set.
double body_size(const std::vector<Line>& lines) {
  std::map<long, std::size_t> letters;
  for (const Line& line : lines) letters[std::lround(line.size * 2)] += line.text.size();
  const auto most = std::max_element(letters.begin(), letters.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == letters.end() ? 0 : static_cast<double>(most->first) / 2;
}

bool is_below(const Line& next, const Line& line) {
  return next.page == line.page && next.top > line.top && next.left < line.right && next.right > line.left;
}

/// The distance between lines of one paragraph: the most frequent.
double pitch_of(const std::vector<Line>& lines, double size) {
  std::map<long, std::size_t> counts;
  for (std::size_t i = 1; i < lines.size(); ++i)
    if (is_below(lines[i], lines[i - 1]) && std::abs(lines[i].size - size) < 1 && std::abs(lines[i - 1].size - size) < 1)
      ++counts[std::lround((lines[i].middle() - lines[i - 1].middle()) * 2)];
  const auto most = std::max_element(counts.begin(), counts.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == counts.end() ? 1.2 * size : static_cast<double>(most->first) / 2;
}

bool ends_sentence(std::string_view text) {
  for (std::string_view closing : {"\"", "\u201D", "\u00BB", ")", " ", "\u00A0", "\u202F", "\u2019", "'"})
    while (text.ends_with(closing)) text.remove_suffix(closing.size());
  return text.ends_with('.') || text.ends_with('!') || text.ends_with('?') || text.ends_with("\u2026");
}

/// The edges of the column in which a line stands: of the lines of its size around it, one below the other.
struct Column {
  double left = 0, right = 0;
};

std::vector<Column> columns_of(const std::vector<Line>& lines) {
  std::vector<Column> columns(lines.size());
  for (std::size_t begin = 0; begin < lines.size();) {
    std::size_t end = begin + 1;
    Column column{lines[begin].left, lines[begin].right};
    while (end < lines.size() && is_below(lines[end], lines[end - 1]) &&
           std::abs(lines[end].size - lines[begin].size) < 1) {
      column.left = std::min(column.left, lines[end].left);
      column.right = std::max(column.right, lines[end].right);
      ++end;
    }
    std::fill(columns.begin() + static_cast<std::ptrdiff_t>(begin), columns.begin() + static_cast<std::ptrdiff_t>(end),
              column);
    begin = end;
  }
  return columns;
}

class Paragraphs {
 public:
  explicit Paragraphs(std::vector<Line> lines)
      : lines_(std::move(lines)), size_(body_size(lines_)), pitch_(pitch_of(lines_, size_)), columns_(columns_of(lines_)) {}

  [[nodiscard]] double size() const { return size_; }

  /// Whether line `i` begins a paragraph. requires  i > 0
  [[nodiscard]] bool begins(std::size_t i) const {
    const Line &line = lines_[i], &before = lines_[i - 1];
    const double size = std::max(line.size, 1.0);
    if (std::abs(line.size - before.size) > 0.12 * size) return true;
    const double indent = line.left - columns_[i].left;
    const bool is_indented = indent > 0.6 * size && indent < 6 * size && !is_centred(i);
    if (!is_below(line, before)) {  // another column or page
      return is_indented || (ends_sentence(before.text) && has_room(i - 1, line.first_word));
    }
    const double gap = line.middle() - before.middle();
    const double pitch = std::abs(line.size - size_) < 1 ? pitch_ : 1.25 * size;
    if (gap > 1.3 * pitch) return true;
    if (is_centred(i)) return false;
    if (is_indented && before.left - columns_[i].left < 0.6 * size) return true;
    return has_room(i - 1, line.first_word) && (ends_sentence(before.text) || is_far_short(i - 1));
  }

  [[nodiscard]] const std::vector<Line>& lines() const { return lines_; }

 private:
  /// Whether a word of this width would have fitted behind line `i`.
  [[nodiscard]] bool has_room(std::size_t i, double width) const {
    return lines_[i].right + width + 0.5 * lines_[i].size < columns_[i].right;
  }
  [[nodiscard]] bool is_far_short(std::size_t i) const {
    return lines_[i].right - columns_[i].left < 0.6 * (columns_[i].right - columns_[i].left);
  }
  [[nodiscard]] bool is_centred(std::size_t i) const {
    const double left = lines_[i].left - columns_[i].left, right = columns_[i].right - lines_[i].right;
    return left > 2.5 * lines_[i].size && std::abs(left - right) < 0.5 * lines_[i].size;
  }

  std::vector<Line> lines_;
  double size_, pitch_;
  std::vector<Column> columns_;
};

// ---------------------------------------------------------------- hyphens

UChar32 first_letter(std::string_view text) {
  UChar32 c = 0;
  std::int32_t at = 0;
  if (text.empty()) return 0;
  U8_NEXT(text.data(), at, static_cast<std::int32_t>(text.size()), c);
  return c;
}

/// The hyphen at the end of a line, "" if there is none.
std::string_view hyphen_at_end(std::string_view text) {
  for (std::string_view hyphen : {"\u00AD", "\u2010", "-"})
    if (text.ends_with(hyphen) && text.size() > hyphen.size()) return text.substr(text.size() - hyphen.size());
  return "";
}

std::string_view last_word(std::string_view text) { return text.substr(text.find_last_of(' ') + 1); }
std::string_view first_word(std::string_view text) { return text.substr(0, text.find(' ')); }

/// Words of the text that have a hyphen inside, folded.
std::set<std::string> hyphenated_words(const std::vector<Line>& lines) {
  std::set<std::string> words;
  for (const Line& line : lines)
    for (std::string_view rest = line.text; !rest.empty();) {
      const std::string_view word = first_word(rest);
      rest.remove_prefix(std::min(word.size() + 1, rest.size()));
      const std::size_t at = word.find('-');
      if (at != word.npos && at > 0 && at + 1 < word.size()) words.insert(fold_name(word));
    }
  return words;
}

void join(std::string& text, std::string_view next, const std::set<std::string>& hyphenated) {
  const std::string_view hyphen = hyphen_at_end(text);
  if (hyphen.empty()) {
    text += ' ';
  } else if (hyphen == "\u00AD") {
    text.resize(text.size() - hyphen.size());
  } else {
    const std::string whole = std::string(last_word(text)) + std::string(first_word(next));
    const bool is_break = u_islower(first_letter(next)) != 0 && !hyphenated.contains(fold_name(whole));
    if (is_break) text.resize(text.size() - hyphen.size());
  }
  text += next;
}

/// Letters that are printed as one.
std::string without_ligatures(std::string text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> ligatures = {
      {{"\uFB00", "ff"}, {"\uFB01", "fi"}, {"\uFB02", "fl"}, {"\uFB03", "ffi"}, {"\uFB04", "ffl"}, {"\uFB05", "st"}, {"\uFB06", "st"}}};
  for (const auto& [ligature, letters] : ligatures)
    for (std::size_t at = 0; (at = text.find(ligature, at)) != text.npos;) text.replace(at, ligature.size(), letters);
  return text;
}

std::size_t words_in(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), ' ')) + 1;
}

}  // namespace

LaidOutText lay_out_text(const std::vector<PlacedPage>& pages) {
  std::vector<Line> all = lines_of(pages);
  leave_out_heads(all, pages);
  std::erase_if(all, [](const Line& line) { return line.is_out; });
  const Paragraphs paragraphs(std::move(all));
  const std::vector<Line>& lines = paragraphs.lines();
  const std::set<std::string> hyphenated = hyphenated_words(lines);
  LaidOutText result;
  double largest = 1.15 * paragraphs.size();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i == 0 || paragraphs.begins(i)) {
      result.paragraphs.push_back(lines[i].text);
    } else {
      join(result.paragraphs.back(), lines[i].text, hyphenated);
    }
    // The name of the newspaper may be larger still, but it is short.
    const bool is_end = i + 1 == lines.size() || paragraphs.begins(i + 1);
    if (is_end && lines[i].page == 0 && lines[i].size > largest && words_in(result.paragraphs.back()) > 2) {
      largest = lines[i].size;
      result.title = result.paragraphs.back();
    }
  }
  for (std::string& paragraph : result.paragraphs) paragraph = without_ligatures(std::move(paragraph));
  result.title = without_ligatures(std::move(result.title));
  return result;
}

}  // namespace entente

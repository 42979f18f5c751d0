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

  [[nodiscard]] double middle() const { return (top + bottom) / 2; }
};

double most_frequent(const std::map<long, std::size_t>& counts) {
  const auto most =
      std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == counts.end() ? 0 : static_cast<double>(most->first);
}

// ---------------------------------------------------------------- lines

using Words = std::vector<const PlacedWord*>;

/// Has letters, and stands where numbers of pages' size can say.
bool is_sound(const PlacedWord& word) {
  for (const double value : {word.left, word.top, word.right, word.bottom, word.size})
    if (!(std::abs(value) < 1e6)) return false;  // NaN too
  return !word.text.empty();
}

double middle(const PlacedWord& word) { return (word.top + word.bottom) / 2; }

bool continues(const Line& line, const PlacedWord& word) {
  const double height = std::max({line.size, word.size, 1.0});
  const bool is_level = std::abs(middle(word) - line.middle()) < height / 2;
  const double gap = word.left - line.right;
  return is_level && gap > -height / 2 && gap < 2.5 * height;
}

void add(const PlacedWord& word, std::size_t page, std::vector<Line>& lines) {
  if (lines.empty() || lines.back().page != page || !continues(lines.back(), word)) {
    lines.push_back({page, word.left, word.top, word.right, word.bottom, word.size, word.right - word.left, word.text});
    return;
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

/// From above to below, each row from left to right. A row: words whose middles are near.
Words by_rows(Words words) {
  std::sort(words.begin(), words.end(),
            [](const PlacedWord* a, const PlacedWord* b) { return middle(*a) < middle(*b); });
  for (auto begin = words.begin(); begin != words.end();) {
    auto end = begin;
    const auto is_level = [&](const PlacedWord& word) {
      return middle(word) - middle(**begin) < 0.6 * std::max(std::min((*begin)->size, word.size), 1.0);
    };
    while (end != words.end() && is_level(**end)) ++end;
    std::stable_sort(begin, end, [](const PlacedWord* a, const PlacedWord* b) { return a->left < b->left; });
    begin = end;
  }
  return words;
}

// ---------------------------------------------------------------- reading order
//
// Poppler's own order takes lines of neighbouring columns for one block where they happen to be level. Here a page is
// cut into bands, from above to below, in each of which the same gutters stay free of words; a band is read column by
// column, and each of its columns is cut in the same way. Recursive cuts: Nagy and Seth, Hierarchical Representation of
// Optically Scanned Documents, 1984.

struct Interval {
  double begin = 0, end = 0;
};

/// The places between `covered` intervals that are as wide as a gutter.
std::vector<Interval> gaps_between(std::vector<Interval> covered, double narrowest) {
  std::sort(covered.begin(), covered.end(), [](const Interval& a, const Interval& b) { return a.begin < b.begin; });
  std::vector<Interval> gaps;
  double end = covered.empty() ? 0 : covered.front().end;
  for (const Interval& next : covered) {
    if (next.begin - end >= narrowest) gaps.push_back({end, next.begin});
    end = std::max(end, next.end);
  }
  return gaps;
}

std::vector<Interval> widths_of(const Words& words) {
  std::vector<Interval> widths;
  widths.reserve(words.size());
  for (const PlacedWord* word : words) widths.push_back({word->left, word->right});
  return widths;
}

/// What of the gaps is left when these words stand in them.
std::vector<Interval> gaps_beside(const std::vector<Interval>& gaps, const Words& words, double narrowest) {
  std::vector<Interval> left;
  for (const Interval& gap : gaps) {
    std::vector<Interval> inside = {{gap.begin, gap.begin}, {gap.end, gap.end}};
    for (const PlacedWord* word : words)
      if (word->right > gap.begin && word->left < gap.end)
        inside.push_back({std::max(word->left, gap.begin), std::min(word->right, gap.end)});
    for (const Interval& rest : gaps_between(std::move(inside), narrowest)) left.push_back(rest);
  }
  return left;
}

/// Words that overlap in height, and those that overlap with these.
std::vector<Words> strips_of(Words words) {
  std::sort(words.begin(), words.end(), [](const PlacedWord* a, const PlacedWord* b) { return a->top < b->top; });
  std::vector<Words> strips;
  double bottom = 0;
  for (const PlacedWord* word : words) {
    // Boxes of letters are somewhat larger than the letters.
    const double slack = 0.2 * (word->bottom - word->top);
    if (strips.empty() || word->top + slack >= bottom) {
      strips.emplace_back();
      bottom = word->bottom;
    }
    strips.back().push_back(word);
    bottom = std::max(bottom, word->bottom);
  }
  return strips;
}

struct Band {
  Words words;
  std::vector<Interval> gutters;
  double narrowest = 0;  // that a gutter may be between such letters
};

std::vector<Band> bands_of(const Words& words, double size) {
  std::vector<Band> bands;
  for (Words& strip : strips_of(words)) {
    double narrowest = 0.7 * size;  // between the words of a headline there is more room
    for (const PlacedWord* word : strip) narrowest = std::max(narrowest, 0.7 * word->size);
    std::vector<Interval> own = gaps_between(widths_of(strip), narrowest);
    if (!bands.empty()) {
      Band& band = bands.back();
      const std::vector<Interval> left = gaps_beside(band.gutters, strip, narrowest);
      const bool goes_on = band.gutters.empty() ? own.empty() : !left.empty();
      if (goes_on) {
        band.words.insert(band.words.end(), strip.begin(), strip.end());
        band.narrowest = std::max(band.narrowest, narrowest);
        band.gutters = band.gutters.empty() ? gaps_between(widths_of(band.words), band.narrowest) : left;
        continue;
      }
    }
    bands.push_back({std::move(strip), std::move(own), narrowest});
  }
  return bands;
}

std::size_t rows_in(const Words& words) {
  std::size_t rows = 0;
  double reach = 0;
  for (const PlacedWord* word : by_rows(words))
    if (rows == 0 || middle(*word) > reach) {
      ++rows;
      reach = middle(*word) + 0.5 * word->size;
    }
  return rows;
}

/// The columns that the gutters of a band leave; only itself, where what looks like a gutter may be chance.
std::vector<Words> columns_of(const Band& band, double size) {
  std::vector<Words> columns = {band.words};
  for (const Interval& gutter : band.gutters) {
    Words before, behind;
    for (const PlacedWord* word : columns.back())
      (word->left < (gutter.begin + gutter.end) / 2 ? before : behind).push_back(word);
    const std::size_t rows = std::min(rows_in(before), rows_in(behind));
    const double width = (gutter.end - gutter.begin) / size;
    const std::size_t enough = width >= 1.4 ? 2 : width >= 1 ? 4 : 8;  // spaces of so many lines are in line by chance
    if (rows < enough) continue;
    columns.back() = std::move(before);
    columns.push_back(std::move(behind));
  }
  return columns;
}

Words in_reading_order(const Words& words, double size, int deepest = 6) {
  if (words.empty()) return {};
  Words ordered;
  for (const Band& band : bands_of(words, size)) {
    const std::vector<Words> columns = columns_of(band, size);
    for (const Words& column : columns) {
      const bool is_whole = columns.size() == 1 || deepest == 0;
      const Words part = is_whole ? by_rows(column) : in_reading_order(column, size, deepest - 1);
      ordered.insert(ordered.end(), part.begin(), part.end());
    }
  }
  return ordered;
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
  constexpr std::array<std::string_view, 8> forms = {"#",   "page #", "p #",     "page # of #", "page # sur #",
                                                     "# #", "# of #", "page # #"};
  if (std::find(forms.begin(), forms.end(), folded) != forms.end()) return true;
  return folded.size() <= 6 && !folded.empty() && folded.find_first_not_of("ivxl") == folded.npos;
}

/// The words of each page that are no running heads and no numbers of pages.
std::vector<Words> without_heads(const std::vector<PlacedPage>& pages) {
  std::vector<std::vector<Line>> edges(pages.size());
  std::vector<std::vector<std::size_t>> line_of(pages.size());  // for the words of `at_edge`
  std::vector<Words> at_edge(pages.size()), kept(pages.size());
  std::map<std::string, std::set<std::size_t>> on_pages;
  for (std::size_t page = 0; page < pages.size(); ++page) {
    for (const PlacedWord& word : pages[page].words) {
      if (!is_sound(word)) continue;
      const bool is_edge = word.bottom < kEdge * pages[page].height || word.top > (1 - kEdge) * pages[page].height;
      (is_edge ? at_edge : kept)[page].push_back(&word);
    }
    at_edge[page] = by_rows(std::move(at_edge[page]));
    for (const PlacedWord* word : at_edge[page]) {
      add(*word, page, edges[page]);
      line_of[page].push_back(edges[page].size() - 1);
    }
    for (const Line& line : edges[page]) on_pages[without_numbers(line.text)].insert(page);
  }
  for (std::size_t page = 0; page < pages.size(); ++page)
    for (std::size_t i = 0; i < at_edge[page].size(); ++i) {
      const Line& line = edges[page][line_of[page][i]];
      const std::size_t count = on_pages[without_numbers(line.text)].size();
      // Left and right pages may have heads of their own, chapters too.
      const bool is_head = is_page_number(line.text) || (count >= 2 && count * 6 >= pages.size());
      if (!is_head) kept[page].push_back(at_edge[page][i]);
    }
  return kept;
}

std::vector<Line> lines_of(const std::vector<PlacedPage>& pages) {
  std::map<long, std::size_t> letters;  // by their size, in halves of a point
  for (const PlacedPage& page : pages)
    for (const PlacedWord& word : page.words)
      if (is_sound(word)) letters[std::lround(2 * word.size)] += word.text.size();
  const double size = std::max(1.0, most_frequent(letters) / 2);
  std::vector<Line> lines;
  const std::vector<Words> kept = without_heads(pages);
  for (std::size_t page = 0; page < pages.size(); ++page)
    for (const PlacedWord* word : in_reading_order(kept[page], size)) add(*word, page, lines);
  return lines;
}

// ---------------------------------------------------------------- paragraphs

/// The size of letters in which most of the text is set.
double body_size(const std::vector<Line>& lines) {
  std::map<long, std::size_t> letters;
  for (const Line& line : lines) letters[std::lround(line.size * 2)] += line.text.size();
  return most_frequent(letters) / 2;
}

bool is_below(const Line& next, const Line& line) {
  return next.page == line.page && next.top > line.top && next.left < line.right && next.right > line.left;
}

/// The distance between lines of one paragraph: the most frequent.
double pitch_of(const std::vector<Line>& lines, double size) {
  std::map<long, std::size_t> counts;
  for (std::size_t i = 1; i < lines.size(); ++i)
    if (is_below(lines[i], lines[i - 1]) && std::abs(lines[i].size - size) < 1 &&
        std::abs(lines[i - 1].size - size) < 1)
      ++counts[std::lround((lines[i].middle() - lines[i - 1].middle()) * 2)];
  return counts.empty() ? 1.2 * size : most_frequent(counts) / 2;
}

bool ends_sentence(std::string_view text) {
  for (std::string_view closing : {"\"", "\u201D", "\u00BB", ")", " ", "\u00A0", "\u202F", "\u2019", "'"})
    while (text.ends_with(closing)) text.remove_suffix(closing.size());
  return text.ends_with('.') || text.ends_with('!') || text.ends_with('?') || text.ends_with("\u2026");
}

/// The hyphen at the end of a line, "" if there is none.
std::string_view hyphen_at_end(std::string_view text) {
  for (std::string_view hyphen : {"\u00AD", "\u2010", "-"})
    if (text.ends_with(hyphen) && text.size() > hyphen.size()) return text.substr(text.size() - hyphen.size());
  return "";
}

/// The edges of the column in which a line stands: of the lines of its size around it, one below the other.
struct Column {
  double left = 0, right = 0;
};

std::vector<Column> columns_around(const std::vector<Line>& lines) {
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
      : lines_(std::move(lines)),
        size_(body_size(lines_)),
        pitch_(pitch_of(lines_, size_)),
        columns_(columns_around(lines_)) {}

  [[nodiscard]] double size() const { return size_; }

  /// Whether line `i` begins a paragraph. requires  i > 0
  [[nodiscard]] bool begins(std::size_t i) const {
    const Line &line = lines_[i], &before = lines_[i - 1];
    const double size = std::max(line.size, 1.0);
    if (std::abs(line.size - before.size) > 0.12 * size) return true;
    if (!hyphen_at_end(before.text).empty()) return false;
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
    // What has one hyphen may have another: "c'est-" and "à-dire".
    const std::size_t inside = first_word(next).find('-');
    const bool has_another = inside != next.npos && inside + 1 < first_word(next).size();
    const bool is_break = u_islower(first_letter(next)) != 0 && !has_another && !hyphenated.contains(fold_name(whole));
    if (is_break) text.resize(text.size() - hyphen.size());
  }
  text += next;
}

/// Letters that are printed as one.
std::string without_ligatures(std::string text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> ligatures = {{{"\uFB00", "ff"},
                                                                                       {"\uFB01", "fi"},
                                                                                       {"\uFB02", "fl"},
                                                                                       {"\uFB03", "ffi"},
                                                                                       {"\uFB04", "ffl"},
                                                                                       {"\uFB05", "st"},
                                                                                       {"\uFB06", "st"}}};
  for (const auto& [ligature, letters] : ligatures)
    for (std::size_t at = 0; (at = text.find(ligature, at)) != text.npos;) text.replace(at, ligature.size(), letters);
  return text;
}

std::size_t words_in(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), ' ')) + 1;
}

}  // namespace

LaidOutText lay_out_text(const std::vector<PlacedPage>& pages) {
  const Paragraphs paragraphs(lines_of(pages));
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

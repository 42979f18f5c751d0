// A line is cut into words and numbers; a date is one of a few short patterns over them. Words are compared in lower
// case and without accents, so that "Publie le 1er Aout 2024" reads like its correct form; which words are months and
// which announce a date is data (page_words.h).
//
// A date of publication is told from that of an event by what else its line holds: in "Par X avec AFP - Publié le 19
// décembre 2016 à 08h26" every word is a name, a word of bylines or a word of dates; in "Le rapport, publié le 12 mars
// 2024, accuse …" some belong to a sentence.
#include "dates.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <vector>

#include "entente/schema/fold.h"
#include "page_words.h"

namespace entente {
namespace {

struct Piece {
  enum Kind { word, number, mark } kind = mark;
  std::uint32_t begin = 0, end = 0;
  std::string text;  // folded word, digits, or one byte
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0; }

/// Signs beyond ASCII that stand between words; 0 means a space.
struct Sign {
  std::string_view bytes;
  char as;
};
constexpr std::array<Sign, 17> kSigns = {{{"\u00A0", 0},
                                          {"\u202F", 0},
                                          {"\u2009", 0},
                                          {"\u2013", '-'},
                                          {"\u2014", '-'},
                                          {"\u2212", '-'},
                                          {"\u00B7", '|'},
                                          {"\u2022", '|'},
                                          {"\u25CF", '|'},
                                          {"\u2502", '|'},
                                          {"\u203A", '|'},
                                          {"\u2019", '\''},
                                          {"\u00AB", '"'},
                                          {"\u00BB", '"'},
                                          {"\u201C", '"'},
                                          {"\u201D", '"'},
                                          {"\u2026", '.'}}};

const Sign* sign_at(std::string_view text) {
  if (text.empty() || (text.front() & 0x80) == 0) return nullptr;
  const auto* found =
      std::find_if(kSigns.begin(), kSigns.end(), [&](const Sign& sign) { return text.starts_with(sign.bytes); });
  return found == kSigns.end() ? nullptr : found;
}

/// Spaces, non-breaking ones too, separate and are no pieces.
std::vector<Piece> pieces(std::string_view line) {
  std::vector<Piece> result;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t begin = at;
    Piece piece;
    if (const Sign* sign = sign_at(line.substr(at))) {
      at += sign->bytes.size();
      if (sign->as == 0) continue;
      piece.text = sign->as;
    } else if (line[at] == ' ' || line[at] == '\t') {
      ++at;
      continue;
    } else if (is_digit(line[at])) {
      piece.kind = Piece::number;
      while (at < line.size() && is_digit(line[at])) ++at;
      piece.text = line.substr(begin, at - begin);
    } else if (is_letter(line[at])) {
      piece.kind = Piece::word;
      while (at < line.size() && is_letter(line[at]) && sign_at(line.substr(at)) == nullptr) ++at;
      piece.text = fold_name(line.substr(begin, at - begin));
    } else {
      piece.text = line[at++];
    }
    piece.begin = static_cast<std::uint32_t>(begin);
    piece.end = static_cast<std::uint32_t>(at);
    result.push_back(std::move(piece));
  }
  return result;
}

std::string iso_date(int year, int month, int day) {
  constexpr std::array<int, 13> days = {0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (year < 1900 || year > 2100 || month < 1 || month > 12 || day < 1) return "";
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  if (day > days[static_cast<std::size_t>(month)] || (month == 2 && day == 29 && !leap)) return "";
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02d-%02d", year, month, day);
  return text.data();
}

/// A cursor over pieces; every match_* moves it only on success.
class Cursor {
 public:
  Cursor(const std::vector<Piece>& pieces, std::size_t at) : pieces_(&pieces), at_(at) {}

  bool mark(std::string_view one_of) {
    if (at_ >= pieces_->size() || (*pieces_)[at_].kind != Piece::mark ||
        one_of.find((*pieces_)[at_].text) == one_of.npos)
      return false;
    ++at_;
    return true;
  }
  bool word(std::string_view word_class) {
    if (at_ >= pieces_->size() || (*pieces_)[at_].kind != Piece::word) return false;
    if (!page_words().is(word_class, (*pieces_)[at_].text)) return false;
    ++at_;
    return true;
  }
  bool number(std::size_t min_digits, std::size_t max_digits, int& value) {
    if (at_ >= pieces_->size() || (*pieces_)[at_].kind != Piece::number) return false;
    const std::string& digits = (*pieces_)[at_].text;
    if (digits.size() < min_digits || digits.size() > max_digits) return false;
    value = std::stoi(digits);
    ++at_;
    return true;
  }
  bool month(int& value) {
    if (at_ >= pieces_->size() || (*pieces_)[at_].kind != Piece::word) return false;
    value = page_words().month((*pieces_)[at_].text);
    if (value == 0) return false;
    ++at_;
    mark(".");
    return true;
  }
  /// "10:34:00" and a zone: what stands before the year in "Tue Mar 12 10:34:00 CET 2024".
  void clock() {
    Cursor attempt = *this;
    int hour = 0, minute = 0, second = 0;
    if (!attempt.number(2, 2, hour) || !attempt.mark(":") || !attempt.number(2, 2, minute)) return;
    if (attempt.mark(":")) attempt.number(2, 2, second);
    attempt.word("dressing");
    *this = attempt;
  }
  [[nodiscard]] std::size_t at() const { return at_; }
  /// Whether such a mark stands before the cursor.
  [[nodiscard]] bool after(std::string_view one_of) const {
    return at_ > 0 && (*pieces_)[at_ - 1].kind == Piece::mark && one_of.find((*pieces_)[at_ - 1].text) != one_of.npos;
  }

 private:
  const std::vector<Piece>* pieces_;
  std::size_t at_;
};

std::string date_in_words(Cursor& cursor) {
  int year = 0, month = 0, day = 0;
  Cursor try_day_first = cursor;
  if (try_day_first.number(1, 2, day)) {
    try_day_first.word("ordinal");
    try_day_first.word("date-link");
    try_day_first.mark("-/");  // 28-Oct-2024
    if (try_day_first.month(month)) {
      try_day_first.mark(",-/");
      if (try_day_first.number(4, 4, year)) {
        cursor = try_day_first;
        return iso_date(year, month, day);
      }
    }
  }
  Cursor try_month_first = cursor;
  if (try_month_first.month(month) && try_month_first.number(1, 2, day)) {
    try_month_first.word("ordinal");
    try_month_first.mark(",");
    try_month_first.clock();
    if (try_month_first.number(4, 4, year)) {
      cursor = try_month_first;
      return iso_date(year, month, day);
    }
  }
  return "";
}

/// `first`/`second`/`year` in the order of the language; "" where that leaves open which is the month.
std::string ordered(int first, int second, int year, std::string_view language) {
  const PageWords::Figures order = page_words().figures(language);
  const bool ambiguous = first <= 12 && second <= 12 && first != second;
  if (ambiguous && order == PageWords::Figures::unclear) return "";
  const bool month_first = second > 12 || (ambiguous && order == PageWords::Figures::month_first);
  return month_first ? iso_date(year, first, second) : iso_date(year, second, first);
}

std::string date_in_figures(Cursor& cursor, std::string_view language) {
  constexpr std::string_view separators = "-/.";
  int first = 0, second = 0, third = 0;
  Cursor attempt = cursor;
  if (attempt.number(4, 4, first) && attempt.mark(separators) && attempt.number(1, 2, second) &&
      attempt.mark(separators) && attempt.number(1, 2, third)) {
    cursor = attempt;
    return iso_date(first, second, third);
  }
  attempt = cursor;
  if (attempt.number(8, 8, first)) {  // 20241028
    cursor = attempt;
    return iso_date(first / 10000, first / 100 % 100, first % 100);
  }
  attempt = cursor;
  if (!attempt.number(1, 2, first) || !attempt.mark(separators) || !attempt.number(1, 2, second) ||
      !attempt.mark(separators))
    return "";
  if (attempt.number(4, 4, third)) {
    cursor = attempt;
    return ordered(first, second, third, language);
  }
  // 28/10/24, where it is no part of a longer number
  const bool in_number = cursor.after(separators);
  if (!attempt.number(2, 2, third) || in_number || attempt.mark(separators)) return "";
  cursor = attempt;
  return ordered(first, second, 2000 + third, language);
}

/// A date and the pieces [first, last) that it takes.
struct Found {
  std::size_t first = 0, last = 0;
  std::string iso;
};

std::vector<Found> dates_in(const std::vector<Piece>& line, std::string_view language, std::size_t most) {
  std::vector<Found> result;
  for (std::size_t at = 0; at < line.size() && result.size() < most;) {
    Cursor cursor(line, at);
    std::string iso = date_in_words(cursor);
    if (iso.empty()) iso = date_in_figures(cursor, language);
    if (iso.empty()) {
      ++at;
      continue;
    }
    result.push_back({at, cursor.at(), std::move(iso)});
    at = cursor.at();
  }
  return result;
}

DateInText located(const std::vector<Piece>& line, const Found& date) {
  return {{line[date.first].begin, line[date.last - 1].end}, date.iso};
}

bool is_mark(const Piece& piece, std::string_view one_of) {
  return piece.kind == Piece::mark && one_of.find(piece.text) != one_of.npos;
}

/// Hours, zones, prepositions, weekdays: words beside a date that are part of no sentence.
bool is_dressing(const Piece& piece) {
  return piece.kind == Piece::word &&
         (page_words().is("weekday", piece.text) || page_words().is("dressing", piece.text));
}

/// The phrase of `word_class` that begins at `at`, in pieces; 0 if none does.
std::size_t phrase_at(const std::vector<Piece>& line, std::size_t at, std::string_view word_class) {
  std::size_t longest = 0;
  for (const std::vector<std::string>& phrase : page_words().phrases(word_class)) {
    if (phrase.size() <= longest || at + phrase.size() > line.size()) continue;
    bool same = true;
    for (std::size_t i = 0; i < phrase.size() && same; ++i)
      same = line[at + i].kind == Piece::word && line[at + i].text == phrase[i];
    if (same) longest = phrase.size();
  }
  return longest;
}

/// What the line says of each of its pieces.
enum class Part { mark, date, dressing, published, updated, credit, name, sentence };

/// "Le" and "É" begin with a capital, "le" and "é" do not.
bool begins_small(std::string_view word) {
  const auto first = static_cast<unsigned char>(word[0]);
  if (first >= 'a' && first <= 'z') return true;
  return first == 0xC3 && word.size() > 1 && static_cast<unsigned char>(word[1]) >= 0xA0;
}

/// "Le Point.fr", "foreignpolicynews.org": two words that nothing but a period parts are of an address.
bool is_address(const std::vector<Piece>& cut, std::size_t period) {
  if (period == 0 || period + 1 >= cut.size() || !is_mark(cut[period], ".")) return false;
  const Piece &before = cut[period - 1], &after = cut[period + 1];
  return before.kind == Piece::word && after.kind == Piece::word && before.text.size() > 1 &&
         before.end == cut[period].begin && cut[period].end == after.begin;
}

std::vector<Part> parts_of(std::string_view line, const std::vector<Piece>& cut, const std::vector<Found>& dates) {
  std::vector<Part> parts(cut.size(), Part::mark);
  for (std::size_t i = 0; i < cut.size(); ++i) {
    const Piece& piece = cut[i];
    if (piece.kind == Piece::number) parts[i] = Part::dressing;
    if (piece.kind != Piece::word) continue;
    const bool in_address = is_address(cut, i + 1) || (i > 0 && is_address(cut, i - 1));
    const bool small = begins_small(line.substr(piece.begin)) && !in_address;
    if (is_dressing(piece))
      parts[i] = Part::dressing;
    else if (page_words().is("credit", piece.text))
      parts[i] = Part::credit;
    else
      parts[i] = small ? Part::sentence : Part::name;
  }
  for (std::size_t i = 0; i < cut.size(); ++i)
    for (const auto& [word_class, part] : {std::pair{"published", Part::published}, {"updated", Part::updated}})
      for (std::size_t length = phrase_at(cut, i, word_class); length > 0; --length) parts[i + length - 1] = part;
  for (const Found& date : dates)
    for (std::size_t i = date.first; i < date.last; ++i) parts[i] = Part::date;
  return parts;
}

/// What announces the date: the words before it, hours and prepositions left out.
Announcement announced(const std::vector<Part>& parts, const std::vector<Piece>& cut, std::size_t date) {
  for (std::size_t i = date; i-- > 0;) {
    if (parts[i] == Part::published) return Announcement::published;
    if (parts[i] == Part::updated) return Announcement::updated;
    if (parts[i] != Part::dressing && !is_mark(cut[i], ":,.()")) break;
  }
  return Announcement::none;
}

/// The piece behind the date and the hour that follows it.
std::size_t behind(const std::vector<Part>& parts, const std::vector<Piece>& cut, std::size_t last) {
  while (last < cut.size() && (parts[last] == Part::dressing || is_mark(cut[last], ":,")))
    if (is_mark(cut[last], ",") && (last + 1 == cut.size() || parts[last + 1] != Part::dressing))
      break;
    else
      ++last;
  return last;
}

constexpr std::size_t kHeaderLines = 12;  // that may hold the date of publication
constexpr std::size_t kLineBytes = 300;   // of a line that are looked at
constexpr std::size_t kFarthest = 160;    // bytes before a date of publication
constexpr std::size_t kMostNames = 14;    // words of a byline or of a place

/// The dates of publication that the line states; `whole`: the line is nothing else.
struct Stated {
  PublicationDate date;
  bool whole = true;
};

std::optional<Stated> stated(std::string_view line, std::string_view language) {
  const std::vector<Piece> cut = pieces(line);
  const std::vector<Found> dates = dates_in(cut, language, 4);
  if (dates.empty()) return std::nullopt;
  const std::vector<Part> parts = parts_of(line, cut, dates);
  const auto count = [&](std::size_t from, std::size_t to, Part part) {
    return static_cast<std::size_t>(std::count(parts.begin() + static_cast<std::ptrdiff_t>(from),
                                               parts.begin() + static_cast<std::ptrdiff_t>(to), part));
  };
  const bool opens = parts.front() == Part::published || parts.front() == Part::updated;
  const bool of_sentence = count(0, cut.size(), Part::sentence) > 0;

  std::optional<Stated> best;
  for (const Found& date : dates) {
    if (cut[date.first].begin > kFarthest) break;
    Stated one{{located(cut, date), announced(parts, cut, date.first)}, !of_sentence};
    if (one.date.how == Announcement::none && opens && &date == &dates.front())
      one.date.how = parts.front() == Part::published ? Announcement::published : Announcement::updated;
    const std::size_t next = behind(parts, cut, date.last);
    const bool breaks_off = next == cut.size() || is_mark(cut[next], "-|(.:/)");
    const std::size_t names_before = count(0, date.first, Part::name);
    if (of_sentence) {
      // "KYIV, 12 March 2024 (Agency) – Ukraine said …"; "Publié le 12 mars 2024 - Temps de lecture estimé : 3 min"
      if (count(0, date.first, Part::sentence) > 0 || !breaks_off) continue;
      if (!opens && (names_before == 0 || one.date.how != Announcement::none)) continue;
    }
    if (one.date.how == Announcement::none) {
      const bool of_event = date.first > 0 && cut[date.first - 1].kind == Piece::word &&
                            page_words().is("genitive", cut[date.first - 1].text);
      const bool quotes = std::any_of(cut.begin(), cut.begin() + static_cast<std::ptrdiff_t>(date.first),
                                      [](const Piece& piece) { return is_mark(piece, "\"?!;"); });
      if (of_event || quotes || (names_before > 0 && !breaks_off) || count(0, cut.size(), Part::name) > kMostNames)
        continue;
    }
    const auto rank = [](Announcement how) { return how == Announcement::published ? 2 : how == Announcement::none; };
    if (!best || rank(one.date.how) > rank(best->date.how)) best = std::move(one);
  }
  return best;
}

}  // namespace

std::optional<DateInText> find_date(std::string_view line, std::string_view language) {
  const std::vector<Piece> cut = pieces(line);
  const std::vector<Found> dates = dates_in(cut, language, 1);
  return dates.empty() ? std::nullopt : std::optional(located(cut, dates.front()));
}

std::optional<PublicationDate> publication_date(std::string_view line, std::string_view language) {
  auto found = stated(line.substr(0, kLineBytes), language);
  return found ? std::optional(std::move(found->date)) : std::nullopt;
}

Announcement announcement_at_end(std::string_view words) {
  const std::vector<Piece> cut = pieces(words);
  return announced(parts_of(words, cut, {}), cut, cut.size());
}

bool is_date_line(std::string_view line, std::string_view language) {
  if (line.size() > kLineBytes) return false;
  const auto found = stated(line, language);
  if (!found) return false;
  return found->whole || found->date.how != Announcement::none;
}

std::string published_on(std::string_view text, std::string_view language) {
  std::string updated;
  std::size_t seen = 0;
  while (!text.empty() && seen < kHeaderLines) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.find_first_not_of(" \t") == line.npos) continue;
    ++seen;
    const auto found = publication_date(line, language);
    if (!found) continue;
    if (found->how != Announcement::updated) return found->date.iso;
    if (updated.empty()) updated = found->date.iso;
  }
  return updated;
}

}  // namespace entente

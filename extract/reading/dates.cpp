// A line is cut into words and numbers; a date is one of a few short patterns over them. Everything is compared in
// lower case and without the accents that French months carry, so that "Publie le 1er Aout 2024" reads like its correct
// form.
#include "dates.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <vector>

namespace entente {
namespace {

struct Piece {
  enum Kind { word, number, mark } kind = mark;
  std::uint32_t begin = 0, end = 0;
  std::string text;  // folded word, digits, or one byte
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0; }

/// Lower case; é, è, û lose their accents. Other characters outside ASCII stay as they are.
std::string folded(std::string_view word) {
  struct Fold {
    std::string_view from;
    char to;
  };
  constexpr std::array<Fold, 8> folds = {
      {{"é", 'e'}, {"É", 'e'}, {"è", 'e'}, {"È", 'e'}, {"û", 'u'}, {"Û", 'u'}, {"à", 'a'}, {"À", 'a'}}};
  std::string result;
  for (std::size_t at = 0; at < word.size();) {
    const auto* fold =
        std::find_if(folds.begin(), folds.end(), [&](const Fold& f) { return word.substr(at).starts_with(f.from); });
    if (fold != folds.end()) {
      result += fold->to;
      at += fold->from.size();
    } else {
      const char c = word[at++];
      result += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  return result;
}

/// Spaces, non-breaking ones too, separate and are no pieces.
std::vector<Piece> pieces(std::string_view line) {
  std::vector<Piece> result;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t begin = at;
    if (line[at] == ' ' || line[at] == '\t') {
      ++at;
      continue;
    }
    if (line.substr(at).starts_with("\u00A0") || line.substr(at).starts_with("\u202F")) {
      at += line[at] == '\xC2' ? 2 : 3;
      continue;
    }
    Piece piece;
    if (is_digit(line[at])) {
      piece.kind = Piece::number;
      while (at < line.size() && is_digit(line[at])) ++at;
    } else if (line.substr(at).starts_with("\u2013") || line.substr(at).starts_with("\u2014")) {
      at += 3;
    } else if (is_letter(line[at])) {
      piece.kind = Piece::word;
      while (at < line.size() && is_letter(line[at]) && !line.substr(at).starts_with("\u00A0") &&
             !line.substr(at).starts_with("\u202F") && !line.substr(at).starts_with("\u2013") &&
             !line.substr(at).starts_with("\u2014"))
        ++at;
    } else {
      ++at;
    }
    piece.begin = static_cast<std::uint32_t>(begin);
    piece.end = static_cast<std::uint32_t>(at);
    const std::string_view text = line.substr(begin, at - begin);
    const bool dash = piece.kind == Piece::mark && text.size() > 1;
    piece.text = piece.kind == Piece::word ? folded(text) : dash ? "-" : std::string(text);
    result.push_back(std::move(piece));
  }
  return result;
}

struct Month {
  std::string_view name;
  int number;
};
constexpr std::array<Month, 41> kMonths = {
    {{"janvier", 1},   {"janv", 1},     {"january", 1},   {"jan", 1},       {"fevrier", 2},   {"fevr", 2},
     {"fev", 2},       {"february", 2}, {"feb", 2},       {"mars", 3},      {"march", 3},     {"mar", 3},
     {"avril", 4},     {"avr", 4},      {"april", 4},     {"apr", 4},       {"mai", 5},       {"may", 5},
     {"juin", 6},      {"june", 6},     {"jun", 6},       {"juillet", 7},   {"juil", 7},      {"july", 7},
     {"jul", 7},       {"aout", 8},     {"august", 8},    {"aug", 8},       {"septembre", 9}, {"september", 9},
     {"sept", 9},      {"sep", 9},      {"octobre", 10},  {"october", 10},  {"oct", 10},      {"novembre", 11},
     {"november", 11}, {"nov", 11},     {"decembre", 12}, {"december", 12}, {"dec", 12}}};

int month_of(std::string_view word) {
  const auto* found = std::find_if(kMonths.begin(), kMonths.end(), [&](const Month& m) { return m.name == word; });
  return found == kMonths.end() ? 0 : found->number;
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
  bool word(std::initializer_list<std::string_view> one_of) {
    if (at_ >= pieces_->size() || (*pieces_)[at_].kind != Piece::word) return false;
    if (std::find(one_of.begin(), one_of.end(), (*pieces_)[at_].text) == one_of.end()) return false;
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
    value = month_of((*pieces_)[at_].text);
    if (value == 0) return false;
    ++at_;
    mark(".");
    return true;
  }
  [[nodiscard]] std::uint32_t end() const { return (*pieces_)[at_ - 1].end; }

 private:
  const std::vector<Piece>* pieces_;
  std::size_t at_;
};

std::string date_in_words(Cursor& cursor) {
  int year = 0, month = 0, day = 0;
  Cursor try_day_first = cursor;
  if (try_day_first.number(1, 2, day)) {
    try_day_first.word({"er", "st", "nd", "rd", "th"});
    try_day_first.word({"de", "of"});
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
    try_month_first.word({"st", "nd", "rd", "th"});
    try_month_first.mark(",");
    if (try_month_first.number(4, 4, year)) {
      cursor = try_month_first;
      return iso_date(year, month, day);
    }
  }
  return "";
}

std::string date_in_figures(Cursor& cursor, std::string_view language) {
  int first = 0, second = 0, third = 0;
  Cursor attempt = cursor;
  if (attempt.number(4, 4, first) && attempt.mark("-/.") && attempt.number(1, 2, second) && attempt.mark("-/.") &&
      attempt.number(1, 2, third)) {
    cursor = attempt;
    return iso_date(first, second, third);
  }
  attempt = cursor;
  if (attempt.number(8, 8, first)) {  // 20241028
    cursor = attempt;
    return iso_date(first / 10000, first / 100 % 100, first % 100);
  }
  if (attempt.number(1, 2, first) && attempt.mark("-/.") && attempt.number(1, 2, second) && attempt.mark("-/.") &&
      attempt.number(4, 4, third)) {
    cursor = attempt;
    const bool ambiguous = first <= 12 && second <= 12 && first != second;
    if (ambiguous && language == "en") return "";
    return second > 12 ? iso_date(third, first, second) : iso_date(third, second, first);
  }
  return "";
}

std::optional<DateInText> date_in(const std::vector<Piece>& line, std::string_view language) {
  for (std::size_t at = 0; at < line.size(); ++at) {
    Cursor cursor(line, at);
    std::string iso = date_in_words(cursor);
    if (iso.empty()) iso = date_in_figures(cursor, language);
    if (!iso.empty()) return DateInText{{line[at].begin, cursor.end()}, std::move(iso)};
  }
  return std::nullopt;
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_weekday(std::string_view word) {
  return is_one_of(word, {"lundi",   "mardi",     "mercredi", "jeudi",  "vendredi", "samedi", "dimanche", "monday",
                          "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon",      "tue",
                          "tues",    "wed",       "thu",      "thur",   "thurs",    "fri",    "sat",      "sun"});
}

/// Words that stand beside a date of publication without being part of a sentence: hours, zones, prepositions.
bool is_date_dressing(std::string_view word) {
  return is_weekday(word) ||
         is_one_of(word, {"le",  "la",  "a",    "at",  "on",    "the",  "h",    "heures",  "heure", "am",  "pm", "gmt",
                          "utc", "cet", "cest", "est", "edt",   "pst",  "bst",  "min",     "mn",    "t",   "z",  "by",
                          "et",  "and", "p",    "m",   "local", "time", "date", "updated", "mis",   "jour"});
}

enum class Announcement { none, published, updated };

/// "Publié le", "Published:", "Date :", "Mis à jour le" at the start of a line.
Announcement announcement(const std::vector<Piece>& line) {
  if (line.empty() || line[0].kind != Piece::word) return Announcement::none;
  const std::string& first = line[0].text;
  const std::string_view second = line.size() > 1 && line[1].kind == Piece::word ? line[1].text : std::string_view();
  if (is_one_of(first,
                {"publie", "publiee", "publication", "published", "posted", "date", "paru", "parution", "issued"}))
    return Announcement::published;
  if (is_one_of(first, {"mis", "mise"}) && second == "en") return Announcement::published;  // mis en ligne
  if (is_one_of(first, {"mis", "mise", "updated", "modifie", "actualise"})) return Announcement::updated;
  if (first == "last" && second == "updated") return Announcement::updated;
  return Announcement::none;
}

/// Nothing but a date, the hour and such.
bool is_bare_date(const std::vector<Piece>& line, ByteSpan date) {
  return std::all_of(line.begin(), line.end(), [&](const Piece& piece) {
    if (piece.begin >= date.begin && piece.end <= date.end) return true;
    return piece.kind != Piece::word || is_date_dressing(piece.text);
  });
}

/// "Nairobi, le 24 février 2025 –": a place in capitals, then the date, then a break.
bool is_dateline(std::string_view line, const std::vector<Piece>& cut, ByteSpan date) {
  bool place = false;
  for (const Piece& piece : cut) {
    if (piece.begin >= date.begin) break;
    if (piece.kind == Piece::number) return false;
    if (piece.kind == Piece::mark && !is_one_of(piece.text, {",", "-", "/", "(", ")", "'", "."})) return false;
    if (piece.kind != Piece::word) continue;
    const char initial = line[piece.begin];
    const bool capital = (initial >= 'A' && initial <= 'Z') || (initial & 0x80) != 0;
    const bool small = is_one_of(piece.text, {"le", "la", "les", "l", "de", "d", "du", "des", "au", "aux", "sur",
                                              "sous", "en", "et", "the", "of", "on", "and"});
    if (!capital && !small && !is_weekday(piece.text)) return false;
    place = place || (capital && !small);
  }
  if (!place || date.begin > 80) return false;
  const auto after = std::find_if(cut.begin(), cut.end(), [&](const Piece& piece) { return piece.begin >= date.end; });
  return after == cut.end() || (after->kind == Piece::mark && is_one_of(after->text, {"-", "(", ".", ":", ")"}));
}

constexpr std::size_t kHeaderLines = 12;  // that may hold the date of publication
constexpr std::size_t kLineBytes = 300;   // of a line that are looked at

}  // namespace

std::optional<DateInText> find_date(std::string_view line, std::string_view language) {
  return date_in(pieces(line), language);
}

bool is_date_line(std::string_view line, std::string_view language) {
  if (line.size() > kLineBytes) return false;
  const std::vector<Piece> cut = pieces(line);
  const auto date = date_in(cut, language);
  if (!date) return false;
  const bool to_the_end = date->span.end + 2 >= line.size();
  return announcement(cut) != Announcement::none || is_bare_date(cut, date->span) ||
         (to_the_end && is_dateline(line, cut, date->span));
}

std::string published_on(std::string_view text, std::string_view language) {
  std::string updated;
  std::size_t seen = 0;
  while (!text.empty() && seen < kHeaderLines) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, std::min(end, kLineBytes));
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::vector<Piece> cut = pieces(line);
    if (cut.empty()) continue;
    ++seen;
    const auto date = date_in(cut, language);
    if (!date) continue;
    const Announcement announced = announcement(cut);
    const bool near = date->span.begin < 80;
    if (announced == Announcement::updated && near && updated.empty()) updated = date->iso;
    if (announced == Announcement::published && near) return date->iso;
    if (announced == Announcement::none && (is_bare_date(cut, date->span) || is_dateline(line, cut, date->span)))
      return date->iso;
  }
  return updated;
}

}  // namespace entente

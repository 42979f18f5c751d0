#include "relations/times.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <optional>

namespace entente {
namespace {

namespace ch = std::chrono;
using Day = ch::sys_days;

constexpr int kNone = Tree::kNone;
constexpr ch::days kFuture{60};  // a day without a year may lie so far ahead

std::optional<int> digits(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// 3, 3rd, 1er: the day of a month.
std::optional<int> day_number(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && text[length] >= '0' && text[length] <= '9') ++length;
  if (length == 0 || length > 2 || text.size() > length + 2) return std::nullopt;
  const auto day = digits(text.substr(0, length));
  return *day >= 1 && *day <= 31 ? day : std::nullopt;
}

std::optional<int> year_number(std::string_view text) {
  if (text.size() != 4) return std::nullopt;
  const auto year = digits(text);
  return year && *year >= 1800 && *year <= 2100 ? year : std::nullopt;
}

std::optional<Day> parse_day(std::string_view iso) {
  if (iso.size() < 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  const auto year = digits(iso.substr(0, 4)), month = digits(iso.substr(5, 2)), day = digits(iso.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const ch::year_month_day date{ch::year(*year), ch::month(static_cast<unsigned>(*month)),
                                ch::day(static_cast<unsigned>(*day))};
  return date.ok() ? std::optional<Day>(Day(date)) : std::nullopt;
}

std::string format(int year, int month = 0, int day = 0) {
  char text[16];
  if (month == 0)
    std::snprintf(text, sizeof text, "%04d", year);
  else if (day == 0)
    std::snprintf(text, sizeof text, "%04d-%02d", year, month);
  else
    std::snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
  return text;
}

std::string format(Day day) {
  const ch::year_month_day date(day);
  return format(static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
                static_cast<int>(static_cast<unsigned>(date.day())));
}

/// Position of `word` in a list of alternatives ("janvier janv"), from 1; 0 if it is not there.
int position(const std::vector<std::vector<std::string>>& lists, std::string_view word) {
  for (std::size_t i = 0; i < lists.size(); ++i)
    if (contains(lists[i], word)) return static_cast<int>(i) + 1;
  return 0;
}

/// Reads the words of one sentence from left to right; each rule either advances over an expression or declines.
class Reader {
 public:
  Reader(const Sentence& sentence, const TimeWords& words, std::string_view published)
      : words_(words), today_(parse_day(published)) {
    for (const Token& token : sentence.tokens) {
      std::string form = token.form;
      std::transform(form.begin(), form.end(), form.begin(),
                     [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
      forms_.push_back(std::move(form));
    }
  }

  std::vector<TimeExpression> read() {
    while (at_ < size()) {
      const int first = at_;
      std::optional<std::string> iso = expression();
      if (!iso) {
        at_ = first + 1;
        continue;
      }
      int begin = first;
      if (first > 0 && !word(first - 1).empty()) begin = first - 1;
      if (opens_interval(first)) *iso += "/..";
      if (closes_range(found_.empty() ? kNone : found_.back().last, first) && iso->size() == found_.back().iso.size()) {
        found_.back().iso += "/" + *iso;
        found_.back().last = at_;
      } else {
        found_.push_back({begin, at_, *iso});
      }
    }
    return std::move(found_);
  }

 private:
  [[nodiscard]] int size() const { return static_cast<int>(forms_.size()); }
  [[nodiscard]] std::string_view word(int i) const {
    return i >= 0 && i < size() ? std::string_view(forms_[static_cast<std::size_t>(i)]) : std::string_view();
  }
  [[nodiscard]] int month(int i) const { return position(words_.months, word(i)); }

  [[nodiscard]] bool opens_interval(int first) const {
    for (int i = first - 1; i >= std::max(0, first - 3); --i)
      if (contains(words_.since, word(i))) return true;
    return false;
  }
  /// "du 25 au 27 juillet", "from 25 to 27 July": `first` continues what ended at `last`.
  [[nodiscard]] bool closes_range(int last, int first) const {
    return last != kNone && first - last <= 2 && first > last && contains(words_.until, word(last));
  }

  std::optional<std::string> expression() {
    if (auto iso = full_date()) return iso;
    if (!today_) return plain_year();
    if (auto iso = relative_day()) return iso;
    if (auto iso = relative_unit()) return iso;
    if (auto iso = ago()) return iso;
    return plain_year();
  }

  int year_after() {  // an optional ", 2024" or "2024"
    for (int skip : {0, 1}) {
      if (skip == 1 && word(at_) != "," && !contains(words_.of, word(at_))) break;
      if (const auto year = year_number(word(at_ + skip))) {
        at_ += skip + 1;
        return *year;
      }
    }
    return 0;
  }

  /// The year of a month and day that come without one.
  [[nodiscard]] int nearest_year(int month, int day) const {
    const ch::year_month_day today(*today_);
    const int year = static_cast<int>(today.year());
    const Day that{ch::year(year) / ch::month(static_cast<unsigned>(month)) /
                   ch::day(static_cast<unsigned>(std::max(day, 1)))};
    return that > *today_ + kFuture ? year - 1 : year;
  }

  std::optional<std::string> full_date() {
    if (parse_day(word(at_)) && word(at_).size() == 10) return std::string(word(at_++));
    int day = 0, month_number = 0;
    if (const auto number = day_number(word(at_)); number && (month_number = month(at_ + 1)) != 0) {
      day = *number;
      at_ += 2;
    } else if (number && contains(words_.of, word(at_ + 1)) && (month_number = month(at_ + 2)) != 0) {
      day = *number;
      at_ += 3;
    } else if ((month_number = month(at_)) != 0) {
      ++at_;
      if (const auto after = day_number(word(at_)); after && words_.month_first) {
        day = *after;
        ++at_;
      }
    } else {
      return std::nullopt;
    }
    int year = year_after();
    if (year == 0) {
      if (!today_) return std::nullopt;
      if (contains(words_.last, word(at_)) || contains(words_.last, word(at_ - 2))) ++year;
      year = nearest_year(month_number, day);
    }
    return format(year, month_number, day);
  }

  std::optional<std::string> plain_year() {
    const auto year = year_number(word(at_));
    if (!year || at_ == 0 || !contains(words_.year_prepositions, word(at_ - 1))) return std::nullopt;
    ++at_;
    return format(*year);
  }

  std::optional<std::string> relative_day() {
    for (const auto& [offset, names] : words_.days)
      if (contains(names, word(at_))) {
        ++at_;
        return format(*today_ + ch::days(offset));
      }
    const int weekday = position(words_.weekdays, word(at_));
    if (weekday == 0) return std::nullopt;
    // "lundi 3 mars": the full date that follows says more.
    if (day_number(word(at_ + 1)) && month(at_ + 2) != 0) return std::nullopt;
    const bool next = contains(words_.next, word(at_ + 1)) || contains(words_.next, word(at_ - 1));
    ++at_;
    const auto today = static_cast<int>(ch::weekday(*today_).iso_encoding());
    const int back = (today - weekday + 7) % 7;
    return format(next ? *today_ + ch::days(7 - back) : *today_ - ch::days(back));
  }

  /// "la semaine dernière", "last year", "this month", "l'an prochain", "en début d'année".
  std::optional<std::string> relative_unit() {
    const int unit = position(words_.units, word(at_));
    if (unit == 0) return std::nullopt;
    const auto beside = [&](const std::vector<std::string>& list) {
      return contains(list, word(at_ - 1)) || contains(list, word(at_ + 1));
    };
    int shift = 0;
    if (beside(words_.last))
      shift = -1;
    else if (beside(words_.next))
      shift = 1;
    else if (!contains(words_.current, word(at_ - 1)) && !contains(words_.part, word(at_ - 2)))
      return std::nullopt;
    ++at_;
    if (at_ < size() && (contains(words_.last, word(at_)) || contains(words_.next, word(at_)))) ++at_;
    return period(unit, shift);
  }

  [[nodiscard]] std::optional<std::string> period(int unit, int shift) const {
    const ch::year_month_day today(*today_);
    switch (unit) {
      case 1:
        return format(*today_ + ch::days(shift));
      case 2: {
        const Day monday = *today_ - ch::days(ch::weekday(*today_).iso_encoding() - 1) + ch::days(7 * shift);
        return format(monday) + "/" + format(monday + ch::days(6));
      }
      case 3: {
        const ch::year_month month = today.year() / today.month() + ch::months(shift);
        return format(static_cast<int>(month.year()), static_cast<int>(static_cast<unsigned>(month.month())));
      }
      case 4:
        return format(static_cast<int>(today.year()) + shift);
      default:
        return std::nullopt;
    }
  }

  /// "il y a deux ans", "three days ago".
  std::optional<std::string> ago() {
    const int unit = position(words_.units, word(at_));
    if (unit == 0 || at_ == 0) return std::nullopt;
    int count = position(words_.numbers, word(at_ - 1));
    if (const auto number = digits(word(at_ - 1))) count = *number;
    if (count == 0 || count > 200) return std::nullopt;
    const bool before = words_.ago.size() == 1 && word(at_ + 1) == words_.ago.front();
    const bool phrase = words_.ago.size() == 3 && word(at_ - 4) == words_.ago[0] && word(at_ - 3) == words_.ago[1] &&
                        word(at_ - 2) == words_.ago[2];
    if (!before && !phrase) return std::nullopt;
    at_ += before ? 2 : 1;
    if (unit == 2) return format(*today_ - ch::days(7 * count));
    return period(unit, -count);
  }

  const TimeWords& words_;
  std::optional<Day> today_;
  std::vector<std::string> forms_;
  std::vector<TimeExpression> found_;
  int at_ = 0;
};

}  // namespace

std::vector<TimeExpression> find_times(const Sentence& sentence, const TimeWords& words, std::string_view published) {
  return Reader(sentence, words, published).read();
}

std::string TimeFinder::at(int trigger, int clause) const {
  const auto holds_for = [this](const TimeExpression& time, int word) {
    for (int token = time.first; token < time.last; ++token) {
      const int head = tree_.head(token);
      if (head >= time.first && head < time.last) continue;  // not the head of the expression
      for (int above = head; above != kNone; above = tree_.head(above)) {
        if (above == word) return true;
        if (tree_[above].upos == Upos::VERB) break;
      }
    }
    return false;
  };
  const int governor = clause != kNone ? tree_.head(clause) : kNone;
  const bool is_infinitive = governor != kNone && (tree_.is(clause, "xcomp") || tree_.is(clause, "obj"));
  for (int word : {trigger, clause, is_infinitive ? governor : kNone})
    for (const TimeExpression& time : times_)
      if (word != kNone && holds_for(time, word)) return time.iso;
  return {};
}

}  // namespace entente

// One pass over the words of a sentence: at each word the rules are tried in turn, the most explicit first; each either
// advances over an expression and says what it means, or declines. Prepositions before the expression (since, until)
// and ranges (from … to …) are read off its surroundings once it is known.
#include "relations/time_expressions.h"

#include <algorithm>

#include "relations/calendar.h"

namespace entente {
namespace {

namespace ch = std::chrono;
using calendar::Date;
using calendar::Day;
using calendar::day_number;
using calendar::Unit;
using calendar::year_number;

constexpr int kNone = -1;
constexpr ch::days kFuture{60};  // a day without a year may lie so far ahead

/// Position of `word` in a list of alternatives ("janvier janv"), from 1; 0 if it is not there.
int position(const std::vector<std::vector<std::string>>& lists, std::string_view word) {
  for (std::size_t i = 0; i < lists.size(); ++i)
    if (contains(lists[i], word)) return static_cast<int>(i) + 1;
  return 0;
}

struct Meaning {
  std::string iso;
  std::string ahead;
  int owner = kNone;
};

class Reader {
 public:
  Reader(const Sentence& sentence, const TimeWords& words, std::string_view published, std::string_view said)
      : sentence_(sentence), words_(words), today_(calendar::parse_day(published)), said_(said) {
    for (const Token& token : sentence.tokens) {
      std::string form = token.form;
      std::transform(form.begin(), form.end(), form.begin(),
                     [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
      const std::size_t dash = form.find('-');  // mi-mars, mid-March
      if (dash != std::string::npos && contains(words.part, form.substr(0, dash))) form.erase(0, dash + 1);
      forms_.push_back(std::move(form));
    }
  }

  std::vector<TimeExpression> read() {
    while (at_ < size()) {
      const int first = at_;
      std::optional<Meaning> meaning = expression();
      if (!meaning) {
        at_ = first + 1;
        continue;
      }
      add(first, *std::move(meaning));
    }
    return std::move(found_);
  }

 private:
  [[nodiscard]] int size() const { return static_cast<int>(forms_.size()); }
  [[nodiscard]] std::string_view word(int i) const {
    return i >= 0 && i < size() ? std::string_view(forms_[static_cast<std::size_t>(i)]) : std::string_view();
  }
  [[nodiscard]] const Token& token(int i) const { return sentence_.tokens[static_cast<std::size_t>(i)]; }
  [[nodiscard]] bool is_in(const std::vector<std::string>& list, int i) const { return contains(list, word(i)); }
  [[nodiscard]] Unit unit(int i) const { return static_cast<Unit>(position(words_.units, word(i))); }

  /// "may" and "march" are months where they are written with a capital and are no verbs.
  [[nodiscard]] int month(int i) const {
    const int found = position(words_.months, word(i));
    if (found == 0) return 0;
    const Token& said = token(i);
    const bool is_small = said.form.front() >= 'a' && said.form.front() <= 'z';
    return (words_.month_first && is_small) || said.upos == Upos::AUX || said.upos == Upos::VERB ? 0 : found;
  }

  [[nodiscard]] int count(int i) const {
    const auto number = calendar::digits(word(i));
    return number && *number < 1000 ? *number : position(words_.numbers, word(i));
  }

  /// Joins an expression to the range that it closes, or adds it with what the preposition before it says.
  void add(int first, Meaning meaning) {
    // "for the first time since 1945" says nothing of when.
    const int since = word_before(words_.since, first);
    if (since != kNone && is_in(words_.times, since - 1)) return;
    const bool is_plain = meaning.iso.find('/') == std::string::npos;
    if (!found_.empty() && is_plain && closes_range(found_.back().last, first) &&
        found_.back().iso.find('/') == std::string::npos && found_.back().iso.size() == meaning.iso.size() &&
        found_.back().iso < meaning.iso) {
      found_.back().iso += "/" + meaning.iso;
      found_.back().last = at_;
      return;
    }
    if (since != kNone && meaning.iso.find("..") == std::string::npos) {  // "since last week": from its first day
      meaning.iso = meaning.iso.substr(0, meaning.iso.find('/')) + "/..";
      meaning.ahead.clear();
    } else if (is_plain && word_before(words_.until, first) != kNone) {
      meaning.iso = "../" + meaning.iso;
      meaning.ahead.clear();
    }
    if (is_in(words_.day_parts, at_)) ++at_;
    found_.push_back({beginning(first), at_, std::move(meaning.iso), std::move(meaning.ahead), meaning.owner});
  }

  /// The first word of an expression whose core is at `core`: with prepositions, articles, numbers and "early".
  [[nodiscard]] int beginning(int core) const {
    const int least = found_.empty() ? 0 : found_.back().last;
    int begin = core;
    while (begin > least) {
      const Upos upos = token(begin - 1).upos;
      const bool is_small = upos == Upos::ADP || upos == Upos::DET || upos == Upos::NUM;
      if (!is_small && !is_in(words_.part, begin - 1) && !is_in(words_.day_parts, begin - 1) &&
          !is_in(words_.last, begin - 1) && !is_in(words_.next, begin - 1) && !is_in(words_.of, begin - 1) &&
          !is_in(words_.same, begin - 1))
        break;
      --begin;
    }
    // "il y a deux ans"
    const bool is_ago = words_.ago.size() == 3 && begin >= least + 3 && word(begin - 1) == words_.ago[2] &&
                        word(begin - 2) == words_.ago[1] && word(begin - 3) == words_.ago[0];
    return is_ago ? begin - 3 : begin;
  }

  [[nodiscard]] int word_before(const std::vector<std::string>& list, int first) const {
    for (int i = first - 1; i >= std::max(0, first - 3); --i)
      if (is_in(list, i)) return i;
    return kNone;
  }
  /// "du 25 au 27 juillet", "from 2014 to 2018", "between May and June": `first` continues what ended at `last`.
  [[nodiscard]] bool closes_range(int last, int first) const {
    if (first <= last || first - last > 3) return false;
    if (is_in(words_.until, last) || is_in(words_.to, last)) return true;
    return is_in(words_.and_, last) && word_before(words_.between, found_.back().first + 1) != kNone;
  }

  std::optional<Meaning> expression() {
    if (auto meaning = full_date()) return meaning;
    if (auto meaning = years()) return meaning;
    if (auto meaning = counted_from_what_was_said()) return meaning;
    if (!today_) return std::nullopt;
    if (auto meaning = relative_day()) return meaning;
    if (auto meaning = season()) return meaning;
    if (auto meaning = ago()) return meaning;
    return relative_unit();
  }

  int year_after() {  // an optional ", 2024" or "2024"
    for (int skip : {0, 1}) {
      if (skip == 1 && word(at_) != "," && !is_in(words_.of, at_)) break;
      if (const auto year = year_number(word(at_ + skip))) {
        at_ += skip + 1;
        return *year;
      }
    }
    return 0;
  }

  /// The year of a month and day that come without one; ahead: of the next such month or day.
  [[nodiscard]] int nearest_year(int month, int day, bool ahead) const {
    const ch::year_month_day today(*today_);
    const int year = static_cast<int>(today.year());
    const Day that = calendar::first_day({year, month, day});
    if (ahead) {
      const bool is_over = day == 0 ? month < static_cast<int>(static_cast<unsigned>(today.month())) : that < *today_;
      return is_over ? year + 1 : year;
    }
    return that > *today_ + kFuture ? year - 1 : year;
  }

  std::optional<Meaning> full_date() {
    if (word(at_).size() == 10 && calendar::parse_day(word(at_))) return Meaning{std::string(word(at_++)), {}};
    const int first = at_;
    int day = 0, to_day = 0, month_number = 0;
    const auto number = day_number(word(at_));
    if (number && (month_number = month(at_ + 1)) != 0) {
      day = *number;
      at_ += 2;
    } else if (number && is_in(words_.of, at_ + 1) && (month_number = month(at_ + 2)) != 0) {
      day = *number;
      at_ += 3;
    } else if (number && (is_in(words_.to, at_ + 1) || is_in(words_.until, at_ + 1) || is_in(words_.and_, at_ + 1)) &&
               to_of_range() != 0) {
      day = *number;
      to_day = to_of_range();
      while (month(at_) == 0) ++at_;
      month_number = month(at_++);
    } else if ((month_number = month(at_)) != 0) {
      ++at_;
      if (const auto after = day_number(word(at_)); after && words_.month_first) {
        day = *after;
        ++at_;
      }
    } else {
      return std::nullopt;
    }
    const int year = year_after();
    if (year != 0) return date({year, month_number, day}, to_day);
    if (!today_) {
      const auto before = anchor();  // without a day of publication, the year that the text named last
      if (!before) {
        at_ = first;
        return std::nullopt;
      }
      return date({before->year, month_number, day}, to_day);
    }
    const ch::year_month_day today(*today_);
    const int this_year = static_cast<int>(today.year());
    const auto this_month = static_cast<int>(static_cast<unsigned>(today.month()));
    if (day == 0 && (is_in(words_.last, at_) || is_in(words_.last, first - 1))) {
      if (is_in(words_.last, at_)) ++at_;
      return date({month_number < this_month ? this_year : this_year - 1, month_number, 0}, 0);
    }
    if (is_in(words_.next, at_) || is_in(words_.next, first - 1)) {
      if (is_in(words_.next, at_)) ++at_;
      return date({nearest_year(month_number, day, true), month_number, day}, to_day);
    }
    Meaning meaning = date({nearest_year(month_number, day, false), month_number, day}, to_day);
    meaning.ahead = date({nearest_year(month_number, day, true), month_number, day}, to_day).iso;
    return meaning;
  }

  /// The last day in "25 au 27 juillet", from "25"; 0 if that is not what follows.
  [[nodiscard]] int to_of_range() const {
    for (int i = at_ + 2; i <= at_ + 3; ++i)
      if (const auto day = day_number(word(i)); day && month(i + 1) != 0) return *day;
    return 0;
  }

  static Meaning date(const Date& from, int to_day) {
    Meaning meaning{calendar::format(from), {}};
    if (to_day > from.day) meaning.iso += "/" + calendar::format({from.year, from.month, to_day});
    return meaning;
  }

  /// "in 2018", "the 1990s", "les années 1990", "(2020-2022)", "the 2014 invasion".
  std::optional<Meaning> years() {
    const std::string_view form = word(at_);
    if (form.size() == 5 && form.back() == 's' && form[3] == '0' && year_number(form.substr(0, 4))) {
      const int first = *year_number(form.substr(0, 4));
      ++at_;
      return Meaning{calendar::format({first, 0, 0}) + "/" + calendar::format({first + 9, 0, 0}), {}};
    }
    if (form.size() >= 9) {  // 2020-2022, 2020–2022
      const auto from = year_number(form.substr(0, 4)), to = year_number(form.substr(form.size() - 4));
      const std::string_view dash = form.substr(4, form.size() - 8);
      if (from && to && *from < *to && (dash == "-" || dash == "–" || dash == "/")) {
        ++at_;
        return Meaning{calendar::format({*from, 0, 0}) + "/" + calendar::format({*to, 0, 0}), {}};
      }
    }
    const auto year = year_number(form);
    if (!year || at_ == 0) return std::nullopt;
    const bool is_decade = unit(at_ - 1) == Unit::year && is_in(words_.decade, at_ - 1);
    if (is_decade && *year % 10 == 0) {
      ++at_;
      return Meaning{calendar::format({*year, 0, 0}) + "/" + calendar::format({*year + 9, 0, 0}), {}};
    }
    const Token& said = token(at_);
    const bool counts = has_relation(said, "nummod") && said.head > at_ &&
                        has_feature(token(said.head), "Number=Plur");  // "a force of 2000 men"
    const bool opens = is_in(words_.year_prepositions, at_ - 1) || is_in(words_.between, at_ - 1) ||
                       (!found_.empty() && closes_range(found_.back().last, at_));
    const bool describes = said.upos == Upos::NUM && said.head > at_ && said.head - at_ <= 4 &&
                           (has_relation(said, "nummod") || has_relation(said, "compound")) &&
                           token(said.head).upos == Upos::NOUN;  // "the 2014 invasion"
    if (counts || (!opens && !describes)) return std::nullopt;
    ++at_;
    return Meaning{calendar::format({*year, 0, 0}), {}};
  }

  [[nodiscard]] std::optional<Date> anchor() const {
    for (auto it = found_.rbegin(); it != found_.rend(); ++it)
      if (const auto date = calendar::parse(it->iso)) return date;
    return calendar::parse(said_);
  }

  /// "that day", "la même année", "deux jours plus tard", "the following year", "la veille", "a day after …".
  std::optional<Meaning> counted_from_what_was_said() {
    for (const auto& [shift, names] : words_.days_from)
      if (contains(names, word(at_)) && !is_in(words_.of, at_ + 1))
        if (const auto date = anchor(); date && date->day != 0) {
          ++at_;
          return Meaning{calendar::moved(*date, Unit::day, shift), {}};
        }
    if (const int number = count(at_); number != 0 && unit(at_ + 1) != Unit::none) {
      const Unit counted = unit(at_ + 1);
      if (is_in(words_.after, at_ + 2) || is_in(words_.before, at_ + 2)) return gap_before_phrase(counted, number);
      for (int skip : {2, 3}) {  // "later", "plus tard"
        const bool is_later = is_in(words_.later, at_ + skip), is_earlier = is_in(words_.earlier, at_ + skip);
        if (!is_later && !is_earlier) continue;
        const auto date = anchor();
        if (!date) return std::nullopt;
        at_ += skip + 1;
        return Meaning{calendar::moved(*date, counted, is_later ? number : -number), {}};
      }
    }
    const Unit named = unit(at_);
    if (named == Unit::none || named == Unit::week) return std::nullopt;
    int shift = 0;
    if (is_in(words_.following, at_ - 1) || is_in(words_.following, at_ + 1))
      shift = 1;
    else if (is_in(words_.preceding, at_ - 1) || is_in(words_.preceding, at_ + 1))
      shift = -1;
    else if (!is_in(words_.same, at_ - 1) && !is_in(words_.that, at_ - 1) && !is_in(words_.that, at_ + 1))
      return std::nullopt;
    const auto date = anchor();
    if (!date || (named == Unit::day && date->day == 0) || (named == Unit::month && date->month == 0))
      return std::nullopt;
    const bool word_follows =
        is_in(words_.following, at_ + 1) || is_in(words_.preceding, at_ + 1) || is_in(words_.that, at_ + 1);
    at_ += word_follows ? 2 : 1;
    if (named == Unit::year) return Meaning{calendar::format({date->year + shift, 0, 0}), {}};
    return Meaning{calendar::moved(*date, named, shift), {}};
  }

  /// "A happened on Friday, a day after B": B happened on Thursday.
  std::optional<Meaning> gap_before_phrase(Unit counted, int number) {
    if (found_.empty()) return std::nullopt;
    const auto date = calendar::parse(found_.back().iso);
    if (!date) return std::nullopt;
    const int owner = at_ + 2;
    const bool is_after = is_in(words_.after, owner);
    at_ += 2;
    return Meaning{calendar::moved(*date, counted, is_after ? -number : number), {}, owner};
  }

  std::optional<Meaning> relative_day() {
    for (const auto& [offset, names] : words_.days)
      if (contains(names, word(at_))) {
        ++at_;
        return Meaning{calendar::format(*today_ + ch::days(offset)), {}};
      }
    const int weekday = position(words_.weekdays, word(at_));
    if (weekday == 0) return std::nullopt;
    // "lundi 3 mars", "Monday, March 3": the full date that follows says more.
    for (int skip : {1, 2})
      if ((day_number(word(at_ + skip)) && month(at_ + skip + 1) != 0) ||
          (month(at_ + skip) != 0 && day_number(word(at_ + skip + 1))))
        return std::nullopt;
    const bool next = is_in(words_.next, at_ + 1) || is_in(words_.next, at_ - 1);
    ++at_;
    if (next) ++at_;
    const int back = (static_cast<int>(ch::weekday(*today_).iso_encoding()) - weekday + 7) % 7;
    const Day coming = *today_ + ch::days(7 - back);
    if (next) return Meaning{calendar::format(coming), {}};
    return Meaning{calendar::format(*today_ - ch::days(back)), calendar::format(back == 0 ? *today_ : coming)};
  }

  /// "l'été dernier", "in the spring of 2019", "this winter".
  std::optional<Meaning> season() {
    const int season = position(words_.seasons, word(at_));
    if (season == 0 || at_ == 0) return std::nullopt;
    const int first = at_;
    ++at_;
    const int year = year_after();
    if (year != 0) return Meaning{calendar::season(season, year), {}};
    const ch::year_month_day today(*today_);
    const int this_year = static_cast<int>(today.year());
    const auto month = static_cast<int>(static_cast<unsigned>(today.month()));
    const auto beside = [&](const std::vector<std::string>& list) {
      return is_in(list, first - 1) || is_in(list, first + 1);
    };
    const bool word_follows = is_in(words_.last, at_) || is_in(words_.next, at_);
    if (word_follows) ++at_;
    if (beside(words_.last)) {
      const bool is_over = season < 4 && month > 3 * season + 2;
      return Meaning{calendar::season(season, is_over ? this_year : this_year - 1), {}};
    }
    if (beside(words_.next))
      return Meaning{calendar::season(season, month < 3 * season ? this_year : this_year + 1), {}};
    if (is_in(words_.current, first - 1)) return Meaning{calendar::season(season, this_year), {}};
    at_ = first;
    return std::nullopt;
  }

  /// "la semaine dernière", "last year", "this month", "l'an prochain", "en début d'année", "the past two weeks".
  std::optional<Meaning> relative_unit() {
    const Unit named = unit(at_);
    if (named == Unit::none) return std::nullopt;
    const auto beside = [&](const std::vector<std::string>& list) {
      return is_in(list, at_ - 1) || is_in(list, at_ + 1);
    };
    const int number = at_ > 0 ? count(is_in(words_.last, at_ - 1) && at_ > 1 ? at_ - 2 : at_ - 1) : 0;
    const bool is_last = beside(words_.last) || (number > 1 && is_in(words_.last, at_ - 2));
    if (is_last && number > 1) {  // "ces deux dernières semaines", "the past two weeks"
      const Day from = *today_ - days_in(named, number);
      ++at_;
      return Meaning{calendar::format(from) + "/" + calendar::format(*today_), {}};
    }
    if (word_before(words_.since, at_) == at_ - 2 && number > 0) {  // "depuis dix ans"
      ++at_;
      const std::string since = calendar::period(named, *today_, -number);
      return Meaning{since.substr(0, since.find('/')), {}};
    }
    const bool is_plural = at_ < size() && has_feature(token(at_), "Number=Plur");
    int shift = 0;
    if (is_last)
      shift = -1;
    else if (beside(words_.next))
      shift = 1;
    else if (!is_in(words_.current, at_ - 1) && !is_in(words_.part, at_ - 2))
      return std::nullopt;
    if (is_plural && shift != 0) return std::nullopt;  // "ces derniers jours": how many is left open
    ++at_;
    if (is_in(words_.last, at_) || is_in(words_.next, at_)) ++at_;
    return Meaning{calendar::period(named, *today_, shift), {}};
  }

  static ch::days days_in(Unit unit, int number) {
    constexpr int kDays[] = {0, 1, 7, 30, 365};
    return ch::days(kDays[static_cast<int>(unit)] * number);
  }

  /// "il y a deux ans", "three days ago".
  std::optional<Meaning> ago() {
    Unit named = unit(at_);
    int number = at_ > 0 ? count(at_ - 1) : 0;
    const bool is_decade = named == Unit::none && is_in(words_.decades, at_);
    if (is_decade) {
      named = Unit::year;
      number *= 10;
    }
    if (named == Unit::none || number == 0 || number > 200) return std::nullopt;
    const bool before = words_.ago.size() == 1 && word(at_ + 1) == words_.ago.front();
    const bool phrase = words_.ago.size() == 3 && word(at_ - 4) == words_.ago[0] && word(at_ - 3) == words_.ago[1] &&
                        word(at_ - 2) == words_.ago[2];
    if (!before && !phrase) return std::nullopt;
    at_ += before ? 2 : 1;
    if (named == Unit::week) return Meaning{calendar::format(*today_ - ch::days(7 * number)), {}};
    return Meaning{calendar::period(named, *today_, -number), {}};
  }

  const Sentence& sentence_;
  const TimeWords& words_;
  std::optional<Day> today_;
  std::string_view said_;
  std::vector<std::string> forms_;
  std::vector<TimeExpression> found_;
  int at_ = 0;
};

}  // namespace

std::vector<TimeExpression> find_times(const Sentence& sentence, const TimeWords& words, std::string_view published,
                                       std::string_view said) {
  return Reader(sentence, words, published, said).read();
}

std::vector<std::vector<TimeExpression>> find_all_times(const std::vector<const Sentence*>& sentences,
                                                        const TimeWords& words, std::string_view published) {
  std::vector<std::vector<TimeExpression>> all;
  std::string said;  // the last time that the text has named
  for (const Sentence* sentence : sentences) {
    all.push_back(find_times(*sentence, words, published, said));
    // Without a day of publication, days alone tell which year the text is in: other years are its past.
    constexpr std::size_t kDay = 10;
    for (const TimeExpression& time : all.back())
      if (!published.empty() || time.iso.size() >= kDay) said = time.iso;
  }
  return all;
}

}  // namespace entente

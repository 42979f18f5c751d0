// Days, months, seasons and years as ISO 8601 text.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace entente::calendar {

using Day = std::chrono::sys_days;

/// The parts of a month are 0 where the text does not say them.
struct Date {
  int year = 0, month = 0, day = 0;
  bool operator==(const Date&) const = default;
};

enum class Unit { none, day, week, month, year };

[[nodiscard]] std::optional<int> digits(std::string_view text);
/// 3, 3rd, 1er: the day of a month.
[[nodiscard]] std::optional<int> day_number(std::string_view text);
/// Four digits that may be a year of news.
[[nodiscard]] std::optional<int> year_number(std::string_view text);

/// "2024", "2024-05" or "2024-05-03" at the beginning of `iso`; none for an open beginning or an impossible day.
[[nodiscard]] std::optional<Date> parse(std::string_view iso);
[[nodiscard]] std::optional<Day> parse_day(std::string_view iso);
[[nodiscard]] std::string format(const Date& date);
[[nodiscard]] std::string format(Day day);
/// The first day of what `date` names.
[[nodiscard]] Day first_day(const Date& date);

/// The day, week, month or year that lies `shift` units from that of `from`; a week from Monday to Sunday.
[[nodiscard]] std::string period(Unit unit, Day from, int shift);
/// `date` moved by `shift` units, as exact as both the date and the unit are.
[[nodiscard]] std::string moved(const Date& date, Unit unit, int shift);
/// The three months of a season (1: spring, 4: winter) of a year; winter begins in it.
[[nodiscard]] std::string season(int season, int year);

}  // namespace entente::calendar

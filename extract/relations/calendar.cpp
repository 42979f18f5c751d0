#include "relations/calendar.h"

#include <charconv>
#include <cstdio>

namespace entente::calendar {
namespace {

namespace ch = std::chrono;

Date date_of(Day day) {
  const ch::year_month_day date(day);
  return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day()))};
}

}  // namespace

std::optional<int> digits(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

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

std::optional<Date> parse(std::string_view iso) {
  const auto year = iso.size() >= 4 ? digits(iso.substr(0, 4)) : std::nullopt;
  if (!year) return std::nullopt;
  Date date{*year, 0, 0};
  if (iso.size() >= 7 && iso[4] == '-') {
    const auto month = digits(iso.substr(5, 2));
    if (!month || *month < 1 || *month > 12) return std::nullopt;
    date.month = *month;
    if (iso.size() >= 10 && iso[7] == '-') {
      const auto day = digits(iso.substr(8, 2));
      if (!day || *day < 1) return std::nullopt;
      date.day = *day;
      const ch::year_month_day full{ch::year(date.year), ch::month(static_cast<unsigned>(date.month)),
                                    ch::day(static_cast<unsigned>(date.day))};
      if (!full.ok()) return std::nullopt;
    }
  }
  return date;
}

std::optional<Day> parse_day(std::string_view iso) {
  const auto date = parse(iso);
  return date && date->day != 0 ? std::optional<Day>(first_day(*date)) : std::nullopt;
}

std::string format(const Date& date) {
  char text[16];
  if (date.month == 0)
    std::snprintf(text, sizeof text, "%04d", date.year);
  else if (date.day == 0)
    std::snprintf(text, sizeof text, "%04d-%02d", date.year, date.month);
  else
    std::snprintf(text, sizeof text, "%04d-%02d-%02d", date.year, date.month, date.day);
  return text;
}

std::string format(Day day) { return format(date_of(day)); }

Day first_day(const Date& date) {
  return ch::year(date.year) / ch::month(static_cast<unsigned>(date.month == 0 ? 1 : date.month)) /
         ch::day(static_cast<unsigned>(date.day == 0 ? 1 : date.day));
}

std::string period(Unit unit, Day from, int shift) {
  const Date date = date_of(from);
  switch (unit) {
    case Unit::day:
      return format(from + ch::days(shift));
    case Unit::week: {
      const Day monday = from - ch::days(ch::weekday(from).iso_encoding() - 1) + ch::days(7 * shift);
      return format(monday) + "/" + format(monday + ch::days(6));
    }
    case Unit::month:
    case Unit::year:
      return moved({date.year, unit == Unit::month ? date.month : 0, 0}, unit, shift);
    case Unit::none:
      break;
  }
  return {};
}

std::string moved(const Date& date, Unit unit, int shift) {
  if (unit == Unit::year) return format({date.year + shift, date.month, 0});
  if (unit == Unit::month) {
    if (date.month == 0) return format(date);
    const int months = date.year * 12 + date.month - 1 + shift;
    return format({months / 12, months % 12 + 1, 0});
  }
  if (date.day == 0) return format(date);
  return format(first_day(date) + ch::days(unit == Unit::week ? 7 * shift : shift));
}

std::string season(int season, int year) {
  const int month = 3 * season;  // spring from March
  return format({year, month, 0}) + "/" + (season == 4 ? format({year + 1, 2, 0}) : format({year, month + 2, 0}));
}

}  // namespace entente::calendar

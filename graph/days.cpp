#include "entente/graph/days.h"

#include <charconv>
#include <cstdio>

namespace entente {
namespace {

using std::chrono::day;
using std::chrono::last;
using std::chrono::month;
using std::chrono::year;
using std::chrono::year_month_day;

// Takes exactly `digits` digits from the front of `text`.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return std::nullopt;
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + digits, value);
  if (error != std::errc() || end != text.data() + digits || text[0] == '-') return std::nullopt;
  text.remove_prefix(digits);
  return value;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text[0] != c) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<Days> one_date(std::string_view text) {
  const std::optional<int> y = take_number(text, 4);
  if (!y || *y == 0) return std::nullopt;
  if (text.empty())
    return Days{year_month_day(year(*y), month(1), day(1)), year_month_day(year(*y), month(12), day(31))};
  if (!take(text, '-')) return std::nullopt;
  const std::optional<int> m = take_number(text, 2);
  if (!m || *m < 1 || *m > 12) return std::nullopt;
  const auto the_month = year(*y) / month(static_cast<unsigned>(*m));
  if (text.empty()) return Days{the_month / day(1), the_month / last};
  if (!take(text, '-')) return std::nullopt;
  const std::optional<int> d = take_number(text, 2);
  if (!d || !(text.empty() || text[0] == 'T' || text[0] == ' ')) return std::nullopt;
  const year_month_day date = the_month / day(static_cast<unsigned>(*d));
  if (!date.ok()) return std::nullopt;
  return Days{date, date};
}

}  // namespace

std::optional<Days> parse_days(std::string_view iso) {
  const auto slash = iso.find('/');
  if (slash == std::string_view::npos) return one_date(iso);
  const std::string_view from = iso.substr(0, slash), to = iso.substr(slash + 1);
  const auto is_open = [](std::string_view end) { return end.empty() || end == ".."; };
  if (is_open(from) && is_open(to)) return std::nullopt;
  const std::optional<Days> first = one_date(is_open(from) ? to : from), second = one_date(is_open(to) ? from : to);
  if (!first || !second || second->last < first->first) return std::nullopt;
  return Days{first->first, second->last};
}

std::string to_iso(Day day) {
  const year_month_day date(day);
  char text[16];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()));
  return text;
}

}  // namespace entente

// Dates as the graph compares them: whole days of the ISO 8601 calendar, read from texts that may say less.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace entente {

using Day = std::chrono::sys_days;

/// The days that a date or interval covers, both ends included: "2024" is 2024-01-01 … 2024-12-31.
struct Days {
  Day first, last;
  auto operator<=>(const Days&) const = default;
};

/// Reads "2024", "2024-10", "2024-10-28", "2024-10-28T09:00…" and intervals "a/b" of these, where an end may be missing
/// or "..": then the interval is as long as the end that is given. Nothing if it is no such date, is not on the
/// calendar, or ends before it begins. Years 0001 … 9999. O(n).
[[nodiscard]] std::optional<Days> parse_days(std::string_view iso);

/// "2024-10-28". O(1).
[[nodiscard]] std::string to_iso(Day day);

}  // namespace entente

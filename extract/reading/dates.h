// Dates as articles write them: "28 octobre 2024", "June 16, 2025", 2024-10-28, RFC 2822, 28/10/2024.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "entente/extract/document.h"

namespace entente {

struct DateInText {
  ByteSpan span;
  std::string iso;  // 2024-10-28
};

/// The first complete date (day, month, year) of a line, French or English. Of a date in figures such as 03/04/2024 the
/// day comes first unless that is impossible; with `language` "en" an ambiguous one is no date at all.
/// cost O(n)
[[nodiscard]] std::optional<DateInText> find_date(std::string_view line, std::string_view language);

/// The date of publication on the first lines of a text: a line that says so ("Publié : …", "Published: …"), a line
/// that is a date, or a dateline ("Nairobi, le 24 février 2025 –"). "" if there is none.
[[nodiscard]] std::string published_on(std::string_view text, std::string_view language);

/// True for a line that holds nothing but a date of publication, or a place and the date.
[[nodiscard]] bool is_date_line(std::string_view line, std::string_view language);

}  // namespace entente

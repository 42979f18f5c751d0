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

/// The first complete date (day, month, year) of a line, in any language that schema/reading/ knows. Of a date in
/// figures such as 03/04/2024 the language tag says what comes first: the month for "en-US", the day for "en-GB" and
/// "fr"; for "en" an ambiguous one is no date at all. cost O(n)
[[nodiscard]] std::optional<DateInText> find_date(std::string_view line, std::string_view language);

/// What the words before a date say of it: "Publié le …", "Updated on …".
enum class Announcement { none, published, updated };

struct PublicationDate {
  DateInText date;
  Announcement how = Announcement::none;
};

/// The date of publication that a line states: one that is announced, stands alone or beside a place, an agency or a
/// byline ("Nairobi, le 24 février 2025 –", "LE MONDE | 18.09.2018 à 10h34"). Nothing where the date is part of a
/// sentence.
[[nodiscard]] std::optional<PublicationDate> publication_date(std::string_view line, std::string_view language);

/// What these words announce of a date that follows them.
[[nodiscard]] Announcement announcement_at_end(std::string_view words);

/// The date of publication on the first lines of a text; "" if there is none.
[[nodiscard]] std::string published_on(std::string_view text, std::string_view language);

/// True for a line that is there to say when, where and by whom something was published.
[[nodiscard]] bool is_date_line(std::string_view line, std::string_view language);

}  // namespace entente

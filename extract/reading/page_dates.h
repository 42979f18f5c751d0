// The dates that the reader of a page sees, and that of its address.
#pragma once

#include <libxml/tree.h>

#include <string>
#include <string_view>

namespace entente {

/// ISO 8601 days; "" where the page shows none.
struct PageDates {
  std::string published, updated;
};

/// The dates of publication and of the last change: marked ones (<time>, schema.org, hAtom, classes of CSS) and lines
/// of text that say so, near `headline`; without those of the site's header (today), of comments, teasers and the
/// footer. requires  `language` is a BCP 47 tag or "" cost      O(n)
[[nodiscard]] PageDates visible_dates(xmlNode* root, std::string_view headline, std::string_view language);

/// "https://journal.example/2024/03/12/title" → "2024-03-12"; "" for an address without a date.
[[nodiscard]] std::string date_of_url(std::string_view url);

}  // namespace entente

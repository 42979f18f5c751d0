// The language of a text that is too short for a general detector: a headline, one sentence.
#pragma once

#include <string>
#include <string_view>

namespace entente {

/// Of the languages that schema/language/ describes by their letters the likeliest: groups of two to four letters by
/// their frequency, and words and known names that only one of them has; other known names are left out. "" if the text
/// is hardly in Latin letters. requires  `utf8` is valid UTF-8 cost      O(n); reads the tables once
[[nodiscard]] std::string likeliest_language(std::string_view utf8);

}  // namespace entente

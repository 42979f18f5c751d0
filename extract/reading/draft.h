// What a reader of one format finds in its bytes, before it is put in order.
#pragma once

#include <string>
#include <string_view>

#include "entente/extract/reading.h"

namespace entente {

/// The fields of an article; "" where unknown. All are valid UTF-8.
struct Draft {
  std::string id;   // given, and a name for people
  std::string key;  // identifies the article, but is no name for people: the id of a message
  std::string title, date;
  std::string made;  // a date that holds if neither `date` nor the text gives one: when the file was made
  std::string language, page_language;
  std::string source;  // its address, or who published it
  std::string text;
};

/// The text of the paragraphs, one a line, below the title.
[[nodiscard]] std::string joined_paragraphs(std::string_view title, const std::vector<std::string>& paragraphs);

}  // namespace entente

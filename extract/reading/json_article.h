// Articles in JSON: a line of JSON Lines, and the schema.org metadata inside pages.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "entente/extract/reading.h"

namespace entente {

/// The fields of an article given as a JSON object; "" where there is none.
struct JsonArticle {
  std::string id, title, date, language, source, text;
};

/// requires  `utf8` is valid UTF-8
/// fails     not one object, nested beyond options.limits.json_depth, a field of the wrong type, lone surrogates
[[nodiscard]] Result<JsonArticle> read_json_article(std::string_view utf8, const ReadOptions& options);

/// What a page says of its article in a JSON-LD block (https://schema.org/NewsArticle); "" where it does not.
struct LinkedArticle {
  std::string headline, published, modified, language, body, url;
  std::string publisher;    // its name
  bool is_article = false;  // false: only of the page that holds the article
};

/// The outermost object whose type is some kind of article, the first of several; articles that are listed, mentioned
/// or part of another are left out. Without one, what is said of the page. Nothing if there is neither or the JSON does
/// not parse: pages are full of broken metadata, and the page itself is still there.
[[nodiscard]] std::optional<LinkedArticle> read_linked_article(std::string_view utf8, const ReadLimits& limits);

}  // namespace entente

// A page in, its article out.
#pragma once

#include <string>
#include <string_view>

#include "entente/extract/reading.h"

namespace entente {

/// What a page says; "" where it says nothing. `text` has the title on its first line and one paragraph a line.
struct HtmlArticle {
  std::string title, published, language, url, text;
};

/// Finds the article of a page: its metadata (JSON-LD, Open Graph, meta tags, <time>) and its paragraphs, without
/// navigation, captions, teasers, forms and scripts.
/// requires  `utf8` is valid UTF-8
/// fails     beyond a limit; a page without paragraphs
/// cost      O(n)
[[nodiscard]] Result<HtmlArticle> read_html(std::string_view utf8, const ReadOptions& options);

}  // namespace entente

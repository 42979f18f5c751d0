// A page in, its article out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

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

/// The paragraphs of a page all of which is text: a mail, the content of a feed's item, a chapter. Menus, forms,
/// captions and scripts are left out; with `is_web`, so are lines that lead away ("Read more", "Unsubscribe"). requires
/// `utf8` is valid UTF-8 fails     beyond a limit; nothing that looks like a page cost      O(n)
[[nodiscard]] Result<std::vector<std::string>> page_paragraphs(std::string_view utf8, const ReadOptions& options,
                                                               bool is_web);

}  // namespace entente

// The headline of a page, without the name of the site that its titles carry.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace entente {

/// What a page calls itself; "" and empty where it does not.
struct TitleSources {
  std::string linked;                   // schema.org headline
  std::string open_graph;               // og:title
  std::vector<std::string> headings;    // <h1>, in the order of the page
  std::string window;                   // <title>
  std::vector<std::string> site_names;  // og:site_name, publisher, application-name
  std::string url;
};

/// The first of these titles, in this order, without the name of the site before or behind it. A part of a title is the
/// site's name if the page or its address says so, if a heading holds just the rest, or, where nothing is known of the
/// site, if it is short and stands where such names stand. A heading that is the site's name is no headline.
/// cost O(n)
[[nodiscard]] std::string page_headline(const TitleSources& sources);

/// Character references that a page wrote twice: "Fran&amp;ccedil;ois" arrives as "Fran&ccedil;ois" and leaves as
/// "François".
[[nodiscard]] std::string decoded(std::string_view text);

}  // namespace entente

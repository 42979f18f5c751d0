// Text from articles on its way to a reader's eye or into XML: what must be shown, cut or replaced first.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace entente {

/// One line of visible text: white space runs become one space; control characters, bidi overrides and isolates,
/// noncharacters and bytes that are no UTF-8 become U+FFFD, so that nothing on the page pretends to be what it is not.
[[nodiscard]] std::string visible(std::string_view text);

/// At most `limit` code points, the last one an ellipsis if something was cut.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t limit);

/// Lines of about `width` letters (East Asian ones count twice), broken at spaces; a much longer word is cut. O(n).
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, std::size_t width);

/// Text for XML 1.0 and HTML, in content or between quotes: & < > " ' as entities, what XML cannot hold as U+FFFD.
[[nodiscard]] std::string xml_escaped(std::string_view text);

}  // namespace entente

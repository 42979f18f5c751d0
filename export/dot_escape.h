// Strings in front of cgraph. Its writer escapes quotes but not backslashes, so that a name that ends in one swallows
// the rest of its statement, and what it has written with 16,383 bytes without a space it cannot read back.
#pragma once

#include <string>
#include <string_view>

namespace entente {

inline constexpr std::size_t kMaxDotBytes = 4096;

/// `text` so that Graphviz shows it as it is: backslashes doubled, '&' and line ends as entities; cut at `limit` bytes
/// of `text`, at a character, with an ellipsis.
[[nodiscard]] std::string dot_escaped(std::string_view text, std::size_t limit = kMaxDotBytes);

/// A link of web_link as an attribute: in ASCII (RFC 3987, § 3.1), escaped as text is; "" above `limit` bytes, since
/// half a link is none. Graphviz copies it as it is into SVG, where '&' must be an entity, and into a PDF, where it
/// must not (see picture.cpp) and where a parenthesis would end it and let the rest be PDF.
[[nodiscard]] std::string dot_link(std::string_view link, std::size_t limit = kMaxDotBytes);

/// The text that an attribute read by cgraph shows: the inverse of dot_escaped for texts within the limit.
[[nodiscard]] std::string dot_unescaped(std::string_view attribute);

}  // namespace entente

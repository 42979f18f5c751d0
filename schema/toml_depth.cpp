#include "toml_depth.h"

#include <algorithm>
#include <string>

namespace entente {
namespace {

// The length of the string or comment that `text` starts with; 0 if it starts with neither. One that does not end takes
// all that is left: the parser says what is wrong with it.
std::size_t quoted_length(std::string_view text) {
  const auto up_to = [&](std::string_view end, std::size_t from) {
    const std::size_t at = text.find(end, from);
    return at == std::string_view::npos ? text.size() : at + end.size();
  };
  if (text.starts_with('#')) return std::min(text.find('\n'), text.size());
  if (text.starts_with("'''")) return up_to("'''", 3);
  if (text.starts_with('\'')) return up_to("'", 1);
  if (!text.starts_with('"')) return 0;
  const std::string_view quote = text.starts_with("\"\"\"") ? "\"\"\"" : "\"";
  for (std::size_t i = quote.size(); i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text.substr(i).starts_with(quote)) {
      return i + quote.size();
    }
  }
  return text.size();
}

}  // namespace

Result<void> check_key_depth(std::string_view text, std::string_view source) {
  constexpr std::string_view kEndsKey = "=\n,{}[]";
  std::uint32_t line = 1;
  std::size_t dots = 0;
  while (!text.empty()) {
    const std::size_t quoted = quoted_length(text);
    const std::size_t length = std::max<std::size_t>(quoted, 1);
    if (quoted == 0 && kEndsKey.find(text.front()) != std::string_view::npos) dots = 0;
    if (quoted == 0 && text.front() == '.' && ++dots >= kMaxKeyParts)
      return InputError{std::string(source), line,
                        "a key of more than " + std::to_string(kMaxKeyParts) + " parts between dots",
                        "write it with fewer dots"};
    line += static_cast<std::uint32_t>(std::count(text.begin(), text.begin() + static_cast<long>(length), '\n'));
    text.remove_prefix(length);
  }
  return {};
}

}  // namespace entente

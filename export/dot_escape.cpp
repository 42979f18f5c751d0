#include "dot_escape.h"

#include <algorithm>
#include <array>

namespace entente {
namespace {

// Characters that Graphviz shows when it reads the entity. A line feed must be one: after a backslash, even a doubled
// one, the lexer takes it for a line that goes on.
struct Entity {
  char character;
  std::string_view text;
};
constexpr std::array kEntities = {Entity{'&', "&amp;"}, Entity{'\n', "&#10;"}, Entity{'\r', "&#13;"}};

}  // namespace

std::string dot_escaped(std::string_view text, std::size_t limit) {
  const bool is_cut = text.size() > limit;
  if (is_cut) {
    std::size_t end = limit;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    text = text.substr(0, end);
  }
  std::string out;
  out.reserve(text.size() + 8);
  for (char c : text) {
    const auto* entity = std::find_if(kEntities.begin(), kEntities.end(), [c](Entity e) { return e.character == c; });
    if (entity != kEntities.end()) {
      out += entity->text;
    } else {
      if (c == '\\') out += '\\';
      out += c;
    }
  }
  if (is_cut) out += "…";
  return out;
}

std::string dot_link(std::string_view link, std::size_t limit) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : link) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80 && c != '(' && c != ')') {
      out += c;
    } else {
      out.append({'%', kHex[byte >> 4U], kHex[byte & 15U]});
    }
  }
  return out.size() > limit ? std::string() : dot_escaped(out, limit);
}

std::string dot_unescaped(std::string_view attribute) {
  std::string out;
  out.reserve(attribute.size());
  for (std::size_t i = 0; i < attribute.size(); ++i) {
    const auto* entity = std::find_if(kEntities.begin(), kEntities.end(),
                                      [&](Entity e) { return attribute.substr(i).starts_with(e.text); });
    if (entity != kEntities.end()) {
      out += entity->character;
      i += entity->text.size() - 1;
    } else {
      if (attribute[i] == '\\' && i + 1 < attribute.size()) ++i;
      out += attribute[i];
    }
  }
  return out;
}

}  // namespace entente

#include "html_parser.h"

#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <libxml/parserInternals.h>

#include <algorithm>
#include <mutex>

#include "charset.h"

namespace entente {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool starts_with_folded(std::string_view text, std::string_view lower_case) {
  return text.size() >= lower_case.size() &&
         std::equal(lower_case.begin(), lower_case.end(), text.begin(), [](char a, char b) { return a == lower(b); });
}

std::size_t find_folded(std::string_view text, std::string_view lower_case, std::size_t from) {
  const auto found = std::search(text.begin() + static_cast<std::ptrdiff_t>(std::min(from, text.size())), text.end(),
                                 lower_case.begin(), lower_case.end(), [](char a, char b) { return lower(a) == b; });
  return found == text.end() ? text.npos : static_cast<std::size_t>(found - text.begin());
}

/// The most attributes that any tag has, counted generously: words outside quotes. Comments, scripts and styles hold no
/// tags. One pass: each of the searches ends where the next begins, or ends the scan.
std::size_t most_attributes(std::string_view html) {
  std::size_t most = 0;
  for (std::size_t at = 0; (at = html.find('<', at)) != html.npos;) {
    const std::string_view rest = html.substr(at);
    if (rest.starts_with("<!--")) {
      at = html.find("-->", at + 4);
      if (at == html.npos) break;
      continue;
    }
    if (rest.size() < 2 || !is_letter(rest[1])) {
      ++at;
      continue;
    }
    std::size_t words = 0;
    char quote = 0;
    bool inside = true;  // of a word; the first is the tag's name
    std::size_t i = at + 1;
    for (; i < html.size() && (quote != 0 || html[i] != '>'); ++i) {
      const char c = html[i];
      if (quote != 0) {
        if (c == quote) quote = 0;
        continue;
      }
      if ((c == '"' || c == '\'') && html[i - 1] == '=') quote = c;
      const bool separates = is_space(c) || c == '/' || c == '"' || c == '\'';
      if (!separates && !inside) ++words;
      inside = !separates;
    }
    most = std::max(most, words);
    const bool raw = starts_with_folded(rest, "<script") || starts_with_folded(rest, "<style");
    at = raw ? find_folded(html, starts_with_folded(rest, "<script") ? "</script" : "</style", i) : i;
    if (at == html.npos) break;
  }
  return most;
}

constexpr unsigned kDeepest = 4096;  // above every limit that makes sense; what is freed recursively stays small

/// What the SAX handlers below know of a parse in progress, in xmlParserCtxt::_private.
struct Guard {
  std::uint32_t max_depth;
  bool too_deep = false;
};

void start_element(void* context, const xmlChar* name, const xmlChar** attributes) {
  auto* parser = static_cast<xmlParserCtxt*>(context);
  auto* guard = static_cast<Guard*>(parser->_private);
  if (parser->nodeNr >= static_cast<int>(guard->max_depth)) {
    guard->too_deep = true;
    xmlStopParser(parser);
    return;
  }
  xmlSAX2StartElement(context, name, attributes);
}

}  // namespace

Result<HtmlTree> parse_html(std::string_view utf8, const ReadOptions& options) {
  static std::once_flag once;
  std::call_once(once, [] {
    xmlInitParser();
    xmlParserMaxDepth = kDeepest;  // its own 256 would end the page without a word
  });

  const std::uint32_t max_attributes = options.limits.html_attributes;
  if (most_attributes(utf8) > max_attributes)
    return error_at(options, "has a tag with more than " + std::to_string(max_attributes) + " attributes",
                    "save the article as plain text");

  const std::unique_ptr<htmlParserCtxt, decltype(&htmlFreeParserCtxt)> parser(htmlNewParserCtxt(), htmlFreeParserCtxt);
  Guard guard{options.limits.html_depth};
  parser->sax->startElement = start_element;
  parser->_private = &guard;
  HtmlTree tree(htmlCtxtReadMemory(parser.get(), utf8.data(), static_cast<int>(utf8.size()), nullptr, "UTF-8",
                                   HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                                       HTML_PARSE_COMPACT),
                xmlFreeDoc);
  if (guard.too_deep)
    return error_at(options, "nests elements deeper than " + std::to_string(guard.max_depth),
                    "save the article as plain text");
  if (!tree || xmlDocGetRootElement(tree.get()) == nullptr)
    return error_at(options, "is not a page", "give text, HTML or JSON Lines");
  return tree;
}

std::string attribute(const xmlNode* element, const char* name) {
  const xmlAttr* found = xmlHasProp(element, reinterpret_cast<const xmlChar*>(name));
  std::string value;
  if (found != nullptr)
    for (const xmlNode* part = found->children; part != nullptr; part = part->next)
      if (part->content != nullptr) value += reinterpret_cast<const char*>(part->content);
  return value;
}

std::string_view tag(const xmlNode* node) {
  return node->type == XML_ELEMENT_NODE ? reinterpret_cast<const char*>(node->name) : std::string_view();
}

std::string declared_charset(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 2048);
  for (std::string_view key : {"charset=", "encoding="}) {
    std::size_t at = find_folded(head, key, 0);
    if (at == head.npos) continue;
    at += key.size();
    if (at < head.size() && (head[at] == '"' || head[at] == '\'')) ++at;
    std::size_t end = at;
    while (end < head.size() &&
           (is_letter(head[end]) || (head[end] >= '0' && head[end] <= '9') || head[end] == '-' || head[end] == '_'))
      ++end;
    if (end > at) return std::string(head.substr(at, end - at));
  }
  return "";
}

}  // namespace entente

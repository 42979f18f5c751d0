// libxml2's HTML parser with limits: the tree of a page.
#pragma once

#include <libxml/tree.h>

#include <memory>
#include <string>
#include <string_view>

#include "entente/extract/reading.h"

namespace entente {

using HtmlTree = std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)>;

/// Parses leniently, as browsers do; never opens a file or connection, never expands entities of a DTD.
/// requires  `utf8` is valid UTF-8
/// fails     nested deeper, or a tag with more attributes, than the limits; nothing that looks like a page
/// cost      O(n) (measured; the attribute limit is checked first because libxml2 compares attributes in pairs)
[[nodiscard]] Result<HtmlTree> parse_html(std::string_view utf8, const ReadOptions& options);

/// "" if the element has no such attribute.
[[nodiscard]] std::string attribute(const xmlNode* element, const char* name);

/// The name of an element, "" for other nodes.
[[nodiscard]] std::string_view tag(const xmlNode* node);

/// Visits a tree in document order without recursion: `enter` says whether to go into a node's children.
template <class Enter, class Leave>
void walk(xmlNode* root, Enter enter, Leave leave) {
  xmlNode* node = root;
  while (node != nullptr) {
    if (enter(node) && node->children != nullptr) {
      node = node->children;
      continue;
    }
    leave(node);
    while (node != root && node->next == nullptr) {
      node = node->parent;
      leave(node);
    }
    node = node == root ? nullptr : node->next;
  }
}

/// The charset that a page declares in its first bytes (<meta charset> or an XML declaration), "" if none.
[[nodiscard]] std::string declared_charset(std::string_view bytes);

}  // namespace entente

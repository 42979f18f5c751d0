// What must not reach an XML parser.
#pragma once

#include <cstddef>
#include <string_view>

namespace entente {

struct TagTrouble {
  std::string_view what;  // "" if there is none
  std::size_t at = 0;     // where its tag begins, in bytes
};

/// The first tag of a document that a parser must not see: libxml compares each attribute of a tag with all others of
/// it, and takes in all of a document type declaration before it hands it out.
/// cost  O(n)
[[nodiscard]] TagTrouble trouble_in_tags(std::string_view xml, bool allows_document_type);

}  // namespace entente

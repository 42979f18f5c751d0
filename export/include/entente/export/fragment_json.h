// Fragment ⇄ one line of JSON: what `extract` writes and `merge` reads.
//
//   {"entente":"fragment/1","article":{…},"nodes":[{…},…],"relations":[{…},…]}
//
// Articles, nodes and relations are written as in the JSON-LD graph (jsonld.h), so that the two forms share their
// field names; what JSON-LD needs beside them (context, sources of quotes, direct triples) is left out.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string_view>

#include "entente/graph/fragment.h"
#include "entente/schema/ontology.h"
#include "entente/schema/result.h"

namespace entente {

/// Writes `fragment` as one line, '\n' included. Same fragment, same bytes.
/// requires  all strings are valid UTF-8
/// fails     when a write fails; nothing is written after it
[[nodiscard]] Result<void> write_fragment(const Fragment& fragment, std::ostream& out);

/// Reads one line. `line` is its number in `source`, for messages.
/// ensures   the invariants of Fragment (sorted, unique, no dangling id); write → read → write gives the same bytes
/// fails     not JSON, not UTF-8, deeper than 32, a lone surrogate, an unknown relation, a field of the wrong kind,
///           an end that is no node
/// cost      O(n log n) time and O(n) memory in the length of the line, no recursion
[[nodiscard]] Result<Fragment> read_fragment(std::string_view json, std::string_view source, std::uint32_t line = 1,
                                             const Ontology& ontology = builtin_ontology());

}  // namespace entente

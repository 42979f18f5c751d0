// KnowledgeGraph ⇄ JSON-LD 1.1: the form that travels.
//
// One flat @graph, one object a line, with the context inlined and first, @id and @type first in each object, no blank
// nodes and no remote context: readers of JSON-LD 1.0 and streaming readers take it, and it is plain JSON for everyone
// else. Ids are relative to @base. A relation stands there as a `Relation` resource with its evidence and, when some
// article states it as fact, as a direct triple of its subject too. Quotes are W3C Web Annotation selectors, in code
// points of the text whose SHA-256 the article carries. One PROV-O activity for each article says which program read
// it.
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>

#include "entente/export/slice.h"
#include "entente/graph/knowledge_graph.h"
#include "entente/schema/gazetteer.h"
#include "entente/schema/ontology.h"
#include "entente/schema/result.h"

namespace entente {

/// What every writer of linked data needs to know. `ontology` and `names` must outlive the call.
struct RdfOptions {
  std::string base = "https://entente.example/";  // absolute IRI that node ids are appended to; ends in '/' or '#'
  const Ontology* ontology = &builtin_ontology();
  const Gazetteer* names = nullptr;  // gives known things their names in both languages beside their own; none: no such
  const Slice* slice = nullptr;      // what is written; none: all (in JSON-LD and N-Quads). Must outlive the call
};

/// Checks an IRI given by a user as `base`. fails: not absolute http(s) or urn, or with a character IRIs cannot have
[[nodiscard]] Result<void> check_base(std::string_view base);

/// Articles, nodes and relations in the canonical order of the graph: same graph, same bytes.
/// requires  all strings are valid UTF-8; check_base(options.base)
/// fails     at the first write that fails
/// cost      O(n log n); memory for the graph's canonical ranges, not for the output
[[nodiscard]] Result<void> write_jsonld(const KnowledgeGraph& graph, std::ostream& out, const RdfOptions& options = {});

/// Reads what `write_jsonld` wrote, also when its white space, key order or order of objects was changed since.
/// `base`, if given, becomes the base that the file was written with; it stays as it is where the file names none.
/// ensures   write → read → write gives the same bytes, with the base that was written
/// fails     not JSON, not UTF-8, too deep, a lone surrogate, a context that is not inlined (none is ever fetched),
///           an unknown relation, an end that is no node
[[nodiscard]] Result<KnowledgeGraph> read_jsonld(std::string_view json, std::string_view source,
                                                 const Ontology& ontology = builtin_ontology(),
                                                 std::string* base = nullptr);

}  // namespace entente

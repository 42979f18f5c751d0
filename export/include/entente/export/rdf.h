// KnowledgeGraph → N-Quads and Turtle, and N-Quads back: the triples of the JSON-LD graph (jsonld.h), one by one.
#pragma once

#include <iosfwd>
#include <string_view>

#include "entente/export/jsonld.h"
#include "entente/graph/knowledge_graph.h"
#include "entente/schema/ontology.h"
#include "entente/schema/result.h"

namespace entente {

/// One triple a line in the default graph, literals escaped as in canonical N-Quads (RDF Dataset Canonicalization, W3C
/// 2024, § 5); no blank nodes. In the order of the JSON-LD graph: a thing's triples stand together.
/// requires  all strings are valid UTF-8; check_base(options.base)
/// fails     at the first write that fails
/// cost      O(n log n); memory for the graph's canonical ranges, not for the output
[[nodiscard]] Result<void> write_nquads(const KnowledgeGraph& graph, std::ostream& out, const RdfOptions& options = {});

/// The same triples in Turtle, with prefixes, grouped by subject; written by serd.
[[nodiscard]] Result<void> write_turtle(const KnowledgeGraph& graph, std::ostream& out, const RdfOptions& options = {});

/// Reads what `write_nquads` wrote, its lines in any order, with or without repetitions. Other graph names and triples
/// that are not ours are passed over. `base`, if given, becomes the base that the file was written with.
/// ensures   write → read → write gives the same bytes, with the base that was written
/// fails     a line that is no N-Quads, a relation without subject, relation type, object or evidence, no article
[[nodiscard]] Result<KnowledgeGraph> read_nquads(std::string_view text, std::string_view source,
                                                 const Ontology& ontology = builtin_ontology(),
                                                 std::string* base = nullptr);

}  // namespace entente

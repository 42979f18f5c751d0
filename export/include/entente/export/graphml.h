// KnowledgeGraph ⇄ GraphML, and → GEXF: for NetworkX, igraph, yEd, Gephi, Cytoscape.
#pragma once

#include <iosfwd>
#include <string_view>

#include "entente/export/dot.h"
#include "entente/graph/knowledge_graph.h"
#include "entente/schema/ontology.h"
#include "entente/schema/result.h"

namespace entente {

/// A directed multigraph with typed keys; an edge's id is its relation IRI. Evidence, mentions and articles travel as
/// JSON in the keys `evidence`, `mentions` and `articles`, in the spelling of the JSON-LD graph, so that nothing is
/// lost. Nodes have the names `name_en` and `name_fr` too: what `names` knows, else their own. What XML 1.0 cannot hold
/// (control characters) stands escaped in JSON and as U+FFFD elsewhere. fails  at the first write that fails. cost O(n
/// log n)
[[nodiscard]] Result<void> write_graphml(const KnowledgeGraph& graph, std::ostream& out,
                                         const Ontology& ontology = builtin_ontology(),
                                         const Gazetteer* names = nullptr);

/// Reads what `write_graphml` wrote.
/// ensures  write → read → write gives the same bytes
/// fails    not well-formed XML, a document type declaration (none is ever read), a node or edge without our keys
[[nodiscard]] Result<KnowledgeGraph> read_graphml(std::string_view xml, std::string_view source,
                                                  const Ontology& ontology = builtin_ontology());

/// GEXF 1.2 with colours and sizes; dynamic: an edge lives on the days of its evidence (the evidence's own time, else
/// the day of publication), a node on those of its edges and mentions, so that Gephi's timeline works at once. What has
/// no date is always there. fails  at the first write that fails. cost O(n log n)
[[nodiscard]] Result<void> write_gexf(const KnowledgeGraph& graph, std::ostream& out,
                                      const PictureOptions& options = {});

}  // namespace entente

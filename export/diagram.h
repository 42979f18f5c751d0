// What a picture shows of a graph: the things and acts worth drawing, relations bundled into lines, and standing ties
// (offices, memberships, places) folded into small print under the names.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "entente/graph/corroboration.h"
#include "entente/graph/knowledge_graph.h"
#include "entente/schema/ontology.h"

namespace entente {

/// One relation as a line shows it.
struct LineItem {
  const Edge* edge = nullptr;
  const RelationType* type = nullptr;
  Support support;
};

struct DiagramNode {
  Node node;
  std::vector<LineItem> ties;  // of which this is the subject and that no line shows, best borne out first
};

/// Relations of one direction and one kind between two nodes.
struct Line {
  std::size_t from = 0, to = 0;            // into Diagram::nodes
  QuadClass quad = QuadClass::structural;  // the strongest of its items
  Modality modality = Modality::actual;    // the firmest of its items
  bool is_negated = false;                 // all of its items are
  bool is_symmetric = false;               // all of its items are, or each holds in both directions
  std::uint32_t sources = 0;               // the most of any item
  std::vector<LineItem> items;             // most sources first, then by name
};

struct Diagram {
  std::vector<Edge> edges;                                 // what items point into
  std::vector<DiagramNode> nodes;                          // by id
  std::vector<Line> lines;                                 // by (from, to, kind)
  std::size_t all_nodes = 0, all_edges = 0, articles = 0;  // of the graph

  /// Relations that lines show.
  [[nodiscard]] std::size_t item_count() const;
};

struct DiagramLimits {
  std::size_t nodes = std::numeric_limits<std::size_t>::max();
  std::size_t lines = std::numeric_limits<std::size_t>::max();
};

/// Acts go before ties, and what more sources say with more confidence of things in more relations before the rest.
/// Ties that only place one thing under another become DiagramNode::ties; a few others of things that act, and all of
/// them where hardly anything is done, are lines.
/// requires  `ontology` outlives the diagram
/// ensures   each node is the end of a line; no more nodes and lines than `limits` says
/// cost      O(n log n)
[[nodiscard]] Diagram make_diagram(const KnowledgeGraph& graph, const Ontology& ontology, const DiagramLimits& limits);

}  // namespace entente

// What a picture shows of a graph: the nodes worth drawing, and relations bundled into lines.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "entente/graph/corroboration.h"
#include "entente/graph/knowledge_graph.h"
#include "entente/schema/ontology.h"

namespace entente {

struct DiagramNode {
  Node node;
  std::uint32_t weight = 0;  // independent sources over all its relations
};

/// One relation as a line shows it.
struct LineItem {
  const Edge* edge = nullptr;
  const RelationType* type = nullptr;
  Support support;
};

/// Relations of one direction and one kind between two nodes.
struct Line {
  std::size_t from = 0, to = 0;            // into Diagram::nodes
  QuadClass quad = QuadClass::structural;  // the strongest of its items
  Modality modality = Modality::actual;    // the firmest of its items
  bool is_negated = false;
  bool is_symmetric = false;
  std::uint32_t sources = 0;    // the most of any item
  std::vector<LineItem> items;  // most sources first, then by name
};

struct Diagram {
  std::vector<Edge> edges;                                 // what items point into
  std::vector<DiagramNode> nodes;                          // by id
  std::vector<Line> lines;                                 // by (from, to, kind)
  std::size_t all_nodes = 0, all_edges = 0, articles = 0;  // of the graph

  /// Relations were left out; things without any always are.
  [[nodiscard]] bool is_excerpt() const { return item_count() < all_edges; }
  [[nodiscard]] std::size_t item_count() const;
};

/// requires  `ontology` outlives the diagram
/// cost      O(n log n)
[[nodiscard]] Diagram make_diagram(const KnowledgeGraph& graph, const Ontology& ontology, std::size_t max_nodes);

}  // namespace entente

// Nodes and edges of a graph one by one, in the order of KnowledgeGraph::nodes and edges, without a copy of them all:
// what writers use, so that memory does not grow with what they write.
#pragma once

#include <vector>

#include "entente/graph/knowledge_graph.h"

namespace entente {

/// What several articles may each have a part of: all parts in order, those of one thing together.
template <class T>
struct Ordered {
  std::vector<const T*> values;
  std::vector<bool> is_first;  // of a thing
  [[nodiscard]] std::size_t end_of(std::size_t first) const {
    std::size_t end = first + 1;
    while (end < values.size() && !is_first[end]) ++end;
    return end;
  }
};

/// The nodes by id.
/// requires  the graph outlives the walk and does not change meanwhile
/// cost      O(n log n) in all; a pointer for each node of each article, and one united node
class NodeWalk {
 public:
  explicit NodeWalk(const KnowledgeGraph& graph);
  /// nullptr after the last one. Valid until the next call.
  [[nodiscard]] const Node* next();

 private:
  Ordered<Node> all_;
  std::size_t at_ = 0;
  Node united_;
};

/// The edges by (subject, relation, object), each with the evidence of all articles; see NodeWalk.
class EdgeWalk {
 public:
  explicit EdgeWalk(const KnowledgeGraph& graph);
  [[nodiscard]] const Edge* next();
  /// Back to the first edge.
  void rewind() { at_ = 0; }

 private:
  Ordered<Edge> all_;
  std::size_t at_ = 0;
  Edge united_;
};

/// Calls `use` with each node, each edge of a walk.
template <class Use>
void for_each_node(const KnowledgeGraph& graph, Use use) {
  NodeWalk walk(graph);
  while (const Node* node = walk.next()) use(*node);
}
template <class Use>
void for_each_edge(const KnowledgeGraph& graph, Use use) {
  EdgeWalk walk(graph);
  while (const Edge* edge = walk.next()) use(*edge);
}

}  // namespace entente

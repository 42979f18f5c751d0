// The direct triples of linked data: edges that some article states as a fact, subject by subject.
#pragma once

#include <string_view>
#include <utility>

#include "entente/graph/walk.h"
#include "entente/schema/ontology.h"
#include "graph_json.h"

namespace entente {

/// Walks edges beside a walk over the nodes: both are sorted by (subject) id.
class FactWalk {
 public:
  FactWalk(const KnowledgeGraph& graph, const Ontology& ontology) : edges_(graph), ontology_(ontology) {}

  /// The next fact of that subject; nullptr after its last one. Valid until the next call.
  /// requires  subjects are asked for in ascending order
  [[nodiscard]] const Edge* next_of(std::string_view subject) {
    if (!is_begun_) advance();
    while (edge_ != nullptr && edge_->subject < subject) advance();
    while (edge_ != nullptr && edge_->subject == subject) {
      if (is_given_) {
        is_given_ = false;
        advance();
      } else if (is_fact(*edge_) && !ontology_.find(edge_->relation).is_none()) {
        is_given_ = true;
        return edge_;
      } else {
        advance();
      }
    }
    is_given_ = false;
    return nullptr;
  }

  /// The walk over all edges, from the first one again.
  [[nodiscard]] EdgeWalk edges() && {
    edges_.rewind();
    return std::move(edges_);
  }

 private:
  void advance() {
    edge_ = edges_.next();
    is_begun_ = true;
  }

  EdgeWalk edges_;
  const Ontology& ontology_;
  const Edge* edge_ = nullptr;
  bool is_begun_ = false;
  bool is_given_ = false;  // edge_ was returned already
};

}  // namespace entente

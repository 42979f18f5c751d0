// What a writer writes of a graph: all of it, or a slice.
#pragma once

#include <optional>
#include <string_view>

#include "entente/export/slice.h"
#include "entente/graph/corroboration.h"

namespace entente {

class Extent {
 public:
  explicit Extent(const Slice* slice) : slice_(slice) {}
  [[nodiscard]] bool has_head() const { return slice_ == nullptr || slice_->has_head; }
  [[nodiscard]] bool has_article(std::string_view id) const {
    return slice_ == nullptr || slice_->articles.contains(id);
  }
  /// And the edges that begin there.
  [[nodiscard]] bool has_node(std::string_view id) const { return slice_ == nullptr || slice_->nodes.contains(id); }
  [[nodiscard]] Sources sources(const KnowledgeGraph& graph) const {
    return slice_ == nullptr ? Sources(graph) : Sources(graph, slice_->sources);
  }

 private:
  const Slice* slice_;
};

}  // namespace entente

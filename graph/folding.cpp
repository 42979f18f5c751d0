#include "entente/graph/folding.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "renamed_edge.h"

namespace entente {
namespace {

// Whom each folded node gives way to, as nodes that any article can take.
class Principals {
 public:
  Principals(const GraphView& view, NodeTypes types) {
    const Representation& representation = view.representation();
    for (Vertex vertex = 0; vertex < boost::num_vertices(view.boost()); ++vertex) {
      const Vertex principal = representation.principal(vertex);
      if (principal == vertex || !types.has(view[vertex].type)) continue;
      const auto [found, is_new] = nodes_.try_emplace(view[principal].id);
      if (is_new) {
        found->second = view.knowledge().node(view[principal].id);
        found->second.mentions.clear();
      }
      of_.emplace(view[vertex].id, &found->second);
    }
  }
  /// nullptr: acts for nobody.
  [[nodiscard]] const Node* of(std::string_view id) const {
    const auto found = of_.find(id);
    return found == of_.end() ? nullptr : found->second;
  }

 private:
  std::map<std::string, Node, std::less<>> nodes_;
  std::map<std::string, const Node*, std::less<>> of_;
};

Fragment folded(const Fragment& given, const Principals& principals, const Ontology& ontology) {
  Fragment fragment{given.article, {}, {}};
  for (const Node& node : given.nodes) {
    const Node* principal = principals.of(node.id);
    if (principal == nullptr) {
      fragment.nodes.push_back(node);
    } else if (std::none_of(given.nodes.begin(), given.nodes.end(),
                            [&](const Node& other) { return other.id == principal->id; })) {
      fragment.nodes.push_back(*principal);
    }
  }
  const auto rename = [&](std::string& id) {
    if (const Node* principal = principals.of(id)) id = principal->id;
  };
  for (const Edge& edge : given.edges)
    if (std::optional<Edge> other = renamed_edge(edge, ontology, rename)) fragment.edges.push_back(*std::move(other));
  return fragment;
}

}  // namespace

KnowledgeGraph folded(const GraphView& view) {
  NodeTypes all;
  for (NodeType type : kNodeTypes) all.add(type);
  return folded(view, all);
}

KnowledgeGraph folded(const GraphView& view, NodeTypes types) {
  const Principals principals(view, types);
  KnowledgeGraph result;
  for (const auto& [id, fragment] : view.knowledge().fragments())
    result.merge(folded(fragment, principals, view.ontology()));
  return result;
}

}  // namespace entente

// Who acts for whom.
#include <algorithm>
#include <array>
#include <numeric>
#include <tuple>

#include "entente/graph/view.h"

namespace entente {
namespace {

// Relations by which a subject acts for its object.
constexpr std::array<std::string_view, 3> kActsFor = {"leads", "partOf", "spokespersonFor"};

bool may_represent(NodeType type) {
  return type == NodeType::person || type == NodeType::military_unit || type == NodeType::organization;
}

bool may_be_represented(NodeType type) { return type != NodeType::person && type != NodeType::place; }

}  // namespace

Representation::Representation(const GraphView& view, bool with_representatives)
    : Representation(with_representatives ? view.representation() : Representation()) {
  if (with_representatives) return;
  superiors_.resize(boost::num_vertices(view.boost()));
  std::iota(superiors_.begin(), superiors_.end(), Vertex{0});
  principals_ = superiors_;
}

Representation::Representation(const BoostGraph& graph, const Ontology& ontology) {
  const std::size_t count = boost::num_vertices(graph);
  superiors_.resize(count);
  std::iota(superiors_.begin(), superiors_.end(), Vertex{0});
  principals_ = superiors_;
  std::vector<bool> acts_for(ontology.relations().size());
  for (const std::string_view name : kActsFor)
    if (const RelationId relation = ontology.find(name); !relation.is_none()) acts_for[relation.index()] = true;
  for (Vertex vertex = 0; vertex < count; ++vertex) {
    if (!may_represent(graph[vertex].type)) continue;
    const EdgeProperties* best = nullptr;
    for (const EdgeHandle edge : boost::make_iterator_range(boost::out_edges(vertex, graph))) {
      const EdgeProperties& properties = graph[edge];
      if (properties.relation.is_none() || !acts_for[properties.relation.index()] || properties.is_negated() ||
          !may_be_represented(graph[boost::target(edge, graph)].type))
        continue;
      const auto rank = [](const EdgeProperties& p) { return std::tuple(p.sources, p.affirmed, ~p.number); };
      if (best != nullptr && rank(*best) >= rank(properties)) continue;
      best = &properties;
      superiors_[vertex] = boost::target(edge, graph);
    }
  }
  // Who goes round in a circle is represented by the first of the circle.
  std::vector<Vertex> way;
  std::vector<bool> is_done(count), is_on_way(count);
  for (Vertex start = 0; start < count; ++start) {
    way.clear();
    Vertex vertex = start;
    while (!is_done[vertex] && !is_on_way[vertex] && superiors_[vertex] != vertex) {
      way.push_back(vertex);
      is_on_way[vertex] = true;
      vertex = superiors_[vertex];
    }
    Vertex end = principals_[vertex];
    if (is_on_way[vertex]) {
      const auto circle = std::find(way.begin(), way.end(), vertex);
      end = *std::min_element(circle, way.end());
      superiors_[end] = end;
    }
    for (const Vertex passed : way) {
      principals_[passed] = end;
      is_on_way[passed] = false;
      is_done[passed] = true;
    }
  }
}

std::vector<Vertex> Representation::actors(Vertex vertex) const {
  std::vector<Vertex> found = {vertex};
  for (Vertex other = 0; other < superiors_.size(); ++other) {
    if (other == vertex || principals_[other] != principals_[vertex]) continue;
    Vertex above = other;
    while (above != vertex && superiors_[above] != above) above = superiors_[above];
    if (above == vertex) found.push_back(other);
  }
  return found;
}

}  // namespace entente

#include "diagram.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

#include "entente/graph/excerpt.h"

namespace entente {
namespace {

enum class Kind : std::uint8_t { cooperation, conflict, structural };

Kind kind_of(QuadClass quad) {
  switch (quad) {
    case QuadClass::verbal_cooperation:
    case QuadClass::material_cooperation:
      return Kind::cooperation;
    case QuadClass::verbal_conflict:
    case QuadClass::material_conflict:
      return Kind::conflict;
    case QuadClass::structural:
      break;
  }
  return Kind::structural;
}

bool is_material(QuadClass quad) {
  return quad == QuadClass::material_cooperation || quad == QuadClass::material_conflict;
}

// A relation that no ontology of ours knows is drawn as a standing tie.
const RelationType& unknown_type() {
  static const RelationType type;
  return type;
}

}  // namespace

std::size_t Diagram::item_count() const {
  return std::accumulate(lines.begin(), lines.end(), std::size_t{0},
                         [](std::size_t sum, const Line& line) { return sum + line.items.size(); });
}

Diagram make_diagram(const KnowledgeGraph& graph, const Ontology& ontology, std::size_t max_nodes) {
  Diagram diagram;
  diagram.edges = graph.edges();
  diagram.all_edges = diagram.edges.size();
  diagram.articles = graph.article_count();

  const Sources sources(graph);
  std::map<std::string_view, std::uint32_t> weights;
  std::vector<Support> supports;
  supports.reserve(diagram.edges.size());
  for (const Edge& edge : diagram.edges) {
    supports.push_back(support(edge, sources));
    weights[edge.subject] += supports.back().sources;
    weights[edge.object] += supports.back().sources;
  }
  std::vector<Node> nodes = graph.nodes();
  diagram.all_nodes = nodes.size();

  // A node whose every partner was left out would stand alone: it goes as well.
  const auto is_kept = best_attested(graph, max_nodes);
  std::set<std::string_view> is_linked;
  for (const Edge& edge : diagram.edges)
    if (is_kept.count(edge.subject) != 0 && is_kept.count(edge.object) != 0) {
      is_linked.insert(edge.subject);
      is_linked.insert(edge.object);
    }
  std::map<std::string_view, std::size_t> place;
  for (Node& node : nodes) {
    const auto linked = is_linked.find(node.id);
    if (linked == is_linked.end()) continue;
    place[*linked] = diagram.nodes.size();
    diagram.nodes.push_back({std::move(node), weights[*linked]});
  }

  std::map<std::tuple<std::size_t, std::size_t, Kind, bool, bool>, Line> lines;
  for (std::size_t i = 0; i < diagram.edges.size(); ++i) {
    const Edge& edge = diagram.edges[i];
    const auto from = place.find(edge.subject), to = place.find(edge.object);
    if (from == place.end() || to == place.end()) continue;
    const RelationId id = ontology.find(edge.relation);
    const RelationType& type = id.is_none() ? unknown_type() : ontology[id];
    const Support& borne_out = supports[i];
    auto [found, is_new] =
        lines.try_emplace({from->second, to->second, kind_of(type.quad), borne_out.is_negated(), type.symmetric});
    Line& line = found->second;
    if (is_new) {
      line.from = from->second;
      line.to = to->second;
      line.quad = type.quad;
      line.modality = borne_out.modality;
      line.is_negated = borne_out.is_negated();
      line.is_symmetric = type.symmetric;
    }
    if (is_material(type.quad)) line.quad = type.quad;
    line.modality = std::min(line.modality, borne_out.modality);
    line.sources = std::max(line.sources, borne_out.sources);
    line.items.push_back({&edge, &type, borne_out});
  }
  for (auto& [key, line] : lines) {
    std::stable_sort(line.items.begin(), line.items.end(),
                     [](const LineItem& a, const LineItem& b) { return a.support.sources > b.support.sources; });
    diagram.lines.push_back(std::move(line));
  }
  return diagram;
}

}  // namespace entente

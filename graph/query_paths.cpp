// The best paths without loops, after Yen: each further path leaves an earlier one at some step, so it is the best
// path from there that uses none of the steps known to lead on and none of the nodes already passed.
#include <algorithm>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/graph/filtered_graph.hpp>
#include <boost/property_map/function_property_map.hpp>
#include <set>
#include <unordered_map>

#include "query_parts.h"

namespace entente {
namespace {

struct Step {
  std::uint32_t number = 0;  // of the edge in the view
  double cost = 0;
};
using StepGraph = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS, boost::no_property, Step>;
using StepHandle = boost::graph_traits<StepGraph>::edge_descriptor;
using Route = std::vector<Vertex>;

// One step for each pair of nodes: its best attested edge.
StepGraph steps_of(const GraphView& view, const PathOptions& options) {
  const BoostGraph& graph = view.boost();
  struct Candidate {
    Vertex a, b;
    double confidence;
    std::uint32_t number;
    [[nodiscard]] auto key() const { return std::tuple(a, b, -confidence, number); }
  };
  std::vector<Candidate> candidates;
  for (std::uint32_t number = 0; number < view.edge_count(); ++number) {
    const EdgeHandle edge = view.edge(number);
    const EdgeProperties& properties = graph[edge];
    if (properties.is_negated() || properties.confidence() < options.min_confidence) continue;
    const bool has_score = !properties.relation.is_none() && view.ontology()[properties.relation].score != 0;
    if (!options.structural && !has_score) continue;
    const auto [a, b] = std::minmax({boost::source(edge, graph), boost::target(edge, graph)});
    candidates.push_back({a, b, properties.confidence(), number});
  }
  std::sort(candidates.begin(), candidates.end(),
            [](const Candidate& a, const Candidate& b) { return a.key() < b.key(); });
  StepGraph steps(boost::num_vertices(graph));
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const Candidate& best = candidates[i];
    if (i > 0 && candidates[i - 1].a == best.a && candidates[i - 1].b == best.b) continue;
    boost::add_edge(best.a, best.b, {best.number, 2 - best.confidence}, steps);
  }
  return steps;
}

struct Arrived {};

struct StopAt : boost::default_dijkstra_visitor {
  Vertex target = kNoVertex;
  explicit StopAt(Vertex vertex) : target(vertex) {}
  template <class Graph>
  void examine_vertex(Vertex vertex, const Graph&) const {
    if (vertex == target) throw Arrived();
  }
};

// The cheapest route; empty if there is none. `closed` nodes and `closed_steps` from the start are not used.
Route cheapest(const StepGraph& steps, Vertex from, Vertex to, const std::vector<bool>& closed,
               const std::set<Vertex>& closed_steps) {
  const auto is_open_step = [&](StepHandle step) {
    const Vertex a = boost::source(step, steps), b = boost::target(step, steps);
    if (a == from) return !closed_steps.contains(b);
    if (b == from) return !closed_steps.contains(a);
    return true;
  };
  const std::function<bool(StepHandle)> open_step = is_open_step;
  const std::function<bool(Vertex)> open_node = [&](Vertex vertex) { return !closed[vertex]; };
  const boost::filtered_graph<StepGraph, std::function<bool(StepHandle)>, std::function<bool(Vertex)>> open(
      steps, open_step, open_node);
  std::vector<Vertex> before(boost::num_vertices(steps));
  for (Vertex vertex = 0; vertex < before.size(); ++vertex) before[vertex] = vertex;
  std::vector<double> cost(before.size());
  try {
    boost::dijkstra_shortest_paths(open, from,
                                   boost::weight_map(boost::get(&Step::cost, steps))
                                       .vertex_index_map(boost::get(boost::vertex_index, steps))
                                       .predecessor_map(before.data())
                                       .distance_map(cost.data())
                                       .visitor(StopAt(to)));
  } catch (const Arrived&) {
    Route route = {to};
    while (route.back() != from) route.push_back(before[route.back()]);
    std::reverse(route.begin(), route.end());
    return route;
  }
  return {};
}

Path path_of(const GraphView& view, const StepGraph& steps, const Route& route) {
  Path path;
  for (std::size_t i = 0; i < route.size(); ++i) {
    path.nodes.push_back(view[route[i]].id);
    if (i == 0) continue;
    const Step& step = steps[boost::edge(route[i - 1], route[i], steps).first];
    path.edges.push_back(step.number);
    path.cost += step.cost;
  }
  return path;
}

}  // namespace

std::vector<Path> paths(const GraphView& view, std::string_view x, std::string_view y, const PathOptions& options) {
  const Vertex from = view.find(x), to = view.find(y);
  if (from == kNoVertex || to == kNoVertex || from == to || options.count == 0) return {};
  const StepGraph steps = steps_of(view, options);
  std::vector<bool> closed(boost::num_vertices(steps));
  const Route best = cheapest(steps, from, to, closed, {});
  if (best.empty()) return {};

  std::vector<Route> found = {best};
  std::set<std::pair<double, Route>> waiting;
  while (found.size() < options.count) {
    const Route last = found.back();
    for (std::size_t i = 0; i + 1 < last.size(); ++i) {
      std::set<Vertex> closed_steps;
      for (const Route& route : found)
        if (route.size() > i + 1 && std::equal(last.begin(), last.begin() + static_cast<long>(i) + 1, route.begin()))
          closed_steps.insert(route[i + 1]);
      for (std::size_t j = 0; j < i; ++j) closed[last[j]] = true;
      const Route rest = cheapest(steps, last[i], to, closed, closed_steps);
      for (std::size_t j = 0; j < i; ++j) closed[last[j]] = false;
      if (rest.empty()) continue;
      Route route(last.begin(), last.begin() + static_cast<long>(i));
      route.insert(route.end(), rest.begin(), rest.end());
      waiting.emplace(path_of(view, steps, route).cost, route);
    }
    if (waiting.empty()) break;
    found.push_back(waiting.begin()->second);
    waiting.erase(waiting.begin());
  }
  std::vector<Path> result;
  result.reserve(found.size());
  for (const Route& route : found) result.push_back(path_of(view, steps, route));
  return result;
}

}  // namespace entente

// Signed weights, representation, allies, rivals and what two actors have in common.
#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

#include "query_parts.h"

namespace entente {

double weight(const GraphView& view, EdgeHandle edge, const WeightOptions& options) {
  const Result<detail::Weigher> weigher = detail::Weigher::make(view, options);
  return weigher ? (*weigher)(view, edge) : 0;
}

namespace {

// With whom `id` has to do, by vertex.
Result<std::map<Vertex, Relative>> relatives(const GraphView& view, std::string_view id, const WeightOptions& options) {
  const Result<detail::Weigher> weigher = detail::Weigher::make(view, options);
  if (!weigher) return weigher.error();
  std::map<Vertex, Relative> found;
  const Vertex self = view.find(id);
  if (self == kNoVertex) return found;
  const Representation representation(view, options.with_representatives);
  const std::vector<Vertex> actors = representation.actors(self);
  const BoostGraph& graph = view.boost();

  std::unordered_map<Vertex, Relative> sums;
  std::unordered_map<Vertex, std::vector<std::pair<double, std::uint32_t>>> edges;
  const auto count = [&](EdgeHandle edge, Vertex other, bool is_outgoing) {
    const Vertex principal = representation.principal(other);
    if (principal == representation.principal(self) || !detail::is_actor(view[principal])) return;
    const double weight = (*weigher)(view, edge);
    if (weight == 0) return;
    Relative& relative = sums[principal];
    relative.weight += weight;
    if (view.ontology()[view[edge].relation].symmetric) {
      relative.towards += weight / 2;
      relative.from += weight / 2;
    } else {
      (is_outgoing ? relative.towards : relative.from) += weight;
    }
    relative.sources = std::max(relative.sources, view[edge].sources);
    edges[principal].emplace_back(-std::abs(weight), view[edge].number);
  };
  for (const Vertex actor : actors) {
    for (const EdgeHandle edge : boost::make_iterator_range(boost::out_edges(actor, graph)))
      count(edge, boost::target(edge, graph), true);
    for (const EdgeHandle edge : boost::make_iterator_range(boost::in_edges(actor, graph)))
      count(edge, boost::source(edge, graph), false);
  }
  found.insert(std::make_move_iterator(sums.begin()), std::make_move_iterator(sums.end()));
  for (auto& [vertex, relative] : found) {
    relative.id = view[vertex].id;
    relative.name = view[vertex].name;
    relative.type = view[vertex].type;
    auto& heaviest = edges[vertex];
    std::sort(heaviest.begin(), heaviest.end());
    for (const auto& [weight, number] : heaviest) relative.edges.push_back(number);
  }
  return found;
}

// Those on one side, heaviest first; `sign` is +1 or -1. Vertices come in order of id, so that ties stay in it.
Result<std::vector<Relative>> side(const GraphView& view, std::string_view id, const WeightOptions& options,
                                   double sign) {
  Result<std::map<Vertex, Relative>> all = relatives(view, id, options);
  if (!all) return all.error();
  std::vector<Relative> found;
  for (auto& [vertex, relative] : *all)
    if (relative.weight * sign > 0) found.push_back(std::move(relative));
  std::stable_sort(found.begin(), found.end(),
                   [](const Relative& a, const Relative& b) { return std::abs(a.weight) > std::abs(b.weight); });
  return found;
}

}  // namespace

Result<std::vector<Relative>> allies(const GraphView& view, std::string_view id, const WeightOptions& options) {
  return side(view, id, options, 1);
}

Result<std::vector<Relative>> rivals(const GraphView& view, std::string_view id, const WeightOptions& options) {
  return side(view, id, options, -1);
}

Result<Common> common(const GraphView& view, std::string_view x, std::string_view y, const WeightOptions& options) {
  const Result<std::map<Vertex, Relative>> of_x = relatives(view, x, options), of_y = relatives(view, y, options);
  if (!of_x) return of_x.error();
  Common shared;
  for (const auto& [vertex, relative] : *of_x) {
    const auto found = of_y->find(vertex);
    if (found == of_y->end() || relative.weight == 0 || found->second.weight == 0) continue;
    const CommonRelative both{relative.id, relative.name, relative.weight, found->second.weight};
    (both.weight_x > 0 && both.weight_y > 0   ? shared.allies
     : both.weight_x < 0 && both.weight_y < 0 ? shared.rivals
                                              : shared.divided)
        .push_back(both);
  }
  const auto lesser = [](const CommonRelative& r) { return std::min(std::abs(r.weight_x), std::abs(r.weight_y)); };
  for (std::vector<CommonRelative>* part : {&shared.allies, &shared.rivals, &shared.divided})
    std::stable_sort(part->begin(), part->end(), [&](const auto& a, const auto& b) { return lesser(a) > lesser(b); });
  return shared;
}

}  // namespace entente

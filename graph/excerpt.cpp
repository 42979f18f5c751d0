#include "entente/graph/excerpt.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "entente/graph/query.h"

namespace entente {
namespace {

using EdgeKey = std::tuple<std::string, std::string, std::string>;

// `about` and what is at most so many steps away.
std::set<std::string> neighbourhood(const std::vector<EdgeAnswer>& edges, const std::string& about,
                                    std::uint32_t depth) {
  std::set<std::string> found = {about};
  for (std::uint32_t step = 0; step < depth; ++step) {
    std::set<std::string> reached = found;
    for (const EdgeAnswer& edge : edges) {
      if (found.contains(edge.subject)) reached.insert(edge.object);
      if (found.contains(edge.object)) reached.insert(edge.subject);
    }
    if (reached.size() == found.size()) break;
    found = std::move(reached);
  }
  return found;
}

void add_named(const Evidence& evidence, std::set<std::string_view>& ids) {
  ids.insert(evidence.attributed_to);
  for (const Participant* one :
       {&evidence.destination, &evidence.beneficiary, &evidence.instrument, &evidence.location})
    ids.insert(one->node);
}

// Of one fragment, what stands in `kept` and fits the dates.
Fragment part_of(Fragment fragment, const std::set<EdgeKey>& kept, const std::optional<Days>& since,
                 const std::optional<Days>& until) {
  std::erase_if(fragment.edges, [&](const Edge& edge) {
    return !kept.contains({edge.subject, edge.relation, edge.object});
  });
  if (since || until)
    for (Edge& edge : fragment.edges)
      std::erase_if(edge.evidence, [&](const Evidence& evidence) {
        const std::optional<Days> days = days_of(evidence, fragment.article);
        return !days || (since && days->last < since->first) || (until && days->first > until->last);
      });
  std::erase_if(fragment.edges, [](const Edge& edge) { return edge.evidence.empty(); });
  std::set<std::string_view> named;
  for (const Edge& edge : fragment.edges) {
    named.insert(edge.subject);
    named.insert(edge.object);
    for (const Evidence& evidence : edge.evidence) add_named(evidence, named);
  }
  std::erase_if(fragment.nodes, [&](const Node& node) { return !named.contains(node.id); });
  return fragment;
}

}  // namespace

Result<KnowledgeGraph> excerpt(const KnowledgeGraph& graph, const Ontology& ontology, const ExcerptOptions& options) {
  if (options.is_all()) return graph;
  const GraphView view(graph, ontology);
  EdgeFilter filter;
  filter.relations = options.relations;
  filter.since = options.since;
  filter.until = options.until;
  Result<std::vector<EdgeAnswer>> edges = find_edges(view, filter);
  if (!edges) return edges.error();
  if (!options.types.empty())
    std::erase_if(*edges, [&](const EdgeAnswer& edge) {
      return !options.types.contains(view[view.find(edge.subject)].type) ||
             !options.types.contains(view[view.find(edge.object)].type);
    });
  if (!options.about.empty()) {
    const std::set<std::string> near = neighbourhood(*edges, options.about, options.depth);
    std::erase_if(*edges, [&](const EdgeAnswer& e) { return !near.contains(e.subject) || !near.contains(e.object); });
  }
  std::set<EdgeKey> kept;
  for (EdgeAnswer& edge : *edges)
    kept.emplace(std::move(edge.subject), std::move(edge.relation), std::move(edge.object));

  const std::optional<Days> since = options.since.empty() ? std::nullopt : parse_days(options.since);
  const std::optional<Days> until = options.until.empty() ? std::nullopt : parse_days(options.until);
  KnowledgeGraph part;
  for (const auto& [id, fragment] : graph.fragments())
    if (Fragment left = part_of(fragment, kept, since, until); !left.edges.empty()) part.merge(std::move(left));
  return part;
}

std::set<std::string, std::less<>> best_attested(const KnowledgeGraph& graph, std::size_t count) {
  const Sources sources(graph);
  std::map<std::string, std::uint32_t> weights;
  for (const Edge& edge : graph.edges()) {
    const std::uint32_t weight = support(edge, sources).sources;
    weights[edge.subject] += weight;
    weights[edge.object] += weight;
  }
  std::vector<std::pair<std::string, std::uint32_t>> ranked(weights.begin(), weights.end());
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  if (ranked.size() > count) ranked.resize(count);
  std::set<std::string, std::less<>> best;
  for (auto& [id, weight] : ranked) best.insert(std::move(id));
  return best;
}

}  // namespace entente

// Blocs, balance and centrality on the folded, signed graph.
#include "entente/graph/analysis.h"

#include <algorithm>
#include <boost/graph/betweenness_centrality.hpp>
#include <boost/graph/page_rank.hpp>
#include <cmath>
#include <numeric>
#include <tuple>

#include "query_parts.h"

namespace entente {

Result<SignedGraph> signed_graph(const GraphView& view, const WeightOptions& options) {
  const Result<detail::Weigher> weigher = detail::Weigher::make(view, options);
  if (!weigher) return weigher.error();
  const Representation representation(view, options.with_representatives);
  const BoostGraph& graph = view.boost();
  struct Part {
    Vertex a, b;
    std::uint32_t number;
    double weight;
  };
  std::vector<Part> parts;
  for (std::uint32_t number = 0; number < view.edge_count(); ++number) {
    const EdgeHandle edge = view.edge(number);
    const double weight = (*weigher)(view, edge);
    const auto [a, b] = std::minmax(
        {representation.principal(boost::source(edge, graph)), representation.principal(boost::target(edge, graph))});
    const bool are_actors = detail::is_actor(view[a]) && detail::is_actor(view[b]);
    if (weight != 0 && a != b && are_actors) parts.push_back({a, b, number, weight});
  }
  std::sort(parts.begin(), parts.end(),
            [](const Part& x, const Part& y) { return std::tie(x.a, x.b, x.number) < std::tie(y.a, y.b, y.number); });
  std::vector<Part> sums;
  for (const Part& part : parts) {
    if (sums.empty() || sums.back().a != part.a || sums.back().b != part.b) {
      sums.push_back(part);
    } else {
      sums.back().weight += part.weight;
    }
  }
  std::erase_if(sums, [](const Part& part) { return part.weight == 0; });

  SignedGraph result;
  for (const Part& part : sums) {
    result.vertices.push_back(part.a);
    result.vertices.push_back(part.b);
  }
  std::sort(result.vertices.begin(), result.vertices.end());
  result.vertices.erase(std::unique(result.vertices.begin(), result.vertices.end()), result.vertices.end());
  const auto index = [&](Vertex vertex) {
    return static_cast<std::uint32_t>(std::lower_bound(result.vertices.begin(), result.vertices.end(), vertex) -
                                      result.vertices.begin());
  };
  for (const Part& part : sums) result.links.push_back({index(part.a), index(part.b), part.weight});
  return result;
}

namespace {

// The links at each vertex, as compressed rows.
class Neighbours {
 public:
  struct Neighbour {
    std::uint32_t vertex;
    double weight;
  };
  explicit Neighbours(const SignedGraph& graph) : first_(graph.vertices.size() + 1) {
    for (const SignedGraph::Link& link : graph.links) {
      ++first_[link.a + 1];
      ++first_[link.b + 1];
    }
    std::partial_sum(first_.begin(), first_.end(), first_.begin());
    all_.resize(2 * graph.links.size());
    std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
    for (const SignedGraph::Link& link : graph.links) {
      all_[next[link.a]++] = {link.b, link.weight};
      all_[next[link.b]++] = {link.a, link.weight};
    }
  }
  [[nodiscard]] std::span<const Neighbour> of(std::uint32_t vertex) const {
    return {all_.data() + first_[vertex], all_.data() + first_[vertex + 1]};
  }
  [[nodiscard]] std::uint32_t count() const { return static_cast<std::uint32_t>(first_.size() - 1); }

 private:
  std::vector<std::uint32_t> first_;
  std::vector<Neighbour> all_;
};

// A seeded generator that gives the same numbers on every machine (splitmix64).
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint32_t below(std::uint32_t bound) {
    std::uint64_t x = state_ += 0x9e3779b97f4a7c15U;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
    return static_cast<std::uint32_t>((x ^ (x >> 31)) % bound);
  }

 private:
  std::uint64_t state_;
};

constexpr double kGain = 1e-9;  // moves that gain less are rounding

// Relocation. What is minimised is the frustration; as all weight is given, that is to maximise the sum of the weights
// inside camps: a positive one inside is satisfied, a negative one inside is not.
class Relocation {
 public:
  Relocation(const Neighbours& neighbours, std::uint32_t limit) : neighbours_(neighbours), limit_(limit) {}

  std::vector<std::uint32_t> run(std::vector<std::uint32_t> camp_of) {
    camp_of_ = std::move(camp_of);
    sizes_.assign(neighbours_.count() + 1, 0);
    inside_.assign(sizes_.size(), 0);
    for (const std::uint32_t camp : camp_of_) ++sizes_[camp];
    used_ = static_cast<std::uint32_t>(std::count_if(sizes_.begin(), sizes_.end(), [](auto size) { return size > 0; }));
    for (bool moved = true; moved;) {
      moved = false;
      for (std::uint32_t vertex = 0; vertex < neighbours_.count(); ++vertex) moved |= relocate(vertex);
      if (!moved) moved = unite_camps();
    }
    return camp_of_;
  }

 private:
  // Moves one vertex to where the sum of its weights is greatest; to a camp of its own if all sums are negative.
  bool relocate(std::uint32_t vertex) {
    std::vector<std::uint32_t> camps;
    for (const auto& [other, weight] : neighbours_.of(vertex)) {
      if (inside_[camp_of_[other]] == 0) camps.push_back(camp_of_[other]);
      inside_[camp_of_[other]] += weight;
    }
    const std::uint32_t home = camp_of_[vertex];
    std::uint32_t best = home;
    double most = inside_[home];
    std::sort(camps.begin(), camps.end());
    for (const std::uint32_t camp : camps)
      if (inside_[camp] > most + kGain) {
        best = camp;
        most = inside_[camp];
      }
    if (most < -kGain) {  // a camp where it knows nobody
      if (limit_ == 0 || used_ < limit_) {
        best = static_cast<std::uint32_t>(std::find(sizes_.begin(), sizes_.end(), 0U) - sizes_.begin());
      } else {
        for (std::uint32_t camp = 0; camp < limit_; ++camp)
          if (inside_[camp] == 0 && camp != home && !std::binary_search(camps.begin(), camps.end(), camp)) {
            best = camp;
            break;
          }
      }
    }
    for (const std::uint32_t camp : camps) inside_[camp] = 0;
    if (best == home) return false;
    if (--sizes_[home] == 0) --used_;
    if (sizes_[best]++ == 0) ++used_;
    camp_of_[vertex] = best;
    return true;
  }

  // Joins the pair of camps with the greatest positive sum of weights across: what no single move can reach.
  bool unite_camps() {
    std::vector<std::tuple<std::uint32_t, std::uint32_t, double>> across;
    for (std::uint32_t vertex = 0; vertex < neighbours_.count(); ++vertex)
      for (const auto& [other, weight] : neighbours_.of(vertex))
        if (camp_of_[vertex] < camp_of_[other]) across.emplace_back(camp_of_[vertex], camp_of_[other], weight);
    std::stable_sort(across.begin(), across.end(), [](const auto& a, const auto& b) {
      return std::tie(std::get<0>(a), std::get<1>(a)) < std::tie(std::get<0>(b), std::get<1>(b));
    });
    std::uint32_t from = 0, to = 0;
    double most = kGain;
    for (std::size_t i = 0; i < across.size();) {
      const auto [a, b, first] = across[i];
      double sum = 0;
      for (; i < across.size() && std::get<0>(across[i]) == a && std::get<1>(across[i]) == b; ++i)
        sum += std::get<2>(across[i]);
      if (sum > most) {
        most = sum;
        to = a;
        from = b;
      }
    }
    if (from == to) return false;
    for (std::uint32_t& camp : camp_of_)
      if (camp == from) camp = to;
    sizes_[to] += std::exchange(sizes_[from], 0);
    --used_;
    return true;
  }

  const Neighbours& neighbours_;
  std::uint32_t limit_;
  std::vector<std::uint32_t> camp_of_, sizes_;
  std::uint32_t used_ = 0;
  std::vector<double> inside_;  // by camp: the weights of the vertex in hand; zero between calls
};

double satisfied(const SignedGraph& graph, const std::vector<std::uint32_t>& camp_of) {
  double sum = 0;
  for (const SignedGraph::Link& link : graph.links)
    if (camp_of[link.a] == camp_of[link.b]) sum += link.weight;
  return sum;
}

}  // namespace

Camps camps(const GraphView& view, const SignedGraph& graph, std::uint32_t count, std::uint32_t restarts) {
  const auto size = static_cast<std::uint32_t>(graph.vertices.size());
  if (size == 0) return {};
  if (restarts == 0)
    restarts = std::clamp<std::uint32_t>(static_cast<std::uint32_t>(200'000 / graph.links.size()), 2, 64);
  const Neighbours neighbours(graph);
  Relocation relocation(neighbours, count);
  std::vector<std::uint32_t> best;
  double most = 0;
  for (std::uint32_t restart = 0; restart < restarts; ++restart) {
    std::vector<std::uint32_t> start(size);
    if (restart == 0 && count == 0) {
      std::iota(start.begin(), start.end(), 0U);
    } else {
      Random random(restart);
      const std::uint32_t bound = count > 0 ? std::min(count, size) : std::min(size, 2 + restart);
      for (std::uint32_t& camp : start) camp = random.below(bound);
    }
    std::vector<std::uint32_t> found = relocation.run(std::move(start));
    const double sum = satisfied(graph, found);
    if (best.empty() || sum > most + kGain) {
      best = std::move(found);
      most = sum;
    }
  }

  // Camps are numbered anew: largest first, ties by first member.
  struct Group {
    std::vector<std::uint32_t> members;
  };
  std::vector<Group> groups(size + 1);
  for (std::uint32_t vertex = 0; vertex < size; ++vertex) groups[best[vertex]].members.push_back(vertex);
  std::erase_if(groups, [](const Group& group) { return group.members.empty(); });
  std::stable_sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) {
    return std::pair(b.members.size(), a.members.front()) < std::pair(a.members.size(), b.members.front());
  });
  for (std::uint32_t number = 0; number < groups.size(); ++number)
    for (const std::uint32_t vertex : groups[number].members) best[vertex] = number;

  Camps result;
  result.camps.resize(groups.size());
  std::vector<double> inside(size);
  std::map<std::pair<std::uint32_t, std::uint32_t>, FaultLine> faults;
  double all = 0, frustrated = 0;
  for (const SignedGraph::Link& link : graph.links) {
    all += std::abs(link.weight);
    const auto [a, b] = std::minmax(best[link.a], best[link.b]);
    const bool is_inside = a == b;
    if ((link.weight < 0) == is_inside) frustrated += std::abs(link.weight);
    if (is_inside) {
      inside[link.a] += link.weight;
      inside[link.b] += link.weight;
      if (link.weight > 0) result.camps[a].cohesion += link.weight;
    } else {
      FaultLine& fault = faults[{a, b}];
      fault.camp_a = a;
      fault.camp_b = b;
      (link.weight < 0 ? fault.conflict : fault.cooperation) += std::abs(link.weight);
    }
  }
  result.frustration = all == 0 ? 0 : frustrated / all;
  for (std::uint32_t number = 0; number < groups.size(); ++number) {
    std::vector<std::uint32_t>& members = groups[number].members;
    std::stable_sort(members.begin(), members.end(), [&](auto a, auto b) { return inside[a] > inside[b]; });
    for (const std::uint32_t vertex : members) result.camps[number].members.push_back(view[graph.vertices[vertex]].id);
  }
  for (const auto& [pair, fault] : faults) result.faults.push_back(fault);
  std::stable_sort(result.faults.begin(), result.faults.end(),
                   [](const FaultLine& a, const FaultLine& b) { return a.conflict > b.conflict; });
  return result;
}

Balance balance(const GraphView& view, const SignedGraph& graph) {
  // Each link points from the vertex of lower degree to the other: no vertex has more than √(2E) such links.
  const auto size = static_cast<std::uint32_t>(graph.vertices.size());
  std::vector<std::uint32_t> degree(size);
  for (const SignedGraph::Link& link : graph.links) {
    ++degree[link.a];
    ++degree[link.b];
  }
  std::vector<std::vector<std::pair<std::uint32_t, double>>> onward(size);
  for (const SignedGraph::Link& link : graph.links) {
    const bool a_first = std::pair(degree[link.a], link.a) < std::pair(degree[link.b], link.b);
    onward[a_first ? link.a : link.b].emplace_back(a_first ? link.b : link.a, link.weight);
  }
  Balance result;
  std::vector<double> weight_to(size);  // from the vertex in hand; zero: no link
  std::vector<std::pair<double, Triad>> torn;
  const auto lightest_last = [](const auto& a, const auto& b) {
    return std::tuple(-a.first, a.second.x, a.second.y, a.second.z) <
           std::tuple(-b.first, b.second.x, b.second.y, b.second.z);
  };
  const auto remember = [&](const Triad& triad) {
    torn.emplace_back(std::min({std::abs(triad.xy), std::abs(triad.yz), std::abs(triad.xz)}), triad);
    if (torn.size() < 1000) return;
    std::partial_sort(torn.begin(), torn.begin() + 10, torn.end(), lightest_last);
    torn.resize(10);
  };
  for (std::uint32_t u = 0; u < size; ++u) {
    for (const auto& [v, weight] : onward[u]) weight_to[v] = weight;
    for (const auto& [v, uv] : onward[u]) {
      for (const auto& [w, vw] : onward[v]) {
        const double uw = weight_to[w];
        if (uw == 0) continue;
        const int negative = (uv < 0) + (vw < 0) + (uw < 0);
        if (negative == 0) ++result.friends;
        if (negative == 2) ++result.common_enemy;
        if (negative == 3) ++result.all_enemies;
        if (negative != 1) continue;
        ++result.torn;
        std::array<std::uint32_t, 3> order = {u, v, w};
        std::sort(order.begin(), order.end());
        const auto between = [u, v = v, uv = uv, vw = vw, uw](std::uint32_t a, std::uint32_t b) {
          const bool has_u = a == u || b == u, has_v = a == v || b == v;
          return has_u && has_v ? uv : has_u ? uw : vw;
        };
        remember({view[graph.vertices[order[0]]].id, view[graph.vertices[order[1]]].id,
                  view[graph.vertices[order[2]]].id, between(order[0], order[1]), between(order[1], order[2]),
                  between(order[0], order[2])});
      }
    }
    for (const auto& [v, weight] : onward[u]) weight_to[v] = 0;
  }
  std::sort(torn.begin(), torn.end(), lightest_last);
  for (std::size_t i = 0; i < std::min<std::size_t>(torn.size(), 10); ++i) result.most_torn.push_back(torn[i].second);
  return result;
}

Result<std::vector<Centrality>> central(const GraphView& view, const CentralityOptions& options) {
  const Result<detail::Weigher> weigher = detail::Weigher::make(view, options.weights);
  if (!weigher) return weigher.error();
  const BoostGraph& graph = view.boost();
  const std::size_t count = boost::num_vertices(graph);
  std::vector<Centrality> result(count);
  if (count == 0) return result;
  const auto index = boost::get(boost::vertex_index, graph);

  std::vector<double> rank(count), rank_before(count);
  boost::graph::page_rank(graph, boost::make_iterator_property_map(rank.begin(), index),
                          boost::graph::n_iterations(options.page_rank_rounds), options.damping, count,
                          boost::make_iterator_property_map(rank_before.begin(), index));
  // Boost lets the rank of vertices without an exit leak away; scaling to 1 is the same as spreading it evenly.
  const double all = std::accumulate(rank.begin(), rank.end(), 0.0);

  std::vector<double> betweenness(count);
  if (count <= options.betweenness_up_to && count > 2) {
    using Simple = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS>;
    std::vector<std::pair<Vertex, Vertex>> pairs;
    for (const EdgeHandle edge : boost::make_iterator_range(boost::edges(graph)))
      pairs.push_back(std::minmax({boost::source(edge, graph), boost::target(edge, graph)}));
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    const Simple simple(pairs.begin(), pairs.end(), count);
    boost::brandes_betweenness_centrality(
        simple, boost::make_iterator_property_map(betweenness.begin(), boost::get(boost::vertex_index, simple)));
    const double pairs_of_others = static_cast<double>(count - 1) * static_cast<double>(count - 2) / 2;
    for (double& value : betweenness) value /= pairs_of_others;
  }
  for (Vertex vertex = 0; vertex < count; ++vertex) {
    result[vertex] = {graph[vertex].id, graph[vertex].name, rank[vertex] / all, betweenness[vertex], 0, 0};
  }
  for (std::uint32_t number = 0; number < view.edge_count(); ++number) {
    const EdgeHandle edge = view.edge(number);
    const double weight = std::abs((*weigher)(view, edge));
    result[boost::source(edge, graph)].out_strength += weight;
    result[boost::target(edge, graph)].in_strength += weight;
  }
  std::stable_sort(result.begin(), result.end(),
                   [](const Centrality& a, const Centrality& b) { return a.page_rank > b.page_rank; });
  return result;
}

}  // namespace entente

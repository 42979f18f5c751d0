// What an analyst asks of the whole graph: blocs and fault lines, balance, who matters.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "entente/graph/query.h"
#include "entente/graph/view.h"

namespace entente {

/// The view folded to one undirected edge for each pair of principals, with the sum of the weights of all edges between
/// them. Pairs that add up to 0 are left out, and so are places and events, which take no side.
struct SignedGraph {
  struct Link {
    std::uint32_t a = 0, b = 0;  // into `vertices`, a < b
    double weight = 0;
  };
  std::vector<Vertex> vertices;  // those with a link, by id
  std::vector<Link> links;       // by (a, b)
};
/// fails  for a `now` that is no date
/// cost   O(E log E)
[[nodiscard]] Result<SignedGraph> signed_graph(const GraphView& view, const WeightOptions& options = {});

struct Camp {
  std::vector<std::string> members;  // ids, by weight inside the camp, heaviest first
  double cohesion = 0;               // positive weight inside
};
struct FaultLine {
  std::uint32_t camp_a = 0, camp_b = 0;  // into Camps::camps
  double conflict = 0, cooperation = 0;  // negative and positive weight across, both ≥ 0
};
struct Camps {
  std::vector<Camp> camps;        // largest first, ties by first member id
  std::vector<FaultLine> faults;  // most conflict first
  double frustration = 0;  // share of all weight that is negative inside a camp or positive across two; 0: perfect
};
/// Divides the actors so that little conflict is left inside camps and little cooperation across. `count` = 0 finds
/// the number of camps as well (correlation clustering), else there are at most that many.
/// `restarts` from seeded random partitions; 0: as many as the size allows, 2 to 64.
/// ensures  no move of one actor to another camp lowers the frustration; same graph, same camps
/// cost     O(restarts · rounds · E); rounds is below 30 in practice
/// source   line index of imbalance by relocation: Doreian & Mrvar, A partitioning approach to structural balance,
///          Social Networks 1996; free number of camps: Bansal, Blum & Chawla, Correlation clustering, Machine Learning
///          2004
[[nodiscard]] Camps camps(const GraphView& view, const SignedGraph& graph, std::uint32_t count = 0,
                          std::uint32_t restarts = 0);

struct Triad {
  std::string x, y, z;  // ids, in order
  double xy = 0, yz = 0, xz = 0;
};
struct Balance {
  std::uint64_t friends = 0;       // + + +   balanced
  std::uint64_t common_enemy = 0;  // + − −   balanced
  std::uint64_t torn = 0;          // + + −   unbalanced
  std::uint64_t all_enemies = 0;   // − − −   unbalanced in the strict sense
  std::vector<Triad> most_torn;    // the heaviest (by their lightest side) of the + + − triads, at most ten
  [[nodiscard]] std::uint64_t count() const { return friends + common_enemy + torn + all_enemies; }
  /// The share of balanced triads; 1 if there is no triad.
  [[nodiscard]] double degree() const {
    return count() == 0 ? 1 : static_cast<double>(friends + common_enemy) / static_cast<double>(count());
  }
};
/// cost    O(E^1.5), by listing triangles from the vertex of lowest degree
/// source  Cartwright & Harary, Structural balance, Psychological Review 1956
[[nodiscard]] Balance balance(const GraphView& view, const SignedGraph& graph);

struct Centrality {
  std::string id, name;
  double page_rank = 0;    // over all edges; sums to 1
  double betweenness = 0;  // share of shortest paths through it, undirected, in [0, 1]; 0 if not computed
  double in_strength = 0, out_strength = 0;  // Σ |weight| of its edges
};
struct CentralityOptions {
  std::uint32_t page_rank_rounds = 50;
  double damping = 0.85;
  /// Betweenness takes O(V · E): it is left out of graphs with more vertices.
  std::size_t betweenness_up_to = 5000;
  WeightOptions weights = {};
};
/// All nodes, by PageRank, highest first, ties by id.
/// cost    O(rounds · E + V · E)
/// source  Boost.Graph: Page & al. 1998; Brandes, A faster algorithm for betweenness centrality, 2001
[[nodiscard]] Result<std::vector<Centrality>> central(const GraphView& view, const CentralityOptions& options = {});

}  // namespace entente

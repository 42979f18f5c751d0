// Whole-graph answers against slow, obvious versions on small random graphs.
#include "entente/graph/analysis.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <functional>
#include <map>
#include <numeric>
#include <random>

#include "claims.h"

namespace entente {
namespace {

// A random graph on at most `size` states, friendly and hostile.
KnowledgeGraph random_graph(int size, int edges) {
  std::vector<std::string> lines;
  const int count = *rc::gen::inRange(1, edges);
  for (int i = 0; i < count; ++i) {
    const int a = *rc::gen::inRange(0, size), b = (a + *rc::gen::inRange(1, size)) % size;
    const std::string relation = *rc::gen::elementOf(std::vector<std::string>{"supports", "attacks", "aids", "warns"});
    lines.push_back("state/" + std::to_string(a) + " " + relation + " state/" + std::to_string(b) + " 0." +
                    std::to_string(*rc::gen::inRange(1, 10)));
  }
  KnowledgeGraph graph;
  graph.merge(article_of("article/1", "2024-01-01", lines));
  return graph;
}

double least_frustration(const SignedGraph& graph, std::uint32_t limit) {
  const std::size_t size = graph.vertices.size();
  std::vector<std::uint32_t> camp(size);
  double all = 0, best = 1e9;
  for (const auto& link : graph.links) all += std::abs(link.weight);
  const std::function<void(std::size_t, std::uint32_t)> assign = [&](std::size_t vertex, std::uint32_t used) {
    if (vertex == size) {
      double frustrated = 0;
      for (const auto& link : graph.links)
        if ((link.weight < 0) == (camp[link.a] == camp[link.b])) frustrated += std::abs(link.weight);
      best = std::min(best, frustrated / all);
      return;
    }
    for (camp[vertex] = 0; camp[vertex] < std::min(used + 1, limit == 0 ? used + 1 : limit); ++camp[vertex])
      assign(vertex + 1, std::max(used, camp[vertex] + 1));
  };
  assign(0, 0);
  return best;
}

RC_GTEST_PROP(Camps, NoMoveOfOneActorIsBetter, ()) {
  const KnowledgeGraph graph = random_graph(12, 40);
  const GraphView view(graph, builtin_ontology());
  const SignedGraph folded = *signed_graph(view);
  RC_PRE(!folded.links.empty());
  const Camps found = camps(view, folded);
  std::vector<std::size_t> camp_of(folded.vertices.size());
  std::size_t members = 0;
  for (std::size_t camp = 0; camp < found.camps.size(); ++camp)
    for (const std::string& id : found.camps[camp].members) {
      const auto& v = folded.vertices;
      camp_of[static_cast<std::size_t>(std::find(v.begin(), v.end(), view.find(id)) - v.begin())] = camp;
      ++members;
    }
  RC_ASSERT(members == folded.vertices.size());
  double all = 0;
  for (const auto& link : folded.links) all += std::abs(link.weight);
  const auto frustration = [&] {
    double frustrated = 0;
    for (const auto& link : folded.links)
      if ((link.weight < 0) == (camp_of[link.a] == camp_of[link.b])) frustrated += std::abs(link.weight);
    return frustrated / all;
  };
  RC_ASSERT(std::abs(frustration() - found.frustration) < 1e-9);
  for (std::size_t& camp : camp_of) {
    const std::size_t home = camp;
    for (camp = 0; camp <= found.camps.size(); ++camp) RC_ASSERT(frustration() >= found.frustration - 1e-8);
    camp = home;
  }
}

// Relocation is a heuristic: it must find the best partition of nearly every small graph.
TEST(Camps, AreTheBestPartitionNearlyAlways) {
  std::mt19937 random(7);
  int best = 0, count = 0;
  for (int i = 0; i < 300; ++i) {
    std::vector<std::string> lines;
    for (int j = 0; j < 16; ++j) {
      const int a = static_cast<int>(random() % 7), b = (a + 1 + static_cast<int>(random() % 6)) % 7;
      constexpr std::array kRelations = {"supports", "attacks", "aids", "warns"};
      lines.push_back("state/" + std::to_string(a) + " " + kRelations[random() % 4] + " state/" + std::to_string(b) +
                      " 0." + std::to_string(1 + random() % 9));
    }
    KnowledgeGraph graph;
    graph.merge(article_of("article/1", "2024-01-01", lines));
    const GraphView view(graph, builtin_ontology());
    const SignedGraph folded = *signed_graph(view);
    for (const std::uint32_t limit : {0U, 2U}) {
      const Camps found = camps(view, folded, limit);
      EXPECT_TRUE(limit == 0 || found.camps.size() <= limit);
      const double least = least_frustration(folded, limit);
      EXPECT_GE(found.frustration, least - 1e-9);
      best += found.frustration <= least + 1e-9;
      ++count;
    }
  }
  EXPECT_GE(best, count * 99 / 100) << best << " of " << count;
}

TEST(Camps, FindBlocsAndTheFaultLine) {
  KnowledgeGraph graph;
  graph.merge(article_of("article/1", "2024-01-01",
                         {"state/a alliesWith state/b", "state/b supports state/c", "state/x alliesWith state/y",
                          "state/a attacks state/x", "state/y threatens state/c", "state/c aids state/x 0.1",
                          "person/p leads state/y", "person/p attacks state/b"}));
  const GraphView view(graph, builtin_ontology());
  const Camps found = camps(view, *signed_graph(view));
  ASSERT_EQ(found.camps.size(), 2U);
  EXPECT_THAT(found.camps[0].members, testing::ElementsAre("state/b", "state/a", "state/c"));
  EXPECT_THAT(found.camps[1].members, testing::ElementsAre("state/x", "state/y"));
  ASSERT_EQ(found.faults.size(), 1U);
  EXPECT_GT(found.faults[0].conflict, found.faults[0].cooperation);
  EXPECT_GT(found.frustration, 0);
  EXPECT_LT(found.frustration, 0.1);
}

TEST(Camps, OfAnEmptyGraphAreNone) {
  const KnowledgeGraph graph;
  const GraphView view(graph, builtin_ontology());
  EXPECT_TRUE(camps(view, *signed_graph(view)).camps.empty());
  EXPECT_EQ(balance(view, *signed_graph(view)).degree(), 1);
  EXPECT_TRUE(central(view)->empty());
}

RC_GTEST_PROP(Balance, CountsEveryTriadOnce, ()) {
  const KnowledgeGraph graph = random_graph(9, 40);
  const GraphView view(graph, builtin_ontology());
  const SignedGraph folded = *signed_graph(view);
  std::map<std::pair<std::uint32_t, std::uint32_t>, double> weight;
  for (const auto& link : folded.links) weight[{link.a, link.b}] = link.weight;
  std::array<std::uint64_t, 4> expected{};
  for (const auto& [ab, w] : weight)
    for (std::uint32_t c = ab.second + 1; c < folded.vertices.size(); ++c)
      if (weight.contains({ab.first, c}) && weight.contains({ab.second, c}))
        ++expected[static_cast<std::size_t>((w < 0) + (weight[{ab.first, c}] < 0) + (weight[{ab.second, c}] < 0))];
  const Balance found = balance(view, folded);
  RC_ASSERT(found.friends == expected[0]);
  RC_ASSERT(found.torn == expected[1]);
  RC_ASSERT(found.common_enemy == expected[2]);
  RC_ASSERT(found.all_enemies == expected[3]);
  RC_ASSERT(found.most_torn.size() == std::min<std::uint64_t>(10, expected[1]));
  for (const Triad& triad : found.most_torn) {
    const std::string of_xy = triad.x + triad.y;
    RC_ASSERT((triad.xy < 0) + (triad.yz < 0) + (triad.xz < 0) == 1);
    RC_ASSERT(triad.x < triad.y && triad.y < triad.z);
    const auto index = [&](const std::string& id) {
      const auto& v = folded.vertices;
      return static_cast<std::uint32_t>(std::find(v.begin(), v.end(), view.find(id)) - v.begin());
    };
    RC_ASSERT((triad.xy == weight[{index(triad.x), index(triad.y)}]));
    RC_ASSERT((triad.xz == weight[{index(triad.x), index(triad.z)}]));
  }
}

// All loopless paths, cheapest first.
std::vector<double> all_path_costs(const GraphView& view, Vertex from, Vertex to) {
  std::map<std::pair<Vertex, Vertex>, double> step;
  const BoostGraph& graph = view.boost();
  for (std::uint32_t i = 0; i < view.edge_count(); ++i) {
    const EdgeHandle edge = view.edge(i);
    for (const auto& ends : {std::pair(boost::source(edge, graph), boost::target(edge, graph)),
                             std::pair(boost::target(edge, graph), boost::source(edge, graph))}) {
      const double cost = 2 - view[edge].confidence();
      const auto [known, is_new] = step.try_emplace(ends, cost);
      known->second = std::min(known->second, cost);
    }
  }
  std::vector<double> costs;
  std::vector<bool> passed(boost::num_vertices(graph));
  const std::function<void(Vertex, double)> go = [&](Vertex at, double cost) {
    if (at == to) {
      costs.push_back(cost);
      return;
    }
    passed[at] = true;
    for (const auto& [ends, price] : step)
      if (ends.first == at && !passed[ends.second]) go(ends.second, cost + price);
    passed[at] = false;
  };
  go(from, 0);
  std::sort(costs.begin(), costs.end());
  return costs;
}

RC_GTEST_PROP(Paths, AreTheCheapestOfAll, ()) {
  const KnowledgeGraph graph = random_graph(6, 14);
  const GraphView view(graph, builtin_ontology());
  const Vertex last = boost::num_vertices(view.boost()) - 1;
  const std::vector<Path> found = paths(view, view[0].id, view[last].id, {.count = 5});
  const std::vector<double> expected = last == 0 ? std::vector<double>() : all_path_costs(view, 0, last);
  RC_ASSERT(found.size() == std::min<std::size_t>(5, expected.size()));
  for (std::size_t i = 0; i < found.size(); ++i) {
    RC_ASSERT(std::abs(found[i].cost - expected[i]) < 1e-9);
    RC_ASSERT(found[i].nodes.size() == found[i].edges.size() + 1);
    for (std::size_t j = 0; j < i; ++j) RC_ASSERT(found[i].nodes != found[j].nodes);
    for (std::size_t j = 0; j < found[i].edges.size(); ++j) {
      const Edge edge = view.whole(view.edge(found[i].edges[j]));
      RC_ASSERT((std::set{edge.subject, edge.object} == std::set{found[i].nodes[j], found[i].nodes[j + 1]}));
    }
  }
}

TEST(Paths, LeaveOutWhatIsDeniedUnsureOrStructural) {
  KnowledgeGraph graph;
  graph.merge(article_of("article/1", "",
                         {"state/a supports state/b negated", "state/a aids state/b 0.2", "state/a memberOf org/n 0.9",
                          "state/b memberOf org/n 0.9"}));
  const GraphView view(graph, builtin_ontology());
  EXPECT_EQ(paths(view, "state/a", "state/b").size(), 2U);
  EXPECT_EQ(paths(view, "state/a", "state/b", {.min_confidence = 0.5}).front().nodes.size(), 3U);
  EXPECT_TRUE(paths(view, "state/a", "state/b", {.min_confidence = 0.5, .structural = false}).empty());
  EXPECT_TRUE(paths(view, "state/a", "state/z").empty());
}

TEST(Central, AgreesWithHandComputedValues) {
  KnowledgeGraph graph;  // a star: everyone supports the hub, which supports nobody
  graph.merge(article_of("article/1", "",
                         {"state/a supports state/hub 1", "state/b supports state/hub 1",
                          "state/c supports state/hub 1", "state/c attacks state/hub 0.5"}));
  const GraphView view(graph, builtin_ontology());
  const std::vector<Centrality> found = *central(view);
  ASSERT_EQ(found.size(), 4U);
  EXPECT_EQ(found[0].id, "state/hub");
  EXPECT_NEAR(found[0].betweenness, 1, 1e-9);  // all three pairs of others meet there
  EXPECT_NEAR(found[1].betweenness, 0, 1e-9);
  // Leaves: r; hub: r (1 + 3 · 0.85); sum 1.
  EXPECT_NEAR(found[1].page_rank, 1 / (4 + 2.55), 1e-6);
  EXPECT_NEAR(found[0].page_rank, 3.55 / (4 + 2.55), 1e-6);
  EXPECT_NEAR(found[0].in_strength, 3 * 0.5 + 0.5, 1e-9);
  EXPECT_EQ(found[0].out_strength, 0);
  double sum = 0;
  for (const Centrality& node : found) sum += node.page_rank;
  EXPECT_NEAR(sum, 1, 1e-12);
}

}  // namespace
}  // namespace entente

#include "entente/graph/folding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "claims.h"

namespace entente {
namespace {

using testing::ElementsAre;

KnowledgeGraph graph_of(const std::vector<std::vector<std::string>>& articles) {
  KnowledgeGraph graph;
  for (std::size_t i = 0; i < articles.size(); ++i)
    graph.merge(article_of("article/" + std::to_string(i), "2024-10-28", articles[i]));
  return graph;
}

std::vector<std::string> edges_of(const KnowledgeGraph& graph) {
  std::vector<std::string> lines;
  for (const Edge& edge : graph.edges()) lines.push_back(edge.subject + " " + edge.relation + " " + edge.object);
  return lines;
}

KnowledgeGraph folded_of(const KnowledgeGraph& graph) { return folded(GraphView(graph, builtin_ontology())); }

TEST(Folding, WhoActsForAnotherGivesWayToIt) {
  struct Case {
    const char* what;
    std::vector<std::vector<std::string>> articles;
    std::vector<std::string> folded;
  };
  const Case cases[] = {
      {"a leader", {{"person/a leads state/x", "person/a supports state/y"}}, {"state/x supports state/y"}},
      {"an army", {{"unit/u partOf state/x", "unit/u attacks state/y"}}, {"state/x attacks state/y"}},
      {"a ministry, by the gazetteer",
       {{"org/russian-defence-ministry accuses state/ukraine", "state/russia attacks state/ukraine"}},
       {"state/russia accuses state/ukraine", "state/russia attacks state/ukraine"}},
      {"both ends",
       {{"person/a leads state/x", "person/b leads state/y", "person/a meets person/b"}},
       {"state/x meets state/y"}},
      {"a chain",
       {{"person/a spokespersonFor org/m", "org/m partOf state/x", "person/a warns state/y"}},
       {"state/x warns state/y"}},
      {"who is known from another article",
       {{"person/a leads state/x"}, {"person/a warns state/y"}},
       {"state/x warns state/y"}},
      {"nobody acts for anybody", {{"state/x warns state/y"}}, {"state/x warns state/y"}},
      {"a member is no representative",
       {{"state/x memberOf org/o", "state/x warns state/y"}},
       {"state/x memberOf org/o", "state/x warns state/y"}},
      {"a denied tie folds nothing",
       {{"person/a leads state/x negated", "person/a warns state/y"}},
       {"person/a leads state/x", "person/a warns state/y"}},
      {"what joins a thing with itself goes", {{"person/a leads state/x", "person/a criticizes state/x"}}, {}},
      {"two who act for one add up",
       {{"person/a leads state/x", "unit/u partOf state/x", "person/a attacks state/y", "unit/u attacks state/y"}},
       {"state/x attacks state/y"}},
  };
  for (const Case& c : cases) {
    const KnowledgeGraph once = folded_of(graph_of(c.articles));
    EXPECT_THAT(edges_of(once), testing::ElementsAreArray(c.folded)) << c.what;
    EXPECT_EQ(dump(folded_of(once)), dump(once)) << c.what;
  }
}

TEST(Folding, TypesThatAreNotNamedStay) {
  const KnowledgeGraph graph = graph_of(
      {{"person/a leads state/x", "person/a warns state/y", "unit/u partOf state/x", "unit/u attacks state/y"}});
  NodeTypes forces;
  forces.add(NodeType::military_unit);
  EXPECT_EQ(edges_of(folded(GraphView(graph, builtin_ontology()), forces)),
            (std::vector<std::string>{"person/a leads state/x", "person/a warns state/y", "state/x attacks state/y"}));
}

TEST(Folding, EvidenceNamesThePrincipalAndKeepsItsQuote) {
  const KnowledgeGraph graph = folded_of(graph_of(
      {{"person/a leads state/x", "unit/u partOf state/z", "state/y aids state/w by=person/a to=unit/u 0.7"}}));
  ASSERT_THAT(edges_of(graph), ElementsAre("state/y aids state/w"));
  const std::vector<Edge> edges = graph.edges();
  const Evidence& evidence = edges[0].evidence[0];
  EXPECT_EQ(evidence.attributed_to, "state/x");
  EXPECT_EQ(evidence.destination.node, "state/z");
  EXPECT_EQ(evidence.quote.exact, "state/y aids state/w by=person/a to=unit/u 0.7");
  EXPECT_TRUE(graph.node("person/a").id.empty());
}

}  // namespace
}  // namespace entente

#include "entente/graph/excerpt.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "claims.h"

namespace entente {
namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAre;

KnowledgeGraph graph_of(const std::vector<Fragment>& fragments) {
  KnowledgeGraph graph;
  for (const Fragment& fragment : fragments) graph.merge(fragment);
  return graph;
}

KnowledgeGraph chain() {
  return graph_of({article_of("article/1", "2024-10-01",
                              {"state/a supports state/b", "state/b attacks state/c", "person/p leads state/a",
                               "state/c warns state/d by=org/agency"}),
                   article_of("article/2", "2024-11-01", {"state/a supports state/b", "state/a attacks state/c"})});
}

std::vector<std::string> edges_of(const KnowledgeGraph& graph) {
  std::vector<std::string> lines;
  for (const Edge& edge : graph.edges())
    lines.push_back(edge.subject + " " + edge.relation + " " + edge.object + " " +
                    std::to_string(edge.evidence.size()));
  return lines;
}

std::vector<std::string> excerpt_of(const ExcerptOptions& options) {
  const Result<KnowledgeGraph> part = excerpt(chain(), builtin_ontology(), options);
  EXPECT_TRUE(part);
  return edges_of(*part);
}

TEST(Excerpt, WithoutOptionsIsAll) { EXPECT_EQ(*excerpt(chain(), builtin_ontology(), {}), chain()); }

TEST(Excerpt, ReachesAsFarAsAsked) {
  ExcerptOptions options;
  options.about = "state/d";
  EXPECT_THAT(excerpt_of(options), ElementsAre("state/c warns state/d 1"));
  options.depth = 2;
  EXPECT_THAT(excerpt_of(options), ElementsAre("state/a attacks state/c 1", "state/a supports state/b 2",
                                               "state/b attacks state/c 1", "state/c warns state/d 1"));
  options.depth = 9;
  EXPECT_EQ(excerpt_of(options), edges_of(chain()));
}

TEST(Excerpt, KeepsTheEvidenceOfTheTime) {
  ExcerptOptions options;
  options.since = "2024-10-15";
  EXPECT_THAT(excerpt_of(options), ElementsAre("state/a attacks state/c 1", "state/a supports state/b 1"));
  options.since = "";
  options.until = "2024-10";
  EXPECT_EQ(excerpt_of(options).size(), 4U);
  options.since = "2025";
  EXPECT_FALSE(excerpt(chain(), builtin_ontology(), options));
  options = {};
  options.until = "soon";
  EXPECT_FALSE(excerpt(chain(), builtin_ontology(), options));
}

TEST(Excerpt, KeepsKindsOfRelationsAndOfThings) {
  ExcerptOptions options;
  options.relations = {"attacks"};
  EXPECT_THAT(excerpt_of(options), ElementsAre("state/a attacks state/c 1", "state/b attacks state/c 1"));
  options.relations = {"leads"};
  options.types = {NodeType::state};
  EXPECT_THAT(excerpt_of(options), ElementsAre());
  options.types.insert(NodeType::person);
  EXPECT_THAT(excerpt_of(options), ElementsAre("person/p leads state/a 1"));
  options.relations = {"loves"};
  EXPECT_FALSE(excerpt(chain(), builtin_ontology(), options));
}

TEST(Excerpt, KeepsThingsThatEvidenceNamesAndNoOthers) {
  ExcerptOptions options;
  options.relations = {"warns"};
  const Result<KnowledgeGraph> part = excerpt(chain(), builtin_ontology(), options);
  ASSERT_TRUE(part);
  std::vector<std::string> ids;
  for (const Node& node : part->nodes()) ids.push_back(node.id);
  EXPECT_THAT(ids, UnorderedElementsAre("state/c", "state/d", "org/agency"));
  EXPECT_EQ(part->article_count(), 1U);
}

TEST(Excerpt, BestAttestedHaveMostSourcesOverAllRelations) {
  EXPECT_THAT(best_attested(chain(), 2), ElementsAre("state/a", "state/b"));
  EXPECT_EQ(best_attested(chain(), 99).size(), 5U);
}

}  // namespace
}  // namespace entente

// The law of merging, hunted with random fragments: same graph for any order, grouping and repetition; exact
// withdrawal.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <stdexcept>

#include "entente/graph/knowledge_graph.h"
#include "random_fragments.h"

namespace entente {
namespace {

using Fragments = std::vector<Fragment>;

KnowledgeGraph merged(const Fragments& fragments) {
  KnowledgeGraph graph;
  for (const Fragment& fragment : fragments) graph.merge(fragment);
  return graph;
}

RC_GTEST_PROP(Merge, OrderDoesNotMatter, (Fragments fragments)) {
  const std::string expected = dump(merged(fragments));
  const std::uint64_t shuffles = *rc::gen::inRange<std::uint64_t>(1, 4);
  for (std::uint64_t i = 0; i < shuffles && !fragments.empty(); ++i) {
    std::rotate(fragments.begin(), fragments.begin() + *rc::gen::inRange<long>(0, static_cast<long>(fragments.size())),
                fragments.end());
    RC_ASSERT(dump(merged(fragments)) == expected);
    std::reverse(fragments.begin(), fragments.end());
    RC_ASSERT(dump(merged(fragments)) == expected);
  }
}

RC_GTEST_PROP(Merge, GroupingDoesNotMatter, (Fragments a, Fragments b, Fragments c)) {
  KnowledgeGraph left = merged(a);
  left.merge(merged(b));
  left.merge(merged(c));
  KnowledgeGraph right = merged(b);
  right.merge(merged(c));
  KnowledgeGraph all = merged(a);
  all.merge(std::move(right));
  RC_ASSERT(left == all);
  RC_ASSERT(dump(left) == dump(all));
}

RC_GTEST_PROP(Merge, RepetitionDoesNotMatter, (Fragments fragments)) {
  KnowledgeGraph graph = merged(fragments);
  const std::string expected = dump(graph);
  graph.merge(graph);
  for (const Fragment& fragment : fragments) graph.merge(fragment);
  RC_ASSERT(dump(graph) == expected);
}

RC_GTEST_PROP(Merge, WithdrawalIsExact, (Fragments fragments)) {
  KnowledgeGraph graph = merged(fragments);
  for (const char* article : {"article/0", "article/1", "article/2", "article/3"}) {
    Fragments others = fragments;
    std::erase_if(others, [&](const Fragment& fragment) { return fragment.article.id == article; });
    KnowledgeGraph without = graph;
    RC_ASSERT(without.withdraw(article) == (others.size() != fragments.size()));
    RC_ASSERT(dump(without) == dump(merged(others)));
  }
}

RC_GTEST_PROP(Merge, UnionComesBackFromItsParts, (Fragments fragments)) {
  const KnowledgeGraph graph = merged(fragments);
  const Result<KnowledgeGraph> back = from_union(graph.articles(), graph.nodes(), graph.edges(), "graph");
  RC_ASSERT(back.has_value());
  RC_ASSERT(dump(*back) == dump(graph));
}

RC_GTEST_PROP(Merge, EveryEdgeAndNodeOfAnArticleIsThere, (const Fragment& fragment, Fragments others)) {
  std::erase_if(others, [&](const Fragment& other) { return other.article.id == fragment.article.id; });
  KnowledgeGraph graph = merged(others);
  graph.merge(fragment);
  const std::vector<Edge> edges = graph.edges();
  for (const Edge& edge : fragment.edges) {
    const auto found = std::find_if(edges.begin(), edges.end(), [&](const Edge& other) {
      return other.subject == edge.subject && other.relation == edge.relation && other.object == edge.object;
    });
    RC_ASSERT(found != edges.end());
    for (const Evidence& evidence : edge.evidence)
      RC_ASSERT(std::count(found->evidence.begin(), found->evidence.end(), evidence) == 1);
  }
  for (const Node& node : fragment.nodes) {
    const Node united = graph.node(node.id);
    std::vector<std::string> names = united.alternate_names;
    names.push_back(united.name);
    RC_ASSERT(std::count(names.begin(), names.end(), node.name) == 1);
  }
}

Fragment reading(std::string published, std::string hash, std::string name) {
  Fragment fragment;
  fragment.article.id = "article/a";
  fragment.article.published = std::move(published);
  fragment.article.hash = std::move(hash);
  fragment.nodes = {{"state/north-korea", NodeType::state, std::move(name), {}, "", "", {}, {}}};
  return fragment;
}

TEST(Merge, LaterEditionReplacesEarlier) {
  const Fragments editions = {reading("2024-10-29", "aa", "DPRK"), reading("2024-10-28", "bb", "North Korea")};
  EXPECT_EQ(merged(editions).nodes().front().name, "DPRK");
  EXPECT_TRUE(merged(editions).nodes().front().alternate_names.empty());
}

TEST(Merge, DisplayNameIsTheOneMostArticlesGive) {
  Fragments fragments = {reading("", "", "RPDC"), reading("", "", "North Korea"), reading("", "", "North Korea")};
  fragments[1].article.id = "article/b";
  fragments[2].article.id = "article/c";
  const Node node = merged(fragments).nodes().front();
  EXPECT_EQ(node.name, "North Korea");
  EXPECT_EQ(node.alternate_names, std::vector<std::string>{"RPDC"});
}

TEST(Merge, RefusesWhatAFragmentMustNotBe) {
  const auto refuses = [](auto change, const std::string& seen) {
    Fragment fragment = reading("", "", "Kim");
    fragment.nodes.push_back({"person/b", NodeType::person, "B", {}, "", "", {}, {}});
    Evidence evidence;
    evidence.quote = {"article/a", {0, 4}, "word"};
    fragment.edges = {{"person/b", "leads", "state/north-korea", {evidence}}};
    EXPECT_TRUE(validate(fragment));
    change(fragment);
    const Result<void> valid = validate(fragment);
    ASSERT_FALSE(valid) << seen;
    EXPECT_NE(valid.error().seen.find(seen), std::string::npos) << valid.error().seen;
    KnowledgeGraph graph;
    EXPECT_THROW(graph.merge(fragment), std::invalid_argument);
    EXPECT_TRUE(graph.empty());
  };
  refuses([](Fragment& f) { f.article.id.clear(); }, "without an id");
  refuses([](Fragment& f) { f.nodes[0].id.clear(); }, "without an id");
  refuses([](Fragment& f) { f.nodes[0].name.clear(); }, "without a name");
  refuses([](Fragment& f) { f.nodes[0].mentions = {{"article/b", {0, 1}, "x"}}; }, "not a span of this article");
  refuses([](Fragment& f) { f.edges[0].subject = "person/nobody"; }, "names a node that is not there");
  refuses([](Fragment& f) { f.edges[0].object = "person/b"; }, "joins a node with itself");
  refuses([](Fragment& f) { f.edges[0].relation.clear(); }, "without a relation");
  refuses([](Fragment& f) { f.edges[0].evidence.clear(); }, "without evidence");
  refuses([](Fragment& f) { f.edges[0].evidence[0].quote.span = {4, 3}; }, "not a span");
  refuses([](Fragment& f) { f.edges[0].evidence[0].confidence = 1.5; }, "confidence outside 0 to 1");
  refuses([](Fragment& f) { f.edges[0].evidence[0].attributed_to = "person/x"; }, "names the node person/x");
  refuses([](Fragment& f) { f.edges[0].evidence[0].quantity = Quantity{0.0 / 0.0, "", false}; }, "no number");
}

TEST(FromUnion, NamesWhatIsMissing) {
  const Article article{"article/a", "", "", "", "", "", "", ""};
  const Node node{"person/a", NodeType::person, "A", {}, "", "", {{"article/b", {0, 1}, "A"}}, {}};
  const Result<KnowledgeGraph> graph = from_union({article}, {node}, {}, "g.jsonld");
  ASSERT_FALSE(graph.has_value());
  EXPECT_EQ(to_string(graph.error()), "g.jsonld: a mention quotes the article article/b that is not in the graph");
}

TEST(Dump, ShowsAllThatAnEdgeHolds) {
  Evidence evidence;
  evidence.quote = {"article/a", {120, 260}, "Kim \"aurait\" déployé"};
  evidence.trigger = {130, 137};
  evidence.frame = "deploys/1";
  evidence.polarity = Polarity::negated;
  evidence.modality = Modality::reported;
  evidence.object_role = ObjectRole::about;
  evidence.attributed_to = "org/pentagon";
  evidence.quantity = Quantity{10000, "soldats", true};
  evidence.time = "2024-10";
  evidence.destination = {"", "le front"};
  evidence.beneficiary = {"state/russia", ""};
  evidence.confidence = 0.1;
  EXPECT_EQ(
      dump(Edge{"person/kim", "deploys", "unit/kpa", {evidence}}),
      "edge person/kim deploys unit/kpa\n"
      "  article/a[120,260) \"Kim \\\"aurait\\\" déployé\" trigger=[130,137) frame=\"deploys/1\" negated reported "
      "about attributed-to=\"org/pentagon\" quantity=~10000\"soldats\" time=\"2024-10\" "
      "destination=\"le front\" beneficiary=state/russia confidence=0.1\n");
}

}  // namespace
}  // namespace entente

// A graph taken apart and put together again is the graph: identity in parts against identity of the whole, and the
// lines of slices against the lines of all.
#include "entente/graph/parts.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "claims.h"
#include "entente/graph/corroboration.h"
#include "random_fragments.h"

namespace entente {
namespace {

// Components of keys, joined by pairs and overrides.
class Components {
 public:
  void join(const std::string& a, const std::string& b) { parent_[root(a)] = root(b); }
  std::string root(const std::string& key) {
    const auto [found, is_new] = parent_.try_emplace(key, key);
    return found->second == key ? key : root(found->second);
  }

 private:
  std::map<std::string, std::string> parent_;
};

std::string key_of(const NodeRef& ref, const std::set<std::string>& keys) {
  return keys.contains(ref) ? ref : ref.substr(0, ref.rfind('@'));
}

// The same as resolve(), by the steps of parts.h, each of which sees its part alone.
Resolution resolved_in_parts(const KnowledgeGraph& graph, const Overrides& overrides) {
  std::map<std::string, std::vector<Bearing>> by_key;
  for (const auto& [id, fragment] : graph.fragments())
    for (const Bearing& bearing : bearings(fragment)) by_key[bearing.node.id].push_back(bearing);
  std::map<std::string, std::vector<Profile>> blocks;
  std::map<NodeRef, std::string> key_of_thing;
  std::set<std::string> keys;
  for (auto& [key, its] : by_key) {
    std::reverse(its.begin(), its.end());  // they come in any order
    keys.insert(key);
    for (const Profile& profile : profiles(its, overrides)) {
      key_of_thing[profile.ref] = key;
      for (const std::string& block : profile.blocks) blocks[block].push_back(profile);
    }
  }
  Components components;
  std::set<std::pair<NodeRef, NodeRef>> pairs;
  for (auto& [block, members] : blocks) {
    std::reverse(members.begin(), members.end());
    for (const auto& [a, b] : pairs_of_block(block, members)) {
      pairs.emplace(a, b);
      components.join(key_of_thing.at(a), key_of_thing.at(b));
    }
  }
  for (const auto* decided : {&overrides.same(), &overrides.different()})
    for (const auto& [a, b] : *decided) components.join(key_of(a, keys), key_of(b, keys));

  std::map<std::string, std::vector<Bearing>> parts;
  for (const auto& [key, its] : by_key) {
    auto& part = parts[components.root(key)];
    part.insert(part.end(), its.begin(), its.end());
  }
  std::map<std::string, std::vector<std::pair<NodeRef, NodeRef>>> pairs_of;
  for (const auto& pair : pairs) pairs_of[components.root(key_of_thing.at(pair.first))].push_back(pair);
  std::vector<Renaming> renamings;
  Resolution result;
  for (const auto& [root, part] : parts) {
    const PartResolution resolution = resolve_part(part, pairs_of[root], overrides);
    renamings.insert(renamings.end(), resolution.renamings.begin(), resolution.renamings.end());
    result.decisions.insert(result.decisions.end(), resolution.decisions.begin(), resolution.decisions.end());
  }
  std::sort(result.decisions.begin(), result.decisions.end());
  std::map<std::string, std::vector<Renaming>> renamings_of;
  for (const Renaming& renaming : renamings) renamings_of[renaming.article].push_back(renaming);
  for (const auto& [id, fragment] : graph.fragments())
    result.graph.merge(renamed(fragment, renamings_of[id], builtin_ontology()));
  return result;
}

std::string lines(const std::vector<Decision>& decisions) {
  std::string all;
  for (const Decision& d : decisions)
    all += std::string(name(d.verdict)) + ' ' + d.a + ' ' + d.b + ' ' + d.node_a + ' ' + d.node_b + ' ' +
           std::to_string(d.score) + ' ' + d.reason + '\n';
  return all;
}

void expect_same(const KnowledgeGraph& graph, std::string_view text = "") {
  const Result<Overrides> overrides = Overrides::parse(text, "overrides");
  ASSERT_TRUE(overrides.has_value());
  const Resolution whole = resolve(graph, builtin_ontology(), *overrides);
  const Resolution parts = resolved_in_parts(graph, *overrides);
  EXPECT_EQ(dump(parts.graph), dump(whole.graph));
  EXPECT_EQ(lines(parts.decisions), lines(whole.decisions));
}

Fragment article(int number, const std::vector<Node>& nodes, const std::vector<std::string>& edges = {}) {
  Fragment fragment = article_of("article/" + std::to_string(number), "2024-10-28", edges);
  for (const Node& node : nodes) {
    std::erase_if(fragment.nodes, [&](const Node& known) { return known.id == node.id; });
    fragment.nodes.push_back(node);
  }
  return canonical(std::move(fragment));
}

Node person(const std::string& id, const std::string& name, std::vector<std::string> others = {},
            std::vector<std::string> descriptions = {}) {
  return {"person/" + id, NodeType::person, name, std::move(others), "", "", {}, std::move(descriptions)};
}

TEST(Parts, SpellingsNamesakesAndConstraints) {
  KnowledgeGraph graph;
  graph.merge(article(1, {person("volodymyr-zelensky", "Volodymyr Zelensky", {"Zelensky"})},
                      {"person/volodymyr-zelensky supports state/france"}));
  graph.merge(article(
      2,
      {person("volodymyr-zelenskyy", "Volodymyr Zelenskyy"), person("michael-butler", "Michael Butler", {}, {"boxer"})},
      {"person/michael-butler meets person/volodymyr-zelenskyy"}));
  graph.merge(article(3, {person("michael-butler", "Michael Butler", {}, {"professor"}), person("kim", "Kim")}));
  graph.merge(article(4, {person("kim-jong-un", "Kim Jong-un", {"Kim"}), person("kim", "Kim")},
                      {"person/kim meets person/kim-jong-un"}));
  graph.merge(article(
      5, {{"org/otan", NodeType::organization, "OTAN", {"Organisation du traité de l'Atlantique Nord"}, "", "", {}, {}},
          {"org/wagner", NodeType::organization, "Wagner", {}, "", "", {}, {}}}));
  graph.merge(
      article(6, {{"org/nato", NodeType::organization, "NATO", {"North Atlantic Treaty Organization"}, "", "", {}, {}},
                  {"org/wagner", NodeType::organization, "Wagner", {}, "", "", {}, {}},
                  {"group/wagner", NodeType::group, "les Wagner", {}, "", "", {}, {}}}));
  for (const char* overrides :
       {"", "different person/volodymyr-zelensky person/volodymyr-zelenskyy",
        "same person/kim person/kim-jong-un\nrename person/kim-jong-un Kim III\ntype org/wagner MilitaryUnit",
        "different org/wagner@article/5 org/wagner@article/6\nsame org/nowhere org/wagner",
        "same person/michael-butler@article/3 person/kim\ndifferent org/otan org/nato"})
    expect_same(graph, overrides);
}

// Blocks of more than 200, where only neighbours by name are compared.
TEST(Parts, Crowds) {
  KnowledgeGraph graph;
  for (int i = 0; i < 500; ++i) {
    const std::string n = std::to_string(i);
    graph.merge(article(i, {person("ann" + n + "-kim", "Ann" + n + " Kim", {"Kim"}),
                            person("li", "Li Peng", {}, {"word" + n}),
                            {"org/f" + n,
                             NodeType::organization,
                             i % 3 == 0 ? "Front " + n : "Farmers League of Nord",
                             {"FLN"},
                             "",
                             "",
                             {},
                             {}}}));
  }
  expect_same(graph);
}

// A name that a place bears too is still that of the state.
TEST(Parts, ANameIsLookedUpForEachType) {
  KnowledgeGraph graph;
  graph.merge(article(1, {{"place/allemagne", NodeType::place, "Allemagne", {}, "", "", {}, {}},
                          {"state/a", NodeType::state, "Allemagne", {}, "", "", {}, {}}}));
  graph.merge(article(2, {{"state/b", NodeType::state, "Germany", {}, "", "", {}, {}}}));
  expect_same(graph);
  const Resolution resolution = resolve(graph, builtin_ontology());
  EXPECT_EQ(resolution.graph.node("state/a").alternate_names, std::vector<std::string>{"Germany"});
}

RC_GTEST_PROP(Parts, AreTheWhole, (std::vector<Fragment> fragments)) {
  KnowledgeGraph graph;
  for (const Fragment& fragment : fragments) graph.merge(fragment);
  const Resolution whole = resolve(graph, builtin_ontology());
  const Resolution parts = resolved_in_parts(graph, {});
  RC_ASSERT(dump(parts.graph) == dump(whole.graph));
  RC_ASSERT(lines(parts.decisions) == lines(whole.decisions));
}

// Gathered thing by thing, slices are the nodes and edges of the graph.
RC_GTEST_PROP(Parts, SlicesHoldAll, (std::vector<Fragment> fragments)) {
  KnowledgeGraph graph;
  for (const Fragment& fragment : fragments) graph.merge(fragment);
  std::map<std::string, KnowledgeGraph> by_node;
  for (const auto& [id, fragment] : graph.fragments())
    for (auto& [node, slice] : slices(fragment)) by_node[node].merge(std::move(slice));
  std::vector<Edge> edges;
  for (const Node& node : graph.nodes()) {
    RC_ASSERT(by_node[node.id].node(node.id) == node);
    for (Edge& edge : by_node[node.id].edges())
      if (edge.subject == node.id) edges.push_back(std::move(edge));
  }
  RC_ASSERT(edges == graph.edges());
}

// The sources that buckets and pairs give are those of the graph, numbered alike.
TEST(Parts, SourcesByBuckets) {
  const std::string words[] = {"one two three four five six seven eight nine ten eleven twelve",
                               "one two three four five six seven eight nine ten eleven thirteen",
                               "quite another text about the weather in the north of the country today",
                               "one two three four five six seven eight nine ten eleven twelve"};
  KnowledgeGraph graph;
  for (int i = 0; i < 4; ++i) {
    Fragment fragment = article_of("article/" + std::to_string(i), "", {"state/a attacks state/b"});
    fragment.article.signature = text_signature(words[i]);
    if (i == 2) fragment.article.hash = "aa";
    graph.merge(fragment);
  }
  std::map<std::string, std::vector<const Article*>> buckets;
  for (const auto& [id, fragment] : graph.fragments())
    for (const std::string& bucket : source_buckets(fragment.article.hash, fragment.article.signature))
      buckets[bucket].push_back(&fragment.article);
  std::map<std::string, std::string, std::less<>> first_of;
  for (const auto& [bucket, its] : buckets)
    for (std::size_t i = 1; i < its.size(); ++i)
      if (is_copy(its[i]->hash, its[i]->signature, its[0]->hash, its[0]->signature)) first_of[its[i]->id] = its[0]->id;
  const Sources whole(graph), given(graph, first_of);
  EXPECT_EQ(given.count(), whole.count());
  EXPECT_LT(whole.count(), 4U);
  for (const Article& one : graph.articles()) EXPECT_EQ(given.of(one.id), whole.of(one.id)) << one.id;
}

}  // namespace
}  // namespace entente

#include "entente/graph/knowledge_graph.h"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "entente/graph/walk.h"

namespace entente {
namespace {

// The value that most votes are for; of equals the first.
template <class T>
T elected(const std::map<T, std::size_t>& votes) {
  return std::max_element(votes.begin(), votes.end(), [](const auto& a, const auto& b) { return a.second < b.second; })
      ->first;
}

}  // namespace

void KnowledgeGraph::merge(Fragment fragment) {
  if (const Result<void> valid = validate(fragment); !valid) throw std::invalid_argument(to_string(valid.error()));
  fragment = canonical(std::move(fragment));
  const auto [known, is_new] = fragments_.try_emplace(fragment.article.id);
  known->second = is_new ? std::move(fragment) : join(std::move(known->second), fragment);
}

void KnowledgeGraph::merge(KnowledgeGraph other) {
  if (fragments_.size() < other.fragments_.size()) std::swap(fragments_, other.fragments_);
  fragments_.merge(other.fragments_);
  for (auto& [id, fragment] : other.fragments_) {  // what stayed behind is known on both sides
    Fragment& known = fragments_.find(id)->second;
    known = join(std::move(known), fragment);
  }
}

bool KnowledgeGraph::withdraw(std::string_view article) {
  const auto found = fragments_.find(article);
  if (found == fragments_.end()) return false;
  fragments_.erase(found);
  return true;
}

const Article* KnowledgeGraph::article(std::string_view id) const {
  const auto found = fragments_.find(id);
  return found == fragments_.end() ? nullptr : &found->second.article;
}

std::vector<Article> KnowledgeGraph::articles() const {
  std::vector<Article> all;
  all.reserve(fragments_.size());
  for (const auto& [id, fragment] : fragments_) all.push_back(fragment.article);
  return all;
}

std::vector<Node> KnowledgeGraph::nodes() const {
  std::vector<Node> united;
  NodeWalk walk(*this);
  while (const Node* node = walk.next()) united.push_back(*node);
  return united;
}

std::vector<Edge> KnowledgeGraph::edges() const {
  std::vector<Edge> united;
  EdgeWalk walk(*this);
  while (const Edge* edge = walk.next()) united.push_back(*edge);
  return united;
}

Node KnowledgeGraph::node(std::string_view id) const {
  std::vector<const Node*> found;
  for (const auto& [article, fragment] : fragments_) {
    const auto node = std::lower_bound(fragment.nodes.begin(), fragment.nodes.end(), id,
                                       [](const Node& a, std::string_view b) { return a.id < b; });
    if (node != fragment.nodes.end() && node->id == id) found.push_back(&*node);
  }
  return found.empty() ? Node{} : unite(found);
}

Node unite(const std::vector<const Node*>& nodes) {
  Node united;
  united.id = nodes.front()->id;
  std::map<std::string, std::size_t> names, wikidata, iso;
  std::map<NodeType, std::size_t> types;
  std::set<std::string> all_names, descriptions;
  for (const Node* node : nodes) {
    ++names[node->name];
    ++types[node->type];
    if (!node->wikidata.empty()) ++wikidata[node->wikidata];
    if (!node->iso.empty()) ++iso[node->iso];
    all_names.insert(node->name);
    all_names.insert(node->alternate_names.begin(), node->alternate_names.end());
    descriptions.insert(node->descriptions.begin(), node->descriptions.end());
    united.mentions.insert(united.mentions.end(), node->mentions.begin(), node->mentions.end());
  }
  united.name = elected(names);
  united.type = elected(types);
  if (!wikidata.empty()) united.wikidata = elected(wikidata);
  if (!iso.empty()) united.iso = elected(iso);
  all_names.erase(united.name);
  united.alternate_names.assign(all_names.begin(), all_names.end());
  united.descriptions.assign(descriptions.begin(), descriptions.end());
  std::sort(united.mentions.begin(), united.mentions.end());
  united.mentions.erase(std::unique(united.mentions.begin(), united.mentions.end()), united.mentions.end());
  return united;
}

Result<KnowledgeGraph> from_union(const std::vector<Article>& articles, const std::vector<Node>& nodes,
                                  const std::vector<Edge>& edges, std::string_view source) {
  const auto missing = [&](std::string_view what, std::string_view id) {
    return InputError{std::string(source), 0, std::string(what) + " " + std::string(id) + " that is not in the graph",
                      ""};
  };
  std::map<std::string_view, const Node*> node_of;
  for (const Node& node : nodes) node_of[node.id] = &node;
  std::map<std::string_view, Fragment> fragments;
  using Mentions = std::vector<const Quote*>;
  std::map<std::string_view, std::map<std::string_view, Mentions>> needed;  // by article and node id
  for (const Article& article : articles) fragments[article.id].article = article;

  for (const Edge& edge : edges) {
    for (const Evidence& evidence : edge.evidence) {
      const auto fragment = fragments.find(evidence.quote.article);
      if (fragment == fragments.end()) return missing("evidence quotes the article", evidence.quote.article);
      auto& its_edges = fragment->second.edges;
      if (its_edges.empty() || std::tie(its_edges.back().subject, its_edges.back().relation, its_edges.back().object) !=
                                   std::tie(edge.subject, edge.relation, edge.object))
        its_edges.push_back({edge.subject, edge.relation, edge.object, {}});
      its_edges.back().evidence.push_back(evidence);
      for (const std::string* id : {&edge.subject, &edge.object, &evidence.attributed_to, &evidence.destination.node,
                                    &evidence.beneficiary.node, &evidence.instrument.node, &evidence.location.node}) {
        if (id->empty()) continue;
        if (!node_of.contains(*id)) return missing("an edge names the node", *id);
        needed[fragment->first][*id];
      }
    }
  }
  std::set<std::string_view> placed;
  for (const Node& node : nodes)
    for (const Quote& mention : node.mentions) {
      if (!fragments.contains(mention.article)) return missing("a mention quotes the article", mention.article);
      needed[fragments.find(mention.article)->first][node.id].push_back(&mention);
    }
  for (const auto& [article, its_nodes] : needed)
    for (const auto& [id, mentions] : its_nodes) placed.insert(id);
  std::vector<std::string_view> unplaced;
  for (const Node& node : nodes)
    if (!placed.contains(node.id)) unplaced.push_back(node.id);

  KnowledgeGraph graph;
  for (auto& [article, fragment] : fragments) {
    auto& its_nodes = needed[article];
    for (std::string_view id : unplaced) its_nodes[id];
    for (const auto& [id, mentions] : its_nodes) {
      const Node& node = *node_of[id];
      fragment.nodes.push_back(
          {node.id, node.type, node.name, node.alternate_names, node.wikidata, node.iso, {}, node.descriptions});
      for (const Quote* mention : mentions) fragment.nodes.back().mentions.push_back(*mention);
    }
    if (const Result<void> valid = validate(fragment); !valid)
      return InputError{std::string(source), 0, to_string(valid.error()), ""};
    graph.merge(std::move(fragment));
  }
  return graph;
}

}  // namespace entente

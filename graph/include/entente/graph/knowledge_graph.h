// The graph of any number of articles: what each article contributes, kept apart, and the union of it all.
//
// The state is a set of fragments, one for each article, and `merge` is the union of such sets; that is why order,
// grouping and repetition cannot matter and why an article can be withdrawn without a trace. Nodes, edges, confidence,
// identity across articles (identity.h) and the analyst's graph (view.h) are pure functions of that set, computed when
// asked for. Source of the idea: Shapiro et al., Conflict-free Replicated Data Types, SSS 2011 (state-based join).
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "entente/graph/fragment.h"

namespace entente {

/// Value type. Const members may be called from several threads at once.
class KnowledgeGraph {
 public:
  using Fragments = std::map<std::string, Fragment, std::less<>>;  // by Article::id, each canonical

  /// Joins what an article says into the graph. A known article with another text is replaced by the later one
  /// (see `join`); to replace it whatever its date, withdraw it first.
  /// ensures  the same graph for any order, grouping or repetition of calls
  /// fails    std::invalid_argument if the fragment is not valid (see `validate`; readers of foreign files call it)
  /// cost     O(k log k + log n): k the size of the fragment, n the number of articles
  void merge(Fragment fragment);
  /// The union of two graphs, by the same law. cost O(size of `other` · log n)
  void merge(KnowledgeGraph other);

  /// Takes an article out again: graph(A + B) − B = graph(A). False if there is no such article. O(log n).
  bool withdraw(std::string_view article);

  [[nodiscard]] const Fragments& fragments() const { return fragments_; }
  [[nodiscard]] std::size_t article_count() const { return fragments_.size(); }
  [[nodiscard]] bool empty() const { return fragments_.empty(); }
  /// nullptr if there is no such article. Valid until it is merged again or withdrawn. O(log n).
  [[nodiscard]] const Article* article(std::string_view id) const;

  // What writers need, each in its canonical order, so that one graph gives one sequence of bytes.

  /// By id. O(n).
  [[nodiscard]] std::vector<Article> articles() const;
  /// By id. Names, descriptions and mentions are united. Display name, type and identifiers are those that most
  /// articles give, of equals the first in byte order; every other name is an alternate name. O(n log n).
  [[nodiscard]] std::vector<Node> nodes() const;
  /// By (subject, relation, object); the evidence of all articles, sorted. O(n log n); copies all evidence.
  [[nodiscard]] std::vector<Edge> edges() const;
  /// The node of that id with all its names and mentions; one with an empty id if there is none. O(articles · log k).
  [[nodiscard]] Node node(std::string_view id) const;

  bool operator==(const KnowledgeGraph&) const = default;

 private:
  Fragments fragments_;
};

/// The graph that articles, nodes and edges written in one piece stand for (a JSON-LD file read back): each article
/// gets the edges with evidence in it and the nodes mentioned in it or named by these edges; a node that no article
/// needs goes to all.
/// ensures  from_union(g.articles(), g.nodes(), g.edges()) has the articles, nodes and edges of g. What is lost is
///          which article gave which name: after `withdraw` its names stay. Fragments and stores are exact.
/// cost     O(n log n)
/// fails    if evidence or a mention names an article, or an edge a node, that is not there
[[nodiscard]] Result<KnowledgeGraph> from_union(const std::vector<Article>& articles, const std::vector<Node>& nodes,
                                                const std::vector<Edge>& edges, std::string_view source);

/// The union of what several articles say of one thing: the law of KnowledgeGraph::nodes.
/// requires  not empty, no nullptr, all with one id
/// cost      O(n log n) in names and mentions
[[nodiscard]] Node unite(const std::vector<const Node*>& nodes);

/// Articles, nodes and edges as text in canonical order: equal exactly if the graphs look the same to every writer.
/// O(n log n).
[[nodiscard]] std::string dump(const KnowledgeGraph& graph);

}  // namespace entente

// Which nodes of different articles are one thing: a pure function of the set of fragments, each decision on record.
//
// The extractor gives every node a key, from the gazetteer or from its name. Two questions are left. Is one key one
// thing? Michael Butler the professor and Michael Butler the boxer are told apart by descriptions, affiliations and
// neighbours. Are two keys one thing? Names are compared (names.h); things that one article tells apart, or that
// have different Wikidata items, are not joined. Pairs are decided from the surest to the least sure, ties by id, so
// that the result is a function of the set. A wrong merge is worse than a missed one: what is unsure stays apart and is
// listed. What a person decided, about things and about relations, goes before all that.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "entente/graph/knowledge_graph.h"
#include "entente/graph/names.h"

namespace entente {

/// A node id, or one bearer of an id that several things share: "person/michael-butler@article/boxing-tonight", the
/// person of that id in that article and wherever else it is the same person.
using NodeRef = std::string;

/// What a person decided, as lines of a file: '#' starts a comment, words are separated by spaces or tabs.
///     same       person/zelensky person/volodymyr-zelenskyy
///     different  person/michael-butler@article/a person/michael-butler@article/b
///     rename     person/volodymyr-zelenskyy Volodymyr Zelensky
///     type       org/wagner MilitaryUnit
///     reject     state/a attacks state/b
///     reject     state/a attacks state/b article/a
///     retype     state/a attacks state/b criticizes
///     note       state/a attacks state/b : denied by both on 3 May
///     note       org/wagner : disbanded in 2023
/// A decision on a relation that names an article goes before one that names none.
class Overrides {
 public:
  /// cost   O(n log n) in its lines
  /// source  chains of same: disjoint sets, Tarjan, Efficiency of a good but not linear set union algorithm, JACM 1975
  /// fails  with the line, for an unknown word, a missing part, an unknown type, and when the file contradicts itself:
  ///        a pair that is `different` is `same` by a chain, one node is renamed or typed twice differently, a relation
  ///        is rejected and retyped
  static Result<Overrides> parse(std::string_view text, std::string_view source);

  struct Pair {
    NodeRef a, b;
  };
  /// What becomes of a relation.
  struct Correction {
    NodeRef subject, object;
    std::string relation;
    std::string retyped;     // the relation that it is; "" if it is none
    std::string article;     // "" for all
    std::uint32_t line = 0;  // from 1
  };
  /// What is to be known of a node, or of a relation.
  struct Note {
    NodeRef subject, object;
    std::string relation;  // "" for a node, which is `subject`
    std::string text;
    auto operator<=>(const Note&) const = default;
  };
  [[nodiscard]] const std::vector<Pair>& same() const { return same_; }
  [[nodiscard]] const std::vector<Pair>& different() const { return different_; }
  [[nodiscard]] const std::map<NodeRef, std::string>& names() const { return names_; }
  [[nodiscard]] const std::map<NodeRef, NodeType>& types() const { return types_; }
  [[nodiscard]] const std::vector<Correction>& corrections() const { return corrections_; }
  [[nodiscard]] const std::vector<Note>& notes() const { return notes_; }
  [[nodiscard]] const std::string& source() const { return source_; }  // as given to `parse`

 private:
  friend class OverridesParser;
  std::string source_;
  std::vector<Pair> same_, different_;
  std::map<NodeRef, std::string> names_;
  std::map<NodeRef, NodeType> types_;
  std::vector<Correction> corrections_;
  std::vector<Note> notes_;
};

enum class Verdict : std::uint8_t { same, possibly_same, different };
[[nodiscard]] std::string_view name(Verdict verdict);  // "same", "possiblySameAs", "different"

/// One decision: `a` and `b` can be pasted into an overrides file as they are.
struct Decision {
  Verdict verdict = Verdict::same;
  NodeRef a, b;                // as the fragments name them
  std::string node_a, node_b;  // ids in the resolved graph; equal if they were joined
  double score = 0;
  std::string reason;  // "spelling variant: Zelenskyy, Zelenskiy"
  auto operator<=>(const Decision&) const = default;
};

struct Resolution {
  KnowledgeGraph graph;             // every node under the id of the thing that it is
  std::vector<Decision> decisions;  // sorted; every merge, every homonym kept apart, every doubt
  std::uint64_t loops = 0;          // edges left out because both ends turned out to be one thing
  std::uint64_t compared = 0;       // pairs of things whose names were compared
  /// Of each thing that is not known by its id alone: what an overrides file may call it, most telling first.
  std::map<std::string, std::vector<NodeRef>, std::less<>> parts;
  std::set<std::string, std::less<>> renamed;  // things whose name a person chose: no list of names knows better
  std::vector<Overrides::Note> notes;          // under the ids of the things, those that the graph has; sorted
  /// The first decision on a relation that cannot hold: one whose type is unknown, or lets no such things be its ends.
  /// The graph is then without any decision on relations.
  std::optional<InputError> wrong;
  [[nodiscard]] std::vector<Decision> doubts() const;  // those that are possibly_same, for a person. O(n)
};

/// Things get the id of their most telling node: with a Wikidata item, else the one in most articles, else the first.
/// Bearers of one id that are kept apart are numbered by their first article: "person/michael-butler~2". Decisions on
/// relations come last, under any name that their ends have in the fragments or in the result.
/// requires  relations of the graph's edges are in `ontology` (others are taken for directed)
/// ensures   the same resolution for the same set of fragments; the fragments themselves stay as they were given
/// cost      O(n log n + p): n nodes of all fragments, p pairs that share a blocking key. Of what more than 200 share,
/// each
///           is compared with its next 20 in the order of names, so that p is O(n) however names are spread
/// source    blocking and constrained clustering: Christen, Data Matching, 2012, chapters 4–6
[[nodiscard]] Resolution resolve(const KnowledgeGraph& graph, const Ontology& ontology, const Overrides& overrides = {},
                                 const NameRules& rules = builtin_name_rules());

}  // namespace entente

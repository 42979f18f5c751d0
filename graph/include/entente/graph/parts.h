// A graph that is spread over machines: its steps, each with no more of the graph than the step looks at.
//
// Which nodes are one thing (identity.h) is decided by comparing names within blocks and then from the surest pair to
// the least sure. Both can be cut. A block is compared by itself; and pairs that may be one thing fall into connected
// components, between which no decision looks at anything of the other. So, with `keys` for the ids of the fragments:
//
//     bearings(fragment)                for each article
//     profiles(bearings)                for each key: its things, and the blocks that each belongs to
//     pairs_of_block(block, profiles)   for each block: the pairs that may be one thing
//     resolve_part(bearings, pairs)     for each connected component of keys, joined by pairs and by overrides
//     renamed(fragment, renamings)      for each article
//     slices(fragment)                  for each article: what it says of each thing, to be gathered by thing
//
// is resolve(), to the byte. What a writer makes of a slice of the result is in entente/export/formats.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/graph/identity.h"

namespace entente {

/// What one article says of one of its nodes, as far as identity looks at it.
struct Bearing {
  std::string article;
  Node node;                            // without mentions
  std::vector<std::string> neighbours;  // ids of what the article links it with, without states; sorted
  std::vector<std::string> told;        // "attacks>state/y", "deploys<state/x"
};

/// Of each node of a fragment. cost  O(n · e) in nodes and edges
[[nodiscard]] std::vector<Bearing> bearings(const Fragment& fragment);

/// A thing of one key, as far as it is known before it is compared with others.
struct Profile {
  std::string key;
  NodeRef ref;  // the key, or "key@article" where several things have it
  NodeType type = NodeType::person;
  std::string wikidata;
  std::vector<std::string> names;  // main names first
  std::uint32_t main_names = 0;
  std::vector<std::string> blocks;  // sorted; things that may be one share one
};

/// The things of some keys, by key and first article.
/// requires  all bearings of each of these keys
/// cost      O(n log n)
[[nodiscard]] std::vector<Profile> profiles(const std::vector<Bearing>& bearings, const Overrides& overrides = {},
                                            const NameRules& rules = builtin_name_rules());

/// The pairs of things in a block that may be one, by ref; the same for any order of `profiles`.
/// requires  all things of that block; `blocks` of them are not looked at
/// cost      as of resolve, in the members of the block
[[nodiscard]] std::vector<std::pair<NodeRef, NodeRef>> pairs_of_block(std::string_view block,
                                                                      std::vector<Profile> profiles,
                                                                      const NameRules& rules = builtin_name_rules());

/// What a node is from now on.
struct Renaming {
  std::string article, key;         // of the node
  std::string id;                   // of the thing
  std::optional<std::string> name;  // none: as the article says
  std::optional<NodeType> type;
};

struct PartResolution {
  std::vector<Renaming> renamings;  // of the nodes that change
  std::vector<Decision> decisions;  // sorted
};

/// requires  `bearings`: all of a set of keys; `pairs`: all that pairs_of_block found between them, none that leads out
///           of the set; an override that names one of the keys names no key outside
/// ensures   the union over the parts of a graph is the resolution of the graph
/// cost      as of resolve, in the part
[[nodiscard]] PartResolution resolve_part(const std::vector<Bearing>& bearings,
                                          const std::vector<std::pair<NodeRef, NodeRef>>& pairs,
                                          const Overrides& overrides = {},
                                          const NameRules& rules = builtin_name_rules());

/// The fragment under the ids of the things; edges whose ends are one thing are left out. Canonical.
/// requires  `renamings` has all of this article; others are passed over
[[nodiscard]] Fragment renamed(const Fragment& fragment, const std::vector<Renaming>& renamings,
                               const Ontology& ontology);

/// For each node of a fragment, by id: what the article says of it, and the edges that begin there; of other nodes that
/// these edges name, id, type and name alone. The article without its text's hash and signature.
/// ensures   merging the slices of one id from all articles gives that node and its edges
[[nodiscard]] std::vector<std::pair<std::string, Fragment>> slices(const Fragment& fragment);

}  // namespace entente

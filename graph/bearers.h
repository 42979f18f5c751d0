// Is one key one thing? The bearers of a node id, article by article, divided into things.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "entente/graph/knowledge_graph.h"
#include "entente/graph/names.h"

namespace entente::detail {

/// One node in one article.
struct Bearer {
  std::uint32_t article = 0;  // number, in the order of article ids
  const std::string* article_id = nullptr;
  const Node* node = nullptr;
  const std::vector<std::string>* neighbours = nullptr;  // ids of what the article links the node with; see neighbours
  const Fragment* fragment = nullptr;                    // that tells of it, or
  const std::vector<std::string>* told = nullptr;        // what it tells; see told_of
};

/// The bearers of one id, divided; each part is one thing, parts in the order of their first article.
///
/// What has an identifier, and what is no person, is one thing by its key. Namesakes are told apart by what the
/// articles say of them: bearers with a word of description or a neighbour in common are one person; two such groups
/// that both are described, with no word in common, are two. Who is not described is taken for the most written about;
/// a bare surname without anything in common, for nobody else. cost  O(n log n) in the bearers and what they share
[[nodiscard]] std::vector<std::vector<Bearer>> divide(const std::vector<Bearer>& bearers, const NameRules& rules);

/// For each node of a fragment the ids of what the article links it with, states left out (everyone has to do with
/// states); sorted. cost  O(k log k) in the size of the fragment
[[nodiscard]] std::vector<std::vector<std::string>> neighbours(const Fragment& fragment);

/// Appends what a fragment says of a node: "deploys<state/x", "attacks>state/y". O(edges).
void add_told_of(const std::string& node, const Fragment& fragment, std::vector<std::string>& told);

}  // namespace entente::detail

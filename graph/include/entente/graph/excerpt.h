// Part of a graph: what concerns one thing, a time, some kinds of relation. For pictures, pages and files that show a
// graph in part; what is left is a graph like any other, with the same ids and quotes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>

#include "entente/graph/knowledge_graph.h"
#include "entente/schema/ontology.h"
#include "entente/schema/result.h"

namespace entente {

struct ExcerptOptions {
  std::string about;                // id; "" for all
  std::uint32_t depth = 1;          // steps from `about`: 1 is its neighbours and what links these to each other
  std::string since, until;         // ISO dates, both included; undated evidence does not match
  std::set<std::string> relations;  // names; empty: all
  std::set<NodeType> types;         // of both ends; empty: all
  [[nodiscard]] bool is_all() const {
    return about.empty() && since.empty() && until.empty() && relations.empty() && types.empty();
  }
};

/// The relations that match, with the evidence that does, and the things that these name. Articles that say none of it
/// are left out.
/// fails  for a date that is none, `until` before `since`, a relation that the ontology does not know
/// cost   O(n log n)
[[nodiscard]] Result<KnowledgeGraph> excerpt(const KnowledgeGraph& graph, const Ontology& ontology,
                                             const ExcerptOptions& options);

/// The ids of the `count` things in most relations, each relation counted once for each independent source; of equals
/// the first by id. O(n log n).
[[nodiscard]] std::set<std::string, std::less<>> best_attested(const KnowledgeGraph& graph, std::size_t count);

}  // namespace entente

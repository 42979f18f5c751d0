// A graph of principals: people, ministries, armies and spokespersons folded into the state or body that they act for.
#pragma once

#include "entente/graph/knowledge_graph.h"
#include "entente/graph/view.h"

namespace entente {

/// Every node that acts for another (view.representation()) gives way to its principal, in relations and in what
/// evidence names; what then relates a thing to itself is left out. Quotes stay as they are, so that who acted can be
/// read there. A principal that an article does not name itself has no mention there.
/// ensures  no node of the result that was folded; folding the result again changes nothing
/// cost     O(n log n)
[[nodiscard]] KnowledgeGraph folded(const GraphView& view);
/// The same for nodes of some types only; the others stay.
[[nodiscard]] KnowledgeGraph folded(const GraphView& view, NodeTypes types);

}  // namespace entente

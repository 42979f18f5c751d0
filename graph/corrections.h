// What people decided about relations, done to a graph whose things are known.
#pragma once

#include <functional>
#include <vector>

#include "entente/graph/identity.h"

namespace entente {

/// The id that a name of a thing has in the graph; the name itself if the graph has no such thing.
using IdOf = std::function<std::string(const NodeRef&)>;

/// The graph without the relations that were rejected, and with those that were retyped under their other type.
/// fails  naming the first line that cannot hold: an unknown relation, ends that the other type does not take, two
///        decisions on one relation under different names of its ends. Of what the graph does not have, only the names
///        of relations are looked at
/// cost   O(e log c) in edges and decisions; nothing if there are none
[[nodiscard]] Result<KnowledgeGraph> corrected_relations(const KnowledgeGraph& graph, const Ontology& ontology,
                                                         const Overrides& overrides, const IdOf& id_of);

/// The notes on things and relations that the graph has, under their ids; sorted. O(e + n log n).
[[nodiscard]] std::vector<Overrides::Note> notes_on(const KnowledgeGraph& graph, const Ontology& ontology,
                                                    const Overrides& overrides, const IdOf& id_of);

}  // namespace entente

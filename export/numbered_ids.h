// Ids for cgraph, counted as names come up. Those of its own are the addresses of the names, and where it goes by ids
// (it keeps subgraphs in their order), what it writes and where Graphviz sets clusters depended on what had been in
// memory.
#pragma once

#include <graphviz/cgraph.h>

namespace entente {

/// For Agdisc_t::id; one numbering for each graph that is opened with it, freed with the graph.
extern Agiddisc_t numbered_ids;

}  // namespace entente

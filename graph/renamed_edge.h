// What an edge says under other ids: for joining nodes (identity.cpp) and folding them (folding.cpp).
#pragma once

#include <optional>
#include <utility>

#include "entente/graph/fragment.h"
#include "entente/schema/ontology.h"

namespace entente {

/// `rename` changes an id in place. The ends of a type that goes both ways stand in order.
/// ensures  none if both ends have become one thing
/// cost     O(n) in the evidence
template <class Rename>
std::optional<Edge> renamed_edge(Edge edge, const Ontology& ontology, const Rename& rename) {
  rename(edge.subject);
  rename(edge.object);
  if (edge.subject == edge.object) return std::nullopt;
  const RelationId relation = ontology.find(edge.relation);
  if (!relation.is_none() && ontology[relation].symmetric && edge.object < edge.subject)
    std::swap(edge.subject, edge.object);
  for (Evidence& evidence : edge.evidence) {
    rename(evidence.attributed_to);
    for (Participant* one : {&evidence.destination, &evidence.beneficiary, &evidence.instrument, &evidence.location})
      rename(one->node);
  }
  return edge;
}

}  // namespace entente

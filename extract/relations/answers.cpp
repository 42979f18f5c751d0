#include "relations/answers.h"

#include <algorithm>
#include <vector>

namespace entente {
namespace {

constexpr std::uint32_t kReach = 3;  // sentences back: further away, "these accusations" are others

/// What an entity stands or speaks for: itself, what it belongs to, leads or serves, and what these belong to.
std::vector<EntityId> side_of(EntityId who, std::span<const Claim> claims, const Entities& entities,
                              const Ontology& ontology) {
  std::vector<EntityId> side = {who};
  const auto add = [&side](EntityId other) {
    if (!other.is_none() && std::find(side.begin(), side.end(), other) == side.end()) side.push_back(other);
  };
  constexpr std::size_t kLargest = 10;  // a spokesman, his ministry, its state, its alliances
  for (std::size_t i = 0; i < side.size() && side.size() < kLargest; ++i) {
    add(entities[side[i]].owner);
    for (const Claim& claim : claims) {
      const RelationType& type = ontology[claim.relation];
      const bool is_tie = type.quad == QuadClass::structural && !type.object.has(NodeType::place);
      if (is_tie && claim.subject == side[i] && claim.polarity == Polarity::affirmed) add(claim.object);
    }
  }
  return side;
}

}  // namespace

EntityId answered_by(EntityId who, std::uint32_t sentence, std::size_t at, std::span<const Claim> claims,
                     const Entities& entities, const Ontology& ontology) {
  const std::vector<EntityId> ours = side_of(who, claims, entities, ontology);
  const auto is_ours = [&ours](EntityId other) { return std::find(ours.begin(), ours.end(), other) != ours.end(); };
  const Claim* last = nullptr;
  for (const Claim& claim : claims) {
    if (ontology[claim.relation].quad != QuadClass::verbal_conflict || claim.polarity == Polarity::negated) continue;
    if (claim.trigger.begin >= at || claim.sentence + kReach < sentence) continue;
    if (!is_ours(claim.object) || is_ours(claim.subject)) continue;
    if (last == nullptr || last->trigger.begin < claim.trigger.begin) last = &claim;
  }
  return last == nullptr ? EntityId() : last->subject;
}

}  // namespace entente

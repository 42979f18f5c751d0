// Names whose ends the head of mentions sees elsewhere than the rules.
#pragma once

#include <cstdint>
#include <vector>

#include "entities/name_spans.h"

namespace entente::entities {

/// Puts a name that the head is sure of in the place of the stretches that share words with it, if it sees none of
/// these for a mention: "Qin Gang" for "Foreign Minister Qin Gang", "National Security Council" for "the National" and
/// "Security Council". Without a detection in the context nothing changes.
/// requires  `segments` are disjoint, and so they stay; `known` are the names of the gazetteer in the sentence
void snap_to_detected(const Context& context, std::uint32_t sentence, const std::vector<Segment>& known,
                      std::vector<Segment>& segments);

}  // namespace entente::entities

// Names that the gazetteer knows, as one sentence writes them.
#pragma once

#include <vector>

#include "entities/name_spans.h"

namespace entente::entities {

/// Disjoint, in order; the longest name from each word on. Case decides where a name is a common word too.
/// cost  O(words of the sentence * words of the longest name)
[[nodiscard]] std::vector<Segment> known_names(const Context& context, const SentenceView& view);

}  // namespace entente::entities

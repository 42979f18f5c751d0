// "Ligue des pêcheurs du Nord (LPN)": acronyms in brackets and what they stand for.
#pragma once

#include <vector>

#include "entities/name_spans.h"

namespace entente::entities {

/// Appends the acronyms of the sentence to `acronyms`; each and its long form become segments of their own.
void find_acronyms(const Context& context, std::uint32_t sentence, const std::vector<Segment>& known,
                   std::vector<Segment>& segments, std::vector<Acronym>& acronyms);

}  // namespace entente::entities

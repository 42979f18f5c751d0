// Things that are one by what the head of coreference says of their mentions.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "entities/antecedents.h"
#include "entities/discourse.h"
#include "entities/names.h"

namespace entente::entities {

/// Joins a thing that only the text knows to the earlier thing that its mentions take up, where the head is sure of it
/// and nothing that is known of the two speaks against it; drops what is only somebody if it takes up another and does
/// not. A description that a rule gave to a thing goes to another where the head sees that one and hardly the rule's.
///
/// requires  no mention is added or moved from here on; without a head in the context nothing is joined
/// cost      O(d kMostAntecedents) for d drafts
void join_taken_up(const Context& context, Discourse& discourse);

/// Drafts but pronouns, in order of the text, the wider first.
[[nodiscard]] std::vector<std::size_t> mentions_in_order(const Discourse& discourse);

/// The same by what `antecedents` say of `mentions`, which are those in order.
void join_taken_up(std::span<const std::size_t> mentions, std::span<const std::vector<Antecedent>> antecedents,
                   Discourse& discourse);

}  // namespace entente::entities

// The rules' mentions and the head's, brought together once all rules have spoken.
#pragma once

#include "entities/discourse.h"
#include "entities/names.h"

namespace entente::entities {

/// Drops things that the head sees nowhere (names need less to stay than descriptions, gazetteer entries always stay),
/// gives things that only the text knows the type that the head sees over all their mentions, and adds the descriptions
/// that no rule found: equal ones as one thing, "government of X" as the state X, no other states.
/// requires  the sweep is done; without a detection in the context nothing changes
/// ensures   drafts of one sentence never share their words and thing
/// cost      O(d) for d drafts and detected mentions, times those of their sentence
void reconcile(const Context& context, Discourse& discourse);

}  // namespace entente::entities

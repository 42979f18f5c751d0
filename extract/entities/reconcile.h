// The rules' mentions and the head's, brought together once all rules have spoken.
#pragma once

#include "entities/discourse.h"
#include "entities/linking.h"
#include "entities/names.h"

namespace entente::entities {

/// Drops things that the head sees nowhere (names need less to stay than descriptions, gazetteer entries stay where
/// they are named), gives things that only the text knows the type that the head sees over all their mentions, mentions
/// the words that it sees, and adds what no rule found: equal descriptions as one thing, "government of X" as the state
/// X, states within names; what it is less sure of, and states without a name, as things that are only somebody if they
/// take up another.
///
/// requires  the sweep is done; without a detection in the context nothing changes
/// ensures   what is added shares its words with no other draft of its sentence; words that are given anew may
/// cost      O(d) for d drafts and detected mentions, times those of their sentence and kWidestMention^2
void reconcile(const Context& context, Discourse& discourse, Registry& registry);

}  // namespace entente::entities

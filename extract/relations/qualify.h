// From a match of words to a claim: its status, time, number and other participants, all that does not depend on how
// the match was proposed.
#pragma once

#include <cstdint>
#include <string>

#include "entente/extract/claim.h"
#include "entente/extract/document.h"
#include "entente/schema/ontology.h"
#include "relations/matcher.h"
#include "relations/quotes.h"
#include "relations/status.h"
#include "relations/times.h"

namespace entente {

/// The verbs of a sentence under the lemmas that the frames know them by, and nouns that were verbs as such.
[[nodiscard]] Sentence with_known_verbs(Sentence sentence, const LanguageFrames& words);

/// Everything that the steps of relating share about one sentence. Not movable: its parts refer to each other.
struct RelationView {
  RelationView(const Sentence& analysed, std::uint32_t number, const Entities& entities, const LanguageFrames& words)
      : sentence(with_known_verbs(analysed, words)),
        tree(sentence),
        arguments(tree, words),
        participants(tree, arguments, words, entities, number),
        speakers(tree, arguments, words, participants),
        status(tree, arguments, words, speakers),
        matcher(tree, arguments, words, participants) {}
  RelationView(const RelationView&) = delete;
  RelationView& operator=(const RelationView&) = delete;

  Sentence sentence;
  Tree tree;
  ArgumentFinder arguments;
  ParticipantFinder participants;
  SpeakerFinder speakers;
  StatusFinder status;
  FrameMatcher matcher;
};

/// What the reading of one document shares.
struct RelateContext {
  const Document& document;
  const Entities& entities;
  const LanguageFrames& words;
  const Ontology& ontology;
  const QuoteFinder& quotes;
};

/// Only places have a time and a number among the relations of structure.
[[nodiscard]] bool is_of_place(const RelationType& relation);

/// One and the same, or a body and the state or body that it belongs to.
[[nodiscard]] bool is_one_side(const Entities& entities, EntityId a, EntityId b);

/// The words from the first to the last of these. requires  one token at least
[[nodiscard]] ByteSpan hull(const Tree& tree, std::initializer_list<int> tokens);
/// The span with a mention's words, if there is a mention.
[[nodiscard]] ByteSpan widen(ByteSpan span, const Entities& entities, MentionId id);

/// The status of a match in its sentence, and in the quote and under the headline that the sentence is part of.
[[nodiscard]] Status status_of(const RelationView& view, const Match& match, RelationId relation,
                               const RelateContext& context, std::uint32_t number);

/// The claim that a match amounts to. requires  match.arguments is set
[[nodiscard]] Claim claim_of(const RelationView& view, const Match& match, const Frame& frame, Status status,
                             const RelateContext& context, std::uint32_t number, const TimeFinder& times);

}  // namespace entente

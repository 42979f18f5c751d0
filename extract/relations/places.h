// Places of assertion: a sentence and an ordered pair of entities, of which one at least is mentioned in the sentence
// and the other there, shortly before or in the opening: those of a headline speak in a statement ("we condemn") and
// are what a whole article is about. What the head of relations scores. Twin of training/encoder/relations.py.
#pragma once

#include <cstdint>
#include <map>
#include <tuple>
#include <vector>

#include "entente/extract/claim.h"
#include "entente/extract/mention.h"
#include "entente/extract/sentence.h"

namespace entente {

inline constexpr std::uint32_t kReach = 2;             // sentences before the one that asserts
inline constexpr std::uint32_t kOpening = kReach + 1;  // how far back the first sentence counts that mentions anything

/// The mentions of one entity in one sentence, which are looked at together.
struct MentionGroup {
  EntityId entity;
  std::vector<MentionId> mentions;  // in order of the text, at least one
};

struct Place {
  std::uint32_t sentence = 0;
  std::uint32_t subject = 0, object = 0;  // into Places::groups
  std::uint8_t distance = 0;              // bucket of the signed distance in words, of the two nearest mentions
  std::uint8_t reach = 0;                 // sentences back: subject's * (kOpening + 1) + object's
  std::uint8_t nesting = 0;               // 1: the subject stands within the object, 2: the object within the subject
};

struct Places {
  std::vector<MentionGroup> groups;
  std::vector<Place> places;                         // by sentence
  std::vector<std::vector<std::uint32_t>> in_reach;  // of each sentence: groups, by entity; who may be its source
};

/// The bucket of a signed distance in words.
[[nodiscard]] std::uint8_t distance_bucket(int distance);

/// cost  O(s e^2) for s sentences and the e entities in reach of each; sentences in reach of more than kMostEntities
///       are looked at as far as the nearest of them go
inline constexpr std::size_t kMostEntities = 60;
[[nodiscard]] Places places_of(const std::vector<Sentence>& sentences, const Entities& entities);

}  // namespace entente

// The heads of relations over the encoder: how likely each type of relation is asserted at each place, with its status
// and the words that bear it out. Twin of training/encoder/reading.py.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "entities/mention_vectors.h"
#include "neural/encoder.h"
#include "neural/heads.h"
#include "neural/model_reader.h"
#include "relations/places.h"

namespace entente {

/// The weights of the heads, as the sections "reading.*" of a model hold them. They point into the model's bytes.
struct AssertionWeights {
  entities::MentionWeights mentions;
  neural::Linear subject, object, context, mix, votes, relation;
  neural::Linear query_subject, query_object, word_key, word_value;
  neural::Linear polarity, modality, source_pair, source_thing, source_none;
  neural::Linear time_pair, time_word, time_none;
  std::span<const float> time_place_table, time_distance_table;
  std::span<const float> distance_table, reach_table, nested_table, types_table;
  std::span<const float> subject_near_table,
      object_near_table;                // by where a word stands beside them, of each attention
  std::span<const float> product_gain;  // of the product of subject and object
  std::vector<std::string> relations;   // names of the types that are scored
  std::span<const float> vote_gain;     // of each type: what a frame's own vote adds to its score
  std::span<const float> thresholds;    // of each type: the least score of a claim
  std::span<const float> calibration;   // slope and offset: of a score, the logit of the share of right claims
  std::uint32_t attention_heads = 0;

  /// `width` is that of the encoder. fails  by in.error()
  static AssertionWeights read(neural::ModelReader& in, std::size_t width);
};

/// What the heads say of one place.
struct Assertion {
  std::vector<float> scores;        // of each type of AssertionWeights::relations, a logit
  std::array<float, 2> polarity{};  // affirmed, negated
  std::array<float, 4> modality{};  // as enum Modality
  std::int32_t source = -1;         // index into Places::in_reach of the sentence; -1: no source is named
  std::int32_t time = -1;           // index into the named times of the sentence; -1: none
  std::vector<float>
      weights;  // of the sentence's words: what the head looked at, summing to 1; empty if nothing is said
};

/// A time that may be that of what a sentence says.
struct NamedTime {
  std::int32_t word = -1;  // its first word, counted through the document; -1: the day of publication
  std::uint8_t back = 0;   // sentences before, up to kReach; kPublished
};
inline constexpr std::uint8_t kPublished = kReach + 1;
inline constexpr std::size_t kMostTimes = 8;  // the nearest, beside the day of publication

/// Of each sentence.
using NamedTimes = std::vector<std::vector<NamedTime>>;

/// How directly frames say each type at each place, [places][relations]; 0: not at all. Empty rows: nothing is said.
using FrameVotes = std::vector<std::vector<float>>;

/// The share of claims of that score that are right, in hundredths, so that it is the same on every machine.
[[nodiscard]] double confidence_of(const AssertionWeights& weights, float score);

/// requires  a row of `votes` for each place, one of `times` for each sentence
/// ensures   the same result for any thread and machine
/// cost      O(places (words + hidden^2))
[[nodiscard]] std::vector<Assertion> assertions_of(const AssertionWeights& weights, const Places& places,
                                                   const std::vector<Sentence>& sentences, const Entities& entities,
                                                   const neural::Encoding& encoding, const FrameVotes& votes,
                                                   const NamedTimes& times);

}  // namespace entente

// Sentences about sport or elections, in which words of war and diplomacy mean contests.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "entente/extract/sentence.h"
#include "entente/schema/frames.h"

namespace entente {

/// A sentence is about a topic if it has one of its words or two of its hints, or if a good part of the article's
/// sentences have. `topics` must outlive this. cost O(words) once
class TopicFinder {
 public:
  TopicFinder(const std::vector<Sentence>& sentences, std::span<const Topic> topics);

  /// True if that trigger says nothing of relations in that sentence.
  [[nodiscard]] bool mutes(std::uint32_t sentence, std::string_view trigger) const;

 private:
  std::span<const Topic> topics_;
  std::vector<std::vector<bool>> about_;  // for each topic, for each sentence
};

}  // namespace entente

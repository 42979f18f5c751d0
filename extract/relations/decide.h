// Which claims are made: frames propose, the heads of relations propose too, and the heads' score of each place decides
// (frames' votes are among what they see).
#pragma once

#include <memory>
#include <vector>

#include "relations/assertions.h"
#include "relations/qualify.h"

namespace entente {

/// What the steps of relating have made of the sentences of a document.
struct RelatedSentences {
  const std::vector<Sentence>& sentences;
  const std::vector<std::unique_ptr<RelationView>>& views;  // of each sentence
  const std::vector<TimeFinder>& times;                     // of each sentence
};

/// ensures  a proposed claim stays unless the heads are quite sure that it is none, and where they cannot score it: a
///          type that they have not learned, ends that are not in reach; what they score high enough and no frame
///          proposed is a claim too, if the ontology lets such ends have it
///          confidence is that of the heads' score; of a frame's claim the mean of it and the frame's own
///          a claim of the heads has the time that they choose among those named nearby; one of a frame too, if its
///          words gave it none
/// cost     that of assertions_of
[[nodiscard]] std::vector<Claim> decide(std::vector<Claim> proposed, const AssertionWeights& weights,
                                        const neural::Encoding& encoding, const RelatedSentences& related,
                                        const RelateContext& context);

}  // namespace entente

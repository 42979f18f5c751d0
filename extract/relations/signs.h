// What tells a sure claim from a doubtful one, as words: the signs that relations/calibration.h weighs.
#pragma once

#include <string>
#include <vector>

#include "entente/extract/claim.h"
#include "relations/matcher.h"

namespace entente {

/// The signs of one claim, of its own sentence: construction, distance, forms of the mentions, status.
/// ensures  in a fixed order, each once
[[nodiscard]] std::vector<std::string> signs_of(const Claim& claim, const Match& match, const Tree& tree,
                                                const ParticipantFinder& participants, const RelationType& relation,
                                                std::string_view language);

}  // namespace entente

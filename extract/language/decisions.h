// Ends of sentences and doubtful contractions in a stretch of text, by the trained tables of the language
// (schema/language/<language>.breaks.tsv and .contractions.tsv), or by a rule where there is no table.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "language/contexts.h"
#include "language/linear_model.h"

namespace entente {

struct Decisions {
  LinearModel breaks;
  LinearModel contractions;
};

/// Those of a language; empty ones for a language without tables. Immutable, read once, shared by threads.
[[nodiscard]] const Decisions& decisions(std::string_view language);

/// The number of pieces up to and including the end of each sentence; the last one is pieces.size().
/// cost  O(n)
[[nodiscard]] std::vector<std::uint32_t> sentence_ends(const Characters& text, const std::vector<Piece>& pieces,
                                                       const SortedLines& common, const LinearModel& breaks);

/// Takes the words away from each doubtful contraction that is none (French "des" as a determiner).
/// cost  O(n)
void resolve_contractions(const Characters& text, std::vector<Piece>& pieces, const SortedLines& common,
                          const LinearModel& contractions);

}  // namespace entente

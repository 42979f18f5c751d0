// Where sentences end among the tokens of a stretch of text.
#pragma once

#include <cstdint>
#include <vector>

#include "language/characters.h"
#include "language/tokenizer.h"

namespace entente {

/// The number of pieces up to and including the end of each sentence; the last one is pieces.size().
/// cost  O(n)
[[nodiscard]] std::vector<std::uint32_t> sentence_ends(const Characters& text, const std::vector<Piece>& pieces);

}  // namespace entente

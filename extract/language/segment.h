// Segmentation with tables that the program does not carry.
#pragma once

#include <string_view>
#include <vector>

#include "entente/extract/sentence.h"
#include "language/word_tables.h"

namespace entente {

/// `segment` (language.h) with these tables; what was learnt of the language's sentence ends is used where there is
/// some.
[[nodiscard]] std::vector<Sentence> segment(std::string_view text, std::string_view language, const WordTables& tables);

}  // namespace entente

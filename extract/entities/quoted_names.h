// Names of bodies that only quotation marks set off: l'association « un toit, une chance ».
#pragma once

#include <vector>

#include "entities/text_view.h"
#include "entities/vocabulary.h"

namespace entente::entities {

/// What stands in quotation marks behind a noun for a body and its modifiers, without the marks; disjoint, in order.
/// A lower-case quotation must stand right behind the noun and hold a noun phrase: « illégitime » names nothing.
/// cost  O(words of the sentence)
[[nodiscard]] std::vector<WordRange> quoted_bodies(const SentenceView& view, const Vocabulary& vocabulary);

/// True for the marks that open a quotation.
[[nodiscard]] bool opens_quotation(const SentenceView& view, std::uint32_t at);

}  // namespace entente::entities

// What a text says that a person is: "professeur", "boxer". The graph tells people of one name apart by it.
#pragma once

#include <string>
#include <vector>

#include "entente/extract/mention.h"
#include "entities/vocabulary.h"

namespace entente::entities {

/// The lemmas of the nouns that describe the bearer of a mention, in the order of the text: of a title the title
/// itself; of a name the noun before it ("le boxeur britannique X"), the apposition after it ("X, a boxer") and the
/// predicate
/// ("X est boxeur"). Lower-case common nouns in the singular only; left out are mere forms of address ("monsieur") and
/// nouns that could be said of anybody ("homme", "allié").
/// requires  the mention lies in the sentence. O(tokens).
[[nodiscard]] std::vector<std::string> occupations(const Sentence& sentence, const Mention& mention,
                                                   const Vocabulary& vocabulary);

}  // namespace entente::entities

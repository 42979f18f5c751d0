// Looks for mistakes of annotation in a treebank, by the rules of Universal Dependencies that hold in every language.
#pragma once

#include <string_view>
#include <vector>

#include "entente/extract/conllu.h"

namespace entente::training {

/// Every problem found, in the order of the lines: not one root or not a tree; unknown relation or feature syntax; a
/// range that does not cover its words; a "# text" that differs from the tokens; a part of speech that does not go with
/// the relation; a function word with children it should not have; flat, fixed, conj, appos and goeswith not from left
/// to right; punctuation that makes a tree non-projective.
/// source  https://universaldependencies.org/validation.html, levels 2 and 3
/// cost    O(n) for each sentence but for the last rule
[[nodiscard]] std::vector<InputError> validate(const Treebank& bank, std::string_view source);

}  // namespace entente::training

// What a trained parser gets wrong in a way that the rest of the tree gives away.
#pragma once

#include <vector>

#include "entente/extract/sentence.h"

namespace entente::language {

/// Hangs on the first word of a name what hangs on a later one ("Theo Brandt of the Institute"), as Universal
/// Dependencies wants it, and gives a finite verb that was left without a subject the noun phrase before it that a
/// fronted phrase swallowed: "Dirigés par des militaires, le Mali et le Niger ont fondé …", "Avec la Pologne, l'Estonie
/// a recommandé …". Where tag and tree disagree, what the rest
/// of the tree shows counts: a word with a passive auxiliary or with subject and object is a verb, an article is no
/// preposition ("pas envoyé de soldats"), a participle behind a fronted phrase ("Under the deal signed by X, …") or
/// behind a hyphen ("Iran-backed rebels") describes the noun, a name before a sum gets it ("gave Kenya $60 million"), a
/// verb's only object is its direct one, and nothing is in apposition across a semicolon.
///   requires  the sentence is annotated
///   ensures   a tree; a verb that has a subject, or of which nothing shows that it lacks one, keeps its words
///   cost      O(words), and as much again for each verb without a subject
void mend(Sentence& sentence);

}  // namespace entente::language

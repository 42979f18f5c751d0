// What stands in an article's text but tells nothing of its story: captions, photo credits, bylines, datelines, links
// to other articles, calls to subscribe. Whoever is named there takes part in nothing.
#pragma once

#include <string_view>
#include <vector>

#include "entente/extract/document.h"
#include "entente/extract/sentence.h"
#include "entente/schema/gazetteer.h"
#include "entities/vocabulary.h"

namespace entente::entities {

/// The asides of a text, line by line, by the word classes no-evidence, byline, agency and calendar of
/// schema/reference/<language>.tsv: whole lines, datelines at the beginning of a line, credits at its end.
/// ensures   in order, disjoint, inside the text
/// cost      O(n)
[[nodiscard]] std::vector<ByteSpan> asides(std::string_view text, const Vocabulary& vocabulary,
                                           const Gazetteer& gazetteer, std::string_view language);

/// Takes the words inside `spans` out of the sentences, and sentences that lose all words.
/// requires  sentences are segmented, not annotated; spans as `asides` gives them
/// cost      O(words + spans)
void leave_out(const std::vector<ByteSpan>& spans, std::vector<Sentence>& sentences);

}  // namespace entente::entities

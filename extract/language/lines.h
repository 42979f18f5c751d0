// Lines of a text and the stretches they form: a newline ends a sentence unless the text was wrapped there.
#pragma once

#include <string_view>
#include <vector>

#include "entente/extract/document.h"

namespace entente {

/// The stretches of a text in which sentences are looked for: paragraphs, titles, items of lists.
/// Blank lines always separate. Between two lines of a block the newline is white space only if the block shows that it
/// was filled to a margin of at most 120 characters (every line but the last is so long that the first word of the next
/// did not fit), or if a long line without a full stop goes on in lower case.
/// ensures   in order, disjoint, not empty
/// cost      O(n)
[[nodiscard]] std::vector<ByteSpan> stretches(std::string_view text);

}  // namespace entente

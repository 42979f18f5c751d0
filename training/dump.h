// What the program made of an article, as one line of JSON: what the heads of reading are trained on.
#pragma once

#include <string>

#include "entente/extract/extractor.h"

namespace entente::training {

/// {"name", "language", "published", "text", "sentences", "entities", "mentions", "times", "claims"}; spans are
/// half-open and count code points of the text, mentions count words of their sentence. Ends with a line break.
[[nodiscard]] std::string dump_reading(const Document& document, const Reading& reading, const Resources& resources);

}  // namespace entente::training

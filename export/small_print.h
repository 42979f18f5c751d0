// What stands in small print under a name: an office, a membership, a whole that it is part of, a place.
#pragma once

#include <string>
#include <string_view>

#include "diagram.h"
#include "entente/schema/gazetteer.h"

namespace entente {

struct SmallPrint {
  std::string words;          // "foreign minister, Georgia"; plain text, not escaped; "" for none
  const Edge* tie = nullptr;  // that it tells of
};

/// The tie of `drawn` that is worth telling, in the reader's language: the title as the article gives it, else as
/// schema/gazetteer/roles.tsv calls the office. Nothing that is denied, doubtful, or told by the name itself.
/// cost  O(ties · words of a quote)
[[nodiscard]] SmallPrint small_print(const DiagramNode& drawn, const KnowledgeGraph& graph, const Gazetteer* names,
                                     std::string_view language);

/// What a body without a name ("10 000 soldats nord-coréens") is called in the reader's language ("10 000 North Korean
/// soldiers"), by schema/names/bodies.tsv and the demonyms of states; "" where these do not have all of its words.
/// `spoken` is the language of its name, "fr" or "en". cost  O(words)
[[nodiscard]] std::string translated_body(std::string_view name, std::string_view spoken, std::string_view language);

}  // namespace entente

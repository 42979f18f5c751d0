// What a reader calls a thing that the gazetteers know: "Russie" in French, "Russia" in English, whatever the articles
// say. Exports for programs keep the names of the articles and give these beside them.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "entente/graph/knowledge_graph.h"
#include "entente/schema/gazetteer.h"

namespace entente {

/// The languages that gazetteers name things in, by their codes.
inline constexpr std::array<std::string_view, 2> kNameLanguages = {"en", "fr"};

/// The name of `node` in `language`: its own if that is one, else one that articles use, else the gazetteer's; its own
/// if `names` is nullptr or does not know it. O(names).
[[nodiscard]] std::string_view reader_name(const Node& node, const Gazetteer* names, std::string_view language);

/// The same, but "" where it is not known to be a name in that language.
[[nodiscard]] std::string_view known_name(const Node& node, const Gazetteer* names, std::string_view language);

/// Gives `node` that name; the one that it had becomes an alternate name.
void speak(Node& node, const Gazetteer* names, std::string_view language);

/// The graph with these names, in each of its articles. O(n).
[[nodiscard]] KnowledgeGraph in_language(const KnowledgeGraph& graph, const Gazetteer& names,
                                         std::string_view language);

}  // namespace entente

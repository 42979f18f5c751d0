// What stands around a picture: its title, the time that it tells of, and where it is from. Plain text, not escaped.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diagram.h"

namespace entente {

/// The headline of the one article; of several, whom most is told of. cost O(nodes)
[[nodiscard]] std::string default_title(const KnowledgeGraph& graph, const Diagram& diagram, std::string_view language);

/// "28 October 2024 · news.example", "8 articles, 23 January 2023 – 28 October 2024"; what is unknown is left out.
/// O(n).
[[nodiscard]] std::string date_line(const KnowledgeGraph& graph, std::string_view language);

/// "Sources: a headline (news.example, 28 October 2024); …" in at most `lines` lines of about `width` letters; what
/// does not go in is counted. Nothing for one article without a headline and an address. O(n).
[[nodiscard]] std::vector<std::string> source_lines(const KnowledgeGraph& graph, std::string_view language,
                                                    std::size_t width, std::size_t lines);

}  // namespace entente

// DOT → DOT in which everything has its place on a page.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "entente/schema/result.h"
#include "page_layout.h"

namespace entente {

/// The node that holds what stands at the foot of a page. No id of ours has a space.
inline constexpr std::string_view kFootNode = "the foot";
inline constexpr double kSmallestWords = 8;  // points of any words on a page
inline constexpr double kLineWords = 8.5;    // points of the words on lines
inline constexpr double kPageMargin = 20;    // points

/// Measures words by Graphviz, places things by plan_page between the heading (the graph's label) and the foot, and
/// writes it all down as attributes, for the engine `nop2`. A graph with the engine `dot` is only measured.
/// requires  `dot` comes from write_dot
/// fails     if the child process fails; nothing in it if it does not fit
/// cost      about 0.2 s
[[nodiscard]] Result<std::optional<std::string>> typeset(std::string_view dot, PageSize page);

}  // namespace entente

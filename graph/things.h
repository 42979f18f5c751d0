// Names of arms, ships and machines, by schema/names/things.tsv.
#pragma once

#include <string_view>

namespace entente::detail {

/// True of what is used and does not act: "chars Leopard", "une frégate", "Bayraktar TB2"; not of who uses it: "tank
/// crews", "la brigade Leclerc". cost  O(length), a few microseconds
[[nodiscard]] bool names_a_thing(std::string_view name);

}  // namespace entente::detail

// How the id of a node follows from what it is.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "entente/schema/ontology.h"

namespace entente {

/// "state/north-korea"
[[nodiscard]] inline std::string node_id(NodeType type, std::string_view key) {
  constexpr std::array<std::string_view, 7> kFolders = {"person", "state", "organization", "unit",
                                                        "group",  "place", "event"};
  return std::string(kFolders[static_cast<std::size_t>(type)]) + '/' + std::string(key);
}

}  // namespace entente

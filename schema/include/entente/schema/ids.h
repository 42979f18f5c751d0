// Typed indices: two kinds of index never mix, and -1 means none.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>

namespace entente {

template <class Tag>
struct Id {
  std::int32_t value = -1;

  constexpr Id() = default;
  constexpr explicit Id(std::size_t index) : value(static_cast<std::int32_t>(index)) {}

  [[nodiscard]] constexpr bool is_none() const { return value < 0; }
  /// requires !is_none()
  [[nodiscard]] constexpr std::size_t index() const { return static_cast<std::size_t>(value); }
  constexpr auto operator<=>(const Id&) const = default;
};

using RelationId = Id<struct RelationTag>;  // into Ontology::relations()
using EntryId = Id<struct EntryTag>;        // into Gazetteer::entries()

}  // namespace entente

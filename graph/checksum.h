// What a store remembers of what was written into it, to tell damage from data.
#pragma once

#include <cstdint>
#include <string_view>

#include "entente/graph/fragment.h"

namespace entente::detail {

/// A sum over everything that a fragment holds; never 0. Any change within eight bytes changes it, any other one but
/// for one in 2^64. The same on every machine. Against accidents, not against an adversary. O(n), about 2 GB/s
[[nodiscard]] std::int64_t checksum(const Fragment& fragment);
[[nodiscard]] std::int64_t checksum(std::string_view text);

}  // namespace entente::detail

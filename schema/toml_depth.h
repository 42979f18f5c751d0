// What toml++ does not bound: tables within tables by dotted keys, which it builds and frees by recursion.
#pragma once

#include <string_view>

#include "entente/schema/result.h"

namespace entente {

inline constexpr std::size_t kMaxKeyParts = 16;

/// Looks over a TOML text before it is parsed. Values within values are bounded by toml++ itself (256).
/// fails  with the line of a key of more than kMaxKeyParts parts
/// cost   O(n), no recursion
[[nodiscard]] Result<void> check_key_depth(std::string_view text, std::string_view source);

}  // namespace entente

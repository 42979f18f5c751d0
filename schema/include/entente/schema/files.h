// Files of data, read whole: never more than a limit, whatever a path turns out to be.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "entente/schema/result.h"

namespace entente {

inline constexpr std::size_t kMaxDataBytes = 64'000'000;

/// The content of a file of names, frames, relation types or decisions. Devices and pipes are read up to the limit too.
/// fails  if it cannot be read, is a folder, or holds more than `limit` bytes
[[nodiscard]] Result<std::string> content_of(const std::filesystem::path& path, std::size_t limit = kMaxDataBytes);

}  // namespace entente

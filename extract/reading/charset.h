// The gate: bytes of any encoding in, valid UTF-8 out, or an error.
#pragma once

#include <string>
#include <string_view>

#include "entente/extract/reading.h"
#include "entente/schema/utf8.h"

namespace entente {

/// Where an article stands: for error messages.
[[nodiscard]] InputError error_at(const ReadOptions& options, std::string seen, std::string remedy);

/// Decodes by BOM, strict UTF-8, `declared` charset, then detection; the first that holds wins. Strict UTF-8 goes
/// before the declaration because text that is UTF-8 by accident does not occur, and wrong declarations do. fails
/// binary or mixed bytes, or an encoding that cannot be found out
[[nodiscard]] Result<std::string> to_utf8(std::string_view bytes, std::string_view declared,
                                          const ReadOptions& options);

/// NFC, LF line ends, U+FFFD for U+0000. requires valid UTF-8. cost O(n), without a copy if nothing changes
[[nodiscard]] std::string normalised(std::string utf8);

/// The longest start of `utf8` within `size` bytes that does not cut a code point. requires valid UTF-8
[[nodiscard]] std::string_view prefix(std::string_view utf8, std::size_t size);

}  // namespace entente

// Bytes that should be UTF-8: whether they are, and what stands for them if they are not.
#pragma once

#include <string>
#include <string_view>

namespace entente {

/// cost  O(n), eight bytes at a time where they are ASCII
[[nodiscard]] bool is_utf8(std::string_view bytes);

/// The text with U+FFFD for each longest part that is no UTF-8 (Unicode 15, § 3.9): what people see of a name.
[[nodiscard]] std::string lossy_utf8(std::string_view bytes);

/// Valid UTF-8 as it is; else with "%FF" for bytes that are none and "%25" for "%", so that no byte is lost.
[[nodiscard]] std::string escaped_utf8(std::string_view bytes);

}  // namespace entente

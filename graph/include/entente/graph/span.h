// The unit of place in a text, drawn once.
#pragma once

#include <compare>
#include <cstdint>

namespace entente {

/// Half-open [begin, end) in Unicode code points of the article's text; never bytes.
///     Kim Jong-un aurait déployé 10 000 soldats
///     `---[0,11)         `-[19,26)  `-[27,41)
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  auto operator<=>(const Span&) const = default;
};

}  // namespace entente

// "did you mean": the nearest of a few words.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace entente::cli {

/// The candidate that is least changed from `word` (optimal string alignment, at most a third of the word); "" if none
/// is.
[[nodiscard]] std::string nearest(std::string_view word, std::span<const std::string> candidates);

/// `did you mean "x"?` or "".
[[nodiscard]] std::string did_you_mean(std::string_view word, std::span<const std::string> candidates);

}  // namespace entente::cli

// A program of the user's, started without a shell: bytes in, bytes out, within limits.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "entente/schema/result.h"

namespace entente {

struct AskLimits {
  std::chrono::milliseconds time{300'000};
  std::size_t bytes = 4'000'000;  // of the answer
};

/// Starts `words` (the program is looked up in PATH), writes `input` to its standard input and returns what it writes
/// to its standard output. It runs in a process group of its own, which has ended when this returns, and is killed when
/// this process is.
/// fails  it cannot be started, ends with an error (the last line of its standard error is told) or a signal, takes too
///        long, writes too much. `source` of the error is left to the caller.
[[nodiscard]] Result<std::string> run_program(const std::vector<std::string>& words, std::string_view input,
                                              const AskLimits& limits);

}  // namespace entente

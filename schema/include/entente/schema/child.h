// Runs a function in a child process with limits and brings back the bytes it makes.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "entente/schema/result.h"

namespace entente {

struct ChildLimits {
  std::chrono::seconds time{60};
  std::uint64_t memory = 0;  // bytes of address space; 0: no limit
  std::uint64_t output = 0;
  const char* remedy = "";  // what to do when a limit is exceeded
};

/// `work` runs in the child, which writes no file, dumps no core and has no terminal; "" from it means failure.
/// fails  with `what` in the message when the child fails, is killed, or exceeds a limit
[[nodiscard]] Result<std::string> run_in_child(const std::function<std::string()>& work, std::string_view what,
                                               const ChildLimits& limits);

}  // namespace entente

// What a writer says that goes on with less than was asked for.
#pragma once

#include <functional>
#include <string_view>

#include "entente/schema/result.h"

namespace entente {

/// Told what failed, what was done instead, and the remedy. May be empty.
using Warning = std::function<void(const InputError&)>;

inline void warn(const Warning& warning, InputError failure, std::string_view instead) {
  if (!warning) return;
  failure.seen.append("; ").append(instead);
  warning(failure);
}

}  // namespace entente

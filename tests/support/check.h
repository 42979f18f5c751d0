// What a fuzzer takes for granted: if it does not hold, the input is kept as a finding.
#pragma once

#include <cstdlib>

inline void check(bool holds) {
  if (!holds) std::abort();
}

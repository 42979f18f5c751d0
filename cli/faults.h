// What is wrong with articles, said so that a million faults are no million messages.
#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "console.h"

namespace entente::cli {

/// Says the first faults of each file, up to a number in all; end() says how many more there were.
class Faults {
 public:
  explicit Faults(Console& console) : console_(console) {}
  void add(const InputError& error) noexcept;
  void end() noexcept;

 private:
  static constexpr std::size_t kOfOneFile = 10, kInAll = 200;
  struct Count {
    std::size_t said = 0, more = 0;
  };

  Console& console_;
  std::map<std::string, Count> of_file_;  // those of which some were said
  Count elsewhere_;
  std::size_t said_ = 0;
};

}  // namespace entente::cli

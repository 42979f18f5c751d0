#include "faults.h"

#include <fmt/format.h>

#include <new>

namespace entente::cli {

void Faults::add(const InputError& error) noexcept {
  try {
    if (said_ < kInAll) of_file_.try_emplace(error.source);
  } catch (const std::bad_alloc&) {  // it counts among the others then
  }
  const auto file = of_file_.find(error.source);
  Count& count = file == of_file_.end() ? elsewhere_ : file->second;
  if (said_ >= kInAll || count.said >= kOfOneFile) {
    ++count.more;
    return;
  }
  ++count.said;
  ++said_;
  console_.error(error);
}

void Faults::end() noexcept {
  const auto say = [&](const std::string& where, const Count& count) {
    if (count.more == 0) return;
    try {
      console_.error(InputError{where, 0, fmt::format("{} more faults, which are not shown", count.more), ""});
    } catch (const std::bad_alloc&) {  // a message that memory does not suffice for is lost
    }
  };
  for (const auto& [file, count] : of_file_) say(file, count);
  say("other files", elsewhere_);
}

}  // namespace entente::cli

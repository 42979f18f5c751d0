// Where the outputs of a command go, and in which of the formats of export/formats.h.
#pragma once

#include <string>
#include <vector>

#include "entente/export/formats.h"
#include "entente/schema/result.h"

namespace entente::cli {

/// One output of a command: where it goes ("-": standard output) and in which form.
struct Output {
  std::string path;
  const Format* format = nullptr;
  bool is_asked = true;  // false: neither a path nor a format was given
};

/// Resolves -o and --format, and checks that each output can be written, before any work is done.
/// fails  unknown extension or format (with the nearest known), missing folder, one path twice, a folder as a pipe
[[nodiscard]] Result<std::vector<Output>> plan_outputs(const std::vector<std::string>& paths,
                                                       const std::string& format);

}  // namespace entente::cli

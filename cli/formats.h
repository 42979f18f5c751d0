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

/// The files that an output writes; none for standard output.
[[nodiscard]] std::vector<std::string> files_of(const Output& output);

/// Resolves -o and --format, and checks that each output can be written, before any work is done.
/// fails  unknown extension or format (with the nearest known), missing folder, one file twice by whatever names, a
/// folder as a pipe, a store or a protected file in its place
[[nodiscard]] Result<std::vector<Output>> plan_outputs(const std::vector<std::string>& paths,
                                                       const std::string& format);

/// Refuses outputs that would replace a file of `read`, or one below a folder of it, by whatever name. "-" is what
/// stands behind standard input.
[[nodiscard]] Result<void> keep_apart(const std::vector<Output>& outputs, const std::vector<std::string>& read);
/// The same for graphs; but a graph may be replaced by a graph, as one that grows or is corrected is.
[[nodiscard]] Result<void> keep_graphs_apart(const std::vector<Output>& outputs,
                                             const std::vector<std::string>& graphs);
/// What is said of such an output.
[[nodiscard]] InputError would_replace(const std::string& file, const std::string& what);

}  // namespace entente::cli

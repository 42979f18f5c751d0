// The data files that the program carries, so that it runs from any folder and needs no installation: everything below
// schema/ that is data (*.toml, *.tsv, *.txt, context.jsonld), named by its path below schema/.
#pragma once

#include <span>
#include <string_view>

namespace entente {

/// Views of static storage: they live as long as the program.
struct BuiltinFile {
  std::string_view path;     // "gazetteer/states.tsv"
  std::string_view content;  // the bytes of the file
};

/// The content of one file.
/// requires  the file exists when the program is built: a name that is not there is a programmer's mistake and aborts
/// cost      O(log n)
[[nodiscard]] std::string_view builtin_file(std::string_view path);

/// All files whose path starts with `prefix` ("relations/fr/"), sorted by path; empty if there is none. O(log n).
[[nodiscard]] std::span<const BuiltinFile> builtin_files(std::string_view prefix);

}  // namespace entente

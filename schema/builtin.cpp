#include "entente/schema/builtin.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "embedded_file.h"

namespace entente {
namespace {

const std::vector<BuiltinFile>& all_files() {
  static const std::vector<BuiltinFile> files = [] {
    std::vector<BuiltinFile> result;
    for (const detail::EmbeddedFile& file : detail::builtin_schema_files())
      result.push_back({file.path, {file.begin, static_cast<std::size_t>(file.end - file.begin)}});
    return result;
  }();
  return files;
}

}  // namespace

std::span<const BuiltinFile> builtin_files(std::string_view prefix) {
  const std::vector<BuiltinFile>& files = all_files();
  auto head = [&](const BuiltinFile& file) { return file.path.substr(0, prefix.size()); };
  auto first = std::lower_bound(files.begin(), files.end(), prefix,
                                [&](const BuiltinFile& file, std::string_view p) { return head(file) < p; });
  auto last = std::upper_bound(first, files.end(), prefix,
                               [&](std::string_view p, const BuiltinFile& file) { return p < head(file); });
  return {first, last};
}

std::string_view builtin_file(std::string_view path) {
  for (const BuiltinFile& file : builtin_files(path))
    if (file.path == path) return file.content;
  std::fprintf(stderr, "no data file \"%.*s\" in this program\n", static_cast<int>(path.size()), path.data());
  std::abort();
}

}  // namespace entente

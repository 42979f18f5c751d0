// The raw table behind builtin.h, as cmake/EmbedFiles.cmake writes it.
#pragma once

#include <span>

namespace entente::detail {

struct EmbeddedFile {
  const char* path;
  const char* begin;
  const char* end;
};

/// All files of schema/ that are data, sorted by path.
std::span<const EmbeddedFile> builtin_schema_files();

}  // namespace entente::detail

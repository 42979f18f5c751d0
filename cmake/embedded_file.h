// What cmake/EmbedFiles.cmake makes part of the program.
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

/// The page of export/page/dist.
std::span<const EmbeddedFile> builtin_page_files();

}  // namespace entente::detail

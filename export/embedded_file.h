// What cmake/EmbedFiles.cmake made of export/page/dist.
#pragma once

#include <span>

namespace entente::detail {

struct EmbeddedFile {
  const char* path;
  const char* begin;
  const char* end;
};

std::span<const EmbeddedFile> builtin_page_files();

}  // namespace entente::detail

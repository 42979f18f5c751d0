// Files of JSON Lines in any encoding: every line is an article or an error of its own, and the walk comes to its end.
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "entente/extract/reading.h"
#include "reading/charset.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace entente;
  static const std::string path =
      (std::filesystem::temp_directory_path() / ("entente-fuzz-" + std::to_string(::getpid()) + ".jsonl")).string();
  std::ofstream(path, std::ios::binary).write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
  ArticleSource source({path}, {});
  std::size_t handed_out = 0;
  while (const auto raw = source.next()) {
    if (++handed_out > size + 1) std::abort();
    if (!*raw) continue;
    const auto document = read_article((*raw)->bytes, (*raw)->options);
    if (document && !is_utf8(document->text)) std::abort();
  }
  std::filesystem::remove(path);
  return 0;
}

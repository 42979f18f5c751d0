// Store files from strangers: read, checked and saved from without a crash; what is read is valid.
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "entente/graph/store.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace entente;
  static const std::string path =
      (std::filesystem::temp_directory_path() / ("entente-fuzz-" + std::to_string(::getpid()) + ".db")).string();
  std::ofstream(path, std::ios::binary).write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
  if (const auto store = Store::open(path, {StoreOptions::Mode::read, 0})) {
    static_cast<void>(store->check());
    if (const auto graph = store->load())
      for (const auto& [id, fragment] : graph->fragments())
        if (!validate(fragment)) std::abort();
  }
  std::vector<std::string> lost;
  static_cast<void>(Store::salvage(path, lost));
  for (const char* ending : {"", "-journal"}) std::filesystem::remove(path + ending);
  return 0;
}

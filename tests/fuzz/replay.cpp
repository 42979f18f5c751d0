// Runs the body of a fuzzer on the files of a folder, in order, and on all that is left of them when cut short.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int main(int argc, char** argv) {
  std::vector<std::filesystem::path> files;
  for (int i = 1; i < argc; ++i)
    for (const auto& entry : std::filesystem::directory_iterator(argv[i])) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::size_t runs = 0;
  for (const auto& path : files) {
    std::ifstream file(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    const std::size_t step = std::max<std::size_t>(bytes.size() / 200, 1);
    for (std::size_t size = bytes.size() % step; size <= bytes.size(); size += step, ++runs) {
      const std::vector<std::uint8_t> copy(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
      LLVMFuzzerTestOneInput(copy.data(), copy.size());
    }
  }
  std::printf("%zu inputs from %zu seeds\n", runs, files.size());
  return files.empty() ? 1 : 0;
}

// Runs the body of a fuzzer on the seeds of a folder, in order, and on all that is left of them when cut short; then on
// the inputs of a corpus (scripts/corpus.py) as they are.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void run(std::string_view bytes) {
  const std::vector<std::uint8_t> copy(bytes.begin(), bytes.end());  // of its own size: what is behind it is not ours
  LLVMFuzzerTestOneInput(copy.data(), copy.size());
}

std::size_t run_cut_short(const std::string& bytes) {
  const std::size_t step = std::max<std::size_t>(bytes.size() / 200, 1);
  std::size_t runs = 0;
  for (std::size_t size = bytes.size() % step; size <= bytes.size(); size += step, ++runs)
    run(std::string_view(bytes).substr(0, size));
  return runs;
}

std::size_t run_corpus(std::string_view pack) {
  std::size_t runs = 0;
  for (std::uint32_t size = 0; pack.size() >= sizeof size; ++runs) {
    std::memcpy(&size, pack.data(), sizeof size);
    run(pack.substr(sizeof size, size));
    pack.remove_prefix(std::min(pack.size(), sizeof size + size));
  }
  return runs;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::filesystem::path> seeds;
  std::size_t runs = 0, kept = 0;
  for (int i = 1; i < argc; ++i) {
    if (std::filesystem::is_directory(argv[i])) {
      for (const auto& entry : std::filesystem::directory_iterator(argv[i])) seeds.push_back(entry.path());
    } else {
      kept += run_corpus(read_file(argv[i]));
    }
  }
  std::sort(seeds.begin(), seeds.end());
  for (const auto& path : seeds) runs += run_cut_short(read_file(path));
  std::printf("%zu inputs from %zu seeds, %zu of the corpus\n", runs, seeds.size(), kept);
  return seeds.empty() ? 1 : 0;
}

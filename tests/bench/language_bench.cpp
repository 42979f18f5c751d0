// Words a second of segmentation and of the whole analysis, on the example articles of each language.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "entente/extract/language.h"

namespace entente {
namespace {

constexpr std::size_t kBytes = 200000;  // some thirty thousand words

// Articles of the language in the order of their names, repeated.
const std::string& articles(const std::string& language) {
  static const auto read = [](const std::string& wanted) {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(ENTENTE_SOURCE_DIR "/examples/articles"))
      if (entry.path().extension() == ".txt") paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    std::string all;
    for (const auto& path : paths) {
      std::ostringstream bytes;
      bytes << std::ifstream(path, std::ios::binary).rdbuf();
      const std::string text = bytes.str();
      const bool is_french = text.find(" les ") != std::string::npos;
      if (is_french == (wanted == "fr")) all += text + "\n\n";
    }
    std::string repeated;
    while (!all.empty() && repeated.size() < kBytes) repeated += all;
    return repeated;
  };
  static const std::string french = read("fr");
  static const std::string english = read("en");
  return language == "fr" ? french : english;
}

void count_words(benchmark::State& state, std::size_t words, std::size_t bytes) {
  state.counters["words/s"] = benchmark::Counter(static_cast<double>(words), benchmark::Counter::kIsRate);
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}

void segment_text(benchmark::State& state, const std::string& language) {
  const std::string& text = articles(language);
  std::size_t words = 0;
  std::size_t bytes = 0;
  for ([[maybe_unused]] auto _ : state) {
    for (const Sentence& sentence : segment(text, language)) words += sentence.tokens.size();
    bytes += text.size();
  }
  count_words(state, words, bytes);
}

void analyse_text(benchmark::State& state, const std::string& language) {
  const auto model = LanguageModel::open(ENTENTE_SOURCE_DIR "/models/" + language + ".model");
  if (!model) return state.SkipWithError(to_string(model.error()).c_str());
  const std::string& text = articles(language);
  std::size_t words = 0;
  std::size_t bytes = 0;
  for ([[maybe_unused]] auto _ : state) {
    for (const Sentence& sentence : analyse(text, *model)) words += sentence.tokens.size();
    bytes += text.size();
  }
  count_words(state, words, bytes);
}

BENCHMARK_CAPTURE(segment_text, fr, std::string("fr"))->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(segment_text, en, std::string("en"))->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(analyse_text, fr, std::string("fr"))->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(analyse_text, en, std::string("en"))->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace entente

// entente-train: makes models from treebanks and judges what they say.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <numeric>
#include <sstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "dump.h"
#include "entente/extract/conllu.h"
#include "entente/extract/extractor.h"
#include "entente/extract/language.h"
#include "entente/extract/reading.h"
#include "entente/schema/gazetteer.h"
#include "evaluate.h"
#include "segmenter.h"
#include "validate.h"

namespace entente::training {
namespace {

constexpr int kInvalid = 4;  // data invalid, as in `entente`

int report(const InputError& error) {
  std::cerr << to_string(error) << '\n';
  return kInvalid;
}

// The bytes of a file, or of standard input for "-".
Result<std::string> read_bytes(const std::string& path) {
  std::ostringstream bytes;
  if (path == "-") {
    bytes << std::cin.rdbuf();
  } else {
    std::ifstream file(path, std::ios::binary);
    if (!file) return InputError{path, 0, "cannot be read", "check the path"};
    bytes << file.rdbuf();
  }
  return std::move(bytes).str();
}

Result<Treebank> read_treebank(const std::string& path) {
  auto bytes = read_bytes(path);
  if (!bytes) return bytes.error();
  return read_conllu(*bytes, path);
}

std::string row(std::string_view title, const Score& score, bool aligned) {
  return fmt::format("{:12} {:9.2f} {:9.2f} {:9.2f} {:>9}  {:7} {:7}\n", title, 100 * score.precision(),
                     100 * score.recall(), 100 * score.f1(),
                     aligned ? fmt::format("{:.2f}", 100 * score.aligned_accuracy()) : "", score.gold, score.system);
}

std::string header(std::string_view title) {
  return fmt::format("{:12} {:>9} {:>9} {:>9} {:>9}  {:>7} {:>7}\n", title, "P", "R", "F1", "aligned", "gold",
                     "system");
}

int run_eval(const std::string& gold_path, const std::string& system_path, bool by_relation, bool by_length) {
  const auto gold = read_treebank(gold_path);
  if (!gold) return report(gold.error());
  const auto system = read_treebank(system_path);
  if (!system) return report(system.error());
  const auto scores = evaluate(*gold, *system, system_path);
  if (!scores) return report(scores.error());
  std::string out = header("metric");
  for (std::size_t m = 0; m < kMetrics; ++m)
    out += row(name(static_cast<Metric>(m)), scores->metrics[m], m >= static_cast<std::size_t>(Metric::words));
  if (by_relation) {
    out += "\n" + header("LAS of");
    for (const auto& [relation, score] : scores->by_relation) out += row(relation, score, true);
  }
  if (by_length) {
    out += "\n" + header("LAS, words");
    for (const auto& [length, score] : scores->by_length)
      if (score.gold > 0) out += row(length < 1000 ? fmt::format("≤ {}", length) : "more", score, true);
  }
  std::cout << out;
  return 0;
}

int run_ner_eval(const std::string& gold_path, const std::string& system_path) {
  const auto gold = read_treebank(gold_path);
  if (!gold) return report(gold.error());
  const auto system = read_treebank(system_path);
  if (!system) return report(system.error());
  const auto scores = evaluate_names(*gold, *system, system_path);
  if (!scores) return report(scores.error());
  std::string out = header("names");
  for (const auto& [type, score] : *scores) out += row(type.empty() ? "all" : type, score, false);
  std::cout << out;
  return 0;
}

int run_raw(const std::string& path) {
  const auto bank = read_treebank(path);
  if (!bank) return report(bank.error());
  std::cout << bank->text << '\n';
  return 0;
}

int run_segment(const std::string& language, const std::string& path) {
  const auto text = read_bytes(path);
  if (!text) return report(text.error());
  write_conllu(segment(*text, language), *text, std::cout);
  return 0;
}

// Text to trees, or the words of a treebank to new trees.
int run_annotate(const std::string& model_path, const std::string& language, const std::string& path) {
  const auto model = LanguageModel::open(model_path, language);
  if (!model) return report(model.error());
  if (!path.ends_with(".conllu")) {
    const auto text = read_bytes(path);
    if (!text) return report(text.error());
    write_conllu(analyse(*text, *model), *text, std::cout);
    return 0;
  }
  auto bank = read_treebank(path);
  if (!bank) return report(bank.error());
  annotate(bank->sentences, *model);
  write_conllu(bank->sentences, bank->text, std::cout);
  return 0;
}

// Best of several runs over a text, on one thread and on several that share the model.
int run_speed(const std::string& model_path, const std::string& language, const std::string& path, unsigned threads) {
  using Clock = std::chrono::steady_clock;
  const auto seconds_since = [](Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
  };
  const auto text = read_bytes(path);
  if (!text) return report(text.error());
  const auto opening = Clock::now();
  const auto model = LanguageModel::open(model_path, language);
  if (!model) return report(model.error());
  std::cout << fmt::format("opened in {:.2f} ms\n", 1000 * seconds_since(opening));
  for (unsigned n = 1; n <= threads; ++n) {
    double best = 0;
    for (int run = 0; run < 5; ++run) {
      std::vector<std::size_t> words(n, 0);
      const auto start = Clock::now();
      {
        std::vector<std::jthread> workers;
        for (unsigned i = 0; i < n; ++i)
          workers.emplace_back([&, i] {
            for (const Sentence& sentence : analyse(*text, *model)) words[i] += sentence.tokens.size();
          });
      }
      best = std::max(best, static_cast<double>(std::accumulate(words.begin(), words.end(), std::size_t{0})) /
                                seconds_since(start));
    }
    std::cout << fmt::format("{} thread{}: {:.0f} words/s, raw text to trees and names\n", n, n == 1 ? "" : "s", best);
  }
  return 0;
}

Result<void> write_bytes(const std::string& path, const std::string& bytes) {
  std::ofstream file(path, std::ios::binary);
  file << bytes;
  file.close();
  if (!file) return InputError{path, 0, "cannot be written", "check the folder and its free space"};
  return {};
}

int run_segmenter(const std::string& language, const std::vector<std::string>& paths, const std::string& folder) {
  std::vector<Treebank> banks;
  for (const std::string& path : paths) {
    auto bank = read_treebank(path);
    if (!bank) return report(bank.error());
    banks.push_back(*std::move(bank));
  }
  const SegmenterTables tables = train_segmenter(banks, language);
  const std::string stem = folder + "/" + language;
  if (auto done = write_bytes(stem + ".breaks.tsv", tables.breaks); !done) return report(done.error());
  if (tables.contractions.empty()) return 0;
  if (auto done = write_bytes(stem + ".contractions.tsv", tables.contractions); !done) return report(done.error());
  return 0;
}

// Type, kind, language and text of every name the project knows, for the trainer.
int run_gazetteer() {
  constexpr std::array<std::string_view, 5> kKinds = {"name", "acronym", "demonym", "capital", "metonym"};
  for (const GazetteerEntry& entry : builtin_gazetteer().entries())
    for (const GazetteerName& known : entry.names)
      std::cout << name(entry.type) << '\t' << kKinds[static_cast<std::size_t>(known.kind)] << '\t' << known.language
                << '\t' << known.text << '\n';
  return 0;
}

// Every claim of some articles with its signs, for calibrate.py: article, ids and relation, directness, signs.
int run_claims(const std::string& models, const std::vector<std::string>& paths) {
  ResourceOptions options;
  options.models = models;
  const auto resources = load_resources(options);
  if (!resources) return report(resources.error());
  for (const std::string& path : paths) {
    const auto bytes = read_bytes(path);
    if (!bytes) return report(bytes.error());
    ReadOptions how;
    how.source = path;
    const auto document = read_article(*bytes, how);
    if (!document) return report(document.error());
    auto reading = read_document(*document, *resources);
    if (!reading) return report(reading.error());
    for (const Claim& claim : std::exchange(reading->claims, {})) {
      reading->claims = {claim};
      for (const Edge& edge : assemble(*document, *reading, *resources).edges) {
        std::cout << path << '\t' << edge.subject << '\t' << edge.relation << '\t' << edge.object << '\t'
                  << claim.directness;
        for (const std::string& sign : claim.signs) std::cout << '\t' << sign;
        std::cout << '\n';
      }
    }
  }
  return 0;
}

// What the program makes of articles, a line of JSON each: what the heads of reading learn from.
int run_readings(const std::string& models, const std::string& language, bool is_seen,
                 const std::vector<std::string>& paths) {
  ResourceOptions options;
  options.models = models;
  auto resources = load_resources(options);
  if (!resources) return report(resources.error());
  if (!is_seen) resources->reader.reset();  // the rules' and frames' own voice, as the heads hear it
  for (const std::string& path : paths) {
    const auto bytes = read_bytes(path);
    if (!bytes) return report(bytes.error());
    ReadOptions how;
    how.source = path;
    how.language = language;
    const auto document = read_article(*bytes, how);
    if (!document) return report(document.error());
    auto reading = read_document(*document, *resources);
    if (!reading) return report(reading.error());
    if (is_seen) reading->claims = relate(*document, reading->sentences, reading->entities, *resources);
    std::cout << dump_reading(*document, *reading, *resources);
  }
  return 0;
}

int run_validate(const std::vector<std::string>& paths) {
  std::size_t found = 0;
  std::size_t sentences = 0;
  for (const std::string& path : paths) {
    const auto bytes = read_bytes(path);
    if (!bytes) return report(bytes.error());
    const auto bank = read_conllu(*bytes, path);
    if (!bank) return report(bank.error());
    sentences += bank->sentences.size();
    for (const InputError& problem : validate(*bank, path)) {
      std::cout << to_string(problem) << '\n';
      ++found;
    }
  }
  std::cerr << fmt::format("{} sentences, {} problems\n", sentences, found);
  return found == 0 ? 0 : kInvalid;
}

int main_program(int argc, char** argv) {
  CLI::App app("Makes models from treebanks and judges what they say.", "entente-train");
  app.require_subcommand(1);
  std::string gold;
  std::string system;
  std::string file = "-";
  std::string language;
  std::vector<std::string> files;
  bool by_relation = false;
  bool by_length = false;

  CLI::App* eval = app.add_subcommand("eval", "Score CoNLL-U by the method of the CoNLL 2018 shared task");
  eval->add_option("GOLD", gold, "gold CoNLL-U")->required();
  eval->add_option("SYSTEM", system, "CoNLL-U of the same text")->required();
  eval->add_flag("--by-relation", by_relation, "LAS by gold relation");
  eval->add_flag("--by-length", by_length, "LAS by length of the gold sentence");

  CLI::App* ner = app.add_subcommand("ner-eval", "Score names (NE=B-PER in MISC): exact ends and type");
  ner->add_option("GOLD", gold, "gold CoNLL-U")->required();
  ner->add_option("SYSTEM", system, "CoNLL-U of the same text")->required();

  CLI::App* raw = app.add_subcommand("raw", "Print the running text of a treebank");
  raw->add_option("FILE", file, "CoNLL-U, - for standard input");

  CLI::App* cut = app.add_subcommand("segment", "Cut a text into sentences and words, as CoNLL-U without trees");
  cut->add_option("LANGUAGE", language, "fr or en")->required();
  cut->add_option("FILE", file, "text, - for standard input");

  CLI::App* segmenter = app.add_subcommand("segmenter", "Train the tables of segmentation on treebanks");
  segmenter->add_option("LANGUAGE", language, "fr or en")->required();
  segmenter->add_option("FILE", files, "CoNLL-U")->required();
  segmenter->add_option("-o,--output", file, "folder for LANGUAGE.breaks.tsv and LANGUAGE.contractions.tsv")
      ->required();

  CLI::App* check = app.add_subcommand("validate", "Check CoNLL-U: trees, labels, features, ranges, text");
  check->add_option("FILE", files, "CoNLL-U")->required();

  std::string model;
  unsigned threads = 1;
  bool is_seen = false;
  CLI::App* trees = app.add_subcommand("annotate", "Tags, trees and names of a text, or of the words of a .conllu");
  trees->add_option("MODEL", model, "model file")->required();
  trees->add_option("FILE", file, "text or .conllu, - for text on standard input");
  trees->add_option("--lang", language, "language, of a model that has several");

  CLI::App* names = app.add_subcommand("gazetteer", "Print every name of the gazetteer, for training");

  CLI::App* claims = app.add_subcommand("claims", "Print every claim of articles with its signs, for calibration");
  claims->add_option("MODELS", model, "folder of models")->required();
  claims->add_option("FILE", files, "articles")->required();

  CLI::App* readings =
      app.add_subcommand("readings", "Print what is made of articles, a line of JSON each, for training");
  readings->add_option("MODELS", model, "folder of models")->required();
  readings->add_option("FILE", files, "articles")->required();
  readings->add_flag("--seen", is_seen, "with the mentions that the reading model sees; claims are of the frames alone");
  readings->add_option("--lang", language, "language of the articles; as they say, or as detected, if not given");

  CLI::App* speed = app.add_subcommand("speed", "Words a second, raw text to trees and names");
  speed->add_option("MODEL", model, "model file")->required();
  speed->add_option("FILE", file, "text")->required();
  speed->add_option("--lang", language, "language, of a model that has several");
  speed->add_option("--threads", threads, "try 1 to so many threads")->check(CLI::Range(1, 64));

  CLI11_PARSE(app, argc, argv);
  if (*eval) return run_eval(gold, system, by_relation, by_length);
  if (*ner) return run_ner_eval(gold, system);
  if (*raw) return run_raw(file);
  if (*cut) return run_segment(language, file);
  if (*trees) return run_annotate(model, language, file);
  if (*names) return run_gazetteer();
  if (*claims) return run_claims(model, files);
  if (*readings) return run_readings(model, language, is_seen, files);
  if (*speed) return run_speed(model, language, file, threads);
  if (*segmenter) return run_segmenter(language, files, file);
  return run_validate(files);
}

}  // namespace
}  // namespace entente::training

int main(int argc, char** argv) { return entente::training::main_program(argc, argv); }

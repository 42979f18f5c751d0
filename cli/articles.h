// Options of every command that reads articles, and what they stand for.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "command.h"
#include "entente/extract/extractor.h"
#include "entente/extract/reading.h"
#include "entente/readers/reader.h"

namespace entente::cli {

struct ArticleOptions {
  std::vector<std::string> inputs;
  std::string root;  // a folder from which the places of inputs count; "": from each
  std::string language, date, fields;
  std::uint32_t max_megabytes = 10;
  double max_seconds = 300;
  std::string models;
  std::vector<std::string> schemas, gazetteers, frames, ontologies;
  std::uint32_t workers = 0;  // 0: as many as the machine has processors
  std::string reader, reader_model;
  const char* if_interrupted =
      "nothing was written; \"entente add STORE\" keeps each article as it comes, and goes on where it was stopped";

  void declare_inputs(CLI::App& app);
  void declare_reading(CLI::App& app);  // declare_inputs() without the inputs themselves
  void declare_reader(CLI::App& app);
  void declare_resources(CLI::App& app);
  [[nodiscard]] ReadOptions read_options() const;
};

/// Where the models lie: as asked, else $ENTENTE_MODELS, else beside the program, else in share/entente/models.
/// fails  if there is no folder with models in any of these places
[[nodiscard]] Result<std::filesystem::path> models_folder(const std::string& asked);

/// fails  with what is wrong, for exit code bad_data
[[nodiscard]] Result<Resources> load(const ArticleOptions& options);

/// The reader that was asked for; null for the built-in one. `resources` must outlive it.
/// fails  with what is wrong, for exit code wrong_usage
[[nodiscard]] Result<std::unique_ptr<const Reader>> chosen_reader(const ArticleOptions& options,
                                                                  const Resources& resources);

/// A name for what reads the articles: it differs if the program, the content of any resource or the reader does.
[[nodiscard]] std::string reader_name(const Resources& resources, const Reader* reader);

/// What became of the articles of a run.
struct Tally {
  std::size_t read = 0, failed = 0;
  std::size_t agreed = 0, doubted = 0, refused = 0;  // of what a chosen reader said
};

/// What was made of one article.
struct Extracted {
  Fragment fragment;
  std::string text;
  bool is_known = false;  // nothing was made of it: `fragment` has but the article
};

/// Makes a fragment of each article, in order, by `reader` or, if that is null, by the built-in one; what cannot be
/// read is reported and left out, and so is each part of a reader's answer that is not admitted. Articles of which
/// `is_known` (called from any thread) says so are not analysed.
Tally extract_all(const ArticleOptions& options, const Resources& resources, const Reader* reader, Console& console,
                  const std::function<void(Extracted)>& deliver,
                  const std::function<bool(const Article&)>& is_known = {});

}  // namespace entente::cli

#include "articles.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <set>
#include <thread>
#include <utility>

#include "faults.h"
#include "output.h"
#include "pipeline.h"

namespace entente::cli {
namespace {

namespace fs = std::filesystem;

bool is_date(const std::string& text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (i != 4 && i != 7 && (text[i] < '0' || text[i] > '9')) return false;
  return text.substr(5, 2) >= "01" && text.substr(5, 2) <= "12" && text.substr(8) >= "01" && text.substr(8) <= "31";
}

bool is_language(const std::string& text) {
  return !text.empty() && text.size() <= 35 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
}

bool has_models(const fs::path& folder) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error))
    if (entry.path().extension() == ".model") return true;
  return false;
}

/// Says what of a reader's answer was not admitted, line by line.
void list(const Admission& admission, const std::string& article, Tally& tally, Console& console) {
  constexpr std::size_t kMostLines = 100;  // of one article
  tally.agreed += admission.agreed;
  tally.doubted += admission.doubted;
  tally.refused += admission.refused.size();
  for (std::size_t i = 0; i < std::min(kMostLines, admission.refused.size()); ++i)
    console.note(fmt::format("{}: refused {}: {}", article, admission.refused[i].part, admission.refused[i].reason));
  if (admission.refused.size() > kMostLines)
    console.note(fmt::format("{}: refused {} more", article, admission.refused.size() - kMostLines));
}

fs::path folder_of_program() {
  std::error_code error;
  return fs::read_symlink("/proc/self/exe", error).parent_path();
}

}  // namespace

void ArticleOptions::declare_inputs(CLI::App& app) {
  app.add_option("ARTICLE", inputs,
                 "Files (text, pages, PDF, office files, mails, feeds, web archives, JSON Lines, tables, archives of "
                 "these), folders, or - for standard input")
      ->required();
  declare_reading(app);
}

void ArticleOptions::declare_reading(CLI::App& app) {
  app.add_option("--lang", language, "Language of the articles (fr, en); found out if not given")
      ->type_name("CODE")
      ->check(CLI::Validator(
          [](const std::string& text) { return is_language(text) ? "" : "expected a code such as fr or en-GB"; }, "",
          ""));
  app.add_option("--date", date, "Date of articles that give none, such as 2024-10-28")
      ->type_name("DATE")
      ->check(CLI::Validator(
          [](const std::string& text) { return is_date(text) ? "" : "expected a date such as 2024-10-28"; }, "", ""));
  app.add_option("--fields", fields,
                 "What records and tables call the fields of an article, such as title=headline,text=body; or a ready "
                 "map: newspaper4k, trafilatura, gdelt, event-registry")
      ->type_name("MAP")
      ->check(CLI::Validator(
          [](const std::string& text) {
            const auto parsed = parse_fields(text);
            return parsed ? std::string() : parsed.error().seen + "; " + parsed.error().remedy;
          },
          "", ""));
  app.add_option("--max-size", max_megabytes, "Largest article that is read, in megabytes")
      ->type_name("MB")
      ->check(CLI::Range(1U, 1000U))
      ->capture_default_str();
  app.add_option("--max-seconds", max_seconds, "Longest time that an article may take, in seconds")
      ->type_name("S")
      ->check(CLI::Range(0.001, 86400.0))
      ->capture_default_str();
  app.add_option("-j,--jobs", workers, "Threads; the output is the same for any number")
      ->type_name("N")
      ->check(CLI::Range(1U, 1024U));
}

void ArticleOptions::declare_reader(CLI::App& app) {
  app.add_option("--reader", reader,
                 "A program, or the address of a model server on this machine, that reads instead; what it says is "
                 "admitted as far as the text bears it out")
      ->type_name("COMMAND");
  app.add_option("--reader-model", reader_model, "What the server calls its model")->type_name("NAME");
}

void ArticleOptions::declare_resources(CLI::App& app) {
  app.add_option("--models", models, "Folder of language models")->type_name("DIR");
  app.add_option("--schema", schemas, "Further data of every kind: a folder laid out as schema/")
      ->type_name("DIR")
      ->allow_extra_args(false);
  app.add_option("--gazetteer", gazetteers, "Further names, in the form of schema/gazetteer/*.tsv")
      ->type_name("FILE")
      ->allow_extra_args(false);
  app.add_option("--frames", frames, "Further relation frames, in the form of schema/relations/*/*.toml")
      ->type_name("FILE")
      ->allow_extra_args(false);
  app.add_option("--ontology", ontologies, "Further relation types, in the form of schema/ontology.toml")
      ->type_name("FILE")
      ->allow_extra_args(false);
}

ReadOptions ArticleOptions::read_options() const {
  ReadOptions read;
  read.language = language;
  read.published = date;
  read.root = root;
  if (auto parsed = parse_fields(fields)) read.fields = *std::move(parsed);
  read.limits.document_bytes = std::size_t{max_megabytes} * 1'000'000;
  return read;
}

Result<fs::path> models_folder(const std::string& asked) {
  if (!asked.empty()) {
    if (has_models(asked)) return fs::path(asked);
    return InputError{asked, 0, "folder without language models", "give --models with a folder of *.model files"};
  }
  std::vector<fs::path> places;
  if (const char* set = std::getenv("ENTENTE_MODELS"); set != nullptr && *set != 0) places.emplace_back(set);
  const fs::path program = folder_of_program();
  places.push_back(program / "models");
  places.push_back(program.parent_path() / "share" / "entente" / "models");
  for (const fs::path& place : places)
    if (has_models(place)) return place;
  return InputError{places.front().string(), 0, "no language models there",
                    "give --models, or set ENTENTE_MODELS, to a folder of *.model files"};
}

Result<Resources> load(const ArticleOptions& options) {
  auto folder = models_folder(options.models);
  if (!folder) return folder.error();
  ResourceOptions resources;
  resources.models = *folder;
  resources.schemas.assign(options.schemas.begin(), options.schemas.end());
  resources.gazetteers.assign(options.gazetteers.begin(), options.gazetteers.end());
  resources.frames.assign(options.frames.begin(), options.frames.end());
  resources.ontologies.assign(options.ontologies.begin(), options.ontologies.end());
  auto loaded = load_resources(resources);
  if (!loaded || options.language.empty()) return loaded;
  const std::string code = options.language.substr(0, options.language.find('-'));
  if (loaded->models.contains(code) || loaded->words.contains(code)) return loaded;
  std::string known;
  for (const auto& model : loaded->models) known += (known.empty() ? "" : ", ") + model.first;
  return InputError{"--lang", 0, "language \"" + options.language + "\" has no model", "there are models for " + known};
}

Result<std::unique_ptr<const Reader>> chosen_reader(const ArticleOptions& options, const Resources& resources) {
  if (options.reader.empty()) {
    if (options.reader_model.empty()) return std::unique_ptr<const Reader>();
    return InputError{"--reader-model", 0, "is for a server", "give its address with --reader"};
  }
  ReaderOptions asked;
  asked.command = options.reader;
  asked.model = options.reader_model;
  asked.seconds = options.max_seconds;
  auto reader = Reader::make(asked, resources);
  if (!reader) return reader.error();
  return std::unique_ptr<const Reader>(*std::move(reader));
}

std::string reader_name(const Resources& resources, const Reader* reader) {
  const std::string own = "entente " ENTENTE_VERSION " " + resources.fingerprint();
  return reader == nullptr ? own : own + " " + reader->fingerprint();
}

Tally extract_all(const ArticleOptions& options, const Resources& resources, const Reader* reader, Console& console,
                  const std::function<void(Extracted)>& deliver, const std::function<bool(const Article&)>& is_known) {
  struct Made {
    Extracted extracted;
    std::optional<Admission> admission;  // without its fragment
  };
  const std::unique_ptr<Extractor> builtin = make_extractor(resources, {options.max_seconds});
  ArticleSource source(options.inputs, options.read_options());
  const std::size_t total = source.files();
  const std::uint32_t workers =
      options.workers > 0 ? options.workers : std::max(1U, std::thread::hardware_concurrency());
  Tally tally;
  Faults faults(console);
  std::set<std::string> without_model;
  note_interrupt(0, options.if_interrupted);
  process<Made>(
      source, workers,
      [&](const RawArticle& raw) -> Result<Made> {
        auto document = read_article(raw.bytes, raw.options);
        if (!document) return document.error();
        if (is_known && is_known(document->article)) return Made{{{document->article, {}, {}}, {}, true}, {}};
        const auto failed = [&](InputError error) {  // the place is known better here: file and line
          error.source = raw.options.source;
          error.line = raw.options.line;
          return error;
        };
        if (reader == nullptr) {
          auto fragment = builtin->extract(*document);
          if (!fragment) return failed(fragment.error());
          return Made{{*std::move(fragment), std::move(document->text), false}, {}};
        }
        auto admission = reader->read(*document);
        if (!admission) return failed(admission.error());
        Fragment fragment = std::exchange(admission->fragment, {});
        return Made{{std::move(fragment), std::move(document->text), false}, *std::move(admission)};
      },
      [&](Result<Made> made) {
        const auto fail = [&](const InputError& error) {
          ++tally.failed;
          faults.add(error);
        };
        if (made) {
          const Article& article = made->extracted.fragment.article;
          const std::string language = article.language, source = article.name;
          if (made->admission) list(*made->admission, source, tally, console);
          try {
            deliver(std::move(made->extracted));
            ++tally.read;
            if (reader == nullptr && !resources.models.contains(language)) without_model.insert(language);
          } catch (const std::bad_alloc&) {
            fail({source, 0, "could not be processed: not enough memory", "give fewer articles at a time"});
          }
        } else {
          fail(made.error());
        }
        console.progress(tally.read + tally.failed, total, tally.failed);
        note_interrupt(tally.read, options.if_interrupted);
      });
  note_interrupt(tally.read, nullptr);
  console.end_progress();
  faults.end();
  for (const std::string& language : without_model)
    console.note(fmt::format("language \"{}\" has no model: names are found, relations are not", language));
  if (reader != nullptr)
    console.note(fmt::format("of what the reader says, {} agreed, {} doubted, {} refused", tally.agreed, tally.doubted,
                             tally.refused));
  return tally;
}

}  // namespace entente::cli

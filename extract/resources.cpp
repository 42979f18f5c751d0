#include <algorithm>
#include <future>

#include "entente/extract/extractor.h"
#include "entente/extract/reading.h"
#include "entente/schema/builtin.h"
#include "entities/vocabulary.h"
#include "language/analyser.h"
#include "language/model_data.h"
#include "language/word_tables.h"
#include "perception.h"
#include "schema_folder.h"

namespace entente {
namespace {

namespace fs = std::filesystem;

/// "fr" of "fr/extra.toml" and "extra.fr.toml".
std::string language_of(const fs::path& path) {
  const std::string inner = path.stem().extension().string();
  return inner.empty() ? path.parent_path().filename().string() : inner.substr(1);
}

Result<void> add_builtin_frames(Resources& resources) {
  constexpr std::string_view kFolder = "relations/";
  for (const BuiltinFile& file : builtin_files(kFolder)) {
    const std::string_view rest = file.path.substr(kFolder.size());
    const std::size_t slash = rest.find('/');
    if (slash == std::string_view::npos) continue;
    const std::string language(rest.substr(0, slash));
    if (auto added = resources.frames[language].add(file.content, file.path, language, resources.ontology); !added)
      return added;
  }
  return {};
}

Result<void> add_user_files(const ResourceOptions& options, Resources& resources) {
  if (auto added = add_schema_folders(options.schemas, resources); !added) return added;
  for (const fs::path& path : options.ontologies) {
    const auto text = content_of(path);
    if (!text) return text.error();
    note_added("ontology", *text, resources);
    if (auto added = resources.ontology.extend(*text, path.string()); !added) return added;
  }
  for (const fs::path& path : options.gazetteers) {
    const auto text = content_of(path);
    if (!text) return text.error();
    note_added("gazetteer", *text, resources);
    if (auto added = resources.gazetteer.add(*text, path.string()); !added) return added;
  }
  for (const fs::path& place : options.frames)
    for (const fs::path& path : files_of(place, ".toml")) {
      const auto text = content_of(path);
      if (!text) return text.error();
      const std::string language = language_of(path);
      note_added("frames " + language, *text, resources);
      if (auto added = resources.frames[language].add(*text, path.string(), language, resources.ontology); !added)
        return added;
    }
  return {};
}

using Models = decltype(Resources::models);

Result<Models> open_models(const fs::path& folder) {
  Models models;
  if (folder.empty()) return models;
  for (const fs::path& path : files_of(folder, ".model")) {
    auto opened = LanguageModel::open_all(path);
    if (!opened) return opened.error();
    for (LanguageModel& model : *opened) {
      std::string language(model.language());
      models.insert_or_assign(std::move(language), std::move(model));
    }
  }
  return models;
}

// The file that a model was read from.
std::span<const std::byte> bytes_of(const LanguageModel& model) {
  const std::optional<neural::MappedFile>& file = model.data() != nullptr ? model.data()->file : model.analyser()->file;
  return file ? file->bytes() : std::span<const std::byte>();
}

using Reader = decltype(Resources::reader);

Result<Reader> open_reader(const fs::path& folder) {
  if (folder.empty()) return Reader();
  const auto paths = files_of(folder, ".reader");
  if (paths.empty()) return Reader();
  if (paths.size() > 1)
    return InputError{folder.string(), 0, std::to_string(paths.size()) + " reading models (*.reader)", "leave one"};
  return ReadingModel::open(paths.front());
}

}  // namespace

std::string Resources::fingerprint() const {
  std::string all;
  for (const BuiltinFile& file : builtin_files("")) all.append(file.path).append("\n").append(sha256(file.content));
  const auto sum_of = [](std::span<const std::byte> bytes) {
    return sha256({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  };
  for (const auto& [language, model] : models) all += "\n" + language + sum_of(bytes_of(model));
  if (reader != nullptr) all += "\nreader" + sum_of(reader->bytes());
  for (const std::string& file : added) all += "\n" + file;
  return sha256(all).substr(0, 32);
}

const entities::Vocabulary& Resources::vocabulary(std::string_view language) const {
  const auto found = words.find(language);
  if (found == words.end() || found->second.vocabulary == nullptr) return entities::vocabulary_of(language);
  return *found->second.vocabulary;
}

const WordTables& Resources::tables(std::string_view language) const {
  const auto found = words.find(language);
  if (found == words.end() || found->second.tables == nullptr) return word_tables(language);
  return *found->second.tables;
}

Result<Resources> load_resources(const ResourceOptions& options) {
  Resources resources;
  // Models are read on another processor meanwhile: half of the time to the first article is spent here.
  // Where no thread can be started, it is done afterwards.
  std::future<Result<Models>> models = std::async(open_models, options.models);
  resources.ontology = builtin_ontology();
  resources.gazetteer = builtin_gazetteer();
  if (auto added = add_builtin_frames(resources); !added) return added.error();
  if (auto added = add_user_files(options, resources); !added) return added.error();
  Result<Models> opened = models.get();
  if (!opened) return opened.error();
  resources.models = *std::move(opened);
  Result<Reader> reader = open_reader(options.models);
  if (!reader) return reader.error();
  resources.reader = *std::move(reader);
  return resources;
}

}  // namespace entente

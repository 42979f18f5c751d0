#include "schema_folder.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "entente/extract/reading.h"
#include "entities/vocabulary.h"
#include "language/word_tables.h"

namespace entente {
namespace {

namespace fs = std::filesystem;

/// Files of gazetteer/ that hold words instead of things.
using AddWords = Result<void> (Lexicon::*)(std::string_view, std::string_view);
constexpr std::array<std::pair<std::string_view, AddWords>, 4> kWordFiles = {
    {{"roles.tsv", &Lexicon::add_roles},
     {"nouns.tsv", &Lexicon::add_nouns},
     {"honorifics.tsv", &Lexicon::add_honorifics},
     {"given_names.tsv", &Lexicon::add_given_names}}};

class FolderReader {
 public:
  explicit FolderReader(Resources& resources) : resources_(resources) {}

  Result<void> add(const fs::path& folder) {
    bool holds_any = false;
    std::error_code none;
    if (const fs::directory_iterator open(folder, none); none && none != std::errc::no_such_file_or_directory)
      return InputError{folder.string(), 0, "cannot be read: " + none.message(), "check the name and the permissions"};
    if (fs::exists(folder / "ontology.toml", none)) {
      holds_any = true;
      auto added = with_content(folder / "ontology.toml", [this](const std::string& text, const std::string& source) {
        return resources_.ontology.extend(text, source);
      });
      if (!added) return added;
    }
    for (const fs::path& path : files_below(folder / "gazetteer", ".tsv")) {
      holds_any = true;
      auto added = with_content(path, [&](const std::string& text, const std::string& source) {
        return add_names(text, source, path.filename().string());
      });
      if (!added) return added;
    }
    for (const fs::path& place : folders_below(folder / "relations"))
      for (const fs::path& path : files_below(place, ".toml")) {
        holds_any = true;
        const std::string language = place.filename().string();
        languages_.insert(language);
        auto added = with_content(path, [&](const std::string& text, const std::string& source) {
          return resources_.frames[language].add(text, source, language, resources_.ontology);
        });
        if (!added) return added;
      }
    for (const fs::path& path : files_below(folder / "reference", ".tsv")) {
      holds_any = true;
      languages_.insert(path.stem().string());
      auto added = with_content(path, [&](const std::string& text, const std::string&) {
        references_[path.stem().string()] += "\n" + text;
        return Result<void>();
      });
      if (!added) return added;
    }
    for (const fs::path& path : files_below(folder / "language", ".tsv")) {
      holds_any = true;
      languages_.insert(path.stem().string());
      auto added = with_content(path, [&](const std::string& text, const std::string& source) {
        return add_tables(text, source, path.stem().string());
      });
      if (!added) return added;
    }
    if (!holds_any)
      return InputError{folder.string(), 0, "holds no ontology.toml, gazetteer, relations, reference or language",
                        "lay it out as schema/ is, see docs/extending.md"};
    return {};
  }

  /// Builds the vocabularies that the folders touch.
  void finish() {
    if (lexicon_ != nullptr) languages_.insert({"en", "fr"});
    resources_.lexicon = lexicon_;
    const Lexicon& lexicon = lexicon_ != nullptr ? *lexicon_ : builtin_lexicon();
    for (const std::string& language : languages_) {
      const std::string_view known = entities::builtin_reference(language);
      if (known.empty()) resources_.gazetteer.add_state_names(language);
      resources_.words[language].vocabulary =
          std::make_shared<const entities::Vocabulary>(lexicon, language, std::string(known) + references_[language]);
    }
  }

 private:
  template <class Use>
  Result<void> with_content(const fs::path& path, Use use) {
    // A pipe in a folder may wait for ever for one who writes.
    std::error_code error;
    if (const fs::file_type type = fs::status(path, error).type();
        type != fs::file_type::regular && type != fs::file_type::not_found)
      return InputError{path.string(), 0, error ? "cannot be read: " + error.message() : "is no file",
                        "check the path"};
    const auto text = content_of(path);
    if (!text) return text.error();
    note_added(path.parent_path().filename().string() + "/" + path.filename().string(), *text, resources_);
    return use(*text, path.string());
  }

  static std::vector<fs::path> files_below(const fs::path& folder, std::string_view extension) {
    std::error_code none;
    return fs::is_directory(folder, none) ? files_of(folder, extension) : std::vector<fs::path>();
  }

  static std::vector<fs::path> folders_below(const fs::path& folder) {
    std::vector<fs::path> folders;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error))
      if (std::error_code none; entry.is_directory(none)) folders.push_back(entry.path());
    std::sort(folders.begin(), folders.end());
    return folders;
  }

  Result<void> add_names(const std::string& text, const std::string& source, const std::string& file) {
    for (const auto& [name, add_words] : kWordFiles) {
      if (file != name) continue;
      if (lexicon_ == nullptr) lexicon_ = std::make_shared<Lexicon>(builtin_lexicon());
      return ((*lexicon_).*add_words)(text, source);
    }
    return resources_.gazetteer.add(text, source);
  }

  Result<void> add_tables(const std::string& text, const std::string& source, const std::string& language) {
    auto tables = read_word_tables(text, source, resources_.tables(language));
    if (!tables) return tables.error();
    resources_.words[language].tables = std::make_shared<const WordTables>(*std::move(tables));
    return {};
  }

  Resources& resources_;
  std::shared_ptr<Lexicon> lexicon_;
  std::map<std::string, std::string> references_;
  std::set<std::string> languages_;
};

}  // namespace

void note_added(const std::string& what, std::string_view content, Resources& resources) {
  resources.added.push_back(what + " " + sha256(content));
}

std::vector<fs::path> files_of(const fs::path& path, std::string_view extension) {
  std::error_code error;
  if (!fs::is_directory(path, error)) return {path};
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(path, error))
    if (entry.path().extension() == extension) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

Result<void> add_schema_folders(const std::vector<fs::path>& folders, Resources& resources) {
  FolderReader reader(resources);
  for (const fs::path& folder : folders)
    if (auto added = reader.add(folder); !added) return added;
  if (!folders.empty()) reader.finish();
  return {};
}

}  // namespace entente

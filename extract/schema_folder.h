// Folders of a user's own data, laid out as schema/ is.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "entente/extract/extractor.h"
#include "entente/schema/files.h"

namespace entente {

/// Remembers a further file for Resources::fingerprint.
void note_added(const std::string& what, std::string_view content, Resources& resources);

/// The files of a folder with that extension, sorted; a file stands for itself.
[[nodiscard]] std::vector<std::filesystem::path> files_of(const std::filesystem::path& path,
                                                          std::string_view extension);

/// Adds what each folder has of ontology.toml, gazetteer/*.tsv, relations/<language>/*.toml, reference/<language>.tsv
/// and language/<language>.tsv. A language that the program does not carry gets the names of states from CLDR as well.
/// fails  with the file and, where there is one, the line; for a folder that holds none of them
[[nodiscard]] Result<void> add_schema_folders(const std::vector<std::filesystem::path>& folders, Resources& resources);

}  // namespace entente

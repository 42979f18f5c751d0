// The file formats of graphs: what each is called, by which extension it is known, who writes it.
#pragma once

#include <functional>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/graph/knowledge_graph.h"
#include "entente/schema/ontology.h"
#include "entente/schema/result.h"

namespace entente::cli {

/// What the user can say about any output.
struct WriteOptions {
  std::string base = "https://entente.example/";
  std::string language = "en";  // of labels in pictures
  bool dark = false;
  std::string title;
  std::size_t top = 0;     // most nodes of a picture or page; 0: 200 in pictures, all in pages
  bool has_camps = false;  // in pictures; pages always know them
  bool has_mark = false;   // a byte order mark in front of tables for spreadsheets
  const Ontology* ontology = &builtin_ontology();
};

using GraphWriter = std::function<Result<void>(const KnowledgeGraph&, std::ostream&, const WriteOptions&)>;

/// One file of a format that is a folder.
struct FolderFile {
  std::string name;
  GraphWriter write;
};

struct Format {
  std::string_view name;       // "jsonld", for --format
  std::string_view extension;  // ".jsonld"; "/" for a folder
  std::string_view text;       // "JSON-LD 1.1, for graph databases"
  GraphWriter write;           // none for a folder
  std::vector<FolderFile> files{};

  [[nodiscard]] bool is_folder() const { return !files.empty(); }
  /// How a path of this format ends, as shown to the user.
  [[nodiscard]] std::string_view ending() const { return is_folder() ? "FOLDER/" : extension; }
};

[[nodiscard]] std::span<const Format> formats();
/// nullptr if there is none.
[[nodiscard]] const Format* format_of_name(std::string_view name);
[[nodiscard]] const Format* format_of_path(std::string_view path);

/// One output of a command: where it goes ("-": standard output) and in which form.
struct Output {
  std::string path;
  const Format* format = nullptr;
  bool is_asked = true;  // false: neither a path nor a format was given
};

/// Resolves -o and --format, and checks that each output can be written, before any work is done.
/// fails  unknown extension or format (with the nearest known), missing folder, one path twice, a folder as a pipe
[[nodiscard]] Result<std::vector<Output>> plan_outputs(const std::vector<std::string>& paths,
                                                       const std::string& format);

/// Reads a graph in any form that can be read back: JSON-LD, N-Quads, GraphML, fragments (JSON Lines), a store. "-" is
/// standard input. `base`, if given, becomes the base of the IRIs in it; it stays as it is where there are none.
[[nodiscard]] Result<KnowledgeGraph> read_graph(const std::string& path, const Ontology& ontology,
                                                std::string* base = nullptr);

}  // namespace entente::cli

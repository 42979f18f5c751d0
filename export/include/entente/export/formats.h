// The file formats of graphs: what each is called, by which extension it is known, who writes it. One table for the
// program and every other door to the library.
#pragma once

#include <functional>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/export/dot.h"
#include "entente/export/page.h"
#include "entente/export/slice.h"
#include "entente/graph/knowledge_graph.h"
#include "entente/schema/ontology.h"
#include "entente/schema/result.h"

namespace entente {

/// What the user can say about any output. `ontology` must outlive its use.
struct WriteOptions {
  std::string base = "https://entente.example/";
  std::string language = "en";  // of labels in pictures
  bool dark = false;
  std::string title;
  Page page = Page::a4;    // that pictures fit on
  std::size_t top = 0;     // most nodes of a picture or page; 0: what fits in pictures, all in pages
  bool has_camps = false;  // in pictures; pages always know them
  bool has_mark = false;   // a byte order mark in front of tables for spreadsheets
  TextOf text_of;          // of pages, as are the next three: see PageOptions
  bool is_correctable = true;
  std::string decisions;
  const Resolution* resolution = nullptr;
  const Ontology* ontology = &builtin_ontology();
  Warning warn;  // told what could be written with less than was asked for
  const Slice* slice =
      nullptr;  // of JSON-LD, N-Quads and bulk tables: what is written; none: all. Must outlive its use
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

/// Reads a graph in any form that can be read back: JSON-LD, N-Quads, GraphML, fragments (JSON Lines), a store. "-" is
/// standard input. `base`, if given, becomes the base of the IRIs in it; it stays as it is where there are none.
/// fails  what cannot be read, or is no graph
/// cost   O(n log n); the file stands in memory beside the graph
[[nodiscard]] Result<KnowledgeGraph> read_graph(const std::string& path, const Ontology& ontology = builtin_ontology(),
                                                std::string* base = nullptr);

}  // namespace entente

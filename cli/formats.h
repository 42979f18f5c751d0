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
  std::size_t max_nodes = 300;
  const Ontology* ontology = &builtin_ontology();
};

struct Format {
  std::string_view name;       // "jsonld", for --format
  std::string_view extension;  // ".jsonld"
  std::string_view text;       // "JSON-LD 1.1, for graph databases"
  std::function<Result<void>(const KnowledgeGraph&, std::ostream&, const WriteOptions&)> write;
};

[[nodiscard]] std::span<const Format> formats();
/// nullptr if there is none.
[[nodiscard]] const Format* format_of_name(std::string_view name);
[[nodiscard]] const Format* format_of_path(std::string_view path);

/// One output of a command: where it goes ("-": standard output) and in which form.
struct Output {
  std::string path;
  const Format* format = nullptr;
};

/// Resolves -o and --format, and checks that each output can be written, before any work is done.
/// fails  unknown extension or format (with the nearest known), missing folder, one path twice
[[nodiscard]] Result<std::vector<Output>> plan_outputs(const std::vector<std::string>& paths,
                                                       const std::string& format);

/// Reads a graph in any form that can be read back: JSON-LD, N-Quads, GraphML, fragments (JSON Lines), a store. "-" is
/// standard input.
[[nodiscard]] Result<KnowledgeGraph> read_graph(const std::string& path, const Ontology& ontology);

}  // namespace entente::cli

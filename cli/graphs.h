// From graphs that are read to outputs: what the commands on graphs have in common.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "command.h"
#include "entente/graph/identity.h"
#include "entente/graph/knowledge_graph.h"
#include "formats.h"
#include "selection.h"

namespace entente::cli {

/// Of --overrides, wherever it is taken.
inline constexpr const char* kOverridesText =
    "Decisions of yours: lines of same, different, rename, type, reject, retype, note";

struct OutputOptions {
  std::vector<std::string> paths;
  std::string format;
  std::string base = "https://entente.example/";
  double min_confidence = 0;
  std::string labels = "en", title, page = "a4";
  bool dark = false, has_camps = false, has_mark = false;
  std::size_t top = 0;  // 0: as many as each format shows by itself
  std::string overrides;
  TextOf text_of;  // of the articles that pages show
  SelectionOptions selection;

  /// `labels_name` is the option for the language of labels: "--labels" where --lang is that of articles.
  void declare(CLI::App& app, const std::string& labels_name = "--labels");
  /// -o, --format and --base alone: where the files go and in which form.
  void declare_files(CLI::App& app);

 private:
  void declare_views(CLI::App& app, const std::string& labels_name);
};

/// The relation types that a graph may have: those of the program, and the user's.
struct TypeOptions {
  std::vector<std::string> schemas, ontologies;

  void declare(CLI::App& app);
  /// fails  with what is wrong in the user's files
  [[nodiscard]] Result<Ontology> load() const;
};

/// Graphs that were read as one, and their types.
struct ReadGraphs {
  Ontology ontology;
  KnowledgeGraph graph;
  std::string base;  // of the first file that names one
};

/// Reads graphs, fragments, stores and standard input as one graph. Reports what is wrong, with its exit code.
[[nodiscard]] std::optional<ReadGraphs> read_graphs(const std::vector<std::string>& paths, const TypeOptions& types,
                                                    Console& console, ExitCode& code);

/// Checks -o, --format and --base before any work, and that no output replaces what is read: the decisions of
/// `options`, and the files and folders of `data`.
[[nodiscard]] Result<std::vector<Output>> plan(const OutputOptions& options, std::vector<std::string> data);
/// The same for a command that reads graphs.
[[nodiscard]] Result<std::vector<Output>> plan(const OutputOptions& options, const std::vector<std::string>& graphs,
                                               const TypeOptions& types);

/// Writes all outputs; every file is there whole or not at all. Fragments are written as they are, all else of the
/// part of the finished graph that is asked for. Reports what is wrong.
[[nodiscard]] ExitCode write_outputs(const KnowledgeGraph& graph, const std::vector<Output>& outputs,
                                     const OutputOptions& options, const Ontology& ontology, Console& console);

/// The same, of a graph that is finished: nothing is joined, left out or judged again.
[[nodiscard]] ExitCode write_as_read(const KnowledgeGraph& graph, const std::vector<Output>& outputs,
                                     const OutputOptions& options, const Ontology& ontology, Console& console);

/// The graph without evidence below a confidence, and without edges that then have none.
[[nodiscard]] KnowledgeGraph confident(const KnowledgeGraph& graph, double min_confidence);

/// Who is who in graphs that were read, with the decisions in a file; none for "". Reports what is wrong, with its exit
/// code: a file that cannot be read, is no such file, or contradicts itself.
[[nodiscard]] std::optional<Resolution> resolved(const ReadGraphs& read, const std::string& overrides, Console& console,
                                                 ExitCode& code);

/// "8 articles, 132 nodes, 210 relations, 231 quotes"
[[nodiscard]] std::string summary(const KnowledgeGraph& graph);

}  // namespace entente::cli

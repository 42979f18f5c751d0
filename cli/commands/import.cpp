#include "command.h"
#include "graphs.h"

namespace entente::cli {
namespace {

struct Options {
  std::vector<std::string> graphs;
  TypeOptions types;
  OutputOptions outputs;
  const CLI::Option* base = nullptr;
};

ExitCode import(Options options, Console& console) {
  const auto outputs = plan(options.outputs, options.graphs, options.types);
  if (!outputs) {
    console.error(outputs.error());
    return wrong_usage;
  }
  ExitCode code = success;
  const auto read = read_graphs(options.graphs, options.types, console, code);
  if (!read) return code;
  if (options.base->count() == 0 && !read->base.empty()) options.outputs.base = read->base;
  return write_as_read(read->graph, *outputs, options.outputs, read->ontology, console);
}

}  // namespace

Command import_command() {
  return {"import",
          "Read back what Entente wrote, unchanged",
          "Reads graphs that Entente wrote as JSON-LD, N-Quads or GraphML and writes them again as they are: no names "
          "are joined, nothing is left out. What is written in the format that was read is the same file to the byte; "
          "its IRIs keep their base.",
          {{"import graph.nq -o graph.jsonld", "from a triple store back to JSON-LD"},
           {"import graph.graphml -o graph.nq -o graph.ttl", "GraphML as RDF"},
           {"import monday.nq tuesday.jsonld -o week.jsonld", "several files, joined by their ids"}},
          [](CLI::App& app) -> Action {
            auto options = std::make_shared<Options>();
            app.add_option("FILE", options->graphs, "JSON-LD, N-Quads or GraphML, or - for standard input")->required();
            options->types.declare(app);
            options->outputs.declare_files(app);
            options->base = app.get_option("--base");
            return [options](Console& console) { return import(*options, console); };
          }};
}

}  // namespace entente::cli

#include "command.h"
#include "graphs.h"

namespace entente::cli {
namespace {

struct Options {
  std::string graph;
  TypeOptions types;
  OutputOptions outputs;
};

ExitCode export_graph(const Options& options, Console& console) {
  const auto outputs = plan(options.outputs, {options.graph}, options.types);
  if (!outputs) {
    console.error(outputs.error());
    return wrong_usage;
  }
  ExitCode code = success;
  const auto read = read_graphs({options.graph}, options.types, console, code);
  if (!read) return code;
  return write_outputs(read->graph, *outputs, options.outputs, read->ontology, console);
}

}  // namespace

Command export_command() {
  return {"export",
          "Write a graph in other formats",
          "Reads a graph and writes it in other formats, by extension, whole or in part. Things that several articles "
          "name become one node, as in build; import leaves everything as it was read.",
          {{"export graph.jsonld -o graph.jsonl", "one file"},
           {"export graph.jsonld -o bulk/", "tables and a load script for a property-graph database"},
           {"export graph.jsonld --about Ukraine --since 2024-10 --lang fr -o ukraine.svg", "a picture of a part"},
           {"export graph.jsonld --min-confidence 0.7 -o sure.jsonld", "without what is doubtful"},
           {"export graph.jsonld -f fragments | head -n 1", "into a pipe"}},
          [](CLI::App& app) -> Action {
            auto options = std::make_shared<Options>();
            app.add_option("GRAPH", options->graph, "Graph to read, or - for standard input")->required();
            options->types.declare(app);
            options->outputs.declare(app, "--lang,--labels");
            return [options](Console& console) { return export_graph(*options, console); };
          }};
}

}  // namespace entente::cli

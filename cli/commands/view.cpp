#include "command.h"
#include "graphs.h"

namespace entente::cli {
namespace {

struct Options {
  std::vector<std::string> graphs;
  TypeOptions types;
  OutputOptions outputs;
};

ExitCode view(const Options& options, Console& console) {
  const auto outputs = plan(options.outputs, options.graphs, options.types);
  if (!outputs) {
    console.error(outputs.error());
    return wrong_usage;
  }
  ExitCode code = success;
  const auto read = read_graphs(options.graphs, options.types, console, code);
  if (!read) return code;
  return write_outputs(read->graph, *outputs, options.outputs, read->ontology, console);
}

}  // namespace

Command view_command() {
  return {
      "view",
      "Write a page to explore a graph in a browser",
      "Writes one HTML file with the whole graph in it: search, filters by kind, status and date, cards, every quote "
      "with its article, shortest paths. It opens from disk, asks no network, and can be mailed.",
      {{"view graph.jsonld -o page.html", "then open page.html in a browser"},
       {"view news.db --since 2024-10 --lang fr -o octobre.html", "part of a store, in French"},
       {"view monday.jsonl tuesday.jsonl --about Ukraine --depth 2 -o ukraine.html", "several graphs as one"}},
      [](CLI::App& app) -> Action {
        auto options = std::make_shared<Options>();
        options->outputs.format = "html";
        app.add_option("GRAPH", options->graphs, "Graphs, fragments or stores; - for standard input")->required();
        options->types.declare(app);
        options->outputs.declare(app, "--lang,--labels");
        return [options](Console& console) { return view(*options, console); };
      }};
}

}  // namespace entente::cli

#include "articles.h"
#include "command.h"
#include "entente/export/fragment_json.h"
#include "graphs.h"

namespace entente::cli {
namespace {

ExitCode extract(const ArticleOptions& options, Console& console) {
  const auto resources = load(options);
  if (!resources) {
    console.error(resources.error());
    return bad_data;
  }
  const auto reader = chosen_reader(options, *resources);
  if (!reader) {
    console.error(reader.error());
    return wrong_usage;
  }
  const Tally tally = extract_all(options, *resources, reader->get(), console, [&](const Extracted& made) {
    static_cast<void>(write_fragment(made.fragment, console.out()));  // a failure shows in finish_output
    console.out().flush();  // who writes articles into a pipe gets each answer before the next article
  });
  return tally.failed > 0 ? left_out : success;
}

struct MergeOptions {
  std::vector<std::string> graphs;
  TypeOptions types;
  OutputOptions outputs;
};

ExitCode merge(const MergeOptions& options, Console& console) {
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

Command extract_command() {
  return {
      "extract",
      "Turn each article into a fragment, one a line",
      "Writes what each article says as one line of JSON on standard output, in the order of the articles. Fragments "
      "can be kept, split and sent elsewhere; merge makes the same graph of them as build does of the articles.",
      {{"extract articles/ > fragments.jsonl", "once for all"},
       {"extract a.txt b.html | entente merge - -o graph.jsonld", "the same as build"},
       {"extract news.jsonl -j 8 | gzip > fragments.jsonl.gz", "into a pipe"}},
      [](CLI::App& app) -> Action {
        auto options = std::make_shared<ArticleOptions>();
        options->if_interrupted = "their fragments are written; go on with the articles that are left";
        options->declare_inputs(app);
        options->declare_resources(app);
        options->declare_reader(app);
        return [options](Console& console) { return extract(*options, console); };
      }};
}

Command merge_command() {
  return {"merge",
          "Join fragments and graphs into one graph",
          "Reads fragments (JSON Lines) and graphs (JSON-LD) and joins them. Order, grouping and repetition make no "
          "difference.",
          {{"merge fragments.jsonl -o graph.jsonld", "fragments into a graph"},
           {"merge monday.jsonld tuesday.jsonld -o week.jsonld", "two graphs into one"},
           {"extract articles/ | entente merge - -f jsonld", "at the end of a pipe"}},
          [](CLI::App& app) -> Action {
            auto options = std::make_shared<MergeOptions>();
            app.add_option("GRAPH", options->graphs, "Fragments or graphs, or - for standard input")->required();
            options->types.declare(app);
            options->outputs.declare(app);
            return [options](Console& console) { return merge(*options, console); };
          }};
}

}  // namespace entente::cli

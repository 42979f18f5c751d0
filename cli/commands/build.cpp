#include <fmt/format.h>

#include <chrono>
#include <filesystem>

#include "articles.h"
#include "command.h"
#include "graphs.h"

namespace entente::cli {
namespace {

struct Options {
  ArticleOptions articles;
  OutputOptions outputs;
};

ExitCode build(const Options& options, Console& console) {
  const auto start = std::chrono::steady_clock::now();
  const auto outputs = plan(options.outputs);
  if (!outputs) {
    console.error(outputs.error());
    return wrong_usage;
  }
  for (const Output& output : *outputs)
    for (const std::string& article : options.articles.inputs)
      if (std::error_code none; std::filesystem::equivalent(output.path, article, none)) {
        console.error(InputError{output.path, 0, "is an article, which the output would replace", "name another file"});
        return wrong_usage;
      }
  const auto resources = load(options.articles);
  if (!resources) {
    console.error(resources.error());
    return bad_data;
  }
  const auto reader = chosen_reader(options.articles, *resources);
  if (!reader) {
    console.error(reader.error());
    return wrong_usage;
  }
  KnowledgeGraph graph;
  const Tally tally = extract_all(options.articles, *resources, reader->get(), console,
                                  [&](Extracted made) { graph.merge(std::move(made.fragment)); });
  if (tally.read == 0) {
    console.error("no article could be read; nothing was written");
    return left_out;
  }
  const ExitCode code = write_outputs(graph, *outputs, options.outputs, resources->ontology, console);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  console.note(fmt::format("{} read in {:.2f} s{}",
                           tally.read == 1 ? "1 article" : fmt::format("{} articles", tally.read), seconds,
                           tally.failed > 0 ? fmt::format("; {} left out", tally.failed) : ""));
  if (code != success) return code;
  return tally.failed > 0 ? left_out : success;
}

}  // namespace

Command build_command() {
  return {"build",
          "Turn articles into one graph",
          "Reads articles in French and English, finds who does what to whom, merges what they say into one graph and "
          "writes it in one or several formats. Each relation carries the words that say so, with their place in the "
          "article.",
          {{"build article.txt -o graph.jsonld -o graph.svg", "one article, as data and as a picture"},
           {"build articles/ -o graph.jsonld -j 4", "a folder, on four threads"},
           {"build articles/ --reader 'python3 examples/readers/rules.py' -o graph.jsonld", "by a reader of your own"},
           {"build - --lang fr --date 2024-10-28 < article.txt", "from standard input to standard output"}},
          [](CLI::App& app) -> Action {
            auto options = std::make_shared<Options>();
            options->articles.declare_inputs(app);
            options->outputs.declare(app);
            options->articles.declare_resources(app);
            options->articles.declare_reader(app);
            return [options](Console& console) { return build(*options, console); };
          }};
}

}  // namespace entente::cli

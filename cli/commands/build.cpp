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

/// The outputs, none of which replaces what is read.
Result<std::vector<Output>> planned(const Options& options) {
  const ArticleOptions& articles = options.articles;
  std::vector<std::string> data;
  for (const auto* paths : {&articles.schemas, &articles.gazetteers, &articles.frames, &articles.ontologies})
    data.insert(data.end(), paths->begin(), paths->end());
  if (!articles.models.empty()) data.push_back(articles.models);
  auto outputs = plan(options.outputs, std::move(data));
  if (!outputs) return outputs;
  std::vector<std::string> there;
  for (const Output& output : *outputs)
    for (std::string& file : files_of(output))
      if (std::error_code none; std::filesystem::is_regular_file(file, none)) there.push_back(std::move(file));
  if (there.empty()) return outputs;
  const ArticleSource source(articles.inputs, articles.read_options());
  for (const std::string& file : there)
    if (source.reads(file)) return would_replace(file, "is an article");
  return outputs;
}

ExitCode build(const Options& options, Console& console) {
  const auto start = std::chrono::steady_clock::now();
  const auto outputs = planned(options);
  if (!outputs) {
    console.error(outputs.error());
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

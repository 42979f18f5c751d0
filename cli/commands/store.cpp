#include "entente/graph/store.h"

#include <fmt/format.h>

#include "articles.h"
#include "command.h"
#include "entente/graph/identity.h"
#include "graphs.h"

namespace entente::cli {
namespace {

struct AddOptions {
  std::string store;
  ArticleOptions articles;
};

ExitCode add(const AddOptions& options, Console& console) {
  const auto resources = load(options.articles);
  if (!resources) {
    console.error(resources.error());
    return bad_data;
  }
  auto store = Store::open(options.store, {StoreOptions::Mode::create});
  if (!store) {
    console.error(store.error());
    return output_failed;
  }
  std::size_t added = 0, replaced = 0, unchanged = 0, refused = 0;
  const Tally tally = extract_all(options.articles, *resources, console, [&](const Fragment& fragment) {
    const auto done = store->add(fragment);
    if (!done) {
      if (refused++ == 0) console.error(done.error());
      return;
    }
    added += *done == Store::Added::added;
    replaced += *done == Store::Added::replaced;
    unchanged += *done == Store::Added::unchanged;
  });
  console.note(fmt::format("{} added, {} replaced, {} unchanged{}", added, replaced, unchanged,
                           tally.failed > 0 ? fmt::format("; {} left out", tally.failed) : ""));
  if (refused > 0) return output_failed;
  return tally.failed > 0 ? left_out : success;
}

ExitCode check(const std::string& path, Console& console) {
  const auto store = Store::open(path);
  if (!store) {
    console.error(store.error());
    return output_failed;
  }
  const auto wrong = store->check();
  const auto count = store->article_count();
  if (!wrong || !count) {
    console.error(!wrong ? wrong.error() : count.error());
    return output_failed;
  }
  for (const std::string& line : *wrong) console.error(InputError{path, 0, line, ""});
  console.out() << fmt::format("{} articles, {} problems\n", *count, wrong->size());
  return wrong->empty() ? success : output_failed;
}

struct ReviewOptions {
  std::string graph;
  OutputOptions outputs;
  bool all = false;
};

ExitCode review(const ReviewOptions& options, Console& console) {
  const auto graph = read_graph(options.graph, builtin_ontology());
  if (!graph) {
    console.error(graph.error());
    return bad_data;
  }
  Overrides overrides;
  if (!options.outputs.overrides.empty()) {
    const auto text = text_of_file(options.outputs.overrides);
    auto parsed = text ? Overrides::parse(*text, options.outputs.overrides) : Result<Overrides>(text.error());
    if (!parsed) {
      console.error(parsed.error());
      return bad_data;
    }
    overrides = *std::move(parsed);
  }
  const Resolution resolution = resolve(*graph, builtin_ontology(), overrides);
  const std::vector<Decision> decisions = options.all ? resolution.decisions : resolution.doubts();
  for (const Decision& decision : decisions)
    console.out() << fmt::format("{:14} {}  {}  # {:.2f} {}\n", name(decision.verdict), decision.a, decision.b,
                                 decision.score, decision.reason);
  return decisions.empty() ? nothing_found : success;
}

}  // namespace

Command add_command() {
  return {
      "add",
      "Add articles to a store, one by one and for good",
      "Reads articles into a store, a file that grows day by day. An article that is in it already changes nothing, "
      "one "
      "whose text was edited replaces what it said before. What was added stays, whatever happens; the same command "
      "again goes on where it was interrupted.",
      {{"add news.db articles/", "a folder"},
       {"add news.db today.jsonl -j 4", "a day of news"},
       {"export news.db -o news.svg", "a store stands wherever a graph does"}},
      [](CLI::App& app) -> Action {
        auto options = std::make_shared<AddOptions>();
        app.add_option("STORE", options->store, "The store; made if it is not there")->required();
        options->articles.declare_inputs(app);
        options->articles.declare_resources(app);
        return [options](Console& console) { return add(*options, console); };
      }};
}

Command check_command() {
  return {"check",
          "Check that a store is whole",
          "Verifies the file, its tables, and every article in it; names what is wrong.",
          {{"check news.db", "all of it"},
           {"check news.db && cp news.db backup.db", "before a copy"},
           {"check old.db", "another"}},
          [](CLI::App& app) -> Action {
            auto path = std::make_shared<std::string>();
            app.add_option("STORE", *path, "The store")->required();
            return [path](Console& console) { return check(*path, console); };
          }};
}

Command review_command() {
  return {
      "review",
      "List who might be the same, to be decided by a person",
      "Lists pairs of nodes that may be one thing, with score and reason. A line that is changed to same or different "
      "and put into a file is a decision that --overrides replays. Exit code 1: no doubts.",
      {{"review graph.jsonl", "the doubtful pairs"},
       {"review graph.jsonl --all", "every decision that was taken"},
       {"review graph.jsonl --overrides mine.txt", "what is left after yours"}},
      [](CLI::App& app) -> Action {
        auto options = std::make_shared<ReviewOptions>();
        app.add_option("GRAPH", options->graph, "Fragments, a graph or a store")->required();
        app.add_flag("--all", options->all, "Every decision, not only the doubtful");
        app.add_option("--overrides", options->outputs.overrides, "Decisions already taken")->type_name("FILE");
        return [options](Console& console) { return review(*options, console); };
      }};
}

}  // namespace entente::cli

#include "entente/graph/store.h"

#include <fmt/format.h>

#include "command.h"
#include "entente/graph/identity.h"
#include "filling.h"
#include "graphs.h"

namespace entente::cli {
namespace {

std::string articles(std::size_t count) { return fmt::format("{} article{}", count, count == 1 ? "" : "s"); }

ExitCode add(const AddOptions& options, Console& console) {
  Filler filler(options, console);
  const ExitCode code = filler.open();
  return code == success ? filler.add(options.articles.inputs) : code;
}

struct CheckOptions {
  std::string store, save;
  std::uint32_t wait = 10;
};

/// Copies what can still be read of a damaged store into a new one.
ExitCode save(const KnowledgeGraph& graph, const std::string& path, Console& console) {
  StoreTrouble trouble = StoreTrouble::none;
  if (auto there = Store::open(path, {}, &trouble); there || trouble != StoreTrouble::missing) {
    console.error(InputError{path, 0, "is there already", "give the name of a new file"});
    return output_failed;
  }
  auto store = Store::open(path, {StoreOptions::Mode::create});
  if (!store) {
    console.error(store.error());
    return output_failed;
  }
  for (const auto& [id, fragment] : graph.fragments())
    if (const auto added = store->add(fragment); !added) {
      console.error(added.error());
      return output_failed;
    }
  console.note(fmt::format("{} saved in {}", articles(graph.article_count()), path));
  return success;
}

/// What of a damaged store can be saved, and what not.
ExitCode say_what_is_left(const CheckOptions& options, Console& console) {
  std::vector<std::string> lost;
  const auto left = Store::salvage(options.store, lost);
  if (!left) {
    console.error(left.error());
    return output_failed;
  }
  for (const std::string& line : lost) console.error(InputError{options.store, 0, "lost: " + line, ""});
  console.out() << articles(left->article_count()) << " can be saved";
  if (options.save.empty()) console.out() << fmt::format(": entente check {} --save NEW_STORE", options.store);
  console.out() << '\n';
  if (!options.save.empty()) save(*left, options.save, console);
  return output_failed;
}

ExitCode check(const CheckOptions& options, Console& console) {
  StoreTrouble trouble = StoreTrouble::none;
  const auto store = Store::open(options.store, {StoreOptions::Mode::read, 1000 * options.wait}, &trouble);
  if (!store) {
    console.error(store.error());
    return trouble == StoreTrouble::damaged ? say_what_is_left(options, console) : output_failed;
  }
  const auto wrong = store->check();
  if (!wrong) {
    console.error(wrong.error());
    return store->trouble() == StoreTrouble::damaged ? say_what_is_left(options, console) : output_failed;
  }
  for (const std::string& line : *wrong) console.error(InputError{options.store, 0, line, ""});
  if (!wrong->empty()) return say_what_is_left(options, console);
  const auto count = store->article_count();
  if (!count) {
    console.error(count.error());
    return output_failed;
  }
  console.out() << articles(*count) << ", no problems\n";
  return success;
}

struct ReviewOptions {
  std::string graph, overrides;
  TypeOptions types;
  bool all = false;
};

/// A quote of the node, for people who decide.
std::string words_of(const KnowledgeGraph& graph, const NodeRef& ref) {
  const auto at = ref.rfind('@');
  const std::string id = ref.substr(0, at), article = at == NodeRef::npos ? "" : ref.substr(at + 1);
  for (const auto& [name, fragment] : graph.fragments()) {
    if (!article.empty() && name != article) continue;
    for (const Node& node : fragment.nodes) {
      if (node.id != id) continue;
      std::string words = fmt::format("{} ({})", node.name, fragment.article.name);
      if (!node.descriptions.empty()) words += fmt::format(", {}", fmt::join(node.descriptions, ", "));
      for (const Edge& edge : fragment.edges)
        if (edge.subject == id || edge.object == id) return words + ": « " + edge.evidence.front().quote.exact + " »";
      return words;
    }
  }
  return ref;
}

ExitCode review(const ReviewOptions& options, Console& console) {
  ExitCode code = success;
  const auto read = read_graphs({options.graph}, options.types, console, code);
  if (!read) return code;
  const auto resolution = resolved(*read, options.overrides, console, code);
  if (!resolution) return code;
  const KnowledgeGraph& graph = read->graph;
  const std::vector<Decision> decisions = options.all ? resolution->decisions : resolution->doubts();
  for (const Decision& decision : decisions)
    console.out() << fmt::format(
        "{:14} {}  {}  # {:.2f} {}\n#   {}\n#   {}\n", name(decision.verdict), decision.a, decision.b, decision.score,
        decision.reason, visible(words_of(graph, decision.a), false), visible(words_of(graph, decision.b), false));
  return decisions.empty() ? nothing_found : success;
}

}  // namespace

Command add_command() {
  return {"add",
          "Add articles to a store, one by one and for good",
          "Reads articles into a store, a file that grows day by day. An article that is in it already changes nothing "
          "and is not analysed again, one whose text was edited replaces what it said before. What was added stays, "
          "whatever happens; the same command "
          "again goes on where it was interrupted.",
          {{"add news.db articles/", "a folder"},
           {"add news.db today.jsonl -j 4", "a day of news"},
           {"export news.db -o news.svg", "a store stands wherever a graph does"}},
          [](CLI::App& app) -> Action {
            auto options = std::make_shared<AddOptions>();
            app.add_option("STORE", options->store, "The store; made if it is not there")->required();
            declare_wait(app, options->wait);
            options->articles.declare_inputs(app);
            options->articles.declare_resources(app);
            options->articles.declare_reader(app);
            return [options](Console& console) { return add(*options, console); };
          }};
}

Command check_command() {
  return {"check",
          "Check that a store is whole",
          "Verifies the file, its tables, and every article in it; names what is wrong and says what can be saved.",
          {{"check news.db", "all of it"},
           {"check news.db && cp news.db backup.db", "before a copy"},
           {"check broken.db --save whole.db", "what is left of a damaged store"}},
          [](CLI::App& app) -> Action {
            auto options = std::make_shared<CheckOptions>();
            app.add_option("STORE", options->store, "The store")->required();
            app.add_option("--save", options->save, "Where to put what is left of a damaged store")->type_name("STORE");
            declare_wait(app, options->wait);
            return [options](Console& console) { return check(*options, console); };
          }};
}

Command review_command() {
  return {"review",
          "List who might be the same, to be decided by a person",
          "Lists pairs of nodes that may be one thing, with score, reason and what the articles say of each. A line "
          "that is "
          "changed to same or different and put into a file is a decision that --overrides replays. Exit code 1: no "
          "doubts.",
          {{"review graph.jsonl", "the doubtful pairs"},
           {"review graph.jsonl --all", "every decision that was taken"},
           {"review graph.jsonl --overrides mine.txt", "what is left after yours"}},
          [](CLI::App& app) -> Action {
            auto options = std::make_shared<ReviewOptions>();
            app.add_option("GRAPH", options->graph, "Fragments, a graph or a store")->required();
            app.add_flag("--all", options->all, "Every decision, not only the doubtful");
            app.add_option("--overrides", options->overrides, "Decisions already taken")->type_name("FILE");
            options->types.declare(app);
            return [options](Console& console) { return review(*options, console); };
          }};
}

}  // namespace entente::cli

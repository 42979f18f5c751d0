#include <fmt/format.h>

#include <map>

#include "articles.h"
#include "command.h"
#include "entente/graph/store.h"
#include "graphs.h"

namespace entente::cli {
namespace {

struct Options {
  std::vector<std::string> graphs;
  TypeOptions types;
  OutputOptions outputs;
  std::vector<std::string> articles;
  bool has_no_texts = false;
};

// More than a browser opens at once, and than can be mailed.
constexpr std::size_t kMostText = 20'000'000;  // bytes in one page

// The texts that a page may show: of stores, and of articles that are read again. What quotes count in is known by its
// hash, wherever the file now lies.
class Texts {
 public:
  Texts(const Options& options, Console& console) {
    if (options.has_no_texts) return;
    for (const std::string& graph : options.graphs)
      if (graph != "-" && is_store(graph))
        if (auto store = Store::open(graph, {})) stores_.push_back(*std::move(store));
    ArticleSource source(options.articles, ReadOptions());
    while (auto raw = source.next()) {
      auto document = *raw ? read_article((*raw)->bytes, (*raw)->options) : Result<Document>((*raw).error());
      if (document)
        read_.emplace(document->article.hash, std::move(document->text));
      else
        console.error(document.error());
    }
  }

  std::string of(const Article& article) {
    std::string text = found(article);
    if (text.empty()) return text;
    if (text.size() > kMostText - written_) {
      ++left_out_;
      return {};
    }
    written_ += text.size();
    return text;
  }

  [[nodiscard]] std::size_t left_out() const { return left_out_; }

 private:
  std::string found(const Article& article) const {
    if (const auto read = read_.find(article.hash); read != read_.end()) return read->second;
    for (const Store& store : stores_) {
      const auto has = store.has(article.id, article.hash);
      if (!has || !*has) continue;
      if (auto text = store.text(article.id); text && !text->empty()) return *std::move(text);
    }
    return {};
  }

  std::map<std::string, std::string> read_;  // by hash
  std::vector<Store> stores_;
  std::size_t written_ = 0, left_out_ = 0;
};

ExitCode view(const Options& options, Console& console) {
  const auto outputs = plan(options.outputs, options.graphs, options.types);
  if (!outputs) {
    console.error(outputs.error());
    return wrong_usage;
  }
  if (const auto sound = keep_apart(*outputs, options.articles); !sound) {
    console.error(sound.error());
    return wrong_usage;
  }
  ExitCode code = success;
  const auto read = read_graphs(options.graphs, options.types, console, code);
  if (!read) return code;
  Texts texts(options, console);
  OutputOptions with_texts = options.outputs;
  with_texts.text_of = [&](const Article& article) { return texts.of(article); };
  code = write_outputs(read->graph, *outputs, with_texts, read->ontology, console);
  if (texts.left_out() > 0)
    console.note(fmt::format("{} texts left out: a page holds {} MB of them; --about or --since makes it smaller",
                             texts.left_out(), kMostText / 1'000'000));
  return code;
}

}  // namespace

Command view_command() {
  return {
      "view",
      "Write a page to explore a graph in a browser",
      "Writes one HTML file with the whole graph in it: search, filters by kind, status and date, cards, every quote "
      "with its article, shortest paths, corrections that are saved as a file for --overrides. Articles whose text is "
      "in "
      "a store or among --articles can be read in it. It opens from disk, asks no network, and can be mailed.",
      {{"view graph.jsonld -o page.html", "then open page.html in a browser"},
       {"view news.db --since 2024-10 --lang fr -o octobre.html", "part of a store, in French"},
       {"view graph.jsonld --articles articles/ -o page.html", "with the articles to read beside the graph"},
       {"view monday.jsonl tuesday.jsonl --about Ukraine --depth 2 -o ukraine.html", "several graphs as one"}},
      [](CLI::App& app) -> Action {
        auto options = std::make_shared<Options>();
        options->outputs.format = "html";
        app.add_option("GRAPH", options->graphs, "Graphs, fragments or stores; - for standard input")->required();
        app.add_option("--articles", options->articles, "Files or folders with the articles, to be read in the page")
            ->type_name("PATH")
            ->allow_extra_args(false);
        app.add_flag("--no-texts", options->has_no_texts, "Leave out the texts of a store")->excludes("--articles");
        options->types.declare(app);
        options->outputs.declare(app, "--lang,--labels");
        return [options](Console& console) { return view(*options, console); };
      }};
}

}  // namespace entente::cli

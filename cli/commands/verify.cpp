#include <fmt/format.h>

#include <map>

#include "articles.h"
#include "command.h"
#include "faults.h"
#include "formats.h"
#include "graphs.h"

namespace entente::cli {
namespace {

struct Options {
  std::string graph;
  TypeOptions types;
  std::vector<std::string> articles;
  std::uint32_t max_megabytes = 10;
};

/// The texts of articles by their hash: what quotes count in is known by its content, wherever the file now lies.
std::map<std::string, std::string> texts_of(const Options& options, Console& console) {
  std::map<std::string, std::string> texts;
  ReadOptions read;
  read.limits.document_bytes = std::size_t{options.max_megabytes} * 1'000'000;
  ArticleSource source(options.articles, read);
  Faults faults(console);
  while (auto raw = source.next()) {
    auto document = *raw ? read_article((*raw)->bytes, (*raw)->options) : Result<Document>((*raw).error());
    if (document)
      texts.emplace(document->article.hash, std::move(document->text));
    else
      faults.add(document.error());
  }
  faults.end();
  return texts;
}

/// Counts the quotes of a graph and names those that are not where they say.
class QuoteCheck {
 public:
  QuoteCheck(const KnowledgeGraph& graph, const std::map<std::string, std::string>& texts, Console& console)
      : faults_(console) {
    for (const Article& article : graph.articles()) {
      const auto text = texts.find(article.hash);
      if (text == texts.end()) {
        ++missing_articles;
        faults_.add(
            InputError{article.name, 0, "its text is not among the articles", "give its folder with --articles"});
        continue;
      }
      texts_.emplace(article.id, std::pair(&text->second, OffsetMap(text->second)));
      names_.emplace(article.id, article.name);
    }
    for (const Node& node : graph.nodes())
      for (const Quote& quote : node.mentions) check(quote);
    for (const Edge& edge : graph.edges())
      for (const Evidence& evidence : edge.evidence) check(evidence.quote);
    faults_.end();
  }

  std::size_t checked = 0, wrong = 0, missing_articles = 0;

 private:
  void check(const Quote& quote) {
    const auto text = texts_.find(quote.article);
    if (text == texts_.end()) return;
    ++checked;
    const ByteSpan bytes = text->second.second.to_bytes(quote.span);
    if (quote.span.begin < quote.span.end && slice(*text->second.first, bytes) == quote.exact) return;
    ++wrong;
    faults_.add(
        InputError{names_[quote.article], 0,
                   fmt::format("characters {} to {} are not \"{}\"", quote.span.begin, quote.span.end, quote.exact),
                   "build the graph again from this article"});
  }

  Faults faults_;
  std::map<std::string, std::pair<const std::string*, OffsetMap>> texts_;
  std::map<std::string, std::string> names_;
};

ExitCode verify(const Options& options, Console& console) {
  ExitCode code = success;
  const auto read = read_graphs({options.graph}, options.types, console, code);
  if (!read) return code;
  const auto texts = texts_of(options, console);
  const QuoteCheck check(read->graph, texts, console);
  console.out() << fmt::format("{} quotes checked, {} wrong", check.checked, check.wrong);
  if (check.missing_articles > 0) console.out() << fmt::format("; {} articles not found", check.missing_articles);
  console.out() << '\n';
  if (check.wrong > 0) return bad_data;
  return check.missing_articles > 0 ? left_out : success;
}

}  // namespace

Command verify_command() {
  return {
      "verify",
      "Check that every quote of a graph is in its article",
      "Reads the articles again and compares each quote with the text at its place. Articles are known by the hash of "
      "their text, not by their name.",
      {{"verify graph.jsonld --articles articles/", "all quotes"},
       {"verify graph.jsonld --articles a.txt --articles b.html", "against two files"}},
      [](CLI::App& app) -> Action {
        auto options = std::make_shared<Options>();
        app.add_option("GRAPH", options->graph, "Graph to check")->required();
        app.add_option("--articles", options->articles, "Files or folders with the articles")
            ->type_name("PATH")
            ->required()
            ->allow_extra_args(false);
        options->types.declare(app);
        app.add_option("--max-size", options->max_megabytes, "Largest article that is read, in megabytes")
            ->type_name("MB")
            ->check(CLI::Range(1U, 1000U));
        return [options](Console& console) { return verify(*options, console); };
      }};
}

}  // namespace entente::cli

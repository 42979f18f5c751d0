#include <fmt/format.h>

#include <sstream>
#include <thread>

#include "articles.h"
#include "command.h"
#include "entente/extract/conllu.h"
#include "faults.h"
#include "pipeline.h"

namespace entente::cli {
namespace {

/// The trees of one article, headed by its name.
Result<std::string> trees_of(const RawArticle& raw, const Resources& resources) {
  const auto document = read_article(raw.bytes, raw.options);
  if (!document) return document.error();
  const auto model = resources.models.find(document->article.language);
  if (model == resources.models.end())
    return InputError{raw.options.source, raw.options.line,
                      "language \"" + document->article.language + "\" has no model",
                      "give --lang with a language that has one"};
  std::ostringstream out;
  out << "# newdoc id = " << visible(document->article.name, false) << '\n';
  write_conllu(analyse(document->text, model->second), document->text, out);
  return std::move(out).str();
}

ExitCode analyse_articles(const ArticleOptions& options, Console& console) {
  const auto resources = load(options);
  if (!resources) {
    console.error(resources.error());
    return bad_data;
  }
  ArticleSource source(options.inputs, options.read_options());
  const std::uint32_t workers =
      options.workers > 0 ? options.workers : std::max(1U, std::thread::hardware_concurrency());
  bool any_failed = false;
  Faults faults(console);
  process<std::string>(
      source, workers, [&](const RawArticle& raw) { return trees_of(raw, *resources); },
      [&](const Result<std::string>& trees) {
        if (trees) {
          console.out() << *trees;
        } else {
          faults.add(trees.error());
          any_failed = true;
        }
      });
  faults.end();
  return any_failed ? left_out : success;
}

}  // namespace

Command analyse_command() {
  return {
      "analyse",
      "Write the syntax trees of articles as CoNLL-U",
      "Sentences and words with lemmas, parts of speech, features, heads and names, by the conventions of Universal "
      "Dependencies.",
      {{"analyse article.txt", "one article"},
       {"analyse articles/ > trees.conllu", "a folder"},
       {"analyse - --lang en < article.txt", "from standard input"}},
      [](CLI::App& app) -> Action {
        auto options = std::make_shared<ArticleOptions>();
        options->declare_inputs(app);
        app.add_option("--models", options->models, "Folder of language models")->type_name("DIR");
        return [options](Console& console) { return analyse_articles(*options, console); };
      }};
}

}  // namespace entente::cli

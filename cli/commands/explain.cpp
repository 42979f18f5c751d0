#include <fmt/format.h>

#include <sstream>

#include "articles.h"
#include "command.h"
#include "entente/extract/conllu.h"

namespace entente::cli {
namespace {

struct Options {
  std::vector<std::string> words;
  ArticleOptions articles;
  bool conllu = false;
};

constexpr std::string_view kFormNames[] = {"name", "demonym", "title", "description", "pronoun"};

std::string_view name(MentionForm form) { return kFormNames[static_cast<std::size_t>(form)]; }

/// The words below each word, in order.
std::vector<std::vector<std::size_t>> children_of(const Sentence& sentence) {
  std::vector<std::vector<std::size_t>> children(sentence.tokens.size());
  for (std::size_t i = 0; i < sentence.tokens.size(); ++i)
    if (const std::int32_t head = sentence.tokens[i].head; head >= 0)
      children[static_cast<std::size_t>(head)].push_back(i);
  return children;
}

/// The tree as an outline: heads before their dependents.
void draw_tree(const Sentence& sentence, std::ostream& out) {
  const auto children = children_of(sentence);
  struct Step {
    std::size_t token;
    std::string indent;
    bool is_last;
  };
  std::vector<Step> pending;
  for (std::size_t i = sentence.tokens.size(); i-- > 0;)
    if (sentence.tokens[i].head < 0) pending.push_back({i, "", true});
  while (!pending.empty()) {
    const Step step = std::move(pending.back());
    pending.pop_back();
    const Token& token = sentence.tokens[step.token];
    const bool root = token.head < 0;
    out << "  " << step.indent
        << (root           ? ""
            : step.is_last ? "└─ "
                           : "├─ ")
        << fmt::format("{}  {} {}, {}", token.form, token.deprel, name(token.upos), token.lemma)
        << (token.feats.empty() ? "" : "  " + token.feats) << '\n';
    const std::string indent = root ? "" : step.indent + (step.is_last ? "   " : "│  ");
    const auto& below = children[step.token];
    for (std::size_t i = below.size(); i-- > 0;) pending.push_back({below[i], indent, i + 1 == below.size()});
  }
}

void explain_mentions(const Reading& reading, std::uint32_t sentence, std::ostream& out, std::string_view text) {
  bool any = false;
  for (const Mention& mention : reading.entities.mentions) {
    if (mention.sentence != sentence) continue;
    if (!any) out << "\n  mentions\n";
    any = true;
    const Entity& entity = reading.entities[mention.entity];
    out << fmt::format("    {}  {}, a {} → {} ({})\n", slice(text, mention.bytes), name(entity.type),
                       name(mention.form), entity.name, entity.key);
  }
}

void explain_claims(const Reading& reading, const std::vector<FrameMiss>& misses, std::uint32_t sentence,
                    const Resources& resources, std::ostream& out, std::string_view text) {
  bool any = false;
  for (const Claim& claim : reading.claims) {
    if (claim.sentence != sentence) continue;
    if (!any) out << "\n  claims\n";
    any = true;
    out << fmt::format("    {}\n      {} at \"{}\", confidence {:.2f}\n",
                       dump(claim, reading.entities, resources.ontology),
                       claim.weighed.empty() ? "frame " + claim.frame : "the model alone,", slice(text, claim.trigger),
                       claim.confidence);
    for (std::size_t i = 0; i < claim.weighed.size(); ++i)
      out << fmt::format("{}\"{}\"{}", i == 0 ? "      words that weighed most: " : ", ", slice(text, claim.weighed[i]),
                         i + 1 == claim.weighed.size() ? "\n" : "");
  }
  if (!any) out << "\n  no claims\n";
  bool headed = false;
  for (const FrameMiss& miss : misses) {
    if (miss.sentence != sentence) continue;
    if (!headed) out << "\n  frames that did not fire\n";
    headed = true;
    out << fmt::format("    {} at \"{}\": {}\n", miss.frame, slice(text, miss.trigger), miss.reason);
  }
}

void explain_entities(const Reading& reading, std::ostream& out, std::string_view text) {
  bool headed = false;
  for (const Entity& entity : reading.entities.entities) {
    if (entity.mentions.size() < 2) continue;
    if (!headed) out << "one and the same\n";
    headed = true;
    std::string words;
    for (MentionId id : entity.mentions)
      words += fmt::format("{}{}", words.empty() ? "" : ", ", slice(text, reading.entities[id].bytes));
    out << fmt::format("  {}: {}\n", entity.name, words);
  }
}

ExitCode explain(const Options& options, Console& console) {
  const auto resources = load(options.articles);
  if (!resources) {
    console.error(resources.error());
    return bad_data;
  }
  ReadOptions read = options.articles.read_options();
  read.source = "sentence";
  read.format = ArticleFormat::text;
  const auto document = read_article(fmt::format("{}", fmt::join(options.words, " ")), read);
  if (!document) {
    console.error(document.error());
    return wrong_usage;
  }
  const auto reading = read_document(*document, *resources);
  if (!reading) {
    console.error(reading.error());
    return wrong_usage;
  }
  std::ostream& out = console.out();
  if (options.conllu) {
    write_conllu(reading->sentences, document->text, out);
    return success;
  }
  const auto misses = missed_frames(*document, reading->sentences, reading->entities, *resources);
  for (std::uint32_t i = 0; i < reading->sentences.size(); ++i) {
    const Sentence& sentence = reading->sentences[i];
    out << slice(document->text, sentence.span) << "\n\n";
    draw_tree(sentence, out);
    explain_mentions(*reading, i, out, document->text);
    explain_claims(*reading, misses, i, *resources, out, document->text);
    out << '\n';
  }
  explain_entities(*reading, out, document->text);
  return success;
}

}  // namespace

Command explain_command() {
  return {
      "explain",
      "Show how a sentence is understood",
      "Draws the tree of each sentence and lists its mentions, what they stand for, the claims with the frame that "
      "fired, and the frames whose trigger is there but that did not fire, with the reason.",
      {{"explain \"Kim Jong-un a envoyé 10 000 soldats en Russie.\"", "a sentence"},
       {"explain --conllu \"The Pentagon warned Tehran.\"", "only its tree, as CoNLL-U"},
       {"explain --lang fr --date 2024-10-28 \"Il a déployé hier des troupes.\"", "with what is known beside it"}},
      [](CLI::App& app) -> Action {
        auto options = std::make_shared<Options>();
        app.add_option("TEXT", options->words, "One or several sentences")->required();
        app.add_flag("--conllu", options->conllu, "Only the trees, as CoNLL-U");
        app.add_option("--lang", options->articles.language, "Language of the text (fr, en)")->type_name("CODE");
        app.add_option("--date", options->articles.date, "The day that \"yesterday\" counts from")->type_name("DATE");
        options->articles.declare_resources(app);
        return [options](Console& console) { return explain(*options, console); };
      }};
}

}  // namespace entente::cli

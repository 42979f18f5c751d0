// Questions to a graph: names to ids, options to filters, answers to the printer that was asked for.
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <set>

#include "answers.h"
#include "command.h"
#include "entente/export/reader_name.h"
#include "entente/graph/folding.h"
#include "entente/schema/gazetteer.h"
#include "formats.h"
#include "graphs.h"
#include "nearest.h"
#include "selection.h"

namespace entente::cli {
namespace {

struct Options {
  std::string graph, question;
  TypeOptions ontology;
  std::vector<std::string> names;
  Asked asked;
  std::vector<std::string> types, categories, quads;
  std::string subject, object, about, attributed_to, polarity, modality, overrides;
  std::string language;  // of the names of known things; "": as the articles call them
  bool json = false, csv = false, bom = false, fold = false;
  std::vector<CLI::Option*> special;  // that not every question takes
};

constexpr QuadClass kQuads[] = {QuadClass::verbal_cooperation, QuadClass::material_cooperation,
                                QuadClass::verbal_conflict, QuadClass::material_conflict, QuadClass::structural};
constexpr Polarity kPolarities[] = {Polarity::affirmed, Polarity::negated};
constexpr Modality kModalities[] = {Modality::actual, Modality::reported, Modality::possible, Modality::planned};

template <class Values>
std::vector<std::string> names_of(const Values& values) {
  std::vector<std::string> names;
  for (const auto value : values) names.emplace_back(name(value));
  return names;
}

/// The id of a thing that the user names; says why not: unknown (exit code 1) or ambiguous (exit code 2).
std::optional<std::string> named(const NodeNames& names, const std::string& name, Console& console, ExitCode& code) {
  auto id = id_of(names, name);
  if (id) return *std::move(id);
  console.error(id.error());
  code = names.find(name).matches.empty() ? nothing_found : wrong_usage;
  return std::nullopt;
}

/// What was asked, every name in it led to its id.
std::optional<Asked> understood(const Options& options, const NodeNames& names, Console& console, ExitCode& code) {
  Asked asked = options.asked;
  for (const std::string& name : options.names) {
    auto id = named(names, name, console, code);
    if (!id) return std::nullopt;
    asked.ids.push_back(*std::move(id));
  }
  EdgeFilter& filter = asked.filter;
  for (const auto& [name, id] : {std::pair(&options.subject, &filter.subject),
                                 {&options.object, &filter.object},
                                 {&options.about, &filter.about},
                                 {&options.attributed_to, &filter.attributed_to}}) {
    if (name->empty()) continue;
    auto found = named(names, *name, console, code);
    if (!found) return std::nullopt;
    *id = *std::move(found);
  }
  filter.relations = {options.types.begin(), options.types.end()};
  filter.categories = {options.categories.begin(), options.categories.end()};
  for (const QuadClass quad : kQuads)
    if (std::find(options.quads.begin(), options.quads.end(), name(quad)) != options.quads.end())
      filter.quads.insert(quad);
  for (const Polarity polarity : kPolarities)
    if (name(polarity) == options.polarity) filter.polarity = polarity;
  for (const Modality modality : kModalities)
    if (name(modality) == options.modality) filter.modality = modality;
  return asked;
}

/// False, and says so, if the question takes another number of names or not these options.
bool is_well_put(const Options& options, const Question& question, Console& console) {
  const std::size_t given = options.names.size();
  if (given < question.fewest || given > question.most) {
    const std::string wanted = question.most == 0 ? "no name"
                               : question.fewest == question.most
                                   ? fmt::format("{} name(s)", question.most)
                                   : fmt::format("{} or {} names", question.fewest, question.most);
    console.error(fmt::format("query {} takes {}, not {}; see entente query --help", question.name, wanted, given));
    return false;
  }
  for (const CLI::Option* option : options.special) {
    const std::string flag = option->get_name();
    const bool is_known = std::find(question.options.begin(), question.options.end(), flag) != question.options.end();
    if (option->count() == 0 || is_known) continue;
    console.error(fmt::format("query {} takes no {}; see entente query --help", question.name, flag));
    return false;
  }
  return true;
}

/// False, and says so with the nearest that there is, if one of the words is unknown.
bool are_known(const std::vector<std::string>& words, const std::vector<std::string>& known, const char* flag,
               const char* what, Console& console) {
  for (const std::string& word : words) {
    if (std::find(known.begin(), known.end(), word) != known.end()) continue;
    const std::string remedy = did_you_mean(word, known);
    console.error(InputError{flag, 0, fmt::format("there is no {} \"{}\"", what, word),
                             remedy.empty() ? fmt::format("known are {}", fmt::join(known, ", ")) : remedy});
    return false;
  }
  return true;
}

bool are_known_types(const Options& options, const Ontology& ontology, Console& console) {
  std::vector<std::string> types;
  std::set<std::string> categories;
  for (const RelationType& relation : ontology.relations()) {
    types.push_back(relation.name);
    if (!relation.plover.empty()) categories.insert(relation.plover);
  }
  return are_known(options.types, types, "--type", "relation type", console) &&
         are_known(options.categories, {categories.begin(), categories.end()}, "--category", "PLOVER category",
                   console);
}

/// The question put to the graph of principals; who acts for another is asked about as that other.
Result<Table> ask_folded(const Question& question, const GraphView& view, Asked& asked) {
  EdgeFilter& filter = asked.filter;
  std::vector<std::string*> ids = {&filter.subject, &filter.object, &filter.about, &filter.attributed_to};
  for (std::string& id : asked.ids) ids.push_back(&id);
  for (std::string* id : ids)
    if (!id->empty()) *id = principal_of(view, *id);
  const KnowledgeGraph principals = folded(view);
  return question.ask(GraphView(principals, view.ontology()), asked);
}

ExitCode query(const Options& options, Console& console) {
  const auto question = std::find_if(questions().begin(), questions().end(),
                                     [&](const Question& q) { return q.name == options.question; });
  if (!is_well_put(options, *question, console)) return wrong_usage;
  ExitCode code = success;
  const auto read = read_graphs({options.graph}, options.ontology, console, code);
  if (!read) return code;
  if (!are_known_types(options, read->ontology, console)) return wrong_usage;
  const auto resolution = resolved(*read, options.overrides, console, code);
  if (!resolution) return code;
  const KnowledgeGraph graph = options.language.empty()
                                   ? resolution->graph
                                   : in_language(resolution->graph, builtin_gazetteer(), options.language);
  const GraphView view(graph, read->ontology);
  auto asked = understood(options, NodeNames(view), console, code);
  if (!asked) return code;
  const auto table = options.fold ? ask_folded(*question, view, *asked) : question->ask(view, *asked);
  if (!table) {
    console.error(table.error());
    return wrong_usage;
  }
  if (options.json)
    print_json(*table, console.out());
  else if (options.csv)
    print_csv(*table, console.out(), options.bom);
  else if (!table->rows.empty())
    print_text(*table, console.out(), console.width());
  if (table->rows.empty()) console.note("nothing found");
  return table->rows.empty() ? nothing_found : success;
}

void declare(CLI::App& app, Options& options) {
  std::vector<std::string> names, described;
  for (const Question& question : questions()) {
    names.emplace_back(question.name);
    described.push_back(fmt::format("{} ({})", question.name, question.what));
  }
  app.add_option("GRAPH", options.graph, "A graph, fragments or a store")->required();
  app.add_option("QUESTION", options.question, fmt::format("{}", fmt::join(described, ", ")))
      ->required()
      ->check(CLI::IsMember(names));
  app.add_option("NAME", options.names, "Whom to ask about: any name, or an id");
  auto* json = app.add_flag("--json", options.json, "One JSON object a line, as docs/answers.schema.json says");
  auto* csv = app.add_flag("--csv", options.csv, "A table for a spreadsheet")->excludes(json);
  app.add_flag("--bom", options.bom, "CSV with a byte order mark, for spreadsheets that ask for one")->needs(csv);
  app.add_option("--lang", options.language, "Language of the names of known things (fr, en)")
      ->type_name("CODE")
      ->check(CLI::IsMember({"fr", "en"}));
  app.add_option("--overrides", options.overrides, kOverridesText)->type_name("FILE");

  options.ontology.declare(app);

  EdgeFilter& filter = options.asked.filter;
  const auto special = [&](CLI::Option* option) { options.special.push_back(option); };
  const auto list = [&](const char* flag, std::vector<std::string>& values, const char* what, const char* type) {
    CLI::Option* option = app.add_option(flag, values, what)->type_name(type)->allow_extra_args(false);
    special(option);
    return option;
  };
  const auto one = [&](const char* flag, std::string& value, const char* what, const char* type) {
    CLI::Option* option = app.add_option(flag, value, what)->type_name(type);
    special(option);
    return option;
  };
  list("--type", options.types, "Only these relation types", "TYPE");
  list("--category", options.categories, "Only these PLOVER categories", "NAME");
  list("--quad", options.quads, "Only these classes", "CLASS")->check(CLI::IsMember(names_of(kQuads)));
  one("--subject", options.subject, "Only what this one does", "NAME");
  one("--object", options.object, "Only what is done to this one", "NAME");
  one("--about", options.about, "Only what concerns this one", "NAME");
  one("--since", filter.since, "From this day", "DATE");
  one("--until", filter.until, "Up to this day", "DATE");
  one("--polarity", options.polarity, "Only what is said, or denied, so", "NAME")
      ->check(CLI::IsMember(names_of(kPolarities)));
  one("--modality", options.modality, "Only what is said so", "NAME")->check(CLI::IsMember(names_of(kModalities)));
  one("--attributed-to", options.attributed_to, "Only what this one says", "NAME");
  special(app.add_option("--min-confidence", filter.min_confidence, "Leave out what is less certain")
              ->type_name("0..1")
              ->check(CLI::Range(0.0, 1.0)));
  special(
      app.add_option("--min-sources", filter.min_sources, "Only what so many independent sources say")->type_name("N"));
  special(app.add_option("--half-life", options.asked.weights.half_life_days, "Days after which a tie counts half")
              ->type_name("DAYS")
              ->check(CLI::NonNegativeNumber));
  special(app.add_option("--count", options.asked.count, "How many paths, camps, nodes or ties")->type_name("N"));
  CLI::Option* alone = app.add_flag("--alone", options.asked.alone, "Without those who act for the named ones");
  special(alone);
  app.add_flag("--fold", options.fold,
               "States and bodies in place of the people, ministries and armies that act for them")
      ->excludes(alone);
}

}  // namespace

Command query_command() {
  return {"query",
          "Ask a graph who is with whom",
          "edges and evidence list relations and quotes, filtered by the options. node NAME, allies NAME, rivals NAME, "
          "between NAME NAME, path NAME NAME, common NAME NAME and timeline NAME [NAME] ask about one or two; camps, "
          "balance, central, changes and contradictions about all. Names are found in any language and by any alias. "
          "Exit code 1: there is no such name, or no answer.",
          {{"query graph.jsonld allies Russie", "who is with Russia"},
           {"query graph.jsonld between \"North Korea\" Russia --json", "all that links two"},
           {"query graph.jsonld edges --type attacks --since 2024-01-01 --csv", "a table of attacks"},
           {"query graph.jsonld path \"Kim Jong-un\" Ukraine", "how they are linked, with quotes"}},
          [](CLI::App& app) -> Action {
            auto options = std::make_shared<Options>();
            declare(app, *options);
            return [options](Console& console) {
              options->asked.weights.with_representatives = !options->asked.alone;
              return query(*options, console);
            };
          }};
}

}  // namespace entente::cli

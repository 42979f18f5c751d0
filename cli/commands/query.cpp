// Questions to a graph. Each makes one table, which is then printed for people, as JSON or as CSV.

#include "entente/graph/query.h"

#include <fmt/format.h>
#include <rapidjson/ostreamwrapper.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <array>

#include "command.h"
#include "entente/graph/analysis.h"
#include "entente/graph/identity.h"
#include "graphs.h"
#include "selection.h"

namespace entente::cli {
namespace {

struct Table {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};

struct Options {
  std::string graph, question;
  std::vector<std::string> names;
  EdgeFilter filter;
  std::vector<std::string> types, categories;
  std::string subject, object, about;
  WeightOptions weights;
  bool json = false, csv = false, alone = false;
  std::uint32_t count = 0;
};

/// A graph with what is needed to ask it. Not movable: the view refers to the graph.
struct Asked {
  Asked(const KnowledgeGraph& graph, const Options& asked)
      : resolution(resolve(graph, builtin_ontology())),
        view(resolution.graph, builtin_ontology()),
        names(view),
        options(asked) {}
  Asked(const Asked&) = delete;
  Asked& operator=(const Asked&) = delete;

  Resolution resolution;
  GraphView view;
  NodeNames names;
  const Options& options;
};

std::string label(const Asked& asked, const std::string& id) {
  const Vertex vertex = asked.view.find(id);
  return vertex == kNoVertex ? id : asked.view[vertex].name;
}

/// The surest words for an edge.
std::string quote_of(const Asked& asked, std::uint32_t edge) {
  const Evidence* best = nullptr;
  asked.view.for_each_evidence(asked.view.edge(edge), [&](const Evidence& evidence, const Article&) {
    if (best == nullptr || evidence.confidence > best->confidence) best = &evidence;
  });
  return best == nullptr ? "" : best->quote.exact;
}

std::vector<std::string> edge_row(const Asked& asked, const EdgeAnswer& edge) {
  return {label(asked, edge.subject),  edge.relation, label(asked, edge.object), edge.first, edge.last,
          quote_of(asked, edge.number)};
}
const std::vector<std::string> kEdgeColumns = {"subject", "relation", "object", "first", "last", "quote"};

Table edges_table(const Asked& asked, const std::vector<EdgeAnswer>& edges) {
  Table table{kEdgeColumns, {}};
  for (const EdgeAnswer& edge : edges) table.rows.push_back(edge_row(asked, edge));
  return table;
}

Result<EdgeFilter> filter_of(const Asked& asked) {
  EdgeFilter filter = asked.options.filter;
  filter.relations = {asked.options.types.begin(), asked.options.types.end()};
  filter.categories = {asked.options.categories.begin(), asked.options.categories.end()};
  for (const auto& [name, id] : {std::pair(&asked.options.subject, &filter.subject),
                                 {&asked.options.object, &filter.object},
                                 {&asked.options.about, &filter.about}})
    if (!name->empty()) {
      auto found = id_of(asked.names, *name);
      if (!found) return found.error();
      *id = *std::move(found);
    }
  return filter;
}

Result<Table> ask_edges(const Asked& asked, const std::vector<std::string>&) {
  const auto filter = filter_of(asked);
  if (!filter) return filter.error();
  const auto edges = find_edges(asked.view, *filter);
  if (!edges) return edges.error();
  return edges_table(asked, *edges);
}

Result<Table> ask_evidence(const Asked& asked, const std::vector<std::string>&) {
  const auto filter = filter_of(asked);
  if (!filter) return filter.error();
  const auto edges = find_edges(asked.view, *filter);
  if (!edges) return edges.error();
  Table table{{"subject", "relation", "object", "status", "source", "article", "date", "quote"}, {}};
  for (const EdgeAnswer& edge : *edges) {
    const auto evidence = find_evidence(asked.view, edge.number, *filter);
    if (!evidence) return evidence.error();
    for (const Evidence& one : *evidence) {
      const Article* article = asked.view.knowledge().article(one.quote.article);
      table.rows.push_back({label(asked, edge.subject), edge.relation, label(asked, edge.object),
                            fmt::format("{} {}", name(one.polarity), name(one.modality)),
                            label(asked, one.attributed_to), article == nullptr ? "" : article->name,
                            article == nullptr ? "" : article->published, one.quote.exact});
    }
  }
  return table;
}

Result<Table> relatives_table(const Asked& asked, const Result<std::vector<Relative>>& relatives) {
  if (!relatives) return relatives.error();
  Table table{{"name", "type", "weight", "sources", "quote"}, {}};
  for (const Relative& one : *relatives)
    table.rows.push_back({one.name, std::string(name(one.type)), fmt::format("{:.2f}", one.weight),
                          std::to_string(one.sources), one.edges.empty() ? "" : quote_of(asked, one.edges.front())});
  return table;
}

Result<Table> ask_allies(const Asked& asked, const std::vector<std::string>& ids) {
  return relatives_table(asked, allies(asked.view, ids[0], asked.options.weights));
}
Result<Table> ask_rivals(const Asked& asked, const std::vector<std::string>& ids) {
  return relatives_table(asked, rivals(asked.view, ids[0], asked.options.weights));
}

Result<Table> ask_node(const Asked& asked, const std::vector<std::string>& ids) {
  const auto card = node_card(asked.view, ids[0], 10, asked.options.weights);
  if (!card) return card.error();
  Table table{{"what", "value"}, {}};
  const auto add = [&](const char* what, const std::string& value) {
    if (!value.empty()) table.rows.push_back({what, value});
  };
  add("name", card->node.name);
  add("type", std::string(name(card->node.type)));
  add("id", card->node.id);
  add("also", fmt::format("{}", fmt::join(card->node.alternate_names, ", ")));
  add("wikidata", card->node.wikidata);
  add("articles", fmt::format("{}, from {} independent sources", card->articles, card->sources));
  for (const EdgeAnswer& role : card->roles)
    add("role", fmt::format("{} {} {}", label(asked, role.subject), role.relation, label(asked, role.object)));
  for (const Relative& one : card->allies) add("ally", fmt::format("{} ({:.2f})", one.name, one.weight));
  for (const Relative& one : card->rivals) add("rival", fmt::format("{} ({:.2f})", one.name, one.weight));
  return table;
}

Result<Table> ask_between(const Asked& asked, const std::vector<std::string>& ids) {
  return edges_table(asked, between(asked.view, ids[0], ids[1], !asked.options.alone));
}

Result<Table> ask_path(const Asked& asked, const std::vector<std::string>& ids) {
  PathOptions path_options;
  if (asked.options.count > 0) path_options.count = asked.options.count;
  path_options.min_confidence = asked.options.filter.min_confidence;
  Table table{{"path", "subject", "relation", "object", "quote"}, {}};
  std::size_t number = 0;
  for (const Path& path : paths(asked.view, ids[0], ids[1], path_options)) {
    ++number;
    for (std::uint32_t at : path.edges) {
      const Edge edge = asked.view.whole(asked.view.edge(at));
      table.rows.push_back({std::to_string(number), label(asked, edge.subject), edge.relation,
                            label(asked, edge.object), quote_of(asked, at)});
    }
  }
  return table;
}

Result<Table> ask_common(const Asked& asked, const std::vector<std::string>& ids) {
  const auto shared = common(asked.view, ids[0], ids[1], asked.options.weights);
  if (!shared) return shared.error();
  Table table{{"what", "name", "weight to the first", "weight to the second"}, {}};
  for (const auto& [what, list] :
       {std::pair("ally", &shared->allies), {"rival", &shared->rivals}, {"divided", &shared->divided}})
    for (const CommonRelative& one : *list)
      table.rows.push_back({what, one.name, fmt::format("{:.2f}", one.weight_x), fmt::format("{:.2f}", one.weight_y)});
  return table;
}

Result<Table> ask_camps(const Asked& asked, const std::vector<std::string>&) {
  const auto folded = signed_graph(asked.view, asked.options.weights);
  if (!folded) return folded.error();
  Table table{{"camp", "members", "cohesion"}, {}};
  const Camps found = camps(asked.view, *folded, asked.options.count);
  for (std::size_t i = 0; i < found.camps.size(); ++i) {
    std::string members;
    for (const std::string& id : found.camps[i].members) members += (members.empty() ? "" : ", ") + label(asked, id);
    table.rows.push_back({std::to_string(i + 1), members, fmt::format("{:.2f}", found.camps[i].cohesion)});
  }
  if (!table.rows.empty()) table.rows.push_back({"frustration", fmt::format("{:.1f} %", 100 * found.frustration), ""});
  return table;
}

Result<Table> ask_balance(const Asked& asked, const std::vector<std::string>&) {
  const auto folded = signed_graph(asked.view, asked.options.weights);
  if (!folded) return folded.error();
  const Balance found = balance(asked.view, *folded);
  if (found.count() == 0) return Table{};
  Table table{{"triads", "count"},
              {{"all friends", std::to_string(found.friends)},
               {"a common enemy", std::to_string(found.common_enemy)},
               {"torn between two enemies", std::to_string(found.torn)},
               {"all enemies", std::to_string(found.all_enemies)},
               {"balanced", fmt::format("{:.1f} %", 100 * found.degree())}}};
  for (const Triad& triad : found.most_torn)
    table.rows.push_back(
        {"torn", fmt::format("{}, {}, {}", label(asked, triad.x), label(asked, triad.y), label(asked, triad.z))});
  return table;
}

Result<Table> ask_central(const Asked& asked, const std::vector<std::string>&) {
  CentralityOptions how;
  how.weights = asked.options.weights;
  const auto found = central(asked.view, how);
  if (!found) return found.error();
  Table table{{"name", "pagerank", "betweenness", "in", "out"}, {}};
  const std::size_t most = asked.options.count > 0 ? asked.options.count : 20;
  for (std::size_t i = 0; i < std::min(most, found->size()); ++i) {
    const Centrality& one = (*found)[i];
    table.rows.push_back({one.name, fmt::format("{:.4f}", one.page_rank), fmt::format("{:.4f}", one.betweenness),
                          fmt::format("{:.2f}", one.in_strength), fmt::format("{:.2f}", one.out_strength)});
  }
  return table;
}

Result<Table> ask_timeline(const Asked& asked, const std::vector<std::string>& ids) {
  Table table{{"from", "to", "subject", "relation", "object", "quote"}, {}};
  for (const Event& event : timeline(asked.view, ids[0], ids.size() > 1 ? ids[1] : "", !asked.options.alone))
    table.rows.push_back({event.first, event.last, label(asked, event.edge.subject), event.edge.relation,
                          label(asked, event.edge.object), event.evidence.quote.exact});
  return table;
}

Result<Table> ask_changes(const Asked& asked, const std::vector<std::string>&) {
  const auto found = changes_since(asked.view, asked.options.filter.since, asked.options.weights);
  if (!found) return found.error();
  Table table{{"what", "subject", "relation", "object", "detail"}, {}};
  for (const Turn& turn : found->sides)
    table.rows.push_back({"changed side", label(asked, turn.x), "", label(asked, turn.y),
                          fmt::format("{:.2f} → {:.2f}", turn.before, turn.after)});
  for (const auto& [what, list] : {std::pair("new", &found->started), {"ended", &found->ended}})
    for (const EdgeAnswer& edge : *list)
      table.rows.push_back(
          {what, label(asked, edge.subject), edge.relation, label(asked, edge.object), quote_of(asked, edge.number)});
  return table;
}

Result<Table> ask_contradictions(const Asked& asked, const std::vector<std::string>&) {
  const auto filter = filter_of(asked);
  if (!filter) return filter.error();
  Table table{{"what", "subject", "relation", "object", "one", "other"}, {}};
  for (const Contradiction& one : contradictions(asked.view, filter->about))
    table.rows.push_back({one.kind == Contradiction::Kind::denial ? "denied" : "numbers differ",
                          label(asked, one.edge.subject), one.edge.relation, label(asked, one.edge.object),
                          one.one.empty() ? "" : one.one.front().quote.exact,
                          one.other.empty() ? "" : one.other.front().quote.exact});
  return table;
}

struct Question {
  const char* name;
  std::size_t fewest, most;  // names that it takes
  Result<Table> (*ask)(const Asked&, const std::vector<std::string>&);
};
constexpr std::array<Question, 14> kQuestions = {{{"edges", 0, 0, ask_edges},
                                                  {"evidence", 0, 0, ask_evidence},
                                                  {"node", 1, 1, ask_node},
                                                  {"allies", 1, 1, ask_allies},
                                                  {"rivals", 1, 1, ask_rivals},
                                                  {"between", 2, 2, ask_between},
                                                  {"path", 2, 2, ask_path},
                                                  {"common", 2, 2, ask_common},
                                                  {"camps", 0, 0, ask_camps},
                                                  {"balance", 0, 0, ask_balance},
                                                  {"central", 0, 0, ask_central},
                                                  {"timeline", 1, 2, ask_timeline},
                                                  {"changes", 0, 0, ask_changes},
                                                  {"contradictions", 0, 0, ask_contradictions}}};

std::vector<std::string> question_names() {
  std::vector<std::string> names;
  for (const Question& question : kQuestions) names.emplace_back(question.name);
  return names;
}

// ---------------------------------------------------------------- printing

void print_json(const Table& table, std::ostream& out) {
  rapidjson::OStreamWrapper stream(out);
  for (const auto& row : table.rows) {
    rapidjson::Writer<rapidjson::OStreamWrapper> writer(stream);
    writer.StartObject();
    for (std::size_t i = 0; i < row.size(); ++i) {
      writer.Key(table.columns[i].c_str());
      writer.String(row[i].c_str(), static_cast<rapidjson::SizeType>(row[i].size()));
    }
    writer.EndObject();
    stream.Put('\n');
  }
}

/// RFC 4180; what a spreadsheet would run as a formula gets an apostrophe in front.
std::string csv_cell(const std::string& text) {
  std::string cell = !text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos ? "'" : "";
  for (char c : text) cell += c == '"' ? std::string("\"\"") : std::string(1, c);
  return cell.find_first_of(",\"\r\n") == std::string::npos ? cell : "\"" + cell + "\"";
}

void print_csv(const Table& table, std::ostream& out) {
  const auto line = [&](const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) out << (i > 0 ? "," : "") << csv_cell(cells[i]);
    out << "\r\n";
  };
  line(table.columns);
  for (const auto& row : table.rows) line(row);
}

std::size_t width_of(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

void print_text(const Table& table, std::ostream& out) {
  std::vector<std::size_t> widths;
  for (const std::string& column : table.columns) widths.push_back(width_of(column));
  for (const auto& row : table.rows)
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width_of(row[i]));
  const auto line = [&](const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::string cell = visible(cells[i], false);
      out << cell;
      if (i + 1 < cells.size()) out << std::string(widths[i] + 2 - std::min(widths[i], width_of(cell)), ' ');
    }
    out << '\n';
  };
  line(table.columns);
  for (const auto& row : table.rows) line(row);
}

ExitCode query(const Options& options, Console& console) {
  const auto question =
      std::find_if(kQuestions.begin(), kQuestions.end(), [&](const Question& q) { return q.name == options.question; });
  if (options.names.size() < question->fewest || options.names.size() > question->most) {
    console.error(fmt::format("query {} takes {} names; see entente query --help", question->name, question->most));
    return wrong_usage;
  }
  const auto graph = read_graph(options.graph, builtin_ontology());
  if (!graph) {
    console.error(graph.error());
    return bad_data;
  }
  const Asked asked(*graph, options);
  std::vector<std::string> ids;
  for (const std::string& name : options.names) {
    auto id = id_of(asked.names, name);
    if (!id) {
      console.error(id.error());
      return asked.names.find(name).matches.empty() ? nothing_found : wrong_usage;
    }
    ids.push_back(*std::move(id));
  }
  const auto table = question->ask(asked, ids);
  if (!table) {
    console.error(table.error());
    return wrong_usage;
  }
  if (options.json)
    print_json(*table, console.out());
  else if (options.csv)
    print_csv(*table, console.out());
  else if (!table->rows.empty())
    print_text(*table, console.out());
  return table->rows.empty() ? nothing_found : success;
}

}  // namespace

Command query_command() {
  return {"query",
          "Ask a graph who is with whom",
          "edges and evidence list relations and quotes, filtered by the options. node NAME, allies NAME, rivals NAME, "
          "between "
          "NAME NAME, path NAME NAME, common NAME NAME and timeline NAME [NAME] ask about one or two; camps, balance, "
          "central, "
          "changes and contradictions about all. Names are found in any language and by any alias.",
          {{"query graph.jsonld allies Russie", "who is with Russia"},
           {"query graph.jsonld between \"North Korea\" Russia --json", "all that links two"},
           {"query graph.jsonld edges --type attacks --since 2024-01-01 --csv", "a table of attacks"},
           {"query graph.jsonld path \"Kim Jong-un\" Ukraine", "how they are linked, with quotes"}},
          [](CLI::App& app) -> Action {
            auto options = std::make_shared<Options>();
            app.add_option("GRAPH", options->graph, "A graph, fragments or a store")->required();
            app.add_option("QUESTION", options->question, fmt::format("{}", fmt::join(question_names(), ", ")))
                ->required()
                ->check(CLI::IsMember(question_names()));
            app.add_option("NAME", options->names, "Whom to ask about: any name, or an id");
            app.add_flag("--json", options->json, "One JSON object a line");
            app.add_flag("--csv", options->csv, "A table for a spreadsheet");
            app.add_option("--type", options->types, "Only these relation types")
                ->type_name("TYPE")
                ->allow_extra_args(false);
            app.add_option("--category", options->categories, "Only these PLOVER categories")
                ->type_name("NAME")
                ->allow_extra_args(false);
            app.add_option("--subject", options->subject, "Only what this one does")->type_name("NAME");
            app.add_option("--object", options->object, "Only what is done to this one")->type_name("NAME");
            app.add_option("--about", options->about, "Only what concerns this one")->type_name("NAME");
            app.add_option("--since", options->filter.since, "From this day")->type_name("DATE");
            app.add_option("--until", options->filter.until, "Up to this day")->type_name("DATE");
            app.add_option("--min-confidence", options->filter.min_confidence, "Leave out what is less certain")
                ->type_name("0..1")
                ->check(CLI::Range(0.0, 1.0));
            app.add_option("--min-sources", options->filter.min_sources, "Only what so many independent sources say")
                ->type_name("N");
            app.add_option("--half-life", options->weights.half_life_days, "Days after which a tie counts half")
                ->type_name("DAYS")
                ->check(CLI::NonNegativeNumber);
            app.add_option("--count", options->count, "How many paths, camps or nodes")->type_name("N");
            app.add_flag("--alone", options->alone, "Without those who act for the named ones");
            return [options](Console& console) {
              options->weights.with_representatives = !options->alone;
              return query(*options, console);
            };
          }};
}

}  // namespace entente::cli

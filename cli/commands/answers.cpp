#include "answers.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <set>

namespace entente::cli {
namespace {

std::string label(const GraphView& view, const std::string& id) {
  const Vertex vertex = view.find(id);
  return vertex == kNoVertex ? id : view[vertex].name;
}

/// The surest evidence of an edge; evidence that speaks as the edge does goes first.
Evidence best_evidence(const GraphView& view, std::uint32_t edge) {
  const bool is_negated = view[view.edge(edge)].is_negated();
  const Evidence* best = nullptr;
  const auto rank = [&](const Evidence& e) {
    return std::pair((e.polarity == Polarity::negated) == is_negated, e.confidence);
  };
  view.for_each_evidence(view.edge(edge), [&](const Evidence& evidence, const Article&) {
    if (best == nullptr || rank(evidence) > rank(*best)) best = &evidence;
  });
  return best == nullptr ? Evidence{} : *best;
}

/// "affirmed", "denied, reported", "contested, planned"
std::string status(const Support& support) {
  std::string words = support.is_contested() ? "contested" : support.is_negated() ? "denied" : "affirmed";
  if (support.modality != Modality::actual) words += ", " + std::string(name(support.modality));
  return words;
}

std::string status(const Evidence& evidence) {
  std::string words(name(evidence.polarity));
  if (evidence.modality != Modality::actual) words += ", " + std::string(name(evidence.modality));
  return words;
}

/// "destination: Russie", "beneficiary: Ukraine; instrument: missiles"
std::string participants(const GraphView& view, const Evidence& evidence) {
  std::string words;
  for (const auto& [role, participant] : {std::pair("destination", &evidence.destination),
                                          {"beneficiary", &evidence.beneficiary},
                                          {"instrument", &evidence.instrument},
                                          {"location", &evidence.location}})
    if (!participant->is_none())
      words += fmt::format("{}{}: {}", words.empty() ? "" : "; ", role,
                           participant->node.empty() ? participant->text : label(view, participant->node));
  return words;
}

const std::vector<std::string> kEdgeColumns = {"subject", "relation", "object",  "with", "status",
                                               "first",   "last",     "sources", "quote"};

/// Ids, status and confidence for programs.
const std::vector<std::string> kEdgeData = {"subjectId", "objectId", "polarity", "modality", "confidence"};

void add_data(std::vector<Cell>& row, const std::string& subject, const std::string& object, const Evidence& evidence) {
  row.insert(row.end(), {subject, object, std::string(name(evidence.polarity)), std::string(name(evidence.modality)),
                         Cell::number(evidence.confidence, 2)});
}

std::vector<Cell> edge_row(const GraphView& view, const EdgeAnswer& edge) {
  const Evidence best = best_evidence(view, edge.number);
  std::vector<Cell> row = {label(view, edge.subject),
                           edge.relation,
                           label(view, edge.object),
                           participants(view, best),
                           status(edge.support),
                           edge.first,
                           edge.last,
                           Cell::number(edge.support.sources),
                           best.quote.exact};
  add_data(row, edge.subject, edge.object, best);
  return row;
}

Table edges_table(const GraphView& view, const std::vector<EdgeAnswer>& edges) {
  Table table{kEdgeColumns, {}, kEdgeData};
  for (const EdgeAnswer& edge : edges) table.rows.push_back(edge_row(view, edge));
  return table;
}

Result<Table> ask_edges(const GraphView& view, const Asked& asked) {
  const auto edges = find_edges(view, asked.filter);
  if (!edges) return edges.error();
  return edges_table(view, *edges);
}

Result<Table> ask_evidence(const GraphView& view, const Asked& asked) {
  const auto edges = find_edges(view, asked.filter);
  if (!edges) return edges.error();
  Table table{{"subject", "relation", "object", "with", "status", "source", "article", "date", "quote"}, {}, kEdgeData};
  table.data.insert(table.data.end(), {"sourceId", "articleId", "start", "end", "time"});
  for (const EdgeAnswer& edge : *edges) {
    const auto evidence = find_evidence(view, edge.number, asked.filter);
    if (!evidence) return evidence.error();
    for (const Evidence& one : *evidence) {
      const Article* article = view.knowledge().article(one.quote.article);
      table.rows.push_back({label(view, edge.subject), edge.relation, label(view, edge.object), participants(view, one),
                            status(one), label(view, one.attributed_to), article == nullptr ? "" : article->name,
                            article == nullptr ? "" : article->published, one.quote.exact});
      std::vector<Cell>& row = table.rows.back();
      add_data(row, edge.subject, edge.object, one);
      row.insert(row.end(), {one.attributed_to, one.quote.article, Cell::number(std::size_t{one.quote.span.begin}),
                             Cell::number(std::size_t{one.quote.span.end}), one.time});
    }
  }
  return table;
}

/// The edge with when and how surely it is told.
EdgeAnswer answer_of(const GraphView& view, std::uint32_t number) {
  const EdgeHandle handle = view.edge(number);
  const EdgeProperties& properties = view[handle];
  EdgeAnswer answer;
  answer.relation = view.relation(handle);
  answer.support = {properties.articles, properties.sources, properties.affirmed, properties.denied,
                    properties.modality};
  if (properties.has_date()) answer.last = to_iso(Day(std::chrono::days(properties.last_day)));
  return answer;
}

Result<Table> relatives_table(const GraphView& view, const Result<std::vector<Relative>>& relatives) {
  if (!relatives) return relatives.error();
  Table table{{"name", "type", "weight", "sources", "status", "last", "quote"}, {}, {"id", "confidence", "relation"}};
  for (const Relative& one : *relatives) {
    const Evidence best = one.edges.empty() ? Evidence{} : best_evidence(view, one.edges.front());
    const EdgeAnswer edge = one.edges.empty() ? EdgeAnswer{} : answer_of(view, one.edges.front());
    table.rows.push_back({label(view, one.id), std::string(name(one.type)), Cell::number(one.weight, 2),
                          Cell::number(one.sources), one.edges.empty() ? "" : status(edge.support), edge.last,
                          best.quote.exact, one.id, Cell::number(best.confidence, 2), edge.relation});
  }
  return table;
}

Result<Table> ask_allies(const GraphView& view, const Asked& asked) {
  return relatives_table(view, allies(view, asked.ids[0], asked.weights));
}
Result<Table> ask_rivals(const GraphView& view, const Asked& asked) {
  return relatives_table(view, rivals(view, asked.ids[0], asked.weights));
}

Result<Table> ask_node(const GraphView& view, const Asked& asked) {
  const auto card = node_card(view, asked.ids[0], asked.count > 0 ? asked.count : 10, asked.weights);
  if (!card) return card.error();
  Table table{{"what", "value"}, {}};
  const auto add = [&](const char* what, const std::string& value) {
    if (!value.empty()) table.rows.push_back({what, value});
  };
  const Node& node = card->node;
  add("name", node.name);
  add("type", std::string(name(node.type)));
  add("id", node.id);
  add("also", fmt::format("{}", fmt::join(node.alternate_names, ", ")));
  add("described as", fmt::format("{}", fmt::join(node.descriptions, ", ")));
  add("wikidata", node.wikidata);
  add("country code", node.iso);
  add("articles", fmt::format("{}, from {} independent sources", card->articles, card->sources));
  for (const EdgeAnswer& role : card->roles)
    add("role", fmt::format("{} {} {}", label(view, role.subject), role.relation, label(view, role.object)));
  for (const Relative& one : card->allies) add("ally", fmt::format("{} ({:.2f})", one.name, one.weight));
  for (const Relative& one : card->rivals) add("rival", fmt::format("{} ({:.2f})", one.name, one.weight));
  for (const Event& event : card->recent)
    add(event.first.c_str(),
        fmt::format("{} {} {}", label(view, event.edge.subject), event.edge.relation, label(view, event.edge.object)));
  return table;
}

Result<Table> ask_between(const GraphView& view, const Asked& asked) {
  return edges_table(view, between(view, asked.ids[0], asked.ids[1], !asked.alone));
}

Result<Table> ask_path(const GraphView& view, const Asked& asked) {
  PathOptions options;
  if (asked.count > 0) options.count = asked.count;
  options.min_confidence = asked.filter.min_confidence;
  Table table{{"path", "subject", "relation", "object", "quote"}, {}, kEdgeData};
  std::size_t number = 0;
  for (const Path& path : paths(view, asked.ids[0], asked.ids[1], options)) {
    ++number;
    for (std::uint32_t at : path.edges) {
      const Edge edge = view.whole(view.edge(at));
      const Evidence best = best_evidence(view, at);
      table.rows.push_back(
          {Cell::number(number), label(view, edge.subject), edge.relation, label(view, edge.object), best.quote.exact});
      add_data(table.rows.back(), edge.subject, edge.object, best);
    }
  }
  return table;
}

Result<Table> ask_common(const GraphView& view, const Asked& asked) {
  const auto shared = common(view, asked.ids[0], asked.ids[1], asked.weights);
  if (!shared) return shared.error();
  Table table{{"what", "name", "weight to the first", "weight to the second"}, {}, {"id"}};
  for (const auto& [what, list] :
       {std::pair("ally", &shared->allies), {"rival", &shared->rivals}, {"divided", &shared->divided}})
    for (const CommonRelative& one : *list)
      table.rows.push_back(
          {what, label(view, one.id), Cell::number(one.weight_x, 2), Cell::number(one.weight_y, 2), one.id});
  return table;
}

/// The last day of what is told among these; "" if nothing has a date.
std::string last_of(const GraphView& view, const std::vector<std::string>& ids) {
  const std::set<std::string> among(ids.begin(), ids.end());
  std::optional<std::int32_t> last;
  for (std::uint32_t number = 0; number < view.edge_count(); ++number) {
    const EdgeHandle edge = view.edge(number);
    const auto inside = [&](Vertex vertex) { return among.contains(view[vertex].id); };
    if (!view[edge].has_date() || !inside(boost::source(edge, view.boost())) ||
        !inside(boost::target(edge, view.boost())))
      continue;
    last = std::max(last.value_or(view[edge].last_day), view[edge].last_day);
  }
  return last ? to_iso(Day(std::chrono::days(*last))) : "";
}

/// Blocs, who stands alone against somebody, and the ten gravest fault lines, each camp named by its heaviest member.
Result<Table> ask_camps(const GraphView& view, const Asked& asked) {
  const auto folded = signed_graph(view, asked.weights);
  if (!folded) return folded.error();
  Table table{{"what", "who", "cooperation", "conflict", "last"}, {}, {"members", "ids"}};
  const Camps found = camps(view, *folded, asked.count);
  const auto members = [&](const Camp& camp) {
    std::vector<std::string> names;
    for (const std::string& id : camp.members) names.push_back(label(view, id));
    return names;
  };
  // A camp bears the names of its two most central members.
  const auto head = [&](const Camp& camp) {
    const std::vector<std::string>& ids = camp.members;
    return label(view, ids.front()) + (ids.size() > 1 ? ", " + label(view, ids[1]) : "") + (ids.size() > 2 ? " …" : "");
  };
  const auto add = [&](std::string what, std::string who, Cell cooperation, Cell conflict,
                       const std::vector<std::string>& ids) {
    std::vector<std::string> names;
    for (const std::string& id : ids) names.push_back(label(view, id));
    table.rows.push_back({std::move(what), std::move(who), std::move(cooperation), std::move(conflict),
                          ids.empty() ? "" : last_of(view, ids), Cell::list(std::move(names)), Cell::list(ids)});
  };
  std::size_t number = 0;
  for (const Camp& camp : found.camps)
    if (camp.members.size() > 1)
      add(fmt::format("camp {}: {}", ++number, head(camp)), fmt::format("{}", fmt::join(members(camp), ", ")),
          Cell::number(camp.cohesion, 2), "", camp.members);
  std::vector<std::string> alone, lonely;
  for (const Camp& camp : found.camps)
    if (camp.members.size() == 1) {
      alone.push_back(camp.members.front());
      lonely.push_back(label(view, camp.members.front()));
    }
  if (!alone.empty()) add("alone", fmt::format("{}", fmt::join(lonely, ", ")), "", "", alone);
  constexpr std::size_t kShown = 10;
  for (std::size_t i = 0; i < std::min(kShown, found.faults.size()) && found.faults[i].conflict > 0; ++i) {
    const FaultLine& fault = found.faults[i];
    const Camp &a = found.camps[fault.camp_a], &b = found.camps[fault.camp_b];
    std::vector<std::string> both = a.members;
    both.insert(both.end(), b.members.begin(), b.members.end());
    add("fault line", head(a) + " / " + head(b), Cell::number(fault.cooperation, 2), Cell::number(fault.conflict, 2),
        both);
  }
  if (!table.rows.empty())
    add("frustration", fmt::format("{:.1f} % of all weight", 100 * found.frustration), "", "", {});
  return table;
}

Result<Table> ask_balance(const GraphView& view, const Asked& asked) {
  const auto folded = signed_graph(view, asked.weights);
  if (!folded) return folded.error();
  const Balance found = balance(view, *folded);
  Table table{{"what", "count", "who"}, {}, {"members", "ids"}};
  if (found.count() == 0) return table;
  table.rows = {{"all friends", Cell::number(found.friends), "", "", ""},
                {"two friends, one enemy", Cell::number(found.common_enemy), "", "", ""},
                {"torn between two enemies", Cell::number(found.torn), "", "", ""},
                {"all enemies", Cell::number(found.all_enemies), "", "", ""},
                {"balanced (%)", Cell::number(100 * found.degree(), 1), "", "", ""}};
  for (const Triad& triad : found.most_torn)
    table.rows.push_back({"torn", "",
                          fmt::format("{}, {}, {}", label(view, triad.x), label(view, triad.y), label(view, triad.z)),
                          Cell::list({label(view, triad.x), label(view, triad.y), label(view, triad.z)}),
                          Cell::list({triad.x, triad.y, triad.z})});
  return table;
}

Result<Table> ask_central(const GraphView& view, const Asked& asked) {
  CentralityOptions how;
  how.weights = asked.weights;
  const auto found = central(view, how);
  if (!found) return found.error();
  Table table{{"name", "pagerank", "betweenness", "in", "out"}, {}, {"id"}};
  const std::size_t most = asked.count > 0 ? asked.count : 20;
  for (std::size_t i = 0; i < std::min(most, found->size()); ++i) {
    const Centrality& one = (*found)[i];
    table.rows.push_back({one.name, Cell::number(one.page_rank, 4), Cell::number(one.betweenness, 4),
                          Cell::number(one.in_strength, 2), Cell::number(one.out_strength, 2), one.id});
  }
  return table;
}

Result<Table> ask_timeline(const GraphView& view, const Asked& asked) {
  // The dates are checked as those of any filter; an actor that is not there keeps the check cheap.
  if (const auto sound = find_edges(view, {.about = "-", .since = asked.filter.since, .until = asked.filter.until});
      !sound)
    return sound.error();
  const std::optional<Days> since = parse_days(asked.filter.since), until = parse_days(asked.filter.until);
  Table table{{"from", "to", "subject", "relation", "object", "status", "quote"}, {}, kEdgeData};
  for (const Event& event : timeline(view, asked.ids[0], asked.ids.size() > 1 ? asked.ids[1] : "", !asked.alone)) {
    if ((since && event.last < to_iso(since->first)) || (until && event.first > to_iso(until->last))) continue;
    table.rows.push_back({event.first, event.last, label(view, event.edge.subject), event.edge.relation,
                          label(view, event.edge.object), status(event.evidence), event.evidence.quote.exact});
    add_data(table.rows.back(), event.edge.subject, event.edge.object, event.evidence);
  }
  return table;
}

Result<Table> ask_changes(const GraphView& view, const Asked& asked) {
  const auto found = changes_since(view, asked.filter.since, asked.weights);
  if (!found) return found.error();
  Table table{{"what", "subject", "relation", "object", "detail"}, {}, {"subjectId", "objectId", "before", "after"}};
  for (const Turn& turn : found->sides)
    table.rows.push_back({"changed side", label(view, turn.x), "", label(view, turn.y),
                          fmt::format("{:.2f} → {:.2f}", turn.before, turn.after), turn.x, turn.y,
                          Cell::number(turn.before, 2), Cell::number(turn.after, 2)});
  for (const auto& [what, list] : {std::pair("new", &found->started), {"ended", &found->ended}})
    for (const EdgeAnswer& edge : *list)
      table.rows.push_back({what, label(view, edge.subject), edge.relation, label(view, edge.object),
                            best_evidence(view, edge.number).quote.exact, edge.subject, edge.object, "", ""});
  return table;
}

Result<Table> ask_contradictions(const GraphView& view, const Asked& asked) {
  Table table{{"what", "subject", "relation", "object", "one", "other"}, {}, {"subjectId", "objectId"}};
  for (const Contradiction& one : contradictions(view, asked.filter.about))
    table.rows.push_back({one.kind == Contradiction::Kind::denial ? "denied" : "numbers differ",
                          label(view, one.edge.subject), one.edge.relation, label(view, one.edge.object),
                          one.one.empty() ? "" : one.one.front().quote.exact,
                          one.other.empty() ? "" : one.other.front().quote.exact, one.edge.subject, one.edge.object});
  return table;
}

}  // namespace

std::span<const Question> questions() {
  static const std::vector<const char*> kFilters = {
      "--type",  "--category", "--quad",     "--subject",       "--object",         "--about",      "--since",
      "--until", "--polarity", "--modality", "--attributed-to", "--min-confidence", "--min-sources"};
  static const std::vector<const char*> kWeights = {"--half-life", "--alone"};
  static const std::vector<Question> all = {
      {"edges", "relations, filtered", 0, 0, kFilters, ask_edges},
      {"evidence", "quotes, filtered", 0, 0, kFilters, ask_evidence},
      {"node", "one on a card", 1, 1, {"--half-life", "--alone", "--count"}, ask_node},
      {"allies", "with whom one cooperates", 1, 1, kWeights, ask_allies},
      {"rivals", "with whom one is in conflict", 1, 1, kWeights, ask_rivals},
      {"between", "all that links two", 2, 2, {"--alone"}, ask_between},
      {"path", "how two are linked", 2, 2, {"--count", "--min-confidence"}, ask_path},
      {"common", "shared allies and rivals", 2, 2, kWeights, ask_common},
      {"camps", "blocs and fault lines", 0, 0, {"--half-life", "--alone", "--count"}, ask_camps},
      {"balance", "triads", 0, 0, kWeights, ask_balance},
      {"central", "who matters", 0, 0, {"--half-life", "--count"}, ask_central},
      {"timeline", "what happened, by day", 1, 2, {"--since", "--until", "--alone"}, ask_timeline},
      {"changes", "what is different since a day", 0, 0, {"--since", "--half-life", "--alone"}, ask_changes},
      {"contradictions", "denials and numbers that differ", 0, 0, {"--about"}, ask_contradictions}};
  return all;
}

}  // namespace entente::cli

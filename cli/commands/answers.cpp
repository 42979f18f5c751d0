#include "answers.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

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

/// Who else takes part: "destination: Russie", "beneficiary: Ukraine".
Cell participants(const GraphView& view, const Evidence& evidence) {
  std::vector<std::string> words;
  for (const auto& [role, participant] : {std::pair("destination", &evidence.destination),
                                          {"beneficiary", &evidence.beneficiary},
                                          {"instrument", &evidence.instrument},
                                          {"location", &evidence.location}})
    if (!participant->is_none())
      words.push_back(
          fmt::format("{}: {}", role, participant->node.empty() ? participant->text : label(view, participant->node)));
  return Cell::list(std::move(words), "; ");
}

using Columns = std::vector<std::string>;

Columns joined(Columns columns, const Columns& more) {
  columns.insert(columns.end(), more.begin(), more.end());
  return columns;
}

void append(std::vector<Cell>& row, std::vector<Cell> more) {
  row.insert(row.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

// What programs get beside what is shown: of a relation, of a quote, of those who take part in it.
const Columns kTieData = {"subjectId", "objectId", "polarity", "modality", "confidence"};
const Columns kParticipantData = {"destinationId", "beneficiaryId", "instrumentId", "locationId"};

std::vector<Cell> tie_data(const EdgeAnswer& edge) {
  const Polarity polarity = edge.support.is_negated() ? Polarity::negated : Polarity::affirmed;
  return {edge.subject, edge.object, std::string(name(polarity)), std::string(name(edge.support.modality)),
          Cell::number(edge.support.confidence(), 2)};
}

std::vector<Cell> tie_data(const EdgeAnswer& edge, const Evidence& evidence) {
  return {edge.subject, edge.object, std::string(name(evidence.polarity)), std::string(name(evidence.modality)),
          Cell::number(evidence.confidence, 2)};
}

std::vector<Cell> participant_data(const Evidence& evidence) {
  return {evidence.destination.node, evidence.beneficiary.node, evidence.instrument.node, evidence.location.node};
}

/// The edge of that number with all its evidence.
EdgeAnswer answer_of(const GraphView& view, std::uint32_t number) {
  const EdgeHandle edge = view.edge(number);
  const EdgeProperties& properties = view[edge];
  EdgeAnswer answer;
  answer.subject = view[boost::source(edge, view.boost())].id;
  answer.relation = view.relation(edge);
  answer.object = view[boost::target(edge, view.boost())].id;
  answer.number = number;
  answer.support = {properties.articles, properties.sources, properties.affirmed, properties.denied,
                    properties.modality};
  if (properties.has_date()) {
    answer.first = to_iso(Day(std::chrono::days(properties.first_day)));
    answer.last = to_iso(Day(std::chrono::days(properties.last_day)));
  }
  return answer;
}

Table edges_table(const GraphView& view, const std::vector<EdgeAnswer>& edges) {
  Table table{{"subject", "relation", "object", "with", "status", "first", "last", "sources", "quote"},
              {},
              joined(kTieData, kParticipantData)};
  for (const EdgeAnswer& edge : edges) {
    const Evidence best = best_evidence(view, edge.number);
    std::vector<Cell>& row = table.rows.emplace_back(std::vector<Cell>{
        label(view, edge.subject), edge.relation, label(view, edge.object), participants(view, best),
        status(edge.support), edge.first, edge.last, Cell::number(edge.support.sources), best.quote.exact});
    append(row, tie_data(edge));
    append(row, participant_data(best));
  }
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
  Table table{
      {"subject", "relation", "object", "with", "status", "source", "article", "date", "quote"},
      {},
      joined(joined(kTieData, kParticipantData), {"sourceId", "articleId", "headline", "start", "end", "time"})};
  for (const EdgeAnswer& edge : *edges) {
    const auto evidence = find_evidence(view, edge.number, asked.filter);
    if (!evidence) return evidence.error();
    for (const Evidence& one : *evidence) {
      const Article* article = view.knowledge().article(one.quote.article);
      const Article& known = article == nullptr ? Article{} : *article;
      std::vector<Cell>& row = table.rows.emplace_back(
          std::vector<Cell>{label(view, edge.subject), edge.relation, label(view, edge.object), participants(view, one),
                            status(one), label(view, one.attributed_to), known.name, known.published, one.quote.exact});
      append(row, tie_data(edge, one));
      append(row, participant_data(one));
      append(row, {one.attributed_to, one.quote.article, known.title, Cell::number(std::size_t{one.quote.span.begin}),
                   Cell::number(std::size_t{one.quote.span.end}), one.time});
    }
  }
  return table;
}

struct FirstAndLast {
  std::string first, last;
  void add(const EdgeAnswer& edge) {
    if (!edge.first.empty() && (first.empty() || edge.first < first)) first = edge.first;
    last = std::max(last, edge.last);
  }
};

FirstAndLast days_of(const GraphView& view, const std::vector<std::uint32_t>& edges) {
  FirstAndLast days;
  for (const std::uint32_t number : edges) days.add(answer_of(view, number));
  return days;
}

/// Each with the status of its heaviest tie and the last day of all.
Result<Table> relatives_table(const GraphView& view, const Result<std::vector<Relative>>& relatives) {
  if (!relatives) return relatives.error();
  Table table{{"name", "type", "weight", "sources", "status", "last", "quote"},
              {},
              {"id", "first", "relation", "polarity", "modality", "confidence"}};
  for (const Relative& one : *relatives) {
    const EdgeAnswer heaviest = answer_of(view, one.edges.front());
    const auto [first, last] = days_of(view, one.edges);
    std::vector<Cell> tie = tie_data(heaviest);
    tie.erase(tie.begin(), tie.begin() + 2);  // its ends, which may act for those that are asked about
    std::vector<Cell>& row = table.rows.emplace_back(
        std::vector<Cell>{one.name, std::string(name(one.type)), Cell::number(one.weight, 2), Cell::number(one.sources),
                          status(heaviest.support), last, best_evidence(view, heaviest.number).quote.exact, one.id,
                          first, heaviest.relation});
    append(row, std::move(tie));
  }
  return table;
}

Result<Table> ask_allies(const GraphView& view, const Asked& asked) {
  return relatives_table(view, allies(view, asked.ids[0], asked.weights));
}
Result<Table> ask_rivals(const GraphView& view, const Asked& asked) {
  return relatives_table(view, rivals(view, asked.ids[0], asked.weights));
}

/// A card of lines; for programs each with the ids, numbers and lists that it is made of.
class CardTable {
 public:
  void add(std::string what, Cell value, Cell values = "", Cell weight = "", std::string id = {}) {
    if (!value.text.empty())
      put(std::move(what), std::move(value),
          {std::move(values), std::move(id), std::move(weight), "", "", "", "", "", "", "", "", ""});
  }
  void add(std::string what, std::string value, const EdgeAnswer& edge, const std::string& relation,
           std::vector<Cell> tie, const std::string& status) {
    std::vector<Cell> data = {"", "", "", relation, status, edge.first, edge.last};
    append(data, std::move(tie));
    put(std::move(what), std::move(value), std::move(data));
  }
  [[nodiscard]] Table table() && { return std::move(table_); }

 private:
  void put(std::string what, Cell value, std::vector<Cell> data) {
    std::vector<Cell>& row = table_.rows.emplace_back(std::vector<Cell>{std::move(what), std::move(value)});
    append(row, std::move(data));
  }
  Table table_{
      {"what", "value"}, {}, joined({"values", "id", "weight", "relation", "status", "first", "last"}, kTieData)};
};

Result<Table> ask_node(const GraphView& view, const Asked& asked) {
  const auto card = node_card(view, asked.ids[0], asked.count > 0 ? asked.count : 10, asked.weights);
  if (!card) return card.error();
  const auto tie = [&](const EdgeAnswer& edge) {
    return fmt::format("{} {} {}", label(view, edge.subject), edge.relation, label(view, edge.object));
  };
  CardTable lines;
  const Node& node = card->node;
  lines.add("name", node.name);
  lines.add("type", std::string(name(node.type)));
  lines.add("id", node.id, "", "", node.id);
  lines.add("also", fmt::format("{}", fmt::join(node.alternate_names, ", ")), Cell::list(node.alternate_names));
  lines.add("described as", fmt::format("{}", fmt::join(node.descriptions, ", ")), Cell::list(node.descriptions));
  lines.add("wikidata", node.wikidata);
  lines.add("country code", node.iso);
  lines.add("articles", fmt::format("{}, from {} independent sources", card->articles, card->sources));
  for (const EdgeAnswer& role : card->roles)
    lines.add("role", tie(role), role, role.relation, tie_data(role), status(role.support));
  for (const auto& [what, list] : {std::pair("ally", &card->allies), {"rival", &card->rivals}})
    for (const Relative& one : *list)
      lines.add(what, fmt::format("{} ({:.2f})", one.name, one.weight), "", Cell::number(one.weight, 2), one.id);
  for (const Event& event : card->recent) {
    EdgeAnswer edge = event.edge;
    edge.first = event.first;
    edge.last = event.last;
    lines.add(event.first, tie(edge), edge, edge.relation, tie_data(edge, event.evidence), status(event.evidence));
  }
  return std::move(lines).table();
}

Result<Table> ask_between(const GraphView& view, const Asked& asked) {
  return edges_table(view, between(view, asked.ids[0], asked.ids[1], !asked.alone));
}

Result<Table> ask_path(const GraphView& view, const Asked& asked) {
  PathOptions options;
  if (asked.count > 0) options.count = asked.count;
  options.min_confidence = asked.filter.min_confidence;
  Table table{{"path", "subject", "relation", "object", "status", "last", "quote"}, {}, joined(kTieData, {"first"})};
  std::size_t number = 0;
  for (const Path& path : paths(view, asked.ids[0], asked.ids[1], options)) {
    ++number;
    for (const std::uint32_t at : path.edges) {
      const EdgeAnswer edge = answer_of(view, at);
      std::vector<Cell>& row = table.rows.emplace_back(
          std::vector<Cell>{Cell::number(number), label(view, edge.subject), edge.relation, label(view, edge.object),
                            status(edge.support), edge.last, best_evidence(view, at).quote.exact});
      append(row, tie_data(edge));
      append(row, {edge.first});
    }
  }
  return table;
}

/// The edges to each ally and rival, by its id, heaviest first.
std::map<std::string, std::vector<std::uint32_t>> ties_of(const GraphView& view, const std::string& id,
                                                          const WeightOptions& weights) {
  std::map<std::string, std::vector<std::uint32_t>> ties;
  for (const auto& found : {allies(view, id, weights), rivals(view, id, weights)})
    if (found)
      for (const Relative& one : *found) ties.emplace(one.id, one.edges);
  return ties;
}

/// With the status and the confidence of the less sure of the two heaviest ties, and the days of all.
Result<Table> ask_common(const GraphView& view, const Asked& asked) {
  const auto shared = common(view, asked.ids[0], asked.ids[1], asked.weights);
  if (!shared) return shared.error();
  auto ties_of_x = ties_of(view, asked.ids[0], asked.weights), ties_of_y = ties_of(view, asked.ids[1], asked.weights);
  Table table{{"what", "name", "weight to the first", "weight to the second"},
              {},
              {"id", "status", "confidence", "first", "last"}};
  for (const auto& [what, list] :
       {std::pair("ally", &shared->allies), {"rival", &shared->rivals}, {"divided", &shared->divided}})
    for (const CommonRelative& one : *list) {
      std::vector<std::uint32_t> edges = ties_of_x[one.id];
      const std::vector<std::uint32_t>& others = ties_of_y[one.id];
      const EdgeAnswer x = answer_of(view, edges.front()), y = answer_of(view, others.front());
      edges.insert(edges.end(), others.begin(), others.end());
      const auto [first, last] = days_of(view, edges);
      const Support& surety = x.support.confidence() <= y.support.confidence() ? x.support : y.support;
      table.rows.push_back({what, one.name, Cell::number(one.weight_x, 2), Cell::number(one.weight_y, 2), one.id,
                            status(surety), Cell::number(surety.confidence(), 2), first, last});
    }
  return table;
}

/// What is told inside a camp or across two: how surely its heaviest tie of that sign, and when last.
struct Told {
  double weight = 0;
  std::string status;
  Cell confidence = "";
  FirstAndLast days;
};

/// By the numbers of two camps, a ≤ b; inside a camp its friendly ties, across two their hostile ones.
std::map<std::pair<std::uint32_t, std::uint32_t>, Told> told_of(const GraphView& view, const Camps& found,
                                                                const WeightOptions& weights) {
  std::map<std::string_view, std::uint32_t> camp_of;
  for (std::uint32_t camp = 0; camp < found.camps.size(); ++camp)
    for (const std::string& id : found.camps[camp].members) camp_of.emplace(id, camp);
  const Representation representation(view, weights.with_representatives);
  std::map<std::pair<std::uint32_t, std::uint32_t>, Told> told;
  for (std::uint32_t number = 0; number < view.edge_count(); ++number) {
    const EdgeHandle edge = view.edge(number);
    const Vertex from = representation.principal(boost::source(edge, view.boost()));
    const Vertex to = representation.principal(boost::target(edge, view.boost()));
    const auto a = camp_of.find(view[from].id), b = camp_of.find(view[to].id);
    if (from == to || a == camp_of.end() || b == camp_of.end()) continue;
    const double weight = entente::weight(view, edge, weights) * (a->second == b->second ? 1 : -1);
    if (weight <= 0) continue;
    Told& sum = told[std::minmax(a->second, b->second)];
    const EdgeAnswer answer = answer_of(view, number);
    sum.days.add(answer);
    if (weight <= sum.weight) continue;
    sum.weight = weight;
    sum.status = status(answer.support);
    sum.confidence = Cell::number(answer.support.confidence(), 2);
  }
  return told;
}

/// Blocs, who stands alone against somebody, and the ten gravest fault lines. A camp bears the names of its two most
/// central members.
class CampsTable {
 public:
  CampsTable(const GraphView& view, const Camps& found, const WeightOptions& weights)
      : view_(view), found_(found), told_(told_of(view, found, weights)) {}

  [[nodiscard]] Table table() && {
    add_camps();
    add_alone();
    add_fault_lines();
    if (!table_.rows.empty())
      add("frustration", fmt::format("{:.1f} % of all weight", 100 * found_.frustration), "", "", {}, {});
    return std::move(table_);
  }

 private:
  void add_camps() {
    std::size_t number = 0;
    for (std::uint32_t i = 0; i < found_.camps.size(); ++i) {
      const Camp& camp = found_.camps[i];
      if (camp.members.size() > 1)
        add(fmt::format("camp {}: {}", ++number, head(camp)), fmt::format("{}", fmt::join(names(camp.members), ", ")),
            Cell::number(camp.cohesion, 2), "", told(i, i), camp.members);
    }
  }
  void add_alone() {
    std::vector<std::string> alone;
    for (const Camp& camp : found_.camps)
      if (camp.members.size() == 1) alone.push_back(camp.members.front());
    if (!alone.empty()) add("alone", fmt::format("{}", fmt::join(names(alone), ", ")), "", "", {}, alone);
  }
  void add_fault_lines() {
    constexpr std::size_t kShown = 10;
    for (std::size_t i = 0; i < std::min(kShown, found_.faults.size()) && found_.faults[i].conflict > 0; ++i) {
      const FaultLine& fault = found_.faults[i];
      const Camp &a = found_.camps[fault.camp_a], &b = found_.camps[fault.camp_b];
      add("fault line", head(a) + " / " + head(b), Cell::number(fault.cooperation, 2), Cell::number(fault.conflict, 2),
          told(fault.camp_a, fault.camp_b), a.members, b.members);
    }
  }

  [[nodiscard]] std::vector<std::string> names(const std::vector<std::string>& ids) const {
    std::vector<std::string> result;
    for (const std::string& id : ids) result.push_back(label(view_, id));
    return result;
  }
  [[nodiscard]] std::string head(const Camp& camp) const {
    const std::vector<std::string>& ids = camp.members;
    return label(view_, ids.front()) + (ids.size() > 1 ? ", " + label(view_, ids[1]) : "") +
           (ids.size() > 2 ? " …" : "");
  }
  [[nodiscard]] Told told(std::uint32_t a, std::uint32_t b) const {
    const auto found = told_.find(std::minmax(a, b));
    return found == told_.end() ? Told{} : found->second;
  }
  void add(std::string what, std::string who, Cell cooperation, Cell conflict, const Told& told,
           const std::vector<std::string>& ids, const std::vector<std::string>& against = {}) {
    const std::vector<std::string> all = joined(ids, against);
    table_.rows.push_back({std::move(what), std::move(who), std::move(cooperation), std::move(conflict), told.status,
                           told.days.last, Cell::list(names(all)), Cell::list(all), Cell::list(against),
                           told.confidence, told.days.first});
  }

  const GraphView& view_;
  const Camps& found_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, Told> told_;
  Table table_{{"what", "who", "cooperation", "conflict", "status", "last"},
               {},
               {"members", "ids", "againstIds", "confidence", "first"}};
};

Result<Table> ask_camps(const GraphView& view, const Asked& asked) {
  const auto folded = signed_graph(view, asked.weights);
  if (!folded) return folded.error();
  return CampsTable(view, camps(view, *folded, asked.count), asked.weights).table();
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
  for (const Triad& triad : found.most_torn) {
    const std::vector<std::string> names = {label(view, triad.x), label(view, triad.y), label(view, triad.z)};
    table.rows.push_back({"torn", "", fmt::format("{}", fmt::join(names, ", ")), Cell::list(names),
                          Cell::list({triad.x, triad.y, triad.z})});
  }
  return table;
}

Result<Table> ask_central(const GraphView& view, const Asked& asked) {
  CentralityOptions how;
  how.weights = asked.weights;
  const auto found = central(view, how);
  if (!found) return found.error();
  Table table{{"name", "pagerank", "betweenness", "in", "out"}, {}, {"id", "type", "first", "last"}};
  std::map<Vertex, FirstAndLast> days;
  for (std::uint32_t number = 0; number < view.edge_count(); ++number) {
    const EdgeAnswer edge = answer_of(view, number);
    for (const Vertex end :
         {boost::source(view.edge(number), view.boost()), boost::target(view.edge(number), view.boost())})
      days[end].add(edge);
  }
  const std::size_t most = asked.count > 0 ? asked.count : 20;
  for (std::size_t i = 0; i < std::min(most, found->size()); ++i) {
    const Centrality& one = (*found)[i];
    const Vertex vertex = view.find(one.id);
    table.rows.push_back({one.name, Cell::number(one.page_rank, 4), Cell::number(one.betweenness, 4),
                          Cell::number(one.in_strength, 2), Cell::number(one.out_strength, 2), one.id,
                          std::string(name(view[vertex].type)), days[vertex].first, days[vertex].last});
  }
  return table;
}

Result<Table> ask_timeline(const GraphView& view, const Asked& asked) {
  // The dates are checked as those of any filter; an actor that is not there keeps the check cheap.
  if (const auto sound = find_edges(view, {.about = "-", .since = asked.filter.since, .until = asked.filter.until});
      !sound)
    return sound.error();
  const std::optional<Days> since = parse_days(asked.filter.since), until = parse_days(asked.filter.until);
  Table table{{"from", "to", "subject", "relation", "object", "status", "quote"}, {}, joined(kTieData, {"articleId"})};
  for (const Event& event : timeline(view, asked.ids[0], asked.ids.size() > 1 ? asked.ids[1] : "", !asked.alone)) {
    if ((since && event.last < to_iso(since->first)) || (until && event.first > to_iso(until->last))) continue;
    std::vector<Cell>& row = table.rows.emplace_back(
        std::vector<Cell>{event.first, event.last, label(view, event.edge.subject), event.edge.relation,
                          label(view, event.edge.object), status(event.evidence), event.evidence.quote.exact});
    append(row, tie_data(event.edge, event.evidence));
    append(row, {event.evidence.quote.article});
  }
  return table;
}

Result<Table> ask_changes(const GraphView& view, const Asked& asked) {
  const auto found = changes_since(view, asked.filter.since, asked.weights);
  if (!found) return found.error();
  Table table{{"what", "subject", "relation", "object", "detail"},
              {},
              joined(kTieData, {"status", "first", "last", "before", "after"})};
  for (const Turn& turn : found->sides)
    table.rows.push_back({"changed side", label(view, turn.x), "", label(view, turn.y),
                          fmt::format("{:.2f} → {:.2f}", turn.before, turn.after), turn.x, turn.y, "", "", "", "", "",
                          "", Cell::number(turn.before, 2), Cell::number(turn.after, 2)});
  for (const auto& [what, list] : {std::pair("new", &found->started), {"ended", &found->ended}})
    for (const EdgeAnswer& edge : *list) {
      std::vector<Cell>& row = table.rows.emplace_back(std::vector<Cell>{what, label(view, edge.subject), edge.relation,
                                                                         label(view, edge.object),
                                                                         best_evidence(view, edge.number).quote.exact});
      append(row, tie_data(edge));
      append(row, {status(edge.support), edge.first, edge.last, "", ""});
    }
  return table;
}

Result<Table> ask_contradictions(const GraphView& view, const Asked& asked) {
  Table table{
      {"what", "subject", "relation", "object", "one", "other"}, {}, joined(kTieData, {"status", "first", "last"})};
  const auto quote = [](const std::vector<Evidence>& evidence) {
    return evidence.empty() ? "" : evidence.front().quote.exact;
  };
  for (const Contradiction& one : contradictions(view, asked.filter.about)) {
    std::vector<Cell>& row = table.rows.emplace_back(std::vector<Cell>{
        one.kind == Contradiction::Kind::denial ? "denied" : "numbers differ", label(view, one.edge.subject),
        one.edge.relation, label(view, one.edge.object), quote(one.one), quote(one.other)});
    append(row, tie_data(one.edge));
    append(row, {status(one.edge.support), one.edge.first, one.edge.last});
  }
  return table;
}

}  // namespace

Table best_attested(const GraphView& view, std::size_t most) {
  std::vector<EdgeAnswer> edges = *find_edges(view, {});
  std::stable_sort(edges.begin(), edges.end(), [](const EdgeAnswer& a, const EdgeAnswer& b) {
    return std::pair(b.support.sources, b.support.confidence()) < std::pair(a.support.sources, a.support.confidence());
  });
  if (edges.size() > most) edges.resize(most);
  Table table{{"subject", "relation", "object", "status", "quote"}, {}};
  for (const EdgeAnswer& edge : edges)
    table.rows.push_back({label(view, edge.subject), edge.relation, label(view, edge.object), status(edge.support),
                          best_evidence(view, edge.number).quote.exact});
  return table;
}

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

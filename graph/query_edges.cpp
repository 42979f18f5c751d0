// Edges, evidence, time, disagreement and the card of a node.
#include <algorithm>
#include <map>
#include <tuple>

#include "entente/schema/fold.h"
#include "query_parts.h"

namespace entente {

using detail::edges_at;
using detail::EvidenceSum;
using detail::number_of;
using detail::ReadyFilter;

namespace {

// The edges that the ends named in the filter leave, in canonical order.
std::vector<EdgeHandle> candidates(const GraphView& view, const EdgeFilter& filter) {
  const auto end_is = [&](EdgeHandle edge, const std::string& id, bool at_source, bool at_target) {
    const BoostGraph& graph = view.boost();
    return id.empty() || (at_source && graph[boost::source(edge, graph)].id == id) ||
           (at_target && graph[boost::target(edge, graph)].id == id);
  };
  const bool by_subject = !filter.subject.empty(), by_object = !filter.object.empty();
  const std::string& end = by_subject ? filter.subject : by_object ? filter.object : filter.about;
  const Vertex vertex = view.find(end);
  if (vertex == kNoVertex) return {};
  std::vector<EdgeHandle> edges = edges_at(view, vertex, by_subject || !by_object, !by_subject);
  std::erase_if(edges, [&](EdgeHandle edge) {
    return !end_is(edge, filter.subject, true, false) || !end_is(edge, filter.object, false, true) ||
           !end_is(edge, filter.about, true, true);
  });
  return edges;
}

}  // namespace

Result<std::vector<EdgeAnswer>> find_edges(const GraphView& view, const EdgeFilter& filter) {
  const Result<ReadyFilter> ready = ReadyFilter::make(view, filter);
  if (!ready) return ready.error();
  std::vector<EdgeAnswer> found;
  const auto consider = [&](EdgeHandle edge) {
    if (!ready->may_match(view, edge)) return;
    const EdgeProperties& whole = view[edge];  // part of the evidence has no more support than all of it
    if (std::max(whole.affirmed, whole.denied) < filter.min_confidence || whole.sources < filter.min_sources) return;
    if (ready->takes_all_evidence()) {
      found.push_back(detail::answer(view, edge));
      return;
    }
    EvidenceSum sum(view.sources());
    view.for_each_evidence(edge, [&](const Evidence& evidence, const Article& article) {
      const std::optional<Days> days = days_of(evidence, article);
      if (ready->matches(evidence, days)) sum.add(evidence, days);
    });
    if (sum.empty()) return;
    const Support support = sum.support();
    if (support.confidence() >= filter.min_confidence && support.sources >= filter.min_sources)
      found.push_back(sum.answer(view, edge));
  };
  if (filter.subject.empty() && filter.object.empty() && filter.about.empty()) {
    for (std::uint32_t number = 0; number < view.edge_count(); ++number) consider(view.edge(number));
  } else {
    for (const EdgeHandle edge : candidates(view, filter)) consider(edge);
  }
  return found;
}

Result<std::vector<Evidence>> find_evidence(const GraphView& view, std::uint32_t edge_number,
                                            const EdgeFilter& filter) {
  const Result<ReadyFilter> ready = ReadyFilter::make(view, filter);
  if (!ready) return ready.error();
  std::vector<Evidence> found;
  view.for_each_evidence(view.edge(edge_number), [&](const Evidence& evidence, const Article& article) {
    if (ready->matches(evidence, days_of(evidence, article))) found.push_back(evidence);
  });
  return found;
}

std::vector<EdgeAnswer> between(const GraphView& view, std::string_view x, std::string_view y,
                                bool with_representatives) {
  const Vertex from = view.find(x), to = view.find(y);
  if (from == kNoVertex || to == kNoVertex || from == to) return {};
  const Representation representation(view, with_representatives);
  const BoostGraph& graph = view.boost();
  std::vector<bool> is_x(boost::num_vertices(graph)), is_y = is_x;
  const std::vector<Vertex> x_actors = representation.actors(from), y_actors = representation.actors(to);
  for (const Vertex vertex : x_actors) is_x[vertex] = true;
  for (const Vertex vertex : y_actors) is_y[vertex] = true;
  // "X sent soldiers to Y": the other end is neither, but Y takes part.
  const auto concerns = [&](EdgeHandle edge, const std::vector<bool>& is_other) {
    if (!view[edge].has_participants) return false;
    bool found = false;
    view.for_each_evidence(edge, [&](const Evidence& evidence, const Article&) {
      for (const Participant* participant : {&evidence.destination, &evidence.beneficiary})
        if (const Vertex vertex = view.find(participant->node); vertex != kNoVertex) found |= is_other[vertex];
    });
    return found;
  };
  std::vector<EdgeHandle> there, back;
  const auto collect = [&](const std::vector<Vertex>& actors, const std::vector<bool>& is_other,
                           std::vector<EdgeHandle>& out, std::vector<EdgeHandle>& in) {
    for (const Vertex vertex : actors) {
      for (const EdgeHandle edge : boost::make_iterator_range(boost::out_edges(vertex, graph)))
        if (is_other[boost::target(edge, graph)] || concerns(edge, is_other)) out.push_back(edge);
      for (const EdgeHandle edge : boost::make_iterator_range(boost::in_edges(vertex, graph)))
        if (!is_other[boost::source(edge, graph)] && concerns(edge, is_other)) in.push_back(edge);
    }
  };
  collect(x_actors, is_y, there, back);
  collect(y_actors, is_x, back, there);
  std::vector<EdgeAnswer> found;
  std::vector<bool> is_told(view.edge_count());
  for (std::vector<EdgeHandle>* edges : {&there, &back}) {
    std::sort(edges->begin(), edges->end(),
              [&](EdgeHandle a, EdgeHandle b) { return view[a].number < view[b].number; });
    for (const EdgeHandle edge : *edges) {
      if (is_told[view[edge].number]) continue;
      is_told[view[edge].number] = true;
      found.push_back(detail::answer(view, edge));
    }
  }
  return found;
}

std::vector<Event> timeline(const GraphView& view, std::string_view x, std::string_view y, bool with_representatives) {
  const Vertex vertex = view.find(x);
  if (vertex == kNoVertex) return {};
  std::vector<EdgeHandle> edges;
  if (!y.empty()) {
    for (const EdgeAnswer& answer : between(view, x, y, with_representatives))
      edges.push_back(view.edge(answer.number));
  } else {
    for (const Vertex actor : Representation(view, with_representatives).actors(vertex))
      for (const EdgeHandle edge : edges_at(view, actor, true, true)) edges.push_back(edge);
  }
  std::sort(edges.begin(), edges.end(), [&](EdgeHandle a, EdgeHandle b) { return view[a].number < view[b].number; });
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  std::vector<Event> events;
  for (const EdgeHandle edge : edges) {
    const EdgeAnswer answer = detail::answer(view, edge);
    view.for_each_evidence(edge, [&](const Evidence& evidence, const Article& article) {
      if (const std::optional<Days> days = days_of(evidence, article))
        events.push_back({to_iso(days->first), to_iso(days->last), answer, evidence});
    });
  }
  std::stable_sort(events.begin(), events.end(), [](const Event& a, const Event& b) {
    return std::tie(a.first, a.last) < std::tie(b.first, b.last);
  });
  return events;
}

// What is so for long before it is first told: to meet it in an article is no news.
constexpr std::string_view kStanding[] = {"partOf", "locatedIn", "affiliatedWith", "spokespersonFor"};

Result<Changes> changes_since(const GraphView& view, std::string_view since, const WeightOptions& options) {
  const std::optional<Days> start = parse_days(since);
  if (!start) return detail::bad_date("since", since);
  const Result<detail::Weigher> weigher = detail::Weigher::make(view, options);
  if (!weigher) return weigher.error();
  const Representation representation(view, options.with_representatives);
  const BoostGraph& graph = view.boost();
  std::map<std::pair<Vertex, Vertex>, Turn> turns;
  Changes changes;
  const auto is_tie = [&](EdgeHandle edge) {
    return std::find(std::begin(kStanding), std::end(kStanding), view.relation(edge)) == std::end(kStanding);
  };
  for (std::uint32_t number = 0; number < view.edge_count(); ++number) {
    const EdgeHandle edge = view.edge(number);
    EvidenceSum before(view.sources()), after(view.sources());
    view.for_each_evidence(edge, [&](const Evidence& evidence, const Article& article) {
      if (const std::optional<Days> days = days_of(evidence, article))
        (days->first < start->first ? before : after).add(evidence, days);
    });
    if (after.empty()) {
      if (before.empty()) continue;
    } else if (before.empty()) {
      if (is_tie(edge)) changes.started.push_back(detail::answer(view, edge));
    } else if (!before.support().is_negated() && after.support().is_negated()) {
      changes.ended.push_back(after.answer(view, edge));
    }
    if (view[edge].relation.is_none()) continue;
    const auto weigh = [&](const EvidenceSum& sum) {
      const Support support = sum.support();
      return sum.empty()
                 ? 0
                 : (*weigher)(view.ontology()[view[edge].relation], view[boost::target(edge, view.boost())].type,
                              support.affirmed, support.denied, support.sources, support.modality, sum.last_day());
    };
    const auto [x, y] = std::minmax(
        {representation.principal(boost::source(edge, graph)), representation.principal(boost::target(edge, graph))});
    Turn& turn = turns[{x, y}];
    turn.before += weigh(before);
    turn.after += weigh(after);
  }
  for (auto& [pair, turn] : turns) {
    if (pair.first == pair.second || turn.before * turn.after >= 0) continue;
    changes.sides.push_back({view[pair.first].id, view[pair.second].id, turn.before, turn.after});
  }
  std::stable_sort(changes.sides.begin(), changes.sides.end(), [](const Turn& a, const Turn& b) {
    return std::abs(a.after - a.before) > std::abs(b.after - b.before);
  });
  return changes;
}

namespace {

bool is_firm(const Evidence& evidence) {
  return evidence.modality == Modality::actual || evidence.modality == Modality::reported;
}

// The evidence with the lowest and with the highest number of one unit, if these contradict each other.
void add_quantities(const EdgeAnswer& answer, const std::vector<Evidence>& evidence,
                    std::vector<Contradiction>& found) {
  std::map<std::string, std::vector<const Evidence*>> by_unit;
  for (const Evidence& piece : evidence)
    if (piece.quantity && is_firm(piece) && piece.polarity == Polarity::affirmed)
      by_unit[fold_name(piece.quantity->unit)].push_back(&piece);
  for (const auto& [unit, pieces] : by_unit) {
    const auto [low, high] = std::minmax_element(
        pieces.begin(), pieces.end(),
        [](const Evidence* a, const Evidence* b) { return a->quantity->value < b->quantity->value; });
    const Quantity &least = *(*low)->quantity, &most = *(*high)->quantity;
    const double tolerance = least.approximate || most.approximate ? 0.2 : 0.1;
    if (most.value - least.value <= tolerance * std::max(std::abs(most.value), std::abs(least.value))) continue;
    Contradiction contradiction{Contradiction::Kind::quantity, answer, {}, {}};
    for (const Evidence* piece : pieces) {
      if (piece->quantity->value == least.value) contradiction.one.push_back(*piece);
      if (piece->quantity->value == most.value) contradiction.other.push_back(*piece);
    }
    found.push_back(std::move(contradiction));
  }
}

}  // namespace

std::vector<Contradiction> contradictions(const GraphView& view, std::string_view about) {
  std::vector<Contradiction> found;
  const auto consider = [&](EdgeHandle edge) {
    const std::vector<Evidence> evidence = view.whole(edge).evidence;
    const EdgeAnswer answer = detail::answer(view, edge);
    Contradiction denial{Contradiction::Kind::denial, answer, {}, {}};
    for (const Evidence& piece : evidence)
      if (is_firm(piece)) (piece.polarity == Polarity::affirmed ? denial.one : denial.other).push_back(piece);
    if (!denial.one.empty() && !denial.other.empty()) found.push_back(std::move(denial));
    add_quantities(answer, evidence, found);
  };
  if (about.empty()) {
    for (std::uint32_t number = 0; number < view.edge_count(); ++number) consider(view.edge(number));
  } else if (const Vertex vertex = view.find(about); vertex != kNoVertex) {
    for (const EdgeHandle edge : edges_at(view, vertex, true, true)) consider(edge);
  }
  return found;
}

Result<NodeCard> node_card(const GraphView& view, std::string_view id, std::size_t length,
                           const WeightOptions& options) {
  NodeCard card;
  const Vertex vertex = view.find(id);
  if (vertex == kNoVertex) return card;
  Result<std::vector<Relative>> friends = allies(view, id, options), enemies = rivals(view, id, options);
  if (!friends) return friends.error();
  card.allies = *std::move(friends);
  card.rivals = *std::move(enemies);
  card.allies.resize(std::min(card.allies.size(), length));
  card.rivals.resize(std::min(card.rivals.size(), length));
  card.node = view.knowledge().node(id);
  std::vector<std::uint32_t> sources;
  for (const auto& [article, fragment] : view.knowledge().fragments()) {
    const auto found = std::lower_bound(fragment.nodes.begin(), fragment.nodes.end(), id,
                                        [](const Node& node, std::string_view wanted) { return node.id < wanted; });
    if (found == fragment.nodes.end() || found->id != id) continue;
    ++card.articles;
    sources.push_back(view.sources().of(article));
  }
  std::sort(sources.begin(), sources.end());
  card.sources = static_cast<std::uint32_t>(std::unique(sources.begin(), sources.end()) - sources.begin());
  for (const EdgeHandle edge : edges_at(view, vertex, true, true)) {
    const RelationId relation = view[edge].relation;
    if (!relation.is_none() && view.ontology()[relation].quad == QuadClass::structural)
      card.roles.push_back(detail::answer(view, edge));
  }
  card.recent = timeline(view, id);
  if (!card.recent.empty()) {
    card.first = card.recent.front().first;
    for (const Event& event : card.recent) card.last = std::max(card.last, event.last);
    std::reverse(card.recent.begin(), card.recent.end());
    card.recent.resize(std::min(card.recent.size(), length));
  }
  return card;
}

}  // namespace entente

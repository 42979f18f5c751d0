#include "query_parts.h"

#include <algorithm>
#include <cmath>

namespace entente::detail {

void EvidenceSum::add(const Evidence& evidence, const std::optional<Days>& days) {
  support_.add(evidence);
  ++count_;
  if (!days) return;
  const bool is_first = first_day_ > last_day_;
  first_day_ = is_first ? number_of(days->first) : std::min(first_day_, number_of(days->first));
  last_day_ = is_first ? number_of(days->last) : std::max(last_day_, number_of(days->last));
}

EdgeAnswer EvidenceSum::answer(const GraphView& view, EdgeHandle edge) const {
  EdgeAnswer result = detail::answer(view, edge);
  result.support = support();
  const bool has_date = first_day_ <= last_day_;
  result.first = has_date ? to_iso(day_of(first_day_)) : "";
  result.last = has_date ? to_iso(day_of(last_day_)) : "";
  return result;
}

EdgeAnswer answer(const GraphView& view, EdgeHandle edge) {
  const BoostGraph& graph = view.boost();
  const EdgeProperties& properties = view[edge];
  EdgeAnswer result;
  result.subject = graph[boost::source(edge, graph)].id;
  result.relation = view.relation(edge);
  result.object = graph[boost::target(edge, graph)].id;
  result.support = {properties.articles, properties.sources, properties.affirmed, properties.denied,
                    properties.modality};
  if (properties.has_date()) {
    result.first = to_iso(day_of(properties.first_day));
    result.last = to_iso(day_of(properties.last_day));
  }
  result.number = properties.number;
  return result;
}

InputError bad_date(std::string_view setting, std::string_view value) {
  return {std::string(setting), 0, "\"" + std::string(value) + "\" is no date",
          "give it as 2024, 2024-10 or 2024-10-28"};
}

Result<ReadyFilter> ReadyFilter::make(const GraphView& view, const EdgeFilter& filter) {
  const Ontology& ontology = view.ontology();
  ReadyFilter ready;
  for (const std::string& relation : filter.relations)
    if (ontology.find(relation).is_none())
      return InputError{"type", 0, "there is no relation type \"" + relation + "\"",
                        "see the ontology for their names"};
  const auto relations = ontology.relations();
  for (const std::string& category : filter.categories)
    if (std::none_of(relations.begin(), relations.end(), [&](const RelationType& r) { return r.plover == category; }))
      return InputError{"category", 0, "no relation type has the PLOVER category \"" + category + "\"",
                        "categories are written like THREATEN"};
  if (!filter.relations.empty() || !filter.categories.empty() || !filter.quads.empty()) {
    for (const RelationType& relation : relations)
      ready.relations_.push_back((filter.relations.empty() || filter.relations.contains(relation.name)) &&
                                 (filter.categories.empty() || filter.categories.contains(relation.plover)) &&
                                 (filter.quads.empty() || filter.quads.contains(relation.quad)));
    if (ready.relations_.empty()) ready.relations_.push_back(false);
  }
  if (!filter.since.empty()) {
    const std::optional<Days> days = parse_days(filter.since);
    if (!days) return bad_date("since", filter.since);
    ready.since_ = number_of(days->first);
  }
  if (!filter.until.empty()) {
    const std::optional<Days> days = parse_days(filter.until);
    if (!days) return bad_date("until", filter.until);
    ready.until_ = number_of(days->last);
  }
  if (ready.until_ < ready.since_)
    return InputError{"until", 0, "until " + filter.until + " is before since " + filter.since,
                      "exchange the two dates"};
  ready.polarity_ = filter.polarity;
  ready.modality_ = filter.modality;
  ready.attributed_to_ = filter.attributed_to;
  ready.takes_all_evidence_ = filter.since.empty() && filter.until.empty() && !filter.polarity && !filter.modality &&
                              filter.attributed_to.empty();
  return ready;
}

bool ReadyFilter::may_match(const GraphView& view, EdgeHandle edge) const {
  const EdgeProperties& properties = view[edge];
  if (!relations_.empty() && (properties.relation.is_none() || !relations_[properties.relation.index()])) return false;
  if (takes_all_evidence_) return true;
  if ((since_ != kFirstDay || until_ != kLastDay) &&
      (!properties.has_date() || properties.last_day < since_ || properties.first_day > until_))
    return false;
  if (polarity_ && !((properties.polarities >> static_cast<unsigned>(*polarity_)) & 1U)) return false;
  return !modality_ || ((properties.modalities >> static_cast<unsigned>(*modality_)) & 1U);
}

bool ReadyFilter::matches(const Evidence& evidence, const std::optional<Days>& days) const {
  if (polarity_ && evidence.polarity != *polarity_) return false;
  if (modality_ && evidence.modality != *modality_) return false;
  if (!attributed_to_.empty() && evidence.attributed_to != attributed_to_) return false;
  if (since_ == kFirstDay && until_ == kLastDay) return true;
  return days && number_of(days->last) >= since_ && number_of(days->first) <= until_;
}

Result<Weigher> Weigher::make(const GraphView& view, const WeightOptions& options) {
  Weigher weigher;
  weigher.half_life_days_ = options.half_life_days;
  if (!options.now.empty()) {
    const std::optional<Days> days = parse_days(options.now);
    if (!days) return bad_date("now", options.now);
    weigher.now_ = number_of(days->last);
  } else if (view.last_day()) {
    weigher.now_ = number_of(*view.last_day());
  }
  return weigher;
}

namespace {

double status_weight(Modality modality) {
  switch (modality) {
    case Modality::actual:
      return 1;
    case Modality::reported:
      return 0.75;
    case Modality::planned:
      return 0.5;
    case Modality::possible:
      return 0.25;
  }
  return 0;
}

}  // namespace

double Weigher::operator()(const RelationType& relation, NodeType object, double affirmed, double denied,
                           std::uint32_t sources, Modality modality, std::int32_t last_day) const {
  double result = relation.score_towards(object) / 10 * std::max(0.0, affirmed - denied) * std::log2(1.0 + sources) *
                  status_weight(modality);
  if (half_life_days_ > 0 && last_day != kFirstDay && last_day < now_)
    result *= std::exp2(-static_cast<double>(now_ - last_day) / half_life_days_);
  return result;
}

double Weigher::operator()(const GraphView& view, EdgeHandle edge) const {
  const EdgeProperties& properties = view[edge];
  if (properties.relation.is_none()) return 0;
  return (*this)(view.ontology()[properties.relation], view[boost::target(edge, view.boost())].type,
                 properties.affirmed, properties.denied, properties.sources, properties.modality,
                 properties.has_date() ? properties.last_day : kFirstDay);
}

std::vector<EdgeHandle> edges_at(const GraphView& view, Vertex vertex, bool outgoing, bool incoming) {
  std::vector<EdgeHandle> edges;
  if (outgoing)
    for (const EdgeHandle edge : boost::make_iterator_range(boost::out_edges(vertex, view.boost())))
      edges.push_back(edge);
  if (incoming)
    for (const EdgeHandle edge : boost::make_iterator_range(boost::in_edges(vertex, view.boost())))
      edges.push_back(edge);
  std::sort(edges.begin(), edges.end(), [&](EdgeHandle a, EdgeHandle b) { return view[a].number < view[b].number; });
  return edges;
}

}  // namespace entente::detail

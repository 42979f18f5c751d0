#include "entente/graph/view.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

namespace entente {
namespace {

// Where an edge of a fragment goes. Names are numbered first, so that sorting a million of these compares integers.
struct Placed {
  std::uint32_t subject, relation, object, fragment;
  const Edge* edge;
  [[nodiscard]] auto ends() const { return std::tie(subject, relation, object); }
};

// All strings of a kind, each numbered by its rank.
class Ranks {
 public:
  explicit Ranks(std::vector<std::string_view> values) : sorted_(std::move(values)) {
    std::sort(sorted_.begin(), sorted_.end());
    sorted_.erase(std::unique(sorted_.begin(), sorted_.end()), sorted_.end());
    rank_.reserve(sorted_.size());
    for (std::uint32_t i = 0; i < sorted_.size(); ++i) rank_[sorted_[i]] = i;
  }
  [[nodiscard]] std::uint32_t of(std::string_view value) const { return rank_.find(value)->second; }
  [[nodiscard]] const std::vector<std::string_view>& sorted() const { return sorted_; }

 private:
  std::vector<std::string_view> sorted_;
  std::unordered_map<std::string_view, std::uint32_t> rank_;
};

template <class Enumerator>
std::uint8_t bit(Enumerator value) {
  return static_cast<std::uint8_t>(1U << static_cast<unsigned>(value));
}

}  // namespace

std::optional<Days> days_of(const Evidence& evidence, const Article& article) {
  if (const std::optional<Days> days = parse_days(evidence.time)) return days;
  return parse_days(article.published);
}

GraphView::GraphView(const KnowledgeGraph& graph, const Ontology& ontology)
    : knowledge_(&graph), ontology_(&ontology), sources_(graph) {
  for (Node& node : graph.nodes())
    boost::add_vertex(VertexProperties{std::move(node.id), std::move(node.name), node.type}, boost_);

  std::vector<std::string_view> ids, relations;
  for (const Vertex vertex : boost::make_iterator_range(boost::vertices(boost_))) ids.emplace_back(boost_[vertex].id);
  for (const auto& [id, fragment] : graph.fragments())
    for (const Edge& edge : fragment.edges) relations.emplace_back(edge.relation);
  const Ranks vertex_ranks(std::move(ids)), relation_ranks(std::move(relations));
  std::vector<RelationId> relation_ids;
  for (const std::string_view relation : relation_ranks.sorted()) relation_ids.push_back(ontology.find(relation));

  std::vector<Placed> placed;
  std::vector<const Article*> articles;
  for (const auto& [id, fragment] : graph.fragments()) {
    for (const Edge& edge : fragment.edges)
      placed.push_back({vertex_ranks.of(edge.subject), relation_ranks.of(edge.relation), vertex_ranks.of(edge.object),
                        static_cast<std::uint32_t>(articles.size()), &edge});
    articles.push_back(&fragment.article);
    if (const std::optional<Days> days = parse_days(fragment.article.published))
      last_day_ = std::max(last_day_.value_or(days->last), days->last);
  }
  std::sort(placed.begin(), placed.end(), [](const Placed& a, const Placed& b) {
    return std::tuple_cat(a.ends(), std::tie(a.fragment)) < std::tuple_cat(b.ends(), std::tie(b.fragment));
  });

  std::optional<Day> last_evidence;
  parts_.reserve(placed.size());
  for (std::size_t i = 0; i < placed.size();) {
    first_part_.push_back(static_cast<std::uint32_t>(parts_.size()));
    EdgeProperties properties;
    properties.number = static_cast<std::uint32_t>(edges_.size());
    properties.relation = relation_ids[placed[i].relation];
    SupportSum sum(sources_);
    std::size_t j = i;
    for (; j < placed.size() && placed[j].ends() == placed[i].ends(); ++j) {
      parts_.push_back({placed[j].edge, articles[placed[j].fragment]});
      for (const Evidence& evidence : placed[j].edge->evidence) {
        sum.add(evidence);
        properties.modalities |= bit(evidence.modality);
        properties.polarities |= bit(evidence.polarity);
        if (const std::optional<Days> days = days_of(evidence, *articles[placed[j].fragment])) {
          const auto first = static_cast<std::int32_t>(days->first.time_since_epoch().count());
          const auto last = static_cast<std::int32_t>(days->last.time_since_epoch().count());
          const bool is_first = !properties.has_date();
          properties.first_day = is_first ? first : std::min(properties.first_day, first);
          properties.last_day = is_first ? last : std::max(properties.last_day, last);
          last_evidence = std::max(last_evidence.value_or(days->last), days->last);
        }
      }
    }
    const Support support = sum.support();
    properties.affirmed = support.affirmed;
    properties.denied = support.denied;
    properties.articles = support.articles;
    properties.sources = support.sources;
    properties.modality = support.modality;
    edges_.push_back(boost::add_edge(placed[i].subject, placed[i].object, properties, boost_).first);
    i = j;
  }
  first_part_.push_back(static_cast<std::uint32_t>(parts_.size()));
  if (!last_day_) last_day_ = last_evidence;
}

Vertex GraphView::find(std::string_view id) const {
  const auto [first, last] = boost::vertices(boost_);
  const auto found = std::lower_bound(
      first, last, id, [&](Vertex vertex, std::string_view wanted) { return boost_[vertex].id < wanted; });
  return found != last && boost_[*found].id == id ? *found : kNoVertex;
}

const std::string& GraphView::relation(EdgeHandle edge) const {
  return parts_[first_part_[boost_[edge].number]].edge->relation;
}

Edge GraphView::whole(EdgeHandle edge) const {
  Edge result{boost_[boost::source(edge, boost_)].id, relation(edge), boost_[boost::target(edge, boost_)].id, {}};
  for_each_evidence(edge, [&](const Evidence& evidence, const Article&) { result.evidence.push_back(evidence); });
  return result;
}

}  // namespace entente

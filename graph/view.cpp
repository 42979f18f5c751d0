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
  void add(std::string_view value) { rank_.try_emplace(value, 0); }
  void sort() {
    sorted_.reserve(rank_.size());
    for (const auto& [value, rank] : rank_) sorted_.push_back(value);
    std::sort(sorted_.begin(), sorted_.end());
    for (std::uint32_t i = 0; i < sorted_.size(); ++i) rank_[sorted_[i]] = i;
  }
  [[nodiscard]] std::uint32_t of(std::string_view value) const { return rank_.find(value)->second; }
  [[nodiscard]] const std::vector<std::string_view>& sorted() const { return sorted_; }

 private:
  std::vector<std::string_view> sorted_;
  std::unordered_map<std::string_view, std::uint32_t> rank_;
};

// Votes for a few values; the value that most votes are for, of equals the first.
template <class T>
class Votes {
 public:
  void add(const T& value) {
    for (auto& [known, count] : votes_)
      if (known == value) {
        ++count;
        return;
      }
    votes_.emplace_back(value, 1);
  }
  [[nodiscard]] T elected() const {
    return std::min_element(
               votes_.begin(), votes_.end(),
               [](const auto& a, const auto& b) { return std::tie(b.second, a.first) < std::tie(a.second, b.first); })
        ->first;
  }

 private:
  std::vector<std::pair<T, std::uint32_t>> votes_;
};

// Name and type as `unite` chooses them, without the mentions, which are most of what nodes hold.
void add_vertices(const KnowledgeGraph& graph, const Ranks& ranks, BoostGraph& boost) {
  struct Candidate {
    Votes<std::string_view> names;
    Votes<NodeType> types;
  };
  std::vector<Candidate> candidates(ranks.sorted().size());
  for (const auto& [id, fragment] : graph.fragments()) {
    for (const Node& node : fragment.nodes) {
      Candidate& candidate = candidates[ranks.of(node.id)];
      candidate.names.add(node.name);
      candidate.types.add(node.type);
    }
  }
  for (std::uint32_t i = 0; i < candidates.size(); ++i)
    boost::add_vertex(VertexProperties{std::string(ranks.sorted()[i]), std::string(candidates[i].names.elected()),
                                       candidates[i].types.elected()},
                      boost);
}

template <class Enumerator>
std::uint8_t bit(Enumerator value) {
  return static_cast<std::uint8_t>(1U << static_cast<unsigned>(value));
}

}  // namespace

std::optional<Days> days_of(const Evidence& evidence, const Article& article) {
  if (const std::optional<Days> days = parse_days(evidence.time)) return days;
  return parse_days(article.published);
}

GraphView::GraphView(const KnowledgeGraph& graph, const Ontology& ontology, const Gazetteer& known)
    : knowledge_(&graph), ontology_(&ontology), sources_(graph) {
  Ranks vertex_ranks, relation_ranks;
  for (const auto& [id, fragment] : graph.fragments()) {
    for (const Node& node : fragment.nodes) vertex_ranks.add(node.id);
    for (const Edge& edge : fragment.edges) relation_ranks.add(edge.relation);
  }
  vertex_ranks.sort();
  relation_ranks.sort();
  add_vertices(graph, vertex_ranks, boost_);
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
        properties.has_participants |= !evidence.destination.node.empty() || !evidence.beneficiary.node.empty();
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
  representation_ = Representation(boost_, ontology, known, last_day_);
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

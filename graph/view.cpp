#include "entente/graph/view.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <numeric>
#include <tuple>
#include <unordered_map>

#include "things.h"

namespace entente {
namespace {

// Where an edge of a fragment goes. Names are numbered first, so that sorting a million of these compares integers.
struct Placed {
  std::uint32_t subject, relation, object, fragment;
  std::uint32_t digest;
  const Edge* edge;
  [[nodiscard]] auto ends() const { return std::tie(subject, relation, object); }
};

// Strings, each numbered by its rank. A string has a provisional number until all are known: it is looked up only once.
class Ranks {
 public:
  std::uint32_t add(std::string_view value) {
    return number_.try_emplace(value, static_cast<std::uint32_t>(number_.size())).first->second;
  }
  void sort() {
    sorted_.reserve(number_.size());
    for (const auto& [value, number] : number_) sorted_.push_back(value);
    std::sort(sorted_.begin(), sorted_.end());
    rank_.resize(sorted_.size());
    for (std::uint32_t i = 0; i < sorted_.size(); ++i) rank_[number_.find(sorted_[i])->second] = i;
  }
  // The rank of a string by its provisional number.
  [[nodiscard]] std::uint32_t operator[](std::uint32_t number) const { return rank_[number]; }
  [[nodiscard]] const std::vector<std::string_view>& sorted() const { return sorted_; }

 private:
  std::unordered_map<std::string_view, std::uint32_t> number_;
  std::vector<std::string_view> sorted_;
  std::vector<std::uint32_t> rank_;
};

// Stable. O(values + bound); keys are below `bound`.
template <class T, class Key>
void counting_sort(std::vector<T>& values, std::size_t bound, Key key) {
  std::vector<std::uint32_t> next(bound + 1);
  for (const T& value : values) ++next[key(value) + 1];
  std::partial_sum(next.begin(), next.end(), next.begin());
  std::vector<T> sorted(values.size());
  for (const T& value : values) sorted[next[key(value)]++] = value;
  values.swap(sorted);
}

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

std::int32_t number_of(Day day) { return static_cast<std::int32_t>(day.time_since_epoch().count()); }

template <class Enumerator>
std::uint8_t bit(Enumerator value) {
  return static_cast<std::uint8_t>(1U << static_cast<unsigned>(value));
}

// What the evidence of one article for one edge comes to. It is read once, when the fragment is at hand: in the order
// of edges every look at it would be a look into another corner of the memory.
struct Digest {
  double affirmed = 0, denied = 0;  // the best confidences
  std::int32_t first_day = 0, last_day = -1;
  Modality affirmed_as = Modality::planned, denied_as = Modality::planned;  // the firmest
  std::uint8_t modalities = 0, polarities = 0;                              // bits
  bool has_participants = false;

  Digest(const Edge& edge, const std::optional<Days>& published) {
    for (const Evidence& evidence : edge.evidence) {
      const bool is_affirmed = evidence.polarity == Polarity::affirmed;
      double& best = is_affirmed ? affirmed : denied;
      Modality& firmest = is_affirmed ? affirmed_as : denied_as;
      best = std::max(best, evidence.confidence);
      firmest = std::min(firmest, evidence.modality);
      modalities |= bit(evidence.modality);
      polarities |= bit(evidence.polarity);
      has_participants |= !evidence.destination.node.empty() || !evidence.beneficiary.node.empty();
      std::optional<Days> days = evidence.time.empty() ? std::nullopt : parse_days(evidence.time);
      if (!days) days = published;
      if (!days) continue;
      const bool is_first = first_day > last_day;
      first_day = is_first ? number_of(days->first) : std::min(first_day, number_of(days->first));
      last_day = is_first ? number_of(days->last) : std::max(last_day, number_of(days->last));
    }
  }

  // One piece of evidence of each polarity stands for all of the article.
  void add_to(SupportSum& sum, Evidence& piece) const {
    for (const Polarity polarity : {Polarity::affirmed, Polarity::negated}) {
      if ((polarities & bit(polarity)) == 0) continue;
      piece.polarity = polarity;
      piece.confidence = polarity == Polarity::affirmed ? affirmed : denied;
      piece.modality = polarity == Polarity::affirmed ? affirmed_as : denied_as;
      sum.add_to_article(piece);
    }
  }
};

// All fragments with their names as numbers.
struct Numbered {
  Ranks nodes, relations;
  std::vector<const Fragment*> fragments;
  std::vector<std::uint32_t> node_numbers;  // provisional, of the nodes of all fragments in order
  std::vector<Placed> edges;                // by ends, then by fragment
  std::vector<Digest> digests;
  std::optional<Day> last_published;

  explicit Numbered(const KnowledgeGraph& graph) {
    std::size_t node_count = 0, edge_count = 0;
    for (const auto& [id, fragment] : graph.fragments()) {
      node_count += fragment.nodes.size();
      edge_count += fragment.edges.size();
    }
    fragments.reserve(graph.article_count());
    node_numbers.reserve(node_count);
    edges.reserve(edge_count);
    digests.reserve(edge_count);
    for (const auto& [id, fragment] : graph.fragments()) {  // once, while the names of a fragment are near
      const std::vector<Node>& own = fragment.nodes;
      const std::size_t first = node_numbers.size();
      const auto number = static_cast<std::uint32_t>(fragments.size());
      fragments.push_back(&fragment);
      for (const Node& node : own) node_numbers.push_back(nodes.add(node.id));
      const auto node_number = [&](const std::string& name) {
        const auto found = std::lower_bound(
            own.begin(), own.end(), name, [](const Node& node, const std::string& wanted) { return node.id < wanted; });
        return node_numbers[first + static_cast<std::size_t>(found - own.begin())];
      };
      const std::optional<Days> published = parse_days(fragment.article.published);
      if (published) last_published = std::max(last_published.value_or(published->last), published->last);
      for (const Edge& edge : fragment.edges) {
        edges.push_back({node_number(edge.subject), relations.add(edge.relation), node_number(edge.object), number,
                         static_cast<std::uint32_t>(digests.size()), &edge});
        digests.emplace_back(edge, published);
      }
    }
    nodes.sort();
    relations.sort();
    for (Placed& placed : edges) {
      placed.subject = nodes[placed.subject];
      placed.relation = relations[placed.relation];
      placed.object = nodes[placed.object];
    }
    // The edges come in the order of fragments, and each pass keeps the order of the one before.
    counting_sort(edges, nodes.sorted().size(), [](const Placed& p) { return p.object; });
    counting_sort(edges, relations.sorted().size(), [](const Placed& p) { return p.relation; });
    counting_sort(edges, nodes.sorted().size(), [](const Placed& p) { return p.subject; });
  }
};

// Name and type as `unite` chooses them, without the mentions, which are most of what nodes hold.
void add_vertices(const Numbered& numbered, BoostGraph& boost) {
  struct Candidate {
    Votes<std::string_view> names;
    Votes<NodeType> types;
  };
  std::vector<Candidate> candidates(numbered.nodes.sorted().size());
  auto number = numbered.node_numbers.begin();
  for (const Fragment* fragment : numbered.fragments)
    for (const Node& node : fragment->nodes) {
      Candidate& candidate = candidates[numbered.nodes[*number++]];
      candidate.names.add(node.name);
      candidate.types.add(node.type);
    }
  for (std::uint32_t i = 0; i < candidates.size(); ++i) {
    const NodeType type = candidates[i].types.elected();
    const std::string_view name = candidates[i].names.elected();
    const bool may_be_thing =
        type == NodeType::military_unit || type == NodeType::group || type == NodeType::organization;
    boost::add_vertex(VertexProperties{std::string(numbered.nodes.sorted()[i]), std::string(name), type,
                                       may_be_thing && detail::names_a_thing(name)},
                      boost);
  }
}

}  // namespace

std::optional<Days> days_of(const Evidence& evidence, const Article& article) {
  if (const std::optional<Days> days = parse_days(evidence.time)) return days;
  return parse_days(article.published);
}

GraphView::GraphView(const KnowledgeGraph& graph, const Ontology& ontology, const Gazetteer& known)
    : knowledge_(&graph), ontology_(&ontology), sources_(graph) {
  const Numbered numbered(graph);
  add_vertices(numbered, boost_);
  std::vector<RelationId> relation_ids;
  for (const std::string_view relation : numbered.relations.sorted()) relation_ids.push_back(ontology.find(relation));

  std::vector<std::uint32_t> source;
  for (const Fragment* fragment : numbered.fragments) source.push_back(sources_.of(fragment->article.id));

  std::int32_t last_evidence = std::numeric_limits<std::int32_t>::min();
  const std::vector<Placed>& placed = numbered.edges;
  parts_.reserve(placed.size());
  SupportSum sum(sources_);
  Evidence piece;
  for (std::size_t i = 0; i < placed.size();) {
    first_part_.push_back(static_cast<std::uint32_t>(parts_.size()));
    EdgeProperties properties;
    properties.number = static_cast<std::uint32_t>(edges_.size());
    properties.relation = relation_ids[placed[i].relation];
    sum.clear();
    std::size_t j = i;
    for (; j < placed.size() && placed[j].ends() == placed[i].ends(); ++j) {
      const Digest& digest = numbered.digests[placed[j].digest];
      parts_.push_back({placed[j].edge, &numbered.fragments[placed[j].fragment]->article});
      sum.begin_article(source[placed[j].fragment]);
      digest.add_to(sum, piece);
      properties.modalities |= digest.modalities;
      properties.polarities |= digest.polarities;
      properties.has_participants |= digest.has_participants;
      if (digest.first_day > digest.last_day) continue;
      const bool is_first = !properties.has_date();
      properties.first_day = is_first ? digest.first_day : std::min(properties.first_day, digest.first_day);
      properties.last_day = is_first ? digest.last_day : std::max(properties.last_day, digest.last_day);
      last_evidence = std::max(last_evidence, digest.last_day);
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
  edges_.shrink_to_fit();
  first_part_.shrink_to_fit();
  last_day_ = numbered.last_published;
  if (!last_day_ && last_evidence != std::numeric_limits<std::int32_t>::min())
    last_day_ = Day(std::chrono::days(last_evidence));
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

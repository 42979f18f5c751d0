// Who acts for whom.
#include <algorithm>
#include <array>
#include <numeric>
#include <set>
#include <sstream>
#include <tuple>
#include <unordered_map>

#include "entente/graph/view.h"
#include "entente/schema/builtin.h"

namespace entente {
namespace {

// Relations by which a subject acts for its object. Who is affiliated with a state serves it, if nothing closer is
// known.
constexpr std::array<std::string_view, 3> kActsFor = {"leads", "partOf", "spokespersonFor"};
constexpr std::string_view kServes = "affiliatedWith";

// Offices whose holder acts for the state or body.
constexpr std::array<std::string_view, 7> kActingOffices = {
    "head-of-state", "head-of-government", "leader", "supreme-leader", "foreign-minister", "defence-minister", "head"};

bool may_represent(NodeType type) {
  return type == NodeType::person || type == NodeType::military_unit || type == NodeType::organization;
}

bool may_be_represented(NodeType type) { return type != NodeType::person && type != NodeType::place; }

// The bodies of schema/names/organs.txt.
const std::set<std::string, std::less<>>& organs() {
  static const std::set<std::string, std::less<>> keys = [] {
    std::set<std::string, std::less<>> found;
    std::istringstream lines{std::string(builtin_file("names/organs.txt"))};
    for (std::string line; std::getline(lines, line);) {
      std::istringstream words(line);
      for (std::string key; line[0] != '#' && words >> key;) found.insert(key);
    }
    return found;
  }();
  return keys;
}

// Whom the gazetteer knows a vertex to act for.
class Known {
 public:
  Known(const BoostGraph& graph, const Gazetteer& gazetteer, std::optional<Day> today)
      : graph_(graph), gazetteer_(gazetteer), today_(today) {
    if (gazetteer.entries().empty()) return;
    for (Vertex vertex = 0; vertex < boost::num_vertices(graph); ++vertex)
      if (!entry_of(vertex).is_none()) by_key_.emplace(key_of(vertex), vertex);
  }

  // `vertex` itself if nobody is known.
  [[nodiscard]] Vertex superior(Vertex vertex) const {
    if (by_key_.empty()) return vertex;
    const EntryId id = entry_of(vertex);
    if (id.is_none()) return vertex;
    const GazetteerEntry& entry = gazetteer_[id];
    if (entry.type == NodeType::person) return holder_of_office(vertex, entry);
    const EntryId above = entry.part_of.empty() ? EntryId() : gazetteer_.find(entry.part_of);
    const bool is_part = entry.type == NodeType::military_unit || organs().contains(entry.key) ||
                         (!above.is_none() && gazetteer_[above].type == NodeType::organization);
    return is_part ? vertex_of(entry.part_of, vertex) : vertex;
  }

 private:
  [[nodiscard]] std::string_view key_of(Vertex vertex) const {
    const std::string_view id = graph_[vertex].id;
    return id.substr(std::min(id.find('/') + 1, id.size()));
  }
  [[nodiscard]] EntryId entry_of(Vertex vertex) const {
    const EntryId id = gazetteer_.find(key_of(vertex));
    return !id.is_none() && gazetteer_[id].type == graph_[vertex].type ? id : EntryId();
  }
  [[nodiscard]] Vertex vertex_of(const std::string& key, Vertex otherwise) const {
    const auto found = by_key_.find(key);
    return found == by_key_.end() ? otherwise : found->second;
  }

  [[nodiscard]] Vertex holder_of_office(Vertex vertex, const GazetteerEntry& person) const {
    const std::optional<Day> day = last_day_of(vertex);
    for (const std::string_view role : kActingOffices)
      for (const Office& office : person.offices)
        if (office.role == role && is_held(office, day))
          if (const Vertex holder = vertex_of(office.holder, vertex); holder != vertex) return holder;
    return vertex;
  }
  [[nodiscard]] std::optional<Day> last_day_of(Vertex vertex) const {
    std::int32_t last = std::numeric_limits<std::int32_t>::min();
    const auto see = [&](const EdgeProperties& edge) {
      if (edge.has_date()) last = std::max(last, edge.last_day);
    };
    for (const EdgeHandle edge : boost::make_iterator_range(boost::out_edges(vertex, graph_))) see(graph_[edge]);
    for (const EdgeHandle edge : boost::make_iterator_range(boost::in_edges(vertex, graph_))) see(graph_[edge]);
    return last == std::numeric_limits<std::int32_t>::min() ? today_ : Day(std::chrono::days(last));
  }
  // Where nothing is dated, whoever is in office now.
  static bool is_held(const Office& office, std::optional<Day> day) {
    if (!day) return office.to.empty();
    const std::optional<Days> from = parse_days(office.from), to = parse_days(office.to);
    return (!from || from->first <= *day) && (!to || *day <= to->last);
  }

  const BoostGraph& graph_;
  const Gazetteer& gazetteer_;
  std::optional<Day> today_;
  std::unordered_map<std::string_view, Vertex> by_key_;
};

}  // namespace

Representation::Representation(const GraphView& view, bool with_representatives)
    : Representation(with_representatives ? view.representation() : Representation()) {
  if (with_representatives) return;
  superiors_.resize(boost::num_vertices(view.boost()));
  std::iota(superiors_.begin(), superiors_.end(), Vertex{0});
  principals_ = superiors_;
}

Representation::Representation(const BoostGraph& graph, const Ontology& ontology, const Gazetteer& known,
                               std::optional<Day> today) {
  const std::size_t count = boost::num_vertices(graph);
  superiors_.resize(count);
  std::iota(superiors_.begin(), superiors_.end(), Vertex{0});
  principals_ = superiors_;
  std::vector<bool> acts_for(ontology.relations().size());
  for (const std::string_view name : kActsFor)
    if (const RelationId relation = ontology.find(name); !relation.is_none()) acts_for[relation.index()] = true;
  const RelationId serves = ontology.find(kServes);
  // 0: not at all, 1: serves it, 2: leads it, is part of it or speaks for it
  const auto closeness = [&](Vertex vertex, EdgeHandle edge) {
    const EdgeProperties& properties = graph[edge];
    const NodeType above = graph[boost::target(edge, graph)].type;
    if (properties.relation.is_none() || properties.is_negated() || !may_be_represented(above)) return 0;
    if (acts_for[properties.relation.index()]) return 2;
    return properties.relation == serves && above == NodeType::state && graph[vertex].type == NodeType::person ? 1 : 0;
  };
  const Known knowledge(graph, known, today);
  for (Vertex vertex = 0; vertex < count; ++vertex) {
    if (!may_represent(graph[vertex].type)) continue;
    superiors_[vertex] = knowledge.superior(vertex);
    if (superiors_[vertex] != vertex) continue;
    std::tuple<int, std::uint32_t, double, std::uint32_t> best;
    for (const EdgeHandle edge : boost::make_iterator_range(boost::out_edges(vertex, graph))) {
      const EdgeProperties& p = graph[edge];
      const std::tuple rank(closeness(vertex, edge), p.sources, p.affirmed, ~p.number);
      if (std::get<0>(rank) == 0 || rank <= best) continue;
      best = rank;
      superiors_[vertex] = boost::target(edge, graph);
    }
  }
  // Who goes round in a circle is represented by the first of the circle.
  std::vector<Vertex> way;
  std::vector<bool> is_done(count), is_on_way(count);
  for (Vertex start = 0; start < count; ++start) {
    way.clear();
    Vertex vertex = start;
    while (!is_done[vertex] && !is_on_way[vertex] && superiors_[vertex] != vertex) {
      way.push_back(vertex);
      is_on_way[vertex] = true;
      vertex = superiors_[vertex];
    }
    Vertex end = principals_[vertex];
    if (is_on_way[vertex]) {
      const auto circle = std::find(way.begin(), way.end(), vertex);
      end = *std::min_element(circle, way.end());
      superiors_[end] = end;
    }
    for (const Vertex passed : way) {
      principals_[passed] = end;
      is_on_way[passed] = false;
      is_done[passed] = true;
    }
  }
}

std::vector<Vertex> Representation::actors(Vertex vertex) const {
  std::vector<Vertex> found = {vertex};
  for (Vertex other = 0; other < superiors_.size(); ++other) {
    if (other == vertex || principals_[other] != principals_[vertex]) continue;
    Vertex above = other;
    while (above != vertex && superiors_[above] != above) above = superiors_[above];
    if (above == vertex) found.push_back(other);
  }
  return found;
}

}  // namespace entente

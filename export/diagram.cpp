#include "diagram.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <map>
#include <numeric>
#include <set>
#include <string_view>
#include <tuple>

namespace entente {
namespace {

constexpr std::size_t kFewActs = 4;      // with fewer lines of acts than this, ties are lines too
constexpr std::size_t kActsForATie = 5;  // lines of acts for each line of ties, else

enum class Kind : std::uint8_t { cooperation, conflict, structural };

Kind kind_of(QuadClass quad) {
  switch (quad) {
    case QuadClass::verbal_cooperation:
    case QuadClass::material_cooperation:
      return Kind::cooperation;
    case QuadClass::verbal_conflict:
    case QuadClass::material_conflict:
      return Kind::conflict;
    case QuadClass::structural:
      break;
  }
  return Kind::structural;
}

bool is_material(QuadClass quad) {
  return quad == QuadClass::material_cooperation || quad == QuadClass::material_conflict;
}

// A relation that no ontology of ours knows is drawn as a standing tie.
const RelationType& unknown_type() {
  static const RelationType type;
  return type;
}

// Ties that tell who or where the subject is: small print under its name says as much as a line. What a state is a
// member of, who depends on whom, and what a user's own types say is told by lines.
bool is_small_print(const RelationType& type, NodeType subject) {
  constexpr std::array<std::string_view, 4> kOffices = {"leads", "spokespersonFor", "memberOf", "affiliatedWith"};
  return type.name == "partOf" || type.name == "locatedIn" ||
         (subject != NodeType::state && std::find(kOffices.begin(), kOffices.end(), type.name) != kOffices.end());
}

using LineKey = std::tuple<std::string_view, std::string_view, Kind>;

// Relations that would share a line.
struct Bundle {
  LineKey key;
  std::vector<std::size_t> edges;
  double weight = 0;
};

class Selection {
 public:
  Selection(const KnowledgeGraph& graph, const Ontology& ontology, const DiagramLimits& limits) : limits_(limits) {
    diagram_.edges = graph.edges();
    diagram_.all_edges = diagram_.edges.size();
    diagram_.articles = graph.article_count();
    nodes_ = graph.nodes();
    diagram_.all_nodes = nodes_.size();
    for (const Node& node : nodes_) types_[node.id] = node.type;
    const Sources sources(graph);
    for (const Edge& edge : diagram_.edges) {
      const RelationId id = ontology.find(edge.relation);
      items_.push_back({&edge, id.is_none() ? &unknown_type() : &ontology[id], support(edge, sources)});
      degrees_[edge.subject] += items_.back().support.sources;
      degrees_[edge.object] += items_.back().support.sources;
    }
  }

  Diagram diagram() && {
    const std::size_t most = limits_.lines;
    choose(bundles([](const LineItem& item) { return item.type->quad != QuadClass::structural; }), most);
    const bool has_few_acts = chosen_.size() < kFewActs;
    const std::size_t with_ties =
        has_few_acts ? most : std::min(most, chosen_.size() + 1 + chosen_.size() / kActsForATie);
    choose(bundles([&](const LineItem& item) {
             return item.type->quad == QuadClass::structural &&
                    (has_few_acts || (!is_small_print(*item.type, types_[item.edge->subject]) &&
                                      (kept_.count(item.edge->subject) != 0 || kept_.count(item.edge->object) != 0)));
           }),
           with_ties);
    add_nodes();
    add_lines();
    return std::move(diagram_);
  }

 private:
  template <class Takes>
  std::vector<Bundle> bundles(Takes takes) {
    std::map<LineKey, Bundle> found;
    for (std::size_t i = 0; i < items_.size(); ++i) {
      const LineItem& item = items_[i];
      if (!takes(item)) continue;
      const LineKey key{item.edge->subject, item.edge->object, kind_of(item.type->quad)};
      Bundle& bundle = found[key];
      bundle.key = key;
      bundle.edges.push_back(i);
      bundle.weight += item.support.sources * item.support.confidence();
    }
    std::vector<Bundle> result;
    for (auto& [key, bundle] : found) {
      // Of lines that are as well attested, those of things in many relations hold the picture together.
      bundle.weight *= 1 + std::log2(1.0 + degrees_[std::get<0>(key)]) + std::log2(1.0 + degrees_[std::get<1>(key)]);
      result.push_back(std::move(bundle));
    }
    std::stable_sort(result.begin(), result.end(),
                     [](const Bundle& a, const Bundle& b) { return a.weight > b.weight; });
    return result;
  }

  // The first of `bundles` for which there is room, until there are `most` lines.
  void choose(const std::vector<Bundle>& bundles, std::size_t most) {
    for (const Bundle& bundle : bundles) {
      if (chosen_.size() >= most) return;
      const auto& [subject, object, kind] = bundle.key;
      const std::size_t fresh = (kept_.count(subject) == 0 ? 1U : 0U) + (kept_.count(object) == 0 ? 1U : 0U);
      if (kept_.size() + fresh > limits_.nodes) continue;
      kept_.insert({subject, object});
      chosen_.push_back(bundle);
    }
  }

  void add_nodes() {
    std::map<std::string_view, std::vector<LineItem>> ties;
    for (const LineItem& item : items_)
      if (item.type->quad == QuadClass::structural) ties[item.edge->subject].push_back(item);
    std::set<std::size_t> drawn;
    for (const Bundle& bundle : chosen_) drawn.insert(bundle.edges.begin(), bundle.edges.end());
    const auto is_drawn = [&](const LineItem& item) {
      return drawn.count(static_cast<std::size_t>(item.edge - diagram_.edges.data())) != 0;
    };
    for (Node& node : nodes_) {
      const auto kept = kept_.find(node.id);
      if (kept == kept_.end()) continue;
      place_[*kept] = diagram_.nodes.size();
      std::vector<LineItem>& own = ties[*kept];
      std::erase_if(own, is_drawn);
      std::stable_sort(own.begin(), own.end(), [](const LineItem& a, const LineItem& b) {
        return std::pair(a.support.sources, a.support.confidence()) >
               std::pair(b.support.sources, b.support.confidence());
      });
      diagram_.nodes.push_back({std::move(node), std::move(own)});
    }
  }

  void add_lines() {
    std::map<std::tuple<std::size_t, std::size_t, Kind>, Line> lines;
    for (const Bundle& bundle : chosen_) {
      const auto& [subject, object, kind] = bundle.key;
      Line& line = lines[{place_.at(subject), place_.at(object), kind}];
      line = bundled(bundle);
      line.from = place_.at(subject);
      line.to = place_.at(object);
    }
    for (auto at = lines.begin(); at != lines.end();) {
      const auto& [from, to, kind] = at->first;
      const auto back = lines.find({to, from, kind});
      const bool is_joined = back != lines.end() && join(back->second, at->second, from > to);
      at = is_joined ? lines.erase(at) : std::next(at);
    }
    for (auto& [key, line] : lines) diagram_.lines.push_back(std::move(line));
  }

  Line bundled(const Bundle& bundle) const {
    Line line;
    line.is_negated = line.is_symmetric = true;
    line.modality = Modality::planned;
    for (std::size_t i : bundle.edges) {
      const LineItem& item = items_[i];
      if (line.items.empty() || is_material(item.type->quad)) line.quad = item.type->quad;
      line.modality = std::min(line.modality, item.support.modality);
      line.is_negated = line.is_negated && item.support.is_negated();
      line.is_symmetric = line.is_symmetric && item.type->symmetric;
      line.sources = std::max(line.sources, item.support.sources);
      line.items.push_back(item);
    }
    std::stable_sort(line.items.begin(), line.items.end(),
                     [](const LineItem& a, const LineItem& b) { return a.support.sources > b.support.sources; });
    return line;
  }

  // Takes a line in the other direction into `line`, if both mean the same: what both do to each other is one line with
  // two heads, and what holds in both directions goes along with what is done in one.
  static bool join(Line& line, const Line& back, bool is_second) {
    const bool is_mutual = is_second && line.items.size() == 1 && back.items.size() == 1 &&
                           line.items[0].edge->relation == back.items[0].edge->relation &&
                           line.is_negated == back.is_negated && line.modality == back.modality;
    if (!is_mutual && (!back.is_symmetric || line.is_symmetric)) return false;
    line.is_symmetric = is_mutual;
    line.is_negated = line.is_negated && back.is_negated;
    line.modality = std::min(line.modality, back.modality);
    line.sources = std::max(line.sources, back.sources);
    if (is_material(back.quad)) line.quad = back.quad;
    line.items.insert(line.items.end(), back.items.begin(), back.items.end());
    return true;
  }

  const DiagramLimits& limits_;
  Diagram diagram_;
  std::vector<Node> nodes_;
  std::vector<LineItem> items_;  // of diagram_.edges, in their order
  std::map<std::string_view, NodeType> types_;
  std::map<std::string_view, std::uint32_t> degrees_;
  std::set<std::string_view> kept_;  // views into diagram_.edges
  std::vector<Bundle> chosen_;
  std::map<std::string_view, std::size_t> place_;
};

}  // namespace

std::size_t Diagram::item_count() const {
  return std::accumulate(lines.begin(), lines.end(), std::size_t{0},
                         [](std::size_t sum, const Line& line) { return sum + line.items.size(); });
}

Diagram make_diagram(const KnowledgeGraph& graph, const Ontology& ontology, const DiagramLimits& limits) {
  return Selection(graph, ontology, limits).diagram();
}

}  // namespace entente

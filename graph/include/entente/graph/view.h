// The analyst's graph: one vertex for each thing, one edge for each (subject, relation, object), on Boost.Graph. The
// one public header that shows Boost; who only asks questions needs query.h.
//
// Vertices stand in the order of their ids and edges in canonical order, so that algorithms that break ties by index
// give the same answer on every machine. Edges hold what filters and weights need, in 48 bytes; evidence stays where it
// is, in the fragments.
#pragma once

#include <boost/graph/adjacency_list.hpp>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/graph/corroboration.h"
#include "entente/graph/days.h"
#include "entente/graph/knowledge_graph.h"
#include "entente/schema/gazetteer.h"
#include "entente/schema/ontology.h"

namespace entente {

struct VertexProperties {
  std::string id, name;
  NodeType type = NodeType::person;
  bool is_thing = false;  // a tank, a missile, a ship by its name: used by those who act
};

/// What all evidence of an edge comes to.
struct EdgeProperties {
  std::uint32_t number = 0;  // in canonical order
  RelationId relation;       // none if the ontology does not know it
  double affirmed = 0, denied = 0;
  std::uint32_t articles = 0, sources = 0;
  std::int32_t first_day = 0, last_day = -1;  // since 1970-01-01, of its dated evidence; first > last: none is dated
  std::uint8_t modalities = 0;                // bit 1 << Modality: some evidence has it
  std::uint8_t polarities = 0;                // bit 1 << Polarity
  Modality modality = Modality::actual;       // Support::modality
  bool has_participants = false;              // some evidence names a destination or beneficiary that is a node

  [[nodiscard]] double confidence() const { return affirmed > denied ? affirmed : denied; }
  [[nodiscard]] bool is_negated() const { return denied > affirmed; }
  [[nodiscard]] bool has_date() const { return first_day <= last_day; }
};

using BoostGraph =
    boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS, VertexProperties, EdgeProperties>;
using Vertex = boost::graph_traits<BoostGraph>::vertex_descriptor;
using EdgeHandle = boost::graph_traits<BoostGraph>::edge_descriptor;
inline constexpr Vertex kNoVertex = std::numeric_limits<Vertex>::max();

class GraphView;

/// Who acts for whom: a person who leads a state or body, speaks for it or serves a state, a force or organization that
/// is part of one. Each vertex has one principal, followed upwards; itself if there is none. It is whom the gazetteer
/// knows it to act for (a term of office on the last day that something is told of the person, the state of a ministry
/// or an army), else whom its best supported such edge names.
class Representation {
 public:
  Representation() = default;
  /// `today` stands for the days of what is undated. cost  O((V + E) log V)
  Representation(const BoostGraph& graph, const Ontology& ontology, const Gazetteer& known, std::optional<Day> today);
  /// That of the view; without representatives everyone acts for themselves. O(V).
  Representation(const GraphView& view, bool with_representatives);
  [[nodiscard]] Vertex principal(Vertex vertex) const { return principals_[vertex]; }
  /// Those that act for `vertex`, itself first. O(V).
  [[nodiscard]] std::vector<Vertex> actors(Vertex vertex) const;

 private:
  std::vector<Vertex> superiors_;   // whom each acts for at once; itself: nobody
  std::vector<Vertex> principals_;  // at the end of the chain
};

/// Immutable; may be read by several threads at once. `graph` and `ontology` must outlive it, unchanged. What gives a
/// reference, a number or a flag is O(1).
class GraphView {
 public:
  /// `known` tells who acts for whom (see Representation); `Gazetteer()` leaves that to the graph.
  /// cost  O(n log n) in nodes, edges and evidence; about two seconds for a million claims
  GraphView(const KnowledgeGraph& graph, const Ontology& ontology, const Gazetteer& known = builtin_gazetteer());

  [[nodiscard]] const BoostGraph& boost() const { return boost_; }
  [[nodiscard]] const KnowledgeGraph& knowledge() const { return *knowledge_; }
  [[nodiscard]] const Ontology& ontology() const { return *ontology_; }
  [[nodiscard]] const Sources& sources() const { return sources_; }
  [[nodiscard]] const Representation& representation() const { return representation_; }

  /// kNoVertex if there is no such id. O(log n).
  [[nodiscard]] Vertex find(std::string_view id) const;
  [[nodiscard]] const VertexProperties& operator[](Vertex vertex) const { return boost_[vertex]; }
  [[nodiscard]] const EdgeProperties& operator[](EdgeHandle edge) const { return boost_[edge]; }

  /// The edge of that number. requires number < edge_count(). O(1).
  [[nodiscard]] EdgeHandle edge(std::uint32_t number) const { return edges_[number]; }
  [[nodiscard]] std::uint32_t edge_count() const { return static_cast<std::uint32_t>(edges_.size()); }
  /// Its relation's name, known to the ontology or not.
  [[nodiscard]] const std::string& relation(EdgeHandle edge) const;
  /// The edge with all its evidence, sorted. O(evidence).
  [[nodiscard]] Edge whole(EdgeHandle edge) const;
  /// Calls `visit(const Evidence&, const Article&)` for its evidence, sorted; copies nothing. O(evidence).
  template <class Visit>
  void for_each_evidence(EdgeHandle edge, Visit visit) const {
    const std::uint32_t number = boost_[edge].number;
    for (std::uint32_t i = first_part_[number]; i < first_part_[number + 1]; ++i)
      for (const Evidence& evidence : parts_[i].edge->evidence) visit(evidence, *parts_[i].article);
  }
  /// What `now` means where none is given: the day of the last dated article, else of the last dated evidence; nothing
  /// if none is dated.
  [[nodiscard]] std::optional<Day> last_day() const { return last_day_; }

 private:
  struct Part {  // what one article says of an edge
    const Edge* edge;
    const Article* article;
  };

  const KnowledgeGraph* knowledge_;
  const Ontology* ontology_;
  Sources sources_;
  BoostGraph boost_;
  std::vector<EdgeHandle> edges_;
  std::vector<Part> parts_;  // by edge number, then by article
  std::vector<std::uint32_t> first_part_;
  std::optional<Day> last_day_;
  Representation representation_;
};

/// When the evidence happened: its own time, else the day its article was published; nothing if neither is
/// known. O(1).
[[nodiscard]] std::optional<Days> days_of(const Evidence& evidence, const Article& article);

}  // namespace entente

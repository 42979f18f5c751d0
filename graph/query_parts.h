// What the queries share: filters made ready, supports summed over part of the evidence, weights.
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "entente/graph/query.h"

namespace entente::detail {

inline constexpr std::int32_t kFirstDay = std::numeric_limits<std::int32_t>::min();
inline constexpr std::int32_t kLastDay = std::numeric_limits<std::int32_t>::max();

[[nodiscard]] inline std::int32_t number_of(Day day) {
  return static_cast<std::int32_t>(day.time_since_epoch().count());
}
[[nodiscard]] inline Day day_of(std::int32_t number) { return Day(std::chrono::days(number)); }

/// Support and days of the evidence of one edge that was let in.
class EvidenceSum {
 public:
  explicit EvidenceSum(const Sources& sources) : support_(sources) {}
  void add(const Evidence& evidence, const std::optional<Days>& days);
  [[nodiscard]] bool empty() const { return count_ == 0; }
  [[nodiscard]] Support support() const { return support_.support(); }
  [[nodiscard]] std::int32_t last_day() const { return last_day_; }
  [[nodiscard]] EdgeAnswer answer(const GraphView& view, EdgeHandle edge) const;

 private:
  SupportSum support_;
  std::size_t count_ = 0;
  std::int32_t first_day_ = 0, last_day_ = -1;
};

/// The edge with all its evidence. O(1).
[[nodiscard]] EdgeAnswer answer(const GraphView& view, EdgeHandle edge);

/// An EdgeFilter with its names looked up and its dates read.
class ReadyFilter {
 public:
  static Result<ReadyFilter> make(const GraphView& view, const EdgeFilter& filter);

  /// False if no evidence of the edge can match. O(1).
  [[nodiscard]] bool may_match(const GraphView& view, EdgeHandle edge) const;
  [[nodiscard]] bool matches(const Evidence& evidence, const std::optional<Days>& days) const;
  /// True if every edge that may match does so with all its evidence.
  [[nodiscard]] bool takes_all_evidence() const { return takes_all_evidence_; }

 private:
  std::vector<bool> relations_;  // by RelationId; empty: all, and those that the ontology does not know
  std::int32_t since_ = kFirstDay, until_ = kLastDay;
  std::optional<Polarity> polarity_;
  std::optional<Modality> modality_;
  std::string attributed_to_;
  bool takes_all_evidence_ = true;
};

/// WeightOptions with its date read.
class Weigher {
 public:
  static Result<Weigher> make(const GraphView& view, const WeightOptions& options);
  [[nodiscard]] double operator()(const GraphView& view, EdgeHandle edge) const;
  /// The weight of a relation with that support; `last_day` is kFirstDay if there is no date.
  [[nodiscard]] double operator()(const RelationType& relation, NodeType object, double affirmed, double denied,
                                  std::uint32_t sources, Modality modality, std::int32_t last_day) const;

 private:
  double half_life_days_ = 0;
  std::int32_t now_ = 0;
};

/// True of people, states, bodies and forces, and of groups; not of places, events and arms, with which nobody is
/// allied.
[[nodiscard]] inline bool is_actor(const VertexProperties& vertex) {
  return vertex.type != NodeType::place && vertex.type != NodeType::event && !vertex.is_thing;
}

/// Edges at a vertex in the order of their numbers. O(d log d).
[[nodiscard]] std::vector<EdgeHandle> edges_at(const GraphView& view, Vertex vertex, bool outgoing, bool incoming);

[[nodiscard]] InputError bad_date(std::string_view setting, std::string_view value);

}  // namespace entente::detail

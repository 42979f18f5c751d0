// What an analyst asks of one edge, one actor or two: values in, values out, in a canonical order. Text and tables are
// made elsewhere. Dates in options are ISO 8601 ("2024", "2024-10-28"); node arguments are ids, found by `NodeNames`.
//
// Costs are in V vertices and E edges of the view. A function without a source is a plain walk over edges and evidence.
// Every function is deterministic, `const` and free of side effects, so that one view serves many threads.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "entente/graph/view.h"
#include "entente/schema/result.h"

namespace entente {

// ---- Names

/// Finds nodes by any of their names, in any language, accents and case aside, or by id. Things that the gazetteer
/// knows answer to its names too.
class NodeNames {
 public:
  /// cost  O(n) in all names, a few microseconds each. The view must outlive it.
  explicit NodeNames(const GraphView& view);

  struct Entry {
    std::string id, name;
    NodeType type = NodeType::person;
    std::string matched;  // the name that was found, as the graph has it
  };
  struct Answer {
    std::vector<Entry> matches;      // one: found; several: ambiguous, the one with most articles first; none: unknown
    std::vector<Entry> suggestions;  // at most five, nearest first; only if there is no match
  };
  /// cost    O(1) for a known name, O(n · length²) else
  /// source  suggestions: Damerau's distance (CACM 1964) in its optimal-string-alignment form, over the length
  [[nodiscard]] Answer find(std::string_view name) const;

 private:
  struct Bearer {
    Vertex vertex;
    std::string name;
    std::uint32_t articles;  // that give it this name
  };
  [[nodiscard]] Entry entry(const Bearer& bearer) const;

  const GraphView* view_;
  std::unordered_map<std::string, std::vector<Bearer>> by_name_;  // by folded name
};

// ---- Edges

struct EdgeFilter {
  std::set<std::string> relations = {};   // names; empty: all
  std::set<std::string> categories = {};  // PLOVER: "THREATEN"
  std::set<QuadClass> quads = {};
  std::string subject = {}, object = {};  // ids; "" for any
  std::string about = {};                 // id at either end
  std::string since = {}, until = {};     // ISO dates, both included; undated evidence does not match
  std::optional<Polarity> polarity = {};
  std::optional<Modality> modality = {};
  std::string attributed_to = {};  // id
  double min_confidence = 0;
  std::uint32_t min_sources = 0;
};

/// An edge as an answer: the support and the days are of the evidence that matches the filter.
struct EdgeAnswer {
  std::string subject, relation, object;  // ids and the relation's name
  Support support;
  std::string first, last;   // ISO days of the evidence; "" if undated
  std::uint32_t number = 0;  // of the edge in its view
};

/// The edges with at least one piece of evidence that matches all of since, until, polarity, modality, attributed_to,
/// and enough confidence and sources in that evidence; in canonical order.
/// fails  for a date that is none, `until` before `since`, a relation or category that the ontology does not know
/// cost   O(E), about 20 ms for a million edges; O(degree) if subject, object or about is given
[[nodiscard]] Result<std::vector<EdgeAnswer>> find_edges(const GraphView& view, const EdgeFilter& filter);

/// The evidence of an edge that matches the filter (its subject, object and relation are not looked at), sorted.
/// O(evidence).
[[nodiscard]] Result<std::vector<Evidence>> find_evidence(const GraphView& view, std::uint32_t edge_number,
                                                          const EdgeFilter& filter = {});

// ---- Actors

struct WeightOptions {
  double half_life_days = 0;  // a tie last evidenced so many days before `now` counts half; 0: age does not matter
  std::string now = {};       // ISO date; "": the last day of the graph
  /// Leaders, spokespersons and parts count for the state or body that they act for (see Representation).
  bool with_representatives = true;
};

/// The weight of an edge in a signed graph: sign and size · (affirmed − denied, at least 0) · log2(1 + sources) ·
/// status · 2^(−age / half_life). 0 for relations without a score.
///
/// Sign and size are the ontology's score of the relation towards that type of object, in −1 … +1. What is done to one
/// kind of thing is not what is done to another:
///
///     relation       object                score
///     withdrawsFrom  State, MilitaryUnit     0    troops leave allies and victims alike; which, only the text can tell
///     withdrawsFrom  Organization          −0.4   who leaves a body or a treaty turns its back on it
///     withdrawsFrom  Person, Group         +0.3   prisoners and hostages are let go
///
/// All other relations have one score for all objects (schema/ontology.toml, `towards`).
///
/// Status: 1 for what is told as a fact, ¾ for what is only somebody's word, ½ for what is planned, ¼ for what is
/// possible; what is as often denied as affirmed weighs nothing. That the order is right, not the numbers, is what the
/// answers rest on.
/// cost    O(1)
/// source  score: Goldstein, A Conflict–Cooperation Scale for WEIS Events Data, JCR 1992, on PLOVER categories, whose
///         manual (RETREAT) counts withdrawals as concessions to whom they are made, not to whom is left
[[nodiscard]] double weight(const GraphView& view, EdgeHandle edge, const WeightOptions& options = {});

struct Relative {
  std::string id, name;
  NodeType type = NodeType::person;
  double weight = 0;                 // > 0 ally, < 0 rival; both directions and all representatives added up
  double towards = 0, from = 0;      // its parts: what X does to it, what it does to X
  std::uint32_t sources = 0;         // of the best attested edge
  std::vector<std::uint32_t> edges;  // numbers, heaviest first
};

/// With whom X cooperates, heaviest first, ties by id; places and events are nobody's allies.
/// requires  id is in the view (else the answer is empty), as in all that follow
/// fails     for a `now` that is no date
/// cost      O(V + E') for the representatives and their degrees E'
[[nodiscard]] Result<std::vector<Relative>> allies(const GraphView& view, std::string_view id,
                                                   const WeightOptions& options = {});
/// With whom X is in conflict, heaviest first. The same contract and cost.
[[nodiscard]] Result<std::vector<Relative>> rivals(const GraphView& view, std::string_view id,
                                                   const WeightOptions& options = {});

struct CommonRelative {
  std::string id, name;
  double weight_x = 0, weight_y = 0;  // both positive: shared ally; both negative: shared rival; else between them
};
struct Common {
  std::vector<CommonRelative> allies, rivals, divided;  // by the smaller of the two weights, heaviest first
};
/// Whom X and Y have in common. cost as two times `allies`.
[[nodiscard]] Result<Common> common(const GraphView& view, std::string_view x, std::string_view y,
                                    const WeightOptions& options = {});

/// All edges that join X and Y in either direction, with their representatives if the options say so, and the deeds of
/// one to a third party of which the other is destination or beneficiary ("X sent soldiers to Y"); X's deeds first,
/// each in canonical order.
/// cost  O(V + E / 64 + degrees), and the evidence of edges with such participants
[[nodiscard]] std::vector<EdgeAnswer> between(const GraphView& view, std::string_view x, std::string_view y,
                                              bool with_representatives = true);

struct Path {
  std::vector<std::string> nodes;    // ids from X to Y
  std::vector<std::uint32_t> edges;  // numbers, one for each step; the best attested edge of either direction
  double cost = 0;                   // Σ (2 − confidence): fewest steps first, then the best evidence
};
struct PathOptions {
  std::uint32_t count = 3;
  double min_confidence = 0;
  bool structural = true;  // also by leads, partOf, memberOf … (edges without a score)
};
/// The best paths without loops from X to Y, whatever the direction of the edges; by cost, ties by the ids on the way.
/// cost    O(k · L · (E + V log V)) for k paths of L steps
/// source  Yen, Finding the K Shortest Loopless Paths, Management Science 1971; Dijkstra by Boost.Graph
[[nodiscard]] std::vector<Path> paths(const GraphView& view, std::string_view x, std::string_view y,
                                      const PathOptions& options = {});

// ---- Time

struct Event {
  std::string first, last;  // ISO days
  EdgeAnswer edge;
  Evidence evidence;
};
/// What is told of X, or of X and Y together, by day, then by edge; undated evidence is left out. Y may be "".
/// cost  O(n log n) in the evidence of X
[[nodiscard]] std::vector<Event> timeline(const GraphView& view, std::string_view x, std::string_view y = {},
                                          bool with_representatives = false);

struct Turn {
  std::string x, y;              // ids, x < y
  double before = 0, after = 0;  // weight of the evidence up to and from the day
};
struct Changes {
  std::vector<Turn> sides;          // pairs whose weight changed its sign, greatest turn first
  std::vector<EdgeAnswer> started;  // edges whose first evidence is of that day or later; not partOf, locatedIn,
                                    // affiliatedWith and spokespersonFor, which are no news
  std::vector<EdgeAnswer> ended;    // edges that were affirmed before and are mostly denied since
};
/// What is different since a day.
/// fails  for a date that is none
/// cost   O(E + evidence)
[[nodiscard]] Result<Changes> changes_since(const GraphView& view, std::string_view since,
                                            const WeightOptions& options = {});

// ---- Disagreement

struct Contradiction {
  enum class Kind : std::uint8_t { denial, quantity };
  Kind kind = Kind::denial;
  EdgeAnswer edge;
  std::vector<Evidence> one, other;  // affirming and denying; or giving the lowest and the highest number
};
/// Edges that one article affirms and another, or the same, denies; and edges with different numbers of one unit (more
/// than a tenth apart; a fifth if one is approximate), planned and possible evidence left aside. In canonical order.
/// cost  O(E + evidence)
[[nodiscard]] std::vector<Contradiction> contradictions(const GraphView& view, std::string_view about = {});

// ---- One node on a card

struct NodeCard {
  Node node;  // names, ids, descriptions, mentions
  std::uint32_t articles = 0, sources = 0;
  std::string first, last;               // ISO days of all evidence
  std::vector<EdgeAnswer> roles;         // structural edges: leads, memberOf, partOf …, from and to the node
  std::vector<Relative> allies, rivals;  // the strongest
  std::vector<Event> recent;             // the latest events, latest first
};
/// cost  O(articles · log k + degree + evidence)
[[nodiscard]] Result<NodeCard> node_card(const GraphView& view, std::string_view id, std::size_t length = 10,
                                         const WeightOptions& options = {});

}  // namespace entente

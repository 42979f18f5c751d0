// The partial graph of one article: the unit of merging, of streaming (one JSON line) and of distribution.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "entente/graph/span.h"
#include "entente/schema/ontology.h"
#include "entente/schema/result.h"

namespace entente {

/// An article as the graph knows it: everything but its text.
struct Article {
  std::string id;         // relative IRI "article/…", from the given id, else the URL, else the hash
  std::string hash;       // lower-case hex SHA-256 of the text (UTF-8, NFC, LF) that all spans count in
  std::string name;       // file name, or the given id: what the user calls it
  std::string title;      // "" if unknown
  std::string language;   // BCP 47, "fr"
  std::string published;  // ISO 8601 date, "" if unknown
  std::string source;     // file path as given, or URL
  std::string signature;  // text_signature of the text (corroboration.h), "" if unknown
  auto operator<=>(const Article&) const = default;
};

/// Words of an article. `exact` is the text at `span`; `article` is an Article::id.
struct Quote {
  std::string article;
  Span span;
  std::string exact;
  auto operator<=>(const Quote&) const = default;
};

enum class Polarity : std::uint8_t { affirmed, negated };
enum class Modality : std::uint8_t { actual, reported, possible, planned };
enum class ObjectRole : std::uint8_t { unspecified, addressee, about };
[[nodiscard]] std::string_view name(Polarity polarity);
[[nodiscard]] std::string_view name(Modality modality);
[[nodiscard]] std::string_view name(ObjectRole role);  // "" for unspecified

/// A number as the text gives it: "environ 10 000 soldats" is {10000, "soldats", approximate}.
struct Quantity {
  double value = 0;
  std::string unit;
  bool approximate = false;
  auto operator<=>(const Quantity&) const = default;
};

/// A participant of a claim beside its two ends: a node of the graph (`node` is its id) or, failing that, words.
struct Participant {
  std::string node;
  std::string text;
  [[nodiscard]] bool is_none() const { return node.empty() && text.empty(); }
  auto operator<=>(const Participant&) const = default;
};

/// One place where an article says what an edge says, with the status that it gives the claim there.
struct Evidence {
  Quote quote;  // the sentence part that carries the claim
  Span trigger;
  std::string frame;  // name of the frame that fired: "fr/deploys/déployer"
  Polarity polarity = Polarity::affirmed;
  Modality modality = Modality::actual;
  ObjectRole object_role = ObjectRole::unspecified;
  std::string attributed_to;  // node id, "" if the article itself says it
  std::optional<Quantity> quantity;
  std::string time;  // ISO 8601 date or interval, "" if unknown
  Participant destination, beneficiary, instrument, location;
  double confidence = 0;  // [0, 1], calibrated: the share of such claims that are right
  auto operator<=>(const Evidence&) const = default;
};

/// A thing. Its id is a function of what it is, never of when it was met: "state/north-korea", "person/kim-jong-un".
struct Node {
  std::string id;  // relative IRI
  NodeType type = NodeType::person;
  std::string name;
  std::vector<std::string> alternate_names;  // sorted, without `name`
  std::string wikidata;                      // "Q423" or ""
  std::string iso;                           // ISO 3166-1 alpha-2 or ""
  std::vector<Quote> mentions;               // sorted
  std::vector<std::string>
      descriptions;  // sorted; what the text says it is: "boxer", "professeur"; tells homonyms apart
  auto operator<=>(const Node&) const = default;
};

/// All that the evidence says of one (subject, relation, object). Ends are node ids; `relation` is a name of the
/// ontology. The ends of a symmetric relation are ordered by id.
struct Edge {
  std::string subject;
  std::string relation;
  std::string object;
  std::vector<Evidence> evidence;  // sorted, not empty
  auto operator<=>(const Edge&) const = default;
};

/// requires  each id named in `edges` is in `nodes`; the ends of an edge differ; all quotes are of `article`
struct Fragment {
  Article article;
  std::vector<Node> nodes;  // sorted by id
  std::vector<Edge> edges;  // sorted by (subject, relation, object)
  auto operator<=>(const Fragment&) const = default;
};

/// Checks what `Fragment` requires, and that confidences are in [0, 1] and spans are not reversed.
/// fails  naming the article and the first thing that is wrong
/// cost   O(k log k) in the size of the fragment
[[nodiscard]] Result<void> validate(const Fragment& fragment);

/// The same fragment in its one canonical form: everything sorted, nothing twice, equal nodes and edges joined.
/// cost  O(k log k), O(k) if it is canonical already
[[nodiscard]] Fragment canonical(Fragment fragment);

/// The join of two readings of one article: the later text wins (by publication date, then by hash); of two readings
/// of the same text, the union. Associative, commutative, idempotent: a lexicographic product of a chain and a lattice.
/// requires  a.article.id == b.article.id; both canonical
[[nodiscard]] Fragment join(Fragment a, const Fragment& b);

/// Everything that it holds, as lines of text, for tests and diffs: equal dumps mean equal values. Strings are quoted,
/// fields that are empty or have their default are left out. O(n).
[[nodiscard]] std::string dump(const Article& article);
[[nodiscard]] std::string dump(const Node& node);
[[nodiscard]] std::string dump(const Edge& edge);

}  // namespace entente

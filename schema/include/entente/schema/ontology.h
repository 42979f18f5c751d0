// What can be said: node types and relation types. The data stands in schema/ontology.toml; the meaning of each type
// follows the annotation guide of the project and the PLOVER codebook (Open Event Data Alliance, 2018).
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/schema/ids.h"
#include "entente/schema/result.h"

namespace entente {

enum class NodeType : std::uint8_t { person, state, organization, military_unit, group, place, event };
inline constexpr std::array<NodeType, 7> kNodeTypes = {NodeType::person,        NodeType::state, NodeType::organization,
                                                       NodeType::military_unit, NodeType::group, NodeType::place,
                                                       NodeType::event};

/// "Person", "MilitaryUnit", …: the spelling of the ontology and of every export.
[[nodiscard]] std::string_view name(NodeType type);
/// The type of that name; false in `second` if there is none.
[[nodiscard]] std::pair<NodeType, bool> node_type(std::string_view name);

/// A set of node types as a bit mask.
struct NodeTypes {
  std::uint8_t bits = 0;
  [[nodiscard]] constexpr bool has(NodeType type) const { return (bits >> static_cast<int>(type)) & 1U; }
  constexpr void add(NodeType type) { bits = static_cast<std::uint8_t>(bits | (1U << static_cast<int>(type))); }
};

/// The four quadrants of event data (verbal or material, cooperation or conflict); `structural` for types that
/// describe a standing tie and are no events (leads, partOf, …).
enum class QuadClass : std::uint8_t {
  verbal_cooperation,
  material_cooperation,
  verbal_conflict,
  material_conflict,
  structural
};
[[nodiscard]] std::string_view name(QuadClass quad);

/// A text in each language it is given in, by BCP 47 code.
using LocalizedText = std::map<std::string, std::string, std::less<>>;
/// The text in `language`, else in English, else any; "" if there is none.
[[nodiscard]] std::string_view text_in(const LocalizedText& text, std::string_view language);

struct RelationType {
  std::string name;  // "alliesWith"
  NodeTypes subject, object;
  bool symmetric = false;
  std::string plover;                  // PLOVER category, "" where it has none
  double score = 0;                    // conflict–cooperation score, -10 (attack) … +10 (alliance)
  std::map<NodeType, double> towards;  // the score where the object is of that type
  QuadClass quad = QuadClass::structural;
  std::string announced;  // the relation that it amounts to when the subject says that it will do so; "" for none
  std::string refused;    // … when the subject says that it will not
  LocalizedText label;    // "soutient" / "supports"
  LocalizedText definition;

  [[nodiscard]] double score_towards(NodeType object_type) const {
    const auto found = towards.find(object_type);
    return found == towards.end() ? score : found->second;
  }
};

class Ontology {
 public:
  /// Reads ontology data in the form of schema/ontology.toml. Further files may add sets and relation types (`extend`).
  /// fails  with file and line (no TOML, unknown key or node type, a name taken already …); the ontology is then as
  /// before
  static Result<Ontology> parse(std::string_view toml, std::string_view source);
  Result<void> extend(std::string_view toml, std::string_view source);

  [[nodiscard]] std::span<const RelationType> relations() const { return relations_; }
  [[nodiscard]] const RelationType& operator[](RelationId id) const { return relations_[id.index()]; }
  /// None if there is no such type. O(log n).
  [[nodiscard]] RelationId find(std::string_view name) const;
  [[nodiscard]] const LocalizedText& label(NodeType type) const { return node_labels_[static_cast<std::size_t>(type)]; }
  [[nodiscard]] const LocalizedText& definition(NodeType type) const {
    return node_definitions_[static_cast<std::size_t>(type)];
  }

 private:
  std::vector<RelationType> relations_;
  std::map<std::string, RelationId, std::less<>> by_name_;
  std::map<std::string, NodeTypes, std::less<>> sets_;
  std::array<LocalizedText, 7> node_labels_, node_definitions_;
};

/// The ontology that the program carries. Thread-safe; lives as long as the program.
[[nodiscard]] const Ontology& builtin_ontology();

}  // namespace entente

#include "entente/schema/ontology.h"

namespace entente {
namespace {
constexpr std::array<std::string_view, 7> kNodeTypeNames = {"Person", "State", "Organization", "MilitaryUnit",
                                                            "Group",  "Place", "Event"};
constexpr std::array<std::string_view, 5> kQuadNames = {"verbal-cooperation", "material-cooperation", "verbal-conflict",
                                                        "material-conflict", "structural"};
}  // namespace

std::string_view name(NodeType type) { return kNodeTypeNames[static_cast<std::size_t>(type)]; }

std::pair<NodeType, bool> node_type(std::string_view name) {
  for (NodeType type : kNodeTypes)
    if (entente::name(type) == name) return {type, true};
  return {NodeType::person, false};
}

std::string_view name(QuadClass quad) { return kQuadNames[static_cast<std::size_t>(quad)]; }

std::string_view text_in(const LocalizedText& text, std::string_view language) {
  for (std::string_view wanted : {language, std::string_view("en")})
    if (auto found = text.find(wanted); found != text.end()) return found->second;
  return text.empty() ? std::string_view() : std::string_view(text.begin()->second);
}

RelationId Ontology::find(std::string_view name) const {
  auto found = by_name_.find(name);
  return found == by_name_.end() ? RelationId() : found->second;
}

}  // namespace entente

#include "entente/export/reader_name.h"

#include <algorithm>

#include "entente/schema/fold.h"

namespace entente {
namespace {

bool is_of(const GazetteerName& name, std::string_view language) {
  return (name.kind == NameKind::name || name.kind == NameKind::acronym) &&
         (name.language.empty() || name.language == language);
}

bool is_same(std::string_view a, std::string_view b) { return fold_name(a) == fold_name(b); }

// The first name of that kind in the language itself; nullptr if there is none.
const GazetteerName* first_of(const GazetteerEntry& entry, NameKind kind, std::string_view language) {
  const auto found = std::find_if(entry.names.begin(), entry.names.end(), [&](const GazetteerName& name) {
    return name.kind == kind && name.language == language;
  });
  return found == entry.names.end() ? nullptr : &*found;
}

}  // namespace

std::string_view known_name(const Node& node, const Gazetteer* names, std::string_view language) {
  if (names == nullptr) return "";
  const std::string_view id = node.id;
  const EntryId found = names->find(id.substr(id.find('/') + 1));
  if (found.is_none()) return "";
  const GazetteerEntry& entry = (*names)[found];
  if (entry.type != node.type || entry.wikidata != node.wikidata) return "";

  bool is_acronym = false;
  for (const GazetteerName& name : entry.names)
    if (is_same(name.text, node.name)) {
      if (is_of(name, language)) return node.name;
      is_acronym = is_acronym || name.kind == NameKind::acronym;
    }
  for (const GazetteerName& name : entry.names)
    if (is_of(name, language))
      for (const std::string& other : node.alternate_names)
        if (is_same(name.text, other)) return other;
  const GazetteerName* const acronym = is_acronym ? first_of(entry, NameKind::acronym, language) : nullptr;
  if (acronym != nullptr) return acronym->text;
  const GazetteerName* const main = first_of(entry, NameKind::name, language);
  return main == nullptr ? std::string_view() : std::string_view(main->text);
}

std::string_view reader_name(const Node& node, const Gazetteer* names, std::string_view language) {
  const std::string_view known = known_name(node, names, language);
  return known.empty() ? std::string_view(node.name) : known;
}

void speak(Node& node, const Gazetteer* names, std::string_view language) {
  std::string name(reader_name(node, names, language));
  if (name == node.name) return;
  std::erase(node.alternate_names, name);
  node.alternate_names.push_back(std::move(node.name));
  std::sort(node.alternate_names.begin(), node.alternate_names.end());
  node.name = std::move(name);
}

KnowledgeGraph in_language(const KnowledgeGraph& graph, const Gazetteer& names, std::string_view language) {
  KnowledgeGraph result;
  for (auto [id, fragment] : graph.fragments()) {
    for (Node& node : fragment.nodes) speak(node, &names, language);
    result.merge(std::move(fragment));
  }
  return result;
}

}  // namespace entente

// Decisions on relations are found by the ends and the type of an edge; of an article's own and the general one, the
// article's holds. All are checked before any is done.
#include "corrections.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>

#include "entente/graph/walk.h"

namespace entente {
namespace {

using Correction = Overrides::Correction;
using Key = std::tuple<std::string, std::string, std::string>;  // subject, relation, object

// The ends of a type that goes both ways stand in order.
Key key_of(std::string subject, const std::string& relation, std::string object, const Ontology& ontology) {
  const RelationId id = ontology.find(relation);
  if (!id.is_none() && ontology[id].symmetric && object < subject) std::swap(subject, object);
  return {std::move(subject), relation, std::move(object)};
}

class Corrector {
 public:
  Corrector(const KnowledgeGraph& graph, const Ontology& ontology, const Overrides& overrides)
      : graph_(graph), ontology_(ontology), source_(overrides.source()) {}

  Result<void> add(const Correction& correction, const IdOf& id_of) {
    for (const std::string* name : {&correction.relation, &correction.retyped})
      if (!name->empty() && ontology_.find(*name).is_none())
        return error(correction, "\"" + *name + "\" is no relation",
                     "use the name of one, such as supports or attacks");
    const Key key = key_of(id_of(correction.subject), correction.relation, id_of(correction.object), ontology_);
    const auto [known, is_new] = by_key_[key].try_emplace(correction.article, &correction);
    if (!is_new && known->second->retyped != correction.retyped)
      return error(correction, "line " + std::to_string(known->second->line) + " decides otherwise on this relation",
                   "keep one of the two");
    return {};
  }

  // Of every edge that is retyped, whether its ends may be those of the other type; the first line that is wrong.
  Result<void> check() {
    std::optional<InputError> first;
    for (const auto& [article, fragment] : graph_.fragments())
      for (const Edge& edge : fragment.edges)
        if (const Correction* const made = of(edge, article); made != nullptr && !made->retyped.empty())
          if (auto sound = check(edge, *made); !sound && (!first || made->line < first->line)) first = sound.error();
    if (first) return *std::move(first);
    return {};
  }

  KnowledgeGraph done() {
    KnowledgeGraph result = graph_;
    for (const auto& [article, fragment] : graph_.fragments())
      if (std::optional<Fragment> changed = corrected(fragment)) {
        result.withdraw(article);
        result.merge(*std::move(changed));
      }
    return result;
  }

 private:
  [[nodiscard]] InputError error(const Correction& correction, std::string seen, std::string remedy) const {
    return InputError{source_, correction.line, std::move(seen), std::move(remedy)};
  }

  [[nodiscard]] const Correction* of(const Edge& edge, const std::string& article) const {
    const auto found = by_key_.find(std::tie(edge.subject, edge.relation, edge.object));
    if (found == by_key_.end()) return nullptr;
    const auto own = found->second.find(article);
    const auto any = own != found->second.end() ? own : found->second.find("");
    return any == found->second.end() ? nullptr : any->second;
  }

  const Node& node(const std::string& id) {
    const auto [found, is_new] = nodes_.try_emplace(id);
    if (is_new) found->second = graph_.node(id);
    return found->second;
  }

  Result<void> check(const Edge& edge, const Correction& made) {
    const RelationType& type = ontology_[ontology_.find(made.retyped)];
    const Node &subject = node(edge.subject), &object = node(edge.object);
    if (type.symmetric && type.subject.has(object.type) && type.object.has(subject.type)) return {};
    for (const auto& [types, end, role] :
         {std::tuple(type.subject, &subject, "subject"), std::tuple(type.object, &object, "object")})
      if (!types.has(end->type))
        return error(made,
                     "\"" + made.retyped + "\" takes no " + std::string(name(end->type)) + " as its " + role +
                         ", and " + end->name + " is one",
                     "choose another relation, or give the thing another type by a line of \"type\"");
    return {};
  }

  // None if nothing in it changes.
  std::optional<Fragment> corrected(const Fragment& given) const {
    std::optional<Fragment> result;
    std::size_t kept = 0;  // edges of the result that have been passed
    for (std::size_t i = 0; i < given.edges.size(); ++i) {
      const Correction* const made = of(given.edges[i], given.article.id);
      if (made == nullptr) {
        ++kept;
        continue;
      }
      if (!result) result = given;
      const auto edge = result->edges.begin() + static_cast<std::ptrdiff_t>(kept);
      if (made->retyped.empty()) {
        result->edges.erase(edge);
      } else {
        std::tie(edge->subject, edge->relation, edge->object) =
            key_of(edge->subject, made->retyped, edge->object, ontology_);
        ++kept;
      }
    }
    return result ? std::optional(canonical(*std::move(result))) : std::nullopt;
  }

  const KnowledgeGraph& graph_;
  const Ontology& ontology_;
  const std::string& source_;
  std::map<Key, std::map<std::string, const Correction*>, std::less<>> by_key_;  // by article, "" for all
  std::map<std::string, Node> nodes_;
};

}  // namespace

Result<KnowledgeGraph> corrected_relations(const KnowledgeGraph& graph, const Ontology& ontology,
                                           const Overrides& overrides, const IdOf& id_of) {
  Corrector corrector(graph, ontology, overrides);
  for (const Correction& correction : overrides.corrections())
    if (auto added = corrector.add(correction, id_of); !added) return added.error();
  if (auto sound = corrector.check(); !sound) return sound.error();
  return corrector.done();
}

std::vector<Overrides::Note> notes_on(const KnowledgeGraph& graph, const Ontology& ontology, const Overrides& overrides,
                                      const IdOf& id_of) {
  std::vector<Overrides::Note> notes;
  if (overrides.notes().empty()) return notes;
  std::set<Key> known;  // things stand without relation and object
  for (const auto& [article, fragment] : graph.fragments()) {
    for (const Node& node : fragment.nodes) known.emplace(node.id, "", "");
    for (const Edge& edge : fragment.edges) known.emplace(edge.subject, edge.relation, edge.object);
  }
  for (const Overrides::Note& note : overrides.notes()) {
    Key key(id_of(note.subject), "", "");
    if (!note.relation.empty()) key = key_of(std::get<0>(key), note.relation, id_of(note.object), ontology);
    if (!known.contains(key)) continue;
    auto& [subject, relation, object] = key;
    notes.push_back({std::move(subject), std::move(object), std::move(relation), note.text});
  }
  std::sort(notes.begin(), notes.end());
  notes.erase(std::unique(notes.begin(), notes.end()), notes.end());
  return notes;
}

}  // namespace entente

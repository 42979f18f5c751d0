#include "relations/speakers.h"

#include <algorithm>

namespace entente {
namespace {

constexpr int kNone = Tree::kNone;
using Effect = Operator::Effect;

NodeTypes any_actor() {
  NodeTypes types;
  for (NodeType type :
       {NodeType::person, NodeType::state, NodeType::organization, NodeType::military_unit, NodeType::group})
    types.add(type);
  return types;
}

}  // namespace

EntityId SpeakerFinder::actor(int token) const {
  const auto found = participants_.find(token, any_actor(), true);
  if (!found.empty()) return found.front().entity;
  if (token == kNone || tree_[token].upos != Upos::NOUN) return {};
  for (int child : tree_.children(token))  // "a spokesman for X"
    if (tree_.is(child, "nmod"))
      if (const auto behind = participants_.find(child, any_actor(), false); !behind.empty())
        return behind.front().entity;
  return {};
}

EntityId SpeakerFinder::speaker(int word) const {
  const bool is_verb = is_verbal(tree_[word]);
  const Arguments around = is_verb ? arguments_.of_verb(word) : arguments_.of_noun(word);
  using Kind = Slot::Kind;
  for (Kind kind : {Kind::subject, Kind::owner})
    for (const Filler& filler : around.fillers)
      if (filler.slot.kind == kind)
        if (const EntityId found = actor(filler.token); !found.is_none()) return found;
  if (is_verb && tree_.child(word, "nsubj") == kNone) return named_before(word);
  // "X revendique la responsabilité de …": whoever the verb of the noun is said of.
  const int verb = tree_.head(word);
  if (!is_verb && verb != kNone && tree_.is(word, "obj") && is_verbal(tree_[verb])) return speaker(verb);
  return {};
}

/// "…, U.S. Central Command (CENTCOM) said.": the parser may hang a name before the last word on what is said.
EntityId SpeakerFinder::named_before(int verb) const {
  int end = verb;
  if (end > 0 && tree_[end - 1].form == ")") {
    while (end > 0 && tree_[end - 1].form != "(") --end;
    --end;
  }
  const bool ends_sentence = verb + 2 >= tree_.size();
  if (!ends_sentence || !arguments_.is_finite(verb)) return {};
  for (MentionId id : participants_.mentions()) {
    const Mention& mention = participants_.entities()[id];
    if (static_cast<int>(mention.last) == end && any_actor().has(participants_.entities()[mention.entity].type))
      return mention.entity;
  }
  return {};
}

bool SpeakerFinder::is_speech(int word) const {
  switch (frames_.operator_of(tree_[word].lemma).effect) {
    case Effect::speech:
    case Effect::factive:
    case Effect::announcement:
    case Effect::accusation:
    case Effect::claim:
    case Effect::denial:
      return true;
    default:
      return false;
  }
}

/// "selon X", "according to X"; "pour X, …" before the subject; "aux yeux de X"; "à en croire X".
bool SpeakerFinder::is_source_phrase(int phrase, int clause) const {
  const GrammarWords& words = frames_.words();
  for (const std::string& preposition : arguments_.prepositions(phrase)) {
    if (contains(words.according, preposition)) return true;
    if (!contains(words.viewpoint, preposition) || phrase > clause) continue;
    const EntityId who = participants_.entity_of(phrase);
    const int subject = tree_.child(clause, "nsubj");
    if (who.is_none() || subject == kNone || subject < phrase) continue;
    const NodeType type = participants_.entities()[who].type;
    if (type == NodeType::person || type == NodeType::state || type == NodeType::organization) return true;
  }
  return tree_[phrase].upos == Upos::NOUN && contains(words.viewpoint, tree_[phrase].lemma) &&
         !arguments_.prepositions(phrase).empty();
}

/// "…, a déclaré X" beside its clause; a verb of saying with an object or clause of its own says something else.
bool SpeakerFinder::is_inserted(int verb, int clause) const {
  if (!tree_.is(verb, "parataxis") || !is_verbal(tree_[verb]) || !is_speech(verb)) return false;
  for (std::string_view role : {"obj", "ccomp", "xcomp"})
    if (tree_.child(verb, role) != kNone) return false;
  for (int token = std::min(verb, clause) + 1; token < std::max(verb, clause); ++token)
    if (tree_[token].form == ";") return false;
  return true;
}

Source SpeakerFinder::adverbial_source(int clause, int content) const {
  const GrammarWords& words = frames_.words();
  for (int child : tree_.children(clause)) {
    if (tree_.dominates(child, content)) continue;
    const bool is_phrase = tree_.is(child, "obl") || tree_.is(child, "nmod") || tree_.is(child, "advmod") ||
                           tree_.is(child, "parataxis") || tree_.is(child, "advcl") || tree_.is(child, "dislocated");
    if (!is_phrase) continue;
    if (is_source_phrase(child, clause)) return {true, actor(child)};
    if (tree_.is(child, "advcl") && contains(words.viewpoint, tree_[child].lemma)) {  // "à en croire X"
      if (const int object = tree_.child(child, "obj"); object != kNone) return {true, actor(object)};
    }
    if (is_inserted(child, clause)) return {true, speaker(child)};
    // The parser may hang the preposition and its noun on the clause as two adverbials: "according" and "to X".
    if (tree_.is(child, "advmod") && contains(words.according, tree_[child].lemma)) return {true, {}};
  }
  return {};
}

Source SpeakerFinder::headline_source(int content) const {
  constexpr int kLongest = 8;  // words of a name with its title
  for (int token = 1; token < std::min(content, kLongest); ++token) {
    if (is_verbal(tree_[token]) || tree_[token].form == ",") return {};
    if (tree_[token].form != ":") continue;
    const std::string& next = tree_[token + 1].form;
    const bool is_quote = next == "«" || next == "“" || next == "\"" || next == "‘" || next == "'";
    for (MentionId id : participants_.mentions()) {
      const Mention& mention = participants_.entities()[id];
      if (mention.first > 1 || static_cast<int>(mention.last) > token || mention.form == MentionForm::demonym) continue;
      const NodeType type = participants_.entities()[mention.entity].type;
      if (type == NodeType::person || (is_quote && any_actor().has(type))) return {true, mention.entity};
    }
    return {};
  }
  return {};
}

}  // namespace entente

#include "relations/participants.h"

#include <algorithm>

namespace entente {
namespace {

constexpr int kMaxDepth = 3;      // "le chef du groupe de l'attaque de X": further away nothing is certain
constexpr double kBehind = 0.75;  // share of cases in which the possessor is the one who acts
constexpr double kMember = 0.9;   // share of cases in which "the leaders of X and Y" are one of each
constexpr double kApposed = 0.95;
constexpr double kInside = 0.8;  // a word inside a mention that the parser did not make its head

std::size_t at(int token) { return static_cast<std::size_t>(token); }

}  // namespace

ParticipantFinder::ParticipantFinder(const Tree& tree, const ArgumentFinder& arguments, const LanguageFrames& frames,
                                     const Entities& entities, std::uint32_t sentence)
    : tree_(tree),
      arguments_(arguments),
      frames_(frames),
      entities_(entities),
      by_head_(at(tree.size())),
      covering_(at(tree.size())) {
  const auto begin = std::lower_bound(entities.mentions.begin(), entities.mentions.end(), sentence,
                                      [](const Mention& mention, std::uint32_t id) { return mention.sentence < id; });
  auto width = [&](MentionId id) { return entities[id].last - entities[id].first; };
  for (auto it = begin; it != entities.mentions.end() && it->sentence == sentence; ++it) {
    const MentionId id(static_cast<std::size_t>(it - entities.mentions.begin()));
    mentions_.push_back(id);
    MentionId& headed = by_head_[it->head];
    if (headed.is_none() || width(headed) < width(id)) headed = id;
    for (std::uint32_t token = it->first; token < it->last; ++token)
      if (covering_[token].is_none() || width(id) < width(covering_[token])) covering_[token] = id;
  }
}

MentionId ParticipantFinder::mention_of(int token) const { return token < 0 ? MentionId() : by_head_[at(token)]; }

EntityId ParticipantFinder::entity_of(int token) const {
  if (token < 0) return {};
  if (const MentionId id = by_head_[at(token)]; !id.is_none()) return entities_[id].entity;
  if (const MentionId id = covering_[at(token)]; !id.is_none()) return entities_[id].entity;
  return {};
}

void ParticipantFinder::find_one(int token, const Search& search, int depth, double certainty,
                                 std::vector<Participating>& found) const {
  if (token < 0 || depth > kMaxDepth) return;
  const auto& [wanted, looks_behind, taken] = search;
  token = arguments_.referent(token);
  // A pronoun for several ("ils", "both") is a mention of each of them.
  for (MentionId id : mentions_) {
    const Mention& mention = entities_[id];
    if (static_cast<int>(mention.head) == token && mention.form == MentionForm::pronoun &&
        wanted.has(entities_[mention.entity].type))
      found.push_back({mention.entity, token, certainty});
  }
  if (!found.empty()) return;
  const bool is_head = !by_head_[at(token)].is_none();
  if (const EntityId id = entity_of(token); !id.is_none()) {
    const Entity& entity = entities_[id];
    // "ended its siege of X": behind a word stands whoever is not the other end.
    if (depth > 0 && std::any_of(taken.begin(), taken.end(), [id](const auto& one) { return one.entity == id; }))
      return;
    if (wanted.has(entity.type)) {
      found.push_back({id, token, is_head ? certainty : certainty * kInside});
      return;
    }
    if (looks_behind && !entity.owner.is_none() && wanted.has(entities_[entity.owner].type)) {
      found.push_back({entity.owner, token, certainty * kBehind});
      return;
    }
  }
  // "la coalition, l'AFC, …": an apposition is the thing itself.
  if (!is_head) {
    std::vector<int> same;
    if (tree_.is(token, "appos")) same.push_back(tree_.head(token));
    for (int child : tree_.children(token)) {
      const bool is_name = tree_.is(child, "flat") || (tree_.is(child, "nmod") && tree_[child].upos == Upos::PROPN &&
                                                       arguments_.prepositions(child).empty() && child > token);
      if (tree_.is(child, "appos") || is_name) same.push_back(child);  // "M. Vucic", "le président Macron"
    }
    for (int other : same) {
      const MentionId id = mention_of(other);
      if (id.is_none() || !wanted.has(entities_[entities_[id].entity].type)) continue;
      found.push_back({entities_[id].entity, other, certainty * kApposed});
      return;
    }
  }
  const Upos upos = tree_[token].upos;
  if (contains(frames_.words().apart, tree_[token].lemma)) return;  // "Russian companies" are not Russia
  for (int child : tree_.children(token))                           // nor do former officials act for it
    if (contains(frames_.words().former, tree_[child].lemma)) return;
  if (!looks_behind || (upos != Upos::NOUN && upos != Upos::PROPN && upos != Upos::NUM && upos != Upos::PRON)) return;
  const Arguments around = arguments_.dependents_of(token);
  Search inner = search;
  inner.looks_behind = true;
  auto try_slot = [&](auto&& matches) {
    for (const Filler& filler : around.fillers) {
      if (!found.empty()) return;
      if (!matches(filler.slot)) continue;
      for (int conjunct : arguments_.conjuncts(filler.token)) {  // "the presidents of Serbia and Kosovo"
        std::vector<Participating> behind;
        find_one(conjunct, inner, depth + 1, certainty * kBehind, behind);
        for (const Participating& one : behind) found.push_back(one);
        if (behind.empty() || !has_feature(tree_[token], "Number=Plur")) break;
      }
    }
  };
  try_slot([](const Slot& slot) { return slot.kind == Slot::Kind::owner; });
  try_slot([](const Slot& slot) { return slot.kind == Slot::Kind::subject; });
  // "condemned the killing of X": X is the one whom it befell.
  if (contains(frames_.words().undergone, tree_[token].lemma) && !wanted.has(NodeType::place)) return;
  try_slot([this](const Slot& slot) {
    return slot.kind == Slot::Kind::preposition && contains(frames_.words().of, slot.preposition);
  });
  // "demands from rebels" are theirs; "targets in Jericho" are there.
  try_slot([this](const Slot& slot) {
    return slot.kind == Slot::Kind::preposition && contains(frames_.words().source, slot.preposition);
  });
  // "des villes comme X et Y": what is named for an example.
  for (const Filler& filler : around.fillers) {
    if (!found.empty() || depth > 0) break;
    if (filler.slot.kind != Slot::Kind::preposition || !contains(frames_.words().instance, filler.slot.preposition))
      continue;
    for (int example : arguments_.conjuncts(filler.token)) {
      const EntityId id = entity_of(example);
      if (!id.is_none() && wanted.has(entities_[id].type)) found.push_back({id, example, certainty * kApposed});
    }
  }
  if (depth > 0 || !wanted.has(NodeType::place)) return;
  inner.wanted = NodeTypes();
  inner.wanted.add(NodeType::place);  // in what state it is, is no matter
  try_slot([this](const Slot& slot) {
    return slot.kind == Slot::Kind::preposition && contains(frames_.words().place, slot.preposition);
  });
}

int ParticipantFinder::possessor(int token) const {
  const bool is_plural = has_feature(tree_[token], "Number[psor]=Plur") || has_feature(tree_[token], "Number=Plur");
  if (!has_feature(tree_[token], "Poss=Yes")) return token;
  if (!entity_of(token).is_none() && !is_plural) return token;
  for (int above = tree_.head(token); above >= 0; above = tree_.head(above)) {
    if (tree_[above].upos != Upos::VERB) continue;
    const int subject = arguments_.surface_subject(above);
    if (subject < 0 || tree_.dominates(subject, token)) continue;
    const bool is_several = arguments_.conjuncts(subject).size() > 1;
    if (is_several || entity_of(token).is_none()) return subject;
    break;
  }
  return token;
}

std::vector<Participating> ParticipantFinder::members(int token, NodeTypes wanted) const {
  if (token < 0 || tree_[token].upos != Upos::NOUN || !has_feature(tree_[token], "Number=Plur")) return {};
  for (const Filler& filler : arguments_.dependents_of(token).fillers) {
    const std::string& preposition = filler.slot.preposition;
    const bool is_whose =
        filler.slot.kind == Slot::Kind::owner ||
        (filler.slot.kind == Slot::Kind::preposition &&
         (contains(frames_.words().of, preposition) || contains(frames_.words().source, preposition)));
    if (!is_whose) continue;
    std::vector<Participating> found = find(filler.token, wanted, false);
    if (found.size() < 2) continue;
    for (Participating& one : found) one.certainty *= kMember;
    return found;
  }
  return {};
}

std::vector<Participating> ParticipantFinder::find(int token, NodeTypes wanted, bool looks_behind,
                                                   std::span<const Participating> taken) const {
  std::vector<Participating> all;
  if (token < 0) return all;
  token = possessor(token);
  for (int conjunct : arguments_.conjuncts(arguments_.referent(token))) {
    std::vector<Participating> found;
    find_one(conjunct, {wanted, looks_behind, taken}, 0, 1, found);
    for (const Participating& one : found) {
      const bool known =
          std::any_of(all.begin(), all.end(), [&](const auto& other) { return other.entity == one.entity; });
      if (!known) all.push_back(one);
    }
  }
  return all;
}

}  // namespace entente

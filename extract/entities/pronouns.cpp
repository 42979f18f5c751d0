// Pronouns by agreement, grammar and salience: relative pronouns through the tree, the others after Lappin and Leass
// (1994). What a pronoun can be is read from its morphological features, so that no list of forms is needed.
#include <algorithm>

#include "entities/sweep.h"

namespace entente::entities {
namespace {

constexpr std::uint32_t kSentencesBack = 3;

struct Agreement {
  char gender = 0;
  bool is_plural = false;
  bool is_person_only = false;  // he, she
  bool is_thing_only = false;   // it
};

}  // namespace

void Sweep::read_pronoun(std::uint32_t at) {
  const Token& token = view().token(at);
  if (has_relation(token, "expl") || has_feature(token, "Reflex=Yes")) return;
  ThingId antecedent;
  if (has_feature(token, "PronType=Rel")) {
    antecedent = relative_antecedent(at);
  } else if (has_feature(token, "Person=3") || has_feature(token, "Person[psor]=3")) {
    const bool is_personal = has_feature(token, "PronType=Prs") || has_feature(token, "PronType=Dem");
    if (!is_personal || (token.upos == Upos::DET && !has_feature(token, "Poss=Yes"))) return;
    antecedent = personal_antecedent(at);
  }
  if (antecedent.is_none()) return;
  add({at, at + 1}, at, MentionForm::pronoun, antecedent);
}

// The noun that the relative clause hangs from.
ThingId Sweep::relative_antecedent(std::uint32_t at) const {
  std::uint32_t up = at;
  for (int steps = 0; steps < 6 && !view().is_root(up); ++steps) {
    const bool is_clause = has_relation(view().token(up), "acl");
    up = view().head(up);
    if (is_clause) return up < at ? thing_at(up) : ThingId();
  }
  return {};
}

ThingId Sweep::personal_antecedent(std::uint32_t at) {
  const Token& token = view().token(at);
  const bool is_possessive = has_feature(token, "Poss=Yes");
  const bool is_english = context_.language == "en";
  Agreement wanted;
  wanted.is_plural =
      is_possessive && !is_english ? has_feature(token, "Number[psor]=Plur") : has_feature(token, "Number=Plur");
  if (!is_possessive || is_english) {
    if (has_feature(token, "Gender=Fem")) wanted.gender = 'f';
    if (has_feature(token, "Gender=Masc")) wanted.gender = 'm';
  }
  const bool is_dative = token.deprel == "iobj";
  if (is_dative && !is_english) wanted.gender = 0;  // lui, leur
  if (is_english) {
    wanted.is_person_only = wanted.gender != 0;
    wanted.is_thing_only = !wanted.is_plural && wanted.gender == 0;
  }
  // A pronoun that is an object of a verb is not the subject of that verb.
  ThingId excluded;
  const bool is_object = has_relation(token, "obj") || has_relation(token, "iobj") || has_relation(token, "obl");
  if (is_object && !view().is_root(at)) {
    for (const std::uint32_t sibling : view().children(view().head(at))) {
      if (sibling != at && has_relation(view().token(sibling), "nsubj")) excluded = thing_at(sibling);
    }
  }
  const bool is_subject = has_relation(token, "nsubj");
  const auto agreement = [&](const Thing& thing) -> double {
    const bool is_actor = thing.type != NodeType::place && thing.type != NodeType::event;
    if (!is_actor) return 0;
    if (wanted.is_person_only && thing.type != NodeType::person) return 0;
    if (wanted.is_thing_only && (thing.type == NodeType::person || thing.is_plural)) return 0;
    if (wanted.is_plural) {
      if (thing.type == NodeType::person) return 0;
      if (!thing.is_plural) return is_english && thing.type != NodeType::state ? 0.6 : 0.15;
    } else if (thing.is_plural) {
      return 0;
    }
    if (wanted.gender != 0 && thing.gender != 0 && wanted.gender != thing.gender) return 0;
    return wanted.gender != 0 && thing.gender == 0 ? 0.8 : 1;
  };
  ThingId best;
  double best_weight = 0;
  for (std::size_t i = 0; i < discourse_.size(); ++i) {
    const ThingId id(i);
    if (!discourse_.is_root(id)) continue;
    const Thing& thing = discourse_[id];
    if (!thing.is_mentioned || sentence_ - thing.last_sentence > kSentencesBack) continue;
    if (!excluded.is_none() && discourse_.root(excluded) == id) continue;
    double weight = agreement(thing) * thing.salience;
    // A personal subject tends to go on with the person spoken of.
    if (is_subject && thing.type == NodeType::person) weight *= 1.3;
    if (weight > best_weight) {
      best = id;
      best_weight = weight;
    }
  }
  if (wanted.is_plural && !wanted.is_person_only) {
    if (const Joint* joint = joint_antecedent(best_weight)) {
      for (const ThingId thing : joint->things) add({at, at + 1}, at, MentionForm::pronoun, thing);
      return {};
    }
  }
  return best;
}

// The latest coordination of this sentence or the one before that outweighs a single antecedent.
const Sweep::Joint* Sweep::joint_antecedent(double beaten) const {
  for (std::size_t i = joints_.size(); i-- > 0;) {
    const Joint& joint = joints_[i];
    if (sentence_ - joint.sentence > 1) break;
    const double weight = joint.weight * (joint.sentence == sentence_ ? 1.0 : 0.5);
    if (weight > beaten) return &joint;
  }
  return nullptr;
}

}  // namespace entente::entities

// Pronouns by agreement, grammar and salience: relative pronouns through the tree, the others after Lappin and Leass
// (1994), see discourse.h. Which words are pronouns stands in schema/reference/<language>.tsv; their gender and number
// come from there, the tagger only tells "leur" (to them) from "leur" (their).
#include <algorithm>

#include "entities/sweep.h"

namespace entente::entities {
namespace {

constexpr std::uint32_t kSentencesBack = 3;
constexpr double kMainPart = 280;    // weight of a subject or object
constexpr double kSpoke = 3;         // who was quoted a sentence ago is whom "selon elle" names
constexpr double kOfNoGender = 0.3;  // beside someone whose gender is known and fits
constexpr double kContinued = 1.5;  // a subject goes on with the subject before it (centering: Grosz, Joshi, Weinstein)

}  // namespace

void Sweep::read_pronoun(std::uint32_t at) {
  const Token& token = view().token(at);
  const std::string& form = view().word(at).folded;
  const bool is_relative =
      has_feature(token, "PronType=Rel") ||
      (token.upos == Upos::PRON && context_.vocabulary.is("relative", form) && !has_feature(token, "PronType=Int"));
  ThingId antecedent;
  if (is_relative) {
    antecedent = relative_antecedent(at);
  } else {
    const std::optional<Agreement> wanted = agreement_of(at);
    if (!wanted) return;
    antecedent = wanted->is_emphatic ? subject_of(at) : personal_antecedent(at, *wanted);
  }
  if (antecedent.is_none()) return;
  // Who was "she" once is not "he" later.
  Thing& meant = discourse_[antecedent];
  if (!is_relative && meant.type == NodeType::person && meant.gender == 0)
    if (const auto wanted = agreement_of(at); wanted && !wanted->is_plural) meant.gender = wanted->gender;
  add({at, at + 1}, at, MentionForm::pronoun, antecedent);
}

// "« Nous refusons », dit X", "I refuse," X said: in quotation marks the first person is who speaks, in the sentence
// or, where the quotation goes on, in the one before.
void Sweep::read_first_persons() {
  std::vector<bool> is_quoted(view().size());
  bool is_open = is_in_quote_;
  bool has_quote = is_open;
  for (std::uint32_t at = 0; at < view().size(); ++at) {
    const bool opens = view().is_written(at, "«") || view().is_written(at, "“");
    const bool closes = view().is_written(at, "»") || view().is_written(at, "”");
    const bool turns = view().is_written(at, "\"") || view().is_written(at, "''") || view().is_written(at, "``");
    if (opens || closes || turns) is_open = opens || (turns && !is_open);
    is_quoted[at] = is_open;
    has_quote = has_quote || is_open;
  }
  speaker_before_ = speaker_;
  const ThingId here = speaker_outside(is_quoted);
  const ThingId speaker = here.is_none() ? speaker_ : here;
  for (std::uint32_t at = 0; at < view().size() && !speaker.is_none(); ++at) {
    const Token& token = view().token(at);
    const bool may_be = token.upos == Upos::PRON || token.upos == Upos::DET;
    const bool is_first = may_be && is_quoted[at] && context_.vocabulary.is("first-person", view().word(at).folded);
    if (!is_first || has_feature(token, "Reflex=Yes")) continue;
    const bool is_we = context_.vocabulary.is("first-plural", view().word(at).folded);
    add({at, at + 1}, at, MentionForm::pronoun, is_we ? spoken_for(speaker) : speaker);
  }
  is_in_quote_ = is_open;
  speaker_ = has_quote ? speaker : ThingId();
}

// Who is the subject of a verb of speech outside the quotation.
ThingId Sweep::speaker_outside(const std::vector<bool>& is_quoted) const {
  for (std::uint32_t at = 0; at < view().size(); ++at) {
    const bool speaks = !is_quoted[at] && view().token(at).upos == Upos::VERB &&
                        context_.vocabulary.is("spoken", view().word(at).lemma);
    if (!speaks) continue;
    for (const std::uint32_t child : view().children(at)) {
      if (!has_relation(view().token(child), "nsubj") || is_quoted[child]) continue;
      const ThingId subject = thing_at(child);
      if (subject.is_none() || discourse_[subject].type == NodeType::place) continue;
      if (discourse_[subject].type == NodeType::person || discourse_[subject].is_named) return subject;
    }
  }
  return {};
}

// What the antecedent of a personal pronoun or possessive has to agree with; none for any other word.
std::optional<Sweep::Agreement> Sweep::agreement_of(std::uint32_t at) const {
  const Token& token = view().token(at);
  const std::string& form = view().word(at).folded;
  const Vocabulary& words = context_.vocabulary;
  if (has_relation(token, "expl") || has_feature(token, "Reflex=Yes")) return std::nullopt;
  const bool is_determiner = token.upos == Upos::DET || token.deprel == "nmod:poss";
  Agreement wanted;
  if (is_determiner) {
    if (!words.is("possessive", form)) return std::nullopt;
    wanted.is_possessive = true;
    wanted.is_plural = words.is("possessive-plural", form);
    if (words.is("possessive-feminine", form)) wanted.gender = 'f';
    if (words.is("possessive-masculine", form)) wanted.gender = 'm';
    wanted.is_thing_only = words.is("possessive-neuter", form);
    wanted.is_person_only = wanted.gender != 0;
    return wanted;
  }
  if (token.upos != Upos::PRON || !words.is("third-person", form)) return std::nullopt;
  wanted.is_plural = words.is("third-plural", form);
  if (words.is("third-feminine", form)) wanted.gender = 'f';
  if (words.is("third-masculine", form)) wanted.gender = 'm';
  wanted.is_thing_only = words.is("third-neuter", form);
  wanted.is_person_only = context_.vocabulary.has_habit("personal gender") && wanted.gender != 0;
  // "Antony Blinken avait, lui, téléphoné": a strong form beside the verb repeats its subject.
  const bool has_comma_before = at > 0 && view().is_written(at - 1, ",");
  const bool has_comma_after = at + 1 < view().size() && view().is_written(at + 1, ",");
  const bool is_clitic = at + 1 < view().size() && (view().token(at + 1).upos == Upos::VERB ||
                                                    view().token(at + 1).upos == Upos::AUX);  // "lui a affecté"
  const bool is_strong = context_.vocabulary.is("strong-form", form);
  const bool is_strong_subject = has_relation(token, "nsubj") && is_strong && !is_clitic;
  wanted.is_emphatic = is_strong_subject || (has_comma_before && has_comma_after && view().case_marker(at).empty() &&
                                             context_.vocabulary.has_habit("repeated subjects"));
  return wanted;
}

// Who does what the pronoun's clause says: the subject of its verb; of an infinitive, the object or else the subject of
// the verb above it.
ThingId Sweep::subject_above(std::uint32_t at) const {
  std::uint32_t verb = view().head(at);
  while (!view().is_root(verb) && view().token(verb).upos != Upos::VERB) verb = view().head(verb);
  ThingId controller;
  for (int steps = 0; steps < 3; ++steps) {
    for (const std::uint32_t sibling : view().children(verb)) {
      if (sibling >= at || sibling == at) break;
      const Token& token = view().token(sibling);
      const bool is_object = steps > 0 && (has_relation(token, "obj") || has_relation(token, "iobj"));
      if (!is_object && !has_relation(token, "nsubj")) continue;
      const ThingId thing = thing_at(sibling);
      if (!thing.is_none()) controller = thing;
    }
    const bool is_infinitive = has_relation(view().token(verb), "xcomp") || has_relation(view().token(verb), "advcl") ||
                               has_relation(view().token(verb), "acl");
    if (!controller.is_none() || !is_infinitive || view().is_root(verb)) return controller;
    verb = view().head(verb);
  }
  return controller;
}

ThingId Sweep::subject_of(std::uint32_t at) const {
  for (std::uint32_t i = at; i-- > 0;) {
    if (!has_relation(view().token(i), "nsubj")) continue;
    const ThingId subject = thing_at(i);
    if (!subject.is_none()) return subject;
  }
  return {};
}

// The noun that the relative clause hangs from; if that is no mention, the mention that ends right before.
ThingId Sweep::relative_antecedent(std::uint32_t at) const {
  std::uint32_t up = at;
  for (int steps = 0; steps < 6 && !view().is_root(up); ++steps) {
    const bool is_clause = has_relation(view().token(up), "acl");
    up = view().head(up);
    if (!is_clause) continue;
    const ThingId antecedent = up < at ? thing_at(up) : ThingId();
    const bool is_people = !antecedent.is_none() && (discourse_[antecedent].type == NodeType::person ||
                                                     discourse_[antecedent].type == NodeType::group);
    if (is_people && context_.vocabulary.is("relative-neuter", view().word(at).folded)) break;  // "leaders of X, which"
    if (!antecedent.is_none()) return antecedent;
    break;
  }
  std::uint32_t before = at;
  while (before > 0 && (view().is_punctuation(before - 1) || view().token(before - 1).upos == Upos::ADP)) --before;
  if (before == at || before == 0) return {};
  for (std::size_t i = here_.size(); i-- > 0;) {
    const Draft& draft = discourse_.drafts[here_[i]];
    const bool is_modifier = draft.form == MentionForm::demonym || draft.form == MentionForm::pronoun;
    if (!is_modifier && draft.words.last == before) return discourse_.root(draft.thing);
  }
  return {};
}

// Of things that agree, how well: 0 for not at all.
double Sweep::agreement(const Agreement& wanted, const Thing& thing) const {
  const bool may_be_body = context_.vocabulary.has_habit("they of bodies") && thing.type != NodeType::state;
  if (thing.type == NodeType::event) return 0;
  if (thing.type == NodeType::place && !wanted.is_possessive) return 0;
  if (wanted.is_person_only && thing.type != NodeType::person) return 0;
  if (wanted.is_thing_only && (thing.type == NodeType::person || thing.is_plural)) return 0;
  double fit = thing.type == NodeType::place ? 0.5 : 1;
  if (wanted.is_plural) {
    if (thing.type == NodeType::person) return 0;
    if (!thing.is_plural) fit *= may_be_body ? 0.6 : 0.1;
  } else if (thing.is_plural && !(wanted.is_possessive && thing.type == NodeType::state)) {
    return 0;
  }
  if (wanted.gender != 0 && thing.gender != 0 && wanted.gender != thing.gender) return 0;
  if (wanted.gender != 0 && thing.gender == 0) fit *= 0.8;
  return fit;
}

// "X, his brother": X is no brother of himself.
bool Sweep::is_beside(ThingId thing, std::uint32_t possessive) const {
  const std::uint32_t comma = possessive == 0 ? 0 : possessive - 1;
  if (!view().is_written(comma, ",")) return false;
  const bool is_kin =
      !view().is_root(view().head(possessive)) && view().token(view().head(possessive)).upos == Upos::NOUN;
  return is_kin && std::any_of(here_.begin(), here_.end(), [&](std::size_t i) {
           const Draft& draft = discourse_.drafts[i];
           return draft.form == MentionForm::name && draft.words.last == comma &&
                  discourse_[draft.thing].type == NodeType::person && discourse_.root(draft.thing) == thing;
         });
}

// Someone of the right gender was named a moment ago: whose name fits both genders is then hardly meant.
bool Sweep::may_be_meant_instead(const Agreement& wanted) const {
  for (const ThingId id : discourse_.active()) {
    if (!discourse_.is_root(id)) continue;
    const Thing& thing = discourse_[id];
    const bool is_near = thing.is_mentioned && sentence_ - thing.last_sentence <= 1;
    if (is_near && thing.type == NodeType::person && thing.gender == wanted.gender) return true;
  }
  return false;
}

ThingId Sweep::personal_antecedent(std::uint32_t at, const Agreement& wanted) {
  const Token& token = view().token(at);
  // A pronoun that is an object of a verb is not the subject of that verb; a possessive often is.
  const ThingId subject = subject_above(at);
  const bool is_strong = context_.vocabulary.is("strong-form", view().word(at).folded);
  const bool is_subject = has_relation(token, "nsubj") && !is_strong;
  const bool is_source = context_.vocabulary.is("source-marker", view().case_marker(at));  // "selon elle"
  const bool is_after_preposition = is_strong && !view().case_marker(at).empty();
  ThingId best;
  double best_weight = 0;
  const bool has_other = wanted.gender != 0 && !wanted.is_plural && may_be_meant_instead(wanted);
  for (const ThingId id : discourse_.active()) {
    if (!discourse_.is_root(id)) continue;
    const Thing& thing = discourse_[id];
    if (!thing.is_mentioned || sentence_ - thing.last_sentence > kSentencesBack) continue;
    const bool is_own_subject = !subject.is_none() && discourse_.root(subject) == id;
    if (is_own_subject && !wanted.is_possessive && !is_subject) continue;
    if (wanted.is_possessive && is_beside(id, at)) continue;
    double weight = agreement(wanted, thing) * thing.salience;
    if (has_other && thing.type == NodeType::person && thing.gender == 0) weight *= kOfNoGender;
    if (is_own_subject && wanted.is_possessive) weight *= 1.5;
    if (is_subject && thing.type == NodeType::person) weight *= 1.2;
    const bool may_continue = is_subject || (wanted.is_possessive && at == 0);  // "Son président …"
    if (may_continue && !last_subject_.is_none() && discourse_.root(last_subject_) == id) weight *= kContinued;
    if ((is_after_preposition || is_source) && thing.type == NodeType::person) weight *= 1.5;
    if (is_source && !speaker_before_.is_none() && discourse_.root(speaker_before_) == id) weight *= kSpoke;
    if (sentence_ - thing.last_sentence <= 1) weight *= 1.4;  // what was spoken of last
    if (weight > best_weight) {
      best = id;
      best_weight = weight;
    }
  }
  const Bystander* const bystander = is_source ? nullptr : bystander_antecedent(at, wanted, best_weight);
  if (bystander != nullptr) {
    best = bystander->speaks_for;
    best_weight = bystander->weight;
  }
  if (wanted.is_plural && !wanted.is_person_only) {
    if (const Joint* joint = joint_antecedent(at, best, best_weight)) {
      for (const ThingId thing : joint->things) add({at, at + 1}, at, MentionForm::pronoun, thing);
      return {};
    }
  }
  return best;
}

// The latest coordination of this sentence or the one before that outweighs a single antecedent.
const Sweep::Joint* Sweep::joint_antecedent(std::uint32_t at, ThingId best, double beaten) const {
  for (std::size_t i = joints_.size(); i-- > 0;) {
    const Joint& joint = joints_[i];
    if (sentence_ - joint.sentence > 1) break;
    if (joint.sentence == sentence_ && joint.last_word >= at) continue;
    const double weight = joint.weight * (joint.sentence == sentence_ ? 1.4 : 0.7);
    const bool is_with_others = std::find(joint.things.begin(), joint.things.end(), best) != joint.things.end();
    if (weight > beaten || (is_with_others && joint.weight >= kMainPart)) return &joint;
  }
  return nullptr;
}

}  // namespace entente::entities

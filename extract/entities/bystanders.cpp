// Nouns beside the names: what a name was said to be ("EUMA, a monitoring mission … the mission"), and what a pronoun
// may mean although no entity stands there ("the agreement … it"; "a Kremlin spokesman … he").
#include <algorithm>
#include <cmath>

#include "entente/schema/fold.h"
#include "entities/sweep.h"

namespace entente::entities {
namespace {

constexpr std::uint32_t kSentencesBack = 2;
constexpr double kUnnamed = 0.8;  // a text goes on about what it has named rather than about what it has not

bool contains(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

bool Sweep::is_mentioned_at(std::uint32_t head) const {
  return std::any_of(here_.begin(), here_.end(), [&](std::size_t i) { return discourse_.drafts[i].head == head; });
}

// "EUMA, the civilian monitoring mission", "PDVSA is the state oil company", "the destroyer Carney".
void Sweep::note_descriptions() {
  for (std::uint32_t at = 0; at < view().size(); ++at) {
    const Token& token = view().token(at);
    if (token.upos != Upos::NOUN || !view().case_marker(at).empty()) continue;
    const auto note = [&](std::uint32_t name) {
      const ThingId thing = thing_at(name);
      if (thing.is_none() || !discourse_[thing].is_named || name == at) return;
      std::vector<std::string>& nouns = discourse_[thing].described_as;
      if (!contains(nouns, view().word(at).lemma)) nouns.push_back(view().word(at).lemma);
    };
    if (has_relation(token, "appos") && !view().is_root(at)) note(view().head(at));
    const auto children = view().children(at);
    const bool is_predicate = std::any_of(children.begin(), children.end(), [&](std::uint32_t child) {
      return has_relation(view().token(child), "cop");
    });
    for (const std::uint32_t child : children) {
      const Token& below = view().token(child);
      const bool is_subject = is_predicate && has_relation(below, "nsubj");
      const bool is_name = child > at && view().case_marker(child).empty() &&
                           (has_relation(below, "appos") || has_relation(below, "flat"));
      if (is_subject || is_name) note(child);
    }
  }
}

// "HMS Diamond"
bool Sweep::is_ship_name(const std::string& name) const {
  return context_.vocabulary.is("vessel-prefix", fold_name(std::string_view(name).substr(0, name.find(' '))));
}

// "The mission", "ce navire": what the text has said to be one.
bool Sweep::read_described(const Nominal& nominal) {
  const Definiteness definite = definiteness(nominal);
  const bool is_known_before = definite == Definiteness::definite || definite == Definiteness::demonstrative;
  if (!is_known_before || is_plural(nominal.head)) return false;
  const ThingId owner = inside(nominal.phrase, [&](const Draft& draft) { return draft.form == MentionForm::demonym; });
  for (std::uint32_t i = nominal.phrase.first; i < nominal.phrase.last; ++i) {
    const bool is_demonym = std::any_of(here_.begin(), here_.end(), [&](std::size_t d) {
      return discourse_.drafts[d].form == MentionForm::demonym && discourse_.drafts[d].words.contains(i);
    });
    const bool says_little = context_.vocabulary.is("body-adjective", view().word(i).lemma);
    if (!nominal.noun.contains(i) && !is_demonym && !says_little) return false;
  }
  const auto is_theirs = [&](const Thing& thing) {
    return owner.is_none() || thing.owner.is_none() || discourse_.root(thing.owner) == owner;
  };
  const std::string& noun = view().word(nominal.head).lemma;
  ThingId thing =
      most_salient([&](const Thing& known, ThingId) { return contains(known.described_as, noun) && is_theirs(known); });
  if (thing.is_none() && context_.vocabulary.is("ship-noun", noun)) {
    thing = most_salient([&](const Thing& known, ThingId) {
      return known.type == NodeType::military_unit && is_theirs(known) &&
             (known.senses[static_cast<std::size_t>(NounClass::vessel)] || is_ship_name(known.name));
    });
  }
  if (thing.is_none()) return false;
  const bool can_be_owned =
      discourse_[thing].type == NodeType::military_unit || discourse_[thing].type == NodeType::organization;
  if (!owner.is_none() && discourse_[thing].owner.is_none() && can_be_owned) discourse_[thing].owner = owner;
  add(nominal.phrase, nominal.head, MentionForm::description, thing);
  return true;
}

// Whom an unnamed official speaks for, once the sentence is read: "an Indian spokesman", "un porte-parole de l'armée".
void Sweep::settle_bystanders() {
  for (Bystander& one : bystanders_) {
    const std::optional<NounSense>& sense = one.nominal.sense;
    if (one.sentence == sentence_ && sense && sense->is_title()) one.speaks_for = holder_in(one.nominal);
  }
}

// What the article or, failing that, the noun says: "la porte-parole".
char Sweep::gender_of(std::uint32_t noun) const {
  const auto gender = [&](std::uint32_t at) {
    const Token& token = view().token(at);
    return has_feature(token, "Gender=Fem") ? 'f' : has_feature(token, "Gender=Masc") ? 'm' : '\0';
  };
  for (const std::uint32_t child : view().children(noun)) {
    if (has_relation(view().token(child), "det") && gender(child) != 0) return gender(child);
  }
  // Without an article, "politologue" and "ministre" may be a woman.
  const bool is_open = gender(noun) == 'm' && view().word(noun).folded.ends_with('e');
  return is_open ? '\0' : gender(noun);
}

void Sweep::note_bystander(const Nominal& nominal) {
  const Token& token = view().token(nominal.head);
  if (token.upos != Upos::NOUN || has_relation(token, "compound") || is_mentioned_at(nominal.head)) return;
  Bystander bystander;
  bystander.sentence = sentence_;
  bystander.word = nominal.head;
  bystander.weight = weight_of(nominal.head);
  bystander.is_plural = is_plural(nominal.head);
  bystander.is_person =
      nominal.sense && (nominal.sense->is_title() || type_of(nominal.sense->noun_class) == NodeType::person ||
                        type_of(nominal.sense->noun_class) == NodeType::group);
  const bool is_actor = has_relation(token, "nsubj") || has_relation(token, "obj") || token.deprel == "obl:agent";
  if (!bystander.is_person && !is_actor) return;
  bystander.gender = gender_of(nominal.head);
  bystander.nominal = nominal;
  bystanders_.push_back(bystander);
}

// The noun that a pronoun means rather than any thing of the text: heavier than what has been found so far.
const Sweep::Bystander* Sweep::bystander_antecedent(std::uint32_t at, const Agreement& wanted, double beaten) const {
  const Token& token = view().token(at);
  const bool is_subject = has_relation(token, "nsubj");
  const std::uint32_t clause = view().head(at);
  const bool speaks = is_subject && context_.vocabulary.is("spoken", view().word(clause).lemma);
  const Bystander* best = nullptr;
  for (const Bystander& one : bystanders_) {
    const std::uint32_t back = sentence_ - one.sentence;
    if (back > kSentencesBack || one.is_plural != wanted.is_plural) continue;
    if ((wanted.is_person_only || speaks) && !one.is_person) continue;
    if (wanted.is_thing_only && one.is_person) continue;
    if (wanted.gender != 0 && one.gender != 0 && wanted.gender != one.gender) continue;
    const bool is_here = back == 0;
    const bool is_of_clause = is_here && !view().is_root(one.word) && view().head(one.word) == clause;
    if (is_of_clause && !wanted.is_possessive) continue;
    double weight = kUnnamed * one.weight * std::pow(0.5, back);
    if (is_subject && one.is_person) weight *= 1.2;
    if (back <= 1) weight *= 1.4;
    if (weight > beaten) {
      best = &one;
      beaten = weight;
    }
  }
  return best;
}

}  // namespace entente::entities

// Descriptions: forces ("10 000 soldats nord-coréens"), bodies ("le ministère russe de la Défense", "le mouvement"),
// people ("les rebelles"), governments and countries, places, events. A definite description is led to what the text
// has called by that noun before, or to the most salient thing that can be called so; the forces of one state are one.
#include <algorithm>

#include "entities/sweep.h"

namespace entente::entities {
namespace {

constexpr std::uint32_t kSentencesBack = 2;  // how far a noun alone reaches back to a thing it never described

bool is_actor_body(const Thing& thing) {
  return thing.type == NodeType::organization || thing.type == NodeType::military_unit;
}

bool is_capital(const Word& word) { return word.casing == Casing::capital || word.casing == Casing::upper; }

std::size_t index(NounClass noun_class) { return static_cast<std::size_t>(noun_class); }

}  // namespace

// The state that a person leads, that a body belongs to, or the state itself.
ThingId Sweep::state_of(ThingId thing) const {
  for (int steps = 0; steps < 4 && !thing.is_none(); ++steps) {
    const Thing& known = discourse_[thing];
    if (known.type == NodeType::state) return discourse_.root(thing);
    if (known.type == NodeType::person) {
      for (const RoleOf& held : known.roles) {
        if (!held.holder.is_none() && discourse_[held.holder].type == NodeType::state)
          return discourse_.root(held.holder);
      }
      if (known.entry.is_none()) return {};
      for (const Office& office : context_.gazetteer[known.entry].offices) {
        if (!is_held(office, context_.published)) continue;
        const EntryId state = context_.gazetteer.find(office.holder);
        if (!state.is_none() && context_.gazetteer[state].type == NodeType::state) {
          return const_cast<Registry&>(registry_).of_entry(state);
        }
      }
      return {};
    }
    thing = known.owner;
  }
  return {};
}

// The draft hangs from the noun itself: "patrouille russe", but not "patrouille de la police russe".
bool Sweep::is_direct_part(const Nominal& nominal, const Draft& draft) const {
  std::uint32_t up = view().head(draft.head);
  if (has_relation(view().token(draft.head), "conj")) up = view().head(up);
  return nominal.noun.contains(up) || nominal.noun.contains(draft.head);
}

// Whose the thing is: a demonym or name in the phrase, or whom the possessive means. Only an army may be named through
// another body ("soldats de l'armée russe").
ThingId Sweep::owner_of(const Nominal& nominal) const {
  const bool is_force = context_.vocabulary.is("all-forces", view().word(nominal.head).lemma);
  const ThingId named = inside(nominal.phrase, [&](const Draft& draft) {
    const NodeType type = discourse_[draft.thing].type;
    const bool is_owner = type == NodeType::state || type == NodeType::organization || type == NodeType::person;
    // "the Iran-backed movement", "the US backed rebels" are not theirs
    const std::uint32_t next = draft.words.last;
    const bool is_agent =
        view().is_written(next, "-") || (context_.vocabulary.has_habit("participle agents") && next < view().size() &&
                                         has_feature(view().token(next), "VerbForm=Part"));
    return draft.form != MentionForm::pronoun && is_owner && !is_agent && (is_force || is_direct_part(nominal, draft));
  });
  if (!named.is_none()) return named;
  if (const auto owner = possessor(nominal)) return thing_at(*owner);
  return {};
}

// A body that is known by its noun and whose it is: "la marine estonienne".
ThingId Sweep::body_of(NodeType type, const std::string& noun, ThingId holder, const Nominal& nominal) {
  const Thing& owner = discourse_[holder];
  const std::string owner_key = owner.key.empty() ? slug(owner.names.front()) : owner.key;
  return registry_.of_key(type, slug(noun) + "-of-" + owner_key, [&] {
    Thing thing;
    thing.name = text_of(nominal.phrase);
    thing.owner = holder;
    return thing;
  });
}

// "The British destroyer" after "HMS Diamond".
bool Sweep::read_ship(const Nominal& nominal) {
  const Definiteness definite = definiteness(nominal);
  if (is_plural(nominal.head) || (definite != Definiteness::definite && definite != Definiteness::demonstrative))
    return false;
  const ThingId owner = owner_of(nominal);
  const ThingId ship = most_salient([&](const Thing& thing, ThingId) {
    const bool is_theirs = owner.is_none() || thing.owner.is_none() || discourse_.root(thing.owner) == owner;
    return thing.is_named && is_theirs && sentence_ - thing.last_sentence <= kSentencesBack && is_ship_name(thing.name);
  });
  if (ship.is_none()) return false;
  if (!owner.is_none() && discourse_[ship].owner.is_none()) discourse_[ship].owner = owner;
  add(nominal.phrase, nominal.head, MentionForm::description, ship);
  return true;
}

void Sweep::read_force(const Nominal& nominal) {
  const NounSense& sense = *nominal.sense;
  const bool is_force = context_.vocabulary.is("all-forces", view().word(nominal.head).lemma);
  const ThingId named = apposed_name(nominal, false);
  if (!named.is_none() && discourse_[named].type == NodeType::military_unit) {
    discourse_[named].senses[index(sense.noun_class)] = true;
    add(nominal.phrase, nominal.head, MentionForm::description, named);
    return;
  }
  const Definiteness definite = definiteness(nominal);
  if (sense.noun_class == NounClass::vessel && read_ship(nominal)) return;
  const ThingId owner = owner_of(nominal);
  const std::string noun = view().word(nominal.head).lemma;
  const auto describe = [&](Thing& thing) {
    thing.is_plural = thing.is_plural || is_plural(nominal.head);
    thing.senses[index(sense.noun_class)] = true;
    if (has_feature(view().token(nominal.head), "Gender=Fem")) thing.gender = 'f';
    if (has_feature(view().token(nominal.head), "Gender=Masc")) thing.gender = 'm';
  };
  if (!owner.is_none()) {
    const Thing& owning = discourse_[owner];
    const ThingId state = state_of(owner);
    const bool is_body = owning.type == NodeType::organization && state.is_none();
    const bool are_its_fighters = context_.vocabulary.is("fighters-of-body", noun);
    const bool are_of_armed_body = are_its_fighters && owning.type == NodeType::organization;
    if (are_of_armed_body || (is_body && is_force && owning.is_armed)) {  // fighters of an armed group are the group
      add(nominal.phrase, nominal.head, MentionForm::description, owner);
      return;
    }
    const ThingId holder = is_body || state.is_none() ? owner : state;
    const ThingId forces = is_force ? registry_.forces_of(holder, text_of(nominal.phrase))
                                    : body_of(NodeType::military_unit, noun, holder, nominal);
    describe(discourse_[forces]);
    const bool is_said_whose = owning.type == NodeType::state || owning.type == NodeType::person;
    if (is_said_whose && !possessor(nominal) && sense.noun_class != NounClass::aircraft) {
      discourse_[forces].is_named = true;
    }
    add(nominal.phrase, nominal.head, MentionForm::description, forces);
    return;
  }
  if (definite == Definiteness::definite || definite == Definiteness::demonstrative) {
    const ThingId same_noun = most_salient([&](const Thing& thing, ThingId) {
      return thing.type == NodeType::military_unit && thing.is_plural == is_plural(nominal.head) &&
             std::any_of(thing.names.begin(), thing.names.end(), [&](const std::string& name) {
               return (' ' + name + ' ').find(' ' + view().word(nominal.head).folded + ' ') != std::string::npos;
             });
    });
    ThingId antecedent = same_noun;
    if (antecedent.is_none() && is_force) {
      antecedent = most_salient([&](const Thing& thing, ThingId) {
        return thing.type == NodeType::military_unit && thing.senses[index(NounClass::force)] &&
               sentence_ - thing.last_sentence <= kSentencesBack;
      });
    }
    // "The peacekeeping mission": the unit that was named a moment ago.
    const bool is_mission = sense.noun_class == NounClass::unit || sense.noun_class == NounClass::vessel;
    if (antecedent.is_none() && is_mission && !is_plural(nominal.head)) {
      antecedent = most_salient([&](const Thing& thing, ThingId) {
        return thing.type == NodeType::military_unit && thing.is_named && !thing.is_plural &&
               sentence_ - thing.last_sentence <= kSentencesBack;
      });
    }
    if (!antecedent.is_none()) {
      add(nominal.phrase, nominal.head, MentionForm::description, antecedent);
      return;
    }
  }
  // "without force", "par la force": no force in the field.
  const bool is_bare = nominal.phrase.size() == 1 && !is_plural(nominal.head);
  const bool is_subject = has_relation(view().token(nominal.head), "nsubj");
  if (is_bare && (definite == Definiteness::bare || (noun == "force" && !is_subject))) return;
  const std::string text = view().folded(nominal.phrase);
  const ThingId unit = registry_.of_key(NodeType::military_unit, slug(text), [&] {
    Thing thing;
    thing.name = text_of(nominal.phrase);
    return thing;
  });
  describe(discourse_[unit]);
  add(nominal.phrase, nominal.head, MentionForm::description, unit);
}

// Whether a noun for a body can take up one that it never named: "le groupe", "le mouvement chiite", but not "ce
// mouvement", which may be a move.
bool Sweep::can_take_up_body(const Nominal& nominal, bool has_owner) const {
  if (is_plural(nominal.head)) return false;
  bool has_movement_adjective = false;
  for (std::uint32_t i = nominal.phrase.first; i < nominal.phrase.last; ++i) {
    has_movement_adjective =
        has_movement_adjective || context_.vocabulary.is("movement-adjective", view().word(i).lemma);
  }
  bool is_short = true;  // "the 55-nation bloc", "l'organisation régionale"
  for (std::uint32_t i = nominal.phrase.first; i < nominal.phrase.last; ++i) {
    const std::string& word = view().word(i).folded;
    const bool is_number = std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
    is_short = is_short && (nominal.noun.contains(i) || word.empty() || is_number ||
                            context_.vocabulary.is("body-adjective", view().word(i).lemma) ||
                            context_.vocabulary.is("states-again", view().word(i).lemma));
  }
  const bool is_generic = context_.vocabulary.is("anaphoric-body", view().word(nominal.head).lemma) ||
                          context_.vocabulary.is("union-of-states", view().word(nominal.head).lemma);
  return (is_short && is_generic) || has_movement_adjective || has_owner;
}

void Sweep::read_body(const Nominal& nominal) {
  const NounSense& sense = *nominal.sense;
  const ThingId named = apposed_name(nominal, false);
  if (!named.is_none() && is_actor_body(discourse_[named])) {
    discourse_[named].senses[index(sense.noun_class)] = true;
    add(nominal.phrase, nominal.head, MentionForm::description, named);
    return;
  }
  const Definiteness definite = definiteness(nominal);
  const bool is_known_before = definite == Definiteness::definite || definite == Definiteness::demonstrative;
  const std::string& noun = view().word(nominal.head).folded;
  const ThingId owner = owner_of(nominal);
  const bool is_movement = context_.vocabulary.is("movement", view().word(nominal.head).lemma);
  const bool is_union = context_.vocabulary.is("union-of-states", view().word(nominal.head).lemma);
  const bool starts_capital = is_capital(view().word(nominal.phrase.first));
  const bool has_article =
      definite != Definiteness::bare || !context_.vocabulary.has_habit("articles before bodies") || starts_capital;
  const bool may_be_institution = has_article && definite != Definiteness::indefinite && !is_movement;
  const bool is_counted = view().token(nominal.phrase.first).upos == Upos::NUM;
  const bool is_one =
      !is_plural(nominal.head) || (context_.vocabulary.is("plural-body", noun) && !is_counted);  // "Iraqi police say"
  if (may_be_institution && is_one) {
    bool has_capital = false;
    for (std::uint32_t i = nominal.phrase.first; i < nominal.phrase.last; ++i) {
      has_capital = has_capital || is_capital(view().word(i));
    }
    if (!owner.is_none() || (has_capital && nominal.phrase.size() > 1)) {
      const std::string key = slug(view().folded(nominal.phrase));
      const ThingId body = registry_.of_key(NodeType::organization, key, [&] {
        Thing thing;
        thing.name = text_of(nominal.phrase);
        thing.owner = owner;
        thing.is_named = possessor(nominal) == std::nullopt;
        thing.senses[index(sense.noun_class)] = true;
        return thing;
      });
      add(nominal.phrase, nominal.head, MentionForm::description, body);
      return;
    }
  }
  if (!is_known_before) return;
  const auto agrees_with_owner = [&](const Thing& thing) {
    return owner.is_none() || thing.owner.is_none() || discourse_.root(thing.owner) == owner;
  };
  ThingId antecedent = most_salient([&](const Thing& thing, ThingId) {
    return is_actor_body(thing) && agrees_with_owner(thing) && (!is_plural(nominal.head) || thing.is_plural) &&
           std::any_of(thing.names.begin(), thing.names.end(), [&](const std::string& name) {
             return (' ' + name + ' ').find(' ' + noun + ' ') != std::string::npos;
           });
  });
  if (antecedent.is_none() && can_take_up_body(nominal, !owner.is_none())) {
    antecedent = most_salient([&](const Thing& thing, ThingId) {
      const bool is_company = context_.vocabulary.is("company-noun", view().word(nominal.head).lemma);
      const bool is_known = !thing.entry.is_none() || thing.has_own_name || thing.owner.is_none() || !owner.is_none();
      const bool is_body = (thing.type == NodeType::organization && is_known) ||
                           (!is_company && thing.type == NodeType::group && thing.is_armed && owner.is_none());
      // a movement belongs to a country; the bodies of many states do not
      const bool is_of_state = !thing.owner.is_none() && discourse_[thing.owner].type == NodeType::state;
      const bool can_be_union = !is_union || (!thing.entry.is_none() && thing.owner.is_none());
      const bool can_be_movement = (!is_movement || thing.entry.is_none() || is_of_state || is_union) && can_be_union;
      const std::uint32_t reach = is_movement ? 2 * kSentencesBack : kSentencesBack;
      return is_body && can_be_movement && agrees_with_owner(thing) && sentence_ - thing.last_sentence <= reach;
    });
  }
  if (antecedent.is_none()) return;
  add(nominal.phrase, nominal.head, MentionForm::description, antecedent);
}

// With the noun that counts them: "centaines de femmes", "dozens of villagers".
WordRange Sweep::counted(const Nominal& nominal) const {
  if (view().is_root(nominal.head)) return nominal.phrase;
  const std::uint32_t up = view().head(nominal.head);
  const bool counts = up < nominal.phrase.first && nominal.phrase.first - up <= 3 &&
                      context_.vocabulary.is("quantity-noun", view().word(up).lemma);
  return counts ? WordRange{up, nominal.phrase.last} : nominal.phrase;
}

// "La jeune femme", "the man": a person beside whose name it stands or whom the text has named.
void Sweep::read_person(const Nominal& nominal) {
  ThingId person = apposed_name(nominal, true);
  const Definiteness definite = definiteness(nominal);
  const bool is_known_before = definite == Definiteness::definite || definite == Definiteness::demonstrative;
  const auto children = view().children(nominal.head);
  const bool is_described = std::any_of(children.begin(), children.end(), [&](std::uint32_t child) {
    const bool is_clause = has_relation(view().token(child), "acl") && !view().is_written(nominal.noun.last, ",");
    return is_clause || (has_relation(view().token(child), "nmod") && child > nominal.head);
  });
  const bool is_of_someone = !inside(nominal.phrase, [](const Draft&) { return true; }).is_none();
  const bool is_again = is_known_before && !is_described && !is_of_someone && !is_plural(nominal.head) &&
                        context_.vocabulary.is("person-again", view().word(nominal.head).lemma);
  if (person.is_none() && is_again) {
    const Token& token = view().token(nominal.head);
    const char gender = has_feature(token, "Gender=Fem") ? 'f' : has_feature(token, "Gender=Masc") ? 'm' : 0;
    person = most_salient([&](const Thing& thing, ThingId) {
      return thing.type == NodeType::person && sentence_ - thing.last_sentence <= kSentencesBack &&
             (gender == 0 || thing.gender == 0 || thing.gender == gender);
    });
  }
  if (person.is_none()) return;
  add(nominal.phrase, nominal.head, MentionForm::title, person);
  if (context_.vocabulary.is("counterpart", view().word(nominal.head).lemma)) give_counterpart_roles(nominal, person);
}

void Sweep::read_people(const Nominal& nominal) {
  const NounSense& sense = *nominal.sense;
  const bool is_armed = sense.noun_class == NounClass::armed_group || sense.noun_class == NounClass::fighters;
  const Definiteness definite = definiteness(nominal);
  const ThingId named = apposed_name(nominal, false);
  if (is_armed && !named.is_none() && discourse_[named].type == NodeType::organization) {
    discourse_[named].is_armed = true;
    add(nominal.phrase, nominal.head, MentionForm::description, named);
    return;
  }
  // "A suicide bomber killed …" acts; "considered a terrorist" is said of another.
  const Token& token = view().token(nominal.head);
  const bool acts = has_relation(token, "nsubj") || has_relation(token, "obj") || token.deprel == "obl:agent";
  const bool is_body = sense.noun_class == NounClass::armed_group;
  if (!is_plural(nominal.head) && !is_body) {
    const std::size_t known = here_.size();
    read_person(nominal);
    if (here_.size() > known || !is_armed || !acts) return;
  }
  ThingId owner = owner_of(nominal);
  if (is_armed) {  // "Sri Lanka's Tamil Tiger rebels" are the Tigers
    const ThingId body = inside(nominal.phrase, [&](const Draft& draft) {
      return draft.form == MentionForm::name && discourse_[draft.thing].type == NodeType::organization &&
             is_direct_part(nominal, draft);
    });
    if (!body.is_none()) owner = body;
  }
  if (!owner.is_none() && discourse_[owner].type == NodeType::organization && is_armed) {
    discourse_[owner].is_armed = true;
    add(nominal.phrase, nominal.head, MentionForm::description, owner);
    return;
  }
  const bool is_known_before = definite == Definiteness::definite || definite == Definiteness::demonstrative;
  if (is_known_before) {
    const std::string& noun = view().word(nominal.head).folded;
    ThingId antecedent = most_salient([&](const Thing& thing, ThingId) {
      const bool is_kind = thing.type == NodeType::group || (is_armed && thing.type == NodeType::organization);
      return is_kind && std::any_of(thing.names.begin(), thing.names.end(), [&](const std::string& name) {
               return (' ' + name + ' ').find(' ' + noun + ' ') != std::string::npos;
             });
    });
    if (antecedent.is_none() && is_armed) {
      antecedent = most_salient(
          [&](const Thing& thing, ThingId) { return thing.type == NodeType::organization && thing.is_armed; });
    }
    if (antecedent.is_none() && is_armed && !is_plural(nominal.head)) {  // "the Shia militia" after "Hezbollah"
      antecedent = most_salient([&](const Thing& thing, ThingId) {
        return thing.type == NodeType::organization && thing.is_named && thing.described_as.empty() &&
               sentence_ - thing.last_sentence <= kSentencesBack;
      });
    }
    if (!antecedent.is_none()) {
      add(nominal.phrase, nominal.head, MentionForm::description, antecedent);
      return;
    }
  }
  const ThingId group = registry_.of_key(NodeType::group, slug(view().folded(nominal.phrase)), [&] {
    Thing thing;
    thing.name = text_of(counted(nominal));
    thing.is_plural = true;
    thing.is_armed = is_armed;
    return thing;
  });
  if (has_feature(view().token(nominal.head), "Gender=Fem")) discourse_[group].gender = 'f';
  if (has_feature(view().token(nominal.head), "Gender=Masc")) discourse_[group].gender = 'm';
  add(nominal.phrase, nominal.head, MentionForm::description, group);
}

// "Somalia, where troops support the government": the state that the clause describes.
ThingId Sweep::state_above(std::uint32_t noun) const {
  for (std::uint32_t at = noun; !view().is_root(at); at = view().head(at)) {
    if (!has_relation(view().token(at), "acl")) continue;
    const ThingId described = thing_at(view().head(at));
    return !described.is_none() && discourse_[described].type == NodeType::state ? described : ThingId();
  }
  return {};
}

// Whether the state is named in the phrase that the noun hangs on ("U.S. officers in the country") or is that of the
// subject, when the noun is an object ("French troops support the government"): then another state is meant.
bool Sweep::is_other_party(std::uint32_t noun, ThingId state) const {
  if (view().is_root(noun)) return false;
  const std::uint32_t up = view().head(noun);
  const bool is_within = view().token(up).upos == Upos::NOUN && !has_relation(view().token(noun), "conj");
  const bool is_object = has_relation(view().token(noun), "obj");
  return std::any_of(here_.begin(), here_.end(), [&](std::size_t i) {
    const Draft& draft = discourse_.drafts[i];
    const ThingId owner = discourse_[draft.thing].owner;
    const bool is_of_state =
        discourse_.root(draft.thing) == state || (!owner.is_none() && discourse_.root(owner) == state);
    if (!is_of_state) return false;
    if (is_within && draft.head < up && view().is_below(draft.head, up)) return true;
    return is_object && has_relation(view().token(draft.head), "nsubj") && view().head(draft.head) == up;
  });
}

// "le gouvernement ukrainien", "l'administration Biden", "ce pays", "l'île".
void Sweep::read_country(const Nominal& nominal) {
  if (is_plural(nominal.head) && nominal.sense->noun_class == NounClass::country) return;
  const ThingId owner = owner_of(nominal);
  // The Taliban's "own administration" is not that of their country.
  const bool is_own = possessor(nominal) && !owner.is_none() && discourse_[owner].type == NodeType::organization;
  if (is_own) return;
  ThingId state = owner.is_none() ? ThingId() : state_of(owner);
  if (state.is_none() && owner.is_none()) {
    const ThingId named = apposed_name(nominal, false);
    if (!named.is_none() && discourse_[named].type == NodeType::state) state = named;
  }
  const Definiteness definite = definiteness(nominal);
  const bool is_known_before = definite == Definiteness::definite || definite == Definiteness::demonstrative;
  const std::string& noun = view().word(nominal.head).folded;
  const bool is_lower_case = view().word(nominal.head).casing == Casing::lower;
  if (is_lower_case && context_.vocabulary.is("written-with-capital", noun)) return;
  const bool is_of_country = nominal.sense->noun_class == NounClass::country ||
                             context_.vocabulary.is("known-government", view().word(nominal.head).lemma) ||
                             context_.vocabulary.is("known-government", noun);
  bool is_of_another = false;  // "the Bush administration", whoever that is
  for (std::uint32_t at = nominal.phrase.first; at < nominal.phrase.last; ++at) {
    is_of_another = is_of_another || (view().token(at).upos == Upos::PROPN && !nominal.noun.contains(at));
  }
  const bool is_taken_up = owner.is_none() && is_known_before && is_of_country && nominal.phrase.size() <= 2;
  if (state.is_none() && is_taken_up && !is_of_another) state = state_above(nominal.head);
  if (state.is_none() && is_taken_up && !is_of_another) {
    state = most_salient([&](const Thing& thing, ThingId id) {
      return thing.type == NodeType::state && !is_other_party(nominal.head, id);
    });
  }
  if (state.is_none() && is_taken_up && !is_of_another) state = state_of_capital();
  if (state.is_none()) return;
  add(nominal.phrase, nominal.head, MentionForm::description, state);
}

// "… contre le gouvernement à Dakar": of the capital that the sentence names.
ThingId Sweep::state_of_capital() {
  for (const std::size_t i : here_) {
    const Draft& draft = discourse_.drafts[i];
    if (draft.form != MentionForm::name || draft.type != NodeType::place) continue;
    for (const GazetteerMatch& match : context_.gazetteer.lookup(view().folded(draft.words), context_.language)) {
      if (match.kind == NameKind::capital) return registry_.of_entry(match.entry);
    }
  }
  return {};
}

// "la région de Koursk" and "le sud du Liban" lead to the place or country named in them; "la ville" to the last one.
void Sweep::read_place(const Nominal& nominal) {
  const auto is_location = [&](const Draft& draft) {
    const NodeType type = discourse_[draft.thing].type;
    return draft.form == MentionForm::name && (type == NodeType::place || type == NodeType::state);
  };
  ThingId place = inside(nominal.phrase, is_location);
  if (place.is_none()) {
    const ThingId named = apposed_name(nominal, false);
    if (!named.is_none() && discourse_[named].type == NodeType::place) place = named;
  }
  const Definiteness definite = definiteness(nominal);
  const bool is_known_before = definite == Definiteness::definite || definite == Definiteness::demonstrative;
  if (place.is_none() && is_known_before && nominal.phrase.size() == 1 &&
      context_.vocabulary.is("anaphoric-place", view().word(nominal.head).lemma)) {
    place = most_salient([&](const Thing& thing, ThingId) {
      return thing.type == NodeType::place && sentence_ - thing.last_sentence <= kSentencesBack;
    });
  }
  if (place.is_none()) return;
  add(nominal.phrase, nominal.head, MentionForm::description, place);
}

// "la guerre de Corée", "the G7 summit": an event has a name when a name says which.
void Sweep::read_event(const Nominal& nominal) {
  const ThingId named = inside(nominal.phrase, [&](const Draft& draft) {
    return draft.form != MentionForm::pronoun && discourse_[draft.thing].type != NodeType::person;
  });
  if (!named.is_none() && discourse_[named].type == NodeType::event) {
    discourse_[named].name = text_of(nominal.phrase);
    add(nominal.phrase, nominal.head, MentionForm::description, named);
    return;
  }
  const ThingId named_before = inside({nominal.phrase.first, nominal.head},
                                      [&](const Draft& draft) { return draft.form != MentionForm::pronoun; });
  const bool is_whole = !named_before.is_none();  // "G7 summit": what follows only tells where and when
  const WordRange phrase = is_whole ? WordRange{nominal.phrase.first, nominal.noun.last} : nominal.phrase;
  const bool names_it = !inside(phrase, [&](const Draft& draft) {
                           return discourse_.root(draft.thing) == named && view().head(draft.head) == nominal.head;
                         }).is_none();
  const bool can_be_named = names_it && context_.vocabulary.is("named-event", view().word(nominal.head).lemma);
  if (!named.is_none() && can_be_named && !is_plural(nominal.head)) {
    const ThingId event = registry_.of_key(NodeType::event, slug(view().folded(phrase)), [&] {
      Thing thing;
      thing.name = text_of(phrase);
      thing.is_named = true;
      thing.senses[index(NounClass::event)] = true;
      return thing;
    });
    add(phrase, nominal.head, MentionForm::description, event);
    return;
  }
  const Definiteness definite = definiteness(nominal);
  if (definite != Definiteness::definite && definite != Definiteness::demonstrative) return;
  const std::string& noun = view().word(nominal.head).folded;
  const ThingId antecedent = most_salient([&](const Thing& thing, ThingId) {
    return thing.type == NodeType::event &&
           std::any_of(thing.names.begin(), thing.names.end(), [&](const std::string& name) {
             return (' ' + name + ' ').find(' ' + noun + ' ') != std::string::npos;
           });
  });
  if (!antecedent.is_none()) add(nominal.phrase, nominal.head, MentionForm::description, antecedent);
}

}  // namespace entente::entities

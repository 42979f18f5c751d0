// Titles: "le président russe Vladimir Poutine", "Jens Stoltenberg, secrétaire général de l'Otan", "the prime
// minister". A title beside a name teaches who holds it; a title that stands alone is led to that person, or to whom
// the gazetteer knows as its holder on the day of publication.
#include <algorithm>

#include "entities/sweep.h"

namespace entente::entities {
namespace {

// Offices that a looser title may mean: "le dirigeant nord-coréen", "the leader".
constexpr std::string_view kLeader = "leader";
constexpr std::string_view kLeadingOffices[] = {"head-of-state", "head-of-government", "leader",
                                                "head-of-organization"};

// Offices of one holder at a time, so that the date tells who it is; a spokesperson may be any of several.
constexpr std::string_view kSingleOffices[] = {"head-of-state",    "head-of-government", "leader",
                                               "foreign-minister", "defence-minister",   "head"};

bool is_single(std::string_view role) {
  return std::find(std::begin(kSingleOffices), std::end(kSingleOffices), role) != std::end(kSingleOffices);
}

// Offices whose holder is someone in particular, named or not. Words of other officials are those of their state or
// body.
bool is_high(std::string_view role) {
  constexpr std::string_view kFurther[] = {"supreme-leader", "commander", "director", "speaker", "regional-leader"};
  return is_single(role) || std::find(std::begin(kFurther), std::end(kFurther), role) != std::end(kFurther);
}

bool is_same_office(std::string_view wanted, std::string_view held) {
  if (wanted == held) return true;
  const auto leads = [](std::string_view role) {
    return std::find(std::begin(kLeadingOffices), std::end(kLeadingOffices), role) != std::end(kLeadingOffices);
  };
  return (wanted == kLeader && leads(held)) || (held == kLeader && leads(wanted));
}

bool may_be(const NounSense& sense, std::string_view held) {
  return std::any_of(sense.roles.begin(), sense.roles.end(),
                     [&](std::string_view role) { return is_same_office(role, held); });
}

}  // namespace

void Sweep::read_title(const Nominal& nominal) {
  const std::string title = view().folded(nominal.noun);
  const ThingId holder = holder_in(nominal);
  const ThingId named = apposed_name(nominal, true);
  if (!named.is_none()) {
    give_role(named, *nominal.sense, title, holder);
    Thing& person = discourse_[named];
    if (person.gender == 0) person.gender = gender_of(nominal.head);
    if (holder.is_none()) note_known_office(named, *nominal.sense);
    WordRange words = nominal.phrase;
    for (const std::size_t i : here_) {  // the title ends where the name begins
      const Draft& draft = discourse_.drafts[i];
      if (draft.form == MentionForm::name && discourse_.root(draft.thing) == discourse_.root(named) &&
          words.contains(draft.words.first) && draft.words.first > nominal.noun.first) {
        words.last = draft.words.first;
      }
    }
    while (words.last > nominal.noun.last && view().is_punctuation(words.last - 1)) --words.last;
    add(words, nominal.head, MentionForm::title, named);
    return;
  }
  if (is_one_of_many(nominal)) return;
  // "X est le président de Y": the predicate says something of its subject.
  for (const std::uint32_t child : view().children(nominal.head)) {
    if (!has_relation(view().token(child), "nsubj")) continue;
    const ThingId subject = thing_at(child);
    if (!subject.is_none() && discourse_[subject].type == NodeType::person) {
      give_role(subject, *nominal.sense, title, holder);
      add(nominal.phrase, nominal.head, MentionForm::title, subject);
    }
    return;
  }
  const bool is_definite = definiteness(nominal) != Definiteness::bare;
  if (!is_definite && holder.is_none()) return;
  ThingId person = person_with_role(*nominal.sense, title, holder);
  if (person.is_none()) person = person_by_date(*nominal.sense, holder);
  const bool is_office = std::any_of(nominal.sense->roles.begin(), nominal.sense->roles.end(), is_high);
  if (person.is_none() && !holder.is_none() && is_office && is_definite) {
    const Thing& body = discourse_[holder];
    const std::string key = slug(title) + "-of-" + (body.key.empty() ? slug(body.names.front()) : body.key);
    person = registry_.of_key(NodeType::person, key, [&] {
      Thing thing;
      thing.name = text_of(nominal.phrase);
      thing.gender = nominal.sense->gender;
      return thing;
    });
    give_role(person, *nominal.sense, title, holder);
  }
  if (person.is_none()) return read_person(nominal);
  add(nominal.phrase, nominal.head, MentionForm::title, person);
}

// "Son homologue japonais": holds in Japan what the other holds at home.
void Sweep::give_counterpart_roles(const Nominal& nominal, ThingId person) {
  const auto owner = possessor(nominal);
  const ThingId other = owner ? thing_at(*owner) : ThingId();
  const ThingId state =
      inside(nominal.phrase, [&](const Draft& d) { return discourse_[d.thing].type == NodeType::state; });
  if (other.is_none() || state.is_none() || discourse_.root(other) == discourse_.root(person)) return;
  for (const RoleOf& held : std::vector<RoleOf>(discourse_[other].roles)) {
    const bool is_of_state = !held.holder.is_none() && discourse_[held.holder].type == NodeType::state;
    if (is_of_state) discourse_[person].roles.push_back({held.role, state});
  }
}

// "The French and German ministers, A and B", "ses homologues X et Y": a title of several is a mention of each; where
// as many states are named, each holds it of its own.
bool Sweep::read_listed_title(const Nominal& nominal) {
  if (!is_plural(nominal.head)) return false;
  std::uint32_t after = nominal.phrase.last;
  std::vector<ThingId> people;
  for (const std::size_t i : std::vector<std::size_t>(here_)) {
    const Draft& draft = discourse_.drafts[i];
    if (draft.form != MentionForm::name || discourse_[draft.thing].type != NodeType::person) continue;
    if (nominal.noun.last > draft.words.first) continue;
    if (people.empty()) after = std::min(after, draft.words.first);
    std::uint32_t gap = after;
    const auto is_demonym = [&](std::uint32_t at) {  // "égyptien, X, et somalien, Y"
      return std::any_of(here_.begin(), here_.end(), [&](std::size_t other) {
        const Draft& inner = discourse_.drafts[other];
        return inner.form == MentionForm::demonym && inner.words.contains(at);
      });
    };
    while (gap < draft.words.first && (view().is_written(gap, ",") || view().is_written(gap, ":") ||
                                       view().token(gap).upos == Upos::CCONJ || is_demonym(gap))) {
      ++gap;
    }
    if (gap != draft.words.first) break;
    people.push_back(discourse_.root(draft.thing));
    after = draft.words.last;
  }
  if (people.size() < 2) return false;
  std::vector<ThingId> holders;
  for (const std::size_t i : here_) {
    const Draft& draft = discourse_.drafts[i];
    const NodeType type = discourse_[draft.thing].type;
    const bool can_hold = type == NodeType::state || type == NodeType::organization;
    const bool is_inside = nominal.phrase.first <= draft.words.first && draft.words.last <= after;
    if (can_hold && is_inside) holders.push_back(draft.thing);
  }
  const std::string title = view().folded(nominal.noun);
  NounSense sense = *nominal.sense;
  if (const auto found = context_.vocabulary.noun(view().word(nominal.head).lemma)) sense.roles = found->roles;
  for (std::size_t i = 0; i < people.size(); ++i) {
    add({nominal.head, nominal.head + 1}, nominal.head, MentionForm::pronoun, people[i]);
    const bool is_each = holders.size() == people.size();
    if (is_each || holders.size() == 1) give_role(people[i], sense, title, holders[is_each ? i : 0]);
  }
  return true;
}

// "Le Français Emmanuel Macron", "Briton Karim Khan": a noun for someone of a state, right before the name, is the
// person, not the state. Before a title ("the Russian president") it is an adjective, and so it is in lower case in
// French.
void Sweep::read_nationals() {
  for (const std::size_t i : here_) {
    Draft& draft = discourse_.drafts[i];
    if (draft.form != MentionForm::demonym || view().word(draft.words.first).casing != Casing::capital) continue;
    const std::uint32_t first = draft.words.first;
    const Upos before = first == 0 ? Upos::PUNCT : view().token(first - 1).upos;
    if (before == Upos::NOUN || before == Upos::PROPN || before == Upos::ADJ) continue;
    const auto named = std::find_if(here_.begin(), here_.end(), [&](std::size_t other) {
      const Draft& name = discourse_.drafts[other];
      return name.form == MentionForm::name && name.words.first == draft.words.last &&
             discourse_[name.thing].type == NodeType::person;
    });
    if (named == here_.end()) continue;
    draft.form = MentionForm::title;
    draft.thing = discourse_.drafts[*named].thing;
    draft.type = NodeType::person;
  }
}

// The demonyms that stand in a row beside a plural: "les gouvernements syrien, iranien et russe", "French and Malian
// armies". Read off the words, because trees break where lists begin.
std::vector<std::size_t> Sweep::listed_demonyms(const Nominal& nominal) const {
  if (!is_plural(nominal.head)) return {};
  const auto demonym_at = [&](std::uint32_t at) {
    return std::find_if(here_.begin(), here_.end(), [&](std::size_t i) {
      const Draft& draft = discourse_.drafts[i];
      return draft.words.first == at && draft.words.size() == 1 && discourse_[draft.thing].type == NodeType::state &&
             draft.form == MentionForm::demonym;
    });
  };
  const auto is_link = [&](std::uint32_t at) {
    return view().is_written(at, ",") || view().token(at).upos == Upos::CCONJ;
  };
  std::vector<std::size_t> found;
  std::uint32_t last = nominal.noun.last;
  for (std::uint32_t at = last; at < view().size() && (is_link(at) || demonym_at(at) != here_.end()); ++at)
    if (const auto demonym = demonym_at(at); demonym != here_.end()) found.push_back(*demonym);
  if (found.size() > 1) return found;
  found.clear();
  for (std::uint32_t at = nominal.noun.first; at-- > 0 && (is_link(at) || demonym_at(at) != here_.end());)
    if (const auto demonym = demonym_at(at); demonym != here_.end()) found.insert(found.begin(), *demonym);
  return found.size() > 1 ? found : std::vector<std::size_t>();
}

// Several states beside one noun: as many governments, as many armies.
bool Sweep::read_listed_states(const Nominal& nominal) {
  const NounClass noun_class = nominal.sense->noun_class;
  const bool is_force = noun_class == NounClass::force;
  if (!is_force && noun_class != NounClass::government) return false;
  const std::vector<std::size_t> demonyms = listed_demonyms(nominal);
  if (demonyms.empty()) return false;
  const std::string& lemma = view().word(nominal.head).lemma;
  const std::string noun =
      context_.vocabulary.is("one-for-each", lemma) ? lemma : text_of({nominal.head, nominal.head + 1});
  for (const std::size_t i : demonyms) {
    const Draft demonym = discourse_.drafts[i];
    const ThingId state = discourse_.root(demonym.thing);
    ThingId actor = state;
    if (is_force) {
      const bool is_behind = demonym.words.first > nominal.head;
      const std::string whose = text_of(demonym.words);
      const std::string name = is_behind ? noun + " " + whose : whose + " " + noun;
      actor = context_.vocabulary.is("all-forces", lemma) ? registry_.forces_of(state, name)
                                                          : registry_.of_key(NodeType::military_unit, slug(name), [&] {
                                                              Thing thing;
                                                              thing.name = name;
                                                              thing.owner = state;
                                                              return thing;
                                                            });
    }
    add({nominal.head, nominal.head + 1}, nominal.head, MentionForm::pronoun, actor);
    // A parser that breaks the list makes an actor of its later members.
    if (is_force && !has_relation(view().token(demonym.head), "amod")) {
      discourse_.drafts[i].form = MentionForm::pronoun;
      discourse_.drafts[i].thing = actor;
      discourse_.drafts[i].type = NodeType::military_unit;
    }
  }
  return true;
}

// "We" of a spokesman or officer is the state, body or force that the text says is his; a leader speaks as himself.
ThingId Sweep::spoken_for(ThingId speaker) const {
  const Thing& thing = discourse_[speaker];
  if (thing.type != NodeType::person) return speaker;
  for (const RoleOf& held : thing.roles) {
    const bool is_led = is_single(held.role) || held.role == "supreme-leader";
    if (is_led) return speaker;
  }
  for (const RoleOf& held : thing.roles) {
    if (!held.holder.is_none()) return discourse_.root(held.holder);
  }
  return speaker;
}

// "Prime Minister X": whose, the gazetteer knows where it knows X in that office on that day.
void Sweep::note_known_office(ThingId person, const NounSense& sense) {
  if (discourse_[person].entry.is_none() || !discourse_[person].owner.is_none()) return;
  for (const Office& office : context_.gazetteer[discourse_[person].entry].offices) {
    if (!is_held(office, context_.published) || !may_be(sense, office.role)) continue;
    const EntryId holder = context_.gazetteer.find(office.holder);
    if (holder.is_none()) continue;
    const ThingId owner = registry_.of_entry(holder);
    discourse_[person].owner = owner;
    return;
  }
}

// The state or body in the title's phrase, or whose the possessive says it is.
ThingId Sweep::holder_in(const Nominal& nominal) const {
  const auto is_state = [&](const Draft& d) { return discourse_[d.thing].type == NodeType::state; };
  const auto is_body = [&](const Draft& d) {
    const NodeType type = discourse_[d.thing].type;
    return type == NodeType::organization || type == NodeType::military_unit;
  };
  const ThingId body = inside(nominal.phrase, is_body);
  if (!body.is_none()) return body;
  const ThingId state = inside(nominal.phrase, is_state);
  if (!state.is_none()) return state;
  if (const auto owner = possessor(nominal)) return thing_at(*owner);
  return {};
}

void Sweep::give_role(ThingId person, const NounSense& sense, const std::string& title, ThingId holder) {
  Thing& thing = discourse_[person];
  const auto note = [&](const std::string& role) {
    const RoleOf held{role, holder};
    if (!role.empty() && std::find(thing.roles.begin(), thing.roles.end(), held) == thing.roles.end()) {
      thing.roles.push_back(held);
    }
  };
  for (const std::string_view role : sense.roles) note(std::string(role));
  note(title);
  if (thing.gender == 0 && sense.gender != 0) thing.gender = sense.gender;
}

ThingId Sweep::person_with_role(const NounSense& sense, const std::string& title, ThingId holder) const {
  const auto has_role = [&](const Thing& thing) {
    for (const RoleOf& held : thing.roles) {
      const bool same_role = held.role == title || may_be(sense, held.role);
      if (!same_role) continue;
      if (holder.is_none()) return true;
      if (!held.holder.is_none() && discourse_.root(held.holder) == holder) return true;
    }
    return false;
  };
  const auto holds_office = [&](const Thing& thing) {
    if (thing.entry.is_none()) return false;
    const GazetteerEntry& entry = context_.gazetteer[thing.entry];
    return std::any_of(entry.offices.begin(), entry.offices.end(), [&](const Office& office) {
      if (!is_held(office, context_.published) || !may_be(sense, office.role)) return false;
      return holder.is_none() || discourse_[holder].key == office.holder;
    });
  };
  return most_salient([&](const Thing& thing, ThingId) {
    return thing.type == NodeType::person && (has_role(thing) || holds_office(thing));
  });
}

ThingId Sweep::person_by_date(const NounSense& sense, ThingId holder) {
  if (holder.is_none() || context_.published.empty()) return {};
  const std::string& key = discourse_[holder].key;
  EntryId entry;
  const auto ask = [&](std::string_view role) {
    if (entry.is_none() && is_single(role)) entry = context_.gazetteer.holder_of(role, key, context_.published);
  };
  for (const std::string_view role : sense.roles) {
    ask(role);
    if (role == kLeader) std::for_each(std::begin(kLeadingOffices), std::end(kLeadingOffices), ask);
  }
  return entry.is_none() ? ThingId() : registry_.of_entry(entry);
}

}  // namespace entente::entities

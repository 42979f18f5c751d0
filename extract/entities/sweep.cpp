#include "entities/sweep.h"

#include <algorithm>

#include "entente/schema/time_budget.h"
#include "entities/quoted_names.h"

namespace entente::entities {

Sweep::Sweep(const Context& context, Discourse& discourse, Registry& registry)
    : context_(context), discourse_(discourse), registry_(registry) {}

void Sweep::run() {
  names_ = std::move(discourse_.drafts);
  discourse_.drafts.clear();
  for (sentence_ = 0; sentence_ < context_.sentences.size(); ++sentence_) {
    here_.clear();
    for (; first_draft_ < names_.size() && names_[first_draft_].sentence == sentence_; ++first_draft_) {
      here_.push_back(discourse_.drafts.size());
      discourse_.drafts.push_back(names_[first_draft_]);
    }
    note_joint_names();
    note_names_in_a_row();
    read_nationals();
    read_sentence();
    settle_bystanders();
    read_first_persons();
    note_joint_names();  // with descriptions: "rebels and government troops"
    last_subject_ = main_subject();
    discourse_.end_sentence();
    TimeBudget::check();
  }
}

void Sweep::read_sentence() {
  const std::vector<std::size_t> names = here_;
  note_descriptions();
  std::size_t next_name = 0;
  for (std::uint32_t at = 0; at < view().size(); ++at) {
    for (; next_name < names.size() && discourse_.drafts[names[next_name]].words.first <= at; ++next_name) {
      read_name(names[next_name]);
    }
    if (read_group(at)) continue;
    const Token& token = view().token(at);
    if (token.upos == Upos::PRON || token.upos == Upos::DET) {
      read_pronoun(at);
      continue;
    }
    const bool is_in_name = std::any_of(names.begin(), names.end(), [&](std::size_t i) {
      return discourse_.drafts[i].form == MentionForm::name && discourse_.drafts[i].words.contains(at);
    });
    if (is_in_name) continue;
    const Nominal nominal = nominal_at(at);
    if (nominal.sense && !read_listed_title(nominal) && !read_listed_states(nominal)) read_nominal(nominal);
    if (nominal.phrase.size() == 0) continue;  // no noun
    if (is_mentioned_at(nominal.head) || !read_described(nominal)) note_bystander(nominal);
    if (nominal.sense && nominal.sense->is_title()) read_force_of_title(nominal);
    at = nominal.noun.last - 1;
  }
}

// Whom the main clause of the sentence is about.
ThingId Sweep::main_subject() const {
  for (std::uint32_t at = 0; at < view().size(); ++at) {
    if (!has_relation(view().token(at), "nsubj") || !view().is_root(view().head(at))) continue;
    const ThingId subject = thing_at(at);
    if (!subject.is_none()) return subject;
  }
  return {};
}

void Sweep::read_name(std::size_t draft) {
  const Draft name = discourse_.drafts[draft];
  note_agreement(name.head, discourse_[name.thing]);
  const bool is_adjective = name.form == MentionForm::demonym && has_relation(view().token(name.head), "amod");
  const double weight = is_adjective ? 40 : weight_of(name.head);
  discourse_.mention(name.thing, sentence_, name.words.first, weight);
}

// Gender and number of a named thing as its article shows them ("la Russie", "les États-Unis", "le Hamas").
void Sweep::note_agreement(std::uint32_t head, Thing& thing) const {
  if (thing.type == NodeType::person || !context_.vocabulary.has_habit("gendered articles")) return;
  for (const std::uint32_t child : view().children(head)) {
    if (!has_relation(view().token(child), "det")) continue;
    const std::string& form = view().token(child).form;
    if (form == "la" || form == "La") thing.gender = 'f';
    if (form == "le" || form == "Le") thing.gender = 'm';
    if (form == "les" || form == "Les") thing.is_plural = true;
  }
  if (thing.gender == 0 && has_feature(view().token(head), "Gender=Fem")) thing.gender = 'f';
  if (thing.gender == 0 && has_feature(view().token(head), "Gender=Masc")) thing.gender = 'm';
}

// "France and the United States", whatever the tree makes of it.
void Sweep::note_names_in_a_row() {
  for (std::size_t k = 0; k + 1 < here_.size(); ++k) {
    const Draft& first = discourse_.drafts[here_[k]];
    const Draft& second = discourse_.drafts[here_[k + 1]];
    std::uint32_t at = first.words.last;
    if (at >= view().size() || view().token(at).upos != Upos::CCONJ || first.type != second.type) continue;
    ++at;
    while (at < view().size() && view().token(at).upos == Upos::DET) ++at;
    const bool are_names = first.form == MentionForm::name && second.form == MentionForm::name;
    const ThingId a = discourse_.root(first.thing);
    const ThingId b = discourse_.root(second.thing);
    const bool is_in_list = first.words.first > 0 && view().is_written(first.words.first - 1, ",");
    if (!are_names || at != second.words.first || a == b || is_in_list) continue;
    const bool is_known = std::any_of(joints_.begin(), joints_.end(), [&](const Joint& joint) {
      return joint.sentence == sentence_ &&
             std::find(joint.things.begin(), joint.things.end(), b) != joint.things.end();
    });
    if (!is_known) joints_.push_back({{a, b}, sentence_, second.head, weight_of(first.head)});
  }
}

void Sweep::note_joint_names() {
  for (std::uint32_t at = 0; at < view().size(); ++at) {
    const ThingId first = thing_at(at);
    if (first.is_none()) continue;
    Joint joint{{first}, sentence_, at, weight_of(at)};
    for (const std::uint32_t child : view().children(at)) {
      if (!has_relation(view().token(child), "conj")) continue;
      const ThingId other = thing_at(child);
      if (!other.is_none() && std::find(joint.things.begin(), joint.things.end(), other) == joint.things.end()) {
        joint.things.push_back(other);
        joint.last_word = child;
      }
    }
    const bool is_known = std::any_of(joints_.begin(), joints_.end(), [&](const Joint& other) {
      return other.sentence == sentence_ && other.things == joint.things;
    });
    if (joint.things.size() > 1 && !is_known) joints_.push_back(std::move(joint));
  }
}

Sweep::Nominal Sweep::nominal_at(std::uint32_t at) const {
  Nominal nominal;
  const Upos upos = view().token(at).upos;
  if (upos != Upos::NOUN && upos != Upos::PROPN && upos != Upos::ADJ) return nominal;
  WordRange range{at, at + 1};
  const std::optional<NounSense> sense = noun_at(view(), at, context_.vocabulary, &range);
  if (upos == Upos::ADJ && (!sense || range.size() == 1)) return nominal;
  if (upos == Upos::PROPN && !sense && !is_some_people(at)) return nominal;
  nominal.sense = sense;
  if (!sense && is_some_people(at)) nominal.sense = NounSense{.noun_class = NounClass::people, .roles = {}};
  nominal.noun = range;
  nominal.head = view().head_of(range);
  for (std::uint32_t i = range.last; view().token(nominal.head).upos == Upos::ADJ && i-- > range.first;) {
    if (view().token(i).upos == Upos::NOUN) nominal.head = i;  // "foreign ministers", whatever "foreign" hangs on
  }
  if (!nominal.sense) {
    nominal.phrase = noun_phrase(view(), at);
    return nominal;
  }
  // In English the noun may be a mere modifier: "army chief", "group leader" are no army and no group.
  const Token& token = view().token(nominal.head);
  if (has_relation(token, "compound") || has_relation(token, "amod")) {
    const bool is_before_name = !view().is_root(nominal.head) && !thing_at(view().head(nominal.head)).is_none();
    if (!is_before_name) nominal.sense.reset();
  }
  nominal.phrase = noun_phrase(view(), nominal.head);
  nominal.phrase.first = std::min(nominal.phrase.first, range.first);
  nominal.phrase.last = std::max(nominal.phrase.last, range.last);
  settle_sense(nominal);
  if (nominal.sense && !nominal.sense->is_title()) trim_phrase(nominal);
  return nominal;
}

// "20,000 ethnic Serbs", "une trentaine de Kurdes": people of a state or community, not itself.
bool Sweep::is_some_people(std::uint32_t at) const {
  if (!is_plural(at)) return false;
  const std::vector<GazetteerMatch> known = context_.gazetteer.lookup(view().word(at).folded, context_.language);
  if (std::none_of(known.begin(), known.end(), [](const auto& match) { return match.kind == NameKind::demonym; }))
    return false;
  return std::none_of(here_.begin(), here_.end(),
                      [&](std::size_t i) { return discourse_.drafts[i].words.contains(at); });
}

// Of a description only what restricts it: "Sudrian troops in the north" are Sudrian troops, "ses propres forces" are
// forces.
void Sweep::trim_phrase(Nominal& nominal) const {
  const std::string_view markers = nominal.sense->noun_class == NounClass::event ? "event-marker" : "phrase-marker";
  for (std::uint32_t i = nominal.noun.last; i < nominal.phrase.last; ++i) {
    const bool is_marker = has_relation(view().token(i), "case") && view().token(i).upos == Upos::ADP;
    if (is_marker && !context_.vocabulary.is(markers, view().word(i).lemma)) nominal.phrase.last = i;
  }
  while (nominal.phrase.first < nominal.noun.first &&
         context_.vocabulary.is("own", view().word(nominal.phrase.first).lemma)) {
    ++nominal.phrase.first;
  }
  std::uint32_t number = nominal.phrase.first;  // "at least six men"
  while (number < nominal.noun.first && context_.vocabulary.is("about", view().word(number).folded)) ++number;
  if (view().token(number).upos == Upos::NUM) nominal.phrase.first = number;
  while (nominal.phrase.last > nominal.noun.last &&
         context_.vocabulary.is("calendar", view().word(nominal.phrase.last - 1).folded)) {
    --nominal.phrase.last;
  }
}

// "Le soldat" is one of a force and may be a title; which of the two, the number and a name beside it tell.
void Sweep::settle_sense(Nominal& nominal) const {
  if (!nominal.sense || !nominal.sense->is_title()) return;
  NounSense& sense = *nominal.sense;
  const NodeType type = type_of(sense.noun_class);
  const bool is_other_kind = type == NodeType::military_unit || type == NodeType::organization;
  if (is_plural(nominal.head) || (is_other_kind && apposed_name(nominal, true).is_none())) {
    sense.roles.clear();
    if (sense.noun_class != NounClass::title) return;
    WordRange last;  // "opposition leaders" are leaders
    nominal.sense = nominal.noun.size() > 1 ? noun_at(view(), nominal.head, context_.vocabulary, &last) : std::nullopt;
    if (nominal.sense) nominal.sense->roles.clear();
    if (nominal.sense && nominal.sense->noun_class == NounClass::title) nominal.sense.reset();
    return;
  }
  sense.noun_class = NounClass::title;
}

// "Le chef d'état-major des armées serbes": the force that ends a fixed title, if the text says whose it is.
void Sweep::read_force_of_title(const Nominal& title) {
  const std::uint32_t last = title.noun.last - 1;
  if (title.noun.size() < 2 || view().token(last).upos != Upos::NOUN) return;
  const Nominal force = nominal_at(last);
  if (!force.sense || force.sense->noun_class != NounClass::force || is_mentioned_at(last)) return;
  const ThingId owner = owner_of(force);
  if (!owner.is_none() && discourse_[owner].type == NodeType::state) read_force(force);
}

void Sweep::read_nominal(const Nominal& nominal) {
  switch (nominal.sense->noun_class) {
    case NounClass::title:
      return read_title(nominal);
    case NounClass::person:
      return read_person(nominal);
    case NounClass::counterpart:
      return;
    case NounClass::force:
    case NounClass::unit:
    case NounClass::vessel:
    case NounClass::aircraft:
      return read_force(nominal);
    case NounClass::people:
    case NounClass::fighters:
    case NounClass::armed_group:
      return read_people(nominal);
    case NounClass::organization:
      return read_body(nominal);
    case NounClass::government:
    case NounClass::country:
      return read_country(nominal);
    case NounClass::building:
      return;  // "la cathédrale de Vilnius" is not Vilnius
    case NounClass::place:
      return are_outposts(nominal) ? read_force(nominal) : read_place(nominal);
    case NounClass::event:
      return read_event(nominal);
  }
}

// "Russia's bases", "ses bases en Syrie": forces of a state. One base may be of any kind ("its industrial base").
bool Sweep::are_outposts(const Nominal& nominal) const {
  if (!context_.vocabulary.is("outposts", view().word(nominal.head).lemma) || !is_plural(nominal.head)) return false;
  const auto owner = possessor(nominal);
  if (!owner) return false;
  const ThingId thing = thing_at(*owner);
  return !thing.is_none() && discourse_[thing].type == NodeType::state;
}

Sweep::Definiteness Sweep::definiteness(const Nominal& nominal) const {
  Definiteness result = Definiteness::bare;
  for (const std::uint32_t child : view().children(nominal.head)) {
    const Token& token = view().token(child);
    if (!has_relation(token, "det") && !has_relation(token, "nmod:poss") && !has_relation(token, "nummod")) continue;
    if (has_feature(token, "Poss=Yes")) return Definiteness::possessive;
    if (has_relation(token, "nmod:poss")) return Definiteness::definite;
    const bool is_demonstrative =
        has_feature(token, "PronType=Dem") || context_.vocabulary.is("demonstrative", view().word(child).folded);
    if (is_demonstrative) return Definiteness::demonstrative;
    if (has_feature(token, "Definite=Def"))
      result = is_partitive(child) ? Definiteness::indefinite : Definiteness::definite;
    if (has_feature(token, "Definite=Ind")) return Definiteness::indefinite;
  }
  return result;
}

// "aider des rebelles": segmentation makes de + les of the indefinite article; below a verb it is one.
bool Sweep::is_partitive(std::uint32_t determiner) const {
  if (determiner == 0 || !context_.vocabulary.has_habit("contracted partitives") ||
      view().is_root(view().head(determiner)))
    return false;
  const bool is_contracted = view().token(determiner).span == view().token(determiner - 1).span;
  const Upos governor = view().token(view().head(view().head(determiner))).upos;
  return is_contracted && view().word(determiner - 1).folded == "des" && governor == Upos::VERB;
}

// The possessive of a noun: "ses troupes", "whose troops", "dont les troupes".
std::optional<std::uint32_t> Sweep::possessor(const Nominal& nominal) const {
  for (const std::uint32_t child : view().children(nominal.head)) {
    if (has_feature(view().token(child), "Poss=Yes") ||
        context_.vocabulary.is("possessive", view().word(child).folded)) {
      return child;
    }
  }
  if (nominal.noun.first > 1 &&
      context_.vocabulary.is("relative-possessive", view().word(nominal.noun.first - 2).folded)) {
    return nominal.noun.first - 2;
  }
  return std::nullopt;
}

bool Sweep::is_plural(std::uint32_t at) const { return entities::is_plural(view().token(at)); }

// "l'un des ministres", "des présidents": several or an unknown one, so no single holder.
bool Sweep::is_one_of_many(const Nominal& nominal) const {
  return is_plural(nominal.head) || definiteness(nominal) == Definiteness::indefinite;
}

// Weights of Lappin and Leass: 100 for the sentence, 80 for a subject, 50 for an object, 40 for an indirect one, 80 for
// what is no part of another noun phrase, 50 for what is no adverbial; and a main clause's subject before others.
double Sweep::weight_of(std::uint32_t head) const {
  const Token& token = view().token(head);
  if (view().is_root(head)) return 280;
  const std::uint32_t up = view().head(head);
  if (has_relation(token, "nsubj")) return view().is_root(up) ? 360 : 310;
  if (token.deprel == "obl:agent") return 290;
  if (has_relation(token, "obj")) return 280;
  if (has_relation(token, "iobj") || token.deprel == "obl:arg") return 270;
  if (token.deprel == "nmod:poss") return std::max(150.0, weight_of_possessor(up));
  if (has_relation(token, "obl")) return 180;
  const bool is_part = has_relation(token, "conj") || has_relation(token, "flat") || has_relation(token, "appos");
  if (is_part && up < head) {
    const Token& first = view().token(up);
    const bool is_nested = has_relation(first, "conj") || has_relation(first, "flat") || has_relation(first, "appos");
    return is_nested ? 150 : weight_of(up) - 10;
  }
  return 150;
}

// "The Pentagon's announcement is …" speaks of the Pentagon.
double Sweep::weight_of_possessor(std::uint32_t possessed) const {
  const bool leads = view().is_root(possessed) || has_relation(view().token(possessed), "nsubj");
  return leads ? 250 : 150;
}

std::size_t Sweep::add(WordRange words, std::uint32_t head, MentionForm form, ThingId thing) {
  Draft draft;
  draft.sentence = sentence_;
  draft.words = words;
  draft.head = head;
  draft.form = form;
  draft.thing = thing;
  draft.type = discourse_[thing].type;
  here_.push_back(discourse_.drafts.size());
  discourse_.drafts.push_back(draft);
  Thing& known = discourse_[thing];
  if (form != MentionForm::pronoun) {
    std::string folded = view().folded(words);
    if (std::find(known.names.begin(), known.names.end(), folded) == known.names.end()) {
      known.names.push_back(std::move(folded));
    }
  }
  discourse_.mention(thing, sentence_, words.first, weight_of(head));
  return here_.back();
}

ThingId Sweep::thing_at(std::uint32_t word) const {
  ThingId covering;
  for (const std::size_t i : here_) {
    const Draft& draft = discourse_.drafts[i];
    if (draft.form == MentionForm::demonym && has_relation(view().token(draft.head), "amod")) continue;
    if (draft.head == word) return discourse_.root(draft.thing);
    if (draft.form == MentionForm::name && draft.words.contains(word)) covering = discourse_.root(draft.thing);
  }
  return covering;
}

// "Le directeur de la société « X », Y": past a quoted name that ends the phrase.
std::uint32_t Sweep::behind_quotation(std::uint32_t end) const {
  if (!opens_quotation(view(), end)) return end;
  for (const std::size_t i : here_) {
    const Draft& draft = discourse_.drafts[i];
    if (draft.form == MentionForm::name && draft.words.first == end + 1) return draft.words.last + 1;
  }
  return end;
}

// "Recalled its envoy to Belarus, X": where an envoy is sent may hang from the verb.
std::uint32_t Sweep::behind_post(const Nominal& nominal, std::uint32_t at) const {
  const auto is_envoy = [](std::string_view role) { return role == "ambassador"; };
  if (!nominal.sense || std::none_of(nominal.sense->roles.begin(), nominal.sense->roles.end(), is_envoy)) return at;
  if (at >= view().size() || view().token(at).upos != Upos::ADP) return at;
  std::uint32_t post = at + 1;
  while (post < view().size() && view().token(post).upos == Upos::DET) ++post;
  for (const std::size_t i : here_) {
    const Draft& draft = discourse_.drafts[i];
    if (draft.form == MentionForm::name && draft.words.first == post &&
        discourse_[draft.thing].type != NodeType::person)
      return draft.words.last;
  }
  return at;
}

ThingId Sweep::apposed_name(const Nominal& nominal, bool wants_person) const {
  const auto fits = [&](const Draft& draft) {
    return draft.form == MentionForm::name && (discourse_[draft.thing].type == NodeType::person) == wants_person;
  };
  for (const std::size_t i : here_) {  // "Secretary of State X and minister Y": who stands right behind the title
    const Draft& draft = discourse_.drafts[i];
    if (wants_person && fits(draft) && draft.words.first == nominal.noun.last) return discourse_.root(draft.thing);
  }
  // the word before or after, determiners aside, across one comma or dash at most
  std::uint32_t before = nominal.phrase.first;
  while (before > 0 &&
         (view().token(before - 1).upos == Upos::DET || has_feature(view().token(before - 1), "Poss=Yes")))
    --before;
  bool crossed = false;
  if (before > 0 && view().is_punctuation(before - 1)) {
    crossed = view().is_written(before - 1, ",") || view().is_written(before - 1, "(") ||
              view().is_written(before - 1, "–") || view().is_written(before - 1, "—");
    if (crossed) --before;
    if (before > 0 && view().is_written(before - 1, ")")) --before;  // "…(M23), groupe armé"
  }
  std::uint32_t after = nominal.phrase.last;
  if (wants_person) after = behind_post(nominal, behind_quotation(after));
  if (after < view().size() && (view().is_written(after, ",") || view().is_written(after, ":"))) ++after;
  const std::uint32_t quoted = opens_quotation(view(), after) ? after + 1 : view().size();  // "l'association « X »"
  // "…, le Norvégien X", "…, Mme X", "…, Dr. X"
  const auto announces = [&](std::uint32_t at) {
    if (view().token(at).upos == Upos::DET) return true;
    if (!wants_person || at == nominal.phrase.last) return false;
    if (context_.vocabulary.is_honorific(view().word(at).folded)) return true;
    if (view().is_written(at, ".") && context_.vocabulary.is_honorific(view().word(at - 1).folded)) return true;
    return std::any_of(here_.begin(), here_.end(), [&](std::size_t i) {
      const Draft& draft = discourse_.drafts[i];
      return draft.form != MentionForm::name && draft.words.first == at && draft.words.size() == 1 &&
             discourse_[draft.thing].type != NodeType::organization;
    });
  };
  while (after < view().size() && announces(after)) ++after;
  const bool after_comma = after > nominal.phrase.last;
  for (const std::size_t i : here_) {
    const Draft& draft = discourse_.drafts[i];
    if (!fits(draft)) continue;
    const bool is_quoted = draft.words.first == quoted;
    const bool is_after = draft.words.first == after || is_quoted ||
                          (after < view().size() && draft.words.contains(after) &&
                           context_.vocabulary.is_honorific(view().word(after).folded));
    if (is_after && (wants_person || after_comma || is_quoted || view().case_marker(draft.head).empty())) {
      return discourse_.root(draft.thing);
    }
    const bool is_inside_end = nominal.phrase.covers(draft.words) && draft.words.last == nominal.phrase.last &&
                               view().case_marker(draft.head).empty() && draft.words.first > nominal.noun.first;
    if (is_inside_end && !view().is_below(nominal.head, draft.head)) return discourse_.root(draft.thing);
  }
  // "Pour Poutine, le président ukrainien ment": what plays a part of its own in the clause is no apposition.
  const Token& token = view().token(nominal.head);
  const bool is_bare = definiteness(nominal) == Definiteness::bare && view().case_marker(nominal.head).empty();
  const bool is_argument = has_relation(token, "nsubj") || has_relation(token, "obj") || has_relation(token, "obl") ||
                           has_relation(token, "iobj");
  const bool plays_own_part = is_argument && !is_bare;
  for (const std::size_t i : here_) {
    const Draft& draft = discourse_.drafts[i];
    if (!fits(draft)) continue;
    if (crossed && !plays_own_part && draft.words.last == before) return discourse_.root(draft.thing);
  }
  for (const std::size_t i : here_) {
    const Draft& draft = discourse_.drafts[i];
    if (!fits(draft)) continue;
    const bool is_apposition =
        has_relation(view().token(nominal.head), "appos") &&
        (view().head(nominal.head) == draft.head || draft.words.contains(view().head(nominal.head)));
    if (is_apposition) return discourse_.root(draft.thing);
  }
  return {};
}

}  // namespace entente::entities

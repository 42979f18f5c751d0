// Which words express which relation, and where in the sentence its participants stand.
// Data: schema/relations/<language>/*.toml, in the form that schema/relations/README.md describes.
//
// A frame names triggers (lemmas) and says for each role in which *slots* of the trigger's argument structure it is
// found. Slots are the same for every construction: the engine in extract/relations maps actives, passives,
// participles, relatives, control, nominalisations and light verbs to them (after the "deep" grammatical functions of
// Lexical-Functional Grammar, and NomBank's mapping of nominal to verbal arguments, Meyers et al. 2004).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "entente/schema/ids.h"
#include "entente/schema/ontology.h"
#include "entente/schema/result.h"

namespace entente {

using FrameId = Id<struct FrameTag>;

/// Where a participant stands, relative to the trigger.
struct Slot {
  enum class Kind : std::uint8_t {
    subject,         // subj: who acts
    object,          // obj: whom it is done to
    indirect,        // iobj: clitic lui, second object, à- or to-phrase
    surface,         // surface: whom the clause is about: the subject as it stands, of a passive too
    self,            // self: what the trigger itself stands for: X in "le président, X" and "X est l'allié de Y"
    owner,           // poss: possessive or demonym of a noun (ses, Moscow's, russe)
    nested,          // nested: what is named within a mention: libanaise in "l'armée libanaise"
    apposed,         // appos: what stands beside a mention without a preposition: "Banjska, Kosovo"
    peers,           // peers: the other members of a coordination or plural that fills the subject
    clause_subject,  // clause.subj: subject of the complement clause
    clause_object,   // clause.obj: object of the complement clause
    host,            // host: who does what the noun is a circumstance of: Y in "avec l'aide de X, Y avance"
    receiver,        // (in no file) whom the act of a noun befalls: Y in "Y a subi une attaque de X"
    preposition,     // any other word: the preposition's lemma, "contre"; of several words "en+faveur+de"
  };
  Kind kind = Kind::subject;
  std::string preposition;
  bool operator==(const Slot&) const = default;
};

enum class TriggerKind : std::uint8_t { verb, noun, adjective, mention };

/// A word that fires a frame. `with` (may be ""): a word that has to depend on it: garde in mettre+garde, out in
/// carry+out. A mention trigger has a node type's name as its lemma and fires on every mention of that type. The lemma
/// "*" is any word of the kind; what it would take for an object and another frame has taken is left to that one.
struct Trigger {
  static constexpr std::string_view kAny = "*";
  TriggerKind kind = TriggerKind::verb;
  std::string lemma;
  std::string with;
};

struct FrameExample {
  std::string text;
  std::string meaning;  // "deploys(Kim Jong-un, soldats) quantity=10000"; several with "; " between; "" for nothing
};

struct Frame {
  std::string name;  // "fr/deploys/2": language, relation, number in its file
  RelationId relation;
  std::vector<Trigger> triggers;
  std::vector<Slot> subject, object;  // best first
  std::vector<Slot> destination, beneficiary, instrument, location;
  NodeTypes subject_types, object_types;  // who may fill the role: the relation's signature, or narrower
  std::uint8_t object_role = 0;           // 0 unspecified, 1 addressee (for indirect objects), 2 about
  bool negated = false;                   // the trigger denies the relation
  std::uint8_t modality = 0;              // at least this: 0 actual, 1 reported, 2 possible, 3 planned
  bool reflexive = false;                 // also fires on the reflexive verb: se retirer
  bool reflexive_only = false;            // and on no other
  bool looks_behind = true;               // a role may be filled by the actor behind an act or thing: "l'attaque russe"
  bool answers = false;                   // its object may be whoever made the statement that it names before
  double weight = 1;                      // how often the trigger means the relation, in (0, 1]
  std::vector<FrameExample> examples;
};

/// What a word does to the claims in its complement, and who controls an infinitive below it.
struct Operator {
  enum class Effect : std::uint8_t {
    none,
    speech,        // content is reported, attributed to the subject
    factive,       // content is actual, attributed to the subject
    announcement,  // factive, and of the subject itself it is no more than the act: annoncer
    claim,         // speech, and an act that is its object is reported too: revendiquer
    accusation,    // content is reported, attributed to the subject
    denial,        // content is negated, attributed to the subject
    hearsay,       // content is reported, of no named source: sembler
    negation,      // content does not happen: refuse to
    possibility,   // may, fear, risk
    plan,          // intend, promise, prepare
    demand,        // ask, urge: content is possible
    doubt,         // content is possible; where the word is denied, it holds: hésiter, "no doubt that"
    settled,       // content holds whether or not the word is denied: se contenter de
    dismissal,     // of a statement: its content is denied, attributed to the subject: "dismissed claims that"
  };
  Effect effect = Effect::none;
  bool object_control = false;  // the object, not the subject, is the subject of the infinitive
};

/// Closed-class words of a language that the engine has to know. Values are lemmas in lower case.
struct GrammarWords {
  std::vector<std::string> agent;          // par, by
  std::vector<std::string> of;             // de, of
  std::vector<std::string> to;             // à, to
  std::vector<std::string> negation;       // pas, ne+plus (plus beside ne), not, never
  std::vector<std::string> negative;       // determiners and pronouns: aucun, no, nobody
  std::vector<std::string> without;        // sans, without
  std::vector<std::string> condition;      // si, if, unless
  std::vector<std::string> but_not;        // after a negation, what takes it back: not only
  std::vector<std::string> exceptive;      // after a negative word, what takes it back: nobody but, personne d'autre
  std::vector<std::string> restriction;    // after a denied modal, what affirms: cannot but, ne peut que
  std::vector<std::string> unavoidable;    // verbs that affirm after a denied modal: cannot help but
  std::vector<std::string> bare_negation;  // denies alone beside the words of bare_negated: ne
  std::vector<std::string> bare_negated;   // ne cesse de
  std::vector<std::string> contrast;       // conjunctions over which no negation reaches: but
  std::vector<std::string> either;         // conjunctions over which a negation reaches: or, nor
  std::vector<std::string> according;      // selon, d'après, according
  std::vector<std::string> viewpoint;    // a phrase before its clause with these names a source: pour X, aux yeux de X
  std::vector<std::string> neg_raising;  // verbs whose negation is that of their complement: not believe that
  std::vector<std::string> hearsay;      // adverbs and adjectives: reportedly, présumé
  std::vector<std::string> possible;     // perhaps, éventuel
  std::vector<std::string> planned;      // prévu, proposed
  std::vector<std::string> complement;   // before the gerund that completes a word: accused of arming
  std::vector<std::string> reason;       // before the perfect infinitive that tells what the object did: pour avoir fui
  std::vector<std::string> happening;    // verbs that say of an act that it takes place
  std::vector<std::string> instrument;   // verbs whose gerund says with what an act is done: using aircraft
  std::vector<std::string> undergone;    // nouns of acts whose of-phrase undergoes them: the killing of X
  std::vector<std::string> series;       // nouns that only count or group what follows: a series of strikes
  std::vector<std::string> stance;  // nouns that after a preposition of place take the clause's subject: in support of
  std::vector<std::string> modal_possible;  // auxiliaries: may, might, could
  std::vector<std::string> modal_planned;   // will, shall
  std::vector<std::string> modal_would;     // would: planned after a past verb of saying, else possible
  std::vector<std::string> modal_arranged;  // be, before an infinitive with its mark: is to meet
  std::vector<std::string> light;           // verbs that lend their arguments to the noun: mener, carry, impose
  std::vector<std::string> receiving;       // words whose subject the act of the noun beside them befalls: subir, cible
  std::vector<std::string> suffering;       // verbs whose passive subject it befalls: tué dans une frappe
  std::vector<std::string> statement;       // nouns of what is said against someone: accusation, demand
  std::vector<std::string> instance;        // prepositions of examples: "des villes comme X", such+as
  std::vector<std::string> circumstance;    // words that put an act beside a clause: lors, après, issue
  std::vector<std::string> manner;          // prepositions that may do so: avec, en, in
  std::vector<std::string> commissive;      // words by which one binds oneself: promise, agree, refuse
  std::vector<std::string> source;          // prepositions of who something comes from: from
  std::vector<std::string> place;           // prepositions of where something is: in, at, near
  std::vector<std::string> approximate;     // environ, près, about
  std::vector<std::string> counterpart;     // who holds the same office elsewhere: homologue
  std::vector<std::string> former;          // said of an office that is over: ancien, former
  std::vector<std::string> apart;           // nouns that act for themselves, not for whose they are: entreprise, party
  std::vector<std::string> unaccusative;    // verbs whose past participle is active: venir, arriver, fall
  std::vector<std::string> decimal;         // the decimal separator
  std::vector<std::string> numbers;         // number words, with their values in number_values
  std::vector<int> number_values;
  std::vector<std::string> powers;  // hundred, thousand, million, with their powers of ten in power_exponents
  std::vector<int> power_exponents;
  std::vector<std::string> number_links;  // words inside a number: et, and
  std::vector<std::string> collectives;   // nouns that are numbers: centaine, dozen; values in collective_values
  std::vector<int> collective_values;
  std::vector<std::string> sums;  // words of money and shares: euro, $, %
};

/// Words of time and number. Where order counts, lists are in order: months from January, weekdays from Monday, seasons
/// from spring, units day, week, month, year. Each item of `months`, `weekdays`, `seasons`, `units` and `numbers` is a
/// list of alternatives.
struct TimeWords {
  std::vector<std::vector<std::string>> months, weekdays, seasons, units, numbers;
  std::vector<std::pair<int, std::vector<std::string>>> days;       // -1: hier, yesterday
  std::vector<std::pair<int, std::vector<std::string>>> days_from;  // counted from a day that was said: 1: lendemain
  std::vector<std::string> last, next, current;  // beside a unit, month or season: counted from the publication
  std::vector<std::string> following, preceding, same, that;  // beside a unit: counted from a time that was said
  std::vector<std::string> later, earlier;  // after a number of units: counted from a time that was said
  std::vector<std::string> after, before;   // after a number of units: "a day after X"
  std::vector<std::string> since, until, to, between, and_, of;
  std::vector<std::string> part;               // début, fin, early, mid
  std::vector<std::string> times;              // before since, what makes the time no date: "for the first time since"
  std::vector<std::string> day_parts;          // soir, night
  std::vector<std::string> decade, decades;    // "les années 1990"; a decade ago
  std::vector<std::string> ago;                // "ago" after, or the three words before: "il y a"
  std::vector<std::string> year_prepositions;  // words before a bare year: en, in
  std::vector<std::string> simultaneous;       // conjunctions whose clause has the time of the main clause: while
  std::vector<std::string> occasion;           // verbs whose participle says when the main verb was: "asked on Friday"
  std::vector<std::string> clock;              // what a number of the clock counts: h, heures, p.m.
  bool month_first = false;                    // "June 16"
};

/// A field of life that has words of its own for its contests: in a report of a match, "defeat" is no attack.
struct Topic {
  std::string name;
  std::vector<std::string> words;  // lemmas of which one in a sentence shows that it is about this
  std::vector<std::string> hints;  // lemmas of which it takes two
  std::vector<std::string> mutes;  // trigger lemmas that say nothing of relations in such a sentence
};

/// All frames of one language. Immutable once loaded; look-ups are O(1).
class LanguageFrames {
 public:
  LanguageFrames() = default;
  /// Adds the frames, operators and grammar words of one TOML file.
  /// fails  with file and line: an unknown key, relation, node type or slot; nothing of the file is added then
  Result<void> add(std::string_view toml, std::string_view source, std::string_view language, const Ontology& ontology);

  [[nodiscard]] std::span<const Frame> frames() const { return frames_; }
  [[nodiscard]] const Frame& operator[](FrameId id) const { return frames_[id.index()]; }
  /// Frames that this lemma may fire (`with` is still to be checked); empty if none.
  [[nodiscard]] std::span<const FrameId> fired_by(TriggerKind kind, std::string_view lemma) const;
  /// The lemma under which the data knows a word that was lemmatised to `lemma`: the same but for accents or a final
  /// letter (coopèrer, blam), if there is one; else `lemma`. Lemmatisers err on rare verbs.
  [[nodiscard]] std::string_view known_lemma(std::string_view lemma) const;
  /// The operator of a lemma; Effect::none if it is none.
  [[nodiscard]] Operator operator_of(std::string_view lemma) const;
  [[nodiscard]] const GrammarWords& words() const { return words_; }
  [[nodiscard]] const TimeWords& times() const { return times_; }
  [[nodiscard]] std::span<const Topic> topics() const { return topics_; }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  template <class T>
  using ByLemma = std::unordered_map<std::string, T, Hash, std::equal_to<>>;

  std::vector<Frame> frames_;
  ByLemma<std::vector<FrameId>> by_trigger_[4];
  ByLemma<Operator> operators_;
  ByLemma<std::string> by_folded_lemma_;  // of all verbs among triggers and operators
  GrammarWords words_;
  TimeWords times_;
  std::vector<Topic> topics_;
};

/// True if `word` is one of `words`.
[[nodiscard]] bool contains(std::span<const std::string> words, std::string_view word);

}  // namespace entente

// The second pass: from the first word to the last, each title, description and pronoun is led to a thing that the
// text has named, or to a thing of its own. Names are known by then (link_names); what a reader would remember at a
// word is kept as salience (see discourse.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "entities/discourse.h"
#include "entities/linking.h"
#include "entities/names.h"

namespace entente::entities {

class Sweep {
 public:
  Sweep(const Context& context, Discourse& discourse, Registry& registry);

  /// Adds a draft for each title, description and pronoun that stands for a thing.
  void run();

 private:
  /// A common noun of the vocabulary with its phrase.
  struct Nominal {
    std::optional<NounSense> sense;
    WordRange noun;  // the word or fixed phrase of the vocabulary
    std::uint32_t head = 0;
    WordRange phrase;  // without determiner
  };
  enum class Definiteness { bare, indefinite, definite, demonstrative, possessive };
  struct Joint {  // "le Mali, le Niger et le Burkina Faso": what a plural pronoun may mean
    std::vector<ThingId> things;
    std::uint32_t sentence = 0;
    std::uint32_t last_word = 0;
    double weight = 0;
  };

  /// A noun that is no mention, but that a pronoun may mean all the same: "the agreement … it", "a spokesman … he".
  struct Bystander {
    std::uint32_t sentence = 0;
    std::uint32_t word = 0;
    double weight = 0;
    char gender = 0;
    bool is_plural = false;
    bool is_person = false;
    Nominal nominal;
    ThingId speaks_for;  // whose spokesman it is
  };

  struct Agreement {
    char gender = 0;
    bool is_plural = false;
    bool is_possessive = false;
    bool is_person_only = false;  // he, she
    bool is_thing_only = false;   // it
    bool is_emphatic = false;     // "lui" between commas
  };

  // sweep.cpp
  void read_sentence();
  void read_name(std::size_t draft);
  void read_nominal(const Nominal& nominal);
  void read_force_of_title(const Nominal& title);
  [[nodiscard]] bool is_mentioned_at(std::uint32_t head) const;
  void note_agreement(std::uint32_t head, Thing& thing) const;
  void note_joint_names();
  void note_names_in_a_row();
  [[nodiscard]] ThingId main_subject() const;
  [[nodiscard]] const SentenceView& view() const { return context_.sentences[sentence_]; }
  [[nodiscard]] Nominal nominal_at(std::uint32_t at) const;
  void settle_sense(Nominal& nominal) const;
  void trim_phrase(Nominal& nominal) const;
  [[nodiscard]] bool are_outposts(const Nominal& nominal) const;
  [[nodiscard]] Definiteness definiteness(const Nominal& nominal) const;
  [[nodiscard]] std::optional<std::uint32_t> possessor(const Nominal& nominal) const;
  [[nodiscard]] bool is_partitive(std::uint32_t determiner) const;
  [[nodiscard]] bool is_plural(std::uint32_t at) const;
  [[nodiscard]] bool is_some_people(std::uint32_t at) const;
  [[nodiscard]] bool is_one_of_many(const Nominal& nominal) const;
  [[nodiscard]] double weight_of(std::uint32_t head) const;
  [[nodiscard]] double weight_of_possessor(std::uint32_t possessed) const;
  std::size_t add(WordRange words, std::uint32_t head, MentionForm form, ThingId thing);
  /// The thing of the mention headed by a word of the current sentence, else of a name that contains it; none if none.
  [[nodiscard]] ThingId thing_at(std::uint32_t word) const;
  /// The first mention inside a phrase whose thing satisfies `is_wanted`, other than the phrase itself.
  template <class Wanted>
  [[nodiscard]] ThingId inside(WordRange phrase, Wanted is_wanted) const;
  /// The named thing that the phrase is in apposition to, before or after it: "Wagner, un groupe paramilitaire".
  [[nodiscard]] ThingId apposed_name(const Nominal& nominal, bool wants_person) const;
  [[nodiscard]] std::uint32_t behind_quotation(std::uint32_t end) const;
  [[nodiscard]] std::uint32_t behind_post(const Nominal& nominal, std::uint32_t at) const;
  [[nodiscard]] std::string text_of(WordRange words) const { return std::string(view().surface(words)); }

  // titles.cpp
  void read_title(const Nominal& nominal);
  void note_known_office(ThingId person, const NounSense& sense);
  [[nodiscard]] ThingId holder_in(const Nominal& nominal) const;
  [[nodiscard]] ThingId person_with_role(const NounSense& sense, const std::string& title, ThingId holder) const;
  [[nodiscard]] ThingId person_by_date(const NounSense& sense, ThingId holder);
  void give_role(ThingId person, const NounSense& sense, const std::string& title, ThingId holder);

  // bystanders.cpp
  void note_descriptions();
  [[nodiscard]] bool is_ship_name(const std::string& name) const;
  bool read_described(const Nominal& nominal);
  void note_bystander(const Nominal& nominal);
  [[nodiscard]] const Bystander* bystander_antecedent(std::uint32_t at, const Agreement& wanted, double beaten) const;
  void settle_bystanders();
  [[nodiscard]] char gender_of(std::uint32_t noun) const;

  // descriptions.cpp
  bool read_ship(const Nominal& nominal);
  void read_force(const Nominal& nominal);
  ThingId body_of(NodeType type, const std::string& noun, ThingId holder, const Nominal& nominal);
  void read_body(const Nominal& nominal);
  [[nodiscard]] bool can_take_up_body(const Nominal& nominal, bool has_owner) const;
  [[nodiscard]] WordRange counted(const Nominal& nominal) const;
  void read_person(const Nominal& nominal);
  void read_people(const Nominal& nominal);
  void read_country(const Nominal& nominal);
  ThingId state_of_capital();
  [[nodiscard]] ThingId state_above(std::uint32_t noun) const;
  [[nodiscard]] bool is_other_party(std::uint32_t noun, ThingId state) const;
  void read_place(const Nominal& nominal);
  void read_event(const Nominal& nominal);
  [[nodiscard]] ThingId state_of(ThingId thing) const;
  [[nodiscard]] ThingId owner_of(const Nominal& nominal) const;
  [[nodiscard]] bool is_direct_part(const Nominal& nominal, const Draft& draft) const;
  template <class Fits>
  [[nodiscard]] ThingId most_salient(Fits fits) const;

  // groups.cpp
  bool read_group(std::uint32_t at);
  bool read_ordinal(std::uint32_t at);
  [[nodiscard]] ThingId last_named(std::uint32_t at) const;
  [[nodiscard]] std::vector<ThingId> joint_before(std::uint32_t at, std::uint32_t size) const;
  void give_counterpart_roles(const Nominal& nominal, ThingId person);
  bool read_listed_title(const Nominal& nominal);
  void read_nationals();
  [[nodiscard]] std::vector<std::size_t> listed_demonyms(const Nominal& nominal) const;
  bool read_listed_states(const Nominal& nominal);
  [[nodiscard]] bool may_be_meant_instead(const Agreement& wanted) const;
  [[nodiscard]] std::uint32_t group_size(std::uint32_t at) const;
  [[nodiscard]] std::vector<ThingId> members(std::uint32_t at, std::uint32_t size, NodeTypes wanted) const;

  // pronouns.cpp
  void read_pronoun(std::uint32_t at);
  void read_first_persons();
  [[nodiscard]] ThingId spoken_for(ThingId speaker) const;
  [[nodiscard]] ThingId speaker_outside(const std::vector<bool>& is_quoted) const;
  [[nodiscard]] std::optional<Agreement> agreement_of(std::uint32_t at) const;
  [[nodiscard]] double agreement(const Agreement& wanted, const Thing& thing) const;
  [[nodiscard]] bool is_beside(ThingId thing, std::uint32_t possessive) const;
  [[nodiscard]] ThingId subject_above(std::uint32_t at) const;
  [[nodiscard]] ThingId subject_of(std::uint32_t at) const;
  [[nodiscard]] ThingId relative_antecedent(std::uint32_t at) const;
  [[nodiscard]] ThingId personal_antecedent(std::uint32_t at, const Agreement& wanted);
  [[nodiscard]] const Joint* joint_antecedent(std::uint32_t at, ThingId best, double beaten) const;

  const Context& context_;
  Discourse& discourse_;
  Registry& registry_;
  std::uint32_t sentence_ = 0;
  std::size_t first_draft_ = 0;    // of the current sentence among the names
  std::vector<std::size_t> here_;  // drafts of the current sentence
  std::vector<Draft> names_;       // what link_names left, in order of the text
  std::vector<Joint> joints_;
  std::vector<Bystander> bystanders_;
  bool is_in_quote_ = false;  // a quotation goes on from the sentence before
  ThingId speaker_;           // of the quotation of the sentence before
  ThingId speaker_before_;    // of the sentence before, while this one is read
  ThingId last_subject_;      // of the main clause of the sentence before
};

template <class Wanted>
ThingId Sweep::inside(WordRange phrase, Wanted is_wanted) const {
  for (const std::size_t i : here_) {
    const Draft& draft = discourse_.drafts[i];
    if (phrase.covers(draft.words) && draft.words != phrase && is_wanted(draft)) return discourse_.root(draft.thing);
  }
  return {};
}

template <class Fits>
ThingId Sweep::most_salient(Fits fits) const {
  ThingId best;
  for (const ThingId id : discourse_.active()) {
    if (!discourse_.is_root(id)) continue;
    const Thing& thing = discourse_[id];
    if (!thing.is_mentioned || !fits(thing, id)) continue;
    if (best.is_none() || thing.salience > discourse_[best].salience) best = id;
  }
  return best;
}

}  // namespace entente::entities

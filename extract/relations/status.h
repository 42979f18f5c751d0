// What the text says of a claim: affirmed or denied, fact or report or plan, and on whose word.
#pragma once

#include "entente/graph/fragment.h"
#include "relations/speakers.h"

namespace entente {

struct Status {
  Polarity polarity = Polarity::affirmed;
  Modality modality = Modality::actual;
  EntityId attributed_to;
  bool has_source = false;    // somebody's words, whether or not the text says whose
  bool is_announced = false;  // the source does no more than announce: no source of its own acts
  bool is_own_word = false;   // the subject of the claim is its source, and telling is doing
  bool is_voiced = false;     // planned or refused in words by which one binds oneself: agrees to, refuses to
};

/// Reads the status of a claim off the tree: from its clause upwards through the operators that govern it, as far as
/// the clause is part of what they say. Relatives, participles and appositions are the writer's own words again.
/// Possible and planned win over reported, and reported over actual (annotation guide, rule 11). The operators are
/// those of FactBank and PolNeAR in substance (Saurí & Pustejovsky 2009; Newell et al. 2018).
class StatusFinder {
 public:
  StatusFinder(const Tree& tree, const ArgumentFinder& arguments, const LanguageFrames& frames,
               const SpeakerFinder& speakers)
      : tree_(tree), arguments_(arguments), frames_(frames), speakers_(speakers) {}

  /// `clause` is the word whose tense and negation hold: the trigger itself or its light verb.
  [[nodiscard]] Status of(int trigger, int clause) const;

 private:
  struct Marks;
  enum class Link : std::uint8_t;
  [[nodiscard]] Operator::Effect effect_of(int word) const;
  [[nodiscard]] Link link(int child, int above, bool is_trigger) const;
  [[nodiscard]] bool is_quoted(int clause, int governor) const;
  [[nodiscard]] bool is_that_clause(int clause) const;
  [[nodiscard]] bool is_temporal(int clause) const;
  void read_word(int word, Marks& marks) const;
  void read_auxiliary(int word, int auxiliary, Marks& marks) const;
  void read_negation(int word, int child, Marks& marks) const;
  void read_colour(int word, Marks& marks) const;
  void read_question(int clause, Marks& marks) const;
  [[nodiscard]] int operator_for(int governor, int below, Link link) const;
  void apply_operator(int governor, int below, Link link, Marks& marks) const;
  [[nodiscard]] bool colours_acts(int word) const;
  [[nodiscard]] bool is_definite(int noun) const;
  [[nodiscard]] bool is_order(int governor, int content) const;
  void continue_clause(int clause, int first, Marks& marks) const;
  void read_sources(int word, int trigger, Marks& marks) const;
  void attribute(int governor, Marks& marks) const;
  [[nodiscard]] bool is_negator(int token) const;
  [[nodiscard]] bool is_restricted(int word) const;
  [[nodiscard]] bool is_unavoidable(int word) const;
  [[nodiscard]] bool denies_all(int word) const;
  [[nodiscard]] Status summed_up(const Marks& marks) const;

  const Tree& tree_;
  const ArgumentFinder& arguments_;
  const LanguageFrames& frames_;
  const SpeakerFinder& speakers_;
};

}  // namespace entente

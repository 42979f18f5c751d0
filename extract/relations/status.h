// What the text says of a claim: affirmed or denied, fact or report or plan, and on whose word.
#pragma once

#include "entente/graph/fragment.h"
#include "relations/participants.h"

namespace entente {

struct Status {
  Polarity polarity = Polarity::affirmed;
  Modality modality = Modality::actual;
  EntityId attributed_to;
  bool is_voiced = false;  // planned or refused in words by which one binds oneself: agrees to, refuses to
};

/// Reads the status of a claim off the tree: from its clause upwards through the operators that govern it.
/// Possible and planned win over reported, and reported over actual (annotation guide, rule 11). The operators are
/// those of FactBank and PolNeAR in substance (Saurí & Pustejovsky 2009; Newell et al. 2018).
class StatusFinder {
 public:
  StatusFinder(const Tree& tree, const ArgumentFinder& arguments, const LanguageFrames& frames,
               const ParticipantFinder& participants)
      : tree_(tree), arguments_(arguments), frames_(frames), participants_(participants) {}

  /// `clause` is the word whose tense and negation hold: the trigger itself or its light verb.
  [[nodiscard]] Status of(int trigger, int clause) const;

 private:
  struct Marks;
  void read_word(int word, Marks& marks) const;
  void apply_operator(int governor, bool clausal, Marks& marks) const;
  void read_speakers(int word, int trigger, Marks& marks) const;
  [[nodiscard]] bool is_quoted_clause(int clause, int governor) const;
  [[nodiscard]] bool is_negator(int token) const;
  [[nodiscard]] EntityId speaker(int verb) const;

  const Tree& tree_;
  const ArgumentFinder& arguments_;
  const LanguageFrames& frames_;
  const ParticipantFinder& participants_;
};

}  // namespace entente

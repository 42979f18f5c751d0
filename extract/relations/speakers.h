// Whose words a clause is given for: subjects of verbs of saying, and phrases such as "according to X".
#pragma once

#include "relations/participants.h"

namespace entente {

/// A source that the text names, as far as it is an entity: the words of "a diplomat" are attributed, to nobody known.
struct Source {
  bool is_named = false;  // there is a source
  EntityId who;
};

/// Finds sources in one sentence. All references must outlive it.
/// source  the cue, source and content of PolNeAR (Newell et al. 2018)
class SpeakerFinder {
 public:
  SpeakerFinder(const Tree& tree, const ArgumentFinder& arguments, const LanguageFrames& frames,
                const ParticipantFinder& participants)
      : tree_(tree), arguments_(arguments), frames_(frames), participants_(participants) {}

  /// Who says what the verb or noun (claim, promise) of saying introduces; none if the text leaves it open.
  [[nodiscard]] EntityId speaker(int word) const;
  /// The source that an adverbial of `clause` names, outside the part of the sentence that holds `content`.
  [[nodiscard]] Source adverbial_source(int clause, int content) const;
  /// The person who speaks in a headline: "Macron : la Russie …", and any actor before a colon and a quote.
  [[nodiscard]] Source headline_source(int content) const;
  /// True if the word reports what somebody says: a verb of saying, confirming, accusing or denying.
  [[nodiscard]] bool is_speech(int word) const;

 private:
  [[nodiscard]] EntityId named_before(int verb) const;
  [[nodiscard]] bool is_inserted(int verb, int clause) const;
  [[nodiscard]] bool is_source_phrase(int phrase, int clause) const;
  [[nodiscard]] EntityId actor(int token) const;

  const Tree& tree_;
  const ArgumentFinder& arguments_;
  const LanguageFrames& frames_;
  const ParticipantFinder& participants_;
};

}  // namespace entente

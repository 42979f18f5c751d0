// Frames over one sentence: which fire, and who fills their roles.
#pragma once

#include <memory>
#include <vector>

#include "entente/extract/claim.h"
#include "relations/participants.h"
#include "relations/status.h"

namespace entente {

/// A frame that fired, with its trigger and one filler for each end.
struct Match {
  FrameId frame;
  int trigger = Tree::kNone;
  int clause = Tree::kNone;
  Participating subject, object;
  Slot object_slot;
  const Arguments* arguments = nullptr;  // of the trigger; owned by the matcher
  double confidence = 0;                 // before calibration
  bool is_phrase = false;                // the trigger is a word with another among its dependents
  bool is_presupposed = false;           // a title or description, which no negation or report around it touches
};

/// Why a frame whose trigger is there did not fire: for `entente explain`.
struct NearMiss {
  FrameId frame;
  int trigger = Tree::kNone;
  const char* reason = "";  // "no subject", "no object"
};

/// A frame that found who rejects a statement ("ces accusations"), but not whose it is: that was said before.
struct Answer {
  FrameId frame;
  int trigger = Tree::kNone;
  int clause = Tree::kNone;
  int statement = Tree::kNone;
  Participating subject;
  const Arguments* arguments = nullptr;  // as in Match
};

class FrameMatcher {
 public:
  FrameMatcher(const Tree& tree, const ArgumentFinder& arguments, const LanguageFrames& frames,
               const ParticipantFinder& participants)
      : tree_(tree), arguments_(arguments), frames_(frames), participants_(participants) {}

  /// All matches of a sentence, by trigger. Points into the matcher; valid until it is destroyed.
  [[nodiscard]] std::vector<Match> match();
  /// Valid as long as the matches; filled by match().
  [[nodiscard]] const std::vector<Answer>& answers() const { return answers_; }
  [[nodiscard]] const std::vector<NearMiss>& near_misses() const { return near_misses_; }

 private:
  struct Candidates {
    std::vector<Participating> actors;
    Slot slot;
    std::size_t rank = 0;  // of the slot among those that the frame names
    bool used_of = false;
  };
  /// A frame that found who acts but not on whom.
  struct HalfFilled {
    FrameId frame;
    Candidates subjects;
  };
  [[nodiscard]] const Arguments& structure_of(int token, TriggerKind kind);
  void match_word(int token, TriggerKind kind, std::string_view lemma, std::vector<Match>& matches);
  [[nodiscard]] bool is_apposed(int token) const;
  [[nodiscard]] bool is_within_name(int token) const;
  [[nodiscard]] bool is_former(int title) const;
  [[nodiscard]] int statement_among(const Arguments& arguments) const;
  void note_answer(FrameId id, const Arguments& arguments, const Candidates& subjects);
  void match_token(int token, std::vector<Match>& matches);
  void drop_light_verbs(std::vector<Match>& matches) const;
  void drop_borrowed_phrases(std::vector<Match>& matches) const;
  void drop_verbs_of_acts(std::vector<Match>& matches) const;
  void match_any_word(std::vector<Match>& matches);
  void try_frame(FrameId id, TriggerKind kind, const Arguments& arguments, std::vector<Match>& matches);
  [[nodiscard]] std::vector<Participating> members_of_subject(const Arguments& arguments, const Frame& frame) const;
  void pair_up(FrameId id, TriggerKind kind, const Arguments& arguments, const Candidates& subjects,
               const Candidates& objects, bool among_peers, std::vector<Match>& matches) const;
  void complete_likeliest(TriggerKind kind, const Arguments& arguments, std::vector<Match>& matches) const;
  [[nodiscard]] bool is_within_complements(int token, int trigger) const;
  [[nodiscard]] std::vector<Participating> named_within(int trigger, NodeTypes wanted,
                                                        const std::vector<Participating>& subjects) const;
  [[nodiscard]] EntityId owner_by_name(int head) const;
  void add_nested(int head, Arguments& arguments) const;
  [[nodiscard]] bool has_dependent(int token, std::string_view words) const;
  [[nodiscard]] Candidates candidates(const Frame& frame, TriggerKind kind, const Arguments& arguments,
                                      const std::vector<Slot>& slots, NodeTypes wanted, bool may_use_of,
                                      const std::vector<Participating>& taken) const;
  [[nodiscard]] std::vector<Participating> named_beside(int noun, NodeTypes wanted) const;
  [[nodiscard]] std::vector<Participating> named_around_title(int title, NodeTypes wanted) const;
  [[nodiscard]] std::vector<Participating> named_before_comma(int noun, NodeTypes wanted) const;

  const Tree& tree_;
  const ArgumentFinder& arguments_;
  const LanguageFrames& frames_;
  const ParticipantFinder& participants_;
  std::vector<std::unique_ptr<Arguments>> structures_;
  std::vector<NearMiss> near_misses_;
  std::vector<Answer> answers_;
  std::vector<HalfFilled> half_filled_;  // of the trigger that is being tried
  std::vector<Match> completed_;         // from half-filled frames, of the sentence
};

}  // namespace entente

// Which of a sentence's times holds for a claim.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "relations/arguments.h"
#include "relations/time_expressions.h"

namespace entente {

/// What the finder has to know of a claim. Tokens of one sentence.
struct TimedClaim {
  int trigger = Tree::kNone;
  int clause = Tree::kNone;  // the trigger or its light verb
  int place = Tree::kNone;   // of a claim of place: the token of the place
  bool is_tie = false;       // offices and memberships have a time only if it stands with their own noun
  bool is_own_word = false;  // the subject tells it of itself, by the act of telling
  bool is_ahead = false;     // planned or possible
};

class TimeFinder {
 public:
  /// `times` are those of the tree's sentence.
  TimeFinder(const Tree& tree, const ArgumentFinder& arguments, const TimeWords& words,
             std::vector<TimeExpression> times)
      : tree_(tree), arguments_(arguments), words_(words), times_(std::move(times)) {}

  /// The expression that depends on the trigger or its clause; else on the participle that completes a noun ("signed in
  /// 1998"), on the verbs that govern an infinitive, on the clause that a coordinate or simultaneous one continues, or
  /// on what says at which occasion it was ("asked on Friday, …"). "" if there is none.
  [[nodiscard]] std::string of(const TimedClaim& claim) const;
  /// All that the sentence names.
  [[nodiscard]] const std::vector<TimeExpression>& named() const { return times_; }

 private:
  [[nodiscard]] const TimeExpression* find(const TimedClaim& claim) const;
  [[nodiscard]] const TimeExpression* held_by(int word) const;
  [[nodiscard]] bool holds_for(const TimeExpression& time, int word) const;
  [[nodiscard]] int governor(const TimeExpression& time) const;
  [[nodiscard]] const TimeExpression* by_participle(int noun) const;
  [[nodiscard]] const TimeExpression* by_place(int relative, int place) const;
  [[nodiscard]] const TimeExpression* above(const TimedClaim& claim) const;
  [[nodiscard]] const TimeExpression* by_occasion(int clause) const;
  [[nodiscard]] bool shares(const TimeExpression& time, int clause, int first) const;

  const Tree& tree_;
  const ArgumentFinder& arguments_;
  const TimeWords& words_;
  std::vector<TimeExpression> times_;
};

}  // namespace entente

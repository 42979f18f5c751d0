// Dates and periods, resolved against the day of publication.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "entente/schema/frames.h"
#include "relations/tree.h"

namespace entente {

/// A time expression of a sentence.
struct TimeExpression {
  int first = 0, last = 0;  // tokens [first, last)
  std::string iso;  // "2024-10-14", "2023-02", "2018", "2014/..", "2024-07-25/2024-07-27" (ISO 8601-2 intervals)
};

/// All time expressions of a sentence, in order. `published` is an ISO date; without it only full dates are found.
/// A day without a year is the nearest such day before publication, or up to two months after it.
/// source  the value attribute of TIMEX3 (TimeML, Pustejovsky et al. 2003), with ISO 8601-2 open intervals
[[nodiscard]] std::vector<TimeExpression> find_times(const Sentence& sentence, const TimeWords& words,
                                                     std::string_view published);

/// Which time holds for a word of one sentence.
class TimeFinder {
 public:
  TimeFinder(const Tree& tree, const TimeWords& words, std::string_view published)
      : tree_(tree), times_(find_times(tree.sentence(), words, published)) {}

  /// The expression that depends on the trigger or its clause, else on the verb that governs an infinitive; "" if none.
  [[nodiscard]] std::string at(int trigger, int clause) const;

 private:
  const Tree& tree_;
  std::vector<TimeExpression> times_;
};

}  // namespace entente

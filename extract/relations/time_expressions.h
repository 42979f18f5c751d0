// Dates and periods as the words of a sentence name them, resolved against the day of publication.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "entente/extract/sentence.h"
#include "entente/schema/frames.h"

namespace entente {

/// A time expression of a sentence.
struct TimeExpression {
  int first = 0, last = 0;  // tokens [first, last)
  std::string iso;    // "2024-10-14", "2023-02", "2018", "2014/..", "2024-07-25/2024-07-27" (ISO 8601-2 intervals)
  std::string ahead;  // the same words said of the future ("on Thursday"); "" if that makes no difference
  int owner = -1;     // "a day after X": the preposition or conjunction whose phrase the time holds for; -1: none
};

/// All time expressions of a sentence, in order. `published` is an ISO date; without it only full dates are found, and
/// days and months of the year that the text named last. `said` is the last time that the text named before, which
/// "that day" and "two years later" count from; may be "". A day without a year is the nearest such day before
/// publication, or up to two months after it. source  the value attribute of TIMEX3 (TimeML, Pustejovsky et al. 2003),
/// with ISO 8601-2 open intervals
[[nodiscard]] std::vector<TimeExpression> find_times(const Sentence& sentence, const TimeWords& words,
                                                     std::string_view published, std::string_view said = {});

/// The same of all sentences of a text, in order, each after what the ones before have named.
[[nodiscard]] std::vector<std::vector<TimeExpression>> find_all_times(const std::vector<const Sentence*>& sentences,
                                                                      const TimeWords& words,
                                                                      std::string_view published);

}  // namespace entente

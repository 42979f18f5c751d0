// Numbers with their units.
#pragma once

#include <optional>
#include <string_view>

#include "entente/graph/fragment.h"
#include "relations/arguments.h"

namespace entente {

/// The value of a written number: "10 000" (any space), "1,2" or "1.2" by the language's separator, "vingt et un".
[[nodiscard]] std::optional<double> parse_number(std::string_view text, const GrammarWords& words);

/// True if some words of `text` stand for that number: "60 millions", "vingt et un", "une centaine". O(n).
[[nodiscard]] bool has_number(std::string_view text, double value, const GrammarWords& words);

/// The quantity of a claim: of its direct object, else of its object or subject, else a sum in its clause, with the
/// noun counted as unit. Of a range, the lower bound. Clock times, ages, durations and years are none.
[[nodiscard]] std::optional<Quantity> quantity_of(const Tree& tree, const Arguments& arguments, int object, int subject,
                                                  const GrammarWords& words, const TimeWords& times);

}  // namespace entente

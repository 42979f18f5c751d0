// What a foreign reader says of an article becomes part of a graph only as far as the text bears it out.
//
// A reader that is not our own (a program, a model) may be wrong, or lie. Nothing it says is taken on its word: every
// quote is read again, every end of a relation must be mentioned where the quote says so or shortly before, types must
// fit, numbers and words must be in the text. Ids, Wikidata and ISO codes come from the built-in reader or the
// gazetteers, never from the answer. What the built-in reader sees as well is marked as agreed, all else as doubted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "entente/extract/extractor.h"

namespace entente {

inline constexpr std::uint32_t kLongestMention = 300;  // code points
inline constexpr std::uint32_t kLongestQuote = 2000;
inline constexpr std::uint32_t kMentionReach = 1000;  // how far before a quote its other end may be mentioned
inline constexpr double kDoubtedConfidence = 0.5;     // of evidence that the built-in reader does not see, at most

/// A part of an answer that was not admitted, and why.
struct Refusal {
  std::string part;  // "attacks(e1, e2)", "Person "Kim""
  std::string reason;
  auto operator<=>(const Refusal&) const = default;
};

struct Admission {
  Fragment fragment;
  std::vector<Refusal> refused;         // entities first, in the order of the answer
  std::size_t agreed = 0, doubted = 0;  // pieces of evidence
};

/// Nodes and edges as a reader proposes them, in the notation of fragments: ids are its own; a quote whose span is
/// empty gives its words alone; a confidence of 0 is none.
struct Proposal {
  std::vector<Node> nodes;
  std::vector<Edge> edges;
};

/// Looks at each part of a proposal by itself. `own` is what the built-in reader makes of the document, nullptr if it
/// reads it not at all.
/// ensures  the invariants of Fragment; every quote is in the text at its span; evidence has the frame
///          "reader/agreement" or "reader/doubt", followed by the reader's own name for it if it gave one
/// fails    if it takes longer than `seconds`
/// cost     O(n) in the proposal, and in the text for each quote without a span
[[nodiscard]] Result<Admission> admit(const Document& document, const Proposal& proposal, const Resources& resources,
                                      const Fragment* own, double seconds);

}  // namespace entente

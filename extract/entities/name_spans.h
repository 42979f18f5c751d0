// Where names begin and end in one sentence.
#pragma once

#include <cstdint>
#include <vector>

#include "entities/names.h"

namespace entente::entities {

/// A stretch that is written as a name, and what speaks for what it names.
struct Segment {
  WordRange words;
  std::vector<GazetteerMatch> readings;  // empty: not in the gazetteer
  bool is_recognised = false;            // by the trained recogniser, as `label`
  NameType label = NameType::other;
  float score = 0;            // of the recogniser
  bool is_long_form = false;  // an acronym in brackets follows
  bool is_body = false;       // a capitalized noun for a body or force heads it
  bool is_quoted = false;     // quotation marks behind a noun for a body enclose it
  bool is_dateline = false;   // "BAMAKO –" at the start of a paragraph
};

struct NameSpans {
  std::vector<Segment> segments;  // sorted, disjoint
  std::vector<Segment> known;     // by the gazetteer, disjoint; may lie inside segments
};

/// ensures  acronyms of the sentence are appended to `acronyms`
[[nodiscard]] NameSpans find_spans(const Context& context, std::uint32_t sentence, std::vector<Acronym>& acronyms);

/// The gazetteer knows the segment by demonyms only.
[[nodiscard]] bool is_demonym_only(const Segment& segment);
[[nodiscard]] inline bool is_capital(const Word& word) {
  return word.casing == Casing::capital || word.casing == Casing::upper;
}

}  // namespace entente::entities

// Proper names: where they begin and end, and what kind of thing each names.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "entente/schema/gazetteer.h"
#include "entities/discourse.h"
#include "entities/text_view.h"
#include "entities/vocabulary.h"
#include "neural/encoder.h"

namespace entente::entities {

class Detection;
struct AntecedentWeights;

/// What every step may look up. All of it outlives the steps.
struct Context {
  const std::vector<SentenceView>& sentences;
  const Gazetteer& gazetteer;
  const Vocabulary& vocabulary;
  std::string_view language;   // "fr"
  std::string_view published;  // ISO 8601 date or ""
  std::string_view text;
  const Detection* detection = nullptr;            // what the head of mentions says; none without a model
  const AntecedentWeights* antecedents = nullptr;  // the head of coreference, and the vectors that it reads
  const neural::Encoding* encoding = nullptr;
};

/// A long form with the acronym that the text introduces in brackets: "Parti démocrate progressiste (PDP)".
struct Acronym {
  std::uint32_t sentence = 0;
  WordRange name, acronym;
};

/// Finds names by the gazetteer, the trained recogniser and capital letters; decides for each whether it names a
/// person, a state, a body, a force, a place or an event in its context; adds a draft for each.
/// ensures  drafts are disjoint but for states inside longer names and demonyms
/// source   bracketed acronyms: Schwartz and Hearst, A Simple Algorithm for Identifying Abbreviation Definitions in
///          Biomedical Text, PSB 2003
std::vector<Acronym> find_names(const Context& context, Discourse& discourse);

/// Whether the term of office is running on that day (ISO 8601; office dates may be years or months); without a date,
/// whether it has no end.
[[nodiscard]] bool is_held(const Office& office, std::string_view date);

/// True if a city's name stands for the government that sits in it, to judge by its place in the tree: an agent, a
/// patient or an addressee is a government; a locative phrase is a place.
[[nodiscard]] bool acts_as_government(const SentenceView& view, WordRange name, const Vocabulary& vocabulary);

/// The words that belong to the noun phrase headed by `head`: without determiner, preposition and commas, with
/// adjectives, numbers, nouns before it and complements after it. Contiguous; contains `head`.
[[nodiscard]] WordRange noun_phrase(const SentenceView& view, std::uint32_t head);

/// The node type that a noun of that class describes.
[[nodiscard]] NodeType type_of(NounClass noun_class);

/// The longest noun or fixed phrase of the vocabulary that begins at `at`; none if there is none.
[[nodiscard]] std::optional<NounSense> noun_at(const SentenceView& view, std::uint32_t at, const Vocabulary& vocabulary,
                                               WordRange* range);

/// Whether such a noun stands for a body, a force, an armed group, or a building or event that bears a name.
[[nodiscard]] bool is_body_noun(const SentenceView& view, std::uint32_t at, const Vocabulary& vocabulary,
                                WordRange* range);

/// Punctuation that no name runs across: all but hyphens, apostrophes, periods and second words of contractions.
[[nodiscard]] bool is_name_break(const SentenceView& view, std::uint32_t at);

}  // namespace entente::entities

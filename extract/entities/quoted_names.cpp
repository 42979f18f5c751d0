#include "entities/quoted_names.h"

#include <algorithm>
#include <array>
#include <optional>

#include "entities/name_spans.h"
#include "entities/names.h"

namespace entente::entities {
namespace {

constexpr std::uint32_t kFarthest = 6;  // words between the noun and the mark: "association de défense des animaux"
constexpr std::uint32_t kLongest = 10;

bool is_one_of(const SentenceView& view, std::uint32_t at, std::span<const std::string_view> marks) {
  return at < view.size() &&
         std::any_of(marks.begin(), marks.end(), [&](std::string_view mark) { return view.is_written(at, mark); });
}

bool closes_quotation(const SentenceView& view, std::uint32_t at) {
  constexpr std::array<std::string_view, 3> kMarks = {"»", "”", "\""};
  return is_one_of(view, at, kMarks);
}

bool is_body(const SentenceView& view, std::uint32_t at, const Vocabulary& vocabulary, WordRange* noun) {
  if (is_plural(view.token(at))) return false;
  *noun = {at, at + 1};
  if (vocabulary.is("quoted-body", view.word(at).lemma)) return true;
  const std::optional<NounSense> sense = noun_at(view, at, vocabulary, noun);
  if (!sense || sense->is_title()) return false;
  return type_of(sense->noun_class) == NodeType::organization ||
         vocabulary.is("institution-building", view.word(at).lemma);
}

bool may_stand_between(const Token& token) {
  return token.upos == Upos::ADJ || token.upos == Upos::NOUN || token.upos == Upos::PROPN || token.upos == Upos::ADP ||
         token.upos == Upos::DET || token.upos == Upos::ADV;
}

std::uint32_t opening_after(const SentenceView& view, std::uint32_t noun_end) {
  std::uint32_t at = noun_end;
  while (at < view.size() && at - noun_end < kFarthest && may_stand_between(view.token(at))) ++at;
  return opens_quotation(view, at) ? at : view.size();
}

std::uint32_t closing_after(const SentenceView& view, std::uint32_t open) {
  for (std::uint32_t at = open + 1; at < view.size() && at - open <= kLongest + 1; ++at)
    if (closes_quotation(view, at)) return at;
  return view.size();
}

bool is_name(const SentenceView& view, WordRange quoted, bool is_right_behind) {
  if (quoted.size() == 0) return false;
  if (is_capital(view.word(quoted.first))) return true;
  const Upos first = view.token(quoted.first).upos;
  const bool may_start = first == Upos::DET || first == Upos::NOUN || first == Upos::PROPN || first == Upos::NUM ||
                         first == Upos::VERB;  // "combattons le froid"
  return is_right_behind && quoted.size() > 1 && may_start;
}

}  // namespace

bool opens_quotation(const SentenceView& view, std::uint32_t at) {
  constexpr std::array<std::string_view, 3> kMarks = {"«", "“", "\""};
  return is_one_of(view, at, kMarks);
}

std::vector<WordRange> quoted_bodies(const SentenceView& view, const Vocabulary& vocabulary) {
  std::vector<WordRange> found;
  for (std::uint32_t at = 0; at < view.size();) {
    WordRange noun;
    if (!is_body(view, at, vocabulary, &noun)) {
      ++at;
      continue;
    }
    at = noun.last;
    const std::uint32_t open = opening_after(view, noun.last);
    if (open >= view.size()) continue;
    const std::uint32_t close = closing_after(view, open);
    const WordRange quoted{open + 1, close};
    if (close >= view.size() || !is_name(view, quoted, open == noun.last)) continue;
    found.push_back(quoted);
    at = close + 1;
  }
  return found;
}

}  // namespace entente::entities

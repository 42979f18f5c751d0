// Noun phrases and the role of a name in its clause.
#include <algorithm>

#include "entities/names.h"

namespace entente::entities {
namespace {

bool is_inside_phrase(const Token& token) {
  for (const std::string_view relation : {"amod", "nmod", "nummod", "flat", "compound", "fixed", "goeswith"}) {
    if (has_relation(token, relation)) return true;
  }
  return false;
}

bool is_pronominal(const Token& token) { return token.upos == Upos::PRON || token.upos == Upos::DET; }

// A phrase with a determiner or number but no preposition is none of another's parts.
bool stands_alone(const SentenceView& view, std::uint32_t at) {
  if (!view.case_marker(at).empty()) return false;
  const auto children = view.children(at);
  return std::any_of(children.begin(), children.end(), [&](std::uint32_t child) {
    const bool is_article = has_relation(view.token(child), "det") && view.word(child).folded != "des";  // de + les?
    return child < at && (is_article || has_relation(view.token(child), "nummod"));
  });
}

// A noun in lower case further right, without a preposition, was attached there by mistake.
bool is_loose_noun(const SentenceView& view, std::uint32_t at) {
  return has_relation(view.token(at), "nmod") && at > view.head(at) + 1 && view.case_marker(at).empty() &&
         view.word(at).casing == Casing::lower;
}

// Whether a word belongs to the phrase of `head`: every step up to it is a modifier that restricts.
bool belongs(const SentenceView& view, std::uint32_t at, std::uint32_t head) {
  for (std::uint32_t steps = 0; steps < 12; ++steps) {
    if (at == head) return true;
    if (view.is_root(at)) return false;
    const Token& token = view.token(at);
    const std::uint32_t up = view.head(at);
    const bool is_function_word = has_relation(token, "case") || has_relation(token, "det");
    if (up == head && is_function_word) return at > head;  // "soldats *de*": never; a marker before the head is outside
    const bool is_adverb = token.deprel == "advmod" && view.token(up).upos == Upos::ADJ;
    // "soutien à l'islam et aux musulmans" goes on, "mercenaires de Wagner et 47 militaires" does not
    const bool is_joined =
        (has_relation(token, "cc") || has_relation(token, "conj")) && up != head && !stands_alone(view, at);
    if (!is_function_word && !is_adverb && !is_joined && !is_inside_phrase(token)) {
      const bool is_hyphen = view.is_punctuation(at) && view.is_written(at, "-");
      if (!is_hyphen) return false;
    }
    if (up == head && is_pronominal(token)) return false;
    if (at > up && !is_function_word && (stands_alone(view, at) || is_loose_noun(view, at))) return false;
    at = up;
  }
  return false;
}

}  // namespace

WordRange noun_phrase(const SentenceView& view, std::uint32_t head) {
  std::uint32_t first = head;
  while (first > 0 && belongs(view, first - 1, head)) --first;
  std::uint32_t last = head + 1;
  while (last < view.size() && belongs(view, last, head)) ++last;
  while (first < head && (view.is_punctuation(first) || is_pronominal(view.token(first)) ||
                          has_relation(view.token(first), "case") || has_relation(view.token(first), "cc"))) {
    ++first;
  }
  while (last > head + 1 && (view.is_punctuation(last - 1) || has_relation(view.token(last - 1), "cc") ||
                             has_relation(view.token(last - 1), "case") || view.token(last - 1).upos == Upos::DET)) {
    --last;
  }
  return {first, last};
}

std::optional<NounSense> noun_at(const SentenceView& view, std::uint32_t at, const Vocabulary& vocabulary,
                                 WordRange* range) {
  constexpr std::uint32_t kLongest = 7;
  std::optional<NounSense> found;
  const Word& start = view.word(at);
  if (start.folded.empty()) return std::nullopt;
  const bool may_be_plural = is_plural(view.token(at)) && start.folded.size() > 3 &&
                             (start.folded.back() == 's' || start.folded.back() == 'x');
  const std::string singular = may_be_plural ? start.folded.substr(0, start.folded.size() - 1) : start.folded;
  for (const std::string* form : {&start.folded, &start.lemma, &singular}) {
    std::string joined = *form;
    std::uint32_t end = at + 1;
    if (!found) {
      found = vocabulary.noun(joined);
      if (found) *range = {at, end};
    }
    while (vocabulary.is_noun_prefix(joined) && end < view.size() && end < at + kLongest) {
      const bool is_written = !view.word(end).folded.empty();
      if (is_written) joined += ' ' + view.word(end).folded;
      ++end;
      if (!is_written) continue;
      std::optional<NounSense> longer = vocabulary.noun(joined);
      const std::string& last = view.word(end - 1).folded;
      if (!longer && is_plural(view.token(end - 1)) && last.size() > 3 && last.back() == 's')  // "police officers"
        longer = vocabulary.noun(std::string_view(joined).substr(0, joined.size() - 1));
      if (longer && end - at > range->size()) {
        found = std::move(longer);
        *range = {at, end};
      }
    }
    if (found) break;
  }
  return found;
}

bool is_held(const Office& office, std::string_view date) {
  if (date.empty()) return office.to.empty();
  const bool has_begun = date.substr(0, office.from.size()) >= office.from;
  return has_begun && (office.to.empty() || date.substr(0, office.to.size()) <= office.to);
}

bool acts_as_government(const SentenceView& view, WordRange name, const Vocabulary& vocabulary) {
  std::uint32_t at = view.head_of(name);
  std::string_view marker = view.case_marker(at);
  // A conjunct without a preposition of its own, an apposition or a part of a longer name plays its head's part.
  for (int steps = 0; marker.empty() && steps < 4 && !view.is_root(at); ++steps) {
    const Token& token = view.token(at);
    if (!has_relation(token, "conj") && !has_relation(token, "flat") && !has_relation(token, "appos")) break;
    const Upos up = view.token(view.head(at)).upos;
    if (up != Upos::PROPN && up != Upos::NOUN) break;
    at = view.head(at);
    marker = view.case_marker(at);
  }
  const Token& token = view.token(at);
  if (view.is_root(at)) return false;
  const std::uint32_t governor = view.head(at);
  const std::string_view governor_lemma = view.word(governor).lemma;
  WordRange ignored;
  const std::optional<NounSense> governor_noun = noun_at(view, governor, vocabulary, &ignored);
  const auto is_place_noun = [&] {
    return governor_noun &&
           (governor_noun->noun_class == NounClass::place || governor_noun->noun_class == NounClass::building ||
            vocabulary.is("named-event", governor_lemma));
  };
  const bool is_of_town = governor_noun && governor_noun->is_title() &&
                          std::all_of(governor_noun->roles.begin(), governor_noun->roles.end(),
                                      [](std::string_view role) { return role == "regional-leader"; });
  if (has_relation(token, "nsubj")) {
    return token.deprel != "nsubj:pass" || !vocabulary.is("place-verb", governor_lemma);
  }
  if (token.deprel == "obj") return !vocabulary.is("place-verb", governor_lemma);
  if (token.deprel == "obl:agent") return true;
  if (has_relation(token, "iobj")) return true;
  if (has_relation(token, "nmod") && token.deprel == "nmod:poss") return !is_place_noun() && !is_of_town;
  if (marker.empty()) {
    if (has_relation(token, "compound") || has_relation(token, "nmod")) {
      return !is_place_noun() && !is_of_town && view.word(governor).casing == Casing::lower;
    }
    return true;
  }
  if (vocabulary.is("dative", marker)) return vocabulary.is("dative-governor", governor_lemma);
  const bool is_source = vocabulary.is("source", marker) || vocabulary.is("genitive", marker);
  if (is_source && has_relation(token, "nmod")) {
    if (is_place_noun() || vocabulary.is("named-after-town", governor_lemma)) return false;
    if (vocabulary.is("locative", view.word(governor).folded)) return false;  // "north of Baghdad"
    if (is_of_town || view.token(governor).upos == Upos::PRON) return false;  // "le maire de Paris", "celui de Londres"
    const bool is_named_body = view.word(governor).casing != Casing::lower;
    const bool is_person = governor_noun && (governor_noun->noun_class == NounClass::person ||
                                             governor_noun->noun_class == NounClass::people);
    return !is_named_body && !is_person;
  }
  if (is_source) return !vocabulary.is("motion-verb", governor_lemma);
  return vocabulary.is("actor-marker", marker);
}

bool is_body_noun(const SentenceView& view, std::uint32_t at, const Vocabulary& vocabulary, WordRange* range) {
  const std::optional<NounSense> sense = noun_at(view, at, vocabulary, range);
  if (!sense) return false;
  const NodeType type = type_of(sense->noun_class);
  return type == NodeType::organization || type == NodeType::military_unit ||
         sense->noun_class == NounClass::armed_group || vocabulary.is("institution-building", view.word(at).lemma) ||
         vocabulary.is("named-event", view.word(at).lemma);
}

bool is_name_break(const SentenceView& view, std::uint32_t at) {
  return view.is_punctuation(at) && !(view.is_written(at, "-") || view.is_written(at, ".") ||
                                      view.is_written(at, "'") || view.is_written(at, "’"));
}

}  // namespace entente::entities

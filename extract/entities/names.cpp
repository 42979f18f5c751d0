// What each name names: the gazetteer says it unless the context makes it a person; of other names, every hint casts a
// vote (the recogniser's label, a title before it, the noun in it, the preposition), and the votes of all mentions of a
// name in the document decide together (link_names).
#include "entities/names.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include "entente/schema/time_budget.h"
#include "entities/detection.h"
#include "entities/name_spans.h"

namespace entente::entities {
namespace {

constexpr float kByTree = 3;              // how many times likelier the tree makes a city its government, or a town
constexpr float kDetected = 4;            // what the head of mentions is believed, over single hints
constexpr std::uint32_t kTitleReach = 8;  // words: "le ministre russe de la Défense et des Anciens combattants, X"

class NameTyper {
 public:
  NameTyper(const Context& context, std::uint32_t sentence, NameSpans spans)
      : context_(context), view_(context.sentences[sentence]), sentence_(sentence), spans_(std::move(spans)) {}

  void emit(Discourse& discourse) const {
    for (const Segment& segment : spans_.segments) {
      const bool is_people = is_demonym_only(segment) && is_some_people(segment, segment.readings.front());
      if (!is_people) discourse.drafts.push_back(typed(segment));
    }
    emit_nested(discourse);
  }

 private:
  Draft typed(const Segment& segment) const {
    Draft draft;
    draft.sentence = sentence_;
    draft.words = segment.words;
    draft.head = view_.head_of(segment.words);
    const bool has_title = follows_title(segment.words.first);
    const bool is_label_person = segment.is_recognised && segment.label == NameType::person;
    if (const auto reading = best_reading(segment, is_label_person || has_title)) {
      const GazetteerEntry& entry = context_.gazetteer[reading->entry];
      const bool is_person_here = entry.type != NodeType::person && has_title && is_label_person;
      if (is_person_here) {
        draft.votes[index(NodeType::person)] = 2;
        return draft;
      }
      draft.entry = reading->entry;
      draft.type = entry.type;
      draft.kind = reading->kind;
      if (reading->kind == NameKind::demonym) draft.form = MentionForm::demonym;
      if (const auto capital = capital_reading(segment); capital && entry.type != NodeType::person) {
        settle_city(segment, *capital, draft);
      }
      return draft;
    }
    draft.votes = votes(segment, has_title);
    if (noun_before(segment.words) == NodeType::event && view_.case_marker(draft.head).empty()) {
      draft.words.first = view_.head(draft.head);  // "l'exercice Joint Sword": the noun is part of the name
      draft.head = draft.words.first;
    }
    return draft;
  }

  static std::size_t index(NodeType type) { return static_cast<std::size_t>(type); }

  std::optional<GazetteerMatch> best_reading(const Segment& segment, bool is_person) const {
    const bool has_part_sign = segment.readings.size() > 1 && speaks_of_part();
    const auto rank = [&](const GazetteerMatch& match) {
      const NodeType type = context_.gazetteer[match.entry].type;
      const bool agrees = (type == NodeType::person) == is_person;
      return std::make_tuple(agrees ? 0 : 1, static_cast<int>(match.kind),
                             type != NodeType::place ? 1
                             : has_part_sign         ? 0
                                                     : 2);
    };
    if (segment.readings.empty()) return std::nullopt;
    return *std::min_element(segment.readings.begin(), segment.readings.end(),
                             [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
  }

  // "Georgia's governor": of a state and a part of another state that share a name, the sentence means the part.
  bool speaks_of_part() const {
    for (std::uint32_t at = 0; at < view_.size(); ++at)
      if (context_.vocabulary.is("part-sign", view_.word(at).folded)) return true;
    return false;
  }

  static std::optional<GazetteerMatch> capital_reading(const Segment& segment) {
    const auto found = std::find_if(segment.readings.begin(), segment.readings.end(),
                                    [](const GazetteerMatch& match) { return match.kind == NameKind::capital; });
    return found == segment.readings.end() ? std::nullopt : std::optional(*found);
  }

  // A capital is its state where it acts, and the town where something happens.
  void settle_city(const Segment& segment, const GazetteerMatch& capital, Draft& draft) const {
    if (!segment.is_dateline && acts_here(segment.words)) {
      draft.entry = capital.entry;
      draft.type = context_.gazetteer[capital.entry].type;
      draft.kind = NameKind::capital;
    } else if (draft.kind == NameKind::capital) {
      draft.entry = EntryId();
      draft.type = NodeType::place;
      draft.votes[index(NodeType::place)] = 3;
    }
  }

  bool acts_here(WordRange words) const {
    const bool acts = acts_as_government(view_, words, context_.vocabulary);
    if (context_.detection == nullptr || context_.detection->is_empty()) return acts;
    const SpanScores p = context_.detection->of(sentence_, words);
    return p[1 + index(NodeType::state)] > p[1 + index(NodeType::place)] * (acts ? 1 / kByTree : kByTree);
  }

  bool follows_title(std::uint32_t first) const {
    if (first == 0) return false;
    if (context_.vocabulary.is_honorific(view_.word(first - 1).folded)) return true;
    if (view_.is_written(first - 1, ".") && first > 1 &&
        context_.vocabulary.is_honorific(view_.word(first - 2).folded)) {
      return true;
    }
    const std::uint32_t earliest = first > 6 ? first - 6 : 0;
    for (std::uint32_t start = first; start-- > earliest;) {
      if (view_.is_punctuation(start)) return false;
      WordRange range;
      const std::optional<NounSense> sense = noun_at(view_, start, context_.vocabulary, &range);
      if (!sense || !sense->is_title() || range.last > first) continue;
      // between title and name only a demonym: "le président russe Vladimir Poutine"
      for (std::uint32_t i = range.last; i < first; ++i) {
        if (view_.token(i).upos != Upos::ADJ) return false;
      }
      return true;
    }
    return false;
  }

  // "Li Xi, porte-parole de …", "son fils, Yonas": a title across a comma.
  bool is_beside_title(WordRange words) const {
    WordRange range;
    const auto is_title = [&](std::uint32_t at) {
      const std::optional<NounSense> sense = noun_at(view_, at, context_.vocabulary, &range);
      return sense && sense->is_title();
    };
    std::uint32_t after = words.last;
    if (view_.is_written(after, ",")) {
      ++after;
      while (after < view_.size() && (view_.token(after).upos == Upos::DET || view_.token(after).upos == Upos::ADJ))
        ++after;
      if (after < view_.size() && is_title(after)) return true;
    }
    if (words.first < 2 || !view_.is_written(words.first - 1, ",") || !view_.is_written(words.last, ",")) return false;
    const std::uint32_t earliest = words.first > kTitleReach ? words.first - kTitleReach : 0;
    for (std::uint32_t at = words.first - 1; at-- > earliest;) {
      if (view_.is_punctuation(at)) return false;
      if (is_title(at)) return true;
    }
    return false;
  }

  // ---- votes

  std::array<float, 7> votes(const Segment& segment, bool has_title) const {
    std::array<float, 7> votes{};
    const auto vote = [&](NodeType type, float weight) { votes[index(type)] += weight; };
    const WordRange words = segment.words;
    const bool is_single = words.size() == 1;
    if (segment.is_quoted) {
      vote(NodeType::organization, 4);
      return votes;
    }
    if (is_single && is_common_noun(words.first)) return votes;
    const std::uint32_t head = view_.head_of(words);
    if (is_counted(head, words) || context_.vocabulary.is("weapon", view_.folded(words))) return votes;
    const std::string_view marker = view_.case_marker(head);
    if (segment.is_recognised) {
      const float trust = (1 + segment.score) / 2;
      switch (segment.label) {
        case NameType::person:
          vote(NodeType::person, is_single ? trust / 2 : trust);
          break;
        case NameType::place:
          vote(NodeType::place, trust);
          break;
        case NameType::organization:
          vote(NodeType::organization, trust);
          break;
        case NameType::other:
          break;
      }
    }
    if (context_.detection != nullptr && !context_.detection->is_empty()) {
      const SpanScores p = context_.detection->of(sentence_, words);
      for (std::size_t t = 0; t < votes.size(); ++t) votes[t] += kDetected * p[t + 1];
    }
    if (segment.is_dateline) vote(NodeType::place, 3);
    if (is_of_nature(words)) vote(NodeType::event, 6);
    if (has_title) vote(NodeType::person, 2);
    if (!has_title && is_beside_title(words)) vote(NodeType::person, is_single ? 0.6F : 1.2F);
    if (context_.vocabulary.given_name(view_.word(words.first).folded) != 0) {
      vote(NodeType::person, is_single ? 0.3F : 1.2F);
    }
    if (const auto type = noun_in_name(words)) vote(*type, segment.is_body ? 2.0F : 1.5F);
    if (const auto type = noun_before(words)) vote(*type, 1.2F);
    if (segment.is_long_form) vote(NodeType::organization, 1);
    if (is_single && view_.word(words.first).casing == Casing::upper && !segment.is_dateline) {
      vote(NodeType::organization, 1);
      vote(NodeType::person, -0.5F);
    }
    const bool has_article = std::any_of(view_.children(head).begin(), view_.children(head).end(), [&](auto child) {
      return has_relation(view_.token(child), "det") && child < words.first;
    });
    if (has_article && !has_title) {
      vote(NodeType::person, -0.7F);
      vote(NodeType::organization, 0.3F);
    }
    const std::uint32_t before = words.first > 1 ? words.first - 2 : 0;
    const bool is_near = context_.vocabulary.is("genitive", marker) &&
                         context_.vocabulary.is("strict-locative", view_.word(before).folded);  // "près d'Odaisseh"
    if (is_near && !has_title) vote(NodeType::place, 1.2F);
    if (!has_title && context_.vocabulary.is("strict-locative", marker)) {
      const bool is_addressee = context_.vocabulary.is("dative", marker) && !view_.is_root(head) &&
                                context_.vocabulary.is("dative-governor", view_.word(view_.head(head)).lemma);
      const bool is_ambiguous = has_article && context_.vocabulary.is("dative", marker);  // "à la Kfor"
      if (!is_addressee) vote(NodeType::place, is_ambiguous ? 0.4F : 1.2F);
    }
    const bool is_speaker = has_relation(view_.token(head), "nsubj") && !view_.is_root(head) &&
                            context_.vocabulary.is("spoken", view_.word(view_.head(head)).lemma);
    if (is_speaker && !is_single) vote(NodeType::person, 0.5F);
    return votes;
  }

  // "Hurricane Maria", "l'ouragan Maria": storms and diseases bear names of people.
  bool is_of_nature(WordRange words) const {
    const auto is_natural = [&](std::uint32_t at) {
      return at < view_.size() && (context_.vocabulary.is("natural-event", view_.word(at).folded) ||
                                   context_.vocabulary.is("natural-event", view_.word(at).lemma));
    };
    if (words.first > 0 && is_natural(words.first - 1)) return true;
    for (std::uint32_t at = words.first; at < words.last; ++at)
      if (is_natural(at)) return true;
    return false;
  }

  // "14 Leopard", "sixty Tomahawks": what is counted is a kind of thing.
  bool is_counted(std::uint32_t head, WordRange words) const {
    if (words.first == 0 || view_.token(words.first - 1).upos != Upos::NUM) return false;
    const Token& number = view_.token(words.first - 1);
    const bool is_object_too = has_relation(number, "obj") && number.head == view_.token(head).head;
    return is_object_too || (has_relation(number, "nummod") && number.head == static_cast<int>(head));
  }

  // "le Collectif", "le ministre de l'Information": a common noun with a capital names nothing by itself.
  bool is_common_noun(std::uint32_t at) const {
    if (!context_.vocabulary.has_habit("small common nouns") || view_.word(at).casing != Casing::capital) return false;
    WordRange range;
    if (noun_at(view_, at, context_.vocabulary, &range)) return true;
    const std::uint32_t governor = view_.head(at);
    const bool is_field = view_.token(at).upos == Upos::NOUN && !view_.case_marker(at).empty() && governor < at;
    return is_field && noun_at(view_, governor, context_.vocabulary, &range).has_value();
  }

  std::optional<NodeType> noun_type(std::uint32_t at, std::uint32_t last) const {
    WordRange range;
    const std::optional<NounSense> sense = noun_at(view_, at, context_.vocabulary, &range);
    if (!sense || range.last > last) return std::nullopt;
    if (context_.vocabulary.is("institution-building", view_.word(at).lemma)) return NodeType::organization;
    switch (sense->noun_class) {
      case NounClass::title:
      case NounClass::person:
      case NounClass::people:
      case NounClass::fighters:
      case NounClass::counterpart:
      case NounClass::government:
      case NounClass::aircraft:
      case NounClass::country:
        return std::nullopt;
      case NounClass::vessel:  // "le porte-avions Liaoning", but "quatre vedettes Rafale"
        return is_plural(view_.token(at)) ? std::nullopt : std::optional(NodeType::military_unit);
      case NounClass::armed_group:
        return NodeType::organization;
      case NounClass::event:
        return context_.vocabulary.is("named-event", view_.word(at).lemma) ? std::optional(NodeType::event)
                                                                           : std::nullopt;
      default:
        return type_of(sense->noun_class);
    }
  }

  // The head noun of a name stands first where a language has that habit, else last or before "of".
  std::optional<NodeType> noun_in_name(WordRange words) const {
    if (words.size() < 2) return std::nullopt;
    if (context_.vocabulary.is("vessel-prefix", view_.word(words.first).folded)) return NodeType::military_unit;
    if (context_.vocabulary.has_habit("head first")) return noun_type(words.first, words.last);
    for (std::uint32_t i = words.last; i-- > words.first;) {
      const bool is_head =
          i + 1 == words.last || i == words.first || context_.vocabulary.is("name-link", view_.word(i + 1).folded);
      if (!is_head) continue;
      if (const auto type = noun_type(i, words.last)) return type;
    }
    return std::nullopt;
  }

  // "groupe paramilitaire Wagner", "région de Koursk": the noun before a name says what it is.
  std::optional<NodeType> noun_before(WordRange words) const {
    const std::uint32_t head = view_.head_of(words);
    if (view_.is_root(head) || view_.head(head) >= words.first) return std::nullopt;
    const std::uint32_t noun = view_.head(head);
    if (words.first - noun > 4) return std::nullopt;
    for (std::uint32_t i = noun + 1; i < words.first; ++i) {
      if (view_.is_punctuation(i)) return std::nullopt;
    }
    const std::optional<NodeType> type = noun_type(noun, words.first);
    const std::string_view marker = view_.case_marker(head);
    if (!type || marker.empty()) return type;
    const bool is_named_by_it = context_.vocabulary.is("genitive", marker) && *type == NodeType::place;
    return is_named_by_it ? type : std::nullopt;
  }

  // Demonyms, and states named inside the names of bodies, forces, places and events that are not known themselves.
  void emit_nested(Discourse& discourse) const {
    for (const Segment& known : spans_.known) {
      const Segment* around = nullptr;
      for (const Segment& segment : spans_.segments) {
        if (segment.words.covers(known.words)) around = &segment;
      }
      if (around != nullptr && around->words == known.words) continue;
      const NodeType* of_known = around == nullptr || around->readings.empty()
                                     ? nullptr
                                     : &context_.gazetteer[around->readings.front().entry].type;
      const bool is_event = of_known != nullptr && *of_known == NodeType::event;
      if (of_known != nullptr && !is_event && !is_lower_case_demonym(known)) continue;
      if (around != nullptr && around->is_recognised && around->label == NameType::person) continue;
      for (const GazetteerMatch& match : known.readings) {
        const NodeType type = context_.gazetteer[match.entry].type;
        const bool is_country =
            type == NodeType::state && (match.kind == NameKind::demonym || match.kind == NameKind::name);
        const bool is_host = is_event && type == NodeType::organization;  // BRICS in "sommet des BRICS"
        if (!(is_country || is_host) || is_some_people(known, match)) continue;
        Draft draft;
        draft.sentence = sentence_;
        draft.words = known.words;
        draft.head = view_.head_of(known.words);
        draft.type = type;
        draft.form = match.kind == NameKind::demonym ? MentionForm::demonym : MentionForm::name;
        draft.entry = match.entry;
        draft.kind = match.kind;
        discourse.drafts.push_back(draft);
        break;
      }
    }
  }

  bool is_lower_case_demonym(const Segment& known) const {
    return is_demonym_only(known) && view_.word(known.words.first).casing == Casing::lower;
  }

  // "des Français", "une trentaine de Serbes", "100,000 Armenians" are some people, not the state.
  bool is_some_people(const Segment& known, const GazetteerMatch& match) const {
    const std::uint32_t head = view_.head_of(known.words);
    const Token& token = view_.token(head);
    const bool is_noun = match.kind == NameKind::demonym && (token.upos == Upos::NOUN || token.upos == Upos::PROPN) &&
                         !has_relation(token, "amod") && !has_relation(token, "compound");
    if (!is_noun) return false;
    const bool is_counted =
        !view_.is_root(head) && context_.vocabulary.is("quantity-noun", view_.word(view_.head(head)).lemma);
    const std::uint32_t first = known.words.first;
    const bool has_number = first > 0 && view_.token(first - 1).upos == Upos::NUM;
    if (is_counted || has_number) return true;  // "des milliers de Serbes", "three Americans"
    return std::any_of(view_.children(head).begin(), view_.children(head).end(), [&](std::uint32_t child) {
      const Token& modifier = view_.token(child);
      return has_relation(modifier, "nummod") || has_feature(modifier, "Definite=Ind");
    });
  }

  const Context& context_;
  const SentenceView& view_;
  std::uint32_t sentence_;
  NameSpans spans_;
};

}  // namespace

NodeType type_of(NounClass noun_class) {
  switch (noun_class) {
    case NounClass::title:
    case NounClass::person:
      return NodeType::person;
    case NounClass::force:
    case NounClass::unit:
    case NounClass::vessel:
    case NounClass::aircraft:
      return NodeType::military_unit;
    case NounClass::people:
    case NounClass::fighters:
    case NounClass::counterpart:
      return NodeType::group;
    case NounClass::government:
    case NounClass::country:
      return NodeType::state;
    case NounClass::place:
    case NounClass::building:
      return NodeType::place;
    case NounClass::event:
      return NodeType::event;
    case NounClass::organization:
    case NounClass::armed_group:
      return NodeType::organization;
  }
  return NodeType::organization;
}

std::vector<Acronym> find_names(const Context& context, Discourse& discourse) {
  std::vector<Acronym> acronyms;
  for (std::uint32_t sentence = 0; sentence < context.sentences.size(); ++sentence) {
    TimeBudget::check();
    NameTyper(context, sentence, find_spans(context, sentence, acronyms)).emit(discourse);
  }
  return acronyms;
}

}  // namespace entente::entities

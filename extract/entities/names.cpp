// Names in three layers: what the gazetteer knows, what the trained recogniser sees, and what capital letters and
// brackets say. Where they overlap the longer stretch wins, and on the same stretch the gazetteer says what it is
// unless the context ("M.", "le général") makes it a person.
#include "entities/names.h"

#include <algorithm>
#include <optional>

namespace entente::entities {
namespace {

struct Segment {
  WordRange words;
  std::vector<GazetteerMatch> readings;
  bool is_recognised = false;  // by the trained recogniser
  NameType label = NameType::other;
  float score = 0;
  bool is_long_form = false;  // an acronym in brackets follows
};

bool is_capital(const Word& word) { return word.casing == Casing::capital || word.casing == Casing::upper; }

bool is_personal(const std::optional<NounSense>& sense) { return sense && sense->is_title(); }

class NameFinder {
 public:
  NameFinder(const Context& context, std::uint32_t sentence)
      : context_(context), view_(context.sentences[sentence]), sentence_(sentence) {}

  void run(Discourse& discourse, std::vector<Acronym>& acronyms) {
    look_up();
    take_recognised();
    take_known();
    take_capitals();
    find_acronyms(acronyms);
    std::sort(segments_.begin(), segments_.end(), [](const Segment& a, const Segment& b) { return a.words < b.words; });
    for (const Segment& segment : segments_) emit(segment, discourse);
    emit_nested(discourse);
  }

 private:
  // ---- the gazetteer

  bool is_possible(WordRange range, const GazetteerMatch& match) const {
    bool any_capital = false;
    bool any_lower = false;
    for (std::uint32_t i = range.first; i < range.last; ++i) {
      any_capital = any_capital || is_capital(view_.word(i));
      any_lower = any_lower || view_.word(i).casing == Casing::lower;
    }
    const Token& token = view_.token(range.first);
    switch (match.kind) {
      case NameKind::demonym:
        if (context_.language == "fr") {
          return any_capital || token.upos == Upos::ADJ || token.upos == Upos::NOUN || token.upos == Upos::PROPN;
        }
        return any_capital;
      case NameKind::acronym: {
        if (range.size() > 1) return any_capital;
        const Casing casing = view_.word(range.first).casing;
        const bool is_pronounced = casing == Casing::capital && view_.word(range.first).folded.size() >= 4;
        return casing == Casing::upper || is_pronounced || (any_capital && any_lower);
      }
      default: {
        if (!any_capital) return false;
        // "La Paz" yes, "la Turquie" as one name no: an article in lower case is outside.
        return is_capital(view_.word(range.last - 1)) || is_capital(view_.word(range.first));
      }
    }
  }

  void look_up() {
    for (std::uint32_t at = 0; at < view_.size();) {
      std::string joined;
      WordRange best{at, at};
      std::vector<GazetteerMatch> readings;
      for (std::uint32_t end = at; end < view_.size() && end < at + 14; ++end) {
        const std::string& folded = view_.word(end).folded;
        if (folded.empty()) {
          if (end == at || is_break(end)) break;
          continue;
        }
        if (!joined.empty()) joined += ' ';
        joined += folded;
        std::vector<GazetteerMatch> found = context_.gazetteer.lookup(joined, context_.language);
        const WordRange range{at, end + 1};
        std::erase_if(found, [&](const GazetteerMatch& match) { return !is_possible(range, match); });
        if (!found.empty()) {
          best = range;
          readings = std::move(found);
        }
        if (!context_.gazetteer.is_prefix(joined, context_.language)) break;
      }
      if (readings.empty()) {
        ++at;
        continue;
      }
      known_.push_back({best, std::move(readings), false, NameType::other, 1.0F, false});
      at = best.last;
    }
  }

  // Punctuation that no name runs across: all but hyphens, apostrophes, periods and second words of contractions.
  bool is_break(std::uint32_t at) const {
    if (!view_.is_punctuation(at)) return false;
    return !(view_.is_written(at, "-") || view_.is_written(at, ".") || view_.is_written(at, "'") ||
             view_.is_written(at, "’"));
  }

  static bool is_demonym_only(const Segment& segment) {
    return std::all_of(segment.readings.begin(), segment.readings.end(),
                       [](const GazetteerMatch& match) { return match.kind == NameKind::demonym; });
  }

  // ---- the trained recogniser

  bool is_title_word(std::uint32_t at, WordRange* range) const {
    if (context_.vocabulary.is_honorific(view_.word(at).folded)) {
      *range = {at, at + 1};
      return true;
    }
    return is_personal(noun_at(view_, at, context_.vocabulary, range));
  }

  // Without determiner, title, quotes and trailing punctuation: "M. Vucic" → "Vucic".
  WordRange trimmed(WordRange range, bool is_person) const {
    bool changed = true;
    while (changed && range.first < range.last) {
      changed = false;
      const Token& token = view_.token(range.first);
      const Word& word = view_.word(range.first);
      const bool is_article = token.upos == Upos::DET;
      if (word.folded.empty() || is_article || token.upos == Upos::ADP) {
        ++range.first;
        changed = true;
        continue;
      }
      WordRange title;
      if (is_person && is_title_word(range.first, &title) && title.last < range.last) {
        range.first = title.last;
        changed = true;
      }
    }
    while (range.last > range.first + 1 &&
           (view_.word(range.last - 1).folded.empty() || view_.token(range.last - 1).upos == Upos::ADP ||
            view_.token(range.last - 1).upos == Upos::PART || view_.token(range.last - 1).upos == Upos::DET)) {
      --range.last;
    }
    return range;
  }

  void take_recognised() {
    for (const NameSpan& name : view_.sentence().names) {
      const WordRange range = trimmed({name.first, name.last}, name.type == NameType::person);
      if (range.size() == 0) continue;
      bool any_capital = false;
      for (std::uint32_t i = range.first; i < range.last; ++i) any_capital = any_capital || is_capital(view_.word(i));
      if (any_capital) segments_.push_back({range, {}, true, name.type, name.score, false});
    }
  }

  void take_known() {
    for (const Segment& known : known_) {
      if (is_demonym_only(known) && !is_name_like(known.words)) continue;  // nested, later
      bool is_absorbed = false;
      for (Segment& segment : segments_) {
        if (!segment.words.overlaps(known.words)) continue;
        if (segment.words == known.words) {
          segment.readings = known.readings;
          is_absorbed = true;
        } else if (segment.words.covers(known.words) && !known.words.covers(segment.words)) {
          is_absorbed = true;
          if (is_rest_title(segment, known)) {
            segment.words = known.words;
            segment.readings = known.readings;
          }
        }
      }
      if (is_absorbed) continue;
      std::erase_if(segments_, [&](const Segment& segment) { return segment.words.overlaps(known.words); });
      segments_.push_back(known);
    }
  }

  bool is_name_like(WordRange range) const {
    return std::any_of(segments_.begin(), segments_.end(), [&](const Segment& s) { return s.words == range; }) &&
           is_capital(view_.word(range.first));
  }

  // "président Vladimir Poutine" recognised as a whole: what stands before the known name is only title.
  bool is_rest_title(const Segment& segment, const Segment& known) const {
    if (segment.words.last != known.words.last) return false;
    for (std::uint32_t i = segment.words.first; i < known.words.first; ++i) {
      if (is_capital(view_.word(i))) return false;
    }
    return true;
  }

  // ---- capital letters

  bool is_covered(std::uint32_t at) const {
    return std::any_of(segments_.begin(), segments_.end(), [&](const Segment& s) { return s.words.contains(at); }) ||
           std::any_of(known_.begin(), known_.end(), [&](const Segment& s) { return s.words.contains(at); });
  }

  void take_capitals() {
    for (std::uint32_t at = 0; at < view_.size();) {
      if (!is_proper(at)) {
        ++at;
        continue;
      }
      std::uint32_t end = at + 1;
      while (end < view_.size() && !is_covered(end)) {
        const bool goes_on = is_proper(end);
        const bool links =
            end + 1 < view_.size() && is_proper(end + 1) &&
            (view_.is_written(end, "-") || context_.vocabulary.is("person-particle", view_.word(end).folded));
        if (!goes_on && !links) break;
        end += goes_on ? 1 : 2;
      }
      const WordRange range = trimmed({at, end}, true);
      if (range.size() > 0) segments_.push_back({range, {}, false, NameType::other, 0.5F, false});
      at = end;
    }
  }

  bool is_proper(std::uint32_t at) const {
    return !is_covered(at) && view_.token(at).upos == Upos::PROPN && is_capital(view_.word(at)) &&
           !context_.vocabulary.is("calendar", view_.word(at).folded);
  }

  // ---- acronyms in brackets

  void find_acronyms(std::vector<Acronym>& acronyms) {
    for (std::uint32_t open = 1; open + 2 < view_.size(); ++open) {
      if (!view_.is_written(open, "(")) continue;
      std::uint32_t close = open + 1;
      while (close < view_.size() && close < open + 5 && !view_.is_written(close, ")")) ++close;
      if (close >= view_.size() || !view_.is_written(close, ")")) continue;
      const WordRange inside{open + 1, close};
      if (inside.size() == 0 || !looks_like_acronym(inside)) continue;
      const std::optional<WordRange> name = long_form(open, view_.folded(inside));
      if (!name) continue;
      acronyms.push_back({sentence_, *name, inside});
      cover(*name, true);
      cover(inside, false);
    }
  }

  bool looks_like_acronym(WordRange range) const {
    std::size_t letters = 0;
    for (std::uint32_t i = range.first; i < range.last; ++i) letters += view_.word(i).folded.size();
    if (letters < 2 || letters > 12 || range.size() > 3) return false;
    const Casing casing = view_.word(range.first).casing;
    if (casing != Casing::upper && casing != Casing::capital) return false;
    // "(Éthiopie)" after a town is no acronym of it.
    const bool is_known_place = std::any_of(known_.begin(), known_.end(), [&](const Segment& s) {
      return s.words == range && std::any_of(s.readings.begin(), s.readings.end(), [&](const GazetteerMatch& m) {
               return m.kind == NameKind::name && context_.gazetteer[m.entry].type == NodeType::state;
             });
    });
    return !is_known_place;
  }

  // The shortest stretch before the bracket in which the letters of the acronym stand in order, each at a word's
  // start (the first letter must be the start of the first word); else the name or capitalized phrase that ends there.
  std::optional<WordRange> long_form(std::uint32_t open, const std::string& acronym) const {
    std::string letters;
    for (const char c : acronym) {
      if (c != ' ') letters += c;
    }
    const std::uint32_t limit = static_cast<std::uint32_t>(std::min(letters.size() + 6, 2 * letters.size() + 3));
    const std::uint32_t earliest = open > limit ? open - limit : 0;
    for (std::uint32_t start = open; start-- > earliest;) {
      if (is_break(start)) break;
      if (view_.word(start).folded.empty() || !view_.word(start).folded.starts_with(letters.substr(0, 1))) continue;
      if (spells({start, open}, letters)) return with_capital({start, open});
    }
    for (const Segment& segment : segments_) {
      if (segment.words.last == open && segment.words.size() > 1) return segment.words;
    }
    return std::nullopt;
  }

  std::optional<WordRange> with_capital(WordRange range) const {
    for (std::uint32_t i = range.first; i < range.last; ++i) {
      if (is_capital(view_.word(i))) return range;
    }
    return std::nullopt;
  }

  bool spells(WordRange range, std::string_view letters) const {
    std::size_t at = 0;
    for (std::uint32_t i = range.first; i < range.last && at < letters.size(); ++i) {
      const std::string& word = view_.word(i).folded;
      if (word.empty()) continue;
      std::size_t used = 0;  // an acronym may take several letters of a word: Cédéao, Finul
      while (at < letters.size() && used < word.size() && word[used] == letters[at]) {
        ++used;
        ++at;
        if (remaining_can_spell(i + 1, range.last, letters.substr(at))) break;
      }
    }
    return at == letters.size();
  }

  bool remaining_can_spell(std::uint32_t first, std::uint32_t last, std::string_view letters) const {
    std::size_t at = 0;
    for (std::uint32_t i = first; i < last && at < letters.size(); ++i) {
      const std::string& word = view_.word(i).folded;
      if (!word.empty() && word[0] == letters[at]) ++at;
    }
    return at == letters.size();
  }

  // Makes the range one segment; keeps what is known of a segment with the same range.
  void cover(WordRange range, bool is_long_form) {
    Segment merged{range, {}, false, NameType::organization, 1.0F, is_long_form};
    for (const Segment& segment : segments_) {
      if (segment.words == range) {
        merged = segment;
        merged.is_long_form = is_long_form;
        if (merged.label == NameType::other) merged.label = NameType::organization;
      }
    }
    if (merged.readings.empty()) {
      for (const Segment& known : known_) {
        if (known.words == range) merged.readings = known.readings;
      }
    }
    std::erase_if(segments_, [&](const Segment& segment) { return segment.words.overlaps(range); });
    merged.is_recognised = true;
    segments_.push_back(merged);
  }

  // ---- what a name names

  std::optional<GazetteerMatch> best_reading(const Segment& segment, bool is_person) const {
    const auto rank = [&](const GazetteerMatch& match) {
      const bool agrees = (context_.gazetteer[match.entry].type == NodeType::person) == is_person;
      return std::make_pair(agrees ? 0 : 1, static_cast<int>(match.kind));
    };
    if (segment.readings.empty()) return std::nullopt;
    const auto best = std::min_element(segment.readings.begin(), segment.readings.end(),
                                       [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
    return *best;
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
      if (!sense || !is_personal(sense) || range.last > first) continue;
      // between title and name only a demonym: "le président russe Vladimir Poutine"
      for (std::uint32_t i = range.last; i < first; ++i) {
        if (view_.token(i).upos != Upos::ADJ) return false;
      }
      return true;
    }
    return false;
  }

  // The noun that says what the name is: inside it ("Institut du Pacifique", "Southern Fleet Institute") or before it
  // ("groupe paramilitaire Wagner", "région de Koursk").
  std::optional<NodeType> type_by_noun(const Segment& segment) const {
    const WordRange words = segment.words;
    const auto noun_type = [&](std::uint32_t at) -> std::optional<NodeType> {
      WordRange range;
      const std::optional<NounSense> sense = noun_at(view_, at, context_.vocabulary, &range);
      if (!sense || range.last > words.last) return std::nullopt;
      if (type_of(sense->noun_class) == NodeType::person || sense->noun_class == NounClass::people) return std::nullopt;
      if (sense->noun_class == NounClass::government || sense->noun_class == NounClass::country) return std::nullopt;
      if (context_.vocabulary.is("institution-building", view_.word(at).lemma)) return NodeType::organization;
      return type_of(sense->noun_class);
    };
    if (words.size() > 1) {
      if (context_.vocabulary.is("vessel-prefix", view_.word(words.first).folded)) return NodeType::military_unit;
      // The head noun of a name stands first in French, and last or before "of" in English.
      if (context_.language == "fr") {
        if (const auto type = noun_type(words.first)) return type;
        for (std::uint32_t i = words.first + 1; i < words.last; ++i) {
          if (const auto type = noun_type(i); type && *type != NodeType::place) return type;
        }
      } else {
        for (std::uint32_t i = words.last; i-- > words.first;) {
          const bool is_head =
              i + 1 == words.last || context_.vocabulary.is("name-link", view_.word(i + 1).folded) || i == words.first;
          if (!is_head) continue;
          if (const auto type = noun_type(i)) return type;
        }
      }
    }
    return type_before(words);
  }

  std::optional<NodeType> type_before(WordRange words) const {
    const std::uint32_t head = view_.head_of(words);
    if (view_.is_root(head) || view_.head(head) >= words.first) return std::nullopt;
    const std::uint32_t noun = view_.head(head);
    if (words.first - noun > 4) return std::nullopt;
    WordRange range;
    const std::optional<NounSense> sense = noun_at(view_, noun, context_.vocabulary, &range);
    if (!sense) return std::nullopt;
    for (std::uint32_t i = noun + 1; i < words.first; ++i) {
      if (view_.is_punctuation(i)) return std::nullopt;
    }
    const std::string_view marker = view_.case_marker(head);
    const NodeType type = type_of(sense->noun_class);
    if (marker.empty()) {
      const bool names_it = type == NodeType::organization || type == NodeType::military_unit ||
                            type == NodeType::place || type == NodeType::event;
      return names_it ? std::optional(type) : std::nullopt;
    }
    const bool is_place = sense->noun_class == NounClass::place;
    if (context_.vocabulary.is("genitive", marker) && is_place) return NodeType::place;
    return std::nullopt;
  }

  std::optional<NodeType> type_by_role(const Segment& segment) const {
    const std::uint32_t head = view_.head_of(segment.words);
    const Token& token = view_.token(head);
    const bool is_acronym = segment.words.size() == 1 && view_.word(segment.words.first).casing == Casing::upper;
    if (context_.vocabulary.given_name(view_.word(segment.words.first).folded) != 0 && segment.words.size() > 1) {
      return NodeType::person;
    }
    if (is_acronym && view_.word(segment.words.first).folded.size() >= 2) return NodeType::organization;
    const std::string_view marker = view_.case_marker(head);
    const bool has_article = std::any_of(view_.children(head).begin(), view_.children(head).end(),
                                         [&](std::uint32_t child) { return has_relation(view_.token(child), "det"); });
    if (!has_article && !marker.empty() && context_.vocabulary.is("locative", marker)) return NodeType::place;
    if (has_relation(token, "nsubj") && !view_.is_root(head) &&
        context_.vocabulary.is("spoken", view_.word(view_.head(head)).lemma)) {
      return segment.words.size() > 1 ? std::optional(NodeType::person) : std::nullopt;
    }
    return std::nullopt;
  }

  std::optional<NodeType> type_without_entry(const Segment& segment) const {
    if (segment.is_long_form) {
      const auto by_noun = type_by_noun(segment);
      return by_noun && *by_noun != NodeType::place ? *by_noun : NodeType::organization;
    }
    const bool is_label_person = segment.is_recognised && segment.label == NameType::person;
    if (follows_title(segment.words.first) && (is_label_person || segment.score < 0.9F)) return NodeType::person;
    if (!is_label_person) {
      if (const auto by_noun = type_by_noun(segment)) return by_noun;
    }
    if (segment.is_recognised) {
      switch (segment.label) {
        case NameType::person:
          return NodeType::person;
        case NameType::place:
          return NodeType::place;
        case NameType::organization:
          return NodeType::organization;
        case NameType::other:
          return std::nullopt;
      }
    }
    return type_by_role(segment);
  }

  void emit(const Segment& segment, Discourse& discourse) const {
    Draft draft;
    draft.sentence = sentence_;
    draft.words = segment.words;
    draft.head = view_.head_of(segment.words);
    draft.score = segment.score;
    const bool is_label_person = segment.is_recognised && segment.label == NameType::person;
    const bool is_person = is_label_person || follows_title(segment.words.first);
    const std::optional<GazetteerMatch> reading = best_reading(segment, is_person);
    if (reading) {
      const GazetteerEntry& entry = context_.gazetteer[reading->entry];
      const bool is_overruled = entry.type != NodeType::person && follows_title(segment.words.first) && is_label_person;
      if (!is_overruled) {
        draft.entry = reading->entry;
        draft.type = entry.type;
        draft.kind = reading->kind;
        if (reading->kind == NameKind::demonym) draft.form = MentionForm::demonym;
        if (reading->kind == NameKind::capital && !acts_as_government(view_, segment.words, context_.vocabulary)) {
          draft.entry = EntryId();
          draft.type = NodeType::place;
        }
        discourse.drafts.push_back(draft);
        return;
      }
      draft.type = NodeType::person;
      discourse.drafts.push_back(draft);
      return;
    }
    const std::optional<NodeType> type = type_without_entry(segment);
    if (!type) return;
    draft.type = *type;
    discourse.drafts.push_back(draft);
  }

  // Demonyms, and states named inside the names of bodies, forces, places and events that are not known themselves.
  void emit_nested(Discourse& discourse) const {
    for (const Segment& known : known_) {
      const Segment* around = nullptr;
      for (const Segment& segment : segments_) {
        if (segment.words.covers(known.words)) around = &segment;
      }
      if (around != nullptr && (around->words == known.words || !around->readings.empty())) continue;
      if (around != nullptr && around->is_recognised && around->label == NameType::person) continue;
      for (const GazetteerMatch& match : known.readings) {
        const bool is_country = context_.gazetteer[match.entry].type == NodeType::state &&
                                (match.kind == NameKind::demonym || match.kind == NameKind::name);
        if (!is_country) continue;
        Draft draft;
        draft.sentence = sentence_;
        draft.words = known.words;
        draft.head = view_.head_of(known.words);
        draft.type = NodeType::state;
        draft.form = match.kind == NameKind::demonym ? MentionForm::demonym : MentionForm::name;
        draft.entry = match.entry;
        draft.kind = match.kind;
        discourse.drafts.push_back(draft);
        break;
      }
    }
  }

  const Context& context_;
  const SentenceView& view_;
  std::uint32_t sentence_;
  std::vector<Segment> known_;     // by the gazetteer, disjoint
  std::vector<Segment> segments_;  // disjoint
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
      return NodeType::military_unit;
    case NounClass::people:
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
    NameFinder(context, sentence).run(discourse, acronyms);
  }
  return acronyms;
}

}  // namespace entente::entities

// Names in four layers: what the gazetteer knows, what the trained recogniser sees, capitalized phrases headed by a
// noun for a body ("Institut sahélien d'études de sécurité"), and other runs of capitals. Where layers overlap the
// longer stretch wins.
#include "entities/name_spans.h"

#include <algorithm>
#include <optional>

#include "entities/acronyms.h"
#include "entities/detected_names.h"
#include "entities/known_names.h"
#include "entities/quoted_names.h"

namespace entente::entities {
namespace {

class SpanFinder {
 public:
  SpanFinder(const Context& context, std::uint32_t sentence)
      : context_(context), view_(context.sentences[sentence]), sentence_(sentence) {}

  NameSpans run(std::vector<Acronym>& acronyms) {
    known_ = known_names(context_, view_);
    find_titles();
    take_recognised();
    take_bodies();
    take_ships();
    take_companies();
    part_titles_from_persons();
    take_quoted();
    take_known();
    take_capitals();
    drop_titles();
    drop_peoples();
    drop_beginnings();
    extend_hyphens();
    join_neighbours();
    extend_particles();
    snap_to_detected(context_, sentence_, known_, segments_);
    turn_reversed();
    find_acronyms(context_, sentence_, known_, segments_, acronyms);
    std::sort(segments_.begin(), segments_.end(), [](const Segment& a, const Segment& b) { return a.words < b.words; });
    mark_dateline();
    return {std::move(segments_), std::move(known_)};
  }

 private:
  // ---- the trained recogniser

  bool is_title_word(std::uint32_t at, WordRange* range) const {
    if (context_.vocabulary.is_honorific(view_.word(at).folded)) {
      *range = {at, at + 1};
      return true;
    }
    return is_title(at, range);
  }

  bool is_title(std::uint32_t at, WordRange* range) const {
    std::optional<NounSense> sense = noun_at(view_, at, context_.vocabulary, range);
    constexpr std::string_view kFormer = "ex ";  // "Ex-president X"
    if (const std::string& folded = view_.word(at).folded; !sense && folded.starts_with(kFormer)) {
      sense = context_.vocabulary.noun(std::string_view(folded).substr(kFormer.size()));
      *range = {at, at + 1};
    }
    return sense && sense->is_title();
  }

  void add(Segment segment) { segments_.push_back(std::move(segment)); }

  // A verb in the present is no part of a name, unless it is written as one.
  bool is_clause_verb(std::uint32_t at) const {
    return view_.word(at).casing == Casing::lower && has_feature(view_.token(at), "VerbForm=Fin");
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
      const bool may_be_title = is_person || is_capital(word);
      if (may_be_title && is_title_word(range.first, &title) && title.last < range.last &&
          is_capital(view_.word(title.last))) {
        range.first = title.last;
        changed = true;
      }
    }
    while (range.last > range.first + 1 &&
           (view_.word(range.last - 1).folded.empty() || view_.token(range.last - 1).upos == Upos::ADP ||
            view_.token(range.last - 1).upos == Upos::PART || view_.token(range.last - 1).upos == Upos::DET ||
            view_.token(range.last - 1).upos == Upos::CCONJ || is_clause_verb(range.last - 1) ||
            (is_person && context_.vocabulary.is("weekday", view_.word(range.last - 1).folded)))) {
      --range.last;
    }
    return range;
  }

  void take_recognised() {
    for (const NameSpan& name : view_.sentence().names) {
      const WordRange behind_title{behind_titles(name.first), name.last};
      const WordRange whole = trimmed(behind_title, name.type == NameType::person);
      if (const std::optional<std::uint32_t> link = link_to_known(whole)) {
        take_recognised({whole.first, *link}, name);
        take_recognised({*link + 1, whole.last}, name);
      } else {
        take_recognised(whole, name);
      }
    }
  }

  // "Secretary of State Antony Blinken", of which the recogniser saw "State Antony Blinken".
  std::uint32_t behind_titles(std::uint32_t first) const {
    for (const WordRange title : titles_)
      if (title.first < first && first < title.last) return title.last;
    return first;
  }

  // "the United Nations and Turkey" are two: where the coordinator stands that a known name reaches to.
  std::optional<std::uint32_t> link_to_known(WordRange range) const {
    const auto is_known = [&](WordRange part) {
      return std::any_of(known_.begin(), known_.end(), [&](const Segment& known) { return known.words == part; });
    };
    for (std::uint32_t at = range.first + 1; at + 1 < range.last && !is_known(range); ++at)
      if (view_.token(at).upos == Upos::CCONJ && (is_known({range.first, at}) || is_known({at + 1, range.last})))
        return at;
    return std::nullopt;
  }

  void take_recognised(WordRange range, const NameSpan& name) {
    bool any_capital = false;
    for (std::uint32_t i = range.first; i < range.last; ++i) any_capital = any_capital || is_capital(view_.word(i));
    WordRange noun;
    const bool is_common = context_.vocabulary.has_habit("bare bodies") && range.size() > 1 &&
                           is_body_noun(view_, range.first, context_.vocabulary, &noun) &&
                           noun == range;  // "Foreign Ministry" says not whose
    if (any_capital && !is_common)
      add({.words = range, .readings = {}, .is_recognised = true, .label = name.type, .score = name.score});
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
      if (range.size() > 0) add({.words = range, .readings = {}});
      at = end;
    }
  }

  bool is_proper(std::uint32_t at) const {
    return !is_covered(at) && view_.token(at).upos == Upos::PROPN && is_capital(view_.word(at)) && !is_calendar(at);
  }

  // ---- titles: "Secretary of State Marco Rubio" is no state and no name

  void find_titles() {
    for (std::uint32_t at = 0; at < view_.size(); ++at) {
      WordRange range;
      if (is_title(at, &range) && range.size() > 1) titles_.push_back(range);
    }
  }

  void drop_titles() {
    std::erase_if(segments_, [&](const Segment& segment) {
      if (!segment.readings.empty()) return false;
      WordRange range;
      const bool is_bare_title =
          is_title_word(segment.words.first, &range) && range == segment.words && !segment.is_body;
      return is_bare_title ||
             std::any_of(titles_.begin(), titles_.end(), [&](WordRange title) { return title.covers(segment.words); });
    });
  }

  // "EU Enlargement Commissioner Olli Rehn", "U.S. Ambassador to Spain Ana Ruiz": the name of a person behind a title
  // and whose it is.
  void part_titles_from_persons() {
    for (std::size_t i = 0; i < segments_.size(); ++i) {
      const WordRange whole = segments_[i].words;
      const std::uint32_t name = person_behind_title(whole);
      if (name == whole.last) continue;
      segments_[i] = {.words = {name, whole.last}, .readings = {}, .is_recognised = true, .label = NameType::person};
      segments_[i].score = 1;
    }
  }

  // The given name with which a person's name of two words or more ends the range, if a title stands before it; else
  // the end of the range.
  std::uint32_t person_behind_title(WordRange range) const {
    bool has_title = false;
    const std::uint32_t first = range.first > 4 ? range.first - 4 : 0;
    for (std::uint32_t at = first; at + 1 < range.last; ++at) {
      if (at < range.first && is_name_break(view_, at) && view_.word(at).folded.empty()) has_title = false;
      const bool is_given = context_.vocabulary.given_name(view_.word(at).folded) != 0;
      if (at > range.first && has_title && is_given && is_capital(view_.word(at)) &&
          is_run_of_capitals({at, range.last}))
        return at;
      WordRange title;
      if (is_title(at, &title) && title.last < range.last) has_title = true;
    }
    return range.last;
  }

  bool is_run_of_capitals(WordRange range) const {
    for (std::uint32_t at = range.first; at < range.last; ++at) {
      const bool is_link = view_.is_written(at, "-") || view_.is_written(at, ".") ||
                           context_.vocabulary.is("person-particle", view_.word(at).folded);
      if (!is_capital(view_.word(at)) && !is_link) return false;
    }
    return true;
  }

  // "Muslim separatists": whom a common noun means is no name.
  void drop_peoples() {
    std::erase_if(segments_, [&](const Segment& segment) {
      if (!segment.readings.empty()) return false;
      if (is_calendar(segment.words.first)) return true;  // "Christmas Eve"
      if (segment.words.size() != 1) return false;
      const Token& token = view_.token(segment.words.first);
      if (token.upos == Upos::ADJ && has_relation(token, "amod")) return true;  // "the radical Islamic movement"
      WordRange range;
      const std::optional<NounSense> sense = noun_at(view_, segment.words.first, context_.vocabulary, &range);
      return sense && sense->noun_class == NounClass::people;
    });
  }

  // "the Bulgarian defense ministry", of which the recogniser saw "Bulgarian defense": a description.
  void drop_beginnings() {
    std::erase_if(segments_, [&](const Segment& segment) {
      if (!segment.readings.empty() || segment.words.size() < 2 || segment.words.last >= view_.size()) return false;
      WordRange noun;
      return view_.word(segment.words.last - 1).casing == Casing::lower &&
             view_.word(segment.words.last).casing == Casing::lower &&
             is_body_noun(view_, segment.words.last, context_.vocabulary, &noun);
    });
  }

  // ---- bodies

  void take_bodies() {
    for (std::uint32_t at = 0; at < view_.size();) {
      const WordRange range = context_.vocabulary.has_habit("head first") ? head_first_body(at) : head_last_body(at);
      if (range.size() > 1) {
        Segment body;
        for (const Segment& segment : segments_) {
          if (segment.words == range) body = segment;
        }
        body.words = range;
        body.is_body = true;
        std::erase_if(segments_, [&](const Segment& segment) { return segment.words.overlaps(range); });
        add(std::move(body));
      }
      at = std::max(at + 1, range.last);
    }
  }

  // "HMS Diamond", "USS Gerald R. Ford"
  void take_ships() {
    for (std::uint32_t at = 0; at + 1 < view_.size(); ++at) {
      const bool is_prefix =
          context_.vocabulary.is("vessel-prefix", view_.word(at).folded) && view_.word(at).casing == Casing::upper;
      if (!is_prefix || !is_capital(view_.word(at + 1))) continue;
      WordRange ship{at, at + 2};
      while (ship.last < view_.size() && !is_name_break(view_, ship.last) &&
             (is_capital(view_.word(ship.last)) || (view_.is_written(ship.last, ".") && ship.last + 1 < view_.size() &&
                                                    is_capital(view_.word(ship.last + 1))))) {
        ++ship.last;
      }
      std::erase_if(segments_, [&](const Segment& segment) { return segment.words.overlaps(ship); });
      Segment named;
      named.words = ship;
      named.is_body = true;
      add(std::move(named));
    }
  }

  // "Total S.A.", "Rosneft S.A.": the legal form is the end of a company's name.
  void take_companies() {
    for (std::uint32_t at = 1; at < view_.size(); ++at) {
      const Word& form = view_.word(at);
      if (form.casing == Casing::lower || !context_.vocabulary.is("legal-form", form.folded)) continue;
      WordRange company{at, at + 1};
      while (company.first > 0 && at - company.first < 4 && is_capital(view_.word(company.first - 1)) &&
             !is_name_break(view_, company.first - 1) && view_.token(company.first - 1).upos != Upos::DET)
        --company.first;
      if (company.size() < 2) continue;
      std::erase_if(segments_, [&](const Segment& segment) { return segment.words.overlaps(company); });
      Segment named;
      named.words = company;
      named.is_body = true;
      named.is_recognised = true;
      named.label = NameType::organization;
      named.score = 1;
      add(std::move(named));
    }
  }

  // "Gilles Le Gendre", of which only the given name was seen: an article with a capital inside a sentence begins a
  // name.
  void extend_particles() {
    for (Segment& segment : segments_) {
      const std::uint32_t next = segment.words.last;
      if (segment.words.size() > 2 || next + 1 >= view_.size()) continue;
      const bool is_given = context_.vocabulary.given_name(view_.word(segment.words.last - 1).folded) != 0;
      const bool is_person = is_given || (segment.is_recognised && segment.label == NameType::person);
      const Word& particle = view_.word(next);
      const bool goes_on = particle.casing == Casing::capital &&
                           context_.vocabulary.is("person-particle", particle.folded) &&
                           is_capital(view_.word(next + 1)) && !is_covered(next) && !is_covered(next + 1);
      if (!is_person || !goes_on) continue;
      segment.words.last = next + 2;
      segment.readings.clear();
      segment.label = NameType::person;
      segment.is_recognised = true;
      segment.score = std::max(segment.score, 0.9F);
    }
  }

  // "PUTIN Vladimir", "Lavrov, Sergey": people whose family name stands first. With a comma only those that the
  // gazetteer knows by their names in the usual order; else a comma parts two people.
  void turn_reversed() {
    for (std::uint32_t at = 0; at + 1 < view_.size(); ++at) {
      std::optional<Segment> person = family_name_in_capitals(at);
      if (!person) person = family_name_and_comma(at);
      if (!person) continue;
      std::erase_if(segments_, [&](const Segment& segment) { return segment.words.overlaps(person->words); });
      at = person->words.last - 1;
      add(std::move(*person));
    }
    std::sort(segments_.begin(), segments_.end(), [](const Segment& a, const Segment& b) { return a.words < b.words; });
  }

  std::optional<Segment> family_name_in_capitals(std::uint32_t at) const {
    const auto is_given = [&](std::uint32_t word) {
      return word < view_.size() && view_.word(word).casing == Casing::capital && !view_.word(word).folded.empty();
    };
    if (view_.word(at).casing != Casing::upper || view_.word(at).folded.size() < 2) return std::nullopt;
    std::uint32_t end = at + 1;
    while (end < at + 4 && is_given(end)) ++end;
    for (std::uint32_t last = end; last > at + 1; --last)
      if (auto readings = known_person(view_.folded({at + 1, last}) + " " + view_.word(at).folded); !readings.empty())
        return person_at({at, last}, std::move(readings));
    // "LEROY Alexandre", whom the gazetteer does not know; "BBC Richard Engel" is another order.
    const bool is_alone = at == 0 || !is_capital(view_.word(at - 1));
    const bool names_other = std::any_of(known_.begin(), known_.end(), [&](const Segment& known) {
      return known.words.overlaps({at, at + 2});
    });
    if (!is_alone || end != at + 2 || is_given(end) || names_other) return std::nullopt;
    if (context_.vocabulary.given_name(view_.word(at + 1).folded) == 0) return std::nullopt;
    return person_at({at, at + 2}, {});
  }

  std::optional<Segment> family_name_and_comma(std::uint32_t at) const {
    const auto is_name = [&](std::uint32_t word) { return word < view_.size() && is_capital(view_.word(word)); };
    for (std::uint32_t comma = at + 1; comma < at + 3 && is_name(comma - 1); ++comma) {
      if (!view_.is_written(comma, ",")) continue;
      for (std::uint32_t last = comma + 3; last > comma + 1; --last) {
        if (last > view_.size() || !is_name(comma + 1) || !is_name(last - 1)) continue;
        auto readings = known_person(view_.folded({comma + 1, last}) + " " + view_.folded({at, comma}));
        if (!readings.empty()) return person_at({at, last}, std::move(readings));
      }
    }
    return std::nullopt;
  }

  std::vector<GazetteerMatch> known_person(const std::string& folded) const {
    std::vector<GazetteerMatch> readings = context_.gazetteer.lookup(folded, context_.language);
    std::erase_if(readings, [&](const GazetteerMatch& match) {
      return context_.gazetteer[match.entry].type != NodeType::person;
    });
    return readings;
  }

  static Segment person_at(WordRange words, std::vector<GazetteerMatch> readings) {
    Segment person;
    person.words = words;
    person.readings = std::move(readings);
    person.is_recognised = true;
    person.label = NameType::person;
    person.score = 1;
    return person;
  }

  // "l'association « un toit, une chance »": the marks say where the name begins and ends.
  void take_quoted() {
    for (const WordRange quoted : quoted_bodies(view_, context_.vocabulary)) {
      std::erase_if(segments_, [&](const Segment& segment) { return segment.words.overlaps(quoted); });
      std::erase_if(known_,
                    [&](const Segment& known) { return known.words.overlaps(quoted) && known.words != quoted; });
      add({.words = quoted, .readings = {}, .is_quoted = true});
    }
  }

  // "la Communauté économique des États de l'Afrique de l'Ouest": a capitalized noun and all that depends on it.
  WordRange head_first_body(std::uint32_t at) const {
    WordRange noun;
    const bool is_start = at == 0 || view_.word(at - 1).casing == Casing::none;
    if (!is_capital(view_.word(at)) || !(is_body_noun(view_, at, context_.vocabulary, &noun) || is_recognised_body(at)))
      return {at, at};
    if (is_start && view_.token(at).upos != Upos::PROPN && !is_recognised(at)) return {at, at};
    WordRange range = noun_phrase(view_, at);
    range.first = at;
    for (const Segment& segment : segments_) {  // the recogniser may see farther
      if (segment.words.first == at) range.last = std::max(range.last, segment.words.last);
    }
    range.last = std::max(range.last, with_named_complement(range.last));
    for (std::uint32_t i = at + 1; i < range.last; ++i) {  // "le Parlement de son soutien": another's
      if (view_.token(i).upos == Upos::DET && !has_feature(view_.token(i), "Definite=Def")) range.last = i;
    }
    while (range.last > at + 1 && view_.token(range.last - 1).upos == Upos::ADP) --range.last;
    for (const Segment& known :
         known_) {  // "Union européenne" is whole, "Conseil de sécurité" + "nationale" is another
      if (known.words.first != at || known.words.last >= range.last || known.words.size() < 2) continue;
      if (view_.token(known.words.last).upos != Upos::ADJ) return known.words;
    }
    return without_seat(range);
  }

  // "… d'Afrique de l'Est": capitalized complements belong to the name even where the tree says otherwise.
  std::uint32_t with_named_complement(std::uint32_t end) const {
    for (;;) {
      std::uint32_t next = end;
      if (next >= view_.size() || !context_.vocabulary.is("genitive", view_.word(next).lemma)) return end;
      ++next;
      while (next < view_.size() && view_.token(next).upos == Upos::DET) ++next;
      if (next >= view_.size() || !is_capital(view_.word(next))) return end;
      while (next < view_.size() && is_capital(view_.word(next)) && !is_name_break(view_, next)) ++next;
      end = next;
    }
  }

  // "la Liste serbe": a common noun that the recogniser takes for the name of a body.
  bool is_recognised_body(std::uint32_t at) const {
    return view_.token(at).upos == Upos::NOUN && std::any_of(segments_.begin(), segments_.end(), [&](const Segment& s) {
             return s.words.first == at && s.label == NameType::organization;
           });
  }

  bool is_recognised(std::uint32_t at) const {
    return std::any_of(segments_.begin(), segments_.end(), [&](const Segment& s) { return s.words.contains(at); });
  }

  // "Conseil de sécurité de l'ONU" without the body it belongs to, "Institut … d'Oslo" without its town, unless that
  // is all that tells it from others: "Université de Vilnius".
  WordRange without_seat(WordRange range) const {
    for (const Segment& known : known_) {
      if (known.words.last != range.last || known.words.first <= range.first + 1) continue;
      bool is_seat = false;
      for (const GazetteerMatch& match : known.readings) {
        const bool is_body = context_.gazetteer[match.entry].type == NodeType::organization;
        is_seat = is_seat || is_body || match.kind == NameKind::capital;
      }
      std::uint32_t last = known.words.first;
      while (last > range.first + 1 &&
             (view_.token(last - 1).upos == Upos::ADP || view_.token(last - 1).upos == Upos::DET)) {
        --last;
      }
      std::uint32_t words = 0;
      for (std::uint32_t i = range.first; i < last; ++i) {
        words += static_cast<std::uint32_t>(view_.word(i).folded.size() > 3);
      }
      if (is_seat && words >= 2) return {range.first, last};
    }
    return range;
  }

  // "International Court of Justice", "Southern Fleet Institute", "Operation Prosperity Guardian": a run of capitals
  // with a noun for a body at its end, before "of", or at its start.
  WordRange head_last_body(std::uint32_t at) const {
    if (!is_capital(view_.word(at)) || !may_start(at)) return {at, at};
    std::uint32_t end = at + 1;
    std::uint32_t head = at;  // last word before the first "of"
    bool has_link = false;
    while (end < view_.size()) {
      const bool is_hyphen = view_.is_written(end, "-");
      if (is_known_whole({at, end})) break;
      if (is_calendar(end)) break;
      if (is_capital(view_.word(end)) && !is_name_break(view_, end)) {
        if (!has_link) head = end;
        ++end;
        continue;
      }
      std::uint32_t after = end + 1;
      if (!is_hyphen && context_.vocabulary.is("name-link", view_.word(end).folded)) {
        while (after < view_.size() && view_.word(after).folded == "the") ++after;
        has_link = true;
      } else if (!is_hyphen) {
        break;
      }
      if (after >= view_.size() || !is_capital(view_.word(after)) || is_name_break(view_, after) || is_calendar(after))
        break;
      if (!has_link) head = after;
      end = after + 1;
    }
    WordRange noun;
    const WordRange run{at, end};
    if (run.size() < 2) return {at, at};
    const bool heads = is_body_noun(view_, head, context_.vocabulary, &noun) && noun.first == head;
    if (!heads && !is_event_noun(at)) return {at, end == at ? at : at + 1};
    const bool is_common = noun_at(view_, at, context_.vocabulary, &noun) && noun == run;
    return is_common ? WordRange{at, at} : run;  // "Foreign Ministry" says not whose: a description
  }

  bool is_calendar(std::uint32_t at) const { return context_.vocabulary.is("calendar", view_.word(at).folded); }

  // "European Union" is a name by itself, whatever "in Armenia" follows.
  bool is_known_whole(WordRange run) const {
    return run.size() > 1 &&
           std::any_of(known_.begin(), known_.end(), [&](const Segment& known) { return known.words == run; });
  }

  bool is_event_noun(std::uint32_t at) const {
    return context_.vocabulary.is("named-event", view_.word(at).lemma) && at + 1 < view_.size() &&
           is_capital(view_.word(at + 1));
  }

  bool may_start(std::uint32_t at) const {
    const Upos upos = view_.token(at).upos;
    return upos == Upos::PROPN || upos == Upos::NOUN || upos == Upos::ADJ;
  }

  // ---- parts of one name

  // "Hapag-Lloyd", "Barrow-in-Furness", "Recep" + "Tayyip Erdogan": unknown parts that nothing separates are one name.
  void join_neighbours() {
    std::sort(segments_.begin(), segments_.end(), [](const Segment& a, const Segment& b) { return a.words < b.words; });
    for (std::size_t i = 0; i + 1 < segments_.size();) {
      if (!may_join(segments_[i], segments_[i + 1])) {
        ++i;
        continue;
      }
      Segment& left = segments_[i];
      const Segment& right = segments_[i + 1];
      if (right.score > left.score) {
        left.label = right.label;
        left.score = right.score;
      }
      left.is_recognised = left.is_recognised || right.is_recognised;
      left.is_body = left.is_body || right.is_body;
      left.readings.clear();
      left.words.last = right.words.last;
      segments_.erase(segments_.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    }
  }

  // A name that goes on behind a hyphen although the tagger saw another kind of word there.
  void extend_hyphens() {
    for (Segment& segment : segments_) {
      if (!segment.readings.empty()) continue;
      std::uint32_t next = segment.words.last;
      if (!view_.is_written(next, "-") || !touches(next)) continue;
      ++next;
      if (next + 2 < view_.size() && view_.is_written(next + 1, "-") && touches(next) && touches(next + 1)) next += 2;
      const bool goes_on = next < view_.size() && touches(next) && is_capital(view_.word(next)) && !is_recognised(next);
      if (goes_on) segment.words.last = next + 1;
    }
  }

  // No space before the word.
  bool touches(std::uint32_t at) const {
    return at > 0 && at < view_.size() && view_.token(at).span.begin == view_.token(at - 1).span.end;
  }

  bool may_join(const Segment& left, const Segment& right) const {
    const std::uint32_t gap = right.words.first - left.words.last;
    if (gap == 0) {
      if (is_other_bearer(left, right)) return true;
      const bool is_known = !left.readings.empty() || !right.readings.empty();
      return !is_known && !left.is_body && !right.is_body;
    }
    if (!view_.is_written(left.words.last, "-") || gap > 3) return false;
    for (std::uint32_t i = left.words.last; i <= right.words.first; ++i) {  // no space in between
      if (view_.token(i).span.begin != view_.token(i - 1).span.end) return false;
    }
    if (gap == 3) return view_.is_written(right.words.first - 1, "-");
    return gap == 1 && (left.readings.empty() || right.readings.empty());
  }

  // "Melania" + "Trump": a given name that is not that of the known bearer of the surname.
  bool is_other_bearer(const Segment& left, const Segment& right) const {
    const bool is_known_surname =
        right.words.size() == 1 && !right.readings.empty() &&
        std::all_of(right.readings.begin(), right.readings.end(), [&](const GazetteerMatch& match) {
          return context_.gazetteer[match.entry].type == NodeType::person;
        });
    return is_known_surname && left.readings.empty() && !left.is_body && left.words.size() == 1 &&
           view_.token(left.words.first).upos == Upos::PROPN && view_.word(left.words.first).casing == Casing::capital;
  }

  void mark_dateline() {
    std::uint32_t upper = 0;
    while (upper < view_.size() && (view_.word(upper).casing == Casing::upper || view_.is_written(upper, "/"))) ++upper;
    if (upper == 0) return;
    std::uint32_t dash = upper;  // "PORT KAITUMA, Guyana —", "ADIGRAT (Éthiopie) –"
    while (dash < view_.size() && dash < upper + 5 && !is_dash(dash)) ++dash;
    const bool is_dateline = (dash < view_.size() && is_dash(dash)) || view_.size() <= upper + 1;
    if (!is_dateline) return;
    const bool names_country = dash + 1 == view_.size() && dash > upper;  // "DIRECT –" is no town
    for (std::uint32_t at = 0; names_country && at < upper;) {  // a town that neither the gazetteer nor the models know
      std::uint32_t end = at;
      while (end < upper && view_.word(end).casing == Casing::upper && !is_covered(end)) ++end;
      if (end > at) segments_.insert(segments_.begin(), {.words = {at, end}, .readings = {}});
      at = std::max(at + 1, end);
    }
    std::sort(segments_.begin(), segments_.end(), [](const Segment& a, const Segment& b) { return a.words < b.words; });
    for (Segment& segment : segments_) segment.is_dateline = segment.words.first < upper;
  }

  bool is_dash(std::uint32_t at) const {
    return view_.is_written(at, "–") || view_.is_written(at, "—") || view_.is_written(at, "-");
  }

  const Context& context_;
  const SentenceView& view_;
  std::uint32_t sentence_;
  std::vector<Segment> known_;     // by the gazetteer, disjoint
  std::vector<Segment> segments_;  // disjoint
  std::vector<WordRange> titles_;  // of several words
};

}  // namespace

bool is_demonym_only(const Segment& segment) {
  return !segment.readings.empty() &&
         std::all_of(segment.readings.begin(), segment.readings.end(),
                     [](const GazetteerMatch& match) { return match.kind == NameKind::demonym; });
}

NameSpans find_spans(const Context& context, std::uint32_t sentence, std::vector<Acronym>& acronyms) {
  return SpanFinder(context, sentence).run(acronyms);
}

}  // namespace entente::entities

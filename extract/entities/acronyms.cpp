#include "entities/acronyms.h"

#include <algorithm>
#include <optional>

namespace entente::entities {
namespace {

class AcronymFinder {
 public:
  AcronymFinder(const Context& context, std::uint32_t sentence, const std::vector<Segment>& known,
                std::vector<Segment>& segments)
      : context_(context),
        view_(context.sentences[sentence]),
        sentence_(sentence),
        known_(known),
        segments_(segments) {}

  void run(std::vector<Acronym>& acronyms) {
    for (std::uint32_t open = 1; open + 2 < view_.size(); ++open) {
      const bool is_square = view_.is_written(open, "[");
      if (!is_square && !view_.is_written(open, "(")) continue;
      const std::string_view closing = is_square ? "]" : ")";
      std::uint32_t close = open + 1;
      while (close < view_.size() && close < open + kLongestName && !view_.is_written(close, closing)) ++close;
      if (close >= view_.size() || !view_.is_written(close, closing)) continue;
      const WordRange inside{open + 1, close};
      if (inside.size() == 0) continue;
      if (const std::optional<WordRange> acronym = acronym_before(open, inside)) {
        take(inside, *acronym, acronyms);
        continue;
      }
      if (!looks_like_acronym(inside)) continue;
      const std::optional<WordRange> name = long_form(open, view_.folded(inside));
      if (!name || names_person(*name)) continue;
      take(*name, inside, acronyms);
    }
  }

 private:
  static constexpr std::uint32_t kLongestName = 14;  // words in brackets

  void take(WordRange name, WordRange acronym, std::vector<Acronym>& acronyms) {
    acronyms.push_back({sentence_, name, acronym});
    cover(name, true);
    cover(acronym, false);
  }

  // "SLF (Sudan Liberation Front)": the name stands in the brackets.
  std::optional<WordRange> acronym_before(std::uint32_t open, WordRange inside) const {
    const WordRange acronym{open - 1, open};
    if (inside.size() < 2 || view_.word(open - 1).casing != Casing::upper || !looks_like_acronym(acronym)) return {};
    const std::string& letters = view_.word(open - 1).folded;
    const bool begins = view_.word(inside.first).folded.starts_with(letters.substr(0, 1));
    const bool is_short = letters.size() > inside.size() + 2;
    if (!begins || is_short || !with_capital(inside) || !spells(inside, letters)) return {};
    return acronym;
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

  // "Le sénateur Jean Dupont (LR)": a person and his party.
  bool names_person(WordRange name) const {
    return std::any_of(segments_.begin(), segments_.end(), [&](const Segment& segment) {
      return segment.words.overlaps(name) && segment.words.last == name.last && segment.is_recognised &&
             segment.label == NameType::person;
    });
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
      if (is_name_break(view_, start)) break;
      if (view_.word(start).folded.empty() || !view_.word(start).folded.starts_with(letters.substr(0, 1))) continue;
      if (spells({start, open}, letters)) return with_capital({start, open});
    }
    for (const Segment& segment : segments_) {
      if (segment.words.last == open && segment.words.size() > 1) return segment.words;
    }
    // "le renseignement militaire ukrainien (GUR)": the phrase of a noun for a body that ends at the bracket
    for (std::uint32_t start = open; start-- > earliest;) {
      WordRange noun;
      if (is_name_break(view_, start)) break;
      if (!is_body_noun(view_, start, context_.vocabulary, &noun)) continue;
      const WordRange phrase = noun_phrase(view_, start);
      if (phrase.last == open) return WordRange{start, open};
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
    Segment merged;
    merged.words = range;
    merged.label = NameType::organization;
    merged.score = 1;
    merged.is_long_form = is_long_form;
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

  const Context& context_;
  const SentenceView& view_;
  std::uint32_t sentence_;
  const std::vector<Segment>& known_;
  std::vector<Segment>& segments_;
};

}  // namespace

void find_acronyms(const Context& context, std::uint32_t sentence, const std::vector<Segment>& known,
                   std::vector<Segment>& segments, std::vector<Acronym>& acronyms) {
  AcronymFinder(context, sentence, known, segments).run(acronyms);
}

}  // namespace entente::entities

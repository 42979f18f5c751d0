#include "entities/known_names.h"

#include <algorithm>

namespace entente::entities {
namespace {

class Lookup {
 public:
  Lookup(const Context& context, const SentenceView& view) : context_(context), view_(view) {}

  std::vector<Segment> run() {
    std::vector<Segment> known;
    for (std::uint32_t at = 0; at < view_.size();) {
      std::string joined;
      WordRange best{at, at};
      std::vector<GazetteerMatch> readings;
      for (std::uint32_t end = at; end < view_.size() && end < at + 14; ++end) {
        const std::string& folded = view_.word(end).folded;
        if (folded.empty()) {
          if (end == at || is_name_break(view_, end)) break;
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
      leave_out_article(best, readings);
      shorten_to_own_name(best, readings);
      Segment found;
      found.words = best;
      found.readings = std::move(readings);
      known.push_back(std::move(found));
      at = best.last;
    }
    return known;
  }

 private:
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
        if (context_.vocabulary.has_habit("small demonyms")) {
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
        if (!any_capital) return is_written_small(match);
        // "La Paz" yes, "la Turquie" as one name no: an article in lower case is outside.
        return is_capital(view_.word(range.last - 1)) || is_capital(view_.word(range.first));
      }
    }
  }

  // "the Philippines", "The Gambia": the article stays outside where the name is known without it.
  void leave_out_article(WordRange& range, std::vector<GazetteerMatch>& readings) const {
    if (range.size() < 2 || view_.token(range.first).upos != Upos::DET) return;
    const WordRange bare{range.first + 1, range.last};
    std::vector<GazetteerMatch> found = context_.gazetteer.lookup(view_.folded(bare), context_.language);
    std::erase_if(found, [&](const GazetteerMatch& match) { return match.entry != readings.front().entry; });
    if (found.empty()) return;
    range = bare;
    readings = std::move(found);
  }

  // "Conseil de sécurité de l'ONU" names two: where the shorter name is known for the same body, the other is left to
  // be found by itself.
  void shorten_to_own_name(WordRange& range, std::vector<GazetteerMatch>& readings) const {
    if (range.size() < 4 || context_.gazetteer[readings.front().entry].part_of.empty()) return;
    for (std::uint32_t last = range.last - 1; last > range.first + 1; --last) {
      if (!context_.vocabulary.is("genitive", view_.word(last).lemma)) continue;
      std::vector<GazetteerMatch> shorter =
          context_.gazetteer.lookup(view_.folded({range.first, last}), context_.language);
      std::erase_if(shorter, [&](const GazetteerMatch& match) { return match.entry != readings.front().entry; });
      if (shorter.empty()) continue;
      range.last = last;
      readings = std::move(shorter);
      return;
    }
  }

  // "péninsule coréenne": places and events that are written without a capital.
  bool is_written_small(const GazetteerMatch& match) const {
    const GazetteerEntry& entry = context_.gazetteer[match.entry];
    if (entry.type != NodeType::place && entry.type != NodeType::event) return false;
    const std::string& text = entry.names[match.name].text;
    return std::none_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; }) &&
           text.find("\xC3\x89") == std::string::npos && text.find(' ') != std::string::npos;
  }

  const Context& context_;
  const SentenceView& view_;
};

}  // namespace

std::vector<Segment> known_names(const Context& context, const SentenceView& view) {
  return Lookup(context, view).run();
}

}  // namespace entente::entities

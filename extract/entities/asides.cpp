// A line is an aside as a whole if it opens like one ("Lire aussi", "Photo :", "By Jane Smith"), if it ends in the
// credit of a picture ("(Photo: …)", "Jane Smith/Reuters"), or if it is a place and a date. Of a line of the story, a
// dateline at its beginning ("MOSCOW (Reuters) – ") and an agency in brackets at its end are asides. Which words do
// this is data.
#include "entities/asides.h"

#include <algorithm>
#include <string>

#include "entente/schema/fold.h"
#include "entente/schema/time_budget.h"
#include "entities/text_view.h"

namespace entente::entities {
namespace {

constexpr std::size_t kLongestPhrase = 5;    // words of "sur le même sujet"
constexpr std::size_t kLongestByline = 14;   // words
constexpr std::size_t kLongestDateline = 9;  // words before the dash
constexpr std::size_t kLongestCredit = 14;   // words of the credit at the end of a caption
constexpr std::size_t kLongestCaption = 60;  // words of a line that a credit ends
constexpr std::size_t kShortWord = 3;        // letters of le, à, and, in

/// One word of a line between white space.
struct Piece {
  std::string_view raw;
  std::uint32_t begin = 0;  // in the text
  std::string folded;       // without punctuation; "" for a dash

  [[nodiscard]] std::uint32_t end() const { return begin + static_cast<std::uint32_t>(raw.size()); }
};

using Pieces = std::vector<Piece>;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r'; }

Pieces pieces_of(std::string_view text, std::size_t begin, std::size_t end) {
  Pieces pieces;
  while (begin < end) {
    if (is_space(text[begin])) {
      ++begin;
      continue;
    }
    std::size_t stop = begin;
    while (stop < end && !is_space(text[stop])) ++stop;
    const std::string_view raw = text.substr(begin, stop - begin);
    pieces.push_back({raw, static_cast<std::uint32_t>(begin), fold_name(raw)});
    begin = stop;
  }
  return pieces;
}

bool is_dash(std::string_view raw) { return raw == "-" || raw == "–" || raw == "—" || raw == "--"; }
bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}
bool is_capitalized(std::string_view raw) {
  const Casing casing = casing_of(raw);
  return casing == Casing::capital || casing == Casing::upper;
}
bool ends_sentence(std::string_view raw) {
  return raw.ends_with('.') || raw.ends_with('!') || raw.ends_with('?') || raw.ends_with(':');
}

class LineReader {
 public:
  LineReader(const Pieces& pieces, const Vocabulary& vocabulary, const Gazetteer& gazetteer, std::string_view language)
      : pieces_(pieces), vocabulary_(vocabulary), gazetteer_(gazetteer), language_(language) {}

  [[nodiscard]] bool is_aside() const {
    return opens_aside(0) || is_byline() || is_place_and_date() || (pieces_.size() <= kLongestCaption && has_credit());
  }

  /// How many pieces the dateline takes, its dash included; 0 if there is none.
  [[nodiscard]] std::size_t dateline() const {
    const std::size_t last = std::min(pieces_.size(), kLongestDateline + 1);
    for (std::size_t dash = 1; dash < last; ++dash) {
      if (!is_dash(pieces_[dash].raw)) continue;
      return is_dateline(dash) ? dash + 1 : 0;
    }
    return 0;
  }

  /// Where the agency in brackets at the end of the line begins; its size if there is none.
  [[nodiscard]] std::size_t signature() const {
    if (pieces_.empty() || !pieces_.back().raw.ends_with(')')) return pieces_.size();
    for (std::size_t first = pieces_.size(); first-- > 0;) {
      if (!pieces_[first].raw.starts_with('(')) continue;
      return phrase_of(first, pieces_.size(), "agency") ? first : pieces_.size();
    }
    return pieces_.size();
  }

 private:
  /// True if the pieces [first, last) together are one phrase of that class.
  [[nodiscard]] bool phrase_of(std::size_t first, std::size_t last, std::string_view word_class) const {
    std::string joined;
    for (std::size_t i = first; i < last; ++i) {
      if (pieces_[i].folded.empty()) continue;
      if (!joined.empty()) joined += ' ';
      joined += pieces_[i].folded;
    }
    return !joined.empty() && vocabulary_.is(word_class, joined);
  }

  /// True if a phrase of the class no-evidence begins here. A single word needs a mark that sets it off: "Photo: …" is
  /// a caption, "Photo opportunities" may be a story.
  [[nodiscard]] bool opens_aside(std::size_t first) const {
    if (first < pieces_.size() && pieces_[first].raw.find("©") != std::string_view::npos) return true;
    const std::size_t last = std::min(pieces_.size(), first + kLongestPhrase);
    for (std::size_t end = last; end > first; --end) {
      if (!phrase_of(first, end, "no-evidence")) continue;
      const bool is_one_word = pieces_[end - 1].folded.find(' ') == std::string::npos && end == first + 1;
      return !is_one_word || is_set_off(end);
    }
    return false;
  }

  [[nodiscard]] bool is_set_off(std::size_t next) const {
    const std::string_view before = pieces_[next - 1].raw;
    if (before.ends_with(':') || before.ends_with(')') || before.find('/') != std::string_view::npos) return true;
    if (next >= pieces_.size()) return true;
    const std::string_view raw = pieces_[next].raw;
    return raw.starts_with(':') || raw.starts_with('|') || raw.starts_with('(') || raw.starts_with('/') ||
           raw.starts_with("©") || is_dash(raw) || starts_agency(next) ||
           (has_digit(raw) && is_bare(next, pieces_.size()));
  }

  [[nodiscard]] bool starts_agency(std::size_t first) const {
    return phrase_of(first, first + 1, "agency") ||
           (first + 2 <= pieces_.size() && phrase_of(first, first + 2, "agency"));
  }

  /// "By Jane Smith in Moscow": no verb, so every longer word has a capital.
  [[nodiscard]] bool is_byline() const {
    if (pieces_.size() < 2 || pieces_.size() > kLongestByline || ends_sentence(pieces_.back().raw)) return false;
    std::size_t name = 0;
    for (std::size_t end = std::min(pieces_.size() - 1, kLongestPhrase); end > 0 && name == 0; --end)
      if (phrase_of(0, end, "byline")) name = end;
    return name > 0 && (name > 1 || is_capitalized(pieces_[name].raw)) && is_bare(name, pieces_.size());
  }

  /// Nothing but names, dates, agencies and short words.
  [[nodiscard]] bool is_bare(std::size_t first, std::size_t last) const {
    for (std::size_t i = first; i < last; ++i) {
      const Piece& piece = pieces_[i];
      const bool is_small = piece.folded.size() <= kShortWord || vocabulary_.is("calendar", piece.folded);
      if (!is_capitalized(piece.raw) && !has_digit(piece.raw) && !is_small) return false;
    }
    return true;
  }

  [[nodiscard]] bool has_date(std::size_t last) const {
    bool names_time = false, counts = false;
    for (std::size_t i = 0; i < last; ++i) {
      names_time |= vocabulary_.is("calendar", pieces_[i].folded);
      counts |= has_digit(pieces_[i].raw);
    }
    return names_time && counts;
  }

  /// "Genève, le 3 mai 2024"
  [[nodiscard]] bool is_place_and_date() const {
    return pieces_.size() >= 3 && pieces_.size() <= kLongestDateline && pieces_[0].raw.ends_with(',') &&
           is_capitalized(pieces_[0].raw) && has_date(pieces_.size()) && is_bare(0, pieces_.size());
  }

  [[nodiscard]] bool is_dateline(std::size_t dash) const {
    if (!is_capitalized(pieces_[0].raw) || !is_bare(0, dash)) return false;
    if (has_date(dash)) return true;
    for (std::size_t i = 0; i < dash; ++i)
      if (starts_agency(i)) return true;
    return is_city_in_capitals(dash);
  }

  /// "KYIV, Ukraine — " and "MOSCOW — ", but not "OTAN – ".
  [[nodiscard]] bool is_city_in_capitals(std::size_t dash) const {
    std::size_t end = 0;
    while (end < dash && casing_of(pieces_[end].raw) == Casing::upper) ++end;
    if (end == 0) return false;
    if (end < dash) return pieces_[end - 1].raw.ends_with(',');
    std::string folded = pieces_[0].folded;
    for (std::size_t i = 1; i < end; ++i) folded += " " + pieces_[i].folded;
    const std::vector<GazetteerMatch> known = gazetteer_.lookup(folded, language_);
    return std::any_of(known.begin(), known.end(), [this](const GazetteerMatch& match) {
      return match.kind == NameKind::capital || gazetteer_[match.entry].type == NodeType::place;
    });
  }

  /// "… on Monday. (Photo by Jane Smith)", "… lundi. © AFP", "… Jane Smith/Reuters".
  [[nodiscard]] bool has_credit() const {
    const std::size_t earliest = pieces_.size() > kLongestCredit ? pieces_.size() - kLongestCredit : 0;
    for (std::size_t i = earliest; i < pieces_.size(); ++i) {
      const std::string_view raw = pieces_[i].raw;
      const std::size_t slash = raw.find('/');
      if (slash != std::string_view::npos && slash > 0 && is_capitalized(raw.substr(slash + 1)) &&
          (vocabulary_.is("agency", fold_name(raw.substr(0, slash))) ||
           vocabulary_.is("no-evidence", fold_name(raw.substr(0, slash))) || ends_in_agency(i, raw.substr(slash + 1))))
        return true;  // REUTERS/Jane Smith, AP Photo/Jane Smith, Jane Smith/Reuters
      const bool may_open =
          i > 0 && (raw.starts_with('(') || raw.starts_with('[') || raw.starts_with("©") ||
                    pieces_[i - 1].raw.ends_with('.') || is_dash(pieces_[i - 1].raw) || pieces_[i - 1].raw == "|");
      if (may_open && opens_aside(i)) return true;
    }
    return false;
  }

  /// True if `first` and the rest of the line are the name of an agency: "Reuters)", "Getty Images".
  [[nodiscard]] bool ends_in_agency(std::size_t at, std::string_view first) const {
    std::string folded = fold_name(first);
    for (std::size_t i = at + 1; i < pieces_.size(); ++i)
      if (!pieces_[i].folded.empty()) folded += " " + pieces_[i].folded;
    return vocabulary_.is("agency", folded);
  }

  const Pieces& pieces_;
  const Vocabulary& vocabulary_;
  const Gazetteer& gazetteer_;
  std::string_view language_;
};

}  // namespace

std::vector<ByteSpan> asides(std::string_view text, const Vocabulary& vocabulary, const Gazetteer& gazetteer,
                             std::string_view language) {
  std::vector<ByteSpan> found;
  for (std::size_t begin = 0; begin < text.size();) {
    TimeBudget::check();
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const Pieces pieces = pieces_of(text, begin, end);
    begin = end + 1;
    if (pieces.empty()) continue;
    const LineReader line(pieces, vocabulary, gazetteer, language);
    if (line.is_aside()) {
      found.push_back({pieces.front().begin, pieces.back().end()});
      continue;
    }
    const std::size_t story = line.dateline(), signature = line.signature();
    if (story > 0) found.push_back({pieces.front().begin, pieces[story - 1].end()});
    if (signature < pieces.size() && signature >= story)
      found.push_back({pieces[signature].begin, pieces.back().end()});
  }
  return found;
}

void leave_out(const std::vector<ByteSpan>& spans, std::vector<Sentence>& sentences) {
  if (spans.empty()) return;
  const auto is_out = [&spans](const Token& token) {
    const auto after = std::upper_bound(spans.begin(), spans.end(), token.span.begin,
                                        [](std::uint32_t at, ByteSpan span) { return at < span.begin; });
    return after != spans.begin() && token.span.end <= std::prev(after)->end;
  };
  for (Sentence& sentence : sentences) {
    std::vector<std::uint32_t> place(sentence.tokens.size() + 1);  // the new index of each word
    std::uint32_t kept = 0;
    for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
      place[i] = kept;
      kept += static_cast<std::uint32_t>(!is_out(sentence.tokens[i]));
    }
    place.back() = kept;
    if (kept == sentence.tokens.size()) continue;
    std::erase_if(sentence.tokens, is_out);
    for (Contraction& contraction : sentence.contractions) {
      contraction.first = place[contraction.first];
      contraction.last = place[contraction.last];
    }
    std::erase_if(sentence.contractions, [](const Contraction& c) { return c.first == c.last; });
    if (kept > 0) sentence.span = {sentence.tokens.front().span.begin, sentence.tokens.back().span.end};
  }
  std::erase_if(sentences, [](const Sentence& sentence) { return sentence.tokens.empty(); });
}

}  // namespace entente::entities

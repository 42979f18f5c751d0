// From text to sentences of words: stretches of text (lines.h), written tokens (tokenizer.h), ends of sentences
// (decisions.h), and here the syntactic words of each token.
#include "language/segment.h"

#include <algorithm>

#include "entente/extract/language.h"
#include "entente/schema/time_budget.h"
#include "language/characters.h"
#include "language/decisions.h"
#include "language/lines.h"
#include "language/tokenizer.h"
#include "language/word_tables.h"

namespace entente {
namespace {

constexpr std::uint32_t kLongestSentence = 400;  // words; parsing takes time that grows faster than the length

class Builder {
 public:
  Builder(std::string_view text, const Characters& characters, std::vector<Sentence>& sentences)
      : text_(text), characters_(characters), sentences_(sentences) {}

  // Adds a sentence of pieces [first, last), or several if it is too long.
  void add(const std::vector<Piece>& pieces, std::size_t first, std::size_t last) {
    sentence_ = {};
    sentence_.tokens.reserve(last - first + 4);
    for (std::size_t i = first; i < last; ++i) {
      if (sentence_.tokens.size() + most_words(pieces[i]) > kLongestSentence) finish();
      add_piece(pieces[i]);
    }
    finish();
  }

 private:
  static std::size_t most_words(const Piece& piece) {
    if (piece.words != nullptr) return piece.words->size();
    return piece.suffix > 0 ? 2 : 1;
  }

  ByteSpan bytes(std::size_t begin, std::size_t end) const { return {characters_.byte(begin), characters_.byte(end)}; }

  std::string_view written(ByteSpan span) const { return text_.substr(span.begin, span.end - span.begin); }

  void add_word(ByteSpan span, std::string_view form) {
    Token& token = sentence_.tokens.emplace_back();
    token.span = span;
    token.form = form;
  }

  void add_piece(const Piece& piece) {
    const ByteSpan span = bytes(piece.begin, piece.end);
    const auto first = static_cast<std::uint32_t>(sentence_.tokens.size());
    if (piece.words != nullptr) {
      if (piece.spelled)
        add_spelled(piece);
      else
        add_expanded(piece, span);
    } else if (piece.suffix > 0 && piece.begin + piece.suffix < piece.end) {
      for (const ByteSpan part :
           {bytes(piece.begin, piece.end - piece.suffix), bytes(piece.end - piece.suffix, piece.end)})
        add_word(part, written(part));
    } else {
      add_word(span, written(span));
      return;
    }
    const auto last = static_cast<std::uint32_t>(sentence_.tokens.size());
    sentence_.contractions.push_back({first, last, std::string(written(span))});
  }

  // can|not: each word has its own part of the token.
  void add_spelled(const Piece& piece) {
    std::size_t begin = piece.begin;
    for (const std::string& word : *piece.words) {
      const ByteSpan part = bytes(begin, begin + word.size());  // the tables hold ASCII only
      add_word(part, written(part));
      begin += word.size();
    }
  }

  // du = de + le: a capital goes to the first word, capitals throughout to all.
  void add_expanded(const Piece& piece, ByteSpan span) {
    const bool capital = characters_.is(piece.begin, CharClass::upper);
    const bool capitals = capital && characters_.is(piece.begin + 1, CharClass::upper);
    bool first = true;
    for (const std::string& word : *piece.words) {
      add_word(span, word);
      std::string& form = sentence_.tokens.back().form;
      const std::size_t letters = capitals ? form.size() : (capital && first ? 1 : 0);
      std::transform(form.begin(), form.begin() + static_cast<std::ptrdiff_t>(letters), form.begin(), upper_ascii);
      if (letters > 0 && word.starts_with("à")) form.replace(0, 2, "À");
      first = false;
    }
  }

  static char upper_ascii(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }

  void finish() {
    if (sentence_.tokens.empty()) return;
    sentence_.span = {sentence_.tokens.front().span.begin, sentence_.tokens.back().span.end};
    sentences_.push_back(std::move(sentence_));
    sentence_ = {};
  }

  std::string_view text_;
  const Characters& characters_;
  std::vector<Sentence>& sentences_;
  Sentence sentence_;
};

// The pieces of a dateline or time mark that a stretch begins with, its dash included; 0 if there is none: "BAMAKO –",
// "PORT KAITUMA, Guyana —", "Nairobi, le 24 février 2025 –", "• 07 h 15 –".
std::size_t dateline(const Characters& text, const std::vector<Piece>& pieces) {
  constexpr std::size_t kLongest = 12;    // pieces before the dash
  constexpr std::size_t kLeastAfter = 8;  // a headline is no article
  constexpr std::size_t kLeastCapitals = 3;
  const auto is_dash = [&](std::size_t i) {
    const Piece& piece = pieces[i];
    const bool is_one = piece.end - piece.begin == 1 &&
                        (text.is(piece.begin, CharClass::dash) || text.is(piece.begin, CharClass::hyphen));
    return is_one && pieces[i - 1].end < piece.begin && piece.end < pieces[i + 1].begin;
  };
  const auto is_in_capitals = [&](const Piece& piece) {
    std::size_t letters = 0;
    for (std::size_t at = piece.begin; at < piece.end; ++at) {
      if (text.is(at, CharClass::lower)) return false;
      letters += text.is(at, CharClass::upper) ? 1 : 0;
    }
    return letters >= kLeastCapitals;
  };
  for (std::size_t i = 1; i <= kLongest && i + kLeastAfter < pieces.size(); ++i) {
    if (text.is(pieces[i].begin, CharClass::stop)) return 0;
    if (!is_dash(i)) continue;
    const std::size_t next = pieces[i + 1].begin;
    const bool starts =
        text.is(next, CharClass::upper) || text.is(next, CharClass::open) || text.is(next, CharClass::quote);
    const bool names_day = text.is(pieces[i - 1].end - 1, CharClass::digit) &&
                           (text.is(pieces[1].begin, U',') || !text.is_letter(pieces[0].begin));
    return starts && (names_day || is_in_capitals(pieces[0])) ? i + 1 : 0;
  }
  return 0;
}

}  // namespace

std::vector<Sentence> segment(std::string_view text, std::string_view language) {
  return segment(text, language, word_tables(language));
}

std::vector<Sentence> segment(std::string_view text, std::string_view language, const WordTables& tables) {
  std::vector<Sentence> sentences;
  Characters characters;
  std::vector<Piece> pieces;
  Tokenizer tokenizer(tables);
  const Decisions& models = decisions(language);
  Builder builder(text, characters, sentences);
  for (const ByteSpan stretch : stretches(text)) {
    TimeBudget::check();
    characters.decode(text, stretch);
    pieces.clear();
    tokenizer.tokenize(characters, pieces);
    resolve_contractions(characters, pieces, tables.common, models.contractions);
    std::size_t first = dateline(characters, pieces);
    if (first > 0) builder.add(pieces, 0, first);
    for (const std::uint32_t last : sentence_ends(characters, pieces, tables.common, models.breaks)) {
      if (last <= first) continue;
      builder.add(pieces, first, last);
      first = last;
    }
  }
  return sentences;
}

}  // namespace entente

// Words by the conventions of the French GSD and Sequoia and the English EWT and GUM treebanks.
//
// White space ends a token (but 10 000 is one number). Between two white spaces, a run of letters and digits goes on
// over a sign that stands inside words: the hyphen of nord-coréen, the apostrophe of aujourd'hui, the full stops of
// U.S., the comma of 3,5, the colon of 5:30. What was taken together is then cut by the tables of the language:
// elisions (l'|ami), clitics (a|-t-il), English hyphens (well|-|known) and suffixes (do|n't). Every step looks a
// bounded distance ahead, or at what it then consumes, so that the whole is linear whatever the text. Tested by
// tests/extract/segment_test.cpp.
#include "language/tokenizer.h"

#include <algorithm>

namespace entente {
namespace {
constexpr std::size_t kLongestKey = 24;  // no entry of the tables is longer
}

void Tokenizer::tokenize(const Characters& text, std::vector<Piece>& pieces) {
  text_ = &text;
  pieces_ = &pieces;
  quoted_ = false;
  Position at = 0;
  Position chunk_end = 0;
  while (at < text.size()) {
    if (text.is(at, CharClass::space)) {
      ++at;
      continue;
    }
    if (at >= chunk_end) {
      chunk_end = at;
      while (chunk_end < text.size() && !text.is(chunk_end, CharClass::space)) ++chunk_end;
    }
    if (may_start_address(at)) {
      const Position end = address(at, chunk_end);
      if (end != at) {
        emit(at, end);
        at = end;
        continue;
      }
    }
    at = token(at, chunk_end);
  }
}

Tokenizer::Position Tokenizer::token(Position begin, Position chunk_end) {
  const Characters& text = *text_;
  if (text.is_word(begin)) return word(begin, chunk_end);
  const bool starts = begin == 0 || !text.is_word(begin - 1);
  // A sign, or the mark of a hashtag or a user name, belongs to what follows it.
  if (starts && begin + 1 < chunk_end) {
    const char32_t code = text.code(begin);
    const bool sign = (text.is(begin, CharClass::hyphen) || code == U'+') && text.is_ascii_digit(begin + 1) &&
                      (begin == 0 || text.is(begin - 1, CharClass::space) || text.is(begin - 1, CharClass::open));
    const bool tag = (code == U'#' || code == U'@') && text.is_letter(begin + 1);
    const bool extension = code == U'.' && text.is(begin + 1, CharClass::lower) && begin > 0;
    if (sign || tag || extension) {
      const Position end = scan_word(begin + 1, chunk_end);
      emit(begin, end);
      return end;
    }
  }
  if (text.is(begin, U'°') && text.is_letter(begin + 1) && !text.is_word(begin + 2)) {  // °C
    emit(begin, begin + 2);
    return begin + 2;
  }
  if (text.is(begin, CharClass::apostrophe)) return apostrophe(begin, chunk_end);
  return punctuation(begin, chunk_end);
}

// Only signs that end an address stand before one, so that no character is looked at for two addresses.
bool Tokenizer::may_start_address(Position at) const {
  const Characters& text = *text_;
  return text.is_letter(at) && (at == 0 || text.is(at - 1, CharClass::space) || ends_address(at - 1));
}

bool Tokenizer::ends_address(Position at) const {
  const Characters& text = *text_;
  return text.is(at, CharClass::quote) || text.is(at, CharClass::open) || text.is(at, CharClass::close) ||
         text.is(at, U'<') || text.is(at, U'>');
}

// An address of the web or of mail, without the punctuation that follows it; `begin` if there is none.
Tokenizer::Position Tokenizer::address(Position begin, Position chunk_end) const {
  const Characters& text = *text_;
  if (chunk_end - begin < 5) return begin;
  auto starts_with = [&](std::string_view prefix) {
    for (std::size_t i = 0; i < prefix.size(); ++i) {
      if (begin + i >= chunk_end) return false;
      const char32_t code = text.code(begin + i);
      if ((code < 0x80 ? code | (text.is_letter(begin + i) ? 32 : 0) : code) != static_cast<char32_t>(prefix[i]))
        return false;
    }
    return true;
  };
  bool found = starts_with("http://") || starts_with("https://") || starts_with("ftp://") || starts_with("www.") ||
               starts_with("mailto:");
  if (!found && text.is_word(begin)) {
    Position at_sign = begin;
    bool plain = true;
    for (; at_sign < chunk_end && text.code(at_sign) != U'@'; ++at_sign) {
      const char32_t code = text.code(at_sign);
      plain = plain &&
              (text.is_word(at_sign) || code == U'.' || code == U'-' || code == U'_' || code == U'+' || code == U'%');
      if (!plain) break;
    }
    found = plain && at_sign + 1 < chunk_end && text.is_word(at_sign + 1);
  }
  if (!found) return begin;
  Position end = begin;
  while (end < chunk_end && !ends_address(end)) ++end;
  while (end > begin && !text.is_word(end - 1) && text.code(end - 1) != U'/' && text.code(end - 1) != U'_') --end;
  return end;
}

bool Tokenizer::period_connects(Position begin, Position at, Position end) const {
  const Characters& text = *text_;
  const bool digit_before = text.is(at - 1, CharClass::digit);
  const bool digit_after = text.is(at + 1, CharClass::digit);
  if (digit_before || digit_after) return true;
  const bool single_before = at - 1 == begin || !text.is_word(at - 2);
  if (single_before && !text.is_letter(at + 2)) return true;  // U.S, a.k.a
  if (text.is(at + 1, CharClass::lower))
    return !single_before || text.is(at - 1, CharClass::lower) || at + 2 < end;  // example.com
  // A capital after a full stop starts a sentence (fin.Le) unless both sides are in capitals.
  return text.is(at - 1, CharClass::upper) && text.is(at + 2, CharClass::upper);
}

// Whether the sign at `at`, which follows a letter or digit, stands inside a word.
bool Tokenizer::connects(Position begin, Position at, Position end) const {
  const Characters& text = *text_;
  if (at + 1 >= end || !text.is_word(at + 1)) return false;
  const bool digits = text.is_ascii_digit(at - 1) && text.is_ascii_digit(at + 1);
  switch (text.code(at)) {
    case U'.':
      return period_connects(begin, at, end);
    case U',':
    case U':':
      return digits;
    case U'/':
      return digits || slash_connects(begin, at, end);
    case U'&':
      return text.is(at - 1, CharClass::upper) && text.is(at + 1, CharClass::upper);
    case U'_':
      return true;
    default:
      return text.is(at, CharClass::hyphen) || text.is(at, CharClass::apostrophe);
  }
}

// km/h and the like are listed.
bool Tokenizer::slash_connects(Position begin, Position at, Position end) const {
  constexpr Position kLongest = 8;
  if (at - begin > kLongest) return false;
  Position after = at + 1;
  while (after < end && after - at <= kLongest && text_->is_word(after)) ++after;
  std::string folded;
  text_->fold(begin, after, folded);
  return tables_.keep.contains(std::string_view(folded));
}

// The end of an ending in brackets, such as the (s) of auteur(s); `at` if there is none.
Tokenizer::Position Tokenizer::scan_ending(Position at, Position end) const {
  constexpr Position kLongest = 5;
  Position close = at;
  while (close < end && close - at < kLongest && text_->code(close) != U')') ++close;
  if (close >= end || text_->code(close) != U')') return at;
  std::string folded;
  text_->fold(at, close + 1, folded);
  return tables_.endings.contains(std::string_view(folded)) ? close + 1 : at;
}

Tokenizer::Position Tokenizer::scan_word(Position begin, Position end) const {
  const Characters& text = *text_;
  Position at = begin;
  while (at < end && (text.is_word(at) || (at > begin && connects(begin, at, end)))) ++at;
  if (at < end && text.code(at) == U'(') {
    const Position ending = scan_ending(at, end);
    if (ending != at) return ending;
  }
  // US$, n°
  if (at < end && at > begin && text.code(at) == U'$' && at - begin <= 2 && text.is(begin, CharClass::upper)) ++at;
  if (at < end && at - begin == 1 && text.code(at) == U'°' && (text.code(begin) | 32) == U'n') ++at;
  return at;
}

// 10 000: one to three digits, then groups of three, each after one space.
Tokenizer::Position Tokenizer::scan_grouped(Position begin, Position end) const {
  const Characters& text = *text_;
  if (end - begin > 3) return end;
  for (Position at = begin; at < end; ++at)
    if (!text.is_ascii_digit(at)) return end;
  if (begin > 1 && text.is(begin - 1, CharClass::space) && text.is_ascii_digit(begin - 2)) return end;
  const auto space = [&](Position at) {  // also no-break, thin, and narrow no-break
    return text.is(at, U' ') || text.is(at, U'\u00A0') || text.is(at, U'\u2009') || text.is(at, U'\u202F');
  };
  while (space(end) && text.is_ascii_digit(end + 1) && text.is_ascii_digit(end + 2) && text.is_ascii_digit(end + 3) &&
         !text.is_word(end + 4))
    end += 4;
  if (text.is(end, U',') && text.is_ascii_digit(end + 1)) {
    ++end;
    while (text.is_ascii_digit(end)) ++end;
  }
  return end;
}

// U.S, a.k.a, J: single letters with full stops between them.
bool Tokenizer::is_initialism(Position begin, Position end) const {
  const Characters& text = *text_;
  if ((end - begin) % 2 == 0 || end - begin > 15) return false;
  for (Position at = begin; at < end; ++at)
    if ((at - begin) % 2 == 0 ? !text.is_letter(at) : text.code(at) != U'.') return false;
  return true;
}

// Where the word ends if the full stop behind it is its own.
Tokenizer::Position Tokenizer::full_stop(Position begin, Position end, Position chunk_end, Piece& piece) {
  const Characters& text = *text_;
  if (end >= chunk_end || text.code(end) != U'.' || end - begin > kLongestKey || text.is(end + 1, U'.')) return end;
  Position next = end + 1;
  while (text.is(next, CharClass::space) && next < end + 4) ++next;
  const auto take = [&](bool may_end) {
    piece.full_stop = true;
    piece.may_end = may_end;
    return end + 1;
  };
  const std::string& folded = key(begin, end + 1);
  const std::string_view source(folded);
  auto listed = tables_.abbreviations.find(source);
  const auto* full = listed != tables_.abbreviations.end() ? &listed->second : nullptr;
  if (full == nullptr && text.is(begin, CharClass::upper)) {
    std::string cased = folded;  // cased abbreviations have a capital first letter and no other
    if (cased[0] >= 'a' && cased[0] <= 'z') cased[0] = static_cast<char>(cased[0] - 32);
    auto cased_listed = tables_.cased_abbreviations.find(cased);
    if (cased_listed != tables_.cased_abbreviations.end()) full = &cased_listed->second;
  }
  if (full != nullptr) {
    if (*full == WordTables::Full::may_end) return take(true);
    if (*full == WordTables::Full::before_digit ? text.is_ascii_digit(next) : next < text.size()) return take(false);
    return end;
  }
  if (is_initialism(begin, end)) {
    if (end - begin > 1) return take(true);
    if (text.is(begin, CharClass::upper) && (text.is(next, CharClass::upper) || text.is(end + 1, CharClass::hyphen)))
      return take(false);
  }
  return end;
}

// J.-P.: capitals with full stops, joined by hyphens; `begin` if there are none.
Tokenizer::Position Tokenizer::scan_initials(Position begin, Position end) const {
  const Characters& text = *text_;
  Position at = begin;
  while (at + 1 < end && text.is(at, CharClass::upper) && text.code(at + 1) == U'.') {
    if (at + 2 >= end || !text.is(at + 2, CharClass::hyphen)) return at > begin ? at + 2 : begin;
    at += 3;
  }
  return begin;
}

Tokenizer::Position Tokenizer::word(Position begin, Position chunk_end) {
  const Characters& text = *text_;
  if (const Position initials = scan_initials(begin, chunk_end); initials != begin) {
    Piece& piece = emit(begin, initials);
    piece.full_stop = true;
    return initials;
  }
  // Abbreviations with inner full stops (c.-à-d., Ph.D.) are looked up as a whole.
  Position dotted = begin;
  bool dots = false;
  while (dotted < chunk_end && dotted - begin < kLongestKey / 2 &&
         (text.is_letter(dotted) || text.code(dotted) == U'.' || text.is(dotted, CharClass::hyphen))) {
    dots = dots || (text.code(dotted) == U'.' && dotted + 1 < chunk_end && !text.is(dotted + 1, CharClass::stop));
    ++dotted;
  }
  if (dots && text.code(dotted - 1) == U'.') {
    auto listed = tables_.abbreviations.find(std::string_view(key(begin, dotted)));
    if (listed != tables_.abbreviations.end()) {
      Piece& piece = emit(begin, dotted);
      piece.full_stop = true;
      piece.may_end = listed->second == WordTables::Full::may_end;
      return dotted;
    }
  }
  Position end = scan_word(begin, chunk_end);
  if (tables_.spaces_group_thousands && text.is_ascii_digit(begin)) {
    const Position grouped = scan_grouped(begin, end);
    if (grouped != end) {
      emit(begin, grouped);
      return grouped;
    }
  }
  // l' at the end of what was read: L'« oasis »
  if (text.is(end, CharClass::apostrophe) && end < chunk_end && end - begin < 8 &&
      tables_.elisions.contains(std::string_view(key(begin, end + 1)))) {
    emit(begin, end + 1);
    return end + 1;
  }
  Piece stop;
  // The full stop may belong to the last part of what was read (l'art., Saint-J.).
  Position last = end;
  while (last > begin && end - last < kLongestKey && !text.is(last - 1, CharClass::apostrophe) &&
         !(text.is(last - 1, CharClass::hyphen)))
    --last;
  const Position with_stop = full_stop(last, end, chunk_end, stop);
  if (with_stop != end) {
    if (last > begin && text.is(last - 1, CharClass::hyphen)) {  // J.-C. and the like stay whole
      last = begin;
    } else if (last > begin) {
      emit_word(begin, last);
    }
    Piece& piece = emit(last, with_stop);
    piece.full_stop = true;
    piece.may_end = stop.may_end;
    return with_stop;
  }
  // states': the apostrophe is a suffix when no quotation is open
  if (text.is(end, CharClass::apostrophe) && end < chunk_end && !quoted_ && tables_.suffixes.contains("'") &&
      text.code(end) != U'`' && (text.code(end - 1) | 32) == U's' && !text.is(end + 1, CharClass::apostrophe) &&
      !text.is_word(end + 1)) {
    emit(begin, end + 1).suffix = 1;
    return end + 1;
  }
  emit_word(begin, end);
  return end;
}

void Tokenizer::emit_word(Position begin, Position end) {
  const Characters& text = *text_;
  // Elisions: l'|, qu'|, jusqu'|
  while (begin < end) {
    if (end - begin <= kLongestKey && tables_.keep.contains(std::string_view(key(begin, end)))) {
      emit(begin, end);
      return;
    }
    Position mark = begin;
    while (mark < end && mark - begin < 9 && !text.is(mark, CharClass::apostrophe)) ++mark;
    if (mark + 1 >= end || !text.is(mark, CharClass::apostrophe) ||
        !tables_.elisions.contains(std::string_view(key(begin, mark + 1))))
      break;
    emit(begin, mark + 1);
    begin = mark + 1;
  }
  if (begin >= end) return;
  if (tables_.hyphens_split)
    emit_hyphenated(begin, end);
  else
    emit_joined(begin, end);
}

// The end of the word without its last clitic; `end` if it has none.
Tokenizer::Position Tokenizer::host_end(Position begin, Position end) {
  const Characters& text = *text_;
  if (tables_.clitics.empty()) return end;
  Position hyphen = end;
  int hyphens = 0;
  Position result = end;
  while (hyphen > begin + 1 && end - hyphen < 9 && hyphens < 2) {
    --hyphen;
    if (!text.is(hyphen, CharClass::hyphen)) continue;
    ++hyphens;
    auto clitic = tables_.clitics.find(std::string_view(key(hyphen, end)));
    if (clitic == tables_.clitics.end()) continue;
    const std::string& endings = clitic->second;
    const std::string_view host(key(hyphen - 1, hyphen));
    if (endings.empty() || endings.find(host) != std::string::npos) result = hyphen;
  }
  return result;
}

// Words whose hyphens join: cut the clitics off the end.
void Tokenizer::emit_joined(Position begin, Position end) {
  constexpr std::size_t kMostClitics = 3;  // allez-vous-en-là
  std::vector<Position> cuts;
  Position host = end;
  while (cuts.size() < kMostClitics) {
    if (host - begin <= kLongestKey && tables_.keep.contains(std::string_view(key(begin, host)))) break;
    const Position shorter = host_end(begin, host);
    if (shorter == host) break;
    cuts.push_back(host);
    host = shorter;
  }
  emit_simple(begin, host);
  for (; !cuts.empty(); cuts.pop_back()) {
    emit(host, cuts.back());
    host = cuts.back();
  }
}

// Words whose hyphens split: well|-|known, but anti-Russian, 555-0199 and Jean|-|Paul.
void Tokenizer::emit_hyphenated(Position begin, Position end) {
  const Characters& text = *text_;
  int hyphens = 0;
  bool digits = true;
  for (Position at = begin; at < end; ++at) {
    if (text.is(at, CharClass::hyphen))
      ++hyphens;
    else
      digits = digits && text.is_ascii_digit(at);
  }
  if (digits && (hyphens > 1 || (hyphens == 1 && end - begin >= 8 && text.is(begin + 3, CharClass::hyphen)))) {
    emit(begin, end);  // a telephone number or a date
    return;
  }
  Position part = begin;
  for (Position at = begin; at < end; ++at) {
    if (!text.is(at, CharClass::hyphen)) continue;
    if (at - part <= kLongestKey && tables_.prefixes.contains(std::string_view(key(part, at)))) continue;
    emit_simple(part, at);
    emit(at, at + 1);
    part = at + 1;
  }
  emit_simple(part, end);
}

void Tokenizer::emit_simple(Position begin, Position end) {
  const Characters& text = *text_;
  if (begin >= end) return;
  if (end - begin > kLongestKey && !text.is_ascii_digit(begin)) {
    // Too long for the tables; suffixes stand at the end.
    Position at = end;
    while (end - at < 4 && !text.is(at - 1, CharClass::apostrophe)) --at;
    if (end - at < 4 && tables_.suffixes.contains(std::string_view(key(at - 1, end)))) {
      emit(begin, end).suffix = static_cast<std::uint32_t>(end - at + 1);
      return;
    }
    emit(begin, end);
    return;
  }
  if (text.is_ascii_digit(begin)) {
    Position number = begin;
    while (number < end && !text.is_letter(number)) ++number;
    Position unit_end = number;
    while (unit_end < end && text.is_letter(unit_end)) ++unit_end;
    if (number < unit_end && unit_end < end && end - unit_end == 2 && text.is_ascii_digit(unit_end) &&
        tables_.clock_units.contains(std::string_view(key(number, unit_end)))) {  // 14|h|30
      emit(begin, number);
      emit(number, unit_end);
      emit(unit_end, end);
      return;
    }
    if (number < end && number > begin && end - number <= kLongestKey &&
        tables_.units.contains(std::string_view(key(number, end)))) {
      emit(begin, number);
      emit(number, end);
      return;
    }
  }
  const std::string& folded = key(begin, end);
  if (auto found = tables_.contractions.find(std::string_view(folded)); found != tables_.contractions.end()) {
    Piece& piece = emit(begin, end);
    piece.words = &found->second.words;
    piece.doubtful = found->second.doubtful;
    return;
  }
  if (auto found = tables_.splits.find(std::string_view(folded)); found != tables_.splits.end()) {
    Piece& piece = emit(begin, end);
    piece.words = &found->second;
    piece.spelled = true;
    return;
  }
  if (!tables_.suffixes.empty()) {
    for (std::uint32_t length = 3; length >= 2; --length) {
      if (end - begin <= length) continue;
      if (tables_.suffixes.contains(std::string_view(key(end - length, end)))) {
        emit(begin, end).suffix = length;
        return;
      }
    }
  }
  emit(begin, end);
}

Tokenizer::Position Tokenizer::apostrophe(Position begin, Position chunk_end) {
  const Characters& text = *text_;
  Position end = begin + 1;
  while (end < chunk_end && end - begin < 4 && text.is_word(end)) ++end;
  const bool whole = end == chunk_end || !text.is_word(end);
  if (whole && end - begin > 1) {
    const std::string& folded = key(begin, end);
    const bool after_word = begin > 0 && !text.is(begin - 1, CharClass::space);
    const bool year = text.is_ascii_digit(begin + 1) && text.is_ascii_digit(begin + 2) && !text.is(begin, U'`');
    if ((after_word && tables_.suffixes.contains(std::string_view(folded))) || year ||
        tables_.keep.contains(std::string_view(folded))) {
      emit(begin, end);
      return end;
    }
  }
  if (begin + 1 < chunk_end && text.code(begin + 1) == text.code(begin)) {  // ''
    emit(begin, begin + 2);
    return begin + 2;
  }
  const bool opens = begin == 0 || !text.is_word(begin - 1);
  quoted_ = opens && text.is_word(begin + 1);
  emit(begin, begin + 1);
  return begin + 1;
}

Tokenizer::Position Tokenizer::punctuation(Position begin, Position chunk_end) {
  const Characters& text = *text_;
  if (chunk_end - begin <= 4 && chunk_end - begin > 1 &&
      tables_.emoticons.contains(std::string_view(key(begin, chunk_end)))) {
    emit(begin, chunk_end);
    return chunk_end;
  }
  const char32_t code = text.code(begin);
  Position end = begin + 1;
  if (text.is(begin, CharClass::stop)) {
    // "?!" is one token, but "?..." is two.
    const auto ellipsis = [&](Position at) {
      return text.is(at, U'\u2026') || (text.is(at, U'.') && text.is(at + 1, U'.'));
    };
    while (end < chunk_end && text.is(end, CharClass::stop) && (text.code(end - 1) == U'.' || !ellipsis(end))) ++end;
  } else if (text.is(begin, CharClass::hyphen) || code == U'*' || code == U'=' || code == U'_' || code == U'#' ||
             code == U'~' || code == U'+' || code == U'<' || code == U'>' || code == U'|' || code == U'$') {
    while (end < chunk_end && text.code(end) == code) ++end;
  }
  emit(begin, end);
  return end;
}

Piece& Tokenizer::emit(Position begin, Position end) {
  for (; end - begin > kMaxLength; begin += kMaxLength)
    pieces_->push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + kMaxLength)});
  pieces_->push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
  return pieces_->back();
}

const std::string& Tokenizer::key(Position begin, Position end) {
  text_->fold(begin, end, key_);
  return key_;
}

}  // namespace entente

#include "language/contexts.h"

#include <algorithm>
#include <array>

namespace entente {
namespace {

constexpr std::size_t kSlots = 8;
constexpr std::size_t kMostClosers = 4;
constexpr std::size_t kLongestForm = 24;

// The last `count` code points of a word.
std::string_view ending(std::string_view word, int count) {
  std::size_t at = word.size();
  while (at > 0 && count > 0) {
    --at;
    if ((static_cast<unsigned char>(word[at]) & 0xC0U) != 0x80U) --count;
  }
  return word.substr(at);
}

std::string_view length_name(std::size_t words) {
  constexpr std::array<std::pair<std::size_t, std::string_view>, 9> kClasses = {
      {{1, "1"}, {2, "2"}, {3, "3"}, {4, "4"}, {6, "6"}, {9, "9"}, {14, "14"}, {24, "24"}, {40, "40"}}};
  for (const auto& [most, name] : kClasses)
    if (words <= most) return name;
  return "more";
}

}  // namespace

Contexts::Contexts(const Characters& text, const std::vector<Piece>& pieces, const SortedLines& common)
    : text_(text), pieces_(pieces), common_(common), closing_(pieces.size(), false), slots_(kSlots) {
  bool open = false;
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    if (kind(i) != CharClass::quote) continue;
    // The side on which the quote touches a word decides; if neither or both do, quotes take turns.
    const bool touches_left = i > 0 && attached(i);
    const bool touches_right = i + 1 < pieces_.size() && attached(i + 1);
    closing_[i] = touches_left == touches_right ? open : touches_left;
    open = !closing_[i];
  }
}

bool Contexts::closes(std::size_t piece) const {
  switch (kind(piece)) {
    case CharClass::close:
      return true;
    case CharClass::quote:
      return closing_[piece];
    case CharClass::apostrophe:
      return piece > 0 && attached(piece) && pieces_[piece].end - pieces_[piece].begin <= 2;
    default:
      return false;
  }
}

// The last piece before `next` that does not close a quotation or a bracket.
std::size_t Contexts::before_closers(std::size_t next) const {
  std::size_t last = next - 1;
  for (std::size_t i = 0; i < kMostClosers && last > 0 && closes(last); ++i) --last;
  return last;
}

bool Contexts::follows_stop(std::size_t next) const {
  const std::size_t last = before_closers(next);
  return kind(last) == CharClass::stop || (pieces_[last].full_stop && pieces_[last].may_end);
}

bool Contexts::may_break(std::size_t next) const {
  if (closes(next)) return false;
  const bool stop = follows_stop(next);
  if (attached(next)) return stop && kind(next) == CharClass::upper && kind(next - 1) != CharClass::apostrophe;
  switch (kind(next)) {
    case CharClass::lower:
      // What comes after a question or a quotation may tell who spoke: « Quand ? » demanda-t-il.
      if (closes(next - 1)) return false;
      if (next + 1 < pieces_.size() && attached(next + 1) && kind(next + 1) == CharClass::hyphen) return false;
      return stop || text_.is(pieces_[next - 1].begin, U':') || text_.is(pieces_[next - 1].begin, U';');
    case CharClass::close:
    case CharClass::stop:
      return false;
    case CharClass::dash:
      return stop;  // BAMAKO – L'armée …
    default:
      return true;
  }
}

void Contexts::start_sentence(std::size_t first) {
  first_ = first;
  seen_ = first;
  brackets_ = 0;
  quoted_ = false;
  all_capitals_ = true;
}

void Contexts::advance(std::size_t next) {
  for (; seen_ < next; ++seen_) {
    const CharClass kind_seen = kind(seen_);
    if (kind_seen == CharClass::open) ++brackets_;
    if (kind_seen == CharClass::close) --brackets_;
    if (kind_seen == CharClass::quote) quoted_ = !closing_[seen_];
    const Shape shape_seen = shape(seen_);
    if (shape_seen == Shape::lower || shape_seen == Shape::capital || shape_seen == Shape::mixed) all_capitals_ = false;
  }
}

Contexts::Shape Contexts::shape(std::size_t piece) const {
  const Piece& word = pieces_[piece];
  const std::size_t begin = word.begin;
  if (text_.is(begin, CharClass::digit)) return Shape::digits;
  if (text_.is(begin, CharClass::lower)) return Shape::lower;
  if (!text_.is(begin, CharClass::upper)) return Shape::sign;
  if (word.end - word.begin == 1 || !text_.is_letter(begin + 1)) return Shape::initial;
  if (text_.is(begin + 1, CharClass::lower)) return Shape::capital;
  return text_.is(std::min<std::size_t>(begin + 2, word.end - 1), CharClass::lower) ? Shape::mixed : Shape::capitals;
}

std::string_view Contexts::shape_name(std::ptrdiff_t piece) const {
  constexpr std::array<std::string_view, 8> kNames = {"-", "a", "Aa", "AA", "A", "0", "aA", "."};
  if (piece < static_cast<std::ptrdiff_t>(first_) || piece >= static_cast<std::ptrdiff_t>(pieces_.size()))
    return kNames[0];
  return kNames[static_cast<std::size_t>(shape(static_cast<std::size_t>(piece)))];
}

std::string_view Contexts::form(std::ptrdiff_t piece, std::size_t slot) {
  if (piece < static_cast<std::ptrdiff_t>(first_) || piece >= static_cast<std::ptrdiff_t>(pieces_.size())) return "-";
  const Piece& word = pieces_[static_cast<std::size_t>(piece)];
  if (text_.is(word.begin, CharClass::digit)) return "0";
  std::string& folded = slots_[slot];
  // A very long token is known by its end.
  text_.fold(word.end - word.begin > kLongestForm ? word.end - kLongestForm : word.begin, word.end, folded);
  return folded;
}

void Contexts::describe_break(std::size_t next, FeatureList& features) {
  advance(next);
  const std::size_t last = std::max(before_closers(next), first_);
  const auto p1 = static_cast<std::ptrdiff_t>(last);
  const auto n1 = static_cast<std::ptrdiff_t>(next);
  std::ptrdiff_t word_at = n1;  // the first word after dashes and opening quotes
  while (word_at < n1 + 3 && word_at + 1 < static_cast<std::ptrdiff_t>(pieces_.size()) &&
         shape(static_cast<std::size_t>(word_at)) == Shape::sign)
    ++word_at;
  const std::string_view previous = form(p1, 0);
  const std::string_view before = form(p1 - 1, 1);
  const std::string_view following = form(n1, 2);
  const std::string_view second = form(n1 + 1, 3);
  const std::string_view word = form(word_at, 4);
  // Whether a capital marks a name or only the start of a sentence.
  const auto known = [&](std::string_view form) { return common_.contains(form) ? "common" : "name"; };
  const std::string_view wk = known(word);
  const std::string_view opening = form(static_cast<std::ptrdiff_t>(first_), 5);
  const std::string_view ps = shape_name(p1);
  const std::string_view bs = shape_name(p1 - 1);
  const std::string_view ns = shape_name(n1);
  const std::string_view ss = shape_name(n1 + 1);
  const std::string_view ws = shape_name(word_at);
  const std::string_view length = length_name(next - first_);
  const std::string_view closers = last + 1 == next ? "none" : form(static_cast<std::ptrdiff_t>(last) + 1, 6);
  const std::string_view state = brackets_ > 0 ? "(" : quoted_ ? "\"" : "";
  const std::string_view stop = kind(last) == CharClass::stop ? previous : pieces_[last].full_stop ? "abbr" : ps;

  features.clear();
  features.add({"bias"});
  features.add({"p", previous});
  features.add({"ps", ps, bs});
  features.add({"p3", ending(previous, 3), ns});
  features.add({"b", before, stop});
  features.add({"n", following, ns});
  features.add({"w", word, ws});
  features.add({"ns", ns, ss});
  features.add({"nss", ns, ss, shape_name(n1 + 2)});
  features.add({"n3", ending(word, 3), ws});
  features.add({"n2", ending(word, 2), ws});
  features.add({"s", second, ss, ns});
  features.add({"stop", stop, ws});
  features.add({"stop n", stop, following});
  features.add({"stop w", stop, word, ws});
  features.add({"stop ns", stop, ns, ss});
  features.add({"stop bs", stop, bs, ws});
  features.add({"stop len", stop, length, ws});
  features.add({"stop state", stop, state, ws});
  features.add({"stop close", stop, closers, ws});
  features.add({"p ns", previous, ns});
  features.add({"p w", previous, word});
  features.add({"n s", following, second});
  features.add({"b p", before, previous});
  features.add({"len", length, ns});
  features.add({"open", opening, ns});
  features.add({"open p", opening, stop});
  features.add({"caps", all_capitals_ ? "all" : "some", ws, stop});
  features.add({"wk", wk, ws, ps});
  features.add({"wk stop", wk, ws, stop});
  features.add({"wk ss", wk, ws, ss, ps});
  features.add({"wk bs", wk, ws, bs, ps});
  features.add({"wk len", wk, ws, length});
  features.add({"wk p", wk, ws, previous});
  features.add({"wk sk", wk, ws, ss, known(second), ps, known(previous)});
  if (attached(next)) features.add({"attached", stop});
}

void Contexts::describe_contraction(std::size_t piece, FeatureList& features) {
  const auto at = static_cast<std::ptrdiff_t>(piece);
  const std::string_view word = form(at, 0);
  const std::string_view p1 = form(at - 1, 1);
  const std::string_view p2 = form(at - 2, 2);
  const std::string_view n1 = form(at + 1, 3);
  const std::string_view n2 = form(at + 2, 4);
  const std::string_view p3 = form(at - 3, 5);
  features.clear();
  features.add({"bias", word});
  features.add({"p", p1, word});
  features.add({"p3", ending(p1, 3), word});
  features.add({"p2", ending(p1, 2), word});
  features.add({"p4", ending(p1, 4)});
  features.add({"pp", p2, p1});
  features.add({"q", p2});
  features.add({"q3", ending(p2, 3), ending(p1, 3)});
  features.add({"r", p3, p2});
  features.add({"n", n1});
  features.add({"n3", ending(n1, 3), word});
  features.add({"n2", ending(n1, 2)});
  features.add({"nn", n1, n2});
  features.add({"m", n2});
  features.add({"m3", ending(n1, 2), ending(n2, 3)});
  features.add({"pn", p1, n1});
  features.add({"p3n", ending(p1, 3), n1});
  features.add({"pn3", p1, ending(n1, 3)});
  features.add({"p3n3", ending(p1, 3), ending(n1, 3)});
  features.add({"s", shape_name(at - 1), shape_name(at), shape_name(at + 1), word});
  features.add({"qs", shape_name(at - 2), p1});
}

}  // namespace entente

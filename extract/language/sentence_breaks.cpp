#include "language/sentence_breaks.h"

namespace entente {
namespace {

class Breaks {
 public:
  Breaks(const Characters& text, const std::vector<Piece>& pieces) : text_(text), pieces_(pieces) {}

  std::vector<std::uint32_t> ends() {
    std::vector<std::uint32_t> result;
    bool open_quote = false;  // a straight one
    std::size_t i = 0;
    while (i < pieces_.size()) {
      if (kind(i) == CharClass::quote) open_quote = !open_quote;
      if (!stops(i)) {
        ++i;
        continue;
      }
      // What closes belongs to the sentence: » ” " )
      std::size_t next = i + 1;
      while (next < pieces_.size() && closes(next, open_quote)) {
        if (kind(next) == CharClass::quote) open_quote = !open_quote;
        ++next;
      }
      if (next < pieces_.size() && starts(next)) result.push_back(static_cast<std::uint32_t>(next));
      i = next;
    }
    if (!pieces_.empty()) result.push_back(static_cast<std::uint32_t>(pieces_.size()));
    return result;
  }

 private:
  CharClass kind(std::size_t piece) const { return text_.kind(pieces_[piece].begin); }
  bool attached(std::size_t piece) const { return pieces_[piece].begin == pieces_[piece - 1].end; }

  bool stops(std::size_t piece) const { return kind(piece) == CharClass::stop; }

  bool closes(std::size_t piece, bool open_quote) const {
    switch (kind(piece)) {
      case CharClass::close:
        return true;
      case CharClass::quote:
        return open_quote;
      case CharClass::apostrophe:
        return attached(piece);
      default:
        return false;
    }
  }

  // Whether a sentence may start at `next`.
  bool starts(std::size_t next) const {
    if (attached(next) && kind(next) != CharClass::upper) return false;
    std::size_t first = next;
    while (first + 1 < pieces_.size() && first < next + 3 && !text_.is_word(pieces_[first].begin)) ++first;
    return kind(first) != CharClass::lower;
  }

  const Characters& text_;
  const std::vector<Piece>& pieces_;
};

}  // namespace

std::vector<std::uint32_t> sentence_ends(const Characters& text, const std::vector<Piece>& pieces) {
  return Breaks(text, pieces).ends();
}

}  // namespace entente

// Cuts a stretch of text into written tokens and says which of them are contractions.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "language/characters.h"
#include "language/word_tables.h"

namespace entente {

/// A written token: code points [begin, end) of a stretch.
struct Piece {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool full_stop = false;    // an abbreviation that carries its full stop
  bool may_end = false;      // of those: one that may end a sentence
  std::uint32_t suffix = 0;  // the last `suffix` code points are a word of their own (Russia|'s); 0: none
  const std::vector<std::string>* words = nullptr;  // the words of a contraction, in lower case; null: none
  bool spelled = false;                             // `words` spell the token (can|not)
  bool doubtful = false;                            // may be a word of its own (des)
};

/// requires  `tables` outlives the tokenizer
class Tokenizer {
 public:
  explicit Tokenizer(const WordTables& tables) : tables_(tables) {}

  /// ensures   pieces in order, disjoint, none longer than kMaxLength, together every character that is no white space
  /// cost      O(n)
  void tokenize(const Characters& text, std::vector<Piece>& pieces);

  static constexpr std::size_t kMaxLength = 1000;

 private:
  using Position = std::size_t;

  Position token(Position begin, Position chunk_end);
  Position word(Position begin, Position chunk_end);
  Position punctuation(Position begin, Position chunk_end);
  Position apostrophe(Position begin, Position chunk_end);
  bool may_start_address(Position at) const;
  bool ends_address(Position at) const;
  Position address(Position begin, Position chunk_end) const;
  Position scan_word(Position begin, Position end) const;
  Position scan_grouped(Position begin, Position end) const;
  Position scan_initials(Position begin, Position end) const;
  Position scan_ending(Position at, Position end) const;
  bool slash_connects(Position begin, Position at, Position end) const;
  bool connects(Position begin, Position at, Position end) const;
  bool period_connects(Position begin, Position at, Position end) const;
  Position full_stop(Position begin, Position end, Position chunk_end, Piece& piece);
  bool is_initialism(Position begin, Position end) const;

  void emit_word(Position begin, Position end);
  void emit_joined(Position begin, Position end);
  void emit_hyphenated(Position begin, Position end);
  void emit_simple(Position begin, Position end);
  Position host_end(Position begin, Position end);
  Piece& emit(Position begin, Position end);
  const std::string& key(Position begin, Position end);

  const WordTables& tables_;
  const Characters* text_ = nullptr;
  std::vector<Piece>* pieces_ = nullptr;
  std::string key_;
  bool quoted_ = false;  // a single quotation mark is open
};

}  // namespace entente

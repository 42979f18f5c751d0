// What is known of the words of one language, read from schema/language/<language>.tsv. The head of each such file says
// what its lines mean.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "entente/schema/name_index.h"
#include "entente/schema/result.h"

namespace entente {

using StringSet = std::unordered_set<std::string, StringHash, std::equal_to<>>;
template <class Value>
using StringMap = std::unordered_map<std::string, Value, StringHash, std::equal_to<>>;

/// A sorted list of lines, searched where it lies.
class SortedLines {
 public:
  SortedLines() = default;
  /// requires  `content` is sorted by byte, each line ended by a newline, and outlives this
  explicit SortedLines(std::string_view content) : content_(content) {}
  /// cost  O(log n)
  [[nodiscard]] bool contains(std::string_view line) const;

 private:
  std::string_view content_;
};

/// Keys are folded (Characters::fold) unless said otherwise.
struct WordTables {
  enum class Full : std::uint8_t { never_ends, may_end, before_digit };  // of an abbreviation's full stop

  SortedLines common;  // words that are usually in lower case, from <language>.common.txt
  bool hyphens_split = false;
  bool spaces_group_thousands = false;
  StringMap<Full> abbreviations;        // with the full stop
  StringMap<Full> cased_abbreviations;  // as written
  StringSet elisions;                   // with the apostrophe
  StringMap<std::string> clitics;       // with the hyphen → endings of hosts, "" for any
  StringSet suffixes;
  StringSet prefixes;
  StringSet units;
  StringSet clock_units;
  StringSet endings;  // with their brackets
  StringSet keep;
  StringSet emoticons;
  struct Contraction {
    std::vector<std::string> words;  // do not spell the token
    bool doubtful = false;           // the token may also be one word
  };
  StringMap<Contraction> contractions;
  StringMap<std::vector<std::string>> splits;  // words that spell it
};

/// The tables that a file of this form holds, beside those of `tables`.
/// fails  with file and line: a line of an unknown kind
[[nodiscard]] Result<WordTables> read_word_tables(std::string_view content, std::string_view source,
                                                  WordTables tables = {});

/// The tables of a language; empty ones for a language without a file. Immutable, read once, shared by threads.
[[nodiscard]] const WordTables& word_tables(std::string_view language);

}  // namespace entente

// Lists of names that the name layer sees. The exact twin of NameLists in training/language/name_lists.py.
//
// The file keeps hashes of lower-cased names of up to six words with flags: what a whole name may be, what a word may
// be within names, and whether a longer name begins with the word. Text is matched from left to right, the longest name
// first, none within another; the network is told what was found and decides.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/extract/language.h"
#include "language/features.h"

namespace entente::language {

/// Kinds of whole names, and kinds of words within names, each one bit of an entry's flags.
inline constexpr std::size_t kListedKinds = 5;  // person, region, town, organization, other
inline constexpr std::size_t kListedWords = 3;  // given name, family name, part of organizations' names
/// Rows of the table of vectors: first and further words of each kind of name, then the kinds of words.
inline constexpr std::size_t kListRows = 2 * kListedKinds + kListedWords;
inline constexpr std::size_t kLongestListed = 6;

struct NameLists {
  std::span<const std::uint64_t> keys;   // sorted hashes
  std::span<const std::uint16_t> flags;  // of each key
  [[nodiscard]] std::uint16_t find(std::uint64_t key) const;
};

/// A word and what the lists say of it.
struct ListedWord {
  std::u32string_view lower;
  std::uint16_t flags = 0;  // NameLists::find(hash64(lower))
};

/// Finds listed names; holds buffers, so one for each thread.
class NameMatcher {
 public:
  /// For each of the words a mask of the rows that the lists give it (bit i: row i); valid until the next call.
  [[nodiscard]] const std::vector<std::uint16_t>& run(const NameLists& lists, std::span<const ListedWord> words);

 private:
  std::vector<std::uint16_t> rows_;
  std::u32string text_;
};

}  // namespace entente::language

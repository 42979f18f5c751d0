#include "language/name_lists.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

namespace entente::language {
namespace {

constexpr std::uint16_t kPerson = 1, kTown = 4, kOrganization = 8, kGiven = 32, kFamily = 64, kBegins = 256;

// Lists with the hashes of lower-cased names, as a model keeps them.
struct Listed {
  explicit Listed(std::vector<std::pair<std::u32string_view, std::uint16_t>> names) {
    std::vector<std::pair<std::uint64_t, std::uint16_t>> entries;
    for (const auto& [name, bits] : names) entries.emplace_back(hash64(name), bits);
    std::sort(entries.begin(), entries.end());
    for (const auto& [key, bits] : entries) {
      keys.push_back(key);
      flags.push_back(bits);
    }
  }
  [[nodiscard]] NameLists view() const { return {keys, flags}; }
  std::vector<std::uint64_t> keys;
  std::vector<std::uint16_t> flags;
};

// One number a word: the mask of its rows.
std::string rows_of(const Listed& lists, const std::string& text) {
  std::vector<WordFeatures> folded;
  std::istringstream in(text);
  for (std::string word; in >> word;) fold(word, folded.emplace_back());
  std::vector<ListedWord> words;
  for (const WordFeatures& word : folded) words.push_back({word.lower, lists.view().find(hash64(word.lower))});
  std::string out;
  NameMatcher matcher;
  for (const std::uint16_t rows : matcher.run(lists.view(), words))
    out += (out.empty() ? "" : " ") + std::to_string(rows);
  return out;
}

// Rows: 0 and 1 person, 4 and 5 town, 6 and 7 organization, 10 given name, 11 family name.
TEST(NameLists, TheLongestNameWinsAndNoneIsFoundWithinIt) {
  const Listed lists({{U"marseille", kTown},
                      {U"olympique", kBegins},
                      {U"olympique de marseille", kOrganization},
                      {U"ada", kGiven | kBegins},
                      {U"ada byron", kPerson},
                      {U"byron", kFamily}});
  struct Case {
    const char* text;
    const char* rows;
  };
  constexpr Case kCases[] = {{"Marseille", "16"},
                             {"MARSEILLE marseille", "16 16"},
                             {"l' Olympique de Marseille joue", "0 64 128 128 0"},
                             {"Olympique de Lyon", "0 0 0"},
                             {"Ada Byron", "1025 2050"},
                             {"Ada de Byron", "1024 0 2048"},
                             {"Ada", "1024"},
                             {"", ""}};
  for (const Case& c : kCases) EXPECT_EQ(rows_of(lists, c.text), c.rows) << c.text;
}

TEST(NameLists, ANameOfMoreWordsThanTheLimitIsNotLookedUp) {
  const Listed lists({{U"a", kBegins}, {U"a b c d e f", kTown}, {U"a b c d e f g", kPerson}});
  EXPECT_EQ(rows_of(lists, "a b c d e f g"), "16 32 32 32 32 32 0");
}

TEST(NameLists, AnEmptyListFindsNothing) { EXPECT_EQ(rows_of(Listed({}), "Paris et Rome"), "0 0 0"); }

}  // namespace
}  // namespace entente::language

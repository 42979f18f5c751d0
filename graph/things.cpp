#include "things.h"

#include <algorithm>
#include <array>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "entente/schema/builtin.h"
#include "entente/schema/fold.h"
#include "entente/schema/lexicon.h"

namespace entente::detail {
namespace {

using Words = std::vector<std::string>;

struct ThingWords {
  std::set<std::string, std::less<>> french, english, models;
};

const ThingWords& thing_words() {
  static const ThingWords words = [] {
    ThingWords read;
    std::istringstream lines{std::string(builtin_file("names/things.tsv"))};
    for (std::string line; std::getline(lines, line);) {
      const std::size_t tab = line.find('\t');
      if (line[0] == '#' || tab == std::string::npos) continue;
      const std::string kind = line.substr(0, tab);
      auto& into = kind == "noun.fr" ? read.french : kind == "noun.en" ? read.english : read.models;
      std::istringstream list(line.substr(tab + 1));
      for (std::string word; std::getline(list, word, '|');) into.insert(word);
    }
    return read;
  }();
  return words;
}

bool has_digit(std::string_view word) {
  return std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_number(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// What stands before a noun, and what begins that which the noun is of.
constexpr std::array<std::string_view, 17> kBefore = {"le",  "la",    "les",     "l",    "un",       "une",
                                                      "des", "deux",  "trois",   "the",  "a",        "an",
                                                      "two", "three", "several", "some", "plusieurs"};
constexpr std::array<std::string_view, 14> kBehind = {"de",  "d",    "du", "des", "of",   "from", "in",
                                                      "for", "with", "a",  "au",  "pour", "avec", "sur"};

template <std::size_t n>
bool is_one_of(std::string_view word, const std::array<std::string_view, n>& list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// The noun with the words that describe it: no articles and numbers before it, nothing behind a preposition.
Words core_of(std::string_view name) {
  Words words;
  std::istringstream folded(fold_name(name));
  for (std::string word; folded >> word;) {
    if (words.empty() && (is_one_of(word, kBefore) || is_number(word))) continue;
    if (!words.empty() && is_one_of(word, kBehind)) break;
    words.push_back(std::move(word));
  }
  return words;
}

std::string singular(std::string word) {
  if (word.size() > 3 && (word.back() == 's' || word.back() == 'x')) word.pop_back();
  return word;
}

// Words [first, last) as one, each as it is or in the singular.
bool is_in(const std::set<std::string, std::less<>>& list, const Words& words, std::size_t first, std::size_t last) {
  std::string as_it_is, single;
  for (std::size_t i = first; i < last; ++i) {
    as_it_is += (i > first ? " " : "") + words[i];
    single += (i > first ? " " : "") + singular(words[i]);
  }
  return list.contains(as_it_is) || list.contains(single);
}

// How many words at the beginning are one of the list: 0 to 3.
std::size_t at_start(const std::set<std::string, std::less<>>& list, const Words& words) {
  for (std::size_t count = std::min<std::size_t>(3, words.size()); count > 0; --count)
    if (is_in(list, words, 0, count)) return count;
  return 0;
}

bool at_end(const std::set<std::string, std::less<>>& list, const Words& words) {
  for (std::size_t count = 1; count <= std::min<std::size_t>(2, words.size()); ++count)
    if (is_in(list, words, words.size() - count, words.size())) return true;
  return false;
}

// "crews", "brigade", "operators": people, whatever they use.
bool ends_with_actors(const Words& words) {
  constexpr std::array<std::string_view, 5> kUsers = {"operator", "maker", "manufacturer", "driver", "designer"};
  const std::string last = singular(words.back());
  if (is_one_of(last, kUsers)) return true;
  for (const char* language : {"fr", "en"})
    for (const NounMatch& noun : builtin_lexicon().nouns(last, language))
      if (noun.type != NodeType::place && noun.type != NodeType::event && noun.noun_class != "vessel" &&
          noun.noun_class != "aircraft")
        return !thing_words().english.contains(last) && !thing_words().french.contains(last);
  return false;
}

}  // namespace

bool names_a_thing(std::string_view name) {
  const Words words = core_of(name);
  if (words.empty() || (words.size() > 1 && ends_with_actors(words))) return false;
  const ThingWords& known = thing_words();
  if (at_start(known.french, words) > 0 || at_end(known.english, words)) return true;
  const std::size_t model = at_start(known.models, words);
  return model > 0 && std::all_of(words.begin() + static_cast<std::ptrdiff_t>(model), words.end(),
                                  [](const std::string& word) { return has_digit(word) || word.size() < 3; });
}

}  // namespace entente::detail

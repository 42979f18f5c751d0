// Naive Bayes over groups of letters, as Cavnar and Trenkle, N-Gram-Based Text Categorization, 1994, but with
// probabilities. The tables are written by training/letters.py, which cleans its texts as `cleaned` does.
#include "short_language.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "entente/schema/builtin.h"
#include "entente/schema/gazetteer.h"

namespace entente {
namespace {

constexpr std::string_view kFolder = "language/";
constexpr std::string_view kLetters = ".letters.tsv";
constexpr std::string_view kCommon = ".common.txt";
constexpr std::string_view kHeadlines = ".headlines.txt";
constexpr double kUnseen = 5;   // of ten million: below what the tables keep
constexpr double kOwnWord = 3;  // in nats: a word that only this language has
constexpr double kOwnName = 6;  // the same of a known name, such as Pékin
constexpr std::size_t kWordsOfName = 4;
constexpr std::size_t kNamesLookedAt = 2000;  // bytes of text

struct Letters {
  std::unordered_map<std::string_view, double> logs;  // keys with '_' for a space
  std::unordered_set<std::string_view> words;
};
using Languages = std::map<std::string, Letters, std::less<>>;

template <class Visit>
void each_line(std::string_view text, Visit visit) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (end > 0 && text.front() != '#') visit(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

const Languages& languages() {
  static const Languages kLanguages = [] {
    Languages result;
    for (const BuiltinFile& file : builtin_files(kFolder)) {
      if (!file.path.ends_with(kLetters)) continue;
      const std::string code(file.path.substr(kFolder.size(), file.path.size() - kFolder.size() - kLetters.size()));
      Letters& letters = result[code];
      each_line(file.content, [&](std::string_view line) {
        const std::size_t tab = line.find('\t');
        if (tab == line.npos) return;
        double count = 0;
        std::from_chars(line.data() + tab + 1, line.data() + line.size(), count);
        letters.logs.emplace(line.substr(0, tab), std::log(std::max(count, kUnseen)));
      });
      for (std::string_view list : {kCommon, kHeadlines})
        for (const BuiltinFile& words : builtin_files(std::string(kFolder) + code + std::string(list)))
          each_line(words.content, [&](std::string_view word) { letters.words.insert(word); });
    }
    return result;
  }();
  return kLanguages;
}

std::size_t length_at(std::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  return first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

/// One character in lower case as the tables write it; "" for what they do not know.
std::string lower(std::string_view c) {
  constexpr std::string_view kMarks = "':;?!";
  const auto first = static_cast<unsigned char>(c[0]);
  if (c.size() == 1) {
    if (c[0] >= 'A' && c[0] <= 'Z') return std::string(1, static_cast<char>(c[0] - 'A' + 'a'));
    return (c[0] >= 'a' && c[0] <= 'z') || kMarks.find(c[0]) != kMarks.npos ? std::string(c) : std::string();
  }
  if (first == 0xC3) {  // À to Þ, less ×; à to ÿ
    const auto second = static_cast<unsigned char>(c[1]);
    return second == 0x97 ? std::string()
                          : std::string{c[0], static_cast<char>(second < 0x9F ? second + 0x20 : second)};
  }
  if (c == "\u0152" || c == "\u0153") return "\u0153";
  if (c == "\u2019") return "'";
  return c == "\u00AB" || c == "\u00BB" || c == "\u201C" || c == "\u201D" ? std::string(c) : std::string();
}

/// The characters of the text, all that is no letter of western Europe as one '_'.
std::vector<std::string> cleaned(std::string_view text, std::size_t& foreign) {
  std::vector<std::string> result = {"_"};
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = std::min(length_at(text, at), text.size() - at);
    std::string c = lower(text.substr(at, length));
    foreign += c.empty() && length > 1 ? 1 : 0;
    at += length;
    if (c.empty()) c = "_";
    if (c != "_" || result.back() != "_") result.push_back(std::move(c));
  }
  if (result.back() != "_") result.emplace_back("_");
  return result;
}

struct Word {
  std::size_t begin = 0, end = 0;
};

std::vector<Word> words_of(std::string_view text) {
  std::vector<Word> words;
  bool in_word = false;
  for (std::size_t at = 0, length = 0; at < text.size(); at += length) {
    length = std::min(length_at(text, at), text.size() - at);
    const char c = text[at];
    const bool is_letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '.';
    const bool is_sign = text.substr(at).starts_with("\xE2\x80") || c == '\xC2';  // \u2019, \u00AB
    const bool is_part = is_letter || (length > 1 && !is_sign);
    if (is_part && !in_word) words.push_back({at, at});
    if (is_part) words.back().end = at + length;
    in_word = is_part;
  }
  return words;
}

bool begins_with_capital(std::string_view word) {
  const auto first = static_cast<unsigned char>(word[0]);
  return (first >= 'A' && first <= 'Z') ||
         (first == 0xC3 && word.size() > 1 && static_cast<unsigned char>(word[1]) < 0x9F);
}

using Scores = std::map<std::string, double, std::less<>>;

/// Blanks the known names in the text: their letters tell nothing of the language around them. A name that only one
/// language has counts for it: Pékin, Beijing.
void take_names(std::string& text, Scores& scores) {
  const Gazetteer& gazetteer = builtin_gazetteer();
  const std::vector<Word> words = words_of(std::string_view(text).substr(0, kNamesLookedAt));
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (!begins_with_capital(std::string_view(text).substr(words[at].begin))) continue;
    for (std::size_t count = std::min(kWordsOfName, words.size() - at); count > 0; --count) {
      const std::size_t begin = words[at].begin, end = words[at + count - 1].end;
      const std::string name = text.substr(begin, end - begin);
      std::vector<std::string_view> owners;
      for (const auto& [code, letters] : languages())
        if (!gazetteer.readings(name, code).empty()) owners.push_back(code);
      if (owners.empty()) continue;
      if (owners.size() == 1) scores[std::string(owners.front())] += kOwnName;
      std::fill(text.begin() + static_cast<std::ptrdiff_t>(begin), text.begin() + static_cast<std::ptrdiff_t>(end),
                '_');
      at += count - 1;
      break;
    }
  }
}

}  // namespace

std::string likeliest_language(std::string_view utf8) {
  std::size_t foreign = 0;
  const std::size_t size = cleaned(utf8, foreign).size();
  if (size < 4 || foreign * 2 > size) return "";
  Scores scores;
  std::string without_names(utf8);
  take_names(without_names, scores);
  const std::vector<std::string> characters = cleaned(without_names, foreign);
  const double unseen = std::log(kUnseen);
  for (const auto& [code, letters] : languages()) {
    double& score = scores[code];
    for (std::size_t begin = 0; begin < characters.size(); ++begin) {
      std::string group = characters[begin];
      for (std::size_t size = 2; size <= 4 && begin + size <= characters.size(); ++size) {
        group += characters[begin + size - 1];
        const auto known = letters.logs.find(group);
        score += known == letters.logs.end() ? unseen : known->second;
      }
    }
  }
  std::string word;
  for (const std::string& c : characters) {
    if (c.size() > 1 || (c[0] >= 'a' && c[0] <= 'z')) {
      word += c;
      continue;
    }
    std::vector<std::string_view> owners;
    for (const auto& [code, letters] : languages())
      if (letters.words.contains(word)) owners.push_back(code);
    if (owners.size() == 1) scores.find(owners.front())->second += kOwnWord;
    word.clear();
  }
  std::string best;
  for (const auto& [code, score] : scores)
    if (best.empty() || score > scores.at(best)) best = code;
  return best;
}

}  // namespace entente

#include "entente/graph/names.h"

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <sstream>
#include <stdexcept>

#include "entente/schema/builtin.h"
#include "entente/schema/fold.h"
#include "entente/schema/gazetteer.h"
#include "entente/schema/lexicon.h"

namespace entente {
namespace {

// Cyrillic is written as French and English newspapers do, not as ISO 9 does ("Shoigu", not "Šojgu"); signs that stand
// for no letter of ours vanish.
constexpr char16_t kCyrillicRules[] =
    u":: [:Cyrillic:] Cyrillic-Latin;"
    u"ŝ > shch; Ŝ > Shch; š > sh; Š > Sh; č > ch; Č > Ch; ž > zh; Ž > Zh; û > yu; Û > Yu; â > ya; Â > Ya;"
    u"ë > yo; Ë > Yo; è > e; È > E; c > ts; C > Ts;"
    u"h > kh; H > Kh;";
// Letters that are drawn like Latin ones, as a reader sees them. Only for words that mix scripts.
constexpr char16_t kLookAlikeRules[] =
    u"а > a; е > e; о > o; р > p; с > c; у > y; х > x; і > i; ј > j; ѕ > s; ԁ > d; к > k; м > m; т > t; н > h; в > b;"
    u"А > A; В > B; Е > E; К > K; М > M; Н > H; О > O; Р > P; С > C; Т > T; Х > X; У > Y; І > I; Ѕ > S;"
    u"α > a; ο > o; ν > v; ρ > p; ι > i; κ > k; υ > u; τ > t;"
    u"Α > A; Β > B; Ε > E; Ζ > Z; Η > H; Ι > I; Κ > K; Μ > M; Ν > N; Ο > O; Ρ > P; Τ > T; Υ > Y; Χ > X;";
// Greek as it is spoken: "Mitsotakis", not "Metsotakes".
constexpr char16_t kGreekRules[] = u":: Greek-Latin/UNGEGN;";
constexpr char16_t kLatinRules[] = u":: Any-Latin; :: [ʹʺʼʾʿʻ] Remove; :: Latin-ASCII; :: Lower;";

std::unique_ptr<icu::Transliterator> transliterator(const char16_t* id, const char16_t* rules) {
  UErrorCode status = U_ZERO_ERROR;
  UParseError where{};
  std::unique_ptr<icu::Transliterator> result(
      icu::Transliterator::createFromRules(id, rules, UTRANS_FORWARD, where, status));
  if (U_FAILURE(status) || result == nullptr) throw std::logic_error("ICU has no transliteration to Latin letters");
  return result;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// The letters À to ž as Latin-ASCII writes them, in lower case; "?" for the two signs among them.
constexpr std::array<std::string_view, 0x17F - 0xC0> kLatinLetters = {
    "a", "a", "a",  "a",  "a", "a", "ae", "c", "e", "e",  "e", "e", "i", "i", "i",  "i",  // U+00C0
    "d", "n", "o",  "o",  "o", "o", "o",  "?", "o", "u",  "u", "u", "u", "y", "th", "ss",
    "a", "a", "a",  "a",  "a", "a", "ae", "c", "e", "e",  "e", "e", "i", "i", "i",  "i",  // U+00E0
    "d", "n", "o",  "o",  "o", "o", "o",  "?", "o", "u",  "u", "u", "u", "y", "th", "y",
    "a", "a", "a",  "a",  "a", "a", "c",  "c", "c", "c",  "c", "c", "c", "c", "d",  "d",  // U+0100
    "d", "d", "e",  "e",  "e", "e", "e",  "e", "e", "e",  "e", "e", "g", "g", "g",  "g",
    "g", "g", "g",  "g",  "h", "h", "h",  "h", "i", "i",  "i", "i", "i", "i", "i",  "i",  // U+0120
    "i", "i", "ij", "ij", "j", "j", "k",  "k", "q", "l",  "l", "l", "l", "l", "l",  "l",
    "l", "l", "l",  "n",  "n", "n", "n",  "n", "n", "'n", "n", "n", "o", "o", "o",  "o",  // U+0140
    "o", "o", "oe", "oe", "r", "r", "r",  "r", "r", "r",  "s", "s", "s", "s", "s",  "s",
    "s", "s", "t",  "t",  "t", "t", "t",  "t", "u", "u",  "u", "u", "u", "u", "u",  "u",  // U+0160
    "u", "u", "u",  "u",  "w", "w", "y",  "y", "y", "z",  "z", "z", "z", "z", "z"};

// What needs no transliterator, which take 10 ms to make: nothing but ASCII, the letters above and common punctuation,
// each of which becomes "?". None if there is anything else.
std::optional<std::string> latin_transliterated(std::string_view utf8) {
  std::string result;
  result.reserve(utf8.size() + 8);
  for (std::size_t at = 0; at < utf8.size();) {
    const auto byte = [&](std::size_t i) {
      return at + i < utf8.size() ? static_cast<unsigned char>(utf8[at + i]) : 0U;
    };
    const unsigned lead = byte(0);
    if (lead < 0x80) {
      result += lead >= 'A' && lead <= 'Z' ? static_cast<char>(lead - 'A' + 'a') : static_cast<char>(lead);
      at += 1;
    } else if (lead >= 0xC3 && lead <= 0xC5 && (byte(1) & 0xC0U) == 0x80) {
      const unsigned code = (lead & 0x1FU) << 6 | (byte(1) & 0x3FU);
      if (code == 0x17F) return std::nullopt;
      result += kLatinLetters[code - 0xC0];
      at += 2;
    } else if (lead == 0xC2 && (byte(1) == 0xA0 || byte(1) == 0xAB || byte(1) == 0xBB)) {  // no-break space, « »
      result += '?';
      at += 2;
    } else if (lead == 0xE2 && byte(1) == 0x80 &&
               (byte(2) == 0x93 || byte(2) == 0x94 || byte(2) == 0x98 || byte(2) == 0x99 || byte(2) == 0x9C ||
                byte(2) == 0x9D)) {  // – — ‘ ’ “ ”
      result += '?';
      at += 3;
    } else {
      return std::nullopt;
    }
  }
  return result;
}

// In lower-case ASCII as far as ICU knows how.
std::string transliterated(std::string_view utf8) {
  if (std::optional<std::string> latin = latin_transliterated(utf8)) return *std::move(latin);
  thread_local const auto cyrillic = transliterator(u"entente-cyrillic", kCyrillicRules);
  thread_local const auto latin = transliterator(u"entente-latin", kLatinRules);
  icu::UnicodeString text = icu::UnicodeString::fromUTF8({utf8.data(), static_cast<std::int32_t>(utf8.size())});
  bool has_cyrillic = false, has_greek = false;
  for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(text.char32At(i), &status);
    has_cyrillic |= script == USCRIPT_CYRILLIC;
    has_greek |= script == USCRIPT_GREEK;
  }
  if (has_cyrillic) cyrillic->transliterate(text);
  if (has_greek) {
    thread_local const auto greek = transliterator(u"entente-greek", kGreekRules);
    greek->transliterate(text);
  }
  latin->transliterate(text);
  std::string result;
  text.toUTF8String(result);
  return result;
}

std::string as_seen(std::string_view utf8) {
  thread_local const auto look_alikes = transliterator(u"entente-look-alikes", kLookAlikeRules);
  icu::UnicodeString text = icu::UnicodeString::fromUTF8({utf8.data(), static_cast<std::int32_t>(utf8.size())});
  look_alikes->transliterate(text);
  std::string result;
  text.toUTF8String(result);
  return result;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const auto end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

// Calls `take(columns, line number)` for each line that is no comment; what it returns stops the reading.
template <class Take>
std::optional<InputError> for_each_line(std::string_view tsv, std::string_view source, Take take) {
  std::uint32_t number = 0;
  for (std::string_view line : split(tsv, '\n')) {
    ++number;
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.empty() || line[0] == '#') continue;
    if (std::optional<std::string> seen = take(split(line, '\t')))
      return InputError{std::string(source), number, *std::move(seen), ""};
  }
  return std::nullopt;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string without_doubles(std::string_view word) {
  std::string result;
  for (const char c : word)
    if (result.empty() || result.back() != c || is_digit(c)) result += c;
  return result;
}

// Numerals after a name: Charles III, Robert Kennedy Jr. What they say is who is meant.
bool is_ordinal(std::string_view word) {
  static constexpr std::array<std::string_view, 6> kGenerations = {"jr", "sr", "junior", "senior", "fils", "pere"};
  if (std::find(kGenerations.begin(), kGenerations.end(), word) != kGenerations.end()) return true;
  return word.size() >= 2 && word.find_first_not_of("ivx") == std::string_view::npos;
}

}  // namespace

std::string romanised(std::string_view utf8) {
  std::string result;
  for (const char c : transliterated(utf8)) {
    if ((c >= 'a' && c <= 'z') || is_digit(c)) {
      result += c;
    } else if (!result.empty() && result.back() != ' ') {
      result += ' ';
    }
  }
  if (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

bool mixes_scripts(std::string_view utf8) {
  if (is_ascii(utf8)) return false;
  const icu::UnicodeString text = icu::UnicodeString::fromUTF8({utf8.data(), static_cast<std::int32_t>(utf8.size())});
  UScriptCode of_word = USCRIPT_COMMON;
  for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    const UChar32 c = text.char32At(i);
    UErrorCode status = U_ZERO_ERROR;
    UScriptCode script = uscript_getScript(c, &status);
    if (script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA) script = USCRIPT_HAN;  // Japanese writes all three
    if (u_isUWhiteSpace(c) || c == '-' || c == '.') {
      of_word = USCRIPT_COMMON;
    } else if (script != USCRIPT_COMMON && script != USCRIPT_INHERITED) {
      if (of_word != USCRIPT_COMMON && of_word != script) return true;
      of_word = script;
    }
  }
  return false;
}

// ---- Rules

Result<NameRules> NameRules::parse(std::string_view words, std::string_view spelling, std::string_view given) {
  NameRules rules;
  auto error = for_each_line(spelling, "spelling.tsv", [&](const auto& columns) -> std::optional<std::string> {
    Rewrite rewrite;
    rewrite.from = columns[0];
    rewrite.to = columns.size() > 1 ? columns[1] : "";
    const std::string_view where = columns.size() > 2 ? columns[2] : "";
    const std::string_view kind = columns.size() > 3 ? columns[3] : "";
    rewrite.at_start = where == "start";
    rewrite.at_end = where == "end";
    rewrite.of_persons = kind != "thing";
    rewrite.of_things = kind != "person";
    const bool is_good = !rewrite.from.empty() && (where.empty() || rewrite.at_start || rewrite.at_end) &&
                         (kind.empty() || kind == "person" || kind == "thing") && columns.size() <= 4;
    if (!is_good) return "rewrite rule is not \"from, to, start|end, person|thing\"";
    rules.rewrites_.push_back(std::move(rewrite));
    return std::nullopt;
  });
  if (error) return *std::move(error);
  const auto read_groups = [&](std::string_view text, std::string_view source, bool of_person, Groups& groups) {
    return for_each_line(text, source, [&](const auto& columns) -> std::optional<std::string> {
      std::string group;
      for (const std::string_view column : columns) {
        if (column == "-") continue;
        std::string word = romanised(column);
        std::erase(word, ' ');
        if (word.empty()) return "empty word";
        if (columns[0] == "-") {
          rules.weightless_.insert(word);
          continue;
        }
        if (group.empty()) group = "=" + word;
        const auto [known, is_new] = groups.of_word.emplace(word, group);
        if (!is_new && known->second != group) return "word \"" + word + "\" stands in two lines";
        const auto [spelled, is_first] = groups.of_spelling.emplace(rules.respelled(word, of_person), group);
        if (!is_first && spelled->second != group) spelled->second.clear();  // nigérien, nigérian: of no group
      }
      return std::nullopt;
    });
  };
  if (error = read_groups(words, "words.tsv", false, rules.translated_); error) return *std::move(error);
  if (error = read_groups(given, "given.tsv", true, rules.given_); error) return *std::move(error);
  return rules;
}

std::string NameRules::respelled(std::string_view word, bool of_person) const {
  std::string result(word);
  for (const Rewrite& rewrite : rewrites_) {
    if (!(of_person ? rewrite.of_persons : rewrite.of_things)) continue;
    const std::size_t size = rewrite.from.size();
    if (rewrite.at_start || rewrite.at_end) {
      // An ending is no ending if little is left before it: "Ali", "Jake".
      const std::size_t stem = !rewrite.at_end ? 0 : size == 1 ? 4 : 3;
      if (result.size() < size + stem) continue;
      const std::size_t at = rewrite.at_start ? 0 : result.size() - size;
      if (result.compare(at, size, rewrite.from) == 0) result.replace(at, size, rewrite.to);
    } else {
      for (std::size_t at = result.find(rewrite.from); at != std::string::npos;
           at = result.find(rewrite.from, at + rewrite.to.size()))
        result.replace(at, size, rewrite.to);
    }
  }
  return without_doubles(result);
}

std::string NameRules::key(std::string_view word, bool of_person) const {
  if (!word.empty() && is_digit(word[0])) {  // 7e, 7th and 7 are one number
    const auto end = std::find_if_not(word.begin(), word.end(), is_digit);
    const std::string_view ending = word.substr(static_cast<std::size_t>(end - word.begin()));
    static constexpr std::array<std::string_view, 9> kOrdinalEndings = {"e",  "eme", "er", "ere", "th",
                                                                        "st", "nd",  "rd", "re"};
    if (std::find(kOrdinalEndings.begin(), kOrdinalEndings.end(), ending) != kOrdinalEndings.end())
      return std::string(word.begin(), end);
    return std::string(word);
  }
  if (is_ordinal(word)) return std::string(word);
  const Groups& groups = of_person ? given_ : translated_;
  if (const auto found = groups.of_word.find(std::string(word)); found != groups.of_word.end()) return found->second;
  // Words have more spellings and forms than lists: those that the rules make equal to a listed one are it.
  std::string key = respelled(word, of_person);
  const auto found = groups.of_spelling.find(key);
  return found == groups.of_spelling.end() || found->second.empty() ? key : found->second;
}

bool NameRules::is_weightless(std::string_view word) const { return weightless_.contains(std::string(word)); }

const NameRules& builtin_name_rules() {
  static const NameRules rules = [] {
    Result<NameRules> parsed = NameRules::parse(builtin_file("names/words.tsv"), builtin_file("names/spelling.tsv"),
                                                builtin_file("names/given.tsv"));
    if (!parsed) throw std::logic_error(to_string(parsed.error()));  // our own data: tested
    return *std::move(parsed);
  }();
  return rules;
}

// ---- Forms

namespace {

// "OTAN", "U.S.A.", "DPRK", "FSR": what could stand for several words.
bool looks_like_acronym(std::string_view name) {
  std::size_t letters = 0;
  for (const char c : name) {
    if (c == '.') continue;
    if (c < 'A' || c > 'Z') return false;
    ++letters;
  }
  return letters >= 2 && letters <= 7;
}

std::string joined(const std::vector<std::string>& words) {
  std::string result;
  for (const std::string& word : words) result += word;
  return result;
}

std::vector<std::string> sorted(std::vector<std::string> words) {
  std::sort(words.begin(), words.end());
  return words;
}

std::string without_vowels(std::string_view key) {
  std::string result;
  for (const char c : key)
    if (std::string_view("aeiou").find(c) == std::string_view::npos) result += c;
  return result;
}

}  // namespace

namespace {

// The Arabic article comes and goes, and is written al, el, ul; before some letters it sounds like them: "as-Sadr".
// Only inside a name can that be told from a name of its own.
bool is_arabic_article(std::string_view word, bool is_inside) {
  static constexpr std::array<std::string_view, 3> kAnywhere = {"al", "el", "ul"};
  static constexpr std::array<std::string_view, 12> kInside = {"as", "ad", "ar", "at", "az", "ash",
                                                               "es", "ed", "er", "et", "ez", "esh"};
  return std::find(kAnywhere.begin(), kAnywhere.end(), word) != kAnywhere.end() ||
         (is_inside && std::find(kInside.begin(), kInside.end(), word) != kInside.end());
}

// "servant of", which is one name with what follows: Abdul Aziz is Abdelaziz.
bool is_servant(std::string_view word) {
  static constexpr std::array<std::string_view, 5> kForms = {"abd", "abdel", "abdul", "abdoul", "abdal"};
  return std::find(kForms.begin(), kForms.end(), word) != kForms.end();
}

// The state that bears the name in French or English, and no other.
std::string state_of(std::string_view name) {
  const Gazetteer& gazetteer = builtin_gazetteer();
  std::set<std::string> found;
  for (const char* language : {"fr", "en"})
    for (const GazetteerMatch& match : gazetteer.lookup(fold_name(name), language))
      if (gazetteer[match.entry].type == NodeType::state &&
          (match.kind == NameKind::name || match.kind == NameKind::acronym))
        found.insert(gazetteer[match.entry].key);
  return found.size() == 1 ? *found.begin() : std::string();
}

// The words of schema/names/kinds.tsv.
struct KindWords {
  std::set<std::string, std::less<>> movement, another;
};

const KindWords& kind_words() {
  static const KindWords words = [] {
    KindWords read;
    for_each_line(builtin_file("names/kinds.tsv"), "names/kinds.tsv",
                  [&](const std::vector<std::string_view>& columns) -> std::optional<std::string> {
                    for (const std::string_view word : split(columns[1], ' '))
                      (columns[0] == "movement" ? read.movement : read.another).emplace(word);
                    return std::nullopt;
                  });
    return read;
  }();
  return words;
}

// Who is of a movement is called by its name: houthi, houthie, houthis, houthistes; an i at the end comes and goes.
std::string without_ending(std::string word) {
  const auto drop = [&](std::string_view ending, std::size_t least) {
    if (word.size() >= ending.size() + least && word.ends_with(ending)) word.resize(word.size() - ending.size());
  };
  drop("s", 3);
  drop("x", 3);
  drop("iste", 4);
  drop("ist", 4);
  if (word.ends_with("ie")) drop("e", 3);
  drop("i", 4);
  return word;
}

const std::set<std::string, std::less<>>& common_words() {
  static const std::set<std::string, std::less<>> words = [] {
    std::set<std::string, std::less<>> read;
    for (const char* file : {"language/fr.common.txt", "language/en.common.txt"}) {
      std::istringstream lines{std::string(builtin_file(file))};
      for (std::string line; std::getline(lines, line);) read.insert(romanised(line));
    }
    return read;
  }();
  return words;
}

// True if some word of a name is neither common nor that of a people, a place or a kind of people.
bool is_distinct(const std::vector<std::string>& words) {
  const Gazetteer& gazetteer = builtin_gazetteer();
  const auto is_general = [&](const std::string& word) {
    if (common_words().contains(word) || std::all_of(word.begin(), word.end(), is_digit)) return true;
    for (const char* language : {"fr", "en"}) {
      if (!builtin_lexicon().nouns(word, language).empty()) return true;
      for (const GazetteerMatch& match : gazetteer.lookup(word, language)) {
        const NodeType type = gazetteer[match.entry].type;
        const bool is_people = match.kind == NameKind::demonym && type != NodeType::organization;
        if (is_people || type == NodeType::state || type == NodeType::place) return true;
      }
    }
    return false;
  };
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) { return !is_general(word); });
}

// Numbers and words of kind taken out of the name of a group, body or force.
void find_core(NameForm& form) {
  std::vector<std::string> left;
  for (const std::string& word : form.words) {
    const bool is_number = std::all_of(word.begin(), word.end(), is_digit);
    if (left.empty() && is_number) {
      form.count += word;
    } else if (kind_words().another.contains(word)) {
      form.is_another = true;
    } else if (!kind_words().movement.contains(word)) {
      left.push_back(word);
    }
  }
  for (const std::string& word : left) form.core += (form.core.empty() ? "" : " ") + without_ending(word);
}

}  // namespace

NameForm name_form(std::string_view name, NodeType type, const NameRules& rules) {
  const bool of_person = type == NodeType::person;
  NameForm form;
  form.text = name;
  form.is_acronym = !of_person && looks_like_acronym(name);
  form.is_mixed = mixes_scripts(name);
  const std::string roman = romanised(form.is_mixed ? as_seen(name) : form.text);
  std::vector<std::string_view> words = split(roman, ' ');
  if (form.is_acronym) {  // "U.S.A." is one word
    form.words = {roman};
    std::erase(form.words[0], ' ');
    form.keys = form.words;
    return form;
  }
  std::string prefix;  // of the next word
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].empty()) continue;
    const bool is_last = i + 1 == words.size();
    if (prefix.empty()) form.initials += words[i][0];
    if (of_person && words.size() > 1 && is_arabic_article(words[i], i > 0 && !is_last)) continue;
    if (!of_person && rules.is_weightless(words[i])) continue;
    if (!is_last && (of_person ? is_servant(words[i]) : words[i] == "co")) {  // Abdul Aziz, Co-operation
      if (prefix.empty()) form.short_initials += words[i][0];
      prefix += words[i];
      continue;
    }
    if (prefix.empty()) form.short_initials += words[i][0];
    form.words.push_back(prefix + std::string(words[i]));
    form.keys.push_back(rules.key(form.words.back(), of_person));
    prefix.clear();
  }
  if (type == NodeType::state) form.state = state_of(name);
  if (type == NodeType::group || type == NodeType::organization || type == NodeType::military_unit) find_core(form);
  return form;
}

namespace {

// Vowels that spellings of one sound exchange: Rohani and Rouhani, Morsi and Mursi.
std::string without_colour(std::string_view key) {
  std::string result;
  for (const char c : key) {
    const char plain = c == 'o' ? 'u' : c == 'e' || c == 'y' ? 'i' : c;
    if (result.empty() || result.back() != plain) result += plain;
  }
  return result;
}

// Several words that differ, if at all, in the colour of vowels inside long words. In short ones a vowel is the name:
// Li Peng and Li Ping.
bool differ_in_colour(const NameForm& a, const NameForm& b) {
  if (a.keys.size() < 2) return false;
  for (std::size_t i = 0; i < a.keys.size(); ++i) {
    if (a.keys[i] == b.keys[i]) continue;
    if (a.words[i][0] != b.words[i][0] || std::min(a.words[i].size(), b.words[i].size()) < 5) return false;
    if (without_colour(a.keys[i]) != without_colour(b.keys[i])) return false;
  }
  return true;
}

NameMatch compare_people(const NameForm& a, const NameForm& b) {
  const auto last_ordinal = [](const NameForm& form) {
    return form.words.size() > 1 && is_ordinal(form.words.back()) ? form.words.back() : std::string();
  };
  if (last_ordinal(a) != last_ordinal(b)) return {};
  if (a.keys == b.keys) return {0.95, "spelling variant"};
  if (joined(a.keys) == joined(b.keys) && joined(a.keys).size() >= 5) return {0.93, "words set apart differently"};
  const NameForm &longer = a.keys.size() >= b.keys.size() ? a : b, &shorter = &longer == &a ? b : a;
  const std::size_t size = shorter.keys.size();
  if (size == longer.keys.size()) {
    if (size > 1 && sorted(a.keys) == sorted(b.keys)) return {0.9, "order of names"};
    const auto agree = [&](std::size_t i) {
      const std::string &x = a.words[i], &y = b.words[i];
      return a.keys[i] == b.keys[i] || ((x.size() == 1 || y.size() == 1) && x[0] == y[0]);
    };
    if (size > 1 && a.keys.back() == b.keys.back()) {
      bool all = true;
      for (std::size_t i = 0; i < size; ++i) all = all && agree(i);
      if (all) return {0.7, "initial of a name"};
    }
    if (differ_in_colour(a, b)) return {0.85, "vowels of another language"};
    bool same_bones = true;
    for (std::size_t i = 0; i < size; ++i)
      same_bones = same_bones && without_vowels(a.keys[i]) == without_vowels(b.keys[i]);
    if (same_bones && without_vowels(joined(a.keys)).size() >= 5 && a.keys.front()[0] == b.keys.front()[0])
      return {0.7, "same consonants"};
    return {};
  }
  if (size == 0) return {};
  if (size == 1) {
    if (shorter.keys[0].size() >= 3 && shorter.keys[0] == longer.keys.back()) return {0.6, "part of the name"};
    return {};
  }
  if (shorter.keys.front() != longer.keys.front()) {
    const bool is_initial = shorter.words.front().size() == 1 && shorter.words.front()[0] == longer.words.front()[0];
    return is_initial && shorter.keys.back() == longer.keys.back() ? NameMatch{0.65, "initial of a name"} : NameMatch{};
  }
  // The shorter name must be the longer one with words left out.
  std::size_t next = 0;
  for (const std::string& key : longer.keys)
    if (next < size && shorter.keys[next] == key) ++next;
  if (next < size) return {};
  if (shorter.keys.back() == longer.keys.back())  // George W. Bush and George H. W. Bush are two
    return size - !last_ordinal(a).empty() == 2 ? NameMatch{0.85, "middle name left out"}
                                                : NameMatch{0.7, "one of several middle names left out"};
  return shorter.keys[1] == longer.keys[1] ? NameMatch{0.7, "second surname left out"} : NameMatch{};
}

NameMatch compare_things(const NameForm& a, const NameForm& b) {
  const auto stands_for = [](const NameForm& acronym, const NameForm& full) {
    const std::string& letters = acronym.words[0];
    if (full.words.size() < 2 || (letters != full.initials && letters != full.short_initials)) return NameMatch{};
    return letters.size() >= 3 ? NameMatch{0.85, "acronym"} : NameMatch{0.6, "acronym of two letters"};
  };
  if (a.is_acronym && b.is_acronym) {
    const bool is_reverse = a.words[0].size() >= 3 &&
                            std::equal(a.words[0].begin(), a.words[0].end(), b.words[0].rbegin(), b.words[0].rend());
    return is_reverse ? NameMatch{0.6, "acronym in the other language's order"} : NameMatch{};
  }
  if (a.is_acronym) return stands_for(a, b);
  if (b.is_acronym) return stands_for(b, a);
  if (a.keys.empty() || b.keys.empty()) return {};
  if (a.keys == b.keys) return {0.95, "spelling variant"};
  if (sorted(a.keys) == sorted(b.keys)) {
    // In one language, order says what is meant: the University of Washington is not Washington University.
    return sorted(a.words) == sorted(b.words) ? NameMatch{0.7, "order of words"} : NameMatch{0.9, "translated name"};
  }
  if (joined(a.keys) == joined(b.keys) && joined(a.keys).size() >= 6) return {0.85, "words set apart differently"};
  return {};
}

}  // namespace

NameMatch compare(const NameForm& a, const NameForm& b, NodeType type) {
  if (a.text == b.text) return {1, "same name"};
  if (a.words.empty() || b.words.empty()) return {};
  if (!a.state.empty() && !b.state.empty())
    return a.state == b.state ? NameMatch{0.97, "names of one state"} : NameMatch{};
  NameMatch match = a.words == b.words         ? NameMatch{0.98, "same name"}
                    : type == NodeType::person ? compare_people(a, b)
                                               : compare_things(a, b);
  // Letters of two scripts in one word are how names are forged: a person has to look.
  if ((a.is_mixed || b.is_mixed) && match.score >= kPossiblySame)
    return {0.6, "looks like it, in letters of two scripts"};
  return match;
}

KindMatch compare_kinds(const NameForm& a, const NameForm& b) {
  if (a.core.empty() || a.core != b.core || a.is_mixed || b.is_mixed) return {};
  if (!a.count.empty() && !b.count.empty() && a.count != b.count) return {};
  if (a.is_another != b.is_another) return {0.7, "one more of the kind", false};
  if (a.count != b.count) return {0.7, "with and without a number", true};
  if (!is_distinct(a.words) || !is_distinct(b.words)) return {0.6, "one name but for its kind", false};
  return {0.9, "a movement and its people", true};
}

std::vector<std::string> blocking_keys(const NameForm& name, NodeType type) {
  std::vector<std::string> keys;
  if (name.words.empty()) return keys;
  keys.push_back("w:" + joined(name.words));
  if (!name.state.empty()) keys.push_back("s:" + name.state);
  if (type == NodeType::person) {
    keys.push_back("j:" + joined(name.keys));
    keys.push_back("b:" + joined(sorted(name.keys)));
    keys.push_back("c:" + without_vowels(joined(name.keys)));
    keys.push_back("l:" + name.keys.back());
    if (name.keys.size() > 1) keys.push_back("f:" + name.keys[0] + " " + name.keys[1]);
    return keys;
  }
  if (name.is_acronym) {
    const std::string& letters = name.words[0];
    keys.push_back("a:" + letters);
    keys.push_back("r:" + std::max(letters, std::string(letters.rbegin(), letters.rend())));
    return keys;
  }
  keys.push_back("j:" + joined(name.keys));
  keys.push_back("b:" + joined(sorted(name.keys)));
  if (!name.core.empty()) keys.push_back("x:" + name.core);
  if (name.words.size() > 1) {
    keys.push_back("a:" + name.initials);
    keys.push_back("a:" + name.short_initials);
  }
  return keys;
}

}  // namespace entente

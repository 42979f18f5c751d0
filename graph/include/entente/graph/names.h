// Do two names name one thing? Spelling, script, language, order of words and acronyms; nothing but the names is looked
// at.
//
// Every name is romanised (ICU), cut into words, and each word gets a key by rewrite rules that undo the habits of
// transliteration (Poutine, Putin; Chamkhani, Shamkhani) and of French and English derivation (Corée, Korea). Words
// that translate each other (nord, north) share a key by a word list. Names with the same keys are the same; all other
// ways for names to agree (order, initials, acronyms) are rules over keys. Nothing is fuzzy: Kim Jong-il and Kim
// Jong-un, Iran and Irak, are one letter apart and two things. The rules are data: schema/names/.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "entente/schema/ontology.h"
#include "entente/schema/result.h"

namespace entente {

/// Word lists and rewrite rules of schema/names/, ready for use. Immutable; may be shared by threads.
class NameRules {
 public:
  /// Tab-separated lines; '#' starts a comment line. `words` and `given`: words that are one ("nord  north"); a line "-
  /// of de" lists words without weight. `spelling`: "from  to  where  for", applied in order, where is start, end or
  /// nothing, and for is person, thing or nothing.
  /// cost   O(n)
  /// fails  with file and line, for a malformed rule or a word that stands in two lines
  static Result<NameRules> parse(std::string_view words, std::string_view spelling, std::string_view given);

  /// The key of a word that `romanised` made. O(rules · length).
  [[nodiscard]] std::string key(std::string_view word, bool of_person) const;
  [[nodiscard]] bool is_weightless(std::string_view word) const;

 private:
  struct Rewrite {
    std::string from, to;
    bool at_start = false, at_end = false;
    bool of_persons = true, of_things = true;
  };
  struct Groups {  // words that are one
    std::unordered_map<std::string, std::string> of_word;
    std::unordered_map<std::string, std::string> of_spelling;  // by respelled word; "" where two groups meet
  };
  [[nodiscard]] std::string respelled(std::string_view word, bool of_person) const;

  std::vector<Rewrite> rewrites_;
  Groups translated_, given_;
  std::unordered_set<std::string> weightless_;
};

/// The rules that the program carries. Thread-safe; lives as long as the program. O(1) after the first call.
[[nodiscard]] const NameRules& builtin_name_rules();

/// A name in lower-case ASCII letters, words separated by one space: "Зеленський" is "zelens'kij". By ICU
/// transliteration. cost  O(n), a few microseconds
[[nodiscard]] std::string romanised(std::string_view utf8);

/// True if some word of the name mixes letters of two scripts, as spoofed names do ("Рutin" with a Cyrillic Р).
/// source  Unicode Technical Standard 39, § 5.1
[[nodiscard]] bool mixes_scripts(std::string_view utf8);

/// A name as it is compared: computed once for each name, compared often.
struct NameForm {
  std::string text;                // as given
  std::vector<std::string> words;  // romanised, in order, without the weightless ones
  std::vector<std::string> keys;   // of `words`
  std::string initials;            // of all words, weightless ones too: "otdan"; for acronyms
  std::string short_initials;      // of `words`: "otan"
  bool is_acronym = false;         // one word of 2 to 7 letters, all capitals (periods allowed)
  bool is_mixed = false;           // mixes_scripts
  std::string state;               // of the name of a state: the state that bears it (key of the gazetteer), or ""
  // Of groups, bodies and forces, by schema/names/kinds.tsv; of others empty.
  std::string core;   // what is left without numbers and words of kind, without endings: "houth" of "mouvement houthi"
  std::string count;  // "200" of "200 déserteurs"
  bool is_another = false;  // "frégate supplémentaire"
};
/// cost  O(rules · length), about 10 µs
[[nodiscard]] NameForm name_form(std::string_view name, NodeType type, const NameRules& rules);

/// How alike two names are.
struct NameMatch {
  double score = 0;         // in [0, 1]; a ranking of reasons, not a probability
  std::string_view reason;  // "same name", "spelling variant", …; "" if nothing speaks for it. Static storage.
};

inline constexpr double kSameName = 0.8;      // from here on: one thing
inline constexpr double kPossiblySame = 0.5;  // from here on: a person should look

/// Symmetric. Compares the names only: two people may bear one name.
/// cost  O(w log w) in their words
[[nodiscard]] NameMatch compare(const NameForm& a, const NameForm& b, NodeType type);

/// Names of groups, bodies and forces that differ, if at all, in numbers and words of kind: "houthistes" and "mouvement
/// houthi", "200 déserteurs" and "déserteurs". Symmetric; whatever the two types.
struct KindMatch {
  double score = 0;
  std::string_view reason;
  bool holds_inside = false;  // even where one article has both names
};
[[nodiscard]] KindMatch compare_kinds(const NameForm& a, const NameForm& b);

/// Strings such that any two names with compare(…).score ≥ kPossiblySame share one: for look-up by hash. Those that
/// begin with "x" are shared across types (compare_kinds).
/// cost    O(w log w)
/// source  blocking: Christen, Data Matching, 2012, chapter 4
[[nodiscard]] std::vector<std::string> blocking_keys(const NameForm& name, NodeType type);

}  // namespace entente

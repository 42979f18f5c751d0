// From the written form to the lemma by an edit rule (as in UDPipe 2: Straka, CoNLL 2018). Twin of
// training/language/lemmas.py.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "entente/extract/sentence.h"

namespace entente::language {

/// "L|2|er": of the lower-cased form, cut two letters, add "er". "K|0|": the form as it is. "=être": always that.
struct LemmaRule {
  enum class Base : char { lower, kept, none } base = Base::lower;
  std::size_t cut = 0;
  std::string added;

  /// None if `text` is not a rule.
  static std::optional<LemmaRule> parse(std::string_view text);
  /// True if a form of so many letters is long enough.
  [[nodiscard]] bool fits(std::size_t letters) const;
  /// False, and `lemma` unchanged, if the form is too short for the rule.
  bool apply(std::u32string_view folded, std::u32string_view lower, std::string& lemma) const;
};

/// The key of a form and its tag in the lexicon of a model: lower-cased form, tabulator, letter of the tag.
/// `key` is scratch.
[[nodiscard]] std::uint64_t lexicon_key(std::u32string_view lower, Upos upos, std::u32string& key);

}  // namespace entente::language

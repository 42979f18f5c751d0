#include "language/lemma.h"

#include <charconv>

#include "language/features.h"

namespace entente::language {

std::optional<LemmaRule> LemmaRule::parse(std::string_view text) {
  if (text.starts_with('=')) return LemmaRule{Base::none, 0, std::string(text.substr(1))};
  if (!text.starts_with("L|") && !text.starts_with("K|")) return std::nullopt;
  LemmaRule rule{text.front() == 'L' ? Base::lower : Base::kept, 0, {}};
  const char* end = text.data() + text.size();
  const auto [after, error] = std::from_chars(text.data() + 2, end, rule.cut);
  if (error != std::errc{} || after == end || *after != '|') return std::nullopt;
  rule.added.assign(after + 1, end);
  return rule;
}

bool LemmaRule::fits(std::size_t letters) const {
  return base == Base::none || cut < letters || (cut == letters && !added.empty());
}

bool LemmaRule::apply(std::u32string_view folded, std::u32string_view lower, std::string& lemma) const {
  const std::u32string_view from = base == Base::lower ? lower : folded;
  if (!fits(from.size())) return false;
  lemma.clear();
  if (base != Base::none)
    for (const char32_t c : from.substr(0, from.size() - cut)) append_utf8(c, lemma);
  lemma += added;
  return true;
}

std::uint64_t lexicon_key(std::u32string_view lower, Upos upos, std::u32string& key) {
  key.assign(lower);
  key.push_back(U'\t');
  key.push_back(U'A' + static_cast<char32_t>(upos));
  return hash64(key);
}

}  // namespace entente::language

#include "entente/extract/sentence.h"

#include <algorithm>
#include <array>

namespace entente {
namespace {
constexpr std::array<std::string_view, kUposCount> kUposNames = {"ADJ",   "ADP",   "ADV", "AUX",  "CCONJ", "DET",
                                                                 "INTJ",  "NOUN",  "NUM", "PART", "PRON",  "PROPN",
                                                                 "PUNCT", "SCONJ", "SYM", "VERB", "X"};
constexpr std::array<std::string_view, 4> kNameTypeNames = {"PER", "LOC", "ORG", "MISC"};
}  // namespace

std::string_view name(Upos upos) { return kUposNames[static_cast<std::size_t>(upos)]; }

Upos upos(std::string_view name) {
  const auto found = std::find(kUposNames.begin(), kUposNames.end(), name);
  return found == kUposNames.end() ? Upos::X : static_cast<Upos>(found - kUposNames.begin());
}

std::string_view name(NameType type) { return kNameTypeNames[static_cast<std::size_t>(type)]; }

bool has_feature(const Token& token, std::string_view feature) {
  for (std::size_t at = token.feats.find(feature); at != std::string::npos; at = token.feats.find(feature, at + 1)) {
    const std::size_t end = at + feature.size();
    if ((at == 0 || token.feats[at - 1] == '|') && (end == token.feats.size() || token.feats[end] == '|')) return true;
  }
  return false;
}

bool has_relation(const Token& token, std::string_view deprel) {
  return token.deprel.starts_with(deprel) &&
         (token.deprel.size() == deprel.size() || token.deprel[deprel.size()] == ':');
}

}  // namespace entente

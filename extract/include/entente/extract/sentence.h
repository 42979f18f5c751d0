// Sentences and words by the conventions of Universal Dependencies (https://universaldependencies.org, version 2).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "entente/extract/document.h"

namespace entente {

enum class Upos : std::uint8_t {
  ADJ,
  ADP,
  ADV,
  AUX,
  CCONJ,
  DET,
  INTJ,
  NOUN,
  NUM,
  PART,
  PRON,
  PROPN,
  PUNCT,
  SCONJ,
  SYM,
  VERB,
  X
};
inline constexpr int kUposCount = 17;
[[nodiscard]] std::string_view name(Upos upos);
/// X for an unknown name.
[[nodiscard]] Upos upos(std::string_view name);

/// A syntactic word. The words of a contraction that spell it have each their part of it (Russia|'s); those that do not
/// (du = de + le) have the span of the whole.
struct Token {
  ByteSpan span;
  std::string form;  // as written; the expanded word within a contraction
  std::string lemma;
  Upos upos = Upos::X;
  std::string feats;       // "Gender=Masc|Number=Sing", sorted as in CoNLL-U; "" for none
  std::string deprel;      // "nsubj:pass"; "root" for the root
  std::int32_t head = -1;  // index in the sentence, -1: root
};

/// True if `feats` holds exactly that feature, written "Mood=Cnd".
[[nodiscard]] bool has_feature(const Token& token, std::string_view feature);
/// True for "nsubj" and its subtypes ("nsubj:pass") when asked for "nsubj".
[[nodiscard]] bool has_relation(const Token& token, std::string_view deprel);

/// Words [first, last) that are written as one contraction.
struct Contraction {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  std::string form;
};

enum class NameType : std::uint8_t { person, place, organization, other };
[[nodiscard]] std::string_view name(NameType type);  // "PER", "LOC", "ORG", "MISC"

/// A name found by the trained recogniser: words [first, last).
struct NameSpan {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  NameType type = NameType::other;
  float score = 0;  // [0, 1]
};

struct Sentence {
  ByteSpan span;  // without surrounding white space
  std::vector<Token> tokens;
  std::vector<Contraction> contractions;  // sorted, disjoint
  std::vector<NameSpan> names;            // sorted, disjoint
};

}  // namespace entente

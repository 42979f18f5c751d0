// A sentence's dependency tree with its children at hand.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "entente/extract/sentence.h"

namespace entente {

inline bool is_verbal(const Token& token) { return token.upos == Upos::VERB || token.upos == Upos::AUX; }

/// Token indices are positions in Sentence::tokens; kNone (-1) means no token. The sentence must outlive the tree.
class Tree {
 public:
  static constexpr int kNone = -1;

  explicit Tree(const Sentence& sentence);

  [[nodiscard]] int size() const { return static_cast<int>(sentence_->tokens.size()); }
  [[nodiscard]] const Token& operator[](int token) const { return sentence_->tokens[static_cast<std::size_t>(token)]; }
  [[nodiscard]] const Sentence& sentence() const { return *sentence_; }
  [[nodiscard]] int head(int token) const { return (*this)[token].head; }
  /// In the order of the sentence.
  [[nodiscard]] std::span<const int> children(int token) const;
  /// The first child with that relation or a subtype of it; kNone if there is none.
  [[nodiscard]] int child(int token, std::string_view deprel) const;
  [[nodiscard]] bool is(int token, std::string_view deprel) const { return has_relation((*this)[token], deprel); }
  /// True if `ancestor` is `token` or above it. O(depth).
  [[nodiscard]] bool dominates(int ancestor, int token) const;

 private:
  const Sentence* sentence_;
  std::vector<int> first_;  // children of token i: children_[first_[i] .. first_[i + 1])
  std::vector<int> children_;
};

}  // namespace entente

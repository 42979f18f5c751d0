#include "relations/tree.h"

namespace entente {

Tree::Tree(const Sentence& sentence)
    : sentence_(&sentence), first_(sentence.tokens.size() + 1, 0), children_(sentence.tokens.size()) {
  for (const Token& token : sentence.tokens)
    if (token.head >= 0) ++first_[static_cast<std::size_t>(token.head) + 1];
  for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
  std::vector<int> next(first_.begin(), first_.end() - 1);
  for (int i = 0; i < size(); ++i)
    if (head(i) >= 0) children_[static_cast<std::size_t>(next[static_cast<std::size_t>(head(i))]++)] = i;
}

std::span<const int> Tree::children(int token) const {
  const auto at = static_cast<std::size_t>(token);
  return std::span(children_).subspan(static_cast<std::size_t>(first_[at]),
                                      static_cast<std::size_t>(first_[at + 1] - first_[at]));
}

int Tree::child(int token, std::string_view deprel) const {
  for (int child : children(token))
    if (is(child, deprel)) return child;
  return kNone;
}

bool Tree::dominates(int ancestor, int token) const {
  for (int steps = size(); token != kNone && steps > 0; token = head(token), --steps)
    if (token == ancestor) return true;
  return false;
}

}  // namespace entente

// The best dependency tree of a sentence.
#pragma once

#include <cstdint>
#include <vector>

namespace entente::language {

/// Buffers of the search, reused from sentence to sentence.
struct TreeSearch {
  std::vector<std::int64_t> scores;  // fill before the call: [words + 1][words + 1], dependent by head, node 0 the root
  std::vector<std::int32_t> heads;   // result: the head of each word, numbered from 1; 0 is the root; heads[0] unused

  /// The tree of the highest score among those in which exactly one word hangs on the root.
  ///   requires  1 <= words <= 4096; |score| < 2^40
  ///   ensures   ties go to the head that comes first: the same scores give the same tree on every machine
  ///   cost      O(words^2); where many heads of a word are equally good, up to O(words^2) for each cycle among the
  ///   best
  ///             heads; `scores` is used up
  ///   source    Chu & Liu 1965, Edmonds 1967; one root by a penalty on its arcs: Stanojevic & Cohen, EMNLP 2021
  void run(std::int32_t words);

 private:
  void contract(std::vector<std::int32_t>& active, std::size_t stride);
  [[nodiscard]] std::int32_t best_head(std::int32_t word, const std::vector<std::int32_t>& active,
                                       std::size_t stride) const;
  [[nodiscard]] std::vector<std::int32_t> find_cycle(const std::vector<std::int32_t>& active) const;
};

}  // namespace entente::language

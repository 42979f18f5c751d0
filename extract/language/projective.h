// The best projective dependency tree of a sentence: no arc crosses another.
#pragma once

#include <cstdint>
#include <vector>

namespace entente::language {

/// Buffers of the search, reused from sentence to sentence. French and English cross arcs in one word of some hundreds;
/// the trees that a small model draws cross them far more often, mostly by mistake.
class ProjectiveSearch {
 public:
  /// Heads of the words in the projective tree of the highest score in which exactly one word hangs on the root:
  /// numbered from 1, 0 is the root, entry 0 unused. Valid until the next call.
  ///   scores    [words + 1][words + 1], dependent by head, node 0 the root
  ///   requires  1 <= words <= 1024; |score| < 2^40
  ///   ensures   ties go to the split that comes first: the same scores give the same tree on every machine
  ///   cost      O(words^3) time, O(words^2) memory
  ///   source    Eisner 1996; one root by a penalty on its arcs: Stanojevic & Cohen, EMNLP 2021
  const std::vector<std::int32_t>& run(const std::vector<std::int64_t>& scores, std::int32_t words);

 private:
  /// The best way to cover the words from one to another, seen from its head at either end.
  struct Span {
    std::int64_t to_right = 0, to_left = 0;            // closed: the head at the left end, at the right end
    std::int64_t open_right = 0, open_left = 0;        // with an arc between the ends
    std::uint16_t right_at = 0, left_at = 0, arc = 0;  // where it splits
  };
  [[nodiscard]] Span& span(std::size_t from, std::size_t to) { return spans_[from * nodes_ + to]; }
  void join(std::size_t from, std::size_t to, std::int64_t score_right, std::int64_t score_left);
  void read_closed(std::size_t from, std::size_t to, bool heads_right);

  std::size_t nodes_ = 0;
  std::vector<Span> spans_;
  std::vector<std::int32_t> heads_;
};

}  // namespace entente::language

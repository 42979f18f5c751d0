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
  /// Scores of spans, the words from one to another. Each is kept in rows by one end, and where searches for the best
  /// split go along the other end, in rows by that as well.
  struct Spans {
    std::vector<std::int64_t> by_from, by_to;
  };
  void join(std::size_t from, std::size_t to, std::int64_t score_right, std::int64_t score_left);
  void keep(Spans& spans, std::size_t from, std::size_t to, std::int64_t score);
  void read_closed(std::size_t from, std::size_t to, bool heads_right);

  std::size_t nodes_ = 0;
  Spans to_right_, to_left_;                                // closed: the head at the left end, at the right end
  Spans open_right_, open_left_;                            // with an arc between the ends
  std::vector<std::uint16_t> right_at_, left_at_, arc_at_;  // where the best ones split, in rows by `from`
  std::vector<std::int32_t> heads_;
};

}  // namespace entente::language

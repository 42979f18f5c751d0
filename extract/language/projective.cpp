#include "language/projective.h"

#include <limits>

namespace entente::language {
namespace {

constexpr std::int64_t kRootPenalty = std::int64_t{1} << 52;  // more than all other arcs together
constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::min();

}  // namespace

const std::vector<std::int32_t>& ProjectiveSearch::run(const std::vector<std::int64_t>& scores, std::int32_t words) {
  nodes_ = static_cast<std::size_t>(words) + 1;
  spans_.assign(nodes_ * nodes_, Span());
  for (std::size_t width = 1; width < nodes_; ++width)
    for (std::size_t from = 0; from + width < nodes_; ++from) {
      const std::size_t to = from + width;
      const std::int64_t penalty = from == 0 ? kRootPenalty : 0;
      join(from, to, scores[to * nodes_ + from] - penalty, scores[from * nodes_ + to]);
    }
  heads_.assign(nodes_, 0);
  read_closed(0, nodes_ - 1, true);
  return heads_;
}

// The best spans between two ends, from those within.
void ProjectiveSearch::join(std::size_t from, std::size_t to, std::int64_t score_right, std::int64_t score_left) {
  Span& whole = span(from, to);
  std::int64_t best = kNever;
  for (std::size_t split = from; split < to; ++split) {
    const std::int64_t sum = span(from, split).to_right + span(split + 1, to).to_left;
    if (sum <= best) continue;
    best = sum;
    whole.arc = static_cast<std::uint16_t>(split);
  }
  whole.open_right = best + score_right;
  whole.open_left = best + score_left;
  best = kNever;
  for (std::size_t split = from; split < to && from > 0; ++split) {  // nothing is the head of the root
    const std::int64_t sum = span(from, split).to_left + span(split, to).open_left;
    if (sum <= best) continue;
    best = sum;
    whole.left_at = static_cast<std::uint16_t>(split);
  }
  whole.to_left = best;
  best = kNever;
  for (std::size_t split = from + 1; split <= to; ++split) {
    const std::int64_t sum = span(from, split).open_right + span(split, to).to_right;
    if (sum <= best) continue;
    best = sum;
    whole.right_at = static_cast<std::uint16_t>(split);
  }
  whole.to_right = best;
}

// Reads the heads of the words of a closed span; recursion would be as deep as the sentence is long.
void ProjectiveSearch::read_closed(std::size_t from, std::size_t to, bool heads_right) {
  struct Task {
    std::size_t from, to;
    bool heads_right;
  };
  std::vector<Task> tasks{{from, to, heads_right}};
  while (!tasks.empty()) {
    const Task task = tasks.back();
    tasks.pop_back();
    if (task.from == task.to) continue;
    const Span& whole = span(task.from, task.to);
    const std::size_t split = task.heads_right ? whole.right_at : whole.left_at;
    const std::size_t left = task.heads_right ? task.from : split;
    const std::size_t right = task.heads_right ? split : task.to;
    if (task.heads_right)
      heads_[right] = static_cast<std::int32_t>(left);
    else
      heads_[left] = static_cast<std::int32_t>(right);
    const std::size_t middle = span(left, right).arc;
    tasks.push_back({left, middle, true});
    tasks.push_back({middle + 1, right, false});
    tasks.push_back(task.heads_right ? Task{split, task.to, true} : Task{task.from, split, false});
  }
}

}  // namespace entente::language

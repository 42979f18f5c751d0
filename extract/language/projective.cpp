#include "language/projective.h"

namespace entente::language {
namespace {

constexpr std::int64_t kRootPenalty = std::int64_t{1} << 52;  // more than all other arcs together

struct Best {
  std::int64_t sum;
  std::size_t at;
};

// The first of the largest sums of two rows. Written without a branch: which sum is the largest cannot be foreseen.
Best best_sum(const std::int64_t* a, const std::int64_t* b, std::size_t count) {
  Best best{a[0] + b[0], 0};
  for (std::size_t i = 1; i < count; ++i) {
    const std::int64_t sum = a[i] + b[i];
    const bool better = sum > best.sum;
    best.sum = better ? sum : best.sum;
    best.at = better ? i : best.at;
  }
  return best;
}

}  // namespace

const std::vector<std::int32_t>& ProjectiveSearch::run(const std::vector<std::int64_t>& scores, std::int32_t words) {
  nodes_ = static_cast<std::size_t>(words) + 1;
  for (Spans* spans : {&to_right_, &to_left_, &open_right_, &open_left_})
    for (auto* rows : {&spans->by_from, &spans->by_to})
      if (rows->size() < nodes_ * nodes_) rows->resize(nodes_ * nodes_);
  for (auto* splits : {&right_at_, &left_at_, &arc_at_})
    if (splits->size() < nodes_ * nodes_) splits->resize(nodes_ * nodes_);
  for (std::size_t node = 0; node < nodes_; ++node) {
    keep(to_right_, node, node, 0);
    keep(to_left_, node, node, 0);
  }
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

void ProjectiveSearch::keep(Spans& spans, std::size_t from, std::size_t to, std::int64_t score) {
  spans.by_from[from * nodes_ + to] = score;
  spans.by_to[to * nodes_ + from] = score;
}

// The best spans between two ends, from those within.
void ProjectiveSearch::join(std::size_t from, std::size_t to, std::int64_t score_right, std::int64_t score_left) {
  const std::size_t span = from * nodes_ + to;
  const std::size_t begin = from * nodes_ + from;  // of the row by `from`, at the first split
  const std::size_t end = to * nodes_ + from;      // of the row by `to`
  const std::size_t width = to - from;
  const Best arc = best_sum(&to_right_.by_from[begin], &to_left_.by_to[end + 1], width);
  arc_at_[span] = static_cast<std::uint16_t>(from + arc.at);
  keep(open_right_, from, to, arc.sum + score_right);
  keep(open_left_, from, to, arc.sum + score_left);
  if (from > 0) {  // nothing is the head of the root
    const Best left = best_sum(&to_left_.by_from[begin], &open_left_.by_to[end], width);
    left_at_[span] = static_cast<std::uint16_t>(from + left.at);
    keep(to_left_, from, to, left.sum);
  }
  const Best right = best_sum(&open_right_.by_from[begin + 1], &to_right_.by_to[end + 1], width);
  right_at_[span] = static_cast<std::uint16_t>(from + 1 + right.at);
  keep(to_right_, from, to, right.sum);
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
    const std::size_t split = (task.heads_right ? right_at_ : left_at_)[task.from * nodes_ + task.to];
    const std::size_t left = task.heads_right ? task.from : split;
    const std::size_t right = task.heads_right ? split : task.to;
    if (task.heads_right)
      heads_[right] = static_cast<std::int32_t>(left);
    else
      heads_[left] = static_cast<std::int32_t>(right);
    const std::size_t middle = arc_at_[left * nodes_ + right];
    tasks.push_back({left, middle, true});
    tasks.push_back({middle + 1, right, false});
    tasks.push_back(task.heads_right ? Task{split, task.to, true} : Task{task.from, split, false});
  }
}

}  // namespace entente::language

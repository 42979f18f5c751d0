#include "language/tree.h"

#include <algorithm>
#include <numeric>

namespace entente::language {
namespace {
constexpr std::int64_t kRootPenalty = std::int64_t{1} << 55;
}  // namespace

void TreeSearch::run(std::int32_t words) {
  const auto nodes = static_cast<std::size_t>(words) + 1;
  // More than the scores of all other arcs together: a second word on the root never pays.
  for (std::size_t word = 1; word < nodes; ++word) scores[word * nodes] -= kRootPenalty;
  heads.assign(nodes, 0);
  std::vector<std::int32_t> active(nodes);
  std::iota(active.begin(), active.end(), 0);
  for (const std::int32_t word : active)
    if (word != 0) heads[static_cast<std::size_t>(word)] = best_head(word, active, nodes);
  contract(active, nodes);
}

// The first of the heads with the highest score.
std::int32_t TreeSearch::best_head(std::int32_t word, const std::vector<std::int32_t>& active,
                                   std::size_t stride) const {
  const std::int64_t* row = scores.data() + static_cast<std::size_t>(word) * stride;
  std::int32_t best = -1;
  for (const std::int32_t head : active)
    if (head != word && (best < 0 || row[head] > row[best])) best = head;
  return best;
}

// The first cycle that the heads form, in order of its smallest entry; empty if they form a tree.
std::vector<std::int32_t> TreeSearch::find_cycle(const std::vector<std::int32_t>& active) const {
  std::vector<std::int32_t> seen(heads.size(), -1);
  for (const std::int32_t start : active) {
    std::int32_t at = start;
    while (at != 0 && seen[static_cast<std::size_t>(at)] < 0) {
      seen[static_cast<std::size_t>(at)] = start;
      at = heads[static_cast<std::size_t>(at)];
    }
    if (at == 0 || seen[static_cast<std::size_t>(at)] != start) continue;
    std::vector<std::int32_t> cycle{at};
    for (std::int32_t next = heads[static_cast<std::size_t>(at)]; next != at;
         next = heads[static_cast<std::size_t>(next)])
      cycle.push_back(next);
    return cycle;
  }
  return {};
}

// Takes the best head of each active node; a cycle is drawn together into its first node, the smaller problem is
// solved, and the cycle is opened again where the solution enters it. The best heads of the smaller problem follow from
// those of the larger one: words of nothing but quotation marks form hundreds of cycles.
void TreeSearch::contract(std::vector<std::int32_t>& active, std::size_t stride) {
  const std::vector<std::int32_t> cycle = find_cycle(active);
  if (cycle.empty()) return;

  const auto at = [stride](std::int32_t word, std::int32_t head) {
    return static_cast<std::size_t>(word) * stride + static_cast<std::size_t>(head);
  };
  std::vector<bool> inside(stride, false);
  for (const std::int32_t node : cycle) inside[static_cast<std::size_t>(node)] = true;
  std::vector<std::int64_t> kept(stride, 0);  // score of the arc that entering at this node would break
  std::vector<std::int32_t> cycle_head(stride, 0);
  for (const std::int32_t node : cycle) {
    cycle_head[static_cast<std::size_t>(node)] = heads[static_cast<std::size_t>(node)];
    kept[static_cast<std::size_t>(node)] = scores[at(node, heads[static_cast<std::size_t>(node)])];
  }
  const std::int32_t whole = cycle.front();
  std::vector<std::int32_t> rest;
  std::vector<std::int32_t> enters(stride, -1), leaves(stride, -1);
  for (const std::int32_t node : active)
    if (!inside[static_cast<std::size_t>(node)]) rest.push_back(node);
  for (const std::int32_t node : rest) {
    std::int32_t enter = cycle.front();
    std::int32_t leave = cycle.front();
    for (const std::int32_t member : cycle) {
      if (scores[at(member, node)] - kept[static_cast<std::size_t>(member)] >
          scores[at(enter, node)] - kept[static_cast<std::size_t>(enter)])
        enter = member;
      if (node != 0 && scores[at(node, member)] > scores[at(node, leave)]) leave = member;
    }
    const std::int64_t in = scores[at(enter, node)] - kept[static_cast<std::size_t>(enter)];
    const std::int64_t out = scores[at(node, leave)];
    enters[static_cast<std::size_t>(node)] = enter;
    leaves[static_cast<std::size_t>(node)] = leave;
    scores[at(whole, node)] = in;
    if (node != 0) scores[at(node, whole)] = out;
  }
  std::vector<std::int32_t> smaller = rest;
  smaller.insert(std::upper_bound(smaller.begin(), smaller.end(), whole), whole);
  heads[static_cast<std::size_t>(whole)] = best_head(whole, smaller, stride);
  for (const std::int32_t node : rest) {
    if (node == 0) continue;
    const std::int32_t before = heads[static_cast<std::size_t>(node)];
    const std::int64_t out = scores[at(node, whole)];
    if (!inside[static_cast<std::size_t>(before)]) {  // still the highest; of equal ones the first is taken
      if (out == scores[at(node, before)] && whole < before) heads[static_cast<std::size_t>(node)] = whole;
      continue;
    }
    const auto is_equal = [&](std::int32_t head) { return head != node && scores[at(node, head)] == out; };
    const auto end = std::lower_bound(smaller.begin(), smaller.end(), whole);
    const auto begin = before < whole ? std::upper_bound(smaller.begin(), end, before) : end;
    const auto first = std::find_if(begin, end, is_equal);
    heads[static_cast<std::size_t>(node)] = first == end ? whole : *first;
  }
  contract(smaller, stride);

  for (const std::int32_t node : rest)
    if (node != 0 && heads[static_cast<std::size_t>(node)] == whole)
      heads[static_cast<std::size_t>(node)] = leaves[static_cast<std::size_t>(node)];
  const std::int32_t from = heads[static_cast<std::size_t>(whole)];
  const std::int32_t entered = enters[static_cast<std::size_t>(from)];
  for (const std::int32_t node : cycle)
    heads[static_cast<std::size_t>(node)] = cycle_head[static_cast<std::size_t>(node)];
  heads[static_cast<std::size_t>(entered)] = from;
}

}  // namespace entente::language

#include "language/tree.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <functional>
#include <limits>
#include <numeric>
#include <random>
#include <utility>
#include <vector>

#include "language/projective.h"

namespace entente::language {
namespace {

using Scores = std::vector<std::int64_t>;

bool is_single_rooted_tree(const std::vector<std::int32_t>& heads) {
  int roots = 0;
  for (std::size_t word = 1; word < heads.size(); ++word) {
    roots += heads[word] == 0 ? 1 : 0;
    std::size_t at = word;
    for (std::size_t steps = 0; at != 0; at = static_cast<std::size_t>(heads[at]))
      if (++steps > heads.size()) return false;
  }
  return roots == 1;
}

bool is_projective(const std::vector<std::int32_t>& heads) {
  const auto ends = [&](std::size_t word) {
    const auto head = static_cast<std::size_t>(heads[word]);
    return std::pair(std::min(word, head), std::max(word, head));
  };
  for (std::size_t a = 1; a < heads.size(); ++a)
    for (std::size_t b = 1; b < heads.size(); ++b) {
      const auto [a_first, a_last] = ends(a);
      const auto [b_first, b_last] = ends(b);
      if (a_first < b_first && b_first < a_last && a_last < b_last) return false;
    }
  return true;
}

std::int64_t total(const Scores& scores, const std::vector<std::int32_t>& heads) {
  std::int64_t sum = 0;
  for (std::size_t word = 1; word < heads.size(); ++word)
    sum += scores[word * heads.size() + static_cast<std::size_t>(heads[word])];
  return sum;
}

// The slow obvious version: all assignments of heads.
template <class Allowed>
std::int64_t best_by_trying(const Scores& scores, std::size_t nodes, const Allowed& allowed) {
  std::vector<std::int32_t> heads(nodes, 0);
  std::int64_t best = std::numeric_limits<std::int64_t>::min();
  for (;;) {
    if (is_single_rooted_tree(heads) && allowed(heads)) best = std::max(best, total(scores, heads));
    std::size_t word = 1;
    while (word < nodes && ++heads[word] == static_cast<std::int32_t>(nodes)) heads[word++] = 0;
    if (word == nodes) return best;
  }
}

Scores random_scores(std::size_t nodes, std::int64_t bound, std::mt19937_64& random) {
  std::uniform_int_distribution<std::int64_t> score(-bound, bound);
  Scores out(nodes * nodes);
  for (auto& s : out) s = score(random);
  return out;
}

TEST(TreeSearch, FindsTheBestSingleRootedTree) {
  std::mt19937_64 random(7);
  TreeSearch search;
  for (int round = 0; round < 3000; ++round) {
    const std::size_t nodes = 2 + round % 5;
    const Scores scores = random_scores(nodes, round % 2 == 0 ? 3 : 1000, random);  // many ties, then hardly any
    search.scores = scores;
    search.run(static_cast<std::int32_t>(nodes) - 1);
    ASSERT_TRUE(is_single_rooted_tree(search.heads));
    ASSERT_EQ(total(scores, search.heads), best_by_trying(scores, nodes, [](const auto&) { return true; }));
  }
}

TEST(ProjectiveSearch, FindsTheBestSingleRootedTreeWithoutCrossingArcs) {
  std::mt19937_64 random(11);
  ProjectiveSearch search;
  for (int round = 0; round < 3000; ++round) {
    const std::size_t nodes = 2 + round % 5;
    const Scores scores = random_scores(nodes, round % 2 == 0 ? 3 : 1000, random);
    const std::vector<std::int32_t>& heads = search.run(scores, static_cast<std::int32_t>(nodes) - 1);
    ASSERT_TRUE(is_single_rooted_tree(heads));
    ASSERT_TRUE(is_projective(heads));
    ASSERT_EQ(total(scores, heads), best_by_trying(scores, nodes, is_projective));
  }
}

TEST(ProjectiveSearch, IsATreeWhateverTheScores) {
  std::mt19937_64 random(13);
  ProjectiveSearch search;
  for (const std::size_t nodes : {2U, 40U, 129U}) {
    const Scores scores = random_scores(nodes, (std::int64_t{1} << 40) - 1, random);
    const std::vector<std::int32_t>& heads = search.run(scores, static_cast<std::int32_t>(nodes) - 1);
    EXPECT_TRUE(is_single_rooted_tree(heads));
    EXPECT_TRUE(is_projective(heads));
  }
}

// The slow obvious version of the contraction: all best heads are chosen anew after each cycle.
std::vector<std::int32_t> heads_by_choosing_anew(Scores scores, std::size_t nodes) {
  for (std::size_t word = 1; word < nodes; ++word) scores[word * nodes] -= std::int64_t{1} << 55;
  std::vector<std::int32_t> heads(nodes, 0);
  const auto score = [&](std::int32_t word, std::int32_t head) -> std::int64_t& {
    return scores[static_cast<std::size_t>(word) * nodes + static_cast<std::size_t>(head)];
  };
  const auto head_of = [&](std::int32_t word) -> std::int32_t& { return heads[static_cast<std::size_t>(word)]; };
  const std::function<void(std::vector<std::int32_t>)> solve = [&](const std::vector<std::int32_t>& active) {
    for (const std::int32_t word : active) {
      if (word == 0) continue;
      std::int32_t best = -1;
      for (const std::int32_t head : active)
        if (head != word && (best < 0 || score(word, head) > score(word, best))) best = head;
      head_of(word) = best;
    }
    std::vector<std::int32_t> cycle;
    std::vector<std::int32_t> seen(nodes, -1);
    for (const std::int32_t start : active) {
      std::int32_t at = start;
      while (at != 0 && seen[static_cast<std::size_t>(at)] < 0) {
        seen[static_cast<std::size_t>(at)] = start;
        at = head_of(at);
      }
      if (at == 0 || seen[static_cast<std::size_t>(at)] != start) continue;
      cycle = {at};
      for (std::int32_t next = head_of(at); next != at; next = head_of(next)) cycle.push_back(next);
      break;
    }
    if (cycle.empty()) return;
    const std::int32_t whole = cycle.front();
    const auto is_inside = [&](std::int32_t node) {
      return std::find(cycle.begin(), cycle.end(), node) != cycle.end();
    };
    std::vector<std::int64_t> kept(nodes);
    std::vector<std::int32_t> cycle_head(nodes), enters(nodes), leaves(nodes), rest;
    for (const std::int32_t node : cycle) {
      cycle_head[static_cast<std::size_t>(node)] = head_of(node);
      kept[static_cast<std::size_t>(node)] = score(node, head_of(node));
    }
    for (const std::int32_t node : active) {
      if (is_inside(node)) continue;
      rest.push_back(node);
      std::int32_t enter = whole, leave = whole;
      for (const std::int32_t member : cycle) {
        if (score(member, node) - kept[static_cast<std::size_t>(member)] >
            score(enter, node) - kept[static_cast<std::size_t>(enter)])
          enter = member;
        if (node != 0 && score(node, member) > score(node, leave)) leave = member;
      }
      const std::int64_t in = score(enter, node) - kept[static_cast<std::size_t>(enter)], out = score(node, leave);
      enters[static_cast<std::size_t>(node)] = enter;
      leaves[static_cast<std::size_t>(node)] = leave;
      score(whole, node) = in;
      if (node != 0) score(node, whole) = out;
    }
    std::vector<std::int32_t> smaller = rest;
    smaller.insert(std::upper_bound(smaller.begin(), smaller.end(), whole), whole);
    solve(smaller);
    for (const std::int32_t node : rest)
      if (node != 0 && head_of(node) == whole) head_of(node) = leaves[static_cast<std::size_t>(node)];
    const std::int32_t from = head_of(whole), entered = enters[static_cast<std::size_t>(from)];
    for (const std::int32_t node : cycle) head_of(node) = cycle_head[static_cast<std::size_t>(node)];
    head_of(entered) = from;
  };
  std::vector<std::int32_t> all(nodes);
  std::iota(all.begin(), all.end(), 0);
  solve(all);
  return heads;
}

TEST(TreeSearch, FindsTheSameTreeAsChoosingAnew) {
  std::mt19937_64 random(17);
  TreeSearch search;
  for (int round = 0; round < 2000; ++round) {
    const std::size_t nodes = 2 + static_cast<std::size_t>(round) % 40;
    const Scores scores = random_scores(nodes, std::array<std::int64_t, 4>{0, 1, 5, 100000}[round % 4], random);
    search.scores = scores;
    search.run(static_cast<std::int32_t>(nodes) - 1);
    ASSERT_EQ(search.heads, heads_by_choosing_anew(scores, nodes)) << round;
  }
}

TEST(TreeSearch, IsATreeWhateverTheScores) {
  std::mt19937_64 random(8);
  TreeSearch search;
  for (const std::size_t nodes : {2U, 3U, 12U, 60U, 401U})
    for (const std::int64_t bound : {std::int64_t{0}, std::int64_t{1}, std::int64_t{65536000000}}) {
      search.scores = random_scores(nodes, bound, random);
      search.run(static_cast<std::int32_t>(nodes) - 1);
      EXPECT_TRUE(is_single_rooted_tree(search.heads)) << nodes << " " << bound;
    }
}

TEST(TreeSearch, RootsThatAllWordsWantStaySingle) {
  TreeSearch search;
  const std::size_t nodes = 30;
  search.scores.assign(nodes * nodes, -1000000);
  for (std::size_t word = 1; word < nodes; ++word) search.scores[word * nodes] = 65536000000;
  search.run(static_cast<std::int32_t>(nodes) - 1);
  EXPECT_TRUE(is_single_rooted_tree(search.heads));
}

}  // namespace
}  // namespace entente::language

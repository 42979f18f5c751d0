#include "language/tree.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
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

#include "page_layout.h"

#include <gtest/gtest.h>

#include <random>

namespace entente {
namespace {

constexpr PageSize kRoom{800, 480};

struct Sketch {
  std::vector<PageSize> boxes;
  std::vector<PageLine> lines;
};

// Names and words of many lengths, lines anywhere, parallels among them.
Sketch sketch(unsigned seed) {
  std::minstd_rand random(seed);
  const auto below = [&random](std::size_t n) { return static_cast<std::size_t>(random()) % n; };
  Sketch made;
  const std::size_t boxes = 2 + below(30), lines = 1 + below(boxes + boxes / 2);
  for (std::size_t i = 0; i < boxes; ++i)
    made.boxes.push_back({40 + static_cast<double>(below(90)), 18 + static_cast<double>(below(30))});
  for (std::size_t i = 0; i < lines; ++i) {
    const std::size_t from = below(boxes), to = (from + 1 + below(boxes - 1)) % boxes;
    made.lines.push_back({from, to, {25 + static_cast<double>(below(70)), 12 * (1 + static_cast<double>(below(3)))}});
  }
  return made;
}

bool overlap(Point a, PageSize first, Point b, PageSize second) {
  return a.x - first.width / 2 < b.x + second.width / 2 && b.x - second.width / 2 < a.x + first.width / 2 &&
         a.y - first.height / 2 < b.y + second.height / 2 && b.y - second.height / 2 < a.y + first.height / 2;
}

TEST(PageLayout, WhatFitsHasNothingOnAnythingElse) {
  std::size_t fitting = 0;
  for (unsigned seed = 1; seed <= 60; ++seed) {
    const Sketch made = sketch(seed);
    const PagePlan plan = plan_page(made.boxes, made.lines, kRoom);
    if (!plan.fits) continue;
    ++fitting;
    std::vector<std::pair<Point, PageSize>> all;
    for (std::size_t i = 0; i < made.boxes.size(); ++i) all.emplace_back(plan.boxes[i], made.boxes[i]);
    for (std::size_t i = 0; i < made.lines.size(); ++i) all.emplace_back(plan.words[i], made.lines[i].words);
    for (std::size_t i = 0; i < all.size(); ++i) {
      const auto& [at, size] = all[i];
      EXPECT_GE(at.x - size.width / 2, -0.2) << seed;
      EXPECT_LE(at.x + size.width / 2, kRoom.width + 0.2) << seed;
      EXPECT_GE(at.y - size.height / 2, -0.2) << seed;
      EXPECT_LE(at.y + size.height / 2, kRoom.height + 0.2) << seed;
      for (std::size_t j = 0; j < i; ++j) EXPECT_FALSE(overlap(at, size, all[j].first, all[j].second)) << seed;
    }
  }
  EXPECT_GE(fitting, 40U);
}

TEST(PageLayout, SameInputSamePlan) {
  const Sketch made = sketch(7);
  const PagePlan one = plan_page(made.boxes, made.lines, kRoom), two = plan_page(made.boxes, made.lines, kRoom);
  for (std::size_t i = 0; i < one.boxes.size(); ++i)
    EXPECT_TRUE(one.boxes[i].x == two.boxes[i].x && one.boxes[i].y == two.boxes[i].y);
}

TEST(PageLayout, StrayPairsStandInRowsBelowTheRest) {
  const std::vector<PageSize> boxes(9, {60, 20});
  const PageSize words{40, 12};
  std::vector<PageLine> lines;
  for (std::size_t i = 1; i < 5; ++i) lines.push_back({0, i, words});
  lines.push_back({5, 6, words});
  lines.push_back({7, 8, words});
  const PagePlan plan = plan_page(boxes, lines, kRoom);
  ASSERT_TRUE(plan.fits);
  for (std::size_t stray = 5; stray < 9; ++stray) {
    EXPECT_EQ(plan.boxes[stray].y, plan.boxes[5].y);
    for (std::size_t i = 0; i < 5; ++i) EXPECT_LT(plan.boxes[stray].y, plan.boxes[i].y);
  }
}

TEST(PageLayout, WhatIsTooMuchDoesNotFit) {
  EXPECT_FALSE(plan_page(std::vector<PageSize>(80, {100, 60}), {}, kRoom).fits);
  EXPECT_FALSE(plan_page({{900, 20}, {20, 20}}, {{0, 1, {20, 12}}}, kRoom).fits) << "wider than the page";
  EXPECT_TRUE(plan_page({}, {}, kRoom).boxes.empty());
}

}  // namespace
}  // namespace entente

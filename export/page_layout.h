// Where things and words stand on a page that does not grow: boxes of names, and of the words on the lines between
// them, within a width and a height, none on another.
#pragma once

#include <cstddef>
#include <vector>

#include "label_placement.h"

namespace entente {

struct PageSize {
  double width = 0, height = 0;  // points
};

/// A line between two boxes with the words on it.
struct PageLine {
  std::size_t from = 0, to = 0;
  PageSize words;
};

struct PagePlan {
  std::vector<Point> boxes, words;  // centres, from the lower left corner; as many as there are boxes and lines
  bool fits = false;                // no two of them overlap, all are on the page, and the lines can be followed
};

/// Stress majorization on each page, then words as boxes of their own on the middle of their lines, and all of them
/// pushed apart; the best of several turns. Pairs apart from the rest stand in rows at the foot.
/// requires  ends are below boxes.size() and differ
/// ensures   same input, same plan; `fits` as it says
/// cost      O(n²) for n boxes and lines: 0.1 s for 80
/// source    Gansner, Koren & North, Graph Drawing by Stress Majorization, GD 2004
[[nodiscard]] PagePlan plan_page(const std::vector<PageSize>& boxes, const std::vector<PageLine>& lines, PageSize page);

/// Whether a plan keeps the promise of `fits` for boxes and words: the slow and obvious way. O(n²).
[[nodiscard]] bool is_free_of_overlaps(const PagePlan& plan, const std::vector<PageSize>& boxes,
                                       const std::vector<PageLine>& lines, PageSize page);

}  // namespace entente

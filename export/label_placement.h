// Where the words of a line go when the layout engine does not care: on their line, but on no node and no other words.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace entente {

struct Point {
  double x = 0, y = 0;
};
/// An upright rectangle.
struct Box {
  Point centre;
  double width = 0, height = 0;
};

struct LabelRequest {
  std::vector<Point> path;  // along the line, from tail to head; at least two points
  double width = 0, height = 0;
};

/// A centre for each label, none where there is no free place on its line. Earlier requests choose first, and take the
/// place where they hide the fewest other lines, of equals the one nearest to the middle.
/// ensures  no placed label overlaps a box or another label
/// cost     O(n k): n boxes, labels and steps of lines, k of them in one neighbourhood
[[nodiscard]] std::vector<std::optional<Point>> place_labels(const std::vector<Box>& boxes,
                                                             const std::vector<LabelRequest>& requests);

}  // namespace entente

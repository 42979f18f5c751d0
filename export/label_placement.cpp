#include "label_placement.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <utility>

namespace entente {
namespace {

constexpr double kCell = 120;    // side of a cell of the grid, in points
constexpr double kMargin = 1.5;  // kept free around each label

bool overlap(const Box& a, const Box& b) {
  return std::fabs(a.centre.x - b.centre.x) * 2 < a.width + b.width &&
         std::fabs(a.centre.y - b.centre.y) * 2 < a.height + b.height;
}

// What stands where, by cells that it touches.
class Grid {
 public:
  void add(const Box& box) {
    boxes_.push_back(box);
    for_each_cell(box, [&](std::pair<int, int> cell) {
      cells_[cell].push_back(boxes_.size() - 1);
      return true;
    });
  }
  [[nodiscard]] bool is_free(const Box& box) const {
    return for_each_cell(box, [&](std::pair<int, int> cell) {
      const auto found = cells_.find(cell);
      if (found == cells_.end()) return true;
      for (std::size_t other : found->second)
        if (overlap(boxes_[other], box)) return false;
      return true;
    });
  }

 private:
  static int cell_of(double at) { return static_cast<int>(std::floor(at / kCell)); }
  template <class Visit>
  static bool for_each_cell(const Box& box, Visit visit) {
    for (int x = cell_of(box.centre.x - box.width / 2); x <= cell_of(box.centre.x + box.width / 2); ++x)
      for (int y = cell_of(box.centre.y - box.height / 2); y <= cell_of(box.centre.y + box.height / 2); ++y)
        if (!visit({x, y})) return false;
    return true;
  }

  std::vector<Box> boxes_;
  std::map<std::pair<int, int>, std::vector<std::size_t>> cells_;
};

double distance(Point a, Point b) { return std::hypot(b.x - a.x, b.y - a.y); }

double length_of(const std::vector<Point>& path) {
  double length = 0;
  for (std::size_t i = 1; i < path.size(); ++i) length += distance(path[i - 1], path[i]);
  return length;
}

// The point at `share` of the way along a path of that length.
Point along(const std::vector<Point>& path, double length, double share) {
  double left = share * length;
  for (std::size_t i = 1; i < path.size(); ++i) {
    const double step = distance(path[i - 1], path[i]);
    if (step >= left && step > 0) {
      const double t = left / step;
      return {path[i - 1].x + t * (path[i].x - path[i - 1].x), path[i - 1].y + t * (path[i].y - path[i - 1].y)};
    }
    left -= step;
  }
  return path.back();
}

}  // namespace

std::vector<std::optional<Point>> place_labels(const std::vector<Box>& boxes,
                                               const std::vector<LabelRequest>& requests) {
  constexpr std::array kShares = {0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74, 0.2, 0.8};
  Grid grid;
  for (const Box& box : boxes) grid.add(box);
  std::vector<std::optional<Point>> places(requests.size());
  for (std::size_t i = 0; i < requests.size(); ++i) {
    const LabelRequest& request = requests[i];
    const double length = length_of(request.path);
    for (double share : kShares) {
      const Box label{along(request.path, length, share), request.width + kMargin, request.height + kMargin};
      if (!grid.is_free(label)) continue;
      grid.add(label);
      places[i] = label.centre;
      break;
    }
  }
  return places;
}

}  // namespace entente

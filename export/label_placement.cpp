#include "label_placement.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <set>
#include <utility>

namespace entente {
namespace {

constexpr double kCell = 120;    // side of a cell of the grid, in points
constexpr double kMargin = 1.5;  // kept free around each label

bool overlap(const Box& a, const Box& b) {
  return std::fabs(a.centre.x - b.centre.x) * 2 < a.width + b.width &&
         std::fabs(a.centre.y - b.centre.y) * 2 < a.height + b.height;
}

// One step of a line.
struct Step {
  Point from, to;
  std::size_t line = 0;
};

// Whether a step touches a box: Liang & Barsky, A New Concept and Method for Line Clipping, ACM TOG 1984.
bool touches(const Step& step, const Box& box) {
  double first = 0, last = 1;
  const auto clip = [&](double start, double move, double low, double high) {
    if (move == 0) return low <= start && start <= high;
    double a = (low - start) / move, b = (high - start) / move;
    if (a > b) std::swap(a, b);
    first = std::max(first, a);
    last = std::min(last, b);
    return first <= last;
  };
  return clip(step.from.x, step.to.x - step.from.x, box.centre.x - box.width / 2, box.centre.x + box.width / 2) &&
         clip(step.from.y, step.to.y - step.from.y, box.centre.y - box.height / 2, box.centre.y + box.height / 2);
}

Box around(const Step& step) {
  return {{(step.from.x + step.to.x) / 2, (step.from.y + step.to.y) / 2},
          std::fabs(step.to.x - step.from.x),
          std::fabs(step.to.y - step.from.y)};
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
  void add(const Step& step) {
    steps_.push_back(step);
    for_each_cell(around(step), [&](std::pair<int, int> cell) {
      if (touches(step, {{(cell.first + 0.5) * kCell, (cell.second + 0.5) * kCell}, kCell, kCell}))
        step_cells_[cell].push_back(steps_.size() - 1);
      return true;
    });
  }
  /// How many lines but `own` a box would hide.
  [[nodiscard]] std::size_t hidden_lines(const Box& box, std::size_t own) const {
    std::set<std::size_t> hidden;
    for_each_cell(box, [&](std::pair<int, int> cell) {
      if (const auto found = step_cells_.find(cell); found != step_cells_.end())
        for (std::size_t at : found->second)
          if (steps_[at].line != own && touches(steps_[at], box)) hidden.insert(steps_[at].line);
      return true;
    });
    return hidden.size();
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
  std::vector<Step> steps_;
  std::map<std::pair<int, int>, std::vector<std::size_t>> cells_, step_cells_;
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
  constexpr std::array kShares = {0.5, 0.46, 0.54, 0.42, 0.58, 0.38, 0.62, 0.34, 0.66, 0.3,
                                  0.7, 0.26, 0.74, 0.22, 0.78, 0.18, 0.82, 0.14, 0.86};
  Grid grid;
  for (const Box& box : boxes) grid.add(box);
  for (std::size_t i = 0; i < requests.size(); ++i)
    for (std::size_t at = 1; at < requests[i].path.size(); ++at)
      grid.add(Step{requests[i].path[at - 1], requests[i].path[at], i});
  std::vector<std::optional<Point>> places(requests.size());
  for (std::size_t i = 0; i < requests.size(); ++i) {
    const LabelRequest& request = requests[i];
    const double length = length_of(request.path);
    std::size_t fewest = std::numeric_limits<std::size_t>::max();
    Box best;
    for (double share : kShares) {
      const Box label{along(request.path, length, share), request.width + kMargin, request.height + kMargin};
      if (!grid.is_free(label)) continue;
      const std::size_t hidden = grid.hidden_lines(label, i);
      if (hidden >= fewest) continue;
      fewest = hidden;
      best = label;
      if (hidden == 0) break;
    }
    if (fewest == std::numeric_limits<std::size_t>::max()) continue;
    grid.add(best);
    places[i] = best.centre;
  }
  return places;
}

}  // namespace entente

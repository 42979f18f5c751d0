#include "page_layout.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <numeric>
#include <utility>

namespace entente {
namespace {

constexpr double kGap = 7;            // kept free around boxes, for heads of arrows
constexpr double kWordGap = 2.5;      // kept free around words
constexpr double kTailRoom = 16;      // between words and the things at the ends of their line
constexpr double kLongestStep = 215;  // a small graph does not fill its page
constexpr std::size_t kFew = 5;       // do not crowd
constexpr int kTurns = 16, kRounds = 260, kLastRounds = 500;

Point operator+(Point a, Point b) { return {a.x + b.x, a.y + b.y}; }
Point operator-(Point a, Point b) { return {a.x - b.x, a.y - b.y}; }
Point operator*(Point a, double by) { return {a.x * by, a.y * by}; }
double length(Point a) { return std::sqrt(a.x * a.x + a.y * a.y); }

using Distances = std::vector<std::vector<double>>;

// Components as numbers, in the order of their first box.
std::vector<std::size_t> components(std::size_t count, const std::vector<PageLine>& lines) {
  std::vector<std::size_t> part(count);
  std::iota(part.begin(), part.end(), 0);
  for (bool is_changed = true; is_changed;) {
    is_changed = false;
    for (const PageLine& line : lines) {
      const std::size_t least = std::min(part[line.from], part[line.to]);
      is_changed = is_changed || part[line.from] != least || part[line.to] != least;
      part[line.from] = part[line.to] = least;
    }
  }
  return part;
}

// Steps between boxes; what is not linked stands a little farther away than what is.
Distances distances(std::size_t count, const std::vector<PageLine>& lines) {
  const double none = std::numeric_limits<double>::infinity();
  Distances steps(count, std::vector<double>(count, none));
  for (std::size_t i = 0; i < count; ++i) steps[i][i] = 0;
  for (const PageLine& line : lines) steps[line.from][line.to] = steps[line.to][line.from] = 1;
  for (std::size_t k = 0; k < count; ++k)
    for (std::size_t i = 0; i < count; ++i)
      for (std::size_t j = 0; j < count; ++j) steps[i][j] = std::min(steps[i][j], steps[i][k] + steps[k][j]);
  const double apart = 1 + std::sqrt(static_cast<double>(count)) / 1.6;
  for (auto& row : steps)
    for (double& step : row)
      if (step == none) step = apart;
  return steps;
}

std::vector<Point> stress_places(const Distances& steps) {
  constexpr double kGoldenAngle = 2.399963229728653;
  const std::size_t count = steps.size();
  std::vector<Point> places(count);
  for (std::size_t i = 0; i < count; ++i) {
    const double radius = std::sqrt(1.0 + static_cast<double>(i)), angle = kGoldenAngle * static_cast<double>(i);
    places[i] = {radius * std::cos(angle), radius * std::sin(angle)};
  }
  for (int round = 0; round < 200; ++round)
    for (std::size_t i = 0; i < count; ++i) {
      Point sum;
      double weights = 0;
      for (std::size_t j = 0; j < count; ++j) {
        if (i == j) continue;
        const double weight = 1 / (steps[i][j] * steps[i][j]);
        const Point between = places[i] - places[j];
        const double apart = std::max(1e-9, length(between));
        sum = sum + (places[j] + between * (steps[i][j] / apart)) * weight;
        weights += weight;
      }
      if (weights > 0) places[i] = sum * (1 / weights);
    }
  return places;
}

// How far a segment is inside a box, as a push for the box; {0, 0} if it does not touch it.
Point push_from(Point from, Point to, const Box& box) {
  const Point along = to - from;
  const double far = length(along);
  if (far < 1) return {};
  const double share = ((box.centre.x - from.x) * along.x + (box.centre.y - from.y) * along.y) / (far * far);
  if (share < 0 || share > 1) return {};
  const Point nearest = from + along * share, away = box.centre - nearest;
  const Point normal{-along.y / far, along.x / far};
  const double reach = std::fabs(normal.x) * box.width / 2 + std::fabs(normal.y) * box.height / 2;
  const double side = away.x * normal.x + away.y * normal.y;
  if (std::fabs(side) >= reach) return {};
  return normal * ((side >= 0 ? 1 : -1) * (reach - std::fabs(side)));
}

bool crosses(Point a, Point b, Point c, Point d) {
  const auto turn = [](Point p, Point q, Point r) { return (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x); };
  return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
}

// The boxes of one page on their way to where they stay.
class Table {
 public:
  Table(const std::vector<PageSize>& boxes, const std::vector<PageLine>& lines, PageSize page, double floor)
      : sizes_(boxes), lines_(lines), page_(page), floor_(floor) {
    std::map<std::pair<std::size_t, std::size_t>, int> parallels, before;
    for (const PageLine& line : lines) {
      sizes_.push_back(line.words);
      ++parallels[std::minmax(line.from, line.to)];
    }
    for (const PageLine& line : lines) {
      const auto pair = std::minmax(line.from, line.to);
      ranks_.push_back(before[pair]++ - (parallels[pair] - 1) / 2.0);
    }
  }

  void start(const std::vector<Point>& places) {
    places_ = anchors_ = places;
    for (std::size_t i = 0; i < lines_.size(); ++i) places_.push_back(target(i));
  }

  void relax() {
    for (int round = 0; round < kRounds + kLastRounds; ++round) {
      // At the end nothing but room counts, and ever less of it.
      const bool is_last = round >= kRounds;
      slack_ = is_last ? 1 - 0.55 * (round - kRounds) / kLastRounds : 1;
      if (!is_last) {
        for (std::size_t i = 0; i < boxes(); ++i) places_[i] = places_[i] + (anchors_[i] - places_[i]) * 0.03;
        clear_lines();
        if (round % 2 == 0) clear_words();
      }
      for (std::size_t i = 0; i < lines_.size(); ++i) {
        Point& at = places_[boxes() + i];
        at = at + (target(i) - at) * (is_last ? 0.004 : 0.1);
      }
      const bool is_settled = !part_boxes() && is_last;
      for (std::size_t i = 0; i < places_.size(); ++i) clamp(i);
      if (is_settled && !part_boxes()) break;
    }
    for (std::size_t i = 0; i < places_.size(); ++i) clamp(i);
  }

  struct Faults {
    std::size_t hidden = 0, struck = 0, crossings = 0;  // lines under other things, lines through words of others
  };
  [[nodiscard]] Faults faults() const {
    Faults found;
    auto& [hidden, struck, crossings] = found;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const Point from = places_[lines_[i].from], to = places_[lines_[i].to], by = places_[boxes() + i];
      for (std::size_t box = 0; box < boxes(); ++box) {
        if (box == lines_[i].from || box == lines_[i].to) continue;
        for (const Point push : {push_from(from, by, box_of(box, -4)), push_from(by, to, box_of(box, -4))})
          hidden += push.x != 0 || push.y != 0 ? 1 : 0;
      }
      for (std::size_t j = 0; j < lines_.size(); ++j)
        for (const Point push :
             {push_from(from, by, box_of(boxes() + j, -2)), push_from(by, to, box_of(boxes() + j, -2))})
          struck += i != j && (push.x != 0 || push.y != 0) ? 1 : 0;
      for (std::size_t j = 0; j < i; ++j) {
        const Point other = places_[lines_[j].from], end = places_[lines_[j].to], through = places_[boxes() + j];
        for (const auto& [a, b] : {std::pair(from, by), {by, to}})
          for (const auto& [c, d] : {std::pair(other, through), {through, end}})
            crossings += crosses(a, b, c, d) ? 1 : 0;
      }
    }
    return found;
  }
  [[nodiscard]] double length_of_lines() const {
    double sum = 0;
    for (std::size_t i = 0; i < lines_.size(); ++i)
      sum +=
          length(places_[boxes() + i] - places_[lines_[i].from]) + length(places_[boxes() + i] - places_[lines_[i].to]);
    return sum;
  }
  [[nodiscard]] const std::vector<Point>& places() const { return places_; }

 private:
  [[nodiscard]] std::size_t boxes() const { return sizes_.size() - lines_.size(); }
  // Where the words of a line belong: on its middle, those of parallel lines beside each other.
  [[nodiscard]] Point target(std::size_t i) const {
    const auto [first, second] = std::minmax(lines_[i].from, lines_[i].to);
    const Point from = places_[first], to = places_[second], middle = (from + to) * 0.5;
    if (ranks_[i] == 0) return middle;
    const double far = std::max(1e-6, length(to - from));
    const Point normal{(from.y - to.y) / far, (to.x - from.x) / far};
    const PageSize& words = lines_[i].words;
    const double wide = std::fabs(normal.x) * words.width + std::fabs(normal.y) * words.height;
    return middle + normal * (ranks_[i] * (wide + 6));
  }
  [[nodiscard]] Box box_of(std::size_t i, double more) const {
    return {places_[i], sizes_[i].width + more, sizes_[i].height + more};
  }
  [[nodiscard]] double gap(std::size_t a, std::size_t b) const {
    if (b < boxes()) return kGap * slack_;
    const PageLine& line = lines_[b - boxes()];
    return (a == line.from || a == line.to ? kTailRoom : kWordGap) * slack_;
  }

  // Every two that overlap move apart by the shorter way; words move more readily than things.
  bool part_boxes() {
    bool is_moved = false;
    for (std::size_t i = 0; i < places_.size(); ++i)
      for (std::size_t j = i + 1; j < places_.size(); ++j) {
        const double room = gap(i, j);
        const double x = (sizes_[i].width + sizes_[j].width) / 2 + room - std::fabs(places_[i].x - places_[j].x);
        const double y = (sizes_[i].height + sizes_[j].height) / 2 + room - std::fabs(places_[i].y - places_[j].y);
        if (x <= 0 || y <= 0) continue;
        is_moved = true;
        const bool goes_up = y < x;
        const double sign = goes_up ? (places_[i].y <= places_[j].y ? 1 : -1) : (places_[i].x <= places_[j].x ? 1 : -1);
        const double push = 0.6 * (goes_up ? y : x);
        const double share = j < boxes() || i >= boxes() ? 0.5 : 0.8;  // of the second
        (goes_up ? places_[j].y : places_[j].x) += sign * push * share;
        (goes_up ? places_[i].y : places_[i].x) -= sign * push * (1 - share);
      }
    return is_moved;
  }

  // Words leave the lines of others.
  void clear_words() {
    for (std::size_t i = 0; i < lines_.size(); ++i)
      for (std::size_t j = 0; j < lines_.size(); ++j) {
        if (i == j) continue;
        const Point by = places_[boxes() + i];
        for (const Point push : {push_from(places_[lines_[i].from], by, box_of(boxes() + j, 0)),
                                 push_from(by, places_[lines_[i].to], box_of(boxes() + j, 0))})
          places_[boxes() + j] = places_[boxes() + j] + push * 0.2;
      }
  }

  // Things leave the lines of others, and lines bend away from them.
  void clear_lines() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const PageLine& line = lines_[i];
      Point& by = places_[boxes() + i];
      for (std::size_t box = 0; box < boxes(); ++box) {
        if (box == line.from || box == line.to) continue;
        for (const Point push :
             {push_from(places_[line.from], by, box_of(box, 4)), push_from(by, places_[line.to], box_of(box, 4))}) {
          places_[box] = places_[box] + push * 0.12;
          by = by - push * 0.25;
        }
      }
    }
  }

  void clamp(std::size_t i) {
    const double x = sizes_[i].width / 2, y = sizes_[i].height / 2;
    places_[i].x = std::max(x, std::min(page_.width - x, places_[i].x));
    places_[i].y = std::max(floor_ + y, std::min(page_.height - y, places_[i].y));
  }

  std::vector<PageSize> sizes_;  // of boxes, then of words
  const std::vector<PageLine>& lines_;
  PageSize page_;
  std::vector<double> ranks_;  // of each line among its parallels: … -1, 0, 1 …
  double floor_;               // below it stand stray pairs
  double slack_ = 1;           // share of the gaps that is insisted on
  std::vector<Point> places_, anchors_;
};

// Moves values halfway to equal steps between the least and the greatest, so that a crowd gets more room.
void even_out(std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  const double low = values[order.front()], high = values[order.back()];
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    const double even = low + (high - low) * static_cast<double>(rank) / static_cast<double>(order.size() - 1);
    values[order[rank]] = (values[order[rank]] + even) / 2;
  }
}

// Places of a graph without a scale, turned and stretched over a page.
std::vector<Point> spread(const std::vector<Point>& places, double angle, const std::vector<PageSize>& boxes,
                          PageSize page, double floor) {
  std::vector<double> across, up;
  const double sine = std::sin(angle), cosine = std::cos(angle);
  for (const Point at : places) {
    across.push_back(at.x * cosine - at.y * sine);
    up.push_back(at.x * sine + at.y * cosine);
  }
  if (places.size() > kFew) {
    even_out(across);
    even_out(up);
  }
  std::vector<Point> turned;
  Point low{1e300, 1e300}, high{-1e300, -1e300};
  for (std::size_t i = 0; i < places.size(); ++i) {
    turned.push_back({across[i], up[i]});
    low = {std::min(low.x, across[i]), std::min(low.y, up[i])};
    high = {std::max(high.x, across[i]), std::max(high.y, up[i])};
  }
  double width = 0, height = 0;
  for (const PageSize& box : boxes) {
    width = std::max(width, box.width);
    height = std::max(height, box.height);
  }
  const auto scale = [](double room, double extent) {
    return extent < 1e-6 ? 0 : std::min(kLongestStep, std::max(0.0, room) / extent);
  };
  const double x = scale(page.width - width, high.x - low.x), y = scale(page.height - floor - height, high.y - low.y);
  const Point centre{page.width / 2, floor + (page.height - floor) / 2}, own = (low + high) * 0.5;
  for (Point& at : turned) at = {centre.x + (at.x - own.x) * x, centre.y + (at.y - own.y) * y};
  return turned;
}

// Rows of stray pairs at the foot of the page: thing, words, thing.
class Rows {
 public:
  Rows(const std::vector<PageSize>& boxes, const std::vector<PageLine>& lines, double width)
      : boxes_(boxes), lines_(lines), width_(width) {}

  // requires  the lines of `pair` link the same two boxes
  void add(const std::vector<std::size_t>& pair, PagePlan& plan) {
    const PageLine& first = lines_[pair.front()];
    double words = 0, stack = 0;
    for (std::size_t line : pair) {
      words = std::max(words, lines_[line].words.width);
      stack += lines_[line].words.height + kWordGap;
    }
    const double room = words + 2 * kTailRoom + 8;
    const double whole = boxes_[first.from].width + room + boxes_[first.to].width;
    const double high = std::max({boxes_[first.from].height, boxes_[first.to].height, stack});
    if (x_ > 0 && x_ + whole > width_) end_row();
    const double start = x_;
    cells_.push_back({pair, start, room, stack});
    x_ += whole + 22;
    row_ = std::max(row_, high);
    for (std::size_t line : pair) plan.words[line] = {start, 0};
  }
  // The height of all rows; everything is in its place then.
  double finish(PagePlan& plan) {
    end_row();
    double y = top_;
    for (const auto& [cells, height] : rows_) {
      y -= height;
      for (const Cell& cell : cells) {
        const PageLine& first = lines_[cell.lines.front()];
        const double middle = y + height / 2;
        plan.boxes[first.from] = {cell.x + boxes_[first.from].width / 2, middle};
        plan.boxes[first.to] = {cell.x + boxes_[first.from].width + cell.room + boxes_[first.to].width / 2, middle};
        double at = middle + cell.stack / 2;
        for (std::size_t line : cell.lines) {
          const double high = lines_[line].words.height + kWordGap;
          plan.words[line] = {cell.x + boxes_[first.from].width + cell.room / 2, at - high / 2};
          at -= high;
        }
      }
      y -= 10;
    }
    return top_;
  }

 private:
  struct Cell {
    std::vector<std::size_t> lines;
    double x, room, stack;
  };
  void end_row() {
    if (cells_.empty()) return;
    rows_.emplace_back(std::move(cells_), row_);
    top_ += row_ + 10;
    cells_.clear();
    x_ = row_ = 0;
  }

  const std::vector<PageSize>& boxes_;
  const std::vector<PageLine>& lines_;
  double width_, x_ = 0, row_ = 0, top_ = 0;
  std::vector<Cell> cells_;
  std::vector<std::pair<std::vector<Cell>, double>> rows_;
};

bool overlap(Point a, PageSize first, Point b, PageSize second) {
  return std::fabs(a.x - b.x) * 2 < first.width + second.width &&
         std::fabs(a.y - b.y) * 2 < first.height + second.height;
}

}  // namespace

bool is_free_of_overlaps(const PagePlan& plan, const std::vector<PageSize>& boxes, const std::vector<PageLine>& lines,
                         PageSize page) {
  std::vector<std::pair<Point, PageSize>> all;
  for (std::size_t i = 0; i < boxes.size(); ++i) all.emplace_back(plan.boxes[i], boxes[i]);
  for (std::size_t i = 0; i < lines.size(); ++i) all.emplace_back(plan.words[i], lines[i].words);
  constexpr double kRounding = 0.1;  // places are multiples of an eighth
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto& [at, size] = all[i];
    if (at.x < size.width / 2 - kRounding || at.x > page.width - size.width / 2 + kRounding ||
        at.y < size.height / 2 - kRounding || at.y > page.height - size.height / 2 + kRounding)
      return false;
    for (std::size_t j = 0; j < i; ++j)
      if (overlap(at, size, all[j].first, all[j].second)) return false;
  }
  return true;
}

PagePlan plan_page(const std::vector<PageSize>& boxes, const std::vector<PageLine>& lines, PageSize page) {
  PagePlan best;
  best.boxes.resize(boxes.size());
  best.words.resize(lines.size());
  double area = 0;
  for (const PageSize& box : boxes) area += box.width * box.height;
  for (const PageLine& line : lines) area += line.words.width * line.words.height;
  if (area > 0.5 * page.width * page.height) return best;

  // Strays go to the foot, unless there is nothing else.
  const std::vector<std::size_t> part = components(boxes.size(), lines);
  std::map<std::size_t, std::size_t> sizes;
  for (std::size_t of : part) ++sizes[of];
  std::map<std::size_t, std::vector<std::size_t>> strays;
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (sizes[part[lines[i].from]] == 2) strays[part[lines[i].from]].push_back(i);
  const bool has_more = strays.size() * 2 < boxes.size();
  if (!has_more && strays.size() == 1) strays.clear();
  Rows rows(boxes, lines, page.width);
  for (const auto& [of, pair] : strays) rows.add(pair, best);
  const double floor = rows.finish(best) + (strays.empty() ? 0 : 14);

  std::vector<std::size_t> main, place(boxes.size());
  std::vector<PageSize> main_boxes;
  for (std::size_t i = 0; i < boxes.size(); ++i)
    if (strays.count(part[i]) == 0) {
      place[i] = main.size();
      main.push_back(i);
      main_boxes.push_back(boxes[i]);
    }
  std::vector<std::size_t> main_lines;
  std::vector<PageLine> between;
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (strays.count(part[lines[i].from]) == 0) {
      main_lines.push_back(i);
      between.push_back({place[lines[i].from], place[lines[i].to], lines[i].words});
    }
  if (main.empty()) {  // only strays: in the middle of the page
    for (auto* points : {&best.boxes, &best.words})
      for (Point& at : *points) at.y += (page.height - floor) / 2;
    best.fits = is_free_of_overlaps(best, boxes, lines, page);
    return best;
  }
  if (floor > page.height / 2) return best;

  const std::vector<Point> plain = stress_places(distances(main.size(), between));
  double least = std::numeric_limits<double>::infinity();
  PagePlan plan = best;
  for (int turn = 0; turn < kTurns; ++turn) {
    Table table(main_boxes, between, page, floor);
    table.start(spread(plain, 3.141592653589793 * turn / kTurns, main_boxes, page, floor));
    table.relax();
    for (std::size_t i = 0; i < main.size(); ++i) plan.boxes[main[i]] = table.places()[i];
    for (std::size_t i = 0; i < between.size(); ++i) plan.words[main_lines[i]] = table.places()[main.size() + i];
    if (!is_free_of_overlaps(plan, boxes, lines, page)) continue;
    const auto [hidden, struck, crossings] = table.faults();
    const double faults = 40.0 * static_cast<double>(hidden) + 12.0 * static_cast<double>(crossings + struck) +
                          table.length_of_lines() / (20.0 * static_cast<double>(lines.size()));
    if (faults >= least) continue;
    least = faults;
    best = plan;
    best.fits = hidden * 25 <= lines.size() && crossings * 3 <= lines.size() * 2 && struck * 2 <= lines.size();
  }
  for (auto* points : {&best.boxes, &best.words})
    for (Point& at : *points) at = {std::round(at.x * 8) / 8, std::round(at.y * 8) / 8};
  best.fits = best.fits && is_free_of_overlaps(best, boxes, lines, page);
  return best;
}

}  // namespace entente

#include "typeset.h"

#include <graphviz/gvc.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <vector>

#include "entente/schema/child.h"
#include "graphviz_context.h"
#include "line_words.h"

namespace entente {
namespace {

using Curve = std::array<Point, 4>;  // cubic Bézier

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f", value);
  return text;
}
std::string pair(Point at) { return number(at.x) + ',' + number(at.y); }

void set(void* object, const char* attribute, const std::string& value) {
  char none[] = "";
  agsafeset(object, std::string(attribute).data(), std::string(value).data(), none);
}
std::string_view get(void* object, const char* attribute) {
  const char* const value = agget(object, std::string(attribute).data());
  return value == nullptr ? std::string_view() : std::string_view(value);
}

Point mix(Point a, Point b, double t) { return {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t}; }
double distance(Point a, Point b) { return std::sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)); }

// de Casteljau: what lies before and behind `t`.
std::pair<Curve, Curve> split(const Curve& c, double t) {
  const Point a = mix(c[0], c[1], t), b = mix(c[1], c[2], t), d = mix(c[2], c[3], t);
  const Point e = mix(a, b, t), f = mix(b, d, t), middle = mix(e, f, t);
  return {{c[0], a, e, middle}, {middle, f, d, c[3]}};
}
Point at(const Curve& c, double t) { return split(c, t).first[3]; }

// Where `is_before` turns from true to false, on a curve that begins with true.
template <class Test>
double boundary(const Curve& curve, Test is_before) {
  double low = 0, high = 1;
  constexpr int kSteps = 16;  // the first turn, not any
  for (int i = 1; i <= kSteps; ++i)
    if (!is_before(at(curve, static_cast<double>(i) / kSteps))) {
      high = static_cast<double>(i) / kSteps;
      low = high - 1.0 / kSteps;
      break;
    }
  for (int i = 0; i < 20; ++i) {
    const double half = (low + high) / 2;
    (is_before(at(curve, half)) ? low : high) = half;
  }
  return high;
}

bool is_inside(Agnode_t* node, Point centre, Point point) {
  inside_t context{};
  context.s.n = node;
  context.s.bp = nullptr;
  return ND_shape(node)->fns->insidefn(&context, {point.x - centre.x, point.y - centre.y}) != 0;
}

// As arrows.c of Graphviz has it: 10 points, times the size, times what the kind takes.
double length_of_head(std::string_view head, std::string_view size) {
  const double factor = head.find("diamond") != head.npos ? 1.2 : head == "tee" ? 0.25 : head == "none" ? 0 : 1;
  return 10 * factor * (size.empty() ? 1 : std::atof(std::string(size).c_str()));
}

Curve reversed(const Curve& c) { return {c[3], c[2], c[1], c[0]}; }

// A curve from the centre of a thing, cut where it leaves the thing and, for a head, where that begins.
struct Cut {
  Curve curve;
  Point tip;
};
Cut cut(const Curve& from_centre, Agnode_t* node, Point centre, double head) {
  Curve rest = split(from_centre, boundary(from_centre, [&](Point p) { return is_inside(node, centre, p); })).second;
  const Point tip = rest[0];
  if (head > 0) rest = split(rest, boundary(rest, [&](Point p) { return distance(p, tip) < head; })).second;
  return {rest, tip};
}

// From centre to centre through the middle of its words, as the attribute `pos` has it.
std::string path(Agedge_t* edge, Point from, Point by, Point to) {
  const double whole = std::max(1e-6, distance(from, to));
  const Point along{(to.x - from.x) / whole, (to.y - from.y) / whole};
  const double before = distance(from, by) / 3, behind = distance(by, to) / 3;
  const Point in{by.x - along.x * before, by.y - along.y * before},
      out{by.x + along.x * behind, by.y + along.y * behind};
  const Curve first{from, mix(from, in, 0.5), in, by}, second{by, out, mix(to, out, 0.5), to};
  const std::string_view size = get(edge, "arrowsize");
  const bool has_tail = get(edge, "dir") == "both";
  const Cut tail = cut(first, agtail(edge), from, has_tail ? length_of_head(get(edge, "arrowtail"), size) : 0);
  const Cut head = cut(reversed(second), aghead(edge), to, length_of_head(get(edge, "arrowhead"), size));
  const Curve& start = tail.curve;
  const Curve end = reversed(head.curve);
  std::string text = (has_tail ? "s," + pair(tail.tip) + ' ' : "") + "e," + pair(head.tip);
  for (const Point p : {start[0], start[1], start[2], start[3], end[1], end[2], end[3]}) text += ' ' + pair(p);
  return text;
}

// What was measured of a graph.
struct Measured {
  std::vector<Agnode_t*> nodes;
  std::vector<Agedge_t*> edges;
  std::vector<PageSize> boxes;
  std::vector<PageLine> lines;
  PageSize heading, foot;
  Agnode_t* foot_node = nullptr;
};

Measured measure(Agraph_t* graph) {
  Measured found;
  if (GD_label(graph) != nullptr) found.heading = {GD_label(graph)->dimen.x, GD_label(graph)->dimen.y};
  for (Agnode_t* node = agfstnode(graph); node != nullptr; node = agnxtnode(graph, node)) {
    const PageSize size{ND_width(node) * 72, ND_height(node) * 72};
    if (kFootNode == agnameof(node)) {
      found.foot_node = node;
      found.foot = size;
      continue;
    }
    found.nodes.push_back(node);
    found.boxes.push_back(size);
  }
  const auto place_of = [&](Agnode_t* node) {
    return static_cast<std::size_t>(std::find(found.nodes.begin(), found.nodes.end(), node) - found.nodes.begin());
  };
  for (Agnode_t* node : found.nodes)
    for (Agedge_t* edge = agfstout(graph, node); edge != nullptr; edge = agnxtout(graph, edge)) {
      const textlabel_t* const words = ED_label(edge);
      found.edges.push_back(edge);
      found.lines.push_back({place_of(agtail(edge)), place_of(aghead(edge)),
                             words == nullptr ? PageSize{} : PageSize{words->dimen.x, words->dimen.y}});
    }
  return found;
}

std::string written(Agraph_t* graph) {
  std::string text;
  Agiodisc_t to_memory = AgIoDisc;
  to_memory.putstr = [](void* channel, const char* part) {
    *static_cast<std::string*>(channel) += part;
    return 0;
  };
  to_memory.flush = [](void*) { return 0; };
  graph->clos->disc.io = &to_memory;
  agwrite(graph, &text);
  return text;
}

// Camps stand where `dot` puts them; the page is filled by making all a little smaller.
bool fits_as_it_is(GVC_t* context, Agraph_t* graph, PageSize page) {
  if (gvLayout(context, graph, "dot") != 0) return false;
  const boxf all = GD_bb(graph);
  const double scale = std::min((page.width - 2 * kPageMargin) / (all.UR.x - all.LL.x),
                                (page.height - 2 * kPageMargin) / (all.UR.y - all.LL.y));
  return scale * kLineWords >= kSmallestWords;
}

constexpr char kFits = '+', kDoesNotFit = '-';

// In the child: nothing is freed, the process ends.
std::string typeset_here(std::string_view dot, PageSize page) {
  GVC_t* const context = graphviz_context();
  Agraph_t* const graph = read_graph(dot);
  if (graph == nullptr) return {};
  if (get(graph, "layout") == "dot") return fits_as_it_is(context, graph, page) ? kFits + std::string(dot) : "-";
  for (const auto& [attribute, value] : {std::pair("splines", ""), {"maxiter", "1"}, {"overlap", "true"}})
    agattr(graph, AGRAPH, std::string(attribute).data(), std::string(value).data());
  if (gvLayout(context, graph, "neato") != 0) return {};

  const Measured sizes = measure(graph);
  const double left = kPageMargin, bottom = kPageMargin + sizes.foot.height + 8;
  const PageSize room{page.width - 2 * kPageMargin, page.height - kPageMargin - sizes.heading.height - 4 - bottom};
  const PagePlan plan = plan_page(sizes.boxes, sizes.lines, room);
  if (!plan.fits) return {kDoesNotFit};

  const auto on_page = [&](Point at) { return Point{left + at.x, bottom + at.y}; };
  std::vector<std::string> paths;
  for (std::size_t i = 0; i < sizes.edges.size(); ++i)
    paths.push_back(path(sizes.edges[i], on_page(plan.boxes[sizes.lines[i].from]), on_page(plan.words[i]),
                         on_page(plan.boxes[sizes.lines[i].to])));
  gvFreeLayout(context, graph);
  for (std::size_t i = 0; i < sizes.nodes.size(); ++i) set(sizes.nodes[i], "pos", pair(on_page(plan.boxes[i])));
  if (sizes.foot_node != nullptr)
    set(sizes.foot_node, "pos", pair({left + sizes.foot.width / 2, kPageMargin + sizes.foot.height / 2}));
  for (std::size_t i = 0; i < sizes.edges.size(); ++i) {
    set(sizes.edges[i], "pos", paths[i]);
    set(sizes.edges[i], "lp", pair(on_page(plan.words[i])));
  }
  set(graph, "bb", "0,0," + pair({page.width, page.height}));
  set(graph, "lp", pair({left + sizes.heading.width / 2, page.height - kPageMargin - sizes.heading.height / 2}));
  set(graph, "viewport", pair({page.width, page.height}) + ",1," + pair({page.width / 2, page.height / 2}));
  set(graph, "layout", "nop2");
  set(graph, "notranslate", "true");
  set(graph, "splines", "true");
  return kFits + written(graph);
}

}  // namespace

Result<std::optional<std::string>> typeset(std::string_view dot, PageSize page) {
  constexpr ChildLimits kLimits{std::chrono::seconds(30), 2ULL << 30U, 64ULL << 20U,
                                "write it with --page none, or raise the limits of the shell (ulimit -a)"};
  auto answer = run_in_child([&] { return typeset_here(dot, page); }, "setting the page", kLimits);
  if (!answer) return answer.error();
  if (answer->front() == kDoesNotFit) return std::optional<std::string>();
  return std::optional(answer->substr(1));
}

}  // namespace entente

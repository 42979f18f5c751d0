#include "line_words.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "label_placement.h"

namespace entente {
namespace {

// Points along the Bézier curves of a line.
std::vector<Point> path_of(Agedge_t* edge) {
  constexpr int kSteps = 12;
  std::vector<Point> path;
  const splines* const drawn = ED_spl(edge);
  for (int i = 0; drawn != nullptr && i < drawn->size; ++i) {
    const bezier& curve = drawn->list[i];
    for (int at = 0; at + 3 < curve.size; at += 3) {
      const pointf* const p = curve.list + at;
      for (int step = 0; step <= kSteps; ++step) {
        const double t = static_cast<double>(step) / kSteps, u = 1 - t;
        const double a = u * u * u, b = 3 * u * u * t, c = 3 * u * t * t, d = t * t * t;
        path.push_back(
            {a * p[0].x + b * p[1].x + c * p[2].x + d * p[3].x, a * p[0].y + b * p[1].y + c * p[2].y + d * p[3].y});
      }
    }
  }
  return path;
}

double number(Agedge_t* edge, std::string_view attribute) {
  const char* const text = agget(edge, std::string(attribute).data());
  return text == nullptr ? 0 : std::atof(text);
}

}  // namespace

void move_words(Agraph_t* graph, bool keeps_places) {
  std::vector<Box> boxes;
  std::vector<Agedge_t*> edges;
  for (Agnode_t* node = agfstnode(graph); node != nullptr; node = agnxtnode(graph, node)) {
    boxes.push_back({{ND_coord(node).x, ND_coord(node).y}, ND_lw(node) + ND_rw(node), ND_ht(node)});
    for (Agedge_t* edge = agfstout(graph, node); edge != nullptr; edge = agnxtout(graph, edge))
      if (ED_label(edge) != nullptr) edges.push_back(edge);
  }
  std::stable_sort(edges.begin(), edges.end(),
                   [](Agedge_t* a, Agedge_t* b) { return number(a, "penwidth") > number(b, "penwidth"); });
  std::vector<LabelRequest> requests;
  for (Agedge_t* edge : edges) {
    LabelRequest request{path_of(edge), ED_label(edge)->dimen.x, ED_label(edge)->dimen.y};
    if (request.path.size() < 2) request.path.assign(2, {});
    requests.push_back(std::move(request));
  }
  const std::vector<std::optional<Point>> places = place_labels(boxes, requests);
  for (std::size_t i = 0; i < edges.size(); ++i) {
    textlabel_t* const label = ED_label(edges[i]);
    if (!keeps_places) label->set = static_cast<char>(places[i].has_value());
    if (places[i]) label->pos = {places[i]->x, places[i]->y};
  }
}

}  // namespace entente

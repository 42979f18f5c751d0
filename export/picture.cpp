#include "entente/export/picture.h"

#include <graphviz/gvc.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "child.h"
#include "label_placement.h"
#include "numbered_ids.h"

namespace entente {
namespace {

const char* device(PictureFormat format) {
  switch (format) {
    case PictureFormat::svg:
      return "svg";
    case PictureFormat::png:
      return "png";
    case PictureFormat::pdf:
      return "pdf";
  }
  return "svg";
}

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

// The words of a line go onto it. sfdp puts them at its middle, whatever stands there; dot puts them beside it, and
// what finds no place on its line stays there. Words of thick lines choose first.
void move_labels(Agraph_t* graph, bool keeps_places) {
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

// Null if `dot` is no graph.
Agraph_t* read_graph(std::string_view dot) {
  Agiodisc_t from_memory = AgIoDisc;
  from_memory.afread = [](void* channel, char* to, int size) {
    auto& left = *static_cast<std::string_view*>(channel);
    const std::size_t length = left.copy(to, static_cast<std::size_t>(size));
    left.remove_prefix(length);
    return static_cast<int>(length);
  };
  Agdisc_t services{&AgMemDisc, &numbered_ids, &from_memory};
  return agread(&dot, &services);
}

// In the child: nothing is freed, the process ends.
std::string draw(const std::string& dot, PictureFormat format) {
  GVC_t* const context = gvContext();
  Agraph_t* const graph = read_graph(dot);
  if (graph == nullptr) return {};
  char layout[] = "layout";
  const char* const engine = agget(graph, layout);
  if (engine == nullptr || gvLayout(context, graph, engine) != 0) return {};
  move_labels(graph, std::string_view(engine) == "dot");
  char* bytes = nullptr;
  unsigned length = 0;
  if (gvRenderData(context, graph, device(format), &bytes, &length) != 0) return {};
  return {bytes, length};
}

// A reader without the font of the layout gets one of nearly the same widths.
std::string with_fallback_fonts(std::string_view svg) {
  constexpr std::string_view kFont = "font-family=\"DejaVu Sans", kFallback = ",Verdana,sans-serif";
  std::string out;
  out.reserve(svg.size() + svg.size() / 8);
  for (std::size_t at = svg.find(kFont); at != std::string_view::npos; at = svg.find(kFont)) {
    out.append(svg.substr(0, at + kFont.size())).append(kFallback);
    svg.remove_prefix(at + kFont.size());
  }
  return out.append(svg);
}

}  // namespace

Result<std::string> render(std::string_view dot, PictureFormat format, const RenderLimits& limits) {
  const std::string text(dot);
  Result<std::string> picture = run_in_child([&] { return draw(text, format); }, "drawing the graph",
                                             {limits.time, limits.memory, limits.output});
  if (picture && format == PictureFormat::svg) return with_fallback_fonts(*picture);
  return picture;
}

}  // namespace entente

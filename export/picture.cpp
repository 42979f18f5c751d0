#include "entente/export/picture.h"

#include <graphviz/gvc.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <string>
#include <string_view>

#include "child.h"
#include "dot_escape.h"
#include "graphviz_context.h"
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

// sfdp is exact to the last few bits only, which six decimals show: every place goes to the nearest 1/1024 point.
void settle(pointf& at) {
  constexpr double kParts = 1024;
  at = {std::round(at.x * kParts) / kParts, std::round(at.y * kParts) / kParts};
}

void settle_places(Agraph_t* graph) {
  settle(GD_bb(graph).LL);
  settle(GD_bb(graph).UR);
  if (GD_label(graph) != nullptr) settle(GD_label(graph)->pos);
  for (Agnode_t* node = agfstnode(graph); node != nullptr; node = agnxtnode(graph, node)) {
    settle(ND_coord(node));
    if (ND_label(node) != nullptr) settle(ND_label(node)->pos);
    for (Agedge_t* edge = agfstout(graph, node); edge != nullptr; edge = agnxtout(graph, edge)) {
      if (ED_label(edge) != nullptr) settle(ED_label(edge)->pos);
      const splines* const drawn = ED_spl(edge);
      for (int i = 0; drawn != nullptr && i < drawn->size; ++i) {
        bezier& curve = drawn->list[i];
        for (int point = 0; point < curve.size; ++point) settle(curve.list[point]);
        settle(curve.sp);
        settle(curve.ep);
      }
    }
  }
}

// Links as they are, for a format that has no entities.
void unescape_links(Agraph_t* graph) {
  char attribute[] = "URL", none[] = "";
  const auto unescape = [&](void* object) {
    const char* const link = agget(object, attribute);
    if (link != nullptr && *link != 0) agsafeset(object, attribute, dot_unescaped(link).data(), none);
  };
  for (Agnode_t* node = agfstnode(graph); node != nullptr; node = agnxtnode(graph, node)) {
    unescape(node);
    for (Agedge_t* edge = agfstout(graph, node); edge != nullptr; edge = agnxtout(graph, edge)) unescape(edge);
  }
}

// In the child: nothing is freed, the process ends.
std::string draw(const std::string& dot, PictureFormat format) {
  GVC_t* const context = graphviz_context();
  Agraph_t* const graph = read_graph(dot);
  if (graph == nullptr) return {};
  if (format == PictureFormat::pdf) unescape_links(graph);
  char layout[] = "layout";
  const char* const engine = agget(graph, layout);
  if (engine == nullptr || gvLayout(context, graph, engine) != 0) return {};
  move_labels(graph, std::string_view(engine) == "dot");
  if (format == PictureFormat::pdf) settle_places(graph);
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

// "D:20241028000000Z" of SOURCE_DATE_EPOCH (reproducible-builds.org); "" if it is not set, or no number.
std::string given_date() {
  const char* const text = std::getenv("SOURCE_DATE_EPOCH");
  if (text == nullptr) return {};
  const std::string_view digits(text);
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), seconds);
  if (error != std::errc() || end != digits.data() + digits.size() || seconds < 0) return {};
  const std::time_t time = seconds;
  std::tm parts{};
  std::array<char, 32> date{};
  if (gmtime_r(&time, &parts) == nullptr || std::strftime(date.data(), date.size(), "D:%Y%m%d%H%M%SZ", &parts) != 17)
    return {};
  return date.data();
}

// Cairo puts the time of drawing into a PDF. It is replaced in its place by the date that was given, or by nothing, so
// that no offset in the file moves.
void settle_dates(std::string& pdf) {
  const std::string date = given_date();
  for (const std::string_view key : {"/CreationDate (", "/ModDate ("})
    for (std::size_t at = pdf.find(key); at != std::string::npos; at = pdf.find(key, at + 1)) {
      const std::size_t end = pdf.find(')', at);
      if (end == std::string::npos || end - at > 60) continue;
      std::string entry = date.empty() ? "" : std::string(key) + date + ")";
      entry.resize(end + 1 - at, ' ');
      pdf.replace(at, entry.size(), entry);
    }
}

}  // namespace

Result<std::string> render(std::string_view dot, PictureFormat format, const RenderLimits& limits) {
  const std::string text(dot);
  const auto draw_in_no_zone = [&] {
    ::setenv("TZ", "UTC0", 1);  // a zone has a length in the dates of a PDF, and so moves what follows
    ::tzset();
    return draw(text, format);
  };
  Result<std::string> picture =
      run_in_child(draw_in_no_zone, "drawing the graph", {limits.time, limits.memory, limits.output});
  if (picture && format == PictureFormat::svg) return with_fallback_fonts(*picture);
  if (picture && format == PictureFormat::pdf) settle_dates(*picture);
  return picture;
}

}  // namespace entente

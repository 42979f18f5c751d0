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

#include "dot_escape.h"
#include "entente/schema/child.h"
#include "graphviz_context.h"
#include "line_words.h"

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
  // A typeset graph has its places already.
  if (std::string_view(engine) != "nop2") move_words(graph, std::string_view(engine) == "dot");
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
      run_in_child(draw_in_no_zone, "drawing the graph",
                   {limits.time, limits.memory, limits.output,
                    "draw fewer nodes, with --top or --about, or raise the limits of the shell (ulimit -a)"});
  if (picture && format == PictureFormat::svg) return with_fallback_fonts(*picture);
  if (picture && format == PictureFormat::pdf) settle_dates(*picture);
  return picture;
}

}  // namespace entente

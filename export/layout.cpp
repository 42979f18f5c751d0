#include "layout.h"

#include <graphviz/gvc.h>

#include <array>
#include <cmath>
#include <cstring>
#include <string>

#include "entente/schema/child.h"
#include "graphviz_context.h"

namespace entente {
namespace {

constexpr std::size_t kWithRoom = 2000;  // more nodes than this are laid out as points

using Edges = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

void set(Agraph_t* graph, int kind, const char* attribute, const char* value) {
  agattr(graph, kind, std::string(attribute).data(), std::string(value).data());
}

// In the child: the coordinates as bytes. Nothing is freed, the process ends.
std::string draw(std::size_t count, const Edges& edges) {
  GVC_t* const context = graphviz_context();
  char name[] = "g";
  Agraph_t* const graph = agopen(name, Agstrictundirected, nullptr);
  set(graph, AGRAPH, "splines", "");  // no lines are needed
  set(graph, AGRAPH, "start", "1");
  set(graph, AGNODE, "label", "");
  if (count <= kWithRoom) {  // room for a name beside each
    set(graph, AGRAPH, "overlap", "prism");
    set(graph, AGRAPH, "overlap_scaling", "-4");
    set(graph, AGNODE, "shape", "box");
    set(graph, AGNODE, "fixedsize", "true");
    set(graph, AGNODE, "width", "1.2");
    set(graph, AGNODE, "height", "0.6");
  } else {  // a crowd is looked at from afar
    set(graph, AGRAPH, "overlap", "true");
    set(graph, AGNODE, "shape", "point");
  }
  std::vector<Agnode_t*> nodes;
  nodes.reserve(count);
  for (std::size_t i = 0; i < count; ++i) nodes.push_back(agnode(graph, std::to_string(i).data(), 1));
  for (const auto& [from, to] : edges) agedge(graph, nodes[from], nodes[to], nullptr, 1);
  if (gvLayout(context, graph, "sfdp") != 0) return {};
  std::string bytes;
  bytes.reserve(count * sizeof(Point));
  for (Agnode_t* node : nodes) {
    const Point at{ND_coord(node).x, ND_coord(node).y};
    bytes.append(reinterpret_cast<const char*>(&at), sizeof at);
  }
  return bytes;
}

}  // namespace

Result<std::vector<Point>> lay_out(std::size_t count, const Edges& edges) {
  constexpr ChildLimits kLimits{
      std::chrono::seconds(60), 4ULL << 30U, 1ULL << 30U,
      "show fewer nodes, with --top or --about, or raise the limits of the shell (ulimit -a)"};
  std::vector<Point> places(count);
  if (count == 0) return places;
  const Result<std::string> bytes = run_in_child([&] { return draw(count, edges); }, "laying out the graph", kLimits);
  if (!bytes) return bytes.error();
  if (bytes->size() != count * sizeof(Point)) return InputError{"laying out the graph", 0, "did not finish", ""};
  std::memcpy(places.data(), bytes->data(), bytes->size());
  // The removal of overlaps is exact to the last few bits only.
  for (Point& place : places) place = {std::round(place.x * 8) / 8, std::round(place.y * 8) / 8};
  return places;
}

std::vector<Point> on_a_spiral(std::size_t count) {
  std::vector<Point> places(count);
  // Every next node at the golden angle.
  constexpr double kGoldenAngle = 2.399963229728653;
  for (std::size_t i = 0; i < count; ++i) {
    const double radius = 20 * std::sqrt(static_cast<double>(i)), angle = kGoldenAngle * static_cast<double>(i);
    places[i] = {radius * std::cos(angle), radius * std::sin(angle)};
  }
  return places;
}

}  // namespace entente

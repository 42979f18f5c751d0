#include "entente/export/picture.h"

#include <gtest/gtest.h>

#include <sstream>

#include "child.h"
#include "entente/export/dot.h"
#include "export/sample.h"
#include "label_placement.h"

namespace entente {
namespace {

std::string dot_of(const KnowledgeGraph& graph, const PictureOptions& options = {}) {
  std::ostringstream out;
  EXPECT_TRUE(write_dot(graph, out, options));
  return out.str();
}

TEST(Picture, HasTheFormatAskedFor) {
  const std::string dot = dot_of(test::sample_graph());
  const std::pair<PictureFormat, const char*> formats[] = {
      {PictureFormat::svg, "<?xml"}, {PictureFormat::png, "\x89PNG"}, {PictureFormat::pdf, "%PDF"}};
  for (const auto& [format, start] : formats) {
    Result<std::string> picture = render(dot, format);
    ASSERT_TRUE(picture) << to_string(picture.error());
    EXPECT_TRUE(picture->starts_with(start)) << start;
  }
}

TEST(Picture, SameGraphSameBytes) {
  for (const KnowledgeGraph& graph : {test::sample_graph(), test::large_graph(60, 200, 10)}) {
    const std::string dot = dot_of(graph);
    EXPECT_EQ(*render(dot, PictureFormat::svg), *render(dot, PictureFormat::svg));
  }
}

TEST(Picture, AttacksStayText) {
  for (const std::string& name : test::hostile_strings()) {
    Result<std::string> svg = render(dot_of(test::hostile_graph(name)), PictureFormat::svg);
    ASSERT_TRUE(svg) << name.substr(0, 80);
    for (const char* live :
         {"<script", "<image", "<foreignObject", "onerror=\"", "onmouseover=\"", "xlink:href=\"java"})
      EXPECT_EQ(svg->find(live), std::string::npos) << live << " from " << name.substr(0, 80);
  }
}

TEST(Picture, ALayoutThatTakesTooLongIsEnded) {
  RenderLimits limits;
  limits.time = std::chrono::seconds(1);
  std::string dot = dot_of(test::large_graph(300, 3000, 10));
  dot.replace(dot.find("layout=sfdp"), 11, "layout=dot");
  Result<std::string> svg = render(dot, PictureFormat::svg, limits);
  ASSERT_FALSE(svg);
  EXPECT_EQ(to_string(svg.error()), "drawing the graph: took longer than 1 s; draw fewer nodes, with --top or --about");
}

TEST(Picture, WhatIsNoDotIsAnError) {
  for (const char* bad : {"", "digraph {", "no", "digraph { layout=nothing; a }"})
    EXPECT_FALSE(render(bad, PictureFormat::svg)) << bad;
}

TEST(Child, ItsDeathIsAnError) {
  const ChildLimits limits{std::chrono::seconds(5), 0, 1000};
  EXPECT_TRUE(run_in_child([] { return std::string("done"); }, "work", limits));
  EXPECT_FALSE(run_in_child([]() -> std::string { abort(); }, "work", limits));
  EXPECT_FALSE(run_in_child([]() -> std::string { throw 1; }, "work", limits));
  EXPECT_FALSE(run_in_child([] { return std::string(); }, "work", limits));
  Result<std::string> large = run_in_child([] { return std::string(5000000, 'x'); }, "work", limits);
  ASSERT_FALSE(large);
  EXPECT_EQ(large.error().seen, "makes too large a picture");
}

TEST(LabelPlacement, NothingPlacedOverlaps) {
  const std::vector<Box> boxes = {{{0, 0}, 40, 20}, {{100, 0}, 40, 20}, {{50, 0}, 10, 10}};
  const LabelRequest request{{{0, 0}, {100, 0}}, 16, 10};
  const auto places = place_labels(boxes, {request, request, request});
  // The middle is taken by a box: one label goes to its left, one to its right, the third finds no place.
  ASSERT_TRUE(places[0] && places[1]);
  EXPECT_NE(places[0]->x < 50, places[1]->x < 50);
  EXPECT_FALSE(places[2]);
}

}  // namespace
}  // namespace entente

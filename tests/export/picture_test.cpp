#include "entente/export/picture.h"

#include <gtest/gtest.h>
#include <libxml/parser.h>
#include <libxml/tree.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

#include "entente/export/dot.h"
#include "entente/schema/child.h"
#include "export/sample.h"
#include "label_placement.h"

namespace entente {
namespace {

PictureOptions on(Page page) {
  PictureOptions options;
  options.page = page;
  return options;
}

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
    EXPECT_TRUE(dot == dot_of(graph));
    for (PictureFormat format : {PictureFormat::svg, PictureFormat::png, PictureFormat::pdf})
      EXPECT_EQ(*render(dot, format), *render(dot, format));
  }
}

TEST(Picture, APdfTellsNoTimeButTheOneThatIsGiven) {
  const std::string dot = dot_of(test::sample_graph());
  const std::string without = *render(dot, PictureFormat::pdf);
  EXPECT_EQ(without.find("CreationDate"), std::string::npos);
  ::setenv("SOURCE_DATE_EPOCH", "1730073600", 1);
  const std::string with = *render(dot, PictureFormat::pdf);
  ::unsetenv("SOURCE_DATE_EPOCH");
  EXPECT_NE(with.find("/CreationDate (D:20241028000000Z)"), std::string::npos);
  EXPECT_EQ(with.size(), without.size());
  for (const char* zone : {"UTC0", "X-13", "X+02:30", "America/St_Johns"}) {  // a date is longer in some
    ::setenv("TZ", zone, 1);
    EXPECT_EQ(*render(dot, PictureFormat::pdf), without) << zone;
  }
  ::unsetenv("TZ");
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

// A picture as a reader of XML sees it.
class Svg {
 public:
  explicit Svg(const std::string& svg)
      : document_(xmlReadMemory(svg.data(), static_cast<int>(svg.size()), "picture.svg", nullptr,
                                XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_HUGE),
                  xmlFreeDoc) {
    if (!document_) return;
    xmlNode* const root = xmlDocGetRootElement(document_.get());
    width_ = std::atof(attribute(root, "width").c_str());
    height_ = std::atof(attribute(root, "height").c_str());
    collect(root);
  }
  struct Text {
    std::string words;
    Box box;
    double size = 0;  // points
  };
  [[nodiscard]] double width() const { return width_; }
  [[nodiscard]] double height() const { return height_; }
  [[nodiscard]] bool is_xml() const { return document_ != nullptr; }
  [[nodiscard]] const std::vector<Text>& texts() const { return texts_; }
  [[nodiscard]] const std::vector<std::string>& elements() const { return elements_; }
  [[nodiscard]] bool has(const std::string& words) const {
    return std::any_of(texts_.begin(), texts_.end(), [&](const Text& text) { return text.words == words; });
  }

 private:
  static std::string attribute(xmlNode* node, const char* name) {
    xmlChar* value = xmlGetProp(node, BAD_CAST name);
    std::string text = value == nullptr ? "" : reinterpret_cast<const char*>(value);
    xmlFree(value);
    return text;
  }
  void collect(xmlNode* node) {
    for (; node != nullptr; node = node->next) {
      if (node->type != XML_ELEMENT_NODE) continue;
      const std::string name = reinterpret_cast<const char*>(node->name);
      elements_.push_back(name);
      if (name == "text") add_text(node);
      collect(node->children);
    }
  }
  // How wide words run in DejaVu Sans of one point, by kinds of letters, so that neighbours that touch are found.
  static double width_of(const std::string& words) {
    double width = 0;
    for (const char c : words) {
      if ((static_cast<unsigned char>(c) & 0xC0U) == 0x80U) continue;
      width += std::string_view("ijltfr.,:;'|() ").find(c) != std::string_view::npos ? 0.34
               : c >= 'A' && c <= 'Z'                                                ? 0.68
                                                                                     : 0.57;
    }
    return width;
  }
  void add_text(xmlNode* node) {
    xmlChar* content = xmlNodeGetContent(node);
    std::string words = reinterpret_cast<const char*>(content);
    xmlFree(content);
    while (words.ends_with("\u00a0")) words.resize(words.size() - 2);  // between the entries of the legend
    const double size = std::atof(attribute(node, "font-size").c_str());
    const double width = width_of(words) * size;
    const double anchor = attribute(node, "text-anchor") == "middle" ? 0 : width / 2;
    texts_.push_back(
        {words,
         {{std::atof(attribute(node, "x").c_str()) + anchor, std::atof(attribute(node, "y").c_str()) - size * 0.35},
          width,
          size * 0.8},
         size});
  }

  std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)> document_;
  std::vector<Text> texts_;
  std::vector<std::string> elements_;
  double width_ = 0, height_ = 0;
};

bool overlap(const Box& a, const Box& b) {
  return std::abs(a.centre.x - b.centre.x) * 2 < a.width + b.width &&
         std::abs(a.centre.y - b.centre.y) * 2 < a.height + b.height;
}

Svg svg_of(const KnowledgeGraph& graph, const PictureOptions& options = {}) {
  const Result<std::string> svg = render(dot_of(graph, options), PictureFormat::svg);
  EXPECT_TRUE(svg);
  return Svg(svg ? *svg : "");
}

TEST(Picture, NoWordsLieOnOthersAtTwentyAndAtTwoHundredNodes) {
  for (const auto& [nodes, edges] : {std::pair(20, 30), {60, 90}, {200, 300}}) {
    const Svg svg = svg_of(test::large_graph(nodes, edges, 5), on(Page::none));
    ASSERT_GE(svg.texts().size(), static_cast<std::size_t>(nodes));
    for (std::size_t i = 0; i < svg.texts().size(); ++i)
      for (std::size_t j = i + 1; j < svg.texts().size(); ++j) {
        const auto& [a, first, size] = svg.texts()[i];
        const auto& [b, second, other] = svg.texts()[j];
        EXPECT_FALSE(overlap(first, second)) << nodes << " nodes: \"" << a << "\" on \"" << b << '"';
      }
  }
}

// What a page promises, on graphs of many shapes.
TEST(Picture, APageHoldsItsWordsInEightPointsAndNoneOnOthers) {
  for (const auto& [nodes, edges] : {std::pair(2, 1), {12, 16}, {30, 40}, {40, 300}})
    for (const auto& [page, width, height] : {std::tuple(Page::a4, 842.0, 595.0), {Page::wide, 960.0, 540.0}}) {
      const Svg svg = svg_of(test::large_graph(nodes, edges, 3), on(page));
      ASSERT_GE(svg.texts().size(), 4U);
      EXPECT_EQ(svg.width(), width);
      EXPECT_EQ(svg.height(), height);
      for (std::size_t i = 0; i < svg.texts().size(); ++i) {
        const auto& [words, box, size] = svg.texts()[i];
        EXPECT_GE(size, 8) << words;
        EXPECT_GE(box.centre.x - box.width / 2, 0) << words;
        EXPECT_LE(box.centre.x + box.width / 2, width) << words;
        EXPECT_LE(box.centre.y + box.height / 2, 0) << words;
        EXPECT_GE(box.centre.y - box.height / 2, -height) << words;
        for (std::size_t j = 0; j < i; ++j)
          EXPECT_FALSE(overlap(box, svg.texts()[j].box)) << words << " on " << svg.texts()[j].words;
      }
    }
}

TEST(Picture, MostLinesCarryTheirWordsAtTwoHundredNodes) {
  const Svg svg = svg_of(test::large_graph(200, 300, 5), on(Page::none));
  std::size_t named = 0;
  for (const Svg::Text& text : svg.texts())
    for (const char* words : {"supports", "criticizes", "attacks", "aids", "warns", "sanctions"})
      named += text.words.starts_with(words) ? 1 : 0;
  EXPECT_GE(named, 270U);
}

TEST(Picture, HostileNamesAreTextToAReaderOfXml) {
  const Svg plain = svg_of(test::hostile_graph("plain"));
  for (const std::string& name : test::hostile_strings()) {
    PictureOptions options;
    options.title = name.substr(0, 300);
    const Svg svg = svg_of(test::hostile_graph(name), options);
    ASSERT_TRUE(svg.is_xml()) << name.substr(0, 80);
    for (const std::string& element : svg.elements())
      EXPECT_NE(std::find(plain.elements().begin(), plain.elements().end(), element), plain.elements().end())
          << element << " from " << name.substr(0, 80);
  }
  EXPECT_TRUE(svg_of(test::hostile_graph("<b>bold</b>")).has("<b>bold</b>"));
  EXPECT_TRUE(svg_of(test::hostile_graph("&amp;&lt;&#x41;")).has("&amp;&lt;&#x41;"));
}

TEST(Picture, AReaderWithoutTheFontGetsOneOfItsWidths) {
  const Result<std::string> svg = render(dot_of(test::sample_graph()), PictureFormat::svg);
  ASSERT_TRUE(svg);
  EXPECT_NE(svg->find("font-family=\"DejaVu Sans,Verdana,sans-serif\""), std::string::npos);
  EXPECT_EQ(svg->find("font-family=\"DejaVu Sans\""), std::string::npos);
}

// A font cache that must be written anew: the child may write no file, and must live on.
TEST(Picture, IsDrawnWithoutAFontCache) {
  const auto folder = std::filesystem::temp_directory_path() / "entente-picture-test";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "fonts.conf")
      << R"(<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>/usr/share/fonts</dir><cachedir>)"
      << (folder / "cache").string() << "</cachedir></fontconfig>";
  setenv("FONTCONFIG_FILE", (folder / "fonts.conf").c_str(), 1);
  EXPECT_TRUE(render(dot_of(test::sample_graph()), PictureFormat::svg));
  unsetenv("FONTCONFIG_FILE");
  std::filesystem::remove_all(folder);
}

// Looked at by eye when they change: ENTENTE_UPDATE=1 writes them anew.
TEST(Picture, LooksAsItDidWhenSomebodyLooked) {
  PictureOptions light, dark;
  light.title = "Who is with whom";
  light.names = dark.names = &builtin_gazetteer();
  dark.language = "fr";
  dark.theme = Theme::dark;
  dark.title = "Qui est avec qui";
  dark.camps = {{"state/russia", 0},
                {"state/china", 0},
                {"state/north-korea", 0},
                {"state/ukraine", 1},
                {"organization/nato", 1}};
  for (const auto& [name, options] : {std::pair("light-en.svg", &light), {"dark-fr-camps.svg", &dark}}) {
    const std::string path = std::string(ENTENTE_SOURCE_DIR) + "/tests/export/golden/" + name;
    const Result<std::string> svg = render(dot_of(test::sample_graph(), *options), PictureFormat::svg);
    ASSERT_TRUE(svg);
    if (std::getenv("ENTENTE_UPDATE") != nullptr) std::ofstream(path) << *svg;
    std::ostringstream golden;
    golden << std::ifstream(path).rdbuf();
    EXPECT_TRUE(golden.str() == *svg) << path << " is not what is drawn: write it anew and look at it";
  }
}

// Free memory in pieces here and there: what is made next has addresses in another order.
void scramble_memory(unsigned seed) {
  std::mt19937 random(seed);
  std::vector<std::unique_ptr<char[]>> pieces(50'000);
  for (auto& piece : pieces) piece = std::make_unique<char[]>(8 + random() % 600);
  std::shuffle(pieces.begin(), pieces.end(), random);
  static std::vector<std::unique_ptr<char[]>> kept;  // hold the free pieces apart
  for (std::size_t i = 0; i < pieces.size(); i += 4) kept.push_back(std::move(pieces[i]));
}

TEST(Picture, CampsAreWhereTheyAreWhateverWasInMemory) {
  PictureOptions options;
  const KnowledgeGraph graph = test::large_graph(60, 120, 3);
  for (std::size_t i = 0; i < graph.nodes().size(); ++i) options.camps[graph.nodes()[i].id] = i % 5;
  const std::string dot = dot_of(graph, options);
  const Result<std::string> svg = render(dot, PictureFormat::svg);
  ASSERT_TRUE(svg);
  for (const unsigned seed : {1U, 2U, 3U}) {
    scramble_memory(seed);
    EXPECT_TRUE(dot == dot_of(graph, options));
    const Result<std::string> again = render(dot, PictureFormat::svg);
    EXPECT_TRUE(again && *svg == *again);
  }
}

TEST(Picture, CampsAreDrawnTogetherUnderTheirNames) {
  PictureOptions options;
  options.camps = {{"state/russia", 0}, {"state/china", 0}, {"state/ukraine", 1}, {"organization/nato", 1}};
  const Svg svg = svg_of(test::sample_graph(), options);
  EXPECT_TRUE(svg.has("camp 1"));
  EXPECT_TRUE(svg.has("camp 2"));
}

TEST(Picture, ALayoutThatTakesTooLongIsEnded) {
  RenderLimits limits;
  limits.time = std::chrono::seconds(1);
  std::string dot = "digraph { layout=dot;";  // ranks of thousands of lines: minutes
  for (int i = 0; i < 9000; ++i)
    dot += " a" + std::to_string(i * 7919 % 600) + "->b" + std::to_string(i * 104729 % 601) + ';';
  for (int i = 0; i < 9000; ++i)
    dot += " b" + std::to_string(i * 7907 % 601) + "->a" + std::to_string(i * 104723 % 600) + ';';
  dot += '}';
  Result<std::string> svg = render(dot, PictureFormat::svg, limits);
  ASSERT_FALSE(svg);
  EXPECT_EQ(to_string(svg.error()),
            "drawing the graph: took longer than 1 s; draw fewer nodes, with --top or --about, or "
            "raise the limits of the shell (ulimit -a)");
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
  EXPECT_EQ(large.error().seen, "makes too much");
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

TEST(LabelPlacement, WordsHideAsFewOtherLinesAsTheyCan) {
  const LabelRequest own{{{0, 0}, {200, 0}}, 20, 10}, crossing{{{100, -50}, {100, 50}}, 20, 10};
  const auto places = place_labels({}, {own, crossing});
  ASSERT_TRUE(places[0] && places[1]);
  EXPECT_GT(std::abs(places[0]->x - 100), 10) << "not on the line that crosses its middle";
  EXPECT_LT(std::abs(places[0]->x - 100), 40) << "but near the middle";
}

}  // namespace
}  // namespace entente

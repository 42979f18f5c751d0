#include "entente/export/dot.h"

#include <graphviz/cgraph.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <sstream>

#include "dot_escape.h"
#include "export/sample.h"

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

struct Close {
  void operator()(Agraph_t* graph) const { agclose(graph); }
};
using ReadGraph = std::unique_ptr<Agraph_t, Close>;

ReadGraph read_back(const std::string& dot) {
  agseterr(AGMAX);  // says nothing on stderr
  return ReadGraph(agmemread(dot.c_str()));
}

std::string attribute(void* object, const char* name) {
  const char* value = agget(object, const_cast<char*>(name));
  return value == nullptr ? "(none)" : value;
}

// Without what stands at the foot of the page.
int things(const ReadGraph& graph) {
  char foot[] = "the foot";
  return agnnodes(graph.get()) - (agnode(graph.get(), foot, 0) == nullptr ? 0 : 1);
}

Agnode_t* node(const ReadGraph& graph, std::string id) { return agnode(graph.get(), id.data(), 0); }

TEST(Dot, NodesAndLinesAreThere) {
  const ReadGraph graph = read_back(dot_of(test::sample_graph()));
  ASSERT_NE(graph, nullptr);
  EXPECT_EQ(things(graph), 8);  // Kursk takes part in no act of its own
  EXPECT_EQ(agnedges(graph.get()), 8);
  Agnode_t* russia = node(graph, "state/russia");
  ASSERT_NE(russia, nullptr);
  EXPECT_EQ(attribute(russia, "label"), "Russie");
  EXPECT_EQ(attribute(russia, "shape"), "box");
  EXPECT_EQ(attribute(russia, "URL"), "https://www.wikidata.org/wiki/Q159");
}

TEST(Dot, AnOfficeStandsInSmallPrintUnderTheName) {
  const ReadGraph graph = read_back(dot_of(test::sample_graph()));
  const std::string label = attribute(node(graph, "person/kim-jong-un"), "label");
  EXPECT_EQ(label.substr(0, 16), "Kim Jong-un<FONT");
  EXPECT_NE(label.find("leader, Corée du Nord"), std::string::npos) << label;
  EXPECT_NE(attribute(node(graph, "person/kim-jong-un"), "tooltip").find("« Kim Jong-un leads North Korea »"),
            std::string::npos);
}

TEST(Dot, EverythingHasItsPlaceOnThePage) {
  const ReadGraph graph = read_back(dot_of(test::sample_graph()));
  EXPECT_EQ(attribute(graph.get(), "layout"), "nop2");
  EXPECT_EQ(attribute(graph.get(), "bb"), "0,0,842.00,595.00");
  PictureOptions options;
  options.page = Page::wide;
  EXPECT_EQ(attribute(read_back(dot_of(test::sample_graph(), options)).get(), "bb"), "0,0,960.00,540.00");
  options.page = Page::none;
  EXPECT_EQ(attribute(read_back(dot_of(test::sample_graph(), options)).get(), "layout"), "dot");
}

TEST(Dot, APageHasATitleATimeAndSources) {
  const std::string text = dot_of(test::sample_graph());
  for (const char* words : {"who does what to whom", "3 articles, 28 October 2024 – 2 November 2024",
                            "Sources: ", "Ministers meet (news.example, 2 November 2024)"})
    EXPECT_NE(text.find(words), std::string::npos) << words;
}

struct LineCase {
  const char *from, *to, *attribute, *value;
};
const LineCase kLines[] = {
    {"person/kim-jong-un", "unit/north-korean-soldiers", "style", "dashed"},
    {"person/kim-jong-un", "unit/north-korean-soldiers", "arrowhead", "diamond"},
    {"state/north-korea", "state/russia", "style", "dotted"},
    {"state/north-korea", "state/russia", "dir", "both"},
    {"state/china", "state/north-korea", "arrowhead", "tee"},
    {"organization/nato", "state/ukraine", "style", "solid"},
    {"organization/nato", "state/ukraine", "penwidth", "2.20"},  // two sources
};

TEST(Dot, LinesShowWhatTheEvidenceSays) {
  const ReadGraph graph = read_back(dot_of(test::sample_graph()));
  for (const LineCase& c : kLines) {
    Agedge_t* edge = agedge(graph.get(), node(graph, c.from), node(graph, c.to), nullptr, 0);
    ASSERT_NE(edge, nullptr) << c.from << " " << c.to;
    EXPECT_EQ(attribute(edge, c.attribute), c.value) << c.from << " " << c.to;
  }
}

// The arrow says what the colour says: triangles cooperate, diamonds are in conflict, full ones are deeds.
TEST(Dot, ArrowsTellKindsWithoutColour) {
  const ReadGraph graph = read_back(dot_of(test::large_graph(30, 60, 3), on(Page::none)));
  const std::map<std::string, std::string> arrows = {{"verbal-cooperation", "onormal"},
                                                     {"material-cooperation", "normal"},
                                                     {"verbal-conflict", "odiamond"},
                                                     {"material-conflict", "diamond"}};
  std::set<std::string> seen;
  for (Agnode_t* n = agfstnode(graph.get()); n != nullptr; n = agnxtnode(graph.get(), n))
    for (Agedge_t* e = agfstout(graph.get(), n); e != nullptr; e = agnxtout(graph.get(), e)) {
      EXPECT_EQ(attribute(e, "arrowhead"), arrows.at(attribute(e, "class")));
      seen.insert(attribute(e, "arrowhead"));
    }
  EXPECT_EQ(seen.size(), 4U);
}

TEST(Dot, KnownThingsHaveTheirNameInTheReadersLanguage) {
  PictureOptions options;
  options.names = &builtin_gazetteer();
  const ReadGraph english = read_back(dot_of(test::sample_graph(), options));
  EXPECT_EQ(attribute(node(english, "state/russia"), "label"), "Russia");
  EXPECT_NE(attribute(node(english, "state/russia"), "tooltip").find("Russie"), std::string::npos);
  options.language = "fr";
  const ReadGraph french = read_back(dot_of(test::sample_graph(), options));
  EXPECT_EQ(attribute(node(french, "state/russia"), "label"), "Russie");
  EXPECT_EQ(attribute(node(french, "organization/nato"), "label"), "OTAN");
}

TEST(Dot, SpeaksTheReadersLanguage) {
  PictureOptions french;
  french.language = "fr";
  const std::string text = dot_of(test::sample_graph(), french);
  for (const char* words : {"soutient", "déploie (rapporté)", "✗ critique", "État", "conflit en paroles"})
    EXPECT_NE(text.find(words), std::string::npos) << words;
  EXPECT_NE(dot_of(test::sample_graph()).find("deploys (reported)"), std::string::npos);
}

TEST(Dot, TooltipsQuoteTheArticles) {
  const ReadGraph graph = read_back(dot_of(test::sample_graph()));
  Agedge_t* edge = agedge(graph.get(), node(graph, "organization/nato"), node(graph, "state/ukraine"), nullptr, 0);
  const std::string tip = attribute(edge, "tooltip");
  EXPECT_NE(tip.find("« L’OTAN soutient l’Ukraine » — troupes.txt, 2024-10-28"), std::string::npos) << tip;
  EXPECT_NE(tip.find("« NATO backs Ukraine » — summit.txt, 2024-11-02"), std::string::npos) << tip;
  EXPECT_EQ(attribute(edge, "URL").substr(0, 21), "https://news.example/");
}

TEST(Dot, HostileNamesStayNames) {
  for (const std::string& name : test::hostile_strings()) {
    const ReadGraph graph = read_back(dot_of(test::hostile_graph(name)));
    ASSERT_NE(graph, nullptr) << name.substr(0, 80);
    EXPECT_EQ(things(graph), 2) << name.substr(0, 80);
    EXPECT_EQ(agnedges(graph.get()), 1) << name.substr(0, 80);
    for (Agnode_t* n = agfstnode(graph.get()); n != nullptr; n = agnxtnode(graph.get(), n)) {
      if (std::string(agnameof(n)) == "the foot") continue;
      EXPECT_EQ(aghtmlstr(agget(n, const_cast<char*>("label"))), 0) << name.substr(0, 80);
      EXPECT_TRUE(std::string(agnameof(n)) == "person/a" || std::string(agnameof(n)) == "state/b");
    }
  }
}

TEST(Dot, TitlesAreTextNotMarkup) {
  for (const std::string& title : test::hostile_strings()) {
    PictureOptions options;
    options.title = title.substr(0, 200);
    const ReadGraph graph = read_back(dot_of(test::sample_graph(), options));
    ASSERT_NE(graph, nullptr) << options.title;
    EXPECT_EQ(things(graph), 8) << options.title;
  }
}

TEST(Dot, WhatIsLeftOutIsCounted) {
  PictureOptions options;
  options.max_nodes = 3;
  const std::string text = dot_of(test::sample_graph(), options);
  EXPECT_LE(things(read_back(text)), 3);
  EXPECT_NE(text.find("3 of 10 things, "), std::string::npos);
  EXPECT_NE(text.find(" more<"), std::string::npos);
  EXPECT_NE(dot_of(test::sample_graph()).find("8 of 10 things, 8 relations, 1 tie in small print<"), std::string::npos);
}

TEST(Dot, ThereAreNoMoreLinesThanCanBeSeen) {
  for (const Page page : {Page::a4, Page::none}) {
    const ReadGraph graph = read_back(dot_of(test::large_graph(30, 800, 4), on(page)));
    EXPECT_LE(agnedges(graph.get()), page == Page::none ? 300 : 55);
  }
}

TEST(Dot, BodiesWithoutANameSpeakTheReadersLanguageOrAreQuoted) {
  Fragment f;
  f.article = {"article/a", "", "a.txt", "", "fr", "2024-01-02", "a.txt", ""};
  const Quote words{f.article.id, {0, 4}, "mots"};
  f.nodes = {{"unit/a", NodeType::military_unit, "10 000 soldats nord-coréens", {}, "", "", {words}, {}},
             {"unit/b", NodeType::military_unit, "troupes aguerries <b>", {}, "", "", {words}, {}}};
  Evidence evidence;
  evidence.quote = words;
  evidence.confidence = 0.9;
  f.edges = {{"unit/a", "attacks", "unit/b", {evidence}}};
  KnowledgeGraph graph;
  graph.merge(canonical(std::move(f)));
  const ReadGraph english = read_back(dot_of(graph));
  EXPECT_EQ(attribute(node(english, "unit/a"), "label"), "10 000 North Korean soldiers");
  EXPECT_EQ(attribute(node(english, "unit/b"), "label"), "<I>troupes aguerries &lt;b&gt;</I>");
  PictureOptions in_french;
  in_french.language = "fr";
  const ReadGraph french = read_back(dot_of(graph, in_french));
  EXPECT_EQ(attribute(node(french, "unit/a"), "label"), "10 000 soldats nord-coréens");
}

TEST(Dot, CampsAreClusters) {
  PictureOptions options;
  options.camps = {{"state/russia", 0}, {"state/china", 0}, {"state/ukraine", 1}};
  const ReadGraph graph = read_back(dot_of(test::sample_graph(), options));
  char name[] = "cluster_0";
  Agraph_t* camp = agsubg(graph.get(), name, 0);
  ASSERT_NE(camp, nullptr);
  EXPECT_EQ(agnnodes(camp), 2);
}

TEST(Dot, SameGraphSameBytes) { EXPECT_EQ(dot_of(test::sample_graph()), dot_of(test::sample_graph())); }

TEST(Dot, AFullDiskIsAnError) {
  std::ostringstream out;
  out.setstate(std::ios::badbit);
  EXPECT_FALSE(write_dot(test::sample_graph(), out));
}

// Any text → attribute → DOT → attribute → the same text.
std::string through_cgraph(const std::string& text) {
  const std::unique_ptr<Agraph_t, Close> graph(agopen(const_cast<char*>("g"), Agdirected, nullptr));
  Agnode_t* made = agnode(graph.get(), const_cast<char*>("n"), 1);
  std::string escaped = dot_escaped(text);
  agsafeset(made, const_cast<char*>("label"), escaped.data(), const_cast<char*>(""));
  char* bytes = nullptr;
  std::size_t size = 0;
  FILE* file = open_memstream(&bytes, &size);
  agwrite(graph.get(), file);
  fclose(file);
  const ReadGraph read = read_back(std::string(bytes, size));
  free(bytes);
  if (read == nullptr || agnnodes(read.get()) != 1) return "(broken out)";
  return text.empty() ? text : dot_unescaped(attribute(agfstnode(read.get()), "label"));
}

TEST(DotEscape, AnyTextComesBack) {
  static constexpr const char* kPieces[] = {"\\",   "\"", "<",  ">",  "&", "&amp;", "&lt;", "\\N", "\n",   "\r", "{",
                                            "}",    "|",  "[",  "]",  ";", "=",     "->",   "é",   "漢",   "😀",  " ",
                                            "\\\n", "x",  "/*", "//", "#", "+",     "-",    "0.5", "graph"};
  std::minstd_rand random(1);
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (auto n = random() % 20; n > 0; --n) text += kPieces[random() % std::size(kPieces)];
    EXPECT_EQ(through_cgraph(text), text);
  }
}

TEST(DotEscape, LongTextIsCutAtACharacter) {
  for (std::size_t length : {4095UL, 4096UL, 4097UL, 16382UL, 16383UL, 16384UL, 1000000UL}) {
    const std::string text(length, 'a'), accents = [&] {
      std::string made;
      for (std::size_t i = 0; i < length / 2; ++i) made += "é";
      return made;
    }();
    EXPECT_EQ(through_cgraph(text), length <= kMaxDotBytes ? text : std::string(kMaxDotBytes, 'a') + "…");
    EXPECT_EQ(through_cgraph(accents).substr(0, 4094), accents.substr(0, std::min<std::size_t>(4094, accents.size())));
    EXPECT_EQ(through_cgraph(std::string(length, '\\')).substr(0, 4095),
              std::string(std::min<std::size_t>(length, 4095), '\\'));
  }
}

}  // namespace
}  // namespace entente

#include "caption.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "export/sample.h"
#include "small_print.h"

namespace entente {
namespace {

KnowledgeGraph one_article() {
  KnowledgeGraph graph;
  graph.merge(test::sample_fragments()[0]);
  return graph;
}

Diagram diagram_of(const KnowledgeGraph& graph) { return make_diagram(graph, builtin_ontology(), {}); }

TEST(Caption, OneArticleGivesItsHeadlineAndItsDay) {
  const KnowledgeGraph graph = one_article();
  EXPECT_EQ(default_title(graph, diagram_of(graph), "fr"), "Pyongyang envoie des soldats");
  EXPECT_EQ(date_line(graph, "fr"), "28 octobre 2024 · news.example");
  EXPECT_EQ(date_line(graph, "en"), "28 October 2024 · news.example");
}

TEST(Caption, SeveralArticlesAreNamedByWhomTheyTellMostOf) {
  const KnowledgeGraph graph = test::sample_graph();
  const std::string title = default_title(graph, diagram_of(graph), "en");
  EXPECT_NE(title.find("Russi"), std::string::npos) << title;
  EXPECT_TRUE(title.ends_with(": who does what to whom")) << title;
  EXPECT_EQ(date_line(graph, "en"), "3 articles, 28 October 2024 – 2 November 2024");
}

TEST(Caption, SourcesThatDoNotGoInAreCounted) {
  const auto all = source_lines(test::sample_graph(), "en", 300, 3);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].substr(0, 9), "Sources: ");
  EXPECT_NE(all[0].find("Ministers meet (news.example, 2 November 2024)"), std::string::npos) << all[0];
  const auto few = source_lines(test::sample_graph(), "fr", 90, 1);
  ASSERT_EQ(few.size(), 1U);
  EXPECT_NE(few[0].find("et 2 autres"), std::string::npos) << few[0];
}

TEST(Caption, HostileFieldsAreCutNotDropped) {
  for (const std::string& text : test::hostile_strings()) {
    const KnowledgeGraph graph = test::hostile_graph(text);
    EXPECT_LE(date_line(graph, "en").size(), 600U);
    EXPECT_LE(source_lines(graph, "en", 150, 3).size(), 3U);
  }
}

// A person with an office, as one article tells it.
DiagramNode with_tie(const KnowledgeGraph& graph, const Diagram& diagram, const std::string& id) {
  for (const DiagramNode& drawn : diagram.nodes)
    if (drawn.node.id == id) return drawn;
  return {graph.node(id), {}};
}

KnowledgeGraph office(const std::string& relation, const std::string& quote, const std::string& language,
                      double confidence) {
  Fragment f;
  f.article = {"article/a", "", "a.txt", "", language, "2024-01-02", "a.txt", ""};
  const Quote words{f.article.id, {0, 40}, quote};
  f.nodes = {{"organization/kremlin", NodeType::organization, "Kremlin", {}, "", "", {words}, {}},
             {"person/p", NodeType::person, "Dmitri Peskov", {}, "", "", {words}, {}},
             {"state/turkey", NodeType::state, "Turkey", {}, "", "", {words}, {}}};
  Evidence evidence;
  evidence.quote = words;
  evidence.confidence = confidence;
  f.edges.push_back({"person/p", relation, "organization/kremlin", {evidence}});
  for (const char* act : {"criticizes", "meets", "warns", "accuses", "threatens"})
    f.edges.push_back({"person/p", act, "state/turkey", {evidence}});
  KnowledgeGraph graph;
  graph.merge(canonical(std::move(f)));
  return graph;
}

struct PrintCase {
  const char *relation, *quote, *language;
  double confidence;
  const char *english, *french;
};
const PrintCase kPrints[] = {
    {"spokespersonFor", "Kremlin spokesman Dmitri Peskov", "en", 0.9, "spokesman, Kremlin", "porte-parole, Kremlin"},
    {"leads", "Dmitri Peskov, head of the Kremlin", "en", 0.9, "head, Kremlin", "président, Kremlin"},
    {"affiliatedWith", "Dmitri Peskov of the Kremlin", "en", 0.9, "Kremlin", "Kremlin"},
    {"memberOf", "Dmitri Peskov in the Kremlin", "en", 0.9, "member, Kremlin", "membre, Kremlin"},
    {"locatedIn", "Dmitri Peskov in the Kremlin", "en", 0.9, "in Kremlin", "lieu : Kremlin"},
    {"leads", "Dmitri Peskov, head of the Kremlin", "en", 0.3, "", ""},
};

TEST(SmallPrint, TellsWhoSomebodyIs) {
  for (const PrintCase& c : kPrints) {
    const KnowledgeGraph graph = office(c.relation, c.quote, c.language, c.confidence);
    const Diagram diagram = make_diagram(graph, builtin_ontology(), {2, 10});
    DiagramNode person = with_tie(graph, diagram, "person/p");
    if (person.ties.empty()) {  // drawn as a line, where hardly anything is done
      static Edge edge;
      edge = graph.edges()[0].relation == c.relation ? graph.edges()[0] : graph.edges().back();
      for (const Edge& one : graph.edges())
        if (one.relation == c.relation) edge = one;
      const Sources sources(graph);
      person.ties.push_back({&edge, &builtin_ontology()[builtin_ontology().find(c.relation)], support(edge, sources)});
    }
    EXPECT_EQ(small_print(person, graph, nullptr, "en").words, c.english) << c.quote;
    EXPECT_EQ(small_print(person, graph, nullptr, "fr").words, c.french) << c.quote;
  }
}

TEST(Diagram, ActsGoBeforeTies) {
  KnowledgeGraph graph = test::sample_graph();
  const Diagram diagram = diagram_of(graph);
  for (const Line& line : diagram.lines)
    for (const LineItem& item : line.items) EXPECT_NE(item.edge->relation, "leads");
  const auto kim = std::find_if(diagram.nodes.begin(), diagram.nodes.end(),
                                [](const DiagramNode& drawn) { return drawn.node.id == "person/kim-jong-un"; });
  ASSERT_NE(kim, diagram.nodes.end());
  ASSERT_EQ(kim->ties.size(), 1U);
  EXPECT_EQ(kim->ties[0].edge->relation, "leads");
}

TEST(Diagram, HasNoMoreThanItMay) {
  const KnowledgeGraph graph = test::large_graph(60, 300, 5);
  for (const DiagramLimits limits : {DiagramLimits{10, 1000}, {60, 20}, {5, 3}, {2, 2}}) {
    const Diagram diagram = make_diagram(graph, builtin_ontology(), limits);
    EXPECT_LE(diagram.nodes.size(), limits.nodes);
    EXPECT_LE(diagram.lines.size(), limits.lines);
    EXPECT_FALSE(diagram.lines.empty());
    std::vector<bool> is_end(diagram.nodes.size());
    for (const Line& line : diagram.lines) is_end[line.from] = is_end[line.to] = true;
    EXPECT_TRUE(std::all_of(is_end.begin(), is_end.end(), [](bool end) { return end; }));
  }
}

}  // namespace
}  // namespace entente

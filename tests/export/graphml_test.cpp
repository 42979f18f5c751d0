#include "entente/export/graphml.h"

#include <gtest/gtest.h>
#include <libxml/parser.h>
#include <libxml/xpath.h>

#include <sstream>

#include "export/sample.h"

namespace entente {
namespace {

std::string graphml_of(const KnowledgeGraph& graph) {
  std::ostringstream out;
  EXPECT_TRUE(write_graphml(graph, out));
  return out.str();
}

std::string gexf_of(const KnowledgeGraph& graph) {
  std::ostringstream out;
  EXPECT_TRUE(write_gexf(graph, out));
  return out.str();
}

// The number of elements of that name; -1 if this is no XML.
int count(const std::string& xml, const std::string& element) {
  xmlDoc* doc = xmlReadMemory(xml.data(), static_cast<int>(xml.size()), nullptr, nullptr,
                              XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_HUGE);
  if (doc == nullptr) return -1;
  xmlXPathContext* context = xmlXPathNewContext(doc);
  const std::string path = "count(//*[local-name()='" + element + "'])";
  xmlXPathObject* result = xmlXPathEvalExpression(reinterpret_cast<const xmlChar*>(path.c_str()), context);
  const int found = static_cast<int>(result->floatval);
  xmlXPathFreeObject(result);
  xmlXPathFreeContext(context);
  xmlFreeDoc(doc);
  return found;
}

TEST(Graphml, ReadsBackWhatItWrote) {
  const KnowledgeGraph graph = test::sample_graph();
  const std::string xml = graphml_of(graph);
  EXPECT_EQ(count(xml, "node"), 10);
  EXPECT_EQ(count(xml, "edge"), 9);
  Result<KnowledgeGraph> read = read_graphml(xml, "-");
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_TRUE(read->articles() == graph.articles());
  EXPECT_TRUE(read->nodes() == graph.nodes());
  EXPECT_TRUE(read->edges() == graph.edges());
  EXPECT_EQ(graphml_of(*read), xml);
}

TEST(Graphml, HostileStringsComeBackAsTheyWere) {
  for (const std::string& name : test::hostile_strings()) {
    const KnowledgeGraph graph = test::hostile_graph(name);
    const std::string xml = graphml_of(graph);
    EXPECT_EQ(count(xml, "node"), 2) << name.substr(0, 80);
    EXPECT_EQ(count(xml, "edge"), 1) << name.substr(0, 80);
    Result<KnowledgeGraph> read = read_graphml(xml, "-");
    ASSERT_TRUE(read) << name.substr(0, 80) << ": " << to_string(read.error());
    EXPECT_TRUE(read->nodes() == graph.nodes()) << name.substr(0, 80);
    EXPECT_TRUE(read->edges() == graph.edges()) << name.substr(0, 80);
  }
}

TEST(Graphml, RefusesWhatItCannotRead) {
  const std::string xml = graphml_of(test::sample_graph());
  for (std::size_t n : {std::size_t{0}, std::size_t{10}, xml.size() / 3, xml.size() / 2, xml.size() - 12})
    EXPECT_FALSE(read_graphml(xml.substr(0, n), "-")) << n;
  for (const char* bad :
       {"no", "<graphml><graph><node id='x'/></graph></graphml><x/>",
        "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><graphml>&a;</graphml>",
        "<graphml><graph><node id='x'><data key='node'>{}</data></node></graph></graphml>",
        "<graphml><graph><node id='x'></node></graph></graphml>",
        "<graphml><graph><edge source='x' target='y'><data key='evidence'>[]</data></edge></graph></graphml>"})
    EXPECT_FALSE(read_graphml(bad, "-")) << bad;
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "<a>";
  EXPECT_FALSE(read_graphml(deep, "-"));
}

// A parser that compares each attribute with all others would be minutes over it.
TEST(Graphml, RefusesATagOfManyAttributesAndReadsOneThatOnlyHoldsSigns) {
  std::string many = "<!-- ' = --><?x a='?><graphml xmlns='x' \n";
  for (int i = 0; i < 200'000; ++i) many += " a" + std::to_string(i) + "='1'";
  const Result<KnowledgeGraph> refused = read_graphml(many + "/>", "-");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().seen, "a tag of more than 256 attributes");
  EXPECT_EQ(refused.error().line, 1U);
  std::string lists = "<!DOCTYPE x [<!ATTLIST graphml";
  for (int i = 0; i < 200'000; ++i) lists += " a" + std::to_string(i) + " CDATA '1'";
  EXPECT_FALSE(read_graphml(lists + ">]><graphml/>", "-"));
  const std::string signs(1'000, '=');
  EXPECT_TRUE(read_graphml("<!-- ' " + signs + " <!DOCTYPE --><graphml a=\"" + signs + "\"><x><![CDATA[<a " + signs +
                               " <!DOCTYPE]]>" + signs + "</x></graphml>",
                           "-"));
}

TEST(Gexf, NodesAndEdgesLiveOnTheDaysOfTheirEvidence) {
  const std::string xml = gexf_of(test::sample_graph());
  EXPECT_EQ(count(xml, "node"), 10);
  EXPECT_EQ(count(xml, "edge"), 9);
  // Its own time comes before the day of publication.
  EXPECT_NE(xml.find("<spell start=\"2024-10-01\" end=\"2024-10-31\"/>"), std::string::npos);
  EXPECT_NE(xml.find("<spell start=\"2024-11-02\" end=\"2024-11-02\"/>"), std::string::npos);
}

TEST(Gexf, HostileStringsStayText) {
  for (const std::string& name : test::hostile_strings())
    EXPECT_EQ(count(gexf_of(test::hostile_graph(name)), "node"), 2);
}

TEST(Graphml, AFullDiskIsAnError) {
  std::ostringstream out;
  out.setstate(std::ios::badbit);
  EXPECT_FALSE(write_graphml(test::sample_graph(), out));
  EXPECT_FALSE(write_gexf(test::sample_graph(), out));
}

}  // namespace
}  // namespace entente

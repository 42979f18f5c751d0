// Names in both languages, in every form that programs read.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "entente/export/graphml.h"
#include "entente/export/jsonld.h"
#include "entente/export/rdf.h"
#include "entente/export/reader_name.h"
#include "entente/export/tables.h"
#include "export/sample.h"

namespace entente {
namespace {

using testing::HasSubstr;
using testing::Not;

RdfOptions with_names() {
  RdfOptions options;
  options.names = &builtin_gazetteer();
  return options;
}

template <class Write>
std::string text_of(Write write) {
  std::ostringstream out;
  EXPECT_TRUE(write(out));
  return out.str();
}

TEST(KnownName, IsTheGazetteersInThatLanguage) {
  struct Case {
    Node node;
    const char* english;
    const char* french;
  };
  const Case cases[] = {
      {{"state/russia", NodeType::state, "Russie", {"Moscou"}, "Q159", "RU", {}, {}}, "Russia", "Russie"},
      {{"state/germany", NodeType::state, "Germany", {}, "Q183", "DE", {}, {}}, "Germany", "Allemagne"},
      {{"state/germany", NodeType::state, "Allemagne", {"RFA"}, "Q183", "DE", {}, {}}, "Germany", "Allemagne"},
      {{"state/ukraine", NodeType::state, "Ukraine", {}, "Q212", "UA", {}, {}}, "Ukraine", "Ukraine"},
      {{"organization/nato", NodeType::organization, "OTAN", {}, "Q7184", "", {}, {}}, "NATO", "OTAN"},
      {{"organization/nato", NodeType::organization, "NATO", {}, "Q7184", "", {}, {}}, "NATO", "OTAN"},
      {{"person/jean-dupont", NodeType::person, "Jean Dupont", {}, "", "", {}, {}}, "", ""},
      {{"group/germany", NodeType::group, "Germany", {}, "", "", {}, {}}, "", ""},
      {{"state/germany", NodeType::state, "Germany", {}, "Q1", "", {}, {}}, "", ""},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(known_name(c.node, &builtin_gazetteer(), "en"), c.english) << c.node.name;
    EXPECT_EQ(known_name(c.node, &builtin_gazetteer(), "fr"), c.french) << c.node.name;
    EXPECT_EQ(known_name(c.node, nullptr, "fr"), "") << c.node.name;
  }
}

TEST(Names, StandInRdfWithTheirLanguage) {
  const KnowledgeGraph graph = test::sample_graph();
  const std::string quads = text_of([&](std::ostream& out) { return write_nquads(graph, out, with_names()); });
  const std::string label = "<http://www.w3.org/2000/01/rdf-schema#label> ";
  EXPECT_THAT(quads, HasSubstr("state/russia> " + label + "\"Russia\"@en .\n"));
  EXPECT_THAT(quads, HasSubstr("state/russia> " + label + "\"Russie\"@fr .\n"));
  EXPECT_THAT(quads, HasSubstr("state/north-korea> " + label + "\"Corée du Nord\"@fr .\n"));
  EXPECT_THAT(quads, Not(HasSubstr("unit/north-korean-soldiers> " + label)));
  const std::string turtle = text_of([&](std::ostream& out) { return write_turtle(graph, out, with_names()); });
  EXPECT_THAT(turtle, HasSubstr("rdfs:label \"Russia\"@en"));
  EXPECT_THAT(turtle, HasSubstr("\"Russie\"@fr"));
  const std::string json = text_of([&](std::ostream& out) { return write_jsonld(graph, out, with_names()); });
  EXPECT_THAT(json, HasSubstr(R"("name_fr":{"@id":"rdfs:label","@language":"fr"})"));
  EXPECT_THAT(json, HasSubstr(R"("name_en":"Russia","name_fr":"Russie")"));
}

TEST(Names, DoNotChangeWhatIsReadBack) {
  const KnowledgeGraph graph = test::sample_graph();
  const std::string quads = text_of([&](std::ostream& out) { return write_nquads(graph, out, with_names()); });
  const std::string json = text_of([&](std::ostream& out) { return write_jsonld(graph, out, with_names()); });
  const std::string xml =
      text_of([&](std::ostream& out) { return write_graphml(graph, out, builtin_ontology(), &builtin_gazetteer()); });
  for (const Result<KnowledgeGraph>& read : {read_nquads(quads, "-"), read_jsonld(json, "-"), read_graphml(xml, "-")}) {
    ASSERT_TRUE(read) << to_string(read.error());
    EXPECT_TRUE(read->nodes() == graph.nodes());
    EXPECT_EQ(text_of([&](std::ostream& out) { return write_nquads(*read, out, with_names()); }), quads);
  }
}

TEST(Names, OfTablesAreNeverEmpty) {
  const KnowledgeGraph graph = test::sample_graph();
  const std::string xml =
      text_of([&](std::ostream& out) { return write_graphml(graph, out, builtin_ontology(), &builtin_gazetteer()); });
  EXPECT_THAT(xml, HasSubstr("<data key=\"name_en\">Russia</data>\n<data key=\"name_fr\">Russie</data>"));
  EXPECT_THAT(xml, HasSubstr("<data key=\"name_en\">soldats nord-coréens</data>"));
  const std::string nodes = text_of([&](std::ostream& out) {
    return write_bulk(graph, BulkTable::nodes, out, builtin_ontology(), &builtin_gazetteer());
  });
  EXPECT_THAT(nodes, HasSubstr(",isoCode,name_en,name_fr\r\n"));
  EXPECT_THAT(nodes, HasSubstr(",RU,Russia,Russie\r\n"));
  EXPECT_THAT(nodes, HasSubstr(",soldats nord-coréens,soldats nord-coréens\r\n"));
}

TEST(Names, InOneLanguageAreThoseOfEveryArticle) {
  const KnowledgeGraph english = in_language(test::sample_graph(), builtin_gazetteer(), "en");
  EXPECT_EQ(english.node("state/russia").name, "Russia");
  EXPECT_EQ(english.node("organization/nato").name, "NATO");
  EXPECT_THAT(english.node("state/russia").alternate_names, testing::Contains("Russie"));
  const KnowledgeGraph french = in_language(english, builtin_gazetteer(), "fr");
  EXPECT_EQ(french.node("state/russia").name, "Russie");
  EXPECT_EQ(french.edges().size(), english.edges().size());
}

}  // namespace
}  // namespace entente

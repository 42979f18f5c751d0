#include "entente/export/jsonld.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <vector>

#include "export/sample.h"
#include "json_value.h"

namespace entente {
namespace {

std::string jsonld_of(const KnowledgeGraph& graph, const RdfOptions& options = {}) {
  std::ostringstream out;
  EXPECT_TRUE(write_jsonld(graph, out, options));
  return out.str();
}

TEST(JsonLd, ReadsBackWhatItWrote) {
  const KnowledgeGraph graph = test::sample_graph();
  const std::string json = jsonld_of(graph);
  Result<KnowledgeGraph> read = read_jsonld(json, "graph.jsonld");
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_TRUE(read->articles() == graph.articles());
  EXPECT_TRUE(read->nodes() == graph.nodes());
  EXPECT_TRUE(read->edges() == graph.edges());
  EXPECT_EQ(jsonld_of(*read), json);
}

TEST(JsonLd, HostileStringsComeBackAsTheyWere) {
  for (const std::string& name : test::hostile_strings()) {
    const KnowledgeGraph graph = test::hostile_graph(name);
    Result<KnowledgeGraph> read = read_jsonld(jsonld_of(graph), "-");
    ASSERT_TRUE(read) << name.substr(0, 80) << ": " << to_string(read.error());
    EXPECT_TRUE(read->nodes() == graph.nodes()) << name.substr(0, 80);
    EXPECT_TRUE(read->edges() == graph.edges()) << name.substr(0, 80);
  }
}

TEST(JsonLd, OneObjectALineContextFirst) {
  const KnowledgeGraph graph = test::sample_graph();
  const std::string json = jsonld_of(graph);
  EXPECT_TRUE(json.starts_with("{\"@context\":{\"@base\":\"https://entente.example/\","));
  const std::size_t objects = 1 + 2 * graph.article_count() + graph.nodes().size() + graph.edges().size();
  EXPECT_EQ(static_cast<std::size_t>(std::count(json.begin(), json.end(), '\n')), objects + 3);
}

// What readers of JSON-LD 1.0 and streaming readers need: no lists, no scoped or remote contexts, no blank nodes, and
// in every object @id first, then @type.
void expect_plain(const JsonValue& value, bool is_reference) {
  if (value.is(JsonValue::Kind::object) && value.find("@value") == nullptr) {
    ASSERT_FALSE(value.members.empty());
    EXPECT_EQ(value.members[0].name, "@id") << "line " << value.line;
    EXPECT_FALSE(value.members[0].value.string.starts_with("_:")) << "line " << value.line;
    if (value.members.size() > 1) {
      EXPECT_EQ(value.members[1].name, "@type") << "line " << value.line;
    }
    EXPECT_TRUE(value.members.size() > 1 || is_reference) << "line " << value.line;
  }
  for (const JsonMember& member : value.members) {
    EXPECT_TRUE(!member.name.starts_with('@') || member.name == "@id" || member.name == "@type" ||
                member.name == "@value")
        << member.name;
    expect_plain(member.value, true);
  }
  for (const JsonValue& item : value.items) expect_plain(item, true);
}

TEST(JsonLd, IsPlainEnoughForEveryReader) {
  std::vector<KnowledgeGraph> graphs = {test::sample_graph(), test::large_graph(30, 60, 4)};
  for (const std::string& name : test::hostile_strings()) graphs.push_back(test::hostile_graph(name));
  for (const KnowledgeGraph& graph : graphs) {
    const std::string json = jsonld_of(graph);
    const Result<JsonValue> root = parse_json(json, {"-", 1});
    ASSERT_TRUE(root) << to_string(root.error());
    ASSERT_EQ(root->members.size(), 2U);
    EXPECT_EQ(root->members[0].name, "@context");
    EXPECT_EQ(root->members[1].name, "@graph");
    for (const JsonMember& term : root->members[0].value.members)
      for (const JsonMember& part : term.value.members)
        EXPECT_TRUE(part.name == "@id" || part.name == "@type" || part.name == "@language")
            << term.name << ": " << part.name;
    for (const JsonValue& item : root->members[1].value.items) expect_plain(item, false);
  }
}

TEST(JsonLd, ALoneSurrogateIsRefused) {
  const std::string start = R"({"@context":{},"@graph":[{"@id":"state/a","@type":"State","name":")";
  for (const char* half : {"\\uD83D", "\\uDE00", "\\uD83Dx", "\\uDE00\\uD83D", "\xED\xA0\xBD"})
    EXPECT_FALSE(read_jsonld(start + half + "\"}]}", "-")) << half;
}

struct Expected {
  const char* what;
  const char* text;
};
const Expected kShape[] = {
    {"an article", R"({"@id":"article/troupes.txt","@type":"Article","name":"troupes.txt",)"
                   R"("headline":"Pyongyang envoie des soldats","inLanguage":"fr","datePublished":"2024-10-28")"},
    {"its activity", R"({"@id":"reading/article/troupes.txt","@type":"Activity","used":"article/troupes.txt")"},
    {"a node", R"({"@id":"person/kim-jong-un","@type":"Person","name":"Kim Jong-un","alternateName":["Kim"],)"
               R"("sameAs":["http://www.wikidata.org/entity/Q56226"])"},
    {"a mention", R"({"@id":"article/troupes.txt#char=0,11","@type":["TextQuoteSelector","TextPositionSelector"],)"
                  R"("source":"article/troupes.txt","start":0,"end":11,"exact":"Kim Jong-un"})"},
    {"a fact", R"("supports":["state/ukraine"])"},
    {"a relation", R"({"@id":"relation/person/kim-jong-un/deploys/unit/north-korean-soldiers","@type":"Relation",)"
                   R"("relationType":"deploys","subject":"person/kim-jong-un","object":"unit/north-korean-soldiers",)"
                   R"("confidence":0.87,"sourceCount":1,"plover":"MOBILIZE")"},
    {"its qualifiers", R"("polarity":"affirmed","modality":"reported","attributedTo":"state/south-korea",)"
                       R"("quantity":10000,"quantityUnit":"soldats","approximate":true,"time":"2024-10",)"
                       R"("destination":{"@id":"place/kursk"},"beneficiary":[{"@id":"state/russia"},"la Russie"])"},
};

TEST(JsonLd, HasTheShapeThatToolsRelyOn) {
  const std::string json = jsonld_of(test::sample_graph());
  for (const Expected& expected : kShape)
    EXPECT_NE(json.find(expected.text), std::string::npos) << expected.what << ": " << expected.text;
}

TEST(JsonLd, OnlyWhatIsStatedAsFactIsADirectTriple) {
  const std::string json = jsonld_of(test::sample_graph());
  // Reported, negated and planned relations have no direct triple of their own.
  for (const char* absent : {R"("deploys":["unit)", R"("criticizes":["state/north-korea"])", R"("cooperatesWith":[)"})
    EXPECT_EQ(json.find(absent), std::string::npos) << absent;
  // Possible in one article, a fact in another: a fact.
  EXPECT_NE(json.find(R"("attacks":["state/ukraine"])"), std::string::npos);
}

TEST(JsonLd, BaseIsTheUsers) {
  RdfOptions options;
  options.base = "https://example.org/a/";
  EXPECT_TRUE(
      jsonld_of(test::sample_graph(), options).starts_with("{\"@context\":{\"@base\":\"https://example.org/a/\""));
  EXPECT_TRUE(check_base(options.base));
  for (const char* bad : {"", "example.org/", "https://example.org", "https://a b/", "javascript:alert(1)/"})
    EXPECT_FALSE(check_base(bad)) << bad;
}

TEST(JsonLd, RefusesWhatItCannotRead) {
  for (const char* bad : {"", "[]", "{}", R"({"@context":"https://evil.example/c","@graph":[]})",
                          R"({"@graph":[{"@id":"x","@type":"Relation"}]})",
                          R"({"@context":{},"@graph":[{"@id":"x","@type":"State","mentions":[3]}]})"})
    EXPECT_FALSE(read_jsonld(bad, "-")) << bad;
  EXPECT_TRUE(read_jsonld(R"({"@context":{},"@graph":[]})", "-"));
}

TEST(JsonLd, AFullDiskIsAnError) {
  std::ostringstream out;
  out.setstate(std::ios::badbit);
  EXPECT_FALSE(write_jsonld(test::sample_graph(), out));
}

}  // namespace
}  // namespace entente

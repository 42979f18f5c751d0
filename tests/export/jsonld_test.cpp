#include "entente/export/jsonld.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "export/sample.h"

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

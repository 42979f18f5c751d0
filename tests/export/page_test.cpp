#include "entente/export/page.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <sstream>

#include "export/sample.h"
#include "json_value.h"
#include "layout.h"

namespace entente {
namespace {

std::string page_of(const KnowledgeGraph& graph, const PageOptions& options = {}) {
  std::ostringstream out;
  EXPECT_TRUE(write_page(graph, out, options));
  return out.str();
}

// What stands in the data element.
std::string data_of(const std::string& page) {
  const std::string start = "<script type=\"application/json\" id=\"data\">";
  const std::size_t begin = page.find(start) + start.size();
  return page.substr(begin, page.find("</script>", begin) - begin);
}

std::size_t count(const std::string& text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

TEST(Page, HoldsTheGraph) {
  Result<JsonValue> data = parse_json(data_of(page_of(test::sample_graph())), {"-", 1});
  ASSERT_TRUE(data) << to_string(data.error());
  EXPECT_EQ(data->find("nodes")->items.size(), 10U);
  EXPECT_EQ(data->find("edges")->items.size(), 9U);
  EXPECT_EQ(data->find("articles")->items.size(), 3U);
  EXPECT_EQ(data->find("types")->items.size(), 7U);
  EXPECT_NE(data->find("context")->find("@base"), nullptr);
}

TEST(Page, HostileTextStaysData) {
  const std::size_t scripts = count(page_of(KnowledgeGraph()), "<script"),
                    ends = count(page_of(KnowledgeGraph()), "</script");
  for (const std::string& name : test::hostile_strings()) {
    PageOptions options;
    options.title = name;
    const std::string page = page_of(test::hostile_graph(name), options), data = data_of(page);
    EXPECT_EQ(count(page, "<script"), scripts) << name.substr(0, 80);
    EXPECT_EQ(count(page, "</script"), ends) << name.substr(0, 80);
    EXPECT_EQ(data.find('<'), std::string::npos) << name.substr(0, 80);
    EXPECT_EQ(data.find("\xE2\x80\xA8"), std::string::npos);
    Result<JsonValue> read = parse_json(data, {"-", 1});
    ASSERT_TRUE(read) << name.substr(0, 80) << ": " << to_string(read.error());
    EXPECT_EQ(read->find("edges")->items[0].items[3].items[0].items[3].string, name) << "the quote is word for word";
  }
}

TEST(Page, AsksNoNetwork) {
  const std::string page = page_of(test::sample_graph());
  EXPECT_NE(page.find("default-src 'none'; script-src 'sha256-"), std::string::npos);
  for (const char* part : {"src=\"http", "href=\"http", "@import", "url(http", "XMLHttpRequest", "WebSocket(",
                           "unsafe-inline", "unsafe-eval"})
    EXPECT_EQ(page.find(part), std::string::npos) << part;
}

TEST(Page, SpeaksTheLanguageAskedFor) {
  PageOptions french;
  french.language = "fr";
  EXPECT_NE(data_of(page_of(test::sample_graph(), french)).find("\"language\":\"fr\""), std::string::npos);
}

TEST(Page, HoldsTheThingsInMostRelationsIfThereMayBeFew) {
  PageOptions options;
  options.max_nodes = 3;
  Result<JsonValue> data = parse_json(data_of(page_of(test::sample_graph(), options)), {"-", 1});
  ASSERT_TRUE(data);
  EXPECT_LT(data->find("edges")->items.size(), 9U);
  EXPECT_GT(data->find("edges")->items.size(), 0U);
}

TEST(Page, KnowsThingsInBothLanguages) {
  PageOptions options;
  options.names = &builtin_gazetteer();
  Result<JsonValue> data = parse_json(data_of(page_of(test::sample_graph(), options)), {"-", 1});
  ASSERT_TRUE(data);
  bool is_found = false;
  for (const JsonValue& node : data->find("nodes")->items)
    if (node.items[0].string == "state/russia") {
      is_found = true;
      EXPECT_EQ(node.items[2].string, "Russie");
      EXPECT_EQ(node.items[8].string, "Russia");
      EXPECT_EQ(node.items[9].string, "") << "as the articles say it";
    }
  EXPECT_TRUE(is_found);
}

TEST(Page, HoldsTheTextsItIsGivenAndWhereTheyNameThings) {
  PageOptions options;
  options.text_of = [](const Article& article) {
    return article.id == "article/summit.txt" ? test::sample_text(article) : std::string();
  };
  Result<JsonValue> data = parse_json(data_of(page_of(test::sample_graph(), options)), {"-", 1});
  ASSERT_TRUE(data);
  std::size_t texts = 0;
  for (const JsonValue& article : data->find("articles")->items) texts += article.items[7].string.empty() ? 0U : 1U;
  EXPECT_EQ(texts, 1U);
  ASSERT_EQ(data->find("mentions")->items.size(), 1U) << "of the article that can be read alone";
  EXPECT_EQ(data->find("mentions")->items[0].items.size(), 1U + 3U * 7U);
  EXPECT_TRUE(parse_json(data_of(page_of(test::sample_graph())), {"-", 1})->find("mentions")->items.empty());
}

TEST(Page, KnowsWhatOverridesCallThingsAndWhatTheySaid) {
  const std::string decided =
      "rename state/ukraine Oukraïna\nsame state/russia state/china\nnote state/germany : a note\nnote state/russia "
      "attacks state/ukraine : denied\n";
  const Resolution resolution =
      resolve(test::sample_graph(), builtin_ontology(), *Overrides::parse(decided, "mine.txt"));
  PageOptions options;
  options.decisions = decided;
  options.names = &builtin_gazetteer();
  options.resolution = &resolution;
  Result<JsonValue> data = parse_json(data_of(page_of(resolution.graph, options)), {"-", 1});
  ASSERT_TRUE(data);
  EXPECT_EQ(data->find("decisions")->string, decided);
  ASSERT_EQ(data->find("notes")->items.size(), 2U);
  std::size_t parts = 0;
  for (const JsonValue& node : data->find("nodes")->items) parts += node.items[10].items.size();
  EXPECT_EQ(parts, 2U) << "of the one thing that two became";
  // No list of names knows better than a person.
  for (const JsonValue& node : data->find("nodes")->items)
    if (node.items[0].string == "state/ukraine") {
      EXPECT_EQ(node.items[2].string + node.items[8].string, "Oukraïna");
    }
  EXPECT_EQ(data->find("relations")->items.size(), builtin_ontology().relations().size()) << "to choose from";
  options.is_correctable = false;
  data = parse_json(data_of(page_of(resolution.graph, options)), {"-", 1});
  ASSERT_TRUE(data);
  EXPECT_EQ(data->find("decisions"), nullptr);
  EXPECT_LT(data->find("relations")->items.size(), builtin_ontology().relations().size());
}

// The bundle without any data is what a newsroom mails again and again.
TEST(Page, IsSmallWithoutData) {
  const std::string page = page_of(KnowledgeGraph());
  uLongf size = compressBound(page.size());
  std::string packed(size, ' ');
  ASSERT_EQ(compress2(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(page.data()),
                      page.size(), 9),
            Z_OK);
  EXPECT_LE(size, 120U * 1000) << "the header of gzip adds some 12 bytes to this";
}

TEST(Page, SameGraphSameBytes) { EXPECT_EQ(page_of(test::sample_graph()), page_of(test::sample_graph())); }

TEST(Page, AFullDiskIsAnError) {
  std::ostringstream out;
  out.setstate(std::ios::badbit);
  EXPECT_FALSE(write_page(test::sample_graph(), out));
}

TEST(Layout, NoTwoNodesStandAtOnePlace) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ring;
  for (std::uint32_t i = 0; i < 50; ++i) ring.emplace_back(i, (i + 1) % 50);
  std::vector<Point> places = *lay_out(50, ring);
  ASSERT_EQ(places.size(), 50U);
  EXPECT_EQ(lay_out(50, ring)->at(7).x, places[7].x);
  std::sort(places.begin(), places.end(), [](Point a, Point b) { return std::pair(a.x, a.y) < std::pair(b.x, b.y); });
  const auto twice =
      std::adjacent_find(places.begin(), places.end(), [](Point a, Point b) { return a.x == b.x && a.y == b.y; });
  EXPECT_EQ(twice, places.end());
  EXPECT_TRUE(lay_out(0, {})->empty());
}

}  // namespace
}  // namespace entente

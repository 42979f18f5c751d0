// Writers stop at bytes that are no UTF-8 in builds that check, and hand on every byte in all.
#include "utf8_output.h"

#include <gtest/gtest.h>

#include <functional>
#include <sstream>

#include "entente/export/dot.h"
#include "entente/export/fragment_json.h"
#include "entente/export/graphml.h"
#include "entente/export/jsonld.h"
#include "entente/export/page.h"
#include "entente/export/rdf.h"
#include "entente/export/reader_json.h"
#include "entente/export/tables.h"
#include "export/sample.h"

namespace entente {
namespace {

// Characters of one to four bytes, cut at every place.
TEST(Utf8Output, HandsOnWhatComesInPieces) {
  const std::string text = "aé€😀\u00ff\U0010FFFFz";
  for (std::size_t first = 0; first <= text.size(); ++first)
    for (std::size_t second = first; second <= text.size(); ++second) {
      std::ostringstream out;
      {
        const Utf8Output checked(out);
        checked.out << text.substr(0, first) << text.substr(first, second - first) << text.substr(second);
        checked.out.put('!');
      }
      ASSERT_EQ(out.str(), text + '!');
    }
}

TEST(Utf8Output, TellsOfAWriteThatFails) {
  std::ostringstream out;
  out.setstate(std::ios::badbit);
  const Utf8Output checked(out);
  checked.out << "text";
  EXPECT_FALSE(checked.out);
}

#ifndef NDEBUG
using Write = std::function<Result<void>(const KnowledgeGraph&, std::ostream&)>;

TEST(Utf8OutputDeathTest, EveryWriterStopsAtBytesThatAreNone) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const std::pair<const char*, Write> writers[] = {
      {"fragments",
       [](const KnowledgeGraph& g, std::ostream& out) { return write_fragment(g.fragments().begin()->second, out); }},
      {"jsonld", [](const KnowledgeGraph& g, std::ostream& out) { return write_jsonld(g, out); }},
      {"nquads", [](const KnowledgeGraph& g, std::ostream& out) { return write_nquads(g, out); }},
      {"turtle", [](const KnowledgeGraph& g, std::ostream& out) { return write_turtle(g, out); }},
      {"csv", [](const KnowledgeGraph& g, std::ostream& out) { return write_csv(g, out); }},
      {"plover", [](const KnowledgeGraph& g, std::ostream& out) { return write_plover_jsonl(g, out); }},
      {"ftm", [](const KnowledgeGraph& g, std::ostream& out) { return write_ftm(g, out); }},
      {"nodes", [](const KnowledgeGraph& g, std::ostream& out) { return write_bulk(g, BulkTable::nodes, out); }},
      {"question", [](const KnowledgeGraph& g, std::ostream& out) {
         const Article& article = g.fragments().begin()->second.article;
         return write_question(article, article.name, builtin_ontology(), out);
       }}};
  const KnowledgeGraph graph = test::hostile_graph("caf\xe9");
  for (const auto& [name, write] : writers) {
    std::ostringstream out;
    EXPECT_DEATH(static_cast<void>(write(graph, out)), "no UTF-8") << name;
  }
}

// Those that make text visible for people or XML replace such bytes themselves.
TEST(Utf8Output, WritersForPeopleReplaceThem) {
  const KnowledgeGraph graph = test::hostile_graph("caf\xe9");
  const std::pair<const char*, Write> writers[] = {
      {"dot", [](const KnowledgeGraph& g, std::ostream& out) { return write_dot(g, out); }},
      {"gexf", [](const KnowledgeGraph& g, std::ostream& out) { return write_gexf(g, out); }}};
  for (const auto& [name, write] : writers) {
    std::ostringstream out;
    EXPECT_TRUE(write(graph, out).has_value()) << name;
    EXPECT_TRUE(is_utf8(out.str())) << name;
  }
}
#endif

}  // namespace
}  // namespace entente

#include "entente/export/rdf.h"

#include <gtest/gtest.h>
#include <serd/serd.h>

#include <algorithm>
#include <set>
#include <sstream>
#include <vector>

#include "export/sample.h"
#include "triples.h"

namespace entente {
namespace {

std::string nquads_of(const KnowledgeGraph& graph, const RdfOptions& options = {}) {
  std::ostringstream out;
  EXPECT_TRUE(write_nquads(graph, out, options));
  return out.str();
}

std::string turtle_of(const KnowledgeGraph& graph) {
  std::ostringstream out;
  EXPECT_TRUE(write_turtle(graph, out));
  return out.str();
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// What serd makes of a text: its statements as N-Triples.
std::set<std::string> read_by_serd(const std::string& text, SerdSyntax syntax) {
  std::string out;
  SerdEnv* env = serd_env_new(nullptr);
  SerdWriter* writer = serd_writer_new(
      SERD_NTRIPLES, static_cast<SerdStyle>(0), env, nullptr,
      [](const void* bytes, std::size_t length, void* stream) {
        static_cast<std::string*>(stream)->append(static_cast<const char*>(bytes), length);
        return length;
      },
      &out);
  SerdReader* reader =
      serd_reader_new(syntax, writer, nullptr, reinterpret_cast<SerdBaseSink>(serd_writer_set_base_uri),
                      reinterpret_cast<SerdPrefixSink>(serd_writer_set_prefix),
                      reinterpret_cast<SerdStatementSink>(serd_writer_write_statement),
                      reinterpret_cast<SerdEndSink>(serd_writer_end_anon));
  serd_reader_set_error_sink(
      reader, [](void*, const SerdError*) { return SERD_SUCCESS; }, nullptr);
  EXPECT_EQ(serd_reader_read_string(reader, reinterpret_cast<const std::uint8_t*>(text.c_str())), SERD_SUCCESS);
  serd_reader_free(reader);
  serd_writer_free(writer);
  serd_env_free(env);
  const std::vector<std::string> lines = lines_of(out);
  return {lines.begin(), lines.end()};
}

TEST(NQuads, ReadsBackWhatItWrote) {
  const KnowledgeGraph graph = test::sample_graph();
  const std::string text = nquads_of(graph);
  Result<KnowledgeGraph> read = read_nquads(text, "-");
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_TRUE(read->articles() == graph.articles());
  EXPECT_TRUE(read->nodes() == graph.nodes());
  EXPECT_TRUE(read->edges() == graph.edges());
  EXPECT_EQ(nquads_of(*read), text);
}

TEST(NQuads, LinesMayComeInAnyOrderAndTwice) {
  const std::string text = nquads_of(test::sample_graph());
  std::vector<std::string> lines = lines_of(text);
  std::sort(lines.begin(), lines.end());
  std::string shuffled = "# a comment\n\n";
  for (const std::string& line : lines) shuffled += line + "\r\n" + line + "\n";
  Result<KnowledgeGraph> read = read_nquads(shuffled, "-");
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_EQ(nquads_of(*read), text);
}

TEST(NQuads, HostileStringsComeBackAsTheyWere) {
  for (const std::string& name : test::hostile_strings()) {
    const KnowledgeGraph graph = test::hostile_graph(name);
    Result<KnowledgeGraph> read = read_nquads(nquads_of(graph), "-");
    ASSERT_TRUE(read) << name.substr(0, 80) << ": " << to_string(read.error());
    EXPECT_TRUE(read->nodes() == graph.nodes()) << name.substr(0, 80);
    EXPECT_TRUE(read->edges() == graph.edges()) << name.substr(0, 80);
  }
}

TEST(NQuads, AnotherReaderSeesAsManyTriples) {
  for (const std::string& name : test::hostile_strings()) {
    if (name.find('\0') != std::string::npos) continue;
    const std::string text = nquads_of(test::hostile_graph(name));
    const std::vector<std::string> lines = lines_of(text);
    EXPECT_EQ(read_by_serd(text, SERD_NQUADS).size(), std::set<std::string>(lines.begin(), lines.end()).size())
        << name.substr(0, 80);
  }
}

TEST(NQuads, BaseIsTheUsersAndIsFoundAgain) {
  RdfOptions options;
  options.base = "https://example.org/a#";
  const std::string text = nquads_of(test::sample_graph(), options);
  EXPECT_NE(text.find("<https://example.org/a#state/russia>"), std::string::npos);
  Result<KnowledgeGraph> read = read_nquads(text, "-");
  ASSERT_TRUE(read);
  EXPECT_EQ(nquads_of(*read, options), text);
  EXPECT_EQ(nquads_of(*read), nquads_of(test::sample_graph()));
}

TEST(NQuads, RefusesWhatItCannotRead) {
  for (const char* bad : {"x", "<a> <b> .", "<a> <b> \"c .", "_:a <b> <c> .", "<a> <b> <c>", "<a> <b> \"\\x\" .",
                          "<a> <b> \"\\uD800\" .", "<a> <b> \"\\u00\" .", "<a b> <b> <c> .", "<a> <b> \"\xff\" ."}) {
    Result<KnowledgeGraph> read = read_nquads(std::string("\n") + bad, "g.nq");
    ASSERT_FALSE(read) << bad;
    EXPECT_EQ(to_string(read.error()), "g.nq:2: not N-Quads, or a blank node; give a file that this program wrote");
  }
  EXPECT_TRUE(read_nquads("", "-"));
  EXPECT_TRUE(read_nquads("<a> <b> \"c\"@en <g> . # comment\n", "-"));
}

TEST(Turtle, SaysWhatNQuadsSay) {
  std::vector<KnowledgeGraph> graphs = {test::sample_graph()};
  for (const std::string& name : test::hostile_strings()) graphs.push_back(test::hostile_graph(name));
  for (const KnowledgeGraph& graph : graphs)
    EXPECT_EQ(read_by_serd(turtle_of(graph), SERD_TURTLE), read_by_serd(nquads_of(graph), SERD_NQUADS))
        << graph.fragments().begin()->second.article.name.substr(0, 80);
}

TEST(Turtle, IsGroupedAndAbbreviated) {
  const std::string text = turtle_of(test::sample_graph());
  EXPECT_NE(text.find("@prefix schema: <https://schema.org/> ."), std::string::npos);
  EXPECT_NE(text.find("schema:name \"Kim Jong-un\""), std::string::npos);
}

TEST(XsdDouble, IsCanonical) {
  const std::pair<double, const char*> cases[] = {{0, "0.0E0"},         {1, "1.0E0"},       {0.87, "8.7E-1"},
                                                  {10000, "1.0E4"},     {-10, "-1.0E1"},    {11500000, "1.15E7"},
                                                  {1e-300, "1.0E-300"}, {1e100, "1.0E100"}, {0.1, "1.0E-1"}};
  for (const auto& [value, text] : cases) EXPECT_EQ(xsd_double(value), text);
}

TEST(Rdf, AFullDiskIsAnError) {
  std::ostringstream out;
  out.setstate(std::ios::badbit);
  EXPECT_FALSE(write_nquads(test::sample_graph(), out));
  EXPECT_FALSE(write_turtle(test::sample_graph(), out));
}

}  // namespace
}  // namespace entente

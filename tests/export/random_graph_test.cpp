// Random graphs through every form that is read back: the same graph, and the same bytes again.
#include "export/random_graph.h"

#include <gtest/gtest.h>

#include <functional>
#include <sstream>

#include "entente/export/graphml.h"
#include "entente/export/jsonld.h"
#include "entente/export/rdf.h"

namespace entente {
namespace {

using Write = std::function<Result<void>(const KnowledgeGraph&, std::ostream&)>;

std::string text_of(const KnowledgeGraph& graph, const Write& write) {
  std::ostringstream out;
  const Result<void> done = write(graph, out);
  EXPECT_TRUE(done.has_value());
  return std::move(out).str();
}

TEST(RandomGraph, ComesBackFromEveryFormThatIsRead) {
  struct Form {
    const char* name;
    Write write;
    std::function<Result<KnowledgeGraph>(const std::string&)> read;
  };
  const Form forms[] = {{"jsonld", [](const KnowledgeGraph& g, std::ostream& out) { return write_jsonld(g, out); },
                         [](const std::string& text) { return read_jsonld(text, "-"); }},
                        {"nquads", [](const KnowledgeGraph& g, std::ostream& out) { return write_nquads(g, out); },
                         [](const std::string& text) { return read_nquads(text, "-"); }},
                        {"graphml", [](const KnowledgeGraph& g, std::ostream& out) { return write_graphml(g, out); },
                         [](const std::string& text) { return read_graphml(text, "-"); }}};
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const KnowledgeGraph graph = test::random_graph(seed);
    for (const Form& form : forms) {
      const std::string once = text_of(graph, form.write);
      const auto read = form.read(once);
      ASSERT_TRUE(read.has_value()) << form.name << ", seed " << seed << ": " << to_string(read.error());
      ASSERT_TRUE(read->nodes() == graph.nodes() && read->edges() == graph.edges()) << form.name << ", seed " << seed;
      ASSERT_EQ(text_of(*read, form.write), once) << form.name << ", seed " << seed;
    }
  }
}

}  // namespace
}  // namespace entente

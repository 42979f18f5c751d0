// Two fragments of two articles become one graph; the order makes no difference, and what went in can be taken out.
#include <entente/export/jsonld.h>
#include <entente/graph/knowledge_graph.h>

#include <iostream>
#include <sstream>

namespace {

/// What an article that says "Russia … Ukraine" would yield.
entente::Fragment fragment(const std::string& article, const std::string& relation, const std::string& words) {
  entente::Fragment result;
  result.article.id = "article/" + article;
  result.article.hash = std::string(64, article.front());
  result.article.name = article + ".txt";
  result.article.language = "en";
  for (const char* name : {"Russia", "Ukraine"}) {
    entente::Node node;
    node.id = name == std::string("Russia") ? "state/russia" : "state/ukraine";
    node.type = entente::NodeType::state;
    node.name = name;
    node.mentions.push_back({result.article.id, {0, static_cast<std::uint32_t>(std::string(name).size())}, name});
    result.nodes.push_back(node);
  }
  entente::Evidence evidence;
  evidence.quote = {result.article.id, {0, static_cast<std::uint32_t>(words.size())}, words};
  evidence.confidence = 0.9;
  result.edges.push_back({"state/russia", relation, "state/ukraine", {evidence}});
  return result;
}

std::string text(const entente::KnowledgeGraph& graph) {
  std::ostringstream out;
  static_cast<void>(entente::write_jsonld(graph, out));
  return out.str();
}

}  // namespace

int main() {
  entente::KnowledgeGraph monday, tuesday, both, reversed;
  monday.merge(fragment("a", "attacks", "Russia struck Ukraine"));
  tuesday.merge(fragment("b", "warns", "Russia warned Ukraine"));
  both.merge(monday);
  both.merge(tuesday);
  reversed.merge(tuesday);
  reversed.merge(monday);
  reversed.merge(tuesday);
  std::cout << both.article_count() << " articles, " << both.nodes().size() << " nodes, " << both.edges().size()
            << " relations\n";
  std::cout << "any order, any repetition: " << (text(both) == text(reversed) ? "the same bytes" : "different") << '\n';
  both.withdraw("article/b");
  std::cout << "without the second article: " << (text(both) == text(monday) ? "the first graph" : "another graph")
            << '\n';
}

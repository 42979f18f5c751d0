// Reads a graph from a file and walks over it: each actor, and what it does to whom.
#include <entente/export/jsonld.h>
#include <entente/graph/knowledge_graph.h>

#include <fstream>
#include <iostream>
#include <iterator>
#include <map>

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: walk_graph GRAPH.jsonld\n";
    return 2;
  }
  std::ifstream file(argv[1], std::ios::binary);
  const std::string json{std::istreambuf_iterator<char>(file), {}};
  const auto graph = entente::read_jsonld(json, argv[1]);
  if (!graph) {
    std::cerr << to_string(graph.error()) << '\n';
    return 1;
  }
  std::map<std::string, std::string> names;
  for (const entente::Node& node : graph->nodes()) names[node.id] = node.name;
  std::string last;
  for (const entente::Edge& edge : graph->edges()) {  // by subject
    if (edge.subject != last) std::cout << names[edge.subject] << '\n';
    last = edge.subject;
    std::cout << "  " << edge.relation << ' ' << names[edge.object] << " (" << edge.evidence.size()
              << (edge.evidence.size() == 1 ? " quote)\n" : " quotes)\n");
  }
}

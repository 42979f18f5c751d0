// The questions of docs/cookbook.md, asked from C++. Prints, for each, its number and a line for each row of the
// answer.
#include <entente/graph/analysis.h>
#include <entente/graph/identity.h>
#include <entente/graph/query.h>
#include <entente/graph/store.h>

#include <iostream>
#include <stdexcept>

namespace {

using entente::GraphView;
using entente::NodeNames;

// [names]
/// The id of a thing by any of its names; throws if there is none or there are several.
std::string id_of(const NodeNames& names, std::string_view name) {
  const NodeNames::Answer answer = names.find(name);
  if (answer.matches.size() != 1) throw std::runtime_error(std::string(name) + ": unknown or ambiguous");
  return answer.matches.front().id;
}
// [end]

void rivals_of_russia(const GraphView& view, const NodeNames& names) {
  // [1]
  const entente::Result<std::vector<entente::Relative>> rivals = entente::rivals(view, id_of(names, "Russie"));
  for (const entente::Relative& rival : *rivals) std::cout << rival.name << ' ' << rival.weight << '\n';
  // [end]
}

void allies_of_ukraine(const GraphView& view, const NodeNames& names) {
  // [2]
  const entente::Result<std::vector<entente::Relative>> allies = entente::allies(view, id_of(names, "Ukraine"));
  for (const entente::Relative& ally : *allies) std::cout << ally.name << ' ' << ally.weight << '\n';
  // [end]
}

void between_china_and_the_philippines(const GraphView& view, const NodeNames& names) {
  // [3]
  for (const entente::EdgeAnswer& edge : entente::between(view, id_of(names, "Chine"), id_of(names, "Manila")))
    std::cout << edge.subject << ' ' << edge.relation << ' ' << edge.object << '\n';
  // [end]
}

void accusations(const GraphView& view) {
  // [4]
  const entente::Result<std::vector<entente::EdgeAnswer>> edges = entente::find_edges(view, {.relations = {"accuses"}});
  if (!edges) throw std::runtime_error(to_string(edges.error()));  // a bad date, an unknown type
  for (const entente::EdgeAnswer& edge : *edges) std::cout << edge.subject << " accuses " << edge.object << '\n';
  // [end]
}

void threats_with_quotes(const GraphView& view) {
  // [5]
  const entente::EdgeFilter threats{.categories = {"THREATEN"}};
  const entente::Result<std::vector<entente::EdgeAnswer>> edges = entente::find_edges(view, threats);
  for (const entente::EdgeAnswer& edge : *edges) {
    const entente::Result<std::vector<entente::Evidence>> evidence = entente::find_evidence(view, edge.number, threats);
    for (const entente::Evidence& piece : *evidence)
      std::cout << piece.quote.article << ": " << piece.quote.exact << '\n';
  }
  // [end]
}

void timeline_of_niger(const GraphView& view, const NodeNames& names) {
  // [6]
  for (const entente::Event& event : entente::timeline(view, id_of(names, "Niger"), "", true))
    std::cout << event.first << ' ' << event.edge.subject << ' ' << event.edge.relation << ' ' << event.edge.object
              << '\n';
  // [end]
}

void paths_from_turkey_to_russia(const GraphView& view, const NodeNames& names) {
  // [7]
  for (const entente::Path& path : entente::paths(view, id_of(names, "Turquie"), id_of(names, "Russie"), {.count = 2}))
    for (const std::uint32_t number : path.edges) std::cout << view.whole(view.edge(number)).relation << '\n';
  // [end]
}

void blocs(const GraphView& view) {
  // [8]
  const entente::SignedGraph folded = *entente::signed_graph(view);
  const entente::Camps found = entente::camps(view, folded);
  for (const entente::Camp& camp : found.camps)
    if (camp.members.size() > 1) std::cout << camp.members.front() << " and " << camp.members.size() - 1 << " more\n";
  // [end]
}

void card_of_peskov(const GraphView& view, const NodeNames& names) {
  // [9]
  const entente::NodeCard card = *entente::node_card(view, id_of(names, "Dmitry Peskov"));
  std::cout << card.node.name << ", in " << card.articles << " articles\n";
  for (const entente::EdgeAnswer& role : card.roles) std::cout << role.relation << ' ' << role.object << '\n';
  // [end]
}

void news_since(const GraphView& view) {
  // [10]
  const entente::Changes changes = *entente::changes_since(view, "2024-06-20");
  for (const entente::Turn& turn : changes.sides)
    std::cout << turn.x << " and " << turn.y << ": " << turn.before << ", then " << turn.after << '\n';
  for (const entente::EdgeAnswer& edge : changes.started)
    std::cout << edge.subject << ' ' << edge.relation << ' ' << edge.object << '\n';
  // [end]
}

void answer_all(const std::string& path) {
  // [open]
  const entente::Result<entente::Store> store = entente::Store::open(path);
  if (!store) throw std::runtime_error(to_string(store.error()));
  const entente::Resolution resolved = entente::resolve(*store->load(), entente::builtin_ontology());
  const entente::GraphView view(resolved.graph, entente::builtin_ontology());
  const entente::NodeNames names(view);
  // [end]
  std::cout << "# 1\n";
  rivals_of_russia(view, names);
  std::cout << "# 2\n";
  allies_of_ukraine(view, names);
  std::cout << "# 3\n";
  between_china_and_the_philippines(view, names);
  std::cout << "# 4\n";
  accusations(view);
  std::cout << "# 5\n";
  threats_with_quotes(view);
  std::cout << "# 6\n";
  timeline_of_niger(view, names);
  std::cout << "# 7\n";
  paths_from_turkey_to_russia(view, names);
  std::cout << "# 8\n";
  blocs(view);
  std::cout << "# 9\n";
  card_of_peskov(view, names);
  std::cout << "# 10\n";
  news_since(view);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: cookbook STORE\n";
    return 2;
  }
  try {
    answer_all(argv[1]);
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}

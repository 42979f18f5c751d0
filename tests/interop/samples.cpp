// Writes a graph in every form, and what is true of it, for the programs beside this one that load it elsewhere.
//   interop_samples FOLDER    FOLDER/sample, FOLDER/hostile, FOLDER/large, FOLDER/everywhere/<number of a hostile
//   string>
//   interop_samples FOLDER FIRST COUNT    FOLDER/<seed>, random graphs as linked data
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <sstream>

#include "entente/export/dot.h"
#include "entente/export/graphml.h"
#include "entente/export/jsonld.h"
#include "entente/export/page.h"
#include "entente/export/picture.h"
#include "entente/export/rdf.h"
#include "entente/export/tables.h"
#include "entente/graph/query.h"
#include "export/hostile_graph.h"
#include "export/random_graph.h"
#include "export/sample.h"

namespace entente {
namespace {

using Write = std::function<Result<void>(std::ostream&)>;

bool write_file(const std::filesystem::path& path, const Write& write) {
  std::ofstream out(path, std::ios::binary);
  const Result<void> done = write(out);
  if (!done) std::cerr << path.string() << ": " << to_string(done.error()) << '\n';
  return done.has_value();
}

bool write_all(const KnowledgeGraph& graph, const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  bool is_sound = true;
  const auto file = [&](std::string_view name, const Write& write) {
    is_sound = write_file(folder / name, write) && is_sound;
  };
  file("graph.jsonld", [&](std::ostream& out) { return write_jsonld(graph, out); });
  file("graph.nq", [&](std::ostream& out) { return write_nquads(graph, out); });
  file("graph.ttl", [&](std::ostream& out) { return write_turtle(graph, out); });
  file("graph.graphml", [&](std::ostream& out) { return write_graphml(graph, out); });
  file("graph.gexf", [&](std::ostream& out) { return write_gexf(graph, out); });
  file("graph.dot", [&](std::ostream& out) { return write_dot(graph, out); });
  file("evidence-table.csv", [&](std::ostream& out) { return write_csv(graph, out); });
  file("events.jsonl", [&](std::ostream& out) { return write_plover_jsonl(graph, out); });
  file("graph.ftm.json", [&](std::ostream& out) { return write_ftm(graph, out); });
  file("load.cypher", [&](std::ostream& out) { return write_cypher(out); });
  file("page.html", [&](std::ostream& out) { return write_page(graph, out); });
  for (BulkTable table : {BulkTable::nodes, BulkTable::relations, BulkTable::evidence, BulkTable::articles})
    file(file_name(table), [&](std::ostream& out) { return write_bulk(graph, table, out); });
  return is_sound;
}

Result<void> write_svg(const KnowledgeGraph& graph, std::ostream& out, Page page = Page::a4) {
  std::ostringstream dot;
  PictureOptions options;
  options.page = page;
  if (auto written = write_dot(graph, dot, options); !written) return written;
  const Result<std::string> svg = render(dot.str(), PictureFormat::svg);
  if (!svg) return svg.error();
  out << *svg;
  return {};
}

// The five questions of docs/recipes, as the program itself answers them: "subject relation object", a line each.
bool write_answers(const KnowledgeGraph& graph, const std::filesystem::path& folder) {
  const GraphView view(graph, builtin_ontology());
  std::vector<EdgeFilter> questions(5);
  questions[0].relations = {"supports", "alliesWith"};
  questions[0].object = "state/ukraine";
  questions[1].categories = {"ASSAULT", "THREATEN"};
  questions[1].polarity = Polarity::affirmed;
  questions[2].attributed_to = "state/south-korea";
  questions[3].min_sources = 2;
  questions[4].quads = {QuadClass::verbal_conflict, QuadClass::material_conflict};
  questions[4].since = "2024-11-01";
  bool is_sound = true;
  for (std::size_t i = 0; i < questions.size(); ++i)
    is_sound = write_file(folder / ("answer" + std::to_string(i + 1) + ".txt"),
                          [&](std::ostream& out) -> Result<void> {
                            const Result<std::vector<EdgeAnswer>> edges = find_edges(view, questions[i]);
                            if (!edges) return edges.error();
                            for (const EdgeAnswer& edge : *edges)
                              out << edge.subject << ' ' << edge.relation << ' ' << edge.object << '\n';
                            return {};
                          }) &&
               is_sound;
  return is_sound;
}

// A page with its articles to read, the graph of it, and one where decisions have been taken already.
bool write_texts(const std::filesystem::path& folder) {
  const KnowledgeGraph graph = test::sample_graph();
  PageOptions options;
  options.text_of = test::sample_text;
  const std::string decisions = "# of last week\nrename place/kursk Kursk\nnote state/china : a note  # by me\n";
  const Resolution resolution = resolve(graph, builtin_ontology(), *Overrides::parse(decisions, "mine.txt"));
  PageOptions decided = options;
  decided.decisions = decisions;
  decided.resolution = &resolution;
  return write_file(folder / "page.html", [&](std::ostream& out) { return write_page(graph, out, options); }) &&
         write_file(folder / "graph.jsonld", [&](std::ostream& out) { return write_jsonld(graph, out); }) &&
         write_file(folder / "decided.html",
                    [&](std::ostream& out) { return write_page(resolution.graph, out, decided); });
}

int run(const std::filesystem::path& folder) {
  std::string all_hostile;
  for (const std::string& text : test::hostile_strings()) all_hostile += text.substr(0, 500) + ' ';
  const bool is_sound = write_all(test::sample_graph(), folder / "sample") &&
                        write_answers(test::sample_graph(), folder / "sample") &&
                        write_all(test::hostile_graph(all_hostile), folder / "hostile") &&
                        write_all(test::large_graph(2500, 5000, 250), folder / "large");
  std::filesystem::create_directories(folder / "huge");
  std::filesystem::create_directories(folder / "camps");
  std::filesystem::create_directories(folder / "pictures");
  std::filesystem::create_directories(folder / "texts");
  if (!write_texts(folder / "texts")) return 1;
  PageOptions camps;
  camps.camps = {{"state/russia", 0}, {"state/north-korea", 0}, {"state/ukraine", 1}, {"organization/nato", 1}};
  if (!write_file(folder / "huge" / "page.html",
                  [&](std::ostream& out) { return write_page(test::large_graph(10000, 20000, 500), out); }) ||
      !write_file(folder / "camps" / "page.html",
                  [&](std::ostream& out) { return write_page(test::sample_graph(), out, camps); }))
    return 1;
  for (const std::size_t nodes : {20UL, 60UL, 200UL})
    for (const Page page : {Page::a4, Page::none}) {
      const std::string name = std::to_string(nodes) + (page == Page::a4 ? "-page" : "") + ".svg";
      if (!write_file(folder / "pictures" / name, [&](std::ostream& out) {
            return write_svg(test::large_graph(nodes, nodes * 3 / 2, 5), out, page);
          }))
        return 1;
    }
  std::size_t number = 0;
  for (const std::string& text : test::hostile_strings()) {
    const KnowledgeGraph graph = test::hostile_everywhere(text);
    const std::filesystem::path place = folder / "everywhere" / std::to_string(number);
    if (!write_all(graph, place) ||
        !write_file(place / "graph.svg", [&](std::ostream& out) { return write_svg(graph, out); }) ||
        !write_file(folder / "hostile" / ("page" + std::to_string(number++) + ".html"), [&](std::ostream& out) {
          PageOptions options;
          options.text_of = [&](const Article&) { return text + "\n" + text; };
          options.decisions = text;
          return write_page(graph, out, options);
        }))
      return 1;
  }
  return is_sound ? 0 : 1;
}

int write_random(const std::filesystem::path& folder, std::uint64_t first, std::uint64_t count) {
  bool is_sound = true;
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    const KnowledgeGraph graph = test::random_graph(seed);
    const std::filesystem::path place = folder / std::to_string(seed);
    std::filesystem::create_directories(place);
    is_sound &= write_file(place / "graph.nq", [&](std::ostream& out) { return write_nquads(graph, out); });
    is_sound &= write_file(place / "graph.ttl", [&](std::ostream& out) { return write_turtle(graph, out); });
    is_sound &= write_file(place / "graph.jsonld", [&](std::ostream& out) { return write_jsonld(graph, out); });
  }
  return is_sound ? 0 : 1;
}

}  // namespace
}  // namespace entente

int main(int argc, char** argv) {
  if (argc == 2) return entente::run(argv[1]);
  if (argc == 4)
    return entente::write_random(argv[1], std::strtoull(argv[2], nullptr, 10), std::strtoull(argv[3], nullptr, 10));
  std::cerr << "usage: interop_samples FOLDER [FIRST COUNT]\n";
  return 2;
}

// The lines of the slices of a graph are the lines of the graph.
#include "entente/export/slice.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <sstream>

#include "entente/export/formats.h"
#include "entente/graph/corroboration.h"
#include "entente/graph/parts.h"
#include "export/random_graph.h"

namespace entente {
namespace {

std::vector<std::string> lines_of(const KnowledgeGraph& graph, const GraphWriter& write, const Slice* slice) {
  WriteOptions options;
  options.slice = slice;
  std::stringstream out;
  EXPECT_TRUE(write(graph, out, options).has_value());
  std::vector<std::string> lines;
  for (std::string line; std::getline(out, line);) {
    if (line.starts_with("{\"@id\"") && line.ends_with(',')) line.pop_back();  // members of a list, the last one too
    lines.push_back(std::move(line));
  }
  return lines;
}

TEST(Slice, LinesOfAllSlicesAreTheGraph) {
  std::vector<std::pair<std::string, GraphWriter>> forms;
  for (const char* name : {"nquads", "jsonld"}) forms.emplace_back(name, format_of_name(name)->write);
  for (const FolderFile& file : format_of_name("bulk")->files)
    if (file.name != "load.cypher") forms.emplace_back(file.name, file.write);
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    const KnowledgeGraph graph = test::random_graph(seed);
    const Sources sources(graph);
    std::map<std::uint32_t, std::string> first;
    Slice head;
    head.has_head = true;
    KnowledgeGraph articles;
    std::map<std::string, std::string, std::less<>> copies;
    for (const auto& [id, fragment] : graph.fragments()) {
      head.articles.insert(id);
      articles.merge({fragment.article, {}, {}});
      const std::string& source = first.try_emplace(sources.of(id), id).first->second;
      if (source != id) copies[id] = source;
    }
    constexpr std::size_t kSlices = 3;
    std::array<KnowledgeGraph, kSlices> parts;
    std::array<Slice, kSlices> cuts;
    for (const auto& [id, fragment] : graph.fragments())
      for (auto& [node, slice] : slices(fragment)) {
        const std::size_t number = std::hash<std::string>()(node) % kSlices;
        parts[number].merge(std::move(slice));
        cuts[number].nodes.insert(node);
        cuts[number].sources = copies;
      }
    for (const auto& [name, write] : forms) {
      std::vector<std::string> expected = lines_of(graph, write, nullptr), all = lines_of(articles, write, &head);
      for (std::size_t i = 0; i < kSlices; ++i) {
        const std::vector<std::string> its = lines_of(parts[i], write, &cuts[i]);
        // Context or header, and the end, stand in each.
        const std::size_t before = name == "nquads" ? 0 : name == "jsonld" ? 2 : 1, after = name == "jsonld" ? 1 : 0;
        all.insert(all.end(), its.begin() + static_cast<long>(before), its.end() - static_cast<long>(after));
      }
      std::sort(expected.begin(), expected.end());
      std::sort(all.begin(), all.end());
      ASSERT_EQ(all, expected) << name << ", seed " << seed;
    }
  }
}

}  // namespace
}  // namespace entente

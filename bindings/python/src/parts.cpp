// The steps of a graph that is spread over machines, as rows: what entente.spark hands from one to the next.
#include "entente/graph/parts.h"

#include <nanobind/stl/map.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/vector.h>

#include <sstream>

#include "entente/export/formats.h"
#include "entente/graph/corroboration.h"
#include "failure.h"
#include "graph.h"

namespace entente::python {
namespace nb = nanobind;
namespace {

using Guard = nb::call_guard<nb::gil_scoped_release>;
using Texts = std::vector<std::string>;
using Pairs = std::vector<std::pair<NodeRef, NodeRef>>;

/// (key, article, type, name, alternate names, wikidata, descriptions, neighbours, told)
using BearingRow =
    std::tuple<std::string, std::string, std::string, std::string, Texts, std::string, Texts, Texts, Texts>;
/// (key, ref, type, wikidata, names, number of main names, blocks)
using ProfileRow = std::tuple<std::string, std::string, std::string, std::string, Texts, std::uint32_t, Texts>;
/// (article, key, id, name or "", type or "")
using RenamingRow = std::tuple<std::string, std::string, std::string, std::string, std::string>;
/// (verdict, a, b, node of a, node of b, score, reason)
using DecisionRow = std::tuple<std::string, std::string, std::string, std::string, std::string, double, std::string>;

NodeType type_of(const std::string& word) {
  const auto [type, is_known] = node_type(word);
  if (!is_known) throw Failure("DataError", {"", 0, "there is no kind of thing \"" + word + "\"", ""});
  return type;
}

Overrides decided(const std::string& overrides, const std::string& source) {
  return value_of(Overrides::parse(overrides, source), "DataError");
}

std::vector<BearingRow> bearing_rows(const ArticleReading& article) {
  std::vector<BearingRow> rows;
  for (Bearing& bearing : bearings(article.fragment())) {
    Node& node = bearing.node;
    rows.emplace_back(std::move(node.id), std::move(bearing.article), entente::name(node.type), std::move(node.name),
                      std::move(node.alternate_names), std::move(node.wikidata), std::move(node.descriptions),
                      std::move(bearing.neighbours), std::move(bearing.told));
  }
  return rows;
}

std::vector<Bearing> bearings_of(std::vector<BearingRow> rows) {
  std::vector<Bearing> all;
  all.reserve(rows.size());
  for (auto& [key, article, type, name, others, wikidata, descriptions, neighbours, told] : rows) {
    Node node{std::move(key),         type_of(type), std::move(name), std::move(others), std::move(wikidata), "", {},
              std::move(descriptions)};
    all.push_back({std::move(article), std::move(node), std::move(neighbours), std::move(told)});
  }
  return all;
}

std::vector<ProfileRow> profile_rows(std::vector<BearingRow> rows, const std::string& overrides,
                                     const std::string& source) {
  std::vector<ProfileRow> found;
  for (Profile& one : profiles(bearings_of(std::move(rows)), decided(overrides, source)))
    found.emplace_back(std::move(one.key), std::move(one.ref), entente::name(one.type), std::move(one.wikidata),
                       std::move(one.names), one.main_names, std::move(one.blocks));
  return found;
}

Pairs block_pairs(const std::string& block, std::vector<ProfileRow> rows) {
  std::vector<Profile> members;
  members.reserve(rows.size());
  for (auto& [key, ref, type, wikidata, names, main_names, blocks] : rows)
    members.push_back({std::move(key), std::move(ref), type_of(type), std::move(wikidata), std::move(names), main_names,
                       std::move(blocks)});
  return pairs_of_block(block, std::move(members));
}

std::pair<std::vector<RenamingRow>, std::vector<DecisionRow>> resolved_rows(std::vector<BearingRow> rows,
                                                                            const Pairs& pairs,
                                                                            const std::string& overrides,
                                                                            const std::string& source) {
  const std::vector<Bearing> all = bearings_of(std::move(rows));
  PartResolution part = resolve_part(all, pairs, decided(overrides, source));
  std::pair<std::vector<RenamingRow>, std::vector<DecisionRow>> found;
  for (Renaming& one : part.renamings)
    found.first.emplace_back(std::move(one.article), std::move(one.key), std::move(one.id), one.name.value_or(""),
                             one.type ? entente::name(*one.type) : std::string_view());
  for (Decision& one : part.decisions)
    found.second.emplace_back(entente::name(one.verdict), std::move(one.a), std::move(one.b), std::move(one.node_a),
                              std::move(one.node_b), one.score, std::move(one.reason));
  return found;
}

std::shared_ptr<ArticleReading> renamed_article(const ArticleReading& article, std::vector<RenamingRow> rows) {
  std::vector<Renaming> renamings;
  for (auto& [of, key, id, name, type] : rows) {
    Renaming& renaming = renamings.emplace_back(Renaming{std::move(of), std::move(key), std::move(id), {}, {}});
    if (!name.empty()) renaming.name = std::move(name);
    if (!type.empty()) renaming.type = type_of(type);
  }
  return std::make_shared<ArticleReading>(renamed(article.fragment(), renamings, *article.ontology()));
}

std::vector<std::pair<std::string, std::string>> slice_rows(const ArticleReading& article) {
  std::vector<std::pair<std::string, std::string>> rows;
  for (auto& [id, fragment] : slices(article.fragment()))
    rows.emplace_back(id, ArticleReading(std::move(fragment)).to_json());
  return rows;
}

/// What a writer makes of some nodes, articles and, if `has_head`, of what a graph says once.
std::string written_slice(const std::string& format, const std::string& file,
                          const std::vector<std::shared_ptr<ArticleReading>>& parts, const Texts& nodes,
                          const Texts& articles, const std::map<std::string, std::string>& sources, bool has_head,
                          const std::string& base) {
  KnowledgeGraph graph;
  for (const auto& part : parts) graph.merge(part->fragment());
  Slice slice;
  slice.nodes.insert(nodes.begin(), nodes.end());
  slice.articles.insert(articles.begin(), articles.end());
  slice.sources.insert(sources.begin(), sources.end());
  slice.has_head = has_head;
  WriteOptions options;
  options.base = base;
  options.slice = &slice;
  std::ostringstream out;
  value_of(writer_of(format, file)(graph, out, options), "OutputError");
  return std::move(out).str();
}

}  // namespace

void declare_parts(nb::module_& module) {
  module.def("bearings", &bearing_rows, nb::arg("article"), Guard());
  module.def("profiles", &profile_rows, nb::arg("bearings"), nb::arg("overrides"), nb::arg("source"), Guard());
  module.def("pairs_of_block", &block_pairs, nb::arg("block"), nb::arg("profiles"), Guard());
  module.def("resolve_part", &resolved_rows, nb::arg("bearings"), nb::arg("pairs"), nb::arg("overrides"),
             nb::arg("source"), Guard());
  module.def("renamed", &renamed_article, nb::arg("article"), nb::arg("renamings"), Guard());
  module.def("slices", &slice_rows, nb::arg("article"), Guard());
  module.def("source_buckets", &source_buckets, nb::arg("hash"), nb::arg("signature"));
  module.def("is_copy", &is_copy, nb::arg("hash"), nb::arg("signature"), nb::arg("other_hash"),
             nb::arg("other_signature"));
  module.def(
      "write_slice",
      [](const std::string& format, const std::string& file, const std::vector<std::shared_ptr<ArticleReading>>& parts,
         const Texts& nodes, const Texts& articles, const std::map<std::string, std::string>& sources, bool has_head,
         const std::string& base) {
        std::string bytes;
        {
          const nb::gil_scoped_release released;
          bytes = written_slice(format, file, parts, nodes, articles, sources, has_head, base);
        }
        return nb::bytes(bytes.data(), bytes.size());
      },
      nb::arg("format"), nb::arg("file"), nb::arg("parts"), nb::arg("nodes"), nb::arg("articles"), nb::arg("sources"),
      nb::arg("has_head"), nb::arg("base"));
}

}  // namespace entente::python

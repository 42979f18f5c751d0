#include "graph.h"

#include <nanobind/stl/optional.h>
#include <nanobind/stl/set.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/vector.h>

#include <fstream>
#include <sstream>

#include "entente/export/fragment_json.h"
#include "failure.h"

namespace entente::python {
namespace nb = nanobind;
namespace {

using Guard = nb::call_guard<nb::gil_scoped_release>;

/// (id, name, type, alternate names, descriptions, wikidata, iso)
using NodeRow = std::tuple<std::string, std::string, std::string_view, std::vector<std::string>,
                           std::vector<std::string>, std::string, std::string>;
/// (article, begin, end, words)
using QuoteRow = std::tuple<std::string, std::uint32_t, std::uint32_t, std::string>;

Resolution made(const KnowledgeGraph& graph, const Ontology& ontology, const Overrides& overrides, bool is_finished) {
  if (!is_finished) {
    Resolution resolution = resolve(graph, ontology, overrides);
    if (resolution.wrong) return value_of(Result<Resolution>(*std::move(resolution.wrong)), "DataError");
    return resolution;
  }
  Resolution same;
  same.graph = graph;
  return same;
}

std::shared_ptr<View> view_of(const Graph& graph, const std::string& overrides, const std::string& source,
                              bool is_finished) {
  const Overrides decided = value_of(Overrides::parse(overrides, source), "DataError");
  return std::make_shared<View>(graph.knowledge(), graph.ontology(), decided, graph.is_finished() || is_finished);
}

WriteOptions write_options(const Graph& graph, const std::string& base, const std::string& language,
                           const std::string& title, bool is_dark, bool has_camps, std::size_t top) {
  WriteOptions options;
  options.base = base;
  options.language = language;
  options.title = title;
  options.dark = is_dark;
  options.has_camps = has_camps;
  options.top = top;
  options.ontology = graph.ontology().get();
  return options;
}

/// Writes one file of a format: of fragments what the articles say, of all else what analysts see.
void write(const Graph& graph, const View& view, const std::string& format, const std::string& file, std::ostream& out,
           const WriteOptions& options) {
  const KnowledgeGraph& shown = format == "fragments" ? graph.knowledge() : view.knowledge();
  value_of(writer_of(format, file)(shown, out, options), "OutputError");
}

void write_to_path(const Graph& graph, const View& view, const std::string& format, const std::string& file,
                   const std::string& path, const std::string& base, const std::string& language,
                   const std::string& title, bool is_dark, bool has_camps, std::size_t top) {
  std::ofstream out(path, std::ios::binary);
  write(graph, view, format, file, out, write_options(graph, base, language, title, is_dark, has_camps, top));
  out.close();
  if (!out)
    throw Failure("OutputError", {path, 0, "cannot be written", "check the space and permissions of its folder"});
}

std::string written(const Graph& graph, const View& view, const std::string& format, const std::string& base,
                    const std::string& language, const std::string& title, bool is_dark, bool has_camps,
                    std::size_t top) {
  std::ostringstream out;
  write(graph, view, format, "", out, write_options(graph, base, language, title, is_dark, has_camps, top));
  return std::move(out).str();
}

/// (name, extension, what it is for, files of a folder)
std::vector<std::tuple<std::string_view, std::string_view, std::string_view, std::vector<std::string>>> all_formats() {
  std::vector<std::tuple<std::string_view, std::string_view, std::string_view, std::vector<std::string>>> rows;
  for (const Format& format : formats()) {
    std::vector<std::string> files;
    for (const FolderFile& file : format.files) files.push_back(file.name);
    rows.emplace_back(format.name, format.extension, format.text, std::move(files));
  }
  return rows;
}

Graph part(const View& view, const std::string& about, std::uint32_t depth, const std::string& since,
           const std::string& until, const std::set<std::string>& relations, const std::set<std::string>& types) {
  ExcerptOptions options{about, depth, since, until, relations, {}};
  for (const std::string& type : types) {
    const auto [kind, is_known] = node_type(type);
    if (!is_known) throw Failure("OptionError", {"type", 0, "there is no kind of thing \"" + type + "\"", ""});
    options.types.insert(kind);
  }
  return Graph(view.ontology(), value_of(excerpt(view.knowledge(), *view.ontology(), options), "OptionError"), true);
}

NodeRow node_row(const View& view, const std::string& id) {
  Node node = view.knowledge().node(id);
  return {
      std::move(node.id),           std::move(node.name),     entente::name(node.type), std::move(node.alternate_names),
      std::move(node.descriptions), std::move(node.wikidata), std::move(node.iso)};
}

std::vector<QuoteRow> mentions(const View& view, const std::string& id) {
  std::vector<QuoteRow> rows;
  for (Quote& quote : view.knowledge().node(id).mentions)
    rows.emplace_back(std::move(quote.article), quote.span.begin, quote.span.end, std::move(quote.exact));
  return rows;
}

std::vector<EvidenceView> evidence_of(const std::shared_ptr<View>& view, std::uint32_t edge) {
  std::vector<EvidenceView> all;
  const GraphView& graph = view->graph();
  graph.for_each_evidence(graph.edge(edge), [&](const Evidence& evidence, const Article&) {
    all.push_back({std::shared_ptr<const Evidence>(view, &evidence), edge});
  });
  return all;
}

std::vector<ArticleRow> rows_of(const KnowledgeGraph& graph) {
  std::vector<ArticleRow> rows;
  for (const auto& [id, fragment] : graph.fragments()) rows.push_back(row(fragment.article));
  return rows;
}

const Article& article_of(const KnowledgeGraph& graph, const std::string& id) {
  const Article* const article = graph.article(id);
  if (article == nullptr) throw Failure("NotFound", {id, 0, "no such article in the graph", "see graph.articles"});
  return *article;
}

using ParticipantRow = std::tuple<std::string, std::string>;
ParticipantRow participant_row(const Participant& participant) { return {participant.node, participant.text}; }

void declare_evidence(nb::module_& module) {
  const auto field = [](auto member) {
    return [member](const EvidenceView& view) { return (*view.evidence).*member; };
  };
  const auto role = [](Participant Evidence::*member) {
    return [member](const EvidenceView& view) { return participant_row((*view.evidence).*member); };
  };
  nb::class_<EvidenceView>(module, "Evidence")
      .def_prop_ro("edge", [](const EvidenceView& view) { return view.edge; })
      .def_prop_ro("article", [](const EvidenceView& view) { return view.evidence->quote.article; })
      .def_prop_ro("begin", [](const EvidenceView& view) { return view.evidence->quote.span.begin; })
      .def_prop_ro("end", [](const EvidenceView& view) { return view.evidence->quote.span.end; })
      .def_prop_ro("exact", [](const EvidenceView& view) { return view.evidence->quote.exact; })
      .def_prop_ro("trigger_begin", [](const EvidenceView& view) { return view.evidence->trigger.begin; })
      .def_prop_ro("trigger_end", [](const EvidenceView& view) { return view.evidence->trigger.end; })
      .def_prop_ro("polarity", [](const EvidenceView& view) { return entente::name(view.evidence->polarity); })
      .def_prop_ro("modality", [](const EvidenceView& view) { return entente::name(view.evidence->modality); })
      .def_prop_ro("object_role", [](const EvidenceView& view) { return entente::name(view.evidence->object_role); })
      .def_prop_ro("quantity",
                   [](const EvidenceView& view) -> std::optional<std::tuple<double, std::string, bool>> {
                     const auto& quantity = view.evidence->quantity;
                     if (!quantity) return std::nullopt;
                     return std::tuple(quantity->value, quantity->unit, quantity->approximate);
                   })
      .def_prop_ro("frame", field(&Evidence::frame))
      .def_prop_ro("attributed_to", field(&Evidence::attributed_to))
      .def_prop_ro("time", field(&Evidence::time))
      .def_prop_ro("confidence", field(&Evidence::confidence))
      .def_prop_ro("destination", role(&Evidence::destination))
      .def_prop_ro("beneficiary", role(&Evidence::beneficiary))
      .def_prop_ro("instrument", role(&Evidence::instrument))
      .def_prop_ro("location", role(&Evidence::location));
}

}  // namespace

std::shared_ptr<const Ontology> builtin() { return {std::shared_ptr<const void>(), &builtin_ontology()}; }

const GraphWriter& writer_of(const std::string& format, const std::string& file) {
  const Format* known = format_of_name(format);
  if (known == nullptr) throw Failure("OptionError", {"format", 0, "unknown format \"" + format + "\"", ""});
  if (!known->is_folder()) return known->write;
  for (const FolderFile& one : known->files)
    if (one.name == file) return one.write;
  throw Failure("OptionError", {"format", 0, "no file \"" + file + "\" in " + format, ""});
}

View::View(const KnowledgeGraph& graph, std::shared_ptr<const Ontology> ontology, const Overrides& overrides,
           bool is_finished)
    : ontology_(std::move(ontology)),
      resolution_(made(graph, *ontology_, overrides, is_finished)),
      graph_(resolution_.graph, *ontology_) {}

const NodeNames& View::names() const {
  std::call_once(names_made_, [this] { names_.emplace(graph_); });
  return *names_;
}

Graph::Graph(std::shared_ptr<const Ontology> ontology, KnowledgeGraph graph, bool is_finished)
    : ontology_(ontology ? std::move(ontology) : builtin()), graph_(std::move(graph)), is_finished_(is_finished) {}

void Graph::add(const ArticleReading& article) {
  if (graph_.empty()) ontology_ = article.ontology();
  graph_.merge(article.fragment());
}

void Graph::merge(const Graph& other) {
  if (graph_.empty()) ontology_ = other.ontology_;
  graph_.merge(other.graph_);
}

void declare_graph(nb::module_& module) {
  module.def("formats", &all_formats);
  declare_evidence(module);
  nb::class_<View> view(module, "View");
  view.def("article_count", [](const View& view) { return view.knowledge().article_count(); })
      .def("articles", [](const View& view) { return rows_of(view.knowledge()); })
      .def("article", [](const View& view, const std::string& id) { return row(article_of(view.knowledge(), id)); })
      .def("node_ids",
           [](const View& view) {
             std::vector<std::string> ids;
             const BoostGraph& graph = view.graph().boost();
             for (Vertex vertex = 0; vertex < num_vertices(graph); ++vertex) ids.push_back(graph[vertex].id);
             return ids;
           })
      .def("has_node", [](const View& view, const std::string& id) { return view.graph().find(id) != kNoVertex; })
      .def("node_name",
           [](const View& view, const std::string& id) {
             const Vertex vertex = view.graph().find(id);
             return vertex == kNoVertex ? id : view.graph()[vertex].name;
           })
      .def("node_type",
           [](const View& view, const std::string& id) {
             const Vertex vertex = view.graph().find(id);
             return vertex == kNoVertex ? std::string_view() : entente::name(view.graph()[vertex].type);
           })
      .def("node", &node_row)
      .def("mentions", &mentions)
      .def("edge_count", [](const View& view) { return view.graph().edge_count(); })
      .def("evidence", &evidence_of)
      .def("part", &part, nb::arg("about"), nb::arg("depth"), nb::arg("since"), nb::arg("until"), nb::arg("relations"),
           nb::arg("types"), Guard());
  declare_answers(view);
  declare_columns(view);
  nb::class_<Graph>(module, "Graph")
      .def(
          "__init__", [](Graph* self, const std::shared_ptr<const Ontology>& ontology) { new (self) Graph(ontology); },
          nb::arg("ontology").none())
      .def("add", &Graph::add, nb::arg("article"), Guard())
      .def("merge", &Graph::merge, nb::arg("other"), Guard())
      .def("withdraw", &Graph::withdraw, nb::arg("article"), Guard())
      .def(
          "copy", [](const Graph& graph) { return graph; }, Guard())
      .def(
          "equals", [](const Graph& a, const Graph& b) { return a.knowledge() == b.knowledge(); }, Guard())
      .def("has", [](const Graph& graph, const std::string& id) { return graph.knowledge().article(id) != nullptr; })
      .def("article_count", [](const Graph& graph) { return graph.knowledge().article_count(); })
      .def("articles", [](const Graph& graph) { return rows_of(graph.knowledge()); })
      .def("fragment",
           [](const Graph& graph, const std::string& id) {
             article_of(graph.knowledge(), id);
             return std::make_shared<ArticleReading>(graph.knowledge().fragments().find(id)->second);
           })
      .def("ontology", &Graph::ontology)
      .def("view", &view_of, nb::arg("overrides"), nb::arg("source"), nb::arg("is_finished"), Guard())
      .def("write", &write_to_path, nb::arg("view"), nb::arg("format"), nb::arg("file"), nb::arg("path"),
           nb::arg("base"), nb::arg("language"), nb::arg("title"), nb::arg("is_dark"), nb::arg("has_camps"),
           nb::arg("top"), Guard())
      .def(
          "written",
          [](const Graph& graph, const View& view, const std::string& format, const std::string& base,
             const std::string& language, const std::string& title, bool is_dark, bool has_camps, std::size_t top) {
            std::string bytes;
            {
              const nb::gil_scoped_release released;
              bytes = written(graph, view, format, base, language, title, is_dark, has_camps, top);
            }
            return nb::bytes(bytes.data(), bytes.size());
          },
          nb::arg("view"), nb::arg("format"), nb::arg("base"), nb::arg("language"), nb::arg("title"),
          nb::arg("is_dark"), nb::arg("has_camps"), nb::arg("top"));
  module.def(
      "read_graph",
      [](const std::string& path, const std::shared_ptr<const Ontology>& ontology) {
        return Graph(ontology, value_of(read_graph(path, ontology ? *ontology : builtin_ontology()), "DataError"));
      },
      nb::arg("path"), nb::arg("ontology").none(), Guard());
}

}  // namespace entente::python

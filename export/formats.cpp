#include "entente/export/formats.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>
#include <sstream>

#include "entente/export/dot.h"
#include "entente/export/fragment_json.h"
#include "entente/export/graphml.h"
#include "entente/export/jsonld.h"
#include "entente/export/page.h"
#include "entente/export/picture.h"
#include "entente/export/rdf.h"
#include "entente/export/tables.h"
#include "entente/graph/analysis.h"
#include "entente/graph/store.h"
#include "entente/schema/gazetteer.h"

namespace entente {
namespace {

Result<void> write_fragments(const KnowledgeGraph& graph, std::ostream& out, const WriteOptions&) {
  for (const auto& [id, fragment] : graph.fragments())
    if (auto written = write_fragment(fragment, out); !written) return written;
  return {};
}

RdfOptions rdf_options(const WriteOptions& options) {
  return {options.base, options.ontology, &builtin_gazetteer(), options.slice};
}

/// By which spreadsheets know UTF-8.
void write_mark(std::ostream& out, const WriteOptions& options) {
  if (options.has_mark) out << "\xEF\xBB\xBF";
}

Result<void> write_linked_data(const KnowledgeGraph& graph, std::ostream& out, const WriteOptions& options) {
  return write_jsonld(graph, out, rdf_options(options));
}

// Camps of two and more, largest first; who is alone is in none.
std::map<std::string, std::uint32_t, std::less<>> camps_of(const KnowledgeGraph& graph, const Ontology& ontology) {
  const GraphView view(graph, ontology);
  std::map<std::string, std::uint32_t, std::less<>> members;
  const auto folded = signed_graph(view);
  if (!folded) return members;
  std::uint32_t number = 0;
  for (const Camp& camp : camps(view, *folded).camps) {
    if (camp.members.size() < 2) continue;
    for (const std::string& id : camp.members) members.emplace(id, number);
    ++number;
  }
  return members;
}

PictureOptions picture_options(const KnowledgeGraph& graph, const WriteOptions& options) {
  PictureOptions picture;
  picture.language = options.language;
  picture.theme = options.dark ? Theme::dark : Theme::light;
  picture.title = options.title;
  picture.page = options.page;
  if (options.top > 0) picture.max_nodes = options.top;
  if (options.has_camps) picture.camps = camps_of(graph, *options.ontology);
  picture.names = &builtin_gazetteer();
  picture.ontology = options.ontology;
  picture.warn = options.warn;
  return picture;
}

Result<void> write_diagram(const KnowledgeGraph& graph, std::ostream& out, const WriteOptions& options) {
  return write_dot(graph, out, picture_options(graph, options));
}

template <PictureFormat format>
Result<void> write_picture(const KnowledgeGraph& graph, std::ostream& out, const WriteOptions& options) {
  std::ostringstream dot;
  std::optional<InputError> doubt;
  PictureOptions asked = picture_options(graph, options);
  asked.warn = [&](const InputError& error) { doubt = error; };
  if (auto written = write_dot(graph, dot, asked); !written) return written;
  const auto picture = render(std::move(dot).str(), format);
  if (!picture) return picture.error();
  if (doubt && options.warn) options.warn(*doubt);  // not beside the failure that it leads to
  out << *picture;
  return {};
}

Result<void> write_html(const KnowledgeGraph& graph, std::ostream& out, const WriteOptions& options) {
  PageOptions page;
  page.language = options.language;
  if (!options.title.empty()) page.title = options.title;
  page.base = options.base;
  if (options.top > 0) page.max_nodes = options.top;
  page.camps = camps_of(graph, *options.ontology);
  page.names = &builtin_gazetteer();
  page.text_of = options.text_of;
  page.is_correctable = options.is_correctable;
  page.decisions = options.decisions;
  page.resolution = options.resolution;
  page.ontology = options.ontology;
  page.warn = options.warn;
  return write_page(graph, out, page);
}

Result<void> write_table(const KnowledgeGraph& graph, std::ostream& out, const WriteOptions& options) {
  write_mark(out, options);
  return write_csv(graph, out, options.language, *options.ontology, &builtin_gazetteer());
}

std::vector<FolderFile> bulk_files() {
  std::vector<FolderFile> files;
  for (BulkTable table : {BulkTable::nodes, BulkTable::relations, BulkTable::evidence, BulkTable::articles})
    files.push_back({std::string(file_name(table)),
                     [table](const KnowledgeGraph& graph, std::ostream& out, const WriteOptions& options) {
                       return write_bulk(graph, table, out, *options.ontology, &builtin_gazetteer(), options.slice);
                     }});
  files.push_back({"load.cypher", [](const KnowledgeGraph&, std::ostream& out, const WriteOptions& options) {
                     return write_cypher(out, *options.ontology);
                   }});
  return files;
}

/// Whether a text begins with a line that calls itself a fragment, wherever in it and with whatever spaces: other
/// programs write JSON in their own way. Within a string the quotes of the key would be escaped.
bool holds_fragments(std::string_view text) {
  constexpr std::string_view kKey = "\"entente\"", kSpaces = " \t\r", kValue = "\"fragment/";
  const std::string_view line = text.substr(0, text.find('\n'));
  if (!line.starts_with('{')) return false;
  for (std::size_t at = line.find(kKey); at != line.npos; at = line.find(kKey, at + 1)) {
    const std::size_t colon = line.find_first_not_of(kSpaces, at + kKey.size());
    if (colon == line.npos || line[colon] != ':') continue;
    const std::size_t value = line.find_first_not_of(kSpaces, colon + 1);
    if (value != line.npos && line.substr(value).starts_with(kValue)) return true;
  }
  return false;
}

InputError no_graph(const std::string& path) {
  return {path, 0, "is no graph", "give JSON-LD, N-Quads, GraphML, fragments or a store that entente wrote"};
}

// What no graph starts with is not read to its end: it may have none.
Result<std::string> read_all(const std::string& path) {
  constexpr std::size_t kHead = 4096;
  std::error_code ignored;
  if (path != "-" && std::filesystem::is_directory(path, ignored))
    return InputError{path, 0, "is a folder", "name a graph file"};
  const int file = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const auto unreadable = [&] {
    return InputError{path, 0, std::string("cannot be read: ") + std::strerror(errno), "check the path"};
  };
  if (file < 0) return unreadable();
  std::string content;
  std::optional<InputError> error;
  for (std::size_t used = 0; !error;) {
    if (used == content.size()) content.resize(used + std::max<std::size_t>(used, 1U << 18U));
    const ssize_t count = ::read(file, content.data() + used, content.size() - used);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) error = unreadable();
    if (count <= 0) {
      content.resize(used);
      break;
    }
    used += static_cast<std::size_t>(count);
    const std::string_view head = std::string_view(content).substr(0, used);
    const std::size_t first = head.find_first_not_of(" \t\r\n\xEF\xBB\xBF#");
    if (used >= kHead && used - static_cast<std::size_t>(count) < kHead && first != head.npos &&
        std::string_view("{<").find(head[first]) == std::string_view::npos && head.find('#') > first)
      error = no_graph(path);
  }
  if (file != STDIN_FILENO) ::close(file);
  if (error) return *error;
  return content;
}

Result<KnowledgeGraph> read_fragments(std::string_view text, const std::string& path, const Ontology& ontology) {
  KnowledgeGraph graph;
  std::uint32_t line = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    ++line;
    const std::string_view json = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (json.empty()) continue;
    auto fragment = read_fragment(json, path, line, ontology);
    if (!fragment) return fragment.error();
    graph.merge(*std::move(fragment));
  }
  return graph;
}

}  // namespace

std::span<const Format> formats() {
  using Graph = const KnowledgeGraph&;
  using Options = const WriteOptions&;
  static const std::array<Format, 16> all = {{
      {"jsonld", ".jsonld", "JSON-LD 1.1, for graph databases; can be read back", write_linked_data},
      {"fragments", ".jsonl", "one fragment a line, for merging; can be read back", write_fragments},
      {"dot", ".dot", "a diagram for Graphviz", write_diagram},
      {"svg", ".svg", "a picture for the web", write_picture<PictureFormat::svg>},
      {"png", ".png", "a picture in pixels", write_picture<PictureFormat::png>},
      {"pdf", ".pdf", "a picture for print", write_picture<PictureFormat::pdf>},
      {"html", ".html", "a page to explore in a browser, offline", write_html},
      {"nquads", ".nq", "N-Quads, for triple stores; can be read back",
       [](Graph graph, std::ostream& out, Options options) { return write_nquads(graph, out, rdf_options(options)); }},
      {"turtle", ".ttl", "Turtle, for people who read RDF",
       [](Graph graph, std::ostream& out, Options options) { return write_turtle(graph, out, rdf_options(options)); }},
      {"graphml", ".graphml", "GraphML, for NetworkX, igraph and yEd; can be read back",
       [](Graph graph, std::ostream& out, Options options) {
         return write_graphml(graph, out, *options.ontology, &builtin_gazetteer());
       }},
      {"gexf", ".gexf", "GEXF with dates, for Gephi",
       [](Graph graph, std::ostream& out, Options options) {
         return write_gexf(graph, out, picture_options(graph, options));
       }},
      {"csv", ".csv", "one row for each quote, for a spreadsheet", write_table},
      {"plover", ".plover.jsonl", "PLOVER event records, one a line",
       [](Graph graph, std::ostream& out, Options options) {
         return write_plover_jsonl(graph, out, *options.ontology);
       }},
      {"plover-csv", ".plover.csv", "PLOVER event records, for a spreadsheet",
       [](Graph graph, std::ostream& out, Options options) {
         write_mark(out, options);
         return write_plover_csv(graph, out, *options.ontology);
       }},
      {"ftm", ".ftm.jsonl", "FollowTheMoney entities, one a line",
       [](Graph graph, std::ostream& out, Options options) {
         return write_ftm(graph, out, options.language, *options.ontology);
       }},
      {"bulk", "/", "a folder of CSV tables with a Cypher load script, for property-graph databases", {}, bulk_files()},
  }};
  return all;
}

const Format* format_of_name(std::string_view name) {
  for (const Format& format : formats())
    if (format.name == name) return &format;
  return nullptr;
}

const Format* format_of_path(std::string_view path) {
  const Format* best = nullptr;  // ".plover.csv" goes before ".csv"
  for (const Format& format : formats())
    if (path.ends_with(format.extension) && (best == nullptr || format.extension.size() > best->extension.size()))
      best = &format;
  return best;
}

Result<KnowledgeGraph> read_graph(const std::string& path, const Ontology& ontology, std::string* base) {
  if (path != "-" && is_store(path)) {
    auto store = Store::open(path);
    if (!store) return store.error();
    return store->load();
  }
  auto content = read_all(path);
  if (!content) return content.error();
  const std::size_t first = content->find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return InputError{path, 0, "is empty", "give a graph that entente wrote"};
  const std::string_view head = std::string_view(*content).substr(first, 200);
  if (holds_fragments(std::string_view(*content).substr(first))) return read_fragments(*content, path, ontology);
  if (head.starts_with('{')) return read_jsonld(*content, path, ontology, base);
  if (head.find("<graphml") != head.npos) return read_graphml(*content, path, ontology);
  if (head.starts_with('<') && !head.starts_with("<?") && !head.starts_with("<!"))
    return read_nquads(*content, path, ontology, base);
  return no_graph(path);
}

}  // namespace entente

// Any text as every string of a graph: each output stays one graph of two nodes and one line, and what can be read back
// is the same text.
#include <graphviz/cgraph.h>
#include <libxml/parser.h>

#include <cstdint>
#include <sstream>
#include <string>

#include "../support/check.h"
#include "entente/export/dot.h"
#include "entente/export/graphml.h"
#include "entente/export/jsonld.h"
#include "entente/export/page.h"
#include "entente/export/rdf.h"
#include "entente/export/tables.h"
#include "export/sample.h"
#include "text.h"

namespace {

template <class Write>
std::string text_of(Write write) {
  std::ostringstream out;
  check(write(out).has_value());
  return out.str();
}

void check_dot(const entente::KnowledgeGraph& graph) {
  entente::PictureOptions picture;
  picture.page = entente::Page::none;  // in this process
  const std::string dot = text_of([&](std::ostream& out) { return entente::write_dot(graph, out, picture); });
  agseterr(AGMAX);
  Agraph_t* const read = agmemread(dot.c_str());
  check(read != nullptr && agnnodes(read) == 2 && agnedges(read) == 1);
  agclose(read);
}

void check_xml(const std::string& xml) {
  xmlDoc* const doc = xmlReadMemory(xml.data(), static_cast<int>(xml.size()), nullptr, nullptr,
                                    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_HUGE);
  check(doc != nullptr);
  xmlFreeDoc(doc);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // Every reader of articles gives valid UTF-8; what visible() leaves of bytes is.
  std::string text;
  const std::string raw(reinterpret_cast<const char*>(data), size);
  for (std::size_t at = 0; at < raw.size(); ++at) {
    // Control characters are kept: only what is no UTF-8 is replaced.
    const std::size_t end = std::min(raw.find_first_of("\t\n\r\x01\x1b", at), raw.size());
    text += entente::visible(std::string_view(raw).substr(at, end - at));
    if (end < raw.size()) text += raw[end];
    at = end;
  }
  if (text.empty()) text = "x";
  const entente::KnowledgeGraph graph = entente::test::hostile_graph(text);
  check_dot(graph);
  check_xml(text_of([&](std::ostream& out) { return entente::write_gexf(graph, out); }));
  const std::string graphml = text_of([&](std::ostream& out) { return entente::write_graphml(graph, out); });
  check_xml(graphml);
  const auto from_graphml = entente::read_graphml(graphml, "-");
  check(from_graphml.has_value() && from_graphml->nodes() == graph.nodes() && from_graphml->edges() == graph.edges());
  const auto from_jsonld =
      entente::read_jsonld(text_of([&](std::ostream& out) { return entente::write_jsonld(graph, out); }), "-");
  check(from_jsonld.has_value() && from_jsonld->nodes() == graph.nodes() && from_jsonld->edges() == graph.edges());
  const auto from_nquads =
      entente::read_nquads(text_of([&](std::ostream& out) { return entente::write_nquads(graph, out); }), "-");
  check(from_nquads.has_value() && from_nquads->nodes() == graph.nodes() && from_nquads->edges() == graph.edges());
  text_of([&](std::ostream& out) { return entente::write_csv(graph, out); });
  text_of([&](std::ostream& out) { return entente::write_plover_jsonl(graph, out); });
  return 0;
}

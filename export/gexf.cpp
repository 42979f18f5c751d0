#include <algorithm>
#include <array>
#include <map>
#include <ostream>
#include <set>

#include "diagram.h"
#include "entente/export/graphml.h"
#include "entente/graph/days.h"
#include "entente/graph/view.h"
#include "entente/graph/walk.h"
#include "iri.h"
#include "json_stream.h"
#include "palette.h"
#include "text.h"
#include "utf8_output.h"

namespace entente {
namespace {

using Spells = std::set<Days>;

// When each piece of evidence of an edge holds; empty if any of it has no date: then the edge is always there.
Spells spells_of(const Edge& edge, const KnowledgeGraph& graph) {
  Spells spells;
  for (const Evidence& evidence : edge.evidence) {
    const Article* const article = graph.article(evidence.quote.article);
    const std::optional<Days> days = article == nullptr ? std::nullopt : days_of(evidence, *article);
    if (!days) return {};
    spells.insert(*days);
  }
  return spells;
}

// What a node has from its edges.
struct End {
  std::uint32_t degree = 0;
  Spells life;
  bool is_timeless = false;  // some edge of it has no date
};

// "#0068a3" as r, g, b
std::array<int, 3> channels(std::string_view colour) {
  std::array<int, 3> rgb{};
  for (std::size_t i = 0; i < rgb.size(); ++i)
    rgb[i] = std::stoi(std::string(colour.substr(1 + 2 * i, 2)), nullptr, 16);
  return rgb;
}

class GexfWriter {
 public:
  GexfWriter(const KnowledgeGraph& graph, const PictureOptions& options, JsonStream& out)
      : graph_(graph), options_(options), out_(out), colours_(palette(options.theme)) {}

  void write() {
    EdgeWalk edges(graph_);
    const Sources sources(graph_);
    std::map<std::string, End, std::less<>> ends;
    while (const Edge* edge = edges.next()) {
      const Spells spells = spells_of(*edge, graph_);
      for (const std::string* id : {&edge->subject, &edge->object}) {
        End& end = ends[*id];
        ++end.degree;
        end.life.insert(spells.begin(), spells.end());
        end.is_timeless = end.is_timeless || spells.empty();
      }
    }
    out_.put(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<gexf xmlns=\"http://www.gexf.net/1.2draft\" xmlns:viz=\"http://www.gexf.net/1.2draft/viz\" "
        "version=\"1.2\">\n<graph mode=\"dynamic\" defaultedgetype=\"directed\" timeformat=\"date\">\n"
        "<attributes class=\"node\"><attribute id=\"type\" title=\"type\" type=\"string\"/>"
        "<attribute id=\"wikidata\" title=\"wikidata\" type=\"string\"/></attributes>\n"
        "<attributes class=\"edge\"><attribute id=\"relation\" title=\"relation\" type=\"string\"/>"
        "<attribute id=\"plover\" title=\"plover\" type=\"string\"/>"
        "<attribute id=\"score\" title=\"score\" type=\"double\"/>"
        "<attribute id=\"confidence\" title=\"confidence\" type=\"double\"/>"
        "<attribute id=\"modality\" title=\"modality\" type=\"string\"/>"
        "<attribute id=\"negated\" title=\"negated\" type=\"boolean\"/>"
        "<attribute id=\"affirmed\" title=\"affirmed\" type=\"boolean\"/>"
        "<attribute id=\"attributedTo\" title=\"attributedTo\" type=\"string\"/>"
        "<attribute id=\"lastPublished\" title=\"lastPublished\" type=\"string\"/></attributes>\n<nodes>\n");
    NodeWalk nodes(graph_);
    while (const Node* node = nodes.next()) {
      const auto end = ends.find(node->id);
      write_node(*node, end == ends.end() ? End{} : end->second);
    }
    out_.put("</nodes>\n<edges>\n");
    edges.rewind();
    while (const Edge* edge = edges.next()) write_edge(*edge, support(*edge, sources));
    out_.put("</edges>\n</graph>\n</gexf>\n");
  }

 private:
  void attribute(std::string_view name, std::string_view value) {
    out_.Put(' ');
    out_.put(name);
    out_.put("=\"");
    out_.put(xml_escaped(value));
    out_.Put('"');
  }
  void value(std::string_view key, std::string_view text) {
    out_.put("<attvalue");
    attribute("for", key);
    attribute("value", text);
    out_.put("/>");
  }
  void value(std::string_view key, double number) {
    out_.put("<attvalue");
    attribute("for", key);
    out_.put(" value=\"");
    JsonWriter(out_).number(number);
    out_.put("\"/>");
  }
  void colour(std::string_view hex) {
    const auto [r, g, b] = channels(hex);
    out_.put("<viz:color r=\"" + std::to_string(r) + "\" g=\"" + std::to_string(g) + "\" b=\"" + std::to_string(b) +
             "\"/>");
  }
  void spells(const Spells& all) {
    if (all.empty()) return;
    out_.put("<spells>");
    for (const Days& days : all)
      out_.put("<spell start=\"" + to_iso(days.first) + "\" end=\"" + to_iso(days.last) + "\"/>");
    out_.put("</spells>");
  }
  void write_node(const Node& node, const End& end) {
    out_.put("<node");
    attribute("id", iri_safe(node.id));
    attribute("label", node.name);
    out_.put("><attvalues>");
    value("type", name(node.type));
    if (!node.wikidata.empty()) value("wikidata", node.wikidata);
    out_.put("</attvalues>");
    if (!end.is_timeless) spells(end.life);
    colour(colours_.nodes[static_cast<std::size_t>(node.type)].border);
    out_.put("<viz:size value=\"" + std::to_string(4 + std::min(end.degree, 40U)) + "\"/></node>\n");
  }
  void write_edge(const Edge& edge, const Support& borne_out) {
    const RelationId id = options_.ontology->find(edge.relation);
    out_.put("<edge");
    attribute("id", relation_iri(edge));
    attribute("source", iri_safe(edge.subject));
    attribute("target", iri_safe(edge.object));
    attribute("label", id.is_none() ? std::string_view(edge.relation)
                                    : text_in((*options_.ontology)[id].label, options_.language));
    out_.put(" weight=\"" + std::to_string(borne_out.sources) + "\"><attvalues>");
    value("relation", edge.relation);
    if (!id.is_none()) {
      value("plover", (*options_.ontology)[id].plover);
      value("score", (*options_.ontology)[id].score);
    }
    value("confidence", borne_out.confidence());
    value("modality", name(borne_out.modality));
    value("negated", borne_out.is_negated() ? "true" : "false");
    write_voices(edge);
    out_.put("</attvalues>");
    spells(spells_of(edge, graph_));
    const QuadClass quad = id.is_none() ? QuadClass::structural : (*options_.ontology)[id].quad;
    colour(colours_.lines[static_cast<std::size_t>(quad)]);
    out_.put("</edge>\n");
  }

  // What GEXF has no evidence for: whether any text affirms the edge, who is quoted for it, how recent the news is.
  void write_voices(const Edge& edge) {
    bool is_affirmed = false;
    std::set<std::string_view> voices;
    std::string_view latest;
    for (const Evidence& evidence : edge.evidence) {
      is_affirmed = is_affirmed || evidence.polarity == Polarity::affirmed;
      if (!evidence.attributed_to.empty()) voices.insert(evidence.attributed_to);
      if (const Article* const article = graph_.article(evidence.quote.article); article != nullptr)
        latest = std::max(latest, std::string_view(article->published));
    }
    std::string all;
    for (std::string_view voice : voices) all.append(all.empty() ? "" : " ").append(iri_safe(voice));
    value("affirmed", is_affirmed ? "true" : "false");
    if (!all.empty()) value("attributedTo", all);
    if (!latest.empty()) value("lastPublished", latest);
  }

  const KnowledgeGraph& graph_;
  const PictureOptions& options_;
  JsonStream& out_;
  const Palette& colours_;
};

}  // namespace

Result<void> write_gexf(const KnowledgeGraph& graph, std::ostream& to, const PictureOptions& options) {
  const Utf8Output checked(to);
  std::ostream& out = checked.out;
  JsonStream stream(out);
  GexfWriter(graph, options, stream).write();
  stream.Flush();
  return written(out);
}

}  // namespace entente

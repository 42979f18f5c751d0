#include <charconv>

#include "entente/graph/fragment.h"
#include "entente/graph/knowledge_graph.h"

namespace entente {
namespace {

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '\n') {
      out += "\\n";
    } else {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
  }
  return out + '"';
}

// The shortest decimal that reads back as the same number, in no locale.
std::string number(double value) {
  char digits[32];
  return {digits, std::to_chars(digits, digits + sizeof digits, value).ptr};
}

std::string place(Span span) { return "[" + std::to_string(span.begin) + "," + std::to_string(span.end) + ")"; }

std::string field(std::string_view name, std::string_view value) {
  return value.empty() ? std::string() : " " + std::string(name) + "=" + quoted(value);
}

std::string field(std::string_view name, const Participant& participant) {
  if (participant.is_none()) return {};
  return " " + std::string(name) + "=" + participant.node +
         (participant.text.empty() ? std::string() : quoted(participant.text));
}

std::string place(const Quote& quote) { return quote.article + place(quote.span) + " " + quoted(quote.exact); }

std::string line(const Evidence& evidence) {
  std::string out =
      "  " + place(evidence.quote) + " trigger=" + place(evidence.trigger) + field("frame", evidence.frame);
  if (evidence.polarity != Polarity::affirmed) out += " " + std::string(name(evidence.polarity));
  if (evidence.modality != Modality::actual) out += " " + std::string(name(evidence.modality));
  if (evidence.object_role != ObjectRole::unspecified) out += " " + std::string(name(evidence.object_role));
  out += field("attributed-to", evidence.attributed_to);
  if (evidence.quantity)
    out += std::string(" quantity=") + (evidence.quantity->approximate ? "~" : "") + number(evidence.quantity->value) +
           quoted(evidence.quantity->unit);
  out += field("time", evidence.time) + field("destination", evidence.destination) +
         field("beneficiary", evidence.beneficiary) + field("instrument", evidence.instrument) +
         field("location", evidence.location);
  return out + " confidence=" + number(evidence.confidence) + "\n";
}

}  // namespace

std::string dump(const Article& article) {
  return "article " + article.id + field("hash", article.hash) + field("name", article.name) +
         field("title", article.title) + field("language", article.language) + field("published", article.published) +
         field("source", article.source) + field("signature", article.signature) + "\n";
}

std::string dump(const Node& node) {
  std::string out = "node " + node.id + " " + std::string(name(node.type)) + " " + quoted(node.name);
  for (const std::string& name : node.alternate_names) out += " | " + quoted(name);
  out += field("wikidata", node.wikidata) + field("iso", node.iso);
  for (const std::string& description : node.descriptions) out += field("description", description);
  out += "\n";
  for (const Quote& mention : node.mentions) out += "  " + place(mention) + "\n";
  return out;
}

std::string dump(const Edge& edge) {
  std::string out = "edge " + edge.subject + " " + edge.relation + " " + edge.object + "\n";
  for (const Evidence& evidence : edge.evidence) out += line(evidence);
  return out;
}

std::string dump(const KnowledgeGraph& graph) {
  std::string out;
  for (const Article& article : graph.articles()) out += dump(article);
  for (const Node& node : graph.nodes()) out += dump(node);
  for (const Edge& edge : graph.edges()) out += dump(edge);
  return out;
}

}  // namespace entente

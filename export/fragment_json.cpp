#include "entente/export/fragment_json.h"

#include <ostream>

#include "graph_json.h"
#include "iri.h"
#include "json_stream.h"
#include "json_value.h"
#include "utf8_output.h"

namespace entente {
namespace {

constexpr std::string_view kForm = "fragment/1";

void write_edge(const Edge& edge, JsonWriter& json) {
  json.StartObject();
  json.member("relationType", edge.relation);
  json.member("subject", iri_safe(edge.subject));
  json.member("object", iri_safe(edge.object));
  json.key("evidence");
  json.StartArray();
  for (const Evidence& evidence : edge.evidence) {
    json.StartObject();
    write_evidence_members(evidence, json);
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
}

void write_node(const Node& node, JsonWriter& json) {
  json.StartObject();
  write_node_members(node, json);
  json.key("mentions");
  json.StartArray();
  for (const Quote& mention : node.mentions) {
    json.StartObject();
    write_place_members(mention, json);
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
}

}  // namespace

Result<void> write_fragment(const Fragment& fragment, std::ostream& to) {
  const Utf8Output checked(to);
  std::ostream& out = checked.out;
  JsonStream stream(out);
  JsonWriter json(stream);
  json.StartObject();
  json.member("entente", kForm);
  json.key("article");
  json.StartObject();
  write_article_members(fragment.article, json);
  json.EndObject();
  json.key("nodes");
  json.StartArray();
  for (const Node& node : fragment.nodes) write_node(node, json);
  json.EndArray();
  json.key("relations");
  json.StartArray();
  for (const Edge& edge : fragment.edges) write_edge(edge, json);
  json.EndArray();
  json.EndObject();
  stream.put("\n");
  stream.Flush();
  return written(out);
}

Result<Fragment> read_fragment(std::string_view text, std::string_view source, std::uint32_t line,
                               const Ontology& ontology) {
  Result<JsonValue> json = parse_json(text, {std::string(source), line});
  if (!json) return json.error();

  GraphReader reader(std::string(source), ontology);
  const JsonValue* form = json->find("entente");
  if (form == nullptr || form->string != kForm)
    reader.fail(*json, "this is no fragment: \"entente\" is not \"" + std::string(kForm) + '"',
                "give the output of 'entente extract'");
  Fragment fragment;
  if (const JsonValue* article = json->find("article")) {
    fragment.article = reader.article(*article);
  } else {
    reader.fail(*json, "a fragment has no \"article\"");
  }
  if (const JsonValue* nodes = json->find("nodes"))
    for (const JsonValue& node : nodes->items) fragment.nodes.push_back(reader.node(node, fragment.article.id));
  if (const JsonValue* edges = json->find("relations"))
    for (const JsonValue& edge : edges->items) fragment.edges.push_back(reader.edge(edge, fragment.article.id));
  if (reader.error()) return *reader.error();

  fragment = canonical(std::move(fragment));
  if (Result<void> valid = validate(fragment); !valid)
    return InputError{std::string(source), line, valid.error().seen, valid.error().remedy};
  return fragment;
}

}  // namespace entente

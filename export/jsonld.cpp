#include "entente/export/jsonld.h"

#include <algorithm>
#include <ostream>

#include "entente/export/reader_name.h"
#include "entente/graph/corroboration.h"
#include "extent.h"
#include "fact_walk.h"
#include "graph_json.h"
#include "iri.h"
#include "json_stream.h"
#include "json_value.h"
#include "utf8_output.h"
#include "vocabulary.h"

namespace entente {
namespace {

void write_types(std::initializer_list<std::string_view> types, JsonWriter& json) {
  json.key("@type");
  json.StartArray();
  for (std::string_view type : types) json.text(type);
  json.EndArray();
}

void write_software(JsonWriter& json) {
  json.StartObject();
  json.member("@id", software_iri());
  json.member("@type", "SoftwareAgent");
  json.member("name", "Entente");
  json.member("softwareVersion", ENTENTE_VERSION);
  json.EndObject();
}

void write_activity(const Article& article, JsonWriter& json) {
  json.StartObject();
  json.member("@id", activity_iri(article));
  json.member("@type", "Activity");
  json.member("used", iri_safe(article.id));
  json.member("wasAssociatedWith", software_iri());
  json.EndObject();
}

void write_mention(const Quote& mention, JsonWriter& json) {
  json.StartObject();
  json.member("@id", place_iri(mention));
  write_types({"TextQuoteSelector", "TextPositionSelector"}, json);
  json.member("source", iri_safe(mention.article));
  write_place_members(mention, json);
  json.EndObject();
}

// The direct triples of one subject, sorted by relation.
void write_facts(const std::string& subject, FactWalk& facts, JsonWriter& json) {
  std::string open;
  while (const Edge* fact = facts.next_of(subject)) {
    if (fact->relation != open) {
      if (!open.empty()) json.EndArray();
      open = fact->relation;
      json.key(open);
      json.StartArray();
    }
    json.text(iri_safe(fact->object));
  }
  if (!open.empty()) json.EndArray();
}

void write_node(const Node& node, FactWalk& facts, const Gazetteer* names, JsonWriter& json) {
  json.StartObject();
  write_node_members(node, json);
  for (const std::string_view language : kNameLanguages)
    json.member_if("name_" + std::string(language), known_name(node, names, language));
  if (!node.mentions.empty()) {
    json.key("mentions");
    json.StartArray();
    for (const Quote& mention : node.mentions) write_mention(mention, json);
    json.EndArray();
  }
  write_facts(node.id, facts, json);
  json.EndObject();
}

void write_relation(const Edge& edge, const Sources& sources, const Ontology& ontology, JsonWriter& json) {
  const Support borne_out = support(edge, sources);
  json.StartObject();
  json.member("@id", relation_iri(edge));
  json.member("@type", "Relation");
  json.member("relationType", edge.relation);
  json.member("subject", iri_safe(edge.subject));
  json.member("object", iri_safe(edge.object));
  json.member("confidence", borne_out.confidence());
  json.member("sourceCount", borne_out.sources);
  if (const RelationId id = ontology.find(edge.relation); !id.is_none()) {
    json.member_if("plover", ontology[id].plover);
    json.member("score", ontology[id].score);
  }
  json.key("evidence");
  json.StartArray();
  const std::vector<std::string> iris = evidence_iris(edge);
  for (std::size_t i = 0; i < edge.evidence.size(); ++i) {
    json.StartObject();
    json.member("@id", iris[i]);
    write_types({"Evidence", "TextQuoteSelector", "TextPositionSelector"}, json);
    json.member("source", iri_safe(edge.evidence[i].quote.article));
    write_evidence_members(edge.evidence[i], json);
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
}

// One object a line: a graph can be read by eye, compared line by line and cut up by tools that know no JSON.
class Lines {
 public:
  explicit Lines(JsonStream& stream) : stream_(stream) {}
  template <class Write>
  void add(Write write) {
    if (!is_first_) stream_.put(",");
    is_first_ = false;
    stream_.put("\n");
    JsonWriter json(stream_);
    write(json);
  }

 private:
  JsonStream& stream_;
  bool is_first_ = true;
};

std::string type_of(const JsonValue& item) {
  const JsonValue* type = item.find("@type");
  if (type == nullptr) return {};
  return type->items.empty() ? type->string : type->items.front().string;
}

}  // namespace

void write_context(const RdfOptions& options, JsonWriter& json) {
  const auto write_term = [&json](std::string_view name, std::string_view iri, std::string_view type) {
    json.key(name);
    if (type.empty()) return json.text(iri);
    json.StartObject();
    json.member("@id", iri);
    constexpr std::size_t kLanguage = 3;  // "@en"
    if (type.size() == kLanguage && type != "@id") {
      json.member("@language", type.substr(1));
    } else {
      json.member("@type", type);
    }
    json.EndObject();
  };
  json.StartObject();
  json.member("@base", options.base);
  for (const Term& term : kPrefixes) write_term(term.name, term.iri, term.type);
  for (const Term& term : kTerms) write_term(term.name, term.iri, term.type);
  for (const RelationType& relation : options.ontology->relations())
    write_term(relation.name, "ent:" + relation.name, "@id");
  json.EndObject();
}

Result<void> check_base(std::string_view base) {
  const bool is_urn = base.starts_with("urn:") && may_be_iri(base) && iri_safe(base.substr(4)) == base.substr(4);
  const bool is_open = base.ends_with('/') || base.ends_with('#') || base.ends_with(':');
  if (is_open && (is_urn || web_link(base) == base)) return {};
  return InputError{"--base", 0, '"' + std::string(base) + "\" is no base IRI",
                    "give one like https://example.org/news/ with a slash at its end"};
}

Result<void> write_jsonld(const KnowledgeGraph& graph, std::ostream& to, const RdfOptions& options) {
  const Utf8Output checked(to);
  std::ostream& out = checked.out;
  const Extent extent(options.slice);
  const Sources sources = extent.sources(graph);
  JsonStream stream(out);
  stream.put("{\"@context\":");
  JsonWriter context(stream);
  write_context(options, context);
  stream.put(",\n\"@graph\":[");
  Lines lines(stream);
  if (extent.has_head()) lines.add([](JsonWriter& json) { write_software(json); });
  for (const auto& [id, fragment] : graph.fragments()) {
    const Article& article = fragment.article;
    if (!extent.has_article(id)) continue;
    lines.add([&](JsonWriter& json) {
      json.StartObject();
      write_article_members(article, json);
      json.EndObject();
    });
    lines.add([&](JsonWriter& json) { write_activity(article, json); });
  }
  FactWalk facts(graph, *options.ontology);
  NodeWalk nodes(graph);
  while (const Node* node = nodes.next())
    if (extent.has_node(node->id)) lines.add([&](JsonWriter& json) { write_node(*node, facts, options.names, json); });
  EdgeWalk edges = std::move(facts).edges();
  while (const Edge* edge = edges.next())
    if (extent.has_node(edge->subject))
      lines.add([&](JsonWriter& json) { write_relation(*edge, sources, *options.ontology, json); });
  stream.put("\n]}\n");
  stream.Flush();
  return written(out);
}

Result<KnowledgeGraph> read_jsonld(std::string_view text, std::string_view source, const Ontology& ontology,
                                   std::string* base) {
  GraphReader reader(std::string(source), ontology);
  std::vector<Article> articles;
  std::vector<Node> nodes;
  std::vector<Edge> edges;
  const auto take = [&](const JsonValue& item) -> Result<void> {
    const std::string type = type_of(item);
    if (type == "Article") {
      articles.push_back(reader.article(item));
    } else if (type == "Relation") {
      edges.push_back(reader.edge(item, ""));
    } else if (node_type(type).second) {
      nodes.push_back(reader.node(item, ""));
    }
    if (reader.error()) return *reader.error();
    return {};
  };
  Result<JsonValue> root = parse_json(text, {std::string(source), 1}, "@graph", take);
  if (!root) return root.error();
  if (root->find("@graph") == nullptr)
    return InputError{std::string(source), 1, "no \"@graph\" in it", "give a graph that 'entente build' wrote"};
  const JsonValue* context = root->find("@context");
  if (context != nullptr && !context->is(JsonValue::Kind::object))
    return InputError{std::string(source), context->line, "the @context is not inlined; none is ever fetched",
                      "give a graph that 'entente build' wrote"};
  const JsonValue* named_base = context == nullptr ? nullptr : context->find("@base");
  if (base != nullptr && named_base != nullptr && check_base(named_base->string)) *base = named_base->string;
  return from_union(articles, nodes, edges, source);
}

}  // namespace entente

#include "entente/export/graphml.h"

#include <libxml/xmlreader.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <ostream>
#include <sstream>
#include <utility>

#include "entente/export/reader_name.h"
#include "entente/graph/corroboration.h"
#include "entente/graph/walk.h"
#include "entente/schema/xml_tags.h"
#include "graph_json.h"
#include "iri.h"
#include "json_stream.h"
#include "json_value.h"
#include "text.h"
#include "utf8_output.h"

namespace entente {
namespace {

// JSON in memory: RapidJSON's writer into a string, what XML cannot hold escaped as \uXXXX.
class JsonText {
 public:
  template <class Write>
  static std::string of(Write write) {
    std::ostringstream text;
    JsonStream stream(text);
    JsonWriter json(stream);
    write(json);
    stream.Flush();
    return escaped_noncharacters(std::move(text).str());
  }

 private:
  // U+FFFE and U+FFFF are no XML characters and stand raw in JSON only inside strings.
  static std::string escaped_noncharacters(std::string json) {
    for (const auto& [raw, escape] : {std::pair{"\xEF\xBF\xBE", "\\uFFFE"}, {"\xEF\xBF\xBF", "\\uFFFF"}})
      for (std::size_t at = 0; (at = json.find(raw, at)) != std::string::npos;) json.replace(at, 3, escape);
    return json;
  }
};

struct Key {
  std::string_view id, domain, type;
};
constexpr std::array kKeys = {
    Key{"articles", "graph", "string"}, Key{"type", "node", "string"},     Key{"name", "node", "string"},
    Key{"name_en", "node", "string"},   Key{"name_fr", "node", "string"},  Key{"wikidata", "node", "string"},
    Key{"isoCode", "node", "string"},   Key{"node", "node", "string"},     Key{"relation", "edge", "string"},
    Key{"plover", "edge", "string"},    Key{"score", "edge", "double"},    Key{"confidence", "edge", "double"},
    Key{"sources", "edge", "int"},      Key{"weight", "edge", "double"},   Key{"negated", "edge", "boolean"},
    Key{"modality", "edge", "string"},  Key{"evidence", "edge", "string"},
};

class XmlWriter {
 public:
  explicit XmlWriter(JsonStream& out) : out_(out) {}
  void raw(std::string_view text) { out_.put(text); }
  void open(std::string_view element, std::initializer_list<std::pair<std::string_view, std::string_view>> attributes,
            std::string_view end = ">\n") {
    out_.Put('<');
    out_.put(element);
    for (const auto& [name, value] : attributes) {
      out_.Put(' ');
      out_.put(name);
      out_.put("=\"");
      out_.put(xml_escaped(value));
      out_.Put('"');
    }
    out_.put(end);
  }
  void data(std::string_view key, std::string_view value) {
    if (value.empty()) return;
    open("data", {{"key", key}}, ">");
    out_.put(xml_escaped(value));
    out_.put("</data>\n");
  }

 private:
  JsonStream& out_;
};

std::string number(double value) {
  return JsonText::of([value](JsonWriter& json) { json.number(value); });
}

std::string node_json(const Node& node) {
  return JsonText::of([&](JsonWriter& json) {
    json.StartObject();
    write_node_members(node, json);
    json.key("mentions");
    json.StartArray();
    for (const Quote& mention : node.mentions) {
      json.StartObject();
      json.member("source", mention.article);
      write_place_members(mention, json);
      json.EndObject();
    }
    json.EndArray();
    json.EndObject();
  });
}

std::string evidence_json(const Edge& edge) {
  return JsonText::of([&](JsonWriter& json) {
    json.StartArray();
    for (const Evidence& evidence : edge.evidence) {
      json.StartObject();
      json.member("source", evidence.quote.article);
      write_evidence_members(evidence, json);
      json.EndObject();
    }
    json.EndArray();
  });
}

std::string article_json(const Article& article) {
  return JsonText::of([&](JsonWriter& json) {
    json.StartObject();
    write_article_members(article, json);
    json.EndObject();
  });
}

// The array of all articles, one at a time.
void write_articles(const KnowledgeGraph& graph, XmlWriter& xml) {
  xml.open("data", {{"key", "articles"}}, ">[");
  bool is_first = true;
  for (const auto& [id, fragment] : graph.fragments()) {
    if (!std::exchange(is_first, false)) xml.raw(",");
    xml.raw(xml_escaped(article_json(fragment.article)));
  }
  xml.raw("]</data>\n");
}

void write_node(const Node& node, const Gazetteer* names, XmlWriter& xml) {
  xml.open("node", {{"id", iri_safe(node.id)}});
  xml.data("type", name(node.type));
  xml.data("name", node.name);
  for (const std::string_view language : kNameLanguages)
    xml.data("name_" + std::string(language), reader_name(node, names, language));
  xml.data("wikidata", node.wikidata);
  xml.data("isoCode", node.iso);
  xml.data("node", node_json(node));
  xml.raw("</node>\n");
}

void write_edge(const Edge& edge, const Sources& sources, const Ontology& ontology, XmlWriter& xml) {
  const Support borne_out = support(edge, sources);
  xml.open("edge", {{"id", relation_iri(edge)}, {"source", iri_safe(edge.subject)}, {"target", iri_safe(edge.object)}});
  xml.data("relation", edge.relation);
  if (const RelationId id = ontology.find(edge.relation); !id.is_none()) {
    xml.data("plover", ontology[id].plover);
    xml.data("score", number(ontology[id].score));
  }
  xml.data("confidence", number(borne_out.confidence()));
  xml.data("sources", std::to_string(borne_out.sources));
  xml.data("weight", std::to_string(borne_out.sources));
  xml.data("negated", borne_out.is_negated() ? "true" : "false");
  xml.data("modality", name(borne_out.modality));
  xml.data("evidence", evidence_json(edge));
  xml.raw("</edge>\n");
}

// ---------------------------------------------------------------- reading

struct FreeReader {
  void operator()(xmlTextReader* reader) const { xmlFreeTextReader(reader); }
};

std::string text_of(const xmlChar* text) { return text == nullptr ? "" : reinterpret_cast<const char*>(text); }

std::string attribute(xmlTextReader* reader, const char* name) {
  xmlChar* value = xmlTextReaderGetAttribute(reader, reinterpret_cast<const xmlChar*>(name));
  std::string text = text_of(value);
  xmlFree(value);
  return text;
}

class GraphmlReader {
 public:
  GraphmlReader(std::string_view source, const Ontology& ontology)
      : source_(source), json_reader_(std::string(source), ontology) {}

  Result<KnowledgeGraph> read(std::string_view xml) {
    if (const TagTrouble trouble = trouble_in_tags(xml, false); !trouble.what.empty())
      return error(1 + static_cast<std::uint32_t>(std::ranges::count(xml.substr(0, trouble.at), '\n')),
                   std::string(trouble.what));
    const std::unique_ptr<xmlTextReader, FreeReader> reader(
        xmlReaderForMemory(xml.data(), static_cast<int>(xml.size()), nullptr, "UTF-8",
                           XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_HUGE));
    int status = reader ? xmlTextReaderRead(reader.get()) : -1;
    for (; status == 1; status = xmlTextReaderRead(reader.get())) {
      const auto line = static_cast<std::uint32_t>(std::max(0, xmlTextReaderGetParserLineNumber(reader.get())));
      if (xmlTextReaderDepth(reader.get()) > static_cast<int>(kMaxJsonDepth))
        return error(line, "XML is nested too deep");
      switch (xmlTextReaderNodeType(reader.get())) {
        case XML_READER_TYPE_ENTITY_REFERENCE:
          return error(line, "an entity that is not defined");
        case XML_READER_TYPE_ELEMENT:
          start(reader.get());
          break;
        case XML_READER_TYPE_TEXT:
        case XML_READER_TYPE_CDATA:
        case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
          if (!key_.empty()) data_[key_] += text_of(xmlTextReaderConstValue(reader.get()));
          break;
        case XML_READER_TYPE_END_ELEMENT:
          if (Result<void> taken = end(text_of(xmlTextReaderConstLocalName(reader.get())), line); !taken)
            return taken.error();
          break;
        default:
          break;
      }
    }
    if (status != 0) {
      const int line = reader ? xmlTextReaderGetParserLineNumber(reader.get()) : 0;
      return error(static_cast<std::uint32_t>(std::max(0, line)), "not well-formed XML");
    }
    return from_union(articles_, nodes_, edges_, source_);
  }

 private:
  [[nodiscard]] InputError error(std::uint32_t line, std::string seen) const {
    return {source_, line, std::move(seen), "give a file that this program wrote"};
  }
  void start(xmlTextReader* reader) {
    const std::string element = text_of(xmlTextReaderConstLocalName(reader));
    if (element == "data") {
      key_ = xmlTextReaderIsEmptyElement(reader) != 0 ? "" : attribute(reader, "key");
    } else if (element == "node" || element == "edge") {
      data_.clear();
      subject_ = attribute(reader, "source");
      object_ = attribute(reader, "target");
    }
  }
  Result<void> end(const std::string& element, std::uint32_t line) {
    if (element == "data") {
      const std::string key = std::exchange(key_, "");
      if (key == "articles") return take_articles(line);
      return {};
    }
    if (element == "node") return take_node(line);
    if (element == "edge") return take_edge(line);
    return {};
  }
  Result<JsonValue> json_of(const char* key, std::uint32_t line) {
    const auto found = data_.find(key);
    if (found == data_.end()) return error(line, "no \"" + std::string(key) + "\" of ours");
    return parse_json(found->second, {source_, line});
  }
  [[nodiscard]] Result<void> checked() const {
    if (json_reader_.error()) return *json_reader_.error();
    return {};
  }
  Result<void> take_articles(std::uint32_t line) {
    Result<JsonValue> json = json_of("articles", line);
    if (!json) return json.error();
    for (const JsonValue& article : json->items) articles_.push_back(json_reader_.article(article));
    return checked();
  }
  Result<void> take_node(std::uint32_t line) {
    Result<JsonValue> json = json_of("node", line);
    if (!json) return json.error();
    nodes_.push_back(json_reader_.node(*json, ""));
    return checked();
  }
  Result<void> take_edge(std::uint32_t line) {
    Result<JsonValue> evidence = json_of("evidence", line);
    if (!evidence) return evidence.error();
    JsonValue edge;
    edge.kind = JsonValue::Kind::object;
    edge.line = line;
    const auto add = [&](const char* name, std::string text) {
      JsonValue value;
      value.kind = JsonValue::Kind::string;
      value.line = line;
      value.string = std::move(text);
      edge.members.push_back({name, std::move(value)});
    };
    add("subject", subject_);
    add("relationType", data_["relation"]);
    add("object", object_);
    edge.members.push_back({"evidence", *std::move(evidence)});
    edges_.push_back(json_reader_.edge(edge, ""));
    return checked();
  }

  std::string source_;
  GraphReader json_reader_;
  std::string key_;  // of the data element that is open
  std::map<std::string, std::string> data_;
  std::string subject_, object_;
  std::vector<Article> articles_;
  std::vector<Node> nodes_;
  std::vector<Edge> edges_;
};

}  // namespace

Result<void> write_graphml(const KnowledgeGraph& graph, std::ostream& to, const Ontology& ontology,
                           const Gazetteer* names) {
  const Utf8Output checked(to);
  std::ostream& out = checked.out;
  const Sources sources(graph);
  JsonStream stream(out);
  XmlWriter xml(stream);
  xml.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n");
  for (const Key& key : kKeys)
    xml.open("key", {{"id", key.id}, {"for", key.domain}, {"attr.name", key.id}, {"attr.type", key.type}}, "/>\n");
  xml.open("graph", {{"id", "entente"}, {"edgedefault", "directed"}});
  write_articles(graph, xml);
  for_each_node(graph, [&](const Node& node) { write_node(node, names, xml); });
  for_each_edge(graph, [&](const Edge& edge) { write_edge(edge, sources, ontology, xml); });
  xml.raw("</graph>\n</graphml>\n");
  stream.Flush();
  return written(out);
}

Result<KnowledgeGraph> read_graphml(std::string_view xml, std::string_view source, const Ontology& ontology) {
  if (xml.size() > 2000000000)
    return InputError{std::string(source), 0, "GraphML of more than 2 GB", "give the graph as JSON-LD"};
  return GraphmlReader(source, ontology).read(xml);
}

}  // namespace entente

#include "entente/export/tables.h"

#include <algorithm>
#include <array>
#include <ostream>
#include <unordered_map>

#include "entente/export/reader_name.h"
#include "entente/graph/corroboration.h"
#include "entente/graph/walk.h"
#include "extent.h"
#include "graph_json.h"
#include "iri.h"
#include "json_stream.h"
#include "text.h"
#include "utf8_output.h"

namespace entente {
namespace {

// ---------------------------------------------------------------- CSV

enum class Cells : std::uint8_t { exact, harmless };

// RFC 4180. "Harmless": no spreadsheet takes a cell for a formula (CWE-1236).
class CsvWriter {
 public:
  CsvWriter(JsonStream& out, Cells cells) : out_(out), cells_(cells) {}
  CsvWriter& cell(std::string_view text) {
    if (!is_first_) out_.Put(',');
    is_first_ = false;
    const bool is_formula = cells_ == Cells::harmless && !text.empty() &&
                            std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
    if (!is_formula && text.find_first_of("\",\r\n") == std::string_view::npos && !has_outer_space(text)) {
      out_.put(text);
      return *this;
    }
    out_.Put('"');
    if (is_formula) out_.Put('\'');
    for (char c : text) {
      if (c == '"') out_.Put('"');
      out_.Put(c);
    }
    out_.Put('"');
    return *this;
  }
  CsvWriter& number(double value) {
    if (!is_first_) out_.Put(',');
    is_first_ = false;
    JsonWriter(out_).number(value);
    return *this;
  }
  void end_row() {
    out_.put("\r\n");
    is_first_ = true;
  }
  void row(std::initializer_list<std::string_view> cells) {
    for (std::string_view text : cells) cell(text);
    end_row();
  }

 private:
  static bool has_outer_space(std::string_view text) {
    return !text.empty() && (text.front() == ' ' || text.back() == ' ');
  }
  JsonStream& out_;
  Cells cells_;
  bool is_first_ = true;
};

// Several values of one cell, as neo4j-admin takes them.
std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) {
    if (!all.empty()) all += ';';
    for (char c : text) all += c == ';' ? ',' : c;
  }
  return all;
}

std::string participant_id(const Participant& who) { return who.node.empty() ? who.text : who.node; }

// ---------------------------------------------------------------- what the record formats look up

class Lookup {
 public:
  explicit Lookup(const KnowledgeGraph& graph) : graph_(graph) {
    for_each_node(graph, [this](const Node& node) {
      nodes_.emplace(node.id,
                     Node{node.id, node.type, node.name, node.alternate_names, node.wikidata, node.iso, {}, {}});
    });
  }
  /// Its id, type, names and identifiers alone.
  [[nodiscard]] const Node& node(const std::string& id) const { return nodes_.at(id); }
  [[nodiscard]] const Article& article(const Evidence& evidence) const {
    return *graph_.article(evidence.quote.article);
  }
  [[nodiscard]] std::string name_of(const Participant& who) const {
    return who.node.empty() ? who.text : node(who.node).name;
  }
  [[nodiscard]] std::string name_of(const std::string& id) const { return id.empty() ? "" : node(id).name; }

 private:
  const KnowledgeGraph& graph_;
  std::unordered_map<std::string, Node> nodes_;
};

const std::string& date_of(const Evidence& evidence, const Lookup& lookup) {
  return is_iso_date(evidence.time) ? evidence.time : lookup.article(evidence).published;
}

std::string_view label_of(const std::string& relation, const Ontology& ontology, std::string_view language) {
  const RelationId id = ontology.find(relation);
  if (id.is_none()) return relation;
  const std::string_view label = text_in(ontology[id].label, language);
  return label.empty() ? std::string_view(relation) : label;
}

// ---------------------------------------------------------------- PLOVER

// One piece of evidence of a relation that has a PLOVER category.
struct Event {
  std::string id;
  const RelationType* type;
  const Edge* edge;
  const Evidence* evidence;
};

template <class Use>
void for_each_event(const KnowledgeGraph& graph, const Ontology& ontology, Use use) {
  for_each_edge(graph, [&](const Edge& edge) {
    const RelationId id = ontology.find(edge.relation);
    if (id.is_none() || ontology[id].plover.empty()) return;
    const std::vector<std::string> iris = evidence_iris(edge);
    for (std::size_t i = 0; i < iris.size(); ++i) use(Event{iris[i], &ontology[id], &edge, &edge.evidence[i]});
  });
}

// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict; 0 for standing ties
int quad_code(QuadClass quad) { return quad == QuadClass::structural ? 0 : static_cast<int>(quad) + 1; }

std::string_view sector_of(NodeType type) {
  switch (type) {
    case NodeType::state:
      return "GOV";
    case NodeType::military_unit:
      return "MIL";
    default:
      return "";
  }
}

void write_entity(const Node& node, JsonWriter& json) {
  json.StartObject();
  json.member_if("code", node.iso);
  json.member_if("sector", sector_of(node.type));
  json.member("entity_text", node.name);
  json.member("identifier_id", node.wikidata.empty() ? node.id : node.wikidata);
  json.EndObject();
}

void write_event(const Event& event, const Lookup& lookup, JsonWriter& json) {
  const Evidence& evidence = *event.evidence;
  const Article& article = lookup.article(evidence);
  json.StartObject();
  json.member("id", event.id);
  json.member("date", date_of(evidence, lookup));
  json.key("actor");
  json.StartArray();
  write_entity(lookup.node(event.edge->subject), json);
  if (event.type->symmetric) write_entity(lookup.node(event.edge->object), json);
  json.EndArray();
  if (!event.type->symmetric) {
    json.key("recipient");
    json.StartArray();
    write_entity(lookup.node(event.edge->object), json);
    json.EndArray();
  }
  json.key("event");
  json.StartArray();
  json.text(event.type->plover);
  json.EndArray();
  json.key("event_text");
  json.StartArray();
  json.text(event.type->name);
  json.EndArray();
  if (const int quad = quad_code(event.type->quad); quad > 0) json.member("quad_code", quad);
  json.member("event_scale", event.type->score);
  json.member("text", evidence.quote.exact);
  json.key("text_info");
  json.StartObject();
  json.member("start", evidence.quote.span.begin);
  json.member("end", evidence.quote.span.end);
  json.EndObject();
  json.key("cite_info");
  json.StartObject();
  json.member("citation", article.name);
  json.member_if("url", web_link(article.source));
  json.member_if("title", article.title);
  json.member_if("language", article.language);
  json.member("codebook", "entente/" ENTENTE_VERSION);
  json.EndObject();
  json.member("comment", std::string(name(evidence.polarity)) + ", " + std::string(name(evidence.modality)));
  json.EndObject();
}

// ---------------------------------------------------------------- FollowTheMoney

std::string_view ftm_schema(NodeType type) {
  switch (type) {
    case NodeType::person:
      return "Person";
    case NodeType::state:
      return "PublicBody";
    case NodeType::organization:
    case NodeType::military_unit:
      return "Organization";
    case NodeType::group:
      return "LegalEntity";
    case NodeType::place:
      return "Address";
    case NodeType::event:
      return "Event";
  }
  return "Thing";
}

// How a relation is said in FollowTheMoney: the schema, and which of its ends the subject and the object are.
struct FtmLink {
  std::string_view relation, schema, subject, object;
};
constexpr FtmLink kFtmLinks[] = {
    {"memberOf", "Membership", "member", "organization"},
    {"affiliatedWith", "Employment", "employee", "employer"},
};
constexpr FtmLink kFtmUnknown = {"", "UnknownLink", "subject", "object"};

// Membership and Employment ask for kinds of ends that not all of ours have.
const FtmLink& ftm_link(const Edge& edge, const Lookup& lookup) {
  const NodeType subject = lookup.node(edge.subject).type, object = lookup.node(edge.object).type;
  const bool is_body =
      object == NodeType::organization || object == NodeType::state || object == NodeType::military_unit;
  for (const FtmLink& link : kFtmLinks)
    if (link.relation == edge.relation && is_body && (link.schema == "Membership" || subject == NodeType::person))
      return link;
  return kFtmUnknown;
}

class FtmWriter {
 public:
  explicit FtmWriter(JsonStream& out) : out_(out), json_(out) {}
  void begin(std::string_view id, std::string_view schema) {
    json_.Reset(out_);
    json_.StartObject();
    json_.member("id", id);
    json_.member("schema", schema);
    json_.key("properties");
    json_.StartObject();
  }
  void property(std::string_view name, const std::vector<std::string>& values) {
    bool is_open = false;
    for (const std::string& value : values) {
      if (value.empty()) continue;
      if (!is_open) json_.key(name);
      if (!is_open) json_.StartArray();
      is_open = true;
      json_.text(value);
    }
    if (is_open) json_.EndArray();
  }
  void end() {
    json_.EndObject();
    json_.EndObject();
    out_.put("\n");
  }

 private:
  JsonStream& out_;
  JsonWriter json_;
};

// FollowTheMoney ids have no slashes.
std::string ftm_id(std::string_view id) {
  std::string made;
  for (char c : id) made += c == '/' || c == '#' ? '.' : c;
  return made;
}

void write_ftm_node(const Node& node, FtmWriter& out) {
  const std::string_view schema = ftm_schema(node.type);
  out.begin(ftm_id(node.id), schema);
  out.property(schema == "Address" ? "full" : "name", {node.name});
  out.property("alias", node.alternate_names);
  out.property("wikidataId", {is_wikidata_id(node.wikidata) ? node.wikidata : ""});
  std::string country = node.iso;
  for (char& c : country) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  if (schema != "Event") out.property("country", {country});
  out.end();
}

void write_ftm_article(const Article& article, FtmWriter& out) {
  out.begin(ftm_id(article.id), "Article");
  out.property("title", {article.title.empty() ? article.name : article.title});
  out.property("fileName", {article.name});
  out.property("publishedAt", {article.published});
  out.property("language", {article.language});
  out.property("sourceUrl", {web_link(article.source)});
  out.end();
}

void write_ftm_relation(const Edge& edge, const Lookup& lookup, std::string_view label, FtmWriter& out) {
  const FtmLink& link = ftm_link(edge, lookup);
  std::vector<std::string> dates, quotes, links;
  for (const Evidence& evidence : edge.evidence) {
    const Article& article = lookup.article(evidence);
    quotes.push_back("« " + evidence.quote.exact + " » (" + article.name + ", " + std::string(name(evidence.polarity)) +
                     ", " + std::string(name(evidence.modality)) + ')');
    dates.push_back(date_of(evidence, lookup));
    if (std::string link = web_link(article.source); !link.empty()) links.push_back(std::move(link));
  }
  for (auto* values : {&dates, &quotes, &links}) {
    std::sort(values->begin(), values->end());
    values->erase(std::unique(values->begin(), values->end()), values->end());
  }
  out.begin(ftm_id(relation_iri(edge)), link.schema);
  out.property(link.subject, {ftm_id(edge.subject)});
  out.property(link.object, {ftm_id(edge.object)});
  out.property("role", {std::string(label)});
  out.property("date", dates);
  out.property("description", quotes);
  out.property("sourceUrl", links);
  out.end();
}

}  // namespace

Result<void> write_csv(const KnowledgeGraph& graph, std::ostream& to, std::string_view language,
                       const Ontology& ontology, const Gazetteer* names) {
  const Utf8Output checked(to);
  std::ostream& out = checked.out;
  const Lookup lookup(graph);
  JsonStream stream(out);
  CsvWriter csv(stream, Cells::harmless);
  csv.row({"subject",        "relation",      "object",      "polarity",   "modality",   "attributedTo", "quantity",
           "quantityUnit",   "time",          "destination", "quote",      "article",    "published",    "language",
           "start",          "end",           "confidence",  "source",     "subjectId",  "relationType", "objectId",
           "attributedToId", "destinationId", "articleId",   "subject_en", "subject_fr", "object_en",    "object_fr"});
  for_each_edge(graph, [&](const Edge& edge) {
    const Node &subject = lookup.node(edge.subject), &object = lookup.node(edge.object);
    for (const Evidence& evidence : edge.evidence) {
      const Article& article = lookup.article(evidence);
      csv.cell(lookup.name_of(edge.subject)).cell(label_of(edge.relation, ontology, language));
      csv.cell(lookup.name_of(edge.object)).cell(name(evidence.polarity)).cell(name(evidence.modality));
      csv.cell(lookup.name_of(evidence.attributed_to));
      if (evidence.quantity) {
        csv.number(evidence.quantity->value).cell(evidence.quantity->unit);
      } else {
        csv.cell("").cell("");
      }
      csv.cell(evidence.time).cell(lookup.name_of(evidence.destination)).cell(evidence.quote.exact);
      csv.cell(article.name).cell(article.published).cell(article.language);
      csv.number(evidence.quote.span.begin).number(evidence.quote.span.end).number(evidence.confidence);
      csv.cell(article.source).cell(edge.subject).cell(edge.relation).cell(edge.object);
      csv.cell(evidence.attributed_to).cell(evidence.destination.node).cell(article.id);
      for (const Node* node : {&subject, &object})
        for (const std::string_view code : kNameLanguages) csv.cell(reader_name(*node, names, code));
      csv.end_row();
    }
  });
  stream.Flush();
  return written(out);
}

std::string_view file_name(BulkTable table) {
  constexpr std::array<std::string_view, 4> kNames = {"nodes.csv", "relations.csv", "evidence.csv", "articles.csv"};
  return kNames[static_cast<std::size_t>(table)];
}

Result<void> write_bulk(const KnowledgeGraph& graph, BulkTable table, std::ostream& to, const Ontology& ontology,
                        const Gazetteer* names, const Slice* slice) {
  const Utf8Output checked(to);
  std::ostream& out = checked.out;
  const Extent extent(slice);
  JsonStream stream(out);
  CsvWriter csv(stream, Cells::exact);
  switch (table) {
    case BulkTable::nodes:
      csv.row({"id", "type", "name", "alternateNames", "wikidata", "isoCode", "name_en", "name_fr"});
      for_each_node(graph, [&](const Node& node) {
        if (!extent.has_node(node.id)) return;
        csv.row({node.id, name(node.type), node.name, joined(node.alternate_names), node.wikidata, node.iso,
                 reader_name(node, names, "en"), reader_name(node, names, "fr")});
      });
      break;
    case BulkTable::articles:
      csv.row({"id", "name", "title", "language", "published", "source", "textHash"});
      for (const auto& [id, fragment] : graph.fragments()) {
        const Article& a = fragment.article;
        if (!extent.has_article(id)) continue;
        csv.row({a.id, a.name, a.title, a.language, a.published, a.source, a.hash});
      }
      break;
    case BulkTable::relations: {
      const Sources sources = extent.sources(graph);
      csv.row({"subject", "object", "id", "type", "plover", "score", "confidence", "sources", "negated", "modality"});
      for_each_edge(graph, [&](const Edge& edge) {
        if (!extent.has_node(edge.subject)) return;
        const RelationId id = ontology.find(edge.relation);
        const Support borne_out = support(edge, sources);
        csv.cell(edge.subject).cell(edge.object).cell(relation_iri(edge)).cell(edge.relation);
        csv.cell(id.is_none() ? "" : std::string_view(ontology[id].plover))
            .number(id.is_none() ? 0 : ontology[id].score);
        csv.number(borne_out.confidence()).number(borne_out.sources).cell(borne_out.is_negated() ? "true" : "false");
        csv.cell(name(borne_out.modality)).end_row();
      });
      break;
    }
    case BulkTable::evidence:
      csv.row({"id", "relation", "article", "start", "end", "exact", "polarity", "modality", "attributedTo", "quantity",
               "quantityUnit", "time", "destination", "confidence"});
      for_each_edge(graph, [&](const Edge& edge) {
        if (!extent.has_node(edge.subject)) return;
        const std::vector<std::string> iris = evidence_iris(edge);
        for (std::size_t i = 0; i < iris.size(); ++i) {
          const Evidence& e = edge.evidence[i];
          csv.cell(iris[i]).cell(relation_iri(edge)).cell(e.quote.article);
          csv.number(e.quote.span.begin).number(e.quote.span.end).cell(e.quote.exact);
          csv.cell(name(e.polarity)).cell(name(e.modality)).cell(e.attributed_to);
          if (e.quantity) {
            csv.number(e.quantity->value).cell(e.quantity->unit);
          } else {
            csv.cell("").cell("");
          }
          csv.cell(e.time).cell(participant_id(e.destination)).number(e.confidence).end_row();
        }
      });
      break;
  }
  stream.Flush();
  return written(out);
}

Result<void> write_cypher(std::ostream& to, const Ontology& ontology) {
  const Utf8Output checked(to);
  std::ostream& out = checked.out;
  out << "// Loads nodes.csv, relations.csv, evidence.csv and articles.csv; $folder is their place, \"file:///\" for "
         "the\n"
         "// import folder. Neo4j 5 with dbms.import.csv.legacy_quote_escaping=false, or a backslash in a quote counts "
         "as an\n"
         "// escape; each statement may be run again.\n"
         "CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;\n"
         "CREATE CONSTRAINT article_id IF NOT EXISTS FOR (a:Article) REQUIRE a.id IS UNIQUE;\n"
         "CREATE CONSTRAINT evidence_id IF NOT EXISTS FOR (e:Evidence) REQUIRE e.id IS UNIQUE;\n"
         "LOAD CSV WITH HEADERS FROM $folder + 'articles.csv' AS row MERGE (a:Article {id: row.id}) "
         "SET a.name = row.name, a.title = row.title, a.language = row.language, a.published = row.published, "
         "a.source = row.source, a.textHash = row.textHash;\n"
         "LOAD CSV WITH HEADERS FROM $folder + 'nodes.csv' AS row MERGE (n:Entity {id: row.id}) "
         "SET n.name = row.name, n.type = row.type, n.alternateNames = split(row.alternateNames, ';'), "
         "n.wikidata = row.wikidata, n.isoCode = row.isoCode, n.name_en = row.name_en, "
         "n.name_fr = row.name_fr;\n";
  for (NodeType type : kNodeTypes)
    out << "MATCH (n:Entity {type: '" << name(type) << "'}) SET n:" << name(type) << ";\n";
  for (const RelationType& relation : ontology.relations())
    out << "LOAD CSV WITH HEADERS FROM $folder + 'relations.csv' AS row WITH row WHERE row.type = '" << relation.name
        << "' MATCH (s:Entity {id: row.subject}), (o:Entity {id: row.object}) MERGE (s)-[r:" << relation.name
        << " {id: row.id}]->(o) SET r.plover = row.plover, r.score = toFloat(row.score), "
           "r.confidence = toFloat(row.confidence), r.sources = toInteger(row.sources), "
           "r.negated = row.negated = 'true', r.modality = row.modality;\n";
  out << "LOAD CSV WITH HEADERS FROM $folder + 'evidence.csv' AS row MATCH (a:Article {id: row.article}) "
         "MERGE (e:Evidence {id: row.id}) SET e.relation = row.relation, e.start = toInteger(row.start), "
         "e.end = toInteger(row.end), e.exact = row.exact, e.polarity = row.polarity, e.modality = row.modality, "
         "e.attributedTo = row.attributedTo, e.quantity = toFloat(row.quantity), e.quantityUnit = row.quantityUnit, "
         "e.time = row.time, e.destination = row.destination, e.confidence = toFloat(row.confidence) "
         "MERGE (e)-[:IN]->(a);\n";
  return written(out);
}

Result<void> write_plover_jsonl(const KnowledgeGraph& graph, std::ostream& to, const Ontology& ontology) {
  const Utf8Output checked(to);
  std::ostream& out = checked.out;
  const Lookup lookup(graph);
  JsonStream stream(out);
  for_each_event(graph, ontology, [&](const Event& event) {
    JsonWriter json(stream);
    write_event(event, lookup, json);
    stream.put("\n");
  });
  stream.Flush();
  return written(out);
}

Result<void> write_plover_csv(const KnowledgeGraph& graph, std::ostream& to, const Ontology& ontology) {
  const Utf8Output checked(to);
  std::ostream& out = checked.out;
  const Lookup lookup(graph);
  JsonStream stream(out);
  CsvWriter csv(stream, Cells::harmless);
  csv.row({"id", "date", "actor", "actor_code", "recipient", "recipient_code", "event", "quad_code", "event_scale",
           "text", "citation", "url", "comment"});
  for_each_event(graph, ontology, [&](const Event& event) {
    const Node &actor = lookup.node(event.edge->subject), &recipient = lookup.node(event.edge->object);
    const Article& article = lookup.article(*event.evidence);
    csv.cell(event.id).cell(date_of(*event.evidence, lookup)).cell(actor.name).cell(actor.iso);
    csv.cell(recipient.name).cell(recipient.iso).cell(event.type->plover).number(quad_code(event.type->quad));
    csv.number(event.type->score).cell(event.evidence->quote.exact).cell(article.name);
    csv.cell(web_link(article.source));
    csv.cell(std::string(name(event.evidence->polarity)) + ", " + std::string(name(event.evidence->modality)))
        .end_row();
  });
  stream.Flush();
  return written(out);
}

Result<void> write_ftm(const KnowledgeGraph& graph, std::ostream& to, std::string_view language,
                       const Ontology& ontology) {
  const Utf8Output checked(to);
  std::ostream& out = checked.out;
  const Lookup lookup(graph);
  JsonStream stream(out);
  FtmWriter ftm(stream);
  for (const auto& [id, fragment] : graph.fragments()) write_ftm_article(fragment.article, ftm);
  for_each_node(graph, [&](const Node& node) { write_ftm_node(node, ftm); });
  for_each_edge(graph, [&](const Edge& edge) {
    write_ftm_relation(edge, lookup, label_of(edge.relation, ontology, language), ftm);
  });
  stream.Flush();
  return written(out);
}

}  // namespace entente

#include "graph_json.h"

#include <algorithm>
#include <array>
#include <limits>

#include "iri.h"

namespace entente {
namespace {

void write_participant(std::string_view key, const Participant& who, JsonWriter& json) {
  if (who.is_none()) return;
  const bool has_both = !who.node.empty() && !who.text.empty();
  json.key(key);
  if (has_both) json.StartArray();
  if (!who.node.empty()) {
    json.StartObject();
    json.member("@id", iri_safe(who.node));
    json.EndObject();
  }
  if (!who.text.empty()) json.text(who.text);
  if (has_both) json.EndArray();
}

void write_texts(std::string_view key, const std::vector<std::string>& texts, JsonWriter& json) {
  if (texts.empty()) return;
  json.key(key);
  json.StartArray();
  for (const std::string& text : texts) json.text(text);
  json.EndArray();
}

// The context types a plain value as a date: what is none must say that it is a text.
void write_date(const std::string& date, JsonWriter& json) {
  if (date.empty() || is_iso_date(date)) return json.member_if("datePublished", date);
  json.key("datePublished");
  json.StartObject();
  json.member("@value", date);
  json.EndObject();
}

// The enumerator whose name is `text`; the first one for "".
template <class Enum, std::size_t N>
std::optional<Enum> by_name(std::string_view text, const std::array<Enum, N>& all) {
  if (text.empty()) return all[0];
  for (Enum value : all)
    if (name(value) == text) return value;
  return std::nullopt;
}
constexpr std::array kPolarities = {Polarity::affirmed, Polarity::negated};
constexpr std::array kModalities = {Modality::actual, Modality::reported, Modality::possible, Modality::planned};
constexpr std::array kObjectRoles = {ObjectRole::unspecified, ObjectRole::addressee, ObjectRole::about};

std::string shown(const std::string& text) { return '"' + text.substr(0, 80) + '"'; }

}  // namespace

bool is_fact(const Edge& edge) {
  return std::any_of(edge.evidence.begin(), edge.evidence.end(), [](const Evidence& evidence) {
    return evidence.polarity == Polarity::affirmed && evidence.modality == Modality::actual;
  });
}

bool is_iso_date(std::string_view text) {
  constexpr std::string_view kForm = "0000-00-00";
  return text.size() == kForm.size() && std::equal(text.begin(), text.end(), kForm.begin(), [](char c, char form) {
           return form == '0' ? c >= '0' && c <= '9' : c == form;
         });
}

void write_article_members(const Article& article, JsonWriter& json) {
  json.member("@id", iri_safe(article.id));
  json.member("@type", "Article");
  json.member("name", article.name);
  json.member_if("headline", article.title);
  json.member_if("inLanguage", article.language);
  write_date(article.published, json);
  json.member_if("sourceLocation", article.source);
  json.member_if("textHash", article.hash);
  json.member_if("textSignature", article.signature);
  json.member("offsetUnit", "codepoint");
}

void write_node_members(const Node& node, JsonWriter& json) {
  json.member("@id", iri_safe(node.id));
  json.member("@type", name(node.type));
  json.member("name", node.name);
  write_texts("alternateName", node.alternate_names, json);
  write_texts("description", node.descriptions, json);
  if (!node.wikidata.empty()) {
    json.key("sameAs");
    json.StartArray();
    json.text(wikidata_iri(node.wikidata));
    json.EndArray();
  }
  json.member_if("isoCode", node.iso);
}

void write_place_members(const Quote& quote, JsonWriter& json) {
  json.member("start", quote.span.begin);
  json.member("end", quote.span.end);
  json.member("exact", quote.exact);
}

void write_detail_members(const Evidence& evidence, JsonWriter& json) {
  json.member_if("objectRole", name(evidence.object_role));
  if (evidence.quantity) {
    json.member("quantity", evidence.quantity->value);
    json.member_if("quantityUnit", evidence.quantity->unit);
    if (evidence.quantity->approximate) {
      json.key("approximate");
      json.Bool(true);
    }
  }
  json.member_if("time", evidence.time);
  write_participant("destination", evidence.destination, json);
  write_participant("beneficiary", evidence.beneficiary, json);
  write_participant("instrument", evidence.instrument, json);
  write_participant("location", evidence.location, json);
  json.member_if("frame", evidence.frame);
}

void write_evidence_members(const Evidence& evidence, JsonWriter& json) {
  write_place_members(evidence.quote, json);
  json.member("polarity", name(evidence.polarity));
  json.member("modality", name(evidence.modality));
  json.member_if("attributedTo", iri_safe(evidence.attributed_to));
  write_detail_members(evidence, json);
  json.member("confidence", evidence.confidence);
  json.member("triggerStart", evidence.trigger.begin);
  json.member("triggerEnd", evidence.trigger.end);
}

void GraphReader::fail(const JsonValue& where, std::string seen, std::string remedy) {
  if (!error_) error_ = InputError{source_, where.line, std::move(seen), std::move(remedy)};
}

std::string GraphReader::string(const JsonValue& object, std::string_view key) {
  const JsonValue* value = object.find(key);
  if (value == nullptr) return {};
  if (const JsonValue* inner = value->find("@value")) value = inner;
  if (!value->is(JsonValue::Kind::string)) fail(*value, '"' + std::string(key) + "\" is no string");
  return value->string;
}

double GraphReader::number(const JsonValue& object, std::string_view key, double otherwise) {
  const JsonValue* value = object.find(key);
  if (value == nullptr) return otherwise;
  if (!value->is(JsonValue::Kind::number)) fail(*value, '"' + std::string(key) + "\" is no number");
  return value->number;
}

std::uint32_t GraphReader::offset(const JsonValue& object, std::string_view key) {
  const double value = number(object, key, 0);
  if (value >= 0 && value <= std::numeric_limits<std::uint32_t>::max() && value == std::trunc(value))
    return static_cast<std::uint32_t>(value);
  fail(object, '"' + std::string(key) + "\" is not an offset", "expected a whole number of code points");
  return 0;
}

std::string GraphReader::id(const JsonValue& object, std::string_view key, bool is_required) {
  const JsonValue* value = object.find(key);
  const JsonValue* inner = value != nullptr ? value->find("@id") : nullptr;
  if (inner != nullptr) value = inner;
  if (value == nullptr || (is_required && value->string.empty())) {
    if (is_required) fail(object, "an object has no \"" + std::string(key) + '"');
    return {};
  }
  if (!value->is(JsonValue::Kind::string)) fail(*value, '"' + std::string(key) + "\" is no id");
  if (!may_be_iri(value->string)) fail(*value, "id " + shown(value->string) + " is no IRI");
  return iri_safe(value->string);
}

// One value counts as a list of one, as in JSON-LD.
std::span<const JsonValue> GraphReader::list(const JsonValue& object, std::string_view key) {
  const JsonValue* value = object.find(key);
  if (value == nullptr) return {};
  if (value->is(JsonValue::Kind::array)) return value->items;
  return {value, 1};
}

std::vector<std::string> GraphReader::strings(const JsonValue& object, std::string_view key) {
  std::vector<std::string> texts;
  for (const JsonValue& value : list(object, key)) {
    if (!value.is(JsonValue::Kind::string)) fail(value, '"' + std::string(key) + "\" is no string");
    texts.push_back(value.string);
  }
  return texts;
}

Quote GraphReader::quote(const JsonValue& object, std::string_view article) {
  Quote quote;
  quote.article = id(object, "source", article.empty());
  if (quote.article.empty()) quote.article = article;
  quote.span = {offset(object, "start"), offset(object, "end")};
  quote.exact = string(object, "exact");
  if (quote.span.end < quote.span.begin) fail(object, "a quote ends before it starts");
  return quote;
}

Participant GraphReader::participant(const JsonValue& object, std::string_view key) {
  Participant who;
  for (const JsonValue& value : list(object, key)) {
    if (value.is(JsonValue::Kind::object)) {
      who.node = id(value, "@id", true);
    } else if (value.is(JsonValue::Kind::string)) {
      who.text = value.string;
    } else {
      fail(value, '"' + std::string(key) + "\" is neither a node nor a text");
    }
  }
  return who;
}

Evidence GraphReader::evidence(const JsonValue& object, std::string_view article) {
  Evidence evidence;
  evidence.quote = quote(object, article);
  evidence.trigger = {offset(object, "triggerStart"), offset(object, "triggerEnd")};
  evidence.frame = string(object, "frame");
  const auto choice = [&](std::string_view key, const auto& all, auto& field) {
    const std::string text = string(object, key);
    if (auto found = by_name(text, all)) {
      field = *found;
    } else {
      fail(object, '"' + std::string(key) + "\" cannot be " + shown(text));
    }
  };
  choice("polarity", kPolarities, evidence.polarity);
  choice("modality", kModalities, evidence.modality);
  choice("objectRole", kObjectRoles, evidence.object_role);
  evidence.attributed_to = id(object, "attributedTo", false);
  if (object.find("quantity") != nullptr) {
    const JsonValue* approximate = object.find("approximate");
    evidence.quantity = Quantity{number(object, "quantity", 0), string(object, "quantityUnit"),
                                 approximate != nullptr && approximate->boolean};
  }
  evidence.time = string(object, "time");
  evidence.destination = participant(object, "destination");
  evidence.beneficiary = participant(object, "beneficiary");
  evidence.instrument = participant(object, "instrument");
  evidence.location = participant(object, "location");
  evidence.confidence = number(object, "confidence", 0);
  if (!(evidence.confidence >= 0 && evidence.confidence <= 1)) fail(object, "\"confidence\" is not between 0 and 1");
  return evidence;
}

Article GraphReader::article(const JsonValue& object) {
  return {id(object, "@id", true),          string(object, "textHash"),     string(object, "name"),
          string(object, "headline"),       string(object, "inLanguage"),   string(object, "datePublished"),
          string(object, "sourceLocation"), string(object, "textSignature")};
}

Node GraphReader::node(const JsonValue& object, std::string_view article) {
  Node node;
  node.id = id(object, "@id", true);
  const auto [type, is_known] = node_type(string(object, "@type"));
  if (!is_known) fail(object, "node " + node.id + " has no known type");
  node.type = type;
  node.name = string(object, "name");
  node.alternate_names = strings(object, "alternateName");
  node.descriptions = strings(object, "description");
  for (const JsonValue& value : list(object, "sameAs"))
    if (std::string found = wikidata_of(value.string); !found.empty()) node.wikidata = std::move(found);
  node.iso = string(object, "isoCode");
  for (const JsonValue& value : list(object, "mentions")) node.mentions.push_back(quote(value, article));
  return node;
}

Edge GraphReader::edge(const JsonValue& object, std::string_view article) {
  Edge edge;
  edge.subject = id(object, "subject", true);
  edge.relation = string(object, "relationType");
  edge.object = id(object, "object", true);
  if (ontology_.find(edge.relation).is_none())
    fail(object, "unknown relation type " + shown(edge.relation), "give the ontology file that defines it");
  for (const JsonValue& value : list(object, "evidence")) edge.evidence.push_back(evidence(value, article));
  if (edge.evidence.empty()) fail(object, "relation " + edge.relation + " has no evidence");
  return edge;
}

}  // namespace entente

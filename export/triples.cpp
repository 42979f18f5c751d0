#include "triples.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>

#include "entente/export/reader_name.h"
#include "entente/graph/corroboration.h"
#include "extent.h"
#include "fact_walk.h"
#include "graph_json.h"
#include "iri.h"
#include "vocabulary.h"

namespace entente {
namespace {

// The full IRI of each term, put together once.
class Vocabulary {
 public:
  Vocabulary() {
    for (const Term& term : kTerms) iris_.emplace(term.name, expanded(term.iri));
  }
  const std::string& operator[](std::string_view term) const { return iris_.find(term)->second; }

 private:
  std::map<std::string_view, std::string> iris_;
};

class TripleWriter {
 public:
  TripleWriter(const KnowledgeGraph& graph, const RdfOptions& options, TripleSink& sink)
      : graph_(graph), options_(options), extent_(options.slice), sink_(sink) {}

  void write() {
    if (extent_.has_head()) write_software();
    for (const auto& [id, fragment] : graph_.fragments())
      if (extent_.has_article(id)) write_article(fragment.article);
    FactWalk facts(graph_, *options_.ontology);
    NodeWalk nodes(graph_);
    while (const Node* node = nodes.next())
      if (extent_.has_node(node->id)) write_node(*node, facts);
    const Sources sources = extent_.sources(graph_);
    EdgeWalk edges = std::move(facts).edges();
    while (const Edge* relation = edges.next())
      if (extent_.has_node(relation->subject)) write_relation(*relation, sources);
  }

 private:
  // What an id stands for: itself if it is absolute, else it counts from the base.
  [[nodiscard]] std::string resolved(std::string_view id) const {
    return is_absolute(id) ? std::string(id) : options_.base + std::string(id);
  }
  void subject(std::string_view id) { sink_.subject(resolved(id)); }
  void type(std::string_view term) { sink_.link(kType, vocabulary_[term]); }
  void link(std::string_view term, std::string_view id) { sink_.link(vocabulary_[term], resolved(id)); }
  void link_if(std::string_view term, std::string_view id) {
    if (!id.empty()) link(term, iri_safe(id));
  }
  void text(std::string_view term, std::string_view value) { sink_.literal(vocabulary_[term], value, ""); }
  void text_if(std::string_view term, std::string_view value) {
    if (!value.empty()) text(term, value);
  }
  void integer(std::string_view term, std::uint32_t value) {
    sink_.literal(vocabulary_[term], std::to_string(value), kInteger);
  }
  void real(std::string_view term, double value) {
    if (std::isfinite(value)) sink_.literal(vocabulary_[term], xsd_double(value), kDouble);
  }

  void write_software() {
    subject(software_iri());
    type("SoftwareAgent");
    text("name", "Entente");
    text("softwareVersion", ENTENTE_VERSION);
  }

  void write_article(const Article& article) {
    subject(iri_safe(article.id));
    type("Article");
    text("name", article.name);
    text_if("headline", article.title);
    text_if("inLanguage", article.language);
    if (!article.published.empty())
      sink_.literal(vocabulary_["datePublished"], article.published, is_iso_date(article.published) ? kDate : "");
    text_if("sourceLocation", article.source);
    text_if("textHash", article.hash);
    text_if("textSignature", article.signature);
    text("offsetUnit", "codepoint");
    subject(activity_iri(article));
    type("Activity");
    link("used", iri_safe(article.id));
    link("wasAssociatedWith", software_iri());
  }

  void write_place(const Quote& quote) {
    type("TextQuoteSelector");
    type("TextPositionSelector");
    link("source", iri_safe(quote.article));
    integer("start", quote.span.begin);
    integer("end", quote.span.end);
    text("exact", quote.exact);
  }

  void write_node(const Node& node, FactWalk& facts) {
    const std::string id = iri_safe(node.id);
    subject(id);
    type(name(node.type));
    text("name", node.name);
    for (const std::string_view language : kNameLanguages)
      if (const std::string_view known = known_name(node, options_.names, language); !known.empty())
        sink_.text(vocabulary_["name_" + std::string(language)], known, language);
    for (const std::string& alternate : node.alternate_names) text("alternateName", alternate);
    for (const std::string& description : node.descriptions) text("description", description);
    if (!node.wikidata.empty()) sink_.link(vocabulary_["sameAs"], wikidata_iri(node.wikidata));
    text_if("isoCode", node.iso);
    for (const Quote& mention : node.mentions) link("mentions", place_iri(mention));
    while (const Edge* fact = facts.next_of(node.id))
      sink_.link(std::string(kNamespace) + fact->relation, resolved(iri_safe(fact->object)));
    for (const Quote& mention : node.mentions) {
      subject(place_iri(mention));
      write_place(mention);
    }
  }

  void write_participant(std::string_view term, const Participant& who) {
    link_if(term, who.node);
    text_if(term, who.text);
  }

  void write_relation(const Edge& edge, const Sources& sources) {
    const Support borne_out = support(edge, sources);
    const std::vector<std::string> iris = evidence_iris(edge);
    subject(relation_iri(edge));
    type("Relation");
    sink_.link(vocabulary_["relationType"], std::string(kNamespace) + edge.relation);
    link("subject", iri_safe(edge.subject));
    link("object", iri_safe(edge.object));
    real("confidence", borne_out.confidence());
    integer("sourceCount", borne_out.sources);
    if (const RelationId id = options_.ontology->find(edge.relation); !id.is_none()) {
      text_if("plover", (*options_.ontology)[id].plover);
      real("score", (*options_.ontology)[id].score);
    }
    for (const std::string& iri : iris) link("evidence", iri);
    for (std::size_t i = 0; i < iris.size(); ++i) {
      subject(iris[i]);
      type("Evidence");
      write_evidence(edge.evidence[i]);
    }
  }

  void write_evidence(const Evidence& evidence) {
    write_place(evidence.quote);
    text("polarity", name(evidence.polarity));
    text("modality", name(evidence.modality));
    text_if("objectRole", name(evidence.object_role));
    link_if("attributedTo", evidence.attributed_to);
    if (evidence.quantity) {
      real("quantity", evidence.quantity->value);
      text_if("quantityUnit", evidence.quantity->unit);
      if (evidence.quantity->approximate) sink_.literal(vocabulary_["approximate"], "true", kBoolean);
    }
    text_if("time", evidence.time);
    write_participant("destination", evidence.destination);
    write_participant("beneficiary", evidence.beneficiary);
    write_participant("instrument", evidence.instrument);
    write_participant("location", evidence.location);
    real("confidence", evidence.confidence);
    integer("triggerStart", evidence.trigger.begin);
    integer("triggerEnd", evidence.trigger.end);
    text_if("frame", evidence.frame);
  }

  static constexpr std::string_view kType = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
  static constexpr std::string_view kInteger = "http://www.w3.org/2001/XMLSchema#integer";
  static constexpr std::string_view kDouble = "http://www.w3.org/2001/XMLSchema#double";
  static constexpr std::string_view kBoolean = "http://www.w3.org/2001/XMLSchema#boolean";
  static constexpr std::string_view kDate = "http://www.w3.org/2001/XMLSchema#date";

  const KnowledgeGraph& graph_;
  const RdfOptions& options_;
  Extent extent_;
  TripleSink& sink_;
  Vocabulary vocabulary_;
};

}  // namespace

std::string xsd_double(double value) {
  std::array<char, 64> buffer{};
  const auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific).ptr;
  const std::string_view text(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
  const std::size_t e = text.find('e');
  if (e == std::string_view::npos) return std::string(text);  // inf, nan
  std::string mantissa(text.substr(0, e));
  if (mantissa.find('.') == std::string::npos) mantissa += ".0";
  int exponent = 0;
  const std::string_view digits = text.substr(text[e + 1] == '+' ? e + 2 : e + 1);
  std::from_chars(digits.data(), digits.data() + digits.size(), exponent);
  return mantissa + 'E' + std::to_string(exponent);
}

void write_triples(const KnowledgeGraph& graph, const RdfOptions& options, TripleSink& sink) {
  TripleWriter(graph, options, sink).write();
}

}  // namespace entente

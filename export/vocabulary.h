// The terms of our linked data: one table for the JSON-LD context, N-Quads, Turtle and the importers.
#pragma once

#include <array>
#include <string_view>

#include "entente/schema/ontology.h"
#include "iri.h"

namespace entente {

/// A term beside those of the ontology. `type` coerces values: "@id" for ids, "@vocab" for terms, "@en" and the like
/// for texts in a language, else a datatype.
struct Term {
  std::string_view name, iri, type;
};
inline constexpr std::array kPrefixes = {
    Term{"ent", kNamespace, ""},
    Term{"schema", "https://schema.org/", ""},
    Term{"prov", "http://www.w3.org/ns/prov#", ""},
    Term{"oa", "http://www.w3.org/ns/oa#", ""},
    Term{"rdfs", "http://www.w3.org/2000/01/rdf-schema#", ""},
    Term{"xsd", "http://www.w3.org/2001/XMLSchema#", ""},
};
inline constexpr std::array kTerms = {
    Term{"Person", "schema:Person", ""},
    Term{"State", "schema:Country", ""},
    Term{"Organization", "schema:Organization", ""},
    Term{"MilitaryUnit", "ent:MilitaryUnit", ""},
    Term{"Group", "ent:Group", ""},
    Term{"Place", "schema:Place", ""},
    Term{"Event", "schema:Event", ""},
    Term{"Article", "schema:NewsArticle", ""},
    Term{"Relation", "ent:Relation", ""},
    Term{"Evidence", "ent:Evidence", ""},
    Term{"TextQuoteSelector", "oa:TextQuoteSelector", ""},
    Term{"TextPositionSelector", "oa:TextPositionSelector", ""},
    Term{"Activity", "prov:Activity", ""},
    Term{"SoftwareAgent", "prov:SoftwareAgent", ""},
    Term{"name", "schema:name", ""},
    Term{"name_en", "rdfs:label", "@en"},
    Term{"name_fr", "rdfs:label", "@fr"},
    Term{"alternateName", "schema:alternateName", ""},
    Term{"description", "schema:description", ""},
    Term{"sameAs", "schema:sameAs", "@id"},
    Term{"isoCode", "ent:isoCode", ""},
    Term{"headline", "schema:headline", ""},
    Term{"inLanguage", "schema:inLanguage", ""},
    Term{"datePublished", "schema:datePublished", "xsd:date"},
    Term{"sourceLocation", "ent:sourceLocation", ""},
    Term{"textHash", "ent:textHash", ""},
    Term{"textSignature", "ent:textSignature", ""},
    Term{"offsetUnit", "ent:offsetUnit", ""},
    Term{"softwareVersion", "schema:softwareVersion", ""},
    Term{"used", "prov:used", "@id"},
    Term{"wasAssociatedWith", "prov:wasAssociatedWith", "@id"},
    Term{"mentions", "ent:mention", "@id"},
    Term{"source", "oa:hasSource", "@id"},
    Term{"start", "oa:start", ""},
    Term{"end", "oa:end", ""},
    Term{"exact", "oa:exact", ""},
    Term{"relationType", "ent:relationType", "@vocab"},
    Term{"subject", "ent:subject", "@id"},
    Term{"object", "ent:object", "@id"},
    Term{"plover", "ent:plover", ""},
    Term{"score", "ent:score", "xsd:double"},
    Term{"confidence", "ent:confidence", "xsd:double"},
    Term{"sourceCount", "ent:sourceCount", ""},
    Term{"evidence", "ent:evidence", "@id"},
    Term{"polarity", "ent:polarity", ""},
    Term{"modality", "ent:modality", ""},
    Term{"objectRole", "ent:objectRole", ""},
    Term{"attributedTo", "ent:attributedTo", "@id"},
    Term{"quantity", "ent:quantity", "xsd:double"},
    Term{"quantityUnit", "ent:quantityUnit", ""},
    Term{"approximate", "ent:approximate", ""},
    Term{"time", "ent:time", ""},
    Term{"destination", "ent:destination", ""},
    Term{"beneficiary", "ent:beneficiary", ""},
    Term{"instrument", "ent:instrument", ""},
    Term{"location", "ent:location", ""},
    Term{"triggerStart", "ent:triggerStart", ""},
    Term{"triggerEnd", "ent:triggerEnd", ""},
    Term{"frame", "ent:frame", ""},
};

/// The full IRI of "schema:name". requires one of kPrefixes in front of the colon
[[nodiscard]] std::string expanded(std::string_view compact);

}  // namespace entente

// What is an IRI, and what is a link: the one door for every writer. And names for what has none in the graph:
// mentions, relations, evidence, activities, all functions of content.
#pragma once

#include <string>
#include <string_view>

#include "entente/graph/fragment.h"

namespace entente {

inline constexpr std::string_view kNamespace = "https://entente.example/ns#";  // of the ontology, whatever the base

inline constexpr std::string_view kWikidata = "http://www.wikidata.org/entity/";

/// `address` as a link that may leave us: an IRI (RFC 3987) of http or https. Characters that it may not hold, the
/// apostrophe, and what is invisible or turns the direction of text are percent-encoded. "" for what is no such
/// address: another scheme, no host, a host with a space in it. What is no link is text, where a format can hold text.
[[nodiscard]] std::string web_link(std::string_view address);

/// The id as an IRI: itself if it is an address of the web, else relative to the base, so that appending it to the base
/// and resolving it against the base give the same. A sound id stays as it is; iri_safe(iri_safe(x)) == iri_safe(x).
[[nodiscard]] std::string iri_safe(std::string_view id);
/// True for an id of iri_safe that is no relative one.
[[nodiscard]] bool is_absolute(std::string_view id);
/// False for what no syntax lets stand between < and >: spaces, quotes, controls.
[[nodiscard]] bool may_be_iri(std::string_view text);

/// "Q423": the only form that is a link to Wikidata.
[[nodiscard]] bool is_wikidata_id(std::string_view id);
/// The IRI of a Wikidata id, whatever its characters; wikidata_of is its inverse, "" for what is none.
[[nodiscard]] std::string wikidata_iri(std::string_view id);
[[nodiscard]] std::string wikidata_of(std::string_view iri);

/// "relation/person/kim-jong-un/deploys/unit/north-korean-soldiers"
[[nodiscard]] std::string relation_iri(const Edge& edge);
/// "article/kim.txt#char=133,144": an RFC 5147 fragment.
[[nodiscard]] std::string place_iri(const Quote& quote);
/// One for each piece of evidence of an edge, in their order; unique among them.
[[nodiscard]] std::vector<std::string> evidence_iris(const Edge& edge);
/// "reading/article/kim.txt": the activity that read it.
[[nodiscard]] std::string activity_iri(const Article& article);
/// "software/entente-0.1.0"
[[nodiscard]] std::string software_iri();

}  // namespace entente

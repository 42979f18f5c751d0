// Names for what has none in the graph: mentions, relations, evidence, activities. All are functions of content.
#pragma once

#include <string>
#include <string_view>

#include "entente/graph/fragment.h"

namespace entente {

inline constexpr std::string_view kNamespace = "https://entente.example/ns#";  // of the ontology, whatever the base

/// `id` with the characters that no IRI may hold percent-encoded; a valid IRI stays as it is.
[[nodiscard]] std::string iri_safe(std::string_view id);

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

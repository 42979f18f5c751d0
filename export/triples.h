// A graph as a sequence of triples, the same for every syntax of RDF.
#pragma once

#include <string>
#include <string_view>

#include "entente/export/jsonld.h"
#include "entente/graph/knowledge_graph.h"

namespace entente {

/// Takes triples. IRIs are absolute and escaped; literals are raw.
class TripleSink {
 public:
  virtual ~TripleSink() = default;
  virtual void subject(std::string_view iri) = 0;  // of the triples that follow
  virtual void link(std::string_view predicate, std::string_view object) = 0;
  /// `datatype`: an IRI, "" for a plain string
  virtual void literal(std::string_view predicate, std::string_view text, std::string_view datatype) = 0;
  /// In that language: "en"
  virtual void text(std::string_view predicate, std::string_view text, std::string_view language) = 0;
};

void write_triples(const KnowledgeGraph& graph, const RdfOptions& options, TripleSink& sink);

/// The canonical form of xsd:double: "8.7E-1". The shortest digits that read back as `value`.
[[nodiscard]] std::string xsd_double(double value);

}  // namespace entente

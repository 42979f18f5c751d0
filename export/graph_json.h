// The parts of a graph as JSON objects: one spelling, shared by the fragment line and the JSON-LD graph.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "entente/export/jsonld.h"
#include "entente/graph/fragment.h"
#include "entente/schema/ontology.h"
#include "json_stream.h"
#include "json_value.h"

namespace entente {

/// True if some article states the relation as a fact: then it has a direct triple.
[[nodiscard]] bool is_fact(const Edge& edge);

/// True for "2024-10-28": what xsd:date takes.
[[nodiscard]] bool is_iso_date(std::string_view text);

// Writing: the members of an object that the caller has opened and will close.

/// The value of @context.
void write_context(const RdfOptions& options, JsonWriter& json);
/// @id, @type, name, inLanguage, …
void write_article_members(const Article& article, JsonWriter& json);
/// @id, @type, name, alternateName, …; the mentions are left to the caller.
void write_node_members(const Node& node, JsonWriter& json);
/// start, end, exact
void write_place_members(const Quote& quote, JsonWriter& json);
/// What evidence says beside its place and status: objectRole, quantity, time, destination, …
void write_detail_members(const Evidence& evidence, JsonWriter& json);
/// start, end, exact and the status of the claim there
void write_evidence_members(const Evidence& evidence, JsonWriter& json);

// Reading. The first trouble is kept; what is read after it is not to be used.

class GraphReader {
 public:
  GraphReader(std::string source, const Ontology& ontology) : source_(std::move(source)), ontology_(ontology) {}

  [[nodiscard]] Article article(const JsonValue& object);
  /// `article`: the id that mentions without a source belong to.
  [[nodiscard]] Node node(const JsonValue& object, std::string_view article);
  [[nodiscard]] Edge edge(const JsonValue& object, std::string_view article);

  void fail(const JsonValue& where, std::string seen, std::string remedy = "");
  [[nodiscard]] const std::optional<InputError>& error() const { return error_; }

 private:
  [[nodiscard]] std::string string(const JsonValue& object, std::string_view key);
  [[nodiscard]] double number(const JsonValue& object, std::string_view key, double otherwise);
  [[nodiscard]] std::uint32_t offset(const JsonValue& object, std::string_view key);
  [[nodiscard]] std::string id(const JsonValue& object, std::string_view key, bool is_required);
  [[nodiscard]] std::span<const JsonValue> list(const JsonValue& object, std::string_view key);
  [[nodiscard]] std::vector<std::string> strings(const JsonValue& object, std::string_view key);
  [[nodiscard]] Quote quote(const JsonValue& object, std::string_view article);
  [[nodiscard]] Participant participant(const JsonValue& object, std::string_view key);
  [[nodiscard]] Evidence evidence(const JsonValue& object, std::string_view article);

  std::string source_;
  const Ontology& ontology_;
  std::optional<InputError> error_;
};

}  // namespace entente

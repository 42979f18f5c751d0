// KnowledgeGraph → tables and record streams: CSV for people, CSV for databases, PLOVER events, FollowTheMoney
// entities.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>

#include "entente/export/slice.h"
#include "entente/graph/knowledge_graph.h"
#include "entente/schema/gazetteer.h"
#include "entente/schema/ontology.h"
#include "entente/schema/result.h"

namespace entente {

/// One row for each piece of evidence, with names, then ids and the names in both languages (what `names` knows, else
/// the first): for a spreadsheet. A cell that a spreadsheet would run as a formula (= + - @ tab or carriage return in
/// front) gets an apostrophe in front. RFC 4180, UTF-8.
[[nodiscard]] Result<void> write_csv(const KnowledgeGraph& graph, std::ostream& out, std::string_view language = "en",
                                     const Ontology& ontology = builtin_ontology(), const Gazetteer* names = nullptr);

/// Tables for the bulk import of property-graph databases (neo4j-admin, LOAD CSV, COPY of Kùzu and LadybugDB): RFC 4180
/// with a header line, cells exactly as they are in the graph. Nodes have their names in both languages too, as in
/// write_csv. `slice`: what is written, none: all.
enum class BulkTable : std::uint8_t { nodes, relations, evidence, articles };
/// "nodes.csv", "relations.csv", …: the names that the load script expects.
[[nodiscard]] std::string_view file_name(BulkTable table);
[[nodiscard]] Result<void> write_bulk(const KnowledgeGraph& graph, BulkTable table, std::ostream& out,
                                      const Ontology& ontology = builtin_ontology(), const Gazetteer* names = nullptr,
                                      const Slice* slice = nullptr);
/// The Cypher script that loads the tables: a constant of the ontology, which reads the data files; no name of an
/// article ever stands in it. `folder` in it is the query parameter $folder.
[[nodiscard]] Result<void> write_cypher(std::ostream& out, const Ontology& ontology = builtin_ontology());

/// One event a line for each piece of evidence whose relation has a PLOVER category, with the field names of the PLOVER
/// codebook (table "PLOVER JSON"): id, date, actor, recipient, event, quad_code, event_scale, text, text_info,
/// cite_info. Symmetric relations have both ends as actors and no recipient, as the codebook asks.
[[nodiscard]] Result<void> write_plover_jsonl(const KnowledgeGraph& graph, std::ostream& out,
                                              const Ontology& ontology = builtin_ontology());
/// The same events as a table, for a spreadsheet (see write_csv).
[[nodiscard]] Result<void> write_plover_csv(const KnowledgeGraph& graph, std::ostream& out,
                                            const Ontology& ontology = builtin_ontology());

/// FollowTheMoney entities, one a line: things, articles, and relations as Membership, Employment or UnknownLink with
/// role, date, source link and quote.
/// What is no http(s) link is left out of url fields.
[[nodiscard]] Result<void> write_ftm(const KnowledgeGraph& graph, std::ostream& out, std::string_view language = "en",
                                     const Ontology& ontology = builtin_ontology());

}  // namespace entente

// KnowledgeGraph → one self-contained HTML page: an interactive graph that opens from disk, asks no network and runs no
// script but its own (Content-Security-Policy with hashes). Its sources stand in export/page/.
#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <limits>
#include <map>
#include <string>

#include "entente/export/warning.h"
#include "entente/graph/identity.h"
#include "entente/graph/knowledge_graph.h"
#include "entente/schema/gazetteer.h"
#include "entente/schema/ontology.h"
#include "entente/schema/result.h"

namespace entente {

/// The text of an article that all spans count in; "" where there is none.
using TextOf = std::function<std::string(const Article&)>;

/// `ontology`, `names` and `resolution` must outlive the call.
struct PageOptions {
  std::string language = "en";  // the page's first language, "en" or "fr"; the reader can change it
  std::string title = "Entente";
  std::string base = "https://entente.example/";                    // of the JSON-LD that the page exports
  std::size_t max_nodes = std::numeric_limits<std::size_t>::max();  // those in most relations
  std::map<std::string, std::uint32_t, std::less<>> camps;          // node id → camp, for colours
  const Gazetteer* names = nullptr;  // gives known things their names in both languages; none: as the graph has them
  TextOf text_of;                    // of the articles that can be read beside the graph; none: of none
  bool is_correctable = true;        // false where things and relations are not those that overrides speak of
  std::string decisions;             // the overrides file that the graph was made with: corrections are added to it
  const Resolution* resolution = nullptr;  // what overrides call the things, and notes on them; none: their ids
  const Ontology* ontology = &builtin_ontology();
  Warning warn;  // told if things could not be laid out
};

/// The page, with positions laid out here (sfdp, in a child process; on a spiral if that fails or takes too long).
/// Nodes by id, relations by (subject, relation, object): same graph, same bytes. Nodes without relations are left out.
/// requires  all strings are valid UTF-8
/// ensures   any name or quote is data: no text of an article is ever markup, script or a link that is not http(s)
/// fails     at the first write that fails
[[nodiscard]] Result<void> write_page(const KnowledgeGraph& graph, std::ostream& out, const PageOptions& options = {});

}  // namespace entente

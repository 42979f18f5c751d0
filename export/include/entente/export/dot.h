// KnowledgeGraph → DOT: the diagram as text for Graphviz, built with cgraph.
//
// Shape and colour tell the type of a node; colour and arrow tell conflict (diamond) from cooperation (triangle) and
// words (open) from deeds (full); a dashed line is reported, a dotted one possible or planned, ✗ and a bar mark what is
// denied; width grows with the number of independent sources. Every line also says in words what it means: nothing is
// lost in grey. Relations between the same two nodes in the same direction and of the same kind share one line. Lines
// are acts; offices, memberships and places stand in small print under the names. Tooltips carry the quotes, links lead
// to the articles.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <map>
#include <string>

#include "entente/export/warning.h"
#include "entente/graph/knowledge_graph.h"
#include "entente/schema/gazetteer.h"
#include "entente/schema/ontology.h"
#include "entente/schema/result.h"

namespace entente {

enum class Theme : std::uint8_t { light, dark };

/// What a picture fits on, with words of 8 points and more: A4 across, a slide of 16:9 (13.3 × 7.5 inches), or
/// nothing: as large as it comes, without places in DOT.
enum class Page : std::uint8_t { a4, wide, none };

/// What a picture shows and how. `ontology` must outlive the call.
struct PictureOptions {
  std::string language = "en";  // of labels and legend: "en" or "fr"
  Theme theme = Theme::light;
  std::string title;  // "" for the headline of the one article, or whom several are about
  bool has_legend = true;
  Page page = Page::a4;
  std::size_t max_nodes = 200;  // a page holds some thirty, by importance; what is left out is counted
  std::map<std::string, std::uint32_t, std::less<>> camps;  // node id → camp; clusters, if there are at most 300 lines
  const Gazetteer* names = nullptr;  // gives known things their name in `language`; none: names as the graph has them
  const Ontology* ontology = &builtin_ontology();
  Warning warn;  // told if there are no places on the page because setting it failed
};

/// Nodes that take part in no act are left out, as is what does not fit the page: when it is dense, armies and bodies
/// of a state stand for it first, then the least important acts go (independent sources, confidence, how much is told
/// of both). Nodes by id, lines by (subject, object): same graph, same bytes.
/// fails   at the first write that fails
/// ensures any name or quote, whatever its characters, is read back by Graphviz as it was; labels are cut at 80 code
///         points and tooltips at 4 kB. No text of an article is ever markup, a font, a shape or a link's scheme.
/// cost    O(n log n), and for a page some tries of 0.2 s each, in child processes; if these fail (no Graphviz that can
///         lay out) the graph is written without places
[[nodiscard]] Result<void> write_dot(const KnowledgeGraph& graph, std::ostream& out,
                                     const PictureOptions& options = {});

}  // namespace entente

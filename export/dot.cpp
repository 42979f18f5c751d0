#include "entente/export/dot.h"

#include <graphviz/cgraph.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <memory>
#include <ostream>

#include "diagram.h"
#include "dot_escape.h"
#include "entente/export/reader_name.h"
#include "iri.h"
#include "numbered_ids.h"
#include "palette.h"
#include "text.h"
#include "ui_text.h"
#include "utf8_output.h"

namespace entente {
namespace {

constexpr std::size_t kNameLimit = 80;     // code points of a node's name
constexpr std::size_t kNameWidth = 20;     // code points in a line of it
constexpr std::size_t kItemsShown = 3;     // relations named on one line
constexpr std::size_t kQuotesShown = 3;    // quotes in the tooltip of one relation
constexpr std::size_t kManyLines = 100;    // more than this is drawn by sfdp, without ranks
constexpr std::size_t kManyInCamps = 300;  // `dot` alone draws camps: it takes some seconds for so many lines

// A cgraph graph whose strings pass through dot_escape, and whose attributes have names of our own only.
class DotGraph {
 public:
  DotGraph() : graph_(agopen(writable("entente"), Agdirected, &services_)) {}
  DotGraph(const DotGraph&) = delete;
  DotGraph& operator=(const DotGraph&) = delete;
  ~DotGraph() { agclose(graph_); }

  [[nodiscard]] Agraph_t* root() const { return graph_; }
  Agnode_t* node(Agraph_t* in, std::string_view id) { return agnode(in, writable(dot_escaped(id)), 1); }
  Agedge_t* edge(Agnode_t* from, Agnode_t* to, std::string_view key) {
    return agedge(graph_, from, to, writable(dot_escaped(key)), 1);
  }
  Agraph_t* cluster(std::string_view name) { return agsubg(graph_, writable(name), 1); }

  /// An attribute that Graphviz shows: escaped.
  void show(void* object, const char* attribute, std::string_view text) { set(object, attribute, dot_escaped(text)); }
  /// An attribute of our own making: a number, a colour, a label that was put together from escaped parts.
  void set(void* object, const char* attribute, std::string_view value) {
    agsafeset(object, writable(attribute), writable2(value), kEmpty);
  }
  void set_default(int kind, const char* attribute, std::string_view value) {
    agattr(graph_, kind, writable(attribute), writable2(value));
  }
  /// A label in Graphviz' HTML-like markup. requires `html` holds our own words only
  void set_markup(void* object, const char* attribute, std::string_view html) {
    char* shared = agstrdup_html(graph_, writable(html));
    agsafeset(object, writable2(attribute), shared, kEmpty);
    agstrfree(graph_, shared);
  }

  [[nodiscard]] Result<void> write(std::ostream& out) {
    Agiodisc_t to_stream = AgIoDisc;
    to_stream.putstr = [](void* stream, const char* text) {
      auto& sink = *static_cast<std::ostream*>(stream);
      sink << text;
      return sink ? 0 : EOF;
    };
    to_stream.flush = [](void*) { return 0; };
    Agiodisc_t* const before = graph_->clos->disc.io;
    graph_->clos->disc.io = &to_stream;
    agwrite(graph_, &out);
    graph_->clos->disc.io = before;
    if (out) return {};
    return InputError{"output", 0, "cannot be written", "check that the disk is not full and the folder is writable"};
  }

 private:
  // cgraph takes char* and copies.
  char* writable(std::string_view text) {
    buffer_ = text;
    return buffer_.data();
  }
  char* writable2(std::string_view text) {
    second_buffer_ = text;
    return second_buffer_.data();
  }

  static inline char kEmpty[] = "";
  Agdisc_t services_{&AgMemDisc, &numbered_ids, &AgIoDisc};
  std::string buffer_, second_buffer_;
  Agraph_t* graph_;
};

std::string_view style_of(Modality modality) {
  switch (modality) {
    case Modality::actual:
      return "solid";
    case Modality::reported:
      return "dashed";
    case Modality::possible:
    case Modality::planned:
      return "dotted";
  }
  return "solid";
}

std::string_view word_of(Modality modality, const UiText& words) {
  switch (modality) {
    case Modality::actual:
      return {};
    case Modality::reported:
      return words.reported;
    case Modality::possible:
      return words.possible;
    case Modality::planned:
      return words.planned;
  }
  return {};
}

// By QuadClass: triangles cooperate, diamonds are in conflict, full ones are deeds.
constexpr std::array<std::string_view, 5> kArrows = {"onormal", "normal", "odiamond", "diamond", "vee"};
constexpr std::array<std::string_view, 5> kLineGlyphs = {"──▷", "──▶", "──◇", "──◆", "──➤"};

std::string two_digits(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f", value);
  return text;
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + ' ' + std::string(count == 1 ? one : many);
}

std::string label_of(const LineItem& item, std::string_view language) {
  const std::string_view label = text_in(item.type->label, language);
  return visible(label.empty() ? std::string_view(item.edge->relation) : label);
}

// "✗ aide (rapporté)": one relation in words.
std::string words_of(const LineItem& item, const UiText& words, std::string_view language) {
  std::string text = item.support.is_negated() ? "✗ " : "";
  text += label_of(item, language);
  if (const std::string_view status = word_of(item.support.modality, words); !status.empty())
    text.append(" (").append(status).append(")");
  return text;
}

// The words of a line, a relation each.
std::vector<std::string> line_words(const Line& line, const UiText& words, std::string_view language) {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < line.items.size() && i < kItemsShown; ++i)
    texts.push_back(words_of(line.items[i], words, language));
  if (line.items.size() > kItemsShown)
    texts.push_back("+ " + std::to_string(line.items.size() - kItemsShown) + ' ' + std::string(words.and_more));
  return texts;
}

class Painter {
 public:
  Painter(const KnowledgeGraph& graph, const PictureOptions& options)
      : graph_(graph),
        options_(options),
        words_(ui_text(options.language)),
        colours_(palette(options.theme)),
        diagram_(make_diagram(graph, *options.ontology, options.max_nodes)) {
    for (DiagramNode& drawn : diagram_.nodes) speak(drawn.node, options.names, options.language);
  }

  [[nodiscard]] Result<void> paint(std::ostream& out) {
    set_defaults();
    dot_.set_markup(dot_.root(), "label", heading());
    for (const DiagramNode& node : diagram_.nodes) add_node(node);
    for (const Line& line : diagram_.lines) add_line(line);
    return dot_.write(out);
  }

 private:
  void set_defaults() {
    Agraph_t* const g = dot_.root();
    const bool is_ranked = diagram_.lines.size() <= (options_.camps.empty() ? kManyLines : kManyInCamps);
    dot_.set(g, "layout", is_ranked ? "dot" : "sfdp");
    dot_.set(g, "bgcolor", colours_.paper);
    dot_.set(g, "fontname", kFont);
    dot_.set(g, "fontcolor", colours_.ink);
    dot_.set(g, "labelloc", "t");
    dot_.set(g, "labeljust", "l");
    dot_.set(g, "outputorder", "edgesfirst");
    dot_.set(g, "pad", "0.3");
    if (is_ranked) {
      dot_.set(g, "rankdir", "LR");
      dot_.set(g, "nodesep", "0.25");
      dot_.set(g, "ranksep", "0.55");
    } else {
      dot_.set(g, "overlap", "prism");
      dot_.set(g, "overlap_scaling", "-5");
      dot_.set(g, "sep", "+12");
      dot_.set(g, "splines", "line");
      dot_.set(g, "start", "1");
    }
    for (const auto& [attribute, value] : {std::pair{"fontname", kFont},
                                           {"fontsize", "11"},
                                           {"fontcolor", colours_.ink.data()},
                                           {"margin", "0.10,0.06"},
                                           {"penwidth", "1.2"},
                                           {"height", "0.3"},
                                           {"width", "0.4"}})
      dot_.set_default(AGNODE, attribute, value);
    for (const auto& [attribute, value] : {std::pair{"fontname", kFont}, {"fontsize", "9"}, {"arrowsize", "0.7"}})
      dot_.set_default(AGEDGE, attribute, value);
  }

  void add_node(const DiagramNode& drawn) {
    const Node& node = drawn.node;
    const NodeStyle& look = colours_.nodes[static_cast<std::size_t>(node.type)];
    Agraph_t* home = dot_.root();
    if (const auto camp = options_.camps.find(node.id); camp != options_.camps.end()) {
      home = dot_.cluster("cluster_" + std::to_string(camp->second));
      dot_.set(home, "label", std::string(words_.camp) + ' ' + std::to_string(camp->second + 1));
      dot_.set(home, "style", "rounded,dashed,filled");
      dot_.set(home, "fillcolor", colours_.camp);
      dot_.set(home, "color", colours_.faint);
      dot_.set(home, "fontsize", "11");
      dot_.set(home, "margin", "12");
    }
    Agnode_t* const made = dot_.node(home, iri_safe(node.id));
    std::string label;
    for (const std::string& line : wrapped(shortened(visible(node.name), kNameLimit), kNameWidth))
      label += (label.empty() ? "" : "\\n") + dot_escaped(line);
    dot_.set(made, "label", label);
    dot_.set(made, "shape", look.shape);
    dot_.set(made, "style", look.style);
    dot_.set(made, "fillcolor", look.fill);
    dot_.set(made, "color", look.border);
    // Graphviz draws all but boxes around the ellipse around the text: without a margin they are large enough.
    if (look.shape != "box") dot_.set(made, "margin", look.shape == "ellipse" ? "0.01,0.02" : "0.04,0.03");
    if (node.type == NodeType::group) dot_.set(made, "peripheries", "2");
    dot_.set(made, "class", name(node.type));
    std::string tip =
        visible(node.name) + " — " + std::string(text_in(options_.ontology->label(node.type), options_.language));
    for (const std::string& other : node.alternate_names) tip += "; " + visible(other);
    dot_.show(made, "tooltip", tip);
    if (is_wikidata_id(node.wikidata)) dot_.set(made, "URL", "https://www.wikidata.org/wiki/" + node.wikidata);
  }

  void add_line(const Line& line) {
    const std::string_view colour = colours_.lines[static_cast<std::size_t>(line.quad)];
    const bool is_structural = line.quad == QuadClass::structural;
    Agedge_t* const made =
        dot_.edge(dot_.node(dot_.root(), iri_safe(diagram_.nodes[line.from].node.id)),
                  dot_.node(dot_.root(), iri_safe(diagram_.nodes[line.to].node.id)), line.items.front().edge->relation);
    set_line_label(made, line, is_structural ? colours_.faint : colour);
    dot_.set(made, "color", colour);
    dot_.set(made, "style", style_of(line.modality));
    const double width = is_structural ? 0.8 : 1.2 + std::min(3.5, std::log2(std::max(1U, line.sources)));
    dot_.set(made, "penwidth", two_digits(width));
    const std::string_view head = line.is_negated ? "tee" : kArrows[static_cast<std::size_t>(line.quad)];
    dot_.set(made, "arrowhead", head);
    if (line.is_symmetric) {
      dot_.set(made, "dir", "both");
      dot_.set(made, "arrowtail", head);
    }
    if (is_structural) dot_.set(made, "weight", "2");
    dot_.set(made, "class", name(line.quad));
    const std::string tip = quotes(line);
    dot_.show(made, "tooltip", tip);
    dot_.show(made, "labeltooltip", tip);
    if (const std::string link = link_of(line); !link.empty()) dot_.set(made, "URL", dot_link(link));
  }

  // On paper of its own, so that the line does not run through the words. They are the ontology's and ours, never an
  // article's, and escaped all the same.
  void set_line_label(Agedge_t* edge, const Line& line, std::string_view colour) {
    std::string html = "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"1\" BGCOLOR=\"" +
                       std::string(colours_.paper) + "\"><TR><TD><FONT COLOR=\"" + std::string(colour) + "\">";
    bool is_first = true;
    for (const std::string& words : line_words(line, words_, options_.language)) {
      if (!is_first) html += "<BR/>";
      is_first = false;
      html += xml_escaped(words);
    }
    dot_.set_markup(edge, "label", html + "</FONT></TD></TR></TABLE>");
  }

  // What the articles say, word for word.
  [[nodiscard]] std::string quotes(const Line& line) const {
    std::string text;
    for (const LineItem& item : line.items) {
      if (!text.empty()) text += " ‖ ";
      text += words_of(item, words_, options_.language) + ", " +
              counted(item.support.sources, words_.source, words_.sources);
      std::size_t shown = 0;
      for (const Evidence& evidence : item.edge->evidence) {
        if (++shown > kQuotesShown) break;
        text += " · « " + visible(evidence.quote.exact) + " »";
        if (const Article* article = graph_.article(evidence.quote.article)) {
          text += " — " + visible(article->name);
          if (!article->published.empty()) text += ", " + visible(article->published);
        }
      }
    }
    return text;
  }

  [[nodiscard]] std::string link_of(const Line& line) const {
    for (const LineItem& item : line.items)
      for (const Evidence& evidence : item.edge->evidence)
        if (const Article* article = graph_.article(evidence.quote.article))
          if (std::string link = web_link(article->source); !link.empty()) return link;
    return {};
  }

  // Title and legend as one strip of markup: our own words, and the title that the user gave, escaped.
  [[nodiscard]] std::string heading() const {
    const std::string title = visible(options_.title);
    std::string note;
    if (!diagram_.is_excerpt() && diagram_.nodes.size() < diagram_.all_nodes)  // "8 of 10 nodes"
      note = std::to_string(diagram_.nodes.size()) + ' ' + std::string(words_.of_all) + ' ' +
             counted(diagram_.all_nodes, words_.node, words_.nodes) + ", ";
    else
      note = counted(diagram_.nodes.size(), words_.node, words_.nodes) + ", ";
    note += counted(diagram_.item_count(), words_.relation, words_.relations) + ", " +
            counted(diagram_.articles, words_.article, words_.articles);
    if (diagram_.is_excerpt())
      note += " (" + std::string(words_.excerpt_of) + ' ' + counted(diagram_.all_nodes, words_.node, words_.nodes) +
              ", " + counted(diagram_.all_edges, words_.relation, words_.relations) + ')';
    std::string html = "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"2\" CELLPADDING=\"3\">";
    if (!title.empty())
      html += "<TR><TD ALIGN=\"LEFT\"><FONT POINT-SIZE=\"" + points(18) + "\"><B>" + xml_escaped(title) +
              "</B></FONT></TD></TR>";
    html += "<TR><TD ALIGN=\"LEFT\"><FONT POINT-SIZE=\"" + points(10) + "\" COLOR=\"" + std::string(colours_.faint) +
            "\">" + xml_escaped(note) + "</FONT></TD></TR>";
    if (options_.has_legend) html += node_legend() + line_legend() + status_legend();
    return html + "</TABLE>";
  }

  [[nodiscard]] std::string node_legend() const {
    std::string row;
    for (NodeType type : kNodeTypes) {
      const bool is_used = std::any_of(diagram_.nodes.begin(), diagram_.nodes.end(),
                                       [type](const DiagramNode& drawn) { return drawn.node.type == type; });
      if (!is_used) continue;
      const NodeStyle& look = colours_.nodes[static_cast<std::size_t>(type)];
      row += entry(std::string(kShapeGlyphs[static_cast<std::size_t>(type)]) + " " +
                       std::string(text_in(options_.ontology->label(type), options_.language)),
                   look.border);
    }
    return strip(row);
  }

  [[nodiscard]] std::string line_legend() const {
    std::string row;
    const std::array<std::string_view, 5> names = {words_.verbal_cooperation, words_.material_cooperation,
                                                   words_.verbal_conflict, words_.material_conflict, words_.structural};
    for (std::size_t quad = 0; quad < names.size(); ++quad) {
      const bool is_used = std::any_of(diagram_.lines.begin(), diagram_.lines.end(), [quad](const Line& line) {
        return static_cast<std::size_t>(line.quad) == quad;
      });
      if (is_used) row += entry(std::string(kLineGlyphs[quad]) + ' ' + std::string(names[quad]), colours_.lines[quad]);
    }
    return strip(row);
  }

  [[nodiscard]] std::string status_legend() const {
    std::string row;
    row += entry("── " + std::string(words_.actual), colours_.faint);
    row += entry("╌╌ " + std::string(words_.reported), colours_.faint);
    row += entry("┈┈ " + std::string(words_.possible) + ", " + std::string(words_.planned), colours_.faint);
    row += entry("✗ ──┤ " + std::string(words_.negated), colours_.faint);
    row += entry("━ " + std::string(words_.width_is_sources), colours_.faint);
    return strip(row);
  }

  // A row of the legend is one cell of several colours: cells of their own would be spread over the width.
  static std::string strip(const std::string& entries) {
    return entries.empty() ? "" : "<TR><TD ALIGN=\"LEFT\">" + entries + "</TD></TR>";
  }

  // Large pictures are looked at from afar: their heading grows with them.
  [[nodiscard]] std::string points(double size) const {
    return two_digits(size * std::max(1.1, std::min(3.0, std::sqrt(static_cast<double>(diagram_.nodes.size()) / 40))));
  }

  [[nodiscard]] std::string entry(std::string_view text, std::string_view colour) const {
    return "<FONT POINT-SIZE=\"" + points(10) + "\" COLOR=\"" + std::string(colour) + "\">" + xml_escaped(text) +
           "&#160;&#160;&#160;&#160;</FONT>";
  }

  static constexpr const char* kFont = "DejaVu Sans";
  static constexpr std::array<std::string_view, 7> kShapeGlyphs = {"◯", "▢", "□", "⬡", "◎", "⌂", "▱"};

  const KnowledgeGraph& graph_;
  const PictureOptions& options_;
  const UiText& words_;
  const Palette& colours_;
  Diagram diagram_;
  DotGraph dot_;
};

}  // namespace

Result<void> write_dot(const KnowledgeGraph& graph, std::ostream& to, const PictureOptions& options) {
  const Utf8Output checked(to);
  std::ostream& out = checked.out;
  return Painter(graph, options).paint(out);
}

}  // namespace entente

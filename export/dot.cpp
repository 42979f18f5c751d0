#include "entente/export/dot.h"

#include <graphviz/cgraph.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <memory>
#include <optional>
#include <ostream>
#include <sstream>

#include "caption.h"
#include "diagram.h"
#include "dot_escape.h"
#include "entente/export/reader_name.h"
#include "entente/graph/folding.h"
#include "iri.h"
#include "numbered_ids.h"
#include "palette.h"
#include "small_print.h"
#include "text.h"
#include "typeset.h"
#include "ui_text.h"
#include "utf8_output.h"

namespace entente {
namespace {

constexpr std::size_t kNameLimit = 80;   // code points of a node's name
constexpr std::size_t kNameWidth = 20;   // letters in a line of it
constexpr std::size_t kUnitWidth = 28;   // the same in a hexagon, which is wide
constexpr std::size_t kItemsShown = 3;   // relations named on one line
constexpr std::size_t kQuotesShown = 3;  // quotes in the tooltip of one relation
constexpr std::size_t kManyLines = 100;  // more than this is drawn by sfdp, without ranks
constexpr std::size_t kMostLines = 300;  // drawn without a page; `dot` takes some seconds for so many in camps

// A picture on a page and one as large as it comes.
struct Sheet {
  std::optional<PageSize> size;
  double name_points, line_points, small_points, title_points;
  std::size_t title_letters, foot_letters;  // in a line of the title, of the foot
};

Sheet sheet_of(Page page, double growth = 1) {
  const double names = 10 * growth, words = kLineWords * growth, small = kSmallestWords * growth;
  switch (page) {
    case Page::a4:
      return {PageSize{842, 595}, names, words, small, 16, 72, 172};
    case Page::wide:
      return {PageSize{960, 540}, names, words, small, 16, 82, 198};
    case Page::none:
      break;
  }
  return {std::nullopt, 11, 9, 9, 18, 80, 172};
}

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

// Draws a diagram as DOT.
class Painter {
 public:
  /// `diagram` is one of `graph`, or of a folded form of it. `growth`: of names and words, where there is room.
  Painter(const KnowledgeGraph& graph, Diagram diagram, const PictureOptions& options, double growth = 1)
      : graph_(graph),
        options_(options),
        sheet_(sheet_of(options.page, growth)),
        words_(ui_text(options.language)),
        colours_(palette(options.theme)),
        diagram_(std::move(diagram)) {
    for (DiagramNode& drawn : diagram_.nodes) speak(drawn.node, options.names, options.language);
  }

  [[nodiscard]] Result<void> paint(std::ostream& out) {
    set_defaults();
    for (const DiagramNode& node : diagram_.nodes) add_node(node);
    for (const Line& line : diagram_.lines) add_line(line);
    const std::string foot = this->foot();
    if (is_placed()) add_foot(foot);
    dot_.set_markup(dot_.root(), "label", table(heading() + (is_placed() ? "" : foot)));
    return dot_.write(out);
  }

 private:
  /// Things get places of ours; camps are left to `dot`.
  [[nodiscard]] bool is_placed() const { return sheet_.size && options_.camps.empty(); }

  void set_defaults() {
    Agraph_t* const g = dot_.root();
    const bool is_ranked = !is_placed() && (!options_.camps.empty() || diagram_.lines.size() <= kManyLines);
    dot_.set(g, "layout", is_ranked ? "dot" : "sfdp");
    dot_.set(g, "bgcolor", colours_.paper);
    dot_.set(g, "fontname", kFont);
    dot_.set(g, "fontcolor", colours_.ink);
    dot_.set(g, "labelloc", "t");
    dot_.set(g, "labeljust", "l");
    dot_.set(g, "outputorder", "edgesfirst");
    dot_.set(g, "pad", is_placed() ? "0" : "0.3");
    if (is_ranked) {
      dot_.set(g, "rankdir", "LR");
      dot_.set(g, "nodesep", "0.25");
      dot_.set(g, "ranksep", "0.55");
    } else if (!is_placed()) {
      dot_.set(g, "overlap", "prism");
      dot_.set(g, "overlap_scaling", "-5");
      dot_.set(g, "sep", "+12");
      dot_.set(g, "splines", "line");
      dot_.set(g, "start", "1");
    }
    if (is_ranked && sheet_.size)
      dot_.set(g, "size",
               two_digits((sheet_.size->width - 2 * kPageMargin) / 72) + ',' +
                   two_digits((sheet_.size->height - 2 * kPageMargin) / 72));
    const std::string name_points = points(sheet_.name_points), line_points = points(sheet_.line_points);
    for (const auto& [attribute, value] : {std::pair("fontname", kFont),
                                           {"fontsize", name_points.c_str()},
                                           {"fontcolor", colours_.ink.data()},
                                           {"margin", sheet_.size ? "0.08,0.04" : "0.10,0.06"},
                                           {"penwidth", "1.2"},
                                           {"height", "0.3"},
                                           {"width", "0.4"}})
      dot_.set_default(AGNODE, attribute, value);
    for (const auto& [attribute, value] :
         {std::pair("fontname", kFont), {"fontsize", line_points.c_str()}, {"arrowsize", "0.7"}})
      dot_.set_default(AGEDGE, attribute, value);
  }

  void add_node(const DiagramNode& drawn) {
    const Node& node = drawn.node;
    const NodeStyle& look = colours_.nodes[static_cast<std::size_t>(node.type)];
    Agnode_t* const made = dot_.node(home_of(node.id), iri_safe(node.id));
    set_name(made, drawn);
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
    for (const LineItem& tie : drawn.ties) tip += " ‖ " + quotes(tie);
    dot_.show(made, "tooltip", tip);
    if (is_wikidata_id(node.wikidata)) dot_.set(made, "URL", "https://www.wikidata.org/wiki/" + node.wikidata);
  }

  // The graph, or the camp that it is in.
  Agraph_t* home_of(const std::string& id) {
    const auto camp = options_.camps.find(id);
    if (camp == options_.camps.end()) return dot_.root();
    Agraph_t* const home = dot_.cluster("cluster_" + std::to_string(camp->second));
    dot_.set(home, "label", std::string(words_.camp) + ' ' + std::to_string(camp->second + 1));
    dot_.set(home, "style", "rounded,dashed,filled");
    dot_.set(home, "fillcolor", colours_.camp);
    dot_.set(home, "color", colours_.faint);
    dot_.set(home, "fontsize", points(sheet_.name_points));
    dot_.set(home, "margin", "12");
    return home;
  }

  // The name, what it is in small print, and in italics what is quoted in another language.
  void set_name(Agnode_t* made, const DiagramNode& drawn) {
    std::string spoken;
    const bool is_foreign = is_foreign_description(drawn.node, spoken);
    const std::string translated =
        is_foreign ? translated_body(drawn.node.name, spoken, options_.language.substr(0, 2)) : std::string();
    const bool is_quoted = is_foreign && translated.empty() && !visible(drawn.node.name).empty();
    const std::string name =
        shortened(visible(translated.empty() ? std::string_view(drawn.node.name) : translated), kNameLimit);
    const SmallPrint print = small_print(drawn, graph_, options_.names, options_.language);
    printed_ += print.words.empty() ? 0 : 1;
    const std::size_t width = drawn.node.type == NodeType::military_unit ? kUnitWidth : kNameWidth;
    if (print.words.empty() && !is_quoted) {
      std::string label;
      for (const std::string& line : wrapped(name, width)) label += (label.empty() ? "" : "\\n") + dot_escaped(line);
      dot_.set(made, "label", label);
      return;
    }
    std::string html;
    for (const std::string& line : wrapped(name, width)) html += (html.empty() ? "" : "<BR/>") + xml_escaped(line);
    if (is_quoted) html = "<I>" + html + "</I>";
    if (!print.words.empty()) {
      html += "<FONT POINT-SIZE=\"" + points(sheet_.small_points) + "\">";
      for (const std::string& line : wrapped(shortened(print.words, kSmallPrintLimit), kSmallPrintWidth))
        html += "<BR/>" + xml_escaped(line);
      html += "</FONT>";
    }
    dot_.set_markup(made, "label", html);
  }

  // What an article calls those that have no name ("soldats"), where no article speaks the reader's language; `spoken`
  // becomes the language that it is in.
  [[nodiscard]] bool is_foreign_description(const Node& node, std::string& spoken) const {
    if (node.name.empty() || node.mentions.empty() || !known_name(node, options_.names, options_.language).empty())
      return false;
    if (node.type != NodeType::group && node.type != NodeType::military_unit && node.type != NodeType::organization)
      return false;
    const char first = node.name.front();
    if (first >= 'A' && first <= 'Z') return false;
    for (const Quote& mention : node.mentions) {
      const Article* const article = graph_.article(mention.article);
      if (article == nullptr || article->language.size() < 2) return false;
      spoken = article->language.substr(0, 2);
      if (options_.language.starts_with(spoken)) return false;
    }
    return true;
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
    std::string tip;
    for (const LineItem& item : line.items) tip += (tip.empty() ? "" : " ‖ ") + quotes(item);
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

  // A relation in words, and what the articles say, word for word.
  [[nodiscard]] std::string quotes(const LineItem& item) const {
    std::string text =
        words_of(item, words_, options_.language) + ", " + counted(item.support.sources, words_.source, words_.sources);
    std::size_t shown = 0;
    for (const Evidence& evidence : item.edge->evidence) {
      if (++shown > kQuotesShown) break;
      text += " · « " + visible(evidence.quote.exact) + " »";
      if (const Article* article = graph_.article(evidence.quote.article)) {
        text += " — " + visible(article->name);
        if (!article->published.empty()) text += ", " + visible(article->published);
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

  // Title and time. Here and in the foot only what was escaped is markup.
  [[nodiscard]] std::string heading() const {
    const std::string title =
        options_.title.empty() ? default_title(graph_, diagram_, options_.language) : visible(options_.title);
    constexpr std::size_t kTitleLines = 2;
    const auto capitals = std::count_if(title.begin(), title.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    const bool is_shouted = static_cast<std::size_t>(capitals) * 3 > title.size();  // capitals are wide
    const std::size_t letters = is_shouted ? sheet_.title_letters * 3 / 4 : sheet_.title_letters;
    std::string html;
    for (const std::string& line : wrapped(shortened(title, kTitleLines * letters - 8), letters))
      if (!line.empty())
        html += row("<FONT POINT-SIZE=\"" + points(sheet_.title_points) + "\"><B>" + xml_escaped(line) + "</B></FONT>");
    if (const std::string when = date_line(graph_, options_.language); !when.empty())
      html += row(faint(when, kDatePoints));
    return html;
  }

  // What the picture shows, what its signs mean, and where it is from.
  [[nodiscard]] std::string foot() const {
    std::string html = row(faint(count(), kFootPoints));
    if (options_.has_legend)
      for (const std::string& line : legend()) html += row(line);
    for (const std::string& line : source_lines(graph_, options_.language, sheet_.foot_letters, kSourceLines))
      html += row(faint(line, kFootPoints));
    return html;
  }

  void add_foot(const std::string& html) {
    Agnode_t* const made = dot_.node(dot_.root(), kFootNode);
    dot_.set_markup(made, "label", table(html));
    dot_.set(made, "shape", "plaintext");
    dot_.set(made, "margin", "0");
    dot_.set(made, "tooltip", " ");
  }

  // "18 of 29 things, 24 relations, 7 ties in small print; and 6 more"
  [[nodiscard]] std::string count() const {
    const std::size_t items = diagram_.item_count(), things = diagram_.nodes.size();
    std::string text = std::to_string(things);
    if (things < diagram_.all_nodes)
      text.append(" ").append(words_.of_all).append(" ") += std::to_string(diagram_.all_nodes);
    text.append(" ").append(std::max(things, diagram_.all_nodes) == 1 ? words_.thing : words_.things);
    text += ", " + counted(items, words_.relation, words_.relations);
    if (printed_ > 0) text += ", " + counted(printed_, words_.tie_in_names, words_.ties_in_names);
    if (items + printed_ < diagram_.all_edges)
      text.append("; ").append(words_.and_others).append(" ") +=
          std::to_string(diagram_.all_edges - items - printed_) + ' ' + std::string(words_.and_more);
    return text;
  }

  // Signs that occur and what they mean, in lines as long as the foot is.
  [[nodiscard]] std::vector<std::string> legend() const {
    std::vector<std::string> lines(1);
    std::size_t used = 0;
    const auto add = [&](std::string_view sign, std::string_view meaning, std::string_view colour) {
      const std::size_t letters = meaning.size() + 8;
      if (used > 0 && used + letters > sheet_.foot_letters * 5 / 4) {
        lines.emplace_back();
        used = 0;
      }
      used += letters;
      lines.back() += entry(std::string(sign) + ' ' + std::string(meaning), colour);
    };
    for (const NodeType type : kNodeTypes)
      if (std::any_of(diagram_.nodes.begin(), diagram_.nodes.end(),
                      [type](const DiagramNode& drawn) { return drawn.node.type == type; }))
        add(kShapeGlyphs[static_cast<std::size_t>(type)], text_in(options_.ontology->label(type), options_.language),
            colours_.nodes[static_cast<std::size_t>(type)].border);
    const auto has_line = [&](auto is_one) {
      return std::any_of(diagram_.lines.begin(), diagram_.lines.end(), is_one);
    };
    const std::array<std::string_view, 5> kinds = {words_.verbal_cooperation, words_.material_cooperation,
                                                   words_.verbal_conflict, words_.material_conflict, words_.structural};
    for (std::size_t quad = 0; quad < kinds.size(); ++quad)
      if (has_line([quad](const Line& line) { return static_cast<std::size_t>(line.quad) == quad; }))
        add(kLineGlyphs[quad], kinds[quad], colours_.lines[quad]);
    if (has_line([](const Line& line) { return line.modality == Modality::reported; }))
      add("╌╌", words_.reported, colours_.faint);
    if (has_line([](const Line& line) { return line.modality > Modality::reported; }))
      add("┈┈", std::string(words_.possible) + ", " + std::string(words_.planned), colours_.faint);
    if (has_line([](const Line& line) {
          return std::any_of(line.items.begin(), line.items.end(),
                             [](const LineItem& item) { return item.support.is_negated(); });
        }))
      add("✗ ──┤", words_.negated, colours_.faint);
    if (has_line([](const Line& line) { return line.sources > 1; })) add("━", words_.width_is_sources, colours_.faint);
    if (used == 0) lines.clear();
    return lines;
  }

  static std::string table(const std::string& rows) {
    return "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"2\">" + rows + "</TABLE>";
  }
  // A row is one cell of several colours: cells of their own would be spread over the width.
  static std::string row(const std::string& html) { return "<TR><TD ALIGN=\"LEFT\">" + html + "</TD></TR>"; }

  [[nodiscard]] std::string faint(std::string_view text, double size) const {
    return "<FONT POINT-SIZE=\"" + points(size) + "\" COLOR=\"" + std::string(colours_.faint) + "\">" +
           xml_escaped(text) + "</FONT>";
  }

  // Large pictures are looked at from afar: what stands around them grows with them. A page does not grow.
  [[nodiscard]] std::string points(double size) const {
    const double growth =
        sheet_.size ? 1 : std::max(1.0, std::min(3.0, std::sqrt(static_cast<double>(diagram_.nodes.size()) / 40)));
    return two_digits(size == sheet_.name_points || size == sheet_.line_points ? size : size * growth);
  }

  [[nodiscard]] std::string entry(std::string_view text, std::string_view colour) const {
    return "<FONT POINT-SIZE=\"" + points(kFootPoints) + "\" COLOR=\"" + std::string(colour) + "\">" +
           xml_escaped(text) + "&#160;&#160;&#160;</FONT>";
  }

  static constexpr const char* kFont = "DejaVu Sans";
  static constexpr std::size_t kSmallPrintLimit = 56, kSmallPrintWidth = 32;  // letters
  static constexpr std::size_t kSourceLines = 3;
  static constexpr double kDatePoints = 10.5, kFootPoints = kSmallestWords;
  static constexpr std::array<std::string_view, 7> kShapeGlyphs = {"◯", "▢", "□", "⬡", "◎", "⌂", "▱"};

  const KnowledgeGraph& graph_;
  const PictureOptions& options_;
  const Sheet sheet_;
  const UiText& words_;
  const Palette& colours_;
  Diagram diagram_;
  std::size_t printed_ = 0;  // ties in small print
  DotGraph dot_;
};

// Armies and bodies that act for a state give way to it; people stay who they are.
KnowledgeGraph without_organs(const KnowledgeGraph& graph, const Ontology& ontology) {
  NodeTypes organs;
  organs.add(NodeType::organization);
  organs.add(NodeType::military_unit);
  return folded(GraphView(graph, ontology), organs);
}

// Who somebody is is told of the graph as it was before folding: the spokesman is the ministry's.
void take_ties(Diagram& part, const Diagram& whole) {
  for (DiagramNode& drawn : part.nodes) {
    const auto same = std::lower_bound(whole.nodes.begin(), whole.nodes.end(), drawn.node.id,
                                       [](const DiagramNode& one, const std::string& id) { return one.node.id < id; });
    if (same != whole.nodes.end() && same->node.id == drawn.node.id) drawn.ties = same->ties;
  }
}

Result<std::string> painted(Painter& painter) {
  std::ostringstream text;
  if (auto written = painter.paint(text); !written) return written.error();
  return std::move(text).str();
}

// What fits its page: all, in larger letters if there is room; else less and less by importance. What is far too much
// has armies and bodies folded into their states first.
Result<std::string> on_page(const KnowledgeGraph& graph, const PictureOptions& options, PageSize page) {
  struct Try {
    std::size_t things;
    double growth;
  };
  constexpr std::array<Try, 15> kTries = {{{10, 1.4},
                                           {18, 1.2},
                                           {44, 1},
                                           {38, 1},
                                           {33, 1},
                                           {29, 1},
                                           {25, 1},
                                           {21, 1},
                                           {18, 1},
                                           {15, 1},
                                           {12, 1},
                                           {9, 1},
                                           {6, 1},
                                           {4, 1},
                                           {2, 1}}};
  constexpr std::size_t kDense = 60;  // things that act
  const Diagram whole = make_diagram(graph, *options.ontology, {});
  const bool is_dense = whole.nodes.size() > kDense;
  const KnowledgeGraph folded = is_dense ? without_organs(graph, *options.ontology) : KnowledgeGraph();
  const KnowledgeGraph& shown = is_dense ? folded : graph;
  const std::size_t most = std::min(options.max_nodes, whole.nodes.size());
  std::size_t last = 0;
  std::string text;
  for (const auto& [things, growth] : kTries) {
    if (growth > 1 && most > things) continue;  // in large letters all or nothing
    const std::size_t limit = std::min(things, options.max_nodes);
    Diagram part = make_diagram(shown, *options.ontology, {limit, limit + limit / 4});
    const std::size_t size = part.nodes.size() + part.lines.size();
    if (growth == 1 && size == last) continue;  // that was tried
    part.all_nodes = whole.all_nodes;
    part.all_edges = whole.all_edges;
    if (is_dense) take_ties(part, whole);
    Painter painter(graph, std::move(part), options, growth);
    auto made = painted(painter);
    if (!made) return made;
    text = *std::move(made);
    const auto placed = typeset(text, page);
    if (!placed) {
      warn(options.warn, placed.error(), "the diagram is without places");
      return text;
    }
    if (*placed) return **placed;
    if (growth == 1) last = size;
  }
  return text;
}

}  // namespace

Result<void> write_dot(const KnowledgeGraph& graph, std::ostream& to, const PictureOptions& options) {
  const Utf8Output checked(to);
  std::ostream& out = checked.out;
  if (const Sheet sheet = sheet_of(options.page); sheet.size) {
    const auto text = on_page(graph, options, *sheet.size);
    if (!text) return text.error();
    out << *text;
    if (out) return {};
    return InputError{"output", 0, "cannot be written", "check that the disk is not full and the folder is writable"};
  }
  return Painter(graph, make_diagram(graph, *options.ontology, {options.max_nodes, kMostLines}), options).paint(out);
}

}  // namespace entente

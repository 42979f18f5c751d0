#include "entente/export/page.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <ostream>
#include <set>
#include <streambuf>

#include "embedded_file.h"
#include "entente/export/reader_name.h"
#include "entente/graph/corroboration.h"
#include "entente/graph/excerpt.h"
#include "entente/graph/view.h"
#include "graph_json.h"
#include "iri.h"
#include "json_stream.h"
#include "layout.h"
#include "palette.h"
#include "text.h"
#include "utf8_output.h"

namespace entente {
namespace {

// A stream buffer in front of the page: inside a script element, '<' could end the element or begin another state of
// the HTML tokeniser. In JSON it can only stand in strings, where \u003c means the same. Likewise the two line
// separators that old scripts took for line ends, U+2028 and U+2029 (E2 80 A8 and E2 80 A9 in UTF-8).
class ScriptBuffer : public std::streambuf {
 public:
  explicit ScriptBuffer(std::ostream& out) : out_(out) {}
  void finish() {
    out_ << held_;
    held_.clear();
  }

 protected:
  int_type overflow(int_type c) override {
    if (c != traits_type::eof()) put(traits_type::to_char_type(c));
    return out_ ? traits_type::not_eof(c) : traits_type::eof();
  }
  std::streamsize xsputn(const char* text, std::streamsize length) override {
    for (std::streamsize i = 0; i < length; ++i) put(text[i]);
    return out_ ? length : 0;
  }

 private:
  void put(char c) {
    held_ += c;
    if (held_ == "<") {
      write("\\u003c");
    } else if (held_ == "\xE2\x80\xA8") {
      write("\\u2028");
    } else if (held_ == "\xE2\x80\xA9") {
      write("\\u2029");
    } else if (held_ != "\xE2" && held_ != "\xE2\x80") {
      // The last character may begin a sequence of its own.
      const char last = held_.back();
      if (held_.size() > 1 && (last == '<' || last == '\xE2')) {
        held_.pop_back();
        write(held_);
        put(last);
      } else {
        write(held_);
      }
    }
  }
  void write(std::string_view text) {
    out_ << text;
    held_.clear();
  }

  std::ostream& out_;
  std::string held_;
};

class DataWriter {
 public:
  DataWriter(const KnowledgeGraph& graph, const PageOptions& options, JsonStream& stream)
      : graph_(graph), options_(options), json_(stream), edges_(graph.edges()), sources_(graph) {
    if (options.max_nodes < std::numeric_limits<std::size_t>::max()) {
      const auto kept = best_attested(graph, options.max_nodes);
      std::erase_if(edges_, [&](const Edge& e) { return !kept.contains(e.subject) || !kept.contains(e.object); });
    }
    std::set<std::string_view> is_drawn;
    for (const Edge& edge : edges_) {
      is_drawn.insert(edge.subject);
      is_drawn.insert(edge.object);
      for (const Evidence& evidence : edge.evidence)
        for (std::string_view id :
             {std::string_view(evidence.attributed_to), std::string_view(evidence.destination.node)})
          if (!id.empty()) is_drawn.insert(id);
    }
    for (Node& node : graph_.nodes())
      if (is_drawn.count(node.id) != 0) nodes_.push_back(std::move(node));
    for (std::size_t i = 0; i < nodes_.size(); ++i) place_.emplace(nodes_[i].id, static_cast<std::uint32_t>(i));
  }

  void write() {
    json_.StartObject();
    json_.member("title", visible(options_.title));
    json_.member("language", options_.language.starts_with("fr") ? "fr" : "en");
    json_.key("context");
    write_context({options_.base, options_.ontology}, json_);
    json_.key("colours");
    json_.StartObject();
    write_palette("light", kLightPalette);
    write_palette("dark", kDarkPalette);
    json_.EndObject();
    write_types();
    write_relations();
    write_articles();
    write_nodes();
    write_edges();
    write_mentions();
    if (options_.is_correctable) write_decisions();
    json_.EndObject();
  }

 private:
  void write_palette(std::string_view name, const Palette& palette) {
    json_.key(name);
    json_.StartObject();
    json_.member("paper", palette.paper);
    json_.member("ink", palette.ink);
    json_.member("faint", palette.faint);
    json_.key("nodes");
    json_.StartArray();
    for (const NodeStyle& style : palette.nodes) json_.text(style.border);
    json_.EndArray();
    json_.key("fills");
    json_.StartArray();
    for (const NodeStyle& style : palette.nodes) json_.text(style.fill);
    json_.EndArray();
    json_.key("lines");
    json_.StartArray();
    for (std::string_view line : palette.lines) json_.text(line);
    json_.EndArray();
    json_.EndObject();
  }

  void write_label(const LocalizedText& label) {
    json_.key("label");
    json_.StartObject();
    for (const auto& [language, text] : label) json_.member(language, text);
    json_.EndObject();
  }

  void write_types() {
    json_.key("types");
    json_.StartArray();
    for (NodeType type : kNodeTypes) {
      json_.StartObject();
      json_.member("name", name(type));
      write_label(options_.ontology->label(type));
      json_.EndObject();
    }
    json_.EndArray();
  }

  // Those that occur, known to the ontology or not; where the page corrects, all that it may say instead as well.
  void write_relations() {
    for (const Edge& edge : edges_) relations_.emplace(edge.relation, 0);
    if (options_.is_correctable)
      for (const RelationType& type : options_.ontology->relations()) relations_.emplace(type.name, 0);
    std::uint32_t number = 0;
    json_.key("relations");
    json_.StartArray();
    for (auto& [relation, place] : relations_) {
      place = number++;
      const RelationId id = options_.ontology->find(relation);
      const RelationType unknown;
      write_relation(relation, id.is_none() ? unknown : (*options_.ontology)[id]);
    }
    json_.EndArray();
  }

  void write_relation(const std::string& relation, const RelationType& type) {
    json_.StartObject();
    json_.member("name", relation);
    json_.member("quad", name(type.quad));
    json_.member("plover", type.plover);
    json_.member("score", type.score);
    json_.key("symmetric");
    json_.Bool(type.symmetric);
    for (const auto& [role, types] : {std::pair("subjects", type.subject), std::pair("objects", type.object)}) {
      json_.key(role);
      json_.StartArray();
      for (NodeType end : kNodeTypes)
        if (types.has(end)) json_.text(name(end));
      json_.EndArray();
    }
    write_label(type.label);
    json_.EndObject();
  }

  void write_articles() {
    std::uint32_t number = 0;
    json_.key("articles");
    json_.StartArray();
    for (const Article& article : graph_.articles()) {
      article_place_.emplace(article.id, number++);
      json_.StartArray();
      json_.text(iri_safe(article.id));
      for (const std::string* text : {&article.name, &article.title, &article.language, &article.published})
        json_.text(*text);
      json_.text(web_link(article.source));
      json_.number(sources_.of(article.id));
      const std::string text = options_.text_of ? options_.text_of(article) : "";
      if (!text.empty()) with_text_.insert(article.id);
      json_.text(text);
      json_.EndArray();
    }
    json_.EndArray();
  }

  std::vector<Point> places_of(const std::vector<std::pair<std::uint32_t, std::uint32_t>>& lines) {
    auto places = lay_out(nodes_.size(), lines);
    if (places) return *std::move(places);
    warn(options_.warn, places.error(), "things stand on a spiral");
    return on_a_spiral(nodes_.size());
  }

  void write_nodes() {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> lines;
    for (const Edge& edge : edges_) lines.emplace_back(place_.at(edge.subject), place_.at(edge.object));
    const std::vector<Point> places = places_of(lines);
    json_.key("nodes");
    json_.StartArray();
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      const Node& node = nodes_[i];
      json_.StartArray();
      json_.text(iri_safe(node.id));
      json_.text(name(node.type));
      json_.text(visible(node.name));
      json_.StartArray();
      for (const std::string& alternate : node.alternate_names) json_.text(visible(alternate));
      json_.EndArray();
      json_.text(is_wikidata_id(node.wikidata) ? std::string_view(node.wikidata) : "");
      json_.number(std::round(places[i].x * 10) / 10);
      json_.number(std::round(places[i].y * 10) / 10);
      if (const auto camp = options_.camps.find(node.id); camp != options_.camps.end()) {
        json_.Uint(camp->second);
      } else {
        json_.Null();
      }
      for (std::string_view language : {"en", "fr"}) {
        const bool is_renamed = options_.resolution != nullptr && options_.resolution->renamed.contains(node.id);
        const std::string_view spoken = is_renamed ? node.name : reader_name(node, options_.names, language);
        json_.text(spoken == node.name ? "" : visible(spoken));
      }
      json_.StartArray();
      if (options_.is_correctable && options_.resolution != nullptr)
        if (const auto parts = options_.resolution->parts.find(node.id); parts != options_.resolution->parts.end())
          for (const NodeRef& part : parts->second)
            if (may_be_iri(part)) json_.text(part);
      json_.EndArray();
      json_.EndArray();
    }
    json_.EndArray();
  }

  void write_edges() {
    json_.key("edges");
    json_.StartArray();
    for (const Edge& edge : edges_) {
      json_.StartArray();
      json_.Uint(place_.at(edge.subject));
      json_.Uint(relations_.find(edge.relation)->second);
      json_.Uint(place_.at(edge.object));
      json_.StartArray();
      for (const Evidence& evidence : edge.evidence) write_evidence(evidence);
      json_.EndArray();
      json_.EndArray();
    }
    json_.EndArray();
  }

  void write_evidence(const Evidence& evidence) {
    json_.StartArray();
    json_.Uint(article_place_.at(evidence.quote.article));
    json_.Uint(evidence.quote.span.begin);
    json_.Uint(evidence.quote.span.end);
    json_.text(evidence.quote.exact);
    json_.Uint(evidence.trigger.begin);
    json_.Uint(evidence.trigger.end);
    json_.Uint(static_cast<unsigned>(evidence.polarity));
    json_.Uint(static_cast<unsigned>(evidence.modality));
    const auto speaker = place_.find(evidence.attributed_to);
    json_.Int(speaker == place_.end() ? -1 : static_cast<int>(speaker->second));
    json_.number(evidence.confidence);
    const Article* const article = graph_.article(evidence.quote.article);
    const std::optional<Days> days = article == nullptr ? std::nullopt : days_of(evidence, *article);
    for (const Day* day : {days ? &days->first : nullptr, days ? &days->last : nullptr}) {
      if (day != nullptr) {
        json_.Int64(day->time_since_epoch().count());
      } else {
        json_.Null();
      }
    }
    json_.StartObject();
    write_detail_members(evidence, json_);
    json_.EndObject();
    json_.EndArray();
  }

  // Where each article whose text is there names the things: begin, end, thing, and so on.
  void write_mentions() {
    std::map<std::uint32_t, std::vector<std::array<std::uint32_t, 3>>> of_article;
    for (std::uint32_t i = 0; i < nodes_.size(); ++i)
      for (const Quote& mention : nodes_[i].mentions)
        if (with_text_.contains(mention.article))
          of_article[article_place_.at(mention.article)].push_back({mention.span.begin, mention.span.end, i});
    json_.key("mentions");
    json_.StartArray();
    for (auto& [article, mentions] : of_article) {
      std::sort(mentions.begin(), mentions.end());
      json_.StartArray();
      json_.Uint(article);
      for (const auto& mention : mentions)
        for (const std::uint32_t number : mention) json_.Uint(number);
      json_.EndArray();
    }
    json_.EndArray();
  }

  void write_decisions() {
    json_.member("decisions", options_.decisions);
    json_.key("notes");
    json_.StartArray();
    if (options_.resolution != nullptr)
      for (const Overrides::Note& note : options_.resolution->notes) {
        json_.StartArray();
        for (const std::string& text : {iri_safe(note.subject), note.relation, iri_safe(note.object), note.text})
          json_.text(text);
        json_.EndArray();
      }
    json_.EndArray();
  }

  const KnowledgeGraph& graph_;
  const PageOptions& options_;
  JsonWriter json_;
  std::vector<Edge> edges_;
  Sources sources_;
  std::vector<Node> nodes_;
  std::map<std::string, std::uint32_t, std::less<>> place_;      // node id → place in nodes_
  std::map<std::string, std::uint32_t, std::less<>> relations_;  // name → place among those that occur
  std::map<std::string, std::uint32_t, std::less<>> article_place_;
  std::set<std::string, std::less<>> with_text_;  // articles
};

}  // namespace

Result<void> write_page(const KnowledgeGraph& graph, std::ostream& to, const PageOptions& options) {
  const Utf8Output checked(to);
  std::ostream& out = checked.out;
  constexpr std::string_view kData = "@DATA@";
  const detail::EmbeddedFile& file = detail::builtin_page_files().front();
  const std::string_view page(file.begin, static_cast<std::size_t>(file.end - file.begin));
  const std::size_t place = page.find(kData);
  out << page.substr(0, place);
  ScriptBuffer buffer(out);
  std::ostream script(&buffer);
  JsonStream stream(script);
  DataWriter(graph, options, stream).write();
  stream.Flush();
  buffer.finish();
  out << page.substr(place + kData.size());
  return written(out);
}

}  // namespace entente

// N-Quads by hand: a line format, written and read faster than any library would.
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <ostream>

#include "entente/export/rdf.h"
#include "entente/schema/utf8.h"
#include "graph_json.h"
#include "iri.h"
#include "json_stream.h"
#include "triples.h"
#include "utf8_output.h"
#include "vocabulary.h"

namespace entente {
namespace {

class NQuadsSink : public TripleSink {
 public:
  explicit NQuadsSink(JsonStream& out) : out_(out) {}
  void subject(std::string_view iri) override {
    subject_ = '<';
    subject_.append(iri).append("> <");
  }
  void link(std::string_view predicate, std::string_view object) override {
    begin(predicate);
    out_.Put('<');
    out_.put(object);
    out_.put("> .\n");
  }
  void literal(std::string_view predicate, std::string_view text, std::string_view datatype) override {
    begin(predicate);
    out_.Put('"');
    put_escaped(text);
    if (datatype.empty()) {
      out_.put("\" .\n");
    } else {
      out_.put("\"^^<");
      out_.put(datatype);
      out_.put("> .\n");
    }
  }
  void text(std::string_view predicate, std::string_view text, std::string_view language) override {
    begin(predicate);
    out_.Put('"');
    put_escaped(text);
    out_.put("\"@");
    out_.put(language);
    out_.put(" .\n");
  }

 private:
  void begin(std::string_view predicate) {
    out_.put(subject_);
    out_.put(predicate);
    out_.put("> ");
  }
  void put_escaped(std::string_view text) {
    for (char c : text) {
      switch (c) {
        case '"':
          out_.put("\\\"");
          break;
        case '\\':
          out_.put("\\\\");
          break;
        case '\b':
          out_.put("\\b");
          break;
        case '\t':
          out_.put("\\t");
          break;
        case '\n':
          out_.put("\\n");
          break;
        case '\f':
          out_.put("\\f");
          break;
        case '\r':
          out_.put("\\r");
          break;
        default:
          if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) {
            out_.Put(c);
          } else {
            constexpr std::string_view kHex = "0123456789ABCDEF";
            out_.put("\\u00");
            out_.Put(kHex[static_cast<unsigned char>(c) >> 4U]);
            out_.Put(kHex[static_cast<unsigned char>(c) & 15U]);
          }
      }
    }
  }

  JsonStream& out_;
  std::string subject_;
};

// ---------------------------------------------------------------- reading

struct Object {
  bool is_link = false;
  std::string text;
};

// One line: <subject> <predicate> (<object> | "literal"(^^<datatype> | @language)?) <graph>? .
class LineReader {
 public:
  explicit LineReader(std::string_view line) : rest_(line) {}

  /// False if the line is no quad of IRIs and literals.
  bool read(std::string& subject, std::string& predicate, Object& object) {
    if (!iri(subject) || !iri(predicate)) return false;
    space();
    object.is_link = rest_.starts_with('<');
    if (object.is_link ? !iri(object.text) : !literal(object.text)) return false;
    space();
    std::string graph;
    if (rest_.starts_with('<') && !iri(graph)) return false;
    space();
    if (!rest_.starts_with('.')) return false;
    rest_.remove_prefix(1);
    space();
    return rest_.empty() || rest_.front() == '#';
  }

 private:
  void space() {
    const std::size_t next = rest_.find_first_not_of(" \t\r");
    rest_.remove_prefix(next == std::string_view::npos ? rest_.size() : next);
  }
  bool iri(std::string& out) {
    space();
    const std::size_t end = rest_.find('>');
    if (!rest_.starts_with('<') || end == std::string_view::npos) return false;
    const std::string_view raw = rest_.substr(1, end - 1);
    rest_.remove_prefix(end + 1);
    return unescape(raw, out) && may_be_iri(out);
  }
  bool literal(std::string& out) {
    if (!rest_.starts_with('"')) return false;
    std::size_t end = 1;
    while (end < rest_.size() && rest_[end] != '"') end += rest_[end] == '\\' ? 2 : 1;
    if (end >= rest_.size()) return false;
    const std::string_view raw = rest_.substr(1, end - 1);
    rest_.remove_prefix(end + 1);
    std::string datatype;
    if (rest_.starts_with("^^")) {
      rest_.remove_prefix(2);
      if (!iri(datatype)) return false;
    } else if (rest_.starts_with('@')) {
      rest_.remove_prefix(std::min(rest_.find_first_of(" \t."), rest_.size()));
    }
    return unescape(raw, out);
  }
  static bool unescape(std::string_view raw, std::string& out) {
    out.clear();
    for (std::size_t i = 0; i < raw.size(); ++i) {
      if (raw[i] != '\\') {
        out += raw[i];
        continue;
      }
      if (++i == raw.size()) return false;
      constexpr std::string_view kLetters = "tbnrf\"'\\", kMeanings = "\t\b\n\r\f\"'\\";
      if (const std::size_t at = kLetters.find(raw[i]); at != std::string_view::npos) {
        out += kMeanings[at];
        continue;
      }
      const std::size_t digits = raw[i] == 'u' ? 4 : raw[i] == 'U' ? 8 : 0;
      if (digits == 0 || raw.size() - i <= digits) return false;
      UChar32 code = 0;
      for (char digit : raw.substr(i + 1, digits)) {
        const std::size_t value = std::string_view("0123456789ABCDEFabcdef").find(digit);
        if (value == std::string_view::npos || code > 0x10FFFF) return false;
        code = code * 16 + static_cast<UChar32>(value < 16 ? value : value - 6);
      }
      if (code > 0x10FFFF || U_IS_SURROGATE(code)) return false;
      std::array<std::uint8_t, U8_MAX_LENGTH> bytes{};
      std::int32_t length = 0;
      U8_APPEND_UNSAFE(bytes, length, code);
      out.append(bytes.begin(), bytes.begin() + length);
      i += digits;
    }
    return true;
  }

  std::string_view rest_;
};

constexpr std::string_view kType = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

// Subjects with their properties, then the JSON objects that they stand for: from there on the JSON reader's rules
// hold.
class Triples {
 public:
  explicit Triples(const Ontology& ontology) {
    for (const Term& term : kTerms) terms_.emplace(expanded(term.iri), term.name);
    for (const RelationType& relation : ontology.relations())
      relations_.emplace(std::string(kNamespace) + relation.name, relation.name);
  }

  void add(const std::string& subject, const std::string& predicate, Object object, std::uint32_t line) {
    if (predicate == kType) {
      const auto term = terms_.find(object.text);
      if (term == terms_.end()) return;
      if (term->second == "SoftwareAgent") find_base(subject);
      if (term->second == "Article" || term->second == "Relation" || node_type(term->second).second)
        things_.emplace(subject, std::pair(std::string(term->second), line));
    } else if (const auto term = terms_.find(predicate); term != terms_.end()) {
      auto& values = properties_[subject][std::string(term->second)];
      if (std::none_of(values.begin(), values.end(),
                       [&](const Object& o) { return o.text == object.text && o.is_link == object.is_link; }))
        values.push_back(std::move(object));
    }
  }

  /// "" if no program that wrote it is named.
  [[nodiscard]] const std::string& base() const { return base_; }

  template <class Use>
  void for_each_thing(Use use) const {
    for (const auto& [subject, thing] : things_) {
      JsonValue made = object(subject, thing.second, 0);
      made.members.push_back({"@type", string(thing.first, thing.second)});
      use(thing.first, made);
    }
  }

 private:
  void find_base(const std::string& subject) {
    if (const std::size_t at = subject.find("software/entente-"); at != std::string::npos)
      base_ = subject.substr(0, at);
  }
  [[nodiscard]] std::string relative(const std::string& iri) const {
    return !base_.empty() && iri.starts_with(base_) ? iri.substr(base_.size()) : iri;
  }
  static JsonValue string(std::string text, std::uint32_t line) {
    JsonValue made;
    made.kind = JsonValue::Kind::string;
    made.line = line;
    made.string = std::move(text);
    return made;
  }
  JsonValue object(const std::string& subject, std::uint32_t line, int depth) const {
    JsonValue made;
    made.kind = JsonValue::Kind::object;
    made.line = line;
    made.members.push_back({"@id", string(relative(subject), line)});
    const auto found = properties_.find(subject);
    if (found == properties_.end()) return made;
    for (const auto& [term, values] : found->second) {
      JsonValue list;
      list.kind = JsonValue::Kind::array;
      list.line = line;
      for (const Object& value : values) list.items.push_back(member(term, value, line, depth));
      if (list.items.size() == 1) {
        made.members.push_back({term, JsonValue(list.items.front())});
      } else {
        made.members.push_back({term, std::move(list)});
      }
    }
    return made;
  }
  [[nodiscard]] JsonValue member(std::string_view term, const Object& value, std::uint32_t line, int depth) const {
    if ((term == "mentions" || term == "evidence") && depth == 0) return object(value.text, line, depth + 1);
    if (term == "relationType") {
      const auto relation = relations_.find(value.text);
      return string(relation == relations_.end() ? value.text : relation->second, line);
    }
    if (term == "destination" || term == "beneficiary" || term == "instrument" || term == "location") {
      if (!value.is_link) return string(value.text, line);
      JsonValue made;
      made.kind = JsonValue::Kind::object;
      made.line = line;
      made.members.push_back({"@id", string(relative(value.text), line)});
      return made;
    }
    JsonValue made = string(value.is_link ? relative(value.text) : value.text, line);
    constexpr std::array kNumbers = {"start", "end", "triggerStart", "triggerEnd", "confidence", "quantity"};
    if (std::find(kNumbers.begin(), kNumbers.end(), term) != kNumbers.end()) {
      double number = 0;
      const auto [end, error] = std::from_chars(value.text.data(), value.text.data() + value.text.size(), number);
      if (error == std::errc() && end == value.text.data() + value.text.size()) {
        made.kind = JsonValue::Kind::number;
        made.number = number;
      }
    } else if (term == "approximate") {
      made.kind = JsonValue::Kind::boolean;
      made.boolean = value.text == "true" || value.text == "1";
    }
    return made;
  }

  std::map<std::string, std::string_view, std::less<>> terms_;
  std::map<std::string, std::string, std::less<>> relations_;
  std::map<std::string, std::map<std::string, std::vector<Object>>> properties_;
  std::map<std::string, std::pair<std::string, std::uint32_t>> things_;  // with their type and line
  std::string base_;
};

}  // namespace

Result<void> write_nquads(const KnowledgeGraph& graph, std::ostream& to, const RdfOptions& options) {
  const Utf8Output checked(to);
  std::ostream& out = checked.out;
  JsonStream stream(out);
  NQuadsSink sink(stream);
  write_triples(graph, options, sink);
  stream.Flush();
  return written(out);
}

Result<KnowledgeGraph> read_nquads(std::string_view text, std::string_view source, const Ontology& ontology,
                                   std::string* base) {
  Triples triples(ontology);
  std::uint32_t number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    const std::size_t first = line.find_first_not_of(" \t\r");
    if (first == std::string_view::npos || line[first] == '#') continue;
    std::string subject, predicate;
    Object object;
    if (!is_utf8(line) || !LineReader(line).read(subject, predicate, object))
      return InputError{std::string(source), number, "not N-Quads, or a blank node",
                        "give a file that this program wrote"};
    triples.add(subject, predicate, std::move(object), number);
  }

  GraphReader reader(std::string(source), ontology);
  std::vector<Article> articles;
  std::vector<Node> nodes;
  std::vector<Edge> edges;
  triples.for_each_thing([&](std::string_view type, const JsonValue& thing) {
    if (type == "Article") {
      articles.push_back(reader.article(thing));
    } else if (type == "Relation") {
      edges.push_back(reader.edge(thing, ""));
    } else {
      nodes.push_back(reader.node(thing, ""));
    }
  });
  if (reader.error()) return *reader.error();
  if (base != nullptr && check_base(triples.base())) *base = triples.base();
  return from_union(articles, nodes, edges, source);
}

}  // namespace entente

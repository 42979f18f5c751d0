#include "entente/schema/ontology.h"

#include <toml++/toml.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <set>

#include "entente/schema/builtin.h"
#include "toml_depth.h"

namespace entente {
namespace {

constexpr std::array<std::string_view, 7> kNodeTypeNames = {"Person", "State", "Organization", "MilitaryUnit",
                                                            "Group",  "Place", "Event"};
constexpr std::array<std::string_view, 5> kQuadNames = {"verbal-cooperation", "material-cooperation", "verbal-conflict",
                                                        "material-conflict", "structural"};

/// A name of a relation becomes part of IRIs, JSON keys and ids.
bool is_name(std::string_view name) {
  const auto length = static_cast<std::int32_t>(name.size());
  for (std::int32_t i = 0; i < length;) {
    const bool is_first = i == 0;
    UChar32 c = 0;
    U8_NEXT(reinterpret_cast<const std::uint8_t*>(name.data()), i, length, c);
    if (c < 0 || !(u_isalpha(c) || (!is_first && (u_isdigit(c) || c == '-' || c == '_')))) return false;
  }
  return length > 0 && length <= 100;
}

/// Reads one TOML document; the first thing that is wrong is kept, with its line.
class OntologyReader {
 public:
  OntologyReader(std::string_view source, std::map<std::string, NodeTypes, std::less<>>& sets)
      : source_(source), sets_(sets) {}

  [[nodiscard]] bool failed() const { return error_.has_value(); }
  [[nodiscard]] InputError error() const { return *error_; }

  void fail(const toml::source_region& where, std::string seen, std::string remedy) {
    if (!error_) error_ = InputError{source_, where.begin.line, std::move(seen), std::move(remedy)};
  }

  /// Unknown keys are most often misspelt ones: they are an error.
  void expect_keys(const toml::table& table, const std::set<std::string_view>& known) {
    for (const auto& [key, value] : table)
      if (!known.contains(key.str()))
        fail(key.source(), "unknown key \"" + std::string(key.str()) + "\"", "remove or correct it");
  }

  std::string text(const toml::table& table, std::string_view key, bool required) {
    const toml::node* node = table.get(key);
    if (node == nullptr) {
      if (required) fail(table.source(), "no \"" + std::string(key) + "\"", "add it");
      return "";
    }
    if (!node->is_string()) fail(node->source(), "\"" + std::string(key) + "\" is not a string", "put it in quotes");
    return node->value_or(std::string());
  }

  LocalizedText localized(const toml::table& table, std::string_view key) {
    LocalizedText result;
    const toml::node* node = table.get(key);
    if (node == nullptr || !node->is_table()) {
      fail(node == nullptr ? table.source() : node->source(), "no texts in \"" + std::string(key) + "\"",
           R"(give { en = "…", fr = "…" })");
      return result;
    }
    for (const auto& [language, value] : *node->as_table()) {
      if (!value.is_string()) fail(value.source(), "text is not a string", "put it in quotes");
      result.emplace(language.str(), value.value_or(std::string()));
    }
    return result;
  }

  NodeTypes types(const toml::table& table, std::string_view key) {
    NodeTypes result;
    const toml::node* node = table.get(key);
    if (node == nullptr || !node->is_array() || node->as_array()->empty()) {
      fail(node == nullptr ? table.source() : node->source(), "no node types in \"" + std::string(key) + "\"",
           R"(give a list such as ["Person", "State"])");
      return result;
    }
    for (const toml::node& item : *node->as_array()) {
      std::string type_name = item.value_or(std::string());
      if (auto [type, known] = node_type(type_name); known) {
        result.add(type);
      } else if (auto set = sets_.find(type_name); set != sets_.end()) {
        result.bits = static_cast<std::uint8_t>(result.bits | set->second.bits);
      } else {
        fail(item.source(), "unknown node type or set \"" + type_name + "\"",
             "use Person, State, Organization, MilitaryUnit, Group, Place, Event or a name from [sets]");
      }
    }
    return result;
  }

  double score(const toml::node& node) {
    const double value = node.value_or(std::nan(""));
    if (!(value >= -10 && value <= 10)) fail(node.source(), "score is not a number from -10 to 10", "correct it");
    return value;
  }

  std::map<NodeType, double> scores(const toml::node& node) {
    std::map<NodeType, double> result;
    if (!node.is_table()) {
      fail(node.source(), "\"towards\" is no table of scores", "give { State = 0, Organization = -4 }");
      return result;
    }
    for (const auto& [key, value] : *node.as_table()) {
      const auto [type, known] = node_type(key.str());
      if (!known) fail(key.source(), "unknown node type \"" + std::string(key.str()) + "\"", "correct it");
      result[type] = score(value);
    }
    return result;
  }

  RelationType relation(const toml::table& table) {
    expect_keys(table, {"name", "plover", "quad", "score", "towards", "symmetric", "announced", "refused", "subject",
                        "object", "label", "definition"});
    RelationType type;
    type.name = text(table, "name", true);
    if (!is_name(type.name))
      fail(table.source(), "relation \"" + type.name + "\" is no name",
           "use letters, digits, \"-\" and \"_\", a letter first");
    type.plover = text(table, "plover", false);
    type.announced = text(table, "announced", false);
    type.refused = text(table, "refused", false);
    type.subject = types(table, "subject");
    type.object = types(table, "object");
    type.label = localized(table, "label");
    type.definition = localized(table, "definition");
    if (const toml::node* node = table.get("symmetric")) {
      if (!node->is_boolean()) fail(node->source(), "\"symmetric\" is not true or false", "write true or false");
      type.symmetric = node->value_or(false);
    }
    if (type.symmetric && type.subject.bits != type.object.bits)
      fail(table.source(), "symmetric relation \"" + type.name + "\" with different subject and object types",
           "make the two lists equal");
    if (const toml::node* node = table.get("score")) type.score = score(*node);
    if (const toml::node* node = table.get("towards")) type.towards = scores(*node);
    std::string quad = text(table, "quad", true);
    auto found = std::find(kQuadNames.begin(), kQuadNames.end(), quad);
    if (found == kQuadNames.end())
      fail(table.get("quad") == nullptr ? table.source() : table.get("quad")->source(),
           "unknown quad class \"" + quad + "\"",
           "use verbal-cooperation, material-cooperation, verbal-conflict, material-conflict or structural");
    else
      type.quad = static_cast<QuadClass>(found - kQuadNames.begin());
    return type;
  }

 private:
  std::string source_;
  std::map<std::string, NodeTypes, std::less<>>& sets_;
  std::optional<InputError> error_;
};

}  // namespace

std::string_view name(NodeType type) { return kNodeTypeNames[static_cast<std::size_t>(type)]; }

std::pair<NodeType, bool> node_type(std::string_view name) {
  for (NodeType type : kNodeTypes)
    if (entente::name(type) == name) return {type, true};
  return {NodeType::person, false};
}

std::string_view name(QuadClass quad) { return kQuadNames[static_cast<std::size_t>(quad)]; }

std::string_view text_in(const LocalizedText& text, std::string_view language) {
  for (std::string_view wanted : {language, std::string_view("en")})
    if (auto found = text.find(wanted); found != text.end()) return found->second;
  return text.empty() ? std::string_view() : std::string_view(text.begin()->second);
}

Result<Ontology> Ontology::parse(std::string_view toml, std::string_view source) {
  Ontology ontology;
  if (Result<void> added = ontology.extend(toml, source); !added) return added.error();
  return ontology;
}

Result<void> Ontology::extend(std::string_view toml, std::string_view source) {
  Ontology extended = *this;  // so that a bad file leaves this one as it was
  OntologyReader reader(source, extended.sets_);
  if (auto sound = check_key_depth(toml, source); !sound) return sound;
  try {
    const toml::table file = toml::parse(toml, source);
    reader.expect_keys(file, {"sets", "node", "relation"});
    if (const toml::table* sets = file["sets"].as_table())
      for (const auto& [key, value] : *sets) extended.sets_[std::string(key.str())] = reader.types(*sets, key.str());
    if (const toml::table* nodes = file["node"].as_table())
      for (const auto& [key, value] : *nodes) {
        auto [type, known] = node_type(key.str());
        if (!known || !value.is_table()) {
          reader.fail(key.source(), "unknown node type \"" + std::string(key.str()) + "\"",
                      "a file may add relation types, not node types");
          continue;
        }
        reader.expect_keys(*value.as_table(), {"label", "definition"});
        extended.node_labels_[static_cast<std::size_t>(type)] = reader.localized(*value.as_table(), "label");
        extended.node_definitions_[static_cast<std::size_t>(type)] = reader.localized(*value.as_table(), "definition");
      }
    if (const toml::array* relations = file["relation"].as_array())
      for (const toml::node& node : *relations) {
        if (!node.is_table()) {
          reader.fail(node.source(), "relation is not a table", "start it with [[relation]]");
          continue;
        }
        RelationType type = reader.relation(*node.as_table());
        if (!extended.by_name_.emplace(type.name, RelationId(extended.relations_.size())).second)
          reader.fail(node.source(), "relation \"" + type.name + "\" is defined twice", "give it another name");
        extended.relations_.push_back(std::move(type));
      }
    for (const RelationType& type : extended.relations_)
      for (const std::string& implied : {type.announced, type.refused})
        if (!implied.empty() && extended.find(implied).is_none())
          reader.fail(file.source(), "unknown relation \"" + implied + "\" in \"" + type.name + "\"",
                      "use the name of a relation of the ontology");
  } catch (const toml::parse_error& error) {
    return InputError{std::string(source), error.source().begin.line, "not TOML: " + std::string(error.description()),
                      "correct the syntax"};
  }
  if (reader.failed()) return reader.error();
  *this = std::move(extended);
  return {};
}

RelationId Ontology::find(std::string_view name) const {
  auto found = by_name_.find(name);
  return found == by_name_.end() ? RelationId() : found->second;
}

const Ontology& builtin_ontology() {
  static const Ontology ontology = [] {
    Result<Ontology> parsed = Ontology::parse(builtin_file("ontology.toml"), "schema/ontology.toml");
    if (!parsed) {  // the file is part of the program: a test parses it, so this is a programmer's mistake
      std::fprintf(stderr, "%s\n", to_string(parsed.error()).c_str());
      std::abort();
    }
    return *std::move(parsed);
  }();
  return ontology;
}

}  // namespace entente

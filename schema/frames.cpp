#include "entente/schema/frames.h"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "entente/schema/fold.h"
#include "toml_depth.h"

namespace entente {
namespace {

std::vector<std::string> words_of(const toml::node& node) {
  std::vector<std::string> words;
  auto split = [&words](const std::string& text) {
    std::size_t begin = 0;
    while ((begin = text.find_first_not_of(" \n\t", begin)) != std::string::npos) {
      const std::size_t end = std::min(text.find_first_of(" \n\t", begin), text.size());
      words.push_back(text.substr(begin, end - begin));
      begin = end;
    }
  };
  if (const auto* text = node.as_string()) split(text->get());
  if (const auto* list = node.as_array())
    for (const toml::node& item : *list)
      if (const auto* text = item.as_string()) words.push_back(text->get());
  return words;
}

Slot slot_of(std::string_view word) {
  using Kind = Slot::Kind;
  constexpr std::array<std::pair<std::string_view, Kind>, 12> kNamed = {{{"subj", Kind::subject},
                                                                         {"surface", Kind::surface},
                                                                         {"obj", Kind::object},
                                                                         {"iobj", Kind::indirect},
                                                                         {"self", Kind::self},
                                                                         {"poss", Kind::owner},
                                                                         {"nested", Kind::nested},
                                                                         {"appos", Kind::apposed},
                                                                         {"peers", Kind::peers},
                                                                         {"clause.subj", Kind::clause_subject},
                                                                         {"clause.obj", Kind::clause_object},
                                                                         {"host", Kind::host}}};
  for (const auto& [text, kind] : kNamed)
    if (text == word) return {kind, {}};
  return {Kind::preposition, std::string(word)};
}

std::vector<Slot> slots_of(const toml::node& node) {
  std::vector<Slot> slots;
  for (const std::string& word : words_of(node)) slots.push_back(slot_of(word));
  return slots;
}

Trigger trigger_of(TriggerKind kind, const std::string& word) {
  const std::size_t plus = word.find('+');
  if (plus == std::string::npos) return {kind, word, ""};
  return {kind, word.substr(0, plus), word.substr(plus + 1)};
}

template <class T, std::size_t N>
std::optional<T> choice(const std::array<std::pair<std::string_view, T>, N>& choices, std::string_view word) {
  for (const auto& [text, value] : choices)
    if (text == word) return value;
  return std::nullopt;
}

constexpr std::array<std::pair<std::string_view, Operator::Effect>, 15> kEffects = {{
    {"none", Operator::Effect::none},
    {"speech", Operator::Effect::speech},
    {"factive", Operator::Effect::factive},
    {"announcement", Operator::Effect::announcement},
    {"claim", Operator::Effect::claim},
    {"hearsay", Operator::Effect::hearsay},
    {"accusation", Operator::Effect::accusation},
    {"denial", Operator::Effect::denial},
    {"negation", Operator::Effect::negation},
    {"possibility", Operator::Effect::possibility},
    {"plan", Operator::Effect::plan},
    {"demand", Operator::Effect::demand},
    {"doubt", Operator::Effect::doubt},
    {"settled", Operator::Effect::settled},
    {"dismissal", Operator::Effect::dismissal},
}};
constexpr std::array<std::pair<std::string_view, std::uint8_t>, 4> kModalities = {
    {{"actual", 0}, {"reported", 1}, {"possible", 2}, {"planned", 3}}};
constexpr std::array<std::pair<std::string_view, std::uint8_t>, 2> kObjectRoles = {{{"addressee", 1}, {"about", 2}}};

using WordList = std::vector<std::string> GrammarWords::*;
constexpr auto kWordLists = std::to_array<std::pair<std::string_view, WordList>>({
    {"agent", &GrammarWords::agent},
    {"of", &GrammarWords::of},
    {"to", &GrammarWords::to},
    {"negation", &GrammarWords::negation},
    {"negative", &GrammarWords::negative},
    {"without", &GrammarWords::without},
    {"condition", &GrammarWords::condition},
    {"but_not", &GrammarWords::but_not},
    {"exceptive", &GrammarWords::exceptive},
    {"restriction", &GrammarWords::restriction},
    {"unavoidable", &GrammarWords::unavoidable},
    {"bare_negation", &GrammarWords::bare_negation},
    {"bare_negated", &GrammarWords::bare_negated},
    {"contrast", &GrammarWords::contrast},
    {"either", &GrammarWords::either},
    {"according", &GrammarWords::according},
    {"commissive", &GrammarWords::commissive},
    {"source", &GrammarWords::source},
    {"place", &GrammarWords::place},
    {"viewpoint", &GrammarWords::viewpoint},
    {"neg_raising", &GrammarWords::neg_raising},
    {"hearsay", &GrammarWords::hearsay},
    {"possible", &GrammarWords::possible},
    {"planned", &GrammarWords::planned},
    {"complement", &GrammarWords::complement},
    {"happening", &GrammarWords::happening},
    {"instrument", &GrammarWords::instrument},
    {"undergone", &GrammarWords::undergone},
    {"reason", &GrammarWords::reason},
    {"series", &GrammarWords::series},
    {"stance", &GrammarWords::stance},
    {"modal_possible", &GrammarWords::modal_possible},
    {"modal_planned", &GrammarWords::modal_planned},
    {"modal_would", &GrammarWords::modal_would},
    {"modal_arranged", &GrammarWords::modal_arranged},
    {"light", &GrammarWords::light},
    {"receiving", &GrammarWords::receiving},
    {"instance", &GrammarWords::instance},
    {"statement", &GrammarWords::statement},
    {"manner", &GrammarWords::manner},
    {"suffering", &GrammarWords::suffering},
    {"circumstance", &GrammarWords::circumstance},
    {"approximate", &GrammarWords::approximate},
    {"counterpart", &GrammarWords::counterpart},
    {"former", &GrammarWords::former},
    {"apart", &GrammarWords::apart},
    {"unaccusative", &GrammarWords::unaccusative},
    {"decimal", &GrammarWords::decimal},
    {"number_links", &GrammarWords::number_links},
    {"sums", &GrammarWords::sums},
});

using TimeList = std::vector<std::string> TimeWords::*;
constexpr std::array<std::pair<std::string_view, TimeList>, 27> kTimeLists = {{
    {"last", &TimeWords::last},
    {"next", &TimeWords::next},
    {"current", &TimeWords::current},
    {"following", &TimeWords::following},
    {"preceding", &TimeWords::preceding},
    {"same", &TimeWords::same},
    {"that", &TimeWords::that},
    {"later", &TimeWords::later},
    {"earlier", &TimeWords::earlier},
    {"after", &TimeWords::after},
    {"before", &TimeWords::before},
    {"since", &TimeWords::since},
    {"until", &TimeWords::until},
    {"to", &TimeWords::to},
    {"between", &TimeWords::between},
    {"and", &TimeWords::and_},
    {"of", &TimeWords::of},
    {"part", &TimeWords::part},
    {"times", &TimeWords::times},
    {"day_parts", &TimeWords::day_parts},
    {"decade", &TimeWords::decade},
    {"decades", &TimeWords::decades},
    {"ago", &TimeWords::ago},
    {"year_prepositions", &TimeWords::year_prepositions},
    {"simultaneous", &TimeWords::simultaneous},
    {"occasion", &TimeWords::occasion},
    {"clock", &TimeWords::clock},
}};
using TimeLists = std::vector<std::vector<std::string>> TimeWords::*;
constexpr std::array<std::pair<std::string_view, TimeLists>, 5> kTimeListLists = {{
    {"months", &TimeWords::months},
    {"weekdays", &TimeWords::weekdays},
    {"seasons", &TimeWords::seasons},
    {"units", &TimeWords::units},
    {"numbers", &TimeWords::numbers},
}};

/// Reads one file; remembers the first thing that is wrong.
class FileReader {
 public:
  FileReader(std::string_view source, std::string_view language, const Ontology& ontology)
      : source_(source), language_(language), ontology_(ontology) {}

  std::vector<Frame> frames;
  std::vector<std::pair<std::string, Operator>> operators;
  GrammarWords words;
  TimeWords times;
  std::vector<Topic> topics;
  std::optional<InputError> problem;

  void read(const toml::table& file) {
    for (const auto& [key, node] : file) {
      if (key == "frame" && node.is_array_of_tables()) {
        for (const toml::node& item : *node.as_array()) read_frame(*item.as_table());
      } else if (key == "operator" && node.is_array_of_tables()) {
        for (const toml::node& item : *node.as_array()) read_operator(*item.as_table());
      } else if (key == "topic" && node.is_array_of_tables()) {
        for (const toml::node& item : *node.as_array()) read_topic(*item.as_table());
      } else if (key == "words" && node.is_table()) {
        for (const auto& [name, list] : *node.as_table()) read_words(name.str(), list);
      } else if (key == "time" && node.is_table()) {
        for (const auto& [name, list] : *node.as_table()) read_time(name.str(), list);
      } else {
        fail(node, "unknown table \"" + std::string(key.str()) + "\"",
             "use [[frame]], [[operator]], [[topic]] or [words]");
      }
    }
  }

 private:
  void fail(const toml::node& where, std::string seen, std::string remedy) {
    if (!problem)
      problem = InputError{std::string(source_), where.source().begin.line, std::move(seen), std::move(remedy)};
  }

  /// { vingt = 20, … } as two lists.
  static void read_values(const toml::node& node, std::vector<std::string>& names, std::vector<int>& values) {
    if (const auto* table = node.as_table())
      for (const auto& [word, value] : *table) {
        names.emplace_back(word.str());
        values.push_back(value.value_or(0));
      }
  }

  void read_words(std::string_view name, const toml::node& list) {
    if (const auto field = choice(kWordLists, name))
      words.*(*field) = words_of(list);
    else if (name == "numbers")
      read_values(list, words.numbers, words.number_values);
    else if (name == "collectives")
      read_values(list, words.collectives, words.collective_values);
    else if (name == "powers")
      read_values(list, words.powers, words.power_exponents);
    else
      fail(list, "unknown word list \"" + std::string(name) + "\"", "see schema/relations/README.md");
  }

  void read_time(std::string_view name, const toml::node& list) {
    if (const auto field = choice(kTimeLists, name)) {
      times.*(*field) = words_of(list);
    } else if (const auto lists = choice(kTimeListLists, name); lists && list.is_array()) {
      for (const toml::node& item : *list.as_array()) (times.*(*lists)).push_back(words_of(item));
    } else if ((name == "days" || name == "days_from") && list.is_table()) {
      auto& days = name == "days" ? times.days : times.days_from;
      for (const auto& [offset, names] : *list.as_table()) {
        const std::string text(offset.str());
        int value = 0;
        std::from_chars(text.data(), text.data() + text.size(), value);
        days.emplace_back(value, words_of(names));
      }
    } else if (name == "month_first") {
      times.month_first = list.value_or(false);
    } else {
      fail(list, "unknown list \"" + std::string(name) + "\" in [time]", "see schema/relations/README.md");
    }
  }

  void read_operator(const toml::table& table) {
    Operator op;
    std::vector<std::string> lemmas;
    for (const auto& [key, node] : table) {
      const std::string value = node.value_or(std::string());
      if (key == "lemmas") {
        lemmas = words_of(node);
      } else if (key == "effect") {
        if (const auto effect = choice(kEffects, value))
          op.effect = *effect;
        else
          fail(node, "unknown effect \"" + value + "\"", "see schema/relations/README.md");
      } else if (key == "control" && (value == "object" || value == "subject")) {
        op.object_control = value == "object";
      } else {
        fail(node, "unknown key \"" + std::string(key.str()) + "\" in an operator", "use lemmas, effect, control");
      }
    }
    for (std::string& lemma : lemmas) operators.emplace_back(std::move(lemma), op);
  }

  void read_topic(const toml::table& table) {
    Topic topic;
    for (const auto& [key, node] : table) {
      if (key == "name")
        topic.name = node.value_or(std::string());
      else if (key == "words")
        topic.words = words_of(node);
      else if (key == "hints")
        topic.hints = words_of(node);
      else if (key == "mutes")
        topic.mutes = words_of(node);
      else
        fail(node, "unknown key \"" + std::string(key.str()) + "\" in a topic", "use name, words, hints, mutes");
    }
    topics.push_back(std::move(topic));
  }

  NodeTypes types_of(const toml::node& node) {
    NodeTypes types;
    for (const std::string& word : words_of(node)) {
      const auto [type, known] = node_type(word);
      if (known)
        types.add(type);
      else
        fail(node, "unknown node type \"" + word + "\"", "use Person, State, Organization, …");
    }
    return types;
  }

  void read_frame(const toml::table& table) {
    Frame frame;
    const std::string relation = table["relation"].value_or(std::string());
    frame.relation = ontology_.find(relation);
    if (frame.relation.is_none())
      return fail(table, "frame without a known relation (\"" + relation + "\")", "use a name of the ontology");
    frame.name = std::string(language_) + "/" + relation + "/" + std::to_string(table.source().begin.line);
    const RelationType& type = ontology_[frame.relation];
    frame.subject_types = type.subject;
    frame.object_types = type.object;
    frame.subject = {Slot{Slot::Kind::subject, {}}};
    frame.object = {Slot{Slot::Kind::object, {}}};
    for (const auto& [key, node] : table) read_field(frame, key.str(), node);
    if (frame.triggers.empty()) fail(table, "frame without a trigger", "give verbs, nouns, adjectives or mentions");
    frames.push_back(std::move(frame));
  }

  void read_field(Frame& frame, std::string_view key, const toml::node& node) {
    constexpr std::array<std::pair<std::string_view, TriggerKind>, 4> kTriggers = {
        {{"verbs", TriggerKind::verb},
         {"nouns", TriggerKind::noun},
         {"adjectives", TriggerKind::adjective},
         {"mentions", TriggerKind::mention}}};
    using Slots = std::vector<Slot> Frame::*;
    constexpr std::array<std::pair<std::string_view, Slots>, 6> kSlots = {{{"subject", &Frame::subject},
                                                                           {"object", &Frame::object},
                                                                           {"destination", &Frame::destination},
                                                                           {"beneficiary", &Frame::beneficiary},
                                                                           {"instrument", &Frame::instrument},
                                                                           {"location", &Frame::location}}};
    const std::string value = node.value_or(std::string());
    if (const auto kind = choice(kTriggers, key)) {
      for (const std::string& word : words_of(node)) frame.triggers.push_back(trigger_of(*kind, word));
    } else if (const auto field = choice(kSlots, key)) {
      frame.*(*field) = slots_of(node);
    } else if (key == "subject_types") {
      frame.subject_types = types_of(node);
    } else if (key == "object_types") {
      frame.object_types = types_of(node);
    } else if (key == "object_role" && choice(kObjectRoles, value)) {
      frame.object_role = *choice(kObjectRoles, value);
    } else if (key == "modality" && choice(kModalities, value)) {
      frame.modality = *choice(kModalities, value);
    } else if (key == "negated" && node.is_boolean()) {
      frame.negated = node.value_or(false);
    } else if (key == "reflexive" && (node.is_boolean() || value == "only")) {
      frame.reflexive_only = value == "only";
      frame.reflexive = frame.reflexive_only || node.value_or(false);
    } else if (key == "answers" && node.is_boolean()) {
      frame.answers = node.value_or(false);
    } else if (key == "looks_behind" && node.is_boolean()) {
      frame.looks_behind = node.value_or(true);
    } else if (key == "weight" && node.is_number()) {
      frame.weight = node.value_or(1.0);
    } else if (key == "examples" && node.is_array()) {
      for (const toml::node& item : *node.as_array()) {
        const std::vector<std::string> pair = words_of(item);
        if (item.is_array() && pair.size() == 2)
          frame.examples.push_back({pair[0], pair[1]});
        else
          fail(item, "example that is no pair", "write [\"sentence\", \"relation(subject, object)\"]");
      }
    } else if (key != "relation") {
      fail(node, "unknown key or value \"" + std::string(key) + "\" in a frame", "see schema/relations/README.md");
    }
  }

  std::string_view source_, language_;
  const Ontology& ontology_;
};

}  // namespace

bool contains(std::span<const std::string> words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

Result<void> LanguageFrames::add(std::string_view text, std::string_view source, std::string_view language,
                                 const Ontology& ontology) {
  FileReader reader(source, language, ontology);
  if (auto sound = check_key_depth(text, source); !sound) return sound;
  try {
    reader.read(toml::parse(text, source));
  } catch (const toml::parse_error& error) {
    return InputError{std::string(source), error.source().begin.line, "not TOML: " + std::string(error.description()),
                      "mend the line"};
  }
  if (reader.problem) return *reader.problem;
  const auto remember = [this](const std::string& lemma) { by_folded_lemma_.try_emplace(fold_name(lemma), lemma); };
  for (Frame& frame : reader.frames) {
    const FrameId id(frames_.size());
    for (const Trigger& trigger : frame.triggers) {
      if (trigger.kind == TriggerKind::verb) remember(trigger.lemma);
      std::vector<FrameId>& fired = by_trigger_[static_cast<std::size_t>(trigger.kind)][trigger.lemma];
      if (fired.empty() || fired.back() != id) fired.push_back(id);
    }
    frames_.push_back(std::move(frame));
  }
  for (auto& [lemma, op] : reader.operators) {
    remember(lemma);
    operators_[std::move(lemma)] = op;
  }
  for (const auto& [name, field] : kWordLists) {
    const auto& added = reader.words.*field;
    (words_.*field).insert((words_.*field).end(), added.begin(), added.end());
  }
  const auto join = [](auto& known, auto& added) { known.insert(known.end(), added.begin(), added.end()); };
  join(words_.numbers, reader.words.numbers);
  join(words_.number_values, reader.words.number_values);
  join(words_.collectives, reader.words.collectives);
  join(words_.collective_values, reader.words.collective_values);
  join(words_.powers, reader.words.powers);
  join(words_.power_exponents, reader.words.power_exponents);
  for (const auto& [name, field] : kTimeLists) join(times_.*field, reader.times.*field);
  for (const auto& [name, field] : kTimeListLists) join(times_.*field, reader.times.*field);
  join(times_.days, reader.times.days);
  join(times_.days_from, reader.times.days_from);
  join(topics_, reader.topics);
  times_.month_first |= reader.times.month_first;
  return {};
}

std::span<const FrameId> LanguageFrames::fired_by(TriggerKind kind, std::string_view lemma) const {
  const auto& table = by_trigger_[static_cast<std::size_t>(kind)];
  const auto found = table.find(lemma);
  return found == table.end() ? std::span<const FrameId>() : std::span<const FrameId>(found->second);
}

std::string_view LanguageFrames::known_lemma(std::string_view lemma) const {
  const std::string folded = fold_name(lemma);
  for (std::string_view ending : {"", "e", "r"})
    if (const auto found = by_folded_lemma_.find(folded + std::string(ending)); found != by_folded_lemma_.end())
      return found->second;
  if (folded.ends_with('e'))
    if (const auto found = by_folded_lemma_.find(folded.substr(0, folded.size() - 1)); found != by_folded_lemma_.end())
      return found->second;
  return lemma;
}

Operator LanguageFrames::operator_of(std::string_view lemma) const {
  const auto found = operators_.find(lemma);
  return found == operators_.end() ? Operator() : found->second;
}

}  // namespace entente

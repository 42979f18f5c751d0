#include "entente/schema/lexicon.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <utility>

#include "entente/schema/builtin.h"
#include "entente/schema/fold.h"
#include "tsv.h"

namespace entente {
namespace {

constexpr std::array<std::string_view, 5> kHonorificClasses = {"civil", "academic", "noble", "religious", "rank"};

/// The cells of a row by the name of their column; a column that is neither known nor one of words with a language
/// ("title.fr") is an error.
class WordRows {
 public:
  WordRows(std::string_view tsv, std::string_view source, std::vector<std::string_view> plain,
           std::vector<std::string_view> words)
      : rows_(tsv, source), plain_(std::move(plain)), words_(std::move(words)) {}

  Result<void> read_header() {
    for (std::string_view column : rows_.columns()) {
      const std::string_view base = column.substr(0, column.find('.'));
      if (std::find(plain_.begin(), plain_.end(), column) == plain_.end() &&
          (base == column || std::find(words_.begin(), words_.end(), base) == words_.end()))
        return rows_.fail("unknown column \"" + std::string(column) + "\"", "see schema/README.md for the columns");
    }
    for (std::string_view needed : plain_)
      if (std::find(rows_.columns().begin(), rows_.columns().end(), needed) == rows_.columns().end())
        return rows_.fail("no column \"" + std::string(needed) + "\" in the header line", "add it");
    return {};
  }

  bool next() { return rows_.next(); }
  [[nodiscard]] const TsvReader& rows() const { return rows_; }

  [[nodiscard]] std::string_view operator[](std::string_view column) const {
    auto found = std::find(rows_.columns().begin(), rows_.columns().end(), column);
    return rows_.cell(static_cast<std::size_t>(found - rows_.columns().begin()));
  }

  /// Calls visit(column, folded word, language) for each word of the row.
  template <class Visit>
  void words(Visit&& visit) const {
    for (std::size_t i = 0; i < rows_.columns().size(); ++i) {
      const std::string_view column = rows_.columns()[i];
      const std::size_t dot = column.find('.');
      if (dot == std::string_view::npos) continue;
      split(rows_.cell(i), '|',
            [&](std::string_view word) { visit(column.substr(0, dot), fold_name(word), column.substr(dot + 1)); });
    }
  }

 private:
  TsvReader rows_;
  std::vector<std::string_view> plain_, words_;
};

template <class Value>
std::vector<Value> all(const NameIndex<Value>& index, std::string_view folded, std::string_view language) {
  std::vector<Value> values;
  index.visit(folded, language, [&](const Value& value) { values.push_back(value); });
  return values;
}

/// Calls `add_row` for each row; its error, or that of the file, ends the reading.
template <class AddRow>
std::optional<InputError> for_each_row(WordRows& rows, AddRow&& add_row) {
  if (Result<void> header = rows.read_header(); !header) return header.error();
  while (rows.next())
    if (std::optional<InputError> error = add_row(rows)) return error;
  if (!rows.rows().errors().empty()) return rows.rows().errors().front();
  return std::nullopt;
}

}  // namespace

Result<void> Lexicon::add_roles(std::string_view tsv, std::string_view source) {
  Lexicon extended = *this;  // so that a bad file leaves this one as it was
  WordRows file(tsv, source, {"key", "relation", "of"}, {"title", "feminine"});
  auto error = for_each_row(file, [&](const WordRows& row) -> std::optional<InputError> {
    Role role{std::string(row["key"]), std::string(row["relation"]), {}};
    std::optional<InputError> wrong;
    split(row["of"], '|', [&](std::string_view type_name) {
      auto [type, known] = node_type(type_name);
      if (!known)
        wrong = row.rows().fail("unknown node type \"" + std::string(type_name) + "\"",
                                "use Person, State, Organization, MilitaryUnit, Group, Place or Event");
      role.of.add(type);
    });
    if (role.key.empty()) wrong = row.rows().fail("role without a key", "give it one");
    if (builtin_ontology().find(role.relation).is_none())
      wrong = row.rows().fail("unknown relation \"" + role.relation + "\"", "use a relation of the ontology");
    if (wrong) return wrong;
    RoleId id = extended.find_role(role.key);
    if (id.is_none()) {
      id = RoleId(extended.roles_.size());
      extended.roles_.push_back(std::move(role));
    }
    row.words([&](std::string_view column, const std::string& folded, std::string_view language) {
      extended.titles_.insert(folded, language, {id, column == "feminine" ? 'f' : '\0'});
    });
    return std::nullopt;
  });
  if (error) return *std::move(error);
  *this = std::move(extended);
  return {};
}

Result<void> Lexicon::add_nouns(std::string_view tsv, std::string_view source) {
  Lexicon extended = *this;
  WordRows file(tsv, source, {"type", "class"}, {"noun"});
  auto error = for_each_row(file, [&](const WordRows& row) -> std::optional<InputError> {
    auto [type, known] = node_type(row["type"]);
    if (!known)
      return row.rows().fail("unknown node type \"" + std::string(row["type"]) + "\"",
                             "use Person, State, Organization, MilitaryUnit, Group, Place or Event");
    if (row["class"].empty()) return row.rows().fail("noun without a class", "give it one");
    row.words([&, type = type](std::string_view, const std::string& folded, std::string_view language) {
      extended.nouns_.insert(folded, language, {type, std::string(row["class"])});
    });
    return std::nullopt;
  });
  if (error) return *std::move(error);
  *this = std::move(extended);
  return {};
}

Result<void> Lexicon::add_honorifics(std::string_view tsv, std::string_view source) {
  Lexicon extended = *this;
  WordRows file(tsv, source, {"class"}, {"word", "masculine", "feminine"});
  auto error = for_each_row(file, [&](const WordRows& row) -> std::optional<InputError> {
    const auto found = std::find(kHonorificClasses.begin(), kHonorificClasses.end(), row["class"]);
    if (found == kHonorificClasses.end())
      return row.rows().fail("unknown class \"" + std::string(row["class"]) + "\"",
                             "use civil, academic, noble, religious or rank");
    const auto kind = static_cast<HonorificClass>(found - kHonorificClasses.begin());
    row.words([&](std::string_view column, const std::string& folded, std::string_view language) {
      extended.honorifics_.insert(folded, language, {kind, column == "word" ? '\0' : column.front()});
    });
    return std::nullopt;
  });
  if (error) return *std::move(error);
  *this = std::move(extended);
  return {};
}

Result<void> Lexicon::add_given_names(std::string_view tsv, std::string_view source) {
  Lexicon extended = *this;
  WordRows file(tsv, source, {"gender", "name"}, {});
  auto error = for_each_row(file, [&](const WordRows& row) -> std::optional<InputError> {
    const std::string_view gender = row["gender"];
    if (gender != "f" && gender != "m" && gender != "u")
      return row.rows().fail("gender \"" + std::string(gender) + "\"", "write f, m, or u for both");
    split(row["name"], '|',
          [&](std::string_view name) { extended.given_names_.insert(fold_name(name), "", gender.front()); });
    return std::nullopt;
  });
  if (error) return *std::move(error);
  *this = std::move(extended);
  return {};
}

RoleId Lexicon::find_role(std::string_view key) const {
  auto found = std::find_if(roles_.begin(), roles_.end(), [&](const Role& role) { return role.key == key; });
  return found == roles_.end() ? RoleId() : RoleId(static_cast<std::size_t>(found - roles_.begin()));
}

std::vector<TitleMatch> Lexicon::titles(std::string_view folded, std::string_view language) const {
  return all(titles_, folded, language);
}
bool Lexicon::is_title_prefix(std::string_view folded, std::string_view language) const {
  return titles_.is_prefix(folded, language);
}

std::vector<NounMatch> Lexicon::nouns(std::string_view folded_lemma, std::string_view language) const {
  return all(nouns_, folded_lemma, language);
}
bool Lexicon::is_noun_prefix(std::string_view folded_lemma, std::string_view language) const {
  return nouns_.is_prefix(folded_lemma, language);
}

std::vector<HonorificMatch> Lexicon::honorifics(std::string_view folded, std::string_view language) const {
  return all(honorifics_, folded, language);
}
bool Lexicon::is_honorific_prefix(std::string_view folded, std::string_view language) const {
  return honorifics_.is_prefix(folded, language);
}

char Lexicon::given_name(std::string_view folded) const {
  char gender = 0;
  given_names_.visit(folded, "", [&](char known) { gender = gender == 0 || gender == known ? known : 'u'; });
  return gender;
}

const Lexicon& builtin_lexicon() {
  static const Lexicon lexicon = [] {
    Lexicon result;
    using Add = Result<void> (Lexicon::*)(std::string_view, std::string_view);
    constexpr std::pair<const char*, Add> kFiles[] = {{"roles", &Lexicon::add_roles},
                                                      {"nouns", &Lexicon::add_nouns},
                                                      {"honorifics", &Lexicon::add_honorifics},
                                                      {"given_names", &Lexicon::add_given_names}};
    for (auto [file, add] : kFiles) {
      const std::string path = "gazetteer/" + std::string(file) + ".tsv";
      if (Result<void> added = (result.*add)(builtin_file(path), "schema/" + path); !added) {
        std::fprintf(stderr, "%s\n", to_string(added.error()).c_str());
        std::abort();  // the files are part of the program and tested: a programmer's mistake
      }
    }
    return result;
  }();
  return lexicon;
}

}  // namespace entente

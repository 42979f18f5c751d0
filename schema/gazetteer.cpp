#include "entente/schema/gazetteer.h"

#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <optional>

#include "entente/schema/builtin.h"
#include "entente/schema/fold.h"
#include "tsv.h"

namespace entente {
namespace {

// --- Reading ---------------------------------------------------------------------------------------------------------

enum class Field : std::uint8_t { key, type, wikidata, iso, part_of, gender, office, name };

struct Column {
  Field field = Field::name;
  NameKind kind = NameKind::name;
  std::string language;
};

std::optional<Column> column_of(std::string_view header) {
  const std::size_t dot = header.find('.');
  const std::string_view base = header.substr(0, dot);
  const std::string language(dot == std::string_view::npos ? "" : header.substr(dot + 1));
  constexpr std::pair<std::string_view, NameKind> kKinds[] = {{"name", NameKind::name},
                                                              {"acronym", NameKind::acronym},
                                                              {"demonym", NameKind::demonym},
                                                              {"capital", NameKind::capital},
                                                              {"metonym", NameKind::metonym}};
  for (auto [spelling, kind] : kKinds)
    if (base == spelling) return Column{Field::name, kind, language};
  constexpr std::pair<std::string_view, Field> kFields[] = {
      {"key", Field::key},         {"type", Field::type},     {"wikidata", Field::wikidata}, {"iso", Field::iso},
      {"part_of", Field::part_of}, {"gender", Field::gender}, {"office", Field::office}};
  for (auto [spelling, field] : kFields)
    if (header == spelling) return Column{field, NameKind::name, ""};
  return std::nullopt;
}

bool all_of(std::string_view text, bool (*test)(char)) { return std::all_of(text.begin(), text.end(), test); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_key(std::string_view key) {
  return !key.empty() && all_of(key, [](char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || c == '-'; });
}

bool is_wikidata(std::string_view id) {
  return id.size() > 1 && id[0] == 'Q' && id[1] != '0' && all_of(id.substr(1), is_digit);
}

/// "", "2017", "2017-05" or "2017-05-14".
bool is_date(std::string_view date) {
  if (date.empty()) return true;
  if (date.size() != 4 && date.size() != 7 && date.size() != 10) return false;
  for (std::size_t i = 0; i < date.size(); ++i)
    if (i == 4 || i == 7 ? date[i] != '-' : !is_digit(date[i])) return false;
  auto number = [&](std::size_t at) { return (date[at] - '0') * 10 + date[at + 1] - '0'; };
  return (date.size() < 7 || (number(5) >= 1 && number(5) <= 12)) &&
         (date.size() < 10 || (number(8) >= 1 && number(8) <= 31));
}

std::optional<Office> parse_office(std::string_view text) {
  const std::size_t first = text.find('@');
  const std::size_t second = text.find('@', first == std::string_view::npos ? first : first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const std::string_view term = text.substr(second + 1);
  const std::size_t slash = term.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  Office office{std::string(text.substr(0, first)), std::string(text.substr(first + 1, second - first - 1)),
                std::string(term.substr(0, slash)), std::string(term.substr(slash + 1))};
  const bool ordered = office.to.empty() || office.from.substr(0, office.to.size()) <= office.to;
  if (office.role.empty() || !is_key(office.holder) || !is_date(office.from) || !is_date(office.to) || !ordered)
    return std::nullopt;
  return office;
}

/// Reads the rows of one file into entries of their own; whether they fit what is known is for the caller to say.
class EntryReader {
 public:
  EntryReader(std::string_view tsv, std::string_view source) : rows_(tsv, source) {}

  Result<void> read_header() {
    for (std::string_view header : rows_.columns()) {
      std::optional<Column> column = column_of(header);
      if (!column)
        return rows_.fail("unknown column \"" + std::string(header) + "\"",
                          "use key, type, wikidata, iso, part_of, name, acronym, demonym, capital, metonym (with a "
                          "language: name.fr), gender or office");
      columns_.push_back(*std::move(column));
    }
    for (Field needed : {Field::key, Field::type})
      if (std::none_of(columns_.begin(), columns_.end(), [&](const Column& c) { return c.field == needed; }))
        return rows_.fail("no header line with the columns key and type", "start the file with it");
    return {};
  }

  bool next() { return rows_.next(); }
  [[nodiscard]] const TsvReader& rows() const { return rows_; }

  Result<GazetteerEntry> entry() {
    GazetteerEntry entry;
    std::ptrdiff_t names = 0;
    for (std::size_t i = 0; i < columns_.size(); ++i)
      if (std::string_view cell = rows_.cell(i); columns_[i].field == Field::name && !cell.empty())
        names += 1 + std::count(cell.begin(), cell.end(), '|');
    entry.names.reserve(static_cast<std::size_t>(names));
    std::optional<InputError> error;
    for (std::size_t i = 0; i < columns_.size() && !error; ++i)
      if (std::string_view cell = rows_.cell(i); !cell.empty() || columns_[i].field == Field::key) {
        if (columns_[i].field == Field::name)
          split(cell, '|', [&](std::string_view name) {
            entry.names.push_back({std::string(name), columns_[i].language, columns_[i].kind});
          });
        else
          error = read_field(columns_[i].field, cell, entry);
      }
    if (error) return *std::move(error);
    return entry;
  }

 private:
  std::optional<InputError> read_field(Field field, std::string_view cell, GazetteerEntry& entry) {
    const std::string quoted = "\"" + std::string(cell) + "\"";
    switch (field) {
      case Field::key:
        entry.key = cell;
        if (!is_key(cell)) return rows_.fail("key " + quoted, "use small letters, digits and hyphens");
        break;
      case Field::type: {
        auto [type, known] = node_type(cell);
        if (!known)
          return rows_.fail("unknown node type " + quoted,
                            "use Person, State, Organization, MilitaryUnit, Group, Place or Event");
        entry.type = type;
        break;
      }
      case Field::wikidata:
        entry.wikidata = cell;
        if (!is_wikidata(cell)) return rows_.fail("Wikidata item " + quoted, "write it like Q142");
        break;
      case Field::iso:
        entry.iso = cell;
        if (cell.size() != 2 || !all_of(cell, [](char c) { return c >= 'A' && c <= 'Z'; }))
          return rows_.fail("country code " + quoted, "use the two capitals of ISO 3166-1");
        break;
      case Field::part_of:
        entry.part_of = cell;
        break;
      case Field::gender:
        entry.gender = cell.front();
        if (cell != "f" && cell != "m") return rows_.fail("gender " + quoted, "write f or m, or leave it out");
        break;
      case Field::office: {
        std::optional<InputError> error;
        split(cell, '|', [&](std::string_view part) {
          if (std::optional<Office> office = parse_office(part))
            entry.offices.push_back(*std::move(office));
          else if (!error)
            error = rows_.fail("office \"" + std::string(part) + "\"",
                               "write it like head-of-state@france@2017-05-14/ with ISO 8601 dates in order");
        });
        return error;
      }
      case Field::name:
        break;
    }
    return std::nullopt;
  }

  TsvReader rows_;
  std::vector<Column> columns_;
};

bool same_name(const GazetteerName& a, const GazetteerName& b) {
  return a.kind == b.kind && a.language == b.language && a.text == b.text;
}

// --- CLDR names ------------------------------------------------------------------------------------------------------

void replace(std::string& text, std::string_view from, std::string_view to) {
  if (const std::size_t at = text.find(from); at != std::string::npos) text.replace(at, from.size(), to);
}

/// "Myanmar (Birmanie)" → "Myanmar", "Birmanie"; "Hong Kong SAR China" → "Hong Kong".
std::vector<std::string> plain_forms(std::string name) {
  for (std::string_view words : {" SAR China", "R.A.S. chinoise de ", " R.A.S. chinoise"}) replace(name, words, "");
  replace(name, " - ", "-");
  const std::size_t open = name.find(" (");
  if (open == std::string::npos || !name.ends_with(')')) return {name};
  return {name.substr(0, open), name.substr(open + 2, name.size() - open - 3)};
}

std::vector<std::string> cldr_names(const std::string& iso, const std::string& language) {
  icu::UnicodeString display;
  icu::Locale("", iso.c_str()).getDisplayCountry(icu::Locale(language.c_str()), display);
  std::string name;
  display.toUTF8String(name);
  if (name.empty() || name == iso) return {};  // ICU answers with the code itself where it has no name
  return plain_forms(std::move(name));
}

// --- Capitals --------------------------------------------------------------------------------------------------------

/// What the capitals of a string say: its letters, how many of them are capitals, whether the first one is, and in how
/// many words they stand.
struct Case {
  std::u32string letters;
  int capitals = 0;
  int words = 0;
  bool first = false;
};

Case case_of(std::string_view text) {
  Case result;
  const auto length = static_cast<int32_t>(text.size());
  bool inside = false;
  for (int32_t i = 0; i < length;) {
    UChar32 c = 0;
    U8_NEXT(text.data(), i, length, c);
    const bool letter = c >= 0 && u_isalnum(c);
    if (letter && !inside) ++result.words;
    inside = letter;
    if (!letter) continue;
    const bool capital = u_isupper(c) != 0;
    if (result.letters.empty()) result.first = capital || u_isdigit(c);
    result.letters.push_back(static_cast<char32_t>(c));
    result.capitals += capital ? 1 : 0;
  }
  return result;
}

bool capitals_fit(const GazetteerName& name, std::string_view surface) {
  const Case wanted = case_of(name.text);
  if (wanted.capitals == 0) return true;
  const Case seen = case_of(surface);
  if (name.kind != NameKind::acronym) {
    if (wanted.words > 1 && wanted.capitals >= wanted.words && seen.capitals < 2) return false;  // Le Monde
    return wanted.first ? seen.first : seen.capitals > 0;
  }
  if (seen.letters == wanted.letters || seen.capitals >= wanted.capitals) return true;
  return wanted.letters.size() >= 4 && seen.first;  // Otan, Unesco; but not "Us", "Un"
}

}  // namespace

std::string_view GazetteerEntry::name_in(std::string_view language) const {
  const GazetteerName* best = nullptr;
  int best_rank = 4;
  for (const GazetteerName& name : names) {
    int rank = 3;
    if (name.kind == NameKind::name) rank = name.language == language ? 0 : name.language.empty() ? 1 : 2;
    if (rank < best_rank) best_rank = rank, best = &name;
  }
  return best == nullptr ? std::string_view(key) : std::string_view(best->text);
}

Result<void> Gazetteer::add(std::string_view tsv, std::string_view source) {
  EntryReader reader(tsv, source);
  if (Result<void> header = reader.read_header(); !header) return header.error();

  std::vector<GazetteerEntry> added;
  std::vector<std::uint32_t> lines;
  NameTable keys;  // of this file
  added.reserve(static_cast<std::size_t>(std::count(tsv.begin(), tsv.end(), '\n')));
  while (reader.next()) {
    Result<GazetteerEntry> entry = reader.entry();
    if (!entry) return entry.error();
    const EntryId known = find(entry->key);
    if (!known.is_none() && (*this)[known].type != entry->type)
      return reader.rows().fail(
          "key \"" + entry->key + "\" is a " + std::string(name((*this)[known].type)) + " already",
          "choose another key");
    if (known.is_none() && entry->names.empty() && entry->iso.empty())
      return reader.rows().fail("\"" + entry->key + "\" has no name", "give it one");
    if (keys.insert(entry->key) < added.size())
      return reader.rows().fail("key \"" + entry->key + "\" stands in this file twice", "join the two lines");
    added.push_back(*std::move(entry));
    lines.push_back(reader.rows().line());
  }
  if (!reader.rows().errors().empty()) return reader.rows().errors().front();

  const auto unknown = [&](const std::string& key) {
    return keys.find(key) == NameTable::kNone && find(key).is_none();
  };
  for (std::size_t i = 0; i < added.size(); ++i) {
    std::string missing;
    if (!added[i].part_of.empty() && unknown(added[i].part_of)) missing = added[i].part_of;
    for (const Office& office : added[i].offices)
      if (unknown(office.holder)) missing = office.holder;
    if (!missing.empty())
      return InputError{std::string(source), lines[i], "unknown key \"" + missing + "\"",
                        "name an entry of this file or of the files before it"};
  }
  for (GazetteerEntry& entry : added) join(std::move(entry));
  return {};
}

void Gazetteer::join(GazetteerEntry entry) {
  const EntryId id(std::size_t{keys_.insert(entry.key)});
  std::uint32_t first_name = 0;
  std::uint32_t first_office = 0;
  if (id.index() == entries_.size()) {
    entries_.push_back(std::move(entry));
  } else {
    GazetteerEntry& kept = entries_[id.index()];
    first_name = static_cast<std::uint32_t>(kept.names.size());
    first_office = static_cast<std::uint32_t>(kept.offices.size());
    if (!entry.wikidata.empty()) kept.wikidata = std::move(entry.wikidata);
    if (!entry.iso.empty()) kept.iso = std::move(entry.iso);
    if (!entry.part_of.empty()) kept.part_of = std::move(entry.part_of);
    if (entry.gender != 0) kept.gender = entry.gender;
    for (GazetteerName& name : entry.names)
      if (std::none_of(kept.names.begin(), kept.names.end(),
                       [&](const GazetteerName& known) { return same_name(known, name); }))
        kept.names.push_back(std::move(name));
    std::move(entry.offices.begin(), entry.offices.end(), std::back_inserter(kept.offices));
  }
  const GazetteerEntry& kept = entries_[id.index()];
  for (std::uint32_t name = first_name; name < kept.names.size(); ++name) index(id, name);
  for (std::uint32_t office = first_office; office < kept.offices.size(); ++office)
    by_holder_[kept.offices[office].holder].push_back({id, office});
}

void Gazetteer::reserve(std::size_t entries, std::size_t names) {
  entries_.reserve(entries);
  keys_.reserve(entries);
  by_name_.reserve(names);
}

void Gazetteer::index(EntryId id, std::uint32_t name) {
  const GazetteerName& text = entries_[id.index()].names[name];
  std::string folded;
  append_folded(text.text, folded);
  by_name_.insert(folded, text.language, {id, text.kind, name});
}

void Gazetteer::add_state_names(std::string_view language) {
  const std::string code(language);
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (entries_[i].iso.empty()) continue;
    for (std::string& name : cldr_names(entries_[i].iso, code)) {
      std::vector<GazetteerName>& names = entries_[i].names;
      const std::string folded = fold_name(name);
      const bool known = std::any_of(names.begin(), names.end(), [&](const GazetteerName& other) {
        return other.kind == NameKind::name && (other.language == language || other.language.empty()) &&
               fold_name(other.text) == folded;
      });
      if (known) continue;
      names.push_back({std::move(name), code, NameKind::name});
      index(EntryId(i), static_cast<std::uint32_t>(names.size() - 1));
    }
  }
}

EntryId Gazetteer::find(std::string_view key) const {
  const std::uint32_t number = keys_.find(key);
  return number == NameTable::kNone ? EntryId() : EntryId(std::size_t{number});
}

std::vector<GazetteerMatch> Gazetteer::lookup(std::string_view folded, std::string_view language) const {
  std::vector<GazetteerMatch> matches;
  by_name_.visit(folded, language, [&](const GazetteerMatch& match) {
    const bool known = std::any_of(matches.begin(), matches.end(), [&](const GazetteerMatch& other) {
      return other.entry == match.entry && other.kind == match.kind;
    });
    if (!known) matches.push_back(match);
  });
  return matches;
}

std::vector<GazetteerMatch> Gazetteer::readings(std::string_view surface, std::string_view language) const {
  std::vector<GazetteerMatch> matches = lookup(fold_name(surface), language);
  std::erase_if(matches, [&](const GazetteerMatch& match) {
    return !capitals_fit((*this)[match.entry].names[match.name], surface);
  });
  return matches;
}

bool Gazetteer::is_prefix(std::string_view folded, std::string_view language) const {
  return by_name_.is_prefix(folded, language);
}

EntryId Gazetteer::holder_of(std::string_view role, std::string_view holder_key, std::string_view date) const {
  auto holdings = by_holder_.find(holder_key);
  if (holdings == by_holder_.end()) return {};
  EntryId holder;
  std::string_view latest;
  for (const Holding& holding : holdings->second) {
    const Office& office = (*this)[holding.person].offices[holding.office];
    if (office.role != role || date.substr(0, office.from.size()) < office.from) continue;
    if (!office.to.empty() && date.substr(0, office.to.size()) > office.to) continue;
    if (holder.is_none() || office.from > latest) holder = holding.person, latest = office.from;
  }
  return holder;
}

const Gazetteer& builtin_gazetteer() {
  static const Gazetteer gazetteer = [] {
    Gazetteer result;
    result.reserve(7000, 20000);  // about what the files hold: start-up time is mostly fresh memory
    // In the order in which they refer to one another.
    for (const char* file : {"states", "organizations", "forces", "groups", "places", "events", "people"}) {
      const std::string path = "gazetteer/" + std::string(file) + ".tsv";
      if (Result<void> added = result.add(builtin_file(path), "schema/" + path); !added) {
        std::fprintf(stderr, "%s\n", to_string(added.error()).c_str());
        std::abort();  // the files are part of the program and tested: a programmer's mistake
      }
    }
    result.add_state_names("fr");
    result.add_state_names("en");
    return result;
  }();
  return gazetteer;
}

}  // namespace entente

// Known things and their names: states, organizations, forces, places, people with their terms of office.
//
// The files are tab-separated, one entry a line, with a header line that names the columns; '#' starts a comment line.
// Several values of one cell are separated by '|'. Columns (all optional but key and type):
//   key         stable id without its type: "north-korea", "nato"; becomes the node id "state/north-korea"
//   type        Person, State, Organization, MilitaryUnit, Group, Place, Event
//   wikidata    Q423              iso      ISO 3166-1 alpha-2 (states; their CLDR names are added for each language)
//   part_of     key of the state or organization that it belongs to
//   name        names in any language; the first is the main one     name.fr, name.en, …  names in one language
//   acronym     OTAN|NATO         acronym.fr, …
//   demonym.fr  adjectives and nouns in every inflected form: russe|russes
//   capital.fr  cities that stand for the state when they act (Moscou)
//   metonym.fr  other names that stand for it (le Kremlin is a node of its own; la Maison-Blanche likewise)
//   gender      f or m (people; for pronouns)
//   office      role@holder-key@from/to   head-of-state@france@2017-05-14/   (ISO 8601 dates: 2017, 2017-05 or
//               2017-05-14; either end may be left open)
// A key in part_of or office must be known from an earlier file or stand in the same one.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "entente/schema/ids.h"
#include "entente/schema/name_index.h"
#include "entente/schema/ontology.h"
#include "entente/schema/result.h"

namespace entente {

enum class NameKind : std::uint8_t { name, acronym, demonym, capital, metonym };

struct GazetteerName {
  std::string text;
  std::string language;  // "" for any
  NameKind kind = NameKind::name;
};

/// A term of office. `from` and `to` are ISO 8601 dates (year, month or day) or "" when open.
struct Office {
  std::string role;    // "head-of-state": a key of schema/gazetteer/roles.tsv
  std::string holder;  // key of the state or organization
  std::string from, to;
};

struct GazetteerEntry {
  std::string key;
  NodeType type = NodeType::place;
  std::string wikidata;              // "Q423" or ""
  std::string iso;                   // "KP" or ""
  std::string part_of;               // a key, or ""
  char gender = 0;                   // 'f', 'm' or 0
  std::vector<GazetteerName> names;  // the first is the main name
  std::vector<Office> offices;

  /// The main name in that language, else in any.
  [[nodiscard]] std::string_view name_in(std::string_view language) const;
};

/// One reading of a surface string.
struct GazetteerMatch {
  EntryId entry;
  NameKind kind = NameKind::name;
  std::uint32_t name = 0;  // into the entry's names
};

class Gazetteer {
 public:
  /// No entry at all.
  Gazetteer() = default;

  /// Adds the entries of one file; an entry whose key is known already adds to that entry's names and offices.
  /// fails  with file and line; nothing of the file is added then
  Result<void> add(std::string_view tsv, std::string_view source);
  /// Adds the CLDR names of every entry that has an ISO code, in `language` ("fr"), in plain form: "Myanmar (Birmanie)"
  /// gives "Myanmar" and "Birmanie". Call it after the files that bring states.
  void add_state_names(std::string_view language);

  /// Room for that many entries and names, so that adding large files does not grow the tables step by step.
  void reserve(std::size_t entries, std::size_t names);

  [[nodiscard]] std::span<const GazetteerEntry> entries() const { return entries_; }
  [[nodiscard]] const GazetteerEntry& operator[](EntryId id) const { return entries_[id.index()]; }
  /// The entry with that key; none if there is none. O(1).
  [[nodiscard]] EntryId find(std::string_view key) const;

  /// All readings of a name in `language`, compared after `fold_name`, in the order of the files. Demonyms, capitals
  /// and acronyms included; case is not looked at, so "us" finds the United States: see `readings`. O(1).
  [[nodiscard]] std::vector<GazetteerMatch> lookup(std::string_view folded, std::string_view language) const;
  /// True if some name of `language` starts with the folded words of `folded` and goes on: lets a caller that walks
  /// over tokens stop early. O(1).
  [[nodiscard]] bool is_prefix(std::string_view folded, std::string_view language) const;
  /// The readings of a string as it stands in a text, left out those that its capitals speak against: "us" and "Us" are
  /// not the acronym US (but "Otan" is OTAN), "turkey" is no state, "Russe", "russe" and "RUSSE" are all demonyms.
  /// O(1).
  [[nodiscard]] std::vector<GazetteerMatch> readings(std::string_view surface, std::string_view language) const;

  /// Who held `role` at `holder` on `date` (ISO 8601); of several, who came last; none if unknown.
  /// O(offices of the holder).
  [[nodiscard]] EntryId holder_of(std::string_view role, std::string_view holder_key, std::string_view date) const;

 private:
  struct Holding {
    EntryId person;
    std::uint32_t office;  // into the person's offices
  };
  void join(GazetteerEntry entry);
  void index(EntryId id, std::uint32_t name);

  std::vector<GazetteerEntry> entries_;
  NameTable keys_;  // numbered like the entries
  std::unordered_map<std::string, std::vector<Holding>, StringHash, std::equal_to<>> by_holder_;
  NameIndex<GazetteerMatch> by_name_;
};

/// The entries that the program carries (schema/gazetteer), with the CLDR names of states in French and English.
/// Thread-safe; lives as long as the program. To add a user's files, copy it.
[[nodiscard]] const Gazetteer& builtin_gazetteer();

}  // namespace entente

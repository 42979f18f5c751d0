// The tables of a store, and how older ones become the present ones.
#pragma once

#include <array>
#include <span>
#include <string_view>

namespace entente::detail {

inline constexpr int kApplicationId = 0x456e7467;  // "Entg"

/// Tables are clustered by article, so that adding, replacing and reading one touches few pages. Names of enumerators
/// are stored as words: a store can be read with nothing but SQL.
inline constexpr std::array<std::string_view, 7> kTables = {
    "CREATE TABLE article(number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, hash TEXT NOT NULL, name TEXT NOT NULL, "
    "title TEXT NOT NULL, language TEXT NOT NULL, published TEXT NOT NULL, source TEXT NOT NULL, signature TEXT NOT "
    "NULL, reader TEXT NOT NULL DEFAULT '', fragment_sum INTEGER NOT NULL DEFAULT 0, text_sum INTEGER NOT NULL DEFAULT "
    "0) STRICT",

    "CREATE TABLE text(article INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE, text TEXT NOT NULL) STRICT",

    "CREATE TABLE node(article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE, id TEXT NOT NULL, type TEXT NOT "
    "NULL, name TEXT NOT NULL, wikidata TEXT NOT NULL, iso TEXT NOT NULL, PRIMARY KEY(article, id)) STRICT, WITHOUT "
    "ROWID",

    "CREATE TABLE node_name(article INTEGER NOT NULL, node TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY(article, "
    "node, "
    "name), FOREIGN KEY(article, node) REFERENCES node ON DELETE CASCADE) STRICT, WITHOUT ROWID",

    "CREATE TABLE node_description(article INTEGER NOT NULL, node TEXT NOT NULL, description TEXT NOT NULL, PRIMARY "
    "KEY(article, node, description), FOREIGN KEY(article, node) REFERENCES node ON DELETE CASCADE) STRICT, WITHOUT "
    "ROWID",

    "CREATE TABLE mention(article INTEGER NOT NULL, node TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, "
    "exact TEXT NOT NULL, PRIMARY KEY(article, node, first, last, exact), FOREIGN KEY(article, node) REFERENCES node "
    "ON "
    "DELETE CASCADE) STRICT, WITHOUT ROWID",

    "CREATE TABLE evidence(article INTEGER NOT NULL, subject TEXT NOT NULL, relation TEXT NOT NULL, object TEXT NOT "
    "NULL, position INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, exact TEXT NOT NULL, "
    "trigger_first "
    "INTEGER NOT NULL, trigger_last INTEGER NOT NULL, frame TEXT NOT NULL, polarity TEXT NOT NULL, modality TEXT NOT "
    "NULL, object_role TEXT NOT NULL, attributed_to TEXT NOT NULL, quantity REAL, unit TEXT NOT NULL, approximate "
    "INTEGER NOT NULL, time TEXT NOT NULL, destination TEXT NOT NULL, destination_text TEXT NOT NULL, beneficiary TEXT "
    "NOT NULL, beneficiary_text TEXT NOT NULL, instrument TEXT NOT NULL, instrument_text TEXT NOT NULL, location TEXT "
    "NOT NULL, location_text TEXT NOT NULL, confidence REAL NOT NULL, PRIMARY KEY(article, subject, relation, object, "
    "position), FOREIGN KEY(article, subject) REFERENCES node ON DELETE CASCADE, FOREIGN KEY(article, object) "
    "REFERENCES node ON DELETE CASCADE) STRICT, WITHOUT ROWID"};

/// SQL that makes version `from + 1` of version `from`.
struct Migration {
  int from;
  std::string_view sql;
};
/// One for each version before Store::kVersion, in order. Version 1 is the first; version 2 says what read an article;
/// version 3 has a sum over what was written, 0 where it was written by an older version.
inline constexpr std::array<Migration, 2> kMigrations = {
    {{1, "ALTER TABLE article ADD COLUMN reader TEXT NOT NULL DEFAULT ''"},
     {2,
      "ALTER TABLE article ADD COLUMN fragment_sum INTEGER NOT NULL DEFAULT 0;"
      "ALTER TABLE article ADD COLUMN text_sum INTEGER NOT NULL DEFAULT 0"}}};

/// What the table of articles was in versions 2 and 1.
inline constexpr std::string_view kArticleTable2 =
    "CREATE TABLE article(number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, hash TEXT NOT NULL, name TEXT NOT NULL, "
    "title TEXT NOT NULL, language TEXT NOT NULL, published TEXT NOT NULL, source TEXT NOT NULL, signature TEXT NOT "
    "NULL, reader TEXT NOT NULL DEFAULT '') STRICT";
inline constexpr std::string_view kArticleTable1 =
    "CREATE TABLE article(number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, hash TEXT NOT NULL, name TEXT NOT NULL, "
    "title TEXT NOT NULL, language TEXT NOT NULL, published TEXT NOT NULL, source TEXT NOT NULL, signature TEXT NOT "
    "NULL) STRICT";

}  // namespace entente::detail

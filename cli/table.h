// Answers as tables: one for people, one for programs, one for spreadsheets.
#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace entente::cli {

/// One cell. Numbers are numbers in JSON, and are no formulas in CSV.
struct Cell {
  std::string text;
  bool is_number = false;
  std::vector<std::string> items = {};  // of a list; `text` joins them
  bool is_list = false;

  Cell(std::string words) : text(std::move(words)) {}  // NOLINT(google-explicit-constructor): rows read like tables
  Cell(const char* words) : text(words) {}             // NOLINT(google-explicit-constructor)
  static Cell number(double value, int digits);
  static Cell number(std::size_t value);
  static Cell list(std::vector<std::string> items, std::string_view separator = ", ");
};

struct Table {
  std::vector<std::string> columns;
  std::vector<std::vector<Cell>> rows;  // each as long as `columns` and `data` together
  std::vector<std::string> data = {};   // further columns, for programs only: ids, status, confidence
};

/// Columns in line, two spaces apart; control characters made visible. Columns that are empty in all rows are left out,
/// and so are those for programs. Lines take at most `width` places (0: as many as they need): the widest columns are
/// cut; where too little would be left of them, each cell gets a line of its own.
void print_text(const Table& table, std::ostream& out, std::size_t width = 0);
/// One object a line (JSON Lines), a member for each cell, lists as arrays; cells without text are left out. The
/// members of each question stand in docs/answers.schema.json.
void print_json(const Table& table, std::ostream& out);
/// RFC 4180; text that a spreadsheet would run as a formula gets an apostrophe in front. `bom`: begins with a byte
/// order mark, by which spreadsheets know UTF-8.
void print_csv(const Table& table, std::ostream& out, bool bom = false);

}  // namespace entente::cli

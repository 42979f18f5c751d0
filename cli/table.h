// Answers as tables: one for people, one for programs, one for spreadsheets.
#pragma once

#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace entente::cli {

/// One cell. Numbers are numbers in JSON, and are no formulas in CSV.
struct Cell {
  std::string text;
  bool is_number = false;

  Cell(std::string words) : text(std::move(words)) {}  // NOLINT(google-explicit-constructor): rows read like tables
  Cell(const char* words) : text(words) {}             // NOLINT(google-explicit-constructor)
  static Cell number(double value, int digits);
  static Cell number(std::size_t value);
};

struct Table {
  std::vector<std::string> columns;
  std::vector<std::vector<Cell>> rows;  // each as long as `columns`
};

/// Columns in line, two spaces apart; control characters made visible. Columns that are empty in all rows are left out.
void print_text(const Table& table, std::ostream& out);
/// One object a line (JSON Lines), a member for each cell; cells without text are left out.
void print_json(const Table& table, std::ostream& out);
/// RFC 4180; text that a spreadsheet would run as a formula gets an apostrophe in front.
void print_csv(const Table& table, std::ostream& out);

}  // namespace entente::cli

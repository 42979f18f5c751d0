#include "table.h"

#include <fmt/format.h>
#include <rapidjson/ostreamwrapper.h>
#include <rapidjson/writer.h>

#include <algorithm>

#include "console.h"

namespace entente::cli {
namespace {

std::string csv_cell(const Cell& cell) {
  const std::string& text = cell.text;
  const bool is_formula = !cell.is_number && !text.empty() && std::string_view("=+-@\t\r").find(text[0]) != text.npos;
  std::string escaped = is_formula ? "'" : "";
  for (char c : text) escaped += c == '"' ? std::string("\"\"") : std::string(1, c);
  return escaped.find_first_of(",\"\r\n") == std::string::npos ? escaped : "\"" + escaped + "\"";
}

std::size_t width_of(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

}  // namespace

Cell Cell::number(double value, int digits) {
  Cell cell(fmt::format("{:.{}f}", value, digits));
  if (cell.text.find_first_not_of("-0.") == std::string::npos && cell.text[0] == '-') cell.text.erase(0, 1);  // -0.00
  cell.is_number = true;
  return cell;
}

Cell Cell::number(std::size_t value) {
  Cell cell(std::to_string(value));
  cell.is_number = true;
  return cell;
}

void print_text(const Table& table, std::ostream& out) {
  std::vector<std::size_t> widths(table.columns.size(), 0);
  std::vector<std::vector<std::string>> shown;
  for (const auto& row : table.rows) {
    std::vector<std::string>& cells = shown.emplace_back();
    for (const Cell& cell : row) cells.push_back(visible(cell.text, false));
    for (std::size_t i = 0; i < cells.size(); ++i) widths[i] = std::max(widths[i], width_of(cells[i]));
  }
  for (std::size_t i = 0; i < widths.size(); ++i)
    if (widths[i] > 0) widths[i] = std::max(widths[i], width_of(table.columns[i]));
  const auto line = [&](const std::vector<std::string>& cells) {
    std::string text;
    for (std::size_t i = 0; i < cells.size(); ++i)
      if (widths[i] > 0) text += cells[i] + std::string(widths[i] + 2 - width_of(cells[i]), ' ');
    text.erase(text.find_last_not_of(' ') + 1);
    out << text << '\n';
  };
  line(table.columns);
  for (const auto& cells : shown) line(cells);
}

void print_json(const Table& table, std::ostream& out) {
  rapidjson::OStreamWrapper stream(out);
  for (const auto& row : table.rows) {
    rapidjson::Writer<rapidjson::OStreamWrapper> writer(stream);
    writer.StartObject();
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (row[i].text.empty()) continue;
      writer.Key(table.columns[i].c_str());
      const auto size = static_cast<rapidjson::SizeType>(row[i].text.size());
      if (row[i].is_number)
        writer.RawValue(row[i].text.c_str(), size, rapidjson::kNumberType);
      else
        writer.String(row[i].text.c_str(), size);
    }
    writer.EndObject();
    stream.Put('\n');
  }
}

void print_csv(const Table& table, std::ostream& out) {
  const auto line = [&](const auto& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) out << (i > 0 ? "," : "") << csv_cell(cells[i]);
    out << "\r\n";
  };
  line(table.columns);
  for (const auto& row : table.rows) line(row);
}

}  // namespace entente::cli

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

constexpr std::size_t kNarrowest = 12;  // characters of a column that is cut

/// Takes from the widest column until all fit.
void narrow(std::vector<std::size_t>& widths, std::size_t width) {
  const auto total = [&] {
    std::size_t sum = 0;
    for (const std::size_t one : widths) sum += one > 0 ? one + 2 : 0;
    return sum;
  };
  while (total() > width + 2) {
    const auto widest = std::max_element(widths.begin(), widths.end());
    if (*widest <= kNarrowest) return;
    --*widest;
  }
}

/// The first `width` characters, the last of them "…" if there are more.
std::string cut(const std::string& utf8, std::size_t width) {
  if (width_of(utf8) <= width) return utf8;
  std::size_t at = 0;
  for (std::size_t characters = 0; at < utf8.size(); ++at)
    if ((utf8[at] & 0xC0) != 0x80 && characters++ == width - 1) break;
  return utf8.substr(0, at) + "…";
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

Cell Cell::list(std::vector<std::string> items) {
  Cell cell(fmt::format("{}", fmt::join(items, ", ")));
  cell.items = std::move(items);
  cell.is_list = true;
  return cell;
}

void print_text(const Table& table, std::ostream& out, std::size_t width) {
  std::vector<std::size_t> widths(table.columns.size(), 0);
  std::vector<std::vector<std::string>> shown;
  for (const auto& row : table.rows) {
    std::vector<std::string>& cells = shown.emplace_back();
    for (std::size_t i = 0; i < table.columns.size(); ++i) cells.push_back(visible(row[i].text, false));
    for (std::size_t i = 0; i < cells.size(); ++i) widths[i] = std::max(widths[i], width_of(cells[i]));
  }
  for (std::size_t i = 0; i < widths.size(); ++i)
    if (widths[i] > 0) widths[i] = std::max(widths[i], width_of(table.columns[i]));
  if (width > 0) narrow(widths, width);
  const auto line = [&](const std::vector<std::string>& cells) {
    std::string text;
    for (std::size_t i = 0; i < cells.size(); ++i)
      if (widths[i] > 0) {
        const std::string cell = cut(cells[i], widths[i]);
        text += cell + std::string(widths[i] + 2 - width_of(cell), ' ');
      }
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
      const std::size_t shown = table.columns.size();
      writer.Key((i < shown ? table.columns[i] : table.data[i - shown]).c_str());
      if (row[i].is_list) {
        writer.StartArray();
        for (const std::string& item : row[i].items)
          writer.String(item.c_str(), static_cast<rapidjson::SizeType>(item.size()));
        writer.EndArray();
        continue;
      }
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

void print_csv(const Table& table, std::ostream& out, bool bom) {
  if (bom) out << "\xEF\xBB\xBF";
  const auto line = [&](const auto& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) out << (i > 0 ? "," : "") << csv_cell(cells[i]);
    out << "\r\n";
  };
  std::vector<Cell> header(table.columns.begin(), table.columns.end());
  header.insert(header.end(), table.data.begin(), table.data.end());
  line(header);
  for (const auto& row : table.rows) line(row);
}

}  // namespace entente::cli

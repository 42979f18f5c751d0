#include "table.h"

#include <fmt/format.h>
#include <rapidjson/ostreamwrapper.h>
#include <rapidjson/writer.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>
#include <utility>

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

/// Places on a terminal: two for what East Asian scripts write, none for what is put over another character.
std::size_t width_of(UChar32 c) {
  const auto type = u_charType(c);
  if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR) return 0;
  const int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

/// The bytes that fit into `width` places, and how many places they take.
std::pair<std::size_t, std::size_t> fitting(std::string_view utf8, std::size_t width) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(utf8.data());
  const auto length = static_cast<std::int32_t>(utf8.size());
  std::size_t places = 0;
  std::int32_t at = 0;
  while (at < length) {
    std::int32_t next = at;
    UChar32 c = 0;
    U8_NEXT(bytes, next, length, c);
    const std::size_t more = c < 0 ? 1 : width_of(c);
    if (places + more > width) break;
    places += more;
    at = next;
  }
  return {static_cast<std::size_t>(at), places};
}

std::size_t width_of(std::string_view utf8) { return fitting(utf8, utf8.size() * 2).second; }

/// What fits into `width` places, its last one "…" if there is more.
std::string cut(const std::string& utf8, std::size_t width) {
  if (width_of(utf8) <= width) return utf8;
  return utf8.substr(0, fitting(utf8, width - 1).first) + "…";
}

/// Cells as they are shown, by row, and the widths of the columns; 0: empty in all rows.
struct Shown {
  const Table* table = nullptr;
  std::vector<std::vector<std::string>> rows;
  std::vector<std::size_t> widths;

  explicit Shown(const Table& of) : table(&of), widths(of.columns.size(), 0) {
    for (const auto& row : of.rows) {
      std::vector<std::string>& cells = rows.emplace_back();
      for (std::size_t i = 0; i < widths.size(); ++i) {
        cells.push_back(visible(row[i].text, false));
        widths[i] = std::max(widths[i], width_of(cells[i]));
      }
    }
    for (std::size_t i = 0; i < widths.size(); ++i)
      if (widths[i] > 0) widths[i] = std::max(widths[i], width_of(of.columns[i]));
  }
  [[nodiscard]] std::size_t total() const {
    std::size_t sum = 0;
    for (const std::size_t one : widths) sum += one > 0 ? one + 2 : 0;
    return sum;
  }
};

/// Takes from the widest column until all fit. False if that would leave one fewer places than `narrowest`.
bool narrow(Shown& shown, std::size_t width, std::size_t narrowest) {
  while (shown.total() > width + 2) {
    const auto widest = std::max_element(shown.widths.begin(), shown.widths.end());
    if (*widest <= narrowest) return false;
    --*widest;
  }
  return true;
}

void print_lines(const Shown& shown, std::ostream& out) {
  const auto line = [&](const std::vector<std::string>& cells) {
    std::string text;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (shown.widths[i] == 0) continue;
      const std::string cell = cut(cells[i], shown.widths[i]);
      text += cell + std::string(shown.widths[i] + 2 - width_of(cell), ' ');
    }
    text.erase(text.find_last_not_of(' ') + 1);
    out << text << '\n';
  };
  line(shown.table->columns);
  for (const auto& cells : shown.rows) line(cells);
}

/// One line for each cell, its column in front, and a blank line between rows.
void print_cards(const Shown& shown, std::ostream& out, std::size_t width) {
  std::size_t longest = 0;
  for (const std::string& column : shown.table->columns) longest = std::max(longest, width_of(column));
  for (std::size_t row = 0; row < shown.rows.size(); ++row) {
    if (row > 0) out << '\n';
    for (std::size_t i = 0; i < shown.widths.size(); ++i) {
      const std::string& cell = shown.rows[row][i];
      if (cell.empty()) continue;
      const std::string& column = shown.table->columns[i];
      out << cut(column + std::string(longest + 2 - width_of(column), ' ') + cell, width) << '\n';
    }
  }
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

Cell Cell::list(std::vector<std::string> items, std::string_view separator) {
  Cell cell(fmt::format("{}", fmt::join(items, separator)));
  cell.items = std::move(items);
  cell.is_list = true;
  return cell;
}

void print_text(const Table& table, std::ostream& out, std::size_t width) {
  constexpr std::size_t kNarrowest = 7;  // "attacks"
  Shown shown(table);
  if (width == 0 || narrow(shown, width, kNarrowest)) {
    print_lines(shown, out);
  } else {
    print_cards(shown, out, width);
  }
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

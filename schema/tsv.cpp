#include "tsv.h"

#include "entente/schema/utf8.h"

namespace entente {
namespace {

/// The parts between tabs, empty ones too.
void split_cells(std::string_view line, std::vector<std::string_view>& cells) {
  cells.clear();
  for (;;) {
    const std::size_t end = line.find('\t');
    cells.push_back(trim(line.substr(0, end)));
    if (end == std::string_view::npos) return;
    line.remove_prefix(end + 1);
  }
}

}  // namespace

std::string_view trim(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r";
  const std::size_t first = text.find_first_not_of(kBlank);
  return first == std::string_view::npos ? std::string_view()
                                         : text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

TsvReader::TsvReader(std::string_view text, std::string_view source) : source_(source), rest_(text) {
  if (rest_.starts_with("\xEF\xBB\xBF")) rest_.remove_prefix(3);
  if (next_line()) split_cells(current_, columns_);
}

bool TsvReader::next_line() {
  while (!rest_.empty()) {
    const std::size_t end = rest_.find('\n');
    current_ = rest_.substr(0, end);
    rest_ = end == std::string_view::npos ? std::string_view() : rest_.substr(end + 1);
    ++line_;
    if (current_.starts_with('#') || trim(current_).empty()) continue;
    if (is_utf8(current_)) return true;
    errors_.push_back(fail("bytes that are not UTF-8", "save the file as UTF-8"));
    return false;
  }
  return false;
}

bool TsvReader::next() {
  if (!errors_.empty() || !next_line()) return false;
  split_cells(current_, cells_);
  if (cells_.size() <= columns_.size()) return true;
  errors_.push_back(fail(std::to_string(cells_.size()) + " cells under " + std::to_string(columns_.size()) + " columns",
                         "take out tabs, or name the column in the header line"));
  return false;
}

}  // namespace entente

// The tab-separated files of schema/: a header line names the columns, '#' starts a comment line, empty lines are
// skipped.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "entente/schema/result.h"

namespace entente {

/// A cursor over the rows of one file. Views point into the text that was given.
class TsvReader {
 public:
  TsvReader(std::string_view text, std::string_view source);

  /// Names of the columns, in the order of the cells; empty if the file has no header line.
  [[nodiscard]] const std::vector<std::string_view>& columns() const { return columns_; }
  /// Moves to the next row. False at the end, or at a row with more cells than the header or bytes that are not UTF-8:
  /// then `error()` says so.
  bool next();
  /// Trimmed; "" for a cell that the row leaves out.
  [[nodiscard]] std::string_view cell(std::size_t column) const {
    return column < cells_.size() ? cells_[column] : std::string_view();
  }
  [[nodiscard]] std::uint32_t line() const { return line_; }

  [[nodiscard]] InputError fail(std::string seen, std::string remedy) const {
    return {source_, line_, std::move(seen), std::move(remedy)};
  }
  [[nodiscard]] const std::vector<InputError>& errors() const { return errors_; }

 private:
  bool next_line();

  std::string source_;
  std::string_view rest_, current_;
  std::uint32_t line_ = 0;
  std::vector<std::string_view> columns_, cells_;
  std::vector<InputError> errors_;  // none or one
};

[[nodiscard]] std::string_view trim(std::string_view text);

/// Calls `visit` with each non-empty, trimmed part of `text` between `separator`s.
template <class Visit>
void split(std::string_view text, char separator, Visit&& visit) {
  while (!text.empty()) {
    const std::size_t end = text.find(separator);
    if (std::string_view part = trim(text.substr(0, end)); !part.empty()) visit(part);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
}

}  // namespace entente

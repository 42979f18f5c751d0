// Tables: CSV (RFC 4180) and its kin with semicolons or tabs. The first row names the columns.
#include <algorithm>

#include "entente/schema/utf8.h"
#include "readers.h"
#include "reading/charset.h"
#include "reading/fields.h"

namespace entente {
namespace {

using Row = std::vector<std::string>;

class Table : public ArticleStream {
 public:
  Table(std::unique_ptr<ByteSource> bytes, Place place, const ReadOptions& options)
      : bytes_(std::move(bytes)), place_(std::move(place)), options_(options) {
    options_.source = place_.path;
  }

  std::optional<Result<RawArticle>> next() override {
    if (columns_.empty() && bytes_) {
      if (auto trouble = begin()) {
        bytes_.reset();
        return *std::move(trouble);
      }
    }
    while (bytes_) {
      auto row = next_row();
      if (!row) {
        bytes_.reset();
        return row.error();
      }
      if (!row->has_value()) {
        bytes_.reset();
        break;
      }
      if ((*row)->size() == 1 && trimmed((*row)->front()).empty()) continue;
      return article_of(std::move(**row));
    }
    return std::nullopt;
  }
  [[nodiscard]] std::uint32_t line() const override { return row_line_; }

 private:
  static constexpr std::size_t kMostCells = 4096;

  std::optional<InputError> begin() {
    const auto head = bytes_->peek();
    if (!head) return head.error();
    if (head->starts_with("\xFF\xFE") || head->starts_with("\xFE\xFF"))
      return error_at(options_, "is a table in UTF-16", "save it as CSV in UTF-8");
    if (head->starts_with("\xEF\xBB\xBF")) bytes_->take(3);
    const std::string_view first = head->substr(0, head->find('\n'));
    for (const char candidate : {',', ';', '\t'})
      if (std::count(first.begin(), first.end(), candidate) > std::count(first.begin(), first.end(), comma_))
        comma_ = candidate;
    auto row = next_row();
    if (!row) return row.error();
    if (!row->has_value()) return error_at(options_, "is an empty table", "give its columns in the first row");
    std::string names;
    for (const std::string& name : **row) {
      columns_.push_back(field_of(trimmed(name), options_));
      names += (names.empty() ? "" : ", ") + lossy_utf8(trimmed(name));
    }
    if (std::find(columns_.begin(), columns_.end(), Field::text) == columns_.end())
      return error_at(options_, "is a table without a column \"text\"; its columns are " + names.substr(0, 300),
                      "say which it is: --fields text=COLUMN");
    return std::nullopt;
  }

  /// Cells up to one byte above the limit; nothing at the end.
  Result<std::optional<Row>> next_row() {
    Row row(1);
    bool is_quoted = false, any = false, was_quote = false;
    row_line_ = line_ + 1;
    while (true) {
      auto waiting = bytes_->peek();
      if (!waiting) return waiting.error();
      if (waiting->empty()) return any ? std::optional(std::move(row)) : std::nullopt;
      any = true;
      std::size_t used = 0;
      for (const char c : *waiting) {
        ++used;
        line_ += c == '\n';
        std::string& cell = row.back();
        if (was_quote && c != '"') is_quoted = false;
        if (is_quoted) {
          if (c == '"' && !was_quote) {
            was_quote = true;  // the end of the cell, or the first of two that stand for one
            continue;
          }
          was_quote = false;
          if (cell.size() <= options_.limits.document_bytes) cell += c;
          continue;
        }
        was_quote = false;
        if (c == '"' && cell.empty()) {
          is_quoted = true;
        } else if (c == comma_) {
          if (row.size() < kMostCells) row.emplace_back();
        } else if (c == '\n') {
          if (cell.ends_with('\r')) cell.pop_back();
          bytes_->take(used);
          return std::optional(std::move(row));
        } else if (cell.size() <= options_.limits.document_bytes) {
          cell += c;
        }
      }
      bytes_->take(used);
    }
  }

  Result<RawArticle> article_of(Row row) {
    RawArticle article = article_at(place_, options_, row_line_, ArticleFormat::text, "");
    KnownFacts& known = article.options.known;
    for (std::size_t i = 0; i < std::min(row.size(), columns_.size()); ++i) {
      std::string* into = columns_[i] == Field::text       ? &article.bytes
                          : columns_[i] == Field::id       ? &known.id
                          : columns_[i] == Field::title    ? &known.title
                          : columns_[i] == Field::date     ? &known.date
                          : columns_[i] == Field::language ? &known.language
                          : columns_[i] == Field::source   ? &known.url
                                                           : nullptr;
      if (into == nullptr || !into->empty() || trimmed(row[i]).empty()) continue;
      if (columns_[i] == Field::text) {
        *into = std::move(row[i]);
        continue;
      }
      auto utf8 = to_utf8(row[i], options_.charset, article.options);
      if (!utf8) return utf8.error();
      *into = trimmed(*utf8);
    }
    return article;
  }

  std::unique_ptr<ByteSource> bytes_;
  Place place_;
  ReadOptions options_;
  char comma_ = ',';
  std::vector<Field> columns_;
  std::uint32_t line_ = 0, row_line_ = 0;
};

}  // namespace

std::unique_ptr<ArticleStream> walk_table(std::unique_ptr<ByteSource> bytes, Place place, const ReadOptions& options) {
  return std::make_unique<Table>(std::move(bytes), std::move(place), options);
}

}  // namespace entente

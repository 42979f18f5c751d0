// JSON Lines: an article a line, in UTF-8 or UTF-16.
#include <algorithm>

#include "readers.h"

namespace entente {
namespace {

// UTF-16 lines: which of the two bytes of an ASCII character carries it; none for single bytes.
enum class Width : std::uint8_t { one, two_low_first, two_high_first };

/// read_line where a character has two bytes, with the byte order mark in front of each line that it gives.
Result<std::optional<std::string>> read_wide_line(ByteSource& bytes, std::size_t limit, Width width) {
  const bool low_first = width == Width::two_low_first;
  std::string line = low_first ? "\xFF\xFE" : "\xFE\xFF";
  bool any = false;
  std::string pair;
  while (true) {
    auto waiting = bytes.peek();
    if (!waiting) return waiting.error();
    if (waiting->empty()) return any ? std::optional(std::move(line)) : std::nullopt;
    any = true;
    std::size_t used = 0;
    bool is_end = false;
    for (const char c : *waiting) {
      ++used;
      pair += c;
      if (pair.size() < 2) continue;
      is_end = pair[low_first ? 0 : 1] == '\n' && pair[low_first ? 1 : 0] == '\0';
      if (is_end) break;
      if (line.size() <= limit) line += pair;
      pair.clear();
    }
    bytes.take(used);
    if (is_end) return std::optional(std::move(line));
  }
}

Width width_of(std::string_view head) {
  using namespace std::string_view_literals;
  if (head.starts_with("\xFF\xFE") || head.starts_with("{\0"sv)) return Width::two_low_first;
  if (head.starts_with("\xFE\xFF") || head.starts_with("\0{"sv)) return Width::two_high_first;
  return Width::one;
}

bool is_blank(std::string_view line) {
  if (width_of(line) != Width::one) line.remove_prefix(2);
  return std::all_of(line.begin(), line.end(), [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\0'; });
}

class Lines : public ArticleStream {
 public:
  Lines(std::unique_ptr<ByteSource> bytes, Place place, const ReadOptions& options)
      : bytes_(std::move(bytes)), place_(std::move(place)), options_(options) {
    const auto head = bytes_->peek();  // it was looked at: there is one
    if (!head) return;
    width_ = width_of(*head);
    if (head->starts_with("\xFF\xFE") || head->starts_with("\xFE\xFF")) bytes_->take(2);
  }

  std::optional<Result<RawArticle>> next() override {
    while (bytes_) {
      ++line_;
      auto read = read_next();
      if (!read) {
        bytes_.reset();
        return read.error();
      }
      if (!read->has_value()) {
        bytes_.reset();
        break;
      }
      if (is_blank(**read)) continue;
      return article_at(place_, options_, line_, ArticleFormat::json, std::move(**read));
    }
    return std::nullopt;
  }
  [[nodiscard]] std::uint32_t line() const override { return line_; }

 private:
  Result<std::optional<std::string>> read(std::size_t limit) {
    return width_ == Width::one ? read_line(*bytes_, limit) : read_wide_line(*bytes_, limit, width_);
  }
  Result<std::optional<std::string>> read_next() {
    if (is_in_line_) {
      if (auto passed_over = read(0); !passed_over) return passed_over;
      is_in_line_ = false;
    }
    try {
      return read(options_.limits.document_bytes);
    } catch (const std::bad_alloc&) {
      is_in_line_ = true;
      throw;
    }
  }

  std::unique_ptr<ByteSource> bytes_;
  Place place_;
  const ReadOptions& options_;
  Width width_ = Width::one;
  bool is_in_line_ = false;  // of which the start could not be kept
  std::uint32_t line_ = 0;
};

}  // namespace

std::unique_ptr<ArticleStream> walk_lines(std::unique_ptr<ByteSource> bytes, Place place, const ReadOptions& options) {
  return std::make_unique<Lines>(std::move(bytes), std::move(place), options);
}

}  // namespace entente

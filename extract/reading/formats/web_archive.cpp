// Web archives: WARC 1.0 and 1.1 (ISO 28500). Each answer that brought a page is an article; so is each text that a
// crawler has made of a page ("conversion", as in Common Crawl's WET files).
#include <algorithm>
#include <charconv>
#include <map>

#include "archive.h"
#include "readers.h"
#include "reading/charset.h"

namespace entente {
namespace {

constexpr std::size_t kLongestHeader = 64 * 1024;

/// "Name: value" lines, names in lower case. The first of a name holds.
using Headers = std::map<std::string, std::string>;

void note_header(std::string_view line, Headers& headers) {
  const std::size_t colon = line.find(':');
  if (colon != line.npos)
    headers.emplace(lower_ascii(trimmed(line.substr(0, colon))), std::string(trimmed(line.substr(colon + 1))));
}

std::string value(const Headers& headers, const std::string& name) {
  const auto found = headers.find(name);
  return found == headers.end() ? "" : found->second;
}

/// An answer of HTTP, taken apart.
struct Answer {
  int status = 0;
  Headers headers;
  std::string body;
};

Answer answer_of(std::string bytes) {
  Answer answer;
  std::string_view rest = bytes;
  bool is_first = true;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = trimmed(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.empty()) break;
    if (is_first) {
      const std::size_t space = line.find(' ');
      if (space != line.npos) std::from_chars(line.data() + space + 1, line.data() + line.size(), answer.status);
    } else {
      note_header(line, answer.headers);
    }
    is_first = false;
  }
  answer.body = rest;
  return answer;
}

/// A body in chunks, put together. What is not in chunks, whatever its headers say, stays as it is: many crawlers put
/// the body together but leave the header.
std::string without_chunks(std::string body) {
  std::string whole;
  std::string_view rest = body;
  while (!rest.empty()) {
    std::size_t size = 0;
    const auto read = std::from_chars(rest.data(), rest.data() + std::min<std::size_t>(rest.size(), 16), size, 16);
    const std::size_t end = rest.find('\n');
    if (read.ec != std::errc() || end == rest.npos || end > 1024) return whole.empty() ? body : whole;
    rest.remove_prefix(end + 1);
    if (size == 0) break;
    whole += rest.substr(0, size);
    rest.remove_prefix(std::min(size, rest.size()));
    if (rest.starts_with('\r')) rest.remove_prefix(1);
    if (rest.starts_with('\n')) rest.remove_prefix(1);
  }
  return whole;
}

/// "text/html; charset=utf-8" → "utf-8"
std::string charset_of(std::string_view type) {
  const std::string small = lower_ascii(type);
  const std::size_t at = small.find("charset=");
  if (at == small.npos) return "";
  std::string charset = small.substr(at + 8);
  std::erase(charset, '"');
  return charset.substr(0, charset.find(';'));
}

bool is_page_type(std::string_view type) {
  const std::string small = lower_ascii(type);
  return small.starts_with("text/html") || small.starts_with("application/xhtml");
}

class WebArchive : public ArticleStream {
 public:
  WebArchive(std::unique_ptr<ByteSource> bytes, Place place, const ReadOptions& options)
      : bytes_(std::move(bytes)), place_(std::move(place)), options_(options) {
    options_.source = place_.path;
  }

  std::optional<Result<RawArticle>> next() override {
    while (bytes_) {
      auto record = next_record();
      if (!record) {
        bytes_.reset();
        return record.error();
      }
      if (!record->has_value()) {
        bytes_.reset();
        if (pages_ == 0) return error_at(options_, "is a web archive without pages", "");
        break;
      }
      if (auto article = article_of(**record)) {
        ++pages_;
        return article;
      }
    }
    return std::nullopt;
  }
  [[nodiscard]] std::uint32_t line() const override { return number_; }

 private:
  struct Record {
    Headers headers;
    std::string block;  // up to one byte above the limit
  };

  InputError damaged() {
    ReadOptions here = options_;
    here.line = number_;
    return error_at(here, "is a damaged record of a web archive", "get the archive whole again");
  }

  /// fails  where a record is damaged: nothing behind it can be found
  Result<std::optional<Record>> next_record() {
    std::optional<std::string> line;
    do {
      auto read = read_line(*bytes_, kLongestHeader);
      if (!read) return read.error();
      line = *std::move(read);
      if (!line) return std::optional<Record>();
    } while (trimmed(*line).empty());
    ++number_;
    if (!line->starts_with("WARC/")) return damaged();
    Record record;
    for (std::size_t size = 0;; size += line->size()) {
      auto read = read_line(*bytes_, kLongestHeader);
      if (!read) return read.error();
      line = *std::move(read);
      if (!line || size > kLongestHeader) return damaged();
      if (trimmed(*line).empty()) break;
      note_header(*line, record.headers);
    }
    const std::string length = value(record.headers, "content-length");
    std::uint64_t left = 0;
    if (std::from_chars(length.data(), length.data() + length.size(), left).ec != std::errc()) return damaged();
    const bool is_wanted = is_answer(record.headers) || is_text(record.headers);
    const std::size_t limit = options_.limits.document_bytes + kLongestHeader;
    while (left > 0) {
      auto waiting = bytes_->peek();
      if (!waiting) return waiting.error();
      if (waiting->empty()) return damaged();
      const std::size_t count = std::min<std::uint64_t>(waiting->size(), left);
      if (is_wanted && record.block.size() <= limit)
        record.block.append(waiting->substr(0, std::min(count, limit + 1 - record.block.size())));
      bytes_->take(count);
      left -= count;
    }
    return std::optional(std::move(record));
  }

  static bool is_answer(const Headers& headers) {
    return value(headers, "warc-type") == "response" &&
           lower_ascii(value(headers, "content-type")).starts_with("application/http");
  }
  static bool is_text(const Headers& headers) {
    return value(headers, "warc-type") == "conversion" &&
           lower_ascii(value(headers, "content-type")).starts_with("text/plain");
  }

  std::optional<Result<RawArticle>> article_of(Record& record) {
    RawArticle article = article_at(place_, options_, number_, ArticleFormat::text, "");
    std::string& url = article.options.known.url = value(record.headers, "warc-target-uri");
    if (url.starts_with('<') && url.ends_with('>')) url = url.substr(1, url.size() - 2);
    article.options.known.made = value(record.headers, "warc-date");
    if (is_text(record.headers)) {
      article.bytes = std::move(record.block);
      return article;
    }
    if (!is_answer(record.headers)) return std::nullopt;
    Answer answer = answer_of(std::move(record.block));
    const std::string type = value(answer.headers, "content-type");
    if (answer.status != 200 || !is_page_type(type)) return std::nullopt;
    article.options.format = ArticleFormat::html;
    if (article.options.charset.empty()) article.options.charset = charset_of(type);
    auto body = unpacked(std::move(answer), article.options);
    if (!body) return body.error();
    if (trimmed(*body).empty()) return std::nullopt;
    article.bytes = *std::move(body);
    return article;
  }

  static Result<std::string> unpacked(Answer answer, const ReadOptions& options) {
    if (lower_ascii(value(answer.headers, "transfer-encoding")).find("chunked") != std::string::npos)
      answer.body = without_chunks(std::move(answer.body));
    const std::string coding = lower_ascii(value(answer.headers, "content-encoding"));
    const bool is_packed = format_of("", answer.body, ArticleFormat::unknown).format == ArticleFormat::archive;
    if (is_packed) {
      auto opened = Archive::open(bytes_in_memory(answer.body), options.source, options.limits);
      if (!opened) return opened.error();
      if (auto is_there = (*opened)->next(); !is_there || !*is_there)
        return is_there ? error_at(options, "is empty", "") : is_there.error();
      return read_rest(*(*opened)->member(), options.limits.document_bytes);
    }
    if (coding == "br")
      return error_at(options, "is a page packed with brotli", "unpack the answers when the archive is made");
    return std::move(answer.body);
  }

  std::unique_ptr<ByteSource> bytes_;
  Place place_;
  ReadOptions options_;
  std::uint32_t number_ = 0;
  std::size_t pages_ = 0;
};

}  // namespace

std::unique_ptr<ArticleStream> walk_web_archive(std::unique_ptr<ByteSource> bytes, Place place,
                                                const ReadOptions& options) {
  return std::make_unique<WebArchive>(std::move(bytes), std::move(place), options);
}

}  // namespace entente

#include "format.h"

#include <algorithm>
#include <filesystem>
#include <span>

#include "readers.h"

namespace entente {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kHead = 4096;  // bytes that tell a format

bool is_pdf(std::string_view head) { return head.starts_with("%PDF-"); }
bool is_zip(std::string_view head) { return head.starts_with("PK\x03\x04"sv) || head.starts_with("PK\x05\x06"sv); }
bool is_packed(std::string_view head) {
  return is_zip(head) || head.starts_with("\x1F\x8B\x08"sv) || head.starts_with("\x28\xB5\x2F\xFD"sv) ||
         head.starts_with("BZh"sv) || head.starts_with("\xFD\x37zXZ\0"sv);
}
/// The files of OpenDocument and EPUB begin with a member that names their type, unpacked.
bool has_mimetype(std::string_view head, std::string_view type) {
  constexpr std::size_t kAt = 30;  // where the name of the first member stands
  return is_zip(head) && head.size() > kAt && head.substr(kAt).starts_with("mimetype") &&
         head.substr(kAt, 200).find(type) != head.npos;
}
bool is_docx(std::string_view head) {
  return is_zip(head) && (head.find("word/document.xml") != head.npos ||
                          (head.find("[Content_Types].xml") != head.npos && head.find("xl/") == head.npos &&
                           head.find("ppt/") == head.npos));
}
bool is_odt(std::string_view head) { return has_mimetype(head, "application/vnd.oasis.opendocument.text"); }
bool is_epub(std::string_view head) { return has_mimetype(head, "application/epub+zip"); }
bool is_rtf(std::string_view head) { return trimmed(head).starts_with("{\\rtf"); }
bool is_old_office(std::string_view head) { return head.starts_with("\xD0\xCF\x11\xE0"sv); }
bool is_web_archive(std::string_view head) { return trimmed(head).starts_with("WARC/"); }

std::string_view behind_comments(std::string_view xml) {
  while (xml.starts_with("<!--")) {
    const std::size_t end = xml.find("-->");
    if (end == xml.npos) return "";
    xml = trimmed(xml.substr(end + 3));
  }
  return xml;
}

bool is_feed(std::string_view head) {
  std::string small = lower_ascii(trimmed(head).substr(0, 1024));
  std::erase(small, '\0');  // UTF-16
  const std::string_view root = behind_comments(small);
  const bool is_xml = root.find("<?xml") < 4 || root.find("<rss") < 4 || root.find("<feed") < 4;
  return is_xml && small.find("<html") == small.npos &&
         (small.find("<rss") != small.npos || small.find("<feed") != small.npos ||
          small.find("<rdf:rdf") != small.npos);
}

/// Mail headers up to the first empty line: every line a name and a colon or a continuation, and one that only mail
/// has, or those that each mail has.
bool is_mail(std::string_view head) {
  head = trimmed(head);
  bool is_sure = false, has_sender = false, has_subject = false, has_receiver = false;
  while (!head.empty()) {
    const std::size_t end = std::min(head.find('\n'), head.size());
    const std::string line = lower_ascii(head.substr(0, end));
    head.remove_prefix(std::min(end + 1, head.size()));
    if (trimmed(line).empty()) return is_sure;
    const bool continues = line.front() == ' ' || line.front() == '\t' || line.starts_with("from ");
    const std::size_t name = line.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-");
    if (!continues && (name == 0 || name == line.npos || line[name] != ':')) return is_sure && head.empty();
    for (std::string_view sure : {"received:", "return-path:", "message-id:", "mime-version:", "delivered-to:"})
      is_sure = is_sure || line.starts_with(sure);
    const bool has_address = line.find('@') != line.npos;
    is_sure = is_sure || (line.starts_with("from ") && has_address);  // the separator of mailboxes
    has_sender = has_sender || (line.starts_with("from:") && has_address);
    has_subject = has_subject || line.starts_with("subject:");
    has_receiver = has_receiver || line.starts_with("to:") || line.starts_with("date:") || line.starts_with("sent:");
    is_sure = is_sure || (has_sender && has_subject && has_receiver);
  }
  return is_sure;
}
bool is_mailbox(std::string_view head) { return head.starts_with("From ") && is_mail(head); }

bool is_json(std::string_view head) {
  std::string small(head.substr(0, 64));
  std::erase(small, '\0');  // UTF-16
  const std::size_t first = small.find_first_not_of(" \t\r\n\xEF\xBB\xBF\xFE\xFF");
  return first != small.npos && small[first] == '{';
}
bool is_page(std::string_view head) {
  const std::string small = lower_ascii(head.substr(0, 1024));
  return small.find("<html") != small.npos || small.find("<!doctype html") != small.npos;
}

using F = ArticleFormat;
// Rows are asked from the first to the last, so that those of a kind within another stand before it.
constexpr std::array kFormats = {
    Format{F::text, "text", {".txt", ".text", ".md"}, nullptr, nullptr, true, read_text},
    Format{F::html, "a page", {".html", ".htm", ".xhtml"}, nullptr, is_page, true, read_page},
    Format{F::html_part, "a part of a page", {}, nullptr, nullptr, false, read_part_of_page},
    Format{F::json, "JSON", {".json"}, nullptr, nullptr, false, read_json},
    Format{F::json_lines, "JSON Lines", {".jsonl", ".ndjson"}, nullptr, is_json, true, read_json, walk_lines},
    Format{F::docx, "a word processor's file", {".docx", ".docm", ".dotx"}, is_docx, nullptr, true, read_docx},
    Format{F::odt, "a word processor's file", {".odt", ".ott"}, is_odt, nullptr, true, read_odt},
    Format{F::epub, "an e-book", {".epub"}, is_epub, nullptr, true, read_epub},
    Format{F::archive,
           "an archive",
           {".zip", ".gz", ".zst", ".bz2", ".xz", ".tgz"},
           is_packed,
           nullptr,
           true,
           nullptr,
           walk_archive},
    Format{F::archive, "an archive", {".tar"}, nullptr, nullptr, true, nullptr, walk_archive},
    Format{F::pdf, "a PDF", {".pdf"}, is_pdf, nullptr, true, read_pdf},
    Format{F::web_archive, "a web archive", {".warc"}, is_web_archive, nullptr, true, nullptr, walk_web_archive},
    Format{F::mailbox, "a mailbox", {".mbox", ".mbx"}, is_mailbox, nullptr, true, nullptr, walk_mailbox},
    Format{F::mail, "a mail", {".eml"}, is_mail, nullptr, true, read_mail},
    Format{F::feed, "a feed", {".rss", ".atom", ".rdf"}, is_feed, nullptr, true, nullptr, walk_feed},
    Format{F::table, "a table", {".csv", ".tsv"}, nullptr, nullptr, false, nullptr, walk_table},
    // What is known, but not read.
    Format{F::unread,
           "a word processor's file",
           {".rtf", ".doc"},
           is_rtf,
           nullptr,
           false,
           nullptr,
           nullptr,
           "save it as .docx, .odt or .txt"},
    Format{F::unread,
           "a mail or an old office document",
           {".msg"},
           is_old_office,
           nullptr,
           false,
           nullptr,
           nullptr,
           "save it as .docx, .eml or .txt"},
    Format{F::unread,
           "a web archive",
           {".arc", ".wacz", ".mht", ".mhtml"},
           nullptr,
           nullptr,
           false,
           nullptr,
           nullptr,
           "save its articles as .warc, .html or .txt"}};

bool has_extension(const Format& row, std::string_view extension) {
  return !extension.empty() &&
         std::find(row.extensions.begin(), row.extensions.end(), extension) != row.extensions.end();
}

/// A zip in the clothes of an office file is one, wherever its members stand.
const Format* office_by_name(std::string_view extension, std::string_view head) {
  if (!is_zip(head)) return nullptr;
  for (F format : {F::docx, F::odt, F::epub})
    if (has_extension(row_of(format), extension)) return &row_of(format);
  return nullptr;
}

bool is_packed_name(std::string_view extension) {
  return extension == ".gz" || extension == ".zst" || extension == ".bz2" || extension == ".xz";
}

}  // namespace

const Format& row_of(ArticleFormat format) {
  for (const Format& row : kFormats)
    if (row.format == format) return row;
  return kFormats.front();
}

const Format& format_of(std::string_view name, std::string_view head, ArticleFormat asked) {
  if (asked != F::unknown) return row_of(asked);
  const std::string extension = lower_extension(name);
  head = head.substr(0, kHead);
  if (const Format* office = office_by_name(extension, head)) return *office;
  for (const Format& row : kFormats)
    if (row.is_sure != nullptr && row.is_sure(head)) return row;
  for (const Format& row : kFormats)
    if (has_extension(row, extension)) return row;
  for (const Format& row : kFormats)
    if (row.is_likely != nullptr && row.is_likely(head)) return row;
  return kFormats.front();
}

bool is_article_name(std::string_view name) {
  std::string extension = lower_extension(name);
  if (is_packed_name(extension)) {
    name.remove_suffix(extension.size());
    extension = lower_extension(name);
    if (is_packed_name(extension)) return false;
  }
  return std::any_of(kFormats.begin(), kFormats.end(),
                     [&](const Format& row) { return row.in_folders && has_extension(row, extension); });
}

namespace {

/// A file that is one article.
class OneArticle : public ArticleStream {
 public:
  OneArticle(std::unique_ptr<ByteSource> bytes, Place place, const ReadOptions& options, ArticleFormat format)
      : bytes_(std::move(bytes)), place_(std::move(place)), options_(options), format_(format) {}

  std::optional<Result<RawArticle>> next() override {
    if (!bytes_) return std::nullopt;
    const auto bytes = std::exchange(bytes_, nullptr);
    auto all = read_rest(*bytes, options_.limits.document_bytes);
    if (!all) return all.error();
    return article_at(place_, options_, 0, format_, *std::move(all));
  }

 private:
  std::unique_ptr<ByteSource> bytes_;
  Place place_;
  const ReadOptions& options_;
  ArticleFormat format_;
};

}  // namespace

Result<std::unique_ptr<ArticleStream>> open_articles(std::unique_ptr<ByteSource> bytes, Place place,
                                                     const ReadOptions& options) {
  auto head = bytes->peek();
  if (!head) return head.error();
  const Format& row = format_of(place.name, *head, options.format);
  if (row.walk != nullptr && !head->empty()) return row.walk(std::move(bytes), std::move(place), options);
  return std::unique_ptr<ArticleStream>(
      std::make_unique<OneArticle>(std::move(bytes), std::move(place), options, row.format));
}

RawArticle article_at(const Place& place, const ReadOptions& options, std::uint32_t line, ArticleFormat format,
                      std::string bytes) {
  RawArticle article{std::move(bytes), options};
  article.options.source = place.path;
  article.options.location = place.location;
  article.options.line = line;
  article.options.format = format;
  return article;
}

std::string lower_ascii(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return result;
}

std::string lower_extension(std::string_view name) {
  return lower_ascii(std::filesystem::path(name).extension().string());
}

std::string_view trimmed(std::string_view text) {
  const auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace entente

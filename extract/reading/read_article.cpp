// clang-format off
#include <cstdio>  // CLD2's header uses FILE without it
#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>
// clang-format on
#include <nettle/sha2.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>

#include "charset.h"
#include "dates.h"
#include "entente/extract/reading.h"
#include "html.h"
#include "html_parser.h"
#include "invisible.h"
#include "json_article.h"
#include "short_language.h"

namespace entente {
namespace {

constexpr std::size_t kLanguageSample = 64 * 1024;  // bytes that tell the language of an article
constexpr std::size_t kShortText = 400;             // bytes; above, CLD2 can be trusted
constexpr std::size_t kHeadline = 60;               // bytes; below, CLD2 finds any language in anything
constexpr std::size_t kTitleBytes = 240;            // a first line above this is no headline
constexpr std::size_t kIdBytes = 200;               // a given id above this is replaced by its hash

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

/// CLD2's best guess, and whether CLD2 itself trusts it.
struct Language {
  std::string code;
  bool reliable = false;
};

Language detect_language(std::string_view text) {
  const std::string_view sample = prefix(text, kLanguageSample);
  bool reliable = false;
  int valid = 0;
  int text_bytes = 0;
  std::array<CLD2::Language, 3> languages{};
  std::array<int, 3> percents{};
  std::array<double, 3> scores{};
  const CLD2::CLDHints no_hints{nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  const CLD2::Language guess = CLD2::ExtDetectLanguageSummaryCheckUTF8(
      sample.data(), static_cast<int>(sample.size()), true, &no_hints, CLD2::kCLDFlagBestEffort, languages.data(),
      percents.data(), scores.data(), nullptr, &text_bytes, &reliable, &valid);
  if (guess == CLD2::UNKNOWN_LANGUAGE) return {};
  return {CLD2::LanguageCode(guess), reliable};
}

/// Short texts are in one of the languages that can be read, unless another one is sure.
Language language_of_text(std::string_view text) {
  Language detected = detect_language(text);
  const std::size_t size = trimmed(text).size();
  if (size >= kShortText || (size >= kHeadline && detected.reliable)) return detected;
  std::string likeliest = likeliest_language(without_invisible(text));
  if (!likeliest.empty()) detected = {std::move(likeliest), size >= kHeadline && detected.reliable};
  return detected;
}

/// "fr-FR" and "fr" are the same language.
std::string primary(std::string_view tag) {
  std::string code(tag.substr(0, tag.find('-')));
  std::transform(code.begin(), code.end(), code.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return code;
}

/// What the user says holds; then what the article's own record says; a page's declaration is often that of its
/// template, so that a sure detection goes before it.
std::string language_of(std::string_view text, const ReadOptions& options, const std::string& recorded,
                        const std::string& page_says) {
  if (!options.language.empty()) return primary(options.language);
  if (!recorded.empty()) return primary(recorded);
  const Language detected = language_of_text(text);
  if (detected.reliable || page_says.empty()) return detected.code;
  return primary(page_says);
}

/// "%20" for all but the letters, digits and marks that every IRI may hold.
std::string percent_encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string result;
  for (char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                       c == '.' || c == '_' || c == '~';
    const auto byte = static_cast<unsigned char>(c);
    if (plain)
      result += c;
    else
      result.append({'%', digits[byte >> 4U], digits[byte & 15U]});
  }
  return result;
}

std::string article_id(const std::string& given, const std::string& url, const std::string& hash) {
  const std::string key = percent_encoded(given.empty() ? url : given);
  if (key.empty()) return "article/" + hash.substr(0, 32);
  if (key.size() > kIdBytes || key == "." || key == "..") return "article/" + sha256(key).substr(0, 32);
  return "article/" + key;
}

bool is_url(std::string_view text) { return text.starts_with("https://") || text.starts_with("http://"); }

/// The next line with text that is no date; "" at the end.
std::string_view next_line(std::string_view& text, std::string_view language) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!line.empty() && !is_date_line(line, language)) return line;
  }
  return {};
}

/// Short, without a full stop, and with text below.
bool is_headline(std::string_view line, std::string_view below) {
  const bool sentence = line.ends_with('.') || line.ends_with(',') || line.ends_with(';');
  return !line.empty() && line.size() <= kTitleBytes && !sentence && !trimmed(below).empty();
}

bool is_all_capitals(std::string_view line) {
  return std::none_of(line.begin(), line.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

/// The first line, if it looks like a headline; the second, if the first is a kicker in capitals above it.
std::string headline(std::string_view text, std::string_view language) {
  const std::string_view first = next_line(text, language);
  if (!is_headline(first, text)) return "";
  std::string_view below = text;
  const std::string_view second = next_line(below, language);
  return std::string(is_all_capitals(first) && is_headline(second, below) ? second : first);
}

ArticleFormat format_of(std::string_view bytes, const ReadOptions& options) {
  if (options.format != ArticleFormat::unknown) return options.format;
  std::string extension = std::filesystem::path(options.source).extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  if (extension == ".html" || extension == ".htm" || extension == ".xhtml") return ArticleFormat::html;
  if (extension == ".txt" || extension == ".text" || extension == ".md") return ArticleFormat::text;
  if (extension == ".json") return ArticleFormat::json;
  std::string head(trimmed(bytes.substr(0, 1024)));
  std::transform(head.begin(), head.end(), head.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  if (head.starts_with('{')) return ArticleFormat::json;
  if (head.find("<html") != head.npos || head.find("<!doctype html") != head.npos) return ArticleFormat::html;
  return ArticleFormat::text;
}

std::string lower_ascii(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return result;
}

/// Mail headers up to the first empty line: every line a name and a colon or a continuation, and one that only mail
/// has, or those that each mail has.
bool is_mail(std::string_view head) {
  bool is_sure = false, has_sender = false, has_subject = false, has_receiver = false;
  while (!head.empty()) {
    const std::size_t end = std::min(head.find('\n'), head.size());
    const std::string line = lower_ascii(head.substr(0, end));
    head.remove_prefix(std::min(end + 1, head.size()));
    if (trimmed(line).empty()) return is_sure;
    const bool continues = line.front() == ' ' || line.front() == '\t' || line.starts_with("from ");
    const std::size_t name = line.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-");
    if (!continues && (name == 0 || name == line.npos || line[name] != ':')) return false;
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

std::string_view behind_comments(std::string_view xml) {
  while (xml.starts_with("<!--")) {
    const std::size_t end = xml.find("-->");
    if (end == xml.npos) return "";
    xml = trimmed(xml.substr(end + 3));
  }
  return xml;
}

/// What a file is that holds articles in a form that is not read: as plain text its headers and tags would be taken for
/// sentences. "" for all else.
std::string_view other_kind(std::string_view bytes, const ReadOptions& options) {
  if (options.format != ArticleFormat::unknown) return "";
  const std::string extension = lower_ascii(std::filesystem::path(options.source).extension().string());
  constexpr std::array<std::pair<std::string_view, std::string_view>, 17> kinds = {
      {{".eml", "a mail"},
       {".mbox", "a mailbox"},
       {".msg", "a mail"},
       {".rss", "a feed"},
       {".atom", "a feed"},
       {".rdf", "a feed"},
       {".warc", "a web archive"},
       {".arc", "a web archive"},
       {".wacz", "a web archive"},
       {".mht", "a web archive"},
       {".mhtml", "a web archive"},
       {".pdf", "a PDF"},
       {".rtf", "a word processor's file"},
       {".docx", "a word processor's file"},
       {".doc", "a word processor's file"},
       {".odt", "a word processor's file"},
       {".epub", "an e-book"}}};
  for (const auto& [ending, kind] : kinds)
    if (extension == ending) return kind;
  const std::string_view head = trimmed(bytes.substr(0, 4096));
  if (head.starts_with("WARC/")) return "a web archive";
  if (head.starts_with("%PDF-")) return "a PDF";
  if (head.starts_with("{\\rtf")) return "a word processor's file";
  const std::string small = lower_ascii(head.substr(0, 1024));
  const std::string_view root = behind_comments(small);
  const bool is_xml = root.starts_with("<?xml") || root.starts_with("<rss") || root.starts_with("<feed");
  if (is_xml && small.find("<html") == small.npos &&
      (small.find("<rss") != small.npos || small.find("<feed") != small.npos || small.find("<rdf:rdf") != small.npos))
    return "a feed";
  return is_mail(head) ? "a mail" : "";
}

/// The article's fields before they are put in order; "" where unknown.
struct Draft {
  std::string id, title, date, language, page_language, url, text;
};

Result<Draft> draft_of(std::string_view bytes, const ReadOptions& options) {
  const ArticleFormat format = format_of(bytes, options);
  std::string charset = options.charset;
  if (charset.empty() && format == ArticleFormat::html) charset = declared_charset(bytes);
  auto utf8 = to_utf8(bytes, charset, options);
  if (!utf8) return utf8.error();

  Draft draft;
  if (format == ArticleFormat::json || format == ArticleFormat::json_lines) {
    auto json = read_json_article(*utf8, options);
    if (!json) return json.error();
    draft = {std::move(json->id),     std::move(json->title), std::move(json->date), std::move(json->language), "",
             std::move(json->source), std::move(json->text)};
  } else if (format == ArticleFormat::html) {
    auto page = read_html(*utf8, options);
    if (!page) return page.error();
    draft = {"",
             std::move(page->title),
             std::move(page->published),
             "",
             std::move(page->language),
             std::move(page->url),
             std::move(page->text)};
  } else {
    draft.text = *std::move(utf8);
  }
  draft.text = normalised(std::move(draft.text));
  draft.title = normalised(std::move(draft.title));
  return draft;
}

std::string name_of(const ReadOptions& options) {
  std::string name = lossy_utf8(std::filesystem::path(options.source).filename().string());
  if (name.empty()) name = options.source.empty() ? "-" : lossy_utf8(options.source);
  if (options.line > 0) name += ":" + std::to_string(options.line);
  return name;
}

}  // namespace

std::string sha256(std::string_view bytes) {
  sha256_ctx context;
  sha256_init(&context);
  sha256_update(&context, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
  std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest{};
  sha256_digest(&context, digest.size(), digest.data());
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  for (std::uint8_t byte : digest) hex.append({digits[byte >> 4U], digits[byte & 15U]});
  return hex;
}

Result<Document> read_article(std::string_view bytes, const ReadOptions& options) {
  if (bytes.size() > options.limits.document_bytes)
    return error_at(options, "is larger than " + std::to_string(options.limits.document_bytes / 1'000'000) + " MB",
                    "split it into articles, one a file or one a line of JSON Lines");
  if (trimmed(bytes).empty()) return error_at(options, "is empty", "give an article with text");
  if (const std::string_view kind = other_kind(bytes, options); !kind.empty())
    return error_at(options, "is " + std::string(kind), "save its articles as .txt, .html or .jsonl");

  auto read = draft_of(bytes, options);
  if (!read) return read.error();
  Draft& draft = *read;
  if (trimmed(draft.text).empty()) return error_at(options, "has no text", "give an article with text");

  Document document;
  Article& article = document.article;
  article.language = language_of(draft.text, options, draft.language, draft.page_language);
  // With its region, where it is given: dates in figures differ between regions.
  std::string tag = article.language;
  for (const std::string& given : {options.language, draft.language, draft.page_language})
    if (tag == article.language && primary(given) == article.language) tag = given;
  if (auto date = find_date(draft.date, tag)) article.published = date->iso;
  if (article.published.empty()) article.published = published_on(draft.text, tag);
  if (article.published.empty()) article.published = options.published;
  article.title = without_invisible(draft.title.empty() ? headline(draft.text, article.language) : draft.title);
  article.hash = sha256(draft.text);
  article.id = article_id(draft.id, is_url(draft.url) ? draft.url : "", article.hash);
  article.name = draft.id.empty() ? name_of(options) : draft.id;
  article.source = !draft.url.empty() ? draft.url : options.location.empty() ? options.source : options.location;
  article.source = escaped_utf8(article.source);
  document.text = std::move(draft.text);
  return document;
}

}  // namespace entente

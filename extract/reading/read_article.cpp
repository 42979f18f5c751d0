// clang-format off
#include <cstdio>  // CLD2's header uses FILE without it
#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>
// clang-format on
#include <nettle/sha2.h>
#include <unicode/uloc.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>

#include "charset.h"
#include "dates.h"
#include "entente/extract/reading.h"
#include "formats/readers.h"
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
/// "eng" too: ISO 639-2 and -3 have three letters for what has two.
std::string primary(std::string_view tag) {
  std::string code = lower_ascii(tag.substr(0, tag.find_first_of("-_")));
  if (code.size() != 3) return code;
  std::array<char, 16> shorter{};
  UErrorCode status = U_ZERO_ERROR;
  uloc_getLanguage(code.c_str(), shorter.data(), static_cast<std::int32_t>(shorter.size()), &status);
  return U_SUCCESS(status) && status != U_STRING_NOT_TERMINATED_WARNING ? shorter.data() : code;
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

/// What the format's reader finds, and what is said of the article by that in which it came.
Result<Draft> draft_of(std::string_view bytes, const ReadOptions& options) {
  const Format& row = format_of(std::filesystem::path(options.source).filename().string(), bytes, options.format);
  if (row.read == nullptr)
    return error_at(options, std::string("is ") + row.kind,
                    row.walk != nullptr ? "give the file itself: it holds several articles" : row.remedy);
  auto read = row.read(bytes, options);
  if (!read) return read.error();
  Draft draft = *std::move(read);
  const KnownFacts& known = options.known;
  for (const auto& [said, field] :
       {std::pair{&known.id, &draft.id}, std::pair{&known.title, &draft.title}, std::pair{&known.date, &draft.date},
        std::pair{&known.language, &draft.page_language}})
    if (!said->empty()) *field = *said;
  if (draft.source.empty()) draft.source = known.url;
  if (draft.made.empty()) draft.made = known.made;
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

Result<Draft> read_text(std::string_view bytes, const ReadOptions& options) {
  auto utf8 = to_utf8(bytes, options.charset, options);
  if (!utf8) return utf8.error();
  Draft draft;
  draft.text = *std::move(utf8);
  return draft;
}

Result<Draft> read_json(std::string_view bytes, const ReadOptions& options) {
  auto utf8 = to_utf8(bytes, options.charset, options);
  if (!utf8) return utf8.error();
  auto json = read_json_article(*utf8, options);
  if (!json) return json.error();
  Draft draft;
  draft.id = std::move(json->id);
  draft.title = std::move(json->title);
  draft.date = std::move(json->date);
  draft.language = std::move(json->language);
  draft.source = std::move(json->source);
  draft.text = std::move(json->text);
  return draft;
}

Result<Draft> read_page(std::string_view bytes, const ReadOptions& options) {
  auto utf8 = to_utf8(bytes, options.charset.empty() ? declared_charset(bytes) : options.charset, options);
  if (!utf8) return utf8.error();
  auto page = read_html(*utf8, options);
  if (!page) return page.error();
  Draft draft;
  draft.title = std::move(page->title);
  draft.date = std::move(page->published);
  draft.page_language = std::move(page->language);
  draft.source = std::move(page->url);
  draft.text = std::move(page->text);
  return draft;
}

Result<Draft> read_part_of_page(std::string_view bytes, const ReadOptions& options) {
  auto utf8 = to_utf8(bytes, options.charset, options);
  if (!utf8) return utf8.error();
  auto paragraphs = page_paragraphs(*utf8, options, true);
  if (!paragraphs) return paragraphs.error();
  const std::string& title = options.known.title;
  Draft draft;
  draft.text = joined_paragraphs(!paragraphs->empty() && paragraphs->front() == title ? "" : title, *paragraphs);
  return draft;
}

std::string joined_paragraphs(std::string_view title, const std::vector<std::string>& paragraphs) {
  std::string text(title);
  if (!text.empty()) text += '\n';
  for (const std::string& paragraph : paragraphs) text += paragraph + '\n';
  return text;
}

Result<Document> read_article(std::string_view bytes, const ReadOptions& options) {
  if (bytes.size() > options.limits.document_bytes)
    return error_at(options, "is larger than " + std::to_string(options.limits.document_bytes / 1'000'000) + " MB",
                    "split it into articles, one a file or one a line of JSON Lines");
  if (trimmed(bytes).empty()) return error_at(options, "is empty", "give an article with text");
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
  if (auto date = find_date(draft.made, tag); date && article.published.empty()) article.published = date->iso;
  if (article.published.empty()) article.published = options.published;
  article.title = without_invisible(draft.title.empty() ? headline(draft.text, article.language) : draft.title);
  article.hash = sha256(draft.text);
  article.id =
      article_id(draft.id.empty() ? draft.key : draft.id, is_url(draft.source) ? draft.source : "", article.hash);
  article.name = draft.id.empty() ? name_of(options) : draft.id;
  article.source = !draft.source.empty() ? draft.source : options.location.empty() ? options.source : options.location;
  article.source = escaped_utf8(article.source);
  document.text = std::move(draft.text);
  return document;
}

}  // namespace entente

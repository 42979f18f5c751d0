// Mails, by GMime: their parts are decoded by it, their charsets by the one gate that all bytes pass.
#include <gmime/gmime.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <mutex>
#include <vector>

#include "entente/schema/utf8.h"
#include "readers.h"
#include "reading/charset.h"
#include "reading/html.h"

namespace entente {
namespace {

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

std::string text_of(const char* text) { return text == nullptr ? "" : lossy_utf8(text); }

/// The running text of a mail, in each form in which it is there.
struct Bodies {
  std::string plain, html;
};

/// A part's bytes without their transfer encoding.
std::string decoded_bytes(GMimePart* part) {
  GMimeDataWrapper* content = g_mime_part_get_content(part);
  if (content == nullptr) return "";
  const Owned<GMimeStream> memory(g_mime_stream_mem_new());
  g_mime_data_wrapper_write_to_stream(content, memory.get());
  const GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(memory.get()));
  return {reinterpret_cast<const char*>(bytes->data), bytes->len};
}

std::size_t length(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    if (lines.back().ends_with('\r')) lines.back().remove_suffix(1);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// Lines of the sender's own: without quotes of other mails, what announces them, and the signature.
std::vector<std::string_view> own_lines(std::string_view text) {
  std::vector<std::string_view> kept;
  for (const std::string_view line : lines_of(text)) {
    if (line == "-- ") break;
    if (!line.starts_with('>')) {
      kept.push_back(line);
      continue;
    }
    while (!kept.empty() && trimmed(kept.back()).empty()) kept.pop_back();
    if (!kept.empty() && trimmed(kept.back()).ends_with(':')) kept.pop_back();  // "Le 3 mai, Anne a écrit :"
    kept.emplace_back();
  }
  return kept;
}

/// Paragraphs out of lines that a program has broken: where the first word of the next line would have fitted, the
/// break is the writer's own. With format=flowed (RFC 3676) a space at the end says that the line goes on.
std::string unwrapped(std::string_view text, bool is_flowed) {
  constexpr std::size_t kShortestWidth = 55, kLongestWidth = 100;  // of text that was broken by a program
  constexpr std::size_t kSlack = 8;  // programs that count bytes break lines with accents sooner
  const std::vector<std::string_view> lines = own_lines(text);
  std::size_t width = 0;
  for (const std::string_view line : lines) width = std::max(width, length(trimmed(line)));
  const bool is_broken = width >= kShortestWidth && width <= kLongestWidth;
  std::string result;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view line = trimmed(lines[i]);
    result += line;
    const std::string_view next = i + 1 < lines.size() ? trimmed(lines[i + 1]) : "";
    const std::string_view word = next.substr(0, next.find(' '));
    const bool goes_on = is_flowed ? lines[i].ends_with(' ')
                                   : is_broken && length(line) + 1 + length(word) + kSlack > width &&
                                         !next.starts_with("- ") && !next.starts_with("* ");
    result += !line.empty() && !next.empty() && goes_on ? ' ' : '\n';
  }
  return result;
}

Result<Bodies> bodies_of(GMimeMessage* message, const ReadOptions& options) {
  Bodies bodies;
  GMimePartIter* parts = g_mime_part_iter_new(GMIME_OBJECT(message));
  std::optional<InputError> trouble;
  if (g_mime_part_iter_is_valid(parts) != 0) do {
      GMimeObject* object = g_mime_part_iter_get_current(parts);
      if (!GMIME_IS_PART(object)) continue;
      const char* disposition = g_mime_object_get_disposition(object);
      if (disposition != nullptr && lower_ascii(disposition) == "attachment") continue;
      GMimeContentType* type = g_mime_object_get_content_type(object);
      const bool is_html = g_mime_content_type_is_type(type, "text", "html") != 0;
      if (!is_html && g_mime_content_type_is_type(type, "text", "plain") == 0) continue;
      const char* charset = g_mime_content_type_get_parameter(type, "charset");
      auto text = to_utf8(decoded_bytes(GMIME_PART(object)), charset == nullptr ? "" : charset, options);
      if (!text) {
        trouble = text.error();
        continue;
      }
      const char* format = g_mime_content_type_get_parameter(type, "format");
      if (is_html)
        bodies.html += *text;
      else
        bodies.plain += unwrapped(*text, format != nullptr && lower_ascii(format) == "flowed") + "\n";
    } while (g_mime_part_iter_next(parts) != 0);
  g_mime_part_iter_free(parts);
  if (trimmed(bodies.plain).empty() && bodies.html.empty() && trouble) return *trouble;
  return bodies;
}

/// The plain text, unless it is the stump that newsletters put in its place.
std::vector<std::string> paragraphs_of(const Bodies& bodies, const ReadOptions& options) {
  std::vector<std::string> plain;
  std::size_t plain_size = 0;
  for (const std::string_view line : lines_of(bodies.plain))
    if (!trimmed(line).empty()) {
      plain.emplace_back(trimmed(line));
      plain_size += line.size();
    }
  if (bodies.html.empty()) return plain;
  auto page = page_paragraphs(bodies.html, options, true);
  if (!page) return plain;
  std::size_t page_size = 0;
  for (const std::string& paragraph : *page) page_size += paragraph.size();
  return plain_size * 2 >= page_size ? plain : *std::move(page);
}

/// The sender's day, as the sender's clock had it.
std::string day_of(GDateTime* date) {
  if (date == nullptr) return "";
  std::array<char, 32> iso{};
  std::snprintf(iso.data(), iso.size(), "%04d-%02d-%02d", g_date_time_get_year(date), g_date_time_get_month(date),
                g_date_time_get_day_of_month(date));
  return iso.data();
}

std::string sender_of(GMimeMessage* message) {
  InternetAddressList* from = g_mime_message_get_from(message);
  if (from == nullptr || internet_address_list_length(from) == 0) return "";
  InternetAddress* first = internet_address_list_get_address(from, 0);
  std::string name = text_of(internet_address_get_name(first));
  if (name.empty() && INTERNET_ADDRESS_IS_MAILBOX(first))
    name = text_of(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(first)));
  return name;
}

constexpr std::size_t kMostParts = 1000;

/// Parts that say what they are. Parts within parts cost GMime stack, and none has others in it without saying so.
std::size_t announced_parts(std::string_view bytes) {
  const std::string small = lower_ascii(bytes);
  std::size_t count = 0;
  for (std::size_t at = 0; (at = small.find("content-type", at)) != small.npos; ++at) ++count;
  return count;
}

constexpr std::size_t kMostGroups = 100;

bool is_address_field(std::string_view name) {
  constexpr std::array<std::string_view, 6> kFields = {"from", "sender", "reply-to", "to", "cc", "bcc"};
  const std::string small = lower_ascii(trimmed(name));
  return small.starts_with("resent-") || std::find(kFields.begin(), kFields.end(), small) != kFields.end();
}

/// Whether a field names groups in groups of addresses, "a: b: c: …": each costs GMime stack too.
bool has_deep_addresses(std::string_view bytes) {
  bool is_address = false;
  std::size_t groups = 0;
  for (std::string_view line : lines_of(bytes)) {
    if (!line.starts_with(' ') && !line.starts_with('\t')) {
      const std::size_t colon = line.find(':');
      is_address = colon != line.npos && is_address_field(line.substr(0, std::min<std::size_t>(colon, 40)));
      groups = 0;
      if (is_address) line.remove_prefix(colon + 1);
    }
    if (is_address) groups += static_cast<std::size_t>(std::count(line.begin(), line.end(), ':'));
    if (groups > kMostGroups) return true;
  }
  return false;
}

}  // namespace

Result<Draft> read_mail(std::string_view bytes, const ReadOptions& options) {
  static std::once_flag once;
  std::call_once(once, [] { g_mime_init(); });
  if (announced_parts(bytes) > kMostParts)
    return error_at(options, "has more than " + std::to_string(kMostParts) + " parts", "save its text as .txt");
  if (has_deep_addresses(bytes))
    return error_at(options, "has addresses in more than " + std::to_string(kMostGroups) + " groups",
                    "save its text as .txt");
  const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
  const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  const Owned<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), nullptr));
  if (!message) return error_at(options, "is not a mail", "give the mail with its headers");
  auto bodies = bodies_of(message.get(), options);
  if (!bodies) return bodies.error();
  const std::vector<std::string> paragraphs = paragraphs_of(*bodies, options);
  if (paragraphs.empty()) return error_at(options, "has no text", "give a mail with text");
  Draft draft;
  draft.key = text_of(g_mime_message_get_message_id(message.get()));
  draft.title = trimmed(text_of(g_mime_message_get_subject(message.get())));
  draft.date = day_of(g_mime_message_get_date(message.get()));
  draft.source = sender_of(message.get());
  draft.text = joined_paragraphs(paragraphs.front() == draft.title ? "" : draft.title, paragraphs);
  return draft;
}

}  // namespace entente

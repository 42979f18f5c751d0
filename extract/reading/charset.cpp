#include "charset.h"

#include <uchardet/uchardet.h>
#include <unicode/normalizer2.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <optional>

namespace entente {
namespace {

/// What strict decoding says of bytes that should be UTF-8.
struct Utf8Survey {
  std::size_t sequences = 0;      // of two bytes or more
  std::size_t invalid = 0;        // bytes that belong to no sequence
  std::size_t first_invalid = 0;  // its offset
  std::size_t controls = 0;       // C0 without tab, line feed, carriage return, form feed and escape
  std::size_t nulls = 0;
};

bool is_text_control(unsigned char byte) {
  return byte == '\t' || byte == '\n' || byte == '\r' || byte == '\f' || byte == 0x1B;
}

Utf8Survey survey(std::string_view bytes) {
  Utf8Survey found;
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  const auto size = static_cast<std::int64_t>(bytes.size());
  for (std::int64_t at = 0; at < size;) {
    const std::int64_t start = at;
    UChar32 c = 0;
    U8_NEXT(data, at, size, c);
    if (c < 0) {
      if (found.invalid == 0) found.first_invalid = static_cast<std::size_t>(start);
      found.invalid += static_cast<std::size_t>(at - start);
    } else if (c >= 0x80) {
      ++found.sequences;
    } else if (c < 0x20 && !is_text_control(static_cast<unsigned char>(c))) {
      ++found.controls;
      found.nulls += c == 0;
    }
  }
  return found;
}

struct Mark {
  std::string_view bytes;
  const char* charset;
};
// UTF-32 before UTF-16: the little-endian mark of one begins with that of the other.
constexpr std::array<Mark, 5> kByteOrderMarks = {{{{"\xEF\xBB\xBF", 3}, "UTF-8"},
                                                  {{"\xFF\xFE\0\0", 4}, "UTF-32LE"},
                                                  {{"\0\0\xFE\xFF", 4}, "UTF-32BE"},
                                                  {{"\xFF\xFE", 2}, "UTF-16LE"},
                                                  {{"\xFE\xFF", 2}, "UTF-16BE"}}};

struct Magic {
  std::string_view bytes;
  const char* seen;
  const char* remedy;
};
constexpr std::array<Magic, 10> kMagic = {
    {{"%PDF-", "is a PDF file", "save its text first, for instance with pdftotext"},
     {{"PK\x03\x04", 4}, "is a ZIP archive or office document", "unpack it, or save it as plain text"},
     {{"\xD0\xCF\x11\xE0", 4}, "is an old office document", "save it as plain text"},
     {"{\\rtf", "is an RTF document", "save it as plain text"},
     {{"\x1F\x8B", 2}, "is compressed with gzip", "unpack it first: gunzip"},
     {{"\x28\xB5\x2F\xFD", 4}, "is compressed with zstd", "unpack it first: unzstd"},
     {{"\xFD\x37zXZ", 5}, "is compressed with xz", "unpack it first: unxz"},
     {{"\x89PNG", 4}, "is a picture", "give the text of the article"},
     {{"\xFF\xD8\xFF", 3}, "is a picture", "give the text of the article"},
     {{"\x7F"
       "ELF",
       4},
      "is a program",
      "give the text of the article"}}};

/// UTF-16 without a mark: Latin text has a zero in every second byte.
const char* unmarked_utf16(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 4096);
  std::array<std::size_t, 2> zeros{};
  for (std::size_t i = 0; i < head.size(); ++i) zeros[i % 2] += head[i] == '\0';
  const std::size_t many = head.size() * 2 / 5;  // of the half that could be zero
  if (head.size() < 4 || bytes.size() % 2 != 0) return nullptr;
  if (zeros[1] >= many && zeros[0] * 20 <= head.size()) return "UTF-16LE";
  if (zeros[0] >= many && zeros[1] * 20 <= head.size()) return "UTF-16BE";
  return nullptr;
}

/// Strict conversion: nothing if the charset is unknown or a byte has no meaning in it.
std::optional<std::string> convert(std::string_view bytes, const char* charset) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(charset, &status), ucnv_close);
  if (U_FAILURE(status)) return std::nullopt;
  ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  const icu::UnicodeString text(bytes.data(), static_cast<std::int32_t>(bytes.size()), converter.get(), status);
  if (U_FAILURE(status) || text.isBogus()) return std::nullopt;
  std::string utf8;
  text.toUTF8String(utf8);
  return is_utf8(utf8) ? std::optional(std::move(utf8)) : std::nullopt;  // UTF-16 may hold lone surrogates
}

/// Text that was decoded with the wrong table shows C1 controls or private-use characters.
bool is_plausible(std::string_view utf8) {
  const auto* data = reinterpret_cast<const std::uint8_t*>(utf8.data());
  const auto size = static_cast<std::int64_t>(utf8.size());
  for (std::int64_t at = 0; at < size;) {
    UChar32 c = 0;
    U8_NEXT(data, at, size, c);
    if ((c >= 0x80 && c < 0xA0 && c != 0x85) || (c >= 0xE000 && c < 0xF900) || c == 0xFFFD) return false;
    if (c == 0) return false;
  }
  return true;
}

std::string upper(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return result;
}

/// As browsers do (WHATWG Encoding): what calls itself Latin-1 or ASCII is windows-1252.
std::string known_charset(std::string_view declared) {
  std::string name = upper(declared);
  for (std::string_view latin1 : {"ISO-8859-1", "ISO8859-1", "ISO_8859-1", "LATIN1", "L1", "ASCII", "US-ASCII"})
    if (name == latin1) return "WINDOWS-1252";
  return name;
}

/// Mozilla's detector. Among the Latin tables its guess on short texts is a lottery, and windows-1252 is what French
/// and English are written in: that one wins unless the guess is another script.
std::string detected_charset(std::string_view bytes) {
  const std::unique_ptr<uchardet, decltype(&uchardet_delete)> detector(uchardet_new(), uchardet_delete);
  uchardet_handle_data(detector.get(), bytes.data(), std::min<std::size_t>(bytes.size(), 100'000));
  uchardet_data_end(detector.get());
  std::string guess = upper(uchardet_get_charset(detector.get()));
  for (std::string_view latin : {"", "ASCII", "ISO-8859-1", "ISO-8859-2", "ISO-8859-3", "ISO-8859-4", "ISO-8859-9",
                                 "ISO-8859-10", "ISO-8859-13", "ISO-8859-15", "ISO-8859-16", "WINDOWS-1250",
                                 "WINDOWS-1252", "WINDOWS-1257", "WINDOWS-1258", "MAC-CENTRALEUROPE", "IBM852"})
    if (guess == latin) return "WINDOWS-1252";
  return guess;
}

std::string hex(unsigned char byte) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  return {'0', 'x', digits[byte >> 4U], digits[byte & 15U]};
}

}  // namespace

InputError error_at(const ReadOptions& options, std::string seen, std::string remedy) {
  return {options.source.empty() ? "-" : options.source, options.line, std::move(seen), std::move(remedy)};
}

std::string_view prefix(std::string_view utf8, std::size_t size) {
  if (size >= utf8.size()) return utf8;
  while (size > 0 && (static_cast<unsigned char>(utf8[size]) & 0xC0U) == 0x80U) --size;
  return utf8.substr(0, size);
}

Result<std::string> to_utf8(std::string_view bytes, std::string_view declared, const ReadOptions& options) {
  for (const Magic& magic : kMagic)
    if (bytes.starts_with(magic.bytes)) return error_at(options, magic.seen, magic.remedy);

  for (const Mark& mark : kByteOrderMarks)
    if (bytes.starts_with(mark.bytes)) {
      if (auto text = convert(bytes.substr(mark.bytes.size()), mark.charset); text && is_plausible(*text))
        return *std::move(text);
      if (mark.bytes.size() > 2)
        return error_at(options, std::string("begins with the mark of ") + mark.charset + " but is not valid in it",
                        std::string("convert it with iconv -f ") + mark.charset + " -t UTF-8");
    }
  if (const char* utf16 = unmarked_utf16(bytes))
    if (auto text = convert(bytes, utf16); text && is_plausible(*text)) return *std::move(text);

  const Utf8Survey found = survey(bytes);
  if (found.nulls > 0 || found.controls > 1 + bytes.size() / 50)
    return error_at(options, "is a binary file", "give text, HTML or JSON Lines");
  if (found.invalid == 0) return std::string(bytes);

  const auto line = static_cast<std::uint32_t>(
      std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(found.first_invalid), '\n'));
  const std::string byte = hex(static_cast<unsigned char>(bytes[found.first_invalid]));
  InputError unknown = error_at(options, "byte " + byte + " is not UTF-8", "");
  unknown.line = options.line > 0 ? options.line : line + 1;
  // Latin text that is valid UTF-8 here and there was put together from two encodings.
  if (found.sequences * 4 >= found.invalid && found.sequences > 0) {
    unknown.seen += ", while other parts of the article are";
    unknown.remedy = "convert it to UTF-8 throughout";
    return unknown;
  }
  for (const std::string& charset : {known_charset(declared), detected_charset(bytes)})
    if (!charset.empty())
      if (auto text = convert(bytes, charset.c_str()); text && is_plausible(*text)) return *std::move(text);
  unknown.seen += ", and no other encoding fits";
  unknown.remedy = "convert it to UTF-8, for instance with iconv";
  return unknown;
}

std::string normalised(std::string utf8) {
  std::size_t to = 0;
  if (utf8.find('\r') != std::string::npos) {
    for (std::size_t from = 0; from < utf8.size(); ++from) {
      if (utf8[from] == '\r' && from + 1 < utf8.size() && utf8[from + 1] == '\n') continue;
      utf8[to++] = utf8[from] == '\r' ? '\n' : utf8[from];
    }
    utf8.resize(to);
  }
  if (utf8.find('\0') != std::string::npos) {
    std::string visible;
    for (char c : utf8) c == '\0' ? visible.append("\xEF\xBF\xBD") : visible.append(1, c);
    utf8 = std::move(visible);
  }

  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  if (U_SUCCESS(status) && !nfc->isNormalizedUTF8(utf8, status)) {
    std::string composed;
    icu::StringByteSink<std::string> sink(&composed);
    nfc->normalizeUTF8(0, utf8, sink, nullptr, status);
    if (U_SUCCESS(status)) return composed;
  }
  return utf8;
}

}  // namespace entente

// Bytes → Document: text, pages, records, office files, mails, feeds, web archives, PDF, and archives of all these;
// from files, folders and standard input.
//
// Whatever comes in, what goes out is valid UTF-8 in NFC with LF line ends and no U+0000: the one gate for foreign
// bytes, so that no later stage and no library has to distrust its text. The text of a plain UTF-8/NFC/LF file is the
// file, byte for byte, and offsets count in it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/extract/document.h"
#include "entente/schema/result.h"

namespace entente {

/// What one article may cost. An article beyond a limit is an InputError that names the limit.
struct ReadLimits {
  std::size_t document_bytes = 10'000'000;  // one file, or one line of JSON Lines
  std::uint32_t html_depth = 512;           // nested elements
  std::uint32_t html_attributes = 256;      // of one tag
  std::uint32_t json_depth = 256;           // nested arrays and objects
  // What packed files may become: so many bytes, and so many times their size.
  std::size_t unpacked_bytes = 10'000'000;
  std::uint32_t unpacked_ratio = 200;
  std::size_t part_bytes = 64'000'000;       // of all that is read inside an office file
  std::uint32_t pdf_seconds = 60;            // of a PDF, in a process of its own
  std::uint64_t pdf_memory = 2'000'000'000;  // bytes that this process may have
};

enum class ArticleFormat : std::uint8_t {
  unknown,     // by the extension of the source, else by the first bytes
  text,        // headline and date line, if any, on the first lines
  html,        // one page
  json,        // one object: id, title, date, language, source, text (only text is needed)
  json_lines,  // one such object a line
  html_part,   // a page all of whose text is the article's: what feeds hold
  docx,
  odt,
  epub,
  pdf,
  mail,         // RFC 5322
  mailbox,      // mails one behind the other
  feed,         // RSS, Atom
  web_archive,  // WARC
  table,        // CSV, with names in the first row
  archive,      // zip, tar; gzip, zstd, bzip2, xz: of anything that is read
  unread        // known, but refused
};

/// Of an article, what is said by that in which it came: the feed, the web archive, the table. UTF-8; "" if unknown.
struct KnownFacts {
  std::string id, title, date, language, url;
  std::string made;  // a day that holds where neither the article nor `date` gives one: when it was fetched
};

/// A field of an article (id, title, date, language, source, text) and what records or tables call it.
struct FieldName {
  std::string field, name;
};

/// "title=headline,text=body", or the name of a ready map: newspaper4k, trafilatura, gdelt, event-registry.
/// fails  naming what is no field
[[nodiscard]] Result<std::vector<FieldName>> parse_fields(std::string_view text);

struct ReadOptions {
  std::string source;      // path, URL or "-": for messages
  std::string root;        // a folder from which the places of given files count; "": from each
  std::string location;    // what the graph keeps of it (Article::source): the path below the input; "" for `source`
  std::uint32_t line = 0;  // where `bytes` begin in the source; of a web archive the record; 0 if they are all of it
  ArticleFormat format = ArticleFormat::unknown;
  std::string charset;    // declared from outside, "" if unknown
  std::string language;   // BCP 47; overrides what the article says; "" if unknown
  std::string published;  // ISO 8601 date for articles that give none; "" if unknown
  KnownFacts known;
  std::vector<FieldName> fields;  // of JSON and tables; those that are not in it have their own names
  ReadLimits limits;
};

/// One article from the bytes of a text file, a page, a JSON object, an office file, an e-book, a mail or a PDF.
/// ensures  text: charset by BOM, strict UTF-8, declaration, then detection (Mozilla's, by uchardet); NFC; LF
///          language: as declared, else by CLD2, else "" (too short, or nothing known)
///          published: from metadata or the date line ("Publié : 28 octobre 2024", ISO, RFC 2822), else as in options
///          id: "article/" and the given id, else the URL, else the start of the hash
/// fails    empty, binary, or mixed in encoding; beyond a limit; JSON that does not parse; a page without an article;
///          a PDF without text; a file that holds several articles
/// cost     O(n)
[[nodiscard]] Result<Document> read_article(std::string_view bytes, const ReadOptions& options);

/// The unit of reading in parallel: the bytes of one article, and how to read them.
struct RawArticle {
  std::string bytes;
  ReadOptions options;
};

/// Walks over inputs and hands out their articles one by one, without looking into them. An input is a file, a folder
/// (all articles below it by extension, hidden files left out, sorted by path) or "-" for standard input. A file that
/// holds several articles (lines, a mailbox, a feed, a web archive, a table, an archive) gives them one by one. What
/// the graph keeps of a path counts from the input: the path of a file in its folder, the name of a file that was
/// given, so that the same articles give the same graph wherever they lie and however their path is written. Names that
/// are no UTF-8 are kept with their bytes percent-encoded. Not for use by several threads; what it hands out is.
class ArticleSource {
 public:
  ArticleSource(std::vector<std::string> inputs, ReadOptions options);
  ~ArticleSource();
  ArticleSource(ArticleSource&&) noexcept;
  ArticleSource& operator=(ArticleSource&&) noexcept;

  /// The next article, or why one is left out; nothing at the end.
  /// fails  missing or unreadable file, folder or link, folder without articles, article above the limit or larger than
  /// the memory: the next call goes on behind it
  [[nodiscard]] std::optional<Result<RawArticle>> next();
  /// Articles that wait in the files of the inputs, if that can be known without reading them (JSON Lines and standard
  /// input count as one file each): for a progress bar.
  [[nodiscard]] std::size_t files() const;
  /// Whether a file of the inputs that waits is this one, by whatever name. cost  O(n) in the files, each asked once
  [[nodiscard]] bool reads(const std::string& path) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Whether the file is looked at when its folder is given: its extension is that of a format that is read, or of a
/// packed file whose name has such a one before.
[[nodiscard]] bool is_article_name(std::string_view name);

/// Lower-case hex SHA-256 (FIPS 180-4).
[[nodiscard]] std::string sha256(std::string_view bytes);

}  // namespace entente

// Bytes → Document: plain text, HTML and JSON Lines; from files, folders and standard input.
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
};

enum class ArticleFormat : std::uint8_t {
  unknown,    // by the extension of the source, else by the first bytes
  text,       // headline and date line, if any, on the first lines
  html,       // one page
  json,       // one object: id, title, date, language, source, text (only text is needed)
  json_lines  // one such object a line
};

struct ReadOptions {
  std::string source;      // path, URL or "-": for messages
  std::string location;    // what the graph keeps of it (Article::source): the path below the input; "" for `source`
  std::uint32_t line = 0;  // where `bytes` begin in the source; 0 if they are all of it
  ArticleFormat format = ArticleFormat::unknown;
  std::string charset;    // declared from outside, "" if unknown
  std::string language;   // BCP 47; overrides what the article says; "" if unknown
  std::string published;  // ISO 8601 date for articles that give none; "" if unknown
  ReadLimits limits;
};

/// One article from the bytes of a text file, a page or a JSON object.
/// ensures  text: charset by BOM, strict UTF-8, declaration, then detection (Mozilla's, by uchardet); NFC; LF
///          language: as declared, else by CLD2, else "" (too short, or nothing known)
///          published: from metadata or the date line ("Publié : 28 octobre 2024", ISO, RFC 2822), else as in options
///          id: "article/" and the given id, else the URL, else the start of the hash
/// fails    empty, binary, or mixed in encoding; beyond a limit; JSON that does not parse; a page without an article
/// cost     O(n)
[[nodiscard]] Result<Document> read_article(std::string_view bytes, const ReadOptions& options);

/// The unit of reading in parallel: the bytes of one article, and how to read them.
struct RawArticle {
  std::string bytes;
  ReadOptions options;
};

/// Walks over inputs and hands out their articles one by one, without looking into them. An input is a file, a folder
/// (all articles below it by extension, hidden files left out, sorted by path) or "-" for standard input. What the
/// graph keeps of a path counts from the input: the path of a file in its folder, the name of a file that was given, so
/// that the same articles give the same graph wherever they lie and however their path is written. Names that are no
/// UTF-8 are kept with their bytes percent-encoded. Not for use by several threads; what it hands out is.
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
  /// Whether a file of the inputs that waits is this one, by whatever name.
  [[nodiscard]] bool reads(const std::string& path) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Lower-case hex SHA-256 (FIPS 180-4).
[[nodiscard]] std::string sha256(std::string_view bytes);

}  // namespace entente

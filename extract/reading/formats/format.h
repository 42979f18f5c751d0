// The formats that articles come in: one row of a table for each. A row either reads the bytes of one article or walks
// over a file that holds many; how a file is known to be of a format stands in it too.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "entente/extract/reading.h"
#include "reading/bytes.h"
#include "reading/draft.h"

namespace entente {

/// Where bytes stand.
struct Place {
  std::string path;      // for messages; that of a member of an archive is behind that of the archive
  std::string location;  // what the graph keeps
  std::string name;      // the file's name, whose extension tells of the format
  int depth = 0;         // of archives around it
};

/// The articles of one file, one by one.
class ArticleStream {
 public:
  virtual ~ArticleStream() = default;
  /// Nothing at the end. An error costs one article, or all that are left.
  virtual std::optional<Result<RawArticle>> next() = 0;
  /// Where it is, for messages.
  [[nodiscard]] virtual std::uint32_t line() const { return 0; }
};

struct Format {
  using Read = Result<Draft> (*)(std::string_view bytes, const ReadOptions&);
  using Walk = std::unique_ptr<ArticleStream> (*)(std::unique_ptr<ByteSource>, Place, const ReadOptions&);

  ArticleFormat format = ArticleFormat::unknown;
  const char* kind = "";                               // "a mail"
  std::array<std::string_view, 7> extensions;          // lower case
  bool (*is_sure)(std::string_view head) = nullptr;    // the first bytes are those of no other format
  bool (*is_likely)(std::string_view head) = nullptr;  // asked where the extension says nothing
  bool in_folders = false;                             // whether files of these extensions are looked for
  Read read = nullptr;                                 // of one article
  Walk walk = nullptr;                                 // of many; neither of both: it cannot be read
  const char* remedy = "";                             // then
};

/// The row of a format; that of text for one that is unknown.
[[nodiscard]] const Format& row_of(ArticleFormat format);

/// As asked; by first bytes that leave no doubt; by the extension; by what the first bytes look like; else text.
[[nodiscard]] const Format& format_of(std::string_view name, std::string_view head, ArticleFormat asked);

/// The articles of whatever comes out of `bytes`.
/// fails  if nothing can be read
[[nodiscard]] Result<std::unique_ptr<ArticleStream>> open_articles(std::unique_ptr<ByteSource> bytes, Place place,
                                                                   const ReadOptions& options);

/// An article at `place`, with options that say so.
[[nodiscard]] RawArticle article_at(const Place& place, const ReadOptions& options, std::uint32_t line,
                                    ArticleFormat format, std::string bytes);

/// "Feed.XML" → ".xml"; "" if it has none.
[[nodiscard]] std::string lower_extension(std::string_view name);
[[nodiscard]] std::string lower_ascii(std::string_view text);
[[nodiscard]] std::string_view trimmed(std::string_view text);

}  // namespace entente

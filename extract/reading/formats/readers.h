// The readers and walkers that the table of formats names.
#pragma once

#include "format.h"

namespace entente {

[[nodiscard]] Result<Draft> read_text(std::string_view bytes, const ReadOptions& options);
[[nodiscard]] Result<Draft> read_page(std::string_view bytes, const ReadOptions& options);
[[nodiscard]] Result<Draft> read_part_of_page(std::string_view bytes, const ReadOptions& options);
[[nodiscard]] Result<Draft> read_json(std::string_view bytes, const ReadOptions& options);
/// Word processors' files and e-books, which are archives of XML.
[[nodiscard]] Result<Draft> read_docx(std::string_view bytes, const ReadOptions& options);
[[nodiscard]] Result<Draft> read_odt(std::string_view bytes, const ReadOptions& options);
[[nodiscard]] Result<Draft> read_epub(std::string_view bytes, const ReadOptions& options);
[[nodiscard]] Result<Draft> read_mail(std::string_view bytes, const ReadOptions& options);
[[nodiscard]] Result<Draft> read_pdf(std::string_view bytes, const ReadOptions& options);

[[nodiscard]] std::unique_ptr<ArticleStream> walk_lines(std::unique_ptr<ByteSource>, Place, const ReadOptions&);
[[nodiscard]] std::unique_ptr<ArticleStream> walk_archive(std::unique_ptr<ByteSource>, Place, const ReadOptions&);
[[nodiscard]] std::unique_ptr<ArticleStream> walk_mailbox(std::unique_ptr<ByteSource>, Place, const ReadOptions&);
[[nodiscard]] std::unique_ptr<ArticleStream> walk_feed(std::unique_ptr<ByteSource>, Place, const ReadOptions&);
[[nodiscard]] std::unique_ptr<ArticleStream> walk_web_archive(std::unique_ptr<ByteSource>, Place, const ReadOptions&);
[[nodiscard]] std::unique_ptr<ArticleStream> walk_table(std::unique_ptr<ByteSource>, Place, const ReadOptions&);

}  // namespace entente

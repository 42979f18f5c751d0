// Articles whose text, title and date are known, as files of each format that is read. The sentences are the examples
// of schema/relations/.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace entente {

struct Story {
  std::string language, title, date;    // ISO 8601
  std::vector<std::string> paragraphs;  // of a few sentences
};

/// The same for the same number; of French and English in turn.
Story story(std::size_t number);

/// Title and paragraphs, one a line.
std::string text_of(const Story& story);

using Members = std::vector<std::pair<std::string, std::string>>;  // name, bytes

std::string zip_of(const Members& members);
std::string tar_of(const Members& members);
enum class Packing { gzip, zstd, bzip2, xz };
std::string packed(std::string_view bytes, Packing packing);

std::string docx_of(const Story& story);
std::string odt_of(const Story& story);
std::string epub_of(const Story& story);
enum class MailForm { plain, flowed, quoted_printable, latin1, html, alternative };
std::string mail_of(const Story& story, MailForm form);
std::string mailbox_of(const std::vector<Story>& stories);
std::string page_of(const Story& story);
std::string rss_of(const std::vector<Story>& stories);
std::string atom_of(const std::vector<Story>& stories);
std::string warc_of(const std::vector<Story>& stories);
std::string table_of(const std::vector<Story>& stories, char comma);

/// How a page is set. Sizes in points.
struct PdfLayout {
  const char* name;
  int columns = 1;
  double size = 11, leading = 1.25;  // of the lines, in sizes
  bool is_justified = false, is_hyphenated = false, is_indented = false;
  double gap = 0;  // between paragraphs, in sizes
  bool has_heads = false, has_alternate_heads = false;
  enum class Number { none, bottom, top, of_all } number = Number::none;
  bool has_metadata = true, has_date_line = true, has_masthead = false;
  bool is_title_above = true;  // all columns; else at the head of the first
  double width = 595, height = 842, margin = 60;
  double title = 20;     // its size
  int word_by_word = 0;  // every word is placed by itself
};

std::string pdf_of(const Story& story, const PdfLayout& layout);

/// F1 of the pairs of neighbouring words: what is left out, added, out of order or broken by a hyphen counts.
double f1(std::string_view text, std::string_view source);

}  // namespace entente

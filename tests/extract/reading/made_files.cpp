#include "made_files.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "entente/schema/fold.h"

namespace entente {
namespace {

namespace fs = std::filesystem;

/// The first string of every example in the frames of a language.
std::vector<std::string> sentences_in(const std::string& language) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(fs::path(ENTENTE_SOURCE_DIR) / "schema" / "relations" / language))
    files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<std::string> sentences;
  for (const fs::path& path : files) {
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
      const std::size_t begin = line.starts_with("examples = [[\"") ? 14 : line.npos;
      if (begin == line.npos) continue;
      const std::string sentence = line.substr(begin, line.find("\", \"", begin) - begin);
      if (sentence.size() > 30 && sentence.ends_with('.') && sentence.find('\\') == sentence.npos)
        sentences.push_back(sentence);
    }
  }
  return sentences;
}

const std::vector<std::string>& sentences(const std::string& language) {
  static const std::map<std::string, std::vector<std::string>> all = {{"fr", sentences_in("fr")},
                                                                      {"en", sentences_in("en")}};
  return all.at(language);
}

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text)
    result += c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '&' ? "&amp;" : c == '"' ? "&quot;" : std::string(1, c);
  return result;
}

std::string html_paragraphs(const Story& story) {
  std::string html;
  for (const std::string& paragraph : story.paragraphs) html += "<p>" + escaped(paragraph) + "</p>\n";
  return html;
}

std::string rfc2822(const std::string& date) {
  constexpr std::array<const char*, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  return date.substr(8) + " " + months[std::stoul(date.substr(5, 2)) - 1] + " " + date.substr(0, 4) + " 10:30:00 +0100";
}

std::string written(const std::string& date, const std::string& language) {
  constexpr std::array<const char*, 12> french = {"janvier", "février", "mars",      "avril",   "mai",      "juin",
                                                  "juillet", "août",    "septembre", "octobre", "novembre", "décembre"};
  constexpr std::array<const char*, 12> english = {"January",   "February", "March",    "April",
                                                   "May",       "June",     "July",     "August",
                                                   "September", "October",  "November", "December"};
  const std::size_t month = std::stoul(date.substr(5, 2)) - 1;
  const std::string day = std::to_string(std::stoul(date.substr(8)));
  return day + " " + (language == "fr" ? french[month] : english[month]) + " " + date.substr(0, 4);
}

// Code points of windows-1252, as far as the sentences need them.
char windows1252(std::uint32_t code) {
  switch (code) {
    case 0x2018:
      return '\x91';
    case 0x2019:
      return '\x92';
    case 0x201C:
      return '\x93';
    case 0x201D:
      return '\x94';
    case 0x2013:
      return '\x96';
    case 0x2014:
      return '\x97';
    case 0x2026:
      return '\x85';
    case 0x0153:
      return '\x9C';
    case 0x0152:
      return '\x8C';
    case 0x20AC:
      return '\x80';
    case 0x202F:
      return '\xA0';
    default:
      return code < 256 ? static_cast<char>(code) : '?';
  }
}

std::string latin1(std::string_view utf8) {
  std::string result;
  for (std::size_t at = 0; at < utf8.size();) {
    const auto first = static_cast<unsigned char>(utf8[at]);
    const std::size_t size = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    std::uint32_t code = size == 1 ? first : first & (0xFFU >> (size + 1));
    for (std::size_t i = 1; i < size && at + i < utf8.size(); ++i)
      code = code << 6U | (static_cast<unsigned char>(utf8[at + i]) & 0x3FU);
    result += windows1252(code);
    at += size;
  }
  return result;
}

std::string quoted_printable(std::string_view text) {
  std::string result;
  std::size_t column = 0;
  for (const char c : text) {
    std::array<char, 8> code{c};
    if (c != '\n' && (c == '=' || static_cast<unsigned char>(c) > 126))
      std::snprintf(code.data(), code.size(), "=%02X", static_cast<unsigned char>(c));
    if (c != '\n' && column > 70) {
      result += "=\n";
      column = 0;
    }
    result += code.data();
    column = c == '\n' ? 0 : column + std::string_view(code.data()).size();
  }
  return result;
}

/// Lines of at most `width` bytes; with `flowed` a space says that a line goes on.
std::string wrapped(std::string_view text, std::size_t width, bool flowed) {
  std::string result, line;
  std::istringstream words{std::string(text)};
  for (std::string word; words >> word;) {
    if (!line.empty() && line.size() + 1 + word.size() > width) {
      result += line + (flowed ? " \n" : "\n");
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
  }
  return result + line + "\n";
}

struct Written {
  std::string bytes;
  static la_ssize_t write(archive*, void* self, const void* data, std::size_t size) {
    static_cast<Written*>(self)->bytes.append(static_cast<const char*>(data), size);
    return static_cast<la_ssize_t>(size);
  }
};

template <class Set>
std::string archived(const Members& members, Set set) {
  Written out;
  archive* writer = archive_write_new();
  set(writer);
  archive_write_set_bytes_per_block(writer, 0);
  archive_write_open(writer, &out, nullptr, Written::write, nullptr);
  for (const auto& [name, bytes] : members) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(bytes.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_write_header(writer, entry);
    archive_write_data(writer, bytes.data(), bytes.size());
    archive_entry_free(entry);
  }
  archive_write_close(writer);
  archive_write_free(writer);
  return out.bytes;
}

}  // namespace

Story story(std::size_t number) {
  Story made;
  made.language = number % 2 == 0 ? "fr" : "en";
  const std::vector<std::string>& all = sentences(made.language);
  std::size_t at = number * 37;
  const auto next = [&] { return all[(at += 7) % all.size()]; };
  made.title = next();
  made.title.pop_back();
  std::array<char, 16> date{};
  std::snprintf(date.data(), date.size(), "%04zu-%02zu-%02zu", 2019 + number % 7, 1 + number * 5 % 12,
                1 + number * 11 % 28);
  made.date = date.data();
  const std::size_t paragraphs = 8 + number % 7;
  for (std::size_t i = 0; i < paragraphs; ++i) {
    std::string paragraph = next();
    for (std::size_t more = 3 + (number + i) % 4; more > 0; --more) paragraph += " " + next();
    made.paragraphs.push_back(std::move(paragraph));
  }
  return made;
}

std::string text_of(const Story& story) {
  std::string text = story.title + "\n";
  for (const std::string& paragraph : story.paragraphs) text += paragraph + "\n";
  return text;
}

std::string zip_of(const Members& members) { return archived(members, archive_write_set_format_zip); }

/// With members that are not compressed, as the first of OpenDocument and EPUB must be.
static std::string office_of(const Members& members) {
  return archived(members, [](archive* writer) {
    archive_write_set_format_zip(writer);
    archive_write_set_options(writer, "zip:compression=store");
  });
}

std::string tar_of(const Members& members) { return archived(members, archive_write_set_format_ustar); }

std::string packed(std::string_view bytes, Packing packing) {
  return archived({{"data", std::string(bytes)}}, [&](archive* writer) {
    archive_write_set_format_raw(writer);
    if (packing == Packing::gzip) archive_write_add_filter_gzip(writer);
    if (packing == Packing::zstd) archive_write_add_filter_zstd(writer);
    if (packing == Packing::bzip2) archive_write_add_filter_bzip2(writer);
    if (packing == Packing::xz) archive_write_add_filter_xz(writer);
  });
}

std::string docx_of(const Story& story) {
  std::string body =
      "<w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr><w:r><w:t>" + escaped(story.title) + "</w:t></w:r></w:p>";
  for (const std::string& paragraph : story.paragraphs) {
    // Runs end in the middle of words; one holds what was deleted.
    const std::size_t half = paragraph.find(' ', paragraph.size() / 2);
    body += "<w:p><w:r><w:t xml:space=\"preserve\">" + escaped(paragraph.substr(0, half)) +
            "</w:t></w:r><w:del><w:r><w:delText>deleted words</w:delText></w:r></w:del><w:r><w:rPr><w:b/></w:rPr>"
            "<w:t xml:space=\"preserve\">" +
            escaped(paragraph.substr(half)) + "</w:t></w:r></w:p>";
  }
  const std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
  return office_of(
      {{"[Content_Types].xml", xml + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"},
       {"word/header1.xml", xml + "<w:hdr xmlns:w=\"w\"><w:p><w:r><w:t>head</w:t></w:r></w:p></w:hdr>"},
       {"word/document.xml", xml +
                                 "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
                                 "<w:body>" +
                                 body + "</w:body></w:document>"},
       {"docProps/core.xml", xml +
                                 "<cp:coreProperties xmlns:cp=\"cp\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
                                 "xmlns:dcterms=\"http://purl.org/dc/terms/\"><dc:title>Document1</dc:title>"
                                 "<dcterms:created>" +
                                 story.date + "T08:00:00Z</dcterms:created></cp:coreProperties>"}});
}

std::string odt_of(const Story& story) {
  std::string body =
      "<text:tracked-changes><text:p>deleted words</text:p></text:tracked-changes>"
      "<text:h text:style-name=\"Title\">" +
      escaped(story.title) + "</text:h>";
  for (const std::string& paragraph : story.paragraphs) {
    const std::size_t half = paragraph.find(' ', paragraph.size() / 2);
    body += "<text:p>" + escaped(paragraph.substr(0, half)) +
            "<text:note><text:note-body><text:p>a note</text:p></text:note-body></text:note><text:s/><text:span>" +
            escaped(paragraph.substr(half + 1)) + "</text:span></text:p>";
  }
  return office_of(
      {{"mimetype", "application/vnd.oasis.opendocument.text"},
       {"content.xml", "<office:document-content xmlns:office=\"o\" xmlns:text=\"t\"><office:body><office:text>" +
                           body + "</office:text></office:body></office:document-content>"},
       {"meta.xml",
        "<office:document-meta xmlns:office=\"o\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
        "xmlns:meta=\"m\"><office:meta><meta:creation-date>" +
            story.date + "T08:00:00</meta:creation-date><dc:title>" + escaped(story.title) +
            "</dc:title></office:meta></office:document-meta>"}});
}

std::string epub_of(const Story& story) {
  const auto chapter = [&](const std::string& body) {
    return "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>t</title></head><body>" +
           body + "</body></html>";
  };
  std::string second;
  for (std::size_t i = 2; i < story.paragraphs.size(); ++i) second += "<p>" + escaped(story.paragraphs[i]) + "</p>";
  return office_of(
      {{"mimetype", "application/epub+zip"},
       {"META-INF/container.xml",
        "<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles><rootfile "
        "full-path=\"OEBPS/content.opf\"/></rootfiles></container>"},
       {"OEBPS/content.opf",
        "<package xmlns=\"http://www.idpf.org/2007/opf\"><metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
        "<dc:title>" +
            escaped(story.title) + "</dc:title><dc:date>" + story.date + "</dc:date><dc:language>" + story.language +
            "</dc:language></metadata><manifest><item id=\"b\" href=\"text/b.xhtml\" "
            "media-type=\"application/xhtml+xml\"/>"
            "<item id=\"a\" href=\"text/a.xhtml\" media-type=\"application/xhtml+xml\"/></manifest><spine><itemref "
            "idref=\"a\"/><itemref idref=\"b\"/></spine></package>"},
       {"OEBPS/text/b.xhtml", chapter(second)},
       {"OEBPS/text/a.xhtml", chapter("<h1>" + escaped(story.title) + "</h1><p>" + escaped(story.paragraphs[0]) +
                                      "</p><p>" + escaped(story.paragraphs[1]) + "</p>")}});
}

std::string mail_of(const Story& story, MailForm form) {
  std::string plain;
  for (const std::string& paragraph : story.paragraphs)
    plain +=
        (form == MailForm::quoted_printable ? paragraph + "\n" : wrapped(paragraph, 72, form == MailForm::flowed)) +
        "\n";
  plain += "-- \nThe desk\n";
  std::string head = "Received: from a.example by b.example\nMessage-ID: <" + story.date +
                     "@news.example>\nDate: " + rfc2822(story.date) +
                     "\nFrom: =?utf-8?Q?L=27Agence?= <desk@news.example>\nTo: you@b.example\n";
  head += form == MailForm::latin1 ? "Subject: =?iso-8859-1?Q?" : "Subject: =?utf-8?Q?";
  for (const char c : form == MailForm::latin1 ? latin1(story.title) : story.title) {
    std::array<char, 8> code{};
    std::snprintf(code.data(), code.size(), "=%02X", static_cast<unsigned char>(c));
    head += code.data();
  }
  head += "?=\nMIME-Version: 1.0\n";
  const std::string html = "<html><body><div>" + html_paragraphs(story) +
                           "</div><p><a href=\"https://news.example/u\">Unsubscribe</a></p></body></html>";
  const std::string html_part =
      "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n" +
      quoted_printable(html);
  switch (form) {
    case MailForm::plain:
      return head + "Content-Type: text/plain; charset=utf-8\n\n" + plain;
    case MailForm::flowed:
      return head + "Content-Type: text/plain; charset=utf-8; format=flowed\n\n" + plain;
    case MailForm::quoted_printable:
      return head + "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n" +
             quoted_printable(plain);
    case MailForm::latin1:
      return head + "Content-Type: text/plain; charset=windows-1252\n\n" + latin1(plain);
    case MailForm::html:
      return head + html_part;
    case MailForm::alternative:
      break;
  }
  return head +
         "Content-Type: multipart/alternative; boundary=\"b\"\n\n--b\nContent-Type: text/plain\n\nSee the "
         "page.\n--b\n" +
         html_part + "\n--b--\n";
}

std::string mailbox_of(const std::vector<Story>& stories) {
  std::string box;
  for (std::size_t i = 0; i < stories.size(); ++i)
    box += "From desk@news.example Mon Jan  1 00:00:00 2024\n" + mail_of(stories[i], static_cast<MailForm>(i % 6)) +
           "\n\n";
  return box;
}

std::string page_of(const Story& story) {
  return "<!DOCTYPE html><html lang=\"" + story.language + "\"><head><title>" + escaped(story.title) +
         " | News</title><meta property=\"article:published_time\" content=\"" + story.date +
         "T10:00:00Z\"></head><body><nav><a href=\"/\">Home</a></nav><article><h1>" + escaped(story.title) + "</h1>" +
         html_paragraphs(story) + "</article><footer>Contact</footer></body></html>";
}

std::string rss_of(const std::vector<Story>& stories) {
  std::string rss =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\" "
      "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>News</title>"
      "<link>https://news.example/</link>";
  for (const Story& story : stories)
    rss += "\n<item><title>" + escaped(story.title) + "</title><link>https://news.example/" + story.date +
           "</link><pubDate>Mon, " + rfc2822(story.date) +
           "</pubDate><description>A teaser.</description>"
           "<content:encoded><![CDATA[" +
           html_paragraphs(story) + "]]></content:encoded></item>";
  return rss + "</channel></rss>\n";
}

std::string atom_of(const std::vector<Story>& stories) {
  std::string atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"fr\"><title>News</title>";
  for (std::size_t i = 0; i < stories.size(); ++i) {
    const Story& story = stories[i];
    const std::string content = i % 2 == 0 ? "<content type=\"html\">" + escaped(html_paragraphs(story)) + "</content>"
                                           : "<content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">" +
                                                 html_paragraphs(story) + "</div></content>";
    atom += "\n<entry><title>" + escaped(story.title) +
            "</title><link rel=\"self\" href=\"https://x.example/\"/>"
            "<link href=\"https://news.example/" +
            story.date + "\"/><id>tag:" + story.date + "</id><published>" + story.date +
            "T10:00:00Z</published><updated>2030-01-01T00:00:00Z</updated>" + content + "</entry>";
  }
  return atom + "</feed>\n";
}

std::string warc_of(const std::vector<Story>& stories) {
  const auto record = [](const std::string& head, const std::string& block) {
    return "WARC/1.0\r\n" + head + "Content-Length: " + std::to_string(block.size()) + "\r\n\r\n" + block + "\r\n\r\n";
  };
  std::string warc = record("WARC-Type: warcinfo\r\nContent-Type: application/warc-fields\r\n", "software: test\r\n");
  for (std::size_t i = 0; i < stories.size(); ++i) {
    const std::string page = page_of(stories[i]);
    std::string body = page, head;
    if (i % 3 == 1) {
      std::array<char, 16> size{};
      std::snprintf(size.data(), size.size(), "%zx\r\n", page.size());
      body = size.data() + page + "\r\n0\r\n\r\n";
      head = "Transfer-Encoding: chunked\r\n";
    }
    if (i % 3 == 2) {
      body = packed(page, Packing::gzip);
      head = "Content-Encoding: gzip\r\n";
    }
    warc += record("WARC-Type: response\r\nWARC-Target-URI: https://news.example/" + stories[i].date +
                       "\r\nWARC-Date: 2026-01-01T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n",
                   "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n" + head + "\r\n" + body);
    warc += record("WARC-Type: response\r\nContent-Type: application/http\r\n",
                   "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG");
  }
  return warc;
}

std::string table_of(const std::vector<Story>& stories, char comma) {
  const auto cell = [](std::string text) {
    for (std::size_t at = 0; (at = text.find('"', at)) != text.npos; at += 2) text.insert(at, 1, '"');
    return "\"" + text + "\"";
  };
  std::string table = std::string("headline") + comma + "day" + comma + "body" + comma + "link\r\n";
  for (const Story& story : stories) {
    std::string body;
    for (const std::string& paragraph : story.paragraphs) body += paragraph + "\n";
    table += cell(story.title) + comma + story.date + comma + cell(body) + comma + "https://news.example/" +
             story.date + "\r\n";
  }
  return table;
}

// ---------------------------------------------------------------- PDF

namespace {

/// Of Helvetica, in thousandths of its size, from the space to the tilde.
constexpr std::array<int, 95> kWidths = {
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333,  278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667,  611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278,  556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500,  500, 334, 260, 334, 584};

int width_of(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 32 && byte < 127 ? kWidths[byte - 32U] : 556;
}

double width_of(std::string_view text, double size) {
  double sum = 0;
  for (const char c : text) sum += width_of(c);
  return sum * size / 1000;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0xE0; }

/// Sets text into the columns of pages.
class Setter {
 public:
  Setter(const PdfLayout& layout, double first_top) : layout_(layout), top_(first_top), y_(first_top) {
    pages_.emplace_back();
    const double gutter = layout.columns > 1 ? 18 : 0;
    column_width_ = (layout.width - 2 * layout.margin - gutter * (layout.columns - 1)) / layout.columns;
    step_ = column_width_ + gutter;
  }

  [[nodiscard]] double column_width() const { return column_width_; }

  void line(const std::string& text, double x, double size, double space = 0) {
    put(pages_.back(), text, layout_.margin + column_ * step_ + x, y_, size, space);
  }
  void put(std::string& page, const std::string& text, double x, double y, double size, double space = 0) const {
    std::array<char, 160> head{};
    if (layout_.word_by_word != 0) {
      std::istringstream words(text);
      for (std::string word; words >> word; x += width_of(word, size) + width_of(" ", size) + space) {
        std::snprintf(head.data(), head.size(), "BT /F1 %.2f Tf %.2f %.2f Td (", size, x, y);
        page += head.data() + escaped(word) + ") Tj ET\n";
      }
      return;
    }
    std::snprintf(head.data(), head.size(), "BT /F1 %.2f Tf %.3f Tw %.2f %.2f Td (", size, space, x, y);
    page += head.data() + escaped(text) + ") Tj ET\n";
  }
  void advance(double by) {
    y_ -= by;
    if (y_ >= layout_.margin + 20) return;
    y_ = top_;
    if (++column_ < layout_.columns) return;
    column_ = 0;
    pages_.emplace_back();
    y_ = top_ = layout_.height - layout_.margin - 20;
  }
  void paragraph(const std::string& text, double size, bool indented) {
    std::istringstream stream(text);
    std::string line;
    double indent = indented ? 1.5 * size : 0;
    const auto flush = [&](bool is_last) {
      const double room = column_width_ - indent - width_of(line, size);
      const auto spaces = static_cast<double>(std::count(line.begin(), line.end(), ' '));
      this->line(line, indent, size, layout_.is_justified && !is_last && spaces > 0 ? room / spaces : 0);
      advance(size * layout_.leading);
      line.clear();
      indent = 0;
    };
    for (std::string word; stream >> word;) {
      while (width_of((line.empty() ? "" : line + " ") + word, size) > column_width_ - indent) {
        const std::size_t cut = layout_.is_hyphenated ? break_of(line, word, column_width_ - indent, size) : 0;
        if (cut > 0) {
          line += (line.empty() ? "" : " ") + word.substr(0, cut) + "-";
          word.erase(0, cut);
        } else if (line.empty()) {
          break;
        }
        flush(false);
      }
      line += (line.empty() ? "" : " ") + word;
    }
    flush(true);
  }
  std::vector<std::string>& pages() { return pages_; }

 private:
  static std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : text) {
      if (c == '(' || c == ')' || c == '\\') result += '\\';
      result += c;
    }
    return result;
  }
  /// How much of the word fits before a hyphen; 0 if none.
  static std::size_t break_of(const std::string& line, const std::string& word, double room, double size) {
    for (std::size_t cut = word.size() < 7 ? 0 : word.size() - 3; cut >= 3; --cut)
      if (is_letter(word[cut - 1]) && is_letter(word[cut]) && is_letter(word[cut - 2]) && is_letter(word[cut + 1]) &&
          width_of((line.empty() ? "" : line + " ") + word.substr(0, cut) + "-", size) <= room)
        return cut;
    return 0;
  }

  const PdfLayout& layout_;
  std::vector<std::string> pages_;
  double column_width_ = 0, step_ = 0, top_, y_;
  int column_ = 0;
};

std::string assembled(const std::vector<std::string>& pages, const Story& story, const PdfLayout& layout) {
  std::vector<std::string> objects = {"", "", "", ""};  // catalog, pages, font, info; numbered from 1
  std::string kids, widths;
  for (int c = 32; c < 256; ++c) widths += std::to_string(width_of(static_cast<char>(c))) + " ";
  for (const std::string& page : pages) {
    const std::size_t number = objects.size() + 1;
    kids += std::to_string(number) + " 0 R ";
    objects.push_back("<</Type/Page/Parent 2 0 R/MediaBox[0 0 " + std::to_string(layout.width) + " " +
                      std::to_string(layout.height) + "]/Resources<</Font<</F1 3 0 R>>>>/Contents " +
                      std::to_string(number + 1) + " 0 R>>");
    objects.push_back("<</Length " + std::to_string(page.size()) + ">>\nstream\n" + page + "\nendstream");
  }
  objects[0] = "<</Type/Catalog/Pages 2 0 R>>";
  objects[1] = "<</Type/Pages/Count " + std::to_string(pages.size()) + "/Kids[" + kids + "]>>";
  objects[2] =
      "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/FirstChar 32/LastChar 255/Widths[" +
      widths + "]>>";
  std::string day = story.date;
  std::erase(day, '-');
  std::string title = latin1(story.title);
  std::erase_if(title, [](char c) { return c == '(' || c == ')'; });
  std::replace(title.begin(), title.end(), '\x92', '\'');  // where PDFDocEncoding is not windows-1252
  objects[3] = layout.has_metadata ? "<</Title(" + title + ")/CreationDate(D:" + day + "090000Z)>>"
                                   : "<</Title(Microsoft Word - brief.doc)/CreationDate(D:" + day + "090000Z)>>";
  std::string pdf = "%PDF-1.4\n", table;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    std::array<char, 32> row{};
    std::snprintf(row.data(), row.size(), "%010zu 00000 n \n", pdf.size());
    table += row.data();
    pdf += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const std::string count = std::to_string(objects.size() + 1), at = std::to_string(pdf.size());
  return pdf + "xref\n0 " + count + "\n0000000000 65535 f \n" + table + "trailer\n<</Size " + count +
         "/Root 1 0 R/Info 4 0 R>>\nstartxref\n" + at + "\n%%EOF\n";
}

}  // namespace

std::string pdf_of(const Story& story, const PdfLayout& layout) {
  double top = layout.height - layout.margin;
  std::string above;
  const auto on_top = [&](const std::string& text, double size) {
    const Setter setter(layout, 0);
    std::istringstream words(text);
    std::string line;
    const auto flush = [&] {
      top -= size * 1.2;
      setter.put(above, line, layout.margin, top, size);
      line.clear();
    };
    for (std::string word; words >> word;) {
      if (!line.empty() && width_of(line + " " + word, size) > layout.width - 2 * layout.margin) flush();
      line += (line.empty() ? "" : " ") + word;
    }
    flush();
  };
  if (layout.has_masthead) on_top("LE JOURNAL", 34);
  if (layout.is_title_above) {
    on_top(latin1(story.title), layout.title);
    if (layout.has_date_line) on_top(latin1(written(story.date, story.language)), layout.size);
    top -= layout.size * 2;
  }
  Setter setter(layout, top - 10);
  if (!layout.is_title_above) {
    setter.paragraph(latin1(story.title), layout.title, false);
    if (layout.has_date_line) setter.paragraph(latin1(written(story.date, story.language)), layout.size, false);
    setter.advance(layout.size);
  }
  for (std::size_t i = 0; i < story.paragraphs.size(); ++i) {
    setter.paragraph(latin1(story.paragraphs[i]), layout.size, layout.is_indented && i > 0);
    if (layout.gap > 0) setter.advance(layout.gap * layout.size);
  }
  std::vector<std::string>& pages = setter.pages();
  pages.front() += above;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    using Number = PdfLayout::Number;
    const std::string number = std::to_string(i + 1);
    const double middle = layout.width / 2;
    if (layout.has_heads || layout.has_alternate_heads)
      setter.put(pages[i], layout.has_alternate_heads && i % 2 == 1 ? "Une analyse" : "Le Journal - Monde",
                 layout.margin, layout.height - 32, 8);
    if (layout.number == Number::bottom) setter.put(pages[i], number, middle, 30, 9);
    if (layout.number == Number::top) setter.put(pages[i], number, layout.width - 60, layout.height - 32, 9);
    if (layout.number == Number::of_all)
      setter.put(pages[i], "Page " + number + " / " + std::to_string(pages.size()), middle - 20, 30, 9);
  }
  return assembled(pages, story, layout);
}

double f1(std::string_view text, std::string_view source) {
  const auto pairs = [](std::string_view words_of) {
    std::map<std::string, int> counts;
    std::istringstream words(fold_name(words_of));
    std::string before;
    for (std::string word; words >> word; before = word) ++counts[before + " " + word];
    return counts;
  };
  const auto found = pairs(text), wanted = pairs(source);
  int both = 0, all_found = 0, all_wanted = 0;
  for (const auto& [pair, count] : found) {
    all_found += count;
    const auto same = wanted.find(pair);
    if (same != wanted.end()) both += std::min(count, same->second);
  }
  for (const auto& [pair, count] : wanted) all_wanted += count;
  return all_found + all_wanted == 0 ? 0 : 2.0 * both / (all_found + all_wanted);
}

}  // namespace entente

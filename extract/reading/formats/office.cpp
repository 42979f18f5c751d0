// Word processors' files: DOCX (ECMA-376, WordprocessingML) and ODT (OpenDocument 1.3). Both are zip archives with the
// text in one member and what is known of it in another. What was deleted, notes, comments, headers and footers are
// left out.
#include <algorithm>
#include <array>
#include <map>

#include "archive.h"
#include "readers.h"
#include "reading/charset.h"
#include "xml.h"

namespace entente {
namespace {

template <std::size_t n>
bool is_one_of(std::string_view word, const std::array<std::string_view, n>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// The paragraphs of a document, one a line, and the one that is marked as its title.
struct Paragraphs {
  std::vector<std::string> lines;
  std::string title;
  bool is_broken = false;  // the XML ends where it should not

  void add(std::string_view text, bool is_title) {
    const std::string_view line = trimmed(text);
    if (line.empty()) return;
    if (is_title && title.empty()) title = line;
    lines.emplace_back(line);
  }
};

/// Paragraphs that are open: a text box is a paragraph in a paragraph, and comes before the one that holds it.
struct Open {
  std::string text;
  bool is_title = false;
};

// ---------------------------------------------------------------- DOCX

// Other forms of what is there already; what is no part of the running text.
constexpr std::array<std::string_view, 6> kSkippedInDocx = {"Fallback",  "del",       "moveFrom",
                                                            "instrText", "rPrChange", "pPrChange"};

Paragraphs paragraphs_of_docx(std::string_view xml) {
  Paragraphs found;
  std::vector<Open> open;
  XmlStream stream(xml);
  bool in_text = false;
  while (stream.next()) {
    const std::string_view name = stream.name();
    if (stream.part() == XmlStream::Part::text) {
      if (in_text && !open.empty()) open.back().text += stream.text();
    } else if (stream.part() == XmlStream::Part::end) {
      if (name == "t") in_text = false;
      if (name != "p" || open.empty()) continue;
      found.add(open.back().text, open.back().is_title);
      open.pop_back();
    } else if (is_one_of(name, kSkippedInDocx)) {
      stream.skip();
    } else if (name == "p") {
      open.emplace_back();
    } else if (name == "t") {
      in_text = true;
    } else if (!open.empty()) {
      if (name == "pStyle") open.back().is_title = lower_ascii(stream.attribute("val")).starts_with("tit");
      if (name == "tab" || name == "br" || name == "cr") open.back().text += ' ';
      if (name == "noBreakHyphen") open.back().text += '-';
    }
  }
  found.is_broken = stream.is_broken();
  return found;
}

// ---------------------------------------------------------------- ODT

constexpr std::array<std::string_view, 9> kSkippedInOdt = {
    "tracked-changes", "annotation",      "note", "table-of-content", "illustration-index", "forms", "scripts",
    "font-face-decls", "automatic-styles"};

Paragraphs paragraphs_of_odt(std::string_view xml) {
  Paragraphs found;
  std::vector<Open> open;
  XmlStream stream(xml);
  while (stream.next()) {
    const std::string_view name = stream.name();
    const bool is_paragraph = name == "p" || name == "h";
    if (stream.part() == XmlStream::Part::text) {
      if (!open.empty()) open.back().text += stream.text();
    } else if (stream.part() == XmlStream::Part::end) {
      if (!is_paragraph || open.empty()) continue;
      // Line ends in the file are white space.
      std::replace(open.back().text.begin(), open.back().text.end(), '\n', ' ');
      found.add(open.back().text, open.back().is_title);
      open.pop_back();
    } else if (is_one_of(name, kSkippedInOdt)) {
      stream.skip();
    } else if (is_paragraph) {
      open.push_back({"", stream.attribute("style-name") == "Title"});
    } else if (!open.empty() && (name == "s" || name == "tab" || name == "line-break")) {
      open.back().text += ' ';
    }
  }
  found.is_broken = stream.is_broken();
  return found;
}

/// Dublin Core, as both formats use it. What is found first holds.
void read_metadata(std::string_view xml, Draft& draft) {
  XmlStream stream(xml);
  std::string modified;
  while (stream.next()) {
    if (stream.part() != XmlStream::Part::begin) continue;
    const std::string name(stream.name());
    std::string* into = name == "title"                                ? &draft.title
                        : name == "created" || name == "creation-date" ? &draft.made
                        : name == "language"                           ? &draft.page_language
                        : name == "modified" || name == "date"         ? &modified
                                                                       : nullptr;
    if (into == nullptr) continue;
    const std::string content(trimmed(stream.content()));
    if (into->empty()) *into = content;
  }
  if (draft.made.empty()) draft.made = modified;
}

/// Names that programs give to files that have none: "Document1", "Microsoft Word - brief.doc", "untitled".
bool is_title_of_nothing(std::string_view title) {
  const std::string small = lower_ascii(title);
  if (small.starts_with("microsoft word") || small.starts_with("untitled") || small.starts_with("sans titre"))
    return true;
  const bool is_document = small.starts_with("document") && small.size() < 12;
  const bool is_file = small.find(' ') == small.npos && small.size() > 4 && small[small.size() - 4] == '.';
  return is_document || is_file;
}

Result<Draft> draft_of(Paragraphs paragraphs, std::string_view metadata, const ReadOptions& options) {
  if (paragraphs.lines.empty())
    return paragraphs.is_broken
               ? error_at(options, "has XML inside that cannot be read", "save it again, or its text as .txt")
               : error_at(options, "has no text", "give a document with text");
  Draft draft;
  read_metadata(metadata, draft);
  if (!paragraphs.title.empty() || is_title_of_nothing(draft.title)) draft.title = paragraphs.title;
  const bool has_it = std::any_of(paragraphs.lines.begin(), paragraphs.lines.end(),
                                  [&](const std::string& line) { return line == draft.title; });
  draft.text = joined_paragraphs(has_it ? "" : draft.title, paragraphs.lines);
  return draft;
}

/// The member as UTF-8; "" if it is not there.
Result<std::string> text_of(const std::map<std::string, std::string>& parts, const std::string& name,
                            const ReadOptions& options) {
  const auto found = parts.find(name);
  if (found == parts.end()) return std::string();
  return to_utf8(found->second, "", options);
}

Result<Draft> read_office(std::string_view bytes, const ReadOptions& options, const std::string& text_part,
                          const std::string& metadata_part, Paragraphs (*paragraphs_of)(std::string_view)) {
  auto parts = members(bytes, options, [](std::string_view name) {
    return name == "word/document.xml" || name == "docProps/core.xml" || name == "content.xml" || name == "meta.xml" ||
           name == "META-INF/manifest.xml";
  });
  if (!parts) return parts.error();
  if (!parts->contains(text_part))
    return error_at(options, "has no text inside (" + text_part + ")", "save it again as .docx, .odt or .txt");
  if (const auto manifest = parts->find("META-INF/manifest.xml");
      manifest != parts->end() && manifest->second.find("encryption-data") != std::string::npos)
    return error_at(options, "is locked by a password", "save it without");
  auto text = text_of(*parts, text_part, options);
  if (!text) return text.error();
  auto metadata = text_of(*parts, metadata_part, options);
  if (!metadata) metadata = std::string();
  return draft_of(paragraphs_of(*text), *metadata, options);
}

}  // namespace

Result<Draft> read_docx(std::string_view bytes, const ReadOptions& options) {
  return read_office(bytes, options, "word/document.xml", "docProps/core.xml", paragraphs_of_docx);
}

Result<Draft> read_odt(std::string_view bytes, const ReadOptions& options) {
  return read_office(bytes, options, "content.xml", "meta.xml", paragraphs_of_odt);
}

}  // namespace entente

// E-books: EPUB 2 and 3. A zip archive whose container names a package file; that one tells title, date and language
// and lists the pages in reading order.
#include <algorithm>
#include <map>
#include <set>

#include "archive.h"
#include "readers.h"
#include "reading/charset.h"
#include "reading/html.h"
#include "xml.h"

namespace entente {
namespace {

using Part = XmlStream::Part;
constexpr const char* kContainer = "META-INF/container.xml";

/// Where the package file stands; "" if the container does not say it.
std::string package_path(std::string_view container) {
  XmlStream stream(container);
  while (stream.next())
    if (stream.part() == Part::begin && stream.name() == "rootfile") return stream.attribute("full-path");
  return "";
}

/// "OEBPS/content.opf", "text/a%20b.xhtml#top" → "OEBPS/text/a b.xhtml"
std::string path_beside(std::string_view package, std::string_view reference) {
  reference = reference.substr(0, reference.find('#'));
  const std::size_t folder = package.rfind('/');
  std::string path(folder == package.npos ? "" : package.substr(0, folder + 1));
  const auto digit = [](char c) {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
  };
  for (std::size_t at = 0; at < reference.size(); ++at) {
    if (reference[at] == '%' && at + 2 < reference.size() && digit(reference[at + 1]) >= 0 &&
        digit(reference[at + 2]) >= 0) {
      path += static_cast<char>(digit(reference[at + 1]) * 16 + digit(reference[at + 2]));
      at += 2;
    } else {
      path += reference[at];
    }
  }
  // A step up takes back the last one down.
  std::string place;
  place.reserve(path.size());
  for (std::size_t at = 0; at < path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size() - 1) + 1;
    const std::string_view step = std::string_view(path).substr(at, end - at);
    at = end;
    if (step != "../") {
      place += step;
      continue;
    }
    const std::size_t parent = place.size() < 2 ? place.npos : place.rfind('/', place.size() - 2);
    place.resize(parent == place.npos ? 0 : parent + 1);
  }
  return place;
}

struct Package {
  Draft draft;
  std::vector<std::string> pages;  // paths in reading order
};

Package read_package(std::string_view xml, std::string_view path) {
  Package package;
  std::map<std::string, std::string> manifest;  // id → path
  XmlStream stream(xml);
  while (stream.next()) {
    if (stream.part() != Part::begin) continue;
    const std::string name(stream.name());
    if (name == "item") {
      if (stream.attribute("media-type").find("html") != std::string::npos &&
          stream.attribute("properties").find("nav") == std::string::npos)
        manifest[stream.attribute("id")] = path_beside(path, stream.attribute("href"));
    } else if (name == "itemref") {
      const auto found = manifest.find(stream.attribute("idref"));
      if (found != manifest.end() && stream.attribute("linear") != "no") package.pages.push_back(found->second);
    } else if (stream.name_space().find("purl.org/dc/") != std::string_view::npos) {
      std::string* into = name == "title"      ? &package.draft.title
                          : name == "date"     ? &package.draft.date
                          : name == "language" ? &package.draft.page_language
                                               : nullptr;
      const std::string content(trimmed(into == nullptr ? "" : stream.content()));
      if (into != nullptr && into->empty()) *into = content;
    }
  }
  return package;
}

bool is_text_of_book(std::string_view name) {
  const std::string extension = lower_extension(name);
  return name == kContainer || name == "META-INF/encryption.xml" || extension == ".opf" || extension == ".xhtml" ||
         extension == ".html" || extension == ".htm" || extension == ".xml";
}

}  // namespace

Result<Draft> read_epub(std::string_view bytes, const ReadOptions& options) {
  auto parts = members(bytes, options, is_text_of_book);
  if (!parts) return parts.error();
  const std::string path = package_path((*parts)[kContainer]);
  const auto found = parts->find(path);
  if (path.empty() || found == parts->end())
    return error_at(options, "is an e-book without contents", "save it again, or its text as .txt");
  auto xml = to_utf8(found->second, "", options);
  if (!xml) return xml.error();
  Package package = read_package(*xml, path);
  std::vector<std::string> all;
  std::set<std::string_view> read;  // a page counts once, however often it is listed
  for (const std::string& page : package.pages) {
    if (!read.insert(page).second) continue;
    auto text = to_utf8((*parts)[page], "", options);
    if (!text) return text.error();
    auto paragraphs = page_paragraphs(*text, options, false);
    if (!paragraphs) continue;  // a page without text: the cover
    for (std::string& paragraph : *paragraphs) all.push_back(std::move(paragraph));
  }
  if (all.empty())
    return error_at(options, parts->contains("META-INF/encryption.xml") ? "is locked" : "has no text",
                    "give a book with text that is not locked");
  Draft& draft = package.draft;
  // A publication without a day is dated by its year at most: no date.
  draft.text = joined_paragraphs(all.front() == draft.title ? "" : draft.title, all);
  return std::move(draft);
}

}  // namespace entente

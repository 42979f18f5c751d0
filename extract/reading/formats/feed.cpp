// Feeds: RSS 0.9 to 2.0 and Atom (RFC 4287). Each item is an article, told by its content or, without one, by its
// description.
#include <algorithm>

#include "readers.h"
#include "reading/charset.h"
#include "reading/headline.h"
#include "reading/html_parser.h"
#include "xml.h"

namespace entente {
namespace {

using Part = XmlStream::Part;

bool is_item(const XmlStream& stream) {
  return stream.part() == Part::begin && (stream.name() == "item" || stream.name() == "entry");
}

std::string escaped_html(std::string_view text) {
  std::string result;
  for (const char c : text) result += c == '<' ? "&lt;" : c == '&' ? "&amp;" : c == '>' ? "&gt;" : std::string(1, c);
  return result;
}

struct Item {
  KnownFacts facts;
  std::string content, description, updated, guid;
  std::uint32_t line = 0;
};

/// Where the value of an element goes; null if it says nothing of the article.
std::string* target(Item& item, std::string_view name, std::string_view space) {
  if (space.find("search.yahoo.com") != space.npos || space.find("itunes") != space.npos) return nullptr;
  if (name == "title") return &item.facts.title;
  if (name == "link") return &item.facts.url;
  if (name == "guid" || name == "id") return &item.guid;
  if (name == "pubDate" || name == "published" || name == "date" || name == "issued") return &item.facts.date;
  if (name == "updated" || name == "modified") return &item.updated;
  if (name == "encoded" || name == "content") return &item.content;
  if (name == "description" || name == "summary") return &item.description;
  return nullptr;
}

/// The value of an element of an item: as HTML where it is the text, else as text.
std::string value_of(XmlStream& stream, bool is_text) {
  const std::string type = stream.attribute("type");
  if (is_text && type == "xhtml") return stream.markup();
  std::string content(trimmed(stream.content()));
  return is_text && (type == "text" || type == "text/plain") ? escaped_html(content) : content;
}

/// requires  the item has begun
Item read_item(XmlStream& stream) {
  Item item;
  item.line = stream.line();
  while (stream.next()) {
    if (stream.part() == Part::end) break;
    if (stream.part() != Part::begin) continue;
    std::string* into = target(item, stream.name(), stream.name_space());
    if (into == nullptr) {
      stream.skip();
      continue;
    }
    if (into == &item.facts.url) {
      const std::string rel = stream.attribute("rel"), href = stream.attribute("href");
      std::string address = href.empty() ? value_of(stream, false) : href;
      if (!href.empty()) stream.skip();
      if (into->empty() && (rel.empty() || rel == "alternate")) *into = std::move(address);
      continue;
    }
    std::string value = value_of(stream, into == &item.content || into == &item.description);
    if (into->empty()) *into = std::move(value);
  }
  return item;
}

class Feed : public ArticleStream {
 public:
  Feed(std::unique_ptr<ByteSource> bytes, Place place, const ReadOptions& options)
      : bytes_(std::move(bytes)), place_(std::move(place)), options_(options) {
    options_.source = place_.path;
  }

  std::optional<Result<RawArticle>> next() override {
    if (bytes_) {
      if (auto trouble = begin()) return *std::move(trouble);
    }
    while (stream_ && stream_->next()) {
      if (language_.empty() && stream_->part() == Part::begin) note_language();
      if (!is_item(*stream_)) continue;
      ++items_;
      return article(read_item(*stream_));
    }
    if (!stream_) return std::nullopt;
    const bool is_broken = stream_->is_broken();
    stream_.reset();
    if (is_broken) return error_at(options_, "is a feed whose XML breaks off", "get it whole again");
    if (items_ == 0) return error_at(options_, "is a feed without items", "");
    return std::nullopt;
  }

 private:
  std::optional<InputError> begin() {
    const auto bytes = std::exchange(bytes_, nullptr);
    auto all = read_rest(*bytes, options_.limits.document_bytes);
    if (!all) return all.error();
    if (all->size() > options_.limits.document_bytes)
      return error_at(options_, "is larger than " + std::to_string(options_.limits.document_bytes / 1'000'000) + " MB",
                      "allow more with --max-size");
    auto utf8 = to_utf8(*all, options_.charset.empty() ? declared_charset(*all) : options_.charset, options_);
    if (!utf8) return utf8.error();
    text_ = *std::move(utf8);
    stream_ = std::make_unique<XmlStream>(text_);
    return std::nullopt;
  }
  /// Of the whole feed.
  void note_language() {
    if (stream_->name() == "feed") language_ = stream_->attribute("lang");
    if (stream_->name() == "language") language_ = trimmed(stream_->content());
  }
  Result<RawArticle> article(Item item) {
    KnownFacts& facts = item.facts;
    if (facts.url.empty() && (item.guid.starts_with("http://") || item.guid.starts_with("https://")))
      facts.url = item.guid;
    if (facts.date.empty()) facts.date = item.updated;
    facts.title = trimmed(decoded(facts.title));
    facts.language = language_;
    std::string& text = item.content.empty() ? item.description : item.content;
    if (text.empty() && facts.title.empty()) {
      ReadOptions here = options_;
      here.line = item.line;
      return error_at(here, "is an item without text", "");
    }
    // In an element, so that what has but a title is not refused as empty.
    RawArticle made = article_at(place_, options_, item.line, ArticleFormat::html_part, "<div>" + text + "</div>");
    made.options.known = std::move(facts);
    return made;
  }

  std::unique_ptr<ByteSource> bytes_;
  Place place_;
  ReadOptions options_;
  std::string text_, language_;
  std::unique_ptr<XmlStream> stream_;
  std::size_t items_ = 0;
};

}  // namespace

std::unique_ptr<ArticleStream> walk_feed(std::unique_ptr<ByteSource> bytes, Place place, const ReadOptions& options) {
  return std::make_unique<Feed>(std::move(bytes), std::move(place), options);
}

}  // namespace entente

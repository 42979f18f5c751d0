// Both readers are handlers of RapidJSON's SAX reader, iterative and with a cap on depth: its default way recurses and
// so overflows the stack on hostile input.
#include "json_article.h"

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "charset.h"
#include "entente/schema/checked_allocator.h"
#include "fields.h"

namespace entente {
namespace {

using Reader = rapidjson::GenericReader<rapidjson::UTF8<>, rapidjson::UTF8<>, CheckedAllocator>;
constexpr unsigned kParseFlags = rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag;

bool ends_with_any(std::string_view text, std::initializer_list<std::string_view> endings) {
  for (std::string_view ending : endings)
    if (text.ends_with(ending)) return true;
  return false;
}

/// Keeps the strings of the outermost object; nested values are only counted.
class FieldHandler : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, FieldHandler> {
 public:
  FieldHandler(JsonArticle& article, const ReadOptions& options) : article_(article), options_(options) {}

  bool Default() { return is_value(nullptr, 0); }
  bool Null() { return depth_ > 0 || is_value(nullptr, 0); }
  bool String(const char* text, rapidjson::SizeType size, bool) { return is_value(text, size); }
  bool RawNumber(const char* text, rapidjson::SizeType size, bool) {  // an id may be a number
    return depth_ == 1 && field_of(key_, options_) == Field::id ? is_value(text, size) : is_value(nullptr, 0);
  }
  bool Key(const char* text, rapidjson::SizeType size, bool) {
    if (depth_ == 1) key_.assign(text, size);
    return true;
  }
  bool StartObject() { return open(); }
  bool StartArray() { return depth_ > 0 ? open() : refuse("is not a JSON object"); }
  bool EndObject(rapidjson::SizeType) { return close(); }
  bool EndArray(rapidjson::SizeType) { return close(); }

  [[nodiscard]] const std::string& problem() const { return problem_; }

 private:
  bool open() {
    if (depth_ == 1 && field() != nullptr) return refuse("\"" + key_ + "\" is not a string");
    const std::uint32_t deepest = options_.limits.json_depth;
    if (depth_ >= deepest) return refuse("nests deeper than " + std::to_string(deepest));
    ++depth_;
    return true;
  }
  bool close() {
    --depth_;
    return true;
  }
  bool is_value(const char* text, std::size_t size) {
    if (depth_ == 0) return refuse("is not a JSON object");
    if (depth_ > 1) return true;
    std::string* target = field();
    if (target == nullptr) return true;
    if (text == nullptr) return refuse("\"" + key_ + "\" is not a string");
    if (!is_utf8({text, size})) return refuse("\"" + key_ + "\" holds half a surrogate pair");
    target->assign(text, size);
    return true;
  }
  [[nodiscard]] std::string* field() const {
    switch (field_of(key_, options_)) {
      case Field::id:
        return &article_.id;
      case Field::title:
        return &article_.title;
      case Field::date:
        return &article_.date;
      case Field::language:
        return &article_.language;
      case Field::source:
        return &article_.source;
      case Field::text:
        return &article_.text;
      case Field::none:
        break;
    }
    return nullptr;
  }
  bool refuse(std::string problem) {
    problem_ = std::move(problem);
    return false;
  }

  JsonArticle& article_;
  const ReadOptions& options_;
  std::uint32_t depth_ = 0;
  std::string key_;
  std::string problem_;
};

/// Properties whose values are other articles than the page's own.
constexpr std::array<std::string_view, 9> kOtherArticles = {"itemListElement", "mentions",    "citation",
                                                            "isBasedOn",       "relatedLink", "hasPart",
                                                            "isPartOf",        "blogPost",    "comment"};

/// Follows objects at any depth and keeps the outermost that is an article.
class LinkedHandler : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, LinkedHandler> {
 public:
  explicit LinkedHandler(std::uint32_t max_depth) : max_depth_(max_depth) {}

  bool Default() { return true; }
  bool Key(const char* text, rapidjson::SizeType size, bool) {
    levels_.back().key.assign(text, size);
    return true;
  }
  bool String(const char* text, rapidjson::SizeType size, bool) {
    if (!levels_.empty() && is_utf8({text, size})) keep(std::string(text, size));
    return true;
  }
  bool StartObject() { return open({}); }
  bool StartArray() { return open(levels_.empty() ? std::string() : levels_.back().key); }
  bool EndObject(rapidjson::SizeType) {
    Level done = std::move(levels_.back());
    levels_.pop_back();
    if (!done.is_other && (done.article.is_article || (done.is_page && !done.article.published.empty())))
      keep_article(std::move(done.article));
    if (levels_.empty()) return true;
    if (!done.id.empty() && levels_.back().key == "mainEntityOfPage") keep(done.id);
    if (!done.name.empty() && levels_.back().key == "publisher") levels_.back().article.publisher = done.name;
    return true;
  }
  bool EndArray(rapidjson::SizeType) {
    Level done = std::move(levels_.back());
    levels_.pop_back();
    if (levels_.empty()) return true;
    // "@type": ["NewsArticle", …]
    levels_.back().article.is_article = levels_.back().article.is_article || done.article.is_article;
    levels_.back().is_page = levels_.back().is_page || done.is_page;
    return true;
  }

  [[nodiscard]] std::optional<LinkedArticle>& article() { return article_; }

 private:
  struct Level {
    std::string key, id, name;
    LinkedArticle article;
    bool is_page = false, is_other = false;
  };

  void keep_article(LinkedArticle article) {
    const std::size_t depth = levels_.size();
    const bool better = !article_ || (article.is_article && !article_->is_article) ||
                        (article.is_article == article_->is_article && depth < depth_);
    if (!better) return;
    article_ = std::move(article);
    depth_ = depth;
  }

  bool open(std::string key) {
    if (levels_.size() >= max_depth_) return false;
    const auto is_key_of_other = [](std::string_view name) {
      return std::find(kOtherArticles.begin(), kOtherArticles.end(), name) != kOtherArticles.end();
    };
    const bool is_other = !levels_.empty() && (levels_.back().is_other || is_key_of_other(levels_.back().key));
    levels_.push_back({std::move(key), {}, {}, {}, false, is_other});
    return true;
  }
  void keep(std::string value) {
    Level& level = levels_.back();
    const std::string_view key = level.key;
    if (key == "@type") {
      level.article.is_article = level.article.is_article || ends_with_any(value, {"Article", "BlogPosting", "Report"});
      level.is_page = level.is_page || value.ends_with("WebPage");
    } else if (key == "name")
      level.name = std::move(value);
    else if (key == "dateModified")
      level.article.modified = std::move(value);
    else if (key == "headline")
      level.article.headline = std::move(value);
    else if (key == "datePublished")
      level.article.published = std::move(value);
    else if (key == "inLanguage")
      level.article.language = std::move(value);
    else if (key == "articleBody")
      level.article.body = std::move(value);
    else if (key == "url" || (key == "mainEntityOfPage" && level.article.url.empty()))
      level.article.url = std::move(value);
    else if (key == "@id")
      level.id = std::move(value);
  }

  std::uint32_t max_depth_;
  std::vector<Level> levels_;
  std::optional<LinkedArticle> article_;
  std::size_t depth_ = 0;  // of `article_`
};

}  // namespace

Result<JsonArticle> read_json_article(std::string_view utf8, const ReadOptions& options) {
  JsonArticle article;
  FieldHandler handler(article, options);
  rapidjson::MemoryStream stream(utf8.data(), utf8.size());
  Reader reader;
  const rapidjson::ParseResult parsed =
      reader.Parse<kParseFlags | rapidjson::kParseNumbersAsStringsFlag>(stream, handler);
  if (!parsed) {
    std::string seen = handler.problem();
    if (seen.empty())
      seen =
          "is not JSON at byte " + std::to_string(parsed.Offset()) + ": " + rapidjson::GetParseError_En(parsed.Code());
    return error_at(options, seen, R"(expected one object a line, {"id": …, "title": …, "date": …, "text": …})");
  }
  if (article.text.empty())
    return error_at(options, "has no \"text\"",
                    "add the article's text as a string, or say what it is called: --fields text=NAME");
  return article;
}

std::optional<LinkedArticle> read_linked_article(std::string_view utf8, const ReadLimits& limits) {
  LinkedHandler handler(limits.json_depth);
  rapidjson::MemoryStream stream(utf8.data(), utf8.size());
  Reader reader;
  static_cast<void>(reader.Parse<kParseFlags>(stream, handler));  // an article found before an error counts
  return handler.article();
}

}  // namespace entente

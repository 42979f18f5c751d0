// Main text of a page, in three passes over its tree.
//
// 1. Weigh: each element gets the length of the running text below it, text in links left out. Lists of teasers and
//    menus weigh next to nothing by this measure, paragraphs much.
// 2. Choose: from <body> downwards, follow the child that holds most of the weight as long as one does. Where that
// stops
//    stands the article, or the element that the page itself marks as such (itemprop=articleBody, <article>, <main>).
// 3. Collect: the blocks of text below the chosen element, without what is no running text: furniture by tag, role or
//    class, blocks that are mostly links, teasers ("Lire aussi").
//
// Where the page carries its text a second time in JSON-LD (articleBody), that decides which blocks belong to it.
// Link density as the measure: Kohlschütter, Fankhauser, Nejdl, Boilerplate Detection using Shallow Text Features,
// 2010.
#include "html.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <optional>
#include <unordered_map>
#include <vector>

#include "charset.h"
#include "dates.h"
#include "entente/schema/fold.h"
#include "headline.h"
#include "html_parser.h"
#include "json_article.h"
#include "page_dates.h"
#include "page_words.h"

namespace entente {
namespace {

template <std::size_t n>
bool is_one_of(std::string_view word, const std::array<std::string_view, n>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Elements whose text is never part of an article.
constexpr std::array<std::string_view, 31> kFurniture = {
    "script",     "style",  "noscript", "template", "nav",    "aside", "footer",   "figure",
    "figcaption", "form",   "button",   "select",   "option", "input", "textarea", "iframe",
    "svg",        "canvas", "video",    "audio",    "object", "embed", "menu",     "dialog",
    "head",       "label",  "map",      "fieldset", "time",   "math",  "applet"};

// Elements that begin and end a block of text.
constexpr std::array<std::string_view, 37> kBlocks = {
    "p",       "div",     "h1",    "h2",     "h3",         "h4",   "h5",     "h6",     "li",      "ul",
    "ol",      "dl",      "dt",    "dd",     "td",         "th",   "tr",     "table",  "tbody",   "thead",
    "section", "article", "main",  "header", "blockquote", "pre",  "hr",     "center", "address", "body",
    "html",    "figure",  "aside", "footer", "nav",        "form", "details"};

constexpr std::array<std::string_view, 6> kHeadings = {"h1", "h2", "h3", "h4", "h5", "h6"};

constexpr std::array<std::string_view, 7> kFurnitureRoles = {"navigation", "banner", "contentinfo", "complementary",
                                                             "search",     "dialog", "menu"};

// Words of class and id that name furniture. Compared with whole words of them: "related-posts", "post_comments".
constexpr std::array<std::string_view, 57> kFurnitureClasses = {
    "caption",     "credit",          "credits",      "related",     "share",       "sharing",   "social",
    "newsletter",  "comment",         "comments",     "commentlist", "promo",       "advert",    "advertisement",
    "ads",         "cookie",          "cookies",      "breadcrumb",  "breadcrumbs", "tags",      "taglist",
    "recommended", "recommendations", "sidebar",      "footer",      "nav",         "navbar",    "navigation",
    "menu",        "subscribe",       "subscription", "outbrain",    "taboola",     "widget",    "widgets",
    "popup",       "modal",           "disqus",       "respond",     "byline",      "copyright", "legend",
    "pagination",  "pager",           "toolbar",      "jetpack",     "sharedaddy",  "teaser",    "teasers",
    "mostread",    "trending",        "banner",       "login",       "signup",      "metadata",  "lireaussi",
    "readmore"};

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

/// White space joined, non-breaking spaces kept.
std::string squeezed(std::string_view text) {
  std::string result;
  for (char c : text) {
    if (!is_space(c))
      result += c;
    else if (!result.empty() && result.back() != ' ')
      result += ' ';
  }
  while (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

std::string lower_ascii(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return result;
}

std::string_view content(const xmlNode* text) {
  return text->content == nullptr ? std::string_view() : reinterpret_cast<const char*>(text->content);
}

bool has_furniture_class(const xmlNode* element) {
  for (const char* name : {"class", "id"}) {
    const std::string value = lower_ascii(attribute(element, name));
    std::size_t begin = 0;
    for (std::size_t at = 0; at <= value.size(); ++at) {
      const bool in_word = at < value.size() && value[at] >= 'a' && value[at] <= 'z';
      if (in_word) continue;
      if (is_one_of(std::string_view(value).substr(begin, at - begin), kFurnitureClasses)) return true;
      begin = at + 1;
    }
  }
  return false;
}

bool is_hidden(const xmlNode* element) {
  if (xmlHasProp(element, reinterpret_cast<const xmlChar*>("hidden")) != nullptr) return true;
  if (attribute(element, "aria-hidden") == "true") return true;
  const std::string style = attribute(element, "style");
  return style.find("display:none") != style.npos || style.find("display: none") != style.npos;
}

/// A page's tree with the weights of the first pass.
class Page {
 public:
  /// `by_class`: whether names of classes tell furniture.
  Page(xmlNode* root, bool by_class) : root_(root), by_class_(by_class) {
    weigh();
    total_ = weight(root);
  }

  [[nodiscard]] xmlNode* root() const { return root_; }
  [[nodiscard]] std::size_t weight(const xmlNode* element) const {
    const auto found = weights_.find(element);
    return found == weights_.end() ? 0 : found->second;
  }

  /// Furniture by tag, role, class or invisibility. What holds half of the page's text is none, whatever it is called.
  [[nodiscard]] bool is_furniture(const xmlNode* element) const {
    const std::string_view name = tag(element);
    if (is_one_of(name, kFurniture)) return name != "form" || weight(element) * 2 < total_;
    if (name == "html" || name == "body" || name == "main" || name == "article") return false;
    if (element->properties == nullptr || weight(element) * 2 >= std::max<std::size_t>(total_, 1)) return false;
    return is_one_of(attribute(element, "role"), kFurnitureRoles) || is_hidden(element) ||
           (by_class_ && has_furniture_class(element));
  }

  /// The element that holds the article.
  [[nodiscard]] xmlNode* article() const {
    if (xmlNode* marked = marked_article()) return heaviest_path(marked);
    return heaviest_path(root_);
  }

 private:
  void weigh() {
    std::vector<std::size_t> sums;  // one for each open element
    int links = 0;
    auto enter = [&](xmlNode* node) {
      if (node->type == XML_TEXT_NODE) {
        const std::string_view text = content(node);
        if (links == 0 && !sums.empty())
          sums.back() +=
              static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return !is_space(c); }));
        return false;
      }
      if (node->type != XML_ELEMENT_NODE) return false;
      sums.push_back(0);
      links += tag(node) == "a";
      return !is_one_of(tag(node), kFurniture) || tag(node) == "form";
    };
    auto leave = [&](xmlNode* node) {
      if (node->type != XML_ELEMENT_NODE) return;
      links -= tag(node) == "a";
      const std::size_t sum = sums.back();
      sums.pop_back();
      if (sum > 0) weights_[node] = sum;
      if (!sums.empty()) sums.back() += sum;
    };
    walk(root_, enter, leave);
  }

  /// The heaviest element that the page marks as its article, if it holds a good part of the text.
  [[nodiscard]] xmlNode* marked_article() const {
    std::array<xmlNode*, 3> best{};
    auto enter = [&](xmlNode* node) {
      if (node->type != XML_ELEMENT_NODE || weight(node) == 0) return false;
      const bool body = attribute(node, "itemprop") == "articleBody";
      const bool main = tag(node) == "main" || attribute(node, "role") == "main";
      for (std::size_t rank = 0; rank < best.size(); ++rank) {
        const bool fits = rank == 0 ? body : rank == 1 ? tag(node) == "article" : main;
        if (fits && (best[rank] == nullptr || weight(node) > weight(best[rank]))) best[rank] = node;
      }
      return true;
    };
    walk(root_, enter, [](xmlNode*) {});
    for (xmlNode* node : best)
      if (node != nullptr && weight(node) >= 200 && weight(node) * 2 >= total_) return node;
    return nullptr;
  }

  /// Down to the smallest element that still holds three quarters of the text of `from`.
  [[nodiscard]] xmlNode* heaviest_path(xmlNode* from) const {
    const std::size_t enough = weight(from) - weight(from) / 4;
    for (xmlNode* node = from;;) {
      xmlNode* next = nullptr;
      for (xmlNode* child = node->children; child != nullptr && next == nullptr; child = child->next)
        if (weight(child) >= enough && !is_furniture(child)) next = child;
      if (next == nullptr || tag(next) == "p") return node;
      node = next;
    }
  }

  xmlNode* root_;
  bool by_class_;
  std::unordered_map<const xmlNode*, std::size_t> weights_;
  std::size_t total_ = 0;
};

struct Block {
  std::string text;
  std::size_t link_bytes = 0;
  std::string_view tag;
};

std::vector<Block> blocks_of(const Page& page, xmlNode* article, const std::string& title) {
  std::vector<Block> blocks;
  Block current;
  std::vector<std::string_view> open = {"div"};  // block elements
  int links = 0;
  bool line_broken = false;
  auto finish = [&] {
    current.text = squeezed(current.text);
    current.tag = open.back();
    if (!current.text.empty()) blocks.push_back(std::move(current));
    current = {};
  };
  auto enter = [&](xmlNode* node) {
    if (node->type == XML_TEXT_NODE) {
      const std::string_view text = content(node);
      current.text += text;
      if (links > 0) current.link_bytes += text.size();
      if (!std::all_of(text.begin(), text.end(), is_space)) line_broken = false;
      return false;
    }
    if (node->type != XML_ELEMENT_NODE || (node != article && page.is_furniture(node))) return false;
    const std::string_view name = tag(node);
    if (name == "br") {  // one breaks a line, two or one behind a headline or date a paragraph
      const std::string line = squeezed(current.text);
      if (line_broken || line == title || is_date_line(line, "")) finish();
      current.text += ' ';
      line_broken = true;
    }
    if (is_one_of(name, kBlocks)) {
      finish();
      open.push_back(name);
    }
    links += name == "a";
    return true;
  };
  auto leave = [&](xmlNode* node) {
    if (node->type != XML_ELEMENT_NODE || (node != article && page.is_furniture(node))) return;
    links -= tag(node) == "a";
    if (is_one_of(tag(node), kBlocks)) {
      finish();
      if (open.size() > 1) open.pop_back();
    }
  };
  walk(article, enter, leave);
  finish();
  return blocks;
}

/// "Lire aussi : …", "» Read more": by schema/reading/. A phrase that ends in a colon needs one.
bool leads_away(const Block& block) {
  if (block.text.size() >= 300) return false;
  std::string_view text = block.text;
  while (!text.empty() && (text.front() & 0x80) == 0 && !(text.front() >= 'A' && text.front() <= 'z'))
    text.remove_prefix(1);
  for (std::string_view sign : {"\u00BB ", "\u2192 ", "\u25BA ", "\u203A ", "\u2022 "})
    if (text.starts_with(sign)) text.remove_prefix(sign.size());
  const std::string start = fold_name(text.substr(0, 80));
  const std::string before_colon = fold_name(text.substr(0, std::min<std::size_t>(text.find(':'), 80)));
  const auto& phrases = page_words().lines("leads-away");
  return std::any_of(phrases.begin(), phrases.end(), [&](const std::string& phrase) {
    const std::string folded = fold_name(phrase);
    if (phrase.ends_with(':')) return before_colon == folded && text.find(':') != text.npos;
    return start.starts_with(folded) && (start.size() == folded.size() || start[folded.size()] == ' ');
  });
}

bool ends_sentence(std::string_view text) {
  for (std::string_view closing : {"\"", "\u201D", "\u00BB", ")", " ", "\u00A0", "\u202F", "\u2019", "'"})
    if (text.ends_with(closing)) text.remove_suffix(closing.size());
  return text.ends_with('.') || text.ends_with('!') || text.ends_with('?') || text.ends_with("\u2026") ||
         text.ends_with(':');
}

bool is_running_text(const Block& block) {
  if (block.text.size() < 200 && is_date_line(block.text, "")) return false;
  if (leads_away(block) || block.link_bytes * 2 > block.text.size()) return false;
  if (is_one_of(block.tag, kHeadings)) return true;
  return block.text.size() >= 80 || (block.text.size() >= 15 && ends_sentence(block.text));
}

/// Blocks that are running text; headings only where some follows.
std::vector<std::string> paragraphs(const std::vector<Block>& blocks, const std::string& title) {
  std::vector<std::string> result;
  std::vector<std::string> headings;
  for (const Block& block : blocks) {
    if (!is_running_text(block)) continue;
    if (is_one_of(block.tag, kHeadings)) {
      if (block.text != title) headings.push_back(block.text);
      continue;
    }
    // Of several headings in a row only the last is one; the others headed something that was left out.
    if (!headings.empty()) result.push_back(headings.back());
    headings.clear();
    if (block.text != title) result.push_back(block.text);
  }
  return result;
}

/// The bytes of words only: the form in which the two versions of an article's text are compared.
std::string letters(std::string_view text) {
  std::string result;
  for (char c : text)
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) result += c;
  return result;
}

/// The paragraphs that JSON-LD repeats, if they make up nearly all of it; else its own lines.
std::vector<std::string> reconciled(const std::vector<std::string>& found, const std::string& body) {
  const std::string whole = letters(body);
  if (whole.size() < 200 || body.find('<') != body.npos) return found;
  std::vector<std::string> kept;
  std::size_t covered = 0;
  std::size_t from = 0;
  for (const std::string& paragraph : found) {
    const std::string words = letters(paragraph);
    const std::size_t at = whole.find(words, from);
    if (at == whole.npos || words.empty()) continue;
    kept.push_back(paragraph);
    covered += words.size();
    from = at + words.size();
  }
  if (covered * 10 >= whole.size() * 8) return kept;
  std::vector<std::string> lines;
  std::size_t begin = 0;
  while (begin < body.size()) {
    const std::size_t end = std::min(body.find('\n', begin), body.size());
    std::string line = squeezed(std::string_view(body).substr(begin, end - begin));
    if (!line.empty()) lines.push_back(std::move(line));
    begin = end + 1;
  }
  return lines;
}

std::vector<std::string> main_text(const Page& page, const std::string& title, const std::string& linked_body) {
  return reconciled(paragraphs(blocks_of(page, page.article(), title), title), linked_body);
}

std::size_t bytes_of(const std::vector<std::string>& texts) {
  std::size_t sum = 0;
  for (const std::string& text : texts) sum += text.size();
  return sum;
}

constexpr std::size_t kShortestArticle = 300;  // bytes; below, the page is read again with a coarser filter

// ---------------------------------------------------------------- metadata

std::string text_of(xmlNode* element) {
  std::string text;
  walk(
      element,
      [&](xmlNode* node) {
        if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) text += content(node);
        return node->type == XML_ELEMENT_NODE;
      },
      [](xmlNode*) {});
  return text;
}

/// What the page says about its article, from the most to the least reliable place.
struct Metadata {
  std::optional<LinkedArticle> linked;
  std::string og_title, title;
  std::vector<std::string> h1;
  std::string published, updated;
  std::string html_language, og_locale;
  std::string canonical, og_url;
  std::vector<std::string> site_names;
};

// Names of metadata, in lower case and without '.', ':', '-', '_' and spaces; the surest first.
constexpr std::array<std::string_view, 40> kPublishedNames = {"articlepublishedtime",
                                                              "ogarticlepublishedtime",
                                                              "ogpublishedtime",
                                                              "articlepublished",
                                                              "datepublished",
                                                              "rnewsdatepublished",
                                                              "dcdateissued",
                                                              "dctermsissued",
                                                              "dcissued",
                                                              "publisheddate",
                                                              "publishdate",
                                                              "publicationdate",
                                                              "pubdate",
                                                              "btpubdate",
                                                              "ogpubdate",
                                                              "ogpublishdate",
                                                              "publishedat",
                                                              "publishedtime",
                                                              "publishtime",
                                                              "parselypubdate",
                                                              "cxenseparserecspublishtime",
                                                              "sailthrudate",
                                                              "originalpublicationdate",
                                                              "originalpublishdate",
                                                              "articledateoriginal",
                                                              "firstpublished",
                                                              "prismpublicationdate",
                                                              "citationpublicationdate",
                                                              "citationdate",
                                                              "displaydate",
                                                              "storydate",
                                                              "articledate",
                                                              "iso8601publishdate",
                                                              "dctermsdate",
                                                              "dctermscreated",
                                                              "dcdatecreated",
                                                              "dccreated",
                                                              "dcdate",
                                                              "datecreated",
                                                              "date"};
constexpr std::array<std::string_view, 9> kUpdatedNames = {
    "articlemodifiedtime", "ogupdatedtime", "datemodified", "dctermsmodified", "dcdatemodified",
    "lastmodified",        "lastmod",       "dateofupdate", "revised"};
constexpr std::array<std::string_view, 8> kSiteNames = {
    "ogsitename", "applicationname", "applemobilewebapptitle", "dcpublisher",
    "publisher",  "twittersite",     "cxenseparsesitename",    "alandroidappname"};

/// Of the named dates that a page gives the one whose name stands first in the table.
void note_date(std::string_view name, const std::string& value, Metadata& found, std::size_t& rank) {
  const auto* known = std::find(kPublishedNames.begin(), kPublishedNames.end(), name);
  const auto place = static_cast<std::size_t>(known - kPublishedNames.begin());
  if (known != kPublishedNames.end() && place < rank && !value.empty()) {
    found.published = value;
    rank = place;
  }
  if (is_one_of(name, kUpdatedNames) && found.updated.empty()) found.updated = value;
}

void note_meta(const xmlNode* meta, Metadata& found, std::size_t& rank) {
  const std::string value = attribute(meta, "content");
  for (const char* key : {"property", "name", "itemprop"}) {
    std::string name = lower_ascii(attribute(meta, key));
    std::erase_if(name, [](char c) { return c == '.' || c == ':' || c == '-' || c == '_' || c == ' '; });
    if (name.empty()) continue;
    if (name == "ogtitle" && found.og_title.empty()) found.og_title = squeezed(decoded(value));
    if (name == "ogurl" && found.og_url.empty()) found.og_url = value;
    if (name == "oglocale" && found.og_locale.empty()) found.og_locale = value;
    if (is_one_of(name, kSiteNames) && !value.empty()) found.site_names.push_back(decoded(value));
    note_date(name, value, found, rank);
  }
}

Metadata metadata_of(xmlNode* root, const ReadLimits& limits) {
  Metadata found;
  std::size_t rank = kPublishedNames.size();
  auto enter = [&](xmlNode* node) {
    if (node->type != XML_ELEMENT_NODE) return false;
    const std::string_view name = tag(node);
    if (name == "meta")
      note_meta(node, found, rank);
    else if (name == "html")
      found.html_language = attribute(node, "lang");
    else if (name == "title" && found.title.empty())
      found.title = squeezed(decoded(text_of(node)));
    else if (name == "h1" && found.h1.size() < 8)
      found.h1.push_back(squeezed(text_of(node)));
    else if (name == "link" && attribute(node, "rel") == "canonical")
      found.canonical = attribute(node, "href");
    else if (name == "script" && attribute(node, "type") == "application/ld+json" &&
             (!found.linked || !found.linked->is_article)) {
      auto linked = read_linked_article(text_of(node), limits);
      if (linked && (!found.linked || linked->is_article)) found.linked = std::move(linked);
    }
    return name != "script" && name != "style" && name != "svg";
  };
  walk(root, enter, [](xmlNode*) {});
  return found;
}

std::string first_url(std::initializer_list<std::string_view> urls) {
  for (std::string_view url : urls)
    if (url.starts_with("https://") || url.starts_with("http://")) return std::string(url);
  return "";
}

std::string first_of(std::initializer_list<std::string> texts) {
  for (const std::string& text : texts)
    if (!text.empty()) return text;
  return "";
}

std::string headline_of(const Metadata& known, const LinkedArticle& linked, std::string_view url) {
  TitleSources sources;
  sources.linked = squeezed(decoded(linked.headline));
  sources.open_graph = known.og_title;
  sources.headings = known.h1;
  sources.window = known.title;
  sources.site_names = known.site_names;
  if (!linked.publisher.empty()) sources.site_names.push_back(decoded(linked.publisher));
  sources.url = url;
  return page_headline(sources);
}

/// Metadata that give a time as seconds or milliseconds since 1970.
std::string day_of_seconds(std::string_view text) {
  if ((text.size() != 10 && text.size() != 13) || text.find_first_not_of("0123456789") != text.npos) return "";
  std::int64_t seconds = 0;
  std::from_chars(text.data(), text.data() + 10, seconds);
  const std::chrono::sys_days day{std::chrono::days(seconds / 86'400)};
  const std::chrono::year_month_day date(day);
  std::array<char, 32> iso{};
  std::snprintf(iso.data(), iso.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return iso.data();
}

/// "fr_FR" → "fr-FR"; anything that is no language tag → "".
std::string language_tag(std::string tag) {
  std::replace(tag.begin(), tag.end(), '_', '-');
  const bool sound = tag.size() >= 2 && tag.size() <= 20 && std::all_of(tag.begin(), tag.end(), [](char c) {
                       return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
                     });
  return sound ? tag : "";
}

/// With the region, where one of the places gives it: it tells how dates in figures are written.
std::string regional(const std::string& tag, const std::string& other) {
  const bool same = other.size() > tag.size() && lower_ascii(other).starts_with(lower_ascii(tag) + "-");
  return same ? other : tag;
}

/// Said by the page's data, then marked or written on it, then by its address; the day of the last change if there is
/// none of publication.
std::string published(xmlNode* root, const Metadata& known, const LinkedArticle& linked, const HtmlArticle& article) {
  const std::string tag =
      regional(regional(article.language, language_tag(known.html_language)), language_tag(known.og_locale));
  const auto day = [&](std::string_view text) {
    if (auto date = find_date(text, tag)) return date->iso;
    return day_of_seconds(text);
  };
  for (const std::string* said : {&linked.published, &known.published})
    if (std::string iso = day(*said); !iso.empty()) return iso;
  PageDates visible = visible_dates(root, article.title, tag);
  if (!visible.published.empty()) return std::move(visible.published);
  if (std::string iso = date_of_url(article.url); !iso.empty()) return iso;
  if (!visible.updated.empty()) return std::move(visible.updated);
  const std::string modified = day(linked.modified);
  return modified.empty() ? day(known.updated) : modified;
}

}  // namespace

Result<HtmlArticle> read_html(std::string_view utf8, const ReadOptions& options) {
  auto tree = parse_html(utf8, options);
  if (!tree) return tree.error();
  xmlNode* root = xmlDocGetRootElement(tree->get());

  const Metadata known = metadata_of(root, options.limits);
  const LinkedArticle linked = known.linked.value_or(LinkedArticle());
  HtmlArticle article;
  article.url = first_url({known.canonical, known.og_url, linked.url});
  article.title = headline_of(known, linked, article.url);
  article.language =
      first_of({language_tag(linked.language), language_tag(known.html_language), language_tag(known.og_locale)});
  article.published = published(root, known, linked, article);

  std::vector<std::string> body = main_text(Page(root, true), article.title, linked.body);
  // Where so little is left, the names of classes meant something else on this page.
  if (bytes_of(body) < kShortestArticle) {
    std::vector<std::string> all = main_text(Page(root, false), article.title, linked.body);
    if (bytes_of(all) > 2 * bytes_of(body)) body = std::move(all);
  }
  if (body.empty())
    return error_at(options, "is a page without an article", "give the page of one article, or its text");
  article.text = article.title;
  for (const std::string& paragraph : body) {
    if (!article.text.empty()) article.text += '\n';
    article.text += paragraph;
  }
  article.text += '\n';
  return article;
}

Result<std::vector<std::string>> page_paragraphs(std::string_view utf8, const ReadOptions& options, bool is_web) {
  auto tree = parse_html(utf8, options);
  if (!tree) return tree.error();
  xmlNode* root = xmlDocGetRootElement(tree->get());
  std::vector<std::string> paragraphs;
  for (Block& block : blocks_of(Page(root, false), root, ""))
    if (!is_web || (!leads_away(block) && block.link_bytes * 2 <= block.text.size()))
      paragraphs.push_back(std::move(block.text));
  return paragraphs;
}

}  // namespace entente

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
#include <optional>
#include <unordered_map>
#include <vector>

#include "charset.h"
#include "dates.h"
#include "html_parser.h"
#include "json_article.h"

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

// First words of lines that lead away from the article.
constexpr std::array<std::string_view, 24> kLeadsAway = {"lire aussi",
                                                         "à lire aussi",
                                                         "a lire aussi",
                                                         "lire également",
                                                         "à lire également",
                                                         "lire :",
                                                         "voir aussi",
                                                         "à lire :",
                                                         "read more",
                                                         "read also",
                                                         "also read",
                                                         "see also",
                                                         "related:",
                                                         "related :",
                                                         "more on this",
                                                         "écouter aussi",
                                                         "sur le même sujet",
                                                         "read next",
                                                         "pour aller plus loin",
                                                         "abonnez-vous",
                                                         "inscrivez-vous",
                                                         "sign up",
                                                         "follow us",
                                                         "suivez-nous"};

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

std::vector<Block> blocks_of(const Page& page, xmlNode* article) {
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
    if (name == "br") {  // one breaks a line, two break a paragraph
      if (line_broken) finish();
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

bool leads_away(const Block& block) {
  const std::string start = lower_ascii(std::string_view(block.text).substr(0, 40));
  return block.text.size() < 300 && std::any_of(kLeadsAway.begin(), kLeadsAway.end(), [&](std::string_view words) {
           return start.starts_with(words) || start.starts_with("» " + std::string(words));
         });
}

bool ends_sentence(std::string_view text) {
  for (std::string_view closing : {"\"", "\u201D", "\u00BB", ")", " ", "\u00A0", "\u202F", "\u2019", "'"})
    if (text.ends_with(closing)) text.remove_suffix(closing.size());
  return text.ends_with('.') || text.ends_with('!') || text.ends_with('?') || text.ends_with("\u2026") ||
         text.ends_with(':');
}

bool is_running_text(const Block& block) {
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
  return reconciled(paragraphs(blocks_of(page, page.article()), title), linked_body);
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
  std::string og_title, h1, title;
  std::string meta_date, time;
  std::string html_language, og_locale;
  std::string canonical, og_url;
};

constexpr std::array<std::string_view, 15> kDateNames = {"article:published_time",
                                                         "og:published_time",
                                                         "datepublished",
                                                         "date",
                                                         "dc.date",
                                                         "dc.date.issued",
                                                         "dcterms.date",
                                                         "dcterms.created",
                                                         "dcterms.issued",
                                                         "pubdate",
                                                         "publish-date",
                                                         "publish_date",
                                                         "sailthru.date",
                                                         "parsely-pub-date",
                                                         "cxenseparse:recs:publishtime"};

void note_meta(const xmlNode* meta, Metadata& found) {
  std::string name = lower_ascii(attribute(meta, "property"));
  if (name.empty()) name = lower_ascii(attribute(meta, "name"));
  if (name.empty()) name = lower_ascii(attribute(meta, "itemprop"));
  const std::string value = attribute(meta, "content");
  if (name == "og:title" && found.og_title.empty()) found.og_title = value;
  if (name == "og:url" && found.og_url.empty()) found.og_url = value;
  if (name == "og:locale" && found.og_locale.empty()) found.og_locale = value;
  if (is_one_of(name, kDateNames) && found.meta_date.empty()) found.meta_date = value;
}

Metadata metadata_of(xmlNode* root, const ReadLimits& limits) {
  Metadata found;
  auto enter = [&](xmlNode* node) {
    if (node->type != XML_ELEMENT_NODE) return false;
    const std::string_view name = tag(node);
    if (name == "meta")
      note_meta(node, found);
    else if (name == "html")
      found.html_language = attribute(node, "lang");
    else if (name == "title" && found.title.empty())
      found.title = squeezed(text_of(node));
    else if (name == "h1" && found.h1.empty())
      found.h1 = squeezed(text_of(node));
    else if (name == "link" && attribute(node, "rel") == "canonical")
      found.canonical = attribute(node, "href");
    else if (name == "time" && found.time.empty())
      found.time = attribute(node, "datetime");
    else if (name == "script" && !found.linked && attribute(node, "type") == "application/ld+json")
      found.linked = read_linked_article(text_of(node), limits);
    if (name != "meta" && found.meta_date.empty() && attribute(node, "itemprop") == "datePublished") {
      found.meta_date = attribute(node, "datetime");
      if (found.meta_date.empty()) found.meta_date = squeezed(text_of(node));
    }
    return name != "script" && name != "style";
  };
  walk(root, enter, [](xmlNode*) {});
  return found;
}

/// Titles of windows end in the name of the site: "Headline - Site", "Headline | Site".
std::string without_site(const std::string& title) {
  for (std::string_view separator : {" | ", " - ", " – ", " — ", " :: "})
    if (const std::size_t at = title.rfind(separator); at != title.npos && at >= 20) return title.substr(0, at);
  return title;
}

std::string first_date(std::initializer_list<std::string_view> texts) {
  for (std::string_view text : texts)
    if (auto date = find_date(text, "")) return date->iso;
  return "";
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

/// "fr_FR" → "fr-FR"; anything that is no language tag → "".
std::string language_tag(std::string tag) {
  std::replace(tag.begin(), tag.end(), '_', '-');
  const bool sound = tag.size() >= 2 && tag.size() <= 20 && std::all_of(tag.begin(), tag.end(), [](char c) {
                       return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
                     });
  return sound ? tag : "";
}

}  // namespace

Result<HtmlArticle> read_html(std::string_view utf8, const ReadOptions& options) {
  auto tree = parse_html(utf8, options);
  if (!tree) return tree.error();
  xmlNode* root = xmlDocGetRootElement(tree->get());

  const Metadata known = metadata_of(root, options.limits);
  const LinkedArticle linked = known.linked.value_or(LinkedArticle());
  HtmlArticle article;
  article.title = squeezed(first_of({linked.headline, known.og_title, known.h1, without_site(known.title)}));
  article.published = first_date({linked.published, known.meta_date, known.time});
  article.language =
      first_of({language_tag(linked.language), language_tag(known.html_language), language_tag(known.og_locale)});
  article.url = first_url({known.canonical, known.og_url, linked.url});

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

}  // namespace entente

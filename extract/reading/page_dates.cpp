// The page is cut into lines of text as they are seen. A line may hold marked dates (<time datetime>, <abbr title>,
// itemprop with content) and plain ones. Each is a candidate with points for what is said of it and for its place; the
// best one is taken. The points only order the kinds; their differences carry no other meaning.
#include "page_dates.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <vector>

#include "dates.h"
#include "entente/schema/fold.h"
#include "html_parser.h"
#include "page_words.h"

namespace entente {
namespace {

template <std::size_t n>
bool is_one_of(std::string_view word, const std::array<std::string_view, n>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array<std::string_view, 21> kLeftOut = {
    "script", "style", "noscript", "template", "nav",   "aside",  "footer", "figure", "select", "option", "textarea",
    "iframe", "svg",   "canvas",   "video",    "audio", "object", "embed",  "menu",   "dialog", "head"};
constexpr std::array<std::string_view, 26> kLeftOutClasses = {
    "comment", "comments", "commentlist", "related", "recommended", "recommendations", "sidebar", "footer", "teaser",
    "teasers", "mostread", "trending",    "widget",  "widgets",     "promo",           "advert",  "ads",    "cookie",
    "cookies", "nav",      "navbar",      "menu",    "outbrain",    "taboola",         "popup",   "disqus"};
constexpr std::array<std::string_view, 32> kLines = {
    "p",    "div",    "h1",         "h2",  "h3",     "h4",      "h5",   "h6",   "li",    "ul",      "ol",
    "dl",   "dt",     "dd",         "td",  "th",     "tr",      "br",   "hr",   "table", "section", "article",
    "main", "header", "blockquote", "pre", "center", "address", "body", "html", "form",  "fieldset"};
// Whole words of a class or id that name a date.
constexpr std::array<std::string_view, 12> kDateClasses = {"date",     "dates",       "published", "pubdate",
                                                           "datetime", "timestamp",   "dateline",  "datepub",
                                                           "postdate", "publication", "time",      "posted"};
constexpr std::array<std::string_view, 8> kPublishedClasses = {"published", "pubdate",     "publication", "publish",
                                                               "datepub",   "datecreated", "posted",      "created"};
constexpr std::array<std::string_view, 6> kUpdatedClasses = {"updated", "modified",     "update",
                                                             "maj",     "datemodified", "lastmod"};

constexpr std::size_t kLongestLine = 300;  // bytes; a paragraph above this is not looked at
constexpr std::size_t kParagraph = 80;     // bytes of a line of running text
constexpr std::size_t kLinesAbove = 6;     // the kicker, the section and the date above a headline

/// Calls `visit` with each word of the element's class and id, in lower case: "post-date", "articleDate" are two.
template <class Visit>
void class_words(const xmlNode* element, Visit visit) {
  for (const char* name : {"class", "id"}) {
    std::string word;
    for (char c : attribute(element, name) + " ") {
      const bool upper = c >= 'A' && c <= 'Z';
      const bool lower = c >= 'a' && c <= 'z';
      if (!lower && !word.empty()) {
        visit(std::string_view(word));
        word.clear();
      }
      if (lower || upper) word += upper ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
}

template <std::size_t n>
bool has_class(const xmlNode* element, const std::array<std::string_view, n>& words) {
  bool found = false;
  class_words(element, [&](std::string_view word) { found = found || is_one_of(word, words); });
  return found;
}

bool is_hidden(const xmlNode* element) {
  const std::string style = attribute(element, "style");
  return xmlHasProp(element, reinterpret_cast<const xmlChar*>("hidden")) != nullptr ||
         style.find("display:none") != style.npos || style.find("display: none") != style.npos;
}

/// What the names of an element say of the date in it.
Announcement announced_by(const xmlNode* element) {
  for (const char* name : {"itemprop", "property"}) {
    const std::string value = attribute(element, name);
    if (value.ends_with("datePublished") || value.ends_with("dateCreated")) return Announcement::published;
    if (value.ends_with("dateModified")) return Announcement::updated;
  }
  if (xmlHasProp(element, reinterpret_cast<const xmlChar*>("pubdate")) != nullptr) return Announcement::published;
  if (has_class(element, kPublishedClasses)) return Announcement::published;
  return has_class(element, kUpdatedClasses) ? Announcement::updated : Announcement::none;
}

struct Mark {
  std::size_t at = 0;  // in the text of the line
  std::string value;   // what the element says beside its text
  Announcement how = Announcement::none;
};

struct Line {
  std::string text;
  std::vector<Mark> marks;
  bool in_site_header = false;
  bool is_named_date = false;  // by a class around it
  bool is_headline = false;
};

/// The lines of a page, without what is no part of its article.
class Lines {
 public:
  explicit Lines(xmlNode* root) {
    weigh(root);
    walk(
        root, [this](xmlNode* node) { return enter(node); }, [this](xmlNode* node) { leave(node); });
    finish();
  }
  [[nodiscard]] std::vector<Line>& lines() { return lines_; }

 private:
  void weigh(xmlNode* root) {
    std::vector<std::size_t> sums = {0};
    const auto enter = [&](xmlNode* node) {
      if (node->type == XML_TEXT_NODE && node->content != nullptr)
        sums.back() += std::string_view(reinterpret_cast<const char*>(node->content)).size();
      if (node->type != XML_ELEMENT_NODE) return false;
      sums.push_back(0);
      return true;
    };
    const auto leave = [&](xmlNode* node) {
      if (node->type != XML_ELEMENT_NODE) return;
      const std::size_t sum = sums.back();
      sums.pop_back();
      sums.back() += sum;
      weights_[node] = sum;
    };
    walk(root, enter, leave);
    total_ = sums.back();
  }
  /// By the name of a class, unless it holds half of the page: then the name means something else.
  [[nodiscard]] bool is_furniture(const xmlNode* element) const {
    return has_class(element, kLeftOutClasses) && weights_.at(element) * 2 < total_;
  }

  bool enter(xmlNode* node) {
    if (node->type == XML_TEXT_NODE) {
      if (node->content != nullptr && line_.text.size() <= kLongestLine)
        add(reinterpret_cast<const char*>(node->content));
      return false;
    }
    if (node->type != XML_ELEMENT_NODE) return false;
    const std::string_view name = tag(node);
    const bool is_meta = name == "meta" || name == "link";
    if (is_one_of(name, kLeftOut) || is_hidden(node) || is_furniture(node)) {
      left_out_ = node;
      return false;
    }
    if (is_one_of(name, kLines)) finish();
    if (name == "article" || name == "main") ++in_article_;
    if (name == "header" || attribute(node, "role") == "banner") ++in_header_;
    if (name == "h1") ++in_headline_;
    const Announcement how = announced_by(node);
    const bool is_named = !is_meta && has_class(node, kDateClasses);
    named_ += is_named ? 1 : 0;
    std::string value = attribute(node, "datetime");
    if (value.empty() && (how != Announcement::none || is_meta)) value = attribute(node, "content");
    if (value.empty() && (name == "abbr" || is_named || how != Announcement::none)) value = attribute(node, "title");
    const bool names_date = xmlHasProp(node, reinterpret_cast<const xmlChar*>("itemprop")) != nullptr ||
                            xmlHasProp(node, reinterpret_cast<const xmlChar*>("property")) != nullptr;
    if (name == "time" || (how != Announcement::none && (names_date || !value.empty())) || (is_named && !value.empty()))
      line_.marks.push_back({line_.text.size(), std::move(value), how});
    return true;
  }
  void leave(xmlNode* node) {
    if (node->type != XML_ELEMENT_NODE) return;
    if (node == left_out_) {
      left_out_ = nullptr;
      return;
    }
    const std::string_view name = tag(node);
    if (is_one_of(name, kLines)) finish();
    if (name == "article" || name == "main") --in_article_;
    if (name == "header" || attribute(node, "role") == "banner") --in_header_;
    if (name == "h1") --in_headline_;
    if (name != "meta" && name != "link" && has_class(node, kDateClasses)) --named_;
  }
  void add(std::string_view text) {
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    // <span>12 March 2024</span><span>10:34</span>: the style sheet parts them.
    if (!text.empty() && !line_.text.empty() && is_digit(text.front()) && is_digit(line_.text.back()))
      line_.text += ' ';
    for (char c : text) line_.text += c == '\n' || c == '\r' || c == '\t' ? ' ' : c;
  }
  void finish() {
    line_.in_site_header = in_header_ > 0 && in_article_ == 0;
    line_.is_named_date = named_ > 0;
    line_.is_headline = in_headline_ > 0;
    const bool is_empty = std::all_of(line_.text.begin(), line_.text.end(), [](char c) { return c == ' '; });
    if (!is_empty || !line_.marks.empty()) lines_.push_back(std::move(line_));
    line_ = {};
  }

  std::unordered_map<const xmlNode*, std::size_t> weights_;  // bytes of text
  std::size_t total_ = 0;
  std::vector<Line> lines_;
  Line line_;
  xmlNode* left_out_ = nullptr;
  int in_article_ = 0, in_header_ = 0, in_headline_ = 0, named_ = 0;
};

struct Candidate {
  std::string iso;
  int points = 0;
};

/// Where the headline stands and where its text ends.
struct Place {
  std::size_t headline = 0;
  bool is_known = false;
};

Place place_of(const std::vector<Line>& lines, std::string_view headline) {
  const std::string wanted = fold_name(headline);
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (!wanted.empty() && lines[i].text.size() <= kLongestLine && fold_name(lines[i].text) == wanted) return {i, true};
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (lines[i].is_headline && !lines[i].in_site_header) return {i, true};
  return {};
}

}  // namespace

PageDates visible_dates(xmlNode* root, std::string_view headline, std::string_view language) {
  Lines read(root);
  const std::vector<Line>& lines = read.lines();
  const Place place = place_of(lines, headline);
  Candidate published, updated;
  std::size_t paragraphs = 0;  // since the headline
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Line& line = lines[i];
    int place_points = 0;
    if (line.in_site_header) place_points -= 40;
    if (place.is_known && i < place.headline) place_points -= i + kLinesAbove < place.headline ? 30 : 10;
    if (paragraphs > 1) place_points -= 20;
    const auto note = [&](std::string iso, Announcement how, int points) {
      if (iso.empty()) return;
      points += place_points + (how == Announcement::published ? 40 : 0);
      // Today's date in the header of the site, and dates of other articles further down.
      if (how == Announcement::none && (line.in_site_header || paragraphs > 4)) return;
      Candidate& best = how == Announcement::updated ? updated : published;
      if (best.iso.empty() || points > best.points) best = {std::move(iso), points};
    };
    for (const Mark& mark : line.marks) {
      Announcement how = mark.how;
      if (how == Announcement::none) how = announcement_at_end(std::string_view(line.text).substr(0, mark.at));
      auto date = find_date(mark.value, language);
      if (!date) date = find_date(std::string_view(line.text).substr(mark.at), language);
      if (date) note(date->iso, how, 60);
    }
    if (line.text.size() <= kLongestLine) {
      if (const auto date = publication_date(line.text, language))
        note(date->date.iso, date->how, line.is_named_date ? 55 : 50);
      else if (line.is_named_date && line.text.size() <= kParagraph)
        if (const auto named = find_date(line.text, language)) note(named->iso, Announcement::none, 45);
      // "Situation at the border (13 September 2022)"
      if (const std::size_t open = line.text.rfind('(');
          place.is_known && i == place.headline && open != line.text.npos)
        if (const auto dated = find_date(std::string_view(line.text).substr(open), language))
          note(dated->iso, Announcement::none, 20);
    }
    if ((!place.is_known || i > place.headline) && line.text.size() >= kParagraph) ++paragraphs;
  }
  return {std::move(published.iso), std::move(updated.iso)};
}

std::string date_of_url(std::string_view url) {
  const std::size_t host = url.find("://");
  const std::size_t path = host == url.npos ? 0 : url.find('/', host + 3);
  if (path == url.npos) return "";
  std::vector<std::string_view> parts;
  const std::string_view rest = url.substr(path, url.find_first_of("?#", path) - path);
  for (std::size_t begin = 0; begin <= rest.size();) {
    const std::size_t end = std::min(rest.find_first_of("/-_.,", begin), rest.size());
    parts.push_back(rest.substr(begin, end - begin));
    begin = end + 1;
  }
  const auto is_year = [](std::string_view part) {
    return part.size() == 4 && (part.starts_with("19") || part.starts_with("20"));
  };
  for (std::size_t i = 0; i < parts.size(); ++i) {
    std::string date;
    if (parts[i].size() == 8 && is_year(parts[i].substr(0, 4))) date = parts[i];
    if (i + 2 < parts.size() && is_year(parts[i])) {
      const bool by_name = !parts[i + 1].empty() && page_words().month(fold_name(parts[i + 1])) != 0;
      const std::string_view day = parts[i + 2];
      date = by_name ? std::string(day) + " " + std::string(parts[i + 1]) + " " + std::string(parts[i])
                     : std::string(parts[i]) + "-" + std::string(parts[i + 1]) + "-" + std::string(day);
    }
    if (date.empty()) continue;
    const auto found = find_date(date, "");
    if (found && found->span.end == date.size()) return found->iso;
  }
  return "";
}

}  // namespace entente

#include "caption.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "iri.h"
#include "text.h"
#include "ui_text.h"

namespace entente {
namespace {

constexpr std::size_t kLongestHeadline = 60;  // of one among several
constexpr std::size_t kLongestName = 24;      // in a title

// "2024-10-28" → "28 October 2024"; what is no date stays as it is.
std::string spoken_date(const std::string& iso, std::string_view language) {
  int year = 0, month = 0, day = 0;
  const auto read = [&](std::size_t at, std::size_t count, int& into) {
    if (iso.size() < at + count) return false;
    const auto [end, error] = std::from_chars(iso.data() + at, iso.data() + at + count, into);
    return error == std::errc() && end == iso.data() + at + count;
  };
  const bool has_day = iso.size() >= 10 && iso[4] == '-' && iso[7] == '-' && read(8, 2, day);
  const bool has_month = iso.size() >= 7 && iso[4] == '-' && read(5, 2, month) && month >= 1 && month <= 12;
  if (!read(0, 4, year) || !has_month) return visible(iso);
  std::string text = has_day ? std::to_string(day) + ' ' : "";
  if (has_day && day == 1 && language.starts_with("fr")) text = "1er ";
  text += ui_text(language).months[static_cast<std::size_t>(month - 1)];
  return text + ' ' + std::to_string(year);
}

// "news.example" of an address on the web; "" for anything else.
std::string host_of(const Article& article) {
  const std::string link = web_link(article.source);
  const std::size_t begin = link.find("://");
  if (begin == std::string::npos) return {};
  std::string host = link.substr(begin + 3);
  host.resize(std::min(host.find_first_of("/?#"), host.size()));
  return visible(host.starts_with("www.") ? host.substr(4) : host);
}

std::string joined(const std::vector<std::string>& texts, std::string_view separator) {
  std::string all;
  for (const std::string& text : texts)
    if (!text.empty()) all.append(all.empty() ? "" : separator).append(text);
  return all;
}

}  // namespace

std::string default_title(const KnowledgeGraph& graph, const Diagram& diagram, std::string_view language) {
  if (graph.article_count() == 1) {
    const Article& only = graph.fragments().begin()->second.article;
    return visible(only.title.empty() ? only.name : only.title);
  }
  const UiText& words = ui_text(language);
  std::map<std::size_t, std::size_t> degrees;
  for (const Line& line : diagram.lines)
    for (const std::size_t end : {line.from, line.to}) degrees[end] += line.items.size() * line.sources;
  std::vector<std::pair<std::size_t, std::size_t>> order(degrees.begin(), degrees.end());
  std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  std::vector<std::string> names;
  for (const auto& [node, degree] : order) {
    const std::string name = visible(diagram.nodes[node].node.name);
    if (names.size() < 3 && shortened(name, kLongestName) == name) names.push_back(name);
  }
  std::string text = joined(names, ", ");
  if (!text.empty()) text += std::string(language.starts_with("fr") ? " : " : ": ");
  return text.append(words.who_does);
}

std::string date_line(const KnowledgeGraph& graph, std::string_view language) {
  const UiText& words = ui_text(language);
  std::set<std::string> days, hosts;
  for (const auto& [id, fragment] : graph.fragments()) {
    if (!fragment.article.published.empty()) days.insert(fragment.article.published);
    if (std::string host = host_of(fragment.article); !host.empty()) hosts.insert(std::move(host));
  }
  std::string when = days.empty() ? "" : spoken_date(*days.begin(), language);
  if (days.size() > 1) when += " – " + spoken_date(*days.rbegin(), language);
  if (graph.article_count() == 1) return shortened(joined({when, hosts.empty() ? "" : *hosts.begin()}, " · "), 120);
  return shortened(joined({std::to_string(graph.article_count()) + ' ' + std::string(words.articles), when}, ", "),
                   120);
}

std::vector<std::string> source_lines(const KnowledgeGraph& graph, std::string_view language, std::size_t width,
                                      std::size_t lines) {
  const UiText& words = ui_text(language);
  std::vector<std::pair<std::string, std::string>> sources;  // by day
  for (const auto& [id, fragment] : graph.fragments()) {
    const Article& article = fragment.article;
    const std::string host = host_of(article);
    const bool is_known = graph.article_count() == 1;  // from the title
    std::string text =
        is_known ? "" : shortened(visible(article.title.empty() ? article.name : article.title), kLongestHeadline);
    const std::string place = is_known ? shortened(visible(host.empty() ? article.name : article.source), 110) : host;
    const std::string about =
        joined({place, article.published.empty() ? "" : spoken_date(article.published, language)}, ", ");
    if (!about.empty()) text += text.empty() ? about : " (" + shortened(about, 60) + ')';
    sources.emplace_back(article.published, std::move(text));
  }
  std::stable_sort(sources.begin(), sources.end());
  std::vector<std::string> made;
  // As many as go in, with room for how many do not.
  for (std::size_t shown = sources.size(); shown > 0; shown = shown > 4 * lines ? shown / 2 : shown - 1) {
    std::string text(words.sources_are);
    for (std::size_t i = 0; i < shown; ++i) text += (i == 0 ? "" : "; ") + sources[i].second;
    if (shown < sources.size())
      text += "; " + std::string(words.and_others) + ' ' + std::to_string(sources.size() - shown) + ' ' +
              std::string(words.and_more);
    made = wrapped(text, width);
    if (made.size() <= lines) break;
  }
  if (made.size() > lines) made.resize(lines);
  return made;
}

}  // namespace entente

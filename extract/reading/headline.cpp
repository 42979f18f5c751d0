#include "headline.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "entente/schema/fold.h"

namespace entente {
namespace {

// Between a headline and a site's name, or between a section and either.
constexpr std::array<std::string_view, 9> kSeparators = {
    " | ", " - ", " – ", " — ", " :: ", " · ", " • ", " » ", " « "};
constexpr std::array<std::string_view, 3> kBeforeHeadline = {": ", " : ", " | "};

constexpr std::size_t kShortestHeadline = 20;  // bytes; what is shorter may be half a headline
constexpr std::size_t kLongestSiteName = 40;   // bytes
constexpr std::size_t kWordsOfSiteName = 6;
constexpr std::size_t kWordsOfSection = 3;

std::size_t words_in(std::string_view text) {
  const std::string folded = fold_name(text);
  return folded.empty() ? 0 : static_cast<std::size_t>(std::count(folded.begin(), folded.end(), ' ')) + 1;
}

/// Letters and digits only: "Le Monde.fr", "@lemondefr" and "lemonde.fr" are one.
std::string joined(std::string_view name) {
  std::string folded = fold_name(name);
  std::erase(folded, ' ');
  return folded;
}

/// "https://www.lemonde.fr/x" → "lemondefr", "lemonde".
std::vector<std::string> names_of_host(std::string_view url) {
  const std::size_t begin = url.find("://");
  if (begin == url.npos) return {};
  std::string_view host = url.substr(begin + 3);
  host = host.substr(0, host.find_first_of("/:?#"));
  for (std::string_view prefix : {"www.", "m.", "amp.", "mobile."})
    if (host.starts_with(prefix)) host.remove_prefix(prefix.size());
  std::vector<std::string> names = {joined(host)};
  for (std::size_t dot = host.rfind('.'); dot != host.npos && dot > 0; dot = host.rfind('.', dot - 1))
    names.push_back(joined(host.substr(0, dot)));
  return names;
}

class Titles {
 public:
  explicit Titles(const TitleSources& sources) {
    for (const std::string& name : sources.site_names) add_site(joined(name));
    for (std::string& name : names_of_host(sources.url)) add_site(std::move(name));
    for (const std::string& heading : sources.headings)
      if (is_end_of(heading, sources.window)) add_site(joined(heading));
    for (const std::string& heading : sources.headings)
      if (!is_site(heading)) headings_.push_back(fold_name(heading));
    if (!sources.linked.empty()) headings_.push_back(fold_name(sources.linked));
  }

  [[nodiscard]] bool is_site(std::string_view text) const {
    const std::string name = joined(text);
    return std::any_of(sites_.begin(), sites_.end(), [&](const std::string& site) {
      return name == site || (site.size() > 4 && (name == "the" + site || name == "le" + site || site == "the" + name));
    });
  }

  [[nodiscard]] std::string without_site(std::string title, bool guess) const {
    bool is_section = false;  // what stands before the site's name may be the section
    for (int cuts = 0; cuts < 4 && !is_heading(title); ++cuts) {
      const auto [at, separator] = last_separator(title);
      if (at == title.npos) break;
      const std::string_view tail = std::string_view(title).substr(at + separator.size());
      const std::string_view rest = std::string_view(title).substr(0, at);
      const bool is_bar = separator == kSeparators.front();
      const bool known = is_site(tail) || is_heading(rest);
      const bool looks =
          (guess && cuts == 0 && sites_.empty() && looks_like_site(rest, tail)) ||
          (is_section && is_bar && rest.size() >= kShortestHeadline && words_in(tail) <= kWordsOfSection);
      if (!known && !looks) break;
      is_section = is_section || is_bar;
      title.resize(at);
    }
    for (std::string_view separator : kBeforeHeadline) {
      const std::size_t at = title.find(separator);
      if (at == title.npos || is_heading(title)) continue;
      const std::string_view head = std::string_view(title).substr(0, at);
      const std::string_view rest = std::string_view(title).substr(at + separator.size());
      if (is_site(head) || is_heading(rest)) return std::string(rest);
    }
    for (std::string_view separator : kSeparators)
      if (const std::size_t at = title.find(separator); at != title.npos && is_site(title.substr(0, at)))
        return title.substr(at + separator.size());
    return title;
  }

 private:
  /// A heading that the title of the window has behind or before something longer: the site's logo.
  static bool is_end_of(std::string_view heading, std::string_view window) {
    if (heading.empty() || window.size() <= 2 * heading.size()) return false;
    const auto is_one_part = [](std::string_view rest) { return last_separator(rest).first == rest.npos; };
    return std::any_of(kSeparators.begin(), kSeparators.end(), [&](std::string_view separator) {
      const std::size_t both = heading.size() + separator.size();
      return (window.ends_with(std::string(separator) + std::string(heading)) ||
              (window.starts_with(std::string(heading) + std::string(separator)) && is_one_part(window.substr(both))));
    });
  }
  void add_site(std::string name) {
    if (!name.empty()) sites_.push_back(std::move(name));
  }
  [[nodiscard]] bool is_heading(std::string_view text) const {
    const std::string folded = fold_name(text);
    return !folded.empty() && std::find(headings_.begin(), headings_.end(), folded) != headings_.end();
  }
  static std::pair<std::size_t, std::string_view> last_separator(std::string_view title) {
    std::pair<std::size_t, std::string_view> last = {title.npos, ""};
    for (std::string_view separator : kSeparators)
      if (const std::size_t at = title.rfind(separator);
          at != title.npos && (last.first == title.npos || at > last.first))
        last = {at, separator};
    return last;
  }
  /// A few words, the first with a capital, behind what is long enough to be a headline.
  static bool looks_like_site(std::string_view rest, std::string_view tail) {
    const bool is_sentence = tail.ends_with('?') || tail.ends_with('!') || tail.ends_with('.');
    const bool is_small = tail.empty() || (tail.front() >= 'a' && tail.front() <= 'z');
    return rest.size() >= kShortestHeadline && tail.size() <= kLongestSiteName && !is_sentence && !is_small &&
           words_in(tail) <= kWordsOfSiteName;
  }

  std::vector<std::string> sites_;     // joined
  std::vector<std::string> headings_;  // folded
};

bool is_cut(std::string_view title) { return title.ends_with("...") || title.ends_with("\u2026"); }

}  // namespace

std::string page_headline(const TitleSources& sources) {
  const Titles titles(sources);
  std::string heading;
  for (const std::string& candidate : sources.headings)
    if (heading.empty() && !candidate.empty() && !titles.is_site(candidate)) heading = candidate;
  for (const std::string* title : {&sources.linked, &sources.open_graph}) {
    if (title->empty() || titles.is_site(*title)) continue;
    std::string result = titles.without_site(*title, title == &sources.open_graph);
    // A title that was shortened for other sites; the page has it whole.
    if (is_cut(result) && heading.size() > result.size()) return heading;
    return result;
  }
  // A heading that stands in the title of the window is the article's; a logo may be a heading too.
  for (const std::string& candidate : sources.headings)
    if (!candidate.empty() && !titles.is_site(candidate) &&
        fold_name(sources.window).find(fold_name(candidate)) != std::string::npos && words_in(candidate) > 1)
      return candidate;
  if (words_in(heading) > 2 || sources.window.empty()) return heading;
  return titles.without_site(sources.window, true);
}

std::string decoded(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text[at] == '&' ? text.find(';', at) : text.npos;
    if (end == text.npos || end - at > 10 || end == at + 1) {
      result += text[at++];
      continue;
    }
    const std::string name(text.substr(at + 1, end - at - 1));
    std::uint32_t code = 0;
    if (name.front() == '#') {
      const bool hex = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
      std::from_chars(name.data() + (hex ? 2 : 1), name.data() + name.size(), code, hex ? 16 : 10);
    } else if (const htmlEntityDesc* entity = htmlEntityLookup(reinterpret_cast<const xmlChar*>(name.c_str()))) {
      code = entity->value;
    } else if (name == "apos") {
      code = '\'';
    }
    const bool is_sound = code >= 0x20 && code < 0x110000 && (code < 0xD800 || code > 0xDFFF);
    if (!is_sound) {
      result += text[at++];
      continue;
    }
    std::array<xmlChar, 8> bytes{};
    const int size = xmlCopyCharMultiByte(bytes.data(), static_cast<int>(code));
    result.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(size));
    at = end + 1;
  }
  return result;
}

}  // namespace entente

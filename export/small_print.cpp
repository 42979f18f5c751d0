#include "small_print.h"

#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include "entente/export/reader_name.h"
#include "entente/schema/builtin.h"
#include "entente/schema/fold.h"
#include "entente/schema/lexicon.h"
#include "text.h"
#include "ui_text.h"

namespace entente {
namespace {

constexpr double kLeastConfidence = 0.5;

std::vector<std::string_view> parts(std::string_view text, char separator) {
  std::vector<std::string_view> result;
  while (true) {
    const std::size_t end = text.find(separator);
    result.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return result;
    text.remove_prefix(end + 1);
  }
}

// What each office is called first, by its key: "foreign-minister" → "ministre des Affaires étrangères".
const std::map<std::string_view, std::string_view>& office_names(std::string_view language) {
  static const auto read = [](std::string_view column) {
    std::map<std::string_view, std::string_view> names;
    std::size_t wanted = 0;
    for (const std::string_view line : parts(builtin_file("gazetteer/roles.tsv"), '\n')) {
      if (line.empty() || line.front() == '#') continue;
      const std::vector<std::string_view> cells = parts(line, '\t');
      if (wanted == 0)
        wanted = static_cast<std::size_t>(std::find(cells.begin(), cells.end(), column) - cells.begin());
      else if (wanted < cells.size())
        names.emplace(cells[0], cells[wanted].substr(0, cells[wanted].find('|')));
    }
    return names;
  };
  static const auto english = read("title.en"), french = read("title.fr");
  return language.starts_with("fr") ? french : english;
}

// The words of a quote, without what stands around them.
std::vector<std::string> words_of(std::string_view quote) {
  std::string plain = visible(quote);
  for (const std::string_view mark : {"’", "'", ",", ";", ":", "(", ")", "«", "»", "“", "”", "\""})
    for (std::size_t at = plain.find(mark); at != std::string::npos; at = plain.find(mark, at + 1))
      plain.replace(at, mark.size(), " ");
  std::vector<std::string> words;
  for (const std::string_view word : parts(plain, ' '))
    if (!word.empty()) words.emplace_back(word);
  return words;
}

// The first letter small, unless it begins an acronym.
std::string without_capital(std::string title) {
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (!title.empty() && is_capital(title[0]) && !(title.size() > 1 && is_capital(title[1])))
    title[0] = static_cast<char>(title[0] - 'A' + 'a');
  return title;
}

// The longest title in the quote that means this relation; "" if there is none.
std::string title_in(const Evidence& evidence, std::string_view relation, std::string_view spoken,
                     std::string_view language) {
  constexpr std::size_t kLongest = 6, kMostWords = 40;
  std::vector<std::string> words = words_of(evidence.quote.exact);
  words.resize(std::min(words.size(), kMostWords));
  for (std::size_t length = std::min(kLongest, words.size()); length > 0; --length)
    for (std::size_t begin = 0; begin + length <= words.size(); ++begin) {
      std::string title = words[begin];
      for (std::size_t i = 1; i < length; ++i) title += ' ' + words[begin + i];
      for (const TitleMatch& match : builtin_lexicon().titles(fold_name(title), spoken)) {
        const Role& role = builtin_lexicon()[match.role];
        if (role.relation != relation) continue;
        if (spoken == language) return without_capital(title);
        const auto known = office_names(language).find(role.key);
        if (known != office_names(language).end()) return std::string(known->second);
      }
    }
  return {};
}

// Bodies in one language by what they are called in the other, in the form of `fold_name`.
const std::map<std::string, std::string_view>& bodies(bool is_from_french) {
  static const auto read = [](std::size_t from) {
    std::map<std::string, std::string_view> pairs;
    for (const std::string_view line : parts(builtin_file("names/bodies.tsv"), '\n')) {
      const std::vector<std::string_view> cells = parts(line, '\t');
      if (cells.size() == 2 && !line.starts_with('#')) pairs.emplace(fold_name(cells[from]), cells[1 - from]);
    }
    return pairs;
  };
  static const auto from_french = read(0), from_english = read(1);
  return is_from_french ? from_french : from_english;
}

// "nord-coréens" → "North Korean"; "" for what is no demonym of one state.
std::string_view english_demonym(std::string_view french) {
  for (const GazetteerMatch& match : builtin_gazetteer().lookup(fold_name(french), "fr")) {
    if (match.kind != NameKind::demonym) continue;
    for (const GazetteerName& name : builtin_gazetteer()[match.entry].names)
      if (name.kind == NameKind::demonym && name.language == "en") return name.text;
  }
  return {};
}

bool is_office(std::string_view relation) {
  constexpr std::array<std::string_view, 4> kOffices = {"leads", "spokespersonFor", "memberOf", "affiliatedWith"};
  return std::find(kOffices.begin(), kOffices.end(), relation) != kOffices.end();
}

std::string_view plain_word(std::string_view relation, const UiText& words) {
  if (relation == "leads") return words.leads;
  if (relation == "spokespersonFor") return words.speaks_for;
  if (relation == "memberOf") return words.member;
  return {};
}

// "Russian army" says that it is Russia's.
bool tells_of(const Node& node, const Node& whole, const Gazetteer* names) {
  const std::string own = ' ' + fold_name(node.name) + ' ';
  const auto is_in = [&](std::string_view name) {
    const std::string folded = fold_name(name);
    return !folded.empty() && own.find(' ' + folded) != std::string::npos;
  };
  if (is_in(whole.name) || std::any_of(whole.alternate_names.begin(), whole.alternate_names.end(), is_in)) return true;
  if (names == nullptr) return false;
  const EntryId known = names->find(std::string_view(whole.id).substr(whole.id.find('/') + 1));
  return !known.is_none() && std::any_of((*names)[known].names.begin(), (*names)[known].names.end(),
                                         [&](const GazetteerName& name) { return is_in(name.text); });
}

}  // namespace

std::string translated_body(std::string_view name, std::string_view spoken, std::string_view language) {
  const bool is_french = spoken == "fr";
  if (spoken == language || (!is_french && spoken != "en")) return {};
  const std::string plain = visible(name);
  std::vector<std::string_view> words = parts(plain, ' ');
  std::string number;
  const auto is_number = [](std::string_view word) { return word.find_first_not_of("0123456789,.") == word.npos; };
  while (!words.empty() && is_number(words.front())) {
    number.append(words.front()).append(" ");
    words.erase(words.begin());
  }
  const auto joined = [&words](std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text.append(i == 0 ? "" : " ").append(words[i]);
    return fold_name(text);
  };
  if (words.empty()) return {};
  const auto whole = bodies(is_french).find(joined(words.size()));
  if (whole != bodies(is_french).end()) return number.append(whole->second);
  // French puts the people behind the noun; what stands before an English one would have to agree with a French one.
  if (!is_french || words.size() < 2) return {};
  const std::string_view people = english_demonym(words.back());
  const auto noun = bodies(is_french).find(joined(words.size() - 1));
  if (people.empty() || noun == bodies(is_french).end()) return {};
  return number.append(people).append(" ").append(noun->second);
}

SmallPrint small_print(const DiagramNode& drawn, const KnowledgeGraph& graph, const Gazetteer* names,
                       std::string_view language) {
  const UiText& words = ui_text(language);
  const std::string_view code = language.starts_with("fr") ? "fr" : "en";
  if (drawn.node.type == NodeType::state) return {};
  const auto told = [&](const LineItem& item) -> std::string {
    const std::string_view relation = item.edge->relation;
    Node other = graph.node(item.edge->object);
    if (other.id.empty() || tells_of(drawn.node, other, names)) return {};
    speak(other, names, language);
    const std::string name = visible(other.name);
    if (relation == "locatedIn") return std::string(words.in) + name;
    std::string title;
    for (const bool is_own : {true, false})  // words of the reader's language go before translations
      for (const Evidence& evidence : item.edge->evidence) {
        const Article* article = graph.article(evidence.quote.article);
        if (article == nullptr || !title.empty() || evidence.polarity == Polarity::negated) continue;
        const std::string spoken = article->language.substr(0, 2);
        if ((spoken == code) == is_own) title = title_in(evidence, relation, spoken, code);
      }
    if (title.empty()) title = plain_word(relation, words);
    return title.empty() ? name : title + ", " + name;
  };
  // Who it is goes before where it is.
  for (const bool is_place : {false, true})
    for (const LineItem& item : drawn.ties) {
      const std::string_view relation = item.edge->relation;
      const bool is_of_kind = is_place ? relation == "locatedIn" : is_office(relation) || relation == "partOf";
      if (!is_of_kind || item.support.is_negated() || item.support.confidence() < kLeastConfidence) continue;
      if (std::string text = told(item); !text.empty()) return {std::move(text), item.edge};
    }
  return {};
}

}  // namespace entente

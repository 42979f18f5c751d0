#include "page_words.h"

#include <algorithm>
#include <charconv>

#include "entente/schema/builtin.h"
#include "entente/schema/fold.h"

namespace entente {
namespace {

constexpr std::string_view kMonth = "month-";

template <class Visit>
void each_part(std::string_view text, char separator, Visit visit) {
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(separator, begin), text.size());
    visit(text.substr(begin, end - begin));
    begin = end + 1;
  }
}

std::string lower_ascii(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return result;
}

}  // namespace

void PageWords::add(std::string_view word_class, std::string_view entry) {
  if (word_class.starts_with(kMonth)) {
    int number = 0;
    std::from_chars(word_class.data() + kMonth.size(), word_class.data() + word_class.size(), number);
    months_.emplace(fold_name(entry), number);
    return;
  }
  std::vector<std::string> words;
  each_part(fold_name(entry), ' ', [&](std::string_view word) { words.emplace_back(word); });
  for (const std::string& word : words) words_[std::string(word_class)].insert(word);
  phrases_[std::string(word_class)].push_back(std::move(words));
  lines_[std::string(word_class)].push_back(lower_ascii(entry));
}

int PageWords::month(std::string_view word) const {
  const auto found = months_.find(word);
  return found == months_.end() ? 0 : found->second;
}

bool PageWords::is(std::string_view word_class, std::string_view word) const {
  const auto found = words_.find(word_class);
  return found != words_.end() && found->second.contains(word);
}

const std::vector<std::vector<std::string>>& PageWords::phrases(std::string_view word_class) const {
  static const std::vector<std::vector<std::string>> kNone;
  const auto found = phrases_.find(word_class);
  return found == phrases_.end() ? kNone : found->second;
}

const std::vector<std::string>& PageWords::lines(std::string_view word_class) const {
  static const std::vector<std::string> kNone;
  const auto found = lines_.find(word_class);
  return found == lines_.end() ? kNone : found->second;
}

PageWords::Figures PageWords::figures(std::string_view language_tag) const {
  const std::string tag = lower_ascii(language_tag);
  const auto has = [&](std::string_view word_class) {
    const std::vector<std::string>& tags = lines(word_class);
    return std::find(tags.begin(), tags.end(), tag) != tags.end();
  };
  if (has("figures-month-first")) return Figures::month_first;
  return has("figures-unclear") ? Figures::unclear : Figures::day_first;
}

const PageWords& page_words() {
  static const PageWords kWords = [] {
    PageWords words;
    for (const BuiltinFile& file : builtin_files("reading/"))
      each_part(file.content, '\n', [&](std::string_view line) {
        const std::size_t tab = line.find('\t');
        if (line.empty() || line.front() == '#' || tab == line.npos) return;
        each_part(line.substr(tab + 1), '|', [&](std::string_view entry) {
          if (!entry.empty()) words.add(line.substr(0, tab), entry);
        });
      });
    return words;
  }();
  return kWords;
}

}  // namespace entente

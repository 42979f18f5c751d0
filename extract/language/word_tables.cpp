#include "language/word_tables.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "entente/schema/builtin.h"

namespace entente {
namespace {

constexpr std::string_view kFolder = "language/";
constexpr std::string_view kEnding = ".tsv";

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

// The files are part of the program, so that a bad line is a programmer's mistake.
WordTables builtin_tables(const BuiltinFile& file) {
  auto tables = read_word_tables(file.content, file.path);
  if (tables) return *std::move(tables);
  std::fprintf(stderr, "%s\n", to_string(tables.error()).c_str());
  std::abort();
}

WordTables::Full full_stop(std::string_view value) {
  if (value == "final") return WordTables::Full::may_end;
  return value == "digit" ? WordTables::Full::before_digit : WordTables::Full::never_ends;
}

std::vector<std::string> words(std::string_view value) {
  std::vector<std::string> result;
  for (std::string_view word : split(value, ' ')) result.emplace_back(word);
  return result;
}

constexpr std::string_view kCommonEnding = ".common.txt";

}  // namespace

Result<WordTables> read_word_tables(std::string_view content, std::string_view source, WordTables tables) {
  std::uint32_t number = 0;
  for (std::string_view line : split(content, '\n')) {
    ++number;
    if (line.empty() || line.starts_with('#')) continue;
    const std::vector<std::string_view> fields = split(line, '\t');
    const std::string_view kind = fields[0];
    const std::string form(fields.size() > 1 ? fields[1] : "");
    const std::string_view value = fields.size() > 2 ? fields[2] : "";
    if (kind == "hyphens")
      tables.hyphens_split = form == "split";
    else if (kind == "grouping")
      tables.spaces_group_thousands = true;
    else if (kind == "abbreviation")
      tables.abbreviations.emplace(form, full_stop(value));
    else if (kind == "Abbreviation")
      tables.cased_abbreviations.emplace(form, full_stop(value));
    else if (kind == "elision")
      tables.elisions.insert(form);
    else if (kind == "clitic")
      tables.clitics.emplace(form, value);
    else if (kind == "suffix")
      tables.suffixes.insert(form);
    else if (kind == "prefix")
      tables.prefixes.insert(form);
    else if (kind == "unit")
      tables.units.insert(form);
    else if (kind == "clock")
      tables.clock_units.insert(form);
    else if (kind == "ending")
      tables.endings.insert(form);
    else if (kind == "keep")
      tables.keep.insert(form);
    else if (kind == "emoticon")
      tables.emoticons.insert(form);
    else if (kind == "contraction")
      tables.contractions.emplace(form,
                                  WordTables::Contraction{words(value), fields.size() > 3 && fields[3] == "doubtful"});
    else if (kind == "split")
      tables.splits.emplace(form, words(value));
    else
      return InputError{std::string(source), number, "unknown kind of word \"" + std::string(kind) + "\"",
                        "use a kind that the head of schema/language/fr.tsv names"};
  }
  return tables;
}

bool SortedLines::contains(std::string_view line) const {
  std::size_t low = 0;  // starts of lines
  std::size_t high = content_.size();
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    const std::size_t before = content_.substr(0, middle).rfind('\n');
    const std::size_t begin = before == std::string_view::npos || before + 1 < low ? low : before + 1;
    const std::size_t end = std::min(content_.find('\n', begin), content_.size());
    const int order = content_.substr(begin, end - begin).compare(line);
    if (order == 0) return true;
    if (order < 0)
      low = end + 1;
    else
      high = begin;
  }
  return false;
}

const WordTables& word_tables(std::string_view language) {
  static const StringMap<WordTables> all = [] {
    StringMap<WordTables> result;
    for (const BuiltinFile& file : builtin_files(kFolder)) {
      const std::string_view name = file.path.substr(kFolder.size());
      if (name.ends_with(kEnding) && name.find('.') == name.size() - kEnding.size())
        result.emplace(name.substr(0, name.size() - kEnding.size()), builtin_tables(file));
    }
    for (const BuiltinFile& file : builtin_files(kFolder)) {
      const std::string_view name = file.path.substr(kFolder.size());
      if (!name.ends_with(kCommonEnding)) continue;
      const auto tables = result.find(name.substr(0, name.size() - kCommonEnding.size()));
      if (tables != result.end()) tables->second.common = SortedLines(file.content);
    }
    return result;
  }();
  static const WordTables none;
  const auto found = all.find(language);
  return found == all.end() ? none : found->second;
}

}  // namespace entente

#include "entente/readers/reader.h"

namespace entente {

Result<std::vector<std::string>> split_words(std::string_view command) {
  const auto no = [&](const char* seen, const char* remedy) {
    return InputError{"--reader", 0, std::string(seen), remedy};
  };
  std::vector<std::string> words;
  bool is_open = false;  // a word was begun
  char quote = 0;
  for (std::size_t i = 0; i < command.size(); ++i) {
    const char c = command[i];
    const bool is_space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (quote == 0 && is_space) {
      is_open = false;
      continue;
    }
    if (!is_open) words.emplace_back();
    is_open = true;
    if (c == '\\' && quote != '\'') {
      if (++i == command.size()) return no("ends with a \\", "write \\\\ for the character itself");
      words.back() += command[i];
    } else if (quote == 0 && (c == '\'' || c == '"')) {
      quote = c;
    } else if (c == quote) {
      quote = 0;
    } else {
      words.back() += c;
    }
  }
  if (quote != 0) return no("has a quote without its end", "close it, or write \\ before it");
  if (words.empty() || words.front().empty()) return no("names no program", "give a program with its arguments");
  return words;
}

}  // namespace entente

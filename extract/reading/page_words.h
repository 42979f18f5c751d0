// What stands around articles, as data: schema/reading/<language>.tsv, all languages together, because a date is read
// before its language is known.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace entente {

/// Words are folded: lower case, no accents. A language more is a file more.
class PageWords {
 public:
  /// 1 to 12; 0 for other words.
  [[nodiscard]] int month(std::string_view word) const;
  /// Whether `word` is of a class: weekday, ordinal, date-link, dressing, credit, genitive.
  [[nodiscard]] bool is(std::string_view word_class, std::string_view word) const;
  /// The phrases of a class, each as its words.
  [[nodiscard]] const std::vector<std::vector<std::string>>& phrases(std::string_view word_class) const;
  /// The entries of a class as they are written, in lower case.
  [[nodiscard]] const std::vector<std::string>& lines(std::string_view word_class) const;

  /// In what order a language or region ("en-US") writes dates in figures.
  enum class Figures { day_first, month_first, unclear };
  [[nodiscard]] Figures figures(std::string_view language_tag) const;

 private:
  friend const PageWords& page_words();
  void add(std::string_view word_class, std::string_view entry);

  std::map<std::string, int, std::less<>> months_;
  std::map<std::string, std::set<std::string, std::less<>>, std::less<>> words_;
  std::map<std::string, std::vector<std::vector<std::string>>, std::less<>> phrases_;
  std::map<std::string, std::vector<std::string>, std::less<>> lines_;
};

/// Of the files that the program carries. cost: reads them once
[[nodiscard]] const PageWords& page_words();

}  // namespace entente

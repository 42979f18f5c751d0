#include "relations/times.h"

#include <gtest/gtest.h>

#include "entente/schema/builtin.h"
#include "entente/schema/ontology.h"

namespace entente {
namespace {

LanguageFrames words_of(const std::string& language) {
  LanguageFrames frames;
  const std::string path = "relations/" + language + "/grammar.toml";
  EXPECT_TRUE(frames.add(builtin_file(path), path, language, builtin_ontology()).has_value());
  return frames;
}

std::string times_in(const LanguageFrames& words, const std::string& text, const std::string& published) {
  Sentence sentence;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    Token token;
    token.form = text.substr(begin, end - begin);
    sentence.tokens.push_back(std::move(token));
    begin = end + 1;
  }
  std::string found;
  for (const TimeExpression& time : find_times(sentence, words.times(), published))
    found += (found.empty() ? "" : " ") + time.iso;
  return found;
}

struct Case {
  const char* text;
  const char* iso;
};

TEST(Times, FrenchAgainstThePublicationDate) {
  const LanguageFrames words = words_of("fr");
  for (const Case& c : {Case{"le 14 octobre 2024", "2024-10-14"},
                        {"le 1er mai 2023", "2023-05-01"},
                        {"en septembre 2023", "2023-09"},
                        {"fin juillet", "2024-07"},
                        {"le 28 janvier", "2024-01-28"},
                        {"en décembre", "2023-12"},
                        {"en septembre", "2024-09"},
                        {"le 20 mars", "2024-03-20"},
                        {"lundi", "2024-08-05"},
                        {"mardi", "2024-08-06"},
                        {"mercredi soir", "2024-07-31"},
                        {"jeudi prochain", "2024-08-08"},
                        {"hier", "2024-08-05"},
                        {"la semaine dernière", "2024-07-29/2024-08-04"},
                        {"le mois dernier", "2024-07"},
                        {"l' an dernier", "2023"},
                        {"cette année", "2024"},
                        {"depuis 2014", "2014/.."},
                        {"en 2018", "2018"},
                        {"il y a deux ans", "2022"},
                        {"du 25 au 27 juillet", "2024-07-27"},
                        {"2024-01-02", "2024-01-02"},
                        {"188 voix contre 6", ""},
                        {"2 000 soldats", ""},
                        {"une résolution 2773", ""}})
    EXPECT_EQ(times_in(words, c.text, "2024-08-06"), c.iso) << c.text;
}

TEST(Times, EnglishAgainstThePublicationDate) {
  const LanguageFrames words = words_of("en");
  for (const Case& c : {Case{"on October 14 , 2024", "2024-10-14"},
                        {"on 14 October 2024", "2024-10-14"},
                        {"on December 3", "2024-12-03"},
                        {"in September 2023", "2023-09"},
                        {"in February", "2025-02"},
                        {"last Wednesday", "2025-06-11"},
                        {"on Monday", "2025-06-16"},
                        {"yesterday", "2025-06-15"},
                        {"this week", "2025-06-16/2025-06-22"},
                        {"last year", "2024"},
                        {"since 1993", "1993/.."},
                        {"three years ago", "2022"},
                        {"from 2027", "2027"},
                        {"in 2022", "2022"},
                        {"750 ships", ""}})
    EXPECT_EQ(times_in(words, c.text, "2025-06-16"), c.iso) << c.text;
}

TEST(Times, OnlyFullDatesWithoutAPublicationDate) {
  const LanguageFrames words = words_of("en");
  EXPECT_EQ(times_in(words, "on Monday and on 14 October 2024 and in May", ""), "2024-10-14");
}

TEST(Times, ImpossibleDatesAreNone) {
  const LanguageFrames words = words_of("en");
  EXPECT_EQ(times_in(words, "on 2024-13-45 or 45 October", "2025-06-16"), "2024-10");
  EXPECT_EQ(times_in(words, "on Monday", "not a date"), "");
}

}  // namespace
}  // namespace entente

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

std::string times_in(const LanguageFrames& words, const std::string& text, const std::string& published,
                     const std::string& said = {}) {
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
  for (const TimeExpression& time : find_times(sentence, words.times(), published, said))
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
                        {"du 25 à le 27 juillet", "2024-07-25/2024-07-27"},
                        {"de 2014 à 2018", "2014/2018"},
                        {"entre 2014 et 2018", "2014/2018"},
                        {"jusqu' en 2018", "../2018"},
                        {"les années 1990", "1990/1999"},
                        {"( 2020-2022 )", "2020/2022"},
                        {"pour la première fois depuis 1945", ""},
                        {"mars dernier", "2024-03"},
                        {"à la mi-mars", "2024-03"},
                        {"l' hiver dernier", "2023-12/2024-02"},
                        {"à le printemps 2019", "2019-03/2019-05"},
                        {"depuis dix ans", "2014/.."},
                        {"ces deux dernières semaines", "2024-07-23/2024-08-06"},
                        {"sept soldats", ""},
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
                        {"from 25 to 27 July", "2025-07-25/2025-07-27"},
                        {"between 2014 and 2018", "2014/2018"},
                        {"in the 1990s", "1990/1999"},
                        {"last summer", "2024-06/2024-08"},
                        {"it may attack and will march", ""},
                        {"next Tuesday", "2025-06-17"},
                        {"since last week", "2025-06-09/.."},
                        {"a decade ago", "2015"},
                        {"for the first time since 1945", ""},
                        {"750 ships", ""}})
    EXPECT_EQ(times_in(words, c.text, "2025-06-16"), c.iso) << c.text;
}

TEST(Times, CountedFromWhatTheTextSaidBefore) {
  const LanguageFrames fr = words_of("fr"), en = words_of("en");
  EXPECT_EQ(times_in(fr, "ce jour -là", "2024-08-06", "2020-03-03"), "2020-03-03");
  EXPECT_EQ(times_in(fr, "la même année", "2024-08-06", "2020-03-03"), "2020");
  EXPECT_EQ(times_in(fr, "deux jours plus tard", "2024-08-06", "2020-03-03"), "2020-03-05");
  EXPECT_EQ(times_in(fr, "le lendemain", "2024-08-06", "2020-03-03"), "2020-03-04");
  EXPECT_EQ(times_in(fr, "la veille de le sommet", "2024-08-06", "2020-03-03"), "");
  EXPECT_EQ(times_in(en, "the following year", "2025-06-16", "2019"), "2020");
  EXPECT_EQ(times_in(en, "eighteen months later", "2025-06-16", "2021-09"), "2023-03");
  EXPECT_EQ(times_in(en, "on Saturday , a day after it struck", "2024-01-13"), "2024-01-13 2024-01-12");
  EXPECT_EQ(times_in(en, "that day", "2025-06-16", ""), "");
}

TEST(Times, WhatIsStillToComeIsTheNextOfItsName) {
  Sentence sentence;
  for (const char* form : {"on", "Thursday", "in", "March"}) {
    Token token;
    token.form = form;
    sentence.tokens.push_back(token);
  }
  const auto found = find_times(sentence, words_of("en").times(), "2024-10-28");
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].iso, "2024-10-24");
  EXPECT_EQ(found[0].ahead, "2024-10-31");
  EXPECT_EQ(found[1].iso, "2024-03");
  EXPECT_EQ(found[1].ahead, "2025-03");
}

TEST(Times, OnlyFullDatesWithoutAPublicationDate) {
  const LanguageFrames words = words_of("en");
  EXPECT_EQ(times_in(words, "on Monday and in May and on 14 October 2024", ""), "2024-10-14");
}

TEST(Times, WithoutAPublicationDateTheYearIsTheOneSaidLast) {
  const LanguageFrames words = words_of("fr");
  EXPECT_EQ(times_in(words, "le 14 octobre 2024 puis en juillet", ""), "2024-10-14 2024-07");
  EXPECT_EQ(times_in(words, "le 29 septembre", "", "2024-10-14"), "2024-09-29");
  EXPECT_EQ(times_in(words, "hier et lundi", "", "2024-10-14"), "");
}

TEST(Times, ImpossibleDatesAreNone) {
  const LanguageFrames words = words_of("en");
  EXPECT_EQ(times_in(words, "on 2024-13-45 or 45 October", "2025-06-16"), "2024-10");
  EXPECT_EQ(times_in(words, "on Monday", "not a date"), "");
}

}  // namespace
}  // namespace entente

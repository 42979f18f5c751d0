#include <gtest/gtest.h>

#include "language/features.h"
#include "language/lemma.h"

namespace entente::language {
namespace {

std::string utf8(std::u32string_view text) {
  std::string out;
  for (const char32_t c : text) append_utf8(c, out);
  return out;
}

TEST(Spelling, FoldsPunctuationAndCase) {
  struct Case {
    const char* form;
    const char* folded;
    const char* lower;
  };
  constexpr Case kCases[] = {{"L’", "L'", "l'"},
                             {"ÉTATS-UNIS", "ÉTATS-UNIS", "états-unis"},
                             {"«", "\"", "\""},
                             {"nord–coréen", "nord-coréen", "nord-coréen"},
                             {"10 000", "10 000", "10 000"},
                             {"Œuvre", "Œuvre", "œuvre"},
                             {"Ÿ", "Ÿ", "ÿ"},
                             {"Ж", "Ж", "ж"},
                             {"Ž", "Ž", "ž"},
                             {"×", "×", "×"}};
  WordFeatures word;
  for (const Case& c : kCases) {
    fold(c.form, word);
    EXPECT_EQ(utf8(word.folded), c.folded);
    EXPECT_EQ(utf8(word.lower), c.lower);
  }
}

// Values computed by training/language/features.py: the two must not drift apart.
TEST(Spelling, IsTheTwinOfTheTrainer) {
  WordFeatures word;
  spell("L’Élysée", true, {1U << 14, 1U << 12}, word);
  EXPECT_EQ(word.key, 0x216F4C868DB788DDULL);
  EXPECT_EQ(word.ngrams,
            (std::vector<std::uint32_t>{5706,  12131, 14335, 8920, 9553, 7361,  8367,  12114, 9553,  10845, 5224,
                                        14527, 14908, 5668,  7558, 972,  12705, 12296, 7286,  15345, 2979,  7749}));
  EXPECT_EQ(word.affixes, (std::vector<std::uint32_t>{3668, 1420, 1061, 3977, 3535, 3262, 2317, 60, 3186, 2809}));
}

TEST(Spelling, WordsOfAnyLengthAndAnyBytes) {
  WordFeatures word;
  for (const std::string& form :
       {std::string(), std::string(5000, 'a'), std::string("\xFF\xC3"), std::string(3, '\0')}) {
    spell(form, false, {64, 64}, word);
    EXPECT_FALSE(word.ngrams.empty());
    EXPECT_EQ(word.affixes.size(), 10U);
    for (const std::uint32_t row : word.ngrams) EXPECT_LT(row, 64U);
  }
}

TEST(LemmaRules, ApplyToForms) {
  struct Case {
    const char* rule;
    const char* form;
    const char* lemma;  // "": does not fit
  };
  constexpr Case kCases[] = {{"L|0|", "Troupes", "troupes"},
                             {"L|1|", "TROUPES", "troupe"},
                             {"L|2|r", "punies", "punir"},
                             {"K|0|", "Kiev", "Kiev"},
                             {"=être", "sont", "être"},
                             {"L|5|x", "mot", ""},
                             {"L|3|", "mot", ""},
                             {"L|3|le", "mot", "le"}};
  WordFeatures word;
  for (const Case& c : kCases) {
    const auto rule = LemmaRule::parse(c.rule);
    ASSERT_TRUE(rule) << c.rule;
    fold(c.form, word);
    std::string lemma;
    EXPECT_EQ(rule->apply(word.folded, word.lower, lemma), c.lemma[0] != '\0');
    EXPECT_EQ(lemma, c.lemma);
  }
  for (const char* text : {"", "L", "L|", "L|x|", "L|1", "M|1|a", "L|99999999999999999999|a"})
    EXPECT_FALSE(LemmaRule::parse(text)) << text;
}

}  // namespace
}  // namespace entente::language

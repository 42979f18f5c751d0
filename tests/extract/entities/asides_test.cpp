// What is no part of the story, line by line.
#include "entities/asides.h"

#include <gtest/gtest.h>

#include <string>

#include "entente/extract/language.h"

namespace entente::entities {
namespace {

std::string without_asides(const std::string& text, const std::string& language) {
  std::string left;
  std::size_t at = 0;
  for (const ByteSpan span : asides(text, vocabulary_of(language), builtin_gazetteer(), language)) {
    left += text.substr(at, span.begin - at);
    at = span.end;
  }
  left += text.substr(at);
  left.erase(0, left.find_first_not_of(' '));
  left.erase(left.find_last_not_of(' ') + 1);
  return left;
}

TEST(Asides, WholeLines) {
  for (const char* line : {
           "Lire aussi : La Russie menace la Pologne",
           "À lire aussi Les frappes israéliennes au Liban",
           "Voir aussi : notre carte du front",
           "Sur le même sujet : l'Iran et ses alliés",
           "Photo : Emmanuel Macron et Olaf Scholz à Berlin",
           "PHOTO AFP",
           "Crédit photo : Jeanne Moreau / AFP",
           "© AFP",
           "Volodymyr Zelensky reçoit Emmanuel Macron à Kiev. © Ludovic Marin / AFP",
           "Des soldats maliens à Gao, en mai. (Photo : Souleymane Ag Anara)",
           "Recep Tayyip Erdogan à Ankara lundi. PHOTO REUTERS",
           "Un char ukrainien près de Bakhmout, le 3 mars. Aris Messinis/AFP",
           "Par Jean Dupont et Marie Durand, à Moscou",
           "De notre correspondant à Kiev, Paul Martin",
           "Propos recueillis par Claire Petit",
           "Publié le 28 octobre 2024 à 18h30",
           "Mis à jour : 28 octobre 2024",
           "Genève, le 3 mai 2024",
           "Abonnez-vous à notre lettre",
       })
    EXPECT_EQ(without_asides(line, "fr"), "") << line;
  for (const char* line : {
           "Read more: Russia threatens Poland",
           "READ ALSO Israeli strikes on Lebanon",
           "Related: Iran and its allies",
           "Photo: Emmanuel Macron meets Olaf Scholz",
           "Credit: John Smith/Getty Images",
           "Vladimir Putin attacks the West in a speech. REUTERS/John Smith",
           "Russian troops in Syria. (Photo by Jane Doe/AFP)",
           "Ukrainian soldiers fire at Russian positions. John Smith/Reuters",
           "By Jane Smith in Moscow and John Doe in Kyiv",
           "From our correspondent in Cairo, Jane Smith",
           "Reporting by Jane Smith; editing by John Doe",
           "Published 28 October 2024",
           "Updated on 28 October 2024",
           "© 2024 The Associated Press",
           "Sign up for our newsletter",
           "Geneva, 3 May 2024",
       })
    EXPECT_EQ(without_asides(line, "en"), "") << line;
}

TEST(Asides, PartsOfALine) {
  struct Case {
    const char *language, *line, *story;
  };
  constexpr Case kCases[] = {
      {"fr", "MOSCOU (Reuters) - La Russie a frappé l'Ukraine.", "La Russie a frappé l'Ukraine."},
      {"fr", "Paris, 28 octobre 2024 (AFP) – La France soutient le Liban.", "La France soutient le Liban."},
      {"fr", "Kiev (AFP) — Kiev accuse Moscou.", "Kiev accuse Moscou."},
      {"fr", "La Chine a averti le Japon. (AFP)", "La Chine a averti le Japon."},
      {"en", "KYIV, Ukraine — Russia struck a dam.", "Russia struck a dam."},
      {"en", "MOSCOW — Russia struck a dam.", "Russia struck a dam."},
      {"en", "LONDON, Oct 28 (Reuters) - Britain backed Kenya.", "Britain backed Kenya."},
      {"en", "Iran warned Israel. (Reuters)", "Iran warned Israel."},
  };
  for (const Case& c : kCases) EXPECT_EQ(without_asides(c.line, c.language), c.story) << c.line;
}

TEST(Asides, TheStoryStays) {
  for (const char* line : {
           "Credit Suisse a averti la Suisse.",
           "Photo de famille à Kazan : Poutine reçoit Xi Jinping.",
           "OTAN – la Suède rejoint l'alliance",
           "Par ailleurs, la Chine a condamné la Russie",
           "Par Minsk, la Russie menace la Pologne.",
           "Avec la Chine, la Russie mène des exercices.",
           "Paris, Berlin et Rome soutiennent Kiev",
           "Berlin - Paris : un accord de défense",
           "Le ministre (PS) a critiqué le gouvernement (LR)",
           "L'accord (Russie/Iran) inquiète Israël.",
           "Reuters a interrogé le président ukrainien.",
       })
    EXPECT_EQ(without_asides(line, "fr"), line);
  for (const char* line : {
           "Related talks between Iran and Oman resumed.",
           "Credit Suisse warned Switzerland.",
           "Photos show Russian troops in Belarus.",
           "By Monday Russia had attacked Ukraine",
           "NATO – Sweden joins the alliance",
           "With Russia, China held drills.",
           "Paris and Berlin back Kyiv",
           "The AP reported that Iran attacked Israel.",
           "The Russia/China axis worries NATO.",
       })
    EXPECT_EQ(without_asides(line, "en"), line);
}

TEST(LeaveOut, TakesWordsAndSentencesAway) {
  const std::string text = "KYIV (AFP) - Russia can't win.\nPhoto: AFP\nIt said so.";
  std::vector<Sentence> sentences = segment(text, "en");
  leave_out(asides(text, vocabulary_of("en"), builtin_gazetteer(), "en"), sentences);
  ASSERT_EQ(sentences.size(), 2U);
  EXPECT_EQ(slice(text, sentences[0].span), "Russia can't win.");
  EXPECT_EQ(slice(text, sentences[1].span), "It said so.");
  ASSERT_EQ(sentences[0].contractions.size(), 1U);
  EXPECT_EQ(sentences[0].contractions[0].first, 1U);  // Russia|ca|n't
  EXPECT_EQ(sentences[0].contractions[0].last, 3U);
}

TEST(LeaveOut, NothingToLeaveOut) {
  const std::string text = "Russia can't win.";
  std::vector<Sentence> sentences = segment(text, "en");
  const std::size_t words = sentences[0].tokens.size();
  leave_out({}, sentences);
  EXPECT_EQ(sentences[0].tokens.size(), words);
  leave_out({{0, 17}}, sentences);
  EXPECT_TRUE(sentences.empty());
}

}  // namespace
}  // namespace entente::entities

#include "reading/dates.h"

#include <gtest/gtest.h>

namespace entente {
namespace {

struct Case {
  const char* text;
  const char* date;
  const char* language = "fr";
};

TEST(Dates, Forms) {
  constexpr Case cases[] = {
      {"28 octobre 2024", "2024-10-28"},
      {"1er août 2024", "2024-08-01"},
      {"1er\u00A0aout 2024", "2024-08-01"},
      {"lundi 3 févr. 2025", "2025-02-03"},
      {"16 June 2025", "2025-06-16", "en"},
      {"June 16, 2025", "2025-06-16", "en"},
      {"the 3rd of May 2021", "2021-05-03", "en"},
      {"Sept. 9, 2023", "2023-09-09", "en"},
      {"2024-10-28T10:00:00+01:00", "2024-10-28"},
      {"2024/10/28", "2024-10-28"},
      {"20241028", "2024-10-28"},
      {"Mon, 28 Oct 2024 10:00:00 +0100", "2024-10-28", "en"},
      {"28-Oct-2024", "2024-10-28", "en"},
      {"28/10/2024 à 18h30", "2024-10-28"},
      {"03/04/2024", "2024-04-03"},
      {"29 février 2024", "2024-02-29"},
      // not dates
      {"03/04/2024", "", "en"},  // April or March
      {"29 février 2023", ""},
      {"31 juin 2024", ""},
      {"28 octobre", ""},
      {"10 000 soldats", ""},
      {"en 2024", ""},
      {"1234-56-78", ""},
      {"tel. 01.02.03.04.05", ""},
  };
  for (const Case& c : cases) {
    const auto date = find_date(c.text, c.language);
    EXPECT_EQ(date ? date->iso : "", c.date) << c.text;
  }
}

TEST(Dates, PublishedOn) {
  constexpr Case cases[] = {
      {"Publié : 28 octobre 2024\nDans un retournement…", "2024-10-28"},
      {"Publié le 28/10/2024 à 18h30 - Mis à jour le 29/10/2024\n", "2024-10-28"},
      {"Titre\nMis à jour le 29 octobre 2024 à 9 h 10\n", "2024-10-29"},
      {"Mis à jour le 29 octobre 2024\nPublié le 28 octobre 2024\n", "2024-10-28"},
      {"Mis en ligne le 2 mars 2022\n", "2022-03-02"},
      {"Published: 16 June 2025\n\nAUKUS under review", "2025-06-16", "en"},
      {"A headline\n\nMonday, June 16, 2025, 10:30 a.m.\n\nThe text.", "2025-06-16", "en"},
      {"Titre\n\nNairobi, le 24 février 2025\n\nLe texte.", "2025-02-24"},
      {"Port-au-Prince, le 27 juin 2024\n\nUn titre\n", "2024-06-27"},
      {"KYIV, 12 March 2024 (Agency) – Ukraine said …", "2024-03-12", "en"},
      {"2024-10-28\nTitre\n", "2024-10-28"},
      // dates of events, not of publication
      {"En lançant, le 14 octobre 2024, l’exercice Joint Sword-2024B, Pékin a menacé Taïwan.", ""},
      {"Le 24 février 2022, la Russie a envahi l’Ukraine.", ""},
      {"Moscou a annoncé le 3 mai 2021, par la voix de son ministre, la fin du traité.", ""},
      {"KYIV, March 12 (Agency) – Ukraine said …", "", "en"},
      {"", ""},
  };
  for (const Case& c : cases) EXPECT_EQ(published_on(c.text, c.language), c.date) << c.text;
}

TEST(Dates, FarDownIsNoDateOfPublication) {
  std::string text;
  for (int i = 0; i < 20; ++i) text += "Une ligne de texte.\n";
  EXPECT_EQ(published_on(text + "Publié le 28 octobre 2024\n", "fr"), "");
}

}  // namespace
}  // namespace entente

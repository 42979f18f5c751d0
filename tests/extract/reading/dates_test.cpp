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
      {"Tue Mar 12 10:34:00 CET 2024", "2024-03-12", "en"},
      {"mai 09, 2018 à 07:15", "2018-05-09"},
      {"12 mars 2024", "2024-03-12", "en"},  // the words of all languages are known
      {"03/04/2024", "2024-03-04", "en-US"},
      {"03/04/2024", "2024-04-03", "en-GB"},
      {"18.09.2018 à 10h34", "2018-09-18"},
      {"12/03/24 à 10h34", "2024-03-12"},
      {"12·mars·2024", ""},
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
      {"Titre\n\njeu. 2 sept. 2021\n\nLe texte.", "2021-09-02"},
      {"Titre\n\nmar. 19 déc. 2016\n\nLe texte.", "2016-12-19"},
      {"Titre\n\n18 sept. 2018\n\nLe texte.", "2018-09-18"},
      {"Titre\n\nmai 09, 2018 à 07:15\n\nLe texte.", "2018-05-09"},
      {"Titre\nPar Le Figaro avec AFP - Publié le 19 décembre 2016 à 08h26\n", "2016-12-19"},
      {"Titre\nRédigé le 19 décembre 2016 par la rédaction\n", "2016-12-19"},
      {"Titre\nAFP, publié le mardi 12 mars 2024 à 10:34\n", "2024-03-12"},
      {"Titre\nLE MONDE | 18.09.2018 à 10h34\n", "2018-09-18"},
      {"Titre\nLe Monde avec Reuters • Le 18/09/2018 à 10:34\n", "2018-09-18"},
      {"Titre\nPublié le : 12/03/2024 - 10:34 Modifié le : 13/03/2024 - 08:00\n", "2024-03-12"},
      {"Titre\n(Mis à jour le 13 mars 2024) Publié le 12 mars 2024\n", "2024-03-12"},
      {"Titre\nPar notre correspondant à Bamako, Serge Daniel. Publié le 12 mars 2024.\n", "2024-03-12"},
      {"BAMAKO, 12 mars 2024 (AFP) - Le Mali a accusé la France de soutenir les rebelles.", "2024-03-12"},
      {"Titre\nPublié le 12 mars 2024 - Temps de lecture estimé : 3 min\n", "2024-03-12"},
      {"Title\nBy John Smith | March 12, 2024 10:34 AM EDT\n", "2024-03-12", "en"},
      {"Title\nReuters - Tue 12 Mar 2024\n", "2024-03-12", "en"},
      {"Title\nFirst published on 12 March 2024, last updated 14 March 2024\n", "2024-03-12", "en"},
      {"Title\nBy Jane Doe in Nairobi and John Smith in London, BBC News, 12 March 2024\n", "2024-03-12", "en"},
      {"Title\nPosted: Mar. 12, 2024, 10:34 a.m.\n", "2024-03-12", "en"},
      {"Title\nThu., Sept. 2, 2021\n", "2021-09-02", "en"},
      {"Title\nJohn Smith, Staff Writer · 2024-03-12\n", "2024-03-12", "en"},
      {"Titre\nLe Point.fr (avec AFP) - Modifié le 14/09/2022 à 10:00 - Publié le 13/09/2022 à 08:15\n", "2022-09-13"},
      {"Titre\nPublié hier à 8h15, le 13 septembre 2022\n", "2022-09-13"},
      {"Titre\nCe contenu a été publié le 13 septembre 2022 - 08:15\n", "2022-09-13"},
      {"Titre\nParu dans le journal du 13 septembre 2022\n", "2022-09-13"},
      {"Titre\nLe Monde avec AFP et Reuters. Publié aujourd’hui à 08h15, 13 septembre 2022\n", "2022-09-13"},
      {"Title\nTuesday September 13, 2022 (foreignpolicynews.org)\n", "2022-09-13", "en"},
      {"Title\nWASHINGTON, Sept. 13, 2022 /PRNewswire/ -- Armenia yesterday accused Azerbaijan.", "2022-09-13", "en"},
      {"Title\nPress release · 13 Sep 2022 · Brussels\n", "2022-09-13", "en"},
      // dates of events, not of publication
      {"Le rapport a été publié le 13 septembre 2022 par l’ONU.", ""},
      {"Réunis le 13 septembre 2022 à Bruxelles, les ministres ont condamné l’Iran.", ""},
      {"Attentats du 13 novembre 2015\nLe procès s’ouvre.", ""},
      {"Le rapport, publié le 12 mars 2024, accuse la France.", ""},
      {"Publié le 12 mars 2024, le rapport de l’ONU accuse la France.", ""},
      {"Published on 12 March 2024, the report blames France for the war.", "", "en"},
      {"The attacks of September 11, 2001\nA look back.", "", "en"},
      {"En lançant, le 14 octobre 2024, l’exercice Joint Sword-2024B, Pékin a menacé Taïwan.", ""},
      {"Le 24 février 2022, la Russie a envahi l’Ukraine.", ""},
      {"Moscou a annoncé le 3 mai 2021, par la voix de son ministre, la fin du traité.", ""},
      {"KYIV, March 12 (Agency) – Ukraine said …", "", "en"},
      {"", ""},
  };
  for (const Case& c : cases) EXPECT_EQ(published_on(c.text, c.language), c.date) << c.text;
}

TEST(Dates, LinesOfDates) {
  constexpr std::pair<const char*, bool> cases[] = {
      {"jeu. 2 sept. 2021", true},
      {"Publié le 12 mars 2024 à 10h34 - Mis à jour le 13 mars 2024 à 08h01", true},
      {"LE MONDE | 18.09.2018 à 10h34", true},
      {"Par Awa Diallo, à Bamako, le 12 mars 2024", true},
      {"Tuesday, March 12, 2024, 10:34 a.m.", true},
      {"By John Smith | March 12, 2024", true},
      {"Mis à jour le 29 octobre 2024", true},
      {"Nairobi, le 24 février 2025", true},
      {"Le 24 février 2022, la Russie a envahi l’Ukraine.", false},
      {"Le Mali a accusé la France le 12 mars 2024", false},
      {"Attentats du 13 novembre 2015", false},
      {"BAMAKO, 12 mars 2024 (AFP) - Le Mali a accusé la France.", false},
  };
  for (const auto& [line, expected] : cases) EXPECT_EQ(is_date_line(line, "fr"), expected) << line;
}

TEST(Dates, FarDownIsNoDateOfPublication) {
  std::string text;
  for (int i = 0; i < 20; ++i) text += "Une ligne de texte.\n";
  EXPECT_EQ(published_on(text + "Publié le 28 octobre 2024\n", "fr"), "");
}

}  // namespace
}  // namespace entente

// Identity and independence of sources, from articles to answers: nothing is filled in by hand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "program.h"

namespace entente::cli_test {
namespace {

using testing::ContainsRegex;
using testing::HasSubstr;

constexpr const char* kProfessor =
    "Published: 3 May 2024\n"
    "Michael Butler, a professor of political science at Clark University, said on Friday that the government of "
    "Russia "
    "depends on weapons from North Korea. Butler warned that the United States would have to respond to it.\n";
constexpr const char* kBoxer =
    "Published: 5 May 2024\n"
    "The boxer Michael Butler met Tony Blair in London on Sunday, a day after his last fight. Butler thanked the "
    "people of "
    "the United Kingdom for their support.\n";
constexpr const char* kFrenchProfessor =
    "Publié : 6 mai 2024\n"
    "Michael Butler, professeur de sciences politiques à l’Université Clark, a déclaré lundi que la Russie dépendait "
    "de la "
    "Corée du Nord pour ses armes. Selon lui, les États-Unis devront réagir.\n";

std::ptrdiff_t lines_in(const std::string& text) { return std::count(text.begin(), text.end(), '\n'); }

class Articles : public testing::Test {
 protected:
  /// A store of these articles.
  std::string store_of(const std::vector<std::pair<std::string, std::string>>& articles) const {
    std::vector<std::string> words = {"add", folder_.path("news.db")};
    for (const auto& [name, text] : articles) words.push_back(folder_.write(name, text));
    const Outcome run = entente(words);
    EXPECT_EQ(run.exit_code, 0) << run.err;
    return folder_.path("news.db");
  }
  Folder folder_;
};

TEST_F(Articles, TwoPeopleOfOneNameStayTwo) {
  const std::string store = store_of({{"a.txt", kProfessor}, {"b.txt", kBoxer}});
  const Outcome run = entente({"query", store, "node", "Michael Butler"});
  EXPECT_EQ(run.exit_code, 2) << run.out;
  EXPECT_THAT(run.err, HasSubstr("Michael Butler: names several things"));
  EXPECT_THAT(run.err, HasSubstr("(person/michael-butler~2)"));
  EXPECT_THAT(entente({"query", store, "node", "person/michael-butler"}).out +
                  entente({"query", store, "node", "person/michael-butler~2"}).out,
              testing::AllOf(HasSubstr("professor"), HasSubstr("boxer")));
  const Outcome doubts = entente({"review", store});
  EXPECT_THAT(doubts.out, ContainsRegex("possiblySameAs +person/michael-butler@"));
  EXPECT_THAT(doubts.out, HasSubstr("one name, nothing in common"));
}

TEST_F(Articles, OnePersonInTwoLanguagesIsOne) {
  const std::string store = store_of({{"a.txt", kProfessor}, {"b.txt", kFrenchProfessor}, {"c.txt", kBoxer}});
  const Outcome run = entente({"query", store, "node", "Michael Butler"});
  EXPECT_EQ(run.exit_code, 2) << run.out;
  EXPECT_EQ(run.err.find("~3"), run.err.npos) << run.err;
  EXPECT_THAT(entente({"query", store, "node", "person/michael-butler"}).out +
                  entente({"query", store, "node", "person/michael-butler~2"}).out,
              HasSubstr("2, from 2 independent sources"));
}

TEST_F(Articles, ABodyAndTheWordForWhatItIsAreOne) {
  struct Case {
    const char* language;
    const char* text;
    int bodies = 1;
  };
  constexpr Case cases[] = {
      {"en", "The Hezbollah movement warned Israel. The Hezbollah group threatened Cyprus."},
      {"en", "The Hamas movement threatened Israel. The Hamas militant group attacked Ashkelon."},
      {"en", "The Kurdistan Workers' Party (PKK) threatened Turkey. The PKK group attacked Ankara."},
      {"en", "The Polisario movement threatened Morocco. The Polisario Front attacked Morocco."},
      {"en", "The Houthis attacked Israel. The Houthi movement threatened the US."},
      {"en", "The al-Qaeda network threatened France. Al-Qaeda attacked Mali."},
      {"fr", "Le mouvement Hamas a menacé Israël. Le groupe palestinien Hamas a attaqué l'Égypte."},
      {"fr", "Le groupe Boko Haram a attaqué le Tchad. Boko Haram a menacé le Niger."},
      // two
      {"en", "Hamas thanked Hezbollah. The Hezbollah movement attacked Israel.", 2},
      {"fr", "Le PKK a menacé la Turquie. Le Hezbollah a menacé Israël.", 2},
  };
  for (const Case& c : cases) {
    const std::string article = folder_.write("body.txt", c.text);
    const Outcome run = entente({"build", article, "--lang", c.language, "-o", folder_.path("tables/")});
    ASSERT_EQ(run.exit_code, 0) << run.err;
    const std::string nodes = folder_.read("tables/nodes.csv");
    int bodies = 0;
    for (std::size_t at = nodes.find(",Organization,"); at != nodes.npos; at = nodes.find(",Organization,", at + 1))
      ++bodies;
    EXPECT_EQ(bodies, c.bodies) << c.text << '\n' << nodes;
  }
}

TEST_F(Articles, AWireCopyIsNoSecondSource) {
  const std::string report =
      "Russia attacked Ukraine with missiles on Monday, hours after talks in Geneva had ended without a result. The "
      "governor of the region said that twelve people were injured and that the power station was damaged again. "
      "Ukraine "
      "has asked its allies for more air defence systems since the beginning of the year.\n";
  const std::string own =
      "A first round of negotiations failed, and the answer came at night: Russia attacked Ukraine. Nobody in the "
      "capital "
      "had expected anything else, said a diplomat who has followed the conflict for ten years.\n";
  const std::string copied =
      store_of({{"wire.txt", "Published: 4 March 2024\n" + report},
                {"copy.txt", "Published: 5 March 2024\nOvernight strikes, agencies report\n" + report}});
  const auto ask = [&](const std::string& store, std::vector<std::string> more) {
    std::vector<std::string> words = {"query", store, "edges", "--type", "attacks", "--json"};
    words.insert(words.end(), more.begin(), more.end());
    return entente(words);
  };
  EXPECT_THAT(ask(copied, {}).out, HasSubstr("\"sources\":1"));
  EXPECT_EQ(ask(copied, {"--min-sources", "2"}).exit_code, 1);
  const std::string both = store_of({{"own.txt", "Published: 6 March 2024\n" + own}});
  EXPECT_THAT(ask(both, {"--min-sources", "2"}).out, HasSubstr("\"sources\":2"));
  EXPECT_EQ(lines_in(ask(both, {"--min-sources", "3"}).out), 0);
}

}  // namespace
}  // namespace entente::cli_test

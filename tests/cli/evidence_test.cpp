// What counts as evidence, and how sure it is, as a user sees it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "program.h"

namespace entente::cli_test {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Evidence, NoneFromWhatSurroundsAStory) {
  const Folder folder;
  const std::string article =
      folder.write("article.txt",
                   "Berlin livre des chars à Kiev\n"
                   "Par Claire Morel, à Berlin\n"
                   "Publié le 28 octobre 2024 à 18h30\n"
                   "\n"
                   "Vladimir Poutine reçoit Xi Jinping à Moscou. REUTERS/Paul Martin\n"
                   "\n"
                   "BERLIN, 28 octobre 2024 (AFP) - L'Allemagne a livré des chars à l'Ukraine.\n"
                   "Lire aussi : L'Iran menace Israël\n"
                   "La Russie a condamné l'Allemagne. (AFP)\n"
                   "\n"
                   "Photo : des soldats maliens attaquent le Niger\n"
                   "© Agence France-Presse\n");
  const Outcome run = entente({"build", article, "--lang", "fr", "-f", "fragments"});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("\"relationType\":\"aids\""));
  EXPECT_THAT(run.out, HasSubstr("\"relationType\":\"criticizes\""));
  for (const char* nobody : {"Morel", "Jinping", "Poutine", "Paul Martin", "Reuters", "AFP", "Agence", "Iran", "Niger",
                             "maliens", "\"meets\"", "\"threatens\"", "\"attacks\"", "\"locatedIn\""})
    EXPECT_THAT(run.out, Not(HasSubstr(nobody)));
}

TEST(Evidence, NoneFromAReportOfAMatch) {
  const Folder folder;
  const std::string article =
      folder.write("article.txt",
                   "France beat Germany in the World Cup semifinal on Tuesday. France attacked from "
                   "the first minute of the match. Germany defended well.\n");
  const Outcome run = entente({"build", article, "--lang", "en", "-f", "fragments"});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("\"relations\":[]"));
}

/// The lines that a command prints.
std::set<std::string> lines_of(const Outcome& run) {
  std::set<std::string> lines;
  std::istringstream text(run.out);
  for (std::string line; std::getline(text, line);) lines.insert(line);
  return lines;
}

/// For each of the rising marks, what it keeps is among what the one before kept; the highest keeps less than the
/// lowest.
template <class Keep>
void expect_nested(Keep keep) {
  std::set<std::string> before;
  std::size_t most = 0;
  for (const char* mark : {"0", "0.3", "0.5", "0.7", "0.9", "1"}) {
    const std::set<std::string> kept = keep(mark);
    if (most == 0) {
      ASSERT_FALSE(kept.empty());
      most = kept.size();
    } else {
      EXPECT_TRUE(std::includes(before.begin(), before.end(), kept.begin(), kept.end())) << mark;
    }
    before = kept;
  }
  EXPECT_LT(before.size(), most);
}

TEST(MinConfidence, AHigherMarkKeepsASubset) {
  const Folder folder;
  std::vector<std::string> build = {"build", "-o", folder.path("g.jsonld")};
  for (const std::string& article : example_articles()) build.push_back(article);
  ASSERT_EQ(entente(build).exit_code, 0);

  expect_nested([&](const char* mark) {
    return lines_of(entente({"query", folder.path("g.jsonld"), "evidence", "--json", "--min-confidence", mark}));
  });
  expect_nested([&](const char* mark) {
    const Outcome run =
        entente({"export", folder.path("g.jsonld"), "--min-confidence", mark, "-o", folder.path("e.jsonld")});
    EXPECT_EQ(run.exit_code, 0) << run.err;
    return lines_of(entente({"query", folder.path("e.jsonld"), "evidence", "--json"}));
  });
  expect_nested([&](const char* mark) {
    std::vector<std::string> again = {"build", "--min-confidence", mark, "-o", folder.path("b.jsonld")};
    for (const std::string& article : example_articles()) again.push_back(article);
    EXPECT_EQ(entente(again).exit_code, 0);
    return lines_of(entente({"query", folder.path("b.jsonld"), "evidence", "--json"}));
  });
}

}  // namespace
}  // namespace entente::cli_test

#include "entente/schema/gazetteer.h"

#include <gtest/gtest.h>

#include <set>

#include "entente/schema/fold.h"

namespace entente {
namespace {

std::set<std::string> keys_of(const Gazetteer& gazetteer, const std::vector<GazetteerMatch>& matches) {
  std::set<std::string> keys;
  for (const GazetteerMatch& match : matches) keys.insert(gazetteer[match.entry].key);
  return keys;
}

std::set<std::string> keys_named(std::string_view surface, std::string_view language) {
  return keys_of(builtin_gazetteer(), builtin_gazetteer().readings(surface, language));
}

struct Lookup {
  const char* surface;
  const char* language;
  const char* key;
};

constexpr Lookup kStates[] = {
    {"Corée du Nord", "fr", "north-korea"},
    {"RPDC", "fr", "north-korea"},
    {"nord-coréennes", "fr", "north-korea"},
    {"Nord-Coréens", "fr", "north-korea"},
    {"Pyongyang", "fr", "north-korea"},
    {"North Korea", "en", "north-korea"},
    {"DPRK", "en", "north-korea"},
    {"North Koreans", "en", "north-korea"},
    {"Birmanie", "fr", "myanmar"},
    {"Myanmar", "fr", "myanmar"},
    {"Burma", "en", "myanmar"},
    {"la Russie", "fr", nullptr},
    {"Russie", "fr", "russia"},
    {"RUSSIE", "fr", "russia"},
    {"russie", "fr", nullptr},
    {"Russian", "en", "russia"},
    {"U.S.", "en", "united-states"},
    {"US", "en", "united-states"},
    {"us", "en", nullptr},
    {"Us", "en", nullptr},
    {"turkey", "en", nullptr},
    {"Turkey", "en", "turkey"},
    {"Le monde", "fr", nullptr},
    {"Le Monde", "fr", "le-monde"},
    {"Corée du nord", "fr", "north-korea"},
    {"Palestinian Territories", "en", "palestine"},
    {"Territoires palestiniens", "fr", "palestine"},
    {"Congo-Kinshasa", "fr", "democratic-republic-of-the-congo"},
    {"Côte d’Ivoire", "fr", "ivory-coast"},
    {"Bosnia and Herzegovina", "en", "bosnia-and-herzegovina"},
    {"St. Lucia", "en", "saint-lucia"},
    {"Kiev", "en", "ukraine"},
};

TEST(Gazetteer, FindsStatesByAllTheirNames) {
  for (const Lookup& c : kStates) {
    const std::set<std::string> keys = keys_named(c.surface, c.language);
    if (c.key == nullptr)
      EXPECT_TRUE(keys.empty()) << c.surface << " is " << *keys.begin();
    else
      EXPECT_TRUE(keys.contains(c.key)) << c.surface;
  }
}

TEST(Gazetteer, NamesBelongToTheirLanguage) {
  EXPECT_TRUE(keys_named("Allemagne", "en").empty());
  EXPECT_TRUE(keys_named("Germany", "fr").empty());
}

TEST(Gazetteer, PrefixesGoOn) {
  const Gazetteer& gazetteer = builtin_gazetteer();
  EXPECT_TRUE(gazetteer.is_prefix("coree", "fr"));
  EXPECT_TRUE(gazetteer.is_prefix("coree du", "fr"));
  EXPECT_FALSE(gazetteer.is_prefix("coree", "en"));
  EXPECT_FALSE(gazetteer.is_prefix("cor", "fr")) << "prefixes end at a word";
  EXPECT_FALSE(gazetteer.is_prefix("no such thing", "fr"));
}

TEST(Gazetteer, EveryNameIsFoundAndItsBeginningsArePrefixes) {
  const Gazetteer& gazetteer = builtin_gazetteer();
  for (const GazetteerEntry& entry : gazetteer.entries()) {
    EXPECT_EQ(gazetteer[gazetteer.find(entry.key)].key, entry.key);
    for (const GazetteerName& name : entry.names) {
      const std::string language = name.language.empty() ? "fr" : name.language;
      const std::string folded = fold_name(name.text);
      EXPECT_TRUE(keys_of(gazetteer, gazetteer.lookup(folded, language)).contains(entry.key)) << name.text;
      EXPECT_TRUE(keys_named(name.text, language).contains(entry.key)) << name.text;
      for (std::size_t i = folded.find(' '); i != std::string::npos; i = folded.find(' ', i + 1))
        EXPECT_TRUE(gazetteer.is_prefix(folded.substr(0, i), language)) << name.text;
    }
  }
}

TEST(Gazetteer, CldrNamesArePlain) {
  Gazetteer gazetteer;
  ASSERT_TRUE(gazetteer.add("key\ttype\tiso\nmyanmar\tState\tMM\nhong-kong\tState\tHK\ndrc\tState\tCD\n", "mine.tsv"));
  for (const char* language : {"fr", "en", "de", "ru"}) gazetteer.add_state_names(language);
  auto names = [&](const char* surface, const char* language) {
    return keys_of(gazetteer, gazetteer.readings(surface, language));
  };
  EXPECT_TRUE(names("Birmanie", "fr").contains("myanmar"));
  EXPECT_TRUE(names("Burma", "en").contains("myanmar"));
  EXPECT_TRUE(names("Hong Kong", "en").contains("hong-kong"));
  EXPECT_TRUE(names("Hong Kong", "fr").contains("hong-kong"));
  EXPECT_TRUE(names("Sonderverwaltungsregion Hongkong", "de").contains("hong-kong"));
  EXPECT_TRUE(names("Congo-Kinshasa", "en").contains("drc"));
  EXPECT_TRUE(names("Мьянма", "ru").contains("myanmar"));
  EXPECT_EQ(gazetteer.entries()[1].name_in("en"), "Hong Kong");
}

TEST(Gazetteer, HoldersOfAnOfficeByDate) {
  Gazetteer gazetteer;
  ASSERT_TRUE(
      gazetteer.add("key\ttype\tname\toffice\n"
                    "utopia\tState\tUtopia\n"
                    "ann\tPerson\tAnn\thead-of-state@utopia@/2001-05\n"
                    "bob\tPerson\tBob\thead-of-state@utopia@2001-05-20/2004|head-of-state@utopia@2010/\n",
                    "mine.tsv"));
  auto holder = [&](const char* role, const char* date) -> std::string {
    const EntryId id = gazetteer.holder_of(role, "utopia", date);
    return id.is_none() ? "" : gazetteer[id].key;
  };
  EXPECT_EQ(holder("head-of-state", "1950-01-01"), "ann");
  EXPECT_EQ(holder("head-of-state", "2001-05-19"), "ann");
  EXPECT_EQ(holder("head-of-state", "2001-05-20"), "bob") << "on the day of handing over, the one who comes";
  EXPECT_EQ(holder("head-of-state", "2004-12-31"), "bob");
  EXPECT_EQ(holder("head-of-state", "2005-01-01"), "");
  EXPECT_EQ(holder("head-of-state", "2030-01-01"), "bob");
  EXPECT_EQ(holder("head-of-government", "2002-01-01"), "");
  EXPECT_TRUE(gazetteer.holder_of("head-of-state", "atlantis", "2002-01-01").is_none());
}

TEST(Gazetteer, UserFilesAddNamesAndEntries) {
  Gazetteer gazetteer = builtin_gazetteer();
  ASSERT_TRUE(
      gazetteer.add("# mine\nkey\ttype\tname.fr\tpart_of\n"
                    "russia\tState\tla grande voisine\n"
                    "river-watch\tOrganization\tVigie du fleuve\trussia\n",
                    "mine.tsv"));
  EXPECT_TRUE(keys_of(gazetteer, gazetteer.readings("la grande voisine", "fr")).contains("russia"));
  EXPECT_TRUE(keys_of(gazetteer, gazetteer.readings("Moscou", "fr")).contains("russia"));
  EXPECT_EQ(gazetteer[gazetteer.find("river-watch")].part_of, "russia");
  EXPECT_TRUE(builtin_gazetteer().find("river-watch").is_none());
}

struct BadFile {
  const char* tsv;
  const char* message;
};

constexpr BadFile kBadFiles[] = {
    {"", "mine.tsv: no header line"},
    {"# only a comment\n", "mine.tsv:1: no header line"},
    {"key\tname\n", "mine.tsv:1: no header line with the columns key and type"},
    {"key\ttype\tcolour\n", "mine.tsv:1: unknown column \"colour\""},
    {"key\ttype\tname\nx\tPlanet\tX\n", "mine.tsv:2: unknown node type \"Planet\""},
    {"key\ttype\tname\n\nX Y\tState\tX\n", "mine.tsv:3: key \"X Y\""},
    {"key\ttype\tname\n\tState\tX\n", "mine.tsv:2: key \"\""},
    {"key\ttype\tname\nx\tState\tX\textra\n", "mine.tsv:2: 4 cells under 3 columns"},
    {"key\ttype\tname\nx\tState\n", "mine.tsv:2: \"x\" has no name"},
    {"key\ttype\tname\nx\tState\tX\nx\tState\tY\n", "mine.tsv:3: key \"x\" stands in this file twice"},
    {"key\ttype\tname\nrussia\tPlace\tX\n", "mine.tsv:2: key \"russia\" is a State already"},
    {"key\ttype\tname\twikidata\nx\tState\tX\t12\n", "mine.tsv:2: Wikidata item \"12\""},
    {"key\ttype\tname\tiso\nx\tState\tX\tfr\n", "mine.tsv:2: country code \"fr\""},
    {"key\ttype\tname\tgender\nx\tPerson\tX\tw\n", "mine.tsv:2: gender \"w\""},
    {"key\ttype\tname\tpart_of\nx\tPlace\tX\tatlantis\n", "mine.tsv:2: unknown key \"atlantis\""},
    {"key\ttype\tname\toffice\nx\tPerson\tX\thead-of-state@france\n", "mine.tsv:2: office \"head-of-state@france\""},
    {"key\ttype\tname\toffice\nx\tPerson\tX\tking@france@2001-13/\n", "mine.tsv:2: office \"king@france@2001-13/\""},
    {"key\ttype\tname\toffice\nx\tPerson\tX\tking@france@2002/2001\n", "mine.tsv:2: office \"king@france@2002/2001\""},
    {"key\ttype\tname\toffice\nx\tPerson\tX\tking@atlantis@/\n", "mine.tsv:2: unknown key \"atlantis\""},
    {"key\ttype\tname\nx\tState\t\xFF\n", "mine.tsv:2: bytes that are not UTF-8"},
};

TEST(Gazetteer, BadLinesAreNamedByFileAndLine) {
  for (const BadFile& c : kBadFiles) {
    Gazetteer gazetteer = builtin_gazetteer();
    const std::size_t before = gazetteer.entries().size();
    const Result<void> added = gazetteer.add(c.tsv, "mine.tsv");
    ASSERT_FALSE(added) << c.tsv;
    EXPECT_EQ(to_string(added.error()).substr(0, std::string_view(c.message).size()), c.message);
    EXPECT_FALSE(added.error().remedy.empty()) << c.message;
    EXPECT_EQ(gazetteer.entries().size(), before) << "nothing of a bad file is added: " << c.message;
  }
}

}  // namespace
}  // namespace entente

#include "entente/schema/lexicon.h"

#include <gtest/gtest.h>

#include <set>

#include "entente/schema/fold.h"
#include "entente/schema/gazetteer.h"

namespace entente {
namespace {

std::string title(std::string_view words, std::string_view language) {
  std::string keys;
  for (const TitleMatch& match : builtin_lexicon().titles(fold_name(words), language)) {
    keys += (keys.empty() ? "" : " ") + builtin_lexicon()[match.role].key;
    if (match.gender != 0) keys += std::string("/") + match.gender;
  }
  return keys;
}

TEST(Lexicon, TitlesNameRoles) {
  EXPECT_EQ(title("chef de l'État", "fr"), "head-of-state");
  EXPECT_EQ(title("première ministre", "fr"), "head-of-government/f");
  EXPECT_EQ(title("président", "fr"), "head-of-state head");
  EXPECT_EQ(title("ministre des Affaires étrangères", "fr"), "foreign-minister");
  EXPECT_EQ(title("top diplomat", "en"), "foreign-minister");
  EXPECT_EQ(title("press secretary", "en"), "spokesperson");
  EXPECT_EQ(title("spokeswoman", "en"), "spokesperson/f");
  EXPECT_EQ(title("chercheuse", "fr"), "expert/f");
  EXPECT_EQ(title("chaise", "fr"), "");
  EXPECT_TRUE(builtin_lexicon().is_title_prefix("ministre des", "fr"));
  EXPECT_FALSE(builtin_lexicon().is_title_prefix("ministre des", "en"));
}

TEST(Lexicon, RolesFollowTheGuide) {
  auto relation = [](std::string_view key) {
    const RoleId role = builtin_lexicon().find_role(key);
    return role.is_none() ? std::string() : builtin_lexicon()[role].relation;
  };
  EXPECT_EQ(relation("head-of-state"), "leads");
  EXPECT_EQ(relation("head-of-government"), "leads");
  EXPECT_EQ(relation("head"), "leads");
  EXPECT_EQ(relation("commander"), "leads");
  for (const char* key : {"foreign-minister", "defence-minister", "deputy-head", "ambassador", "adviser", "expert"})
    EXPECT_EQ(relation(key), "affiliatedWith") << key;
  EXPECT_EQ(relation("spokesperson"), "spokespersonFor");
  EXPECT_EQ(relation("king-of-pop"), "");
}

TEST(Lexicon, RolesAreUniqueAndSayOfWhat) {
  std::set<std::string> keys;
  for (const Role& role : builtin_lexicon().roles()) {
    EXPECT_TRUE(keys.insert(role.key).second) << role.key << " twice";
    EXPECT_NE(role.of.bits, 0) << role.key;
  }
}

std::string noun(std::string_view lemma, std::string_view language) {
  std::string found;
  for (const NounMatch& match : builtin_lexicon().nouns(fold_name(lemma), language))
    found += (found.empty() ? "" : " ") + std::string(name(match.type)) + "/" + match.noun_class;
  return found;
}

TEST(Lexicon, NounsDescribeNodes) {
  EXPECT_EQ(noun("soldat", "fr"), "MilitaryUnit/soldiers");
  EXPECT_EQ(noun("troop", "en"), "MilitaryUnit/force");
  EXPECT_EQ(noun("navire de guerre", "fr"), "MilitaryUnit/vessel");
  EXPECT_EQ(noun("warship", "en"), "MilitaryUnit/vessel");
  EXPECT_EQ(noun("déserteur", "fr"), "Group/deserters");
  EXPECT_EQ(noun("rebel", "en"), "Group/fighters");
  EXPECT_EQ(noun("gouvernement", "fr"), "State/government");
  EXPECT_EQ(noun("militia", "en"), "Organization/armed-group");
  EXPECT_EQ(noun("chaise", "fr"), "");
  EXPECT_TRUE(builtin_lexicon().is_noun_prefix("navire de", "fr"));
}

TEST(Lexicon, HonorificsAndGivenNames) {
  auto honorific = [](std::string_view word, std::string_view language) {
    return builtin_lexicon().honorifics(fold_name(word), language);
  };
  ASSERT_EQ(honorific("Mme", "fr").size(), 1U);
  EXPECT_EQ(honorific("Mme", "fr").front().gender, 'f');
  EXPECT_EQ(honorific("M.", "fr").front().gender, 'm');
  EXPECT_EQ(honorific("Lt. Col.", "en").front().kind, HonorificClass::rank);
  EXPECT_EQ(honorific("colonel-major", "fr").front().kind, HonorificClass::rank);
  EXPECT_EQ(honorific("Cheikh", "fr").front().kind, HonorificClass::religious);
  EXPECT_TRUE(honorific("chaise", "fr").empty());
  EXPECT_EQ(builtin_lexicon().given_name("emmanuel"), 'm');
  EXPECT_EQ(builtin_lexicon().given_name("angela"), 'f');
  EXPECT_EQ(builtin_lexicon().given_name("dominique"), 'u');
  EXPECT_EQ(builtin_lexicon().given_name("chaise"), 0);
}

struct BadFile {
  Result<void> (Lexicon::*add)(std::string_view, std::string_view);
  const char* tsv;
  const char* message;
};

const BadFile kBadFiles[] = {
    {&Lexicon::add_roles, "key\trelation\tof\ttitle\n", "w.tsv:1: unknown column \"title\""},
    {&Lexicon::add_roles, "key\trelation\ttitle.fr\n", "w.tsv:1: no column \"of\""},
    {&Lexicon::add_roles, "key\trelation\tof\nk\trules\tState\n", "w.tsv:2: unknown relation \"rules\""},
    {&Lexicon::add_roles, "key\trelation\tof\nk\tleads\tTown\n", "w.tsv:2: unknown node type \"Town\""},
    {&Lexicon::add_roles, "key\trelation\tof\n\tleads\tState\n", "w.tsv:2: role without a key"},
    {&Lexicon::add_nouns, "type\tclass\tnoun.fr\nThing\tx\ty\n", "w.tsv:2: unknown node type \"Thing\""},
    {&Lexicon::add_nouns, "type\tclass\tnoun.fr\nGroup\t\ty\n", "w.tsv:2: noun without a class"},
    {&Lexicon::add_honorifics, "class\tword.fr\nnice\ty\n", "w.tsv:2: unknown class \"nice\""},
    {&Lexicon::add_given_names, "name\tgender\nAnn\tx\n", "w.tsv:2: gender \"x\""},
};

TEST(Lexicon, BadLinesAreNamedByFileAndLine) {
  for (const BadFile& c : kBadFiles) {
    Lexicon lexicon = builtin_lexicon();
    const Result<void> added = (lexicon.*c.add)(c.tsv, "w.tsv");
    ASSERT_FALSE(added) << c.message;
    EXPECT_EQ(to_string(added.error()).substr(0, std::string_view(c.message).size()), c.message);
    EXPECT_EQ(lexicon.roles().size(), builtin_lexicon().roles().size());
  }
}

TEST(Lexicon, UserWordsAdd) {
  Lexicon lexicon = builtin_lexicon();
  ASSERT_TRUE(lexicon.add_roles("key\trelation\tof\ttitle.fr\nhead\tleads\tOrganization\tgrand timonier\n", "w.tsv"));
  ASSERT_EQ(lexicon.titles("grand timonier", "fr").size(), 1U);
  EXPECT_EQ(lexicon[lexicon.titles("grand timonier", "fr").front().role].key, "head");
  EXPECT_EQ(lexicon.roles().size(), builtin_lexicon().roles().size());
}

}  // namespace
}  // namespace entente

#include "entente/schema/ontology.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "entente/schema/builtin.h"

namespace entente {
namespace {

TEST(Builtin, FilesAreFoundByPathAndPrefix) {
  EXPECT_NE(builtin_file("ontology.toml").find("[[relation]]"), std::string_view::npos);
  EXPECT_TRUE(builtin_files("no/such/folder/").empty());
  auto files = builtin_files("");
  EXPECT_TRUE(std::is_sorted(files.begin(), files.end(), [](auto& a, auto& b) { return a.path < b.path; }));
  for (const BuiltinFile& file : files) {
    EXPECT_NE(file.path.front(), '/') << file.path;
    EXPECT_EQ(builtin_file(file.path), file.content);
  }
  for (const BuiltinFile& file : builtin_files("gazetteer/")) EXPECT_TRUE(file.path.starts_with("gazetteer/"));
}

TEST(BuiltinDeathTest, UnknownFileIsAProgrammersMistake) {
  EXPECT_DEATH((void)builtin_file("no-such-file.tsv"), "no data file");
}

TEST(Ontology, HasTheThirtyRelationsOfTheGuide) {
  const std::set<std::string> expected = {
      "supports", "alliesWith",      "cooperatesWith", "aids",           "agreesWith", "promises",
      "meets",    "concedes",        "withdrawsFrom",  "investigates",   "demands",    "criticizes",
      "accuses",  "opposes",         "warns",          "threatens",      "sanctions",  "protests",
      "deploys",  "trains",          "coerces",        "attacks",        "dependsOn",  "influences",
      "leads",    "spokespersonFor", "memberOf",       "affiliatedWith", "partOf",     "locatedIn"};
  std::set<std::string> names;
  for (const RelationType& relation : builtin_ontology().relations()) names.insert(relation.name);
  EXPECT_EQ(names, expected);
  for (const std::string& name : names) EXPECT_EQ(builtin_ontology()[builtin_ontology().find(name)].name, name);
  EXPECT_TRUE(builtin_ontology().find("marries").is_none());
}

TEST(Ontology, EveryTypeIsDescribedInBothLanguages) {
  auto complete = [](const LocalizedText& text) {
    return text.contains("fr") && text.contains("en") && !text.at("fr").empty() && !text.at("en").empty();
  };
  for (const RelationType& relation : builtin_ontology().relations()) {
    EXPECT_TRUE(complete(relation.label)) << relation.name;
    EXPECT_TRUE(complete(relation.definition)) << relation.name;
  }
  for (NodeType type : kNodeTypes) {
    EXPECT_TRUE(complete(builtin_ontology().label(type))) << name(type);
    EXPECT_TRUE(complete(builtin_ontology().definition(type))) << name(type);
    EXPECT_EQ(node_type(name(type)).first, type);
  }
}

TEST(Ontology, CategoriesAndScoresAgreeWithTheQuadClass) {
  const std::set<std::string> plover = {"SUPPORT",  "COOPERATE",   "AID",      "AGREE",      "CONSULT", "CONCEDE",
                                        "RETREAT",  "INVESTIGATE", "DEMAND",   "DISAPPROVE", "REJECT",  "THREATEN",
                                        "SANCTION", "PROTEST",     "MOBILIZE", "COERCE",     "ASSAULT"};
  std::set<std::string> used;
  for (const RelationType& relation : builtin_ontology().relations()) {
    EXPECT_EQ(relation.plover.empty(), relation.quad == QuadClass::structural) << relation.name;
    if (!relation.plover.empty()) used.insert(relation.plover);
    switch (relation.quad) {
      case QuadClass::verbal_cooperation:
      case QuadClass::material_cooperation:
        EXPECT_GT(relation.score, 0) << relation.name;
        break;
      case QuadClass::verbal_conflict:
        EXPECT_LT(relation.score, 0) << relation.name;
        break;
      case QuadClass::material_conflict:
        EXPECT_LE(relation.score, 0) << relation.name;
        break;
      case QuadClass::structural:
        EXPECT_GE(relation.score, 0) << relation.name;
        break;
    }
  }
  EXPECT_EQ(used, plover);
}

TEST(Ontology, SymmetryAndSignatures) {
  const Ontology& ontology = builtin_ontology();
  std::set<std::string> symmetric;
  for (const RelationType& relation : ontology.relations())
    if (relation.symmetric) symmetric.insert(relation.name);
  EXPECT_EQ(symmetric, (std::set<std::string>{"alliesWith", "cooperatesWith", "agreesWith", "meets"}));
  EXPECT_TRUE(ontology[ontology.find("attacks")].object.has(NodeType::place));
  EXPECT_FALSE(ontology[ontology.find("supports")].object.has(NodeType::place));
  EXPECT_FALSE(ontology[ontology.find("deploys")].object.has(NodeType::state));
  EXPECT_TRUE(ontology[ontology.find("warns")].object.has(NodeType::event));
  EXPECT_FALSE(ontology[ontology.find("leads")].subject.has(NodeType::place));
}

constexpr const char* kTrades = R"(
[[relation]]
name = "tradesWith"
quad = "material-cooperation"
plover = "COOPERATE"
score = 4
symmetric = true
subject = ["actor"]
object = ["actor"]
label = { fr = "commerce avec", en = "trades with" }
definition = { fr = "Les deux acteurs commercent.", en = "The two actors trade." }
)";

TEST(Ontology, WordsAndDeeds) {
  const Ontology& ontology = builtin_ontology();
  EXPECT_EQ(ontology[ontology.find("aids")].announced, "promises");
  EXPECT_EQ(ontology[ontology.find("aids")].refused, "opposes");
  EXPECT_EQ(ontology[ontology.find("attacks")].announced, "threatens");
  EXPECT_EQ(ontology[ontology.find("attacks")].refused, "");
}

TEST(Ontology, ScoresAreByTypeOfObjectWhereItSaysSo) {
  const Ontology& ontology = builtin_ontology();
  const RelationType& withdraws = ontology[ontology.find("withdrawsFrom")];
  EXPECT_EQ(withdraws.score_towards(NodeType::state), 0);
  EXPECT_EQ(withdraws.score_towards(NodeType::organization), -4);
  EXPECT_EQ(withdraws.score_towards(NodeType::group), withdraws.score);
  EXPECT_EQ(ontology[ontology.find("aids")].score_towards(NodeType::organization), 7);
  Ontology mine = builtin_ontology();
  ASSERT_TRUE(mine.extend(std::string(kTrades) + "towards = { Group = -2.5 }\n", "mine.toml"));
  EXPECT_EQ(mine[mine.find("tradesWith")].score_towards(NodeType::group), -2.5);
  EXPECT_EQ(mine[mine.find("tradesWith")].score_towards(NodeType::state), 4);
  for (const char* wrong : {"towards = 3\n", "towards = { Robot = 1 }\n", "towards = { State = 11 }\n"})
    EXPECT_FALSE(mine.extend(std::string(kTrades) + wrong, "mine.toml")) << wrong;
}

TEST(Ontology, AUserFileAddsARelation) {
  Ontology ontology = builtin_ontology();
  ASSERT_TRUE(ontology.extend(kTrades, "mine.toml"));
  EXPECT_EQ(ontology.relations().size(), 31U);
  EXPECT_EQ(text_in(ontology[ontology.find("tradesWith")].label, "fr"), "commerce avec");
  EXPECT_EQ(text_in(ontology[ontology.find("tradesWith")].label, "de"), "trades with");
}

TEST(Ontology, BadFilesAreNamedByFileAndLine) {
  const std::map<std::string, std::string> cases = {
      {"x = [", "mine.toml:1: not TOML"},
      {"\ncolour = 1", "mine.toml:2: unknown key \"colour\""},
      {"[node.Animal]\nlabel = {en = \"animal\"}", "mine.toml:1: unknown node type \"Animal\""},
      {"[[relation]]\nname = \"supports\"", "mine.toml:1: no node types in \"subject\""},
      {"[[relation]]\nname = \"a\"\nsubject = [\"Actor\"]", "mine.toml:3: unknown node type or set \"Actor\""},
      {std::string(kTrades) + "announced = \"vows\"", "mine.toml:1: unknown relation \"vows\" in \"tradesWith\""},
      {std::string(kTrades) + kTrades, "mine.toml:13: relation \"tradesWith\" is defined twice"}};
  for (const auto& [toml, message] : cases) {
    Ontology ontology = builtin_ontology();
    Result<void> added = ontology.extend(toml, "mine.toml");
    ASSERT_FALSE(added) << toml;
    EXPECT_EQ(to_string(added.error()).substr(0, message.size()), message);
    EXPECT_EQ(ontology.relations().size(), 30U) << "a bad file must change nothing";
  }
}

TEST(Ontology, ANameOfARelationMayStandInIrisAndKeys) {
  const auto with_name = [](const std::string& name) {
    return Ontology::parse("[[relation]]\nname = '" + name +
                               "'\nsubject = [\"Person\"]\nobject = [\"Person\"]\nquad = "
                               "\"structural\"\nlabel = { en = \"x\" }\ndefinition = { en = \"x\" }\n",
                           "mine.toml");
  };
  for (const char* name : {"alliesWith", "négocie", "a1_b-c"}) EXPECT_TRUE(with_name(name)) << name;
  for (const char* name : {"", "a b", "a>", "1a", "@id", "a:b", "a/b", "a\"b"}) EXPECT_FALSE(with_name(name)) << name;
}

}  // namespace
}  // namespace entente

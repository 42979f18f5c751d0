#include "entente/graph/identity.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <functional>

#include "claims.h"
#include "random_fragments.h"

namespace entente {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

struct Thing {
  std::string id, name;
  std::vector<std::string> others = {};
  std::string wikidata = {};
  std::vector<std::string> descriptions = {};
};

Fragment article(const std::string& id, const std::vector<Thing>& things, const std::vector<std::string>& edges = {}) {
  Fragment fragment = article_of("article/" + id, "2024-10-28", edges);
  for (const Thing& thing : things) {
    std::erase_if(fragment.nodes, [&](const Node& node) { return node.id == thing.id; });
    fragment.nodes.push_back(
        {thing.id, type_of_id(thing.id), thing.name, thing.others, thing.wikidata, "", {}, thing.descriptions});
  }
  return canonical(std::move(fragment));
}

Resolution resolved(const std::vector<Fragment>& fragments, std::string_view overrides = "") {
  KnowledgeGraph graph;
  for (const Fragment& fragment : fragments) graph.merge(fragment);
  const Result<Overrides> read = Overrides::parse(overrides, "overrides");
  EXPECT_TRUE(read.has_value());
  return resolve(graph, builtin_ontology(), *read);
}

std::vector<std::string> ids(const Resolution& resolution) {
  std::vector<std::string> result;
  for (const Node& node : resolution.graph.nodes()) result.push_back(node.id);
  return result;
}

std::vector<std::string> lines(const std::vector<Decision>& decisions) {
  std::vector<std::string> result;
  for (const Decision& d : decisions)
    result.push_back(std::string(name(d.verdict)) + " " + d.a + " " + d.b + " (" + d.reason + ")");
  return result;
}

TEST(Resolve, JoinsSpellingsUnderTheMostTellingId) {
  const Resolution resolution = resolved({
      article("1", {{"person/zelenskyy", "Volodymyr Zelenskyy", {}, "Q3874799"}}),
      article("2", {{"person/volodymyr-zelensky", "Volodymyr Zelensky"}},
              {"person/volodymyr-zelensky supports state/france"}),
      article("3", {{"person/volodymyr-zelensky", "Volodymyr Zelensky"}}),
      article("4", {{"person/зеленський", "Володимир Зеленський"}}),
  });
  EXPECT_THAT(ids(resolution), ElementsAre("person/zelenskyy", "state/france"));
  const Node node = resolution.graph.node("person/zelenskyy");
  EXPECT_EQ(node.name, "Volodymyr Zelensky");
  EXPECT_THAT(node.alternate_names, UnorderedElementsAre("Volodymyr Zelenskyy", "Володимир Зеленський"));
  EXPECT_EQ(node.wikidata, "Q3874799");
  EXPECT_EQ(resolution.graph.edges()[0].subject, "person/zelenskyy");
  EXPECT_THAT(lines(resolution.decisions),
              testing::Contains("same person/volodymyr-zelensky person/zelenskyy "
                                "(spelling variant: Volodymyr Zelensky, Volodymyr Zelenskyy)"));
}

TEST(Resolve, JoinsLanguagesAndAcronymsByWayOfTheFullName) {
  const Resolution resolution = resolved({
      article("1", {{"org/otan", "OTAN", {"Organisation du traité de l'Atlantique Nord"}}}),
      article("2", {{"org/nato", "NATO"}}),
      article("3", {{"org/north-atlantic-treaty-organization", "North Atlantic Treaty Organization", {"NATO"}}}),
      article("4", {{"state/coree-du-nord", "Corée du Nord"}}),
      article("5", {{"state/north-korea", "North Korea", {"Democratic People's Republic of Korea"}}}),
      article("6", {{"state/rpdc", "RPDC", {"République populaire démocratique de Corée"}}}),
      article("7", {{"state/dprk", "DPRK"}}),
  });
  EXPECT_EQ(resolution.graph.nodes().size(), 2U) << testing::PrintToString(ids(resolution));
  EXPECT_THAT(resolution.doubts(), IsEmpty());
}

TEST(Resolve, KeepsNamesakesApart) {
  const std::vector<Fragment> fragments = {
      article("1", {{"person/michael-butler", "Michael Butler", {}, "", {"professor of political science"}}}),
      article("2", {{"person/michael-butler", "Michael Butler", {}, "", {"boxeur"}}}),
      article("3", {{"person/michael-butler", "Michael Butler", {}, "", {"professeur"}}}),
      article("4", {{"person/michael-butler", "Michael Butler", {}, "", {"boxer"}}}),
      article("5", {{"person/michael-butler", "Michael Butler"}}),
  };
  const Resolution resolution = resolved(fragments);
  EXPECT_THAT(ids(resolution), ElementsAre("person/michael-butler", "person/michael-butler~2"));
  EXPECT_THAT(lines(resolution.doubts()),
              ElementsAre("possiblySameAs person/michael-butler@article/1 person/michael-butler@article/2 "
                          "(one name, nothing in common)"));
  const auto has = [&](const char* article, const char* id) {
    for (const Node& node : resolution.graph.fragments().find(article)->second.nodes)
      if (node.id == id) return true;
    return false;
  };
  EXPECT_TRUE(has("article/3", "person/michael-butler"));
  EXPECT_TRUE(has("article/4", "person/michael-butler~2"));
  EXPECT_TRUE(has("article/5", "person/michael-butler"));

  const Resolution joined =
      resolved(fragments, "same person/michael-butler@article/1 person/michael-butler@article/2\n");
  EXPECT_THAT(ids(joined), ElementsAre("person/michael-butler"));
  EXPECT_THAT(joined.doubts(), IsEmpty());
  EXPECT_THAT(
      resolved(fragments, "different person/michael-butler@article/1 person/michael-butler@article/2\n").doubts(),
      IsEmpty());
}

TEST(Resolve, OfficesOfOnePersonDoNotDivideIt) {
  const Resolution resolution = resolved({
      article("1", {{"person/ann-bell", "Ann Bell", {}, "", {"ministre"}}}),
      article("2", {{"person/ann-bell", "Ann Bell", {}, "", {"spokeswoman"}}}),
      article("3", {{"person/ann-bell", "Ann Bell", {}, "", {"analyste"}}}),
      article("4", {{"person/ann-bell", "Ann Bell", {}, "", {"professor"}}}),
  });
  EXPECT_THAT(ids(resolution), ElementsAre("person/ann-bell", "person/ann-bell~2"));
}

TEST(Resolve, ACommonNeighbourJoinsNamesakes) {
  const Resolution resolution = resolved({
      article("1", {{"person/a-b", "Ann Bell", {}, "", {"professor"}}}, {"person/a-b affiliatedWith org/clark"}),
      article("2", {{"person/a-b", "Ann Bell", {}, "", {"historian"}}}, {"person/a-b affiliatedWith org/clark"}),
  });
  EXPECT_THAT(ids(resolution), ElementsAre("org/clark", "person/a-b"));
}

TEST(Resolve, BareSurnamesNeedSomethingInCommon) {
  const Resolution resolution = resolved({
      article("1", {{"person/singh", "Singh"}}, {"person/singh spokespersonFor org/pentagon"}),
      article("2", {{"person/singh", "Singh"}}, {"person/singh spokespersonFor org/pentagon"}),
      article("3", {{"person/singh", "Singh"}}),
  });
  EXPECT_THAT(ids(resolution), ElementsAre("org/pentagon", "person/singh", "person/singh~2"));
}

TEST(Resolve, LeavesDoubtsToPeople) {
  const Resolution resolution = resolved({
      article("1", {{"person/v-putin", "V. Poutine"}}),
      article("2", {{"person/vladimir-putin", "Vladimir Putin", {}, "Q7747"}}),
      article("3", {{"person/fake", "Vladimir Рutin"}}),
  });
  EXPECT_EQ(resolution.graph.nodes().size(), 3U);
  EXPECT_EQ(resolution.doubts().size(), 3U) << testing::PrintToString(lines(resolution.doubts()));
  EXPECT_THAT(lines(resolution.doubts()), testing::Contains(HasSubstr("letters of two scripts")));
  // The same initial beside the same neighbour is clear enough.
  const Resolution helped = resolved({
      article("1", {{"person/v-putin", "V. Poutine"}}, {"person/v-putin affiliatedWith org/kremlin"}),
      article("2", {{"person/vladimir-putin", "Vladimir Putin"}}, {"person/vladimir-putin affiliatedWith org/kremlin"}),
  });
  EXPECT_THAT(ids(helped), ElementsAre("org/kremlin", "person/v-putin"));
}

TEST(Resolve, AnAcronymOfTwoThingsIsNeither) {
  const Resolution resolution = resolved({
      article("1", {{"org/rapid-support-forces", "Rapid Support Forces", {"RSF"}}}),
      article("2", {{"org/reporters-sans-frontieres", "Reporters sans frontières", {"RSF"}}}),
      article("3", {{"org/rsf", "RSF"}}),
  });
  EXPECT_EQ(resolution.graph.nodes().size(), 3U);
  EXPECT_EQ(resolution.doubts().size(), 3U) << testing::PrintToString(lines(resolution.decisions));
}

TEST(Resolve, NeverJoinsWhatOneArticleOrWikidataTellsApart) {
  EXPECT_EQ(resolved({article("1", {{"person/ivan-petrov", "Ivan Petrov"}, {"person/ivan-petroff", "Ivan Petroff"}})})
                .graph.nodes()
                .size(),
            2U);
  EXPECT_EQ(resolved({article("1", {{"person/x", "Ivan Petrov", {}, "Q1"}}),
                      article("2", {{"person/y", "Ivan Petroff", {}, "Q2"}})})
                .graph.nodes()
                .size(),
            2U);
  // Not by way of a third either.
  EXPECT_EQ(
      resolved({article("1", {{"person/x", "Ivan Petrov", {}, "Q1"}}),
                article("2", {{"person/y", "Ivan Petroff", {}, "Q2"}}), article("3", {{"person/z", "Ivan PETROV"}})})
          .graph.nodes()
          .size(),
      2U);
}

TEST(Resolve, DropsEdgesThatBecomeLoopsAndOrdersSymmetricOnes) {
  const Resolution resolution =
      resolved({article("1", {}, {"state/b meets state/c", "state/a meets state/b", "state/a aids state/c"})},
               "same state/a state/b\n");
  EXPECT_EQ(resolution.loops, 1U);
  std::vector<std::string> edges;
  for (const Edge& edge : resolution.graph.edges())
    edges.push_back(edge.subject + " " + edge.relation + " " + edge.object);
  EXPECT_THAT(edges, ElementsAre("state/a aids state/c", "state/a meets state/c"));
}

TEST(Resolve, ReplaysOverrides) {
  const std::vector<Fragment> fragments = {
      article("1", {{"person/ivan-petrov", "Ivan Petrov"}, {"org/wagner", "Wagner"}}),
      article("2", {{"person/ivan-petroff", "Ivan Petroff"}, {"org/wagner", "Wagner"}}),
  };
  EXPECT_EQ(resolved(fragments).graph.nodes().size(), 2U);
  const Resolution resolution = resolved(fragments,
                                         "# decided on 28 October\n"
                                         "different person/ivan-petrov person/ivan-petroff\n"
                                         "rename\torg/wagner\tGroupe Wagner  \n"
                                         "type org/wagner MilitaryUnit\n"
                                         "different org/wagner@article/1 org/wagner@article/2\n"
                                         "same person/nobody person/no-one\n");
  EXPECT_THAT(ids(resolution), ElementsAre("org/wagner", "org/wagner~2", "person/ivan-petroff", "person/ivan-petrov"));
  EXPECT_EQ(resolution.graph.node("org/wagner").name, "Groupe Wagner");
  EXPECT_EQ(resolution.graph.node("org/wagner").alternate_names, std::vector<std::string>{"Wagner"});
  EXPECT_EQ(resolution.graph.node("org/wagner").type, NodeType::military_unit);
  EXPECT_EQ(resolution.graph.node("org/wagner~2").name, "Wagner");
}

TEST(Resolve, AMovementAndItsPeopleAreOne) {
  struct Case {
    Thing a, b;
    std::size_t nodes, doubts;
  };
  const Case cases[] = {
      {{"group/houthistes", "houthistes"}, {"org/mouvement-houthi", "mouvement houthi"}, 1, 0},
      {{"group/houthis", "Houthis"}, {"org/houthis", "Houthis"}, 1, 0},
      {{"group/rebelles-houthis", "rebelles houthis"}, {"org/houthis", "Houthis"}, 1, 0},
      {{"group/talibans", "talibans"}, {"org/taliban", "Taliban"}, 1, 0},
      {{"group/combattants-du-hamas", "combattants du Hamas"}, {"org/hamas", "Hamas"}, 1, 0},
      {{"org/groupe-wagner", "groupe Wagner"}, {"org/wagner", "Wagner"}, 1, 0},
      {{"group/houthi-fighters", "Houthi fighters"}, {"org/houthi-movement", "Houthi movement"}, 1, 0},
      // A people, a place and common words name many.
      {{"group/rebelles-tchetchenes", "rebelles tchétchènes"},
       {"org/rebellion-tchetchene", "rébellion tchétchène"},
       2,
       1},
      {{"group/syrian-rebels", "Syrian rebels"}, {"org/syrian-militia", "Syrian militia"}, 2, 1},
      {{"group/opposition", "opposition"}, {"org/opposition", "opposition"}, 2, 1},
      {{"unit/wagner", "Wagner"}, {"org/wagner", "Wagner"}, 2, 1},
      {{"group/rebelles", "rebelles"}, {"org/milice", "milice"}, 2, 0},
      {{"group/houthistes", "houthistes"}, {"org/hamas", "Hamas"}, 2, 0},
      {{"person/wagner", "Wagner"}, {"org/wagner", "Wagner"}, 2, 0},
  };
  for (const Case& c : cases)
    for (const bool are_together : {false, true}) {
      const Resolution resolution =
          are_together ? resolved({article("1", {c.a, c.b})}) : resolved({article("1", {c.a}), article("2", {c.b})});
      EXPECT_EQ(resolution.graph.nodes().size(), c.nodes) << c.a.name << " / " << c.b.name;
      EXPECT_EQ(resolution.doubts().size(), c.doubts) << c.a.name << " / " << c.b.name;
    }
  const Node node = resolved({article("1", {cases[0].a}), article("2", {cases[0].a}), article("3", {cases[0].b})})
                        .graph.node("org/mouvement-houthi");
  EXPECT_EQ(node.type, NodeType::organization);
  EXPECT_EQ(node.name, "houthistes");
}

TEST(Resolve, NumbersAndWordsOfKindMakeNoOtherThing) {
  struct Case {
    std::string a, b;
    bool have_neighbour;                                         // in common
    std::size_t apart, apart_doubts, together, together_doubts;  // in two articles; in one
  };
  const Case cases[] = {
      {"200 déserteurs", "déserteurs", true, 1, 0, 1, 0},      {"200 déserteurs", "déserteurs", false, 2, 1, 2, 1},
      {"10,000 soldiers", "soldiers", true, 1, 0, 1, 0},       {"200 déserteurs", "300 déserteurs", true, 2, 0, 2, 0},
      {"frégate", "frégate supplémentaire", true, 1, 0, 2, 1}, {"frégate", "frégate supplémentaire", false, 2, 1, 2, 1},
      {"additional troops", "troops", false, 2, 1, 2, 1},      {"soldats", "marins", true, 2, 0, 2, 0},
      {"200 soldats français", "soldats", true, 2, 0, 2, 0},
  };
  for (const Case& c : cases) {
    const Thing a{"unit/a", c.a}, b{"unit/b", c.b};
    const std::string of_a = "state/x deploys unit/a",
                      of_b = c.have_neighbour ? "state/x deploys unit/b" : "state/y deploys unit/b";
    const std::size_t states = c.have_neighbour ? 1 : 2;
    const Resolution apart = resolved({article("1", {a}, {of_a}), article("2", {b}, {of_b})});
    EXPECT_EQ(apart.graph.nodes().size(), c.apart + states) << c.a << " / " << c.b;
    EXPECT_EQ(apart.doubts().size(), c.apart_doubts) << c.a << " / " << c.b;
    const Resolution together = resolved({article("1", {a, b}, {of_a, of_b})});
    EXPECT_EQ(together.graph.nodes().size(), c.together + states) << c.a << " / " << c.b;
    EXPECT_EQ(together.doubts().size(), c.together_doubts) << c.a << " / " << c.b;
  }
  // One of two numbers is neither.
  const Resolution two = resolved({article("1", {{"unit/a", "200 soldats"}}, {"state/x deploys unit/a"}),
                                   article("2", {{"unit/b", "300 soldats"}}, {"state/x deploys unit/b"}),
                                   article("3", {{"unit/c", "soldats"}}, {"state/x deploys unit/c"})});
  EXPECT_EQ(two.graph.nodes().size(), 4U);
  EXPECT_EQ(two.doubts().size(), 2U);
}

TEST(Overrides, NameTheLineThatIsWrong) {
  const auto error = [](std::string_view text) {
    const Result<Overrides> read = Overrides::parse(text, "my.txt");
    return read ? std::string() : to_string(read.error());
  };
  EXPECT_EQ(error(""), "");
  EXPECT_EQ(error("same a b  # 0.70 one name\ndifferent a#1 c\n"), "");
  EXPECT_EQ(error("# only a comment\n\n  \t\n"), "");
  EXPECT_EQ(error("merge a b\n"),
            "my.txt:1: \"merge\" is no override; use same, different, rename, type, reject, retype or note");
  EXPECT_EQ(error("same a b\nsame a\n"), "my.txt:2: \"same\" lacks a part; give two nodes");
  EXPECT_EQ(error("same a b c\n"), "my.txt:1: more than two nodes; give one pair a line");
  EXPECT_EQ(error("same a a\n"), "my.txt:1: a node and itself; give two nodes");
  EXPECT_EQ(
      error("type a Robot\n"),
      "my.txt:1: \"Robot\" is no node type; use Person, State, Organization, MilitaryUnit, Group, Place or Event");
  EXPECT_EQ(error("different c a\nsame a b\nsame b c\n"),
            "my.txt:1: c and a are different here and the same by other lines; take one of these lines out");
  EXPECT_EQ(error("rename a X\nrename a Y Z\n"), "my.txt:2: a was named \"X\" before; keep one of the two names");
  EXPECT_EQ(error("type a Person\ntype a State\n"),
            "my.txt:2: a had the type Person before; keep one of the two types");
  EXPECT_EQ(error("rename a X\nrename a X\n"), "");
  // Of relations.
  EXPECT_EQ(error("reject a attacks b\nretype a attacks b supports article/1  # once\nreject a attacks b\n"), "");
  EXPECT_EQ(error("reject a attacks\n"), "my.txt:1: \"reject\" lacks a part; give subject, relation and object");
  EXPECT_EQ(error("reject a attacks b article/1 article/2\n"),
            "my.txt:1: words after the article; give subject, relation and object, and one article at most");
  EXPECT_EQ(error("retype a attacks b\n"),
            "my.txt:1: \"retype\" lacks a part; give subject, relation, object and the relation that it is");
  EXPECT_EQ(error("retype a attacks b supports x y\n"),
            "my.txt:1: words after the article; give subject, relation, object and the relation that it is, and one "
            "article at most");
  EXPECT_EQ(error("reject a attacks a\n"), "my.txt:1: a node and itself; give two nodes");
  EXPECT_EQ(error("reject a attacks b\n\nretype a attacks b supports\n"),
            "my.txt:3: line 1 decides otherwise on this relation; keep one of the two");
  EXPECT_EQ(error("note a : seen 12:30 : twice\nnote a attacks b : denied\n"), "");
  const std::string form = "; write: note NODE : TEXT, or note SUBJECT RELATION OBJECT : TEXT";
  EXPECT_EQ(error("note a is old\n"), "my.txt:1: \"note\" lacks a part" + form);
  EXPECT_EQ(error("note : old\n"), "my.txt:1: \"note\" lacks a part" + form);
  EXPECT_EQ(error("note a :\n"), "my.txt:1: \"note\" lacks a part" + form);
  EXPECT_EQ(error("note a attacks : old\n"), "my.txt:1: a note on neither a node nor a relation" + form);
}

TEST(Overrides, DecideOnRelations) {
  const std::vector<Fragment> fragments = {
      article("1", {}, {"state/a attacks state/b", "state/a meets state/c", "person/x leads org/y"}),
      article("2", {}, {"state/a attacks state/b", "state/b supports state/c"}),
  };
  const auto edges = [&](const std::string& overrides) {
    std::string result;
    const Resolution resolution = resolved(fragments, overrides);
    if (resolution.wrong) return to_string(*resolution.wrong);
    for (const Edge& edge : resolution.graph.edges())
      result +=
          edge.subject + " " + edge.relation + " " + edge.object + " " + std::to_string(edge.evidence.size()) + "\n";
    return result;
  };
  const std::string attacks = "state/a attacks state/b 2\n", meets = "state/a meets state/c 1\n",
                    leads = "person/x leads org/y 1\n", supports = "state/b supports state/c 1\n";
  ASSERT_EQ(edges(""), leads + attacks + meets + supports);
  struct Case {
    std::string overrides, edges;
  };
  const Case cases[] = {
      {"reject state/a attacks state/b", leads + meets + supports},
      {"reject state/a attacks state/b article/2", leads + "state/a attacks state/b 1\n" + meets + supports},
      {"reject state/a attacks state/b article/none", leads + attacks + meets + supports},
      {"reject state/b attacks state/a", leads + attacks + meets + supports},
      {"reject state/c meets state/a", leads + attacks + supports},  // whichever end stands first
      {"retype state/a attacks state/b criticizes", leads + "state/a criticizes state/b 2\n" + meets + supports},
      {"retype state/a attacks state/b criticizes article/1",
       leads + "state/a attacks state/b 1\nstate/a criticizes state/b 1\n" + meets + supports},
      {"retype state/b supports state/c meets", leads + attacks + meets + "state/b meets state/c 1\n"},
      // An article's own decision goes before the general one.
      {"reject state/a attacks state/b\nretype state/a attacks state/b criticizes article/1",
       leads + "state/a criticizes state/b 1\n" + meets + supports},
      // What becomes the same relation is one, with the evidence of both.
      {"retype state/a attacks state/b supports\nsame state/a state/c\n",
       leads + "state/a supports state/b 2\nstate/b supports state/a 1\n"},
      // Ends are known by any of their names.
      {"same state/a state/c\nreject state/c attacks state/b", leads + "state/b supports state/a 1\n"},
      {"reject state/a@article/1 attacks state/b@article/2", leads + meets + supports},
      {"reject state/nowhere attacks state/b", leads + attacks + meets + supports},
      // What cannot hold.
      {"\nreject state/a atacks state/b",
       "overrides:2: \"atacks\" is no relation; use the name of one, such as supports or attacks"},
      {"retype state/a attacks state/b hits",
       "overrides:1: \"hits\" is no relation; use the name of one, such as supports or attacks"},
      {"reject state/a meets state/c\nretype state/a attacks state/b spokespersonFor",
       "overrides:2: \"spokespersonFor\" takes no State as its subject, and a is one; choose another relation, "
       "or "
       "give the thing another type by a line of \"type\""},
      {"retype state/c attacks state/b spokespersonFor", leads + attacks + meets + supports},  // nobody says so
      {"reject state/a meets state/c\nretype state/c meets state/a supports",
       "overrides:2: line 1 decides otherwise on this relation; keep one of the two"},
  };
  for (const Case& c : cases) EXPECT_EQ(edges(c.overrides), c.edges) << c.overrides;
  // Another type of the thing lets it have the relation.
  EXPECT_EQ(edges("type state/a Person\nretype state/a attacks state/b spokespersonFor"),
            leads + meets + "state/a spokespersonFor state/b 2\n" + supports);
}

TEST(Overrides, ADecisionThatCannotHoldLeavesAllRelationsAsTheyWere) {
  const Resolution resolution = resolved({article("1", {}, {"state/a attacks state/b", "state/a meets state/c"})},
                                         "reject state/a meets state/c\nretype state/a attacks state/b atacks\n");
  EXPECT_TRUE(resolution.wrong);
  EXPECT_EQ(resolution.graph.edges().size(), 2U);
}

TEST(Overrides, NotesStandUnderTheIdsOfTheThings) {
  const Resolution resolution = resolved({article("1", {}, {"state/a attacks state/b", "state/a meets state/c"})},
                                         "same state/c state/d\nnote state/c meets state/a : in Geneva : twice\n"
                                         "note state/b : since 1991\nnote state/z : nowhere\n"
                                         "note state/a supports state/b : not told\nnote state/b : since 1991\n");
  ASSERT_EQ(resolution.notes.size(), 2U);
  EXPECT_EQ(resolution.notes[0], (Overrides::Note{"state/a", "state/c", "meets", "in Geneva : twice"}));
  EXPECT_EQ(resolution.notes[1], (Overrides::Note{"state/b", "", "", "since 1991"}));
}

// A page that shows a thing calls it by a name that holds for the articles and for the graph that was made of them.
TEST(Overrides, CallThingsByTheirPartsInFragmentsAndInTheFinishedGraph) {
  const std::vector<Fragment> fragments = {
      article("1", {{"person/reed", "John Reed"}}, {"person/reed attacks state/a"}),
      article("2", {{"person/reed", "John Reed"}}, {"person/reed attacks state/b"}),
  };
  const std::string decided = "different person/reed@article/1 person/reed@article/2\n";
  const Resolution resolution = resolved(fragments, decided);
  ASSERT_EQ(resolution.parts.size(), 2U);
  EXPECT_THAT(resolution.parts.at("person/reed"), ElementsAre("person/reed@article/1"));
  EXPECT_THAT(resolution.parts.at("person/reed~2"), ElementsAre("person/reed@article/2"));
  const auto left = [&](const std::vector<Fragment>& of, const std::string& overrides) {
    std::vector<std::string> found;
    for (const Edge& edge : resolved(of, overrides).graph.edges()) found.push_back(edge.subject);
    return found;
  };
  std::vector<Fragment> finished;
  for (const auto& [id, fragment] : resolution.graph.fragments()) finished.push_back(fragment);
  for (const NodeRef& ref : {std::string("person/reed@article/2"), std::string("person/reed~2")}) {
    const std::string reject = "reject " + ref + " attacks state/b\n";
    EXPECT_THAT(left(fragments, decided + reject), ElementsAre("person/reed")) << ref;
    EXPECT_THAT(left(finished, reject), ElementsAre("person/reed")) << ref;
  }
}

// Corpora in which everyone shares something: what is compared grows with the number of things, not with its square.
TEST(Resolve, SkewedNamesCostNoSquare) {
  using Make = std::function<Thing(int)>;
  const std::pair<const char*, Make> skews[] = {
      {"a surname as an alias",
       [](int i) {
         return Thing{"person/p" + std::to_string(i), "Ann" + std::to_string(i) + " Kim", {"Kim"}};
       }},
      {"a surname",
       [](int i) {
         return Thing{"person/p" + std::to_string(i), "Ann" + std::to_string(i) + " Kim"};
       }},
      {"one word for all",
       [](int i) {
         return Thing{"person/p" + std::to_string(i), "Kim"};
       }},
      {"one full name for all",
       [](int i) {
         return Thing{"person/p" + std::to_string(i), "Ann Kim"};
       }},
      {"one id for all",
       [](int i) {
         return Thing{"person/kim", "Kim", {}, "", {"word" + std::to_string(i)}};
       }},
      {"one id, described",
       [](int i) {
         return Thing{"person/ann-kim", "Ann Kim", {}, "", {"word" + std::to_string(i)}};
       }},
      {"an alias of organizations",
       [](int i) {
         return Thing{"org/o" + std::to_string(i), "Union of Town" + std::to_string(i), {"Union"}};
       }},
      {"an acronym",
       [](int i) {
         return Thing{"org/o" + std::to_string(i), "Front " + std::to_string(i), {"FLN"}};
       }},
      {"initials",
       [](int i) {
         return Thing{"org/o" + std::to_string(i), "Farmers League of Nord" + std::to_string(i)};
       }},
  };
  for (const auto& [what, make] : skews) {
    std::uint64_t compared[2];
    for (int size : {0, 1}) {
      std::vector<Fragment> fragments;
      for (int i = 0; i < 1500 * (size + 1); ++i) fragments.push_back(article(std::to_string(i), {make(i)}));
      const Resolution resolution = resolved(fragments);
      compared[size] = resolution.compared;
      EXPECT_LT(resolution.compared, 300U * fragments.size()) << what;
      EXPECT_LT(resolution.decisions.size(), 300U * fragments.size()) << what;
    }
    EXPECT_LE(compared[1], 5 * compared[0] / 2) << what;
  }
  // Who has one name in hundreds of articles is still one.
  std::vector<Fragment> fragments;
  for (int i = 0; i < 300; ++i)
    fragments.push_back(article(std::to_string(i), {{"org/o" + std::to_string(i), "Front national de libération"}}));
  EXPECT_EQ(resolved(fragments).graph.nodes().size(), 1U);
}

RC_GTEST_PROP(Resolve, IsAFunctionOfTheSetOfFragments, (std::vector<Fragment> fragments)) {
  const Resolution expected = resolved(fragments);
  std::rotate(fragments.begin(), fragments.begin() + static_cast<long>(fragments.size() / 2), fragments.end());
  std::reverse(fragments.begin(), fragments.end());
  const Resolution again = resolved(fragments);
  RC_ASSERT(dump(again.graph) == dump(expected.graph));
  RC_ASSERT(again.decisions == expected.decisions);
  KnowledgeGraph given;
  for (const Fragment& fragment : fragments) given.merge(fragment);
  RC_ASSERT(again.graph.article_count() == given.article_count());
}

}  // namespace
}  // namespace entente

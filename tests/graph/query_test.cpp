#include "entente/graph/query.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

#include "claims.h"

namespace entente {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// A graph with its view.
class World {
 public:
  explicit World(const std::vector<Fragment>& fragments) {
    for (const Fragment& fragment : fragments) graph_.merge(fragment);
    view_ = std::make_unique<GraphView>(graph_, builtin_ontology());
  }
  [[nodiscard]] const GraphView& view() const { return *view_; }

 private:
  KnowledgeGraph graph_;
  std::unique_ptr<GraphView> view_;
};

World war() {
  return World({
      article_of(
          "article/1", "2024-10-01",
          {"person/kim leads state/north-korea", "person/kim deploys unit/kpa n=10000",
           "unit/kpa partOf state/north-korea", "state/north-korea alliesWith state/russia 0.9",
           "state/russia attacks state/ukraine 0.9", "state/usa warns state/north-korea reported by=org/pentagon"}),
      article_of(
          "article/2", "2024-10-20",
          {"person/kim supports state/russia 0.7", "state/usa aids state/ukraine 0.9",
           "state/russia supports state/north-korea negated 0.4", "unit/kpa attacks state/ukraine 0.6 possible"}),
      article_of("article/3", "2024-11-05",
                 {"state/russia attacks state/ukraine 0.8", "person/kim deploys unit/kpa n=12000",
                  "person/kim supports state/russia negated 0.2", "state/france aids state/ukraine 0.9 2024-09-01",
                  "state/russia threatens state/france 0.7"}),
  });
}

std::vector<std::string> lines(const std::vector<EdgeAnswer>& answers) {
  std::vector<std::string> result;
  result.reserve(answers.size());
  for (const EdgeAnswer& a : answers) result.push_back(a.subject + " " + a.relation + " " + a.object);
  return result;
}

std::vector<std::string> found(const World& world, const EdgeFilter& filter) {
  const Result<std::vector<EdgeAnswer>> edges = find_edges(world.view(), filter);
  EXPECT_TRUE(edges.has_value());
  return lines(*edges);
}

TEST(View, HoldsTheGraphInCanonicalOrder) {
  const World world = war();
  const GraphView& view = world.view();
  const std::vector<Edge> edges = view.knowledge().edges();
  ASSERT_EQ(view.edge_count(), edges.size());
  for (std::uint32_t i = 0; i < edges.size(); ++i) {
    EXPECT_EQ(view.whole(view.edge(i)), edges[i]);
    EXPECT_EQ(view[view.edge(i)].number, i);
    const Support expected = support(edges[i], view.sources());
    EXPECT_EQ(view[view.edge(i)].affirmed, expected.affirmed);
    EXPECT_EQ(view[view.edge(i)].denied, expected.denied);
    EXPECT_EQ(view[view.edge(i)].sources, expected.sources);
  }
  EXPECT_EQ(to_iso(*view.last_day()), "2024-11-05");
  EXPECT_EQ(view.find("state/nowhere"), kNoVertex);
  EXPECT_EQ(view[view.find("state/russia")].name, "russia");
}

TEST(FindEdges, FiltersByEachField) {
  const World world = war();
  EXPECT_EQ(found(world, {}).size(), 12U);
  EXPECT_THAT(found(world, {.relations = {"aids"}}),
              ElementsAre("state/france aids state/ukraine", "state/usa aids state/ukraine"));
  EXPECT_THAT(found(world, {.categories = {"THREATEN"}}),
              ElementsAre("state/russia threatens state/france", "state/usa warns state/north-korea"));
  EXPECT_THAT(found(world, {.quads = {QuadClass::material_conflict}}),
              ElementsAre("person/kim deploys unit/kpa", "state/russia attacks state/ukraine",
                          "unit/kpa attacks state/ukraine"));
  EXPECT_THAT(found(world, {.subject = "state/usa"}),
              ElementsAre("state/usa aids state/ukraine", "state/usa warns state/north-korea"));
  EXPECT_THAT(found(world, {.object = "state/france"}), ElementsAre("state/russia threatens state/france"));
  EXPECT_THAT(found(world, {.subject = "state/usa", .object = "state/ukraine"}),
              ElementsAre("state/usa aids state/ukraine"));
  EXPECT_THAT(found(world, {.subject = "state/usa", .about = "state/ukraine"}),
              ElementsAre("state/usa aids state/ukraine"));
  EXPECT_THAT(found(world, {.about = "state/france"}),
              ElementsAre("state/france aids state/ukraine", "state/russia threatens state/france"));
  EXPECT_THAT(found(world, {.polarity = Polarity::negated}),
              ElementsAre("person/kim supports state/russia", "state/russia supports state/north-korea"));
  EXPECT_THAT(found(world, {.modality = Modality::possible}), ElementsAre("unit/kpa attacks state/ukraine"));
  EXPECT_THAT(found(world, {.attributed_to = "org/pentagon"}), ElementsAre("state/usa warns state/north-korea"));
  EXPECT_THAT(found(world, {.min_sources = 2}),
              ElementsAre("person/kim deploys unit/kpa", "person/kim supports state/russia",
                          "state/russia attacks state/ukraine"));
  EXPECT_THAT(found(world, {.min_confidence = 0.95}),
              ElementsAre("person/kim deploys unit/kpa", "state/russia attacks state/ukraine"));
  EXPECT_THAT(found(world, {.until = "2024-09"}), ElementsAre("state/france aids state/ukraine"));
  EXPECT_THAT(found(world, {.relations = {"deploys", "aids"}, .since = "2024-10-15", .until = "2024-10-31"}),
              ElementsAre("state/usa aids state/ukraine"));
  EXPECT_THAT(found(world, {.subject = "state/atlantis"}), IsEmpty());
}

TEST(FindEdges, CountsOnlyTheEvidenceThatMatches) {
  const World world = war();
  const Result<std::vector<EdgeAnswer>> edges =
      find_edges(world.view(), {.relations = {"attacks"}, .subject = "state/russia", .since = "2024-11"});
  ASSERT_EQ(edges->size(), 1U);
  EXPECT_EQ(edges->front().support.sources, 1U);
  EXPECT_DOUBLE_EQ(edges->front().support.affirmed, 0.8);
  EXPECT_EQ(edges->front().first, "2024-11-05");
  EXPECT_EQ(find_evidence(world.view(), edges->front().number)->size(), 2U);
  EXPECT_EQ(find_evidence(world.view(), edges->front().number, {.since = "2024-11"})->size(), 1U);
}

TEST(FindEdges, SaysWhatIsWrongWithAFilter) {
  const World world = war();
  const auto error = [&](const EdgeFilter& filter) {
    const Result<std::vector<EdgeAnswer>> edges = find_edges(world.view(), filter);
    return edges ? std::string() : to_string(edges.error());
  };
  EXPECT_EQ(error({.since = "octobre"}), "since: \"octobre\" is no date; give it as 2024, 2024-10 or 2024-10-28");
  EXPECT_EQ(error({.since = "2024-10", .until = "2024-09"}),
            "until: until 2024-09 is before since 2024-10; exchange the two dates");
  EXPECT_EQ(error({.relations = {"likes"}}),
            "type: there is no relation type \"likes\"; see the ontology for their names");
  EXPECT_EQ(error({.categories = {"LIKE"}}),
            "category: no relation type has the PLOVER category \"LIKE\"; categories are written like THREATEN");
}

TEST(Representation, FollowsLeadersAndPartsUpwards) {
  const World world = war();
  const GraphView& view = world.view();
  const Representation all(view, true), none(view, false);
  const Vertex korea = view.find("state/north-korea"), kim = view.find("person/kim"), army = view.find("unit/kpa");
  EXPECT_EQ(all.principal(kim), korea);
  EXPECT_EQ(all.principal(army), korea);
  EXPECT_EQ(none.principal(kim), kim);
  EXPECT_THAT(all.actors(korea), testing::UnorderedElementsAre(korea, kim, army));
  EXPECT_THAT(all.actors(kim), ElementsAre(kim));
}

TEST(Representation, EndsInACircle) {
  const World world({article_of("article/1", "", {"org/a partOf org/b", "org/b partOf org/c", "org/c partOf org/b"})});
  const GraphView& view = world.view();
  const Representation representation(view, true);
  for (const char* id : {"org/a", "org/b", "org/c"})
    EXPECT_EQ(representation.principal(view.find(id)), view.find("org/b")) << id;
  EXPECT_EQ(representation.actors(view.find("org/b")).size(), 3U);
}

TEST(Representation, KnowsWhoHeldAnOfficeOnTheDay) {
  const auto principal = [](const std::string& day) {
    const World world({article_of("article/1", day,
                                  {"person/joe-biden aids state/ukraine", "person/donald-trump criticizes state/france",
                                   "state/united-states meets state/france"})});
    const GraphView& view = world.view();
    const Representation representation(view, true);
    return std::pair(view[representation.principal(view.find("person/joe-biden"))].id,
                     view[representation.principal(view.find("person/donald-trump"))].id);
  };
  EXPECT_THAT(principal("2018-06-01"), testing::Pair("person/joe-biden", "state/united-states"));
  EXPECT_THAT(principal("2023-06-01"), testing::Pair("state/united-states", "person/donald-trump"));
}

TEST(Representation, KnowsMinistriesAndArmiesButNoParties) {
  const World world({article_of(
      "article/1", "2024-10-28",
      {"org/kremlin accuses state/france", "org/hezbollah attacks state/israel", "unit/us-army aids state/ukraine",
       "state/russia meets state/lebanon", "state/united-states meets state/russia"})});
  const GraphView& view = world.view();
  const auto principal = [&](const char* id) { return view[view.representation().principal(view.find(id))].id; };
  EXPECT_EQ(principal("org/kremlin"), "state/russia");
  EXPECT_EQ(principal("org/hezbollah"), "org/hezbollah");
  EXPECT_EQ(principal("unit/us-army"), "unit/us-army") << "the force that it is part of is not in the graph";
}

TEST(Representation, ThoseWhoServeAStateActForIt) {
  const World world(
      {article_of("article/1", "",
                  {"person/envoy affiliatedWith state/norland", "person/scholar affiliatedWith org/university",
                   "person/chief affiliatedWith state/norland", "person/chief leads org/party"})});
  const GraphView& view = world.view();
  const Representation representation(view, true);
  const auto principal = [&](const char* id) { return view[representation.principal(view.find(id))].id; };
  EXPECT_EQ(principal("person/envoy"), "state/norland");
  EXPECT_EQ(principal("person/scholar"), "person/scholar");
  EXPECT_EQ(principal("person/chief"), "org/party") << "whom one leads is closer than whom one serves";
}

TEST(Allies, AreNoPlaces) {
  const World world({article_of("article/1", "", {"state/a supports place/b", "state/a supports state/c"})});
  const std::vector<Relative> found = *allies(world.view(), "state/a");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].id, "state/c");
}

TEST(Allies, AreNoArms) {
  const World world(
      {article_of("article/1", "",
                  {"state/a supports org/Bayraktar", "state/a supports unit/Leopard", "state/a supports unit/frigate",
                   "state/a supports group/rebels", "state/a supports org/Wagner"})});
  const Result<std::vector<Relative>> friends = allies(world.view(), "state/a");
  std::vector<std::string> found;
  for (const Relative& one : *friends) found.push_back(one.id);
  EXPECT_THAT(found, ElementsAre("group/rebels", "org/Wagner"));
}

// The sign and size of what one does to another, by relation, type of object and status.
TEST(Weight, IsByRelationObjectAndStatus) {
  struct Case {
    const char* edge;
    double weight;  // of a confidence of 1 and one source
  };
  constexpr Case cases[] = {
      {"state/a withdrawsFrom state/b 1", 0},
      {"state/a withdrawsFrom unit/u 1", 0},
      {"state/a withdrawsFrom org/o 1", -0.4},
      {"state/a withdrawsFrom person/p 1", 0.3},
      {"state/a withdrawsFrom group/g 1", 0.3},
      {"state/a withdrawsFrom org/o 1 planned", -0.2},
      {"state/a aids state/b 1", 0.7},
      {"state/a aids org/o 1", 0.7},
      {"state/a attacks state/b 1", -1},
      {"state/a attacks group/g 1", -1},
      {"state/a attacks state/b 1 reported", -0.75},
      {"state/a attacks state/b 1 planned", -0.5},
      {"state/a attacks state/b 1 possible", -0.25},
      {"state/a attacks state/b 1 negated", 0},
      {"state/a alliesWith state/b 1 reported", 0.675},
      {"person/p leads state/b 1", 0},
  };
  for (const Case& c : cases) {
    const World world({article_of("article/1", "", {c.edge})});
    EXPECT_NEAR(weight(world.view(), world.view().edge(0)), c.weight, 1e-9) << c.edge;
  }
}

TEST(Allies, AddUpWhatRepresentativesDo) {
  const World world = war();
  const std::vector<Relative> friends = *allies(world.view(), "state/north-korea");
  ASSERT_EQ(friends.size(), 1U);
  EXPECT_EQ(friends[0].id, "state/russia");
  // alliesWith 9/10 · 0.9 and supports 5/10 · (0.7 − 0.2) · log2(1 + 2 sources); the denied support weighs nothing.
  EXPECT_NEAR(friends[0].weight, 0.81 + 0.25 * std::log2(3.0), 1e-9);
  EXPECT_NEAR(friends[0].towards, 0.405 + 0.25 * std::log2(3.0), 1e-9);
  EXPECT_EQ(friends[0].edges.size(), 2U);
  const std::vector<Relative> enemies = *rivals(world.view(), "state/north-korea");
  ASSERT_EQ(enemies.size(), 2U);
  EXPECT_EQ(enemies[0].id, "state/usa");      // −3/10 · 0.8 · ¾, a warning that somebody reports
  EXPECT_EQ(enemies[1].id, "state/ukraine");  // −10/10 · 0.6 · ¼, a possible attack by its army
  EXPECT_NEAR(enemies[1].weight, -0.15, 1e-9);

  const std::vector<Relative> own = *allies(world.view(), "state/north-korea", {.with_representatives = false});
  ASSERT_EQ(own.size(), 1U);
  EXPECT_NEAR(own[0].weight, 0.81, 1e-9);
  EXPECT_THAT(*allies(world.view(), "state/atlantis"), IsEmpty());
}

TEST(Allies, OldTiesFade) {
  const World world({article_of("article/1", "2024-01-01", {"state/a alliesWith state/b 1"}),
                     article_of("article/2", "2024-12-31", {"state/a alliesWith state/c 1"})});
  EXPECT_EQ(allies(world.view(), "state/a")->front().id, "state/b");
  const std::vector<Relative> fresh = *allies(world.view(), "state/a", {.half_life_days = 365});
  EXPECT_EQ(fresh.front().id, "state/c");
  EXPECT_NEAR(fresh.back().weight, 0.45, 1e-9);
  EXPECT_NEAR(allies(world.view(), "state/a", {.half_life_days = 365, .now = "2024-01-01"})->front().weight, 0.9, 1e-9);
  EXPECT_FALSE(allies(world.view(), "state/a", {.half_life_days = 1, .now = "now"}));
}

TEST(Common, TellsSharedFromDivided) {
  const World world = war();
  const Common shared = *common(world.view(), "state/north-korea", "state/usa");
  ASSERT_EQ(shared.divided.size(), 1U);
  EXPECT_EQ(shared.divided[0].id, "state/ukraine");
  const Common of_friends = *common(world.view(), "state/france", "state/usa");
  ASSERT_EQ(of_friends.allies.size(), 1U);
  EXPECT_EQ(of_friends.allies[0].id, "state/ukraine");
}

TEST(Between, GoesBothWaysAndThroughRepresentatives) {
  const World world = war();
  EXPECT_THAT(lines(between(world.view(), "state/north-korea", "state/russia")),
              ElementsAre("person/kim supports state/russia", "state/north-korea alliesWith state/russia",
                          "state/russia supports state/north-korea"));
  EXPECT_THAT(lines(between(world.view(), "state/north-korea", "state/russia", false)),
              ElementsAre("state/north-korea alliesWith state/russia", "state/russia supports state/north-korea"));
  EXPECT_THAT(between(world.view(), "state/france", "state/north-korea"), IsEmpty());
}

TEST(Between, TellsOfDeedsToAThirdThatConcernTheOther) {
  const World world({article_of("article/1", "",
                                {"person/kim leads state/north-korea", "person/kim deploys unit/kpa to=state/russia",
                                 "state/france deploys unit/kpa to=state/chad"})});
  EXPECT_THAT(lines(between(world.view(), "state/north-korea", "state/russia")),
              ElementsAre("person/kim deploys unit/kpa"));
  EXPECT_THAT(lines(between(world.view(), "state/russia", "state/north-korea")),
              ElementsAre("person/kim deploys unit/kpa"));
  EXPECT_THAT(between(world.view(), "state/north-korea", "state/russia", false), IsEmpty());
  EXPECT_THAT(between(world.view(), "state/north-korea", "state/chad"), IsEmpty());
}

TEST(Timeline, IsInOrderOfDays) {
  const World world = war();
  std::vector<std::string> days;
  for (const Event& event : timeline(world.view(), "state/ukraine"))
    days.push_back(event.first + " " + event.edge.subject);
  EXPECT_THAT(days, ElementsAre("2024-09-01 state/france", "2024-10-01 state/russia", "2024-10-20 state/usa",
                                "2024-10-20 unit/kpa", "2024-11-05 state/russia"));
  EXPECT_EQ(timeline(world.view(), "state/russia", "state/ukraine").size(), 2U);
  EXPECT_EQ(timeline(world.view(), "state/ukraine", "state/north-korea", true).size(), 1U);
}

TEST(Changes, FindsTurnsBeginningsAndEnds) {
  const World world({article_of("article/1", "2024-01-01",
                                {"state/a supports state/b", "state/c alliesWith state/d", "state/a aids state/d"}),
                     article_of("article/2", "2024-06-01",
                                {"state/b attacks state/a", "unit/u partOf state/a",
                                 "state/c alliesWith state/d negated", "state/a aids state/d"})});
  const Changes changes = *changes_since(world.view(), "2024-06");
  ASSERT_EQ(changes.sides.size(), 1U);
  EXPECT_EQ(changes.sides[0].x, "state/a");
  EXPECT_EQ(changes.sides[0].y, "state/b");
  EXPECT_GT(changes.sides[0].before, 0);
  EXPECT_LT(changes.sides[0].after, 0);
  EXPECT_THAT(lines(changes.started), ElementsAre("state/b attacks state/a"));
  EXPECT_THAT(lines(changes.ended), ElementsAre("state/c alliesWith state/d"));
  EXPECT_FALSE(changes_since(world.view(), "June"));
}

TEST(Contradictions, AreDenialsAndUnequalNumbers) {
  const World world = war();
  const std::vector<Contradiction> all = contradictions(world.view());
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].kind, Contradiction::Kind::quantity);
  EXPECT_EQ(all[0].one.front().quantity->value, 10000);
  EXPECT_EQ(all[0].other.front().quantity->value, 12000);
  EXPECT_EQ(all[1].kind, Contradiction::Kind::denial);
  EXPECT_EQ(all[1].edge.subject, "person/kim");
  EXPECT_EQ(contradictions(world.view(), "state/russia").size(), 1U);
}

TEST(Contradictions, LeaveOtherUnitsAndNearNumbersAlone) {
  const World world(
      {article_of("article/1", "", {"state/a deploys unit/u n=1000", "state/b deploys unit/v n=1000"}),
       article_of("article/2", "", {"state/a deploys unit/u n=1050", "state/b deploys unit/v n=5 u=chars"}),
       article_of("article/3", "", {"state/a deploys unit/u n=9000 planned"})});
  EXPECT_THAT(contradictions(world.view()), IsEmpty());
}

TEST(NodeCard, ShowsTheNode) {
  const World world = war();
  const NodeCard card = *node_card(world.view(), "person/kim");
  EXPECT_EQ(card.node.name, "kim");
  EXPECT_EQ(card.articles, 3U);
  EXPECT_EQ(card.sources, 3U);
  EXPECT_EQ(card.first, "2024-10-01");
  EXPECT_EQ(card.last, "2024-11-05");
  EXPECT_THAT(lines(card.roles), ElementsAre("person/kim leads state/north-korea"));
  EXPECT_EQ(card.allies.front().id, "state/russia");
  EXPECT_EQ(card.recent.front().first, "2024-11-05");
  EXPECT_EQ(node_card(world.view(), "person/kim", 1)->recent.size(), 1U);
  EXPECT_TRUE(node_card(world.view(), "person/nobody")->node.id.empty());
}

World named() {
  Fragment one, two;
  one.article.id = "article/1";
  one.nodes = {{"state/north-korea", NodeType::state, "Corée du Nord", {"RPDC", "North Korea"}, "", "", {}, {}},
               {"person/butler", NodeType::person, "Michael Butler", {}, "", "", {}, {}}};
  two.article.id = "article/2";
  two.nodes = {{"person/butler~2", NodeType::person, "Michael Butler", {}, "", "", {}, {}},
               {"state/south-korea", NodeType::state, "Corée du Sud", {}, "", "", {}, {}}};
  Fragment three = two;
  three.article.id = "article/3";
  return World({one, two, three});
}

TEST(NodeNames, FindsAnyNameInAnyCase) {
  const World world = named();
  const NodeNames index(world.view());
  for (const char* name : {"Corée du Nord", "coree du nord", "RPDC", "NORTH KOREA", "state/north-korea"}) {
    const NodeNames::Answer answer = index.find(name);
    ASSERT_EQ(answer.matches.size(), 1U) << name;
    EXPECT_EQ(answer.matches[0].id, "state/north-korea") << name;
    EXPECT_THAT(answer.suggestions, IsEmpty());
  }
}

TEST(NodeNames, FindsKnownThingsByNamesThatNoArticleUses) {
  const World world({article_of("article/1", "", {"state/germany warns state/russia", "org/nato warns group/rebels"})});
  const NodeNames names(world.view());
  for (const char* name : {"Allemagne", "Germany", "ALLEMAGNE"}) {
    const NodeNames::Answer answer = names.find(name);
    ASSERT_EQ(answer.matches.size(), 1U) << name;
    EXPECT_EQ(answer.matches[0].id, "state/germany") << name;
  }
  EXPECT_EQ(names.find("OTAN").matches.size(), 1U);
  EXPECT_THAT(names.find("Suède").matches, IsEmpty()) << "known, but not in the graph";
  EXPECT_THAT(names.find("allemands").matches, IsEmpty()) << "a people is no state";
}

TEST(NodeNames, ListsAllBearersMostWrittenAboutFirst) {
  const World world = named();
  const NodeNames::Answer answer = NodeNames(world.view()).find("Michael Butler");
  ASSERT_EQ(answer.matches.size(), 2U);
  EXPECT_EQ(answer.matches[0].id, "person/butler~2");
}

TEST(NodeNames, SuggestsNearNames) {
  const World world = named();
  const NodeNames index(world.view());
  const NodeNames::Answer typo = index.find("Corée du Nrod");
  EXPECT_THAT(typo.matches, IsEmpty());
  ASSERT_FALSE(typo.suggestions.empty());
  EXPECT_EQ(typo.suggestions[0].id, "state/north-korea");
  const NodeNames::Answer part = index.find("Butler");
  ASSERT_EQ(part.suggestions.size(), 2U);
  EXPECT_EQ(part.suggestions[0].id, "person/butler");
  EXPECT_THAT(index.find("Quetzalcoatl").suggestions, IsEmpty());
  EXPECT_THAT(index.find("").suggestions, IsEmpty());
}

}  // namespace
}  // namespace entente

// Questions from the command line: every kind, in every form, and what they say when there is no answer.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidjson/document.h>
#include <rapidjson/schema.h>

#include <algorithm>
#include <sstream>

#include "program.h"

namespace entente::cli_test {
namespace {

using testing::AllOf;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

std::string node(const std::string& id, const std::string& type, const std::string& name,
                 const std::string& more = "") {
  return R"({"@id":")" + id + R"(","@type":")" + type + R"(","name":")" + name + "\"" + more + "}";
}

/// One relation; `quote` is its evidence, `more` what else the evidence has.
std::string relation(const std::string& subject, const std::string& type, const std::string& object,
                     const std::string& quote, const std::string& more = "") {
  return R"({"relationType":")" + type + R"(","subject":")" + subject + R"(","object":")" + object +
         R"(","evidence":[{"start":0,"end":9,"exact":")" + quote + R"(","polarity":"affirmed","modality":"actual",)" +
         R"("frame":"test","triggerStart":0,"triggerEnd":1)" +
         (more.find("\"confidence\"") == more.npos ? R"(,"confidence":0.9)" : "") + more + "}]}";
}

std::string fragment(const std::string& id, const std::string& date, const std::string& nodes,
                     const std::string& relations) {
  return R"({"entente":"fragment/1","article":{"@id":"article/)" + id + R"(","@type":"Article","name":")" + id +
         R"(.txt","inLanguage":"en","datePublished":")" + date + R"(","textHash":"hash of )" + id +
         R"(","offsetUnit":"codepoint"},"nodes":[)" + nodes + R"(],"relations":[)" + relations + "]}\n";
}

/// Norland, led by Ada Rask, is with Sudria against Ostland; two people are called John Reed.
std::string norland() {
  const std::string people = node("person/ada-rask", "Person", "Ada Rask", R"(,"alternateName":["Rask"])") + "," +
                             node("person/john-reed", "Person", "John Reed", R"(,"description":["banker"])") + "," +
                             node("state/norland", "State", "Norland", R"(,"alternateName":["Norlande"])") + "," +
                             node("state/ostland", "State", "Ostland") + "," + node("state/sudria", "State", "Sudria") +
                             "," + node("unit/ost-army", "MilitaryUnit", "Ostland army");
  const std::string others = node("person/john-reed", "Person", "John Reed", R"(,"description":["painter"])") + "," +
                             node("state/norland", "State", "Norland") + "," +
                             node("state/ostland", "State", "Ostland") + "," + node("state/sudria", "State", "Sudria");
  return fragment("monday", "2024-03-04", people,
                  relation("person/ada-rask", "leads", "state/norland", "president Ada Rask") + "," +
                      relation("person/ada-rask", "supports", "state/sudria", "Rask backs Sudria") + "," +
                      relation("state/norland", "aids", "state/sudria", "Norland aids Sudria") + "," +
                      relation("unit/ost-army", "attacks", "state/norland", "=army struck, \\\"hard\\\"") + "," +
                      relation("unit/ost-army", "deploys", "person/john-reed", "sent to Sudria",
                               R"(,"destination":{"@id":"state/sudria"})") +
                      "," + relation("unit/ost-army", "partOf", "state/ostland", "army of Ostland")) +
         fragment("tuesday", "2024-04-02", others,
                  relation("state/norland", "aids", "state/sudria", "more aid to Sudria") + "," +
                      relation("state/ostland", "threatens", "state/norland", "Ostland threatens Norland") + "," +
                      relation("state/sudria", "criticizes", "state/ostland", "Sudria deplores Ostland"));
}

class Query : public testing::Test {
 protected:
  Outcome ask(std::vector<std::string> words) const {
    words.insert(words.begin(), {"query", graph_});
    return entente(words);
  }
  Folder folder_;
  std::string graph_ = folder_.write("graph.jsonl", norland());
};

TEST_F(Query, EveryKindAnswersInEveryForm) {
  struct Case {
    std::vector<std::string> words;
    const char* found;  // in every form
  };
  const Case cases[] = {
      {{"edges"}, "Rask backs Sudria"},
      {{"evidence", "--about", "Sudria"}, "tuesday.txt"},
      {{"node", "Rask"}, "person/ada-rask"},
      {{"allies", "Norlande"}, "Sudria"},
      {{"rivals", "norland"}, "Ostland"},
      {{"between", "Norland", "Ostland"}, "threatens"},
      {{"path", "Ada Rask", "Ostland"}, "Ostland"},
      {{"common", "Norland", "Sudria"}, "Ostland"},
      {{"camps"}, "fault line"},
      {{"balance"}, "two friends, one enemy"},
      {{"central"}, "Sudria"},
      {{"timeline", "Norland"}, "2024-03-04"},
      {{"timeline", "Norland", "Ostland"}, "threatens"},
      {{"changes", "--since", "2024-04-01"}, "criticizes"},
  };
  for (const Case& c : cases) {
    const std::string what = c.words.front();
    const Outcome table = ask(c.words);
    EXPECT_EQ(table.exit_code, 0) << what << table.err;
    EXPECT_THAT(table.out, HasSubstr(c.found)) << what;
    EXPECT_THAT(table.err, IsEmpty()) << what;

    std::vector<std::string> words = c.words;
    words.emplace_back("--json");
    const Outcome json = ask(words);
    EXPECT_EQ(json.exit_code, 0) << what;
    EXPECT_THAT(json.out, HasSubstr(c.found)) << what;
    EXPECT_THAT(json.out, StartsWith("{\"")) << what;

    words.back() = "--csv";
    const Outcome csv = ask(words);
    EXPECT_EQ(csv.exit_code, 0) << what;
    EXPECT_THAT(csv.out, HasSubstr(c.found)) << what;
    EXPECT_EQ(std::count(csv.out.begin(), csv.out.end(), '\r'), 1 + std::count(json.out.begin(), json.out.end(), '\n'))
        << what << ": a head and a line for each object";
  }
}

/// docs/answers.schema.json, for the answers to one question alone.
rapidjson::Document schema_of(const std::string& question) {
  rapidjson::Document schema;
  schema.Parse(read_file(std::string(ENTENTE_SOURCE_DIR) + "/docs/answers.schema.json").c_str());
  EXPECT_FALSE(schema.HasParseError());
  EXPECT_TRUE(schema["definitions"].HasMember(question.c_str())) << question;
  const std::string reference = "#/definitions/" + question;
  rapidjson::Value& kinds = schema["anyOf"];
  for (auto kind = kinds.Begin(); kind != kinds.End();)
    kind = (*kind)["$ref"].GetString() == reference ? kind + 1 : kinds.Erase(kind);
  EXPECT_EQ(kinds.Size(), 1U) << question;
  return schema;
}

TEST_F(Query, JsonIsWhatTheSchemaSays) {
  const std::vector<std::vector<std::string>> questions = {{"edges"},
                                                           {"evidence"},
                                                           {"node", "Rask"},
                                                           {"allies", "Norland"},
                                                           {"rivals", "Norland"},
                                                           {"between", "Norland", "Ostland"},
                                                           {"path", "Ada Rask", "Ostland"},
                                                           {"common", "Norland", "Sudria"},
                                                           {"camps"},
                                                           {"balance"},
                                                           {"central"},
                                                           {"timeline", "Norland"},
                                                           {"changes", "--since", "2024-04-01"},
                                                           {"contradictions"},
                                                           {"edges", "--fold"},
                                                           {"camps", "--fold"}};
  for (std::vector<std::string> words : questions) {
    const rapidjson::Document of_question = schema_of(words.front());
    const rapidjson::SchemaDocument schema(of_question);
    words.emplace_back("--json");
    const Outcome run = ask(words);
    EXPECT_EQ(run.exit_code, words.front() == "contradictions" ? 1 : 0) << words.front() << ": " << run.err;
    std::istringstream lines(run.out);
    for (std::string line; std::getline(lines, line);) {
      rapidjson::Document answer;
      answer.Parse(line.c_str());
      ASSERT_FALSE(answer.HasParseError()) << line;
      rapidjson::SchemaValidator validator(schema);
      EXPECT_TRUE(answer.Accept(validator))
          << words.front() << ": " << line << "\n  " << validator.GetInvalidSchemaKeyword();
    }
  }
}

/// The lines of an answer with a member of that value; "" for any.
std::vector<rapidjson::Document> answers(const std::string& json, const char* member, const std::string& value) {
  std::vector<rapidjson::Document> found;
  std::istringstream lines(json);
  for (std::string line; std::getline(lines, line);) {
    rapidjson::Document answer;
    answer.Parse(line.c_str());
    if (answer.HasMember(member) && (value.empty() || answer[member].GetString() == value))
      found.push_back(std::move(answer));
  }
  return found;
}

TEST_F(Query, ListsAreLists) {
  const auto camps = answers(ask({"camps", "--json"}).out, "ids", "");
  ASSERT_FALSE(camps.empty());
  EXPECT_EQ(camps[0]["ids"].Size(), 2U);
  EXPECT_EQ(camps[0]["members"].Size(), 2U);
  EXPECT_STREQ(camps[0]["what"].GetString(), "camp 1: Norland, Sudria");
  const auto also = answers(ask({"node", "Norland", "--json"}).out, "what", "also");
  ASSERT_EQ(also.size(), 1U);
  EXPECT_STREQ(also[0]["values"][0].GetString(), "Norlande");
  const auto sent = answers(ask({"edges", "--json"}).out, "relation", "deploys");
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_STREQ(sent[0]["with"][0].GetString(), "destination: Sudria");
  EXPECT_STREQ(sent[0]["destinationId"].GetString(), "state/sudria");
  EXPECT_THAT(ask({"edges", "--csv"}).out, HasSubstr(",destination: Sudria,"));
}

TEST_F(Query, AlliesRivalsAndCampsTellStatusAndDay) {
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"allies", "Norland"}, {"rivals", "Norland"}, {"camps"}}) {
    std::vector<std::string> with_json = words;
    with_json.emplace_back("--json");
    const auto told = answers(ask(with_json).out, "status", "");
    ASSERT_FALSE(told.empty()) << words[0];
    EXPECT_STREQ(told[0]["status"].GetString(), "affirmed") << words[0];
    EXPECT_STREQ(told[0]["last"].GetString(), "2024-04-02") << words[0];
    EXPECT_THAT(ask(words).out, HasSubstr("2024-04-02")) << words[0];
  }
}

TEST_F(Query, FoldsThoseWhoActForOthers) {
  EXPECT_THAT(ask({"edges"}).out, HasSubstr("Ada Rask  "));
  const std::string folded = ask({"edges", "--fold"}).out;
  EXPECT_THAT(folded, Not(HasSubstr("Ada Rask  ")));
  EXPECT_THAT(folded, Not(HasSubstr("Ostland army  ")));
  EXPECT_THAT(folded, ContainsRegex("Norland +supports +Sudria"));
  EXPECT_THAT(folded, ContainsRegex("Ostland +attacks +Norland"));
  EXPECT_EQ(ask({"edges", "--about", "Rask", "--fold"}).out, ask({"edges", "--about", "Norland", "--fold"}).out);
  EXPECT_EQ(ask({"allies", "Rask", "--fold"}).out, ask({"allies", "Norland", "--fold"}).out);
  EXPECT_EQ(ask({"rivals", "Norland", "--fold", "--alone"}).exit_code, 2);
  const Outcome picture = entente({"export", graph_, "--fold", "-f", "csv"});
  EXPECT_EQ(picture.exit_code, 0) << picture.err;
  EXPECT_THAT(picture.out, Not(HasSubstr("person/ada-rask")));
  EXPECT_THAT(entente({"export", graph_, "-f", "csv"}).out, HasSubstr("person/ada-rask"));
}

TEST_F(Query, CsvWithAByteOrderMark) {
  EXPECT_THAT(ask({"edges", "--csv", "--bom"}).out, StartsWith("\xEF\xBB\xBF"
                                                               "subject,"));
  EXPECT_EQ(ask({"edges", "--bom"}).exit_code, 2);
  const std::string mark = "\xEF\xBB\xBF";
  EXPECT_THAT(entente({"export", graph_, "-f", "csv", "--bom"}).out, StartsWith(mark + "subject,"));
  EXPECT_THAT(entente({"export", graph_, "-f", "csv"}).out, StartsWith("subject,"));
  EXPECT_THAT(entente({"export", graph_, "-f", "plover-csv", "--bom"}).out, StartsWith(mark));
}

TEST_F(Query, AnUnknownTypeIsToldItsNearest) {
  const Outcome run = ask({"edges", "--type", "atacks"});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.err, HasSubstr("did you mean \"attacks\"?"));
  struct Case {
    const char* given;
    const char* said;
  };
  constexpr Case cases[] = {{"atacks", "did you mean \"attacks\"?"},
                            {"suports", "did you mean \"supports\"?"},
                            {"Attacks", "did you mean \"attacks\"?"},
                            {"allieswith", "did you mean \"alliesWith\"?"},
                            {"sanction", "did you mean \"sanctions\"?"},
                            {"critcizes", "did you mean \"criticizes\"?"},
                            {"xyz", "known are supports, "},
                            {"threatens ", "did you mean \"threatens\"?"}};
  for (const Case& c : cases) {
    EXPECT_THAT(ask({"edges", "--type", c.given}).err, HasSubstr(c.said)) << c.given;
    EXPECT_THAT(entente({"export", graph_, "--type", c.given, "-f", "csv"}).err,
                HasSubstr(std::string(c.said).starts_with("known") ? "known are " : c.said))
        << c.given;
  }
  EXPECT_THAT(ask({"edges", "--category", "ASAULT"}).err,
              HasSubstr("--category: there is no PLOVER category \"ASAULT\"; did you mean \"ASSAULT\"?"));
  EXPECT_THAT(ask({"edges", "--category", "xyz"}).err, HasSubstr("known are "));
  for (const char* known : {"attacks", "aids", "leads"}) EXPECT_NE(ask({"edges", "--type", known}).exit_code, 2);
}

TEST_F(Query, TableJsonAndCsvAreWrittenToTheLetter) {
  EXPECT_EQ(ask({"rivals", "Norland"}).out,
            "name     type   weight  sources  status    last        quote\n"
            "Ostland  State  -1.44   1        affirmed  2024-04-02  =army struck, \"hard\"\n");
  EXPECT_EQ(ask({"rivals", "Norland", "--json"}).out,
            "{\"name\":\"Ostland\",\"type\":\"State\",\"weight\":-1.44,\"sources\":1,"
            "\"status\":\"affirmed\",\"last\":\"2024-04-02\",\"quote\":\"=army struck, \\\"hard\\\"\","
            "\"id\":\"state/ostland\",\"first\":\"2024-03-04\",\"relation\":\"attacks\",\"polarity\":\"affirmed\","
            "\"modality\":\"actual\",\"confidence\":0.90}\n");
  EXPECT_EQ(
      ask({"rivals", "Norland", "--csv"}).out,
      "name,type,weight,sources,status,last,quote,id,first,relation,polarity,modality,confidence\r\n"
      "Ostland,State,-1.44,1,affirmed,2024-04-02,\"'=army struck, \"\"hard\"\"\",state/ostland,2024-03-04,attacks,"
      "affirmed,actual,0.90\r\n");
}

TEST_F(Query, WhatRepresentativesDoIsTheirStatesUnlessAloneIsAsked) {
  EXPECT_THAT(ask({"between", "Ostland", "Norland"}).out, HasSubstr("Ostland army"));
  EXPECT_THAT(ask({"between", "Ostland", "Norland", "--alone"}).out, Not(HasSubstr("Ostland army")));
}

TEST_F(Query, BetweenTellsOfWhomADeedConcerns) {
  const Outcome run = ask({"between", "Ostland", "Sudria"});
  EXPECT_THAT(run.out, ContainsRegex("Ostland army +deploys +John Reed +destination: Sudria +affirmed"));
  EXPECT_THAT(run.out, ContainsRegex("Sudria +criticizes +Ostland"));
}

TEST_F(Query, FiltersNarrowDown) {
  const auto rows = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {"edges"});
    words.emplace_back("--json");
    const Outcome run = ask(words);
    EXPECT_LE(run.exit_code, 1) << run.err;
    return std::count(run.out.begin(), run.out.end(), '\n');
  };
  EXPECT_EQ(rows({}), 8);
  EXPECT_EQ(rows({"--type", "aids"}), 1);
  EXPECT_EQ(rows({"--type", "aids", "--type", "leads"}), 2);
  EXPECT_EQ(rows({"--category", "THREATEN"}), 1);
  EXPECT_EQ(rows({"--quad", "material-conflict"}), 2);
  EXPECT_EQ(rows({"--subject", "Ada Rask"}), 2);
  EXPECT_EQ(rows({"--object", "Norlande"}), 3);
  EXPECT_EQ(rows({"--about", "Ostland"}), 3);
  EXPECT_EQ(rows({"--since", "2024-04"}), 3);
  EXPECT_EQ(rows({"--until", "2024-03"}), 6);
  EXPECT_EQ(rows({"--polarity", "negated"}), 0);
  EXPECT_EQ(rows({"--modality", "actual"}), 8);
  EXPECT_EQ(rows({"--attributed-to", "Rask"}), 0);
  EXPECT_EQ(rows({"--min-confidence", "0.95"}), 1);  // two articles together
  EXPECT_EQ(rows({"--min-sources", "2"}), 1);
}

TEST_F(Query, UnknownNamesAreSuggested) {
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"allies", "Norlandd"}, {"edges", "--about", "Norlandd"}}) {
    const Outcome run = ask(words);
    EXPECT_EQ(run.exit_code, 1);
    EXPECT_THAT(run.err, StartsWith("entente: Norlandd: is not in the graph; the nearest are Norland (state/norland)"));
    EXPECT_EQ(std::count(run.err.begin(), run.err.end(), '\n'), 1);
    EXPECT_THAT(run.out, IsEmpty());
  }
  EXPECT_EQ(ask({"node", "Quetzalcoatl"}).err, "entente: Quetzalcoatl: is not in the graph\n");
}

TEST_F(Query, AmbiguousNamesAreListed) {
  const Outcome run = ask({"node", "John Reed"});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_EQ(run.err,
            "entente: John Reed: names several things; say which by its id: John Reed (person/john-reed), John Reed "
            "(person/john-reed~2)\n");
  EXPECT_THAT(ask({"node", "person/john-reed~2"}).out, HasSubstr("painter"));
}

TEST_F(Query, ImpossibleDatesAreRefused) {
  struct Case {
    std::vector<std::string> words;
    const char* line;
  };
  const Case cases[] = {
      {{"edges", "--since", "2024-05", "--until", "2024-04"},
       "until 2024-04 is before since 2024-05; exchange the two dates"},
      {{"timeline", "Norland", "--since", "2024-05", "--until", "2024-04"}, "exchange the two dates"},
      {{"edges", "--since", "yesterday"}, "since: \"yesterday\" is no date; give it as 2024, 2024-10 or 2024-10-28"},
      {{"changes", "--since", "2024-13"}, "\"2024-13\" is no date"},
      {{"changes"}, "\"\" is no date"},
      {{"edges", "--type", "likes"}, "there is no relation type \"likes\""},
      {{"edges", "--quad", "friendly"}, "--quad"},
      {{"camps", "--since", "2024"}, "query camps takes no --since; see entente query --help"},
      {{"between", "Norland"}, "query between takes 2 name(s), not 1; see entente query --help"},
      {{"edges", "Norland"}, "query edges takes no name, not 1; see entente query --help"},
      {{"edges", "--json", "--csv"}, "--json"},
  };
  for (const Case& c : cases) {
    const Outcome run = ask(c.words);
    EXPECT_EQ(run.exit_code, 2) << c.line << run.out << run.err;
    EXPECT_THAT(run.err, HasSubstr(c.line));
    EXPECT_EQ(std::count(run.err.begin(), run.err.end(), '\n'), 1) << run.err;
    EXPECT_THAT(run.out, IsEmpty());
  }
}

TEST_F(Query, WithoutAnAnswerSaysSo) {
  const Outcome run = ask({"contradictions"});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_EQ(run.err, "nothing found\n");
  EXPECT_THAT(run.out, IsEmpty());
  EXPECT_EQ(ask({"edges", "--since", "2030", "--csv"}).exit_code, 1);
}

TEST_F(Query, AFileThatIsNoGraphIsNamed) {
  const std::string text = folder_.write("article.txt", "Norland attacked Ostland.\n");
  const Outcome run = entente({"query", text, "edges"});
  EXPECT_EQ(run.exit_code, 4);
  EXPECT_EQ(run.err, "entente: " + text +
                         ": is no graph; give JSON-LD, N-Quads, GraphML, fragments or a store that entente wrote\n");
  EXPECT_EQ(entente({"query", folder_.path("none.jsonl"), "edges"}).exit_code, 4);
}

TEST_F(Query, OverridesDecideWhoIsWho) {
  const auto with = [&](const std::string& text, std::vector<std::string> words) {
    words.insert(words.end(), {"--overrides", folder_.write("mine.txt", text)});
    return ask(words);
  };
  EXPECT_EQ(
      with("same person/john-reed@article/monday person/john-reed@article/tuesday\n", {"node", "John Reed"}).exit_code,
      0);
  EXPECT_THAT(with("rename state/norland Northland\n", {"edges"}).out, HasSubstr("Northland"));
  EXPECT_THAT(with("type state/sudria Organization\n", {"node", "Sudria"}).out, HasSubstr("Organization"));
  EXPECT_EQ(
      with("different state/norland@article/monday state/norland@article/tuesday\n", {"node", "Norland"}).exit_code, 2);
  const Outcome bad = with("same state/norland state/sudria\ndifferent state/sudria state/norland\n", {"edges"});
  EXPECT_EQ(bad.exit_code, 4);
  EXPECT_EQ(bad.err,
            "entente: " + folder_.path("mine.txt") +
                ":2: state/sudria and state/norland are different here and the same by other lines; take one of "
                "these lines out\n");
  EXPECT_EQ(ask({"edges", "--overrides", folder_.path("none.txt")}).exit_code, 4);
}

TEST_F(Query, OverridesDecideOnRelations) {
  const std::string all = ask({"edges"}).out, mine = folder_.path("mine.txt");
  ASSERT_THAT(all, HasSubstr("attacks"));
  const auto with = [&](const std::string& text) {
    folder_.write("mine.txt", text);
    return ask({"edges", "--overrides", mine});
  };
  EXPECT_THAT(with("reject unit/ost-army attacks state/norland\n").out, Not(HasSubstr("attacks")));
  const Outcome retyped = with("retype unit/ost-army attacks state/norland threatens\n");
  EXPECT_THAT(retyped.out, AllOf(Not(HasSubstr("attacks")), HasSubstr("threatens")));
  EXPECT_EQ(with("reject unit/ost-army attacks state/nowhere\n").out, all);
  const Outcome bad = with("# mine\nretype unit/ost-army attacks state/norland spokespersonFor\n");
  EXPECT_EQ(bad.exit_code, 4);
  EXPECT_THAT(
      bad.err,
      HasSubstr(mine + ":2: \"spokespersonFor\" takes no MilitaryUnit as its subject, and Ostland army is one"));
  // The same file serves merge, view and build.
  folder_.write("mine.txt", "reject unit/ost-army attacks state/norland\nnote state/norland : a small state\n");
  const Outcome merged = entente({"merge", graph_, "--overrides", mine, "-f", "csv"});
  EXPECT_EQ(merged.exit_code, 0) << merged.err;
  EXPECT_THAT(merged.out, Not(HasSubstr("attacks")));
  const Outcome page = entente({"view", graph_, "--overrides", mine});
  EXPECT_THAT(page.out, AllOf(HasSubstr("\"a small state\""), HasSubstr("\"decisions\":\"reject unit/ost-army")));
  EXPECT_THAT(entente({"view", graph_, "--fold"}).out, Not(HasSubstr("\"decisions\"")));
}

TEST_F(Query, ReviewListsDoubtsThatOverridesSettle) {
  const Outcome doubts = entente({"review", graph_});
  EXPECT_EQ(doubts.exit_code, 0) << doubts.err;
  EXPECT_THAT(doubts.out,
              ContainsRegex("possiblySameAs +person/john-reed@article/monday +person/john-reed@article/tuesday"));
  EXPECT_THAT(
      doubts.out,
      HasSubstr("#   John Reed (monday.txt), banker: « sent to Sudria »\n#   John Reed (tuesday.txt), painter\n"));
  std::string decided = doubts.out;
  decided.replace(0, std::string("possiblySameAs").size(), "different     ");
  const std::string mine = folder_.write("mine.txt", decided);
  const Outcome settled = entente({"review", graph_, "--overrides", mine});
  EXPECT_EQ(settled.exit_code, 1) << settled.out << settled.err;
  EXPECT_THAT(settled.out, IsEmpty());
  EXPECT_THAT(entente({"review", graph_, "--overrides", mine, "--all"}).out, HasSubstr("override"));
}

}  // namespace
}  // namespace entente::cli_test

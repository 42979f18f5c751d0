#include "entente/export/tables.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <sstream>
#include <vector>

#include "export/sample.h"
#include "iri.h"
#include "json_value.h"

namespace entente {
namespace {

using Rows = std::vector<std::vector<std::string>>;

// RFC 4180, as a stranger would read it.
Rows read_csv(const std::string& text) {
  Rows rows(1, std::vector<std::string>(1));
  bool is_quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (is_quoted) {
      if (c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
        rows.back().back() += text[++i];
      } else if (c == '"') {
        is_quoted = false;
      } else {
        rows.back().back() += c;
      }
    } else if (c == '"') {
      is_quoted = true;
    } else if (c == ',') {
      rows.back().emplace_back();
    } else if (c == '\n') {
      rows.emplace_back(1);
    } else if (c != '\r') {
      rows.back().back() += c;
    }
  }
  rows.pop_back();
  return rows;
}

std::string text_of(const std::function<Result<void>(std::ostream&)>& write) {
  std::ostringstream out;
  EXPECT_TRUE(write(out));
  return out.str();
}

TEST(Csv, HasARowForEachPieceOfEvidence) {
  const Rows rows = read_csv(text_of([](std::ostream& out) { return write_csv(test::sample_graph(), out, "fr"); }));
  ASSERT_EQ(rows.size(), 1U + 12U);
  const auto row = std::find_if(rows.begin(), rows.end(), [](const auto& cells) { return cells[1] == "déploie"; });
  ASSERT_NE(row, rows.end());
  EXPECT_EQ(*row, (std::vector<std::string>{"Kim Jong-un",
                                            "déploie",
                                            "soldats nord-coréens",
                                            "affirmed",
                                            "reported",
                                            "Corée du Sud",
                                            "10000",
                                            "soldats",
                                            "2024-10",
                                            "Koursk",
                                            "Kim Jong-un aurait déployé 10 000 soldats à Koursk",
                                            "troupes.txt",
                                            "2024-10-28",
                                            "fr",
                                            "0",
                                            "50",
                                            "0.87",
                                            "https://news.example/troupes.txt",
                                            "person/kim-jong-un",
                                            "deploys",
                                            "unit/north-korean-soldiers",
                                            "state/south-korea",
                                            "place/kursk",
                                            "article/troupes.txt",
                                            "Kim Jong-un",
                                            "Kim Jong-un",
                                            "soldats nord-coréens",
                                            "soldats nord-coréens"}));
}

TEST(Csv, HasIdsAndTheNamesInBothLanguages) {
  const Rows rows = read_csv(text_of([](std::ostream& out) {
    return write_csv(test::sample_graph(), out, "en", builtin_ontology(), &builtin_gazetteer());
  }));
  std::map<std::string, std::size_t> column;
  for (std::size_t i = 0; i < rows[0].size(); ++i) column[rows[0][i]] = i;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const auto cell = [&](const char* name) { return rows[i][column.at(name)]; };
    EXPECT_FALSE(cell("subjectId").empty() || cell("objectId").empty() || cell("articleId").empty());
    EXPECT_NE(builtin_ontology().find(cell("relationType")), RelationId());
    EXPECT_FALSE(cell("subject_fr").empty() || cell("subject_en").empty());
    if (cell("objectId") == "state/ukraine") {
      EXPECT_EQ(cell("object_fr"), "Ukraine");
    }
    if (cell("subjectId") == "state/russia") {
      EXPECT_EQ(cell("subject_fr"), "Russie");
      EXPECT_EQ(cell("subject_en"), "Russia");
    }
  }
}

TEST(Csv, NoCellIsAFormula) {
  for (const std::string& name : test::hostile_strings()) {
    const KnowledgeGraph graph = test::hostile_graph(name);
    for (const std::string& text : {text_of([&](std::ostream& out) { return write_csv(graph, out); }),
                                    text_of([&](std::ostream& out) { return write_plover_csv(graph, out); })}) {
      const Rows rows = read_csv(text);
      ASSERT_EQ(rows.size(), 2U) << name.substr(0, 80);
      EXPECT_EQ(rows[0].size(), rows[1].size()) << name.substr(0, 80);
      for (const std::string& cell : rows[1])
        EXPECT_TRUE(cell.empty() || std::string("=+-@\t\r").find(cell[0]) == std::string::npos) << cell.substr(0, 80);
    }
  }
}

TEST(Bulk, CellsAreExact) {
  for (const std::string& name : test::hostile_strings()) {
    const Rows rows = read_csv(
        text_of([&](std::ostream& out) { return write_bulk(test::hostile_graph(name), BulkTable::nodes, out); }));
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(rows[1][2], name) << name.substr(0, 80);
  }
}

TEST(Bulk, TablesHaveTheSizesOfTheGraph) {
  const std::pair<BulkTable, std::size_t> sizes[] = {
      {BulkTable::nodes, 10}, {BulkTable::relations, 9}, {BulkTable::evidence, 12}, {BulkTable::articles, 3}};
  for (const auto& [table, size] : sizes) {
    const Rows rows =
        read_csv(text_of([table = table](std::ostream& out) { return write_bulk(test::sample_graph(), table, out); }));
    EXPECT_EQ(rows.size(), size + 1) << file_name(table);
    for (const auto& row : rows) EXPECT_EQ(row.size(), rows[0].size()) << file_name(table);
  }
}

TEST(Cypher, NamesEveryRelationAndNoArticle) {
  const std::string script = text_of([](std::ostream& out) { return write_cypher(out); });
  for (const RelationType& relation : builtin_ontology().relations())
    EXPECT_NE(script.find("-[r:" + relation.name + " {id: row.id}]->"), std::string::npos) << relation.name;
  for (const std::string name : {"nodes.csv", "relations.csv", "evidence.csv", "articles.csv"})
    EXPECT_NE(script.find("$folder + '" + name + "'"), std::string::npos) << name;
}

// The members of each line, as JSON.
std::vector<JsonValue> json_lines(const std::string& text) {
  std::vector<JsonValue> values;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    Result<JsonValue> value = parse_json(line, {"-", 1});
    EXPECT_TRUE(value) << line;
    if (value) values.push_back(*std::move(value));
  }
  return values;
}

TEST(Plover, WritesTheFieldsOfTheCodebook) {
  const std::string text = text_of([](std::ostream& out) { return write_plover_jsonl(test::sample_graph(), out); });
  const std::vector<JsonValue> events = json_lines(text);
  EXPECT_EQ(events.size(), 11U);  // `leads` is no event
  for (const JsonValue& event : events)
    for (const char* field : {"id", "date", "actor", "event", "quad_code", "event_scale", "text", "cite_info"})
      EXPECT_NE(event.find(field), nullptr) << field;
  EXPECT_NE(
      text.find(R"("actor":[{"code":"CN","sector":"GOV","entity_text":"Chine","identifier_id":"Q148"},)"
                R"({"code":"RU","sector":"GOV","entity_text":"Russie","identifier_id":"Q159"}],"event":["SUPPORT"])"),
      std::string::npos)
      << "both sides of an alliance are actors";
  EXPECT_NE(text.find(R"("recipient":[{"code":"UA","sector":"GOV","entity_text":"Ukraine","identifier_id":"Q212"}],)"
                      R"("event":["ASSAULT"],"event_text":["attacks"],"quad_code":4)"),
            std::string::npos);
}

TEST(Ftm, EveryRelationJoinsTwoEntities) {
  const std::vector<JsonValue> entities =
      json_lines(text_of([](std::ostream& out) { return write_ftm(test::sample_graph(), out); }));
  ASSERT_EQ(entities.size(), 3U + 10U + 9U);
  const auto has_id = [&](const std::string& id) {
    return std::any_of(entities.begin(), entities.end(),
                       [&](const JsonValue& e) { return e.find("id")->string == id; });
  };
  std::size_t links = 0;
  for (const JsonValue& entity : entities) {
    const JsonValue* properties = entity.find("properties");
    if (entity.find("schema")->string != "UnknownLink") continue;
    ++links;
    for (const char* end : {"subject", "object"}) EXPECT_TRUE(has_id(properties->find(end)->items[0].string)) << end;
  }
  EXPECT_EQ(links, 9U);
}

TEST(Records, HostileTextsAreFaithfulAndOneALine) {
  for (const std::string& name : test::hostile_strings()) {
    const KnowledgeGraph graph = test::hostile_graph(name);
    const std::vector<JsonValue> events =
        json_lines(text_of([&](std::ostream& out) { return write_plover_jsonl(graph, out); }));
    ASSERT_EQ(events.size(), 1U) << name.substr(0, 80);
    EXPECT_EQ(events[0].find("text")->string, name) << name.substr(0, 80);
    const std::vector<JsonValue> entities =
        json_lines(text_of([&](std::ostream& out) { return write_ftm(graph, out); }));
    ASSERT_EQ(entities.size(), 4U) << name.substr(0, 80);
    EXPECT_EQ(entities[2].find("properties")->find("name")->items[0].string, name) << name.substr(0, 80);
  }
}

TEST(Records, NoTextBecomesALink) {
  for (const std::string& name : test::hostile_strings()) {
    if (!web_link(name).empty()) continue;
    const std::string text =
        text_of([&](std::ostream& out) { return write_ftm(test::hostile_graph(name), out); }) +
        text_of([&](std::ostream& out) { return write_plover_jsonl(test::hostile_graph(name), out); });
    EXPECT_EQ(text.find("\"sourceUrl\""), std::string::npos) << name.substr(0, 80);
    EXPECT_EQ(text.find("\"url\""), std::string::npos) << name.substr(0, 80);
  }
}

TEST(Tables, AFullDiskIsAnError) {
  std::ostringstream out;
  out.setstate(std::ios::badbit);
  const KnowledgeGraph graph = test::sample_graph();
  EXPECT_FALSE(write_csv(graph, out));
  EXPECT_FALSE(write_bulk(graph, BulkTable::nodes, out));
  EXPECT_FALSE(write_cypher(out));
  EXPECT_FALSE(write_plover_jsonl(graph, out));
  EXPECT_FALSE(write_plover_csv(graph, out));
  EXPECT_FALSE(write_ftm(graph, out));
}

}  // namespace
}  // namespace entente

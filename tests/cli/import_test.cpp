// What leaves as JSON-LD, N-Quads or GraphML comes back to the byte; what is no such file gets one clear line.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <utility>

#include "program.h"

namespace entente::cli_test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* kReadable[] = {"jsonld", "nq", "graphml"};

/// The example articles in every form that can be read back, written in one run.
class Import : public testing::Test {
 protected:
  Import() {
    std::vector<std::string> arguments = {"build", "--base", "https://press.example/2024#"};
    for (const std::string& article : example_articles()) arguments.push_back(article);
    for (const char* extension : kReadable) arguments.insert(arguments.end(), {"-o", path(extension)});
    const Outcome run = entente(arguments);
    EXPECT_EQ(run.exit_code, 0) << run.err;
  }
  [[nodiscard]] std::string path(const std::string& extension) const { return folder_.path("graph." + extension); }

  Folder folder_;
};

TEST_F(Import, WriteReadWriteGivesTheSameBytes) {
  for (const std::string extension : kReadable) {
    const std::string again = folder_.path("again." + extension);
    const Outcome run = entente({"import", path(extension), "-o", again});
    ASSERT_EQ(run.exit_code, 0) << run.err;
    EXPECT_THAT(run.err, StartsWith("8 articles, "));
    EXPECT_TRUE(read_file(again) == read_file(path(extension))) << extension;
  }
}

// Other programs put spaces where they like, and keys in an order of their own.
TEST_F(Import, FragmentsAreKnownHoweverTheyAreSpaced) {
  const std::string fragments = folder_.path("graph.jsonl");
  ASSERT_EQ(entente({"export", path("jsonld"), "-o", fragments}).exit_code, 0);
  const std::string start = "{\"entente\":\"fragment/1\",";
  const std::string expected = entente({"merge", fragments}).out;
  for (const auto& [head, tail] : {std::pair<std::string, std::string>{"{ \"entente\" : \"fragment/1\", ", " }"},
                                   {"{", ",\"entente\": \"fragment/1\"}"}}) {
    std::string spaced;
    std::istringstream lines(read_file(fragments));
    for (std::string line; std::getline(lines, line);) {
      ASSERT_THAT(line, StartsWith(start));
      spaced += head + line.substr(start.size(), line.size() - start.size() - 1) + tail + "\n";
    }
    const Outcome run = entente({"merge", folder_.write("spaced.jsonl", spaced)});
    EXPECT_EQ(run.exit_code, 0) << run.err;
    EXPECT_EQ(run.out, expected);
  }
}

TEST_F(Import, EachFormGivesEachOther) {
  for (const std::string from : kReadable)
    for (const std::string to : kReadable) {
      const std::string made = folder_.path(from + "." + to);
      // GraphML holds no absolute IRIs, so that the base has to be said again.
      ASSERT_EQ(entente({"import", path(from), "--base", "https://press.example/2024#", "-o", made}).exit_code, 0);
      EXPECT_TRUE(read_file(made) == read_file(path(to))) << from << " to " << to;
    }
}

TEST_F(Import, KeepsTheBaseUnlessItIsGiven) {
  EXPECT_THAT(entente({"import", path("nq")}).out, StartsWith(R"({"@context":{"@base":"https://press.example/2024#")"));
  EXPECT_THAT(entente({"import", path("nq"), "--base", "https://other.example/"}).out,
              StartsWith(R"({"@context":{"@base":"https://other.example/")"));
}

TEST_F(Import, JoinsSeveralFilesInAnyOrder) {
  const std::string part = folder_.path("part.nq");
  ASSERT_EQ(
      entente({"build", example_articles().front(), "--base", "https://press.example/2024#", "-o", part}).exit_code, 0);
  const Outcome one = entente({"import", path("jsonld"), part});
  const Outcome other = entente({"import", part, path("jsonld"), part});
  EXPECT_EQ(one.exit_code, 0) << one.err;
  EXPECT_TRUE(one.out == other.out);
}

TEST_F(Import, ReadsStandardInput) {
  Setting setting;
  setting.input = read_file(path("graphml"));
  EXPECT_TRUE(entente({"import", "-", "-f", "graphml"}, setting).out == setting.input);
}

TEST(ImportOf, WhatIsNoGraphGetsOneLine) {
  const std::string remedy = "give JSON-LD, N-Quads, GraphML, fragments or a store that entente wrote";
  struct Case {
    const char* name;
    std::string bytes;
    std::string message;
  };
  const Case cases[] = {
      {"empty.jsonld", "", ": is empty; give a graph that entente wrote"},
      {"table.csv", "a,b\n1,2\n", ": is no graph; " + remedy},
      {"cut.jsonld", "{\"@context\":{},\n\"@graph\":[{\"@id\":\"state/a\"",
       ":2: not JSON: Missing a comma or '}' after an object member; give a file that this program wrote"},
      {"half.jsonld", "{\"@context\":{},\"@graph\":[\n{\"@id\":\"a\",\"@type\":\"State\",\"name\":\"\\uD83D\"}]}",
       ":2: not JSON: The surrogate pair in string is invalid; give a file that this program wrote"},
      {"remote.jsonld", R"({"@context":"https://schema.org/","@graph":[]})",
       ":1: the @context is not inlined; none is ever fetched; give a graph that 'entente build' wrote"},
      {"blank.nq", "<https://a.example/x> <https://a.example/p> _:b .\n",
       ":1: not N-Quads, or a blank node; give a file that this program wrote"},
      {"open.graphml", "<graphml><graph>\n<node id=\"a\">",
       ":2: not well-formed XML; give a file that this program wrote"},
      {"doctype.graphml", "<!DOCTYPE graphml [<!ENTITY a \"b\">]><graphml/>",
       ":1: a document type declaration, which is never read; give a file that this program wrote"},
  };
  for (const Case& c : cases) {
    const Folder folder;
    const std::string bad = folder.write(c.name, c.bytes);
    const Outcome run = entente({"import", bad, "-o", folder.path("out.jsonld")});
    EXPECT_EQ(run.exit_code, 4) << c.name << "\n" << run.err;
    EXPECT_EQ(run.err, "entente: " + bad + c.message + "\n");
    EXPECT_EQ(folder.names(), std::vector<std::string>{c.name}) << "nothing is written";
  }
}

TEST(ImportOf, NoFileAndNoOutputFolder) {
  const Folder folder;
  const Outcome missing = entente({"import", folder.path("none.nq")});
  EXPECT_EQ(missing.exit_code, 4);
  EXPECT_THAT(missing.err, HasSubstr("none.nq: cannot be read: No such file or directory; check the path"));
  EXPECT_EQ(entente({"import", folder.path("none.nq"), "-o", folder.path("no/x.nq")}).exit_code, 2);
}

// ---------------------------------------------------------------- the folder for property-graph databases

TEST(Bulk, IsAFolderOfTablesWithItsLoadScript) {
  const Folder folder;
  for (int run = 0; run < 2; ++run) {  // into a new folder, then into the same again
    std::vector<std::string> arguments = {"build", example_articles().front(), "-o", folder.path("tables/")};
    EXPECT_EQ(entente(arguments).exit_code, 0);
    EXPECT_EQ(folder.names(),
              (std::vector<std::string>{"tables/articles.csv", "tables/evidence.csv", "tables/load.cypher",
                                        "tables/nodes.csv", "tables/relations.csv"}));
    EXPECT_THAT(folder.read("tables/nodes.csv"),
                StartsWith("id,type,name,alternateNames,wikidata,isoCode,name_en,name_fr\r\n"));
    EXPECT_THAT(folder.read("tables/relations.csv"), StartsWith("subject,object,id,type,"));
    EXPECT_THAT(folder.read("tables/evidence.csv"), StartsWith("id,relation,article,"));
    EXPECT_THAT(folder.read("tables/articles.csv"), StartsWith("id,name,title,"));
    EXPECT_THAT(folder.read("tables/load.cypher"), HasSubstr("LOAD CSV WITH HEADERS FROM $folder + 'nodes.csv'"));
  }
}

TEST(Bulk, TakesAFormatAndRefusesWhatIsNoFolder) {
  const Folder folder;
  const std::string graph = folder.path("g.jsonld");
  ASSERT_EQ(entente({"build", example_articles().front(), "-o", graph}).exit_code, 0);
  EXPECT_EQ(entente({"export", graph, "-f", "bulk", "-o", folder.path("t")}).exit_code, 0);
  EXPECT_THAT(folder.read("t/nodes.csv"), StartsWith("id,"));
  const std::pair<std::vector<std::string>, std::string> wrong[] = {
      {{"-f", "bulk"}, "entente: --format: \"bulk\" is a folder; name it: -o FOLDER/\n"},
      {{"-f", "bulk", "-o", graph}, "entente: " + graph + ": is a file; name a folder, or a new one\n"},
      {{"-o", folder.path("no/t/")}, "is not there; create it: mkdir -p "},
      {{"-o", "/"}, "entente: /: is no place for files; name a folder of your own\n"}};
  for (const auto& [arguments, message] : wrong) {
    std::vector<std::string> all = {"export", graph};
    all.insert(all.end(), arguments.begin(), arguments.end());
    const Outcome run = entente(all);
    EXPECT_EQ(run.exit_code, 2) << run.err;
    EXPECT_THAT(run.err, HasSubstr(message));
  }
}

TEST(EveryFormat, IsReachableByItsExtensionAndByItsName) {
  const Folder folder;
  const std::string graph = folder.path("g.jsonld");
  ASSERT_EQ(entente({"build", example_articles().front(), "-o", graph}).exit_code, 0);
  const std::pair<const char*, const char*> formats[] = {
      {"nquads", ".nq"},      {"turtle", ".ttl"},          {"graphml", ".graphml"},       {"gexf", ".gexf"},
      {"csv", ".csv"},        {"plover", ".plover.jsonl"}, {"plover-csv", ".plover.csv"}, {"ftm", ".ftm.jsonl"},
      {"fragments", ".jsonl"}};
  for (const auto& [name, extension] : formats) {
    const std::string file = std::string("x") + extension;
    EXPECT_EQ(entente({"export", graph, "-o", folder.path(file)}).exit_code, 0) << extension;
    EXPECT_EQ(entente({"export", graph, "-f", name}).out, folder.read(file)) << name;
    EXPECT_FALSE(folder.read(file).empty()) << name;
  }
}

}  // namespace
}  // namespace entente::cli_test

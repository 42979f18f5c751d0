// docs/extending.md, followed to the letter: its files are written, its commands run, and what it shows is in what they
// write.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "program.h"

namespace entente::cli_test {
namespace {

using testing::HasSubstr;

/// A block of code: "```toml mine/ontology.toml" has a kind and the name of a file.
struct Block {
  std::string kind, file, text;
};

std::vector<Block> blocks_of(const std::string& markdown) {
  std::vector<Block> blocks;
  std::istringstream lines(markdown);
  bool is_inside = false;
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("```")) {
      if (is_inside) blocks.back().text += line + "\n";
      continue;
    }
    is_inside = !is_inside;
    if (!is_inside) continue;
    Block& block = blocks.emplace_back();
    std::istringstream head(line.substr(3));
    head >> block.kind >> block.file;
  }
  return blocks;
}

/// The words of a command; names of files are looked for in the folder of the tutorial.
std::vector<std::string> words_of(const std::string& command, const Folder& folder) {
  std::vector<std::string> words;
  std::istringstream in(command);
  for (std::string word; in >> word;) {
    const bool is_file = word == "mine" || word.find('.') != std::string::npos;
    words.push_back(is_file ? folder.path(word) : word);
  }
  return words;
}

TEST(Extending, TheTutorialWorks) {
  const Folder folder;
  int commands = 0, shown = 0;
  std::string printed;  // by the last command
  for (const Block& block : blocks_of(read_file(std::string(ENTENTE_SOURCE_DIR) + "/docs/extending.md"))) {
    if (block.kind == "holds" || block.kind == "prints") {
      const std::string text = block.kind == "holds" ? folder.read(block.file) : printed;
      std::istringstream lines(block.text);
      for (std::string line; std::getline(lines, line); ++shown) EXPECT_THAT(text, HasSubstr(line));
    } else if (!block.file.empty()) {
      folder.write(block.file, block.text);
    } else if (block.kind == "sh") {
      std::istringstream lines(block.text);
      for (std::string line; std::getline(lines, line);) {
        ASSERT_TRUE(line.starts_with("entente ")) << line;
        const Outcome run = entente(words_of(line.substr(8), folder));
        EXPECT_EQ(run.exit_code, 0) << line << "\n" << run.err;
        printed = run.out;
        ++commands;
      }
    }
  }
  EXPECT_EQ(commands, 4);
  EXPECT_EQ(shown, 10);
}

TEST(Extending, EveryCommandThatReadsGraphsKnowsTheTypesOfTheUser) {
  const Folder folder;
  folder.write("article.txt", "La Norvège a accordé l'asile à la Croix-Rouge. La Chine soutient la Russie.\n");
  folder.write("mine/ontology.toml",
               "[[relation]]\nname = \"shelters\"\nquad = \"material-cooperation\"\nscore = 4\n"
               "subject = [\"State\"]\nobject = [\"Person\", \"Organization\"]\n"
               "label = { fr = \"abrite\", en = \"shelters\" }\ndefinition = { fr = \"abrite\", en = \"shelters\" }\n");
  folder.write("mine/relations/fr/asile.toml",
               "[[frame]]\nrelation = \"shelters\"\nverbs = \"accorder+asile\"\nobject = \"à iobj\"\n");
  const std::string graph = folder.path("graph.jsonld"), mine = folder.path("mine"), copy = folder.path("copy.jsonld");
  const std::string article = folder.path("article.txt");
  ASSERT_EQ(entente({"build", article, "--lang", "fr", "--schema", mine, "-o", graph}).exit_code, 0);
  const std::vector<std::vector<std::string>> commands = {{"query", graph, "edges"},
                                                          {"export", graph, "-o", folder.path("graph.dot")},
                                                          {"merge", graph, "-o", copy},
                                                          {"import", graph, "-o", copy},
                                                          {"view", graph, "-o", folder.path("page.html")},
                                                          {"verify", graph, "--articles", article}};
  for (std::vector<std::string> command : commands) {
    EXPECT_EQ(entente(command).exit_code, 4) << command.front();
    for (const auto& [flag, path] : {std::pair("--schema", mine), {"--ontology", mine + "/ontology.toml"}}) {
      std::vector<std::string> with_types = command;
      with_types.insert(with_types.end(), {flag, path});
      EXPECT_EQ(entente(with_types).exit_code, 0) << command.front() << ' ' << flag;
    }
  }
  EXPECT_EQ(entente({"review", graph}).exit_code, 4);
  EXPECT_EQ(entente({"review", graph, "--schema", mine}).exit_code, 1);  // no doubts
}

TEST(Extending, WrongFoldersAreNamed) {
  const Folder folder;
  folder.write("article.txt", "La Chine soutient la Russie.\n");
  const auto message = [&](const std::string& schema) {
    const Outcome run = entente({"build", folder.path("article.txt"), "--lang", "fr", "--schema", folder.path(schema)});
    EXPECT_EQ(run.exit_code, 4);
    return run.err;
  };
  EXPECT_THAT(message("nowhere"), HasSubstr("holds no ontology.toml, gazetteer, relations, reference or language"));
  folder.write("mine/language/de.tsv", "abbreviation\tdr.\nabreviation\tbzw.\n");
  EXPECT_THAT(message("mine"), HasSubstr("de.tsv:2: unknown kind of word \"abreviation\""));
  folder.write("other/relations/de/x.toml", "[[frame]]\nrelation = \"shelters\"\nverbs = \"bergen\"\n");
  EXPECT_THAT(message("other"), HasSubstr("frame without a known relation (\"shelters\")"));
}

TEST(Extending, ALanguageThatNothingIsKnownOfIsStillAnError) {
  const Folder folder;
  folder.write("article.txt", "Norwegen unterstützt die Nato.\n");
  const Outcome run = entente({"build", folder.path("article.txt"), "--lang", "de"});
  EXPECT_EQ(run.exit_code, 4);
  EXPECT_THAT(run.err, HasSubstr("language \"de\" has no model"));
}

}  // namespace
}  // namespace entente::cli_test

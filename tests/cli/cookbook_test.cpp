// docs/cookbook.md holds what the program says: every command is run, every snippet is compiled. ENTENTE_UPDATE=1
// writes the answers and snippets anew, to be reviewed as a difference.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>

#include "program.h"

namespace entente::cli_test {
namespace {

const std::string kPage = std::string(ENTENTE_SOURCE_DIR) + "/docs/cookbook.md";

/// What a command of the page prints in `folder`, where examples/ and the program are at hand.
std::string answer(const Folder& folder, const std::string& command) {
  const std::string line = "cd " + folder.path() + " && PATH=" + folder.path("bin") + ":$PATH; " + command +
                           " > answer 2> said; echo $? > code";
  EXPECT_EQ(std::system(line.c_str()), 0);
  EXPECT_EQ(folder.read("code"), "0\n") << command << "\n" << folder.read("said");
  std::string text = folder.read("answer");
  std::erase(text, '\r');
  return text;
}

/// The lines between "// [name]" and "// [end]" of examples/cookbook.cpp, without their common indentation.
std::string snippet(const std::string& name) {
  std::istringstream source(read_file(std::string(ENTENTE_SOURCE_DIR) + "/examples/cookbook.cpp"));
  std::string text, line;
  bool is_inside = false;
  std::size_t indentation = 0;
  while (std::getline(source, line)) {
    const std::size_t first = std::min(line.find_first_not_of(' '), line.size());
    const std::string words = line.substr(first);
    if (is_inside && words == "// [end]") break;
    if (is_inside) text += (line.size() > indentation ? line.substr(indentation) : "") + "\n";
    if (words != "// [" + name + "]") continue;
    is_inside = true;
    indentation = first;
  }
  EXPECT_NE(text, "") << "examples/cookbook.cpp has no snippet " << name;
  return text;
}

/// The page with the answers and snippets of today; `answers` by number of the question.
std::string renewed(const std::string& page, const Folder& folder, std::map<int, std::string>& answers) {
  std::istringstream lines(page);
  std::string result, line, last_answer;
  int question = 0;
  const auto skip_block = [&] {
    while (std::getline(lines, line) && line != "```") {
    }
  };
  while (std::getline(lines, line)) {
    result += line + "\n";
    if (line.starts_with("## ")) question = std::stoi(line.substr(3));
    if (line == "```sh") {
      std::getline(lines, line);
      last_answer = answer(folder, line);
      if (question > 0) answers[question] = line;
      result += line + "\n";
    } else if (line == "```text") {
      skip_block();
      EXPECT_NE(last_answer, "") << "question " << question;
      result += last_answer + "```\n";
    } else if (line.starts_with("```cpp ")) {
      const std::string name = line.substr(7);
      skip_block();
      result += snippet(name) + "```\n";
    }
  }
  return result;
}

class Cookbook : public testing::Test {
 protected:
  Cookbook() {
    std::filesystem::create_directory(folder_.path("bin"));
    std::filesystem::create_symlink(ENTENTE_PROGRAM, folder_.path("bin/entente"));
    std::filesystem::create_directory_symlink(std::filesystem::path(ENTENTE_SOURCE_DIR) / "examples",
                                              folder_.path("examples"));
  }
  Folder folder_;
};

TEST_F(Cookbook, SaysWhatTheProgramAnswers) {
  const std::string page = read_file(kPage);
  std::map<int, std::string> commands;
  const std::string today = renewed(page, folder_, commands);
  EXPECT_EQ(commands.size(), 10U);
  if (std::getenv("ENTENTE_UPDATE") != nullptr) std::ofstream(kPage) << today;
  EXPECT_EQ(read_file(kPage), today) << "if the answers are right, run this test with ENTENTE_UPDATE=1";
}

TEST_F(Cookbook, CppAnswersAsTheCommandsDo) {
  std::map<int, std::string> commands;
  static_cast<void>(renewed(read_file(kPage), folder_, commands));
  std::istringstream printed(answer(folder_, ENTENTE_COOKBOOK " news.db"));
  std::map<int, int> lines;
  int question = 0;
  for (std::string line; std::getline(printed, line);) {
    if (line.starts_with("# "))
      question = std::stoi(line.substr(2));
    else
      ++lines[question];
  }
  ASSERT_EQ(lines.size(), 10U);
  for (const int number : {1, 2, 3, 4, 5, 6, 7, 10}) {  // a row for each line; camps and the card show more
    std::string command = commands[number];
    if (const std::size_t csv = command.find(" --csv"); csv != command.npos) command.erase(csv);
    if (command.find("--json") == command.npos) command += " --json";
    const std::string rows = answer(folder_, command);
    EXPECT_EQ(lines[number], std::count(rows.begin(), rows.end(), '\n')) << command;
  }
}

}  // namespace
}  // namespace entente::cli_test

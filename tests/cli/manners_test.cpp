// How the program behaves in company: at a terminal, in a pipe, when asked twice, when interrupted.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <sstream>

#include "program.h"

namespace entente::cli_test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

/// What the program shows on a terminal of that width.
std::string on_terminal(const std::vector<std::string>& arguments, unsigned short columns) {
  winsize size{};
  size.ws_row = 24;
  size.ws_col = columns;
  int terminal = -1;
  const pid_t child = ::forkpty(&terminal, nullptr, nullptr, &size);
  if (child == 0) {
    std::vector<char*> words = {const_cast<char*>(ENTENTE_PROGRAM)};
    for (const std::string& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
    words.push_back(nullptr);
    ::execv(ENTENTE_PROGRAM, words.data());
    ::_exit(127);
  }
  std::string shown;
  char buffer[4096];
  for (ssize_t count = 0; (count = ::read(terminal, buffer, sizeof buffer)) > 0;)
    shown.append(buffer, static_cast<std::size_t>(count));
  ::close(terminal);
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(WEXITSTATUS(status), 0) << shown;
  std::erase(shown, '\r');
  return shown;
}

TEST(Manners, HelpAndVersionAreCommandsToo) {
  EXPECT_EQ(entente({"help"}).out, entente({"--help"}).out);
  EXPECT_EQ(entente({"help", "build"}).out, entente({"build", "--help"}).out);
  EXPECT_EQ(entente({"version"}).out, entente({"--version"}).out);
}

TEST(Manners, QuietSaysNothingBesideErrors) {
  const Folder folder;
  const std::string article = folder.write("a.txt", "La France a averti la Russie.");
  EXPECT_THAT(entente({"build", article, "-o", folder.path("g.jsonld")}).err, Not(IsEmpty()));
  EXPECT_THAT(entente({"build", article, "-q", "-o", folder.path("g.jsonld")}).err, IsEmpty());
  EXPECT_THAT(entente({"build", folder.path("none.txt"), "-q"}).err, HasSubstr("none.txt"));
}

TEST(Manners, ALanguageWithoutAModelIsOneErrorNotOneAnArticle) {
  const Folder folder;
  folder.write("in/a.txt", "La France a averti la Russie.");
  folder.write("in/b.txt", "La Chine a averti la Russie.");
  const Outcome run = entente({"build", folder.path("in"), "--lang", "de"});
  EXPECT_NE(run.exit_code, 0);
  EXPECT_EQ(std::count(run.err.begin(), run.err.end(), '\n'), 1) << run.err;
  EXPECT_THAT(run.err, HasSubstr("there are models for en, fr"));
}

TEST(Manners, ATerminalGetsASummaryThatFits) {
  const Folder folder;
  const std::string article = folder.write("a.txt",
                                           "La France a averti la Russie, et la Russie a critiqué la France avec "
                                           "une longue phrase que personne ne veut voir sur plusieurs lignes.");
  for (const unsigned short columns : {60, 80, 120}) {
    const std::string shown = on_terminal({"build", article, "--lang", "fr"}, columns);
    EXPECT_THAT(shown, HasSubstr("warns"));
    EXPECT_THAT(shown, Not(HasSubstr("@context")));
    std::istringstream lines(shown);
    for (std::string line; std::getline(lines, line) && !line.starts_with("1 article");) {
      const auto characters = std::count_if(line.begin(), line.end(), [](char c) { return (c & 0xC0) != 0x80; });
      if (line.find("-o graph.jsonld") == line.npos) {
        EXPECT_LE(characters, columns) << line;
      }
    }
  }
  EXPECT_THAT(on_terminal({"build", article, "--lang", "fr", "-f", "jsonld"}, 80), HasSubstr("@context"));
}

/// A process that is spoken to and answers.
class Partner {
 public:
  explicit Partner(const std::vector<std::string>& arguments) {
    int to[2], from[2];
    if (::pipe(to) != 0 || ::pipe(from) != 0) return;
    child_ = ::fork();
    if (child_ == 0) {
      ::dup2(to[0], STDIN_FILENO);
      ::dup2(from[1], STDOUT_FILENO);
      for (const int file : {to[0], to[1], from[0], from[1]}) ::close(file);
      std::vector<char*> words = {const_cast<char*>(ENTENTE_PROGRAM)};
      for (const std::string& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
      words.push_back(nullptr);
      ::execv(ENTENTE_PROGRAM, words.data());
      ::_exit(127);
    }
    ::close(to[0]);
    ::close(from[1]);
    to_ = to[1];
    from_ = from[0];
  }
  ~Partner() {
    ::close(to_);
    ::close(from_);
    ::waitpid(child_, nullptr, 0);
  }
  Partner(const Partner&) = delete;
  Partner& operator=(const Partner&) = delete;

  void say(const std::string& line) const { EXPECT_GT(::write(to_, line.data(), line.size()), 0); }
  /// One line; ::alarm ends a test that waits for ever.
  [[nodiscard]] std::string hear() const {
    ::alarm(60);
    std::string line;
    for (char c = 0; ::read(from_, &c, 1) == 1 && c != '\n';) line += c;
    ::alarm(0);
    return line;
  }

 private:
  pid_t child_ = -1;
  int to_ = -1, from_ = -1;
};

TEST(Manners, ExtractAnswersEachArticleBeforeTheNext) {
  const Partner partner({"extract", "-", "-j", "2"});
  partner.say("{\"id\":\"one\",\"language\":\"fr\",\"text\":\"La France a averti la Russie.\"}\n");
  EXPECT_THAT(partner.hear(), HasSubstr("article/one"));
  partner.say("{\"id\":\"two\",\"language\":\"en\",\"text\":\"China warned Japan.\"}\n");
  EXPECT_THAT(partner.hear(), HasSubstr("article/two"));
}

TEST(Manners, NamesInTheReadersLanguage) {
  const Folder folder;
  const std::string article = folder.write("a.txt", "L'Allemagne a averti la Russie.");
  ASSERT_EQ(entente({"build", article, "--lang", "fr", "-o", folder.path("g.jsonld")}).exit_code, 0);
  const std::string graph = folder.path("g.jsonld");
  EXPECT_THAT(entente({"query", graph, "edges"}).out, HasSubstr("Allemagne"));
  EXPECT_THAT(entente({"query", graph, "edges", "--lang", "en"}).out, HasSubstr("Germany"));
  EXPECT_THAT(entente({"query", graph, "allies", "Allemagne", "--lang", "en"}).exit_code, testing::Le(1));
}

}  // namespace
}  // namespace entente::cli_test

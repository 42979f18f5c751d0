// How the program behaves in company: at a terminal, in a pipe, when asked twice, when interrupted.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <sstream>
#include <utility>

#include "program.h"

namespace entente::cli_test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

/// The arguments of execv.
class Words {
 public:
  explicit Words(std::vector<std::string> arguments) : arguments_(std::move(arguments)) {
    arguments_.insert(arguments_.begin(), ENTENTE_PROGRAM);
    for (std::string& argument : arguments_) words_.push_back(argument.data());
    words_.push_back(nullptr);
  }
  [[nodiscard]] char* const* get() const { return words_.data(); }

 private:
  std::vector<std::string> arguments_;
  std::vector<char*> words_;
};

/// What the program shows on a terminal of that width, its messages aside.
std::string on_terminal(const std::vector<std::string>& arguments, unsigned short columns) {
  const Words words(arguments);
  winsize size{};
  size.ws_row = 24;
  size.ws_col = columns;
  int terminal = -1;
  const pid_t child = ::forkpty(&terminal, nullptr, nullptr, &size);
  if (child == 0) {
    ::dup2(::open("/dev/null", O_WRONLY), STDERR_FILENO);
    ::execv(ENTENTE_PROGRAM, words.get());
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
  EXPECT_EQ(entente({"version"}).out, entente({"--version"}).out);
  for (const char* command : {"build", "extract", "query", "export", "review", "add", "completion", "help"}) {
    const Outcome help = entente({"help", command});
    EXPECT_EQ(help.exit_code, 0) << command;
    EXPECT_EQ(help.out, entente({command, "--help"}).out) << command;
  }
  const Outcome unknown = entente({"help", "biuld"});
  EXPECT_EQ(unknown.exit_code, 2);
  EXPECT_EQ(unknown.err, "entente: unknown command \"biuld\"; did you mean \"build\"?\n");
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
  for (const char* language : {"de", "es", "ru", "de-AT", "deutsch", "x"}) {
    for (const char* command : {"build", "extract"}) {
      const Outcome run = entente({command, folder.path("in"), "--lang", language});
      EXPECT_NE(run.exit_code, 0) << language;
      EXPECT_THAT(run.out, IsEmpty()) << language;
      EXPECT_EQ(std::count(run.err.begin(), run.err.end(), '\n'), 1) << run.err;
      EXPECT_THAT(run.err, HasSubstr("there are models for en, fr")) << language;
    }
  }
  for (const char* language : {"fr", "en", "fr-CA"})
    EXPECT_EQ(entente({"build", folder.path("in"), "--lang", language}).exit_code, 0) << language;
}

/// Places of a line on a terminal, for what the tests show.
std::size_t places(const std::string& line) {
  std::size_t sum = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const auto c = static_cast<unsigned char>(line[i]);
    if ((c & 0xC0U) != 0x80) sum += c >= 0xE3 && c < 0xED ? 2 : 1;  // 习近平
  }
  return sum;
}

void expect_fits(const std::string& shown, unsigned short columns) {
  std::istringstream lines(shown);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(places(line), columns) << line;
}

TEST(Manners, ATerminalGetsASummaryThatFits) {
  const Folder folder;
  const std::string article = folder.write("a.txt",
                                           "La France a averti la Russie, et la Russie n'a pas attaqué l'Ukraine avec "
                                           "une longue phrase que personne ne veut voir sur plusieurs lignes.");
  for (const unsigned short columns : {40, 60, 80, 120}) {
    const std::string shown = on_terminal({"build", article, "--lang", "fr"}, columns);
    EXPECT_THAT(shown, HasSubstr("warns"));
    EXPECT_THAT(shown, HasSubstr("denied")) << "what is denied is not shown as a fact";
    EXPECT_THAT(shown, Not(HasSubstr("@context")));
    expect_fits(shown, columns);
  }
  EXPECT_THAT(on_terminal({"build", article, "--lang", "fr", "-f", "jsonld"}, 80), HasSubstr("@context"));
  EXPECT_THAT(on_terminal({"build", article, "--lang", "fr", "-o", "-"}, 80), HasSubstr("@context"));
  EXPECT_THAT(entente({"build", article, "--lang", "fr"}).out, HasSubstr("@context")) << "a pipe gets the graph";
  const std::string graph = folder.path("g.jsonld");
  ASSERT_EQ(entente({"build", article, "--lang", "fr", "-o", graph}).exit_code, 0);
  for (const char* command : {"export", "merge"}) {
    const std::string shown = on_terminal({command, graph}, 80);
    EXPECT_THAT(shown, HasSubstr("warns")) << command;
    EXPECT_THAT(shown, Not(HasSubstr("@context"))) << command;
  }
}

TEST(Manners, TablesFitTheTerminal) {
  const Folder folder;
  const std::string node = R"({"@id":"%","@type":"State","name":"$"})";
  const auto named = [&](std::string id, const std::string& name) {
    std::string text = node;
    text.replace(text.find('%'), 1, id);
    return text.replace(text.find('$'), 1, name);
  };
  const std::string graph = folder.write(
      "g.jsonl",
      R"({"entente":"fragment/1","article":{"@id":"article/a","@type":"Article","name":"a-long-name-of-a-file.txt","inLanguage":"en",)"
      R"("datePublished":"2024-03-04","textHash":"x","offsetUnit":"codepoint"},"nodes":[)" +
          named("state/a", "The Serene and Ancient Republic of Norland") + "," +
          named("state/b", "习近平习近平习近平") + "," + named("state/c", "Été") +
          R"(],"relations":[{"relationType":"cooperatesWith","subject":"state/a",)"
          R"("object":"state/b","evidence":[{"start":0,"end":9,"exact":"a long quote that goes on and on 习近平 and on",)"
          R"("polarity":"affirmed","modality":"reported","confidence":0.9,"triggerStart":0,"triggerEnd":1,)"
          R"("destination":{"@id":"state/c"}}]}]})");
  for (const std::vector<std::string>& question : {std::vector<std::string>{"edges"},
                                                   {"evidence"},
                                                   {"node", "state/a"},
                                                   {"allies", "state/a"},
                                                   {"camps"},
                                                   {"central"},
                                                   {"timeline", "state/a"},
                                                   {"between", "state/a", "state/b"},
                                                   {"path", "state/a", "state/b"}}) {
    std::vector<std::string> words = question;
    words.insert(words.begin(), {"query", graph});
    for (const unsigned short columns : {40, 60, 80, 132, 400}) expect_fits(on_terminal(words, columns), columns);
    EXPECT_THAT(on_terminal(words, 400), HasSubstr("习近平习近平习近平")) << "what fits is not cut";
  }
}

/// A process that is spoken to and answers.
class Partner {
 public:
  explicit Partner(const std::vector<std::string>& arguments) {
    const Words words(arguments);
    int to[2], from[2], errors[2];
    if (::pipe(to) != 0 || ::pipe(from) != 0 || ::pipe(errors) != 0) return;
    child_ = ::fork();
    if (child_ == 0) {
      ::dup2(to[0], STDIN_FILENO);
      ::dup2(from[1], STDOUT_FILENO);
      ::dup2(errors[1], STDERR_FILENO);
      for (const int file : {to[0], to[1], from[0], from[1], errors[0], errors[1]}) ::close(file);
      ::execv(ENTENTE_PROGRAM, words.get());
      ::_exit(127);
    }
    for (const int file : {to[0], from[1], errors[1]}) ::close(file);
    to_ = to[1];
    from_ = from[0];
    errors_ = errors[0];
  }
  ~Partner() {
    for (const int file : {to_, from_, errors_}) ::close(file);
    if (child_ > 0) ::waitpid(child_, nullptr, 0);
  }
  Partner(const Partner&) = delete;
  Partner& operator=(const Partner&) = delete;

  void say(const std::string& line) const { EXPECT_GT(::write(to_, line.data(), line.size()), 0); }
  /// One line of its answer.
  [[nodiscard]] std::string hear() const { return line_of(from_); }
  [[nodiscard]] std::string hear_error() const { return line_of(errors_); }
  /// Its signal, and what it says until its end.
  std::pair<int, std::string> interrupt() {
    ::kill(child_, SIGINT);
    std::string said;
    for (std::string line; !(line = line_of(errors_)).empty() || said.empty();) said += line + "\n";
    int status = 0;
    ::waitpid(std::exchange(child_, -1), &status, 0);
    return {WIFSIGNALED(status) ? WTERMSIG(status) : 0, said};
  }

 private:
  /// ::alarm ends a test that waits for ever.
  static std::string line_of(int file) {
    ::alarm(60);
    std::string line;
    for (char c = 0; ::read(file, &c, 1) == 1 && c != '\n';) line += c;
    ::alarm(0);
    return line;
  }

  pid_t child_ = -1;
  int to_ = -1, from_ = -1, errors_ = -1;
};

TEST(Manners, ExtractAnswersEachArticleBeforeTheNext) {
  for (const char* threads : {"1", "2", "4"}) {
    const Partner partner({"extract", "-", "-j", threads});
    for (const char* id : {"one", "two", "three"}) {
      partner.say(std::string(R"({"id":")") + id + R"(","language":"en","text":"China warned Japan."})" + "\n");
      EXPECT_THAT(partner.hear(), HasSubstr(std::string("article/") + id)) << threads;
    }
    partner.say("{\"id\":\"bad\"}\n");
    EXPECT_THAT(partner.hear_error(), HasSubstr("entente: ")) << threads;
    partner.say("{\"id\":\"last\",\"language\":\"fr\",\"text\":\"La France a averti la Russie.\"}\n");
    EXPECT_THAT(partner.hear(), HasSubstr("article/last")) << threads;
  }
}

TEST(Manners, AnInterruptedRunSaysHowManyAreInAndHowToGoOn) {
  struct Case {
    std::vector<std::string> command;
    const char* how;
  };
  const Folder folder;
  const Case cases[] = {{{"extract", "-"}, "their fragments are written"},
                        {{"build", "-", "-o", folder.path("g.jsonld")}, "nothing was written; \"entente add STORE\""},
                        {{"add", folder.path("s.db"), "-"}, "the same command goes on from there"}};
  for (const Case& c : cases)
    for (const int articles : {0, 1, 2}) {
      Partner partner(c.command);
      for (int i = 0; i < articles; ++i)
        partner.say(R"({"id":"a)" + std::to_string(i) + R"(","language":"en","text":"China warned Japan."})" + "\n");
      partner.say("{\"id\":\"bad\"}\n");  // its error comes when all before it are in
      EXPECT_THAT(partner.hear_error(), HasSubstr("entente: "));
      const auto [signal, said] = partner.interrupt();
      EXPECT_EQ(signal, SIGINT) << c.command[0];
      EXPECT_THAT(said, HasSubstr("interrupted after " + std::to_string(articles) + " article(s); ")) << c.command[0];
      EXPECT_THAT(said, HasSubstr(c.how)) << c.command[0];
    }
  EXPECT_THAT(folder.read("g.jsonld"), IsEmpty());
  EXPECT_THAT(entente({"check", folder.path("s.db")}).out, HasSubstr("2 articles, no problems"));
}

std::size_t count(const std::string& text, const std::string& what) {
  std::size_t found = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + what.size())) ++found;
  return found;
}

TEST(Manners, ThingsAndRelationsAreCountedAlikeEverywhere) {
  const Folder folder;
  for (const char* text :
       {"La France a averti la Russie. Le Japon est loin.",
        "China warned Japan and Germany. Kim Jong-un met Vladimir Putin.",
        "Emmanuel Macron, président de la France, soutient l'Ukraine. La Norvège a livré des canons à l'Ukraine."}) {
    const std::string article = folder.write("a.txt", text);
    const std::string graph = folder.path("g.jsonld");
    const Outcome build = entente({"build", article, "-o", graph, "-o", folder.path("g.graphml"), "-o",
                                   folder.path("g.dot"), "-o", folder.path("g.nq"), "-o", folder.path("tables/")});
    ASSERT_EQ(build.exit_code, 0) << build.err;
    const std::string xml = folder.read("g.graphml"), nodes = std::to_string(count(xml, "<node ")),
                      relations = std::to_string(count(xml, "<edge "));
    const auto plural = [](const std::string& number, const std::string& what) {
      return number + ' ' + what + (number == "1" ? "" : "s");
    };
    const std::string both = plural(nodes, "node") + ", " + plural(relations, "relation");
    EXPECT_THAT(build.err, HasSubstr(both)) << text;
    const std::string drawn = folder.read("g.dot");  // "2 of 3 things, 1 relation": what ties to nothing is counted
    EXPECT_THAT(drawn, HasSubstr(plural(nodes, "thing") + ", " + plural(relations, "relation"))) << text;
    EXPECT_EQ(std::to_string(count(folder.read("g.jsonld"), "\"@type\":\"Relation\"")), relations) << text;
    EXPECT_EQ(std::to_string(count(folder.read("g.nq"), "ns#relationType>")), relations) << text;
    EXPECT_EQ(std::to_string(count(folder.read("tables/nodes.csv"), "\r\n") - 1), nodes) << text;
    EXPECT_EQ(std::to_string(count(folder.read("tables/relations.csv"), "\r\n") - 1), relations) << text;
    EXPECT_EQ(std::to_string(count(entente({"query", graph, "edges", "--json"}).out, "\n")), relations) << text;
    EXPECT_THAT(entente({"export", graph, "-f", "csv"}).err, HasSubstr(both)) << text;
    EXPECT_THAT(entente({"merge", graph, "-o", folder.path("m.jsonld")}).err, HasSubstr(both)) << text;
  }
}

TEST(Manners, NamesInTheReadersLanguage) {
  const Folder folder;
  const std::string article = folder.write("a.txt", "L'Allemagne a averti la Russie.");
  ASSERT_EQ(entente({"build", article, "--lang", "fr", "-o", folder.path("g.jsonld")}).exit_code, 0);
  const std::string graph = folder.path("g.jsonld");
  EXPECT_THAT(entente({"query", graph, "edges"}).out, HasSubstr("Allemagne"));
  EXPECT_THAT(entente({"query", graph, "edges", "--lang", "en"}).out, HasSubstr("Germany"));
  EXPECT_THAT(entente({"query", graph, "edges", "--lang", "en"}).out, Not(HasSubstr("Allemagne  ")));
  EXPECT_THAT(entente({"query", graph, "rivals", "Allemagne", "--lang", "en"}).out, HasSubstr("Russia"));
  EXPECT_THAT(entente({"query", graph, "rivals", "Germany", "--lang", "fr"}).out, HasSubstr("Russie"));
  EXPECT_THAT(entente({"query", graph, "node", "Allemagne", "--lang", "en", "--json"}).out, HasSubstr("\"Germany\""));
  EXPECT_EQ(entente({"query", graph, "edges", "--lang", "de"}).exit_code, 2);
}

}  // namespace
}  // namespace entente::cli_test

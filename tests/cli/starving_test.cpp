// What is left when the system gives no more: no place for messages, no threads, no memory.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "program.h"

namespace entente::cli_test {
namespace {

using testing::AllOf;
using testing::AnyOf;
using testing::Eq;
using testing::HasSubstr;

constexpr const char* kGood = "La Russie a attaqué l’Ukraine. Emmanuel Macron a rencontré Olaf Scholz à Berlin.\n";

// Some messages: an article that cannot be read, one that can.
std::vector<std::string> build_of(const Folder& folder) {
  return {"build", folder.path("none.txt"), folder.write("good.txt", kGood), "-o", folder.path("graph.jsonld")};
}

TEST(NoMessages, DataIsWrittenAllTheSame) {
  const Folder expected;
  ASSERT_EQ(entente(build_of(expected)).exit_code, 3);
  for (const char* place : {"/dev/full", "/dev/null"}) {
    const Folder folder;
    Setting setting;
    setting.errors = place;
    EXPECT_EQ(entente(build_of(folder), setting).exit_code, 3) << place;
    EXPECT_EQ(folder.read("graph.jsonld"), expected.read("graph.jsonld")) << place;
  }
  {
    const Folder folder;
    Setting full_log;  // a limit of the file size is a full disk for the log, but the graph is smaller
    full_log.errors = folder.write("log", std::string(200'000, 'x'));
    full_log.largest_file = 200'000;
    EXPECT_EQ(entente(build_of(folder), full_log).exit_code, 3);
    EXPECT_EQ(folder.read("graph.jsonld"), expected.read("graph.jsonld"));
  }
}

TEST(NoMessages, AClosedStreamIsNoPlaceForAnyFile) {
  const Folder expected;
  ASSERT_EQ(entente(build_of(expected)).exit_code, 3);
  for (const std::vector<int>& closed : {std::vector<int>{2}, {0, 2}, {0, 1, 2}, {1, 2}}) {
    const Folder folder;
    Setting setting;
    setting.closed = closed;
    EXPECT_EQ(entente(build_of(folder), setting).exit_code, 3) << closed.size();
    EXPECT_EQ(folder.read("graph.jsonld"), expected.read("graph.jsonld")) << closed.size();
    EXPECT_EQ(folder.names(), (std::vector<std::string>{"good.txt", "graph.jsonld"}));
  }
  const Folder folder;
  Setting no_output;
  no_output.closed = {1};
  EXPECT_EQ(entente({"build", folder.write("good.txt", kGood)}, no_output).exit_code, 5);
}

TEST(NoMessages, AReaderWhoHasGoneEndsNothing) {
  const Folder folder;
  std::string command;
  for (const std::string& word : build_of(folder)) command += " '" + word + "'";
  const std::string script = folder.write("gone.sh", "{ sleep 0.2; " ENTENTE_PROGRAM + command + "; echo $? > " +
                                                         folder.path("code") + "; } 2>&1 >/dev/null | true\n");
  ASSERT_EQ(std::system(("bash " + script).c_str()), 0);
  for (int i = 0; i < 100 && folder.read("code").empty(); ++i) ::usleep(100'000);
  EXPECT_EQ(folder.read("code"), "3\n");
  EXPECT_THAT(folder.read("graph.jsonld"), HasSubstr("good.txt"));
}

TEST(NoThreads, TheSameIsBuiltByOne) {
  const Folder expected, folder;
  std::vector<std::string> articles = example_articles(), command = {"build", "-j", "4", "-o"};
  command.insert(command.end(), articles.begin(), articles.end());
  const auto with_output = [&](const std::string& path) {
    std::vector<std::string> words = command;
    words.insert(words.begin() + 4, path);
    return words;
  };
  ASSERT_EQ(entente(with_output(expected.path("graph.jsonld"))).exit_code, 0);
  Setting setting;
  setting.without_threads = true;
  const Outcome run = entente(with_output(folder.path("graph.jsonld")), setting);
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(folder.read("graph.jsonld"), expected.read("graph.jsonld"));
}

/// The program under a limit of the shell, "-n 4": its exit code, and what it says.
Outcome limited(const Folder& folder, const std::string& limit, const std::vector<std::string>& arguments) {
  std::string command = "exec 2>'" + folder.path("said") + "'\nulimit " + limit + "\nexec " ENTENTE_PROGRAM;
  for (const std::string& word : arguments) command += " '" + word + "'";
  const std::string script = folder.write("limited.sh", command + "\n");
  const int status = std::system(("bash " + script).c_str());
  Outcome run{WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status), "", folder.read("said")};
  for (const char* name : {"limited.sh", "said"}) std::filesystem::remove(folder.path(name));
  return run;
}

// Where a layout cannot be made, what needs none is written, and is said to be without it; a picture is not.
TEST(NoDescriptors, IsSaidInOneLine) {
#if defined(__SANITIZE_ADDRESS__)
  GTEST_SKIP() << "UBSan looks at types through a pipe, for which none is left";
#endif
  const Folder folder;
  std::vector<std::string> build = example_articles();
  build.insert(build.begin(), {"build", "-o", folder.path("graph.jsonld")});
  ASSERT_EQ(entente(build).exit_code, 0);
  struct Case {
    const char* name;
    int exit_code;
    const char* said;
  };
  const Case cases[] = {{"out.html", 0, "out.html: laying out the graph: "},
                        {"out.dot", 0, "out.dot: setting the page: "},
                        {"out.svg", 5, "drawing the graph: "},
                        {"out.nq", 0, nullptr}};
  int started = 0;
  for (const char* most : {"-n 4", "-n 5", "-n 6", "-n 7", "-n 8", "-n 9"}) {
    // What is open already and the number of libraries decide from which limit on a program can begin at all.
    if (limited(folder, most, {"--version"}).exit_code != 0) continue;
    if (++started > 3) break;
    for (const Case& c : cases) {
      const Outcome run =
          limited(folder, most, {"export", "-q", folder.path("graph.jsonld"), "-o", folder.path(c.name)});
      EXPECT_EQ(run.exit_code, c.exit_code) << c.name << ", " << most << "\n" << run.err;
      EXPECT_EQ(folder.read(c.name).empty(), c.exit_code != 0) << c.name;
      EXPECT_EQ(std::count(run.err.begin(), run.err.end(), '\n'), c.said == nullptr ? 0 : 1) << run.err;
      if (c.said != nullptr) {
        EXPECT_THAT(run.err, AllOf(HasSubstr(c.said), HasSubstr("ulimit"))) << c.name;
      }
    }
  }
  EXPECT_GT(started, 0);
}

TEST(NoStack, IsSaidBeforeAnyWork) {
#if defined(__SANITIZE_ADDRESS__)
  GTEST_SKIP() << "needs more of it before the program begins";
#endif
  for (const std::string kilobytes : {"48", "64", "96", "512"}) {
    const Folder folder;
    const Outcome run = limited(folder, "-s " + kilobytes, build_of(folder));
    EXPECT_EQ(run.exit_code, 5) << kilobytes;
    EXPECT_EQ(run.err, "entente: stack: is limited to " + kilobytes +
                           " KB, and 1024 are needed; raise it with ulimit -s 8192\n");
    EXPECT_EQ(folder.names(), std::vector<std::string>{"good.txt"}) << kilobytes;
  }
}

// From too little to start with to enough: never a signal, and what is said to be there is there.
TEST(NoMemory, EndsWithAMessage) {
#if defined(__SANITIZE_ADDRESS__)
  GTEST_SKIP() << "the shadow memory takes terabytes of address space";
#endif
  std::string long_text;
  for (int i = 0; i < 1500; ++i) long_text += "La ville numéro " + std::to_string(i) + " a attaqué l’Ukraine lundi. ";
  int built = 0;
  for (std::size_t megabytes = 100; megabytes <= 400; megabytes += 25) {
    const Folder folder;
    const std::string articles = folder.write(
        "a.jsonl", "{\"id\": \"long\", \"text\": \"" + long_text + "\"}\n{\"id\": \"short\", \"text\": \"" +
                       std::string(kGood, std::string(kGood).size() - 1) + "\"}\n");
    Setting setting;
    setting.memory = megabytes * 1'000'000;
    const Outcome run = entente({"build", articles, "-j", "2", "-o", folder.path("graph.jsonld")}, setting);
    EXPECT_THAT(run.exit_code, AnyOf(Eq(0), Eq(3), Eq(4), Eq(5), Eq(127))) << megabytes << " MB\n" << run.err;
    if (run.exit_code == 0 || (run.exit_code == 3 && !folder.read("graph.jsonld").empty())) ++built;
    if (run.exit_code == 3) {
      EXPECT_THAT(run.err, HasSubstr("not enough memory")) << megabytes;
    }
    if (run.exit_code == 0) {
      EXPECT_THAT(folder.read("graph.jsonld"), HasSubstr("article/short")) << megabytes;
    }
  }
  EXPECT_GT(built, 3);
}

}  // namespace
}  // namespace entente::cli_test

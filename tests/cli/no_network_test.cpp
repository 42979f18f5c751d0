// The program never reaches for a network: the system kills it if it does.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "program.h"

namespace entente::cli_test {
namespace {

constexpr int kForbidden = 3, kOpened = 4;

// How a process ends that forbids itself sockets and opens one.
int end_of_a_process_that_opens_a_socket() {
  const pid_t child = ::fork();
  if (child == 0) {
    if (!forbid_sockets()) _exit(kForbidden);
    _exit(::socket(AF_INET, SOCK_STREAM, 0) >= 0 ? kOpened : 0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

class NoNetwork : public ::testing::Test {
 protected:
  void SetUp() override {
    const int end = end_of_a_process_that_opens_a_socket();
    if (end == kForbidden) GTEST_SKIP() << "this system does not let a process forbid itself sockets";
    ASSERT_EQ(end, -SIGSYS) << "the guard of this test does not guard";
  }
};

TEST_F(NoNetwork, ArticlesThatPointElsewhereAreReadFromDiskAlone) {
  const Folder folder;
  const std::string page = folder.write("page.html", R"(<?xml version="1.0"?>
<!DOCTYPE html SYSTEM "http://127.0.0.1:9/page.dtd" [<!ENTITY more SYSTEM "http://127.0.0.1:9/more">]>
<html><head><link rel="stylesheet" href="http://127.0.0.1:9/a.css"><script src="http://127.0.0.1:9/a.js"></script>
<base href="http://127.0.0.1:9/"></head><body><article><h1>Talks</h1>
<p>Poland has warned Belarus that it would close the border between the two countries for good, the Polish government
said on Monday after a meeting that went on for most of the night. &more;</p>
<p>The European Union supports Poland, its foreign ministers said in Brussels, and several of them promised to send
police officers and engineers to the border before the end of the month.</p>
<p>Belarus rejected the warning and accused Lithuania of having asked for it, as it had done in the spring and again in
the summer, when the two countries last spoke about the border.</p><img src="http://127.0.0.1:9/a.png">
<iframe src="http://127.0.0.1:9/"></iframe></article></body></html>)");
  Setting alone;
  alone.without_network = true;
  const Outcome built = entente({"build", page, "-o", folder.path("graph.jsonld")}, alone);
  EXPECT_EQ(built.exit_code, 0) << built.err;
  EXPECT_THAT(folder.read("graph.jsonld"), ::testing::HasSubstr("Belarus"));
}

TEST_F(NoNetwork, EveryStepFromArticlesToAnswersWorksWithoutOne) {
  const Folder folder;
  Setting alone;
  alone.without_network = true;
  std::vector<std::string> build = {"build", "-o", folder.path("graph.jsonld")};
  for (const std::string& article : example_articles()) build.push_back(article);
  EXPECT_EQ(entente(build, alone).exit_code, 0);
  const Outcome drawn = entente({"export", folder.path("graph.jsonld"), "-o", folder.path("graph.nq"), "-o",
                                 folder.path("graph.graphml"), "-o", folder.path("graph.svg")},
                                alone);
  EXPECT_EQ(drawn.exit_code, 0) << drawn.err;
  const Outcome answer = entente({"query", folder.path("graph.jsonld"), "edges"}, alone);
  EXPECT_EQ(answer.exit_code, 0) << answer.err;
  EXPECT_FALSE(answer.out.empty());
}

}  // namespace
}  // namespace entente::cli_test

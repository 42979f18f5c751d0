// A reader of the user's choice: the example by rules, one that misbehaves in every way, and servers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>

#include "program.h"

namespace entente::cli_test {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr const char* kPython = "python3";
constexpr const char* kGood =
    "Russia attacked Ukraine on Monday. France supports Ukraine. Iran has not attacked Israel.\n";
constexpr const char* kBad = "BAD: Russia attacked Ukraine on Monday.\n";

std::string source(const char* path) { return std::string(ENTENTE_SOURCE_DIR) + '/' + path; }
std::string rules() { return std::string(kPython) + " '" + source("examples/readers/rules.py") + "'"; }
std::string hostile(const std::string& how) {
  return std::string(kPython) + " '" + source("tests/cli/hostile_reader.py") + "' '" + how + "'";
}

class ChosenReader : public testing::Test {
 protected:
  void SetUp() override {
    if (std::system("python3 -c '' 2>/dev/null") != 0) GTEST_SKIP() << "there is no python3";
  }
  Folder folder_;
  std::string good_ = folder_.write("good.txt", kGood), bad_ = folder_.write("bad.txt", kBad);
};

TEST_F(ChosenReader, IsAskedInsteadOfTheBuiltinOne) {
  const Outcome run = entente({"extract", good_, "--reader", rules()});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  for (const char* part :
       {R"("relationType":"attacks","subject":"state/russia","object":"state/ukraine")",
        R"("relationType":"attacks","subject":"state/iran","object":"state/israel","evidence":[{"start":60,"end":88)",
        R"("exact":"Iran has not attacked Israel","polarity":"negated")",
        R"("frame":"reader/agreement/rules/supports")"})
    EXPECT_THAT(run.out, HasSubstr(part));
  EXPECT_EQ(run.err, "of what the reader says, 3 agreed, 0 doubted, 0 refused\n");
}

TEST_F(ChosenReader, GivesTheSameGraphForAnyNumberOfThreadsAndInStores) {
  std::vector<std::string> words = {"build", "--reader", rules()};
  for (const std::string& article : example_articles()) words.push_back(article);
  const Outcome one = entente(words);
  ASSERT_EQ(one.exit_code, 0) << one.err;
  words.insert(words.end(), {"-j", "4"});
  const Outcome four = entente(words);
  EXPECT_EQ(four.out, one.out);
  const auto said = [](const Outcome& run) { return run.err.substr(0, run.err.find(" refused\n")); };  // no times
  EXPECT_EQ(said(four), said(one));
  const std::string store = folder_.path("news.db");
  EXPECT_THAT(entente({"add", store, good_, "--reader", rules()}).err, HasSubstr("1 added, 0 replaced, 0 unchanged"));
  EXPECT_THAT(entente({"add", store, good_, "--reader", rules()}).err, HasSubstr("0 added, 0 replaced, 1 unchanged"));
  EXPECT_THAT(entente({"add", store, good_}).err, HasSubstr("0 added, 1 replaced, 0 unchanged"));  // another reader
}

struct Misbehaviour {
  const char* how;
  const char* line;  // what is said of it
};

// These cost the article, in one line.
constexpr Misbehaviour kFailures[] = {
    {"dies", "the reader ended with status 1: was \\u{1B}[31mfound"},
    {"killed", "the reader was ended by signal 9"},
    {"hangs", "the reader takes longer than the time for one article; give it more with --max-seconds"},
    {"drips", "the reader takes longer than the time for one article; give it more with --max-seconds"},
    {"much", "the reader answers with more than 4000000 bytes"},
    {"nothing", "the reader gave no answer that can be read: not JSON: The document is empty"},
    {"garbage", "the reader gave no answer that can be read: not JSON: "},
    {"half", "the reader gave no answer that can be read: not JSON: "},
    {"two", "the reader gave no answer that can be read: not JSON: "},
    {"deep", "the reader gave no answer that can be read: "},
    {"latin1", "the reader gave no answer that can be read: not JSON: Invalid encoding in string"},
    {"surrogate", "the reader gave no answer that can be read: not JSON: The surrogate pair in string is invalid"},
    {"list", "the reader gave no answer that can be read: this is no answer"},
    {"null", "the reader gave no answer that can be read: this is no answer"},
    {"other article", "the reader gave no answer that can be read: an answer for another article, \"article/other\""},
    {"no article", "the reader gave no answer that can be read: an answer that does not say for which article"},
};

TEST_F(ChosenReader, ThatFailsCostsThatArticleOnlyAndOneLine) {
  const Outcome alone = entente({"extract", good_, "--reader", rules()});
  for (const Misbehaviour& c : kFailures) {
    const Outcome run = entente({"extract", bad_, good_, "--reader", hostile(c.how), "--max-seconds", "3"});
    EXPECT_EQ(run.exit_code, 3) << c.how;
    EXPECT_EQ(run.out, alone.out) << c.how;
    EXPECT_THAT(run.err, StartsWith("entente: " + bad_ + ": " + c.line)) << c.how;
    EXPECT_EQ(std::count(run.err.begin(), run.err.end(), '\n'), 2) << run.err;
  }
}

// These cost the claim.
constexpr Misbehaviour kRefusals[] = {
    {"invents", "attacks(e1, e2): \"Russia attacked Ukraine twice\" is not in the text"},
    {"quotes", "attacks(e1, e2): \"\"'\\\"$(touch /tmp/entente-owned)`id`;&|<script>\" is not in the text"},
    {"controls", "attacks(e1, e2): \"\\u{1B}]0;owned\\u{7}\\u{0}\\u{202E}\" is not in the text"},
    {"lies", "attacks(e1, e2): the text has \"BAD: Ru\" at 0–7, not \"Russia attacked Ukraine\""},
    {"numbers", "relation 1: \"confidence\" is not between 0 and 1"},
};

TEST_F(ChosenReader, ThatSaysWhatTheTextDoesNotIsRefusedWithTheReason) {
  std::filesystem::remove("/tmp/entente-owned");
  for (const Misbehaviour& c : kRefusals) {
    const Outcome run = entente({"extract", bad_, "--reader", hostile(c.how)});
    if (std::string_view(c.how) != "numbers") {  // Python writes Infinity, which is no JSON
      EXPECT_EQ(run.exit_code, 0) << c.how << run.err;
      EXPECT_THAT(run.err, HasSubstr(std::string("bad.txt: refused ") + c.line + '\n')) << c.how;
      EXPECT_THAT(run.out, HasSubstr("\"relations\":[]")) << c.how;
    } else {
      EXPECT_EQ(run.exit_code, 3) << run.err;
    }
  }
  EXPECT_FALSE(std::filesystem::exists("/tmp/entente-owned"));
  const Outcome kinds = entente({"extract", bad_, "--reader", hostile("wrong kinds")});
  EXPECT_EQ(kinds.exit_code, 0) << kinds.err;
  EXPECT_THAT(kinds.out, HasSubstr("\"nodes\":[],\"relations\":[]"));
}

TEST_F(ChosenReader, IsStartedWithoutAShell) {
  const std::string owned = folder_.path("owned");
  const Outcome run =
      entente({"extract", good_, "--reader", rules() + " ; touch " + owned + " $(touch " + owned + ")"});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_FALSE(std::filesystem::exists(owned));
}

TEST_F(ChosenReader, ThatCannotWorkIsWrongUsage) {
  for (const char* reader : {"no-such-program", "'", "https://127.0.0.1/", "http://example.com/v1/chat/completions"}) {
    const Outcome run = entente({"build", good_, "--reader", reader, "-o", folder_.path("graph.jsonld")});
    EXPECT_EQ(run.exit_code, 2) << reader;
    EXPECT_THAT(run.err, StartsWith("entente: --reader: ")) << reader;
    EXPECT_FALSE(std::filesystem::exists(folder_.path("graph.jsonld")));
  }
  EXPECT_EQ(entente({"build", good_, "--reader-model", "x"}).exit_code, 2);
}

/// tests/cli/chat_server.py, as long as it lives.
class Server {
 public:
  Server() {
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0) return;
    id_ = ::fork();
    if (id_ == 0) {
      ::dup2(ends[1], STDOUT_FILENO);
      ::execlp(kPython, kPython, source("tests/cli/chat_server.py").c_str(), nullptr);
      ::_exit(127);
    }
    ::close(ends[1]);
    for (char c = 0; ::read(ends[0], &c, 1) == 1 && c != '\n';) port_ += c;
    ::close(ends[0]);
  }
  ~Server() {
    ::kill(id_, SIGKILL);
    ::waitpid(id_, nullptr, 0);
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  [[nodiscard]] std::string address(const std::string& path) const { return "http://127.0.0.1:" + port_ + '/' + path; }

 private:
  pid_t id_ = -1;
  std::string port_;
};

TEST_F(ChosenReader, MayBeAServerOfTheChatCompletionsForm) {
  const Server server;
  const Outcome expected = entente({"extract", good_, "--reader", rules()});
  for (const char* path : {"good", "talks", "chunks"}) {
    const Outcome run = entente({"extract", good_, "--reader", server.address(path)});
    EXPECT_EQ(run.exit_code, 0) << path << ": " << run.err;
    EXPECT_EQ(run.out, expected.out) << path;
  }
  EXPECT_EQ(entente({"extract", good_, "--reader", server.address("model"), "--reader-model", "small"}).out,
            expected.out);
  const Misbehaviour failures[] = {
      {"model", "the reader answers with status 404: no such model"},
      {"error", "the reader answers with status 500: out of memory"},
      {"elsewhere", "the reader answers with status 302"},
      {"garbage", "the reader answers with "},
      {"words", "the reader gave an answer without JSON in it"},
      {"no%20choice", "the reader gave no answer of the chat-completions form: no \"choices\""},
      {"hangs", "the reader takes longer than the time for one article"},
      {"endless", "the reader answers with more than 4000000 bytes"},
  };
  for (const Misbehaviour& c : failures) {
    const Outcome run = entente({"extract", good_, "--reader", server.address(c.how), "--max-seconds", "3"});
    EXPECT_EQ(run.exit_code, 3) << c.how;
    EXPECT_THAT(run.err, StartsWith("entente: " + good_ + ": " + c.line)) << c.how;
  }
}

}  // namespace
}  // namespace entente::cli_test

// Programs and servers that are asked: words of a command line, answers of HTTP, processes that misbehave.
#include "entente/readers/reader.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <iterator>
#include <thread>

#include "graph/temporary_folder.h"
#include "http.h"
#include "process.h"

namespace entente {
namespace {

std::string joined(std::string_view command) {
  const auto words = split_words(command);
  if (!words) return "! " + words.error().seen;
  std::string text;
  for (const std::string& word : *words) text += '[' + word + ']';
  return text;
}

TEST(Words, AreSplitAndNothingElse) {
  const std::pair<const char*, const char*> cases[] = {
      {"python3 rules.py", "[python3][rules.py]"},
      {"  a \t b\nc  ", "[a][b][c]"},
      {"'my reader' \"a b\" c\\ d", "[my reader][a b][c d]"},
      {"a'b c'd\"e f\"", "[ab cde f]"},
      {"a '' \"\"", "[a][][]"},
      {R"(a "say \"hi\" \\" 'it\s')", R"([a][say "hi" \][it\s])"},
      {"a $HOME `id` $(id) *.txt ; rm -rf | x > y &", "[a][$HOME][`id`][$(id)][*.txt][;][rm][-rf][|][x][>][y][&]"},
      {"", "! names no program"},
      {"   ", "! names no program"},
      {"''", "! names no program"},
      {"a 'b", "! has a quote without its end"},
      {"a \"b", "! has a quote without its end"},
      {"a \\", "! ends with a \\"},
  };
  for (const auto& [command, words] : cases) EXPECT_EQ(joined(command), words) << command;
}

TEST(Address, IsOneOfThisMachine) {
  const char* const good[] = {"http://127.0.0.1:8080/v1/chat/completions", "http://127.1.2.3", "http://localhost:1/",
                              "http://[::1]:11434/v1/chat/completions", "http://LOCALHOST/x?y=z"};
  for (const char* url : good) EXPECT_TRUE(loopback_address(url).has_value()) << url;
  const char* const bad[] = {"https://127.0.0.1/",
                             "http://example.com/",
                             "http://10.0.0.1/",
                             "http://0.0.0.0/",
                             "http://127.0.0.1:0/",
                             "http://127.0.0.1:65536/",
                             "http://127.0.0.1:x/",
                             "http://127.0.0.1@example.com/",
                             "http://localhost.example/",
                             "http://127.0.0.1/a b",
                             "http://127.0.0.1/\r\nX: y",
                             "http://[::2]/",
                             "http://2130706433/",
                             "http://127.1/",
                             "ftp://127.0.0.1/",
                             "http://",
                             "http:///path"};
  for (const char* url : bad) EXPECT_FALSE(loopback_address(url).has_value()) << url;
}

/// "= body", "… more is needed", "! error".
std::string body(std::string_view response, bool is_whole = true, std::size_t limit = 100) {
  const auto read = body_of(response, is_whole, limit);
  if (!read) return "! " + read.error().seen;
  return *read ? "= " + **read : "…";
}

TEST(Http, BodiesAreTakenOutOfAnswers) {
  struct Case {
    const char* response;
    bool is_whole;
    const char* body;
  };
  constexpr Case cases[] = {
      {"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", false, "= {}"},
      {"HTTP/1.1 200 OK\r\ncontent-length:2\r\n\r\n{}garbage", false, "= {}"},
      {"HTTP/1.0 200 OK\r\n\r\n{}", true, "= {}"},
      {"HTTP/1.0 200 OK\r\n\r\n{}", false, "…"},
      {"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n{}", false, "…"},
      {"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n{}", true, "! answers with less than it announced"},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1;x=y\r\n}\r\n0\r\n\r\n", false, "= {}"},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n", false, "…"},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n", true,
       "! answers with less than it announced"},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", true, "! answers with a chunk without a size"},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n", true,
       "! answers with a chunk without an end"},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n", true,
       "! answers with more than 100 bytes"},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n", true, "! answers in an encoding that was not asked for"},
      {"HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n", false, "! answers with more than 100 bytes"},
      {"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", false, "! answers with a length that is none"},
      {"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n", false,
       "! answers with a length that is none"},
      {"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", false,
       "! answers with a length that is none"},
      {"HTTP/1.1 302 Found\r\nLocation: http://example.com/\r\n\r\n", true, "! answers with status 302"},
      {"HTTP/1.1 500 No\r\nContent-Length: 13\r\n\r\n", false, "…"},
      {"HTTP/1.1 500 No\r\nContent-Length: 13\r\n\r\nout of memory", false, "! answers with status 500: out of memory"},
      {"HTTP/1.1 500 No\r\nTransfer-Encoding: chunked\r\n\r\n", false, "! answers with status 500"},
      {"HTTP/1.1 404 Not Found\r\n\r\nno such model\nmore", true, "! answers with status 404: no such model"},
      {"SSH-2.0-OpenSSH_9.2\r\n\r\n", true, "! answers with something that is not HTTP/1"},
      {"HTTP/1.1 2", false, "…"},
      {"", true, "! answers with less than it announced"},
  };
  for (const Case& c : cases) EXPECT_EQ(body(c.response, c.is_whole), c.body) << c.response;
  EXPECT_EQ(body(std::string(64'000, 'x'), false), "! answers with a header that does not end");
}

std::string run(const std::string& command, std::string_view input = "", AskLimits limits = {}) {
  const auto made = run_program(*split_words(command), input, limits);
  return made ? "= " + *made : "! " + made.error().seen;
}

TEST(Program, GetsItsQuestionAndGivesItsAnswer) {
  EXPECT_EQ(run("cat", "a\0b\n"), "= a");
  EXPECT_EQ(run("cat", std::string(3'000'000, 'x')), "= " + std::string(3'000'000, 'x'));
  EXPECT_EQ(run("true", std::string(3'000'000, 'x')), "= ");  // it need not read
  EXPECT_EQ(run("echo '$HOME' '`id`' '*'"), "= $HOME `id` *\n");
}

TEST(Program, ThatMisbehavesIsAnErrorInOneLine) {
  EXPECT_EQ(run("false"), "! ended with status 1");
  EXPECT_EQ(run("sh -c 'echo first >&2; echo why >&2; exit 7'"), "! ended with status 7: why");
  EXPECT_EQ(run("sh -c 'kill -SEGV $$'"), "! was ended by signal 11");
  EXPECT_EQ(run("/nowhere/reader"), "! cannot be started: No such file or directory");
  EXPECT_EQ(run("/"), "! cannot be started: Permission denied");
  EXPECT_EQ(run("cat /dev/zero", "", {std::chrono::seconds(20), 1000}), "! answers with more than 1000 bytes");
  EXPECT_EQ(run("sh -c 'cat /dev/zero >&2 & sleep 0.2; kill $!; exit 1'").substr(0, 22), "! ended with status 1:");
}

TEST(Program, ThatHangsIsEndedWithAllThatItStarted) {
  const TemporaryFolder folder;
  const std::string file = folder / "child";
  for (const std::string& command :
       {"sh -c 'sleep 1000 & echo $! > " + file + "; wait'",
        "sh -c 'exec >&-; sleep 1000 & echo $! > " + file + "; wait'",
        "sh -c 'trap \"\" TERM HUP INT; sleep 1000 & echo $! > " + file + "; wait; wait'"}) {
    const auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(run(command, "", {std::chrono::milliseconds(700), 1000}), "! takes longer than the time for one article");
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
    std::ifstream in(file);
    pid_t started = 0;
    ASSERT_TRUE(in >> started) << command;
    for (int i = 0; i < 100 && ::kill(started, 0) == 0; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    std::ifstream status("/proc/" + std::to_string(started) + "/stat");  // nobody may be there to bury it
    const std::string line{std::istreambuf_iterator<char>(status), {}};
    EXPECT_TRUE(line.empty() || line.find(") Z ") != std::string::npos) << line;
  }
}

TEST(Program, ThatLeavesAnotherBehindDoesNotHoldUpItsAnswer) {
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(run("sh -c 'sleep 1000 & echo done'"), "= done\n");
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

TEST(Readers, ThatCannotWorkAreRefusedBeforeAnyWork) {
  const Resources resources;
  const std::pair<ReaderOptions, const char*> cases[] = {
      {{"", "", 1, 1}, "--reader: names no program; give a program with its arguments"},
      {{"/etc/passwd", "", 1, 1},
       "--reader: no program \"/etc/passwd\" that can be started; give its path, or a program of the PATH"},
      {{"no-such-program x", "", 1, 1},
       "--reader: no program \"no-such-program\" that can be started; give its path, or a program of the PATH"},
      {{"https://127.0.0.1/", "", 1, 1},
       "--reader: is no http address; give an address such as http://127.0.0.1:8080/v1/chat/completions"},
      {{"cat", "gpt", 1, 1}, "--reader-model: is for a server; give --reader with an address, or leave it out"},
  };
  for (const auto& [options, message] : cases) {
    const auto reader = Reader::make(options, resources);
    ASSERT_FALSE(reader.has_value()) << options.command;
    EXPECT_EQ(to_string(reader.error()), message);
  }
}

TEST(Readers, HaveAFingerprintThatCoversTheirFiles) {
  const TemporaryFolder folder;
  const Resources resources;
  const std::string file = folder / "rules.py";
  const auto fingerprint = [&](const std::string& command) {
    return (*Reader::make({command, "", 1, 1}, resources))->fingerprint();
  };
  std::ofstream(file) << "one";
  const std::string one = fingerprint("cat " + file);
  EXPECT_EQ(fingerprint("cat " + file), one);
  EXPECT_NE(fingerprint("cat -u " + file), one);
  std::ofstream(file) << "two";
  EXPECT_NE(fingerprint("cat " + file), one);
}

}  // namespace
}  // namespace entente

// An output is there whole or not at all: the program is killed at random moments of its writing, in every format, and
// what stands at the place of the output is what stood there before or what belongs there.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "../graph/temporary_folder.h"

namespace entente {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

pid_t start(const std::vector<std::string>& words) {
  const pid_t child = ::fork();
  if (child != 0) return child;
  const int nowhere = ::open("/dev/null", O_RDWR);
  for (const int stream : {0, 1, 2}) ::dup2(nowhere, stream);
  std::vector<char*> arguments = {const_cast<char*>("entente")};
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  ::execv(ENTENTE_PROGRAM, arguments.data());
  _exit(127);
}

int finish(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return status;
}

TEST(OutputCrash, Kill9InEveryFormat) {
  constexpr int kPoints = 200;
  const TemporaryFolder folder;
  std::vector<std::string> build = {"build", "-o", folder / "graph.jsonld"};
  for (const auto& entry : fs::directory_iterator(fs::path(ENTENTE_SOURCE_DIR) / "examples" / "articles"))
    build.push_back(entry.path().string());
  ASSERT_EQ(finish(start(build)), 0);
  std::mt19937 random(20241028);
  for (const char* ending : {"jsonld", "jsonl", "dot", "svg", "png", "pdf", "html", "nq", "ttl", "graphml", "gexf",
                             "csv", "plover.jsonl", "plover.csv", "ftm.jsonl"}) {
    const std::string output = folder / ("out." + std::string(ending));
    const std::vector<std::string> words = {"export", folder / "graph.jsonld", "-o", output};
    const auto begin = Clock::now();
    ASSERT_EQ(finish(start(words)), 0) << ending;
    const auto whole = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin).count();
    const std::string expected = read_file(output), before = "what stood there before";
    int kills = 0;
    for (int point = 0; point < kPoints; ++point) {
      std::ofstream(output, std::ios::binary) << before;
      const pid_t child = start(words);
      std::this_thread::sleep_for(std::chrono::microseconds(std::uniform_int_distribution<long>(0, whole)(random)));
      ::kill(child, SIGKILL);
      const bool was_killed = WIFSIGNALED(finish(child));
      kills += was_killed;
      const std::string there = read_file(output);
      ASSERT_TRUE(there == expected || (was_killed && there == before)) << ending << ", point " << point;
    }
    EXPECT_GT(kills, kPoints / 4) << ending;
    ASSERT_EQ(finish(start(words)), 0);
    fs::remove(output);
    EXPECT_EQ(std::distance(fs::directory_iterator(folder / ""), {}), 1)
        << "temporary files of " << ending << " stayed";
    std::printf("%s: killed at %d of %d points\n", ending, kills, kPoints);
    std::fflush(stdout);  // what was found is there even if the rest takes too long
  }
}

}  // namespace
}  // namespace entente

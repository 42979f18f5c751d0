// An output is there whole or not at all: the program is killed at random moments of its writing, in every format, and
// what stands at the place of the output is what stood there before or what belongs there.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
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

/// What stands in a file, or in each file of a folder.
std::map<std::string, std::string> standing(const fs::path& place) {
  if (!fs::is_directory(place)) return {{"", read_file(place)}};
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::directory_iterator(place))
    if (entry.path().extension() != ".tmp") files.emplace(entry.path().filename(), read_file(entry.path()));
  return files;
}

class OutputCrash : public testing::TestWithParam<std::string> {};

TEST_P(OutputCrash, Kill9) {
  constexpr int kPoints = 200;
  constexpr const char* kBefore = "what stood there before";
  const TemporaryFolder folder;
  std::vector<std::string> build = {"build", "-o", folder / "graph.jsonld"};
  for (const auto& entry : fs::directory_iterator(fs::path(ENTENTE_SOURCE_DIR) / "examples" / "articles"))
    build.push_back(entry.path().string());
  ASSERT_EQ(finish(start(build)), 0);
  std::mt19937 random(20241028);
  const bool is_folder = GetParam() == "bulk";
  const std::string output = folder / (is_folder ? "out" : "out." + GetParam());
  const std::vector<std::string> words = {"export", folder / "graph.jsonld", "-o", output + (is_folder ? "/" : "")};
  const auto begin = Clock::now();
  ASSERT_EQ(finish(start(words)), 0);
  const auto whole = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin).count();
  const std::map<std::string, std::string> expected = standing(output);
  int kills = 0;
  for (int point = 0; point < kPoints; ++point) {
    for (const auto& [name, content] : expected)
      std::ofstream(name.empty() ? fs::path(output) : fs::path(output) / name, std::ios::binary) << kBefore;
    const pid_t child = start(words);
    std::this_thread::sleep_for(std::chrono::microseconds(std::uniform_int_distribution<long>(0, whole)(random)));
    ::kill(child, SIGKILL);
    const int status = finish(child);
    const bool was_killed = WIFSIGNALED(status);
    ASSERT_TRUE(was_killed || status == 0) << "could not be run";
    kills += was_killed;
    const auto there = standing(output);
    ASSERT_EQ(there.size(), expected.size());
    for (const auto& [name, content] : there)
      ASSERT_TRUE(content == expected.at(name) || (was_killed && content == kBefore)) << name << ", point " << point;
  }
  EXPECT_GT(kills, kPoints / 4);
  ASSERT_EQ(finish(start(words)), 0);
  EXPECT_EQ(standing(output), expected);
  if (is_folder) {
    EXPECT_EQ(std::distance(fs::directory_iterator(output), {}), static_cast<long>(expected.size()))
        << "temporary files stayed in it";
  }
  fs::remove_all(output);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder / ""), {}), 1) << "temporary files stayed";
  std::printf("%s: killed at %d of %d points\n", GetParam().c_str(), kills, kPoints);
  std::fflush(stdout);  // what was found is there even if the rest takes too long
}

INSTANTIATE_TEST_SUITE_P(Formats, OutputCrash,
                         testing::Values("jsonld", "jsonl", "dot", "svg", "png", "pdf", "html", "nq", "ttl", "graphml",
                                         "gexf", "csv", "plover.jsonl", "plover.csv", "ftm.jsonl", "bulk"),
                         [](const auto& format) {
                           std::string name = format.param;
                           std::replace(name.begin(), name.end(), '.', '_');
                           return name;
                         });

}  // namespace
}  // namespace entente

// A store from the command line: what is added stays, what is wrong is said in one line, and nothing is lost.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include "program.h"

namespace entente::cli_test {
namespace {

using testing::ContainsRegex;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

void run_sql(const std::string& path, const char* sql) {
  sqlite3* handle = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &handle), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(handle, sql, nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(handle);
  sqlite3_close(handle);
}

class StoreFile : public testing::Test {
 protected:
  Outcome add(const std::vector<std::string>& more) const {
    std::vector<std::string> words = {"add", store_};
    words.insert(words.end(), more.begin(), more.end());
    return entente(words);
  }
  Outcome check() const { return entente({"check", store_}); }

  Folder folder_;
  std::string store_ = folder_.path("news.db");
  std::string a_ =
      folder_.write("a.txt", "La Russie a attaqué l’Ukraine. Emmanuel Macron a rencontré Olaf Scholz à Berlin.\n");
  std::string b_ =
      folder_.write("b.txt", "The United States warned Iran on Monday. France has sent weapons to Ukraine.\n");
};

TEST_F(StoreFile, GrowsAndStandsWhereAGraphDoes) {
  const Outcome first = add({a_});
  EXPECT_EQ(first.exit_code, 0) << first.err;
  EXPECT_THAT(first.err, HasSubstr("1 added, 0 replaced, 0 unchanged\n"));
  EXPECT_THAT(add({a_, b_}).err, HasSubstr("1 added, 0 replaced, 1 unchanged\n"));
  EXPECT_EQ(check().out, "2 articles, no problems\n");
  EXPECT_EQ(check().exit_code, 0);
  EXPECT_EQ(entente({"export", store_}).out, entente({"build", a_, b_}).out);
  EXPECT_EQ(entente({"merge", store_}).out, entente({"build", a_, b_}).out);
  EXPECT_THAT(entente({"query", store_, "edges", "--type", "attacks"}).out, HasSubstr("attacks"));
  EXPECT_EQ(entente({"verify", store_, "--articles", a_, "--articles", b_}).exit_code, 0);
}

TEST_F(StoreFile, AnUnchangedArticleIsNotAnalysedAgain) {
  ASSERT_EQ(add({a_}).exit_code, 0);
  const std::string before = read_file(store_);
  // Had it been analysed, the claim that is taken out here would be found, and stored, again.
  run_sql(store_, "DELETE FROM evidence; UPDATE article SET fragment_sum = 0");
  EXPECT_THAT(add({a_}).err, HasSubstr("0 added, 0 replaced, 1 unchanged\n"));
  EXPECT_EQ(entente({"query", store_, "edges"}).exit_code, 1);
  // Another list of names is another reader.
  const std::string names = folder_.write("mine.tsv", "key\ttype\tname\nmars\tState\tMars\n");
  EXPECT_THAT(add({a_, "--gazetteer", names}).err, HasSubstr("0 added, 1 replaced, 0 unchanged\n"));
  EXPECT_THAT(add({a_, "--gazetteer", names}).err, HasSubstr("0 added, 0 replaced, 1 unchanged\n"));
  EXPECT_EQ(entente({"query", store_, "edges"}).exit_code, 0);
  // So is one of the same name and size with other content, and a folder of further data.
  for (const char* key : {"marz", "mart"}) {
    folder_.write("schema/gazetteer/mine.tsv", "key\ttype\tname\n" + std::string(key) + "\tState\tMars\n");
    run_sql(store_, "DELETE FROM evidence; UPDATE article SET fragment_sum = 0");
    EXPECT_THAT(add({a_, "--schema", folder_.path("schema")}).err, HasSubstr("0 added, 1 replaced, 0 unchanged\n"));
  }
}

TEST_F(StoreFile, AnEditedArticleReplacesWhatItSaid) {
  const std::string feed =
      folder_.write("feed.jsonl", R"({"id": "a1", "language": "en", "text": "Russia attacked Ukraine."})"
                                  "\n");
  ASSERT_EQ(add({feed}).exit_code, 0);
  folder_.write("feed.jsonl", R"({"id": "a1", "language": "en", "text": "Russia warned Ukraine."})"
                              "\n");
  EXPECT_THAT(add({feed}).err, HasSubstr("0 added, 1 replaced, 0 unchanged\n"));
  const std::string edges = entente({"query", store_, "edges", "--json"}).out;
  EXPECT_THAT(edges, HasSubstr("\"warns\""));
  EXPECT_EQ(edges.find("\"attacks\""), edges.npos);
}

TEST_F(StoreFile, KeepsTheTexts) {
  ASSERT_EQ(add({a_}).exit_code, 0);
  sqlite3* handle = nullptr;
  ASSERT_EQ(sqlite3_open(store_.c_str(), &handle), SQLITE_OK);
  std::string text;
  sqlite3_exec(
      handle, "SELECT text FROM text",
      [](void* to, int, char** values, char**) {
        *static_cast<std::string*>(to) = values[0];
        return 0;
      },
      &text, nullptr);
  sqlite3_close(handle);
  EXPECT_THAT(text, HasSubstr("La Russie a attaqué l’Ukraine."));
}

TEST_F(StoreFile, BadArticlesAreLeftOut) {
  const Outcome run = add({a_, folder_.path("none.txt")});
  EXPECT_EQ(run.exit_code, 3);
  EXPECT_THAT(run.err, HasSubstr("1 added, 0 replaced, 0 unchanged; 1 left out\n"));
  EXPECT_EQ(check().out, "1 article, no problems\n");
}

TEST_F(StoreFile, WhatIsNoStoreIsNamed) {
  const Outcome text = entente({"add", a_, b_});
  EXPECT_EQ(text.exit_code, 5);
  EXPECT_EQ(text.err, "entente: " + a_ + ": file is no store; give a file made by \"entente add\"\n");
  EXPECT_THAT(read_file(a_), StartsWith("La Russie"));
  const Outcome missing = check();
  EXPECT_EQ(missing.exit_code, 5);
  EXPECT_EQ(missing.err, "entente: " + store_ + ": there is no such store; make one with \"entente add\"\n");
}

TEST_F(StoreFile, ANewerVersionIsLeftAlone) {
  ASSERT_EQ(add({a_}).exit_code, 0);
  run_sql(store_, "PRAGMA user_version = 99");
  const std::string before = read_file(store_);
  for (const std::vector<std::string>& command : {std::vector<std::string>{"add", store_, b_},
                                                  {"check", store_},
                                                  {"query", store_, "edges"},
                                                  {"export", store_},
                                                  {"review", store_}}) {
    const Outcome run = entente(command);
    EXPECT_EQ(run.exit_code, 5) << command.front();
    EXPECT_THAT(run.err,
                ContainsRegex("store has format 99, this program knows formats up to [0-9]+; use a newer program\n"));
    EXPECT_EQ(std::count(run.err.begin(), run.err.end(), '\n'), 1) << run.err;
    EXPECT_THAT(run.out, IsEmpty());
  }
  EXPECT_EQ(read_file(store_), before);
}

TEST_F(StoreFile, OfADamagedStoreIsSaidAndSavedWhatIsLeft) {
  ASSERT_EQ(add({a_, b_}).exit_code, 0);
  run_sql(store_, "UPDATE evidence SET confidence = 7 WHERE relation = 'attacks'");
  EXPECT_EQ(entente({"query", store_, "edges"}).exit_code, 5);
  const Outcome found = check();
  EXPECT_EQ(found.exit_code, 5);
  EXPECT_THAT(found.err, HasSubstr("has a confidence outside 0 to 1"));
  EXPECT_EQ(found.out, "1 article can be saved: entente check " + store_ + " --save NEW_STORE\n");
  const std::string whole = folder_.path("whole.db");
  EXPECT_THAT(entente({"check", store_, "--save", whole}).err, HasSubstr("1 article saved in " + whole + "\n"));
  EXPECT_EQ(entente({"check", whole}).out, "1 article, no problems\n");
  EXPECT_THAT(entente({"query", whole, "edges"}).out, HasSubstr("warns"));
  const Outcome again = entente({"check", store_, "--save", whole});
  EXPECT_THAT(again.err, HasSubstr(whole + ": is there already; give the name of a new file\n"));
}

TEST_F(StoreFile, BrokenPagesAreSaidAndTheRestSaved) {
  std::vector<std::string> articles;
  for (int i = 0; i < 40; ++i)
    articles.push_back(
        folder_.write("n" + std::to_string(i) + ".txt",
                      "Russia attacked Ukraine in week " + std::to_string(i) + " of the war, officials said.\n"));
  ASSERT_EQ(add(articles).exit_code, 0);
  {
    std::fstream file(store_, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(std::filesystem::file_size(store_) / 2 / 4096 * 4096));
    file << std::string(4096, '\x5A');
  }
  const Outcome found = check();
  EXPECT_EQ(found.exit_code, 5);
  EXPECT_THAT(found.out, ContainsRegex("[0-9]+ articles? can be saved"));
  EXPECT_THAT(found.err, StartsWith("entente: " + store_ + ": "));
}

TEST_F(StoreFile, ALockedStoreIsWaitedForAndReadersGoOn) {
  ASSERT_EQ(add({a_}).exit_code, 0);
  sqlite3* writer = nullptr;
  ASSERT_EQ(sqlite3_open(store_.c_str(), &writer), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(writer, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
  const Outcome second = add({b_, "--wait", "1"});
  EXPECT_EQ(second.exit_code, 5);
  EXPECT_THAT(second.err, HasSubstr("store is being written by another process; try again"));
  EXPECT_EQ(entente({"query", store_, "edges"}).exit_code, 0) << "reading goes on beside a writer";
  ASSERT_EQ(sqlite3_exec(writer, "ROLLBACK", nullptr, nullptr, nullptr), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(writer, "BEGIN EXCLUSIVE", nullptr, nullptr, nullptr), SQLITE_OK);
  const Outcome reader = entente({"check", store_, "--wait", "1"});
  EXPECT_EQ(reader.exit_code, 5);
  EXPECT_EQ(std::count(reader.err.begin(), reader.err.end(), '\n'), 1) << reader.err;
  sqlite3_close(writer);
  EXPECT_EQ(add({b_}).exit_code, 0);
  EXPECT_EQ(check().out, "2 articles, no problems\n");
}

TEST_F(StoreFile, AFullDiskLosesNothing) {
  ASSERT_EQ(add({a_}).exit_code, 0);
  std::string long_text;
  for (int i = 0; i < 400; ++i) long_text += "Russia attacked Ukraine on day " + std::to_string(i) + " of the war. ";
  Setting full;
  full.largest_file = std::filesystem::file_size(store_) + 4096;
  const Outcome run = entente({"add", store_, folder_.write("long.txt", long_text)}, full);
  EXPECT_EQ(run.exit_code, 5) << run.err;
  EXPECT_THAT(run.err, HasSubstr("cannot write to the store"));
  EXPECT_EQ(check().out, "1 article, no problems\n");
}

TEST_F(StoreFile, WatchAddsWhatComesAndNothingHalfWritten) {
  using namespace std::chrono_literals;
  std::thread others([&] {
    std::this_thread::sleep_for(1s);
    std::ofstream slow(folder_.path("c.txt"));
    slow << "Russia attacked " << std::flush;
    const std::string hidden = folder_.write(".d.part", "Israel struck Lebanon on Sunday.\n");
    std::filesystem::rename(hidden, folder_.path("d.txt"));
    std::this_thread::sleep_for(1s);
    std::filesystem::create_directories(folder_.path("inner/most"));
    folder_.write("inner/most/e.txt", "Paris a livré des armes à Kiev.\n");
    folder_.write("picture.png", "x");
    slow << "Georgia in August.\n";
  });
  const Outcome run = entente({"watch", folder_.path(), store_, "--idle", "4"});
  others.join();
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.err, HasSubstr("2 added, 0 replaced, 0 unchanged\n"));
  EXPECT_EQ(check().out, "5 articles, no problems\n") << run.err;
  EXPECT_EQ(entente({"export", store_}).out, entente({"build", folder_.path()}).out) << "places count from the folder";
  EXPECT_THAT(entente({"watch", folder_.path(), store_, "--idle", "1"}).err,
              HasSubstr("0 added, 0 replaced, 5 unchanged"));
  EXPECT_EQ(entente({"watch", folder_.path("none"), store_}).exit_code, 4);
}

TEST_F(StoreFile, WatchFollowsTheNameOfItsFolder) {
  using namespace std::chrono_literals;
  const std::string inbox = folder_.path("inbox");
  for (const std::string how : {"moved", "removed", "gone"}) {
    const std::string store = folder_.path(how + ".db");
    std::filesystem::create_directories(inbox);
    std::thread others([&] {  // the store is there once the folder is watched
      for (int i = 0; i < 600 && !std::filesystem::exists(store); ++i) std::this_thread::sleep_for(100ms);
      if (how == "moved")
        std::filesystem::rename(inbox, folder_.path(how));
      else
        std::filesystem::remove_all(inbox);
      if (how != "gone") folder_.write("inbox/b.txt", "Israel struck Lebanon on Sunday.\n");
    });
    const Outcome run = entente({"watch", inbox, store, "--idle", "4"});
    others.join();
    if (how == "gone") {
      EXPECT_EQ(run.exit_code, 4);
      EXPECT_EQ(run.err, "entente: " + inbox + ": is no longer there; make it again, and start again\n");
    } else {
      EXPECT_EQ(run.exit_code, 0) << run.err;
      EXPECT_EQ(entente({"check", store}).out, "1 article, no problems\n") << how;
    }
  }
}

TEST_F(StoreFile, WatchLeavesOutAFolderThatIsTooDeep) {
  folder_.write("inbox/a.txt", "Russia attacked Georgia in August.\n");
  int at = ::open(folder_.path("inbox").c_str(), O_RDONLY | O_DIRECTORY);
  const std::string name(200, 'd');
  for (int i = 0; i < 30; ++i) {
    ASSERT_EQ(::mkdirat(at, name.c_str(), 0700), 0);
    const int below = ::openat(at, name.c_str(), O_RDONLY | O_DIRECTORY);
    ::close(at);
    at = below;
  }
  ::close(at);
  const Outcome run = entente({"watch", folder_.path("inbox"), store_, "--idle", "1"});
  EXPECT_EQ(run.exit_code, 3);
  EXPECT_THAT(run.err, HasSubstr("cannot be watched: File name too long\n"));
  EXPECT_EQ(check().out, "1 article, no problems\n");
}

}  // namespace
}  // namespace entente::cli_test

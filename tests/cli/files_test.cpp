// Names, folders and places: what the file system may hold, and what must be left of it after a run that was stopped.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <filesystem>

#include "program.h"

namespace entente::cli_test {
namespace {

namespace fs = std::filesystem;
using testing::AnyOf;
using testing::ElementsAre;
using testing::Eq;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr const char* kGood = "La Russie a attaqué l’Ukraine. Emmanuel Macron a rencontré Olaf Scholz à Berlin.\n";
constexpr const char* kOther = "La Chine soutient la Russie depuis mardi.\n";

TEST(Names, ThatAreNoUtf8SpoilNothing) {
  const Folder folder;
  const std::string bad = folder.write("caf\xE9 100%.txt", kGood);
  folder.write("lines\xFF.jsonl", "{\"text\": \"La Chine soutient la Russie.\"}\n");
  ASSERT_EQ(entente({"build", folder.path(), "-o", folder.path("g.jsonld"), "-o", folder.path("g.jsonl"), "-o",
                     folder.path("g.nq"), "-o", folder.path("g.graphml"), "-o", folder.path("g.svg")})
                .exit_code,
            0);
  EXPECT_THAT(folder.read("g.jsonld"), HasSubstr("\"name\":\"caf\xEF\xBF\xBD 100%.txt\""));
  EXPECT_THAT(folder.read("g.jsonld"), HasSubstr("\"sourceLocation\":\"caf%E9 100%25.txt\""));
  for (const char* form : {"g.jsonld", "g.jsonl", "g.nq", "g.graphml"}) {
    const Outcome merged = entente({"merge", folder.path(form)});
    EXPECT_EQ(merged.exit_code, 0) << form << merged.err;
    const Outcome verified = entente({"verify", folder.path(form), "--articles", folder.path()});
    EXPECT_EQ(verified.exit_code, 0) << form << verified.err;
  }
  const std::string overrides = folder.write("mine.txt", "# a comment\nrename state/russia caf\xE9\n");
  const Outcome named = entente({"merge", folder.path("g.jsonl"), "--overrides", overrides});
  EXPECT_EQ(named.exit_code, 4);
  EXPECT_THAT(named.err, HasSubstr(overrides + ":2: bytes that are not UTF-8"));
  EXPECT_EQ(entente({"build", bad, "--lang", "\xFF"}).exit_code, 2);
}

TEST(Names, AsLongAsTheFileSystemTakesThem) {
  const Folder folder;
  const std::string good = folder.write("good.txt", kGood);
  const std::string longest = folder.path(std::string(248, 'x') + ".jsonld");
  EXPECT_EQ(entente({"build", good, "-o", longest}).exit_code, 0);
  EXPECT_THAT(read_file(longest), HasSubstr("good.txt"));
  const Outcome too_long = entente({"build", good, "-o", folder.path(std::string(249, 'x') + ".jsonld")});
  EXPECT_EQ(too_long.exit_code, 2);  // before any work
  EXPECT_THAT(too_long.err, HasSubstr("File name too long; give it a shorter name"));
}

// The same articles, wherever they lie and however their path is written.
TEST(Places, DoNotShowInTheGraph) {
  const Folder one, two;
  one.write("day/sub/a.txt", kGood);
  one.write("day/b.txt", kOther);
  two.write("elsewhere/day/sub/a.txt", kGood);
  two.write("elsewhere/day/b.txt", kOther);
  const auto built = [](std::vector<std::string> inputs) {
    inputs.insert(inputs.begin(), "build");
    const Outcome run = entente(inputs);
    EXPECT_EQ(run.exit_code, 0) << run.err;
    return run.out;
  };
  const std::string expected = built({one.path("day")});
  EXPECT_THAT(expected, HasSubstr("\"sourceLocation\":\"sub/a.txt\""));
  EXPECT_EQ(built({one.path("day/")}), expected);
  EXPECT_EQ(built({one.path("./day/../day//")}), expected);
  EXPECT_EQ(built({two.path("elsewhere/day")}), expected);
  EXPECT_EQ(built({one.path("day/b.txt")}), built({two.path("elsewhere/./day/b.txt")}));
}

TEST(Places, OneFolderThatCannotBeReadCostsNoOther) {
  const Folder folder;
  folder.write("a/1.txt", kGood);
  folder.write("b/2.txt", kGood);
  folder.write("c/3.txt", kOther);
  fs::create_symlink("nowhere.txt", folder.path("c/link.txt"));
  fs::permissions(folder.path(), fs::perms::all);
  fs::permissions(folder.path("b"), fs::perms::none);
  Setting setting;
  setting.without_root = true;
  const Outcome run = entente({"extract", folder.path()}, setting);
  fs::permissions(folder.path("b"), fs::perms::owner_all);
  EXPECT_EQ(run.exit_code, 3) << run.err;
  EXPECT_EQ(run.err, "entente: " + folder.path("b") + ": cannot be read: Permission denied; check its permissions\n" +
                         "entente: " + folder.path("c/link.txt") +
                         ": is a link to what is not there; mend or remove the link\n");
  EXPECT_THAT(run.out, HasSubstr("1.txt"));
  EXPECT_THAT(run.out, HasSubstr("3.txt"));
}

TEST(Places, AFolderThatMayNotBeWrittenIsSaidSo) {
  const Folder folder;
  const std::string good = folder.write("good.txt", kGood);
  fs::create_directory(folder.path("closed"));
  fs::permissions(folder.path(), fs::perms::all);
  fs::permissions(folder.path("closed"), fs::perms::owner_read | fs::perms::others_read | fs::perms::others_exec);
  Setting setting;
  setting.without_root = true;
  for (const char* place : {"closed/graph.jsonld", "closed/tables/"}) {
    const Outcome run = entente({"build", good, "-o", folder.path(place)}, setting);
    EXPECT_EQ(run.exit_code, 2) << run.err;
    EXPECT_THAT(run.err, HasSubstr("cannot be written: Permission denied; check the permissions of its folder"));
  }
}

TEST(Places, NoOutputReplacesAStoreOrAnArticle) {
  const Folder folder;
  const std::string good = folder.write("page.html", std::string("<html><body><p>") + kGood + "</p></body></html>");
  const std::string store = folder.path("own.db");
  ASSERT_EQ(entente({"add", store, good}).exit_code, 0);
  const std::string before = read_file(store);
  const Outcome run = entente({"export", store, "-f", "jsonld", "-o", store});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.err, HasSubstr(store + ": is a store, which the output would replace; name another file"));
  EXPECT_EQ(read_file(store), before);
  EXPECT_EQ(entente({"build", good, "-o", good}).exit_code, 2);
  EXPECT_THAT(folder.read("page.html"), HasSubstr("La Russie"));
}

TEST(JsonLines, OfUtf16AreReadToTheEnd) {
  std::string wide[2] = {"\xFF\xFE", "\xFE\xFF"};
  for (const char c : std::string("{\"text\": \"Russia attacked Ukraine on Monday.\"}\n\r\n{\"text\": \"China backs "
                                  "Russia.\"}\n{\"text\": \"NATO supports Ukraine.\"}")) {
    wide[0] += {c, '\0'};
    wide[1] += {'\0', c};
  }
  for (const std::string& bytes : {wide[0], wide[1], wide[0].substr(2), wide[1].substr(2)}) {
    const Folder folder;
    const Outcome run = entente({"extract", folder.write("a.jsonl", bytes), "--lang", "en"});
    EXPECT_EQ(run.exit_code, 0) << run.err;
    for (const char* name : {"a.jsonl:1", "a.jsonl:3", "a.jsonl:4"}) EXPECT_THAT(run.out, HasSubstr(name));
  }
}

// ---------------------------------------------------------------- stopped runs

TEST(Stopped, ByALimitOfTheFileSize) {
  const Folder folder;
  const std::string good = folder.write("good.txt", kGood);
  Setting limited;
  limited.largest_file = 512;
  limited.keeps_size_signal = true;
  const Outcome run = entente({"build", good, "-o", folder.path("graph.jsonld")}, limited);
  EXPECT_EQ(run.exit_code, 5) << run.err;
  EXPECT_THAT(folder.names(), ElementsAre("good.txt"));
  const Outcome store = entente({"add", folder.path("news.db"), good}, limited);
  EXPECT_EQ(store.exit_code, 5) << store.err;
  EXPECT_THAT(folder.names(), ElementsAre("good.txt"));
}

TEST(Stopped, WhatAKilledRunLeftGoesWithTheNext) {
  const Folder folder;
  const std::string good = folder.write("good.txt", kGood);
  Setting killed;
  killed.killed_at = {SYS_rename, SYS_renameat, SYS_renameat2};
  EXPECT_LT(entente({"build", good, "-o", folder.path("graph.jsonld")}, killed).exit_code, 0);
  ASSERT_EQ(folder.names().size(), 2U);
  const std::string left = folder.names().front();
  EXPECT_THAT(left, HasSubstr(".entente-"));
  EXPECT_EQ(entente({"build", good, "-o", folder.path("other.jsonld")}).exit_code, 0);
  EXPECT_TRUE(fs::exists(folder.path(left))) << "what belongs to another output stays";
  const int file = ::open(folder.path(left).c_str(), O_RDONLY);
  ASSERT_EQ(::flock(file, LOCK_EX), 0);
  EXPECT_EQ(entente({"build", good, "-o", folder.path("graph.jsonld")}).exit_code, 0);
  EXPECT_TRUE(fs::exists(folder.path(left))) << "what is being written stays";
  ::close(file);
  EXPECT_EQ(entente({"build", good, "-o", folder.path("graph.jsonld")}).exit_code, 0);
  EXPECT_THAT(folder.names(), ElementsAre("good.txt", "graph.jsonld", "other.jsonld"));
}

TEST(Stopped, AStoreIsThereWholeOrNotAtAll) {
  const Folder folder;
  const std::string good = folder.write("good.txt", kGood), store = folder.path("news.db");
  for (const std::vector<long>& calls : {std::vector<long>{SYS_link, SYS_linkat, SYS_rename, SYS_renameat2},
                                         {SYS_pwrite64, SYS_write},
                                         {SYS_fsync, SYS_fdatasync}}) {
    Setting killed;
    killed.killed_at = calls;
    EXPECT_LT(entente({"add", store, good}, killed).exit_code, 0);
    EXPECT_FALSE(fs::exists(store));
  }
  const Outcome run = entente({"add", store, good});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(folder.names(), ElementsAre("good.txt", "news.db"));
  EXPECT_EQ(entente({"check", store}).exit_code, 0);
}

TEST(Inputs, FieldsOfRecordsHaveTheNamesThatAreGiven) {
  const Folder folder;
  const std::string table = folder.write("a.csv", "headline;body\nGuerre;La Russie a attaqué l’Ukraine.\n");
  const Outcome run = entente({"build", table, "--fields", "title=headline,text=body"});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("\"Guerre\""));
  EXPECT_THAT(run.out, HasSubstr("attacks"));
  EXPECT_THAT(entente({"build", table}).err, HasSubstr("say which it is: --fields text=COLUMN"));
  const Outcome wrong = entente({"build", table, "--fields", "headline=title"});
  EXPECT_EQ(wrong.exit_code, 2);
  EXPECT_THAT(wrong.err, HasSubstr("\"headline=title\" names no field"));
}

TEST(Inputs, AMailIsAnArticle) {
  Setting mail;
  mail.input = "Received: x\nSubject: Guerre\nFrom: Anne <a@b.example>\n\nLa Russie a attaqué l’Ukraine.\n";
  const Outcome run = entente({"build", "-"}, mail);
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("\"Guerre\""));
  EXPECT_THAT(run.out, HasSubstr("\"Anne\""));
}

}  // namespace
}  // namespace entente::cli_test

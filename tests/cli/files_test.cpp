// Names, folders and places: what the file system may hold, and what must be left of it after a run that was stopped.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <map>

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
    EXPECT_THAT(run.err,
                HasSubstr("cannot be written: Permission denied; check its permissions and those of its folder"));
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

// Whatever an output is called: no run destroys what it reads.
TEST(Places, NoOutputReplacesWhatIsRead) {
  const Folder folder;
  const std::string page = std::string("<html><body><p>") + kGood + "</p></body></html>";
  folder.write("day/sub/page.html", page);
  folder.write("lines.jsonl", "{\"text\": \"La Chine soutient la Russie.\"}\n");
  folder.write("mine.txt", "rename state/russia Rus\n");
  folder.write("names.tsv", "key\ttype\tname\n");
  folder.write("more/gazetteer/names.tsv", "key\ttype\tname\n");
  fs::create_symlink("sub/page.html", folder.path("day/link.html"));
  fs::create_hard_link(folder.path("day/sub/page.html"), folder.path("hard.html"));
  fs::create_symlink(".", folder.path("here"));
  ASSERT_EQ(entente({"build", folder.path("lines.jsonl"), "-o", folder.path("g.jsonld")}).exit_code, 0);
  ASSERT_EQ(entente({"add", folder.path("tables/nodes.csv"), folder.path("lines.jsonl")}).exit_code, 5);
  fs::create_directory(folder.path("tables"));
  ASSERT_EQ(entente({"add", folder.path("tables/nodes.csv"), folder.path("lines.jsonl")}).exit_code, 0);
  const auto at = [&](const char* name) { return folder.path(name); };
  const std::vector<std::vector<std::string>> commands = {
      {"build", at("day"), "-o", at("day/sub/page.html")},
      {"build", at("day"), "-o", at("here/day/./sub/../sub/page.html")},
      {"build", at("day"), "-o", at("day/link.html")},
      {"build", at("day"), "-o", at("hard.html")},
      {"build", folder.path(), "-o", at("here/lines.jsonl")},
      {"build", at("lines.jsonl"), "--gazetteer", at("names.tsv"), "-f", "csv", "-o", at("here/names.tsv")},
      {"build", at("lines.jsonl"), "--schema", at("more"), "-f", "csv", "-o", at("here/more/gazetteer/names.tsv")},
      {"build", at("lines.jsonl"), "--overrides", at("mine.txt"), "-f", "csv", "-o", at("mine.txt")},
      {"merge", at("g.jsonld"), "--overrides", at("mine.txt"), "-f", "jsonld", "-o", at("here/mine.txt")},
      {"view", at("g.jsonld"), "-o", at("here/g.jsonld")},
      {"export", at("g.jsonld"), "-f", "svg", "-o", at("g.jsonld")},
      {"import", at("g.jsonld"), "-f", "turtle", "-o", at("g.jsonld")},
      {"export", at("tables/nodes.csv"), "-o", at("tables/")},
  };
  std::map<std::string, std::string> before;
  const std::string kept[] = {
      at("day/sub/page.html"), at("lines.jsonl"), at("names.tsv"),        at("mine.txt"),
      at("g.jsonld"),          at("hard.html"),   at("tables/nodes.csv"), at("more/gazetteer/names.tsv")};
  for (const std::string& file : kept) before[file] = read_file(file);
  for (const std::vector<std::string>& command : commands) {
    const Outcome run = entente(command);
    EXPECT_EQ(run.exit_code, 2) << testing::PrintToString(command) << run.err;
    EXPECT_THAT(run.err, HasSubstr("which the output would replace; name another file"));
    for (const std::string& file : kept) EXPECT_EQ(read_file(file), before[file]) << testing::PrintToString(command);
  }
  // A graph that is corrected, or grows, takes its own place.
  EXPECT_EQ(entente({"export", at("g.jsonld"), "-o", at("g.jsonld")}).exit_code, 0);
  EXPECT_EQ(entente({"build", folder.path("day"), "-o", at("day/g.jsonld")}).exit_code, 0);
  EXPECT_EQ(entente({"build", folder.path("day"), "-o", at("day/g.jsonld")}).exit_code, 0);
}

TEST(Places, TwoOutputsAreTwoFiles) {
  const Folder folder;
  const std::string good = folder.write("good.txt", kGood);
  fs::create_symlink("later.jsonld", folder.path("link.jsonld"));
  fs::create_symlink("circle.jsonld", folder.path("circle.jsonld"));
  fs::create_directory(folder.path("tables"));
  const std::pair<std::string, std::string> pairs[] = {
      {"a.jsonld", "./a.jsonld"}, {"later.jsonld", "link.jsonld"}, {"tables/nodes.csv", "tables/"}};
  for (const auto& [one, other] : pairs) {
    const Outcome run = entente({"build", good, "-o", folder.path() + "/" + one, "-o", folder.path() + "/" + other});
    EXPECT_EQ(run.exit_code, 2) << one << run.err;
    EXPECT_THAT(run.err, HasSubstr("; name it once"));
  }
  // A link goes on pointing where it points, be there something or not.
  EXPECT_EQ(entente({"build", good, "-o", folder.path("link.jsonld")}).exit_code, 0);
  EXPECT_TRUE(fs::is_symlink(folder.path("link.jsonld")));
  EXPECT_THAT(folder.read("later.jsonld"), HasSubstr("good.txt"));
}

TEST(Places, AProtectedFileStays) {
  const Folder folder;
  const std::string good = folder.write("good.txt", kGood);
  folder.write("kept.jsonld", "the graph of yesterday");
  fs::permissions(folder.path(), fs::perms::all);
  fs::permissions(folder.path("kept.jsonld"), fs::perms::owner_read | fs::perms::others_read);
  Setting setting;
  setting.without_root = true;
  const Outcome run = entente({"build", good, "-o", folder.path("kept.jsonld")}, setting);
  EXPECT_EQ(run.exit_code, 2) << run.err;
  EXPECT_THAT(run.err, HasSubstr("kept.jsonld: cannot be written: Permission denied; check its permissions"));
  EXPECT_EQ(folder.read("kept.jsonld"), "the graph of yesterday");
}

// A pipe in a folder may wait for ever for one who writes into it.
TEST(Pipes, InFoldersAreNamedAndNotOpened) {
  const Folder folder;
  const std::string good = folder.write("good.txt", kGood);
  folder.write("day/a.txt", kGood);
  for (const char* name : {"more/gazetteer/names.tsv", "frames/relations/fr/a.toml", "models/fr.model", "day/b.txt"}) {
    fs::create_directories(fs::path(folder.path(name)).parent_path());
    ASSERT_EQ(::mkfifo(folder.path(name).c_str(), 0600), 0);
  }
  fs::create_symlink("/dev/zero", folder.path("day/c.html"));
  const std::pair<std::vector<std::string>, std::string> cases[] = {
      {{"build", good, "--schema", folder.path("more")}, "more/gazetteer/names.tsv: is no file; check the path"},
      {{"build", good, "--schema", folder.path("frames")}, "frames/relations/fr/a.toml: is no file; check the path"},
      {{"build", good, "--models", folder.path("models")}, "models/fr.model: not a regular file, or empty"},
      {{"build", good, "--schema", folder.write(std::string(255, 'x'), "").append("x")}, "File name too long"}};
  for (const auto& [command, message] : cases) {
    const Outcome run = entente(command);
    EXPECT_EQ(run.exit_code, 4) << message;
    EXPECT_THAT(run.err, HasSubstr(message));
  }
  const Outcome run = entente({"build", folder.path("day"), "-o", folder.path("graph.jsonld")});
  EXPECT_EQ(run.exit_code, 3);
  for (const char* name : {"day/b.txt", "day/c.html"})
    EXPECT_THAT(run.err, HasSubstr(folder.path(name) + ": is no file but a pipe, a socket or a device; remove it, or "
                                                       "give it by itself\n"));
  EXPECT_THAT(folder.read("graph.jsonld"), HasSubstr("\"a.txt\""));
}

TEST(Pipes, AreReadAndWrittenWhereTheyAreNamed) {
  const Folder folder;
  const std::string good = folder.write("good.txt", kGood), graph = folder.path("graph.nq"), out = folder.path("out");
  ASSERT_EQ(entente({"build", good, "-o", graph, "-o", folder.path("graph.jsonld")}).exit_code, 0);
  const std::string script = folder.write(
      "pipes.sh", "mkfifo " + folder.path("in") + " " + out + "\ncat " + graph + " > " + folder.path("in") +
                      " &\ncat " + out + " > " + folder.path("got") + " &\ntimeout 60 " ENTENTE_PROGRAM " import " +
                      folder.path("in") + " -f jsonld -o " + out + " || kill %1 %2\nwait\n");
  ASSERT_EQ(std::system(("bash " + script + " 2> " + folder.path("err")).c_str()), 0);
  EXPECT_EQ(folder.read("got"), folder.read("graph.jsonld")) << folder.read("err");
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

TEST(Stopped, BySignalsThatAreAllCaught) {
#if defined(__SANITIZE_ADDRESS__)
  GTEST_SKIP() << "the sanitizer keeps some for itself";
#endif
  const Folder folder;
  const std::string script =
      folder.write("caught.sh", "mkfifo " + folder.path("in") + "\nexec 3<>" + folder.path("in") +
                                    "\n" ENTENTE_PROGRAM " build - --lang fr < " + folder.path("in") +
                                    " > /dev/null 2>&1 &\n"
                                    "until grep -q entente /proc/$!/comm; do sleep 0.1; done\nsleep 1\n"
                                    "sed -n 's/^SigCgt:\t//p' /proc/$!/status > " +
                                    folder.path("caught") + "\nkill -9 $!\nwait\ntrue\n");
  ASSERT_EQ(std::system(("bash " + script + " 2> /dev/null").c_str()), 0);
  const std::uint64_t caught = std::stoull("0" + folder.read("caught"), nullptr, 16);
  // A shell has SIGINT and SIGQUIT ignored by what it starts behind it, and that they stay.
  for (const int signal : {SIGTERM, SIGHUP, SIGPIPE, SIGALRM, SIGXCPU, SIGUSR1, SIGUSR2, SIGPOLL, SIGPWR, SIGSTKFLT,
                           SIGTRAP, SIGABRT, SIGBUS, SIGSEGV, SIGRTMIN, SIGRTMAX})
    EXPECT_NE(caught >> (static_cast<unsigned>(signal) - 1U) & 1U, 0U) << signal;
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
  Setting setting;
  setting.input = "Received: x\nSubject: Guerre\nFrom: Anne <a@b.example>\n\nLa Russie a attaqué l’Ukraine.\n";
  const Outcome run = entente({"build", "-"}, setting);
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("\"Guerre\""));
  EXPECT_THAT(run.out, HasSubstr("\"Anne\""));
}

}  // namespace
}  // namespace entente::cli_test

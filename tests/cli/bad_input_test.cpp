// What bad input gets: one clear line (what, where, what to do), the rest built, an exit code, no half-written file.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "program.h"

namespace entente::cli_test {
namespace {

using testing::AnyOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

constexpr const char* kGood = "La Russie a attaqué l’Ukraine. Emmanuel Macron a rencontré Olaf Scholz à Berlin.\n";

/// Lines of `text` that hold `part`.
std::ptrdiff_t lines_with(const std::string& text, const std::string& part) {
  std::ptrdiff_t count = 0;
  for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, text.find('\n', at))) {
    ++count;
    if (text.find('\n', at) == text.npos) break;
  }
  return count;
}

/// Builds one bad input beside a good one: the bad one gets exactly this line, the good one is in the graph.
void expect_left_out(const Folder& folder, const std::string& bad, const std::string& line) {
  const std::string good = folder.write("good.txt", kGood);
  const Outcome run = entente({"build", bad, good, "-o", folder.path("graph.jsonld")});
  EXPECT_EQ(run.exit_code, 3) << bad << "\n" << run.err;
  EXPECT_THAT(run.err, HasSubstr("entente: " + line + "\n")) << bad;
  EXPECT_EQ(lines_with(run.err, "entente: "), 1) << run.err;
  EXPECT_THAT(run.err, HasSubstr("1 left out"));
  EXPECT_THAT(folder.read("graph.jsonld"), HasSubstr("\"good.txt\""));
}

TEST(BadArticle, GetsOneLineAndTheRestIsBuilt) {
  using namespace std::string_literals;
  struct Case {
    const char* name;
    std::string bytes;
    const char* message;  // after the path
  };
  const Case cases[] = {
      {"empty.txt", "", ": is empty; give an article with text"},
      {"blank.txt", " \n\n", ": is empty; give an article with text"},
      {"binary.txt",
       "\x7F"
       "ELF\0\1\2"s,
       ": is a program; give the text of the article"},
      {"noise.txt", "ab\0\1\2\3\4cd"s, ": is a binary file; give text, HTML or JSON Lines"},
      {"scan.pdf", "%PDF-1.7\n", ": is a PDF that is damaged; get it whole again"},
      {"mixed.txt", "L’été, déjà.\nL'\xE9t\xE9.",
       ":2: byte 0xE9 is not UTF-8, while other parts of the article are; "
       "convert it to UTF-8 throughout"},
      {"german.txt", "Die Bundesregierung hat am Montag neue Sanktionen gegen Russland angekündigt.",
       ": language \"de\" has no model; give --lang with a language that has one, or add its model to the models "
       "folder"},
      {"page.html", "<html><body><nav><a href=/>Accueil</a></nav></body></html>",
       ": is a page without an article; give the page of one article, or its text"},
      {"line.jsonl", "{\"text\": \"La Russie a attaqué l’Ukraine.\"\n",
       ":1: is not JSON at byte 44: Missing a comma or '}' after an object member.; expected one object a line, "
       "{\"id\": …, \"title\": …, \"date\": …, \"text\": …}"},
  };
  for (const Case& c : cases) {
    const Folder folder;
    const std::string bad = folder.write(c.name, c.bytes);
    expect_left_out(folder, bad, bad + c.message);
  }
}

// However many faults a file has, there are few messages and all that is good in it.
TEST(BadArticle, ManyBadLinesGetFewMessages) {
  const Folder folder;
  std::string lines;
  for (int i = 0; i < 5000; ++i)
    lines += i % 1000 == 500 ? "{\"text\": \"La Russie a attaqué l’Ukraine en " + std::to_string(i) + ".\"}\n"
                             : "{\"text\": 1}\n";
  std::vector<std::string> command = {"build", "-o", folder.path("graph.jsonld"), folder.write("bad.jsonl", lines)};
  Outcome run = entente(command);
  EXPECT_EQ(run.exit_code, 3);
  EXPECT_EQ(lines_with(run.err, "entente: " + folder.path("bad.jsonl") + ":"), 11) << run.err;
  EXPECT_THAT(run.err, HasSubstr("bad.jsonl: 4985 more faults, which are not shown\n"));
  EXPECT_THAT(run.err, HasSubstr("5 articles, "));
  EXPECT_THAT(run.err, HasSubstr("4995 left out"));

  for (int i = 0; i < 300; ++i) command.push_back(folder.path(std::to_string(i) + ".txt"));
  run = entente(command);
  EXPECT_EQ(lines_with(run.err, "no such file or folder"), 190) << run.err;
  EXPECT_THAT(run.err, HasSubstr("entente: other files: 110 more faults, which are not shown\n"));
  EXPECT_EQ(entente({"analyse", folder.path("bad.jsonl")}).exit_code, 3);
  EXPECT_EQ(lines_with(entente({"analyse", folder.path("bad.jsonl")}).err, "entente: "), 11);
}

TEST(BadArticle, MissingFileAndEmptyFolder) {
  const Folder folder;
  expect_left_out(folder, folder.path("none.txt"),
                  folder.path("none.txt") + ": no such file or folder; check the path");
  ::mkdir(folder.path("empty").c_str(), 0700);
  expect_left_out(folder, folder.path("empty"),
                  folder.path("empty") + ": folder without articles; put .txt, .html or .jsonl files into it");
}

TEST(BadArticle, UnreadableFile) {
  if (::geteuid() == 0) GTEST_SKIP() << "root reads everything";
  const Folder folder;
  const std::string bad = folder.write("secret.txt", kGood);
  ::chmod(bad.c_str(), 0);
  expect_left_out(folder, bad, bad + ": cannot be read: Permission denied; check its permissions");
}

TEST(BadArticle, FileAbove10MBIsRefusedWithoutReadingItAll) {
  const Folder folder;
  const std::string bad = folder.write("line.txt", std::string(200'000'000, 'a'));
  expect_left_out(folder, bad,
                  bad + ": is larger than 10 MB; split it into articles, one a file or one a line of JSON Lines");
}

TEST(BadArticle, ManySentencesAreRead) {
  const Folder folder;
  std::string text;
  const std::size_t sentences = std::getenv("ENTENTE_LONG") != nullptr ? 100'000 : 2'000;
  for (std::size_t i = 0; i < sentences; ++i) text += "La Russie a attaqué l’Ukraine. ";
  const Outcome run = entente({"build", folder.write("long.txt", text), "-o", folder.path("graph.jsonld")});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.err, HasSubstr("1 article, "));
}

TEST(BadArticle, NothingReadNothingWritten) {
  const Folder folder;
  const Outcome run = entente({"build", folder.path("none.txt"), "-o", folder.path("graph.jsonld")});
  EXPECT_EQ(run.exit_code, 3);
  EXPECT_THAT(run.err, HasSubstr("entente: no article could be read; nothing was written\n"));
  EXPECT_THAT(folder.names(), IsEmpty());
}

TEST(BadOutput, IsSaidBeforeAnyWork) {
  const Folder folder;
  const std::string good = folder.write("good.txt", kGood);
  struct Case {
    std::vector<std::string> options;
    std::string line;
  };
  const Case cases[] = {
      {{"-o", folder.path("graph.xyz")},
       folder.path("graph.xyz") + ": unknown extension \".xyz\"; known are .jsonld, "},
      {{"-o", folder.path("graph")}, folder.path("graph") + ": unknown extension \"\"; known are .jsonld, "},
      {{"-o", folder.path("none/graph.dot")},
       folder.path("none/graph.dot") + ": folder \"" + folder.path("none") + "\" is not there; create it: mkdir -p " +
           folder.path("none")},
      {{"-o", folder.path("") + "x.jsonld", "-o", folder.path("") + "x.jsonld"},
       folder.path("x.jsonld") + ": named twice"},
      {{"-f", "jsonl"}, "--format: unknown format \"jsonl\"; did you mean \"jsonld\"?"},
      {{"--base", "no iri"}, "--base"},
  };
  for (const Case& c : cases) {
    std::vector<std::string> arguments = {"build", good};
    arguments.insert(arguments.end(), c.options.begin(), c.options.end());
    const Outcome run = entente(arguments);
    EXPECT_EQ(run.exit_code, 2) << c.line << "\n" << run.err;
    EXPECT_THAT(run.err, StartsWith("entente: ")) << c.line;
    EXPECT_THAT(run.err, HasSubstr(c.line));
    EXPECT_EQ(std::count(run.err.begin(), run.err.end(), '\n'), 1) << run.err;
    EXPECT_EQ(folder.names(), std::vector<std::string>{"good.txt"});
  }
}

TEST(FullDisk, LeavesWhatWasThere) {
  const Folder folder;
  const std::string good = folder.write("good.txt", kGood);
  folder.write("graph.jsonld", "the graph of yesterday");
  Setting full;
  full.largest_file = 512;
  const Outcome run = entente({"build", good, "-o", folder.path("graph.jsonld"), "-o", folder.path("graph.dot")}, full);
  EXPECT_EQ(run.exit_code, 5) << run.err;
  EXPECT_THAT(run.err, HasSubstr("entente: " + folder.path("graph.jsonld") + ": cannot be written: File too large\n"));
  EXPECT_EQ(folder.read("graph.jsonld"), "the graph of yesterday");
  EXPECT_EQ(folder.names(), (std::vector<std::string>{"good.txt", "graph.jsonld"}));  // no temporary file, no graph.dot
}

TEST(FullDisk, Device) {
  const Folder folder;
  const std::string good = folder.write("good.txt", kGood);
  const Outcome run = entente({"build", good, "-f", "jsonld", "-o", "/dev/full"});
  EXPECT_EQ(run.exit_code, 5);
  EXPECT_THAT(run.err, HasSubstr("entente: /dev/full: cannot be written: No space left on device; free some space"));
  Setting full;
  full.output = "/dev/full";
  for (const std::vector<std::string>& command :
       {std::vector<std::string>{"build", good}, {"extract", good}, {"analyse", good}, {"--help"}, {"man"}}) {
    const Outcome to_full = entente(command, full);
    EXPECT_EQ(to_full.exit_code, 5) << command.front() << to_full.err;
    EXPECT_THAT(to_full.err, HasSubstr("entente: standard output: cannot be written: No space left on device\n"));
  }
}

TEST(BadResources, AreNamed) {
  const Folder folder;
  const std::string good = folder.write("good.txt", kGood);
  ::mkdir(folder.path("empty").c_str(), 0700);
  const std::string damaged = folder.write("models/fr.model", "not a model");
  const std::string gazetteer = folder.write("mine.tsv", "key\ttype\tname\nmars\tPlanet\tMars\n");
  const std::string frames = folder.write("mine.fr.toml", "[[frame]\n");
  std::string key = "a";
  for (int i = 0; i < 50'000; ++i) key += ".a";
  const std::string deep = folder.write("deep.fr.toml", key + " = 1\n");
  struct Case {
    std::vector<std::string> options;
    std::string line;
  };
  const Case cases[] = {
      {{"--models", folder.path("empty")}, folder.path("empty") + ": folder without language models"},
      {{"--models", folder.path("models")}, damaged + ": "},
      {{"--gazetteer", gazetteer}, gazetteer + ":2: "},
      {{"--gazetteer", folder.path("none.tsv")}, folder.path("none.tsv") + ": cannot be read"},
      {{"--frames", frames}, frames + ":1: "},
      {{"--frames", deep}, deep + ":1: a key of more than 16 parts"},
      {{"--ontology", deep}, deep + ":1: a key of more than 16 parts"},
      {{"--gazetteer", "/dev/zero"}, "/dev/zero: holds more than 64 MB"},
      {{"--overrides", "/dev/zero"}, "/dev/zero: holds more than 64 MB"},
  };
  for (const Case& c : cases) {
    std::vector<std::string> arguments = {"build", good, "-o", folder.path("graph.jsonld")};
    arguments.insert(arguments.end(), c.options.begin(), c.options.end());
    const Outcome run = entente(arguments);
    EXPECT_EQ(run.exit_code, 4) << c.line << "\n" << run.err;
    EXPECT_THAT(run.err, HasSubstr("entente: " + c.line));
    EXPECT_EQ(folder.read("graph.jsonld"), "");
  }
}

TEST(BadGraph, IsNamed) {
  const Folder folder;
  struct Case {
    const char* text;
    const char* message;
  };
  constexpr Case cases[] = {
      {"", ": is empty; give a graph that entente wrote"},
      {"digraph { a -> b }", ": is no graph; give JSON-LD, N-Quads, GraphML, fragments or a store that entente wrote"},
      {"{\"@context\": ", ":1: not JSON"},
      {"{\"entente\":\"fragment/1\",\"article\":", ":1: "},
  };
  for (const Case& c : cases) {
    const std::string graph = folder.write("graph.jsonld", c.text);
    for (const std::vector<std::string>& command : {std::vector<std::string>{"export", graph},
                                                    {"merge", graph},
                                                    {"verify", graph, "--articles", folder.path()}}) {
      const Outcome run = entente(command);
      EXPECT_EQ(run.exit_code, 4) << command.front() << " " << c.text << "\n" << run.err;
      EXPECT_THAT(run.err, HasSubstr("entente: " + graph + c.message)) << c.text;
    }
  }
}

TEST(Usage, NearMissesAreSuggested) {
  struct Case {
    std::vector<std::string> arguments;
    const char* line;
  };
  const Case cases[] = {
      {{"biuld", "a.txt"}, "unknown command \"biuld\"; did you mean \"build\"?"},
      {{"frobnicate"}, "unknown command \"frobnicate\"; see entente --help"},
      {{"build", "a.txt", "--langue", "fr"}, "unknown option \"--langue\"; did you mean \"--lang\"?"},
      {{"build", "a.txt", "--date=28 octobre"}, "expected a date such as 2024-10-28"},
      {{"build"}, "ARTICLE is required"},
      {{"build", "a.txt", "-j", "0"}, "--jobs"},
      {{"--verbose"}, "unknown option \"--verbose\""},
      {{"completion", "tcsh"}, "SHELL"},
      {{"completion", "bahs"}, "did you mean \"bash\"?"},
      {{"query", "g.jsonld", "alies", "Mali"}, "did you mean \"allies\"?"},
      {{"query", "g.jsonld", "edges", "--modality", "plannd"}, "did you mean \"planned\"?"},
      {{"query", "g.jsonld", "edges", "--quad", "verbal-conflct"}, "did you mean \"verbal-conflict\"?"},
      {{"query", "g.jsonld", "edges", "--polarity", "maybe"}, "see entente query --help"},
  };
  for (const Case& c : cases) {
    const Outcome run = entente(c.arguments);
    EXPECT_EQ(run.exit_code, 2) << c.line;
    EXPECT_THAT(run.err, StartsWith("entente: ")) << c.line;
    EXPECT_THAT(run.err, HasSubstr(c.line));
    EXPECT_EQ(std::count(run.err.begin(), run.err.end(), '\n'), 1) << run.err;
    EXPECT_THAT(run.out, IsEmpty());
  }
}

// The time of an article is looked at wherever it goes: whatever the limit, another stage is at work when it is
// reached.
TEST(TimeForAnArticle, EndsALongOneWithinASecondOfIt) {
#if defined(__SANITIZE_ADDRESS__)
  GTEST_SKIP() << "a short article takes longer than the limits here";
#endif
  constexpr const char* kPeople[] = {"Anne Durand", "Ivan Petrov", "Olga Sokolova", "Karim Benali", "Hugo Lamer"};
  std::string news, list;
  for (int i = 0; news.size() < 3'000'000; ++i)
    news += std::string(kPeople[i % 5]) + std::to_string(i / 7) + " a rencontré " + kPeople[i % 3] +
            " à Berlin mardi, et la Russie menace l’Ukraine malgré les sanctions de l’Union européenne. ";
  while (list.size() < 3'000'000) list += "Emmanuel Macron, Vladimir Poutine, Kim Jong-un, ";
  const auto seconds = [] {
    rusage used{};
    ::getrusage(RUSAGE_CHILDREN, &used);
    return static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
  };
  const Folder folder;
  const std::string good = folder.write("good.txt", kGood);
  for (const std::string& text : {news, list}) {
    const std::string article = folder.write("long.txt", text);
    for (const char* limit : {"0.05", "0.5", "1.5", "4"}) {
      const double before = seconds();
      const Outcome run = entente({"build", article, good, "--lang", "fr", "-j", "1", "--max-seconds", limit});
      EXPECT_EQ(run.exit_code, 3) << limit;
      EXPECT_THAT(run.err, StartsWith("entente: " + article +
                                      ": takes longer than the time for one article; split it, or give it more with "
                                      "--max-seconds\n"));
      EXPECT_THAT(run.out, HasSubstr("Olaf Scholz"));
      EXPECT_LT(seconds() - before, std::atof(limit) + 2) << limit;  // one second to start, read it and the good one
    }
  }
}

TEST(Messages, ShowControlCharactersInsteadOfSendingThem) {
  const Outcome run = entente({"build", "\x1B]0;title\x07\u202Eevil.txt"});
  EXPECT_EQ(run.exit_code, 3);
  EXPECT_THAT(run.err, HasSubstr("\\u{1B}]0;title\\u{7}\\u{202E}evil.txt: no such file or folder"));
  EXPECT_THAT(run.err, Not(HasSubstr("\x1B")));
}

TEST(Messages, AreLinesToBeRead) {
  const Folder folder;
  std::string many;
  for (int i = 0; i < 60'000; ++i) many += "é.";
  const std::string names = folder.write("mine.tsv", "key\ttype\tname\n" + many + "\t" + many + "\tx\n");
  const Outcome run = entente({"build", folder.write("good.txt", kGood), "--gazetteer", names});
  EXPECT_EQ(run.exit_code, 4);
  EXPECT_THAT(run.err, StartsWith("entente: " + names + ":2: "));
  EXPECT_THAT(run.err, HasSubstr("é. … é."));
  EXPECT_LT(run.err.size(), 2'500U);
}

TEST(ClosedPipe, EndsQuietly) {
  const Folder folder;
  std::string articles;
  for (int i = 0; i < 50; ++i)
    articles += folder.write("a" + std::to_string(i) + ".txt", kGood + std::to_string(i)) + " ";
  const std::string command = "(" ENTENTE_PROGRAM " extract " + articles + "; echo $? > " + folder.path("code") +
                              ") 2> " + folder.path("err") + " | head -c 1 > /dev/null";
  ASSERT_EQ(std::system(command.c_str()), 0);
  EXPECT_THAT(folder.read("err"), IsEmpty());
  EXPECT_THAT(folder.read("code"), AnyOf("141\n", "0\n"));  // 0 if all fitted into the pipe
}

}  // namespace
}  // namespace entente::cli_test

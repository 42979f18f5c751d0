// The main job, end to end, and the laws that its output keeps.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <sstream>

#include "program.h"

namespace entente::cli_test {
namespace {

using testing::ContainsRegex;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

std::vector<std::string> with(std::vector<std::string> first, const std::vector<std::string>& rest) {
  first.insert(first.end(), rest.begin(), rest.end());
  return first;
}

/// The graph of the example articles, built once.
const std::string& example_graph() {
  static const std::string graph = [] {
    const Outcome run = entente(with({"build"}, example_articles()));
    EXPECT_EQ(run.exit_code, 0) << run.err;
    return run.out;
  }();
  return graph;
}

TEST(Build, WritesEveryFormatInOneRun) {
  const Folder folder;
  const Outcome run =
      entente(with({"build"}, with(example_articles(), {"-o", folder.path("g.jsonld"), "-o", folder.path("g.dot"), "-o",
                                                        folder.path("g.svg"), "-o", folder.path("g.jsonl")})));
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, IsEmpty());
  EXPECT_THAT(run.err, StartsWith("8 articles, "));
  EXPECT_EQ(folder.read("g.jsonld"), example_graph());
  EXPECT_THAT(folder.read("g.dot"), HasSubstr("digraph"));
  EXPECT_THAT(folder.read("g.svg"), HasSubstr("</svg>"));
  EXPECT_THAT(folder.read("g.jsonl"), StartsWith("{\"entente\":\"fragment/1\""));
  EXPECT_EQ(folder.names(), (std::vector<std::string>{"g.dot", "g.jsonl", "g.jsonld", "g.svg"}));
}

TEST(Build, SameBytesForAnyNumberOfThreadsAnyOrderAnyLocaleAndTimeZone) {
  std::mt19937 random(7);
  std::vector<std::string> articles = example_articles();
  struct Case {
    const char* jobs;
    const char* locale;
    const char* zone;
  };
  constexpr Case cases[] = {
      {"1", "C", "UTC"}, {"2", "fr_FR.UTF-8", "Asia/Kolkata"}, {"8", "tr_TR.UTF-8", "America/New_York"}};
  for (const Case& c : cases) {
    std::shuffle(articles.begin(), articles.end(), random);
    Setting setting;
    setting.variables = {{"LC_ALL", c.locale}, {"TZ", c.zone}};
    for (const char* format : {"jsonld", "dot"}) {
      const Outcome run = entente(with({"build", "-j", c.jobs, "-f", format}, articles), setting);
      ASSERT_EQ(run.exit_code, 0) << run.err;
      static std::map<std::string, std::string> first;
      const auto known = first.emplace(format, run.out).first;
      EXPECT_TRUE(known->second == run.out) << format << " differs with -j " << c.jobs << " " << c.locale;
    }
  }
}

TEST(Build, ReadsStandardInput) {
  const std::string text = "La Russie a attaqué l’Ukraine.\n";
  Setting setting;
  setting.input = text;
  const Outcome run = entente({"build", "-", "--date", "2024-10-28"}, setting);
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("2024-10-28"));
  setting.input = "{\"id\": \"a1\", \"language\": \"fr\", \"text\": \"La Russie a attaqué l’Ukraine.\"}\n";
  EXPECT_THAT(entente({"build", "-"}, setting).out, HasSubstr("article/a1"));
}

TEST(ExtractAndMerge, MakeWhatBuildMakesInAnySplit) {
  const std::vector<std::string> articles = example_articles();
  const Outcome all = entente(with({"extract"}, articles));
  ASSERT_EQ(all.exit_code, 0) << all.err;
  EXPECT_EQ(std::count(all.out.begin(), all.out.end(), '\n'), static_cast<std::ptrdiff_t>(articles.size()));
  Setting setting;
  setting.input = all.out;
  EXPECT_EQ(entente({"merge", "-"}, setting).out, example_graph());

  const Folder folder;
  std::vector<std::string> parts;
  for (std::size_t i = articles.size(); i-- > 0;) {  // one by one, backwards, the first two once more
    const std::string part = folder.path(std::to_string(i) + ".jsonl");
    ASSERT_EQ(entente({"build", articles[i], "-o", part}).exit_code, 0);
    parts.push_back(part);
  }
  EXPECT_EQ(entente(with({"merge", parts[0], parts[1]}, parts)).out, example_graph());
}

TEST(Extract, KeepsTheOrderOfItsInputs) {
  std::vector<std::string> articles = example_articles();
  std::reverse(articles.begin(), articles.end());
  const Outcome run = entente(with({"extract", "-j", "4"}, articles));
  std::size_t at = 0;
  for (const std::string& article : articles) {
    at = run.out.find(article.substr(article.rfind('/') + 1), at);
    ASSERT_NE(at, run.out.npos) << article;
    at = run.out.find('\n', at);
  }
}

TEST(Export, ReadsBackWhatBuildWrote) {
  const Folder folder;
  const std::string graph = folder.write("g.jsonld", example_graph());
  EXPECT_EQ(entente({"export", graph}).out, example_graph());
  EXPECT_THAT(entente({"export", graph, "-f", "dot"}).out, HasSubstr("digraph"));
  Setting piped;
  piped.input = example_graph();
  EXPECT_EQ(entente({"export", "-"}, piped).out, example_graph());
  const Outcome sure = entente({"export", graph, "--min-confidence", "0.99"});
  EXPECT_LE(sure.out.size(), example_graph().size());
}

std::size_t relations_in(const Outcome& run) {
  std::size_t count = 0;
  for (std::size_t at = run.out.find("\"relationType\""); at != run.out.npos;
       at = run.out.find("\"relationType\"", at + 1))
    ++count;
  return count;
}

TEST(Export, WritesThePartThatIsAskedFor) {
  const Folder folder;
  const std::string graph = folder.write("g.jsonld", example_graph());
  const auto part = [&](const std::vector<std::string>& options) { return entente(with({"export", graph}, options)); };
  const std::size_t all = relations_in(part({})), near = relations_in(part({"--about", "Finlande"})),
                    wider = relations_in(part({"--about", "finlande", "--depth", "2"}));
  EXPECT_GT(near, 0U);
  EXPECT_GT(wider, near);
  EXPECT_GT(all, wider);
  const Outcome attacks = part({"--type", "attacks"});
  EXPECT_GT(relations_in(attacks), 0U);
  EXPECT_EQ(attacks.out.find("\"relationType\":\"leads\""), std::string::npos);
  EXPECT_EQ(part({"--type", "State"}).out.find("\"subject\":\"person/"), std::string::npos);
  EXPECT_GT(relations_in(part({"--since", "2023"})), relations_in(part({"--since", "2024"})));
  EXPECT_GT(relations_in(part({"--until", "2100"})), relations_in(part({"--until", "2023-06"})));
}

TEST(Export, PicturesFitThePageThatIsAsked) {
  const Folder folder;
  const std::string graph = folder.write("g.jsonld", example_graph());
  const auto picture = [&](const std::vector<std::string>& options) {
    return entente(with({"export", graph, "-f", "svg"}, options));
  };
  EXPECT_THAT(picture({}).out, HasSubstr("<svg width=\"842pt\" height=\"595pt\""));
  EXPECT_THAT(picture({}).out, HasSubstr("8 articles, "));
  EXPECT_THAT(picture({"--page", "16:9"}).out, HasSubstr("<svg width=\"960pt\" height=\"540pt\""));
  EXPECT_THAT(picture({"--page", "none"}).out, Not(HasSubstr("842pt")));
  EXPECT_EQ(picture({"--page", "a5"}).exit_code, 2);
}

TEST(Export, SaysWhatIsWrongWithAPart) {
  const Folder folder;
  const std::string graph = folder.write("g.jsonld", example_graph()), out = folder.path("out.svg");
  struct Case {
    std::vector<std::string> options;
    int code;
    const char* says;
  };
  const Case cases[] = {{{"--about", "Finlnade"}, 1, "Finlnade: is not in the graph; the nearest are Finland"},
                        {{"--since", "yesterday"}, 2, "\"yesterday\" is no date"},
                        {{"--since", "2024", "--until", "2023"}, 2, "exchange the two dates"},
                        {{"--type", "atacks"}, 2, "did you mean \"attacks\"?"},
                        {{"--since", "2150"}, 1, "nothing in the graph matches"}};
  for (const Case& c : cases) {
    const Outcome run = entente(with({"export", graph, "-o", out}, c.options));
    EXPECT_EQ(run.exit_code, c.code) << run.err;
    EXPECT_THAT(run.err, HasSubstr(c.says));
  }
  EXPECT_EQ(folder.names(), (std::vector<std::string>{"g.jsonld"}));
}

TEST(Export, PicturesSpeakTheReadersLanguageAndShowAsManyAsAskedFor) {
  const Folder folder;
  const std::string graph = folder.write("g.jsonld", example_graph());
  const Outcome french = entente({"export", graph, "--lang", "fr", "-f", "dot"}),
                english = entente({"export", graph, "--labels", "en", "-f", "dot"});
  EXPECT_THAT(french.out, HasSubstr("Arabie saoudite"));
  EXPECT_THAT(english.out, HasSubstr("Saudi Arabia"));
  EXPECT_THAT(english.out, Not(HasSubstr("Arabie saoudite\",")));
  const Outcome few = entente({"export", graph, "--top", "5", "-f", "dot"});
  EXPECT_THAT(few.out, ContainsRegex("5 of [0-9]+ things"));
  EXPECT_LT(few.out.size(), french.out.size());
  EXPECT_THAT(entente({"export", graph, "--camps", "-f", "dot"}).out, HasSubstr("cluster_0"));
  EXPECT_THAT(french.out, Not(HasSubstr("cluster_0")));
}

TEST(View, WritesOnePageOfGraphsAndStores) {
  const Folder folder;
  const std::string graph = folder.write("g.jsonld", example_graph()), store = folder.path("news.db");
  ASSERT_EQ(entente({"add", store, example_articles().front()}).exit_code, 0);
  const Outcome run = entente({"view", graph, "--lang", "fr", "--title", "Huit articles", "-o", folder.path("p.html")});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  const std::string page = folder.read("p.html");
  EXPECT_THAT(page, StartsWith("<!DOCTYPE html>"));
  EXPECT_THAT(page, HasSubstr("\"title\":\"Huit articles\",\"language\":\"fr\""));
  EXPECT_THAT(page, HasSubstr("Finlande"));
  const Outcome plain = entente({"view", graph, store, "--no-texts"});
  EXPECT_EQ(plain.out, entente({"view", graph}).out) << "an article twice is there once";
  // The articles that can be read in it: of the store, and of files.
  const std::string article = example_articles().front();
  const Outcome of_store = entente({"view", store}), of_files = entente({"view", graph, "--articles", article});
  EXPECT_THAT(of_store.out, Not(HasSubstr("\"mentions\":[],")));
  EXPECT_THAT(of_files.out, Not(HasSubstr("\"mentions\":[],")));
  EXPECT_THAT(plain.out, HasSubstr("\"mentions\":[],"));
  EXPECT_EQ(entente({"view", graph, "--articles", article, "--no-texts"}).exit_code, 2);
  const std::string mine = folder.write("mine.html", "<p>An article.</p>");
  EXPECT_EQ(entente({"view", graph, "--articles", mine, "-o", mine}).exit_code, 2) << "it would be replaced";
  EXPECT_EQ(entente({"export", graph, "-f", "html"}).out, entente({"view", graph}).out);
  const Outcome part = entente({"view", store, "--about", "Ukraine", "--top", "3"});
  EXPECT_EQ(part.exit_code, 0) << part.err;
  EXPECT_LT(part.out.size(), page.size());
  EXPECT_EQ(entente({"view", folder.path("missing.jsonld")}).exit_code, 4);
}

TEST(Verify, FindsEveryQuoteAndEveryForgery) {
  const Folder folder;
  const std::string graph = folder.write("g.jsonld", example_graph());
  const std::string articles = std::string(ENTENTE_SOURCE_DIR) + "/examples/articles";
  const Outcome good = entente({"verify", graph, "--articles", articles});
  EXPECT_EQ(good.exit_code, 0) << good.err;
  EXPECT_THAT(good.out, EndsWith(" quotes checked, 0 wrong\n"));

  std::string forged = example_graph();
  const std::string quote = "Jens Stoltenberg";
  const std::size_t at = forged.find("\"exact\":\"" + quote) != forged.npos ? forged.find("\"exact\":\"" + quote) + 9
                                                                            : forged.find("\"exact\": \"" + quote) + 10;
  ASSERT_LT(at, forged.size());
  forged.replace(at, quote.size(), "Jens Stoltenbergue");
  const Outcome wrong = entente({"verify", folder.write("forged.jsonld", forged), "--articles", articles});
  EXPECT_EQ(wrong.exit_code, 4) << wrong.out;
  EXPECT_THAT(wrong.err, HasSubstr("are not \"Jens Stoltenbergue\"; build the graph again from this article"));
  EXPECT_THAT(wrong.out, HasSubstr(", 1 wrong"));

  const Outcome missing = entente({"verify", graph, "--articles", example_articles().front()});
  EXPECT_EQ(missing.exit_code, 3);
  EXPECT_THAT(missing.out, HasSubstr("7 articles not found"));
}

TEST(Explain, ShowsTreeMentionsClaimsAndFrame) {
  const Outcome run = entente({"explain", "--lang", "fr", "La Russie a attaqué l’Ukraine."});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("attaqué  root VERB, attaquer"));
  EXPECT_THAT(run.out, HasSubstr("Russie  State, a name → Russie (russia)"));
  EXPECT_THAT(run.out, HasSubstr("attacks(Russie, Ukraine)"));
  EXPECT_THAT(run.out, HasSubstr("frame fr/attacks/"));
  const Outcome tree = entente({"explain", "--conllu", "The Pentagon warned Tehran."});
  EXPECT_EQ(tree.exit_code, 0) << tree.err;
  EXPECT_THAT(tree.out, HasSubstr("1\tThe\tthe\tDET\t"));
}

TEST(Analyse, WritesCoNLLU) {
  const Folder folder;
  const Outcome run =
      entente({"analyse", folder.write("a.txt", "Kim a déployé 10 000 soldats. Il a plu.\n"), "--lang", "fr"});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, StartsWith("# newdoc id = a.txt\n"));
  EXPECT_THAT(run.out, HasSubstr("# text = Kim a déployé 10 000 soldats.\n"));
  EXPECT_THAT(run.out, HasSubstr("\tdéployer\tVERB\t"));
}

TEST(Html, IsBuiltLikeItsText) {
  const Folder folder;
  const std::string page = folder.write("a.html", R"(<!DOCTYPE html><html lang="fr"><head><title>x</title>
    <meta property="article:published_time" content="2024-10-28"></head><body><nav><a href="/">Accueil</a></nav>
    <article><p>La Russie a attaqué l’Ukraine, selon le ministère ukrainien de la Défense, dans la nuit de lundi.</p>
    </article></body></html>)");
  const Outcome run = entente({"build", page});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("\"attacks\""));
  EXPECT_THAT(run.out, HasSubstr("2024-10-28"));
  const std::string graph = folder.write("g.jsonld", run.out);
  EXPECT_EQ(entente({"verify", graph, "--articles", page}).exit_code, 0);
}

// ---------------------------------------------------------------- help

/// Commands as the general help lists them.
std::vector<std::string> command_names() {
  std::vector<std::string> names;
  const std::string help = entente({"--help"}).out;
  std::istringstream lines(help.substr(help.find("Subcommands:")));
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line) && line.starts_with("  "))
    if (line[2] != ' ') names.push_back(line.substr(2, line.find(' ', 2) - 2));
  return names;
}

/// "--name" of every option in a help text.
std::set<std::string> options_in(const std::string& help) {
  std::set<std::string> options;
  for (std::size_t at = help.find("--"); at != help.npos; at = help.find("--", at + 2)) {
    std::size_t end = at + 2;
    while (end < help.size() && (std::isalnum(static_cast<unsigned char>(help[end])) || help[end] == '-')) ++end;
    if (end > at + 2) options.insert(help.substr(at, end - at));
  }
  return options;
}

TEST(Help, EveryCommandHasThreeExamplesThatItUnderstands) {
  const std::vector<std::string> names = command_names();
  ASSERT_THAT(names, testing::Contains("build"));
  for (const std::string& name : names) {
    const Outcome run = entente({name, "--help"});
    EXPECT_EQ(run.exit_code, 0);
    EXPECT_THAT(run.out, HasSubstr("Examples:")) << name;
    const std::size_t examples = run.out.find("Examples:");
    const std::set<std::string> known = options_in(run.out.substr(0, examples));
    for (const std::string& option : options_in(run.out.substr(examples)))
      EXPECT_TRUE(known.count(option) > 0) << name << ": its examples use " << option;
    EXPECT_THAT(run.out.substr(examples), HasSubstr("entente " + name)) << name;
  }
}

TEST(Help, PageCompletionsAndManualNameEveryOption) {
  const std::string page = entente({"man", "--markdown"}).out;
  const std::string path = std::string(ENTENTE_SOURCE_DIR) + "/docs/cli.md";
  if (std::getenv("ENTENTE_UPDATE") != nullptr) std::ofstream(path) << page;
  EXPECT_EQ(read_file(path), page) << "docs/cli.md is not what the program says; run this test with ENTENTE_UPDATE=1";
  const std::string manual = entente({"man"}).out;
  const std::string bash = entente({"completion", "bash"}).out;
  const std::string zsh = entente({"completion", "zsh"}).out;
  const std::string fish = entente({"completion", "fish"}).out;
  for (const std::string& name : command_names()) {
    EXPECT_THAT(page, HasSubstr("entente " + name));
    for (const std::string* text : {&bash, &zsh, &fish}) EXPECT_THAT(*text, HasSubstr(name));
    const std::string help = entente({name, "--help"}).out;
    for (const std::string& option : options_in(help.substr(0, help.find("Examples:")))) {
      EXPECT_THAT(page, HasSubstr(option));
      EXPECT_THAT(bash, HasSubstr(option));
      EXPECT_THAT(zsh, HasSubstr(option));
      EXPECT_THAT(fish, HasSubstr("-l " + option.substr(2)));
      std::string troff = option;
      for (std::size_t at = 0; (at = troff.find('-', at)) != troff.npos; at += 2) troff.insert(at, "\\");
      EXPECT_THAT(manual, HasSubstr(troff));
    }
  }
}

TEST(Help, CompletionForBashIsBash) {
  const Folder folder;
  const std::string script = folder.write("entente.bash", entente({"completion", "bash"}).out);
  EXPECT_EQ(std::system(("bash -n " + script).c_str()), 0);
  const std::string probe = "source " + script +
                            "; COMP_WORDS=(entente bu); COMP_CWORD=1; _entente; echo ${COMPREPLY[0]} > " +
                            folder.path("reply");
  EXPECT_EQ(std::system(("bash -c '" + probe + "'").c_str()), 0);
  EXPECT_EQ(folder.read("reply"), "build\n");
}

TEST(Help, VersionAndExitCodes) {
  EXPECT_THAT(entente({"--version"}).out, testing::MatchesRegex("entente [0-9]+\\.[0-9]+\\.[0-9]+\n"));
  const std::string help = entente({"--help"}).out;
  for (const char* code : {"0  all is well", "1  a query found nothing", "2  wrong usage", "3  some articles",
                           "4  a graph, model", "5  an output could not"})
    EXPECT_THAT(help, HasSubstr(code));
  EXPECT_EQ(entente({}).exit_code, 2);
}

}  // namespace
}  // namespace entente::cli_test

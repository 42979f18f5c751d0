// The same bytes in every real locale, in every format. Locales are made here, so that none has to be installed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <string>

#include "program.h"

namespace entente::cli_test {
namespace {

constexpr const char* kFormats[] = {"jsonld", "jsonl",   "dot",  "svg", "png",          "pdf",        "html",     "nq",
                                    "ttl",    "graphml", "gexf", "csv", "plover.jsonl", "plover.csv", "ftm.jsonl"};

class Locales : public testing::Test {
 protected:
  void SetUp() override {
    if (std::system("command -v localedef >/dev/null") != 0)
      GTEST_SKIP() << "there is no localedef to make locales with";
    for (const std::string language : {"fr_FR", "tr_TR"}) {
      const std::string made = folder_.path(language + ".UTF-8");
      const std::string command = "localedef -c -i " + language + " -f UTF-8 " + made + " >/dev/null 2>&1";
      if (std::system(command.c_str()) != 0 && read_file(made + "/LC_CTYPE").empty())
        GTEST_SKIP() << "localedef cannot make " << language << ": the package locales is not installed";
    }
  }

  [[nodiscard]] Setting in(const std::string& locale) const {
    Setting setting;
    setting.variables = {{"LOCPATH", folder_.path()}, {"LC_ALL", locale}, {"LANG", locale}, {"LANGUAGE", locale}};
    return setting;
  }

  Folder folder_;
};

// Asked of other programs: the C library keeps what it has read of locales, which is a leak to who looks for leaks.
TEST_F(Locales, AreMadeAndDiffer) {
  const auto answer = [this](const std::string& locale, const std::string& command) {
    const std::string said = folder_.path("said");
    const std::string set = "export LOCPATH='" + folder_.path() + "' LC_ALL=" + locale + "; ";
    EXPECT_EQ(std::system((set + command + " > '" + said + "'").c_str()), 0);
    return read_file(said);
  };
  EXPECT_EQ(answer("fr_FR.UTF-8", "locale decimal_point"), ",\n");
  EXPECT_EQ(answer("tr_TR.UTF-8", "echo I | sed 's/.*/\\L&/'"), "ı\n");
}

TEST_F(Locales, EveryFormatHasTheSameBytes) {
  std::map<std::string, std::string> expected;
  for (const std::string locale : {"C", "fr_FR.UTF-8", "tr_TR.UTF-8"}) {
    const Folder made;
    std::vector<std::string> words = {"build", "-o", made.path("tables/")};
    for (const char* format : kFormats) words.insert(words.end(), {"-o", made.path("graph." + std::string(format))});
    for (const std::string& article : example_articles()) words.push_back(article);
    const Outcome run = entente(words, in(locale));
    ASSERT_EQ(run.exit_code, 0) << run.err;
    std::map<std::string, std::string> files;
    for (const std::string& name : made.names()) files[name] = made.read(name);
    ASSERT_GT(files.size(), std::size(kFormats));
    files["query"] = entente({"query", made.path("graph.jsonld"), "edges", "--csv"}, in(locale)).out;
    files["camps"] = entente({"query", made.path("graph.jsonld"), "camps", "--json"}, in(locale)).out;
    files["explain"] =
        entente({"explain", "--date", "2024-10-28", "L'INDE a livré 1 234,5 tonnes de blé à l'IRAK mardi."}, in(locale))
            .out;
    const std::string turned = folder_.path("turned.jsonld");
    ASSERT_EQ(entente({"import", made.path("graph.nq"), "-o", turned}, in(locale)).exit_code, 0);
    files["imported"] = read_file(turned);
    if (expected.empty()) expected = files;
    ASSERT_EQ(files.size(), expected.size());
    for (const auto& [name, bytes] : files) EXPECT_TRUE(bytes == expected[name]) << name << " differs in " << locale;
  }
}

}  // namespace
}  // namespace entente::cli_test

#include "entente/extract/reading.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace entente {
namespace {

namespace fs = std::filesystem;

Result<Document> read(std::string_view bytes, const std::string& source = "a.txt") {
  ReadOptions options;
  options.source = source;
  return read_article(bytes, options);
}

std::string failure(std::string_view bytes, const std::string& source = "a.txt") {
  auto document = read(bytes, source);
  return document ? "read" : to_string(document.error());
}

TEST(ReadArticle, PlainTextIsKeptByteForByte) {
  const std::string text =
      "Publié : 28 octobre 2024\nUn retournement de situation\n\n« Kim Jong-un » aurait déployé\u00A010\u202F000 "
      "soldats. 🙂\n";
  auto document = read(text);
  ASSERT_TRUE(document);
  EXPECT_EQ(document->text, text);
  const Article& article = document->article;
  EXPECT_EQ(article.title, "Un retournement de situation");
  EXPECT_EQ(article.published, "2024-10-28");
  EXPECT_EQ(article.language, "fr");
  EXPECT_EQ(article.name, "a.txt");
  EXPECT_EQ(article.source, "a.txt");
  EXPECT_EQ(article.hash, sha256(text));
  EXPECT_EQ(article.id, "article/" + article.hash.substr(0, 32));
}

TEST(ReadArticle, SameTextInAnyEncodingIsTheSameArticle) {
  using namespace std::string_literals;
  const std::string utf8 = "L’été dernier, le président français a reçu son homologue.\n";
  const std::string windows =
      "L\x92\xE9t\xE9 dernier, le pr\xE9sident fran\xE7"
      "ais a re\xE7u son homologue.\r\n";
  ASSERT_TRUE(read(utf8) && read(windows));
  EXPECT_EQ(read(windows)->text, utf8);
  EXPECT_EQ(read(windows)->article.id, read(utf8)->article.id);
  EXPECT_EQ(read("\xEF\xBB\xBF" + utf8)->article.id, read(utf8)->article.id);
}

TEST(ReadArticle, Languages) {
  struct Case {
    const char* text;
    const char* language;
  };
  constexpr Case cases[] = {
      {"Le Niger a annoncé mardi rompre ses relations diplomatiques avec l’Ukraine.", "fr"},
      {"The United States carried out a fresh strike against the Houthis on Saturday.", "en"},
      {"Die Bundesregierung hat am Montag neue Sanktionen gegen Russland angekündigt.", "de"},
      {"Президент России заявил, что переговоры продолжатся на следующей неделе.", "ru"},
      {"12345 67890", ""},
  };
  for (const Case& c : cases) {
    auto document = read(c.text);
    ASSERT_TRUE(document) << c.text;
    EXPECT_EQ(document->article.language, c.language) << c.text;
  }
}

TEST(ReadArticle, OptionsComeFirstForLanguageAndLastForDate) {
  ReadOptions options;
  options.language = "fr-CA";
  options.published = "2020-02-02";
  EXPECT_EQ(read_article("The text is English.", options)->article.language, "fr");
  EXPECT_EQ(read_article("The text is English.", options)->article.published, "2020-02-02");
  EXPECT_EQ(read_article("Published: 16 June 2025\nThe text.", options)->article.published, "2025-06-16");
}

TEST(ReadArticle, Headlines) {
  struct Case {
    const char* text;
    const char* title;
  };
  constexpr Case cases[] = {
      {"Un titre\n\nLe texte.", "Un titre"},
      {"Publié : 28 octobre 2024\n\nUn titre ?\nLe texte.", "Un titre ?"},
      {"Une phrase qui ouvre le texte.\nEt la suite.", ""},
      {"Un titre seul", ""},
      {"COMMUNIQUÉ DE PRESSE\n\nGoma occupée : les mots ne suffisent plus\n\nLe texte.",
       "Goma occupée : les mots ne suffisent plus"},
      {"GUERRE EN UKRAINE\nLe texte commence ici, par une phrase.", "GUERRE EN UKRAINE"},
  };
  for (const Case& c : cases) EXPECT_EQ(read(c.text)->article.title, c.title) << c.text;
}

TEST(ReadArticle, JsonRecords) {
  auto document = read(
      R"({"id": "lm/42", "title": "Un titre", "date": "Mon, 28 Oct 2024 10:00:00 +0100", "language": "fr", )"
      R"("source": "https://journal.example/a", "tags": [["x"], {"text": "no"}], "n": 3, "text": "Le te\u0301xte \u2013 \ud83d\ude42"})",
      "a.json");
  ASSERT_TRUE(document) << to_string(document.error());
  EXPECT_EQ(document->text, "Le téxte – 🙂");
  EXPECT_EQ(document->article.id, "article/lm%2F42");
  EXPECT_EQ(document->article.name, "lm/42");
  EXPECT_EQ(document->article.title, "Un titre");
  EXPECT_EQ(document->article.published, "2024-10-28");
  EXPECT_EQ(document->article.source, "https://journal.example/a");
  EXPECT_EQ(read(R"({"text": "x", "source": "https://j.example/é"})", "a.json")->article.id,
            "article/https%3A%2F%2Fj.example%2F%C3%A9");
  EXPECT_EQ(read(R"({"text": "x", "id": ".."})", "a.json")->article.id.find(".."), std::string::npos);
  EXPECT_EQ(read(R"({"text": "a\u0000b"})", "a.json")->text, "a\uFFFDb");
  EXPECT_EQ(read(R"({"text": "x", "id": 42, "title": null})", "a.json")->article.name, "42");
}

TEST(ReadArticle, JsonRefusals) {
  const std::string expected = R"(; expected one object a line, {"id": …, "title": …, "date": …, "text": …})";
  struct Case {
    std::string json;
    const char* seen;
  };
  const Case cases[] = {
      {"{\"text\": \"a\"", "a.json: is not JSON at byte 12: Missing a comma or '}' after an object member."},
      {"[\"text\"]", "a.json: is not a JSON object"},
      {"42", "a.json: is not a JSON object"},
      {R"({"text": ["a"]})", "a.json: \"text\" is not a string"},
      {R"({"text": 3})", "a.json: \"text\" is not a string"},
      {R"({"text": "\udc00"})", "a.json: \"text\" holds half a surrogate pair"},
      {R"({"x": )" + std::string(300, '[') + std::string(300, ']') + "}", "a.json: nests deeper than 256"},
      {std::string(1'000'000, '{'), "a.json: is not JSON at byte 1: Missing a name for object member."},
      {R"({"x": )" + std::string(1'000'000, '['), "a.json: nests deeper than 256"},
  };
  for (const Case& c : cases) EXPECT_EQ(failure(c.json, "a.json"), c.seen + expected) << c.json.substr(0, 100);
  EXPECT_EQ(
      failure(R"({"id": "x"})", "a.json"),
      "a.json: has no \"text\"; add the article's text as a string, or say what it is called: --fields text=NAME");
}

TEST(ReadArticle, JsonDepthLimit) {
  auto nested = [](std::size_t depth) {  // the object itself is one level
    return R"({"text": "x", "y": )" + std::string(depth - 1, '[') + std::string(depth - 1, ']') + "}";
  };
  EXPECT_EQ(failure(nested(255), "a.json"), "read");
  EXPECT_EQ(failure(nested(256), "a.json"), "read");
  EXPECT_NE(failure(nested(257), "a.json"), "read");
}

TEST(ReadArticle, SizeLimit) {
  ReadOptions options;
  options.source = "a.txt";
  options.limits.document_bytes = 2'000'000;
  auto of_size = [&](std::size_t size) { return read_article(std::string(size, 'a'), options).has_value(); };
  EXPECT_TRUE(of_size(1'999'999));
  EXPECT_TRUE(of_size(2'000'000));
  EXPECT_FALSE(of_size(2'000'001));
  EXPECT_EQ(to_string(read_article(std::string(2'000'001, 'a'), options).error()),
            "a.txt: is larger than 2 MB; split it into articles, one a file or one a line of JSON Lines");
}

TEST(ReadArticle, EmptyAndBlank) {
  EXPECT_EQ(failure(""), "a.txt: is empty; give an article with text");
  EXPECT_EQ(failure(" \n\t \r\n"), "a.txt: is empty; give an article with text");
  EXPECT_EQ(failure("\xEF\xBB\xBF\n"), "a.txt: has no text; give an article with text");
}

TEST(ReadArticle, SniffsTheFormatWhereTheNameSaysNothing) {
  const std::string page =
      "<!DOCTYPE HTML><html><body><p>Une phrase assez longue pour un paragraphe, avec un point.</p>";
  EXPECT_EQ(read(page, "-")->text, "Une phrase assez longue pour un paragraphe, avec un point.\n");
  EXPECT_EQ(read(page, "a.txt")->text, page);
  EXPECT_EQ(read(R"({"text": "Une phrase."})", "-")->text, "Une phrase.");
}

// ---------------------------------------------------------------- files

class Files : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "entente-test-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    root_ = pattern;
  }
  void TearDown() override { fs::remove_all(root_); }

  std::string write(const std::string& name, std::string_view text) {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name, std::ios::binary) << text;
    return (root_ / name).string();
  }
  std::string path(const std::string& name = "") const { return (root_ / name).string(); }

  /// Names of the articles, or messages without the path of the folder, one a line.
  std::string all(std::vector<std::string> inputs, ReadOptions options = {}) {
    std::string result;
    ArticleSource source(std::move(inputs), std::move(options));
    while (auto raw = source.next()) {
      Result<Document> document = *raw ? read_article((*raw)->bytes, (*raw)->options) : (*raw).error();
      std::string line = document ? document->article.name + "=" + document->text : to_string(document.error());
      for (std::size_t at = 0; (at = line.find(root_.string() + "/")) != line.npos;)
        line.erase(at, root_.string().size() + 1);
      for (std::size_t at = 0; (at = line.find(root_.string())) != line.npos;)
        line.replace(at, root_.string().size(), "ROOT");
      result += line + "\n";
    }
    return result;
  }

  fs::path root_;
};

TEST_F(Files, FolderIsWalkedInOrder) {
  write("b.txt", "B");
  write("a/z.txt", "Z");
  write("a/y.jsonl", "{\"text\": \"Y1\"}\n\n{\"text\": \"Y2\", \"id\": \"y2\"}");
  write(".hidden/x.txt", "X");
  write(".x.txt", "X");
  write("a/gold.json", "{}");
  write("picture.png", "\x89PNG");
  EXPECT_EQ(all({path()}), "y.jsonl:1=Y1\ny2=Y2\nz.txt=Z\nb.txt=B\n");
  EXPECT_EQ(ArticleSource({path()}, {}).files(), 3U);
}

TEST_F(Files, WhatCannotBeReadIsNamedAndTheRestRead) {
  const std::string good = write("good.txt", "G");
  fs::create_directories(path("empty"));
  EXPECT_EQ(all({path("missing.txt"), path("empty"), good}),
            "missing.txt: no such file or folder; check the path\n"
            "empty: folder without articles; put .txt, .html or .jsonl files into it\n"
            "good.txt=G\n");
}

TEST_F(Files, BadLinesAreNamedByLine) {
  const std::string lines = write("a.jsonl", "{\"text\": \"A\"}\n{\"text\": \n\xFF\xFE{\n{\"text\": \"B\"}\n");
  const std::string read = all({lines});
  EXPECT_NE(read.find("a.jsonl:2: is not JSON at byte 9: Invalid value."), read.npos) << read;
  EXPECT_NE(read.find("a.jsonl:3: "), read.npos) << read;
  EXPECT_NE(read.find("a.jsonl:4=B\n"), read.npos) << read;
}

TEST_F(Files, LongLinesAreSkippedInOnePass) {
  ReadOptions options;
  options.limits.document_bytes = 1'000'000;
  const std::string lines =
      write("a.jsonl", "{\"text\": \"" + std::string(3'000'000, 'x') + "\"}\n{\"text\": \"B\"}\n");
  EXPECT_EQ(all({lines}, options),
            "a.jsonl:1: is larger than 1 MB; split it into articles, one a file or one a line of JSON Lines\n"
            "a.jsonl:2=B\n");
  EXPECT_EQ(all({write("b.txt", std::string(3'000'000, 'x'))}, options),
            "b.txt: is larger than 1 MB; split it into articles, one a file or one a line of JSON Lines\n");
}

TEST_F(Files, EmptyFilesOfEveryKind) {
  for (const char* name : {"a.txt", "a.jsonl", "a.html", "a"})
    EXPECT_EQ(all({write(name, "")}), std::string(name) + ": is empty; give an article with text\n");
}

TEST(Sha256, KnownValues) {  // FIPS 180-4 examples
  EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

struct Short {
  const char* text;
  const char* language;
};

TEST(Reading, LanguageOfShortTexts) {
  constexpr Short cases[] = {{"Poutine menace l’Ukraine", "fr"},
                             {"Biden rencontre Xi", "fr"},
                             {"Séoul condamne Pyongyang", "fr"},
                             {"Moscou bombarde Kiev", "fr"},
                             {"Iran : Trump menace", "fr"},
                             {"Paris expulse trois diplomates", "fr"},
                             {"La Russie attaque", "fr"},
                             {"Orban critique Bruxelles", "fr"},
                             {"Putin threatens Ukraine", "en"},
                             {"Biden meets Xi", "en"},
                             {"Israel strikes Lebanon", "en"},
                             {"Moscow bombs Kyiv", "en"},
                             {"Iran: Trump threatens", "en"},
                             {"Paris expels three diplomats", "en"},
                             {"Russia attacks", "en"},
                             {"France arms Ukraine", "en"},
                             // names of both languages tell nothing, Pékin and Beijing do
                             {"Berlin soutient Kiev", "fr"},
                             {"Washington sanctionne Pékin", "fr"},
                             {"Pyongyang tire un missile", "fr"},
                             {"Sahel : Niamey rompt", "fr"},
                             {"Tensions Serbie-Kosovo", "fr"},
                             {"Cessez-le-feu à Gaza", "fr"},
                             {"Sunak criticizes Macron", "en"},
                             {"UN condemns Taliban", "en"},
                             {"Berlin backs Kyiv", "en"},
                             {"Serbia-Kosovo tensions", "en"},
                             {"US bombs Houthis", "en"},
                             {"Gaza ceasefire collapses", "en"},
                             // sure to be none of them
                             {"Der Kanzler hat am Montag in Berlin gesagt, dass die Regierung weitere Waffen liefern "
                              "werde, sobald der Bundestag zugestimmt habe.",
                              "de"},
                             {"El presidente del Gobierno advirtió el lunes a Rusia de que España enviará más armas a "
                              "Ucrania si continúan los ataques contra la población.",
                              "es"}};
  for (const Short& c : cases) {
    auto read = read_article(c.text, {});
    ASSERT_TRUE(read) << c.text;
    EXPECT_EQ(read->article.language, c.language) << c.text;
  }
}

struct Foreign {
  const char* source;
  const char* bytes;
  const char* kind;  // "" for what is read
};

TEST(Reading, MailsFeedsAndArchivesAreNoPlainText) {
  constexpr Foreign cases[] = {
      {"news.rss", "<rss><channel><title>Mali</title></channel></rss>", "is a feed"},
      {"news.atom", "<feed/>", "is a feed"},
      {"crawl.warc", "WARC/1.0\r\nWARC-Type: response\r\n", "is a web archive"},
      {"-", "WARC/1.1\r\nWARC-Type: warcinfo\r\n", "is a web archive"},
      {"-", "<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel><item><title>Mali</title></item></channel></rss>",
       "is a feed"},
      {"feed", "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Mali</title></feed>", "is a feed"},
      {"a.wacz", "x", "is a web archive"},
      {"a.doc", "x", "is a word processor's file"},
      {"mail", "Return-Path: <a@b.example>\nFrom: a@b.example\nSubject: Mali\n\nLe Mali accuse la France.\n", ""},
      {"mail.txt", "From: a@b.example\nMIME-Version: 1.0\nSubject: Mali\n\nLe Mali accuse la France.\n", ""},
      {"box.txt", "From a@b.example Tue Sep 13 08:15:00 2022\nSubject: Mali\n\nLe Mali accuse la France.\n",
       "is a mailbox"},
      {"sent.txt", "From: a@b.example\nSent: Tuesday\nTo: x\nSubject: Mali\n\nLe Mali accuse la France.\n", ""},
      {"f.txt", "<!-- made by hand --> <rss><channel><title>Mali</title></channel></rss>", "is a feed"},
      {"a.txt", "Mali : Bamako accuse Paris\nDate: 12 mars 2024\n\nLe Mali accuse la France.\n", ""},
      {"a.txt", "Received wisdom: Mali accuses France\n\nMali has accused France.\n", ""},
      {"page",
       "<?xml version=\"1.0\"?><!DOCTYPE html><html lang=\"fr\"><body><p>Le Mali a accusé la France de soutenir "
       "les rebelles du nord.</p></body></html>",
       ""}};
  for (const Foreign& c : cases) {
    ReadOptions options;
    options.source = c.source;
    const auto read = read_article(c.bytes, options);
    const std::string expected = c.kind;
    EXPECT_EQ(read.has_value(), expected.empty()) << c.source << ": " << c.bytes;
    if (!read) {
      EXPECT_EQ(read.error().seen, expected) << c.source;
    }
  }
}

}  // namespace
}  // namespace entente

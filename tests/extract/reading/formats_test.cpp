// Every format that is read: how much of the text comes out, whether title and date are right, and what is hostile.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "entente/extract/reading.h"
#include "made_files.h"
#include "reading/formats/format.h"
#include "reading/formats/pdf_layout.h"

namespace entente {
namespace {

namespace fs = std::filesystem;

class Formats : public testing::Test {
 protected:
  Formats() : root_(fs::temp_directory_path() / ("entente-formats-" + std::to_string(::getpid()))) {
    fs::create_directories(root_);
  }
  ~Formats() override { fs::remove_all(root_); }
  std::string write(const std::string& name, const std::string& bytes) const {
    std::ofstream((root_ / name).string(), std::ios::binary) << bytes;
    return (root_ / name).string();
  }
  [[nodiscard]] std::string folder() const { return root_.string(); }

  /// What is read of one file: documents in order, then what was left out, a line each, without the folder.
  struct Read {
    std::vector<Document> documents;
    std::vector<std::string> errors;
  };
  Read read(const std::string& path, const ReadOptions& options = {}) const {
    Read all;
    ArticleSource source({path}, options);
    const auto fail = [&](const InputError& error) {
      std::string line = to_string(error);
      if (const std::size_t at = line.find(root_.string() + "/"); at != line.npos)
        line.erase(at, root_.string().size() + 1);
      all.errors.push_back(line);
    };
    while (auto raw = source.next()) {
      if (!*raw) {
        fail(raw->error());
        continue;
      }
      auto document = read_article((*raw)->bytes, (*raw)->options);
      if (document)
        all.documents.push_back(*std::move(document));
      else
        fail(document.error());
    }
    return all;
  }

  /// Of all that was read so far.
  struct Score {
    std::size_t count = 0, titles = 0, dates = 0;
    double f1 = 0, worst = 1;
    void add(const Document& document, const Story& story, const std::string& source) {
      const double score = entente::f1(document.text, source);
      ++count;
      f1 += score;
      worst = std::min(worst, score);
      titles += document.article.title == story.title;
      dates += document.article.published == story.date;
    }
    void expect(const std::string& name) const {
      ASSERT_GT(count, 0U) << name;
      const auto share = [&](double part) { return part / static_cast<double>(count); };
      std::printf("%-16s %3zu files  F1 %.3f (worst %.3f)  title %.0f %%  date %.0f %%\n", name.c_str(), count,
                  share(f1), worst, 100 * share(static_cast<double>(titles)), 100 * share(static_cast<double>(dates)));
      EXPECT_GE(share(f1), 0.97) << name;
      EXPECT_GE(share(static_cast<double>(titles)), 0.95) << name;
      EXPECT_GE(share(static_cast<double>(dates)), 0.95) << name;
    }
  };

  /// Twenty files of one story each.
  template <class Make>
  void score_single(const std::string& name, Make make) const {
    Score score;
    for (std::size_t i = 0; i < 20; ++i) {
      const Story one = story(i);
      const Read all = read(write("a" + name, make(one, i)));
      EXPECT_TRUE(all.errors.empty()) << name << ": " << all.errors.front();
      ASSERT_EQ(all.documents.size(), 1U) << name;
      score.add(all.documents.front(), one, text_of(one));
    }
    score.expect(name);
  }
  /// One file of twenty stories.
  void score_many(const std::string& name, const std::string& bytes, const ReadOptions& options = {}) const {
    Score score;
    const Read all = read(write("a" + name, bytes), options);
    EXPECT_TRUE(all.errors.empty()) << name << ": " << all.errors.front();
    ASSERT_EQ(all.documents.size(), 20U) << name;
    for (std::size_t i = 0; i < 20; ++i) score.add(all.documents[i], story(i), text_of(story(i)));
    score.expect(name);
  }

  static std::vector<Story> stories() {
    std::vector<Story> all;
    for (std::size_t i = 0; i < 20; ++i) all.push_back(story(i));
    return all;
  }

 private:
  fs::path root_;
};

TEST_F(Formats, OfficeFilesAndBooks) {
  score_single(".docx", [](const Story& story, std::size_t) { return docx_of(story); });
  score_single(".odt", [](const Story& story, std::size_t) { return odt_of(story); });
  score_single(".epub", [](const Story& story, std::size_t) { return epub_of(story); });
}

TEST_F(Formats, Mails) {
  score_single(".eml", [](const Story& story, std::size_t i) { return mail_of(story, static_cast<MailForm>(i % 6)); });
  score_many(".mbox", mailbox_of(stories()));
  const Read one = read(write("b.eml", mail_of(story(0), MailForm::plain)));
  ASSERT_EQ(one.documents.size(), 1U);
  EXPECT_EQ(one.documents[0].article.source, "L'Agence");
  EXPECT_EQ(one.documents[0].article.id, "article/" + story(0).date + "%40news.example");
  EXPECT_EQ(one.documents[0].article.name, "b.eml");
  EXPECT_EQ(one.documents[0].text, text_of(story(0))) << "lines are put together, the signature is left out";
}

TEST_F(Formats, Feeds) {
  score_many(".rss", rss_of(stories()));
  score_many(".atom", atom_of(stories()));
  score_many(".xml", rss_of(stories()));
  const Read items = read(write("b.rss",
                                "<rss><channel><language>fr</language>\n<item><title>Paris accuse Bamako</title>"
                                "</item>\n<item><description>&lt;p&gt;Bamako &lt;b&gt;accuse&lt;/b&gt; "
                                "Paris.&lt;/p&gt;</description><guid>https://a.example/1</guid></item>"
                                "<item></item></channel></rss>"));
  ASSERT_EQ(items.documents.size(), 2U);
  EXPECT_EQ(items.documents[0].text, "Paris accuse Bamako\n");
  EXPECT_EQ(items.documents[0].article.name, "b.rss:2");
  EXPECT_EQ(items.documents[1].text, "Bamako accuse Paris.\n");
  EXPECT_EQ(items.documents[1].article.source, "https://a.example/1");
  ASSERT_EQ(items.errors.size(), 1U);
  EXPECT_EQ(items.errors[0], "b.rss:3: is an item without text");
}

TEST_F(Formats, WebArchives) {
  score_many(".warc", warc_of(stories()));
  score_many(".warc.gz", packed(warc_of(stories()), Packing::gzip));
  const Read all = read(write("b.warc", warc_of({story(0)})));
  ASSERT_EQ(all.documents.size(), 1U);
  EXPECT_EQ(all.documents[0].article.source, "https://news.example/" + story(0).date);
}

TEST_F(Formats, Tables) {
  ReadOptions options;
  options.fields = *parse_fields("title=headline,date=day,text=body,source=link");
  for (const char comma : {',', ';', '\t'}) score_many(".csv", table_of(stories(), comma), options);
  EXPECT_EQ(
      read(write("b.csv", "a,b\n1,2\n")).errors,
      std::vector<std::string>{"b.csv: is a table without a column \"text\"; its columns are a, b; say which it is: "
                               "--fields text=COLUMN"});
  const Read rows = read(write("c.csv", "text,id\n\"A \"\"quoted\"\"\nline.\",one\n\nSecond.,two\nThird.\n"));
  ASSERT_EQ(rows.documents.size(), 3U);
  EXPECT_EQ(rows.documents[0].text, "A \"quoted\"\nline.");
  EXPECT_EQ(rows.documents[1].article.name, "two");
  EXPECT_EQ(rows.documents[2].article.name, "c.csv:6");
}

TEST_F(Formats, FieldsOfRecords) {
  struct Case {
    const char* fields;
    const char* record;
  };
  constexpr Case cases[] = {
      {"title=headline,text=body,date=day,source=link",
       R"({"headline": "T", "day": "2024-03-12", "link": "https://a.example/", "body": "Le texte.", "text": 3})"},
      {"newspaper4k",
       R"({"title": "T", "publish_date": "2024-03-12 10:00", "url": "https://a.example/", "text": "Le texte.",
           "meta_lang": "fr", "source": ["x"], "authors": ["A"]})"},
      {"trafilatura",
       R"({"title": "T", "date": "2024-03-12", "source": "https://a.example/", "text": "Le texte.", "id": 7,
           "language": "fr"})"},
      {"gdelt",
       R"({"title": "T", "date": "2024-03-12T10:00:00Z", "url": "https://a.example/", "desc": "Le texte.", "lang": "fr"})"},
      {"event-registry",
       R"({"uri": "8", "lang": "fra", "dateTime": "x", "date": "2024-03-12", "url": "https://a.example/", "title": "T",
           "body": "Le texte.", "source": {"uri": "a.example", "title": "A"}})"}};
  for (const Case& c : cases) {
    ReadOptions options;
    options.source = "a.json";
    options.fields = *parse_fields(c.fields);
    const auto document = read_article(c.record, options);
    ASSERT_TRUE(document) << c.fields << ": " << to_string(document.error());
    EXPECT_EQ(document->text, "Le texte.") << c.fields;
    EXPECT_EQ(document->article.title, "T") << c.fields;
    EXPECT_EQ(document->article.published, "2024-03-12") << c.fields;
    EXPECT_EQ(document->article.source, "https://a.example/") << c.fields;
    EXPECT_EQ(document->article.language, "fr") << c.fields;
  }
  EXPECT_FALSE(parse_fields("headline=title"));
  EXPECT_FALSE(parse_fields("text"));
  EXPECT_TRUE(parse_fields("")->empty());
}

TEST_F(Formats, PackedFilesOfWhateverIsRead) {
  const std::string text = text_of(story(0));
  for (const auto& [ending, packing] : {std::pair{".gz", Packing::gzip}, std::pair{".zst", Packing::zstd},
                                        std::pair{".bz2", Packing::bzip2}, std::pair{".xz", Packing::xz}}) {
    const Read all = read(write("a.txt" + std::string(ending), packed(text, packing)));
    ASSERT_EQ(all.documents.size(), 1U) << ending << (all.errors.empty() ? "" : all.errors[0]);
    EXPECT_EQ(all.documents[0].text, text) << ending;
  }
  const Members members = {{"a/one.txt", text},
                           {"a/été.html", page_of(story(1))},
                           {"mails.mbox", mailbox_of({story(2), story(3)})},
                           {"lines.jsonl.gz", packed("{\"text\": \"Un.\"}\n{\"text\": \"Deux.\"}\n", Packing::gzip)},
                           {"picture.png", "\x89PNG"},
                           {"__MACOSX/a/one.txt", "x"},
                           {".hidden.txt", "x"},
                           {"text.docx", docx_of(story(4))}};
  for (const auto& [name, bytes] : {std::pair{"all.zip", zip_of(members)}, std::pair{"all.tar", tar_of(members)},
                                    std::pair{"all.tgz", packed(tar_of(members), Packing::gzip)}}) {
    const Read all = read(write(name, bytes));
    EXPECT_TRUE(all.errors.empty()) << name << ": " << all.errors[0];
    ASSERT_EQ(all.documents.size(), 7U) << name;
    EXPECT_EQ(all.documents[0].article.source, std::string(name) + "/a/one.txt");
    EXPECT_EQ(all.documents[1].article.name, "été.html");
    EXPECT_EQ(all.documents[4].text, "Un.");
    EXPECT_EQ(all.documents[5].article.name, "lines.jsonl.gz:2");
    EXPECT_EQ(all.documents[6].article.title, story(4).title);
  }
}

TEST_F(Formats, BombsAreRefused) {
  ReadOptions options;
  options.limits.document_bytes = 1'000'000;
  const std::string zeros(40'000'000, ' ');
  const std::string too_much = ": unpacks to more than 200 times its size; unpack it by hand, if you trust it";
  EXPECT_EQ(read(write("a.jsonl.gz", packed(zeros, Packing::gzip)), options).errors.back(), "a.jsonl.gz" + too_much);
  EXPECT_EQ(read(write("a.jsonl.zst", packed(zeros, Packing::zstd)), options).errors.back(), "a.jsonl.zst" + too_much);
  EXPECT_EQ(read(write("b.zip", zip_of({{"a.jsonl", zeros}})), options).errors.back(), "b.zip" + too_much);
  EXPECT_EQ(read(write("a.txt.gz", packed(zeros, Packing::gzip)), options).errors.back(),
            "a.txt.gz: is larger than 1 MB; split it into articles, one a file or one a line of JSON Lines");
  // Archives within archives.
  std::string nested = packed("text", Packing::gzip);
  for (int i = 0; i < 6; ++i) nested = zip_of({{"a.zip", nested}});
  EXPECT_NE(read(write("n.zip", nested)).errors.back().find("is an archive in an archive, too deep"),
            std::string::npos);
  // A document that unpacks to more than a book has.
  options.limits.part_bytes = 1'000'000;
  EXPECT_EQ(
      read(write("c.docx", zip_of({{"[Content_Types].xml", "x"}, {"word/document.xml", std::string(5'000'000, 'x')}})),
           options)
          .errors,
      std::vector<std::string>{"c.docx: unpacks to more than 1 MB; save its text as .txt"});
}

TEST_F(Formats, WhatIsDamagedIsAnErrorAndNoMore) {
  const std::vector<Story> two = {story(0), story(1)};
  const std::vector<std::pair<std::string, std::string>> files = {
      {"a.docx", docx_of(two[0])},
      {"a.odt", odt_of(two[0])},
      {"a.epub", epub_of(two[0])},
      {"a.eml", mail_of(two[0], MailForm::alternative)},
      {"a.mbox", mailbox_of(two)},
      {"a.rss", rss_of(two)},
      {"a.atom", atom_of(two)},
      {"a.warc", warc_of(two)},
      {"a.warc.gz", packed(warc_of(two), Packing::gzip)},
      {"a.txt.zst", packed(text_of(two[0]), Packing::zstd)},
      {"a.zip", zip_of({{"a.txt", "Un."}, {"b.txt", "Deux."}})},
      {"a.csv", table_of(two, ',')}};
  for (const auto& [name, bytes] : files)
    for (std::size_t size = 0; size < bytes.size(); size += bytes.size() / 23 + 1) {
      read(write(name, bytes.substr(0, size)));
      std::string changed = bytes;
      for (std::size_t at = size; at < std::min(size + 40, changed.size()); at += 3)
        changed[at] = static_cast<char>(at * 31);
      read(write(name, changed));
    }
}

TEST_F(Formats, HostileStructures) {
  // Parts within parts, elements within elements, entities within entities.
  const auto nested = [](int parts, bool is_multipart) {
    std::string mail = "MIME-Version: 1.0\nReceived: x\n";
    for (int i = 0; i < parts; ++i)
      mail += is_multipart ? "CONTENT-TYPE: multipart/digest; boundary=\"" + std::to_string(i) + "\"\n\n--" +
                                 std::to_string(i) + "\n\n"
                           : "Content-Type: message (a comment) /rfc822\n\n";
    return mail + "\nLe texte.\n";
  };
  for (const bool is_multipart : {false, true}) {
    read(write("deep.eml", nested(990, is_multipart)));
    EXPECT_EQ(read(write("deep.eml", nested(30'000, is_multipart))).errors,
              std::vector<std::string>{"deep.eml: has more than 1000 parts; save its text as .txt"});
  }
  std::string groups;
  for (int i = 0; i < 300'000; ++i) groups += i % 20 == 19 ? "a:\n " : "a:";
  for (const char* field : {"From", "Cc ", "Resent-Sender"})
    EXPECT_EQ(read(write("groups.eml", "Subject: x\n" + std::string(field) + ": " + groups + "\n\nLe texte.\n")).errors,
              std::vector<std::string>{"groups.eml: has addresses in more than 100 groups; save its text as .txt"});
  EXPECT_EQ(read(write("list.eml", "Subject: x\nFrom: a\nTo: b: c@d.e;\n\n1: 2: 3:\nLe texte.\n")).documents.size(),
            1U);
  std::string deep = "<rss><channel><item><title>T</title><description>";
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  EXPECT_FALSE(read(write("deep.rss", deep)).errors.empty() && read(write("deep.rss", deep)).documents.empty());
  const std::string laughs =
      "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY "
      "c "
      "\"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]><rss><channel><item><title>T"
      "</title><description>Le texte &c; &f;.</description></item></channel></rss>";
  const Read laugh = read(write("laugh.rss", laughs));
  for (const Document& document : laugh.documents) EXPECT_LT(document.text.size(), 100U) << document.text;
  // Lengths that lie.
  EXPECT_EQ(read(write("long.warc", "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999999\r\n\r\nx"))
                .errors.back(),
            "long.warc:1: is a damaged record of a web archive; get the archive whole again");
  EXPECT_EQ(read(write("b.warc", "WARC/1.0\r\n\r\n")).errors.back(),
            "b.warc:1: is a damaged record of a web archive; get the archive whole again");
  EXPECT_EQ(read(write("pictures.zip", zip_of({{"a.png", "x"}}))).errors.back(),
            "pictures.zip: holds no articles; see docs/formats.md for what is read");
}

// What costs its square, or is multiplied by a list that is cheap to write.
TEST_F(Formats, HostileNumbers) {
  using Clock = std::chrono::steady_clock;
  const auto begin = Clock::now();
  std::string tag = "<w:p";
  for (int i = 0; i < 200'000; ++i) tag += " a" + std::to_string(i) + "='x'";
  EXPECT_EQ(
      read(write("tag.docx",
                 zip_of({{"word/document.xml", "<w:document>" + tag + "/><w:p><w:t>T</w:t></w:p></w:document>"}})))
          .errors,
      std::vector<std::string>{"tag.docx: has XML inside that cannot be read; save it again, or its text as .txt"});
  EXPECT_EQ(read(write("tag.rss", "<rss><channel><item " + tag.substr(4) + "/></channel></rss>")).errors,
            std::vector<std::string>{"tag.rss: is a feed whose XML breaks off; get it whole again"});
  const auto book = [&](const std::string& href, const std::string& spine) {
    return zip_of({{"mimetype", "application/epub+zip"},
                   {"META-INF/container.xml", "<container><rootfile full-path='a/b.opf'/></container>"},
                   {"a/b.opf", "<package><manifest><item id='i' media-type='application/xhtml+xml' href='" + href +
                                   "'/></manifest><spine>" + spine + "</spine></package>"},
                   {"a/c.xhtml", "<html><body><p>Le texte.</p></body></html>"}});
  };
  const std::string once = "<itemref idref='i'/>";
  std::string often, steps, up;
  for (int i = 0; i < 200'000; ++i) {
    often += once;
    steps += "x/../";
    up += "../";
  }
  for (const std::string& content : {book("c.xhtml", once), book("c.xhtml", often), book(steps + "c.xhtml", once),
                                     book("../a/c.xhtml", once), book(up + "a/c.xhtml", once)}) {
    const Read made = read(write("book.epub", content));
    ASSERT_EQ(made.documents.size(), 1U) << (made.errors.empty() ? "" : made.errors.front());
    EXPECT_EQ(made.documents.front().text, "Le texte.\n");
  }
  EXPECT_LT(Clock::now() - begin, std::chrono::seconds(60));
}

TEST_F(Formats, WhatTheyAreKnownBy) {
  struct Case {
    const char* name;
    std::string head;
    ArticleFormat format;
  };
  using F = ArticleFormat;
  const Case cases[] = {{"a.txt", "%PDF-1.4", F::pdf},
                        {"-", docx_of(story(0)), F::docx},
                        {"-", odt_of(story(0)), F::odt},
                        {"-", epub_of(story(0)), F::epub},
                        {"a.docx", zip_of({{"x", "y"}}), F::docx},
                        {"-", zip_of({{"x", "y"}}), F::archive},
                        {"-", mailbox_of({story(0)}), F::mailbox},
                        {"-", mail_of(story(0), MailForm::plain), F::mail},
                        {"-", packed("x", Packing::gzip), F::archive},
                        {"a.rtf", "x", F::unread},
                        {"-", "{\\rtf1", F::unread},
                        {"-", "{\"text\": 1}", F::json_lines},
                        {"a.json", "{\"text\": 1}", F::json},
                        {"a.csv", "x", F::table},
                        {"-", "From here on, nothing.\n", F::text}};
  for (const Case& c : cases)
    EXPECT_EQ(static_cast<int>(format_of(c.name, c.head, F::unknown).format), static_cast<int>(c.format)) << c.name;
  for (const char* name : {"a.txt", "a.docx", "a.warc.gz", "a.jsonl.zst", "a.zip", "a.tar.xz", "a.PDF"})
    EXPECT_TRUE(is_article_name(name)) << name;
  for (const char* name : {"a.png", "a.gz", "a.png.gz", "a.csv", "a.gz.gz", "a"})
    EXPECT_FALSE(is_article_name(name)) << name;
}

using Number = PdfLayout::Number;
constexpr PdfLayout kLayouts[] = {
    {.name = "letter"},
    {.name = "gaps", .gap = 0.8},
    {.name = "indented", .is_indented = true},
    {.name = "justified", .is_justified = true, .is_indented = true},
    {.name = "hyphenated", .is_justified = true, .is_hyphenated = true, .gap = 0.6},
    {.name = "two columns", .columns = 2, .size = 10, .is_justified = true, .is_indented = true},
    {.name = "two columns, gaps", .columns = 2, .size = 9.5, .is_hyphenated = true, .gap = 0.7},
    {.name = "three columns",
     .columns = 3,
     .size = 9,
     .is_justified = true,
     .is_hyphenated = true,
     .is_indented = true,
     .title = 26},
    {.name = "three columns, ragged", .columns = 3, .size = 8.5, .gap = 0.5, .margin = 40, .title = 24},
    {.name = "heads", .size = 13, .leading = 1.5, .gap = 0.7, .has_heads = true, .number = Number::bottom},
    {.name = "alternate heads",
     .size = 14,
     .leading = 1.6,
     .is_indented = true,
     .has_alternate_heads = true,
     .number = Number::top},
    {.name = "page of all", .size = 12, .leading = 1.8, .gap = 0.4, .number = Number::of_all},
    {.name = "no metadata", .gap = 0.7, .has_metadata = false},
    {.name = "masthead",
     .columns = 2,
     .size = 9,
     .is_justified = true,
     .is_hyphenated = true,
     .is_indented = true,
     .has_metadata = false,
     .has_masthead = true},
    {.name = "title in column", .columns = 2, .size = 10, .gap = 0.6, .is_title_above = false, .title = 16},
    {.name = "landscape", .columns = 3, .size = 10, .is_justified = true, .gap = 0.6, .width = 842, .height = 595},
    {.name = "US letter", .size = 12, .is_indented = true, .width = 612, .height = 792, .margin = 72},
    {.name = "small page",
     .size = 9,
     .is_justified = true,
     .is_hyphenated = true,
     .is_indented = true,
     .has_heads = true,
     .number = Number::bottom,
     .width = 300,
     .height = 460,
     .margin = 48,
     .title = 14},
    {.name = "word by word", .columns = 2, .size = 10, .is_indented = true, .word_by_word = 1},
    {.name = "tabloid",
     .columns = 4,
     .size = 8.5,
     .is_justified = true,
     .is_hyphenated = true,
     .is_indented = true,
     .has_heads = true,
     .number = Number::bottom,
     .width = 792,
     .height = 1120,
     .margin = 45,
     .title = 36}};

TEST_F(Formats, PdfInTwentyLayouts) {
  Score all;
  for (const PdfLayout& layout : kLayouts) {
    Score score;
    for (std::size_t i = 0; i < 4; ++i) {
      const Story one = story(i + 4);
      const Read found = read(write("a.pdf", pdf_of(one, layout)));
      ASSERT_EQ(found.documents.size(), 1U) << layout.name << (found.errors.empty() ? "" : found.errors[0]);
      const Document& document = found.documents[0];
      score.add(document, one, text_of(one));
      all.add(document, one, text_of(one));
      if (std::getenv("ENTENTE_SHOW") != nullptr) std::printf("%s\n%s\n", layout.name, document.text.c_str());
      // Paragraphs are whole, so that sentences are.
      std::size_t whole = 0;
      for (const std::string& paragraph : one.paragraphs)
        whole += document.text.find("\n" + paragraph + "\n") != std::string::npos;
      EXPECT_GE(whole * 4, one.paragraphs.size() * 3) << layout.name << " " << i << "\n" << document.text;
    }
    score.expect(layout.name);
  }
  all.expect("all PDF");
}

TEST_F(Formats, PdfThatCannotBeRead) {
  PdfLayout layout{.name = "empty"};
  EXPECT_EQ(read(write("a.pdf", "%PDF-1.4\n")).errors,
            std::vector<std::string>{"a.pdf: is a PDF that is damaged; get it whole again"});
  std::string scan = pdf_of(story(0), layout);
  for (std::size_t at = 0; (at = scan.find(") Tj", at)) != scan.npos; ++at) scan.replace(at, 4, ") % ");
  EXPECT_EQ(read(write("b.pdf", scan)).errors,
            std::vector<std::string>{
                "b.pdf: is a PDF without text: a scan; recognise its text first: ocrmypdf IN.pdf OUT.pdf"});
  const std::string whole = pdf_of(story(0), layout);
  for (std::size_t size = 0; size < whole.size(); size += whole.size() / 12) {
    read(write("c.pdf", whole.substr(0, size)));
    std::string changed = whole;
    for (std::size_t at = size; at < std::min(size + 60, changed.size()); at += 5)
      changed[at] = static_cast<char>(at * 31);
    read(write("c.pdf", changed));
  }
  // A page that is its own parent, and a content that never ends.
  read(write("d.pdf",
             "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 9999999/Kids[2 0 R "
             "2 0 R]/Parent 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\n"));
}

TEST(PdfLayoutOfWords, HyphensAndParagraphs) {
  const auto line = [](double left, double top, std::initializer_list<const char*> words, PlacedPage& page) {
    for (const char* word : words) {
      const double width = 6.0 * static_cast<double>(std::string_view(word).size());
      page.words.push_back({left, top, left + width, top + 10, 10, word});
      left += width + 3;
    }
  };
  PlacedPage page{400, 400, {}};
  line(20, 100, {"peut-être", "a", "dit", "le", "minis-"}, page);
  line(20, 112,
       {
           "tre",
           "hier",
           "soir",
           "peut-",
       },
       page);
  line(20, 124, {"être", "avec", "l\u2019\uFB01n", "Saint-"}, page);
  line(20, 136, {"Denis,", "c\u2019est-"}, page);
  line(20, 148, {"à-dire", "ici."}, page);
  EXPECT_EQ(lay_out_text({page}).paragraphs,
            std::vector<std::string>{
                "peut-être a dit le ministre hier soir peut-être avec l\u2019fin Saint-Denis, c\u2019est-à-dire "
                "ici."});
  EXPECT_TRUE(lay_out_text({}).paragraphs.empty());
  EXPECT_TRUE(lay_out_text({{0, 0, {}}}).paragraphs.empty());
}

}  // namespace
}  // namespace entente

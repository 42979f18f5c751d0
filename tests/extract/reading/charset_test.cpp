#include "reading/charset.h"

#include <gtest/gtest.h>

#include <random>

namespace entente {
namespace {

std::string decoded(std::string_view bytes, std::string_view declared = "") {
  ReadOptions options;
  options.source = "a.txt";
  auto text = to_utf8(bytes, declared, options);
  return text ? *text : to_string(text.error());
}

struct Case {
  const char* what;
  std::string bytes;
  const char* text;
  const char* declared = "";
};

TEST(Charset, FindsTheEncoding) {
  using namespace std::string_literals;
  const Case cases[] = {
      {"plain UTF-8", "Élysée – « été »", "Élysée – « été »"},
      {"UTF-8 with a mark", "\xEF\xBB\xBFÉté", "Été"},
      {"UTF-16LE with a mark", "\xFF\xFE\xC9\0t\0\xE9\0"s, "Été"},
      {"UTF-16BE with a mark", "\xFE\xFF\0\xC9\0t\0\xE9"s, "Été"},
      {"UTF-16LE without one", "P\0a\0r\0i\0s\0,\0 \0l\0e\0 \0\x33\0"s, "Paris, le 3"},
      {"UTF-32LE with a mark", "\xFF\xFE\0\0\xC9\0\0\0t\0\0\0"s, "Ét"},
      {"windows-1252",
       "L\x92\xC9lys\xE9"
       "e a d\xE9"
       "ploy\xE9 10 000 soldats \x96 un \x80",
       "L’Élysée a déployé 10 000 soldats – un €"},
      {"windows-1251, detected",
       "\xCF\xF0\xE5\xE7\xE8\xE4\xE5\xED\xF2 \xD0\xEE\xF1\xF1\xE8\xE8 \xE7\xE0\xFF\xE2\xE8\xEB, "
       "\xF7\xF2\xEE \xEF\xE5\xF0\xE5\xE3\xEE\xE2\xEE\xF0\xFB \xEF\xF0\xEE\xE4\xEE\xEB\xE6\xE0\xF2\xF1\xFF",
       "Президент России заявил, что переговоры продолжатся"},
      {"declared and right",
       "\xB3\xF3"
       "d\x9F",
       "łódź", "windows-1250"},
      {"declared Latin-1 means windows-1252", "\x93oui\x94", "“oui”", "ISO-8859-1"},
      {"declared wrongly, but UTF-8", "é", "é", "iso-8859-1"},
      {"declared as something unknown", "caf\xE9", "café", "x-no-such-charset"},
  };
  for (const Case& c : cases) EXPECT_EQ(decoded(c.bytes, c.declared), c.text) << c.what;
}

TEST(Charset, SaysWhyItRefuses) {
  using namespace std::string_literals;
  const Case cases[] = {
      {"NUL", "MZ\0\0\x90text"s, "a.txt: is a binary file; give text, HTML or JSON Lines"},
      {"PDF", "%PDF-1.7 …", "a.txt: is a PDF file; save its text first, for instance with pdftotext"},
      {"ZIP", "PK\x03\x04...", "a.txt: is a ZIP archive or office document; unpack it, or save it as plain text"},
      {"gzip", "\x1F\x8B\x08\x01", "a.txt: is compressed with gzip; unpack it first: gunzip"},
      {"mixed",
       "Une ligne.\nL'été à Orléans.\nL'\xE9t\xE9 \xE0 Orl\xE9"
       "ans.",
       "a.txt:3: byte 0xE9 is not UTF-8, while other parts of the article are; convert it to UTF-8 throughout"},
      {"cut UTF-8", "Des é, des à, un \xC3",
       "a.txt:1: byte 0xC3 is not UTF-8, while other parts of the article are; convert it to UTF-8 throughout"},
      {"UTF-16 that is none", "\xFF\xFE\x00\xD8\x41\x00"s, "a.txt: is a binary file; give text, HTML or JSON Lines"},
  };
  for (const Case& c : cases) EXPECT_EQ(decoded(c.bytes), c.text) << c.what;
}

TEST(Charset, WhateverPassesTheGateIsUtf8) {
  std::mt19937 random(1);
  const std::string alphabet = "ab \n\xC3\xA9\xE2\x82\xAC\xF0\x9F\x99\x82\x80\xFF\xFE\xEF\xBB\xBF\xC0\xED\xA0\xF4\x90<";
  std::size_t passed = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes(random() % 40, ' ');
    for (char& c : bytes) c = round % 2 == 0 ? alphabet[random() % alphabet.size()] : static_cast<char>(random());
    if (auto text = to_utf8(bytes, "", {})) {
      ++passed;
      ASSERT_TRUE(is_utf8(*text)) << testing::PrintToString(bytes);
      ASSERT_TRUE(is_utf8(normalised(*text))) << testing::PrintToString(bytes);
    }
  }
  EXPECT_GT(passed, 100U);
}

TEST(Charset, StrictUtf8) {
  for (std::string_view good : {"", "a", "é", "€", "🙂", "\xF4\x8F\xBF\xBF"}) EXPECT_TRUE(is_utf8(good)) << good;
  for (std::string_view bad :
       {"\x80", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xC3", "12345678\xC3"})
    EXPECT_FALSE(is_utf8(bad)) << testing::PrintToString(bad);
}

TEST(Charset, NormalisesLineEndsAndComposition) {
  using namespace std::string_literals;
  EXPECT_EQ(normalised("a\r\nb\rc\n\r\n"), "a\nb\nc\n\n");
  EXPECT_EQ(normalised("e\u0301te\u0301"), "été");
  EXPECT_EQ(normalised("a\0b"s), "a\uFFFDb");
  EXPECT_EQ(normalised("déjà\nvu"), "déjà\nvu");
}

TEST(Charset, PrefixCutsNoCodePoint) {
  EXPECT_EQ(prefix("aé🙂", 2), "a");
  EXPECT_EQ(prefix("aé🙂", 3), "aé");
  EXPECT_EQ(prefix("aé🙂", 6), "aé");
  EXPECT_EQ(prefix("aé🙂", 7), "aé🙂");
}

}  // namespace
}  // namespace entente

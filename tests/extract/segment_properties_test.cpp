// Laws of segmentation that hold for any text, and shapes of text that would hurt a careless one.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <chrono>
#include <string>

#include "entente/extract/language.h"

namespace entente {
namespace {

bool is_space(UChar32 code) {
  return u_isUWhiteSpace(code) || u_charType(code) == U_CONTROL_CHAR || code == 0x200B || code == 0xFEFF;
}

// Words in order, inside their sentence and the text; together every character that is no white space; within the caps.
::testing::AssertionResult is_lawful(const std::string& text, const std::vector<Sentence>& sentences) {
  std::vector<bool> covered(text.size(), false);
  std::uint32_t end = 0;
  for (const Sentence& sentence : sentences) {
    if (sentence.tokens.empty() || sentence.tokens.size() > 400) return ::testing::AssertionFailure() << "size";
    if (sentence.span.begin < end) return ::testing::AssertionFailure() << "sentences overlap";
    ByteSpan before{sentence.span.begin, sentence.span.begin};
    for (const Token& token : sentence.tokens) {
      const ByteSpan span = token.span;
      const bool same = span == before;  // the words of a contraction
      if (!same && span.begin < before.end) return ::testing::AssertionFailure() << "words overlap";
      if (span.begin >= span.end || span.end > sentence.span.end) return ::testing::AssertionFailure() << "bad span";
      if (token.form.empty()) return ::testing::AssertionFailure() << "empty form";
      for (std::uint32_t i = span.begin; i < span.end; ++i) covered[i] = true;
      before = span;
    }
    end = sentence.span.end;
  }
  if (end > text.size()) return ::testing::AssertionFailure() << "span beyond the text";
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    UChar32 code = 0;
    U8_NEXT_OR_FFFD(text.data(), at, text.size(), code);
    if (!is_space(code) && !covered[begin])
      return ::testing::AssertionFailure() << "byte " << begin << " is in no word";
  }
  return ::testing::AssertionSuccess();
}

std::string utf8(const std::vector<UChar32>& codes) {
  std::string text;
  for (const UChar32 code : codes) {
    char buffer[U8_MAX_LENGTH];
    std::size_t length = 0;
    U8_APPEND_UNSAFE(buffer, length, code);
    text.append(buffer, length);
  }
  return text;
}

RC_GTEST_PROP(Segment, HoldsItsLawsForAnyUnicode, ()) {
  const auto codes = *rc::gen::container<std::vector<UChar32>>(
      rc::gen::suchThat(rc::gen::weightedOneOf<UChar32>({{6, rc::gen::inRange<UChar32>(0x20, 0x7F)},
                                                         {2, rc::gen::inRange<UChar32>(0xA0, 0x250)},
                                                         {2, rc::gen::inRange<UChar32>(0x2000, 0x2050)},
                                                         {1, rc::gen::inRange<UChar32>(1, 0x110000)}}),
                        [](UChar32 code) { return !U_IS_SURROGATE(code); }));
  const std::string text = utf8(codes);
  const std::string language = *rc::gen::element<std::string>("fr", "en", "xx");
  RC_ASSERT(is_lawful(text, segment(text, language)));
}

// A paragraph is segmented alike alone and among others.
RC_GTEST_PROP(Segment, ParagraphsDoNotTouchEachOther, ()) {
  const auto sentence = rc::gen::element<std::string>("Il a dit : « Nous partons. »", "Un titre sans point",
                                                      "M. Rutte est venu des États-Unis.", "Combien ? 10 000 !",
                                                      "\"Yes,\" he said.", "- une liste");
  const auto paragraphs = *rc::gen::container<std::vector<std::string>>(sentence);
  std::string text;
  std::size_t sentences = 0;
  for (const std::string& paragraph : paragraphs) {
    text += paragraph + "\n\n";
    sentences += segment(paragraph, "fr").size();
  }
  RC_ASSERT(segment(text, "fr").size() == sentences);
}

std::string repeated(const std::string& unit, std::size_t bytes) {
  std::string text;
  while (text.size() < bytes) text += unit;
  return text;
}

TEST(Segment, TakesLinearTimeOnAttacks) {
  const char* const units[] = {"a",    "\"", "«",      "'",   "l'",      "a'",    "-",  "a-",   ".",       "a.", "A.",
                               "U.S.", "(",  ")",      "1 ",  "10 000 ", "1,",    "@",  "a@",   "http://", "<a", "\n",
                               "a\n",  "é",  "\u2019", "d'«", "M. ",     "-t-il", "? ", ": A ", "#",       "(s)"};
  for (const char* const language : {"fr", "en"}) {
    for (const char* const unit : units) {
      const std::string text = repeated(unit, 200000);
      const auto start = std::chrono::steady_clock::now();
      const std::vector<Sentence> sentences = segment(text, language);
      const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
      EXPECT_TRUE(is_lawful(text, sentences)) << language << " " << unit;
      // Generous: quadratic work would take minutes.
      EXPECT_LT(seconds, 10) << language << " " << unit;
    }
  }
}

TEST(Segment, CapsWordsAndSentences) {
  EXPECT_EQ(segment(std::string(2500, 'x'), "fr")[0].tokens.size(), 3U);
  const std::vector<Sentence> sentences = segment(repeated("mot ", 4000), "fr");
  EXPECT_EQ(sentences.size(), 3U);
  EXPECT_EQ(sentences[0].tokens.size(), 400U);
  EXPECT_TRUE(segment("", "fr").empty());
  EXPECT_TRUE(segment(" \n\n\t ", "fr").empty());
}

}  // namespace
}  // namespace entente

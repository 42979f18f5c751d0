#include "entente/extract/conllu.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <sstream>

#include "entente/extract/language.h"

namespace entente {
namespace {

constexpr const char* kBank =
    "# newdoc id = a\n"
    "# sent_id = a-1\n"
    "# text = Il parle du Mali.\n"
    "1\tIl\til\tPRON\t_\tPerson=3\t2\tnsubj\t_\t_\n"
    "2\tparle\tparler\tVERB\t_\t_\t0\troot\t_\t_\n"
    "3-4\tdu\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "3\tde\tde\tADP\t_\t_\t5\tcase\t_\t_\n"
    "4\tle\tle\tDET\t_\tDefinite=Def|PronType=Art\t5\tdet\t_\t_\n"
    "4.1\tvide\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "5\tMali\tMali\tPROPN\t_\t_\t2\tobl:arg\t_\tNE=B-LOC|SpaceAfter=No\n"
    "6\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_\n"
    "\n"
    "# sent_id = a-2\n"
    "1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n"
    "1\tdo\tdo\tAUX\t_\t_\t0\troot\t_\t_\n"
    "2\tn't\tnot\tPART\t_\t_\t1\tadvmod\t_\t_\n"
    "3\t!\t!\tPUNCT\t_\t_\t1\tpunct\t_\t_\n"
    "\n"
    "# newpar\n"
    "1\tNew\tnew\tADJ\t_\t_\t2\tamod\t_\tNE=B-LOC\n"
    "2\tYork\tYork\tPROPN\t_\t_\t0\troot\t_\tNE=I-LOC";  // the last line may lack its end

std::string written(const Sentence& sentence, const std::string& text, std::size_t word) {
  const ByteSpan span = sentence.tokens[word].span;
  return text.substr(span.begin, span.end - span.begin);
}

TEST(Conllu, ReadsWordsSpansContractionsAndNames) {
  const auto bank = read_conllu(kBank, "bank.conllu");
  ASSERT_TRUE(bank) << to_string(bank.error());
  EXPECT_EQ(bank->text, "Il parle du Mali. don't!\n\nNew York");
  ASSERT_EQ(bank->sentences.size(), 3U);
  const Sentence& first = bank->sentences[0];
  ASSERT_EQ(first.tokens.size(), 6U);
  EXPECT_EQ(first.tokens[4].form, "Mali");
  EXPECT_EQ(first.tokens[4].deprel, "obl:arg");
  EXPECT_EQ(first.tokens[4].head, 1);
  EXPECT_EQ(first.tokens[1].head, -1);
  EXPECT_EQ(first.tokens[3].upos, Upos::DET);
  EXPECT_EQ(written(first, bank->text, 2), "du");
  EXPECT_EQ(written(first, bank->text, 3), "du");
  ASSERT_EQ(first.contractions.size(), 1U);
  EXPECT_EQ(first.contractions[0].first, 2U);
  EXPECT_EQ(first.contractions[0].last, 4U);
  ASSERT_EQ(first.names.size(), 1U);
  EXPECT_EQ(first.names[0].type, NameType::place);
  const Sentence& second = bank->sentences[1];
  EXPECT_EQ(written(second, bank->text, 0), "do");
  EXPECT_EQ(written(second, bank->text, 1), "n't");
  ASSERT_EQ(bank->sentences[2].names.size(), 1U);
  EXPECT_EQ(bank->sentences[2].names[0].last, 2U);
  EXPECT_EQ(bank->sources[0].id, "a-1");
  EXPECT_EQ(bank->sources[0].line, 1U);
  EXPECT_EQ(bank->sources[1].lines, (std::vector<std::uint32_t>{15, 16, 17}));
}

std::string rewritten(const Treebank& bank) {
  std::ostringstream out;
  write_conllu(bank.sentences, bank.text, out);
  return out.str();
}

TEST(Conllu, WritesWhatItReads) {
  const auto bank = read_conllu(kBank, "bank.conllu");
  ASSERT_TRUE(bank);
  const std::string once = rewritten(*bank);
  const auto again = read_conllu(once, "again");
  ASSERT_TRUE(again) << to_string(again.error());
  EXPECT_EQ(again->text, bank->text);
  EXPECT_EQ(rewritten(*again), once);
  EXPECT_NE(once.find("3-4\tdu\t"), std::string::npos);
  EXPECT_NE(once.find("NE=B-LOC|SpaceAfter=No"), std::string::npos);
}

struct BadFile {
  const char* content;
  const char* message;
};

constexpr BadFile kBadFiles[] = {
    {"1\ta\n", "bad:1: token line has 2 columns; write 10 columns with tabs between them"},
    {"\n# x\n2\ta\ta\tX\t_\t_\t0\troot\t_\t_\n", "bad:3: word number is \"2\"; expected 1"},
    {"1\ta\ta\tX\t_\t_\t2\tdep\t_\t_\n\n", "bad:1: head is 2; the sentence has 1 words"},
    {"1\ta\ta\tX\t_\t_\tx\tdep\t_\t_\n", "bad:1: head is \"x\"; write the number of a word, 0 for the root"},
    {"1\ta\ta\tNOM\t_\t_\t0\troot\t_\t_\n", "bad:1: part of speech is \"NOM\"; use one of the 17 of UD, such as NOUN"},
    {"1\ta\t\tX\t_\t_\t0\troot\t_\t_\n",
     "bad:1: token line has an empty column; write _ where there is nothing to say"},
    {"1\t\xFF\ta\tX\t_\t_\t0\troot\t_\t_\n", "bad:1: token line is not UTF-8; convert the file to UTF-8"},
    {"2-3\tdu\t_\t_\t_\t_\t_\t_\t_\t_\n",
     "bad:1: range 2-3 does not start at word 1; number words 1, 2, 3 … and write a range before its first word"},
    {"1-2\tdu\t_\t_\t_\t_\t_\t_\t_\t_\n1\tde\tde\tX\t_\t_\t0\troot\t_\t_\n\n",
     "bad:3: sentence ends inside a range; add the words of the range"},
    {"1\ta\ta\tX\t_\t_\t0\troot\t_\tNE=B-CITY\n", "bad:1: name tag is \"B-CITY\"; use PER, LOC, ORG or MISC"},
};

TEST(Conllu, NamesTheLineOfAMistake) {
  for (const BadFile& file : kBadFiles) {
    const auto bank = read_conllu(file.content, "bad");
    ASSERT_FALSE(bank) << file.content;
    EXPECT_EQ(to_string(bank.error()), file.message);
  }
}

// Any segmentation survives the way out and back, whatever the text.
RC_GTEST_PROP(Conllu, SegmentationsComeBack, ()) {
  const auto pieces = *rc::gen::container<std::vector<std::string>>(
      rc::gen::element<std::string>("du", "l'", "des", "don't", " ", "  ", "\n", "\n\n", "\t", ".", "#", "_", "10 000",
                                    "« ", "»", "é", "-t-il", "U.S."));
  std::string text;
  for (const std::string& piece : pieces) text += piece;
  const std::string language = *rc::gen::element<std::string>("fr", "en", "xx");
  const std::vector<Sentence> sentences = segment(text, language);
  std::ostringstream out;
  write_conllu(sentences, text, out);
  const auto bank = read_conllu(out.str(), "out");
  RC_ASSERT(bank.has_value());
  RC_ASSERT(bank->sentences.size() == sentences.size());
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    RC_ASSERT(bank->sentences[i].tokens.size() == sentences[i].tokens.size());
    for (std::size_t j = 0; j < sentences[i].tokens.size(); ++j)
      RC_ASSERT(bank->sentences[i].tokens[j].form == sentences[i].tokens[j].form);
  }
}

}  // namespace
}  // namespace entente

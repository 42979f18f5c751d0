#include "language/analyser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <random>
#include <sstream>
#include <thread>

#include "entente/extract/conllu.h"
#include "entente/extract/language.h"
#include "neural/tiny.h"

namespace entente {
namespace {

using language::Analyser;
using neural::Bytes;
using neural::Golden;
using neural::tiny_bytes;

// The sentences of a golden text, with spans as if it had been printed.
std::vector<Sentence> sentences_of(const Golden& golden) {
  std::vector<Sentence> out;
  std::uint32_t at = 0, first = 0;
  for (const std::uint32_t end : golden.sentences) {
    Sentence sentence;
    for (; first < end; ++first) {
      const auto size = static_cast<std::uint32_t>(golden.forms[first].size());
      if (golden.spaced[first]) ++at;
      Token token;
      token.span = {at, at + size};
      token.form = golden.forms[first];
      sentence.tokens.push_back(token);
      at += size;
    }
    out.push_back(sentence);
  }
  return out;
}

bool is_single_rooted_tree(const Sentence& sentence) {
  std::size_t roots = 0;
  for (const Token& token : sentence.tokens) {
    if (token.head < 0) ++roots;
    if ((token.head < 0) != (token.deprel == "root")) return false;
    std::size_t steps = 0;
    for (std::int32_t at = token.head; at >= 0; at = sentence.tokens[static_cast<std::size_t>(at)].head)
      if (static_cast<std::size_t>(at) >= sentence.tokens.size() || ++steps > sentence.tokens.size()) return false;
  }
  return roots == 1;
}

std::string dump(const std::vector<Sentence>& sentences) {
  std::ostringstream out;
  for (const Sentence& sentence : sentences) {
    for (const Token& t : sentence.tokens)
      out << t.form << '\t' << t.lemma << '\t' << name(t.upos) << '\t' << t.feats << '\t' << t.head << '\t' << t.deprel
          << '\n';
    for (const NameSpan& span : sentence.names)
      out << span.first << ' ' << span.last << ' ' << name(span.type) << ' ' << span.score << '\n';
  }
  return out.str();
}

std::vector<Sentence> many_sentences() {
  std::vector<Sentence> out;
  for (int round = 0; round < 9; ++round)
    for (const Golden& golden : neural::goldens())
      for (const Sentence& sentence : sentences_of(golden)) out.push_back(sentence);
  return out;
}

TEST(Analyser, ReadsOffWhatPyTorchScores) {
  const Bytes bytes = tiny_bytes();
  const auto analyser = Analyser::read(bytes.all());
  ASSERT_TRUE(analyser) << to_string(analyser.error());
  const std::vector<std::string> feats = {"", "Gender=Masc|Number=Sing", "Number=Plur"};
  for (const Golden& golden : neural::goldens()) {
    const auto& languages = (*analyser)->languages();
    const auto language =
        std::find_if(languages.begin(), languages.end(), [&](const auto& one) { return one.code == golden.language; });
    ASSERT_NE(language, languages.end());
    EXPECT_EQ(language->bank, golden.bank);
    std::vector<Sentence> sentences = sentences_of(golden);
    const neural::Encoding encoding = (*analyser)->annotate(sentences, *language);
    ASSERT_EQ(encoding.size(), golden.forms.size());
    std::size_t word = 0;
    for (const Sentence& sentence : sentences) {
      EXPECT_TRUE(is_single_rooted_tree(sentence));
      for (const Token& token : sentence.tokens) {
        const auto best = [&](const char* tensor, std::size_t columns) {
          const float* row = golden.tensors.at(tensor).values.data() + word * columns;
          return static_cast<std::size_t>(std::max_element(row, row + columns) - row);
        };
        EXPECT_EQ(static_cast<std::size_t>(token.upos), best("upos", 17)) << token.form;
        const float* scores = golden.tensors.at("feats").values.data() + word * 3;
        const bool is_allowed = token.upos != Upos::PROPN;  // the third set was not seen with it
        EXPECT_EQ(token.feats, feats[is_allowed ? best("feats", 3) : scores[1] > scores[0] ? 1 : 0]);
        ++word;
      }
    }
  }
}

TEST(Analyser, EveryPathAndThreadSaysTheSame) {
  const Bytes bytes = tiny_bytes();
  std::string first;
  for (const neural::Path path : neural::kPaths) {
    if (!neural::is_available(path)) continue;
    const auto analyser = Analyser::read(bytes.all(), path);
    ASSERT_TRUE(analyser);
    std::vector<std::string> said(2);
    {
      std::vector<std::jthread> threads;
      for (std::string& one : said)
        threads.emplace_back([&] {
          std::vector<Sentence> sentences = many_sentences();
          (*analyser)->annotate(sentences, (*analyser)->languages()[1]);
          one = dump(sentences);
        });
    }
    if (first.empty()) first = said[0];
    for (const std::string& one : said) EXPECT_EQ(one, first) << neural::name(path);
  }
  EXPECT_GT(first.size(), 1000U);
}

TEST(Analyser, AnyWordsGetATree) {
  const Bytes bytes = tiny_bytes();
  const auto analyser = Analyser::read(bytes.all());
  ASSERT_TRUE(analyser);
  std::mt19937 random(5);
  std::vector<Sentence> sentences;
  for (const std::size_t length : {0U, 1U, 2U, 37U, 399U, 400U, 401U, 1203U}) {
    Sentence sentence;
    for (std::size_t i = 0; i < length; ++i) {
      Token token;
      const std::size_t letters = random() % 50;  // also empty words, and bytes that are not UTF-8
      for (std::size_t j = 0; j < letters; ++j) token.form.push_back(static_cast<char>(random()));
      sentence.tokens.push_back(token);
    }
    sentence.contractions.push_back({0, static_cast<std::uint32_t>(length + 7), "du"});
    sentences.push_back(sentence);
  }
  const neural::Encoding encoding = (*analyser)->annotate(sentences, (*analyser)->languages()[0]);
  EXPECT_EQ(encoding.size(), 1U + 2 + 37 + 399 + 400 + 401 + 1203);
  EXPECT_TRUE(sentences.front().tokens.empty());
  for (std::size_t i = 1; i < sentences.size(); ++i)
    EXPECT_TRUE(is_single_rooted_tree(sentences[i])) << sentences[i].tokens.size();
}

TEST(Analyser, LemmasComeFromTheLexiconThenFromRules) {
  const auto models = LanguageModel::open_all(neural::kTinyFolder / "tiny.model");
  ASSERT_TRUE(models) << to_string(models.error());
  ASSERT_EQ(models->size(), 2U);
  EXPECT_EQ(models->front().language(), "en");
  const auto french = LanguageModel::open(neural::kTinyFolder / "tiny.model", "fr");
  ASSERT_TRUE(french);
  EXPECT_EQ(french->language(), "fr");
  std::vector<Sentence> sentences = many_sentences();
  annotate(sentences, *french);
  for (const Sentence& sentence : sentences)
    for (const Token& token : sentence.tokens) {
      EXPECT_FALSE(token.lemma.empty());
      if (token.form == "remercie" && token.upos == Upos::VERB) {
        EXPECT_EQ(token.lemma, "remercier");
      }
    }
  const auto german = LanguageModel::open(neural::kTinyFolder / "tiny.model", "de");
  ASSERT_FALSE(german);
  EXPECT_THAT(to_string(german.error()), ::testing::HasSubstr("model without the language \"de\"; give a language"));
}

TEST(Analyser, NothingAndNoWordsAreFine) {
  const auto model = LanguageModel::open(neural::kTinyFolder / "tiny.model", "fr");
  ASSERT_TRUE(model);
  EXPECT_TRUE(analyse("", *model).empty());
  EXPECT_TRUE(analyse(" \n\n ", *model).empty());
}

// What white space is for the encoder: words of a contraction stand for themselves unless they are written on.
TEST(Analyser, SpacesAreThoseOfTraining) {
  struct Case {
    const char* conllu;
    const char* spaces;  // of each word
  };
  const Case cases[] = {
      {"1\tLe\n2\tchat\n", "11"},
      {"1\tl'\tSpaceAfter=No\n2\tami\tSpaceAfter=No\n3\t.\n", "100"},
      {"1-2\tdu\n1\tde\n2\tle\n3\tchat\n", "111"},
      {"1-2\tdes\n1\tde\n2\tles\n3\tchats\n", "101"},
      {"1-2\tdon't\tSpaceAfter=No\n1\tdo\n2\tn't\n3\t!\n", "100"},
      {"1-2\tDon't\n1\tdo\n2\tn't\n3\tgo\n", "101"},
      {"1-2\taux\n1\tà\n2\tles\n3\tamis\n", "111"},
  };
  for (const Case& c : cases) {
    std::string text;
    std::istringstream in(c.conllu);
    for (std::string line; std::getline(in, line);) {
      std::istringstream fields(line);
      std::string id, form, misc;
      std::getline(fields, id, '\t');
      std::getline(fields, form, '\t');
      std::getline(fields, misc);
      const bool is_range = id.find('-') != std::string::npos;
      text += id + "\t" + form + "\t_\t_\t_\t_\t" +
              (is_range    ? "_\t_"
               : id == "1" ? "0\troot"
                           : "1\tdep") +
              "\t_\t" + (misc.empty() ? "_" : misc) + "\n";
    }
    const auto bank = read_conllu(text + "\n", "");
    ASSERT_TRUE(bank) << to_string(bank.error());
    std::string found;
    for (const bool space : language::spaces_before(bank->sentences.front())) found += space ? '1' : '0';
    EXPECT_EQ(found, c.spaces) << c.conllu;
  }
}

TEST(AnalyserFile, TruncationIsRefused) {
  const Bytes bytes = tiny_bytes();
  for (std::size_t size = 0; size < bytes.size; size += size < 5000 ? 1 : 97)
    ASSERT_FALSE(Analyser::read(bytes.first(size))) << size;
  EXPECT_TRUE(Analyser::read(bytes.all()));
}

TEST(AnalyserFile, FlippedBitsAreRefused) {
  Bytes bytes = tiny_bytes();
  std::mt19937 random(6);
  for (std::size_t bit = 0; bit < 8 * bytes.size; bit += bit < 8 * 64 ? 1 : 1 + random() % 2999) {
    bytes.data()[bit / 8] ^= static_cast<char>(1 << (bit % 8));
    ASSERT_FALSE(Analyser::read(bytes.all())) << bit;
    bytes.data()[bit / 8] ^= static_cast<char>(1 << (bit % 8));
  }
}

// A file whose checksum is right but whose content is not: refused or used, never undefined.
TEST(AnalyserFile, SignedNonsenseIsHarmless) {
  const Bytes plain = tiny_bytes();
  const std::vector<Sentence> sentences = sentences_of(neural::goldens().front());
  std::mt19937 random(9);
  int used = 0;
  for (int round = 0; round < 300; ++round) {
    Bytes bytes = plain;
    for (int i = 0; i <= round % 20; ++i) {
      const std::size_t at = 32 + random() % ((round % 2 == 0 ? 6000 : bytes.size) - 32);
      bytes.data()[at] = static_cast<char>(random() % 3 == 0 ? 0xFF : random());
    }
    bytes.sign();
    const auto analyser = Analyser::read(bytes.all());
    if (!analyser) continue;
    ++used;
    std::vector<Sentence> read = sentences;
    (*analyser)->annotate(read, (*analyser)->languages().front());
    for (const Sentence& sentence : read) ASSERT_TRUE(is_single_rooted_tree(sentence));
  }
  EXPECT_GT(used, 30);
}

}  // namespace
}  // namespace entente

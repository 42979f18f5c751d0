#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <sstream>
#include <thread>
#include <vector>

#include "entente/extract/conllu.h"
#include "entente/extract/language.h"
#include "language/model_data.h"
#include "language/network.h"

namespace entente {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

const fs::path kFolder = fs::path(ENTENTE_SOURCE_DIR) / "tests/extract/language";

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The bytes of the tiny model, aligned as a mapping would be.
struct Bytes {
  explicit Bytes(const std::string& content) : words((content.size() + 7) / 8), size(content.size()) {
    std::memcpy(words.data(), content.data(), size);
  }
  [[nodiscard]] char* data() { return reinterpret_cast<char*>(words.data()); }
  [[nodiscard]] std::span<const std::byte> first(std::size_t n) const {
    return std::as_bytes(std::span(words)).first(n);
  }
  [[nodiscard]] std::span<const std::byte> all() const { return first(size); }
  // Makes a changed model pass for whole.
  void sign() {
    std::vector<std::byte> rest(all().begin(), all().begin() + 24);
    rest.insert(rest.end(), all().begin() + 32, all().end());
    const std::uint64_t sum = neural::checksum(rest);
    std::memcpy(data() + 24, &sum, 8);
  }
  std::vector<std::uint64_t> words;
  std::size_t size;
};

// The model with further sections: its table of contents grows, so that all others move.
Bytes with_sections(const std::string& model, const std::vector<std::pair<std::string, std::string>>& added) {
  constexpr std::size_t kHead = 64, kEntry = 32;
  const auto padded = [](std::string bytes) { return bytes.append((64 - bytes.size() % 64) % 64, '\0'); };
  const auto number = [](std::uint64_t value) { return std::string(reinterpret_cast<const char*>(&value), 8); };
  std::uint32_t count = 0;
  std::memcpy(&count, model.data() + 12, 4);
  std::vector<std::pair<std::string, std::string>> sections;
  for (std::size_t i = 0; i < count; ++i) {
    const char* entry = model.data() + kHead + kEntry * i;
    std::uint64_t place[2];
    std::memcpy(place, entry + 16, 16);
    sections.emplace_back(std::string(entry, 16), model.substr(place[0], place[1]));
  }
  for (const auto& [name, content] : added) sections.emplace_back(name + std::string(16 - name.size(), '\0'), content);
  std::string table, body;
  const std::size_t start = padded(std::string(kHead + kEntry * sections.size(), '\0')).size();
  for (const auto& [name, content] : sections) {
    table += name + number(start + body.size()) + number(content.size());
    body += padded(content);
  }
  std::string whole = model.substr(0, 12) + number(sections.size()).substr(0, 4) + number(start + body.size());
  whole += std::string(kHead - whole.size(), '\0') + padded(table) + body;
  Bytes bytes(whole);
  bytes.sign();
  return bytes;
}

// The tiny model with a list in which "Paris" is a town, whose vector is `value` in every place.
Bytes tiny_with_lists(float value) {
  const std::uint64_t key = language::hash64(U"paris");
  const std::uint16_t flags = 4;
  const std::vector<float> rows(language::kListRows * 32, value);
  const auto bytes = [](const auto* from, std::size_t size) {
    return std::string(reinterpret_cast<const char*>(from), size);
  };
  return with_sections(read_file(kFolder / "tiny.model"),
                       {{"names.keys", bytes(&key, sizeof key)},
                        {"names.flags", bytes(&flags, sizeof flags)},
                        {"names.lists", bytes(rows.data(), rows.size() * sizeof(float))}});
}

Bytes tiny_bytes() { return Bytes(read_file(kFolder / "tiny.model")); }

Result<LanguageModel> tiny_model() { return LanguageModel::open(kFolder / "tiny.model"); }

Treebank tiny_treebank() { return *read_conllu(read_file(kFolder / "tiny.conllu"), "tiny.conllu"); }

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

std::string dump(const std::vector<Sentence>& sentences, std::string_view text) {
  std::ostringstream out;
  write_conllu(sentences, text, out);
  for (const Sentence& sentence : sentences)
    for (const NameSpan& span : sentence.names) out << span.first << ' ' << span.last << ' ' << span.score << '\n';
  return out.str();
}

TEST(LanguageModel, SaysWhatItWasTrainedToSay) {
  const auto model = tiny_model();
  ASSERT_TRUE(model) << to_string(model.error());
  EXPECT_EQ(model->language(), "fr");
  const Treebank gold = tiny_treebank();
  Treebank said = gold;
  for (Sentence& sentence : said.sentences)
    for (Token& token : sentence.tokens) token = {token.span, token.form, "", Upos::X, "", "", -1};
  annotate(said.sentences, *model);
  for (std::size_t s = 0; s < gold.sentences.size(); ++s) {
    for (std::size_t i = 0; i < gold.sentences[s].tokens.size(); ++i) {
      const Token& expected = gold.sentences[s].tokens[i];
      const Token& token = said.sentences[s].tokens[i];
      EXPECT_EQ(token.lemma, expected.lemma);
      EXPECT_EQ(name(token.upos), name(expected.upos)) << token.form;
      EXPECT_EQ(token.feats, expected.feats);
      EXPECT_EQ(token.head, expected.head) << token.form;
      EXPECT_EQ(token.deprel, expected.deprel);
    }
    ASSERT_EQ(said.sentences[s].names.size(), gold.sentences[s].names.size());
    for (std::size_t i = 0; i < gold.sentences[s].names.size(); ++i) {
      EXPECT_EQ(said.sentences[s].names[i].last, gold.sentences[s].names[i].last);
      EXPECT_EQ(said.sentences[s].names[i].type, gold.sentences[s].names[i].type);
      EXPECT_GT(said.sentences[s].names[i].score, 0.9F);
      EXPECT_LE(said.sentences[s].names[i].score, 1.0F);
    }
  }
}

TEST(LanguageModel, TreesDoNotDependOnTheBatchOrTheThread) {
  const auto model = tiny_model();
  ASSERT_TRUE(model);
  Treebank together = tiny_treebank();
  for (int i = 0; i < 4; ++i)
    for (const Sentence& sentence : tiny_treebank().sentences) together.sentences.push_back(sentence);
  std::vector<Sentence> apart = together.sentences;
  annotate(together.sentences, *model);
  {
    std::jthread first([&] {
      for (std::size_t i = 0; i < apart.size(); i += 2) {
        std::vector<Sentence> one{apart[i]};
        annotate(one, *model);
        apart[i] = one.front();
      }
    });
    for (std::size_t i = 1; i < apart.size(); i += 2) {
      std::vector<Sentence> one{apart[i]};
      annotate(one, *model);
      apart[i] = one.front();
    }
  }
  EXPECT_EQ(dump(apart, together.text), dump(together.sentences, together.text));
}

TEST(LanguageModel, EveryPathOfTheProcessorGivesTheSameTrees) {
  const Bytes bytes = tiny_bytes();
  const auto data = LanguageModel::Data::read(bytes.all());
  ASSERT_TRUE(data);
  std::string first;
  for (const language::Path path : {language::Path::portable, language::Path::avx2, language::Path::avx512}) {
    if (!language::is_available(path)) continue;
    Treebank bank = tiny_treebank();
    for (Sentence& sentence : bank.sentences) {
      sentence.names.clear();
      language::Network(**data, path).run({{&sentence, 0, static_cast<std::uint32_t>(sentence.tokens.size())}});
    }
    if (path == language::Path::portable) first = dump(bank.sentences, bank.text);
    EXPECT_EQ(dump(bank.sentences, bank.text), first);
  }
}

TEST(LanguageModel, WordsThatWereKeptOrForgottenGetTheSameTrees) {
  const Bytes bytes = tiny_bytes();
  const auto data = LanguageModel::Data::read(bytes.all());
  ASSERT_TRUE(data);
  std::string first;
  for (const std::size_t kept : {0U, 7U, 40U, 2048U}) {
    language::Network network(**data, language::best_path(), kept);
    for (int round = 0; round < 3; ++round) {
      Treebank bank = tiny_treebank();
      for (Sentence& sentence : bank.sentences) {
        sentence.names.clear();
        network.run({{&sentence, 0, static_cast<std::uint32_t>(sentence.tokens.size())}});
      }
      if (first.empty()) first = dump(bank.sentences, bank.text);
      EXPECT_EQ(dump(bank.sentences, bank.text), first) << kept << " words kept, round " << round;
    }
  }
}

TEST(LanguageModel, AnyWordsGetATree) {
  const auto model = tiny_model();
  ASSERT_TRUE(model);
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
    sentences.push_back(sentence);
  }
  annotate(sentences, *model);
  EXPECT_TRUE(sentences.front().tokens.empty());
  for (std::size_t i = 1; i < sentences.size(); ++i)
    EXPECT_TRUE(is_single_rooted_tree(sentences[i])) << sentences[i].tokens.size();
}

TEST(LanguageModel, NothingAndNoWordsAreFine) {
  const auto model = tiny_model();
  ASSERT_TRUE(model);
  EXPECT_TRUE(analyse("", *model).empty());
  EXPECT_TRUE(analyse(" \n\n ", *model).empty());
}

// What the lists add reaches the names and nothing else.
TEST(LanguageModel, ListsOfNamesChangeNamesOnly) {
  const auto read = [](const Bytes& bytes, bool names) {
    const auto data = LanguageModel::Data::read(bytes.all());
    EXPECT_TRUE(data) << (data ? "" : to_string(data.error()));
    Treebank bank = tiny_treebank();
    Sentence& sentence = bank.sentences.front();
    sentence.tokens.front().form = "Paris";
    sentence.names.clear();
    language::Network(**data).run({{&sentence, 0, static_cast<std::uint32_t>(sentence.tokens.size())}});
    if (!names) sentence.names.clear();
    return dump({sentence}, bank.text);
  };
  const Bytes plain = tiny_bytes(), silent = tiny_with_lists(0), loud = tiny_with_lists(-9);
  EXPECT_EQ(read(plain, true), read(silent, true));
  EXPECT_EQ(read(plain, false), read(loud, false));
  EXPECT_NE(read(plain, true), read(loud, true));
}

TEST(ModelFile, ListsOfTheWrongSizeAreRefused) {
  const Bytes bytes = with_sections(read_file(kFolder / "tiny.model"),
                                    {{"names.keys", std::string(16, 'a')}, {"names.flags", std::string(2, 'a')}});
  const auto data = LanguageModel::Data::read(bytes.all());
  ASSERT_FALSE(data);
  EXPECT_THAT(to_string(data.error()), HasSubstr("'names.flags' has the wrong size"));
}

TEST(ModelFile, TruncationAtEveryByteIsRefused) {
  const Bytes bytes = tiny_bytes();
  for (std::size_t size = 0; size < bytes.size; ++size)
    ASSERT_FALSE(LanguageModel::Data::read(bytes.first(size))) << size;
  EXPECT_TRUE(LanguageModel::Data::read(bytes.all()));
}

TEST(ModelFile, EveryFlippedBitIsRefused) {
  Bytes bytes = tiny_bytes();
  std::mt19937 random(6);
  const std::size_t head = 64 + 32 * 60;  // header and table: every bit; the rest: a sample
  for (std::size_t bit = 0; bit < 8 * bytes.size; bit += bit < 8 * head ? 1 : 1 + random() % 997) {
    bytes.data()[bit / 8] ^= static_cast<char>(1 << (bit % 8));
    ASSERT_FALSE(LanguageModel::Data::read(bytes.all())) << bit;
    bytes.data()[bit / 8] ^= static_cast<char>(1 << (bit % 8));
  }
}

// A file whose checksum is right but whose content is not: refused or used, never undefined.
TEST(ModelFile, SignedNonsenseIsHarmless) {
  const Bytes plain = tiny_bytes(), listed = tiny_with_lists(0.5F);
  std::mt19937 random(9);
  int used = 0;
  for (int round = 0; round < 400; ++round) {
    Bytes bytes = round % 4 < 2 ? plain : listed;
    for (int i = 0; i <= round % 20; ++i) {
      const std::size_t at = 32 + random() % ((round % 2 == 0 ? 2500 : bytes.size) - 32);
      bytes.data()[at] = static_cast<char>(random() % 3 == 0 ? 0xFF : random());
    }
    bytes.sign();
    const auto data = LanguageModel::Data::read(bytes.all());
    if (!data) continue;
    ++used;
    Treebank bank = tiny_treebank();
    for (Sentence& sentence : bank.sentences)
      language::Network(**data).run({{&sentence, 0, static_cast<std::uint32_t>(sentence.tokens.size())}});
    for (const Sentence& sentence : bank.sentences) ASSERT_TRUE(is_single_rooted_tree(sentence));
  }
  EXPECT_GT(used, 50);
}

TEST(ModelFile, ErrorsSayWhatIsWrong) {
  const fs::path folder = fs::temp_directory_path() / ("entente-model-test-" + std::to_string(::getpid()));
  fs::create_directories(folder);
  const auto message = [&](const std::string& content) {
    std::ofstream(folder / "x.model", std::ios::binary) << content;
    const auto model = LanguageModel::open(folder / "x.model");
    return model ? std::string() : to_string(model.error());
  };
  const std::string whole = read_file(kFolder / "tiny.model");
  std::string other_version = whole;
  other_version[8] = 9;
  std::string damaged = whole;
  damaged[damaged.size() / 2] ^= 1;
  EXPECT_THAT(message(""), HasSubstr("empty"));
  EXPECT_THAT(message("# Models\n"), HasSubstr("not a language model"));
  EXPECT_THAT(message(other_version), HasSubstr("version 9"));
  EXPECT_THAT(message(damaged), HasSubstr("checksum"));
  EXPECT_THAT(message(whole.substr(0, 1000)), HasSubstr("its header says"));
  EXPECT_THAT(message(damaged), HasSubstr("x.model"));
  const auto missing = LanguageModel::open(folder / "none.model");
  ASSERT_FALSE(missing);
  EXPECT_THAT(to_string(missing.error()), HasSubstr("cannot be opened"));
  EXPECT_FALSE(LanguageModel::open(folder));
  fs::remove_all(folder);
}

}  // namespace
}  // namespace entente

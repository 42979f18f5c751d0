#include "entente/graph/names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <set>
#include <sstream>

namespace entente {
namespace {

NameMatch match(std::string_view a, std::string_view b, NodeType type) {
  const NameRules& rules = builtin_name_rules();
  return compare(name_form(a, type, rules), name_form(b, type, rules), type);
}

// Letters that are written without ICU are written as ICU does; a letter of African languages makes it read the whole.
TEST(Romanised, TheShortWayWritesAsTheLongOneDoes) {
  const auto expect_same = [](const std::string& text) {
    const std::string there = romanised(text);
    EXPECT_EQ(romanised(text + " ƒ"), there + (there.empty() ? "f" : " f")) << text;
  };
  std::string all;
  for (unsigned code = 0xC0; code < 0x17F; ++code) {
    const std::string letter = {static_cast<char>(0xC0U | code >> 6U), static_cast<char>(0x80U | (code & 0x3FU))};
    for (const std::string& word : {letter, "a" + letter + "b", letter + letter + "E"}) expect_same(word);
    all += letter;
  }
  expect_same(all);
  for (const char* name : {"« L’Œuvre »", "Jean–Marc — “x”", "a\u00A0b", "‘É’", "5 × 4 ÷ 2"}) expect_same(name);
}

TEST(Romanised, WritesAnyScriptInAscii) {
  struct Case {
    const char *name, *roman;
  };
  constexpr Case kCases[] = {{"Зеленський", "zelenskij"},
                             {"Сергей Шойгу", "sergej shojgu"},
                             {"Élysée", "elysee"},
                             {"Łódź", "lodz"},
                             {"  Kim   Jong-un ", "kim jong un"},
                             {"习近平", "xi jin ping"},
                             {"Κυριάκος", "kyriakos"},
                             {"l'Atlantique", "l atlantique"},
                             {"U.S.A.", "u s a"},
                             {"—", ""},
                             {"", ""}};
  for (const Case& c : kCases) EXPECT_EQ(romanised(c.name), c.roman) << c.name;
}

TEST(MixesScripts, FindsForgedNames) {
  EXPECT_TRUE(mixes_scripts("Рutin"));                // a Cyrillic Р
  EXPECT_TRUE(mixes_scripts("Vladimir Put\u0456n"));  // a Ukrainian і
  EXPECT_FALSE(mixes_scripts("Владимир Putin"));      // each word in one script
  EXPECT_FALSE(mixes_scripts("東京タワー"));
  EXPECT_FALSE(mixes_scripts("Erdoğan"));
}

TEST(Compare, GivesItsReason) {
  struct Case {
    NodeType type;
    const char *a, *b;
    double score;
    const char* reason;
  };
  constexpr NodeType kPerson = NodeType::person, kBody = NodeType::organization;
  constexpr Case kCases[] = {
      {kPerson, "Kim Jong-un", "Kim Jong-un", 1, "same name"},
      {kPerson, "Kim Jong-un", "KIM JONG UN", 0.98, "same name"},
      {kPerson, "Volodymyr Zelenskyy", "Володимир Зеленський", 0.95, "spelling variant"},
      {kPerson, "Orbán Viktor", "Viktor Orban", 0.9, "order of names"},
      {kPerson, "Ban Ki-moon", "Ban Kimoon", 0.93, "words set apart differently"},
      {kPerson, "Donald Trump", "Donald J. Trump", 0.85, "middle name left out"},
      {kPerson, "Hassan Rohani", "Hassan Rouhani", 0.85, "vowels of another language"},
      {kPerson, "Li Peng", "Li Ping", 0, ""},
      {kPerson, "Abdul Aziz Ahmad", "Abdelaziz Ahmed", 0.95, "spelling variant"},
      {kPerson, "Ali as-Sadr", "Ali al-Sadr", 0.98, "same name"},
      {NodeType::state, "Côte d'Ivoire", "Ivory Coast", 0.97, "names of one state"},
      {NodeType::state, "Niger", "Nigeria", 0, ""},
      {kBody, "Co-operation Council", "Conseil de coopération", 0.9, "translated name"},
      {kPerson, "V. Poutine", "Vladimir Putin", 0.7, "initial of a name"},
      {kPerson, "Zelensky", "Volodymyr Zelenskyy", 0.6, "part of the name"},
      {kPerson, "Pedro Sánchez", "Pedro Sánchez Pérez-Castejón", 0.7, "second surname left out"},
      {kPerson, "Vladimir Putin", "Vladimir Рutin", 0.6, "looks like it, in letters of two scripts"},
      {kPerson, "Kim Jong-un", "Kim Jong-il", 0, ""},
      {kPerson, "Charles III", "Charles II", 0, ""},
      {kBody, "OTAN", "Organisation du traité de l'Atlantique Nord", 0.85, "acronym"},
      {kBody, "UE", "Union européenne", 0.6, "acronym of two letters"},
      {kBody, "OTAN", "NATO", 0.6, "acronym in the other language's order"},
      {kBody, "Ligue arabe", "Arab League", 0.9, "translated name"},
      {kBody, "U.N.", "UN", 0.98, "same name"},
      {kBody, "", "UN", 0, ""},
  };
  for (const Case& c : kCases) {
    const NameMatch found = match(c.a, c.b, c.type), turned = match(c.b, c.a, c.type);
    EXPECT_EQ(found.score, c.score) << c.a << " / " << c.b;
    EXPECT_EQ(found.reason, c.reason) << c.a << " / " << c.b;
    EXPECT_EQ(turned.score, found.score) << "not symmetric: " << c.a << " / " << c.b;
  }
}

struct LabelledPair {
  bool same = false;
  NodeType type = NodeType::person;
  std::string a, b;
};

std::vector<LabelledPair> labelled_pairs(const std::string& name) {
  std::vector<LabelledPair> pairs;
  std::ifstream file(ENTENTE_SOURCE_DIR "/tests/graph/data/" + name);
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream columns(line);
    std::string label, type;
    LabelledPair pair;
    std::getline(columns, label, '\t');
    std::getline(columns, type, '\t');
    std::getline(columns, pair.a, '\t');
    std::getline(columns, pair.b, '\t');
    pair.same = label == "same";
    pair.type = node_type(type).first;
    pairs.push_back(std::move(pair));
  }
  return pairs;
}

struct Quality {
  int right = 0, wrong = 0, missed = 0, pairs = 0, negatives = 0;
  [[nodiscard]] double precision() const { return right / std::max(1.0, static_cast<double>(right + wrong)); }
  [[nodiscard]] double recall() const { return right / std::max(1.0, static_cast<double>(right + missed)); }
};

Quality quality(const std::vector<LabelledPair>& pairs, const char* title) {
  Quality quality;
  std::string mistakes;
  for (const LabelledPair& pair : pairs) {
    const bool joined = match(pair.a, pair.b, pair.type).score >= kSameName;
    ++quality.pairs;
    quality.negatives += !pair.same;
    quality.right += joined && pair.same;
    quality.wrong += joined && !pair.same;
    quality.missed += !joined && pair.same;
    if (joined != pair.same) mistakes += (joined ? "  joined: " : "  missed: ") + pair.a + " / " + pair.b + "\n";
  }
  std::printf("%s: %d pairs, %d of them different: precision %.3f, recall %.3f\n%s", title, quality.pairs,
              quality.negatives, quality.precision(), quality.recall(), mistakes.c_str());
  return quality;
}

TEST(Compare, IsPreciseOnLabelledPairs) {
  const std::vector<LabelledPair> known = labelled_pairs("name_pairs.tsv");
  const std::vector<LabelledPair> held_out = labelled_pairs("name_pairs_heldout.tsv");
  const std::vector<LabelledPair> unseen = labelled_pairs("name_pairs_unseen.tsv");
  std::vector<LabelledPair> all = known;
  all.insert(all.end(), held_out.begin(), held_out.end());
  all.insert(all.end(), unseen.begin(), unseen.end());
  for (const Quality& part : {quality(held_out, "held out"), quality(unseen, "unseen")}) {
    EXPECT_GE(part.pairs, 120);
    EXPECT_GE(2 * part.negatives, part.pairs);
    EXPECT_GE(part.precision(), 0.98);
    EXPECT_GE(part.recall(), 0.80);
  }
  for (const Quality& part : {quality(known, "known"), quality(all, "all")}) {
    EXPECT_GE(part.pairs, 400);
    EXPECT_GE(2 * part.negatives, part.pairs - 1);
    EXPECT_GE(part.precision(), 0.98);
    EXPECT_GE(part.recall(), 0.90);
  }
}

TEST(BlockingKeys, AreSharedByAllPairsWorthALook) {
  const NameRules& rules = builtin_name_rules();
  const std::vector<LabelledPair> pairs = labelled_pairs("name_pairs.tsv");
  std::vector<NameForm> forms;
  for (const LabelledPair& pair : pairs) forms.push_back(name_form(pair.a, pair.type, rules));
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    for (std::size_t j = 0; j < pairs.size(); ++j) {
      if (pairs[i].type != pairs[j].type) continue;
      const NameForm other = name_form(pairs[j].b, pairs[j].type, rules);
      if (compare(forms[i], other, pairs[i].type).score < kPossiblySame) continue;
      const std::vector<std::string> a = blocking_keys(forms[i], pairs[i].type),
                                     b = blocking_keys(other, pairs[i].type);
      EXPECT_TRUE(std::any_of(a.begin(), a.end(),
                              [&](const std::string& key) { return std::find(b.begin(), b.end(), key) != b.end(); }))
          << pairs[i].a << " / " << pairs[j].b;
    }
  }
}

TEST(NameRules, AreReadWithTheirMistakesNamed) {
  EXPECT_TRUE(NameRules::parse("nord\tnorth\n", "ou\tu\n", "").has_value());
  const auto error = [](std::string_view words, std::string_view spelling) {
    const Result<NameRules> rules = NameRules::parse(words, spelling, "");
    return rules ? std::string() : to_string(rules.error());
  };
  EXPECT_EQ(error("nord\tnorth\n# x\nnorth\tnordic\n", ""), "words.tsv:3: word \"north\" stands in two lines");
  EXPECT_EQ(error("nord\t\n", ""), "words.tsv:1: empty word");
  EXPECT_EQ(error("", "ou\tu\tmiddle\n"), "spelling.tsv:1: rewrite rule is not \"from, to, start|end, person|thing\"");
}

}  // namespace
}  // namespace entente

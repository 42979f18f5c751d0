// Hand-computed scores. In each case gold and system are small enough to count on one's fingers.
#include "evaluate.h"

#include <gtest/gtest.h>

#include <sstream>
#include <string>

namespace entente::training {
namespace {

// "form lemma UPOS feats head deprel" a word; "1-2 form" a range; a line a token; "" ends a sentence; a trailing +
// glues.
Treebank bank(const std::string& lines) {
  std::istringstream in(lines);
  std::string content;
  std::string line;
  int number = 0;
  while (std::getline(in, line)) {
    if (line.empty()) {
      content += "\n";
      number = 0;
      continue;
    }
    const bool glued = line.ends_with("+");
    if (glued) line.pop_back();
    const std::string misc = glued ? "SpaceAfter=No" : "_";
    std::istringstream fields(line);
    std::string first;
    fields >> first;
    if (first[0] >= '0' && first[0] <= '9' && first.find('-') != std::string::npos) {
      std::string form;
      fields >> form;
      content += first + "\t" + form + "\t_\t_\t_\t_\t_\t_\t_\t" + misc + "\n";
      continue;
    }
    std::string lemma;
    std::string upos;
    std::string feats;
    std::string head;
    std::string deprel;
    fields >> lemma >> upos >> feats >> head >> deprel;
    content += std::to_string(++number) + "\t" + first + "\t" + lemma + "\t" + upos + "\t_\t" + feats + "\t" + head +
               "\t" + deprel + "\t_\t" + misc + "\n";
  }
  auto result = read_conllu(content, "test");
  EXPECT_TRUE(result) << (result ? "" : to_string(result.error()));
  return *result;
}

Scores scores(const std::string& gold, const std::string& system) {
  const auto result = evaluate(bank(gold), bank(system), "system");
  EXPECT_TRUE(result) << (result ? "" : to_string(result.error()));
  return *result;
}

constexpr const char* kGold =
    "Le le DET Gender=Masc 2 det\n"
    "chat chat NOUN Gender=Masc|Number=Sing 3 nsubj\n"
    "dort dormir VERB Mood=Ind 0 root+\n"
    ". . PUNCT _ 3 punct\n";

TEST(Evaluate, TheSameFileScoresFull) {
  const Scores all = scores(kGold, kGold);
  for (std::size_t m = 0; m < kMetrics; ++m) EXPECT_DOUBLE_EQ(all.metrics[m].f1(), 1.0) << name(static_cast<Metric>(m));
  EXPECT_EQ(all[Metric::clas].gold, 2U);  // chat, dort
}

TEST(Evaluate, CountsTagsHeadsAndLabels) {
  // chat: wrong lemma, right head, wrong label; the point hangs on chat; a feature of le differs; subtypes do not
  // count.
  const Scores all = scores(kGold,
                            "Le le DET Gender=Fem 2 det:x\n"
                            "chat chats NOUN Gender=Masc|Number=Sing|Foo=Bar 3 obj\n"
                            "dort dormir AUX Mood=Ind 0 root+\n"
                            ". . PUNCT _ 2 punct\n");
  EXPECT_EQ(all[Metric::upos].correct, 3U);
  EXPECT_EQ(all[Metric::ufeats].correct, 3U);  // Foo is no universal feature
  EXPECT_EQ(all[Metric::lemmas].correct, 3U);
  EXPECT_EQ(all[Metric::uas].correct, 3U);
  EXPECT_EQ(all[Metric::las].correct, 2U);   // le, dort
  EXPECT_EQ(all[Metric::clas].correct, 1U);  // dort of {chat, dort}
  EXPECT_EQ(all[Metric::mlas].correct, 0U);  // dort has the wrong tag
  EXPECT_EQ(all[Metric::blex].correct, 1U);
}

TEST(Evaluate, MlasLooksAtFunctionWords) {
  // All of chat is right but for a feature of its determiner.
  const Scores all = scores(kGold,
                            "Le le DET Gender=Fem 2 det\n"
                            "chat chat NOUN Gender=Masc|Number=Sing 3 nsubj\n"
                            "dort dormir VERB Mood=Ind 0 root+\n"
                            ". . PUNCT _ 3 punct\n");
  EXPECT_EQ(all[Metric::clas].correct, 2U);
  EXPECT_EQ(all[Metric::blex].correct, 2U);
  EXPECT_EQ(all[Metric::mlas].correct, 1U);
}

TEST(Evaluate, AlignsDifferentWords) {
  // Gold: "dort." is two tokens; system: one. Sentence ends agree.
  const Scores all = scores(kGold,
                            "Le le DET Gender=Masc 2 det\n"
                            "chat chat NOUN Gender=Masc|Number=Sing 3 nsubj\n"
                            "dort. dormir VERB Mood=Ind 0 root\n");
  EXPECT_EQ(all[Metric::tokens].gold, 4U);
  EXPECT_EQ(all[Metric::tokens].system, 3U);
  EXPECT_EQ(all[Metric::tokens].correct, 2U);
  EXPECT_EQ(all[Metric::sentences].correct, 1U);
  EXPECT_EQ(all[Metric::words].correct, 2U);
  EXPECT_EQ(all[Metric::uas].correct, 1U);  // chat's head stands on no gold word
  EXPECT_DOUBLE_EQ(all[Metric::upos].aligned_accuracy(), 1.0);
  EXPECT_NEAR(all[Metric::words].f1(), 2 * 2 / 7.0, 1e-9);
}

TEST(Evaluate, AlignsContractionsByTheirForms) {
  constexpr const char* kContracted =
      "Voix voix NOUN _ 0 root\n"
      "2-3 du\n"
      "de de ADP _ 4 case\n"
      "le le DET _ 4 det\n"
      "Mali Mali PROPN _ 1 nmod\n";
  const Scores all = scores(kContracted,
                            "Voix voix NOUN _ 0 root\n"
                            "du du DET _ 3 det\n"
                            "Mali Mali PROPN _ 1 nmod\n");
  EXPECT_EQ(all[Metric::tokens].correct, 3U);  // Voix, du, Mali
  EXPECT_EQ(all[Metric::words].correct, 2U);   // "du" is neither de nor le
  EXPECT_EQ(all[Metric::words].gold, 4U);
  EXPECT_EQ(all[Metric::words].system, 3U);
  EXPECT_EQ(all[Metric::las].correct, 2U);
  const Scores partly = scores(kContracted,
                               "Voix voix NOUN _ 0 root\n"
                               "2-3 du\n"
                               "DE de ADP _ 4 case\n"
                               "les le DET _ 4 det\n"
                               "Mali Mali PROPN _ 1 nmod\n");
  EXPECT_EQ(partly[Metric::words].correct, 3U);  // Voix, de, Mali
}

TEST(Evaluate, CountsSentences) {
  const Scores all = scores("A a X _ 0 root\n. . PUNCT _ 1 punct\n\nB b X _ 0 root\n\n",
                            "A a X _ 0 root\n. . PUNCT _ 1 punct\nB b X _ 1 dep\n\n");
  EXPECT_EQ(all[Metric::sentences].gold, 2U);
  EXPECT_EQ(all[Metric::sentences].system, 1U);
  EXPECT_EQ(all[Metric::sentences].correct, 0U);
  EXPECT_EQ(all[Metric::uas].correct, 2U);
}

TEST(Evaluate, TablesAddUp) {
  const Scores all = scores(kGold, kGold);
  EXPECT_EQ(all.by_relation.at("det").correct, 1U);
  EXPECT_EQ(all.by_relation.size(), 4U);
  EXPECT_EQ(all.by_length[0].first, 10U);
  EXPECT_EQ(all.by_length[0].second.correct, 4U);
}

TEST(Evaluate, RefusesAnotherText) {
  const auto result = evaluate(bank(kGold), bank("Le le DET _ 2 det\nchien chien NOUN _ 0 root\n"), "system.conllu");
  ASSERT_FALSE(result);
  EXPECT_EQ(to_string(result.error()),
            "system.conllu:2: text differs from the gold text at \"chien\"; score an analysis of the same text");
}

TEST(EvaluateNames, WantsExactEndsAndType) {
  const auto with_names = [](const char* first, const char* second, const char* third) {
    const std::string tail = "\t_\tX\t_\t_\t_\t_\t_\t";
    return *read_conllu("1\tKim" + tail + first + "\n2\tJong-un" + tail + second + "\n3\tSéoul" + tail + third + "\n",
                        "test");
  };
  const Treebank gold = with_names("NE=B-PER", "NE=I-PER", "NE=B-LOC");
  const auto same = evaluate_names(gold, gold, "system");
  ASSERT_TRUE(same);
  EXPECT_EQ(same->at("").correct, 2U);
  const auto other = evaluate_names(gold, with_names("NE=B-PER", "_", "NE=B-ORG"), "system");
  ASSERT_TRUE(other);
  EXPECT_EQ(other->at("").correct, 0U);
  EXPECT_EQ(other->at("").system, 2U);
  EXPECT_EQ(other->at("LOC").gold, 1U);
  EXPECT_EQ(other->at("ORG").gold, 0U);
}

}  // namespace
}  // namespace entente::training

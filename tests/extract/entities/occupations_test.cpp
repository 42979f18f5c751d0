// What a text says that a person is, over trees written by hand.
#include "entities/occupations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../../support/compact_sentence.h"

namespace entente::entities {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// The occupations of the mention of words [first, last).
std::vector<std::string> of(const std::string& compact, std::uint32_t first, std::uint32_t last, const char* language,
                            MentionForm form = MentionForm::name) {
  Mention mention;
  mention.first = mention.head = first;
  mention.last = last;
  mention.form = form;
  return occupations(compact_sentence(compact), mention, vocabulary_of(language));
}

const std::string kButler = "Michael/Michael/PROPN/0/root Butler/Butler/PROPN/1/flat:name";

TEST(Occupations, StandBeforeTheName) {
  EXPECT_THAT(of("le/le/DET/2/det boxeur/boxeur/NOUN/0/root britannique/britannique/ADJ/2/amod "
                 "Michael/Michael/PROPN/2/appos Butler/Butler/PROPN/4/flat:name",
                 3, 5, "fr"),
              ElementsAre("boxeur"));
  EXPECT_THAT(of("British/British/ADJ/2/amod boxer/boxer/NOUN/0/root Michael/Michael/PROPN/2/appos", 2, 3, "en"),
              ElementsAre("boxer"));
}

TEST(Occupations, StandAfterTheName) {
  EXPECT_THAT(of(kButler + " ,/,/PUNCT/4/punct professeur/professeur/NOUN/1/appos", 0, 2, "fr"),
              ElementsAre("professeur"));
  const std::string mistaken =
      " ,/,/PUNCT/1/punct a/a/DET/6/det/Definite=Ind|PronType=Art "
      "welterweight/welterweight/NOUN/6/compound boxer/boxer/NOUN/7/nsubj won/win/VERB/0/root";
  EXPECT_THAT(of(kButler + mistaken, 0, 2, "en"), ElementsAre("boxer"));
  EXPECT_THAT(of(kButler + " ,/,/PUNCT/4/punct soldats/soldat/NOUN/5/nsubj partent/partir/VERB/0/root", 0, 2, "fr"),
              IsEmpty());
}

TEST(Occupations, AreSaidByACopula) {
  EXPECT_THAT(of("Butler/Butler/PROPN/3/nsubj est/être/AUX/3/cop boxeur/boxeur/NOUN/0/root", 0, 1, "fr"),
              ElementsAre("boxeur"));
  EXPECT_THAT(of("Butler/Butler/PROPN/2/nsubj frappe/frapper/VERB/0/root", 0, 1, "fr"), IsEmpty());
}

TEST(Occupations, AreTheTitleOfATitle) {
  EXPECT_THAT(of("the/the/DET/2/det spokesman/spokesman/NOUN/0/root", 1, 2, "en", MentionForm::title),
              ElementsAre("spokesman"));
  EXPECT_THAT(of("il/il/PRON/0/root", 0, 1, "fr", MentionForm::pronoun), IsEmpty());
}

TEST(Occupations, LeaveOutWhatCouldBeSaidOfAnybody) {
  EXPECT_THAT(of("homme/homme/NOUN/0/root Butler/Butler/PROPN/1/appos", 1, 2, "fr"), IsEmpty());
  EXPECT_THAT(of("M./monsieur/NOUN/0/root Butler/Butler/PROPN/1/appos", 1, 2, "fr"), IsEmpty());
  EXPECT_THAT(of("boxers/boxer/NOUN/0/root/Number=Plur Butler/Butler/PROPN/1/appos", 1, 2, "en"), IsEmpty());
}

}  // namespace
}  // namespace entente::entities

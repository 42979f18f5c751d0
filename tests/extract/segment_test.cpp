#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "entente/extract/language.h"

namespace entente {
namespace {

// Tokens separated by spaces, sentences by " ‖ ", the words of a contraction by +; a space inside a token is shown as
// ␣.
std::string dump(std::string_view text, std::string_view language) {
  std::string out;
  for (const Sentence& sentence : segment(text, language)) {
    if (!out.empty()) out += " ‖ ";
    auto contraction = sentence.contractions.begin();
    for (std::uint32_t i = 0; i < sentence.tokens.size(); ++i) {
      while (contraction != sentence.contractions.end() && contraction->last <= i) ++contraction;
      const bool joined = contraction != sentence.contractions.end() && contraction->first < i;
      if (i > 0) out += joined ? "+" : " ";
      for (const char c : sentence.tokens[i].form) out += c == ' ' ? std::string("␣") : std::string(1, c);
    }
  }
  return out;
}

struct Case {
  const char* text;
  const char* words;
};

constexpr Case kFrenchWords[] = {
    {"L'accord du 28 octobre 2024.", "L' accord de+le 28 octobre 2024 ."},
    {"Il n’a pas parlé aux députés jusqu’à l’aube.", "Il n’ a pas parlé à+les députés jusqu’ à l’ aube ."},
    {"Quelqu'un l'a dit aujourd'hui.", "Quelqu'un l' a dit aujourd'hui ."},
    {"Du pain, c'est-à-dire ce que l'on mange.", "De+le pain , c'est-à-dire ce que l'on mange ."},
    {"Viendra-t-il ? dit-elle.", "Viendra -t-il ? dit -elle ."},
    {"Pouvez-vous fixer un rendez-vous peut-être ?", "Pouvez -vous fixer un rendez-vous peut-être ?"},
    {"Kim Jong-il et Ban Ki-moon", "Kim Jong-il et Ban Ki-moon"},
    {"l'arrivée des soldats nord-coréens, 10 000 hommes", "l' arrivée de+les soldats nord-coréens , 10␣000 hommes"},
    {"en 2023 120 hommes", "en 2023 120 hommes"},
    {"M. Rutte et Mme. Le Pen à 20h ou 7h15", "M. Rutte et Mme. Le Pen à 20 h ou 7 h 15"},
    {"Il y a eu des morts dans le nord des États-Unis.", "Il y a eu des morts dans le nord de+les États-Unis ."},
    {"J.-P. Raffarin (élu(e)s) roule à 90 km/h.", "J.-P. Raffarin ( élu(e) s ) roule à 90 km/h ."},
    {"Vraiment ?... Oui !", "Vraiment ? ... Oui !"},
    {"celui-ci, cette fois-ci, ce jour-là", "celui-ci , cette fois -ci , ce jour -là"},
    {"Écrire à jean@example.fr, voir https://example.fr/a?b=1.",
     "Écrire à jean@example.fr , voir https://example.fr/a?b=1 ."},
};

constexpr Case kEnglishWords[] = {
    {"Russia's army didn't move.", "Russia+'s army did+n't move ."},
    {"They can't; we’ll see, cannot we?", "They ca+n't ; we+’ll see , can+not we ?"},
    {"The United States' allies", "The United States+' allies"},
    {"a well-known anti-Russian e-mail", "a well - known anti-Russian e-mail"},
    {"Kim Jong-un paid $3.5 million (3.5%) at 5pm.", "Kim Jong - un paid $ 3.5 million ( 3.5 % ) at 5 pm ."},
    {"\"No,\" he said; 'Yes!'", "\" No , \" he said ; ' Yes ! '"},
    {"Call 555-123-4567 on 9/11 at 5:30.", "Call 555-123-4567 on 9/11 at 5:30 ."},
};

constexpr Case kFrenchSentences[] = {
    {"BAMAKO – Le Mali a signé un accord avec le Niger.", "BAMAKO – ‖ Le Mali a signé un accord avec le Niger ."},
    {"Nairobi, le 3 mars 2021 – Le Collectif a élu son bureau hier.",
     "Nairobi , le 3 mars 2021 – ‖ Le Collectif a élu son bureau hier ."},
    {"ONU – Russie : un bras de fer", "ONU – Russie : un bras de fer"},
    {"Le pont – un ouvrage ancien – a été fermé hier par la ville.",
     "Le pont – un ouvrage ancien – a été fermé hier par la ville ."},
    {"Il part. Elle reste.", "Il part . ‖ Elle reste ."},
    {"M. Rutte a parlé. « Nous aiderons Kiev. » Puis il est parti.",
     "M. Rutte a parlé . ‖ « Nous aiderons Kiev . » ‖ Puis il est parti ."},
    {"Un titre sans point\nLa guerre continue.\n", "Un titre sans point ‖ La guerre continue ."},
    {"Quand ? demanda-t-il.", "Quand ? demanda -t-il ."},
    {"« Quand ? » a demandé M. Macron.", "« Quand ? » a demandé M. Macron ."},
    {"BAMAKO – L'armée avance, dit-on. Le Mali attend.", "BAMAKO – ‖ L' armée avance , dit -on . ‖ Le Mali attend ."},
    {"• 07 h 15 – Tirs.\n• 08 h 40 – Calme.\n", "• 07 h 15 – Tirs . ‖ • 08 h 40 – Calme ."},
};

constexpr Case kEnglishSentences[] = {
    {"OSLO/BERN - Norway and Switzerland signed a new treaty on fish.",
     "OSLO / BERN - ‖ Norway and Switzerland signed a new treaty on fish ."},
    {"Mr. Biden met Gen. Kelly in the U.S. Senate. He left.",
     "Mr. Biden met Gen. Kelly in the U.S. Senate . ‖ He left ."},
    {"He lives in the U.S. The army left. Was it Dr. Rice?",
     "He lives in the U.S. ‖ The army left . ‖ Was it Dr. Rice ?"},
    {"“We will help.” He left!", "“ We will help . ” ‖ He left !"},
};

TEST(Segment, FrenchWords) {
  for (const Case& c : kFrenchWords) EXPECT_EQ(dump(c.text, "fr"), c.words) << c.text;
}
TEST(Segment, EnglishWords) {
  for (const Case& c : kEnglishWords) EXPECT_EQ(dump(c.text, "en"), c.words) << c.text;
}
TEST(Segment, FrenchSentences) {
  for (const Case& c : kFrenchSentences) EXPECT_EQ(dump(c.text, "fr"), c.words) << c.text;
}
TEST(Segment, EnglishSentences) {
  for (const Case& c : kEnglishSentences) EXPECT_EQ(dump(c.text, "en"), c.words) << c.text;
}

}  // namespace
}  // namespace entente

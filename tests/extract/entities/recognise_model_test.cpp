// The same stage over the trained models, on plain text: what must hold whatever small mistakes the trees have.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <string>

#include "entente/extract/extractor.h"
#include "entities_dump.h"

namespace entente {
namespace {

const Resources& resources() {
  static const Resources kResources = [] {
    ResourceOptions options;
    options.models = std::filesystem::path(ENTENTE_BINARY_DIR) / "models";
    auto loaded = load_resources(options);
    if (!loaded) ADD_FAILURE() << to_string(loaded.error());
    return loaded ? *std::move(loaded) : Resources();
  }();
  return kResources;
}

struct Case {
  const char* language;
  const char* published;
  const char* text;
  const char* wanted;  // lines of the dump
};

void check(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    const auto model = resources().models.find(c.language);
    ASSERT_NE(model, resources().models.end()) << c.language;
    Document document;
    document.text = c.text;
    document.article.language = c.language;
    document.article.published = c.published;
    const Entities entities = recognise(document, analyse(document.text, model->second), resources());
    EXPECT_EQ(missing(entities, document.text, c.wanted), "") << c.text;
  }
}

TEST(RecogniseWithModels, French) {
  check({
      {"fr", "2024-05-02", "Le Mali a accusé la France. Paris a rejeté ces accusations.",
       "State mali: Mali\nState france: France | Paris"},
      {"fr", "2024-05-02", "L’Otan et l’Union européenne ont condamné cette attaque. Selon l’UE, elle est grave.",
       "Organization nato: Otan"},
      {"fr", "2024-05-02", "Le ministre Karim Belvaux est arrivé à Berlin. M. Belvaux a été reçu par la chancellerie.",
       "Person karim-belvaux: ministre | Karim Belvaux | Belvaux"},
      {"fr", "2024-05-02", "La Ligue des pêcheurs du Nord (LPN) a manifesté. La LPN réclame des aides.",
       "Organization ligue-des-pecheurs-du-nord: Ligue des pêcheurs du Nord | LPN | LPN"},
      {"fr", "2024-05-02", "Des soldats polonais sont arrivés. L’armée polonaise a confirmé leur présence.",
       "MilitaryUnit polish-army: soldats polonais | armée polonaise | leur"},
  });
}

// One person, whichever of the names comes first.
TEST(RecogniseWithModels, FamilyNameFirst) {
  check({
      {"en", "2024-05-02", "Lavrov, Sergey met Wang Yi in Beijing.",
       "Person sergey-lavrov: Lavrov, Sergey\nPerson wang-yi: Wang Yi"},
      {"en", "2024-05-02", "Blinken, Antony warned Iran.", "Person antony-blinken: Blinken, Antony\nState iran: Iran"},
      {"fr", "2024-05-02", "Macron, Emmanuel a averti la Russie.",
       "Person emmanuel-macron: Macron, Emmanuel\nState russia: Russie"},
      {"en", "2024-05-02", "KIM Jong Un warned South Korea.", "Person kim-jong-un: KIM Jong Un"},
      {"en", "2024-05-02", "XI Jinping met Vladimir Putin.", "Person xi-jinping: XI Jinping"},
      {"fr", "2024-05-02", "LEROY Alexandre a rencontré Vladimir Poutine.",
       "Person leroy-alexandre: LEROY Alexandre\nPerson vladimir-putin: Vladimir Poutine"},
      // several, and none
      {"en", "2024-05-02", "Vladimir Putin, Xi Jinping and Narendra Modi met in Kazan.",
       "Person vladimir-putin: Vladimir Putin\nPerson xi-jinping: Xi Jinping\nPerson narendra-modi: Narendra Modi"},
      {"en", "2024-05-02", "NATO chief Jens Stoltenberg warned Russia.",
       "Organization nato: NATO\nPerson jens-stoltenberg: NATO chief | Jens Stoltenberg"},
  });
}

TEST(RecogniseWithModels, English) {
  check({
      {"en", "2005-06-01",
       "Opposition leader Henry Ramos Tuesday rejected the offer. President Hugo Chavez Monday left.",
       "Person henry-ramos: Opposition leader | Henry Ramos\nPerson hugo-chavez: President | Hugo Chavez"},
      {"en", "2005-06-01", "Prime Minister Theresa May met Abu Sayyaf fighters on Good Friday.",
       "Person theresa-may: Prime Minister | Theresa May"},
      {"en", "2024-05-02", "Peru has criticised Chile. Lima said it would recall its ambassador.",
       "State peru: Peru | Lima | it | its\nState chile: Chile"},
      {"en", "2024-05-02", "Mary Thornfield met reporters in Madrid. She said talks would go on.",
       "Person mary-thornfield: Mary Thornfield | She"},
      {"en", "2024-05-02", "The Harbour Workers Union (HWU) called a strike. The HWU wants higher wages.",
       "Organization harbour-workers-union: Harbour Workers Union | HWU | HWU"},
      {"en", "2024-05-02", "Polish troops crossed the river. The troops were later withdrawn.",
       "MilitaryUnit polish-army: Polish troops | troops"},
      {"en", "2024-05-02", "The United Arab Emirates and Turkey welcomed the news.",
       "State united-arab-emirates: United Arab Emirates\nState turkey: Turkey"},
      {"en", "2024-05-02", "A year ago the United Nations and Turkey brokered the agreement.",
       "Organization united-nations: United Nations\nState turkey: Turkey"},
      {"en", "2024-05-02", "Secretary of State Antony Blinken called the decision unconscionable.",
       "Person antony-blinken: Secretary of State | Antony Blinken"},
      {"en", "2024-05-02", "Japan will sign an agreement with the Philippines.",
       "State japan: Japan\nState philippines: Philippines"},
  });
}

}  // namespace
}  // namespace entente

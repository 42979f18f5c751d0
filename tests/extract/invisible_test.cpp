#include "invisible.h"

#include <gtest/gtest.h>

namespace entente {
namespace {

struct Case {
  const char* text;
  const char* visible;
  const char* word;      // of the visible text
  const char* original;  // what it is in the text
};

TEST(Invisible, WordsAreLedBackToTheText) {
  constexpr Case cases[] = {{"La Fran\u00ADce sou\u00ADtient", "La France soutient", "France", "Fran\u00ADce"},
                            {"La Fran\u00ADce sou\u00ADtient", "La France soutient", "soutient", "sou\u00ADtient"},
                            {"la Chi\u200Bne mardi", "la Chine mardi", "Chine", "Chi\u200Bne"},
                            {"\u00ADParis\u00AD agit", "Paris agit", "Paris", "Paris"},
                            {"l\u2060'Iran", "l'Iran", "Iran", "Iran"},
                            {"U\u200Ckra\u200Dine", "Ukraine", "Ukraine", "U\u200Ckra\u200Dine"},
                            {"\uFEFFKiev", "Kiev", "Kiev", "Kiev"},
                            {"Pé\u00AD\u200Bkin", "Pékin", "Pékin", "Pé\u00AD\u200Bkin"},
                            {"Moscou nie", "Moscou nie", "Moscou", "Moscou"},
                            {"« Été »", "« Été »", "Été", "Été"}};
  for (const Case& c : cases) {
    const std::string text = c.text, word = c.word;
    const std::string visible = without_invisible(text);
    EXPECT_EQ(visible, c.visible) << text;
    EXPECT_EQ(has_invisible(text), visible.size() != text.size()) << text;
    const auto at = static_cast<std::uint32_t>(visible.find(word));
    const ByteSpan span = VisibleMap(text).original({at, at + static_cast<std::uint32_t>(word.size())});
    EXPECT_EQ(slice(text, span), c.original) << text;
  }
}

}  // namespace
}  // namespace entente

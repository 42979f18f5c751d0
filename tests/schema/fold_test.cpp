#include "entente/schema/fold.h"

#include <gtest/gtest.h>

namespace entente {
namespace {

struct Case {
  const char* text;
  const char* folded;
};

constexpr Case kCases[] = {
    {"", ""},
    {"Russie", "russie"},
    {"États-Unis", "etats unis"},
    {"Etats  Unis ", "etats unis"},
    {"E\u0301tats\u2011Unis", "etats unis"},
    {"U.S.", "us"},
    {"U.S.A.", "usa"},
    {"St. Petersburg", "st petersburg"},
    {"Quai d'Orsay", "quai d orsay"},
    {"Quai d’Orsay", "quai d orsay"},
    {"Côte d\u02BCIvoire", "cote divoire"},
    {"«\u00A0L’Élysée\u00A0»", "l elysee"},
    {"Œuvre sœur", "oeuvre soeur"},
    {"Straße", "strasse"},
    {"Łódź, Đà Nẵng", "lodz da nang"},
    {"Erdoğan", "erdogan"},
    {"İstanbul", "istanbul"},
    {"Diyarbakır", "diyarbakir"},
    {"Зеленський", "зеленськии"},
    {"ЗЕЛЕНСЬКИЙ", "зеленськии"},
    {"習近平", "習近平"},
    {"M23", "m23"},
    {"soft\u00ADhyphen", "softhyphen"},
    {"zero\u200Bwidth", "zerowidth"},
    {"Ａｂｃ", "abc"},
    {"ﬁn", "fin"},
    {"--", ""},
    {"a\xFF"
     "b",
     "a b"},
    {"习\xFF近", "习 近"},
};

TEST(FoldName, ComparesNamesAsReadersDo) {
  for (const Case& c : kCases) EXPECT_EQ(fold_name(c.text), c.folded) << c.text;
}

TEST(FoldName, IsIdempotent) {
  for (const Case& c : kCases) EXPECT_EQ(fold_name(fold_name(c.text)), fold_name(c.text)) << c.text;
  for (char32_t letter = 1; letter < 0x3000; ++letter) {
    if (letter >= 0xD800 && letter < 0xE000) continue;
    std::string text = "x";
    if (letter < 0x80) {
      text += static_cast<char>(letter);
    } else if (letter < 0x800) {
      text += static_cast<char>(0xC0 | (letter >> 6));
      text += static_cast<char>(0x80 | (letter & 0x3F));
    } else {
      text += static_cast<char>(0xE0 | (letter >> 12));
      text += static_cast<char>(0x80 | ((letter >> 6) & 0x3F));
      text += static_cast<char>(0x80 | (letter & 0x3F));
    }
    const std::string once = fold_name(text + "y");
    EXPECT_EQ(fold_name(once), once) << std::hex << static_cast<unsigned>(letter);
    // The table and ICU agree: the second letter sends the whole string through ICU.
    EXPECT_EQ(fold_name(text + "y \u4E00"), once + " \u4E00") << std::hex << static_cast<unsigned>(letter);
  }
}

TEST(FoldName, AppendsToWhatIsThere) {
  std::string out = "corée du ";
  append_folded(" Nord!", out);
  EXPECT_EQ(out, "corée du nord");
  append_folded("\u4E00", out);
  EXPECT_EQ(out, "corée du nord\u4E00");
}

}  // namespace
}  // namespace entente

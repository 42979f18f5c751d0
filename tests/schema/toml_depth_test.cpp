#include "toml_depth.h"

#include <gtest/gtest.h>

#include "entente/schema/frames.h"
#include "entente/schema/ontology.h"

namespace entente {
namespace {

std::string dotted(std::size_t parts, const std::string& part = "a") {
  std::string key = part;
  for (std::size_t i = 1; i < parts; ++i) key += "." + part;
  return key;
}

TEST(KeyDepth, IsCappedWhereverAKeyStands) {
  struct Case {
    std::string text;
    std::uint32_t line;  // 0: sound
  };
  const Case cases[] = {
      {"", 0},
      {"a.b = 1.5\n[c.d]\n", 0},
      {dotted(kMaxKeyParts) + " = 1", 0},
      {dotted(kMaxKeyParts + 1) + " = 1", 1},
      {"x = 1\n[" + dotted(50'000) + "]", 2},
      {"\n\n[[" + dotted(50'000) + "]]", 3},
      {"x = { " + dotted(17) + " = 1 }", 1},
      {dotted(17, "\"a.b\"") + " = 1", 1},
      {dotted(17, " a ") + " = 1", 1},
      {"text = \"" + dotted(50) + "\"", 0},
      {"text = '" + dotted(50) + "'", 0},
      {"text = \"\"\"\n\\\"\"\"" + dotted(50) + "\n\"\"\"\n" + dotted(17) + " = 1", 4},
      {"text = '''\n" + dotted(50) + "'''", 0},
      {"# " + dotted(50), 0},
      {"open = \"" + dotted(50), 0},
  };
  for (const Case& c : cases) {
    const Result<void> checked = check_key_depth(c.text, "mine.toml");
    EXPECT_EQ(checked ? 0 : checked.error().line, c.line) << c.text.substr(0, 80);
  }
}

TEST(KeyDepth, ADeepFileIsAnErrorOfItsLine) {
  const std::string deep = "\n" + dotted(100'000) + " = 1\n";
  LanguageFrames frames;
  const Result<void> added = frames.add(deep, "mine.toml", "fr", builtin_ontology());
  ASSERT_FALSE(added);
  EXPECT_EQ(to_string(added.error()),
            "mine.toml:2: a key of more than 16 parts between dots; write it with fewer dots");
  EXPECT_FALSE(Ontology::parse(deep, "mine.toml"));
  EXPECT_FALSE(Ontology::parse("x = " + std::string(100'000, '[') + std::string(100'000, ']'), "mine.toml"));
}

}  // namespace
}  // namespace entente

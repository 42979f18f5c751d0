#include "entente/export/fragment_json.h"

#include <gtest/gtest.h>

#include <sstream>

#include "export/sample.h"

namespace entente {
namespace {

std::string line_of(const Fragment& fragment) {
  std::ostringstream out;
  EXPECT_TRUE(write_fragment(fragment, out));
  return out.str();
}

TEST(FragmentJson, ReadsBackWhatItWrote) {
  for (const Fragment& fragment : test::sample_fragments()) {
    const std::string line = line_of(fragment);
    EXPECT_EQ(std::count(line.begin(), line.end(), '\n'), 1);
    Result<Fragment> read = read_fragment(line, "-", 1);
    ASSERT_TRUE(read) << to_string(read.error());
    EXPECT_TRUE(*read == fragment);
    EXPECT_EQ(line_of(*read), line);
  }
}

TEST(FragmentJson, HostileStringsComeBackAsTheyWere) {
  for (const std::string& name : test::hostile_strings()) {
    const KnowledgeGraph graph = test::hostile_graph(name);
    const Fragment& fragment = graph.fragments().begin()->second;
    Result<Fragment> read = read_fragment(line_of(fragment), "-", 1);
    ASSERT_TRUE(read) << name.substr(0, 80) << ": " << to_string(read.error());
    EXPECT_TRUE(*read == fragment) << name.substr(0, 80);
  }
}

struct BadLine {
  const char* json;
  const char* message;
};
const BadLine kBadLines[] = {
    {"", "-:7: not JSON: The document is empty; give a file that this program wrote"},
    {"{", "-:7: not JSON: Missing a name for object member; give a file that this program wrote"},
    {"[1,2", "-:7: not JSON: Missing a comma or ']' after an array element; give a file that this program wrote"},
    {"{}", "-:7: this is no fragment: \"entente\" is not \"fragment/1\"; give the output of 'entente extract'"},
    {R"({"entente":"fragment/1"})", "-:7: a fragment has no \"article\""},
    {R"({"entente":"fragment/1","article":{"name":"x"}})", "-:7: an object has no \"@id\""},
    {R"({"entente":"fragment/1","article":{"@id":"a b"}})", "-:7: id \"a b\" is no IRI"},
    {R"({"entente":"fragment/1","article":{"@id":"a","name":3}})", "-:7: \"name\" is no string"},
    {R"({"entente":"fragment/1","article":{"@id":"a"},"nodes":[{"@id":"x","@type":"Thing"}]})",
     "-:7: node x has no known type"},
    {R"({"entente":"fragment/1","article":{"@id":"a"},"nodes":[{"@id":"x","@type":"State","mentions":[{"start":-1}]}]})",
     "-:7: \"start\" is not an offset; expected a whole number of code points"},
    {R"({"entente":"fragment/1","article":{"@id":"a"},"relations":[{"subject":"x","relationType":"likes","object":"y"}]})",
     "-:7: unknown relation type \"likes\"; give the ontology file that defines it"},
    {R"({"entente":"fragment/1","article":{"@id":"a","name":"\ud800"}})",
     "-:7: not JSON: The surrogate pair in string is invalid; give a file that this program wrote"},
    {"{\"entente\":\"\xff\"}", "-:7: not JSON: Invalid encoding in string; give a file that this program wrote"},
};

TEST(FragmentJson, NamesPlaceAndReasonOfBadLines) {
  for (const BadLine& bad : kBadLines) {
    Result<Fragment> read = read_fragment(bad.json, "-", 7);
    ASSERT_FALSE(read) << bad.json;
    EXPECT_EQ(to_string(read.error()), bad.message) << bad.json;
  }
}

TEST(FragmentJson, AnEndThatIsNoNodeIsRefused) {
  std::string line = line_of(test::sample_fragments().front());
  const std::size_t at = line.find("\"object\":\"state/ukraine\"");
  ASSERT_NE(at, std::string::npos);
  line.replace(at, 24, "\"object\":\"state/atlantis\"");
  EXPECT_FALSE(read_fragment(line, "-", 1));
}

TEST(FragmentJson, DeepNestingIsRefusedWithoutRecursion) {
  for (char open : {'[', '{'}) {
    std::string json;
    for (int i = 0; i < 1000000; ++i) json += open == '[' ? "[" : "{\"a\":";
    Result<Fragment> read = read_fragment(json, "-", 1);
    ASSERT_FALSE(read);
    EXPECT_EQ(to_string(read.error()), "-:1: JSON is nested deeper than 32 levels");
  }
}

TEST(FragmentJson, TruncationAtEveryByteIsRefused) {
  const std::string line = line_of(test::sample_fragments().back());
  for (std::size_t n = 0; n + 1 < line.size(); ++n) EXPECT_FALSE(read_fragment(line.substr(0, n), "-", 1)) << n;
}

TEST(FragmentJson, ANulByteDoesNotHideWhatFollows) {
  const std::string line = line_of(test::sample_fragments().back());
  EXPECT_FALSE(read_fragment(line + std::string("\0{}", 3), "-", 1));
}

TEST(FragmentJson, AFullDiskIsAnError) {
  std::ostringstream out;
  out.setstate(std::ios::badbit);
  EXPECT_FALSE(write_fragment(test::sample_fragments().front(), out));
}

}  // namespace
}  // namespace entente

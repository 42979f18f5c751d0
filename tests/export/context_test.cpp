// The context that is published (schema/context.jsonld) is the one that is written.
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <sstream>

#include "entente/export/jsonld.h"
#include "entente/schema/builtin.h"

namespace entente {
namespace {

TEST(Context, PublishedAndWrittenContextAgree) {
  std::ostringstream out;
  ASSERT_TRUE(write_jsonld(KnowledgeGraph(), out));
  rapidjson::Document written;
  rapidjson::Document published;
  ASSERT_FALSE(written.Parse(out.str().c_str()).HasParseError());
  ASSERT_FALSE(published.Parse(std::string(builtin_file("context.jsonld")).c_str()).HasParseError());
  rapidjson::Value& context = written["@context"];
  ASSERT_TRUE(context.RemoveMember("@base"));
  rapidjson::Value& terms = published["@context"];
  for (const auto& term : context.GetObject())
    EXPECT_TRUE(terms.HasMember(term.name) && terms[term.name] == term.value)
        << term.name.GetString() << " is written otherwise than published; see schema/vocabulary.toml";
  for (const auto& term : terms.GetObject())
    EXPECT_TRUE(context.HasMember(term.name)) << term.name.GetString() << " is published but not written";
}

}  // namespace
}  // namespace entente

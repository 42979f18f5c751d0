// What of an answer is admitted: as tables of answers, honest and hostile, about one text.
#include "entente/extract/admission.h"

#include <gtest/gtest.h>

#include <chrono>

#include "entente/export/reader_json.h"

namespace entente {
namespace {

// 0         1         2         3         4         5         6         7         8         9
// 0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789
constexpr const char* kText =
    "Kim Jong-un a envoyé 10 000 soldats en Russie. L’Iran n’a pas attaqué Israël. Kim a menacé la France, "
    "selon Paris. L’Iranien est en Israël.";

const Resources& resources() {
  static const Resources loaded = *load_resources({});
  return loaded;
}

Document document() {
  Document made;
  made.article.id = "article/kim";
  made.article.language = "fr";
  made.text = kText;
  return made;
}

/// What the built-in reader is said to see: that Iran did not attack Israel.
Fragment own_view() {
  const auto quote = [](std::uint32_t begin, std::uint32_t end, const char* exact) {
    return Quote{"article/kim", {begin, end}, exact};
  };
  Fragment own;
  own.article = document().article;
  own.nodes = {
      {"person/kim-jong-un", NodeType::person, "Kim Jong-un", {}, "Q56226", "", {quote(0, 11, "Kim Jong-un")}, {}},
      {"state/iran", NodeType::state, "Iran", {}, "Q794", "IR", {quote(49, 53, "Iran")}, {}},
      {"state/israel", NodeType::state, "Israël", {}, "Q801", "IL", {quote(70, 76, "Israël")}, {}}};
  Evidence evidence;
  evidence.quote = quote(49, 76, "Iran n’a pas attaqué Israël");
  evidence.polarity = Polarity::negated;
  evidence.confidence = 0.9;
  own.edges = {{"state/iran", "attacks", "state/israel", {evidence}}};
  return own;
}

std::string answer_of(const std::string& nodes, const std::string& relations) {
  return R"({"entente":"fragment/1","article":{"@id":"article/kim"},"nodes":[)" + nodes + R"(],"relations":[)" +
         relations + "]}";
}

/// Lines: the ids of entities, relations with their status, and what was refused.
std::string admitted(const std::string& answer) {
  const Document read = document();
  const auto parts = read_answer(answer, read.article, "-");
  if (!parts) return to_string(parts.error()) + '\n';
  Proposal proposal;
  std::string lines;
  for (const auto& node : parts->nodes)
    if (node)
      proposal.nodes.push_back(*node);
    else
      lines += "unread: " + node.error().seen + '\n';
  for (const auto& edge : parts->edges)
    if (edge)
      proposal.edges.push_back(*edge);
    else
      lines += "unread: " + edge.error().seen + '\n';
  const Fragment own = own_view();
  const auto admission = admit(read, proposal, resources(), &own, 10);
  if (!admission) return to_string(admission.error()) + '\n';
  EXPECT_TRUE(validate(admission->fragment).has_value());
  for (const Node& node : admission->fragment.nodes) {
    lines += node.id + ' ' + node.name + (node.wikidata.empty() ? "" : ' ' + node.wikidata);
    for (const Quote& mention : node.mentions) lines += ' ' + std::to_string(mention.span.begin);
    lines += '\n';
  }
  for (const Edge& edge : admission->fragment.edges)
    for (const Evidence& evidence : edge.evidence)
      lines += edge.relation + '(' + edge.subject + ", " + edge.object + ") " + std::string(name(evidence.polarity)) +
               ' ' + evidence.frame + ' ' + std::to_string(static_cast<int>(evidence.confidence * 100 + 0.5)) + " « " +
               evidence.quote.exact + " »\n";
  for (const Refusal& refusal : admission->refused) lines += "refused " + refusal.part + ": " + refusal.reason + '\n';
  return lines;
}

constexpr const char* kIran =
    R"({"@id":"e1","@type":"State","name":"Iran","mentions":[{"start":49,"end":53,"exact":"Iran"}]})";
constexpr const char* kIsrael =
    R"({"@id":"e2","@type":"State","name":"Israël","mentions":[{"start":70,"end":76,"exact":"Israël"}]})";

std::string both() { return std::string(kIran) + ',' + kIsrael; }

TEST(Admission, TakesWhatTheTextBearsOut) {
  EXPECT_EQ(admitted(answer_of(both(), R"({"relationType":"attacks","subject":"e1","object":"e2","evidence":[
      {"start":49,"end":76,"exact":"Iran n’a pas attaqué Israël","polarity":"negated","confidence":0.7,"frame":"mine"}]})")),
            "state/iran Iran Q794 49\nstate/israel Israël Q801 70\n"
            "attacks(state/iran, state/israel) negated reader/agreement/mine 90 « Iran n’a pas attaqué Israël »\n");
}

TEST(Admission, DoubtsWhatTheBuiltinReaderDoesNotSee) {
  EXPECT_EQ(admitted(answer_of(both(), R"({"relationType":"attacks","subject":"e1","object":"e2","evidence":[
      {"start":49,"end":76,"exact":"Iran n’a pas attaqué Israël","confidence":1}]})")),
            "state/iran Iran Q794 49\nstate/israel Israël Q801 70\n"
            "attacks(state/iran, state/israel) affirmed reader/doubt 50 « Iran n’a pas attaqué Israël »\n");
}

TEST(Admission, FindsWordsThatComeWithoutAPlace) {
  EXPECT_EQ(
      admitted(answer_of(
          R"({"@id":"a","@type":"Person","name":"Kim Jong-un","mentions":[{"exact":"Kim Jong-un"},{"exact":"Kim"}]},
      {"@id":"b","@type":"State","name":"France","mentions":[{"exact":"France"}]})",
          R"({"relationType":"threatens","subject":"a","object":"b","evidence":[
      {"exact":"Kim a menacé la France"}]})")),
      "person/kim-jong-un Kim Jong-un Q56226 0 0 78\nstate/france France Q142 94\n"
      "threatens(person/kim-jong-un, state/france) affirmed reader/doubt 50 « Kim a menacé la France »\n");
  // "Iran" does not stand by itself in "Iranien".
  EXPECT_EQ(admitted(answer_of(R"({"@id":"a","@type":"State","name":"Iran","mentions":[{"exact":"Iran"}]})", "")),
            "state/iran Iran Q794 49\n");
}

struct Case {
  const char* why;
  const char* nodes;  // beside Iran and Israel; e1 and e2
  const char* relations;
  const char* line;  // the last one
};

const Case kRefused[] = {
    {"a made-up quote", "",
     R"({"relationType":"attacks","subject":"e1","object":"e2","evidence":[{"exact":"Iran a attaqué Israël"}]})",
     "refused attacks(e1, e2): \"Iran a attaqué Israël\" is not in the text\n"},
    {"other words at the span", "",
     R"({"relationType":"attacks","subject":"e1","object":"e2","evidence":[{"start":49,"end":76,"exact":"Iran a attaqué Israël"}]})",
     "refused attacks(e1, e2): the text has \"Iran n’a pas attaqué Israël\" at 49–76, not \"Iran a attaqué Israël\"\n"},
    {"offsets in bytes", "",
     R"({"relationType":"attacks","subject":"e1","object":"e2","evidence":[{"start":52,"end":83,"exact":"Iran n’a pas attaqué Israël"}]})",
     "refused attacks(e1, e2): the text has \"n n’a pas attaqué Israël. Kim a\" at 52–83, not \"Iran n’a pas attaqué "
     "Israël\"\n"},
    {"a span behind the text", "",
     R"({"relationType":"attacks","subject":"e1","object":"e2","evidence":[{"start":4294967290,"end":4294967295,"exact":"Iran"}]})",
     "refused attacks(e1, e2): \"Iran\" is said to be at 4294967290–4294967295 of a text of 139 characters\n"},
    {"a quote of another article", "",
     R"({"relationType":"attacks","subject":"e1","object":"e2","evidence":[{"source":"article/other","start":49,"end":53,"exact":"Iran"}]})",
     "refused attacks(e1, e2): a quote of another article, \"article/other\"\n"},
    {"no words", "",
     R"({"relationType":"attacks","subject":"e1","object":"e2","evidence":[{"start":49,"end":49,"exact":""}]})",
     "refused attacks(e1, e2): a quote without words\n"},
    {"words that stand twice", "",
     R"({"relationType":"attacks","subject":"e1","object":"e2","evidence":[{"exact":"en"}]})",
     "refused attacks(e1, e2): \"en\" is in the text more than once: give start and end\n"},
    {"a quote that names neither end", "",
     R"({"relationType":"attacks","subject":"e1","object":"e2","evidence":[{"exact":"est en"}]})",
     "refused attacks(e1, e2): the quote mentions neither of its ends\n"},
    {"an end that comes later only", R"(,{"@id":"f","@type":"State","name":"France","mentions":[{"exact":"France"}]})",
     R"({"relationType":"attacks","subject":"e1","object":"f","evidence":[{"start":49,"end":76,"exact":"Iran n’a pas attaqué Israël"}]})",
     "refused attacks(e1, f): its object is not mentioned in the quote or before it\n"},
    {"an end that is nowhere", "",
     R"({"relationType":"attacks","subject":"e1","object":"e9","evidence":[{"exact":"est en"}]})",
     "refused attacks(e1, e9): \"e9\" is no entity that was admitted\n"},
    {"one thing under two ids", R"(,{"@id":"e3","@type":"State","name":"L’Iran","mentions":[{"exact":"Iran"}]})",
     R"({"relationType":"attacks","subject":"e1","object":"e3","evidence":[{"start":49,"end":76,"exact":"Iran n’a pas attaqué Israël"}]})",
     "refused attacks(e1, e3): both ends are state/iran\n"},
    {"a type that does not fit", R"(,{"@id":"p","@type":"Place","name":"Paris","mentions":[{"exact":"Paris"}]})",
     R"({"relationType":"accuses","subject":"p","object":"e1","evidence":[{"exact":"selon Paris"}]})",
     "refused accuses(p, e1): its subject cannot be a Place\n"},
    {"a speaker that is nowhere", "",
     R"({"relationType":"attacks","subject":"e1","object":"e2","evidence":[{"start":49,"end":76,"exact":"Iran n’a pas attaqué Israël","attributedTo":"e7"}]})",
     "refused attacks(e1, e2): \"e7\" is no entity that was admitted\n"},
    {"a number that the quote lacks", "",
     R"({"relationType":"attacks","subject":"e1","object":"e2","evidence":[{"start":49,"end":76,"exact":"Iran n’a pas attaqué Israël","quantity":10000}]})",
     "refused attacks(e1, e2): the quote has no such number\n"},
    {"a day that is none", "",
     R"({"relationType":"attacks","subject":"e1","object":"e2","evidence":[{"start":49,"end":76,"exact":"Iran n’a pas attaqué Israël","time":"2024-02-31"}]})",
     "refused attacks(e1, e2): its time \"2024-02-31\" is no date or interval of ISO 8601\n"},
    {"words of a participant that are nowhere", "",
     R"({"relationType":"attacks","subject":"e1","object":"e2","evidence":[{"start":49,"end":76,"exact":"Iran n’a pas attaqué Israël","destination":"$(reboot) now"}]})",
     "refused attacks(e1, e2): \"$(reboot) now\" is not in the text\n"},
    {"a trigger elsewhere", "",
     R"({"relationType":"attacks","subject":"e1","object":"e2","evidence":[{"start":49,"end":76,"exact":"Iran n’a pas attaqué Israël","triggerStart":0,"triggerEnd":3}]})",
     "refused attacks(e1, e2): its trigger at 0–3 is not within the quote at 49–76\n"},
    {"an id twice", R"(,{"@id":"e1","@type":"State","name":"France","mentions":[{"exact":"France"}]})", "",
     "refused State \"France\": another entity has the id \"e1\"\n"},
    {"an entity of another world", R"(,{"@id":"x","@type":"State","name":"Mars","mentions":[{"exact":"Mars"}]})", "",
     "refused State \"Mars\": no mention of it is in the text\n"},
    {"a foreign identity",
     R"(,{"@id":"f","@type":"State","name":"France","sameAs":["http://www.wikidata.org/entity/Q30"],"mentions":[{"exact":"France"}]})",
     "", "refused State \"France\": sameAs \"Q30\": the lists of names have Q142\n"},
    {"a name without a letter",
     R"(,{"@id":"f","@type":"Person","name":".","mentions":[{"start":45,"end":46,"exact":"."}]})", "",
     "refused Person \".\": its name has no letter\n"},
};

TEST(Admission, RefusesWhatItDoesNot) {
  for (const Case& c : kRefused) {
    const std::string lines = admitted(answer_of(both() + c.nodes, c.relations));
    const std::size_t last = lines.rfind('\n', lines.size() - 2);
    EXPECT_EQ(lines.substr(last + 1), c.line) << c.why << "\n" << lines;
  }
}

TEST(Admission, NumbersAreThoseOfTheQuote) {
  const std::string nodes = R"({"@id":"k","@type":"Person","name":"Kim Jong-un","mentions":[{"exact":"Kim Jong-un"}]},
      {"@id":"s","@type":"MilitaryUnit","name":"soldats","mentions":[{"exact":"soldats"}]})";
  const auto with = [&](const char* number) {
    return admitted(answer_of(nodes, R"({"relationType":"deploys","subject":"k","object":"s","evidence":[
        {"exact":"Kim Jong-un a envoyé 10 000 soldats","quantityUnit":"soldats","quantity":)" +
                                         std::string(number) + "}]}"));
  };
  EXPECT_NE(with("10000").find("reader/doubt 50"), std::string::npos) << with("10000");
  EXPECT_NE(with("100000").find("the quote has no such number"), std::string::npos);
}

// Each part is read by itself: one that cannot be costs no other.
TEST(Admission, APartThatCannotBeReadCostsNoOther) {
  EXPECT_EQ(
      admitted(answer_of(std::string(kIran) + R"(,{"@id":"a b","@type":"State"},{"@id":"x","@type":"Thing"},7,[],null)",
                         "7,{}")),
      "unread: id \"a b\" is no IRI\nunread: node x has no known type\n"
      "unread: an object has no \"@id\"\nunread: an object has no \"@id\"\nunread: an object has no \"@id\"\n"
      "unread: an object has no \"subject\"\nunread: an object has no \"subject\"\nstate/iran Iran Q794 49\n");
}

TEST(Admission, AnswersThatAreNone) {
  EXPECT_EQ(admitted(""), "-:1: not JSON: The document is empty; see docs/readers.md for what a reader answers\n");
  EXPECT_EQ(admitted("\xff"), "-:1: not JSON: Invalid value; see docs/readers.md for what a reader answers\n");
  EXPECT_EQ(
      admitted("{}"),
      "-:1: this is no answer: \"entente\" is not \"fragment/1\"; see docs/readers.md for what a reader answers\n");
  EXPECT_EQ(admitted(R"({"entente":"fragment/1","article":{"@id":"article/other"}})"),
            "-:1: an answer for another article, \"article/other\"; see docs/readers.md for what a reader answers\n");
  EXPECT_EQ(admitted(R"({"entente":"fragment/1","article":{"@id":"article/kim","textHash":"00"}})"),
            "-:1: an answer for another article, \"article/kim\"; see docs/readers.md for what a reader answers\n");
  EXPECT_EQ(admitted(std::string(100, '[') + std::string(100, ']')).substr(0, 5), "-:1: ");
}

// 5,000 words that are looked for in 10 MB, each by itself: the time for an article ends it.
TEST(Admission, EndsWithTheTimeForAnArticle) {
  Document long_one = document();
  long_one.text = std::string(10'000'000, 'a');
  Proposal proposal;
  for (int i = 0; i < 5000; ++i) {
    Node node;
    node.id = "e" + std::to_string(i);
    node.name = std::string(50, 'a') + std::to_string(i);
    node.mentions = {{"article/kim", {}, node.name}};
    proposal.nodes.push_back(std::move(node));
  }
  const auto start = std::chrono::steady_clock::now();
  const auto admission = admit(long_one, proposal, resources(), nullptr, 0.3);
  EXPECT_FALSE(admission.has_value());
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(3));
}

}  // namespace
}  // namespace entente

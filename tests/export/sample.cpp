#include "export/sample.h"

#include <random>

namespace entente::test {
namespace {

struct Sample {
  Fragment fragment;
  std::string text;
};

// Builds a fragment from its text: quotes are found by their words, so that spans are always right.
class Builder {
 public:
  Builder(std::string id, std::string language, std::string published, std::string title, std::u32string text)
      : text_(std::move(text)) {
    fragment_.article.id = "article/" + id;
    fragment_.article.name = id;
    fragment_.article.language = std::move(language);
    fragment_.article.published = std::move(published);
    fragment_.article.title = std::move(title);
    fragment_.article.hash = std::string(64, static_cast<char>('a' + id.size() % 6));
    fragment_.article.source = "https://news.example/" + id;
  }

  Quote quote(const std::u32string& words) const {
    const auto begin = static_cast<std::uint32_t>(text_.find(words));
    return {fragment_.article.id, {begin, begin + static_cast<std::uint32_t>(words.size())}, utf8(words)};
  }

  void node(const std::string& id, NodeType type, const std::string& name, const std::u32string& mention,
            std::vector<std::string> others = {}, const std::string& wikidata = "", const std::string& iso = "") {
    fragment_.nodes.push_back({id, type, name, std::move(others), wikidata, iso, {quote(mention)}, {}});
  }

  Evidence& edge(const std::string& subject, const std::string& relation, const std::string& object,
                 const std::u32string& evidence, const std::u32string& trigger, double confidence) {
    Evidence made;
    made.quote = quote(evidence);
    made.trigger = quote(trigger).span;
    made.frame = fragment_.article.language + "/" + relation;
    made.confidence = confidence;
    fragment_.edges.push_back({subject, relation, object, {made}});
    return fragment_.edges.back().evidence.back();
  }

  Sample done() { return {canonical(std::move(fragment_)), utf8(text_)}; }

 private:
  static std::string utf8(const std::u32string& words) {
    std::string out;
    for (char32_t c : words) append(out, c);
    return out;
  }
  static void append(std::string& out, char32_t c) {
    if (c < 0x80) {
      out += static_cast<char>(c);
    } else if (c < 0x800) {
      out += static_cast<char>(0xC0U | (c >> 6U));
      out += static_cast<char>(0x80U | (c & 0x3FU));
    } else {
      out += static_cast<char>(0xE0U | (c >> 12U));
      out += static_cast<char>(0x80U | ((c >> 6U) & 0x3FU));
      out += static_cast<char>(0x80U | (c & 0x3FU));
    }
  }

  std::u32string text_;
  Fragment fragment_;
};

Sample french_article() {
  Builder b("troupes.txt", "fr", "2024-10-28", "Pyongyang envoie des soldats",
            U"Kim Jong-un aurait déployé 10 000 soldats à Koursk pour aider la Russie, selon Séoul. "
            U"L’OTAN soutient l’Ukraine et condamne Moscou. La Chine n’a pas critiqué Pyongyang.");
  b.node("person/kim-jong-un", NodeType::person, "Kim Jong-un", U"Kim Jong-un", {"Kim"}, "Q56226");
  b.node("state/north-korea", NodeType::state, "Corée du Nord", U"Pyongyang", {"Pyongyang", "North Korea"}, "Q423",
         "KP");
  b.node("state/south-korea", NodeType::state, "Corée du Sud", U"Séoul", {"Séoul"}, "Q884", "KR");
  b.node("state/russia", NodeType::state, "Russie", U"la Russie", {"Moscou", "Russia"}, "Q159", "RU");
  b.node("state/ukraine", NodeType::state, "Ukraine", U"Ukraine", {}, "Q212", "UA");
  b.node("state/china", NodeType::state, "Chine", U"Chine", {"China"}, "Q148", "CN");
  b.node("organization/nato", NodeType::organization, "OTAN", U"OTAN", {"NATO"}, "Q7184");
  b.node("unit/north-korean-soldiers", NodeType::military_unit, "soldats nord-coréens", U"soldats");
  b.node("place/kursk", NodeType::place, "Koursk", U"Koursk");
  Evidence& sent = b.edge("person/kim-jong-un", "deploys", "unit/north-korean-soldiers",
                          U"Kim Jong-un aurait déployé 10 000 soldats à Koursk", U"déployé", 0.87);
  sent.modality = Modality::reported;
  sent.attributed_to = "state/south-korea";
  sent.quantity = Quantity{10000, "soldats", true};
  sent.destination.node = "place/kursk";
  sent.beneficiary = {"state/russia", "la Russie"};
  sent.instrument.text = "trains de nuit";
  sent.location.text = "front de l’Est";
  sent.time = "2024-10";
  b.edge("organization/nato", "supports", "state/ukraine", U"L’OTAN soutient l’Ukraine", U"soutient", 0.95);
  b.edge("organization/nato", "criticizes", "state/russia", U"condamne Moscou", U"condamne", 0.9);
  b.edge("state/china", "criticizes", "state/north-korea", U"La Chine n’a pas critiqué Pyongyang", U"critiqué", 0.8)
      .polarity = Polarity::negated;
  return b.done();
}

Sample english_article() {
  Builder b("summit.txt", "en", "2024-11-02", "Ministers meet",
            U"NATO backs Ukraine. Russia may attack Ukraine again. North Korea will train with Russia, "
            U"and Kim Jong-un leads North Korea. China and Russia are allies. Berlin warned Moscow about sanctions.");
  b.node("organization/nato", NodeType::organization, "NATO", U"NATO", {}, "Q7184");
  b.node("state/ukraine", NodeType::state, "Ukraine", U"Ukraine", {}, "Q212", "UA");
  b.node("state/russia", NodeType::state, "Russia", U"Russia", {"Moscow"}, "Q159", "RU");
  b.node("state/north-korea", NodeType::state, "North Korea", U"North Korea", {}, "Q423", "KP");
  b.node("state/china", NodeType::state, "China", U"China", {}, "Q148", "CN");
  b.node("state/germany", NodeType::state, "Germany", U"Berlin", {"Berlin"}, "Q183", "DE");
  b.node("person/kim-jong-un", NodeType::person, "Kim Jong-un", U"Kim Jong-un", {}, "Q56226");
  b.edge("organization/nato", "supports", "state/ukraine", U"NATO backs Ukraine", U"backs", 0.97);
  b.edge("state/russia", "attacks", "state/ukraine", U"Russia may attack Ukraine again", U"attack", 0.7).modality =
      Modality::possible;
  b.edge("state/north-korea", "cooperatesWith", "state/russia", U"North Korea will train with Russia", U"train", 0.75)
      .modality = Modality::planned;
  b.edge("person/kim-jong-un", "leads", "state/north-korea", U"Kim Jong-un leads North Korea", U"leads", 0.99);
  b.edge("state/china", "alliesWith", "state/russia", U"China and Russia are allies", U"allies", 0.9);
  b.edge("state/germany", "warns", "state/russia", U"Berlin warned Moscow", U"warned", 0.85).object_role =
      ObjectRole::addressee;
  return b.done();
}

Sample third_article() {
  Builder b("note.txt", "fr", "", "", U"La Chine et la Russie sont alliées. La Russie attaque l’Ukraine.");
  b.node("state/china", NodeType::state, "Chine", U"Chine", {}, "Q148", "CN");
  b.node("state/russia", NodeType::state, "Russie", U"Russie", {}, "Q159", "RU");
  b.node("state/ukraine", NodeType::state, "Ukraine", U"Ukraine", {}, "Q212", "UA");
  b.edge("state/china", "alliesWith", "state/russia", U"La Chine et la Russie sont alliées", U"alliées", 0.92);
  b.edge("state/russia", "attacks", "state/ukraine", U"La Russie attaque l’Ukraine", U"attaque", 0.96);
  return b.done();
}

}  // namespace

std::vector<Fragment> sample_fragments() {
  return {french_article().fragment, english_article().fragment, third_article().fragment};
}

std::string sample_text(const Article& article) {
  for (const Sample& sample : {french_article(), english_article(), third_article()})
    if (sample.fragment.article.id == article.id) return sample.text;
  return {};
}

KnowledgeGraph sample_graph() {
  KnowledgeGraph graph;
  for (Fragment& fragment : sample_fragments()) graph.merge(std::move(fragment));
  return graph;
}

KnowledgeGraph hostile_graph(const std::string& name) {
  Fragment f;
  f.article = {"article/hostile", "", name, name, "en", "2024-01-02", name, ""};
  const Quote quote{f.article.id, {0, 4}, name};
  f.nodes = {{"person/a", NodeType::person, name, {name + "2"}, "", "", {quote}, {name}},
             {"state/b", NodeType::state, name, {}, "", "", {quote}, {}}};
  Evidence evidence;
  evidence.quote = quote;
  evidence.frame = name;
  evidence.quantity = Quantity{3, name, false};
  evidence.time = name;
  evidence.destination.text = name;
  evidence.confidence = 0.5;
  f.edges = {{"person/a", "supports", "state/b", {evidence}}};
  KnowledgeGraph graph;
  graph.merge(canonical(std::move(f)));
  return graph;
}

const std::vector<std::string>& hostile_strings() {
  static const std::vector<std::string> strings = {
      "x\"]; evil [label=\"p",
      "ends in a backslash \\",
      "\\N \\E \\L \\G \\n \\l \\r",
      "<<TABLE><TR><TD>t</TD></TR></TABLE>>",
      "<b>bold</b>",
      "</script><script>alert(1)</script>",
      "<!--<script>",
      "]]>",
      "<img src=x onerror=alert(1)>",
      "javascript:alert(1)",
      "' onmouseover='alert(1)",
      "&amp;&lt;&#x41;&undefined;",
      "=HYPERLINK(\"http://x\",\"y\")",
      "+1+1",
      "-2+3",
      "@SUM(A1)",
      "\t=1",
      "a,b;c|d\"e\"",
      "line one\nline two\r\nline three",
      "nul \x01\x02\x1b[31m\x7f",
      "\xC2\x85 next line, \xE2\x80\xA8 separator, \xE2\x80\xA9 paragraph",
      "\xE2\x80\xAE override \xE2\x80\xAC \xE2\x81\xA6 isolate",
      "\xEF\xBB\xBF byte order mark \xEF\xBF\xBE\xEF\xBF\xBF",
      "emoji \xF0\x9F\x98\x80 and e\xCC\x81",
      "'; DROP TABLE nodes; --",
      "${x} {{x}} %s %n $(x) `x`",
      "}) DETACH DELETE n //",
      "@id",
      "__proto__",
      "\"\"\"''' . <http://evil/> <http://evil/> <http://evil/> .",
      "https://x.example/\"><script>alert(1)</script>",
      "https://x.example/\" onmouseover=\"alert(1)",
      "https://x.example/it's",
      "https://x.example/)/S/JavaScript/JS(app.alert(1))",
      "https://x.example/' onclick='alert(1)",
      "https://x.example/a b<c>{d}|e\\f^g`h",
      "https://x.example/\x01\x7f",
      "https://x.example/?a=1&lt;b&copy;c&#x41;#d#e",
      "https://x.example/\xC2\x85\xEF\xBF\xBE\xE2\x80\xAE\xEE\x80\x80",
      "https://\xC3\xA9.example/\xC3\xBC?q=\xC3\xB1#\xC3\xA7",
      "HTTPS://X.example/%41%%zz",
      "https://u'\"@x.example:80x/",
      "https://x.example\\@evil.example/",
      "http://[::1",
      "http://[::1]:8080/[a]",
      "https://",
      "https:evil",
      " https://x.example/ ",
      "//evil.example/x",
      "/etc/../passwd",
      "../..",
      ".",
      "%41%",
      "%",
      "a:b/c:d?e#f#g",
      "\xC2\x85\xEF\xBF\xBE",
      "data:text/html,<script>alert(1)</script>",
      "vbscript:x",
      "Q1\"><script>alert(1)</script>",
      "https://x.example/" + std::string(5000, '&'),
      std::string(10000, 'A'),
      std::string(20000, '\\'),
  };
  return strings;
}

KnowledgeGraph large_graph(std::size_t nodes, std::size_t edges, std::size_t articles) {
  static constexpr const char* kRelations[] = {"supports", "criticizes", "attacks", "aids", "warns", "sanctions"};
  std::minstd_rand random(7);  // its sequence is fixed by the standard
  const auto below = [&random](std::size_t n) { return static_cast<std::size_t>(random()) % n; };
  const auto id = [](std::size_t i) { return "state/s" + std::to_string(i); };
  KnowledgeGraph graph;
  for (std::size_t a = 0; a < articles; ++a) {
    Fragment f;
    f.article.id = "article/" + std::to_string(a);
    f.article.name = std::to_string(a) + ".txt";
    f.article.published = "2024-" + std::to_string(10 + a % 3) + "-" + std::to_string(10 + a % 18);
    f.article.language = "en";
    const auto add_node = [&](std::size_t i) {
      f.nodes.push_back({id(i),
                         NodeType::state,
                         "State number " + std::to_string(i),
                         {},
                         "",
                         "",
                         {{f.article.id, {0, 5}, "State"}},
                         {}});
    };
    for (std::size_t e = a; e < edges; e += articles) {
      const std::size_t from = below(nodes), to = (from + 1 + below(nodes - 1)) % nodes;
      add_node(from);
      add_node(to);
      Evidence evidence;
      const auto begin = static_cast<std::uint32_t>(e % 5000);
      evidence.quote = {
          f.article.id, {begin, begin + 60}, "State number " + std::to_string(from) + " spoke of the other"};
      evidence.trigger = {begin + 13, begin + 18};
      evidence.confidence = 0.5 + 0.01 * static_cast<double>(e % 50);
      f.edges.push_back({id(from), kRelations[e % 6], id(to), {evidence}});
    }
    graph.merge(canonical(std::move(f)));
  }
  return graph;
}

}  // namespace entente::test

#include "export/random_graph.h"

#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "entente/schema/ontology.h"
#include "export/sample.h"
#include "iri.h"

namespace entente::test {
namespace {

class Draw {
 public:
  explicit Draw(std::uint64_t seed) : random_(seed) {}

  Fragment fragment(int number) {
    Fragment f;
    f.article.id = iri_safe("article/" + (one_in(3) ? text() : std::to_string(number)));
    f.article.hash = std::to_string(random_());
    f.article.name = text();
    f.article.title = maybe(text());
    f.article.language = one_in(2) ? "fr" : maybe("en-GB");
    f.article.published = one_in(2) ? "2024-10-28" : maybe(text());
    f.article.source = maybe(one_in(2) ? "https://news.example/é?a=1&b=" + text() : text());
    f.article.signature = maybe("00ff");
    const std::size_t nodes = 2 + below(5);
    for (std::size_t i = 0; i < nodes; ++i) f.nodes.push_back(node(f.article.id));
    f = canonical(std::move(f));
    for (std::size_t i = below(8); i > 0 && f.nodes.size() > 1; --i) {
      Edge edge;
      const std::size_t subject = below(f.nodes.size());
      edge.subject = f.nodes[subject].id;
      edge.object = f.nodes[(subject + 1 + below(f.nodes.size() - 1)) % f.nodes.size()].id;
      const RelationType& relation = builtin_ontology().relations()[below(builtin_ontology().relations().size())];
      edge.relation = relation.name;
      if (relation.symmetric && edge.object < edge.subject) std::swap(edge.subject, edge.object);
      for (std::size_t n = 1 + below(3); n > 0; --n) edge.evidence.push_back(evidence(f));
      f.edges.push_back(std::move(edge));
    }
    return canonical(std::move(f));
  }

 private:
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(random_() % n); }
  bool one_in(std::size_t n) { return below(n) == 0; }
  std::string maybe(std::string text) { return one_in(3) ? "" : text; }

  /// Plain, hostile, or any characters at all but surrogates.
  std::string text() {
    if (one_in(2)) return std::vector<std::string>{"Kim", "Corée du Nord", "NATO", "Кім"}[below(4)];
    if (one_in(2)) return hostile_strings()[below(hostile_strings().size())].substr(0, 300);
    std::string made;
    for (std::size_t i = 1 + below(12); i > 0; --i) {
      const std::size_t kind = below(4);
      char32_t c = static_cast<char32_t>(kind == 0   ? 1 + below(0x7F)
                                         : kind == 1 ? 0x80 + below(0x780)
                                         : kind == 2 ? 0x800 + below(0xF800)
                                                     : 0x10000 + below(0x100000));
      if (c >= 0xD800 && c < 0xE000) c = 0xFFFD;
      append(c, made);
    }
    return made;
  }

  static void append(char32_t c, std::string& to) {
    const auto tail = [&](int shift) { to += static_cast<char>(0x80U | (c >> static_cast<unsigned>(shift) & 0x3FU)); };
    if (c < 0x80) {
      to += static_cast<char>(c);
    } else if (c < 0x800) {
      to += static_cast<char>(0xC0U | c >> 6U);
      tail(0);
    } else if (c < 0x10000) {
      to += static_cast<char>(0xE0U | c >> 12U);
      tail(6);
      tail(0);
    } else {
      to += static_cast<char>(0xF0U | c >> 18U);
      tail(12);
      tail(6);
      tail(0);
    }
  }

  Quote quote(const std::string& article) {
    const auto begin = static_cast<std::uint32_t>(below(5000));
    return {article, {begin, begin + 1 + static_cast<std::uint32_t>(below(300))}, text()};
  }

  Node node(const std::string& article) {
    constexpr const char* kFolders[] = {"person/", "state/", "https://other.example/", "urn:x:", ""};
    Node node;
    node.id = iri_safe(kFolders[below(5)] + (one_in(2) ? std::to_string(below(6)) : text()));
    if (node.id.empty()) node.id = "person/nobody";
    node.type = kNodeTypes[below(kNodeTypes.size())];
    node.name = text();
    for (std::size_t i = below(3); i > 0; --i) node.alternate_names.push_back(text());
    for (std::size_t i = below(3); i > 0; --i) node.descriptions.push_back(text());
    for (std::size_t i = below(4); i > 0; --i) node.mentions.push_back(quote(article));
    if (one_in(2)) node.wikidata = "Q" + std::to_string(1 + below(1000));
    if (one_in(3)) node.iso = "FR";
    return node;
  }

  double number() {
    const double numbers[] = {0, 1, 10000, 0.1, 1e-7, 123456789.125, 9007199254740993.0, 1e21, 1e300, -2.5};
    return one_in(2) ? numbers[below(10)] : std::ldexp(static_cast<double>(random_() >> 11U), -40);
  }

  std::string time() {
    const char* const times[] = {"", "2024", "2024-10", "2024-10-28", "2024-10-28/2024-11-02", "2024-10/..", "../2024"};
    return times[below(7)];
  }

  Participant participant(const Fragment& f) {
    Participant who;
    if (one_in(3)) who.node = f.nodes[below(f.nodes.size())].id;
    if (one_in(3)) who.text = text();
    return who;
  }

  Evidence evidence(const Fragment& f) {
    Evidence e;
    e.quote = quote(f.article.id);
    e.trigger = {e.quote.span.begin, e.quote.span.begin + 1};
    e.frame = maybe(text());
    e.polarity = one_in(3) ? Polarity::negated : Polarity::affirmed;
    e.modality = static_cast<Modality>(below(4));
    e.object_role = static_cast<ObjectRole>(below(3));
    if (one_in(3)) e.attributed_to = f.nodes[below(f.nodes.size())].id;
    if (one_in(2)) e.quantity = Quantity{number(), maybe(text()), one_in(2)};
    e.time = time();
    e.destination = participant(f);
    e.beneficiary = participant(f);
    e.instrument = participant(f);
    e.location = participant(f);
    e.confidence = static_cast<double>(below(1001)) / 1000;
    return e;
  }

  std::mt19937_64 random_;
};

}  // namespace

KnowledgeGraph random_graph(std::uint64_t seed) {
  Draw draw(seed);
  KnowledgeGraph graph;
  const int articles = 1 + static_cast<int>(seed % 4);
  for (int i = 0; i < articles; ++i) graph.merge(draw.fragment(i));
  return graph;
}

}  // namespace entente::test

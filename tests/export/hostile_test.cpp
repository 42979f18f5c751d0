// Hostile strings in every field that a page, a record or a foreign graph can set, in every format, before strict
// readers: what is a link is an IRI of http or https, everything else is text.
#include <gtest/gtest.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <serd/serd.h>

#include <algorithm>
#include <functional>
#include <set>
#include <sstream>

#include "dot_escape.h"
#include "entente/export/dot.h"
#include "entente/export/fragment_json.h"
#include "entente/export/graphml.h"
#include "entente/export/jsonld.h"
#include "entente/export/page.h"
#include "entente/export/picture.h"
#include "entente/export/rdf.h"
#include "entente/export/tables.h"
#include "export/hostile_graph.h"
#include "export/sample.h"
#include "iri.h"
#include "json_value.h"

namespace entente {
namespace {

using Write = std::function<Result<void>(const KnowledgeGraph&, std::ostream&)>;

std::string text_of(const Write& write, const KnowledgeGraph& graph) {
  std::ostringstream out;
  EXPECT_TRUE(write(graph, out));
  return std::move(out).str();
}

std::string start_of(const std::string& text) { return text.substr(0, 80); }

bool all_of(const std::string& text, const char* signs) { return text.find_first_not_of(signs) == std::string::npos; }

// A second judge of addresses, in the words of RFC 3987, § 2.2; of ours all are of the web. In a link no apostrophe.
bool is_strict_iri(const std::string& iri, bool is_link) {
  static constexpr const char* kHex = "0123456789ABCDEFabcdef";
  std::string ascii;  // with 'u' for each character that is not, once it is known to be allowed
  for (std::size_t i = 0; i < iri.size(); ++i) {
    const auto byte = static_cast<unsigned char>(iri[i]);
    if (byte < 0x80) {
      if (byte == '%' && (i + 2 >= iri.size() || !all_of(iri.substr(i + 1, 2), kHex))) return false;
      ascii += iri[i];
      continue;
    }
    const std::size_t more = byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : byte >= 0xC2 ? 1 : 0;
    if (more == 0 || i + more >= iri.size()) return false;
    char32_t c = byte & (0x3FU >> more);
    for (std::size_t k = 1; k <= more; ++k) c = (c << 6U) | (static_cast<unsigned char>(iri[i + k]) & 0x3FU);
    i += more;
    const bool is_ucschar = (c >= 0xA0 && c <= 0xD7FF) || (c >= 0xF900 && c <= 0xFDCF) ||
                            (c >= 0xFDF0 && c <= 0xFFEF) || (c >= 0x10000 && c < 0xE0000 && (c & 0xFFFF) < 0xFFFE);
    if (!is_ucschar || (c >= 0x200E && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E)) return false;
    ascii += 'u';
  }
  static const std::string kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=%";
  const std::size_t start = ascii.starts_with("https://") ? 8 : ascii.starts_with("http://") ? 7 : 0;
  if (start == 0) return false;
  const std::size_t end = std::min(ascii.find_first_of("/?#", start), ascii.size());
  std::string host = ascii.substr(start, end - start), rest = ascii.substr(end);
  if (const std::size_t at = host.find('@'); at != std::string::npos) {
    if (!all_of(host.substr(0, at), (kPlain + ":").c_str())) return false;
    host.erase(0, at + 1);
  }
  if (const std::size_t port = host.find_last_of("]:"); port != std::string::npos && host[port] == ':') {
    if (!all_of(host.substr(port + 1), "0123456789")) return false;
    host.erase(port);
  }
  const bool is_numeric = host.starts_with('[') && host.ends_with(']');
  if (is_numeric ? !all_of(host.substr(1, host.size() - 2), "0123456789ABCDEFabcdef:.") : !all_of(host, kPlain.c_str()))
    return false;
  if (const std::size_t mark = rest.find('#'); mark != std::string::npos) rest[mark] = '/';
  if (!all_of(rest, (kPlain + ":@/?").c_str())) return false;
  return !is_link || (!host.empty() && iri.find('\'') == std::string::npos);
}

TEST(WebLink, IsAnIriOfTheWebOrNothing) {
  const std::pair<const char*, const char*> cases[] = {
      {"https://news.example/a?b=c&d#e", "https://news.example/a?b=c&d#e"},
      {"HTTP://news.example", "http://news.example"},
      {"https://news.example/l'été \"x\" <y>", "https://news.example/l%27été%20%22x%22%20%3Cy%3E"},
      {"https://news.example/%41%", "https://news.example/%41%25"},
      {"https://[::1]:80/[x]", "https://[::1]:80/%5Bx%5D"},
      {"https://news.example/#a#b", "https://news.example/#a%23b"},
      {"\n https://news.example/ ", "https://news.example/"},
      {"https://news.example/\xC2\x85\xEF\xBF\xBE\xE2\x80\xAE\xff", "https://news.example/%C2%85%EF%BF%BE%E2%80%AE%FF"},
      {"http://[::1", ""},
      {"http://[::g]/", ""},
      {"https://", ""},
      {"https:///x", ""},
      {"https://a b/", ""},
      {"https://a:b/", ""},
      {"https://x\\@y/", ""},
      {"javascript:alert(1)", ""},
      {"java\tscript:alert(1)", ""},
      {"ftp://x/", ""},
      {"articles/a.txt", ""},
      {"", ""}};
  for (const auto& [address, link] : cases) EXPECT_EQ(web_link(address), link) << address;
  for (const std::string& address : test::hostile_strings()) {
    const std::string link = web_link(address);
    EXPECT_TRUE(link.empty() || is_strict_iri(link, true)) << start_of(address) << " -> " << start_of(link);
    EXPECT_EQ(web_link(link), link) << start_of(address);
  }
}

TEST(Ids, ResolveAsTheyAppendAndStayAsTheyAre) {
  const std::pair<const char*, const char*> cases[] = {{"state/russia", "state/russia"},
                                                       {"state/côte-d’ivoire", "state/côte-d’ivoire"},
                                                       {"a b", "a%20b"},
                                                       {"a:b/c:d", "a%3Ab/c%3Ad"},
                                                       {"//evil/x", "%2F/evil/x"},
                                                       {"../x/.", "%2E%2E/x/%2E"},
                                                       {"a#b", "a%23b"},
                                                       {"%41%", "%41%25"},
                                                       {"http://[::1", "http%3A//%5B%3A%3A1"},
                                                       {"http://other.example/x", "http://other.example/x"}};
  for (const auto& [id, iri] : cases) EXPECT_EQ(iri_safe(id), iri) << id;
  for (const std::string& text : test::hostile_strings()) {
    const std::string id = iri_safe(text);
    EXPECT_EQ(iri_safe(id), id) << start_of(text);
    EXPECT_TRUE(is_strict_iri(is_absolute(id) ? id : "https://entente.example/" + id, false)) << start_of(id);
  }
}

TEST(Wikidata, AnyTextComesBackAndOnlyAnItemIsALink) {
  for (const std::string& text : test::hostile_strings()) {
    EXPECT_EQ(wikidata_of(wikidata_iri(text)), text) << start_of(text);
    EXPECT_TRUE(is_strict_iri(wikidata_iri(text), true)) << start_of(text);
    EXPECT_FALSE(is_wikidata_id(text)) << start_of(text);
  }
  EXPECT_EQ(wikidata_iri("Q423"), "http://www.wikidata.org/entity/Q423");
  EXPECT_TRUE(is_wikidata_id("Q423"));
}

// ---------------------------------------------------------------- XML

// What is wrong with a document before a strict reader; "" if nothing is. Links are looked at in every attribute.
std::string trouble_in(const xmlNode* node) {
  for (; node != nullptr; node = node->next) {
    if (node->type != XML_ELEMENT_NODE) continue;
    const std::string name = reinterpret_cast<const char*>(node->name);
    if (name == "script" || name == "image" || name == "foreignObject" || name == "iframe") return "element " + name;
    for (const xmlAttr* attribute = node->properties; attribute != nullptr; attribute = attribute->next) {
      const std::string key = reinterpret_cast<const char*>(attribute->name);
      xmlChar* bytes = xmlNodeListGetString(node->doc, attribute->children, 1);
      const std::string value = bytes == nullptr ? "" : reinterpret_cast<const char*>(bytes);
      xmlFree(bytes);
      if (key.starts_with("on")) return "attribute " + key;
      if (key == "href" && !is_strict_iri(value, true)) return "link " + value;
    }
    if (std::string below = trouble_in(node->children); !below.empty()) return below;
  }
  return {};
}

std::string trouble_in_xml(const std::string& xml) {
  const std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)> document(
      xmlReadMemory(xml.data(), static_cast<int>(xml.size()), "x.xml", nullptr,
                    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_HUGE),
      xmlFreeDoc);
  return document ? trouble_in(xmlDocGetRootElement(document.get())) : "not well-formed";
}

TEST(Hostile, PicturesHaveNoScriptAndOnlyLinksOfTheWeb) {
  for (const std::string& text : test::hostile_strings()) {
    PictureOptions options;
    options.title = text.substr(0, 200);
    const KnowledgeGraph graph = test::hostile_everywhere(text);
    std::ostringstream dot;
    ASSERT_TRUE(write_dot(graph, dot, options));
    const Result<std::string> svg = render(dot.str(), PictureFormat::svg);
    ASSERT_TRUE(svg) << start_of(text);
    EXPECT_EQ(trouble_in_xml(*svg), "") << start_of(text);
    const Result<std::string> pdf = render(dot.str(), PictureFormat::pdf);
    ASSERT_TRUE(pdf) << start_of(text);
    EXPECT_NE(pdf->find("/Type /Page "), std::string::npos) << start_of(text);
    // A link of words on a line; none where the address is none, or too long to be drawn.
    const std::string link = dot_link(web_link(text));
    EXPECT_EQ(pdf->find("/URI (" + dot_unescaped(link) + ")") != std::string::npos, !link.empty()) << start_of(text);
    EXPECT_EQ(pdf->find(")/S/JavaScript"), std::string::npos) << start_of(text);
  }
}

TEST(Hostile, XmlFormatsAreWellFormed) {
  for (const std::string& text : test::hostile_strings()) {
    const KnowledgeGraph graph = test::hostile_everywhere(text);
    EXPECT_EQ(trouble_in_xml(text_of([](auto& g, auto& out) { return write_graphml(g, out); }, graph)), "")
        << start_of(text);
    EXPECT_EQ(trouble_in_xml(text_of([](auto& g, auto& out) { return write_gexf(g, out); }, graph)), "")
        << start_of(text);
  }
}

// ---------------------------------------------------------------- RDF

std::set<std::string> read_by_serd(const std::string& text, SerdSyntax syntax) {
  std::string out;
  SerdEnv* env = serd_env_new(nullptr);
  SerdWriter* writer = serd_writer_new(
      SERD_NTRIPLES, static_cast<SerdStyle>(0), env, nullptr,
      [](const void* bytes, std::size_t length, void* stream) {
        static_cast<std::string*>(stream)->append(static_cast<const char*>(bytes), length);
        return length;
      },
      &out);
  SerdReader* reader =
      serd_reader_new(syntax, writer, nullptr, reinterpret_cast<SerdBaseSink>(serd_writer_set_base_uri),
                      reinterpret_cast<SerdPrefixSink>(serd_writer_set_prefix),
                      reinterpret_cast<SerdStatementSink>(serd_writer_write_statement),
                      reinterpret_cast<SerdEndSink>(serd_writer_end_anon));
  serd_reader_set_strict(reader, true);
  serd_reader_set_error_sink(
      reader, [](void*, const SerdError*) { return SERD_SUCCESS; }, nullptr);
  EXPECT_EQ(serd_reader_read_string(reader, reinterpret_cast<const std::uint8_t*>(text.c_str())), SERD_SUCCESS);
  serd_reader_free(reader);
  serd_writer_free(writer);
  serd_env_free(env);
  std::set<std::string> lines;
  std::istringstream in(out);
  for (std::string line; std::getline(in, line);) lines.insert(line);
  return lines;
}

// The IRIs of an N-Quads text, literals passed over.
std::set<std::string> iris_of(const std::string& nquads) {
  std::set<std::string> iris;
  std::istringstream in(nquads);
  for (std::string line; std::getline(in, line);) {
    bool in_literal = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (line[i] == '\\') {
        ++i;
      } else if (line[i] == '"') {
        in_literal = !in_literal;
      } else if (line[i] == '<' && !in_literal) {
        const std::size_t end = line.find('>', i);
        iris.insert(line.substr(i + 1, end - i - 1));
        i = end;
      }
    }
  }
  return iris;
}

TEST(Hostile, LinkedDataHasOnlyIris) {
  for (const std::string& text : test::hostile_strings()) {
    const KnowledgeGraph graph = test::hostile_everywhere(text);
    const std::string nquads = text_of([](auto& g, auto& out) { return write_nquads(g, out); }, graph);
    for (const std::string& iri : iris_of(nquads)) EXPECT_TRUE(is_strict_iri(iri, false)) << iri.substr(0, 300);
    if (text.find('\0') != std::string::npos) continue;
    EXPECT_EQ(read_by_serd(nquads, SERD_NQUADS),
              read_by_serd(text_of([](auto& g, auto& out) { return write_turtle(g, out); }, graph), SERD_TURTLE))
        << start_of(text);
  }
}

TEST(Hostile, EveryFormThatIsReadBackSaysTheSame) {
  using Read = std::function<Result<KnowledgeGraph>(const std::string&)>;
  const std::tuple<const char*, Write, Read> forms[] = {
      {"jsonld", [](auto& g, auto& out) { return write_jsonld(g, out); },
       [](const std::string& text) { return read_jsonld(text, "-"); }},
      {"nquads", [](auto& g, auto& out) { return write_nquads(g, out); },
       [](const std::string& text) { return read_nquads(text, "-"); }},
      {"graphml", [](auto& g, auto& out) { return write_graphml(g, out); },
       [](const std::string& text) { return read_graphml(text, "-"); }},
      {"fragments", [](auto& g, auto& out) { return write_fragment(g.fragments().begin()->second, out); },
       [](const std::string& text) -> Result<KnowledgeGraph> {
         Result<Fragment> fragment = read_fragment(text, "-");
         if (!fragment) return fragment.error();
         KnowledgeGraph graph;
         graph.merge(*std::move(fragment));
         return graph;
       }}};
  for (const std::string& text : test::hostile_strings()) {
    const KnowledgeGraph graph = test::hostile_everywhere(text);
    for (const auto& [name, write, read] : forms) {
      const Result<KnowledgeGraph> back = read(text_of(write, graph));
      ASSERT_TRUE(back) << name << " " << start_of(text) << ": " << to_string(back.error());
      EXPECT_TRUE(back->articles() == graph.articles()) << name << " " << start_of(text);
      EXPECT_TRUE(back->nodes() == graph.nodes()) << name << " " << start_of(text);
      EXPECT_TRUE(back->edges() == graph.edges()) << name << " " << start_of(text);
    }
  }
}

TEST(Hostile, ForeignIdsBecomeIrisWhenTheyAreRead) {
  for (const char* id : {"http://[::1", "%41%", "\xC2\x85", "\xEF\xBF\xBE", "a[1]", "//evil.example/x", "a#b"}) {
    std::ostringstream line;
    line << R"({"entente":"fragment/1","article":{"@id":"article/a","@type":"Article","name":"a"},"nodes":[{"@id":")"
         << id << R"(","@type":"Person","name":"x"}],"relations":[]})";
    const Result<Fragment> read = read_fragment(line.str(), "-");
    ASSERT_TRUE(read) << id << to_string(read.error());
    EXPECT_EQ(read->nodes.front().id, iri_safe(id));
  }
}

// ---------------------------------------------------------------- JSON, pages, tables

TEST(Hostile, RecordsAreJson) {
  for (const std::string& text : test::hostile_strings()) {
    const KnowledgeGraph graph = test::hostile_everywhere(text);
    for (const Write& write : {Write([](auto&g, auto&out) { return write_ftm(g, out); }),
                               Write([](auto&g, auto&out) { return write_plover_jsonl(g, out); })}) {
      std::istringstream lines(text_of(write, graph));
      for (std::string line; std::getline(lines, line);) {
        const auto json = parse_json(line, {"-", 1});
        ASSERT_TRUE(json) << start_of(text) << to_string(json.error());
        const JsonValue* properties = json->find("properties");
        const JsonValue* links = properties == nullptr ? nullptr : properties->find("sourceUrl");
        const std::vector<JsonValue> none;
        for (const JsonValue& link : links == nullptr ? none : links->items)
          EXPECT_TRUE(is_strict_iri(link.string, true)) << link.string;
      }
    }
  }
}

TEST(Hostile, PagesHoldDataThatIsNoMarkup) {
  for (const std::string& text : test::hostile_strings()) {
    PageOptions options;
    options.title = text;
    const std::string page =
        text_of([&](auto& g, auto& out) { return write_page(g, out, options); }, test::hostile_everywhere(text));
    const std::size_t begin = page.find("{\"title\":"), end = page.find("</script>", begin);
    ASSERT_NE(begin, std::string::npos);
    const auto json = parse_json(page.substr(begin, end - begin), {"-", 1});
    ASSERT_TRUE(json) << start_of(text) << to_string(json.error());
    const std::string& link = json->find("articles")->items.front().items[5].string;
    EXPECT_TRUE(link.empty() || is_strict_iri(link, true)) << link;
    EXPECT_EQ(json->find("nodes")->items.front().items[4].string, "") << start_of(text);
  }
}

// Rows and cells as RFC 4180 has them; none if the text is no CSV.
std::vector<std::vector<std::string>> rows_of(const std::string& csv) {
  std::vector<std::vector<std::string>> rows(1, {""});
  for (std::size_t i = 0; i < csv.size(); ++i) {
    std::string& cell = rows.back().back();
    if (csv[i] == '"') {
      if (!cell.empty()) return {};
      for (++i; i < csv.size() && !(csv[i] == '"' && !(i + 1 < csv.size() && csv[i + 1] == '"')); ++i) {
        if (csv[i] == '"') ++i;
        cell += csv[i];
      }
      if (i >= csv.size()) return {};
    } else if (csv[i] == ',') {
      rows.back().emplace_back();
    } else if (csv[i] == '\r' && i + 1 < csv.size() && csv[i + 1] == '\n') {
      ++i;
      rows.emplace_back(1);
    } else {
      cell += csv[i];
    }
  }
  rows.pop_back();
  return rows;
}

TEST(Hostile, TablesHaveTheirColumnsAndNoFormula) {
  for (const std::string& text : test::hostile_strings()) {
    const KnowledgeGraph graph = test::hostile_everywhere(text);
    std::vector<std::pair<Write, bool>> tables = {{[](auto& g, auto& out) { return write_csv(g, out); }, true},
                                                  {[](auto& g, auto& out) { return write_plover_csv(g, out); }, true}};
    for (BulkTable table : {BulkTable::nodes, BulkTable::relations, BulkTable::evidence, BulkTable::articles})
      tables.emplace_back([table](auto& g, auto& out) { return write_bulk(g, table, out); }, false);
    for (const auto& [write, is_for_people] : tables) {
      const auto rows = rows_of(text_of(write, graph));
      ASSERT_GE(rows.size(), 2U) << start_of(text);
      for (const auto& row : rows) {
        EXPECT_EQ(row.size(), rows.front().size()) << start_of(text);
        for (const std::string& cell : row)
          if (is_for_people && !cell.empty()) {
            EXPECT_EQ(std::string_view("=+-@\t\r").find(cell.front()), std::string_view::npos) << start_of(cell);
          }
      }
    }
  }
}

}  // namespace
}  // namespace entente

#include "iri.h"

#include <algorithm>
#include <array>

namespace entente {
namespace {

void append_escaped(std::string& out, char c) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  out += '%';
  out += kHex[byte >> 4U];
  out += kHex[byte & 15U];
}

// A set of bytes that can be asked at once.
class Bytes {
 public:
  constexpr explicit Bytes(std::string_view signs) {
    for (std::size_t byte = 0; byte <= 0x20; ++byte) is_in_[byte] = true;
    is_in_[0x7F] = true;
    for (char sign : signs) is_in_[static_cast<unsigned char>(sign)] = true;
  }
  [[nodiscard]] constexpr bool has(char c) const { return is_in_[static_cast<unsigned char>(c)]; }

 private:
  std::array<bool, 256> is_in_{};
};
constexpr Bytes kForbidden("<>\"{}|\\^`");  // in any IRI
// In an id as a part of another one: '%' as well, so that two ids never become one; and ':', because readers of JSON-LD
// take whatever stands before a colon for a prefix or a scheme.
constexpr Bytes kForbiddenInPart("<>\"{}|\\^`%#?:");

std::string escaped(std::string_view id, const Bytes& forbidden) {
  std::string out;
  out.reserve(id.size());
  for (char c : id) {
    if (forbidden.has(c)) {
      append_escaped(out, c);
    } else {
      out += c;
    }
  }
  return out;
}

std::string part(std::string_view id) { return escaped(id, kForbiddenInPart); }

std::string range(Span span) { return std::to_string(span.begin) + ',' + std::to_string(span.end); }

}  // namespace

std::string iri_safe(std::string_view id) {
  return std::any_of(id.begin(), id.end(), [](char c) { return kForbidden.has(c); }) ? escaped(id, kForbidden)
                                                                                     : std::string(id);
}

std::string relation_iri(const Edge& edge) {
  return "relation/" + part(edge.subject) + '/' + edge.relation + '/' + part(edge.object);
}

std::string place_iri(const Quote& quote) { return part(quote.article) + "#char=" + range(quote.span); }

std::vector<std::string> evidence_iris(const Edge& edge) {
  const std::string relation = relation_iri(edge) + '#';
  std::vector<std::string> iris;
  iris.reserve(edge.evidence.size());
  std::size_t repetition = 1;
  for (std::size_t i = 0; i < edge.evidence.size(); ++i) {
    const Evidence& evidence = edge.evidence[i];
    std::string iri = relation + part(evidence.quote.article) + ";char=" + range(evidence.quote.span) +
                      ";trigger=" + range(evidence.trigger);
    // Evidence is sorted by place first: what differs in its status alone stands side by side.
    const bool is_repeated = i > 0 && evidence.quote.article == edge.evidence[i - 1].quote.article &&
                             evidence.quote.span == edge.evidence[i - 1].quote.span &&
                             evidence.trigger == edge.evidence[i - 1].trigger;
    repetition = is_repeated ? repetition + 1 : 1;
    if (is_repeated) iri += ';' + std::to_string(repetition);
    iris.push_back(std::move(iri));
  }
  return iris;
}

std::string activity_iri(const Article& article) { return "reading/" + part(article.id); }

std::string software_iri() { return "software/entente-" ENTENTE_VERSION; }

}  // namespace entente

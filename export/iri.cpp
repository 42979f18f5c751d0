#include "iri.h"

#include <arpa/inet.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <utility>

namespace entente {
namespace {

using Byte = unsigned char;

void append_escaped(std::string& out, std::string_view bytes) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  for (char c : bytes) {
    out += '%';
    out += kHex[static_cast<Byte>(c) >> 4U];
    out += kHex[static_cast<Byte>(c) & 15U];
  }
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool is_among(char c, std::string_view signs) { return signs.find(c) != std::string_view::npos; }
bool is_escape(std::string_view text) {
  return text.size() > 2 && text[0] == '%' && is_hex(text[1]) && is_hex(text[2]);
}

constexpr std::string_view kUnreserved = "-._~";
// RFC 3986, sub-delims, without the apostrophe: it ends a link in the PDF of Graphviz and an attribute in much else.
constexpr std::string_view kDelimiters = "!$&()*+,;=";

// ucschar of RFC 3987, without what draws nothing or turns the direction of the text, which its § 4.1 forbids too.
bool is_iri_letter(UChar32 c) {
  const bool is_ucschar = (c >= 0xA0 && c <= 0xD7FF) || (c >= 0xF900 && c <= 0xFDCF) || (c >= 0xFDF0 && c <= 0xFFEF) ||
                          (c >= 0x10000 && c <= 0xEFFFD && (c & 0xFFFF) <= 0xFFFD && (c < 0xE0000 || c >= 0xE1000));
  return is_ucschar && u_isUWhiteSpace(c) == 0 && u_charType(c) != U_FORMAT_CHAR;
}

// Appends what `keeps` (of an ASCII character) or RFC 3987 (of any other) lets stand, the rest percent-encoded. What
// is percent-encoded already stays.
template <class Keeps>
void append_part(std::string& out, std::string_view text, Keeps keeps) {
  const auto length = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < length;) {
    const std::int32_t begin = i;
    UChar32 c = 0;
    U8_NEXT(reinterpret_cast<const std::uint8_t*>(text.data()), i, length, c);
    const std::string_view bytes = text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(i - begin));
    const bool stays = c < 0       ? false
                       : c >= 0x80 ? is_iri_letter(c)
                                   : keeps(static_cast<char>(c), text.substr(static_cast<std::size_t>(begin)));
    if (stays) {
      out += bytes;
    } else {
      append_escaped(out, bytes);
    }
  }
}

bool is_plain(char c) { return is_letter(c) || is_digit(c) || is_among(c, kUnreserved) || is_among(c, kDelimiters); }

// "user@host:80" of an address; false if it can be none.
bool append_authority(std::string& out, std::string_view authority) {
  const auto keeps = [](char c, std::string_view rest) { return is_plain(c) || is_escape(rest); };
  const std::size_t at = authority.rfind('@');
  if (at != std::string_view::npos) {
    const std::string_view user = authority.substr(0, at);
    std::string kept;
    append_part(kept, user, [&](char c, std::string_view rest) { return c == ':' || keeps(c, rest); });
    if (kept != user) return false;  // readers disagree on where the host begins behind a backslash
    out.append(user).append("@");
    authority.remove_prefix(at + 1);
  }
  std::string_view port;
  if (authority.starts_with('[')) {
    const std::size_t end = authority.find(']');
    if (end == std::string_view::npos || end < 3) return false;
    const std::string_view numbers = authority.substr(1, end - 1);
    if (!std::all_of(numbers.begin(), numbers.end(), [](char c) { return is_hex(c) || c == ':' || c == '.'; }))
      return false;
    if (std::array<Byte, 16> address{}; inet_pton(AF_INET6, std::string(numbers).c_str(), address.data()) != 1)
      return false;
    out += authority.substr(0, end + 1);
    port = authority.substr(end + 1);
  } else {
    const std::size_t colon = std::min(authority.find(':'), authority.size());
    const std::string_view host = authority.substr(0, colon);
    if (host.empty() || is_among(host.front(), ".-")) return false;
    std::string kept;
    append_part(kept, host, keeps);
    if (kept != host) return false;  // a host with a space or a quote is no host
    out += host;
    port = authority.substr(colon);
  }
  if (port.empty()) return true;
  if (port.front() != ':' || !std::all_of(port.begin() + 1, port.end(), is_digit)) return false;
  out += port;
  return true;
}

// Path, query and fragment.
void append_rest(std::string& out, std::string_view rest) {
  bool has_fragment = false;
  append_part(out, rest, [&](char c, std::string_view from) {
    if (c == '#') return !std::exchange(has_fragment, true);
    return is_plain(c) || is_among(c, ":@/?") || is_escape(from);
  });
}

// An id as a part of another one: '%' is encoded as well, so that two ids never become one; and ':', because readers of
// JSON-LD take whatever stands before a colon for a prefix or a scheme. Dots that are a whole step would climb.
std::string part(std::string_view id) {
  std::string out;
  for (std::string_view rest = id;;) {
    const std::size_t end = std::min(rest.find('/'), rest.size());
    const std::string_view segment = rest.substr(0, end);
    if (segment == "." || segment == "..")
      append_escaped(out, segment);
    else
      append_part(out, segment, [](char c, std::string_view) { return is_plain(c) || c == '@'; });
    if (end == rest.size()) return out;
    out += '/';
    rest.remove_prefix(end + 1);
  }
}

std::string range(Span span) { return std::to_string(span.begin) + ',' + std::to_string(span.end); }

std::string lower_start(std::string_view text) {
  std::string start(text.substr(0, 8));
  for (char& c : start) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return start;
}

}  // namespace

std::string web_link(std::string_view address) {
  while (!address.empty() && static_cast<Byte>(address.front()) <= ' ') address.remove_prefix(1);
  while (!address.empty() && static_cast<Byte>(address.back()) <= ' ') address.remove_suffix(1);
  const std::string start = lower_start(address);
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (!start.starts_with(scheme)) continue;
    address.remove_prefix(scheme.size());
    const std::string_view authority = address.substr(0, address.find_first_of("/?#"));
    std::string link(scheme);
    if (!append_authority(link, authority)) return {};
    append_rest(link, address.substr(authority.size()));
    return link;
  }
  return {};
}

bool is_absolute(std::string_view id) { return id.starts_with("http://") || id.starts_with("https://"); }

std::string iri_safe(std::string_view id) {
  const auto is_simple = [](char c) { return is_letter(c) || is_digit(c) || is_among(c, "-_~/"); };
  if (!id.starts_with('/') && std::all_of(id.begin(), id.end(), is_simple)) return std::string(id);
  if (std::string link = web_link(id); !link.empty()) return link;
  std::string out;
  bool is_first = true;
  for (std::string_view rest = id;; is_first = false) {
    const std::size_t end = std::min(rest.find('/'), rest.size());
    const std::string_view segment = rest.substr(0, end);
    if (segment == "." || segment == "..") {
      append_escaped(out, segment);  // it would climb
    } else {
      append_part(out, segment, [&](char c, std::string_view from) {
        // No colon, as in part(); nor '@' in front, by which JSON-LD knows its own words.
        const bool is_keyword = c == '@' && is_first && from.size() == segment.size();
        return is_plain(c) || (is_among(c, "@?") && !is_keyword) || is_escape(from);
      });
    }
    if (end == rest.size()) return out;
    out += is_first && segment.empty() ? "%2F" : "/";
    rest.remove_prefix(end + 1);
  }
}

bool may_be_iri(std::string_view text) {
  return std::none_of(text.begin(), text.end(),
                      [](char c) { return static_cast<Byte>(c) <= ' ' || c == 0x7F || is_among(c, "<>\"{}|\\^`"); });
}

bool is_wikidata_id(std::string_view id) {
  return id.size() > 1 && id.size() < 20 && id.front() == 'Q' && std::all_of(id.begin() + 1, id.end(), is_digit);
}

std::string wikidata_iri(std::string_view id) {
  std::string iri(kWikidata);
  append_part(iri, id,
              [](char c, std::string_view) { return is_letter(c) || is_digit(c) || is_among(c, kUnreserved); });
  return iri;
}

std::string wikidata_of(std::string_view iri) {
  if (!iri.starts_with(kWikidata)) return {};
  iri.remove_prefix(kWikidata.size());
  std::string id;
  for (std::size_t i = 0; i < iri.size(); ++i) {
    if (is_escape(iri.substr(i))) {
      const auto value = [](char c) { return is_digit(c) ? c - '0' : (c | 32) - 'a' + 10; };
      id += static_cast<char>(value(iri[i + 1]) * 16 + value(iri[i + 2]));
      i += 2;
    } else {
      id += iri[i];
    }
  }
  return id;
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

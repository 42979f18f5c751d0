// Addresses and ids of strangers: what leaves us as a link is ASCII-safe for every writer, and a door passed twice is
// passed once.
#include <cstdint>
#include <string>
#include <string_view>

#include "../support/check.h"
#include "dot_escape.h"
#include "iri.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace entente;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const std::string link = web_link(text);
  check(link.empty() || link.starts_with("http://") || link.starts_with("https://"));
  check(link.find_first_of("<>\"'\\{}|^` ") == std::string::npos && may_be_iri(link));
  check(web_link(link) == link);
  const std::string id = iri_safe(text);
  check(iri_safe(id) == id && may_be_iri(id));
  check(is_absolute(id) || (!id.starts_with('/') && id.substr(0, id.find('/')).find(':') == std::string::npos));
  check(wikidata_of(wikidata_iri(text)) == text);
  const std::string drawn = dot_unescaped(dot_link(link));
  check(web_link(drawn) == drawn && drawn.find_first_of("()") == std::string::npos);
  return 0;
}

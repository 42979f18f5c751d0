// Fragments and JSON-LD graphs from strangers: no crash, and what is read is written and read again as the same bytes.
#include <cstdint>
#include <sstream>
#include <string_view>

#include "../support/check.h"
#include "entente/export/fragment_json.h"
#include "entente/export/jsonld.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto fragment = entente::read_fragment(text, "-", 1)) {
    std::ostringstream once, twice;
    check(entente::write_fragment(*fragment, once).has_value());
    const auto again = entente::read_fragment(once.str(), "-", 1);
    check(again.has_value() && entente::write_fragment(*again, twice).has_value() && once.str() == twice.str());
  }
  if (const auto graph = entente::read_jsonld(text, "-")) {
    std::ostringstream once, twice;
    check(entente::write_jsonld(*graph, once).has_value());
    const auto again = entente::read_jsonld(once.str(), "-");
    check(again.has_value() && entente::write_jsonld(*again, twice).has_value() && once.str() == twice.str());
  }
  return 0;
}

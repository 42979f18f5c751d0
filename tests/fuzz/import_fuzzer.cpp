// N-Quads and GraphML from strangers: no crash, and what is read is written and read again as the same bytes.
#include <cstdint>
#include <sstream>
#include <string_view>

#include "../support/check.h"
#include "entente/export/graphml.h"
#include "entente/export/rdf.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto graph = entente::read_nquads(text, "-")) {
    std::ostringstream once, twice;
    check(entente::write_nquads(*graph, once).has_value());
    const auto again = entente::read_nquads(once.str(), "-");
    check(again.has_value() && entente::write_nquads(*again, twice).has_value() && once.str() == twice.str());
  }
  if (const auto graph = entente::read_graphml(text, "-")) {
    std::ostringstream once, twice;
    check(entente::write_graphml(*graph, once).has_value());
    const auto again = entente::read_graphml(once.str(), "-");
    check(again.has_value() && entente::write_graphml(*again, twice).has_value() && once.str() == twice.str());
  }
  return 0;
}

#include "vocabulary.h"

#include <cassert>

namespace entente {

std::string expanded(std::string_view compact) {
  const std::size_t colon = compact.find(':');
  for (const Term& prefix : kPrefixes)
    if (prefix.name == compact.substr(0, colon)) return std::string(prefix.iri).append(compact.substr(colon + 1));
  assert(false && "no such prefix");
  return std::string(compact);
}

}  // namespace entente

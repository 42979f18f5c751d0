#include "entente/schema/result.h"

namespace entente {

std::string to_string(const InputError& error) {
  std::string line = error.source;
  if (error.line > 0) line += ":" + std::to_string(error.line);
  line += ": " + error.seen;
  if (!error.remedy.empty()) line += "; " + error.remedy;
  return line;
}

}  // namespace entente

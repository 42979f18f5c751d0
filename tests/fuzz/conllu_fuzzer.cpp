// Any bytes as CoNLL-U: an error with a line, or sentences that can be written and read again.
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string_view>

#include "entente/extract/conllu.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view content(reinterpret_cast<const char*>(data), size);
  const auto bank = entente::read_conllu(content, "fuzz");
  if (!bank) return bank.error().seen.empty() ? (std::abort(), 0) : 0;
  std::ostringstream out;
  entente::write_conllu(bank->sentences, bank->text, out);
  const auto again = entente::read_conllu(out.str(), "again");
  if (!again || again->sentences.size() != bank->sentences.size()) std::abort();
  return 0;
}

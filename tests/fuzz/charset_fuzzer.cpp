// What passes the gate is UTF-8, and stays so when it is normalised, which changes nothing the second time.
#include <cstdlib>

#include "reading/charset.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace entente;
  std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::size_t cut = std::min<std::size_t>(bytes.find('\n') == bytes.npos ? 0 : bytes.find('\n'), 20);
  for (std::string_view declared : {std::string_view(), bytes.substr(0, cut)}) {
    const auto text = to_utf8(bytes, declared, {});
    if (!text) continue;
    if (!is_utf8(*text)) std::abort();
    const std::string once = normalised(*text);
    if (!is_utf8(once) || normalised(once) != once || once.find('\r') != once.npos) std::abort();
    if (!is_utf8(prefix(once, once.size() / 2))) std::abort();
  }
  return 0;
}

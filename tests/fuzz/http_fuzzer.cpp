// What a server answers, and what stands on a command line: addresses stay on this machine, bodies within their limit.
#include <cstdint>
#include <string_view>

#include "../support/check.h"
#include "entente/readers/reader.h"
#include "http.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace entente;
  constexpr std::size_t kLimit = 1000;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const bool is_whole : {false, true}) {
    const auto body = body_of(text, is_whole, kLimit);
    if (!body) {
      check(!body.error().seen.empty());
      continue;
    }
    check(!is_whole || body->has_value());
    check(!*body || (*body)->size() <= kLimit);
  }
  if (const auto address = loopback_address(text)) {
    check(address->port != 0 && (address->is_ipv6 || address->ipv4 >> 24U == 127));
    check(address->path.starts_with('/') && address->path.find_first_of(" \r\n") == std::string::npos);
  }
  if (const auto words = split_words(text)) check(!words->empty() && !words->front().empty());
  return 0;
}

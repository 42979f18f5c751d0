// The whole way from bytes to a Document: its promises hold for whatever is read, and offsets come back.
#include <cstdlib>

#include "entente/extract/reading.h"
#include "reading/charset.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace entente;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (bytes.starts_with("%PDF-")) return 0;  // a process for each would be all that is done
  const auto document = read_article(bytes, {});
  if (!document) return 0;
  const std::string& text = document->text;
  if (!is_utf8(text) || text.find('\0') != text.npos || text.find('\r') != text.npos) std::abort();
  if (!document->article.id.starts_with("article/") || document->article.hash != sha256(text)) std::abort();
  const OffsetMap map(text);
  const auto end = static_cast<std::uint32_t>(text.size());
  for (std::uint32_t begin : {0U, end / 3, end / 2}) {
    const auto whole = static_cast<std::uint32_t>(prefix(text, begin).size());
    if (map.to_bytes(map.to_code_points({whole, end})) != ByteSpan{whole, end}) std::abort();
  }
  return 0;
}

// Records and the metadata of pages: no crash, no recursion, valid UTF-8 only.
#include <cstdlib>

#include "reading/charset.h"
#include "reading/json_article.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace entente;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (!is_utf8(bytes)) return 0;
  if (const auto article = read_json_article(bytes, {}))
    for (const std::string* field : {&article->text, &article->title, &article->id, &article->source})
      if (!is_utf8(*field)) std::abort();
  if (const auto linked = read_linked_article(bytes, {}))
    for (const std::string* field : {&linked->headline, &linked->body, &linked->url})
      if (!is_utf8(*field)) std::abort();
  return 0;
}

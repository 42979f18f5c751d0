// A page that is read gives valid UTF-8 with a text.
#include <cstdlib>

#include "reading/charset.h"
#include "reading/html.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace entente;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (!is_utf8(bytes) || bytes.find('\0') != bytes.npos) return 0;
  const auto article = read_html(bytes, {});
  if (!article) return 0;
  if (article->text.empty()) std::abort();
  for (const std::string* field :
       {&article->text, &article->title, &article->published, &article->language, &article->url})
    if (!is_utf8(*field)) std::abort();
  return 0;
}

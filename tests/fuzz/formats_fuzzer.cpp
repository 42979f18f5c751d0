// Files of every format but PDF, which has a process of its own: the first line names the file, the rest is in it.
// Every article is one or an error of its own, texts are UTF-8, and the walk comes to its end.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "entente/extract/reading.h"
#include "reading/charset.h"
#include "reading/formats/format.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace entente;
  std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::string name(bytes.substr(0, std::min(bytes.find('\n'), bytes.size())));
  bytes.remove_prefix(std::min(name.size() + 1, bytes.size()));
  ReadOptions options;
  options.limits.document_bytes = options.limits.part_bytes = options.limits.unpacked_bytes = 1'000'000;
  auto stream = open_articles(bytes_in_memory(bytes), {name, name, name}, options);
  if (!stream) return 0;
  std::size_t handed_out = 0;
  while (const auto raw = (*stream)->next()) {
    // Packed files may hold more articles than they have bytes.
    if (++handed_out > 2'000'000) std::abort();
    if (!*raw || (*raw)->bytes.starts_with("%PDF-") || (*raw)->options.format == ArticleFormat::pdf) continue;
    const auto document = read_article((*raw)->bytes, (*raw)->options);
    if (document && (!is_utf8(document->text) || !is_utf8(document->article.title) || !is_utf8(document->article.id) ||
                     !is_utf8(document->article.source)))
      std::abort();
  }
  return 0;
}

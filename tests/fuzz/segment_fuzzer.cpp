// Any bytes as text: the spans stay in order and inside the text, and what is written as CoNLL-U reads back.
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string_view>

#include "entente/extract/conllu.h"
#include "entente/extract/language.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  constexpr std::string_view kLanguages[] = {"fr", "en", "xx"};
  const std::string_view language = kLanguages[data[0] % 3];
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::vector<entente::Sentence> sentences = entente::segment(text, language);
  std::uint32_t end = 0;
  for (const entente::Sentence& sentence : sentences) {
    if (sentence.span.begin < end || sentence.span.end > text.size() || sentence.tokens.empty()) std::abort();
    for (const entente::Token& token : sentence.tokens)
      if (token.span.begin < sentence.span.begin || token.span.end > sentence.span.end) std::abort();
    end = sentence.span.end;
  }
  std::ostringstream out;
  entente::write_conllu(sentences, text, out);
  // Bytes that are no UTF-8 are refused with an error; everything else comes back.
  const auto bank = entente::read_conllu(out.str(), "fuzz");
  if (bank && bank->sentences.size() != sentences.size()) std::abort();
  return 0;
}

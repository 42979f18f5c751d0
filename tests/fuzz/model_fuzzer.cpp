// Model files: whatever the bytes, a clear error or a model that gives trees.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "../support/model_bytes.h"
#include "language/model_data.h"
#include "language/network.h"

namespace {

using entente::LanguageModel;
using entente::Sentence;
using entente::Token;

Sentence sentence_of(std::initializer_list<const char*> forms) {
  Sentence sentence;
  for (const char* form : forms) {
    Token token;
    token.form = form;
    sentence.tokens.push_back(token);
  }
  return sentence;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* input, std::size_t size) {
  entente::neural::Bytes bytes({reinterpret_cast<const char*>(input), size});
  // The checksum keeps random damage out; put right, it lets the fuzzer reach what lies behind.
  if (size >= 64 && size % 8 == 0) bytes.sign();
  const auto model = LanguageModel::Data::read(bytes.all());
  if (!model) return 0;
  Sentence sentence = sentence_of({"Le", "président", "soutient", "l'", "ONU", "."});
  entente::language::Network(**model).run({{&sentence, 0, 6}});
  const auto roots =
      std::count_if(sentence.tokens.begin(), sentence.tokens.end(), [](const Token& token) { return token.head < 0; });
  if (roots != 1) std::abort();
  return 0;
}

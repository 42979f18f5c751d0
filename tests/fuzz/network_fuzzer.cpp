// Files of encoders and their heads: whatever the bytes, a clear error or a network that gives a vector
// for each word.
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "../support/model_bytes.h"
#include "entities/antecedents.h"
#include "language/analyser.h"
#include "neural/model_reader.h"
#include "neural/transformer.h"
#include "relations/assertions.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* input, std::size_t size) {
  using namespace entente;
  neural::Bytes model({reinterpret_cast<const char*>(input), size});
  // The checksum keeps random damage out; put right, it lets the fuzzer reach what lies behind.
  if (size >= 64 && size % 8 == 0) model.sign();
  const auto sections = neural::ModelSections::read(model.all());
  if (!sections) return 0;
  neural::ModelReader in(*sections);
  const neural::Transformer encoder(in, neural::Path::portable);
  if (!in.error()) {
    const std::vector<neural::Word> words = {{"Le", true}, {"président", true}, {"ONU", false}};
    const std::vector<std::uint32_t> sentences = {2, 3};
    if (encoder.encode(words, sentences, 0).size() != words.size()) std::abort();
    static_cast<void>(AssertionWeights::read(in, encoder.width()));
    static_cast<void>(entities::AntecedentWeights::read(in, encoder.width()));
  }
  static_cast<void>(language::Analyser::read(model.all(), neural::Path::portable));
  return 0;
}

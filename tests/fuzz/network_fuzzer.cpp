// Files of encoders and their heads: whatever the bytes, a clear error or a network that gives a vector
// for each word.
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <span>
#include <vector>

#include "language/analyser.h"
#include "neural/model_file.h"
#include "neural/model_reader.h"
#include "neural/transformer.h"
#include "relations/assertions.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* input, std::size_t size) {
  using namespace entente;
  std::vector<std::uint64_t> aligned((size + 7) / 8);
  if (size > 0) std::memcpy(aligned.data(), input, size);
  // The checksum keeps random damage out; put right, it lets the fuzzer reach what lies behind.
  if (size >= 64 && size % 8 == 0) {
    auto* bytes = reinterpret_cast<std::byte*>(aligned.data());
    std::vector<std::byte> rest(bytes, bytes + 24);
    rest.insert(rest.end(), bytes + 32, bytes + size);
    const std::uint64_t sum = neural::checksum(rest);
    std::memcpy(bytes + 24, &sum, 8);
  }
  const auto bytes = std::as_bytes(std::span(aligned)).first(size);
  const auto sections = neural::ModelSections::read(bytes);
  if (!sections) return 0;
  neural::ModelReader in(*sections);
  const neural::Transformer encoder(in, neural::Path::portable);
  if (!in.error()) {
    const std::vector<neural::Word> words = {{"Le", true}, {"président", true}, {"ONU", false}};
    const std::vector<std::uint32_t> sentences = {2, 3};
    if (encoder.encode(words, sentences, 0).size() != words.size()) std::abort();
    static_cast<void>(AssertionWeights::read(in, encoder.width()));
  }
  static_cast<void>(language::Analyser::read(bytes, neural::Path::portable));
  return 0;
}

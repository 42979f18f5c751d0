// Batches of sentences through the network; what a sentence too long for one piece needs.
#include <algorithm>

#include "entente/extract/language.h"
#include "language/network.h"

namespace entente {
namespace {

using language::kLongestPiece;
using language::Piece;

// Words of a batch: enough to keep the matrix products busy, few enough for the second cache.
constexpr std::size_t kBatchWords = 192;

// Hangs the roots of the second and later pieces of a sentence on the root of the first.
void join_pieces(Sentence& sentence) {
  std::int32_t root = -1;
  for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
    Token& token = sentence.tokens[i];
    if (token.head >= 0) continue;
    if (root < 0) {
      root = static_cast<std::int32_t>(i);
    } else {
      token.head = root;
      token.deprel = "parataxis";
    }
  }
}

}  // namespace

void annotate(std::vector<Sentence>& sentences, const LanguageModel& model) {
  std::unique_ptr<language::Network> network = model.data().networks->take();
  std::vector<Piece> batch;
  std::size_t words = 0;
  const auto flush = [&] {
    network->run(batch);
    batch.clear();
    words = 0;
  };
  for (Sentence& sentence : sentences) {
    sentence.names.clear();
    for (std::size_t first = 0; first < sentence.tokens.size(); first += kLongestPiece) {
      const std::size_t count = std::min(kLongestPiece, sentence.tokens.size() - first);
      if (words + count > kBatchWords) flush();
      batch.push_back({&sentence, static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(count)});
      words += count;
    }
  }
  flush();
  model.data().networks->give_back(std::move(network));
  for (Sentence& sentence : sentences)
    if (sentence.tokens.size() > kLongestPiece) join_pieces(sentence);
}

std::vector<Sentence> analyse(std::string_view text, const LanguageModel& model) {
  std::vector<Sentence> sentences = segment(text, model.language());
  annotate(sentences, model);
  return sentences;
}

}  // namespace entente

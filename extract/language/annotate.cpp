// Batches of sentences through the network; what a sentence too long for one piece needs.
#include <algorithm>
#include <cstring>
#include <utility>

#include "entente/extract/language.h"
#include "entente/schema/time_budget.h"
#include "language/analyser.h"
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

LanguageModel::LanguageModel(std::unique_ptr<Data> data) : data_(std::move(data)) {}
LanguageModel::LanguageModel(std::shared_ptr<const language::Analyser> analyser,
                             const language::LanguageWeights& weights)
    : analyser_(std::move(analyser)), weights_(&weights) {}
LanguageModel::LanguageModel(LanguageModel&&) noexcept = default;
LanguageModel& LanguageModel::operator=(LanguageModel&&) noexcept = default;
LanguageModel::~LanguageModel() = default;

std::string_view LanguageModel::language() const { return data_ ? data_->language : weights_->code; }

Result<std::vector<LanguageModel>> LanguageModel::open_all(const std::filesystem::path& path) {
  const auto named = [&path](InputError error) {
    error.source = path.string();
    return error;
  };
  auto file = neural::MappedFile::open(path);
  if (!file) return file.error();
  std::vector<LanguageModel> out;
  std::uint32_t version = 0;
  if (file->bytes().size() >= 12) std::memcpy(&version, file->bytes().data() + 8, sizeof version);
  if (version == 1) {
    auto data = Data::read(file->bytes());
    if (!data) return named(data.error());
    (*data)->file = *std::move(file);
    out.push_back(LanguageModel(*std::move(data)));
    return out;
  }
  auto analyser = language::Analyser::read(file->bytes());
  if (!analyser) return named(analyser.error());
  (*analyser)->file = *std::move(file);
  for (const language::LanguageWeights& weights : (*analyser)->languages())
    out.push_back(LanguageModel(*analyser, weights));
  return out;
}

Result<LanguageModel> LanguageModel::open(const std::filesystem::path& path, std::string_view language) {
  auto models = open_all(path);
  if (!models) return models.error();
  for (LanguageModel& model : *models)
    if (language.empty() || model.language() == language) return std::move(model);
  return InputError{path.string(), 0, "model without the language \"" + std::string(language) + "\"",
                    "give a language that it has, as " + std::string(models->front().language())};
}

neural::Encoding annotate(std::vector<Sentence>& sentences, const LanguageModel& model) {
  if (model.analyser_) return model.analyser_->annotate(sentences, *model.weights_);
  std::unique_ptr<language::Network> network = model.data()->networks->take();
  std::vector<Piece> batch;
  std::size_t words = 0;
  const auto flush = [&] {
    network->run(batch);
    batch.clear();
    words = 0;
  };
  for (Sentence& sentence : sentences) {
    TimeBudget::check();
    sentence.names.clear();
    for (std::size_t first = 0; first < sentence.tokens.size(); first += kLongestPiece) {
      const std::size_t count = std::min(kLongestPiece, sentence.tokens.size() - first);
      if (words + count > kBatchWords) flush();
      batch.push_back({&sentence, static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(count)});
      words += count;
    }
  }
  flush();
  model.data()->networks->give_back(std::move(network));
  for (Sentence& sentence : sentences)
    if (sentence.tokens.size() > kLongestPiece) join_pieces(sentence);
  return {};
}

std::vector<Sentence> analyse(std::string_view text, const LanguageModel& model) {
  std::vector<Sentence> sentences = segment(text, model.language());
  annotate(sentences, model);
  return sentences;
}

}  // namespace entente

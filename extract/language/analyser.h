// A trained model, checked and ready to run: one encoder and its heads for all languages of the file.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "entente/extract/sentence.h"
#include "language/decoders.h"
#include "language/heads.h"
#include "neural/transformer.h"

namespace entente::language {

/// Immutable: any number of threads may share it.
class Analyser {
 public:
  /// Reads and checks a model.
  /// requires  `bytes` is aligned to 8 bytes and outlives the result
  /// fails     InputError without source
  static Result<std::shared_ptr<Analyser>> read(std::span<const std::byte> bytes,
                                                neural::Path path = neural::best_path());
  ~Analyser();

  std::optional<neural::MappedFile> file;  // what all else points into, unless the caller keeps the bytes

  [[nodiscard]] const neural::ModelSections& sections() const { return sections_; }
  [[nodiscard]] const std::vector<LanguageWeights>& languages() const { return languages_; }

  /// Fills lemma, upos, feats, head, deprel and names, and returns the vectors of all words in their order.
  neural::Encoding annotate(std::vector<Sentence>& sentences, const LanguageWeights& language) const;

 private:
  struct Decoders;  // the buffers of one thread
  Analyser(neural::ModelSections sections, neural::Path path);
  [[nodiscard]] std::unique_ptr<Decoders> take() const;
  void give_back(std::unique_ptr<Decoders> decoders) const;

  neural::ModelSections sections_;
  neural::Path path_;
  std::unique_ptr<neural::Transformer> encoder_;
  HeadWeights heads_;
  std::vector<LanguageWeights> languages_;
  mutable std::mutex mutex_;
  mutable std::vector<std::unique_ptr<Decoders>> waiting_;
};

/// Whether white space stands before each word, as the encoder learned it; a sentence begins after some.
/// Twin of read_spaces in training/encoder/data.py.
[[nodiscard]] std::vector<bool> spaces_before(const Sentence& sentence);

}  // namespace entente::language

// What the network lends to the stages that read: vectors of words, what the head of mentions makes of the spans, and
// the heads of relations. No other stage sees a float of it.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/extract/sentence.h"
#include "entities/antecedents.h"
#include "entities/detection.h"
#include "neural/encoder.h"
#include "neural/model_file.h"
#include "neural/transformer.h"
#include "relations/assertions.h"

namespace entente {

/// What the network says of a document. Refers to the model that said it.
struct Perception {
  neural::Encoding encoding;  // of all words of the document
  entities::Detection detection;
  const entities::AntecedentWeights* antecedents = nullptr;
  const AssertionWeights* assertions = nullptr;
};

/// One encoder with the heads of mentions, coreference and relations, for all its languages; memory-mapped. Immutable:
/// any number of threads may share it.
class ReadingModel {
 public:
  /// Opens and checks a file that training/encoder wrote.
  /// fails  InputError that names the file and what is wrong; a damaged or hostile file is never undefined behaviour
  /// cost   one pass over the file for the checksum
  static Result<std::shared_ptr<const ReadingModel>> open(const std::filesystem::path& path);

  [[nodiscard]] bool reads(std::string_view language) const { return banks_.contains(language); }
  /// The file, whole.
  [[nodiscard]] std::span<const std::byte> bytes() const { return file_.bytes(); }

  /// requires  reads(language); the spans of the sentences' words lie in `text`
  /// ensures   the same result on every machine and in every thread
  /// cost      O(n) in the words, some 20 million multiplications each
  [[nodiscard]] Perception perceive(std::string_view text, const std::vector<Sentence>& sentences,
                                    std::string_view language) const;

 private:
  ReadingModel(neural::MappedFile file, neural::ModelReader& in);

  neural::MappedFile file_;
  std::unique_ptr<neural::Transformer> encoder_;
  neural::SpanWeights mentions_;
  entities::AntecedentWeights antecedents_;
  AssertionWeights assertions_;
  std::map<std::string, std::uint32_t, std::less<>> banks_;  // by language
};

/// Puts the names that the head of mentions sees in the place of those of the sentences' recogniser, which stay where
/// it sees none beside them.
void take_names(const entities::Detection& detection, std::string_view text, std::vector<Sentence>& sentences);

}  // namespace entente

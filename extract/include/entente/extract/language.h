// Text in, trees and names out.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "entente/extract/sentence.h"
#include "entente/schema/result.h"
#include "neural/encoder.h"

namespace entente {

namespace language {
class Analyser;
struct LanguageWeights;
}  // namespace language

/// The trained model of one language, memory-mapped; those of one file share it. Immutable: any number of threads may
/// share it.
class LanguageModel {
 public:
  /// Opens and checks a model file (magic, version, sizes, checksum): one model for each of its languages.
  /// fails  InputError that names the file and what is wrong; a damaged or hostile file is never undefined behaviour
  /// cost   one pass over the file for the checksum
  static Result<std::vector<LanguageModel>> open_all(const std::filesystem::path& path);
  /// The model of one language of the file; of the first for "".
  /// fails  as open_all, and if the language is not there
  static Result<LanguageModel> open(const std::filesystem::path& path, std::string_view language = "");

  LanguageModel(LanguageModel&&) noexcept;
  LanguageModel& operator=(LanguageModel&&) noexcept;
  ~LanguageModel();

  [[nodiscard]] std::string_view language() const;  // "fr"

  // Private to extract/.
  struct Data;
  [[nodiscard]] const Data* data() const { return data_.get(); }  // of a model of version 0.1, else null
  [[nodiscard]] const language::Analyser* analyser() const { return analyser_.get(); }  // of any other, else null

 private:
  explicit LanguageModel(std::unique_ptr<Data> data);
  LanguageModel(std::shared_ptr<const language::Analyser> analyser, const language::LanguageWeights& weights);
  friend neural::Encoding annotate(std::vector<Sentence>& sentences, const LanguageModel& model);

  std::unique_ptr<Data> data_;
  std::shared_ptr<const language::Analyser> analyser_;
  const language::LanguageWeights* weights_ = nullptr;
};

/// Sentences and words of a text by rules: spans, forms and contractions only. Needs no model.
/// requires  `text` is valid UTF-8; `language` is "fr", "en" or any other code (then without elision or contractions)
/// ensures   sentences in order, disjoint, no longer than 400 words; every token lies inside its sentence
/// cost      O(n)
[[nodiscard]] std::vector<Sentence> segment(std::string_view text, std::string_view language);

/// Adds tags, features, lemmas, heads, labels and names to segmented sentences of one text, and returns the vectors of
/// all their words, in order, for what reads them further (none if the model has no encoder).
/// ensures   each sentence has one root and its heads form a tree
///           the same input gives the same output on every machine
neural::Encoding annotate(std::vector<Sentence>& sentences, const LanguageModel& model);

/// segment, then annotate.
[[nodiscard]] std::vector<Sentence> analyse(std::string_view text, const LanguageModel& model);

}  // namespace entente

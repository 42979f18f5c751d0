// Text in, trees and names out.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "entente/extract/sentence.h"
#include "entente/schema/result.h"

namespace entente {

/// The trained model of one language, memory-mapped. Immutable: any number of threads may share it.
class LanguageModel {
 public:
  /// Opens and checks a model file (magic, version, sizes, checksum).
  /// fails  InputError that names the file and what is wrong; a damaged or hostile file is never undefined behaviour
  /// cost   one pass over the file for the checksum
  static Result<LanguageModel> open(const std::filesystem::path& path);

  LanguageModel(LanguageModel&&) noexcept;
  LanguageModel& operator=(LanguageModel&&) noexcept;
  ~LanguageModel();

  [[nodiscard]] std::string_view language() const;  // "fr"

  struct Data;  // private to extract/language
  [[nodiscard]] const Data& data() const { return *data_; }

 private:
  explicit LanguageModel(std::unique_ptr<Data> data);
  std::unique_ptr<Data> data_;
};

/// Sentences and words of a text by rules: spans, forms and contractions only. Needs no model.
/// requires  `text` is valid UTF-8; `language` is "fr", "en" or any other code (then without elision or contractions)
/// ensures   sentences in order, disjoint, no longer than 400 words; every token lies inside its sentence
/// cost      O(n)
[[nodiscard]] std::vector<Sentence> segment(std::string_view text, std::string_view language);

/// Adds tags, features, lemmas, heads, labels and names to segmented sentences.
/// ensures   each sentence has one root and its heads form a tree
///           the same input gives the same output on every machine
void annotate(std::vector<Sentence>& sentences, const LanguageModel& model);

/// segment, then annotate.
[[nodiscard]] std::vector<Sentence> analyse(std::string_view text, const LanguageModel& model);

}  // namespace entente

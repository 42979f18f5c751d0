// A trained model, checked and ready to run: what the sections of its file mean.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "entente/extract/language.h"
#include "language/decoders.h"
#include "language/features.h"
#include "language/kernels.h"
#include "language/lemma.h"
#include "language/name_lists.h"
#include "neural/model_file.h"

namespace entente::language {

/// Rows of 8-bit numbers that share one scale.
struct Table {
  std::uint32_t width = 0;
  float scale = 0;
  std::span<const std::int8_t> rows;
  [[nodiscard]] const std::int8_t* row(std::size_t i) const { return rows.data() + i * width; }
};

/// A recurrent layer: the product that feeds it, its gates, and how its input skips to its output.
struct Layer {
  Matrix project;  // to z, uf, ur
  Gates gates;
  std::optional<Matrix> skip;  // none: input and output are of the same width
};

/// Some outputs of a matrix as a matrix of their own.
struct MatrixPart {
  std::vector<std::uint32_t> outputs;  // of the whole
  std::vector<std::int8_t> weights;
  std::vector<float> scale, bias;
  std::vector<std::int32_t> correction;
  [[nodiscard]] Matrix matrix(const Matrix& whole) const;
};
[[nodiscard]] MatrixPart take_outputs(const Matrix& whole, std::vector<std::uint32_t> outputs);

}  // namespace entente::language

namespace entente::language {
class NetworkPool;
}

namespace entente {

struct LanguageModel::Data {
  Data();
  ~Data();

  std::optional<neural::MappedFile> file;  // what everything below points into, unless the caller keeps the bytes

  std::string language;
  language::FeatureSizes sizes;
  std::span<const std::uint64_t> word_keys;       // sorted; word i has row i + 1, row 0 stands for unknown words
  std::span<const std::uint64_t> gazetteer_keys;  // sorted hashes of lower-cased words of known names
  std::span<const std::uint8_t> gazetteer_bits;   // and the lists they occur in
  language::Table words, ngrams, affixes;
  const float* input_bias = nullptr;  // the treebank whose style is written

  std::array<language::Layer, 4> layers;  // two shared, two for trees
  language::Layer name_layer;
  const float* name_bias = nullptr;
  language::NameLists name_lists;    // empty in a model that has none
  const float* name_rows = nullptr;  // [kListRows][width]: what a match adds to the word
  language::Matrix tag_hidden, upos, feats, lemma_hidden, lemma_out, name_hidden, name_out;
  language::Matrix arc_dependent, arc_head, arc_product, label_dependent, label_head, label_mix, label_out;
  const float* root_arc = nullptr;  // the root as a head
  const float* root_label = nullptr;

  std::vector<std::string> feature_sets;
  std::array<language::MatrixPart, kUposCount> allowed_features;  // of `feats`: the sets seen with each UPOS
  std::vector<language::LemmaRule> lemma_rules;  // those that lemma_out scores, then those of the lexicon alone
  std::span<const std::uint64_t> lexicon_keys;   // sorted hashes of (form, UPOS) with only one lemma in training
  std::span<const std::uint32_t> lexicon_rules;
  std::vector<std::string> labels;
  std::size_t root_label_id = 0;

  std::unique_ptr<language::NetworkPool> networks;  // what runs the model, kept from text to text; safe for threads

  [[nodiscard]] std::size_t input_width() const { return words.width + ngrams.width + affixes.width; }

  /// Reads and checks a model.
  /// requires  `bytes` is aligned to 8 bytes and outlives the result
  /// fails     InputError without source
  static Result<std::unique_ptr<Data>> read(std::span<const std::byte> bytes);
};

}  // namespace entente

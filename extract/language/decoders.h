// From the vectors of words to tags, lemmas, trees and names.
#pragma once

#include <cstdint>
#include <vector>

#include "entente/extract/sentence.h"
#include "language/features.h"
#include "language/heads.h"
#include "language/projective.h"
#include "language/tree.h"
#include "neural/heads.h"

namespace entente::language {

/// BIO tags in the order of the network's outputs: 0 is O, then B and I of each NameType.
inline constexpr std::size_t kNameTags = 9;
/// Words of a sentence that are parsed at once; a longer one is cut into pieces.
inline constexpr std::size_t kLongestPiece = 400;

/// Words [first, first + count) of a sentence, parsed at once.
struct Piece {
  Sentence* sentence = nullptr;
  std::uint32_t first = 0;
  std::uint32_t count = 0;
};

/// Some pieces and the vectors of all their words, row after row.
struct Batch {
  std::vector<Piece> pieces;
  neural::Rows x;
  std::size_t words = 0;
};

// Each holds buffers: one for each thread.

/// UPOS, features among those seen with the UPOS, lemmas by lexicon or rule.
class TagDecoder {
 public:
  TagDecoder(const HeadWeights& weights, neural::Path path) : weights_(weights), heads_(path) {}
  void run(const Batch& batch, const LanguageWeights& language);

 private:
  void choose_lemma(Token& token, const float* scores, const LanguageWeights& language);

  const HeadWeights& weights_;
  neural::Heads heads_;
  std::vector<float> hidden_, upos_, feats_, rules_;
  WordFeatures word_;
  std::u32string key_;
};

/// Heads and labels; a head is an index in the sentence, and each piece has one root (head -1).
class TreeDecoder {
 public:
  TreeDecoder(const HeadWeights& weights, neural::Path path) : weights_(weights), heads_(path) {}
  void run(const Batch& batch);

 private:
  void attach(const Piece& piece, std::size_t row);
  void label(const Batch& batch);

  const HeadWeights& weights_;
  neural::Heads heads_;
  TreeSearch tree_;
  ProjectiveSearch projective_;
  std::vector<std::int32_t> chosen_;  // the head of each word of the batch, numbered from 1 within its piece
  std::vector<float> dependents_, products_, head_vectors_, columns_, scores_;
  std::vector<float> label_dependents_, label_heads_, mixed_, hidden_, labels_;
};

/// Appends the best legal sequence of names to the sentences.
class NameDecoder {
 public:
  NameDecoder(const HeadWeights& weights, neural::Path path) : weights_(weights), heads_(path) {}
  void run(const Batch& batch);

 private:
  void read(const Piece& piece, const float* scores, std::size_t stride);

  const HeadWeights& weights_;
  neural::Heads heads_;
  std::vector<float> hidden_, scores_;
  std::vector<std::uint8_t> came_from_, tags_;
};

/// The first of the largest, from `first` on. Without a branch, since nobody can foresee which it is.
[[nodiscard]] std::size_t best_of(const float* scores, std::size_t count, std::size_t first = 0);

}  // namespace entente::language

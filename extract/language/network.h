// The network run over a batch of sentences: one pass of matrix products for all their words together.
//
//   spelling -> layer 1 -> layer 2 -> UPOS, features, lemma rule
//                            |-> layer 3 -> layer 4 -> arcs (biaffine: Dozat & Manning, ICLR 2017) -> tree -> labels
//                            '-> + lists of names -> name layer -> names (BIO, best legal sequence)
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "language/model_data.h"
#include "language/projective.h"
#include "language/tree.h"
#include "language/word_store.h"

namespace entente::language {

/// Runs a model; holds the buffers, so one for each thread.
class Network {
 public:
  /// Words are kept from batch to batch, `kept` of them at most: 6 kB each, as the models are.
  explicit Network(const LanguageModel::Data& model, Path path = best_path(), std::size_t kept = 2048)
      : model_(model), path_(path), store_(model, path, kept) {}

  /// Fills lemma, upos, feats, head and deprel of the pieces' words and appends the names to their sentences. Heads are
  /// indices in the sentence; each piece has one root (head -1).
  /// requires  0 < count <= kLongestPiece in each piece
  void run(const std::vector<Piece>& pieces);

 private:
  void look_up(const std::vector<Piece>& pieces);
  enum class Input : std::uint8_t { other, same };
  void apply(const Matrix& matrix, const std::vector<float>& x, std::size_t rows, bool rectify, std::vector<float>& y,
             Input input = Input::other);
  void quantise_input(const Matrix& matrix, const std::vector<float>& x, std::size_t rows, Input input);
  void apply_first(const std::vector<Piece>& pieces, std::vector<float>& h);
  void apply(const Layer& layer, const std::vector<Piece>& pieces, const std::vector<float>& x, std::vector<float>& h);
  template <class Project>
  void recur_blocks(const Layer& layer, const std::vector<Piece>& pieces, const float* skip, std::vector<float>& h,
                    const Project& project);
  void tag();
  void choose_features(Upos upos);
  void lemmatise();
  void parse(const std::vector<Piece>& pieces);
  void score_arcs(const Piece& piece, std::size_t row);
  void attach(const Piece& piece, std::size_t row);
  void project_heads(const std::vector<Piece>& pieces);
  void label(const std::vector<Piece>& pieces);
  void add_listed(const std::vector<Piece>& pieces);
  void name(const std::vector<Piece>& pieces);
  void name(const Piece& piece, const float* scores, std::size_t stride);

  const LanguageModel::Data& model_;
  Path path_;
  std::size_t words_ = 0;
  WordStore store_;
  std::vector<Token*> tokens_;                                 // the batch's words
  std::vector<std::uint32_t> places_;                          // and where the store has them
  std::array<std::vector<std::uint32_t>, kUposCount> tagged_;  // the words of each UPOS
  TreeSearch tree_;
  ProjectiveSearch projective_;
  NameMatcher names_;
  std::vector<ListedWord> listed_;
  std::vector<std::uint8_t> quantised_;  // the input of the last product, and how it was made whole
  std::int32_t quantised_zero_ = 0;
  float quantised_scale_ = 0;
  std::vector<std::int32_t> heads_;
  std::vector<std::uint8_t> came_from_;
  std::vector<std::uint32_t> head_rows_, head_places_;
  std::vector<std::uint32_t> unlisted_;  // words that the lexicon does not know
  std::vector<float> projected_, skipped_, some_rows_, columns_, scores_;
  std::vector<float> x_, shared_, h_, hidden_, upos_, feats_, rules_, dependents_, products_, head_vectors_, mixed_;
  std::vector<float> label_dependents_, label_heads_;
};

/// Networks of one model that wait for work: a thread takes one and gives it back with its buffers and words.
class NetworkPool {
 public:
  explicit NetworkPool(const LanguageModel::Data& model) : model_(model) {}

  /// One that nobody else has. Safe to call from any thread, as is `give_back`.
  [[nodiscard]] std::unique_ptr<Network> take();
  void give_back(std::unique_ptr<Network> network);

 private:
  const LanguageModel::Data& model_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Network>> waiting_;
};

}  // namespace entente::language

// Which earlier mention each mention takes up: the head of coreference over the encoder (mention ranking, Lee et al.,
// End-to-end Neural Coreference Resolution, EMNLP 2017; here with a bilinear score and no network over pairs). Twin of
// Reading.antecedents in training/encoder/reading.py.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "entities/mention_vectors.h"
#include "entities/text_view.h"

namespace entente::entities {

/// They point into the model's bytes.
struct AntecedentWeights {
  MentionWeights mentions;
  neural::Linear this_mention, that_mention, same_query, same_key;  // of the later and of the earlier mention
  neural::Linear same, is_new;
  std::span<const float> back_table, like_table;  // by sentences between them, by likeness of their words

  /// `width` is that of the encoder. fails  by in.error()
  static AntecedentWeights read(neural::ModelReader& in, std::size_t width);
};

struct MentionPlace {
  std::uint32_t sentence = 0;
  WordRange words;
  MentionForm form = MentionForm::name;
};

/// An earlier mention, by its number, and how likely it is that it is meant again.
struct Antecedent {
  std::size_t mention = 0;
  float likelihood = 0;
};

inline constexpr std::size_t kMostAntecedents = 100;  // the nearest mentions before each

/// For each mention those that it may take up. Their likelihoods and that of being new sum to 1.
/// requires  mentions in order of the text, the wider first; none is a pronoun
/// ensures   the same result on every machine and in every thread
/// cost      O(n kMostAntecedents) in the mentions
[[nodiscard]] std::vector<std::vector<Antecedent>> antecedents_of(const AntecedentWeights& weights,
                                                                  const neural::Encoding& encoding,
                                                                  std::span<const SentenceView> sentences,
                                                                  std::span<const MentionPlace> mentions);

}  // namespace entente::entities

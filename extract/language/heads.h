// The heads of language on the vectors of words: their weights, and what each language adds to them.
//
//   words -> UPOS, features, lemma rule
//        |-> arcs, labels (biaffine: Dozat & Manning, ICLR 2017)
//        '-> names (BIO)
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "entente/extract/sentence.h"
#include "language/lemma.h"
#include "neural/heads.h"
#include "neural/model_reader.h"

namespace entente::language {

/// Twin of Heads in training/encoder/network.py; shared by the languages of a model.
struct HeadWeights {
  neural::Linear tag_hidden, upos, feats, lemma_hidden, lemma_out;
  neural::Linear arc_dependent, arc_head, arc_product, label_dependent, label_head, label_mix, label_out;
  neural::Linear name_hidden, name_out;
  std::vector<float> root_arc, root_label;  // the root as a head of arcs and of labels

  std::vector<std::string> feature_sets;
  std::vector<LemmaRule> lemma_rules;  // those that lemma_out scores, then those of lexicons alone
  std::vector<std::string> labels;
  std::size_t root_label_id = 0;

  /// The caller asks `in` for errors. requires  the bytes of the model outlive the result
  static HeadWeights read(neural::ModelReader& in, std::size_t width);
};

struct LanguageWeights {
  std::string code;                                            // "fr"
  std::uint32_t bank = 0;                                      // the style that is written
  std::array<std::vector<std::uint32_t>, kUposCount> allowed;  // sets of features seen with each UPOS
  std::span<const std::uint64_t> lexicon_keys;                 // sorted hashes of (form, UPOS) with only one lemma
  std::span<const std::uint32_t> lexicon_rules;

  static LanguageWeights read(neural::ModelReader& in, std::string code, const HeadWeights& heads, std::uint32_t banks);
};

}  // namespace entente::language

// Trains the two tables of weights with which segmentation decides what rules cannot: ends of sentences, and whether a
// doubtful word is a contraction.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "entente/extract/conllu.h"

namespace entente::training {

struct SegmenterTables {
  std::string breaks;        // the content of schema/language/<language>.breaks.tsv
  std::string contractions;  // of <language>.contractions.tsv; "" if no word of the language is doubtful
};

/// Logistic regression with L1 and L2 penalties on what language/contexts.h sees in the texts of the treebanks.
/// Treebanks without a word of spacing (no SpaceAfter=No) get the usual spaces of print first.
/// ensures  the same tables for the same treebanks in the same order
/// source   FTRL-Proximal: McMahan et al., Ad Click Prediction, KDD 2013
[[nodiscard]] SegmenterTables train_segmenter(std::span<const Treebank> banks, std::string_view language);

}  // namespace entente::training

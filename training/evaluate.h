// Scores a CoNLL-U file against gold by the method of the CoNLL 2018 shared task.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/extract/conllu.h"

namespace entente::training {

/// Counts of one metric. A ratio with nothing below the line is 0.
struct Score {
  std::size_t gold = 0;
  std::size_t system = 0;
  std::size_t correct = 0;
  std::size_t aligned = 0;  // words that stand on both sides; 0 for metrics of spans

  [[nodiscard]] double precision() const { return ratio(correct, system); }
  [[nodiscard]] double recall() const { return ratio(correct, gold); }
  [[nodiscard]] double f1() const { return ratio(2 * correct, gold + system); }
  [[nodiscard]] double aligned_accuracy() const { return ratio(correct, aligned); }

 private:
  static double ratio(std::size_t part, std::size_t whole) {
    return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
  }
};

enum class Metric { tokens, sentences, words, upos, ufeats, lemmas, uas, las, clas, mlas, blex };
inline constexpr std::size_t kMetrics = 11;
[[nodiscard]] std::string_view name(Metric metric);

struct Scores {
  std::array<Score, kMetrics> metrics;
  std::map<std::string, Score> by_relation;              // LAS of the words with this label, subtypes left out
  std::vector<std::pair<std::size_t, Score>> by_length;  // LAS; gold sentences of at most so many words, ascending
  [[nodiscard]] const Score& operator[](Metric metric) const { return metrics[static_cast<std::size_t>(metric)]; }
};

/// Aligns the words of both sides by their characters, white space left out, and counts. Sentences and tokens count if
/// both ends agree; words outside contractions likewise; words of contractions are aligned by the longest common
/// subsequence of their forms in lower case. A head counts if it is aligned to the gold head; labels count without
/// subtypes, features if they are universal ones, lemmas of gold "_" always. CLAS, MLAS and BLEX are about content
/// words. source  Zeman et al., CoNLL 2018 Shared Task: Multilingual Parsing from Raw Text to Universal Dependencies,
/// section 5 fails   InputError when the characters of the two sides differ, with the line of the system's file cost
/// O(n) but for the subsequences, which are short
[[nodiscard]] Result<Scores> evaluate(const Treebank& gold, const Treebank& system, std::string_view system_name);

/// Exact matches of names: their ends and their type. One entry for each type ("PER") and one for all ("").
/// fails  as evaluate
[[nodiscard]] Result<std::map<std::string, Score>> evaluate_names(const Treebank& gold, const Treebank& system,
                                                                  std::string_view system_name);

}  // namespace entente::training

// How often claims of a kind are right. Claims have signs ("subject=pronoun", "long sentence"); a table of weights,
// fitted by training/calibrate.py on articles with known claims, turns them into a share (logistic regression; Platt
// 1999). Data: schema/calibration.tsv.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "entente/schema/name_index.h"
#include "entente/schema/result.h"

namespace entente {

class Calibration {
 public:
  /// Lines of sign, tab, weight; '#' starts a comment. The signs "bias" and "directness" (the weight of the logit of a
  /// claim's directness) have to be there.
  /// fails  with file and line
  static Result<Calibration> read(std::string_view tsv, std::string_view source);

  /// The share of such claims that are right, in hundredths, so that it is the same on every machine; signs without a
  /// weight say nothing.
  /// requires  0 < directness ≤ 1
  [[nodiscard]] double operator()(double directness, std::span<const std::string> signs) const;

 private:
  double bias_ = 0, slope_ = 1;
  std::unordered_map<std::string, double, StringHash, std::equal_to<>> weights_;
};

/// The table that the program carries.
[[nodiscard]] const Calibration& builtin_calibration();

}  // namespace entente

#include "relations/calibration.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "entente/schema/builtin.h"

namespace entente {
namespace {

constexpr double kSurest = 0.98;  // directness above counts as this: its logit has to be finite
constexpr double kFaintest = 0.02;

double logit(double share) {
  share = std::clamp(share, kFaintest, kSurest);
  return std::log(share / (1 - share));
}

}  // namespace

Result<Calibration> Calibration::read(std::string_view tsv, std::string_view source) {
  Calibration calibration;
  bool has_bias = false, has_slope = false;
  std::uint32_t number = 0;
  while (!tsv.empty()) {
    const std::size_t end = std::min(tsv.find('\n'), tsv.size());
    const std::string_view line = tsv.substr(0, end);
    tsv.remove_prefix(std::min(end + 1, tsv.size()));
    ++number;
    if (line.empty() || line.starts_with('#')) continue;
    const std::size_t tab = line.find('\t');
    double weight = 0;
    const char* const last = line.data() + line.size();
    const bool is_number = tab != std::string_view::npos &&
                           std::from_chars(line.data() + tab + 1, last, weight).ptr == last && std::isfinite(weight);
    if (!is_number)
      return InputError{std::string(source), number, "\"" + std::string(line) + "\"",
                        "write a sign, a tab and a number"};
    const std::string_view sign = line.substr(0, tab);
    if (sign == "bias") {
      calibration.bias_ = weight;
      has_bias = true;
    } else if (sign == "directness") {
      calibration.slope_ = weight;
      has_slope = true;
    } else {
      calibration.weights_.insert_or_assign(std::string(sign), weight);
    }
  }
  if (!has_bias || !has_slope)
    return InputError{std::string(source), 0, "has no line for bias or for directness",
                      "write the table with training/calibrate.py"};
  return calibration;
}

double Calibration::operator()(double directness, std::span<const std::string> signs) const {
  double sum = bias_ + slope_ * logit(directness);
  for (const std::string& sign : signs)
    if (const auto found = weights_.find(sign); found != weights_.end()) sum += found->second;
  return std::round(100 / (1 + std::exp(-sum))) / 100;
}

const Calibration& builtin_calibration() {
  static const Calibration kCalibration = [] {
    constexpr std::string_view kFile = "calibration.tsv";
    auto read = Calibration::read(builtin_file(kFile), kFile);
    if (read) return *std::move(read);
    std::fprintf(stderr, "%s\n", to_string(read.error()).c_str());  // a programmer's mistake: the file is built in
    std::abort();
  }();
  return kCalibration;
}

}  // namespace entente

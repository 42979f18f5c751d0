#include "relations/calibration.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace entente {
namespace {

using Signs = std::vector<std::string>;

Calibration table(std::string_view tsv) {
  auto read = Calibration::read(tsv, "test.tsv");
  EXPECT_TRUE(read) << to_string(read.error());
  return read ? *std::move(read) : Calibration();
}

TEST(Calibration, WeighsSigns) {
  const Calibration calibration = table("# a comment\nbias\t0\ndirectness\t1\nnegated\t-2\nshort sentence\t1.5\n");
  EXPECT_DOUBLE_EQ(calibration(0.5, Signs{}), 0.5);
  EXPECT_DOUBLE_EQ(calibration(0.9, Signs{}), 0.9);
  EXPECT_DOUBLE_EQ(calibration(0.5, Signs{"negated"}), 0.12);
  EXPECT_DOUBLE_EQ(calibration(0.5, Signs{"short sentence"}), 0.82);
  EXPECT_DOUBLE_EQ(calibration(0.5, Signs{"unheard of"}), 0.5);
}

TEST(Calibration, GrowsWithDirectnessAndStaysAShare) {
  const Calibration& calibration = builtin_calibration();
  double before = 0;
  for (int percent = 1; percent <= 100; ++percent) {
    const double share = calibration(percent / 100.0, Signs{"language=fr", "type=attacks", "trigger=verb"});
    EXPECT_GE(share, before);
    EXPECT_GE(share, 0);
    EXPECT_LE(share, 1);
    before = share;
  }
}

TEST(Calibration, SaysWhatIsWrong) {
  const auto message = [](std::string_view tsv) {
    const auto read = Calibration::read(tsv, "test.tsv");
    return read ? std::string() : to_string(read.error());
  };
  EXPECT_EQ(message("bias\t0\nnegated\n"), "test.tsv:2: \"negated\"; write a sign, a tab and a number");
  EXPECT_EQ(message("bias\t0\nnegated\tmuch\n"), "test.tsv:2: \"negated\tmuch\"; write a sign, a tab and a number");
  EXPECT_EQ(message("bias\tnan\n"), "test.tsv:1: \"bias\tnan\"; write a sign, a tab and a number");
  EXPECT_EQ(message("bias\t0\n"),
            "test.tsv: has no line for bias or for directness; write the table with training/calibrate.py");
}

}  // namespace
}  // namespace entente

#include "palette.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace entente {
namespace {

// Relative luminance and contrast ratio of WCAG 2.1.
double luminance(std::string_view colour) {
  const auto channel = [&](std::size_t at) {
    const double value = std::stoi(std::string(colour.substr(at, 2)), nullptr, 16) / 255.0;
    return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
double contrast(std::string_view a, std::string_view b) {
  const double x = luminance(a), y = luminance(b);
  return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

TEST(Palette, TextAndLinesStandOut) {
  for (Theme theme : {Theme::light, Theme::dark}) {
    const Palette& p = palette(theme);
    EXPECT_GE(contrast(p.ink, p.paper), 7);
    EXPECT_GE(contrast(p.faint, p.paper), 4.5);
    for (const NodeStyle& node : p.nodes) {
      EXPECT_GE(contrast(p.ink, node.fill), 7) << node.fill;
      EXPECT_GE(contrast(node.border, p.paper), 4.5) << node.border;  // it colours the legend's words
    }
    for (std::size_t quad = 0; quad < p.lines.size(); ++quad)
      EXPECT_GE(contrast(p.lines[quad], p.paper), quad == 4 ? 3 : 4.5) << p.lines[quad];
  }
}

}  // namespace
}  // namespace entente

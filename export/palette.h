// Colours of pictures and pages, on light and on dark paper. Hues after Okabe & Ito, Color Universal Design (2008),
// which stay apart for all common kinds of colour blindness; darkened or lightened until text on them has a contrast of
// at least 4.5 : 1 and lines one of 3 : 1 (WCAG 2.1). Tested by tests/export/palette_test.cpp.
#pragma once

#include <array>
#include <string_view>

#include "entente/export/dot.h"
#include "entente/schema/ontology.h"

namespace entente {

struct NodeStyle {
  std::string_view shape;  // of Graphviz
  std::string_view style;
  std::string_view fill, border;
};

struct Palette {
  std::string_view paper, ink, faint, camp;
  std::array<NodeStyle, 7> nodes;         // by NodeType
  std::array<std::string_view, 5> lines;  // by QuadClass
};

inline constexpr Palette kLightPalette = {
    .paper = "#ffffff",
    .ink = "#1a1a1a",
    .faint = "#5f5f5f",
    .camp = "#f7f7f7",
    .nodes = {{{"ellipse", "filled", "#fde8c4", "#a06000"},
               {"box", "filled,rounded", "#d3e7f6", "#0068a3"},
               {"box", "filled", "#d4f0e5", "#00745a"},
               {"hexagon", "filled", "#f8dacb", "#a84300"},
               {"ellipse", "filled", "#f3dfec", "#954a78"},
               {"house", "filled", "#eeeeee", "#666666"},
               {"parallelogram", "filled", "#faf4bd", "#7a7000"}}},
    .lines = {"#2273a8", "#004a80", "#a36100", "#b5330a", "#808080"},
};

inline constexpr Palette kDarkPalette = {
    .paper = "#15181d",
    .ink = "#f2f2f2",
    .faint = "#a9afb8",
    .camp = "#1d2127",
    .nodes = {{{"ellipse", "filled", "#4a3408", "#e69f00"},
               {"box", "filled,rounded", "#0d3550", "#56b4e9"},
               {"box", "filled", "#0b3d30", "#2cc49b"},
               {"hexagon", "filled", "#4c2410", "#f08c50"},
               {"ellipse", "filled", "#45253a", "#d78fbb"},
               {"house", "filled", "#33373d", "#a9afb8"},
               {"parallelogram", "filled", "#403c0a", "#f0e442"}}},
    .lines = {"#56b4e9", "#8fd0ff", "#e69f00", "#ff7f50", "#8b929b"},
};

[[nodiscard]] constexpr const Palette& palette(Theme theme) {
  return theme == Theme::dark ? kDarkPalette : kLightPalette;
}

}  // namespace entente

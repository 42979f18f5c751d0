// DOT → SVG, PNG or PDF, laid out and drawn by Graphviz in a child process with limits: its layout code may crash, hang
// or eat all memory on a hostile graph, and then that costs this one picture.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "entente/schema/result.h"

namespace entente {

enum class PictureFormat : std::uint8_t { svg, png, pdf };

struct RenderLimits {
  std::chrono::seconds time{60};         // wall clock and processor time
  std::uint64_t memory = 2ULL << 30U;    // bytes of address space; not applied under AddressSanitizer
  std::uint64_t output = 256ULL << 20U;  // bytes of the picture
};

/// The picture of a graph in DOT, laid out by the engine that its `layout` attribute names.
/// requires  `dot` comes from write_dot: Graphviz is no judge of foreign DOT
/// ensures   same DOT, same Graphviz, same fonts: same bytes; a PDF has the date SOURCE_DATE_EPOCH, or none
/// fails     Graphviz cannot lay it out within the limits, or is not there
/// cost      `dot` layout: about 2 s at 200 edges and minutes at 1,000; `sfdp`: 0.5 s at 1,000
[[nodiscard]] Result<std::string> render(std::string_view dot, PictureFormat format, const RenderLimits& limits = {});

}  // namespace entente

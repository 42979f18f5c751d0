// Where the things of a graph stand in the plane, for viewers that do not lay out themselves.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "entente/schema/result.h"
#include "label_placement.h"

namespace entente {

/// A place for each of `count` nodes, by sfdp in a child process.
/// requires  ends of `edges` are below `count`
/// ensures   same input, same places
/// fails     if the child does, or takes longer than it may
/// cost      O(n log n): 2 s at 10,000 edges
[[nodiscard]] Result<std::vector<Point>> lay_out(std::size_t count,
                                                 const std::vector<std::pair<std::uint32_t, std::uint32_t>>& edges);

/// Places that need no child: a sunflower, none on another.
[[nodiscard]] std::vector<Point> on_a_spiral(std::size_t count);

}  // namespace entente

// Questions to a graph, and their answers as tables.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "entente/graph/analysis.h"
#include "entente/graph/identity.h"
#include "entente/graph/query.h"
#include "table.h"

namespace entente::cli {

/// A question with all that was said with it. Names in `filter` are ids.
struct Asked {
  std::vector<std::string> ids;  // of the names asked about
  EdgeFilter filter;
  WeightOptions weights;
  bool alone = false;
  std::uint32_t count = 0;  // 0: as many as the question gives by itself
};

struct Question {
  const char* name;
  const char* what;                  // for the help
  std::size_t fewest, most;          // names that it takes
  std::vector<const char*> options;  // beside those that all take: "--since"
  Result<Table> (*ask)(const GraphView&, const Asked&);
};

/// All questions, in the order of the help.
[[nodiscard]] std::span<const Question> questions();

/// The relations that most independent sources tell, with their surest quotes; of equals the surest, then the first.
[[nodiscard]] Table best_attested(const GraphView& view, std::size_t most);

}  // namespace entente::cli

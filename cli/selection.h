// Which part of a graph the user wants to see, and the things that the user names.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "command.h"
#include "entente/graph/knowledge_graph.h"
#include "entente/graph/query.h"
#include "entente/schema/ontology.h"

namespace entente::cli {

/// The id of a thing that the user names, in any language, by any alias.
/// fails  unknown (with the nearest names) or ambiguous (with all of them)
[[nodiscard]] Result<std::string> id_of(const NodeNames& names, const std::string& name);

/// Whom the thing of that id acts for in the end; itself if nobody.
/// requires  id is in the view
[[nodiscard]] std::string principal_of(const GraphView& view, const std::string& id);

struct SelectionOptions {
  std::string about;
  std::uint32_t depth = 1;
  std::string since, until;
  std::vector<std::string> types;
  bool fold = false;

  void declare(CLI::App& app);
  [[nodiscard]] bool is_all() const {
    return about.empty() && since.empty() && until.empty() && types.empty() && !fold;
  }
};

/// Replaces `graph` by the part of it that is asked for, those who act for others folded into them if it says so.
/// Reports what is wrong, or that nothing is left.
[[nodiscard]] ExitCode select(KnowledgeGraph& graph, const SelectionOptions& options, const Ontology& ontology,
                              Console& console);

}  // namespace entente::cli

#include "selection.h"

#include <fmt/format.h>

#include "entente/graph/excerpt.h"
#include "entente/graph/folding.h"
#include "nearest.h"

namespace entente::cli {
namespace {

/// Kinds of relations and kinds of things, told apart by their names.
Result<void> read_types(const std::vector<std::string>& types, const Ontology& ontology, ExcerptOptions& into) {
  std::vector<std::string> known;
  for (const RelationType& relation : ontology.relations()) known.push_back(relation.name);
  for (NodeType type : kNodeTypes) known.emplace_back(name(type));
  for (const std::string& type : types) {
    if (!ontology.find(type).is_none()) {
      into.relations.insert(type);
      continue;
    }
    bool is_thing = false;
    for (NodeType kind : kNodeTypes)
      if (name(kind) == type) {
        into.types.insert(kind);
        is_thing = true;
      }
    if (is_thing) continue;
    const std::string meant = did_you_mean(type, known);
    return InputError{"--type", 0, "there is no kind of relation or thing \"" + type + "\"",
                      meant.empty() ? fmt::format("known are {}", fmt::join(known, ", ")) : meant};
  }
  return {};
}

}  // namespace

Result<std::string> id_of(const NodeNames& names, const std::string& name) {
  const NodeNames::Answer answer = names.find(name);
  if (answer.matches.size() == 1) return answer.matches.front().id;
  std::string others;
  for (const auto& entry : answer.matches.empty() ? answer.suggestions : answer.matches)
    others += fmt::format("{}{} ({})", others.empty() ? "" : ", ", entry.name, entry.id);
  if (!answer.matches.empty()) return InputError{name, 0, "names several things", "say which by its id: " + others};
  return InputError{name, 0, "is not in the graph", others.empty() ? "" : "the nearest are " + others};
}

std::string principal_of(const GraphView& view, const std::string& id) {
  return view[view.representation().principal(view.find(id))].id;
}

void SelectionOptions::declare(CLI::App& app) {
  app.add_option("--about", about, "Only what is near this one: any name, or an id")->type_name("NAME");
  app.add_option("--depth", depth, "How many steps away from it")
      ->type_name("N")
      ->check(CLI::Range(1U, 99U))
      ->capture_default_str();
  app.add_option("--since", since, "From this day")->type_name("DATE");
  app.add_option("--until", until, "Up to this day")->type_name("DATE");
  app.add_option("--type", types, "Only these kinds of relations (attacks, …) or of things (State, …)")
      ->type_name("TYPE")
      ->allow_extra_args(false);
  app.add_flag("--fold", fold, "States and bodies in place of the people, ministries and armies that act for them");
}

ExitCode select(KnowledgeGraph& graph, const SelectionOptions& options, const Ontology& ontology, Console& console) {
  if (options.is_all()) return success;
  ExcerptOptions part;
  part.depth = options.depth;
  part.since = options.since;
  part.until = options.until;
  if (auto known = read_types(options.types, ontology, part); !known) {
    console.error(known.error());
    return wrong_usage;
  }
  if (!options.about.empty() || options.fold) {
    const GraphView view(graph, ontology);
    if (!options.about.empty()) {
      const NodeNames names(view);
      auto id = id_of(names, options.about);
      if (!id) {
        console.error(id.error());
        return names.find(options.about).matches.empty() ? nothing_found : wrong_usage;
      }
      part.about = options.fold ? principal_of(view, *id) : *std::move(id);
    }
    if (options.fold) graph = folded(view);
  }
  auto found = excerpt(graph, ontology, part);
  if (!found) {
    console.error(found.error());
    return wrong_usage;
  }
  graph = *std::move(found);
  if (!graph.empty()) return success;
  console.error("nothing in the graph matches --about, --since, --until and --type; nothing was written");
  return nothing_found;
}

}  // namespace entente::cli

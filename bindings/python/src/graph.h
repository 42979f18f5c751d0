// What Python calls a graph: the set of fragments, and the view that questions are put to.
#pragma once

#include <nanobind/nanobind.h>

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "entente/export/formats.h"
#include "entente/graph/analysis.h"
#include "entente/graph/excerpt.h"
#include "entente/graph/identity.h"
#include "entente/graph/query.h"
#include "reader.h"

namespace entente::python {

/// A graph as analysts see it, made once and then only looked at; whoever holds a part of it keeps it alive.
class View {
 public:
  /// `graph` is resolved (see identity.h) unless it is finished.
  View(const KnowledgeGraph& graph, std::shared_ptr<const Ontology> ontology, const Overrides& overrides,
       bool is_finished);
  View(const View&) = delete;
  View& operator=(const View&) = delete;

  [[nodiscard]] const KnowledgeGraph& knowledge() const { return resolution_.graph; }
  [[nodiscard]] const GraphView& graph() const { return graph_; }
  [[nodiscard]] const Resolution& resolution() const { return resolution_; }
  [[nodiscard]] const std::shared_ptr<const Ontology>& ontology() const { return ontology_; }
  [[nodiscard]] const NodeNames& names() const;

 private:
  std::shared_ptr<const Ontology> ontology_;
  Resolution resolution_;
  GraphView graph_;
  mutable std::once_flag names_made_;
  mutable std::optional<NodeNames> names_;
};

/// One piece of evidence, looked at where it lies.
struct EvidenceView {
  std::shared_ptr<const Evidence> evidence;  // keeps what it is a part of alive
  std::uint32_t edge = 0;                    // its number in the view
};

/// A set of fragments. Calls of one object come one at a time; others may go on meanwhile.
class Graph {
 public:
  explicit Graph(std::shared_ptr<const Ontology> ontology, KnowledgeGraph graph = {}, bool is_finished = false);

  [[nodiscard]] const KnowledgeGraph& knowledge() const { return graph_; }
  [[nodiscard]] const std::shared_ptr<const Ontology>& ontology() const { return ontology_; }
  [[nodiscard]] bool is_finished() const { return is_finished_; }
  /// Types of relations come from the first article.
  void add(const ArticleReading& article);
  void merge(const Graph& other);
  bool withdraw(const std::string& article) { return graph_.withdraw(article); }

 private:
  std::shared_ptr<const Ontology> ontology_;
  KnowledgeGraph graph_;
  bool is_finished_ = false;  // things of several articles are one already: a part of a view
};

[[nodiscard]] std::shared_ptr<const Ontology> builtin();
/// fails with OptionError for a format or file that is not known
[[nodiscard]] const GraphWriter& writer_of(const std::string& format, const std::string& file);

void declare_graph(nanobind::module_& module);
void declare_answers(nanobind::class_<View>& view);
void declare_columns(nanobind::class_<View>& view);
void declare_parts(nanobind::module_& module);
void declare_store(nanobind::module_& module);

}  // namespace entente::python

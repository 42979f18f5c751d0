// The questions of query.h and analysis.h, their answers as rows. Python makes typed objects of them.
#include <nanobind/stl/optional.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/vector.h>

#include "failure.h"
#include "graph.h"

namespace entente::python {
namespace nb = nanobind;
namespace {

using Guard = nb::call_guard<nb::gil_scoped_release>;

/// (number, subject, relation, object, affirmed, denied, articles, sources, modality, first, last)
using EdgeRow = std::tuple<std::uint32_t, std::string, std::string, std::string, double, double, std::uint32_t,
                           std::uint32_t, std::string_view, std::string, std::string>;
/// (id, weight, towards, from, sources, edges)
using RelativeRow = std::tuple<std::string, double, double, double, std::uint32_t, std::vector<std::uint32_t>>;
/// (id, weight to the first, weight to the second)
using CommonRow = std::tuple<std::string, double, double>;
/// (first, last, edge, evidence)
using EventRow = std::tuple<std::string, std::string, EdgeRow, EvidenceView>;
/// (id, name, type, the name that was found)
using EntryRow = std::tuple<std::string, std::string, std::string_view, std::string>;

EdgeRow row(const EdgeAnswer& edge) {
  return {edge.number,
          edge.subject,
          edge.relation,
          edge.object,
          edge.support.affirmed,
          edge.support.denied,
          edge.support.articles,
          edge.support.sources,
          entente::name(edge.support.modality),
          edge.first,
          edge.last};
}

RelativeRow row(const Relative& one) { return {one.id, one.weight, one.towards, one.from, one.sources, one.edges}; }
CommonRow row(const CommonRelative& one) { return {one.id, one.weight_x, one.weight_y}; }
EntryRow row(const NodeNames::Entry& entry) { return {entry.id, entry.name, entente::name(entry.type), entry.matched}; }

EvidenceView own(Evidence evidence, std::uint32_t edge) {
  return {std::make_shared<const Evidence>(std::move(evidence)), edge};
}

std::vector<EvidenceView> own(std::vector<Evidence> all, std::uint32_t edge) {
  std::vector<EvidenceView> views;
  for (Evidence& one : all) views.push_back(own(std::move(one), edge));
  return views;
}

EventRow row(const Event& event) {
  return {event.first, event.last, row(event.edge), own(event.evidence, event.edge.number)};
}

template <class Rows, class Values>
Rows rows(const Values& values) {
  Rows all;
  all.reserve(values.size());
  for (const auto& value : values) all.push_back(row(value));
  return all;
}
using EdgeRows = std::vector<EdgeRow>;

/// The whole edge of that number.
EdgeRow edge_row(const View& view, std::uint32_t number) {
  const GraphView& graph = view.graph();
  const EdgeHandle edge = graph.edge(number);
  const EdgeProperties& of = graph[edge];
  const auto day = [&](std::int32_t since_epoch) {
    return of.has_date() ? to_iso(Day(std::chrono::days(since_epoch))) : std::string();
  };
  return {number,
          graph[source(edge, graph.boost())].id,
          graph.relation(edge),
          graph[target(edge, graph.boost())].id,
          of.affirmed,
          of.denied,
          of.articles,
          of.sources,
          entente::name(of.modality),
          day(of.first_day),
          day(of.last_day)};
}

/// A filter as Python gives it, each field by name.
struct Filter {
  EdgeFilter filter;
  void set_polarity(const std::string& name) {
    if (!name.empty()) filter.polarity = one_of("polarity", name, {Polarity::affirmed, Polarity::negated});
  }
  void set_modality(const std::string& name) {
    if (!name.empty())
      filter.modality =
          one_of("modality", name, {Modality::actual, Modality::reported, Modality::possible, Modality::planned});
  }
  void set_quads(const std::vector<std::string>& names) {
    for (const std::string& name : names)
      filter.quads.insert(one_of("quad", name,
                                 {QuadClass::verbal_cooperation, QuadClass::material_cooperation,
                                  QuadClass::verbal_conflict, QuadClass::material_conflict, QuadClass::structural}));
  }

 private:
  template <class Value>
  static Value one_of(const char* option, const std::string& asked, std::initializer_list<Value> values) {
    std::string known;
    for (const Value value : values) {
      if (entente::name(value) == asked) return value;
      known += (known.empty() ? "" : ", ") + std::string(entente::name(value));
    }
    throw Failure("OptionError", {option, 0, "unknown \"" + asked + "\"", "known are " + known});
  }
};

WeightOptions weights(double half_life_days, bool is_alone, const std::string& now) {
  return {half_life_days, now, !is_alone};
}

auto names(const View& view, const std::string& name) {
  const NodeNames::Answer answer = view.names().find(name);
  return std::tuple(rows<std::vector<EntryRow>>(answer.matches), rows<std::vector<EntryRow>>(answer.suggestions));
}

auto node_card(const View& view, const std::string& id, std::size_t length, double half_life, bool is_alone) {
  const NodeCard card =
      value_of(entente::node_card(view.graph(), id, length, weights(half_life, is_alone, "")), "OptionError");
  return std::tuple(card.articles, card.sources, card.first, card.last, rows<EdgeRows>(card.roles),
                    rows<std::vector<RelativeRow>>(card.allies), rows<std::vector<RelativeRow>>(card.rivals),
                    rows<std::vector<EventRow>>(card.recent));
}

auto camps(const View& view, std::uint32_t count, double half_life, bool is_alone) {
  const SignedGraph folded = value_of(signed_graph(view.graph(), weights(half_life, is_alone, "")), "OptionError");
  const Camps found = entente::camps(view.graph(), folded, count);
  std::vector<std::tuple<std::vector<std::string>, double>> camps;
  for (const Camp& camp : found.camps) camps.emplace_back(camp.members, camp.cohesion);
  std::vector<std::tuple<std::uint32_t, std::uint32_t, double, double>> faults;
  for (const FaultLine& fault : found.faults)
    faults.emplace_back(fault.camp_a, fault.camp_b, fault.conflict, fault.cooperation);
  return std::tuple(std::move(camps), std::move(faults), found.frustration);
}

auto balance(const View& view, double half_life, bool is_alone) {
  const SignedGraph folded = value_of(signed_graph(view.graph(), weights(half_life, is_alone, "")), "OptionError");
  const Balance found = entente::balance(view.graph(), folded);
  std::vector<std::tuple<std::string, std::string, std::string, double, double, double>> torn;
  for (const Triad& triad : found.most_torn) torn.emplace_back(triad.x, triad.y, triad.z, triad.xy, triad.yz, triad.xz);
  return std::tuple(found.friends, found.common_enemy, found.torn, found.all_enemies, found.degree(), std::move(torn));
}

auto central(const View& view, double half_life) {
  CentralityOptions options;
  options.weights = weights(half_life, false, "");
  std::vector<std::tuple<std::string, double, double, double, double>> all;
  for (const Centrality& one : value_of(entente::central(view.graph(), options), "OptionError"))
    all.emplace_back(one.id, one.page_rank, one.betweenness, one.in_strength, one.out_strength);
  return all;
}

auto changes(const View& view, const std::string& since, double half_life, bool is_alone) {
  const Changes found = value_of(changes_since(view.graph(), since, weights(half_life, is_alone, "")), "OptionError");
  std::vector<std::tuple<std::string, std::string, double, double>> sides;
  for (const Turn& turn : found.sides) sides.emplace_back(turn.x, turn.y, turn.before, turn.after);
  return std::tuple(std::move(sides), rows<EdgeRows>(found.started), rows<EdgeRows>(found.ended));
}

auto contradictions(const View& view, const std::string& about) {
  std::vector<std::tuple<std::string, EdgeRow, std::vector<EvidenceView>, std::vector<EvidenceView>>> all;
  for (Contradiction& one : entente::contradictions(view.graph(), about))
    all.emplace_back(one.kind == Contradiction::Kind::denial ? "denial" : "quantity", row(one.edge),
                     own(std::move(one.one), one.edge.number), own(std::move(one.other), one.edge.number));
  return all;
}

auto find_paths(const View& view, const std::string& x, const std::string& y, std::uint32_t count,
                double min_confidence) {
  PathOptions options;
  options.count = count;
  options.min_confidence = min_confidence;
  std::vector<std::tuple<std::vector<std::string>, std::vector<std::uint32_t>, double>> all;
  for (Path& path : paths(view.graph(), x, y, options))
    all.emplace_back(std::move(path.nodes), std::move(path.edges), path.cost);
  return all;
}

/// (verdict, a, b, node of a, node of b, score, reason)
auto decisions(const View& view) {
  std::vector<std::tuple<std::string_view, std::string, std::string, std::string, std::string, double, std::string>>
      all;
  for (const Decision& one : view.resolution().decisions)
    all.emplace_back(entente::name(one.verdict), one.a, one.b, one.node_a, one.node_b, one.score, one.reason);
  return all;
}

void declare_filter(nb::class_<View>& view) {
  nb::class_<Filter>(view, "Filter")
      .def(nb::init<>())
      .def("relation", [](Filter& self, std::string name) { self.filter.relations.insert(std::move(name)); })
      .def("category", [](Filter& self, std::string name) { self.filter.categories.insert(std::move(name)); })
      .def("quads", &Filter::set_quads)
      .def("ends",
           [](Filter& self, std::string subject, std::string object, std::string about, std::string attributed_to) {
             self.filter.subject = std::move(subject);
             self.filter.object = std::move(object);
             self.filter.about = std::move(about);
             self.filter.attributed_to = std::move(attributed_to);
           })
      .def("days",
           [](Filter& self, std::string since, std::string until) {
             self.filter.since = std::move(since);
             self.filter.until = std::move(until);
           })
      .def("status",
           [](Filter& self, const std::string& polarity, const std::string& modality) {
             self.set_polarity(polarity);
             self.set_modality(modality);
           })
      .def("least", [](Filter& self, double confidence, std::uint32_t sources) {
        self.filter.min_confidence = confidence;
        self.filter.min_sources = sources;
      });
}

}  // namespace

void declare_answers(nb::class_<View>& view) {
  declare_filter(view);
  view.def("names", &names, Guard())
      .def("edge", &edge_row)
      .def(
          "edges",
          [](const View& self, const Filter& filter) {
            return rows<EdgeRows>(value_of(find_edges(self.graph(), filter.filter), "OptionError"));
          },
          Guard())
      .def(
          "matching_evidence",
          [](const View& self, std::uint32_t edge, const Filter& filter) {
            return own(value_of(find_evidence(self.graph(), edge, filter.filter), "OptionError"), edge);
          },
          Guard())
      .def("card", &node_card, Guard())
      .def(
          "allies",
          [](const View& self, const std::string& id, double half_life, bool is_alone) {
            return rows<std::vector<RelativeRow>>(
                value_of(allies(self.graph(), id, weights(half_life, is_alone, "")), "OptionError"));
          },
          Guard())
      .def(
          "rivals",
          [](const View& self, const std::string& id, double half_life, bool is_alone) {
            return rows<std::vector<RelativeRow>>(
                value_of(rivals(self.graph(), id, weights(half_life, is_alone, "")), "OptionError"));
          },
          Guard())
      .def(
          "between",
          [](const View& self, const std::string& x, const std::string& y, bool is_alone) {
            return rows<EdgeRows>(between(self.graph(), x, y, !is_alone));
          },
          Guard())
      .def("paths", &find_paths, Guard())
      .def(
          "common",
          [](const View& self, const std::string& x, const std::string& y, double half_life, bool is_alone) {
            const Common found = value_of(common(self.graph(), x, y, weights(half_life, is_alone, "")), "OptionError");
            return std::tuple(rows<std::vector<CommonRow>>(found.allies), rows<std::vector<CommonRow>>(found.rivals),
                              rows<std::vector<CommonRow>>(found.divided));
          },
          Guard())
      .def("camps", &camps, Guard())
      .def("balance", &balance, Guard())
      .def("central", &central, Guard())
      .def(
          "timeline",
          [](const View& self, const std::string& x, const std::string& y, bool is_alone) {
            return rows<std::vector<EventRow>>(timeline(self.graph(), x, y, !is_alone));
          },
          Guard())
      .def("changes", &changes, Guard())
      .def("contradictions", &contradictions, Guard())
      .def("decisions", &decisions, Guard());
}

}  // namespace entente::python

// The graph as two tables, column by column, for data frames: a row for each relation, a row for each piece of
// evidence.
#include <nanobind/nanobind.h>
#include <nanobind/stl/vector.h>

#include <string_view>
#include <unordered_map>
#include <vector>

#include "graph.h"

namespace entente::python {
namespace nb = nanobind;
namespace {

/// Strings that stand in many rows, made once.
class Strings {
 public:
  /// None for what is not known.
  const nb::object& operator()(std::string_view value) {
    nb::object& made = made_[value];
    if (!made.is_valid()) made = value.empty() ? nb::object(nb::none()) : nb::str(value.data(), value.size());
    return made;
  }

 private:
  std::unordered_map<std::string_view, nb::object> made_;  // views into the graph
};

nb::str text(std::string_view value) { return nb::str(value.data(), value.size()); }

nb::dict dict_of(const std::vector<std::pair<const char*, const nb::list*>>& columns) {
  nb::dict dict;
  for (const auto& [name, column] : columns) dict[name] = *column;
  return dict;
}

/// What some evidence says of the days of an edge; "" if it is undated.
std::string day(const EdgeProperties& edge, std::int32_t since_epoch) {
  return edge.has_date() ? to_iso(Day(std::chrono::days(since_epoch))) : std::string();
}

nb::dict relations(const View& view) {
  const GraphView& graph = view.graph();
  Strings strings;
  nb::list subject, subject_name, type, object, object_name, polarity, modality, confidence, affirmed, denied, articles,
      sources, first, last;
  const nb::str words[] = {nb::str("affirmed"), nb::str("negated")};
  for (std::uint32_t number = 0; number < graph.edge_count(); ++number) {
    const EdgeHandle edge = graph.edge(number);
    const EdgeProperties& of = graph[edge];
    const VertexProperties& from = graph[source(edge, graph.boost())];
    const VertexProperties& to = graph[target(edge, graph.boost())];
    subject.append(strings(from.id));
    subject_name.append(strings(from.name));
    type.append(strings(graph.relation(edge)));
    object.append(strings(to.id));
    object_name.append(strings(to.name));
    polarity.append(words[of.is_negated() ? 1 : 0]);
    modality.append(strings(entente::name(of.modality)));
    confidence.append(of.confidence());
    affirmed.append(of.affirmed);
    denied.append(of.denied);
    articles.append(of.articles);
    sources.append(of.sources);
    const std::string begin = day(of, of.first_day), end = day(of, of.last_day);
    first.append(begin.empty() ? nb::object(nb::none()) : text(begin));
    last.append(end.empty() ? nb::object(nb::none()) : text(end));
  }
  return dict_of({{"subject", &subject},
                  {"subject_name", &subject_name},
                  {"type", &type},
                  {"object", &object},
                  {"object_name", &object_name},
                  {"polarity", &polarity},
                  {"modality", &modality},
                  {"confidence", &confidence},
                  {"affirmed", &affirmed},
                  {"denied", &denied},
                  {"articles", &articles},
                  {"sources", &sources},
                  {"first", &first},
                  {"last", &last}});
}

nb::dict evidence(const View& view) {
  const GraphView& graph = view.graph();
  Strings strings;
  nb::list relation, article, published, start, end, words, trigger_start, trigger_end, polarity, modality, source,
      quantity, unit, approximate, time, destination, beneficiary, instrument, location, confidence, frame;
  const auto participant = [&](nb::list& column, const Participant& one) {
    column.append(strings(one.node.empty() ? one.text : one.node));
  };
  for (std::uint32_t number = 0; number < graph.edge_count(); ++number)
    graph.for_each_evidence(graph.edge(number), [&](const Evidence& one, const Article& of) {
      relation.append(number);
      article.append(strings(of.id));
      published.append(strings(of.published));
      start.append(one.quote.span.begin);
      end.append(one.quote.span.end);
      words.append(text(one.quote.exact));
      trigger_start.append(one.trigger.begin);
      trigger_end.append(one.trigger.end);
      polarity.append(strings(entente::name(one.polarity)));
      modality.append(strings(entente::name(one.modality)));
      source.append(strings(one.attributed_to));
      quantity.append(one.quantity ? nb::object(nb::float_(one.quantity->value)) : nb::none());
      unit.append(strings(one.quantity ? std::string_view(one.quantity->unit) : std::string_view()));
      approximate.append(one.quantity ? nb::object(nb::bool_(one.quantity->approximate)) : nb::none());
      time.append(strings(one.time));
      participant(destination, one.destination);
      participant(beneficiary, one.beneficiary);
      participant(instrument, one.instrument);
      participant(location, one.location);
      confidence.append(one.confidence);
      frame.append(strings(one.frame));
    });
  return dict_of({{"relation", &relation},
                  {"article", &article},
                  {"published", &published},
                  {"start", &start},
                  {"end", &end},
                  {"text", &words},
                  {"trigger_start", &trigger_start},
                  {"trigger_end", &trigger_end},
                  {"polarity", &polarity},
                  {"modality", &modality},
                  {"source", &source},
                  {"quantity", &quantity},
                  {"unit", &unit},
                  {"approximate", &approximate},
                  {"time", &time},
                  {"destination", &destination},
                  {"beneficiary", &beneficiary},
                  {"instrument", &instrument},
                  {"location", &location},
                  {"confidence", &confidence},
                  {"frame", &frame}});
}

}  // namespace

void declare_columns(nb::class_<View>& view) {
  view.def("relation_columns", &relations, nb::sig("def relation_columns(self) -> dict[str, list[object]]"))
      .def("evidence_columns", &evidence, nb::sig("def evidence_columns(self) -> dict[str, list[object]]"));
}

}  // namespace entente::python

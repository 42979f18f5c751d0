// Writing graphs, in bytes of output a second of CPU time on one core, from a graph in memory into nothing.
//   build/release/tests/bench/export_bench
//   tests/bench/compare_exports    runs it and, on the same graph, rdflib and jsonld.js
//   ENTENTE_BENCH_GRAPH=DIR        also writes DIR/graph.jsonld and DIR/graph.nq of the corpus, for others
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <fstream>
#include <memory>
#include <ostream>
#include <streambuf>

#include "corpus.h"
#include "entente/export/graphml.h"
#include "entente/export/jsonld.h"
#include "entente/export/rdf.h"
#include "entente/export/tables.h"

namespace entente {
namespace {

// Counts what is written to it.
class Sink : public std::streambuf {
 public:
  [[nodiscard]] std::int64_t bytes() const { return bytes_; }

 protected:
  int_type overflow(int_type c) override {
    ++bytes_;
    return traits_type::not_eof(c);
  }
  std::streamsize xsputn(const char*, std::streamsize count) override {
    bytes_ += count;
    return count;
  }

 private:
  std::int64_t bytes_ = 0;
};

using Write = Result<void> (*)(const KnowledgeGraph&, std::ostream&);

const KnowledgeGraph& corpus(std::int64_t articles) {
  static std::unique_ptr<KnowledgeGraph> last;
  static std::int64_t size = 0;
  if (size != articles) {
    last = std::make_unique<KnowledgeGraph>();
    Corpus made({.articles = static_cast<std::uint32_t>(articles)});
    for (std::int64_t i = 0; i < articles; ++i) last->merge(made.next());
    size = articles;
    if (const char* folder = std::getenv("ENTENTE_BENCH_GRAPH"); folder != nullptr) {
      std::ofstream json(std::string(folder) + "/graph.jsonld"), nquads(std::string(folder) + "/graph.nq");
      if (!write_jsonld(*last, json) || !write_nquads(*last, nquads)) std::abort();
    }
  }
  return *last;
}

template <Write write>
void export_graph(benchmark::State& state) {
  const KnowledgeGraph& graph = corpus(state.range(0));
  std::int64_t bytes = 0;
  for (auto _ : state) {
    Sink sink;
    std::ostream out(&sink);
    if (!write(graph, out)) state.SkipWithError("not written");
    bytes += sink.bytes();
  }
  state.SetBytesProcessed(bytes);
}

void sizes(benchmark::internal::Benchmark* bench) {
  bench->Arg(100)->Arg(1'000)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime();
}

Result<void> jsonld(const KnowledgeGraph& graph, std::ostream& out) { return write_jsonld(graph, out); }
Result<void> nquads(const KnowledgeGraph& graph, std::ostream& out) { return write_nquads(graph, out); }
Result<void> turtle(const KnowledgeGraph& graph, std::ostream& out) { return write_turtle(graph, out); }
Result<void> graphml(const KnowledgeGraph& graph, std::ostream& out) { return write_graphml(graph, out); }
Result<void> csv(const KnowledgeGraph& graph, std::ostream& out) { return write_csv(graph, out); }
Result<void> plover(const KnowledgeGraph& graph, std::ostream& out) { return write_plover_jsonl(graph, out); }

BENCHMARK(export_graph<jsonld>)->Name("JsonLd")->Apply(sizes);
BENCHMARK(export_graph<nquads>)->Name("NQuads")->Apply(sizes);
BENCHMARK(export_graph<turtle>)->Name("Turtle")->Apply(sizes);
BENCHMARK(export_graph<graphml>)->Name("GraphMl")->Apply(sizes);
BENCHMARK(export_graph<csv>)->Name("Csv")->Apply(sizes);
BENCHMARK(export_graph<plover>)->Name("Plover")->Apply(sizes);

}  // namespace
}  // namespace entente

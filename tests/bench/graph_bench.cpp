// Merging, opening and asking, on generated corpora of 10^4, 10^5 and (ENTENTE_BENCH_LARGE=1) 10^6 articles.
//   build/release/tests/bench/graph_bench
#include <benchmark/benchmark.h>
#include <malloc.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>

#include "corpus.h"
#include "entente/graph/analysis.h"
#include "entente/graph/identity.h"
#include "entente/graph/query.h"
#include "entente/graph/store.h"

namespace entente {
namespace {

void sizes(benchmark::internal::Benchmark* bench) {
  bench->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime();
  if (std::getenv("ENTENTE_BENCH_LARGE") != nullptr) bench->Arg(1'000'000);
}

std::size_t memory_in_use() {
  const struct mallinfo2 info = mallinfo2();
  return info.uordblks + info.hblkhd;
}

KnowledgeGraph merged(std::vector<Fragment> fragments) {
  KnowledgeGraph graph;
  for (Fragment& fragment : fragments) graph.merge(std::move(fragment));
  return graph;
}

// The graph of a corpus with its view; kept from one benchmark to the next, the largest takes long to make.
struct World {
  explicit World(std::uint32_t articles) : graph(merged(Corpus({.articles = articles}).all())) {
    const std::size_t before = memory_in_use();
    view = std::make_unique<GraphView>(graph, builtin_ontology());
    bytes = memory_in_use() - before;
  }
  KnowledgeGraph graph;
  std::unique_ptr<GraphView> view;
  std::size_t bytes = 0;
};

World& world(std::int64_t articles) {
  static std::unique_ptr<World> last;
  static std::int64_t size = 0;
  if (size != articles) {
    last.reset();
    last = std::make_unique<World>(static_cast<std::uint32_t>(articles));
    size = articles;
  }
  return *last;
}

// From fragments in memory to a graph that can be asked: the union of the fragments and the view on it.
void BM_Merge(benchmark::State& state) {
  const std::vector<Fragment> fragments = Corpus({.articles = static_cast<std::uint32_t>(state.range(0))}).all();
  std::size_t claims = 0;
  for (const Fragment& fragment : fragments) claims += fragment.edges.size();
  for (auto _ : state) {
    state.PauseTiming();
    std::vector<Fragment> copies = fragments;
    state.ResumeTiming();
    auto graph = std::make_unique<KnowledgeGraph>();
    for (Fragment& fragment : copies) graph->merge(std::move(fragment));
    auto view = std::make_unique<GraphView>(*graph, builtin_ontology());
    benchmark::DoNotOptimize(view->edge_count());
    state.PauseTiming();  // giving the memory back is not merging
    view.reset();
    graph.reset();
    copies.clear();
    state.ResumeTiming();
  }
  state.counters["claims/s"] = benchmark::Counter(static_cast<double>(claims) * static_cast<double>(state.iterations()),
                                                  benchmark::Counter::kIsRate);
}
BENCHMARK(BM_Merge)->Apply(sizes);

void BM_ViewMemory(benchmark::State& state) {
  const World& w = world(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(w.bytes);
  state.counters["edges"] = w.view->edge_count();
  state.counters["nodes"] = static_cast<double>(boost::num_vertices(w.view->boost()));
  state.counters["bytes/edge"] = static_cast<double>(w.bytes) / w.view->edge_count();
}
BENCHMARK(BM_ViewMemory)->Apply(sizes)->Iterations(1);

template <class Ask>
void ask(benchmark::State& state, Ask question) {
  const World& w = world(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(question(*w.view));
  state.counters["edges"] = w.view->edge_count();
}

const char* const kHub = "person/actor-0";
const char* const kOther = "person/actor-57";

void BM_Edges(benchmark::State& state) {
  ask(state,
      [](const GraphView& view) { return find_edges(view, {.categories = {"THREATEN"}, .min_confidence = 0.95}); });
}
BENCHMARK(BM_Edges)->Apply(sizes);
void BM_EdgesSince(benchmark::State& state) {
  ask(state, [](const GraphView& view) {
    return find_edges(view, {.relations = {"attacks"}, .since = "2024-12", .min_sources = 2});
  });
}
BENCHMARK(BM_EdgesSince)->Apply(sizes);
void BM_Allies(benchmark::State& state) {
  ask(state, [](const GraphView& view) { return allies(view, kHub); });
}
BENCHMARK(BM_Allies)->Apply(sizes);
void BM_Between(benchmark::State& state) {
  ask(state, [](const GraphView& view) { return between(view, kHub, kOther); });
}
BENCHMARK(BM_Between)->Apply(sizes);
void BM_Timeline(benchmark::State& state) {
  ask(state, [](const GraphView& view) { return timeline(view, kHub, kOther); });
}
BENCHMARK(BM_Timeline)->Apply(sizes);
void BM_Paths(benchmark::State& state) {
  ask(state, [](const GraphView& view) { return paths(view, "person/actor-150", "person/actor-199"); });
}
BENCHMARK(BM_Paths)->Apply(sizes);
void BM_PageRank(benchmark::State& state) {
  ask(state, [](const GraphView& view) { return central(view, {.betweenness_up_to = 0}); });
}
BENCHMARK(BM_PageRank)->Apply(sizes);
void BM_Camps(benchmark::State& state) {
  ask(state, [](const GraphView& view) { return camps(view, *signed_graph(view)); });
}
BENCHMARK(BM_Camps)->Apply(sizes)->Iterations(1);
void BM_Balance(benchmark::State& state) {
  ask(state, [](const GraphView& view) { return balance(view, *signed_graph(view)); });
}
BENCHMARK(BM_Balance)->Apply(sizes)->Iterations(1);
void BM_Changes(benchmark::State& state) {
  ask(state, [](const GraphView& view) { return changes_since(view, "2024-06"); });
}
BENCHMARK(BM_Changes)->Apply(sizes);

void BM_Betweenness(benchmark::State& state) {
  ask(state, [](const GraphView& view) { return central(view); });
}
BENCHMARK(BM_Betweenness)->Arg(10'000)->Unit(benchmark::kMillisecond)->Iterations(1);

void BM_Resolve(benchmark::State& state) {
  const World& w = world(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(resolve(w.graph, builtin_ontology()).decisions.size());
}
BENCHMARK(BM_Resolve)->Apply(sizes)->Iterations(1);

// A store of that many articles, made once by one transaction an article.
std::string store_of(std::int64_t articles) {
  static std::map<std::int64_t, std::string> paths;
  std::string& path = paths[articles];
  if (path.empty()) {
    path = (std::filesystem::temp_directory_path() / ("entente-bench-" + std::to_string(articles) + ".db")).string();
    std::filesystem::remove(path);
    Result<Store> store = Store::open(path, {StoreOptions::Mode::create});
    Corpus corpus({.articles = static_cast<std::uint32_t>(articles)});
    for (std::int64_t i = 0; i < articles; ++i)
      if (!store->add(corpus.next())) std::abort();
  }
  return path;
}

void BM_StoreAdd(benchmark::State& state) {
  const std::string path = (std::filesystem::temp_directory_path() / "entente-bench-add.db").string();
  std::filesystem::remove(path);
  Result<Store> store = Store::open(path, {StoreOptions::Mode::create});
  Corpus corpus({.articles = 100'000});
  for (auto _ : state)
    if (!store->add(corpus.next())) state.SkipWithError("not added");
  std::filesystem::remove(path);
}
BENCHMARK(BM_StoreAdd)->Unit(benchmark::kMillisecond);

void BM_StoreOpen(benchmark::State& state) {
  const std::string path = store_of(state.range(0));
  for (auto _ : state) {
    Result<Store> store = Store::open(path);
    benchmark::DoNotOptimize(*store->has("article/00000042", "none"));
  }
}
BENCHMARK(BM_StoreOpen)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);

void BM_StoreLoad(benchmark::State& state) {
  const std::string path = store_of(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(Store::open(path)->load()->article_count());
}
BENCHMARK(BM_StoreLoad)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond)->Iterations(1);

}  // namespace
}  // namespace entente

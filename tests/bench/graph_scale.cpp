// How the graph grows: merging, memory and questions on generated corpora of 10^4, 10^5 and 10^6 fragments; and the
// same work as NetworkX and igraph do in compare_graphs.py, with our answers to compare.
//   graph_scale sizes [CLAIMS [MOST]]  one line for each size up to MOST fragments of so many claims, for
//   plot_scale.py;
//                                      10^6 fragments of 3 claims take 7 GB
//   graph_scale compare FOLDER         writes FOLDER/claims.tsv and FOLDER/ours.json
// Times are CPU time of this process, so that other work on the machine counts less.
#include <malloc.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <string>

#include "corpus.h"
#include "entente/graph/analysis.h"
#include "entente/graph/query.h"

namespace entente {
namespace {

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

template <class Action>
double seconds(Action action) {
  const double start = cpu_seconds();
  action();
  return cpu_seconds() - start;
}

double megabytes_in_use() {
  const struct mallinfo2 info = mallinfo2();
  return static_cast<double>(info.uordblks + info.hblkhd) / 1e6;
}

void measure(std::uint32_t fragments, std::uint32_t claims) {
  Corpus corpus({.articles = fragments, .claims = claims});
  KnowledgeGraph graph;
  double merging = 0;
  std::size_t claim_count = 0;
  constexpr std::uint32_t kAtOnce = 1000;  // made beforehand, so that only merging is timed
  for (std::uint32_t done = 0; done < fragments; done += kAtOnce) {
    std::vector<Fragment> batch;
    for (std::uint32_t i = done; i < std::min(fragments, done + kAtOnce); ++i) {
      batch.push_back(corpus.next());
      claim_count += batch.back().edges.size();
    }
    merging += seconds([&] {
      for (Fragment& fragment : batch) graph.merge(std::move(fragment));
    });
  }
  const double before = megabytes_in_use();
  std::unique_ptr<GraphView> view;
  const double viewing = seconds([&] { view = std::make_unique<GraphView>(graph, builtin_ontology()); });
  const double bytes = 1e6 * (megabytes_in_use() - before);
  const auto ask = [](auto question) {
    constexpr int kTimes = 5;
    return 1000 * seconds([&] {
             for (int i = 0; i < kTimes; ++i) question();
           }) /
           kTimes;
  };
  const double of_edges =
      ask([&] { static_cast<void>(find_edges(*view, {.categories = {"THREATEN"}, .min_confidence = 0.95})); });
  const double of_allies = ask([&] { static_cast<void>(allies(*view, "person/actor-0")); });
  const double of_between = ask([&] { static_cast<void>(between(*view, "person/actor-0", "person/actor-57")); });
  std::printf("%u\t%zu\t%u\t%zu\t%.3f\t%.3f\t%.0f\t%.0f\t%.0f\t%.2f\t%.2f\t%.3f\n", fragments, claim_count,
              view->edge_count(), boost::num_vertices(view->boost()), merging, viewing,
              static_cast<double>(claim_count) / (merging + viewing), bytes / view->edge_count(), before, of_edges,
              of_allies, of_between);
  std::fflush(stdout);
}

void measure_all(std::uint32_t claims, std::uint32_t most) {
  std::printf(
      "fragments\tclaims\tedges\tnodes\tmerge_s\tview_s\tclaims_per_s\tbytes_per_edge\tfragments_mb\tedges_ms\t"
      "allies_ms\tbetween_ms\n");
  for (const std::uint32_t fragments : {10'000U, 100'000U, 1'000'000U})
    if (fragments <= most) measure(fragments, claims);
}

// The claims as other programs read them, and our answers with the time each took.
int compare(const std::string& folder) {
  std::vector<Fragment> fragments = Corpus({.articles = 2'000}).all();
  std::ofstream claims(folder + "/claims.tsv"), ours(folder + "/ours.json");
  if (!claims || !ours) return 1;
  claims.precision(17);
  ours.precision(17);
  for (const Fragment& fragment : fragments)
    for (const Edge& edge : fragment.edges)
      for (const Evidence& evidence : edge.evidence)
        claims << fragment.article.id << '\t' << edge.subject << '\t' << edge.relation << '\t' << edge.object << '\t'
               << (evidence.polarity == Polarity::negated ? '-' : '+') << '\t' << evidence.confidence << '\n';
  KnowledgeGraph graph;
  const double merging = seconds([&] {
    for (Fragment& fragment : fragments) graph.merge(std::move(fragment));
  });
  std::unique_ptr<GraphView> view;
  const double viewing = seconds([&] { view = std::make_unique<GraphView>(graph, builtin_ontology()); });
  std::vector<Centrality> ranks, all;
  const double ranking = seconds([&] { ranks = *central(*view, {.page_rank_rounds = 100, .betweenness_up_to = 0}); });
  const double both = seconds([&] { all = *central(*view, {.page_rank_rounds = 100}); });
  const std::string from = "person/actor-150", to = "person/actor-199";
  std::vector<Path> found;
  const double finding = seconds([&] { found = paths(*view, from, to, {.count = 1}); });
  ours << "{\"nodes\": " << boost::num_vertices(view->boost()) << ", \"edges\": " << view->edge_count()
       << ", \"from\": \"" << from << "\", \"to\": \"" << to << "\", \"path\": " << found.at(0).cost
       << ",\n\"seconds\": {\"merge\": " << merging + viewing << ", \"PageRank\": " << ranking
       << ", \"betweenness\": " << both - ranking << ", \"shortest path\": " << finding << "},\n\"confidence\": {";
  for (std::uint32_t number = 0; number < view->edge_count(); number += 997) {
    const EdgeHandle edge = view->edge(number);
    ours << (number > 0 ? ", " : "") << '"' << (*view)[boost::source(edge, view->boost())].id << ' '
         << view->relation(edge) << ' ' << (*view)[boost::target(edge, view->boost())].id
         << "\": " << (*view)[edge].confidence();
  }
  ours << "},\n\"rank\": {";
  for (std::size_t i = 0; i < all.size(); ++i)
    ours << (i > 0 ? ", " : "") << '"' << all[i].id << "\": " << all[i].page_rank;
  ours << "},\n\"betweenness\": {";
  for (std::size_t i = 0; i < all.size(); ++i)
    ours << (i > 0 ? ", " : "") << '"' << all[i].id << "\": " << all[i].betweenness;
  ours << "}}\n";
  return ours ? 0 : 1;
}

}  // namespace
}  // namespace entente

int main(int argc, char** argv) {
  static_cast<void>(entente::builtin_gazetteer());  // read once a program: no part of what is measured
  const std::string what = argc > 1 ? argv[1] : "";
  if (what == "sizes") {
    const auto number = [&](int at, std::uint32_t otherwise) {
      return argc > at ? static_cast<std::uint32_t>(std::atoi(argv[at])) : otherwise;
    };
    entente::measure_all(number(2, 3), number(3, 1'000'000));
    return 0;
  }
  if (what == "compare" && argc == 3) return entente::compare(argv[2]);
  std::fprintf(stderr, "usage: graph_scale sizes [CLAIMS [MOST]] | compare FOLDER\n");
  return 2;
}

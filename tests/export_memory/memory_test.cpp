// Writers stream: what they keep in memory does not grow with what they write. This program counts what is allocated.
#include <gtest/gtest.h>
#include <malloc.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <functional>
#include <new>
#include <ostream>
#include <streambuf>

#include "entente/export/graphml.h"
#include "entente/export/jsonld.h"
#include "entente/export/rdf.h"
#include "entente/export/tables.h"
#include "export/sample.h"

namespace {

std::atomic<std::int64_t> in_use = 0, most_in_use = 0;

[[maybe_unused]] void* counted(std::size_t size) {
  void* memory = std::malloc(std::max<std::size_t>(size, 1));
  if (memory == nullptr) throw std::bad_alloc();
  in_use += static_cast<std::int64_t>(malloc_usable_size(memory));
  if (in_use > most_in_use) most_in_use = in_use.load();
  return memory;
}

[[maybe_unused]] void uncounted(void* memory) noexcept {
  in_use -= static_cast<std::int64_t>(malloc_usable_size(memory));
  std::free(memory);
}

}  // namespace

#ifndef __SANITIZE_ADDRESS__  // which has an allocator of its own
void* operator new(std::size_t size) { return counted(size); }
void* operator new[](std::size_t size) { return counted(size); }
void operator delete(void* memory) noexcept { uncounted(memory); }
void operator delete[](void* memory) noexcept { uncounted(memory); }
void operator delete(void* memory, std::size_t) noexcept { uncounted(memory); }
void operator delete[](void* memory, std::size_t) noexcept { uncounted(memory); }
#endif

namespace entente {
namespace {

// Takes everything, keeps nothing but the sizes.
class Sink : public std::streambuf {
 public:
  std::int64_t bytes = 0;
  std::streamsize largest_piece = 0;

 protected:
  int_type overflow(int_type c) override {
    ++bytes;
    return traits_type::not_eof(c);
  }
  std::streamsize xsputn(const char*, std::streamsize count) override {
    bytes += count;
    largest_piece = std::max(largest_piece, count);
    return count;
  }
};

struct Form {
  const char* name;
  std::function<Result<void>(const KnowledgeGraph&, std::ostream&)> write;
};

const Form kForms[] = {
    {"JSON-LD", [](const auto& graph, auto& out) { return write_jsonld(graph, out); }},
    {"N-Quads", [](const auto& graph, auto& out) { return write_nquads(graph, out); }},
    {"Turtle", [](const auto& graph, auto& out) { return write_turtle(graph, out); }},
    {"GraphML", [](const auto& graph, auto& out) { return write_graphml(graph, out); }},
    {"GEXF", [](const auto& graph, auto& out) { return write_gexf(graph, out); }},
    {"CSV", [](const auto& graph, auto& out) { return write_csv(graph, out); }},
    {"relations.csv", [](const auto& graph, auto& out) { return write_bulk(graph, BulkTable::relations, out); }},
    {"evidence.csv", [](const auto& graph, auto& out) { return write_bulk(graph, BulkTable::evidence, out); }},
    {"nodes.csv", [](const auto& graph, auto& out) { return write_bulk(graph, BulkTable::nodes, out); }},
    {"PLOVER", [](const auto& graph, auto& out) { return write_plover_jsonl(graph, out); }},
    {"PLOVER CSV", [](const auto& graph, auto& out) { return write_plover_csv(graph, out); }},
    {"FollowTheMoney", [](const auto& graph, auto& out) { return write_ftm(graph, out); }},
};

/// The most memory that writing needs beside the graph.
std::int64_t memory_of(const Form& form, const KnowledgeGraph& graph, Sink& sink) {
  std::ostream out(&sink);
  const std::int64_t before = in_use;
  most_in_use = before;
  EXPECT_TRUE(form.write(graph, out)) << form.name;
  return most_in_use - before;
}

TEST(Memory, OfAWriterHoldsPointersNotTheOutput) {
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP() << "memory is counted in builds without AddressSanitizer";
#endif
  constexpr std::size_t kNodes = 300, kRelations = 2'000, kTimes = 10;
  const KnowledgeGraph small = test::large_graph(kNodes, kRelations, kRelations / 20);
  const KnowledgeGraph large = test::large_graph(kNodes, kRelations * kTimes, kRelations * kTimes / 20);
  // Copying the evidence alone would cost more than that for each relation that is added.
  constexpr std::int64_t kBytesPerRelation = 200;
  static_assert(kBytesPerRelation < sizeof(Evidence) / 2);
  for (const Form& form : kForms) {
    Sink small_sink, large_sink;
    const std::int64_t of_small = memory_of(form, small, small_sink), of_large = memory_of(form, large, large_sink);
    const std::int64_t growth = (of_large - of_small) / static_cast<std::int64_t>(kRelations * (kTimes - 1));
    EXPECT_LT(growth, kBytesPerRelation) << form.name << ": " << of_small << " bytes, then " << of_large;
    EXPECT_LE(large_sink.largest_piece, 1 << 16) << form.name << " hands over what it has before it has all";
    std::printf("%-16s %9.2f MB written, %8.2f MB in memory, %4lld bytes a relation\n", form.name,
                static_cast<double>(large_sink.bytes) / 1e6, static_cast<double>(of_large) / 1e6,
                static_cast<long long>(growth));
  }
}

}  // namespace
}  // namespace entente

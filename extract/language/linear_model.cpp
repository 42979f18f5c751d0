#include "language/linear_model.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstdio>
#include <cstdlib>

namespace entente {
namespace {

// FNV-1a, with a final mix so that the low bits can be used as an index.
std::uint64_t hash_byte(std::uint64_t hash, char c) { return (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U; }
std::uint64_t finish(std::uint64_t hash) {
  hash ^= hash >> 32U;
  return hash == 0 ? 1 : hash;  // 0 marks a free slot
}
constexpr std::uint64_t kSeed = 0xCBF29CE484222325U;

}  // namespace

void FeatureList::add(std::initializer_list<std::string_view> parts) {
  std::uint64_t hash = kSeed;
  bool first = true;
  for (const std::string_view part : parts) {
    if (!first) hash = hash_byte(hash, ' ');
    for (const char c : part) hash = hash_byte(hash, c);
    first = false;
  }
  hash = finish(hash);
  hashes_.push_back(hash);
  if (names_ == nullptr) return;
  std::string& name = (*names_)[hash];
  if (!name.empty()) return;
  for (const std::string_view part : parts) name.append(name.empty() ? "" : " ").append(part);
}

LinearModel::LinearModel(std::string_view table) {
  std::vector<Slot> entries;
  while (!table.empty()) {
    const std::size_t end = std::min(table.find('\n'), table.size());
    const std::string_view line = table.substr(0, end);
    table.remove_prefix(std::min(end + 1, table.size()));
    if (line.empty() || line.starts_with('#')) continue;
    const std::size_t tab = line.rfind('\t');
    Slot entry;
    std::uint64_t hash = kSeed;
    for (const char c : line.substr(0, tab)) hash = hash_byte(hash, c);
    entry.hash = finish(hash);
    const char* const last = line.data() + line.size();
    if (tab == std::string_view::npos || std::from_chars(line.data() + tab + 1, last, entry.weight).ptr != last) {
      std::fprintf(stderr, "table of weights: line \"%.*s\" has no weight\n", static_cast<int>(line.size()),
                   line.data());
      std::abort();
    }
    entries.push_back(entry);
  }
  slots_.resize(std::bit_ceil(2 * entries.size() + 2));
  for (const Slot& entry : entries) {
    std::size_t at = entry.hash & (slots_.size() - 1);
    while (slots_[at].hash != 0) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = entry;
  }
}

int LinearModel::score(std::span<const std::uint64_t> hashes) const {
  if (slots_.empty()) return 0;
  int sum = 0;
  for (const std::uint64_t hash : hashes) {
    std::size_t at = hash & (slots_.size() - 1);
    while (slots_[at].hash != 0 && slots_[at].hash != hash) at = (at + 1) & (slots_.size() - 1);
    sum += slots_[at].weight;
  }
  return sum;
}

}  // namespace entente

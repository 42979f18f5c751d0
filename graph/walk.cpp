#include "entente/graph/walk.h"

#include <algorithm>
#include <array>
#include <compare>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace entente {
namespace {

// The place of each string among all of them in byte order. Ids come back in article after article: sorting the
// distinct ones and then only numbers is many times faster than sorting strings.
class Ranks {
 public:
  /// Where the rank of `text` will stand after `sort`.
  const std::uint32_t* add(std::string_view text) { return &ranks_.try_emplace(text, 0).first->second; }
  void sort() {
    std::vector<std::pair<std::string_view, std::uint32_t*>> texts;
    texts.reserve(ranks_.size());
    for (auto& [text, rank] : ranks_) texts.emplace_back(text, &rank);
    std::sort(texts.begin(), texts.end());
    for (std::uint32_t rank = 0; rank < texts.size(); ++rank) *texts[rank].second = rank;
  }

 private:
  std::unordered_map<std::string_view, std::uint32_t> ranks_;
};

// What all fragments hold, by the strings that strings(value) gives and, among equals, by article.
template <class T, class Strings>
Ordered<T> in_order(const KnowledgeGraph& graph, std::vector<T> Fragment::*part, Strings strings) {
  constexpr std::size_t kStrings = std::tuple_size_v<decltype(strings(std::declval<const T&>()))>;
  struct Place {
    std::array<std::uint32_t, kStrings> key;
    std::uint32_t number;
    auto operator<=>(const Place&) const = default;
  };
  std::size_t count = 0;
  for (const auto& [id, fragment] : graph.fragments()) count += (fragment.*part).size();
  std::vector<const T*> all;
  std::vector<std::array<const std::uint32_t*, kStrings>> ranks_of;
  all.reserve(count);
  ranks_of.reserve(count);
  Ranks ranks;
  for (const auto& [id, fragment] : graph.fragments())
    for (const T& value : fragment.*part) {
      all.push_back(&value);
      const auto texts = strings(value);
      auto& its_ranks = ranks_of.emplace_back();
      for (std::size_t i = 0; i < kStrings; ++i) its_ranks[i] = ranks.add(texts[i]);
    }
  ranks.sort();
  std::vector<Place> places(count);
  for (std::uint32_t n = 0; n < count; ++n) {
    for (std::size_t i = 0; i < kStrings; ++i) places[n].key[i] = *ranks_of[n][i];
    places[n].number = n;
  }
  std::sort(places.begin(), places.end());
  Ordered<T> sorted;
  sorted.values.reserve(count);
  sorted.is_first.reserve(count);
  for (std::size_t n = 0; n < count; ++n) {
    sorted.values.push_back(all[places[n].number]);
    sorted.is_first.push_back(n == 0 || places[n].key != places[n - 1].key);
  }
  return sorted;
}

}  // namespace

NodeWalk::NodeWalk(const KnowledgeGraph& graph)
    : all_(in_order(graph, &Fragment::nodes, [](const Node& node) { return std::array{std::string_view(node.id)}; })) {}

const Node* NodeWalk::next() {
  if (at_ == all_.values.size()) return nullptr;
  const std::size_t first = at_, last = at_ = all_.end_of(first);
  if (last == first + 1) return all_.values[first];  // only one article names it
  const auto values = all_.values.begin();
  united_ = unite({values + static_cast<std::ptrdiff_t>(first), values + static_cast<std::ptrdiff_t>(last)});
  return &united_;
}

EdgeWalk::EdgeWalk(const KnowledgeGraph& graph)
    : all_(in_order(graph, &Fragment::edges, [](const Edge& edge) {
        return std::array<std::string_view, 3>{edge.subject, edge.relation, edge.object};
      })) {}

const Edge* EdgeWalk::next() {
  if (at_ == all_.values.size()) return nullptr;
  const std::size_t first = at_, last = at_ = all_.end_of(first);
  if (last == first + 1) return all_.values[first];  // what one article alone says stands there
  united_ = *all_.values[first];
  // Articles come in order of id, and evidence is ordered by article first: it stays sorted.
  for (std::size_t n = first + 1; n < last; ++n) {
    const std::vector<Evidence>& evidence = all_.values[n]->evidence;
    united_.evidence.insert(united_.evidence.end(), evidence.begin(), evidence.end());
  }
  return &united_;
}

}  // namespace entente

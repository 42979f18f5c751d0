#include "language/name_lists.h"

#include <algorithm>

#include "language/sorted_keys.h"

namespace entente::language {
namespace {
constexpr std::uint16_t kWhole = (1U << kListedKinds) - 1;
constexpr std::uint16_t kBegins = 1U << (kListedKinds + kListedWords);
}  // namespace

std::uint16_t NameLists::find(std::uint64_t key) const {
  const std::size_t found = find_key(keys, key);
  return found == keys.size() ? std::uint16_t{0} : flags[found];
}

const std::vector<std::uint16_t>& NameMatcher::run(const NameLists& lists, std::span<const ListedWord> words) {
  rows_.assign(words.size(), 0);
  for (std::size_t i = 0; i < words.size();) {
    auto whole = static_cast<std::uint16_t>(words[i].flags & kWhole);
    std::size_t length = 1;
    if ((words[i].flags & kBegins) != 0) {
      text_ = words[i].lower;
      for (std::size_t n = 2; n <= std::min(kLongestListed, words.size() - i); ++n) {
        text_.append(1, U' ').append(words[i + n - 1].lower);
        const auto longer = static_cast<std::uint16_t>(lists.find(hash64(text_)) & kWhole);
        if (longer == 0) continue;
        whole = longer;
        length = n;
      }
    }
    for (std::size_t j = i; j < i + length; ++j) {
      for (std::size_t kind = 0; kind < kListedKinds; ++kind)
        if ((whole >> kind & 1U) != 0) rows_[j] = static_cast<std::uint16_t>(rows_[j] | 1U << (2 * kind + (j > i)));
      rows_[j] = static_cast<std::uint16_t>(rows_[j] | (words[j].flags >> kListedKinds & 7U) << (2 * kListedKinds));
    }
    i += length;
  }
  return rows_;
}

}  // namespace entente::language

// Search in the sorted tables of hashes of a model.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

namespace entente::language {

/// The index of the first entry that equals `key`; keys.size() if there is none.
///   requires  nothing: in a table that is not sorted, an entry may be missed
///   cost      O(log log n) for hashes, which lie evenly: the search starts where the key should be; O(log n) at worst
[[nodiscard]] inline std::size_t find_key(std::span<const std::uint64_t> keys, std::uint64_t key) {
  const std::size_t size = keys.size();
  if (size == 0) return size;
  __extension__ typedef unsigned __int128 Product;
  const auto guess = static_cast<std::size_t>(static_cast<Product>(key) * size >> 64U);
  std::size_t step = 16;
  std::size_t low = guess, high = guess;  // steps outwards until keys[low - 1] < key <= keys[high]
  while (low > 0 && keys[low - 1] >= key) {
    high = low - 1;
    low -= std::min(low, step);
    step *= 2;
  }
  while (high < size && keys[high] < key) {
    low = high + 1;
    high += std::min(size - high, step);
    step *= 2;
  }
  const auto begin = keys.begin() + static_cast<std::ptrdiff_t>(low);
  const auto end = keys.begin() + static_cast<std::ptrdiff_t>(high);
  const auto found = static_cast<std::size_t>(std::lower_bound(begin, end, key) - keys.begin());
  return found < size && keys[found] == key ? found : size;
}

}  // namespace entente::language

#include "language/sorted_keys.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace entente::language {
namespace {

void expect_found(std::vector<std::uint64_t> keys, std::mt19937_64& random) {
  std::sort(keys.begin(), keys.end());
  std::vector<std::uint64_t> wanted = keys;
  for (int i = 0; i < 1000; ++i) wanted.push_back(random());
  for (const std::uint64_t key : keys) wanted.insert(wanted.end(), {key - 1, key + 1});
  wanted.insert(wanted.end(), {0, ~std::uint64_t{0}});
  for (const std::uint64_t key : wanted) {
    const auto place = std::lower_bound(keys.begin(), keys.end(), key);
    const bool is_there = place != keys.end() && *place == key;
    ASSERT_EQ(find_key(keys, key), is_there ? static_cast<std::size_t>(place - keys.begin()) : keys.size());
  }
}

TEST(SortedKeys, FindsWhatIsThereHoweverTheKeysLie) {
  std::mt19937_64 random(1);
  for (const std::size_t size : {0U, 1U, 2U, 17U, 5000U}) {
    std::vector<std::uint64_t> even(size), low(size), high(size), few(size);
    for (std::size_t i = 0; i < size; ++i) {
      even[i] = random();
      low[i] = i;
      high[i] = ~std::uint64_t{0} - i;
      few[i] = random() % 3 << 62U;  // many times the same
    }
    for (const auto& keys : {even, low, high, few}) expect_found(keys, random);
  }
}

TEST(SortedKeys, KeysWithoutOrderDoNoHarm) {
  std::mt19937_64 random(2);
  std::vector<std::uint64_t> keys(1000);
  for (auto& key : keys) key = random();
  for (const std::uint64_t key : keys) {
    const std::size_t found = find_key(keys, key);
    ASSERT_TRUE(found == keys.size() || keys[found] == key);
  }
}

}  // namespace
}  // namespace entente::language

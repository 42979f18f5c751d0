// A linear classifier over named features: the sum of the weights of the features that hold.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace entente {

/// The features that hold in one place, as hashes of their names. Names are kept only for training.
class FeatureList {
 public:
  void clear() { hashes_.clear(); }
  /// Adds the feature whose name is the parts joined by spaces.
  void add(std::initializer_list<std::string_view> parts);
  [[nodiscard]] std::span<const std::uint64_t> hashes() const { return hashes_; }

  /// Where to note the name of each hash; null for nowhere.
  void note_names(std::unordered_map<std::uint64_t, std::string>* names) { names_ = names; }

 private:
  std::vector<std::uint64_t> hashes_;
  std::unordered_map<std::uint64_t, std::string>* names_ = nullptr;
};

/// Immutable once read.
class LinearModel {
 public:
  LinearModel() = default;
  /// Reads lines "name<TAB>weight"; lines that start with # are comments.
  /// requires  weights are integers: the table is part of the program, so that a bad line aborts
  explicit LinearModel(std::string_view table);

  [[nodiscard]] bool empty() const { return slots_.empty(); }
  /// Positive: yes. In units of 1/kScale of log odds.  cost  O(features)
  [[nodiscard]] int score(std::span<const std::uint64_t> hashes) const;

  static constexpr int kScale = 64;

 private:
  struct Slot {
    std::uint64_t hash = 0;
    int weight = 0;
  };
  std::vector<Slot> slots_;  // open addressing, a power of two, at most half full
};

}  // namespace entente

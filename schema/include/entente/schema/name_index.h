// Strings of several languages to the things they name: one flat hash table for names and for the beginnings of names,
// so that a walk over the tokens of a text can ask "is this a name?" and "does a name go on from here?" at each step.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace entente {

/// Lets maps with std::string keys be searched by std::string_view.
struct StringHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

/// The part of NameIndex that does not depend on what is named. Numbers strings and keeps, for each, in which languages
/// a longer string continues it after a space. Up to 63 languages; the language "" stands for any.
class NameTable {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFFU;

  /// The number of `text`, added if it is new. Amortised O(length).
  std::uint32_t insert(std::string_view text);
  /// Its number, or kNone. O(length).
  [[nodiscard]] std::uint32_t find(std::string_view text) const;
  /// Marks every proper prefix of `text` that ends before a space.
  void insert_prefixes(std::string_view text, std::uint8_t language);
  [[nodiscard]] bool is_prefix(std::string_view text, std::string_view language) const;
  void reserve(std::size_t strings);

  /// The number of a language, added if it is new; 0 is any.
  std::uint8_t language(std::string_view code);
  /// requires  the language was added
  [[nodiscard]] bool applies(std::uint8_t language, std::string_view wanted) const {
    return language == 0 || languages_[language] == wanted;
  }

 private:
  struct Text {
    std::uint32_t begin, length;
    std::uint64_t hash;
    std::uint64_t continues;  // bit l: a string of language l goes on from here
  };
  [[nodiscard]] std::size_t slot(std::string_view text, std::uint64_t hash) const;
  void grow(std::size_t slots);

  std::vector<char> characters_;
  std::vector<Text> texts_;
  std::vector<std::uint32_t> slots_;  // open addressing, a power of two; kNone is empty
  std::vector<std::string> languages_ = {""};
};

template <class Value>
class NameIndex {
 public:
  /// `folded` names `value` in `language` ("" for any).
  void insert(std::string_view folded, std::string_view language, const Value& value) {
    if (folded.empty()) return;
    const std::uint8_t id = table_.language(language);
    const std::uint32_t text = table_.insert(folded);
    table_.insert_prefixes(folded, id);
    if (text >= first_.size()) first_.resize(text + 1, NameTable::kNone);
    std::uint32_t* link = &first_[text];
    while (*link != NameTable::kNone) link = &items_[*link].next;  // values keep the order of insertion
    *link = static_cast<std::uint32_t>(items_.size());
    items_.push_back({value, NameTable::kNone, id});
  }

  /// Calls `visit(value)` for each value of `folded` in `language`, in the order of insertion.
  template <class Visit>
  void visit(std::string_view folded, std::string_view language, Visit&& visit) const {
    const std::uint32_t text = table_.find(folded);
    if (text == NameTable::kNone || text >= first_.size()) return;
    for (std::uint32_t i = first_[text]; i != NameTable::kNone; i = items_[i].next)
      if (table_.applies(items_[i].language, language)) visit(items_[i].value);
  }

  [[nodiscard]] bool is_prefix(std::string_view folded, std::string_view language) const {
    return table_.is_prefix(folded, language);
  }
  /// Room for that many names; the beginnings of names need about as much again.
  void reserve(std::size_t names) {
    table_.reserve(2 * names);
    first_.reserve(2 * names);
    items_.reserve(names);
  }

 private:
  struct Item {
    Value value;
    std::uint32_t next;
    std::uint8_t language;
  };
  NameTable table_;
  std::vector<std::uint32_t> first_;  // by number of the string
  std::vector<Item> items_;
};

}  // namespace entente

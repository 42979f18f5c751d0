#include "entente/schema/name_index.h"

#include <algorithm>
#include <bit>
#include <cassert>

namespace entente {
namespace {

/// FNV-1a, finished by a multiplication so that the low bits are well mixed: the same on every machine.
std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325ULL;
  for (unsigned char byte : text) hash = (hash ^ byte) * 0x100000001B3ULL;
  return (hash ^ (hash >> 32U)) * 0x9E3779B97F4A7C15ULL;
}

}  // namespace

std::size_t NameTable::slot(std::string_view text, std::uint64_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t i = (hash >> 20U) & mask;; i = (i + 1) & mask) {
    if (slots_[i] == kNone) return i;
    const Text& known = texts_[slots_[i]];
    if (known.hash == hash && std::string_view(characters_.data() + known.begin, known.length) == text) return i;
  }
}

void NameTable::grow(std::size_t slots) {
  slots_.assign(slots, kNone);
  for (std::uint32_t number = 0; number < texts_.size(); ++number) {
    const Text& text = texts_[number];
    slots_[slot({characters_.data() + text.begin, text.length}, text.hash)] = number;
  }
}

void NameTable::reserve(std::size_t strings) {
  texts_.reserve(strings);
  characters_.reserve(strings * 14);
  if (const std::size_t slots = std::bit_ceil(strings + strings / 2); slots > slots_.size()) grow(slots);
}

std::uint32_t NameTable::insert(std::string_view text) {
  if ((texts_.size() + 1) * 3 / 2 > slots_.size()) grow(std::max<std::size_t>(64, slots_.size() * 2));
  const std::uint64_t hash = hash_of(text);
  const std::size_t at = slot(text, hash);
  if (slots_[at] == kNone) {
    slots_[at] = static_cast<std::uint32_t>(texts_.size());
    texts_.push_back(
        {static_cast<std::uint32_t>(characters_.size()), static_cast<std::uint32_t>(text.size()), hash, 0});
    characters_.insert(characters_.end(), text.begin(), text.end());
  }
  return slots_[at];
}

std::uint32_t NameTable::find(std::string_view text) const {
  return slots_.empty() ? kNone : slots_[slot(text, hash_of(text))];
}

void NameTable::insert_prefixes(std::string_view text, std::uint8_t language) {
  for (std::size_t space = text.find(' '); space != std::string_view::npos; space = text.find(' ', space + 1))
    texts_[insert(text.substr(0, space))].continues |= std::uint64_t{1} << language;
}

bool NameTable::is_prefix(std::string_view text, std::string_view language) const {
  const std::uint32_t number = find(text);
  if (number == kNone) return false;
  std::uint64_t wanted = 1;
  for (std::size_t i = 1; i < languages_.size(); ++i)
    if (languages_[i] == language) wanted |= std::uint64_t{1} << i;
  return (texts_[number].continues & wanted) != 0;
}

std::uint8_t NameTable::language(std::string_view code) {
  auto found = std::find(languages_.begin(), languages_.end(), code);
  if (found == languages_.end()) {
    assert(languages_.size() < 64);
    found = languages_.emplace(found, code);
  }
  return static_cast<std::uint8_t>(found - languages_.begin());
}

}  // namespace entente

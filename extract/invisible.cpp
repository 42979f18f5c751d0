#include "invisible.h"

#include <algorithm>

namespace entente {
namespace {

/// The bytes of the invisible character that `utf8` begins with; 0 if it begins with none.
std::size_t invisible_at(std::string_view utf8) {
  if (utf8.starts_with("\u00AD")) return 2;
  if (utf8.starts_with("\u2060") || utf8.starts_with("\uFEFF")) return 3;
  const bool is_zero_width = utf8.size() >= 3 && utf8.starts_with("\xE2\x80") &&
                             static_cast<unsigned char>(utf8[2]) >= 0x8B && static_cast<unsigned char>(utf8[2]) <= 0x8F;
  return is_zero_width ? 3 : 0;
}

template <class Keep, class Leave>
void each_part(std::string_view utf8, Keep keep, Leave leave) {
  std::size_t begin = 0;
  for (std::size_t at = 0; at < utf8.size();) {
    const std::size_t length = (utf8[at] & 0x80) == 0 ? 0 : invisible_at(utf8.substr(at));
    if (length == 0) {
      ++at;
      continue;
    }
    keep(utf8.substr(begin, at - begin));
    leave(length);
    at += length;
    begin = at;
  }
  keep(utf8.substr(begin));
}

}  // namespace

std::string without_invisible(std::string_view utf8) {
  std::string result;
  result.reserve(utf8.size());
  each_part(
      utf8, [&](std::string_view part) { result += part; }, [](std::size_t) {});
  return result;
}

bool has_invisible(std::string_view utf8) {
  bool found = false;
  each_part(
      utf8, [](std::string_view) {}, [&](std::size_t) { found = true; });
  return found;
}

VisibleMap::VisibleMap(std::string_view utf8) {
  std::uint32_t kept = 0, removed = 0;
  each_part(
      utf8, [&](std::string_view part) { kept += static_cast<std::uint32_t>(part.size()); },
      [&](std::size_t length) {
        removed += static_cast<std::uint32_t>(length);
        if (!cuts_.empty() && cuts_.back().at == kept)
          cuts_.back().removed = removed;
        else
          cuts_.push_back({kept, removed});
      });
}

std::uint32_t VisibleMap::original(std::uint32_t byte) const {
  const auto after = std::upper_bound(cuts_.begin(), cuts_.end(), byte,
                                      [](std::uint32_t wanted, const Cut& cut) { return wanted < cut.at; });
  return after == cuts_.begin() ? byte : byte + (after - 1)->removed;
}

ByteSpan VisibleMap::original(ByteSpan visible) const {
  if (visible.begin >= visible.end) return {original(visible.begin), original(visible.begin)};
  return {original(visible.begin), original(visible.end - 1) + 1};
}

}  // namespace entente

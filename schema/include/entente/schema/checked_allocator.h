// An allocator for RapidJSON, which asks for memory and never looks whether it got any.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <new>

namespace entente {

/// RapidJSON's concept of an allocator; throws std::bad_alloc.
class CheckedAllocator {
 public:
  static constexpr bool kNeedFree = true;
  void* Malloc(std::size_t size) { return Realloc(nullptr, 0, size); }
  void* Realloc(void* old, std::size_t, std::size_t size) {
    if (size == 0) {
      std::free(old);
      return nullptr;
    }
    void* const made = std::realloc(old, size);
    if (made == nullptr) throw std::bad_alloc();
    return made;
  }
  static void Free(void* memory) noexcept { std::free(memory); }
};

}  // namespace entente

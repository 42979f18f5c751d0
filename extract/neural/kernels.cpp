#include "neural/kernels.h"

#include <bit>
#include <cmath>

#if defined(__x86_64__) && defined(__GNUC__)
#define ENTENTE_X86 1
#include <cpuid.h>
#endif

namespace entente::neural {

namespace portable {
extern const Kernels table;
}
#ifdef ENTENTE_X86
namespace avx2 {
extern const Kernels table;
}
namespace avx_vnni {
extern const Kernels table;
}
namespace avx512 {
extern const Kernels table;
}
namespace avx512_vnni {
extern const Kernels table;
}
#endif

const char* name(Path path) {
  constexpr const char* kNames[] = {"portable", "AVX2", "AVX-VNNI", "AVX-512", "AVX-512 VNNI"};
  return kNames[static_cast<std::size_t>(path)];
}

#ifdef ENTENTE_X86

namespace {

bool has_avx_vnni() {
  unsigned a = 0, b = 0, c = 0, d = 0;
  return __get_cpuid_count(7, 1, &a, &b, &c, &d) != 0 && (a >> 4U & 1U) != 0;
}

}  // namespace

bool is_available(Path path) {
  const bool avx2 = __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0;
  const bool avx512 = avx2 && __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
                      __builtin_cpu_supports("avx512dq") != 0 && __builtin_cpu_supports("avx512vl") != 0;
  switch (path) {
    case Path::portable:
      return true;
    case Path::avx2:
      return avx2;
    case Path::avx_vnni:
      return avx2 && has_avx_vnni();
    case Path::avx512:
      return avx512;
    case Path::avx512_vnni:
      return avx512 && __builtin_cpu_supports("avx512vnni") != 0;
  }
  return false;
}

const Kernels& kernels(Path path) {
  switch (path) {
    case Path::avx2:
      return avx2::table;
    case Path::avx_vnni:
      return avx_vnni::table;
    case Path::avx512:
      return avx512::table;
    case Path::avx512_vnni:
      return avx512_vnni::table;
    case Path::portable:
      break;
  }
  return portable::table;
}

#else

bool is_available(Path path) { return path == Path::portable; }
const Kernels& kernels(Path) { return portable::table; }

#endif

Path best_path() {
  static const Path best = [] {
    Path found = Path::portable;
    for (const Path path : {Path::avx2, Path::avx512, Path::avx_vnni, Path::avx512_vnni})
      if (is_available(path)) found = path;
    return found;
  }();
  return best;
}

float exponential(float x) {
  x = x > -86.F ? x : -86.F;
  x = x < 86.F ? x : 86.F;
  constexpr float kRounder = 12582912.F;
  float n = std::fma(x, 1.44269504F, kRounder);
  const std::uint32_t power = std::bit_cast<std::uint32_t>(n) << 23U;
  n -= kRounder;
  const float r = std::fma(n, 2.12194440e-4F, std::fma(n, -0.693359375F, x));
  float p = 1.9875691500e-4F;
  for (const float next : {1.3981999507e-3F, 8.3334519073e-3F, 4.1665795894e-2F, 1.6666665459e-1F, 5.0000001201e-1F})
    p = std::fma(p, r, next);
  p = std::fma(p, r * r, r) + 1.F;
  return std::bit_cast<float>(std::bit_cast<std::uint32_t>(p) + power);
}

}  // namespace entente::neural

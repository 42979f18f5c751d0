#include "graphviz_context.h"

#include <cstdlib>
#include <string_view>

#include "numbered_ids.h"

namespace entente {

GVC_t* graphviz_context() {
  if (const char* const folder = std::getenv("ENTENTE_GRAPHVIZ"); folder != nullptr && *folder != 0)
    setenv("GVBINDIR", folder, 1);
  return gvContext();
}

Agraph_t* read_graph(std::string_view dot) {
  Agiodisc_t from_memory = AgIoDisc;
  from_memory.afread = [](void* channel, char* to, int size) {
    auto& left = *static_cast<std::string_view*>(channel);
    const std::size_t length = left.copy(to, static_cast<std::size_t>(size));
    left.remove_prefix(length);
    return static_cast<int>(length);
  };
  Agdisc_t services{&AgMemDisc, &numbered_ids, &from_memory};
  return agread(&dot, &services);
}

}  // namespace entente

#include "graphviz_context.h"

#include <cstdlib>

namespace entente {

GVC_t* graphviz_context() {
  if (const char* const folder = std::getenv("ENTENTE_GRAPHVIZ"); folder != nullptr && *folder != 0)
    setenv("GVBINDIR", folder, 1);
  return gvContext();
}

}  // namespace entente

// entente._core: the library as rows and handles. What people use is the package around it, in entente/*.py.
#include "failure.h"
#include "graph.h"
#include "reader.h"

NB_MODULE(_core, module) {
  using namespace entente::python;
  translate_failures();
  module.attr("version") = ENTENTE_VERSION;
  declare_reader(module);
  declare_graph(module);
  declare_parts(module);
  declare_store(module);
}

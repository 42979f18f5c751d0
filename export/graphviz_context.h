// Where Graphviz finds its plugins.
#pragma once

#include <graphviz/gvc.h>

#include <string_view>

namespace entente {

/// A new context. A program that carries Graphviz with it names the folder of its plugins, and of the list of them, in
/// ENTENTE_GRAPHVIZ; else they are those that are installed.
/// requires  a child process of one thread: it may change the environment
[[nodiscard]] GVC_t* graphviz_context();

/// Null if `dot` is no graph. The graph reads from `dot` no longer than this call.
[[nodiscard]] Agraph_t* read_graph(std::string_view dot);

}  // namespace entente

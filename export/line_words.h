// The words of lines after a layout by Graphviz.
#pragma once

#include <graphviz/gvc.h>

namespace entente {

/// The words of a line go onto it. sfdp puts them at its middle, whatever stands there; dot puts them beside it, and
/// what finds no place on its line stays there (`keeps_places`). Words of thick lines choose first.
/// requires  a layout of `graph`
void move_words(Agraph_t* graph, bool keeps_places);

}  // namespace entente

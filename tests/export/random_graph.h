#pragma once

#include <cstdint>

#include "entente/graph/knowledge_graph.h"

namespace entente::test {

/// A graph of one to four articles whose fields are all drawn: names of any characters, foreign and shared ids, every
/// status, numbers of every size, dates of every form. A function of the seed alone, on every machine.
KnowledgeGraph random_graph(std::uint64_t seed);

}  // namespace entente::test

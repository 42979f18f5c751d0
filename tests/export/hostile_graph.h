#pragma once

#include <string>

#include "entente/graph/knowledge_graph.h"

namespace entente::test {

/// A graph with the text in every field that a page, a record or a foreign graph can set, ids as they are read.
KnowledgeGraph hostile_everywhere(const std::string& text);

}  // namespace entente::test

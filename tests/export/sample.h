// Graphs for the tests of the writers: a small one of our own writing, one whose every string is hostile, large ones.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "entente/graph/knowledge_graph.h"

namespace entente::test {

/// Three short articles, in French and English, that use every qualifier.
KnowledgeGraph sample_graph();
std::vector<Fragment> sample_fragments();
/// The text of one of them; "" of any other article.
std::string sample_text(const Article& article);

/// One article with `name` as the name of two nodes and of the article, as quote, quantity unit and destination.
KnowledgeGraph hostile_graph(const std::string& name);
/// Strings with the metacharacters of every format, bidi overrides, control characters, formulas, markup.
const std::vector<std::string>& hostile_strings();

/// `edges` relations between `nodes` states, spread over `articles`; a function of the numbers alone.
KnowledgeGraph large_graph(std::size_t nodes, std::size_t edges, std::size_t articles);

}  // namespace entente::test

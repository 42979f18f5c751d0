#include "export/hostile_graph.h"

#include "iri.h"

namespace entente::test {

KnowledgeGraph hostile_everywhere(const std::string& text) {
  Fragment f;
  f.article = {iri_safe("article/" + text), text, text, text, text, text, text, text};
  const Quote quote{f.article.id, {0, 4}, text};
  const std::string first = iri_safe(text), second = iri_safe("state/" + text);
  f.nodes = {{first, NodeType::person, text, {text + "2"}, text, text, {quote}, {text}},
             {second, NodeType::state, text, {}, text, text, {quote}, {}}};
  Evidence evidence;
  evidence.quote = quote;
  evidence.frame = text;
  evidence.quantity = Quantity{3, text, false};
  evidence.time = text;
  evidence.attributed_to = first;
  evidence.destination = {second, text};
  evidence.beneficiary.text = evidence.instrument.text = evidence.location.text = text;
  evidence.confidence = 0.5;
  f.edges = {{first, "supports", second, {evidence}}};
  KnowledgeGraph graph;
  graph.merge(canonical(std::move(f)));
  return graph;
}

}  // namespace entente::test

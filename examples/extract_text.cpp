// One text in, its claims out: who does what to whom, in whose words.
#include <entente/extract/extractor.h>
#include <entente/extract/reading.h>

#include <iostream>

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: extract_text MODELS\n";
    return 2;
  }
  entente::ResourceOptions options;
  options.models = argv[1];
  const auto resources = entente::load_resources(options);
  if (!resources) {
    std::cerr << to_string(resources.error()) << '\n';
    return 1;
  }
  const auto document = entente::read_article("Emmanuel Macron a rencontré Olaf Scholz à Berlin.", {});
  if (!document) {
    std::cerr << to_string(document.error()) << '\n';
    return 1;
  }
  const auto fragment = entente::make_extractor(*resources)->extract(*document);
  if (!fragment) {
    std::cerr << to_string(fragment.error()) << '\n';
    return 1;
  }
  for (const entente::Node& node : fragment->nodes) std::cout << name(node.type) << ' ' << node.name << '\n';
  for (const entente::Edge& edge : fragment->edges)
    for (const entente::Evidence& evidence : edge.evidence)
      std::cout << edge.subject << ' ' << edge.relation << ' ' << edge.object << ": \"" << evidence.quote.exact
                << "\"\n";
}

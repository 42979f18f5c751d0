#include "entente/graph/parts.h"

#include <algorithm>
#include <set>

#include "bearers.h"

namespace entente {

std::vector<Bearing> bearings(const Fragment& fragment) {
  std::vector<std::vector<std::string>> neighbours = detail::neighbours(fragment);
  std::vector<Bearing> found;
  found.reserve(fragment.nodes.size());
  for (std::size_t i = 0; i < fragment.nodes.size(); ++i) {
    Bearing& bearing =
        found.emplace_back(Bearing{fragment.article.id, fragment.nodes[i], std::move(neighbours[i]), {}});
    bearing.node.mentions.clear();
    detail::add_told_of(bearing.node.id, fragment, bearing.told);
  }
  return found;
}

std::vector<std::pair<std::string, Fragment>> slices(const Fragment& fragment) {
  std::vector<std::pair<std::string, Fragment>> found;
  Article article = fragment.article;
  article.hash.clear();
  article.signature.clear();
  auto edge = fragment.edges.begin();
  for (const Node& node : fragment.nodes) {
    Fragment& slice = found.emplace_back(node.id, Fragment{article, {}, {}}).second;
    std::set<std::string_view> others;
    for (; edge != fragment.edges.end() && edge->subject == node.id; ++edge) {
      others.insert(edge->object);
      for (const Evidence& evidence : edge->evidence)
        for (const std::string* id : {&evidence.attributed_to, &evidence.destination.node, &evidence.beneficiary.node,
                                      &evidence.instrument.node, &evidence.location.node})
          if (!id->empty()) others.insert(*id);
      slice.edges.push_back(*edge);
    }
    for (const Node& other : fragment.nodes) {
      if (other.id == node.id) {
        slice.nodes.push_back(other);
      } else if (others.contains(other.id)) {
        slice.nodes.push_back({other.id, other.type, other.name, {}, "", "", {}, {}});
      }
    }
  }
  return found;
}

}  // namespace entente

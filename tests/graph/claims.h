// Graphs for tests, written as short lines: "subject relation object [confidence] [date] [negated|reported|…] [by=ID]
// [n=NUMBER] [u=UNIT] [to=ID]", grouped by article. Ids say the type: "state/france", "person/kim".
#pragma once

#include <algorithm>
#include <charconv>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "entente/graph/knowledge_graph.h"

namespace entente {

inline NodeType type_of_id(const std::string& id) {
  static const std::vector<std::pair<std::string, NodeType>> kTypes = {
      {"person/", NodeType::person},      {"state/", NodeType::state}, {"org/", NodeType::organization},
      {"unit/", NodeType::military_unit}, {"group/", NodeType::group}, {"place/", NodeType::place}};
  for (const auto& [prefix, type] : kTypes)
    if (id.rfind(prefix, 0) == 0) return type;
  return NodeType::event;
}

inline Fragment article_of(const std::string& id, const std::string& published, const std::vector<std::string>& lines) {
  Fragment fragment;
  fragment.article.id = id;
  fragment.article.published = published;
  std::set<std::string> nodes;
  std::uint32_t begin = 0;
  for (const std::string& line : lines) {
    std::istringstream words(line);
    Edge edge;
    words >> edge.subject >> edge.relation >> edge.object;
    Evidence evidence;
    evidence.confidence = 0.8;
    for (std::string word; words >> word;) {
      if (word == "negated") evidence.polarity = Polarity::negated;
      if (word == "reported") evidence.modality = Modality::reported;
      if (word == "possible") evidence.modality = Modality::possible;
      if (word == "planned") evidence.modality = Modality::planned;
      if (word.rfind("0.", 0) == 0 || word == "1") evidence.confidence = std::stod(word);
      if (word.size() == 10 && word[4] == '-') evidence.time = word;
      if (word.rfind("by=", 0) == 0) evidence.attributed_to = word.substr(3);
      if (word.rfind("n=", 0) == 0) evidence.quantity = Quantity{std::stod(word.substr(2)), "soldats", false};
      if (word.rfind("to=", 0) == 0) evidence.destination.node = word.substr(3);
      if (word.rfind("u=", 0) == 0) evidence.quantity->unit = word.substr(2);
    }
    evidence.quote = {id, {begin, begin + static_cast<std::uint32_t>(line.size())}, line};
    begin += 1000;
    edge.evidence.push_back(evidence);
    for (const std::string& node : {edge.subject, edge.object, evidence.attributed_to, evidence.destination.node})
      if (!node.empty()) nodes.insert(node);
    fragment.edges.push_back(std::move(edge));
  }
  for (const std::string& node : nodes)
    fragment.nodes.push_back({node, type_of_id(node), node.substr(node.find('/') + 1), {}, "", "", {}, {}});
  return canonical(std::move(fragment));
}

/// A text with the quotes of such an article where they say that they stand, and `filler` between.
inline std::string text_with_quotes(const Fragment& fragment, char filler) {
  std::string text;
  for (const Edge& edge : fragment.edges)
    for (const Evidence& evidence : edge.evidence) {
      text.resize(std::max<std::size_t>(text.size(), evidence.quote.span.end + 1), filler);
      text.replace(evidence.quote.span.begin, evidence.quote.exact.size(), evidence.quote.exact);
    }
  return text;
}

}  // namespace entente

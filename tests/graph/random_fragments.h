// Random fragments from small alphabets, so that ids, names and evidence collide often.
#pragma once

#include <rapidcheck.h>

#include <string>
#include <utility>
#include <vector>

#include "entente/graph/fragment.h"

namespace entente {

inline rc::Gen<Node> random_node(int number, const std::string& article) {
  const auto names = rc::gen::elementOf(std::vector<std::string>{"Kim", "Kim Jong-un", "Corée", "Q\"uote\\", "Кім"});
  return rc::gen::apply(
      [=](NodeType type, std::string name, std::vector<std::string> others, bool is_known, std::uint8_t begin) {
        Node node;
        node.id = "thing/" + std::to_string(number);
        node.type = type;
        node.name = std::move(name);
        node.alternate_names = std::move(others);
        if (is_known) node.wikidata = "Q" + std::to_string(number + begin % 2);
        node.mentions = {{article, {begin, begin + 3U}, node.name}};
        if (begin % 3 == 0) node.descriptions = {"boxer", "professor"};
        return node;
      },
      rc::gen::elementOf(std::vector<NodeType>{NodeType::person, NodeType::state}), names,
      rc::gen::container<std::vector<std::string>>(names), rc::gen::arbitrary<bool>(),
      rc::gen::inRange<std::uint8_t>(0, 9));
}

inline rc::Gen<Evidence> random_evidence(const std::string& article) {
  return rc::gen::apply(
      [=](std::uint8_t begin, bool is_negated, std::uint8_t modality, std::uint8_t confidence, bool has_quantity) {
        Evidence evidence;
        evidence.quote = {article, {begin, begin + 9U}, "words"};
        evidence.trigger = {begin, begin + 2U};
        evidence.polarity = is_negated ? Polarity::negated : Polarity::affirmed;
        evidence.modality = static_cast<Modality>(modality);
        evidence.confidence = confidence / 7.0;
        if (has_quantity) evidence.quantity = Quantity{10000.5, "soldats", true};
        return evidence;
      },
      rc::gen::inRange<std::uint8_t>(0, 3), rc::gen::arbitrary<bool>(), rc::gen::inRange<std::uint8_t>(0, 4),
      rc::gen::inRange<std::uint8_t>(0, 8), rc::gen::arbitrary<bool>());
}

// A valid fragment of one of four articles in one of two editions, in no particular order, with repetitions.
inline rc::Gen<Fragment> random_fragment() {
  return rc::gen::exec([] {
    Fragment fragment;
    fragment.article.id = "article/" + std::to_string(*rc::gen::inRange(0, 4));
    fragment.article.hash = *rc::gen::elementOf(std::vector<std::string>{"aa", "bb"});
    fragment.article.published = *rc::gen::elementOf(std::vector<std::string>{"", "2024-10-28"});
    fragment.article.name = *rc::gen::elementOf(std::vector<std::string>{"kim.txt", "copy.txt"});
    const int node_count = *rc::gen::inRange(2, 6);
    for (int i = 0; i < node_count; ++i) fragment.nodes.push_back(*random_node(i, fragment.article.id));
    if (*rc::gen::arbitrary<bool>()) fragment.nodes.push_back(*random_node(0, fragment.article.id));
    const int edge_count = *rc::gen::inRange(0, 6);
    for (int i = 0; i < edge_count; ++i) {
      const int subject = *rc::gen::inRange(0, node_count);
      const int object = (subject + *rc::gen::inRange(1, node_count)) % node_count;
      Edge edge{"thing/" + std::to_string(subject),
                *rc::gen::elementOf(std::vector<std::string>{"supports", "attacks"}), "thing/" + std::to_string(object),
                *rc::gen::nonEmpty(rc::gen::container<std::vector<Evidence>>(random_evidence(fragment.article.id)))};
      if (*rc::gen::arbitrary<bool>()) edge.evidence.front().attributed_to = "thing/0";
      fragment.edges.push_back(std::move(edge));
    }
    std::reverse(fragment.nodes.begin(), fragment.nodes.end());
    return fragment;
  });
}

}  // namespace entente

namespace rc {
template <>
struct Arbitrary<entente::Fragment> {
  static Gen<entente::Fragment> arbitrary() { return entente::random_fragment(); }
};
}  // namespace rc

// Generated corpora: seeded fragments from templates, with the skew of news: few actors are in most articles.
#pragma once

#include <cmath>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "entente/graph/corroboration.h"
#include "entente/graph/fragment.h"

namespace entente {

struct CorpusOptions {
  std::uint32_t articles = 10'000;
  std::uint32_t claims = 10;  // per article
  std::uint32_t seed = 20241028;
  double skew = 2;  // 1: all actors alike; greater: more articles about fewer actors
};

class Corpus {
 public:
  explicit Corpus(CorpusOptions options) : options_(options), random_(options.seed) {}

  /// The next article. Equal options give equal corpora.
  Fragment next() {
    Fragment fragment;
    char id[32];
    std::snprintf(id, sizeof id, "article/%08u", number_++);
    fragment.article = {id, id, std::string(id) + ".txt", "Title of " + std::string(id), "fr", date(), "", ""};
    std::set<std::string> nodes;
    for (std::uint32_t i = 0; i < options_.claims; ++i) {
      Edge edge;
      edge.subject = actor();
      do edge.object = actor();
      while (edge.object == edge.subject);
      static const char* const kRelations[] = {"supports", "attacks", "warns", "aids",
                                               "meets",    "accuses", "leads", "deploys"};
      edge.relation = kRelations[below(8)];
      if (edge.relation == "meets" && edge.object < edge.subject) std::swap(edge.subject, edge.object);
      Evidence evidence;
      evidence.quote = {id,
                        {i * 200, i * 200 + 90},
                        edge.subject + " " + edge.relation + " " + edge.object + ", selon une source diplomatique."};
      evidence.trigger = {i * 200 + 20, i * 200 + 30};
      evidence.frame = edge.relation + "/1";
      evidence.polarity = below(20) == 0 ? Polarity::negated : Polarity::affirmed;
      evidence.modality = static_cast<Modality>(below(10) < 6 ? 0 : below(4));
      evidence.confidence = (30 + below(70)) / 100.0;
      nodes.insert(edge.subject);
      nodes.insert(edge.object);
      edge.evidence.push_back(std::move(evidence));
      fragment.edges.push_back(std::move(edge));
    }
    for (const std::string& node : nodes)
      fragment.nodes.push_back({node, NodeType::person, name_of(node), {}, "", "", {{id, {10, 20}, "Name"}}, {}});
    return canonical(std::move(fragment));
  }

  std::vector<Fragment> all() {
    std::vector<Fragment> fragments;
    fragments.reserve(options_.articles);
    for (std::uint32_t i = 0; i < options_.articles; ++i) fragments.push_back(next());
    return fragments;
  }

  /// Actors in the corpus: it grows as the square root of its length, as vocabularies do (Heaps' law).
  [[nodiscard]] std::uint32_t actors() const {
    return 200 + static_cast<std::uint32_t>(20 * std::sqrt(options_.articles));
  }

 private:
  std::uint32_t below(std::uint32_t bound) { return static_cast<std::uint32_t>(random_() % bound); }
  std::string actor() {
    const double x = std::pow(static_cast<double>(random_() >> 11) / 9007199254740992.0, options_.skew);
    return "person/actor-" + std::to_string(static_cast<std::uint32_t>(x * actors()));
  }
  static std::string name_of(const std::string& id) { return "Actor " + id.substr(13) + " of the corpus"; }
  std::string date() {
    char text[16];
    std::snprintf(text, sizeof text, "%04u-%02u-%02u", 2020 + below(5), 1 + below(12), 1 + below(28));
    return text;
  }

  CorpusOptions options_;
  std::mt19937_64 random_;
  std::uint32_t number_ = 0;
};

}  // namespace entente

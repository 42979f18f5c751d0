// Who says so independently: near-duplicate articles count once, and evidence adds up.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "entente/graph/knowledge_graph.h"

namespace entente {

/// What is kept of a text so that near-duplicates of it can be found: 128 one-byte MinHash values of its sets of five
/// successive words, in hexadecimal; "" for a text of less than five words. Words are compared without ASCII case and
/// punctuation. The reading stage stores it in Article::signature.
/// cost    O(128 n), about 0.1 ms for a news article
/// source  Broder, On the resemblance and containment of documents, 1997; b-bit values: Li & König, WWW 2010
[[nodiscard]] std::string text_signature(std::string_view utf8);

/// The estimated share of word sequences that two texts have in common, in [0, 1]; standard error below 0.045.
/// 0 if either signature is empty or malformed.
[[nodiscard]] double resemblance(std::string_view signature, std::string_view other);

/// Articles from this resemblance on are taken for copies of one source: two reports written apart share hardly any
/// sequence of five words, a wire report that was cut and retitled keeps most of them.
inline constexpr double kSameSource = 0.5;

/// Strings such that articles that may be copies share one: for look-up where articles are spread over machines. Those
/// of one bucket, sorted by id, are compared by is_copy each with the first and with the one before it; what this
/// links, directly or by a chain, is one source, the same as Sources finds. cost  O(128)
[[nodiscard]] std::vector<std::string> source_buckets(std::string_view hash, std::string_view signature);
/// requires  two articles of one bucket. cost  O(128)
[[nodiscard]] bool is_copy(std::string_view hash, std::string_view signature, std::string_view other_hash,
                           std::string_view other_signature);

/// The articles of a graph, divided into independent sources.
class Sources {
 public:
  /// Known already: for each article that is a copy, the first article id of its source.
  Sources(const KnowledgeGraph& graph, const std::map<std::string, std::string, std::less<>>& first_of);
  /// Articles with the same hash or a resemblance ≥ kSameSource, directly or by a chain, are one source.
  /// cost    O(n log n) in the number of articles, by banded hashing (finds 97 % of pairs at resemblance 0.6)
  /// source  Leskovec, Rajaraman & Ullman, Mining of Massive Datasets, § 3.4
  explicit Sources(const KnowledgeGraph& graph);

  /// The number of the source of that article, counted in the order of the first article id of each; the same for all
  /// its copies. An unknown article has number `count()`. O(1).
  [[nodiscard]] std::uint32_t of(std::string_view article) const;
  [[nodiscard]] std::uint32_t count() const { return count_; }

 private:
  std::unordered_map<std::string_view, std::uint32_t> source_of_;  // views into the graph
  std::uint32_t count_ = 0;
};

/// How well an edge is borne out.
struct Support {
  std::uint32_t articles = 0;  // that affirm or deny it
  std::uint32_t sources = 0;   // independent ones among them
  double affirmed = 0;  // 1 − Π (1 − c) over the sources; c is the best confidence of its affirming evidence
  double denied = 0;    // the same over the evidence that denies it
  Modality modality = Modality::actual;  // the firmest of the prevailing evidence: actual before reported before …

  [[nodiscard]] double confidence() const { return std::max(affirmed, denied); }
  [[nodiscard]] bool is_negated() const { return denied > affirmed; }
  [[nodiscard]] bool is_contested() const { return affirmed > 0 && denied > 0; }
};

/// Adds up evidence of one edge. Evidence of several sources combines by noisy-or: sources err independently.
/// source  noisy-or: Pearl, Probabilistic Reasoning in Intelligent Systems, 1988, § 4.3.2
class SupportSum {
 public:
  explicit SupportSum(const Sources& sources) : sources_(&sources) {}
  /// requires  evidence comes in its canonical order: article by article. O(log n).
  void add(const Evidence& evidence);
  /// The same in two steps, for who knows the source: the evidence that follows is of another article, of that source.
  void begin_article(std::uint32_t source) { articles_.push_back({source, 0, 0}); }
  /// requires  begin_article was called. O(1).
  void add_to_article(const Evidence& evidence);
  /// As new; keeps its memory. O(1).
  void clear();
  /// cost  O(n log n) in the number of articles
  [[nodiscard]] Support support() const;

 private:
  struct Best {
    std::uint32_t source = 0;
    double affirmed = 0, denied = 0;
  };
  const Sources* sources_;
  std::vector<Best> articles_;
  std::string_view last_article_;
  Modality affirmed_ = Modality::planned, denied_ = Modality::planned;
};

/// The same for all evidence of an edge. cost  O(n log n) in its evidence
[[nodiscard]] Support support(const Edge& edge, const Sources& sources);

}  // namespace entente

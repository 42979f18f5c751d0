// What the head of mentions makes of the spans of a document (language model, trained on annotated news): how likely
// each stretch of words is a mention, and of which type. Names, votes and descriptions are decided with it.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "entente/schema/ontology.h"
#include "entities/text_view.h"
#include "neural/heads.h"

namespace entente::entities {

inline constexpr std::uint32_t kWidestMention = 16;  // words; longer stretches are no mentions
inline constexpr std::size_t kMentionTypes = 8;      // 0: none, then the node types in their order

/// Probabilities of one span: none, then each node type.
using SpanScores = std::array<float, kMentionTypes>;

/// One span that the head takes for a mention.
struct DetectedMention {
  WordRange words;
  NodeType type = NodeType::person;
  float score = 0;  // of the type, (0, 1]
};

class Detection {
 public:
  Detection() = default;  // nothing was detected: every question is answered by "none said"

  /// Adds the next sentence. requires  scores.types == kMentionTypes, scores.longest == kWidestMention
  void add_sentence(const neural::SpanScores& scores);

  [[nodiscard]] bool is_empty() const { return sentences_.empty(); }
  /// Probabilities of a span; all of them "none" if it is too wide.
  [[nodiscard]] SpanScores of(std::uint32_t sentence, WordRange words) const;
  /// The best probability of being a mention among spans that share the last word or the first, within two words.
  [[nodiscard]] float likeliest_near(std::uint32_t sentence, WordRange words) const;
  /// Spans whose likeliest type is no "none", the likeliest first to choose; none crosses another or reaches from one
  /// to another; nesting is allowed. Sorted by words.
  [[nodiscard]] const std::vector<DetectedMention>& mentions(std::uint32_t sentence) const {
    return sentences_[sentence].mentions;
  }

 private:
  struct SentenceScores {
    std::uint32_t words = 0;
    std::vector<SpanScores> spans;  // [words][kWidestMention]
    std::vector<DetectedMention> mentions;
  };
  static void decode(SentenceScores& sentence);
  std::vector<SentenceScores> sentences_;
};

/// Whether a mention may have these words: no clause, no list. What the head takes for one from its first word to its
/// last is none with a finite verb, the mark of a pause or half of a pair of brackets in it.
[[nodiscard]] bool is_one_phrase(const SentenceView& view, WordRange words);

/// Written as a name: its head is, by which "les forces de Kim" is none.
[[nodiscard]] bool is_name(const SentenceView& view, const DetectedMention& mention);

/// What a recogniser of names calls such a name.
[[nodiscard]] NameType name_type(NodeType type);

}  // namespace entente::entities

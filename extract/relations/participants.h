// From words to the entities that they stand for.
#pragma once

#include <span>
#include <vector>

#include "entente/extract/mention.h"
#include "relations/arguments.h"

namespace entente {

/// An entity that takes part in a claim, and the word by which it does.
struct Participating {
  EntityId entity;
  int token = Tree::kNone;
  double certainty = 1;  // below 1 where the entity stands behind the word: "l'attaque russe" for Russia
};

/// Finds participants in one sentence. All references must outlive it.
class ParticipantFinder {
 public:
  ParticipantFinder(const Tree& tree, const ArgumentFinder& arguments, const LanguageFrames& frames,
                    const Entities& entities, std::uint32_t sentence);

  /// The entity whose mention `token` heads (the widest mention), or else covers it; none if there is none.
  [[nodiscard]] EntityId entity_of(int token) const;
  /// The mention that `token` heads; none if there is none.
  [[nodiscard]] MentionId mention_of(int token) const;
  /// The entities of the wanted types that `token` and its conjuncts stand for, in order of the sentence.
  /// With `looks_behind`, a word that is no such entity gives way to its possessor, agent or of-phrase.
  /// What stands behind a word is none of the `taken`: "X ended its siege of Y".
  [[nodiscard]] std::vector<Participating> find(int token, NodeTypes wanted, bool looks_behind,
                                                std::span<const Participating> taken = {}) const;
  /// Those of whom a plural noun is made: "the leaders of X and Y", "Indian and Pakistani officials"; none if fewer
  /// than two of the wanted types.
  [[nodiscard]] std::vector<Participating> members(int token, NodeTypes wanted) const;
  /// Mentions of this sentence.
  [[nodiscard]] const std::vector<MentionId>& mentions() const { return mentions_; }
  [[nodiscard]] const Entities& entities() const { return entities_; }

 private:
  /// Whom a possessive means that stands for several, or that coreference left open: the subject of its clause.
  [[nodiscard]] int possessor(int token) const;
  struct Search {
    NodeTypes wanted;
    bool looks_behind = false;
    std::span<const Participating> taken;
  };
  void find_one(int token, const Search& search, int depth, double certainty, std::vector<Participating>& found) const;

  const Tree& tree_;
  const ArgumentFinder& arguments_;
  const LanguageFrames& frames_;
  const Entities& entities_;
  std::vector<MentionId> mentions_;
  std::vector<MentionId> by_head_;   // for each token
  std::vector<MentionId> covering_;  // for each token: the narrowest mention around it
};

}  // namespace entente

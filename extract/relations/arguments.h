// Who does what to whom around one word, whatever the construction.
//
// Actives, passives, participles, relatives, control, coordination, nominalisations and light verbs are all brought to
// the same slots (schema/frames.h), so that a frame need not know how its trigger is used. The mapping from Universal
// Dependencies follows the enhanced-dependency rules for control, relatives and conjunct propagation (Schuster &
// Manning 2016) and, for nouns, NomBank (Meyers et al. 2004).
#pragma once

#include <string>
#include <vector>

#include "entente/schema/frames.h"
#include "relations/tree.h"

namespace entente {

/// A token that fills a slot. Coordinated fillers are given by their first conjunct.
struct Filler {
  Slot slot;
  int token = Tree::kNone;
};

/// The argument structure of one word.
struct Arguments {
  int trigger = Tree::kNone;
  int clause = Tree::kNone;  // the word whose tense, mood and negation hold: the trigger or its light verb
  std::vector<Filler> fillers;

  /// Nothing where `token` is kNone or the trigger itself.
  void add(Slot::Kind kind, int token);
};

/// Computes argument structures in one sentence. All references must outlive it.
class ArgumentFinder {
 public:
  ArgumentFinder(const Tree& tree, const LanguageFrames& frames) : tree_(tree), frames_(frames) {}

  /// `depth` counts how far understood subjects have been followed: trees may lead round in a circle.
  [[nodiscard]] Arguments of_verb(int verb, int depth = 0) const;
  [[nodiscard]] Arguments of_noun(int noun, int depth = 0) const;
  /// The part of of_noun that depends on the noun itself: without its light verb and what it describes.
  [[nodiscard]] Arguments dependents_of(int noun) const;
  [[nodiscard]] Arguments of_adjective(int adjective) const;

  /// True for past participles without auxiliary and verbs with a passive auxiliary or subject.
  [[nodiscard]] bool is_passive(int verb) const;
  /// True if the verb has a reflexive clitic: se retirer. (Parsers cannot tell the passive use of se from others.)
  [[nodiscard]] bool is_reflexive(int verb) const;
  [[nodiscard]] bool is_finite(int verb) const;
  /// The subject as it stands or as it is understood (control, coordination, participles); kNone if unknown.
  [[nodiscard]] int surface_subject(int predicate, int depth = 0) const;
  /// The antecedent of a relative pronoun; any other token stands for itself.
  [[nodiscard]] int referent(int token) const;
  /// The prepositions of a nominal, outermost first, with its fixed expression joined ("en+faveur+de") and, last,
  /// with the article that it swallowed ("à+le"); empty if bare.
  [[nodiscard]] std::vector<std::string> prepositions(int nominal) const;
  /// `token` and its conjuncts.
  [[nodiscard]] std::vector<int> conjuncts(int token) const;

  /// Whether `token` is a verb or has a copula or subject of its own.
  [[nodiscard]] bool is_predicate(int token) const;

 private:
  void add_oblique(Arguments& arguments, int nominal, bool agent_is_subject) const;
  [[nodiscard]] int stray_complement(int nominal) const;
  void add_nested_places(Arguments& arguments, int nominal, const std::string& outer) const;
  void add_adverb(Arguments& arguments, int adverb) const;
  void add_complement(Arguments& arguments, int nominal) const;
  void add_clause(Arguments& arguments, int clause, int depth) const;
  void add_light_verb(Arguments& arguments, int noun, int depth) const;
  void add_receiver(Arguments& arguments, int noun, int depth) const;
  void add_host(Arguments& arguments, int noun) const;
  void add_happening(Arguments& arguments, int noun) const;
  [[nodiscard]] bool is_among(int word, const std::vector<std::string>& words) const;
  void add_complex_preposition(Arguments& arguments, int nominal) const;
  void add_next_phrase(Arguments& arguments, int noun) const;
  [[nodiscard]] int counted_by(int noun) const;
  void add_stance(Arguments& arguments, int noun, int depth) const;
  void add_instrument(Arguments& arguments, int noun, int depth) const;
  void add_self(Arguments& arguments, int noun, int depth) const;
  [[nodiscard]] bool is_singular(int predicate) const;
  [[nodiscard]] bool is_stray_subject(int child, int verb) const;
  [[nodiscard]] bool is_counted_object(int child, int verb) const;
  [[nodiscard]] int controller(int governor, int infinitive, int depth) const;

  static constexpr int kMaxDepth = 4;  // of understood subjects: deeper ones are parse errors

  const Tree& tree_;
  const LanguageFrames& frames_;
};

}  // namespace entente

// The working memory of entity recognition: mentions found so far and the things that they stand for.
//
// Things are joined by union-find as it becomes known that two names mean one thing. Salience follows Lappin and Leass
// (An Algorithm for Pronominal Anaphora Resolution, Computational Linguistics 20(4), 1994): each mention adds the
// weight of its grammatical role, and all weights are halved at each sentence end.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "entente/extract/mention.h"
#include "entities/text_view.h"
#include "entities/vocabulary.h"

namespace entente::entities {

/// A thing index; resolve with Discourse::root before comparing.
using ThingId = Id<struct ThingTag>;

/// A mention before the entities are settled.
struct Draft {
  std::uint32_t sentence = 0;
  WordRange words;
  std::uint32_t head = 0;
  NodeType type = NodeType::person;
  MentionForm form = MentionForm::name;
  EntryId entry;
  NameKind kind = NameKind::name;
  ThingId thing;
  bool is_doubtful = false;      // nothing says what it names
  std::array<float, 7> votes{};  // for each node type, of a name that the gazetteer does not know
};

struct RoleOf {
  std::string role;  // folded words of the title ("president"), or the key of an office ("head-of-state")
  ThingId holder;    // the state or body; none if not said
  auto operator<=>(const RoleOf&) const = default;
};

/// What is known of one real thing.
struct Thing {
  NodeType type = NodeType::person;
  EntryId entry;
  std::string key;   // "" until settled
  std::string name;  // the fullest name so far
  ThingId owner;
  bool is_named = false;
  bool has_own_name = false;  // `name` is written so in the text, not taken from the gazetteer
  bool is_plural = false;
  char gender = 0;                                 // 'f', 'm' or 0
  bool is_armed = false;                           // armed group: "the rebels" may mean it
  std::vector<std::string> names;                  // folded names and descriptions
  std::vector<std::string> described_as;           // lemmas of nouns that the text says it is: "X, a mission"
  std::vector<RoleOf> roles;                       // of a person
  std::array<bool, 16> senses{};                   // noun classes by which the text describes it
  double salience = 0;                             // carried from earlier sentences, and the highest weight in this one
  double weight_here = 0;                          // the part of it that this sentence gave
  std::uint32_t last_sentence = 0, last_word = 0;  // place of the latest mention in the sweep
  bool is_mentioned = false;                       // by the sweep, so far
  bool is_only_taken_up = false;                   // "the country": nobody, unless it takes up somebody named before
};

class Discourse {
 public:
  ThingId add_thing(Thing thing);
  [[nodiscard]] ThingId root(ThingId id) const;
  [[nodiscard]] Thing& operator[](ThingId id) { return things_[root(id).index()]; }
  [[nodiscard]] const Thing& operator[](ThingId id) const { return things_[root(id).index()]; }
  /// Joins two things; the one that knows more (a gazetteer entry, a name, a longer name) gives key, type and name.
  ThingId join(ThingId a, ThingId b);
  [[nodiscard]] std::size_t size() const { return things_.size(); }
  [[nodiscard]] bool is_root(ThingId id) const { return root(id) == id; }

  /// Weight of a mention's grammatical role is added to its thing; the mention becomes the latest of it.
  void mention(ThingId id, std::uint32_t sentence, std::uint32_t word, double weight);
  void end_sentence();
  /// Things that were mentioned within the last kMemory sentences, in their order: what came before is spoken of no
  /// more.
  [[nodiscard]] const std::set<ThingId>& active() const { return active_; }

  std::vector<Draft> drafts;

 private:
  static constexpr std::uint32_t kMemory = 1000;  // salience is less than 2^-1000 then
  std::set<ThingId> active_;
  std::uint32_t sentence_ = 0;
  std::deque<Thing> things_;  // a deque, so that a reference to a thing outlives the next one
  mutable std::vector<ThingId> parent_;
};

}  // namespace entente::entities

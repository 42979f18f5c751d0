#include "entities/discourse.h"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace entente::entities {
namespace {

auto knowledge(const Thing& thing) {
  return std::make_tuple(!thing.entry.is_none(), thing.is_named, thing.name.size());
}

template <class T>
void append_new(std::vector<T>& to, const std::vector<T>& from) {
  for (const T& item : from) {
    if (std::find(to.begin(), to.end(), item) == to.end()) to.push_back(item);
  }
}

}  // namespace

ThingId Discourse::add_thing(Thing thing) {
  const ThingId id(things_.size());
  things_.push_back(std::move(thing));
  parent_.push_back(id);
  return id;
}

ThingId Discourse::root(ThingId id) const {
  ThingId at = id;
  while (parent_[at.index()] != at) at = parent_[at.index()];
  while (parent_[id.index()] != at) id = std::exchange(parent_[id.index()], at);
  return at;
}

ThingId Discourse::join(ThingId a, ThingId b) {
  a = root(a);
  b = root(b);
  if (a == b) return a;
  if (knowledge(things_[b.index()]) > knowledge(things_[a.index()])) std::swap(a, b);
  Thing& kept = things_[a.index()];
  const Thing& other = things_[b.index()];
  append_new(kept.names, other.names);
  append_new(kept.described_as, other.described_as);
  append_new(kept.roles, other.roles);
  if (kept.owner.is_none()) kept.owner = other.owner;
  if (kept.gender == 0) kept.gender = other.gender;
  if (kept.key.empty()) kept.key = other.key;
  kept.is_plural = kept.is_plural || (other.is_plural && !kept.is_named);
  kept.is_named = kept.is_named || other.is_named;
  kept.is_armed = kept.is_armed || other.is_armed;
  kept.is_only_taken_up = kept.is_only_taken_up && other.is_only_taken_up;
  for (std::size_t i = 0; i < kept.senses.size(); ++i) kept.senses[i] = kept.senses[i] || other.senses[i];
  kept.salience += other.salience;
  if (other.is_mentioned && (!kept.is_mentioned || std::tie(kept.last_sentence, kept.last_word) <
                                                       std::tie(other.last_sentence, other.last_word))) {
    std::tie(kept.last_sentence, kept.last_word) = std::tie(other.last_sentence, other.last_word);
    kept.is_mentioned = true;
  }
  parent_[b.index()] = a;
  if (active_.erase(b) > 0) active_.insert(a);
  return a;
}

void Discourse::mention(ThingId id, std::uint32_t sentence, std::uint32_t word, double weight) {
  Thing& thing = (*this)[id];
  // Several mentions in one sentence count as the best of them.
  if (weight > thing.weight_here) {
    thing.salience += weight - thing.weight_here;
    thing.weight_here = weight;
  }
  thing.last_sentence = sentence;
  thing.last_word = word;
  thing.is_mentioned = true;
  active_.insert(root(id));
}

void Discourse::end_sentence() {
  for (auto at = active_.begin(); at != active_.end();) {
    Thing& thing = things_[at->index()];
    thing.salience *= 0.5;
    thing.weight_here = 0;
    const bool is_forgotten = thing.last_sentence + kMemory < sentence_;
    if (is_forgotten) thing.salience = 0;
    at = is_forgotten ? active_.erase(at) : std::next(at);
  }
  ++sentence_;
}

}  // namespace entente::entities

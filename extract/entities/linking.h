// Names of one thing meet: by the gazetteer, by equal spelling, by acronym, by surname.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "entities/discourse.h"
#include "entities/names.h"

namespace entente::entities {

/// Things by what is known of them: lets later steps ask for "the thing of this entry" or "the forces of Russia".
class Registry {
 public:
  Registry(const Context& context, Discourse& discourse) : context_(context), discourse_(discourse) {}

  /// The thing of a gazetteer entry, made if it is new. Its owner is the thing of the entry's part_of.
  ThingId of_entry(EntryId entry);
  /// The armed forces of a state: of the gazetteer if it knows them ("armée russe"), else by the key "forces-of-…".
  ThingId forces_of(ThingId state, const std::string& described_as);
  /// The thing with that type and key ("forces-of-russia"), made by `make` if it is new.
  template <class Make>
  ThingId of_key(NodeType type, const std::string& key, Make make) {
    const std::string full = std::string(name(type)) + '/' + key;
    const auto found = by_key_.find(full);
    if (found != by_key_.end()) return found->second;
    Thing thing = make();
    thing.type = type;
    thing.key = key;
    const ThingId id = discourse_.add_thing(std::move(thing));
    by_key_.emplace(full, id);
    return id;
  }

 private:
  const Context& context_;
  Discourse& discourse_;
  std::unordered_map<std::int32_t, ThingId> by_entry_;
  std::unordered_map<std::string, ThingId> by_key_;
};

/// Gives every draft its thing.
/// requires  drafts of names and demonyms only, as find_names leaves them
/// ensures   every draft has a thing; two persons are never joined on a surname that fits several of them unless a
///           mention before it decides
/// cost      O(d log d) for d drafts; names that share all of their words with many others cost a pass over those
void link_names(const Context& context, const std::vector<Acronym>& acronyms, Discourse& discourse, Registry& registry);

/// The main name of an entry in a language, else in any.
[[nodiscard]] std::string main_name(const GazetteerEntry& entry, std::string_view language);

}  // namespace entente::entities

// Who and what a document speaks of.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "entente/extract/sentence.h"
#include "entente/schema/gazetteer.h"

namespace entente {

using MentionId = Id<struct MentionTag>;  // into Entities::mentions
using EntityId = Id<struct EntityTag>;    // into Entities::entities

enum class MentionForm : std::uint8_t {
  name,         // Vladimir Poutine, OTAN, Kyiv
  demonym,      // russe in "le président russe"; les Américains
  title,        // le dirigeant nord-coréen: a title that stands for its holder
  description,  // 10 000 soldats nord-coréens, l'alliance
  pronoun       // il, lui, qui, ses: leads to the entity, is no mention of the graph
};

/// A stretch of one sentence that stands for an entity: words [first, last), without determiner, honorific or bare
/// title. `head` is the syntactic head, by which relations find the mention.
struct Mention {
  std::uint32_t sentence = 0;
  std::uint32_t first = 0, last = 0, head = 0;
  ByteSpan bytes;
  NodeType type = NodeType::person;
  MentionForm form = MentionForm::name;
  EntityId entity;
};

/// One real thing of the document.
struct Entity {
  NodeType type = NodeType::person;
  std::string key;  // stable id without type ("north-korea", "kim-jong-un"): equal for the same thing in other articles
  std::string name;                 // the fullest name, or the description
  EntryId entry;                    // of the gazetteer; none if unknown
  EntityId owner;                   // the state or body that a described force or office belongs to; none if unknown
  bool is_named = false;            // has a name or, of forces and bodies, says whose it is ("l'armée russe")
  bool is_plural = false;           // several people or units: "les rebelles"
  std::vector<MentionId> mentions;  // in order of the text
};

struct Entities {
  std::vector<Mention> mentions;  // sorted by (sentence, first, last); may nest (État in "ministère russe de …")
  std::vector<Entity> entities;

  [[nodiscard]] const Mention& operator[](MentionId id) const { return mentions[id.index()]; }
  [[nodiscard]] const Entity& operator[](EntityId id) const { return entities[id.index()]; }
};

}  // namespace entente

// Which words express which relation, and where in the sentence its participants stand. Data: schema/relations/<language>/.
//
// A frame names triggers (lemmas of verbs, nouns, adjectives) and says for each role in which *slots* of the trigger's
// argument structure it is found. Slots are the same for every construction: the engine in extract/relations maps
// actives, passives, participles, relatives, control, nominalisations and light verbs to them.
//   subj          who acts: nsubj of an active, agent of a passive, by-phrase, possessive or demonym of a noun
//   obj           whom it is done to: obj of an active, nsubj of a passive, de/of-phrase of a noun
//   iobj          indirect object (fr: clitic lui/leur and à-phrase; en: second object and to-phrase)
//   self          the thing that the trigger itself describes: X in "X est l'allié de Y", "le président, X"
//   clause.subj   subject of the complement clause or infinitive (accuse Y de + infinitive: Y is obj)
//   clause.obj    object of that clause
//   any other     the preposition itself: "contre", "à", "de", "with", "against", "about"
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "entente/schema/ids.h"
#include "entente/schema/ontology.h"
#include "entente/schema/result.h"

namespace entente {

enum class TriggerKind : std::uint8_t { verb, noun, adjective };

struct FrameExample {
  std::string text;     // a sentence
  std::string meaning;  // "deploys(Kim, soldats) quantity=10000"; several separated by "; "; "" if it must yield nothing
};

struct Frame {
  std::string name;  // "deploys/3": relation and number in its file
  RelationId relation;
  std::vector<std::string> verbs, nouns, adjectives;  // trigger lemmas
  std::vector<std::string> subject, object;           // slots, best first
  std::vector<FrameExample> examples;
};

/// The frames of one language, found by trigger.
struct LanguageFrames {
  std::vector<Frame> frames;
};

}  // namespace entente

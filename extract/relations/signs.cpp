#include "relations/signs.h"

#include <array>
#include <cstdlib>

namespace entente {
namespace {

constexpr int kFar = 8;     // words between a trigger and a participant
constexpr int kShort = 14;  // words of a sentence that is easy to parse
constexpr int kLong = 35;   // … and of one that is hard to

std::string_view form_of(const ParticipantFinder& participants, int token) {
  constexpr std::array<std::string_view, 5> kForms = {"name", "demonym", "title", "description", "pronoun"};
  const MentionId id = participants.mention_of(token);
  if (id.is_none()) return "part";  // a word inside a mention, or before the actor behind it
  return kForms[static_cast<std::size_t>(participants.entities()[id].form)];
}

std::string_view kind_of(const Token& trigger, const Match& match, const ParticipantFinder& participants) {
  if (trigger.upos == Upos::VERB || trigger.upos == Upos::AUX) return "verb";
  if (trigger.upos == Upos::ADJ) return "adjective";
  return match.trigger == match.subject.token && !participants.mention_of(match.trigger).is_none() ? "mention" : "noun";
}

std::string_view kind_of(const Slot& slot) {
  switch (slot.kind) {
    case Slot::Kind::subject:
      return "subject";
    case Slot::Kind::object:
      return "object";
    case Slot::Kind::indirect:
      return "indirect";
    case Slot::Kind::self:
    case Slot::Kind::owner:
    case Slot::Kind::nested:
    case Slot::Kind::apposed:
      return "nominal";
    case Slot::Kind::peers:
      return "peers";
    case Slot::Kind::clause_subject:
    case Slot::Kind::clause_object:
      return "clause";
    case Slot::Kind::preposition:
      return "preposition";
    default:
      return "other";
  }
}

}  // namespace

std::vector<std::string> signs_of(const Claim& claim, const Match& match, const Tree& tree,
                                  const ParticipantFinder& participants, const RelationType& relation,
                                  std::string_view language) {
  std::vector<std::string> signs;
  const auto add = [&signs](std::string_view key, std::string_view value) {
    signs.push_back(std::string(key) + "=" + std::string(value));
  };
  add("language", language);
  add("type", relation.name);
  add("trigger", kind_of(tree[match.trigger], match, participants));
  add("slot", kind_of(match.object_slot));
  add("subject", form_of(participants, match.subject.token));
  add("object", form_of(participants, match.object.token));
  if (match.subject.certainty < 1) signs.emplace_back("subject behind");
  if (match.object.certainty < 1) signs.emplace_back("object behind");
  if (std::abs(match.subject.token - match.trigger) > kFar) signs.emplace_back("subject far");
  if (std::abs(match.object.token - match.trigger) > kFar) signs.emplace_back("object far");
  if (tree.size() < kShort) signs.emplace_back("short sentence");
  if (tree.size() > kLong) signs.emplace_back("long sentence");
  if (match.is_presupposed) signs.emplace_back("presupposed");
  if (claim.polarity == Polarity::negated) signs.emplace_back("negated");
  if (claim.modality != Modality::actual) add("modality", name(claim.modality));
  if (!claim.attributed_to.is_none()) signs.emplace_back("attributed");
  return signs;
}

}  // namespace entente

// One assertion, as the text makes it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "entente/extract/mention.h"
#include "entente/graph/fragment.h"

namespace entente {

/// A participant beside subject and object: an entity or, failing that, words of the text.
struct ClaimParticipant {
  EntityId entity;
  std::string text;
};

struct Claim {
  RelationId relation;
  EntityId subject, object;
  std::uint32_t sentence = 0;
  ByteSpan trigger;   // the word that fired the frame
  ByteSpan evidence;  // from the first to the last word that takes part
  std::string frame;  // "fr/deploys/déployer"; "model/déployer" if the heads of relations alone propose it
  std::vector<ByteSpan> weighed;  // of such a claim the words that they looked at most, the weightiest first
  Polarity polarity = Polarity::affirmed;
  Modality modality = Modality::actual;
  ObjectRole object_role = ObjectRole::unspecified;
  EntityId attributed_to;
  std::optional<Quantity> quantity;
  std::string time;
  ClaimParticipant destination, beneficiary, instrument, location;
  double directness = 0;  // (0, 1]: how often the trigger means the relation × how directly its roles are filled
  std::vector<std::string> signs;  // of how sure the claim is: see relations/calibration.h
  double confidence = 0;           // [0, 1], calibrated: the share of such claims that are right
};

}  // namespace entente

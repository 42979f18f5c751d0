#include <cstdio>

#include "entente/extract/extractor.h"

namespace entente {
namespace {

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.12g", value);
  return text;
}

std::string words(const ClaimParticipant& other, const Entities& entities) {
  return other.entity.is_none() ? other.text : entities[other.entity].name;
}

}  // namespace

std::string dump(const Claim& claim, const Entities& entities, const Ontology& ontology) {
  std::string line =
      ontology[claim.relation].name + "(" + entities[claim.subject].name + ", " + entities[claim.object].name + ")";
  if (claim.polarity == Polarity::negated) line += " negated";
  if (claim.modality != Modality::actual) line += " " + std::string(name(claim.modality));
  if (!claim.attributed_to.is_none()) line += " attributedTo=" + entities[claim.attributed_to].name;
  if (claim.quantity) {
    line += claim.quantity->approximate ? " quantity≈" : " quantity=";
    line += number(claim.quantity->value);
  }
  if (!claim.time.empty()) line += " time=" + claim.time;
  for (const auto& [label, other] : {std::pair("destination", &claim.destination),
                                     {"beneficiary", &claim.beneficiary},
                                     {"instrument", &claim.instrument},
                                     {"location", &claim.location}})
    if (const std::string text = words(*other, entities); !text.empty()) line += std::string(" ") + label + "=" + text;
  return line;
}

}  // namespace entente

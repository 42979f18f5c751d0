// Who said what somebody else rejects.
#pragma once

#include <cstddef>
#include <span>

#include "entente/extract/claim.h"
#include "entente/extract/mention.h"
#include "entente/schema/ontology.h"

namespace entente {

/// Whom `who` answers who rejects, before byte `at` of sentence `sentence`, an accusation, a demand or a threat that
/// the text does not ascribe again ("rejects these accusations"): the last who, here or shortly before, accused,
/// criticised, warned, threatened or demanded something of `who` or of its side: those that it leads, serves or belongs
/// to. None if nobody did.
[[nodiscard]] EntityId answered_by(EntityId who, std::uint32_t sentence, std::size_t at, std::span<const Claim> claims,
                                   const Entities& entities, const Ontology& ontology);

}  // namespace entente

#include "relations/qualify.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "relations/quantities.h"
#include "relations/signs.h"

namespace entente {
namespace {

constexpr int kNone = Tree::kNone;

/// A noun that has a subject but neither copula, article nor preposition stands where a verb does: "X enquête sur Y",
/// "qui leur livre des armes".
bool stands_as_verb(const Tree& tree, int token) {
  if (tree[token].upos != Upos::NOUN || !has_feature(tree[token], "Number=Sing")) return false;
  const int subject = tree.child(token, "nsubj");
  if (subject == kNone || subject > token) return false;
  for (int child : tree.children(token)) {
    const bool is_article = tree.is(child, "det") && !has_feature(tree[child], "Poss=Yes");
    if (is_article || tree.is(child, "cop") || tree.is(child, "aux") || tree.is(child, "case")) return false;
  }
  return true;
}

}  // namespace

Sentence with_known_verbs(Sentence sentence, const LanguageFrames& words) {
  const Tree tree(sentence);
  for (int i = 0; i < tree.size(); ++i) {
    Token& token = sentence.tokens[static_cast<std::size_t>(i)];
    const bool is_unknown = words.fired_by(TriggerKind::verb, token.lemma).empty();
    if (token.upos == Upos::VERB && is_unknown) token.lemma = words.known_lemma(token.lemma);
    if (!stands_as_verb(tree, i)) continue;
    const std::string_view verb = words.known_lemma(token.lemma);
    if (words.fired_by(TriggerKind::verb, verb).empty()) continue;
    token.lemma = verb;
    token.upos = Upos::VERB;
    token.feats = "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin";
  }
  return sentence;
}

ByteSpan hull(const Tree& tree, std::initializer_list<int> tokens) {
  ByteSpan span = tree[*tokens.begin()].span;
  for (int token : tokens) {
    span.begin = std::min(span.begin, tree[token].span.begin);
    span.end = std::max(span.end, tree[token].span.end);
  }
  return span;
}

ByteSpan widen(ByteSpan span, const Entities& entities, MentionId id) {
  if (id.is_none()) return span;
  return {std::min(span.begin, entities[id].bytes.begin), std::max(span.end, entities[id].bytes.end)};
}

namespace {

/// Who fills one of the slots beside subject and object: an entity, or a name that is none. A phrase that only shares
/// the preposition ("in response to", "à plusieurs reprises") is passed over.
ClaimParticipant participant(const RelationView& view, const Match& match, const std::vector<Slot>& slots,
                             std::string_view text) {
  std::vector<Filler> fillers = match.arguments->fillers;
  // "sent vehicles and extra troops to Boa Vista": the phrase may hang on the last of several objects.
  for (int child : view.tree.children(match.object.token))
    if (view.tree.is(child, "nmod"))
      for (const std::string& preposition : view.arguments.prepositions(child))
        fillers.push_back({{Slot::Kind::preposition, preposition}, child});
  for (const Slot& slot : slots)
    for (const Filler& filler : fillers) {
      if (!(filler.slot == slot)) continue;
      const EntityId entity = view.participants.entity_of(filler.token);
      if (entity == match.subject.entity || entity == match.object.entity) continue;
      if (!entity.is_none()) return {entity, {}};
      if (view.tree[filler.token].upos == Upos::PROPN)
        return {{}, std::string(slice(text, view.tree[filler.token].span))};
    }
  return {};
}

ObjectRole object_role(const Frame& frame, const Slot& slot) {
  if (frame.object_role == 0) return ObjectRole::unspecified;
  const bool is_clause = slot.kind == Slot::Kind::clause_subject || slot.kind == Slot::Kind::clause_object;
  return frame.object_role == 2 || is_clause ? ObjectRole::about : ObjectRole::addressee;
}

/// "Les deux pays": the number tells who is meant, not how many act.
bool stands_for_several(const RelationView& view, const Entities& entities, int token) {
  const MentionId id = view.participants.mention_of(token);
  return !id.is_none() && entities[id].form == MentionForm::pronoun && view.tree[token].upos == Upos::NOUN;
}

}  // namespace

bool is_of_place(const RelationType& relation) {
  return relation.quad == QuadClass::structural && relation.object.has(NodeType::place) &&
         !relation.object.has(NodeType::organization) && !relation.object.has(NodeType::military_unit);
}

namespace {

/// "le siège de l'Otan, à Bruxelles": where a body is, whatever the clause says of it.
bool is_seat(const RelationView& view, const Entities& entities, const Match& match) {
  const int head = view.tree.head(match.object.token);
  const bool is_nominal = head != kNone && (view.tree[head].upos == Upos::NOUN || view.tree[head].upos == Upos::PROPN);
  return is_nominal && entities[match.subject.entity].type == NodeType::organization;
}

}  // namespace

Status status_of(const RelationView& view, const Match& match, RelationId relation, const RelateContext& context,
                 std::uint32_t number) {
  const bool is_place = is_of_place(context.ontology[relation]);
  if (match.is_presupposed || (is_place && is_seat(view, context.entities, match))) return {};
  Status status = view.status.of(match.trigger, match.clause);
  if (status.has_source) return status;
  Source source = context.quotes.source_of(number, match.clause);
  if (!source.is_named) source = view.speakers.headline_source(match.clause);
  if (!source.is_named) return status;
  status.has_source = true;
  status.attributed_to = source.who;
  status.modality = std::max(status.modality, Modality::reported);
  return status;
}

bool is_one_side(const Entities& entities, EntityId a, EntityId b) {
  return a == b || entities[a].owner == b || entities[b].owner == a;
}

namespace {

/// Who tells of himself needs no source for what the telling itself does: "said that it condemned", "announced cuts".
void settle_own_words(Status& status, const Claim& claim, QuadClass quad, const Entities& entities) {
  if (status.attributed_to.is_none() || !is_one_side(entities, status.attributed_to, claim.subject)) return;
  const bool is_verbal = quad == QuadClass::verbal_cooperation || quad == QuadClass::verbal_conflict;
  if (!is_verbal && !(status.is_announced && status.attributed_to == claim.subject)) return;
  status.attributed_to = {};
  status.is_own_word = true;
  if (status.modality == Modality::reported) status.modality = Modality::actual;
}

TimedClaim timed(const RelationView& view, const Match& match, const Status& status, QuadClass quad, bool is_place) {
  TimedClaim timed;
  timed.trigger = match.trigger;
  timed.clause = match.clause;
  timed.is_tie = quad == QuadClass::structural && !is_place;
  if (is_place) timed.place = match.object.token;
  timed.is_own_word = status.is_own_word;
  const bool is_over = has_feature(view.tree[match.clause], "VerbForm=Part");
  timed.is_ahead = status.modality == Modality::planned || (status.modality == Modality::possible && !is_over);
  return timed;
}

}  // namespace

Claim claim_of(const RelationView& view, const Match& match, const Frame& frame, Status status,
               const RelateContext& context, std::uint32_t number, const TimeFinder& times) {
  const auto& [document, entities, words, ontology, quotes] = context;
  Claim claim;
  claim.relation = frame.relation;
  claim.subject = match.subject.entity;
  claim.object = match.object.entity;
  claim.sentence = number;
  claim.trigger = view.tree[match.trigger].span;
  claim.evidence = hull(view.tree, {match.trigger, match.subject.token, match.object.token});
  for (int token : {match.trigger, match.subject.token, match.object.token})
    claim.evidence = widen(claim.evidence, entities, view.participants.mention_of(token));
  claim.frame = frame.name + "/" + view.tree[match.trigger].lemma;

  const QuadClass quad = ontology[frame.relation].quad;
  const bool is_place = is_of_place(ontology[frame.relation]);
  const bool is_tie = !is_place || is_seat(view, entities, match);
  settle_own_words(status, claim, quad, entities);
  claim.polarity = (status.polarity == Polarity::negated) != frame.negated ? Polarity::negated : Polarity::affirmed;
  claim.modality = std::max(status.modality, static_cast<Modality>(frame.modality));
  claim.attributed_to = status.attributed_to;
  claim.object_role = object_role(frame, match.object_slot);
  if ((quad != QuadClass::structural || is_place) && !stands_for_several(view, entities, match.subject.token) &&
      !stands_for_several(view, entities, match.object.token))
    claim.quantity =
        quantity_of(view.tree, *match.arguments, match.object.token, match.subject.token, words.words(), words.times());
  claim.time = times.of(timed(view, match, status, quad, !is_tie));
  claim.destination = participant(view, match, frame.destination, document.text);
  claim.beneficiary = participant(view, match, frame.beneficiary, document.text);
  claim.instrument = participant(view, match, frame.instrument, document.text);
  claim.location = participant(view, match, frame.location, document.text);
  claim.directness = match.confidence;
  claim.signs =
      signs_of(claim, match, view.tree, view.participants, ontology[claim.relation], document.article.language);
  return claim;
}

}  // namespace entente

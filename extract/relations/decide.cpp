#include "relations/decide.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "entente/schema/time_budget.h"

namespace entente {
namespace {

constexpr int kNone = Tree::kNone;
// A frame is right more often than the heads alone: how much lower a score its claim may have. Chosen on
// articles left out of training, and compared on two of the shown sets (docs/accuracy.md).
constexpr float kFrameTrust = 2;
constexpr double kLeastDirectness = 0.01;
constexpr float kSure = 0.6F;    // likelihood from which their modality is believed
constexpr float kDenied = 0.6F;  // likelihood from which the heads' "negated" is believed

using ClaimKey = std::tuple<std::uint32_t, RelationId, EntityId, EntityId>;

class Decider {
 public:
  Decider(std::vector<Claim> proposed, const AssertionWeights& weights, const neural::Encoding& encoding,
          const RelatedSentences& related, const RelateContext& context)
      : proposed_(std::move(proposed)),
        weights_(weights),
        related_(related),
        context_(context),
        places_(places_of(related.sentences, context.entities)) {
    for (const std::string& name : weights.relations) relations_.push_back(context.ontology.find(name));
    for (std::size_t i = 0; i < proposed_.size(); ++i) by_key_.emplace(key_of(proposed_[i]), i);
    for (std::size_t i = 0; i < places_.places.size(); ++i) {
      const Place& place = places_.places[i];
      place_of_.emplace(std::tuple(place.sentence, entity(place.subject), entity(place.object)), i);
    }
    const NamedTimes times = name_times();
    assertions_ = assertions_of(weights, places_, related.sentences, context.entities, encoding, votes(), times);
  }

  std::vector<Claim> run() {
    std::vector<Claim> claims;
    for (std::size_t i = 0; i < proposed_.size(); ++i) {
      TimeBudget::check();
      const std::optional<float> score = score_of(proposed_[i]);
      if (!score) {
        claims.push_back(proposed_[i]);
        continue;
      }
      if (*score < threshold_of(proposed_[i].relation) - kFrameTrust) continue;
      claims.push_back(proposed_[i]);
      claims.back().confidence = (confidence_of(weights_, *score) + proposed_[i].confidence) / 2;
      qualify(claims.back());
    }
    for (std::size_t i = 0; i < places_.places.size(); ++i) {
      TimeBudget::check();
      add_asserted(i, claims);
    }
    return claims;
  }

 private:
  [[nodiscard]] EntityId entity(std::uint32_t group) const { return places_.groups[group].entity; }

  [[nodiscard]] ClaimKey key_of(const Claim& claim) const {
    return key_of(claim.sentence, claim.relation, claim.subject, claim.object);
  }
  [[nodiscard]] ClaimKey key_of(std::uint32_t sentence, RelationId relation, EntityId a, EntityId b) const {
    if (context_.ontology[relation].symmetric && b < a) std::swap(a, b);
    return {sentence, relation, a, b};
  }

  [[nodiscard]] std::optional<std::size_t> number_of(RelationId relation) const {
    const auto found = std::find(relations_.begin(), relations_.end(), relation);
    if (found == relations_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - relations_.begin());
  }

  [[nodiscard]] float threshold_of(RelationId relation) const { return weights_.thresholds[*number_of(relation)]; }

  /// Of each sentence the times that it and those before it name, the nearest first, and the day of publication.
  NamedTimes name_times() {
    NamedTimes named;
    std::vector<std::size_t> start = {0};
    for (const Sentence& sentence : related_.sentences) start.push_back(start.back() + sentence.tokens.size());
    for (std::size_t sentence = 0; sentence < related_.times.size(); ++sentence) {
      std::vector<NamedTime>& times = named.emplace_back();
      std::vector<const TimeExpression*>& expressions = expressions_.emplace_back();
      for (std::size_t back = 0; back <= std::min<std::size_t>(kReach, sentence); ++back)
        for (const TimeExpression& time : related_.times[sentence - back].named()) {
          if (times.size() == kMostTimes) break;
          times.push_back(
              {static_cast<std::int32_t>(start[sentence - back]) + time.first, static_cast<std::uint8_t>(back)});
          expressions.push_back(&time);
        }
      times.push_back({-1, kPublished});
      expressions.push_back(nullptr);
    }
    return named;
  }

  /// The time that the heads see for what is said at a place; "" if they see none.
  [[nodiscard]] std::string time_of(std::uint32_t sentence, const Assertion& assertion, Modality modality) const {
    if (assertion.time < 0) return {};
    const TimeExpression* time = expressions_[sentence][static_cast<std::size_t>(assertion.time)];
    if (time == nullptr) return context_.document.article.published;
    const bool is_ahead = modality == Modality::planned || modality == Modality::possible;
    return is_ahead && !time->ahead.empty() ? time->ahead : time->iso;
  }

  [[nodiscard]] FrameVotes votes() const {
    FrameVotes votes(places_.places.size());
    for (const Claim& claim : proposed_) {
      const auto row = place_of_.find({claim.sentence, claim.subject, claim.object});
      const auto number = number_of(claim.relation);
      if (row == place_of_.end() || !number) continue;
      if (votes[row->second].empty()) votes[row->second].resize(relations_.size());
      float& vote = votes[row->second][*number];
      vote = std::max(vote, static_cast<float>(claim.directness));
    }
    return votes;
  }

  [[nodiscard]] std::optional<float> score_at(std::uint32_t sentence, EntityId a, EntityId b,
                                              std::size_t number) const {
    const auto found = place_of_.find({sentence, a, b});
    if (found == place_of_.end()) return std::nullopt;
    return assertions_[found->second].scores[number];
  }

  /// The score of a claim; of a type that goes both ways, the higher one. None if the heads do not score it.
  [[nodiscard]] std::optional<float> score_of(const Claim& claim) const {
    const auto number = number_of(claim.relation);
    if (!number) return std::nullopt;
    std::optional<float> score = score_at(claim.sentence, claim.subject, claim.object, *number);
    if (!context_.ontology[claim.relation].symmetric) return score;
    const std::optional<float> back = score_at(claim.sentence, claim.object, claim.subject, *number);
    if (!score || (back && *back > *score)) score = back;
    return score;
  }

  void add_asserted(std::size_t at, std::vector<Claim>& claims) const {
    const Place& place = places_.places[at];
    const EntityId subject = entity(place.subject), object = entity(place.object);
    for (std::size_t r = 0; r < relations_.size(); ++r) {
      if (relations_[r].is_none()) continue;
      const RelationType& type = context_.ontology[relations_[r]];
      float score = assertions_[at].scores[r];
      if (type.symmetric) {
        const std::optional<float> back = score_at(place.sentence, object, subject, r);
        if (back && (*back > score || (*back == score && object < subject))) continue;  // told the other way round
      }
      if (score < weights_.thresholds[r]) continue;
      const bool may_be =
          type.subject.has(context_.entities[subject].type) && type.object.has(context_.entities[object].type);
      if (!may_be || by_key_.contains(key_of(place.sentence, relations_[r], subject, object))) continue;
      claims.push_back(asserted(place, assertions_[at], relations_[r], score));
    }
  }

  /// The entity's mention in the sentence whose head is nearest to `near`; none if it has none there.
  [[nodiscard]] MentionId mention_of(const Place& place, std::uint32_t group, int near) const {
    MentionId best;
    const auto distance = [&](MentionId id) { return std::abs(static_cast<int>(context_.entities[id].head) - near); };
    for (const MentionId id : places_.groups[group].mentions)
      if (context_.entities[id].sentence == place.sentence && (best.is_none() || distance(id) < distance(best)))
        best = id;
    return best;
  }

  /// Its head; kNone if there is no mention.
  [[nodiscard]] int token_of(const Place& place, std::uint32_t group, int near) const {
    const MentionId id = mention_of(place, group, near);
    return id.is_none() ? kNone : static_cast<int>(context_.entities[id].head);
  }

  [[nodiscard]] bool is_within(const Place& place, std::uint32_t group, int token) const {
    return std::any_of(places_.groups[group].mentions.begin(), places_.groups[group].mentions.end(), [&](MentionId id) {
      const Mention& mention = context_.entities[id];
      return mention.sentence == place.sentence && static_cast<int>(mention.first) <= token &&
             token < static_cast<int>(mention.last);
    });
  }

  /// The word that says it: the content word outside the ends that the heads looked at most.
  [[nodiscard]] int trigger_of(const Place& place, const Assertion& assertion, const Tree& tree) const {
    int best = kNone;
    float most = 0;
    for (int token = 0; token < tree.size(); ++token) {
      const Upos upos = tree[token].upos;
      const bool is_content = upos == Upos::VERB || upos == Upos::NOUN || upos == Upos::ADJ;
      const float weight = assertion.weights[static_cast<std::size_t>(token)];
      if (!is_content || weight <= most) continue;
      if (is_within(place, place.subject, token) || is_within(place, place.object, token)) continue;
      best = token;
      most = weight;
    }
    return best;
  }

  [[nodiscard]] Claim asserted(const Place& place, const Assertion& assertion, RelationId relation, float score) const {
    const RelationView& view = *related_.views[place.sentence];
    int trigger = trigger_of(place, assertion, view.tree);
    int object = token_of(place, place.object, trigger), subject = token_of(place, place.subject, trigger);
    if (trigger == kNone) trigger = object == kNone ? subject : object;
    const Arguments arguments = view.tree[trigger].upos == Upos::VERB  ? view.arguments.of_verb(trigger)
                                : view.tree[trigger].upos == Upos::ADJ ? view.arguments.of_adjective(trigger)
                                                                       : view.arguments.of_noun(trigger);
    Match match;
    match.trigger = trigger;
    match.clause = arguments.clause == kNone ? trigger : arguments.clause;
    match.subject = {entity(place.subject), subject == kNone ? trigger : subject, 1};
    match.object = {entity(place.object), object == kNone ? trigger : object, 1};
    match.arguments = &arguments;
    match.confidence = std::max(kLeastDirectness, confidence_of(weights_, score));
    Frame frame;
    frame.relation = relation;
    frame.name = "model";
    const RelationType& type = context_.ontology[relation];
    const bool is_tie = type.quad == QuadClass::structural;
    match.is_presupposed = is_tie;  // offices and places are told in passing, whatever the clause says
    Status status = status_of(view, match, relation, context_, place.sentence);
    qualify(place, assertion, status);
    Claim claim = claim_of(view, match, frame, status, context_, place.sentence, related_.times[place.sentence]);
    claim.subject = entity(place.subject);
    claim.object = entity(place.object);
    claim.time = time_of(place.sentence, assertion, claim.modality);
    if (subject == kNone || object == kNone) claim.quantity.reset();  // it would be that of another word
    for (const std::uint32_t group : {place.subject, place.object})
      claim.evidence = widen(claim.evidence, context_.entities, mention_of(place, group, trigger));
    claim.confidence = confidence_of(weights_, score);
    claim.weighed = weighed(assertion, view.tree);
    return claim;
  }

  /// The few words that the heads looked at most.
  [[nodiscard]] std::vector<ByteSpan> weighed(const Assertion& assertion, const Tree& tree) const {
    constexpr std::size_t kFew = 4;
    constexpr float kLeast = 0.05F;
    std::vector<int> words;
    for (int token = 0; token < tree.size(); ++token)
      if (assertion.weights[static_cast<std::size_t>(token)] >= kLeast && tree[token].upos != Upos::PUNCT)
        words.push_back(token);
    std::stable_sort(words.begin(), words.end(), [&](int a, int b) {
      return assertion.weights[static_cast<std::size_t>(a)] > assertion.weights[static_cast<std::size_t>(b)];
    });
    if (words.size() > kFew) words.resize(kFew);
    std::vector<ByteSpan> spans;
    for (const int token : words) spans.push_back(tree[token].span);
    return spans;
  }

  /// What the heads say of the status, where the rules see none.
  void qualify(const Place& place, const Assertion& assertion, Status& status) const {
    if (assertion.polarity[1] >= kDenied) status.polarity = Polarity::negated;
    const auto likeliest = std::max_element(assertion.modality.begin(), assertion.modality.end());
    if (*likeliest >= kSure) status.modality = static_cast<Modality>(likeliest - assertion.modality.begin());
    if (assertion.source < 0 || !status.attributed_to.is_none()) return;
    const auto source = static_cast<std::size_t>(assertion.source);
    status.attributed_to = entity(places_.in_reach[place.sentence][source]);
    status.has_source = true;
  }

  /// The same for a claim of a frame: where its rules see a plain fact, the heads may know better.
  void qualify(Claim& claim) const {
    const auto at = place_of_.find({claim.sentence, claim.subject, claim.object});
    if (at == place_of_.end()) return;
    const Assertion& assertion = assertions_[at->second];
    if (claim.time.empty()) claim.time = time_of(claim.sentence, assertion, claim.modality);
    if (claim.modality != Modality::actual || !claim.attributed_to.is_none()) return;
    Status status;
    qualify(places_.places[at->second], assertion, status);
    claim.modality = status.modality;
    claim.attributed_to = status.attributed_to;
  }

  std::vector<Claim> proposed_;
  const AssertionWeights& weights_;
  const RelatedSentences& related_;
  const RelateContext& context_;
  Places places_;
  std::vector<RelationId> relations_;  // of the scores
  std::vector<Assertion> assertions_;
  std::vector<std::vector<const TimeExpression*>> expressions_;  // of each sentence, as its named times
  std::map<ClaimKey, std::size_t> by_key_;
  std::map<std::tuple<std::uint32_t, EntityId, EntityId>, std::size_t> place_of_;
};

}  // namespace

std::vector<Claim> decide(std::vector<Claim> proposed, const AssertionWeights& weights,
                          const neural::Encoding& encoding, const RelatedSentences& related,
                          const RelateContext& context) {
  return Decider(std::move(proposed), weights, encoding, related, context).run();
}

}  // namespace entente

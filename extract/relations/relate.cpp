// Claims of a document: frames over its trees, with their status, times and numbers.

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <tuple>

#include "entente/extract/extractor.h"
#include "entente/schema/time_budget.h"
#include "perception.h"
#include "relations/answers.h"
#include "relations/calibration.h"
#include "relations/decide.h"
#include "relations/qualify.h"
#include "relations/topics.h"

namespace entente {
namespace {

constexpr double kCounterpart = 0.9;  // share of counterparts who hold the very office that the text names
constexpr int kNear = 12;             // words between a noun and the state that its phrase names
constexpr double kOwnWord = 0.8;      // share of announcements and refusals that are made to the object
constexpr double kAnswered = 0.7;     // share of rejections that go to the last who spoke against whoever rejects

/// Whether the claim's subject binds itself to it, or refuses it, in its own words or those of who speaks for it.
bool is_own_word(const Status& status, const Claim& claim, const Entities& entities) {
  const EntityId speaker = status.attributed_to;
  // "denies arming X", "says that it has not armed X": nothing is refused to X.
  if (claim.polarity == Polarity::negated && !status.is_voiced && claim.modality != Modality::planned) return false;
  return status.is_voiced || (!speaker.is_none() && is_one_side(entities, speaker, claim.subject));
}

/// What the claim amounts to as its subject's word: who says that it will help, promises; who refuses to, opposes.
std::optional<Claim> word_of(const Claim& claim, const Entities& entities, const Ontology& ontology) {
  const bool is_refused = claim.polarity == Polarity::negated;
  if (!is_refused && claim.modality != Modality::planned) return std::nullopt;
  const RelationType& type = ontology[claim.relation];
  const RelationId relation = ontology.find(is_refused ? type.refused : type.announced);
  if (relation.is_none() || !ontology[relation].object.has(entities[claim.object].type)) return std::nullopt;
  Claim word = claim;
  word.relation = relation;
  word.polarity = Polarity::affirmed;
  word.modality = Modality::actual;
  word.attributed_to = {};
  word.object_role = ObjectRole::unspecified;
  word.quantity.reset();  // what is promised is counted, not the promise
  word.directness *= kOwnWord;
  for (std::string& sign : word.signs)
    if (sign.starts_with("type=")) sign = "type=" + ontology[relation].name;
  word.signs.emplace_back("own word");
  return word;
}

/// "vowed to strike X", "threatened to send soldiers": a word given about the object of a clause is the one that its
/// verb amounts to, no other.
bool is_other_word(const Match& match, const std::vector<Match>& matches, const LanguageFrames& frames,
                   const Ontology& ontology) {
  if (match.object_slot.kind != Slot::Kind::clause_object) return false;
  const std::string& word = ontology[frames[match.frame].relation].name;
  const bool is_word = std::any_of(ontology.relations().begin(), ontology.relations().end(),
                                   [&](const RelationType& type) { return type.announced == word; });
  return is_word && std::any_of(matches.begin(), matches.end(), [&](const Match& other) {
           return other.trigger != match.trigger && other.subject.entity == match.subject.entity &&
                  other.object.entity == match.object.entity &&
                  ontology[frames[other.frame].relation].announced != word;
         });
}

/// The words of those who speak for the subject of a claim: whoever leads it, or has another standing tie to it.
void add_spoken_for(const Entities& entities, const Ontology& ontology, std::vector<Claim>& claims) {
  std::set<std::pair<EntityId, EntityId>> ties;
  for (const Claim& claim : claims)
    if (ontology[claim.relation].quad == QuadClass::structural) ties.emplace(claim.subject, claim.object);
  const std::size_t said = claims.size();
  for (std::size_t i = 0; i < said; ++i) {
    if (claims[i].attributed_to.is_none() || !ties.contains({claims[i].attributed_to, claims[i].subject})) continue;
    if (claims[i].polarity == Polarity::negated && claims[i].modality != Modality::planned) continue;
    if (std::optional<Claim> word = word_of(claims[i], entities, ontology)) claims.push_back(*std::move(word));
  }
}

/// The states that the phrase of a noun names, in order: "his Sudanese and Eritrean counterparts".
std::vector<EntityId> states_below(const RelationView& view, const Entities& entities, int noun) {
  std::vector<EntityId> states;
  for (MentionId id : view.participants.mentions()) {
    const Mention& mention = entities[id];
    const bool is_state = entities[mention.entity].type == NodeType::state && mention.form != MentionForm::pronoun;
    const auto head = static_cast<int>(mention.head);
    if (is_state && head != noun && view.tree.dominates(noun, head) && std::abs(head - noun) <= kNear)
      states.push_back(mention.entity);
  }
  return states;
}

/// Whom the possessive of a noun means; none if it has none.
EntityId possessor_of(const RelationView& view, int noun) {
  for (int child : view.tree.children(noun))
    if (has_feature(view.tree[child], "Poss=Yes") || view.tree[child].deprel == "nmod:poss")
      return view.participants.entity_of(child);
  return {};
}

/// "X, president of Y, met his Z counterpart, W": W is to Z what X is to Y.
void add_counterparts(const RelationView& view, std::uint32_t number, const RelateContext& context,
                      std::vector<Claim>& claims) {
  for (int noun = 0; noun < view.tree.size(); ++noun) {
    if (!contains(context.words.words().counterpart, view.tree[noun].lemma)) continue;
    const EntityId other = possessor_of(view, noun);
    const std::vector<EntityId> states = states_below(view, context.entities, noun);
    std::vector<Participating> people;
    NodeTypes person;
    person.add(NodeType::person);
    if (view.tree[noun].upos == Upos::NOUN) people = view.participants.find(noun, person, false);
    if (other.is_none() || states.empty() || people.size() != states.size()) continue;
    const Claim* office = nullptr;
    for (const Claim& claim : claims) {
      const bool is_office = context.ontology[claim.relation].quad == QuadClass::structural &&
                             !is_of_place(context.ontology[claim.relation]) && claim.subject == other &&
                             context.entities[claim.object].type == NodeType::state;
      if (is_office && (office == nullptr || claim.directness > office->directness)) office = &claim;
    }
    if (office == nullptr) continue;
    const Claim of_other = *office;
    for (std::size_t i = 0; i < people.size(); ++i) {
      Claim claim = of_other;
      claim.subject = people[i].entity;
      claim.object = states[i];
      claim.sentence = number;
      claim.trigger = view.tree[noun].span;
      claim.evidence = hull(view.tree, {noun, people[i].token});
      for (MentionId id : view.participants.mentions()) {
        const Mention& mention = context.entities[id];
        const bool is_end = mention.entity == claim.subject || mention.entity == claim.object;
        if (is_end && std::abs(static_cast<int>(mention.head) - noun) <= kNear)
          claim.evidence = widen(claim.evidence, context.entities, id);
      }
      claim.directness *= kCounterpart;
      if (claim.subject != other) claims.push_back(std::move(claim));
    }
  }
}

/// What is said twice is surer; so is what nothing else is made of the same words.
void calibrate(std::vector<Claim>& claims) {
  std::map<std::tuple<RelationId, EntityId, EntityId>, std::set<std::uint32_t>> said;
  std::map<std::uint32_t, std::set<std::tuple<RelationId, EntityId, EntityId>>> made;
  for (const Claim& claim : claims) {
    const std::tuple key(claim.relation, claim.subject, claim.object);
    said[key].insert(claim.sentence);
    made[claim.trigger.begin].insert(key);
  }
  for (Claim& claim : claims) {
    if (said[{claim.relation, claim.subject, claim.object}].size() > 1) claim.signs.emplace_back("said again");
    if (made[claim.trigger.begin].size() > 2) claim.signs.emplace_back("one of many");
    claim.confidence = builtin_calibration()(claim.directness, claim.signs);
  }
}

bool opens_paragraph(const Document& document, const std::vector<Sentence>& sentences, std::uint32_t number) {
  if (number == 0) return true;
  const ByteSpan gap{sentences[number - 1].span.end, sentences[number].span.begin};
  return gap.begin < gap.end && slice(document.text, gap).find('\n') != std::string_view::npos;
}

/// Of claims that differ in frame or place alone, the surest one stays.
void keep_surest(std::vector<Claim>& claims) {
  const auto key = [](const Claim& claim) {
    return std::tuple(claim.sentence, claim.relation, claim.subject, claim.object);
  };
  std::stable_sort(claims.begin(), claims.end(), [&](const Claim& a, const Claim& b) {
    return std::tuple(key(a), -a.confidence, -a.directness) < std::tuple(key(b), -b.confidence, -b.directness);
  });
  const auto last =
      std::unique(claims.begin(), claims.end(), [&](const Claim& a, const Claim& b) { return key(a) == key(b); });
  claims.erase(last, claims.end());
}

}  // namespace

std::vector<Claim> relate(const Document& document, const std::vector<Sentence>& sentences, const Entities& entities,
                          const Resources& resources, const Perception* perception) {
  std::vector<Claim> claims;
  const auto words = resources.frames.find(document.article.language);
  if (words == resources.frames.end()) return claims;
  const TopicFinder topics(sentences, words->second.topics());
  std::vector<std::unique_ptr<RelationView>> views;
  std::vector<QuotedSentence> quoted;
  for (std::uint32_t number = 0; number < sentences.size(); ++number) {
    TimeBudget::check();
    const RelationView& view =
        *views.emplace_back(std::make_unique<RelationView>(sentences[number], number, entities, words->second));
    quoted.push_back({&view.tree, &view.speakers, &view.participants, opens_paragraph(document, sentences, number)});
  }
  const QuoteFinder quotes(quoted);
  const RelateContext context{document, entities, words->second, resources.ontology, quotes};
  std::vector<const Sentence*> as_read;
  for (const auto& one : views) as_read.push_back(&one->sentence);
  std::vector<std::vector<TimeExpression>> expressions =
      find_all_times(as_read, words->second.times(), document.article.published);
  std::vector<TimeFinder> all_times;
  for (std::uint32_t number = 0; number < sentences.size(); ++number) {
    TimeBudget::check();
    RelationView& view = *views[number];
    const TimeFinder& times =
        all_times.emplace_back(view.tree, view.arguments, words->second.times(), std::move(expressions[number]));
    const std::vector<Match> matches = view.matcher.match();
    for (const Match& match : matches) {
      if (is_other_word(match, matches, words->second, resources.ontology)) continue;
      if (topics.mutes(number, view.tree[match.trigger].lemma)) continue;
      const Frame& frame = words->second[match.frame];
      const Status status = status_of(view, match, frame.relation, context, number);
      claims.push_back(claim_of(view, match, frame, status, context, number, times));
      if (!is_own_word(status, claims.back(), entities)) continue;
      if (std::optional<Claim> word = word_of(claims.back(), entities, resources.ontology))
        claims.push_back(*std::move(word));
    }
    for (const Answer& answer : view.matcher.answers()) {
      const EntityId author = answered_by(answer.subject.entity, number, view.tree[answer.trigger].span.begin, claims,
                                          entities, resources.ontology);
      if (author.is_none()) continue;
      const Frame& frame = words->second[answer.frame];
      Match match{answer.frame,
                  answer.trigger,
                  answer.clause,
                  answer.subject,
                  {author, answer.statement, kAnswered},
                  {},
                  answer.arguments,
                  frame.weight * answer.subject.certainty * kAnswered,
                  false};
      match.object_slot.kind = Slot::Kind::object;
      claims.push_back(claim_of(view, match, frame, status_of(view, match, frame.relation, context, number), context,
                                number, times));
    }
  }
  for (std::uint32_t number = 0; number < sentences.size(); ++number) {
    TimeBudget::check();
    add_counterparts(*views[number], number, context, claims);
  }
  add_spoken_for(entities, resources.ontology, claims);
  calibrate(claims);
  keep_surest(claims);
  if (perception != nullptr && perception->assertions != nullptr)
    claims = decide(std::move(claims), *perception->assertions, perception->encoding, {sentences, views, all_times},
                    context);
  return claims;
}

std::vector<FrameMiss> missed_frames(const Document& document, const std::vector<Sentence>& sentences,
                                     const Entities& entities, const Resources& resources) {
  std::vector<FrameMiss> misses;
  const auto words = resources.frames.find(document.article.language);
  if (words == resources.frames.end()) return misses;
  for (std::uint32_t number = 0; number < sentences.size(); ++number) {
    RelationView view(sentences[number], number, entities, words->second);
    static_cast<void>(view.matcher.match());
    for (const NearMiss& miss : view.matcher.near_misses()) {
      const Token& trigger = view.tree[miss.trigger];
      misses.push_back({number, trigger.span, words->second[miss.frame].name + "/" + trigger.lemma, miss.reason});
    }
  }
  return misses;
}

}  // namespace entente

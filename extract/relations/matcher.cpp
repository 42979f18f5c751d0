#include "relations/matcher.h"

#include <algorithm>
#include <array>
#include <string>

#include "entente/schema/fold.h"

namespace entente {
namespace {

constexpr int kNone = Tree::kNone;
constexpr double kLaterSlot = 0.95;  // each slot further down a frame's list is a little less typical
constexpr std::size_t kStem = 3;     // letters that a demonym shares with the name of its state
constexpr double kUnsaid = 0.8;      // the state or body of a title that does not name it
constexpr double kBeside = 0.8;      // a name that stands beside its title without the parser's linking them
constexpr double kSaid = 0.8;        // above it, who acts is said, and does not stand behind other words
constexpr int kLongestTitle = 5;     // words before the noun of a title: "former U.S. deputy foreign minister"
constexpr double kWithin = 0.5;      // a name somewhere in the complements of a trigger
using Kind = Slot::Kind;

/// ASCII letters in lower case: the lemmas of titles that are written with a capital.
std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

bool mentions_of(const std::vector<Participating>& actors, EntityId entity) {
  return std::any_of(actors.begin(), actors.end(), [entity](const auto& actor) { return actor.entity == entity; });
}

/// Frames that look into a complement clause know whom they want there.
bool asks_for_clause(const Frame& frame) {
  return std::any_of(frame.object.begin(), frame.object.end(),
                     [](const Slot& slot) { return slot.kind == Kind::clause_subject; });
}

bool is_same_pair(const Match& a, const Match& b) {
  return (a.subject.entity == b.subject.entity && a.object.entity == b.object.entity) ||
         (a.subject.entity == b.object.entity && a.object.entity == b.subject.entity);
}

}  // namespace

bool FrameMatcher::has_dependent(int token, std::string_view words) const {
  while (!words.empty()) {
    const std::size_t plus = std::min(words.find('+'), words.size());
    const std::string_view word = words.substr(0, plus);
    words.remove_prefix(std::min(plus + 1, words.size()));
    const auto is_word = [&](int child) { return lower(tree_[child].lemma) == word || tree_[child].form == word; };
    const auto below = tree_.children(token);
    const bool found = std::any_of(below.begin(), below.end(), [&](int child) {
      if (is_word(child)) return true;
      const auto deeper = tree_.children(child);
      return std::any_of(deeper.begin(), deeper.end(), [&](int inner) {
        return is_word(inner) && (tree_.is(inner, "case") || tree_.is(inner, "fixed") || tree_.is(inner, "nmod") ||
                                  tree_.is(inner, "amod") || tree_.is(inner, "acl") || tree_.is(inner, "obj") ||
                                  (tree_.is(child, "ccomp") && tree_.is(inner, "aux")) ||
                                  ((tree_.is(child, "xcomp") || tree_.is(child, "advcl")) && tree_.is(inner, "mark")));
      });
    });
    if (!found) return false;
  }
  return true;
}

std::vector<Participating> FrameMatcher::named_beside(int noun, NodeTypes wanted) const {
  std::vector<Participating> found;
  for (MentionId id : participants_.mentions()) {
    const Mention& mention = participants_.entities()[id];
    const Entity& entity = participants_.entities()[mention.entity];
    if (!wanted.has(entity.type) || mention.form != MentionForm::name || mention.first == 0) continue;
    const auto before = static_cast<int>(mention.first) - 1;
    if (before >= noun && before - noun < 8 && tree_[before].upos != Upos::PUNCT && tree_.dominates(noun, before) &&
        arguments_.prepositions(static_cast<int>(mention.head)).empty())
      found.push_back({mention.entity, static_cast<int>(mention.head), kBeside});
  }
  return found;
}

/// "X, porte-parole de Z", whatever the tree makes of it behind another title: the name that ends at the comma.
std::vector<Participating> FrameMatcher::named_before_comma(int noun, NodeTypes wanted) const {
  const Token& token = tree_[noun];
  const bool may_be_apposed = has_relation(token, "appos") || has_relation(token, "conj") ||
                              has_relation(token, "nmod") || has_relation(token, "amod");
  int before = noun - 1;
  while (before > 0 && (tree_[before].upos == Upos::DET || tree_[before].upos == Upos::ADJ)) --before;
  if (before > 0 && before < noun - 1 && contains(frames_.words().to, tree_[before].lemma)) --before;  // "à la tête de"
  if (!may_be_apposed || before < 1 || tree_[before].form != "," || !named_beside(noun, wanted).empty()) return {};
  for (MentionId id : participants_.mentions()) {
    const Mention& mention = participants_.entities()[id];
    const Entity& entity = participants_.entities()[mention.entity];
    if (static_cast<int>(mention.last) == before && mention.form == MentionForm::name && entity.is_named &&
        entity.type == NodeType::person && wanted.has(entity.type))
      return {{mention.entity, static_cast<int>(mention.head), 1}};
  }
  return {};
}

/// The body of a title whatever the tree makes of the two: "World Bank President X"; "X, commander, U.S. Central
/// Command".
std::vector<Participating> FrameMatcher::named_around_title(int title, NodeTypes wanted) const {
  int first = title;
  while (first > 0 && tree_.head(first - 1) == title &&
         (tree_.is(first - 1, "compound") || tree_.is(first - 1, "amod")))
    --first;
  const bool is_aside =
      title + 1 < tree_.size() && tree_[title + 1].form == "," && first > 0 && tree_[first - 1].form == ",";
  const int behind = title + (is_aside && title + 2 < tree_.size() && tree_[title + 2].upos == Upos::DET ? 3 : 2);
  const bool names_next = title + 1 < tree_.size() && tree_[title + 1].upos == Upos::PROPN;
  for (MentionId id : participants_.mentions()) {
    const Mention& mention = participants_.entities()[id];
    const NodeType type = participants_.entities()[mention.entity].type;
    if (mention.form != MentionForm::name || !wanted.has(type)) continue;
    const bool is_body = type == NodeType::organization || type == NodeType::military_unit;
    const bool is_before = names_next && static_cast<int>(mention.last) == first;
    const bool is_behind = is_aside && is_body && static_cast<int>(mention.first) == behind;
    if (is_before || is_behind) return {{mention.entity, static_cast<int>(mention.head), 1}};
  }
  return {};
}

FrameMatcher::Candidates FrameMatcher::candidates(const Frame& frame, TriggerKind kind, const Arguments& arguments,
                                                  const std::vector<Slot>& slots, NodeTypes wanted, bool may_use_of,
                                                  const std::vector<Participating>& taken) const {
  const bool is_nominal = kind == TriggerKind::noun || kind == TriggerKind::mention;
  Candidates result;
  const auto take = [&](auto&& fits, bool looks_behind) {
    for (const Filler& filler : arguments.fillers) {
      if (!fits(filler.slot)) continue;
      for (const Participating& actor : participants_.find(filler.token, wanted, looks_behind, taken))
        if (!mentions_of(result.actors, actor.entity) && !mentions_of(taken, actor.entity))
          result.actors.push_back(actor);
      // "exige que X parte et que Y cède": each clause has its subject.
      if (!result.actors.empty() && filler.slot.kind != Kind::clause_subject) return;
    }
  };
  const auto is_of = [this](const Slot& slot) {
    return slot.kind == Kind::preposition && contains(frames_.words().of, slot.preposition);
  };
  // "X a subi une attaque": whom the act befalls is said by another word.
  if (kind == TriggerKind::noun && &slots == &frame.object && frame.subject.front().kind != Kind::self) {
    result.slot = {Kind::receiver, {}};
    take([](const Slot& filled) { return filled.kind == Kind::receiver; }, frame.looks_behind);
    if (!result.actors.empty()) return result;
  }
  for (std::size_t rank = 0; rank < slots.size(); ++rank) {
    const Slot& slot = slots[rank];
    result.slot = slot;
    result.rank = rank;
    const bool asks_for_of = is_of(slot);
    if (asks_for_of && !may_use_of) continue;
    if (slot.kind == Kind::self) {
      result.actors = named_before_comma(arguments.trigger, wanted);
      if (!result.actors.empty()) return result;
      // Who is described: a named one before the description itself.
      for (bool named : {true, false}) {
        for (const Filler& filler : arguments.fillers) {
          if (filler.slot.kind != Kind::self) continue;
          std::vector<Participating> holders = participants_.find(filler.token, wanted, false);
          // "le président X et le chef Y": a title in the singular has one holder.
          if (holders.size() > 1 && has_feature(tree_[arguments.trigger], "Number=Sing")) holders.resize(1);
          for (const Participating& actor : holders)
            if (participants_.entities()[actor.entity].is_named == named && !mentions_of(result.actors, actor.entity))
              result.actors.push_back(actor);
          if (!result.actors.empty()) return result;
        }
        if (named && result.actors.empty()) result.actors = named_beside(arguments.trigger, wanted);
        if (!result.actors.empty()) return result;
      }
      continue;
    }
    take([&](const Slot& filled) { return filled == slot; }, frame.looks_behind);
    if (!result.actors.empty()) {
      result.used_of = asks_for_of;
      return result;
    }
    if (is_nominal && slot.kind == Kind::subject) {
      take([](const Slot& filled) { return filled.kind == Kind::owner; }, frame.looks_behind);
      if (result.actors.empty() && may_use_of) {
        take(is_of, frame.looks_behind);
        result.used_of = !result.actors.empty();
      }
    } else if (is_nominal && slot.kind == Kind::object && may_use_of) {
      take(is_of, frame.looks_behind);
      result.used_of = !result.actors.empty();
    }
    if (!result.actors.empty()) return result;
  }
  return result;
}

void FrameMatcher::try_frame(FrameId id, TriggerKind kind, const Arguments& arguments, std::vector<Match>& matches) {
  const Frame& frame = frames_[id];
  // An of-phrase of a noun may be either end: the object has it if the subject stands elsewhere.
  const bool wants_peers =
      std::any_of(frame.object.begin(), frame.object.end(), [](const Slot& slot) { return slot.kind == Kind::peers; });
  Candidates subjects = candidates(frame, kind, arguments, frame.subject, frame.subject_types, false, {});
  const bool object_may_use_of = !subjects.actors.empty();
  Candidates objects = candidates(frame, kind, arguments, frame.object, frame.object_types,
                                  object_may_use_of || kind == TriggerKind::verb,
                                  wants_peers ? std::vector<Participating>() : subjects.actors);
  if (subjects.actors.empty())
    subjects = candidates(frame, kind, arguments, frame.subject, frame.subject_types, !objects.used_of, objects.actors);
  if (frame.answers)  // "X accuse Y, une accusation rejetée par Z": an act is not whom it stands beside
    if (const int statement = statement_among(arguments); statement != kNone && tree_.is(statement, "appos"))
      objects.actors.clear();
  if (objects.actors.empty() && kind == TriggerKind::mention && !subjects.actors.empty() &&
      std::find(frame.object.begin(), frame.object.end(), Slot{Kind::nested, {}}) != frame.object.end()) {
    const EntityId owner = owner_by_name(arguments.trigger);
    if (!owner.is_none() && frame.object_types.has(participants_.entities()[owner].type))
      objects.actors = {{owner, arguments.trigger, kUnsaid}};
  }
  const bool asks_for_owner =
      std::any_of(frame.object.begin(), frame.object.end(), [](const Slot& slot) { return slot.kind == Kind::owner; });
  if (objects.actors.empty() && !subjects.actors.empty() && subjects.slot.kind == Kind::self && asks_for_owner)
    objects.actors = named_around_title(arguments.trigger, frame.object_types);
  if (objects.actors.empty() && !subjects.actors.empty() && subjects.slot.kind == Kind::self && asks_for_owner) {
    // "Prime Minister X": whose, the text said elsewhere.
    const EntityId owner = participants_.entities()[subjects.actors.front().entity].owner;
    if (!owner.is_none() && frame.object_types.has(participants_.entities()[owner].type) && kind == TriggerKind::noun) {
      objects.actors = {{owner, arguments.trigger, kUnsaid}};
      subjects.actors.resize(1);  // "the two leaders" need not lead the same
    }
  }
  if (subjects.actors.empty()) return near_misses_.push_back({id, arguments.trigger, "no subject"});

  // "l'accord entre X et Y" fills both roles with the same pair.
  const bool same_set =
      !objects.actors.empty() && subjects.actors.size() > 1 &&
      std::equal(subjects.actors.begin(), subjects.actors.end(), objects.actors.begin(), objects.actors.end(),
                 [](const auto& a, const auto& b) { return a.entity == b.entity; });
  const bool among_peers = same_set || (objects.actors.empty() && wants_peers && subjects.actors.size() > 1);
  if (among_peers) {
    objects = subjects;
    objects.slot = {Kind::peers, {}};
  }
  if (objects.actors.empty() && wants_peers && subjects.actors.size() == 1)
    if (std::vector<Participating> members = members_of_subject(arguments, frame); !members.empty()) {
      subjects.actors = std::move(members);
      objects = subjects;
      objects.slot = {Kind::peers, {}};
      return pair_up(id, kind, arguments, subjects, objects, true, matches);
    }
  if (objects.actors.empty()) {
    if (frame.answers) note_answer(id, arguments, subjects);
    // "les ministres se sont rencontrés à l'initiative de X": whom they met is among them.
    const bool is_mutual =
        wants_peers && (kind == TriggerKind::verb ? arguments_.is_reflexive(arguments.trigger) : subjects.used_of);
    if (kind != TriggerKind::mention && frame.looks_behind && frame.subject.front().kind != Kind::self &&
        subjects.actors.front().certainty > kSaid && frame.weight >= kSaid && !asks_for_clause(frame) && !is_mutual)
      half_filled_.push_back({id, subjects});
    return near_misses_.push_back({id, arguments.trigger, "no object"});
  }
  pair_up(id, kind, arguments, subjects, objects, among_peers, matches);
}

/// "The leaders of X and Y met": those whom the subject is made of.
std::vector<Participating> FrameMatcher::members_of_subject(const Arguments& arguments, const Frame& frame) const {
  for (const Filler& filler : arguments.fillers)
    if (filler.slot.kind == Kind::subject)
      return participants_.members(arguments_.referent(filler.token), frame.subject_types);
  return {};
}

/// "rejette ces accusations", "une accusation rejetée par X": the statement that an answer is about.
int FrameMatcher::statement_among(const Arguments& arguments) const {
  for (const Filler& filler : arguments.fillers)
    if (filler.slot.kind == Kind::object && tree_[filler.token].upos == Upos::NOUN &&
        contains(frames_.words().statement, tree_[filler.token].lemma))
      return filler.token;
  return kNone;
}

/// Whose the statement is, the text has said before.
void FrameMatcher::note_answer(FrameId id, const Arguments& arguments, const Candidates& subjects) {
  const int statement = statement_among(arguments);
  if (statement == kNone) return;
  for (const Participating& subject : subjects.actors)
    answers_.push_back({id, arguments.trigger, arguments.clause, statement, subject, &arguments});
}

void FrameMatcher::pair_up(FrameId id, TriggerKind kind, const Arguments& arguments, const Candidates& subjects,
                           const Candidates& objects, bool among_peers, std::vector<Match>& matches) const {
  const Frame& frame = frames_[id];
  // "The French and German ministers, A and B": each of their own.
  const bool is_respective = subjects.slot.kind == Kind::self && !among_peers && subjects.actors.size() > 1 &&
                             subjects.actors.size() == objects.actors.size();
  for (std::size_t s = 0; s < subjects.actors.size(); ++s)
    for (std::size_t o = among_peers ? s + 1 : 0; o < objects.actors.size(); ++o) {
      if (is_respective && s != o) continue;
      const Participating& subject = subjects.actors[s];
      const Participating& object = objects.actors[o];
      if (subject.entity == object.entity) continue;
      double confidence = frame.weight * subject.certainty * object.certainty;
      for (std::size_t rank = 0; rank < subjects.rank + objects.rank; ++rank) confidence *= kLaterSlot;
      const bool is_presupposed = subjects.slot.kind == Kind::self && tree_.child(arguments.trigger, "cop") == kNone &&
                                  kind != TriggerKind::verb && !tree_.is(arguments.trigger, "xcomp");
      matches.push_back({id, arguments.trigger, arguments.clause, subject, object, objects.slot, &arguments, confidence,
                         false, is_presupposed});
    }
}

/// Whether `token` is said within the complements of `trigger`: no aside, no relative or other clause lies between.
bool FrameMatcher::is_within_complements(int token, int trigger) const {
  const auto is_clause = [this](int at) {
    return tree_.is(at, "advcl") || tree_.is(at, "ccomp") || tree_.is(at, "xcomp") || tree_.is(at, "acl");
  };
  int clauses = 0;
  for (int at = token; at != trigger; at = tree_.head(at)) {
    if (at == kNone || (tree_.is(at, "nsubj") && tree_.head(at) == trigger)) return false;
    if (is_clause(at)) {
      if (++clauses > 1) return false;
      // "accused the firms of working for X": whom the trigger is about stands before the clause.
      const bool is_marked = has_feature(tree_[at], "VerbForm=Ger") && tree_.child(at, "mark") != kNone;
      if (is_marked || (tree_.head(at) == trigger && tree_.child(trigger, "obj") != kNone)) return false;
    }
    if (tree_[trigger].upos == Upos::NOUN && tree_.is(at, "acl") && has_feature(tree_[at], "VerbForm=Ger"))
      return false;
    if (tree_.is(at, "nmod") && contains(frames_.words().undergone, tree_[tree_.head(at)].lemma)) return false;
    if (tree_[at].deprel == "acl:relcl" || (tree_.is(at, "conj") && arguments_.is_predicate(at))) return false;
    for (std::string_view aside : {"parataxis", "appos", "dislocated", "vocative", "dep"})
      if (tree_.is(at, aside)) return false;
  }
  return true;
}

/// "ordered the closure of all crossings into Gaza": the first name in the complements, if none fills a slot. Not what
/// belongs to the subject or to which it belongs.
std::vector<Participating> FrameMatcher::named_within(int trigger, NodeTypes wanted,
                                                      const std::vector<Participating>& subjects) const {
  const Entities& entities = participants_.entities();
  const auto is_of_subject = [&](EntityId id) {
    return std::any_of(subjects.begin(), subjects.end(), [&](const Participating& subject) {
      return subject.entity == id || entities[subject.entity].owner == id || entities[id].owner == subject.entity;
    });
  };
  for (MentionId id : participants_.mentions()) {
    const Mention& mention = entities[id];
    const Entity& entity = entities[mention.entity];
    const auto head = static_cast<int>(mention.head);
    if (head > trigger && entity.is_named && wanted.has(entity.type) && !is_of_subject(mention.entity) &&
        is_within_complements(head, trigger))
      return {{mention.entity, head, kWithin}};
  }
  return {};
}

/// The likeliest of the frames of one trigger that found who acts but not on whom.
void FrameMatcher::complete_likeliest(TriggerKind kind, const Arguments& arguments, std::vector<Match>& matches) const {
  const auto likeliest = std::max_element(
      half_filled_.begin(), half_filled_.end(),
      [this](const HalfFilled& a, const HalfFilled& b) { return frames_[a.frame].weight < frames_[b.frame].weight; });
  if (likeliest == half_filled_.end()) return;
  Candidates objects;
  const NodeTypes wanted = frames_[likeliest->frame].object_types;
  objects.actors = named_within(arguments.trigger, wanted, likeliest->subjects.actors);
  // "staged demonstrations to demand reforms by X": what follows the noun hangs on its light verb.
  if (objects.actors.empty() && arguments.clause != arguments.trigger)
    objects.actors = named_within(arguments.clause, wanted, likeliest->subjects.actors);
  pair_up(likeliest->frame, kind, arguments, likeliest->subjects, objects, false, matches);
}

/// "Polish troops" known as the Polish army: a word of the mention is of the owner's family (Polish, Poland).
EntityId FrameMatcher::owner_by_name(int head) const {
  const Entities& entities = participants_.entities();
  const Mention& mention = entities[participants_.mention_of(head)];
  const EntityId owner = entities[mention.entity].owner;
  if (owner.is_none()) return {};
  const std::string stem = fold_name(entities[owner].name).substr(0, kStem);
  for (std::uint32_t token = mention.first; token < mention.last; ++token) {
    const std::string& form = tree_[static_cast<int>(token)].form;
    if (token != mention.head && form.size() > kStem && fold_name(form).starts_with(stem)) return owner;
  }
  return {};
}

void FrameMatcher::add_nested(int head, Arguments& arguments) const {
  const Entities& entities = participants_.entities();
  const Mention& outer = entities[participants_.mention_of(head)];
  for (MentionId id : participants_.mentions()) {
    const Mention& inner = entities[id];
    const bool is_inside = inner.first >= outer.first && inner.last <= outer.last && inner.head != outer.head;
    const bool is_behind = inner.first == outer.last && inner.form == MentionForm::demonym &&
                           outer.form == MentionForm::name && tree_[static_cast<int>(inner.head)].upos == Upos::ADJ;
    if ((is_inside && inner.form != MentionForm::pronoun) || is_behind)
      arguments.fillers.push_back({{Kind::nested, {}}, static_cast<int>(inner.head)});
  }
  const auto after = static_cast<int>(outer.last);
  if (after >= tree_.size() || (tree_[after].form != "," && tree_[after].form != "(")) return;
  const auto ends = [this](std::uint32_t last) {
    const auto next = static_cast<int>(last);
    constexpr std::array<std::string_view, 6> kEnds = {",", ")", "–", "—", "-", "."};
    return next >= tree_.size() || std::find(kEnds.begin(), kEnds.end(), tree_[next].form) != kEnds.end();
  };
  for (MentionId id : participants_.mentions()) {  // "ADIGRAT (Éthiopie) –"
    const Mention& inner = entities[id];
    if (static_cast<int>(inner.first) == after + 1 && inner.form == MentionForm::name && ends(inner.last))
      arguments.fillers.push_back({{Kind::apposed, {}}, static_cast<int>(inner.head)});
  }
  for (int child : tree_.children(head))  // "Banjska, Kosovo"
    if (child > after && arguments_.prepositions(child).empty() &&
        (tree_.is(child, "appos") || tree_.is(child, "nmod")))
      arguments.fillers.push_back({{Kind::apposed, {}}, child});
}

const Arguments& FrameMatcher::structure_of(int token, TriggerKind kind) {
  structures_.push_back(std::make_unique<Arguments>(kind == TriggerKind::verb        ? arguments_.of_verb(token)
                                                    : kind == TriggerKind::adjective ? arguments_.of_adjective(token)
                                                                                     : arguments_.of_noun(token)));
  if (kind == TriggerKind::mention) add_nested(token, *structures_.back());
  return *structures_.back();
}

void FrameMatcher::match_word(int token, TriggerKind kind, std::string_view lemma, std::vector<Match>& matches) {
  const Arguments* arguments = nullptr;
  FrameId phrase;
  half_filled_.clear();
  const std::size_t before_all = matches.size();
  const bool is_reflexive = kind == TriggerKind::verb && arguments_.is_reflexive(token);
  const bool is_over = kind == TriggerKind::noun && is_former(token);
  for (FrameId id : frames_.fired_by(kind, lemma)) {
    if (is_over && frames_[id].subject.front().kind == Kind::self) continue;
    bool fires = false, is_phrase = false;
    for (const Trigger& trigger : frames_[id].triggers) {
      if (trigger.kind != kind || trigger.lemma != lemma) continue;
      if (!trigger.with.empty() && !has_dependent(token, trigger.with)) continue;
      fires = true;
      is_phrase |= !trigger.with.empty();
    }
    if (!fires || (is_reflexive && !frames_[id].reflexive)) continue;
    if (kind == TriggerKind::verb && !is_reflexive && frames_[id].reflexive_only) continue;
    if (arguments == nullptr) arguments = &structure_of(token, kind);
    const std::size_t before = matches.size();
    try_frame(id, kind, *arguments, matches);
    for (std::size_t i = before; i < matches.size(); ++i) matches[i].is_phrase = is_phrase;
    if (is_phrase && matches.size() > before) phrase = id;
  }
  if (arguments != nullptr && lemma != Trigger::kAny && matches.size() == before_all)
    complete_likeliest(kind, *arguments, completed_);
  // "Premier ministre" says more than "ministre": what a phrase says replaces what its head alone would say.
  if (!phrase.is_none())
    std::erase_if(matches, [&](const Match& match) { return match.trigger == token && match.frame != phrase; });
}

/// "The former president", "l'ex-ministre": who held an office is not its holder.
bool FrameMatcher::is_former(int title) const {
  const std::vector<std::string>& former = frames_.words().former;
  const std::string form = lower(tree_[title].form);
  const bool is_prefixed = std::any_of(former.begin(), former.end(), [&](const std::string& word) {
    return word.ends_with('-') && form.starts_with(word);
  });
  if (is_prefixed) return true;
  for (int at = title - 1; at >= 0 && title - at <= kLongestTitle; --at) {  // whatever the tree hangs "former" on
    const Upos upos = tree_[at].upos;
    if (contains(former, lower(tree_[at].lemma))) return true;
    if (upos != Upos::ADJ && upos != Upos::PROPN && upos != Upos::NOUN) return false;
  }
  return false;
}

/// "X, stagiaire de Y", "X, chercheuse à Z": a noun behind a name and its comma, whatever the tagger made of it.
bool FrameMatcher::is_apposed(int token) const {
  return (tree_.is(token, "amod") || tree_.is(token, "acl")) && token > 0 && tree_[token - 1].form == "," &&
         tree_[tree_.head(token)].upos == Upos::PROPN;
}

/// "les Forces de soutien rapide": what a word says within a name, it does not say of anybody.
bool FrameMatcher::is_within_name(int token) const {
  return std::any_of(participants_.mentions().begin(), participants_.mentions().end(), [&](MentionId id) {
    const Mention& mention = participants_.entities()[id];
    const bool covers = static_cast<int>(mention.first) < token && token < static_cast<int>(mention.last);
    return covers && mention.form == MentionForm::name && static_cast<int>(mention.head) != token;
  });
}

void FrameMatcher::match_token(int token, std::vector<Match>& matches) {
  const Token& word = tree_[token];
  if (is_within_name(token)) return;
  switch (word.upos) {
    case Upos::VERB:
    case Upos::AUX:
      match_word(token, TriggerKind::verb, word.lemma, matches);
      if (is_apposed(token)) match_word(token, TriggerKind::noun, lower(word.form), matches);
      break;
    case Upos::NOUN:
      match_word(token, TriggerKind::noun, word.lemma, matches);
      break;
    case Upos::PROPN:
      match_word(token, TriggerKind::noun, lower(word.lemma), matches);
      break;  // Foreign Minister
    case Upos::ADJ:
      match_word(token, TriggerKind::adjective, word.lemma, matches);
      // "Russia's offensive continues": an adjective in the place of a noun is one.
      if (tree_.is(token, "nsubj") || tree_.is(token, "obj") || is_apposed(token))
        match_word(token, TriggerKind::noun, word.lemma, matches);
      break;
    default:
      break;
  }
  if (const MentionId id = participants_.mention_of(token); !id.is_none()) {
    const Mention& mention = participants_.entities()[id];
    const NodeType type = participants_.entities()[mention.entity].type;
    const bool is_name = mention.form == MentionForm::name;
    if (is_name || (mention.form == MentionForm::description && type != NodeType::person))
      match_word(token, TriggerKind::mention, name(type), matches);
  }
}

/// "visé par une enquête de Y", "une frappe a tué X": what the act says of the pair, its verb does not say again.
void FrameMatcher::drop_verbs_of_acts(std::vector<Match>& matches) const {
  const std::vector<Match> all = matches;
  std::erase_if(matches, [&](const Match& match) {
    const std::string& verb = tree_[match.trigger].lemma;
    if (!contains(frames_.words().suffering, verb) && !contains(frames_.words().receiving, verb)) return false;
    return std::any_of(all.begin(), all.end(), [&](const Match& other) {
      const bool is_beside = tree_.head(other.trigger) == match.trigger && tree_[other.trigger].upos == Upos::NOUN;
      return is_beside && frames_[other.frame].relation != frames_[match.frame].relation && is_same_pair(match, other);
    });
  });
}

/// "delivered a warning to X", "launched an inquiry into X": beside a light verb of no sure meaning the noun says what
/// is done.
void FrameMatcher::drop_light_verbs(std::vector<Match>& matches) const {
  const std::vector<Match> all = matches;
  std::erase_if(matches, [&](const Match& match) {
    const std::string& verb = tree_[match.trigger].lemma;
    if (match.is_phrase || frames_[match.frame].weight >= kSaid || !contains(frames_.words().light, verb) ||
        contains(frames_.words().commissive, verb))
      return false;
    return std::any_of(all.begin(), all.end(), [&](const Match& other) {
      return tree_.is(other.trigger, "obj") && tree_.head(other.trigger) == match.trigger &&
             frames_[other.frame].relation != frames_[match.frame].relation && is_same_pair(other, match);
    });
  });
}

/// "suspendre son aide à X": a phrase that hangs from the verb is the verb's where the verb has a frame for it.
void FrameMatcher::drop_borrowed_phrases(std::vector<Match>& matches) const {
  const std::vector<Match> all = matches;
  std::erase_if(matches, [&](const Match& match) {
    const int verb = tree_.head(match.object.token);
    const bool is_borrowed = tree_.is(match.trigger, "obj") && verb != kNone && verb == tree_.head(match.trigger);
    return is_borrowed && std::any_of(all.begin(), all.end(), [&](const Match& other) {
             return other.trigger == verb && other.object.token == match.object.token;
           });
  });
}

/// Frames of any word, where no frame of a certain word says more of what they would take for an object.
void FrameMatcher::match_any_word(std::vector<Match>& matches) {
  std::vector<Match> loose;
  for (int token = 0; token < tree_.size(); ++token) {
    const Upos upos = tree_[token].upos;
    const bool is_infinitive = has_feature(tree_[token], "VerbForm=Inf");  // what is aimed at need not happen
    if (upos == Upos::VERB && !is_infinitive) match_word(token, TriggerKind::verb, Trigger::kAny, loose);
    if (upos == Upos::NOUN) match_word(token, TriggerKind::noun, Trigger::kAny, loose);
    if (upos == Upos::ADJ) match_word(token, TriggerKind::adjective, Trigger::kAny, loose);
  }
  std::erase_if(loose, [&](const Match& match) {
    return std::any_of(matches.begin(), matches.end(),
                       [&](const Match& other) { return other.object.token == match.object.token; });
  });
  matches.insert(matches.end(), loose.begin(), loose.end());
}

std::vector<Match> FrameMatcher::match() {
  std::vector<Match> matches;
  completed_.clear();
  for (int token = 0; token < tree_.size(); ++token) match_token(token, matches);
  // "refuse de livrer des armes à X": what is refused says it of the pair already.
  const std::size_t whole = matches.size();
  for (const Match& match : completed_)
    if (std::none_of(matches.begin(), matches.begin() + static_cast<std::ptrdiff_t>(whole),
                     [&](const Match& other) { return is_same_pair(match, other); }))
      matches.push_back(match);
  drop_light_verbs(matches);
  drop_borrowed_phrases(matches);
  drop_verbs_of_acts(matches);
  match_any_word(matches);
  return matches;
}

}  // namespace entente

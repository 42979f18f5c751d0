#include "relations/times.h"

#include <algorithm>
#include <cstdlib>

namespace entente {
namespace {

constexpr int kNone = Tree::kNone;
constexpr int kMaxSteps = 8;  // up the tree: further away no adverbial reaches

bool is_participle(const Token& token) {
  return has_feature(token, "VerbForm=Part") || has_feature(token, "VerbForm=Ger");
}

}  // namespace

/// The word outside the expression that it depends on.
int TimeFinder::governor(const TimeExpression& time) const {
  for (int token = time.last - 1; token >= time.first; --token) {
    const Upos upos = tree_[token].upos;
    const bool is_small = upos == Upos::ADP || upos == Upos::DET || upos == Upos::PUNCT || upos == Upos::SCONJ;
    const int head = tree_.head(token);
    if (!is_small && (head < time.first || head >= time.last)) return head;
  }
  return kNone;
}

bool TimeFinder::holds_for(const TimeExpression& time, int word) const {
  if (time.owner != kNone) return tree_.head(time.owner) == word;
  int below = time.last - 1;
  for (int at = governor(time), steps = 0; at != kNone && steps < kMaxSteps; at = tree_.head(at), ++steps) {
    if (at == word) return true;
    if (is_verbal(tree_[at])) return false;
    // "la frappe de vendredi", "Friday's strike": the noun keeps it. So does a subject that stands before its verb.
    // "On Friday Peru's president said": no preposition before a noun is the noun's, whatever the tree says.
    if (steps == 0 && tree_[at].upos == Upos::NOUN) {
      const bool is_before = time.last <= at && tree_[time.first].upos != Upos::ADP;
      const bool is_of = contains(words_.of, tree_[time.first].form);
      if (is_before || is_of) return false;
    }
    if (tree_.is(at, "nsubj") && time.first > at && tree_.head(at) > below) return false;
    if (tree_.is(at, "appos")) return false;
    below = at;
  }
  return false;
}

const TimeExpression* TimeFinder::held_by(int word) const {
  const TimeExpression* nearest = nullptr;
  for (const TimeExpression& time : times_)
    if (word != kNone && holds_for(time, word) &&
        (nearest == nullptr || std::abs(time.first - word) < std::abs(nearest->first - word)))
      nearest = &time;
  return nearest;
}

/// "l'accord signé en novembre", "the sanctions adopted on Friday".
const TimeExpression* TimeFinder::by_participle(int noun) const {
  for (int child : tree_.children(noun))
    if (tree_.is(child, "acl") && !arguments_.is_finite(child) && is_participle(tree_[child]))
      if (const TimeExpression* time = held_by(child)) return time;
  return nullptr;
}

/// "Asked on Friday, Peskov …"; "Peskov, asked on Friday, …".
const TimeExpression* TimeFinder::by_occasion(int clause) const {
  const auto said_by = [&](int participle) -> const TimeExpression* {
    const bool says = is_participle(tree_[participle]) && contains(words_.occasion, tree_[participle].lemma);
    return says ? held_by(participle) : nullptr;
  };
  for (int child : tree_.children(clause)) {
    if (child < clause && tree_.is(child, "advcl"))
      if (const TimeExpression* time = said_by(child)) return time;
    if (!tree_.is(child, "nsubj")) continue;
    for (int inner : tree_.children(child))
      if (tree_.is(inner, "acl"))
        if (const TimeExpression* time = said_by(inner)) return time;
  }
  return nullptr;
}

/// A clause that is coordinated to `first` has its time if it has its subject too, or if the time stands before both.
bool TimeFinder::shares(const TimeExpression& time, int clause, int first) const {
  if (time.owner != kNone) return false;
  const int own = tree_.child(clause, "nsubj"), of_first = tree_.child(first, "nsubj");
  return own == kNone || (time.last <= first && (of_first == kNone || time.first < of_first));
}

/// "a reçu vendredi X à Budapest, où ils ont signé": what is told of the place was on the same occasion.
const TimeExpression* TimeFinder::by_place(int relative, int place) const {
  for (int child : tree_.children(relative))
    if (child < relative && (tree_.is(child, "obl") || tree_.is(child, "advmod")) &&
        has_feature(tree_[child], "PronType=Rel") && arguments_.prepositions(child).empty()) {
      int verb = tree_.head(place);
      while (verb != kNone && !is_verbal(tree_[verb])) verb = tree_.head(verb);
      const auto is_past = [this](int word) {
        return has_feature(tree_[word], "VerbForm=Part") || has_feature(tree_[word], "Tense=Past");
      };
      return verb != kNone && is_past(verb) && is_past(relative) ? held_by(verb) : nullptr;
    }
  return nullptr;
}

const TimeExpression* TimeFinder::above(const TimedClaim& claim) const {
  int clause = claim.clause;
  for (int steps = 0; steps < kMaxSteps; ++steps) {
    const int head = tree_.head(clause);
    if (head == kNone || (!is_verbal(tree_[head]) && !tree_.is(clause, "acl") && !tree_.is(clause, "conj"))) break;
    const TimeExpression* time = held_by(head);
    const bool is_infinitive = has_feature(tree_[clause], "VerbForm=Inf") &&
                               (tree_.is(clause, "xcomp") || tree_.is(clause, "obj") || tree_.is(clause, "obl"));
    if (tree_.is(clause, "xcomp") || is_infinitive || (claim.is_own_word && tree_.is(clause, "ccomp"))) {
      // "promised on Friday to help": that is when it was promised, not when help comes.
      const bool was_said_then = claim.is_ahead && time != nullptr && time->first < clause &&
                                 (is_participle(tree_[head]) || has_feature(tree_[head], "Tense=Past"));
      if (was_said_then) return nullptr;
      if (time != nullptr) return time;
    } else if (tree_.is(clause, "conj") || tree_.is(clause, "parataxis")) {
      if (time != nullptr) return shares(*time, clause, head) ? time : nullptr;
      if (tree_.child(clause, "nsubj") == kNone)
        if (const TimeExpression* occasion = by_occasion(head)) return occasion;
    } else if (tree_.is(clause, "advcl")) {
      const int mark = tree_.child(clause, "mark");
      const bool is_simultaneous = mark != kNone && contains(words_.simultaneous, tree_[mark].lemma);
      if (arguments_.is_finite(clause) && !is_simultaneous) break;
      if (time != nullptr && time->owner == kNone) return time;
    } else if (clause == claim.trigger && tree_[clause].deprel == "obl:agent") {
      return time;  // "killed on Friday by a strike"
    } else if (tree_[clause].deprel == "acl:relcl") {
      if (const TimeExpression* by = by_participle(head))
        return by;  // "la résolution, adoptée vendredi, par laquelle …"
      return by_place(clause, head);
    } else {
      break;
    }
    clause = head;
  }
  return nullptr;
}

const TimeExpression* TimeFinder::find(const TimedClaim& claim) const {
  const bool is_noun = !is_verbal(tree_[claim.trigger]);
  if (claim.is_tie && is_noun) {
    for (const TimeExpression& time : times_)
      if (governor(time) == claim.trigger && time.first > claim.trigger) return &time;
    return nullptr;
  }
  for (int word : {claim.trigger, claim.clause})
    if (const TimeExpression* time = held_by(word)) return time;
  if (is_noun)
    if (const TimeExpression* time = by_participle(claim.trigger)) return time;
  if (claim.place != kNone) {
    int verb = tree_.head(claim.place);
    while (verb != kNone && !is_verbal(tree_[verb])) verb = tree_.head(verb);
    if (verb != kNone && verb != claim.clause) {
      TimedClaim there = claim;
      there.trigger = there.clause = verb;
      there.place = kNone;
      return find(there);
    }
  }
  if (const TimeExpression* time = by_occasion(claim.clause)) return time;
  return above(claim);
}

std::string TimeFinder::of(const TimedClaim& claim) const {
  const TimeExpression* time = find(claim);
  if (time == nullptr) return {};
  return claim.is_ahead && !time->ahead.empty() ? time->ahead : time->iso;
}

}  // namespace entente

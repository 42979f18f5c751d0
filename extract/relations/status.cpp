#include "relations/status.h"

#include <algorithm>

namespace entente {
namespace {

constexpr int kNone = Tree::kNone;
using Effect = Operator::Effect;

NodeTypes any_actor() {
  NodeTypes types;
  for (NodeType type :
       {NodeType::person, NodeType::state, NodeType::organization, NodeType::military_unit, NodeType::group})
    types.add(type);
  return types;
}

}  // namespace

struct StatusFinder::Marks {
  bool negated = false;
  bool reported = false, possible = false, planned = false;
  bool conditional = false, conditional_perfect = false, would = false;
  bool under_past_speech = false;
  bool voiced = false;
  EntityId attributed_to;
};

bool StatusFinder::is_negator(int token) const {
  const std::string& lemma = tree_[token].lemma;
  const GrammarWords& words = frames_.words();
  if (contains(words.negation, lemma)) return true;
  // "plus" denies only beside "ne": the data spells that "ne+plus".
  const int head = tree_.head(token);
  if (head == kNone || !contains(words.negation, "ne+" + lemma)) return false;
  const auto siblings = tree_.children(head);
  return std::any_of(siblings.begin(), siblings.end(), [&](int sibling) { return tree_[sibling].lemma == "ne"; });
}

void StatusFinder::read_word(int word, Marks& marks) const {
  const GrammarWords& words = frames_.words();
  const Token& token = tree_[word];
  if (has_feature(token, "Mood=Cnd")) marks.conditional = true;
  if (has_feature(token, "Tense=Fut")) marks.planned = true;
  for (int child : tree_.children(word)) {
    const Token& part = tree_[child];
    const bool is_auxiliary = tree_.is(child, "aux") || tree_.is(child, "cop");
    if (is_auxiliary) {
      if (has_feature(part, "Mood=Cnd")) {
        marks.conditional = true;
        marks.conditional_perfect |= has_feature(token, "VerbForm=Part");
      }
      if (has_feature(part, "Tense=Fut") || contains(words.modal_planned, part.lemma)) marks.planned = true;
      if (contains(words.modal_possible, part.lemma)) marks.possible = true;
      if (contains(words.modal_would, part.lemma)) marks.would = true;
    }
    if ((tree_.is(child, "advmod") || tree_.is(child, "aux") || tree_.is(child, "cc")) && is_negator(child))
      marks.negated = !marks.negated;
    if (tree_.is(child, "det") && contains(words.negative, part.lemma)) marks.negated = true;
    if (tree_.is(child, "nsubj") || tree_.is(child, "obj")) {
      if (contains(words.negative, part.lemma)) marks.negated = true;
      for (int inner : tree_.children(child))
        if ((tree_.is(inner, "det") || tree_.is(inner, "advmod") || tree_.is(inner, "cc")) &&
            contains(words.negative, tree_[inner].lemma))
          marks.negated = true;
    }
    if (tree_.is(child, "mark") || tree_.is(child, "case")) {
      if (contains(words.without, part.lemma)) marks.negated = true;
      if (contains(words.condition, part.lemma)) marks.possible = true;
    }
  }
}

EntityId StatusFinder::speaker(int verb) const {
  const Arguments around = arguments_.of_verb(verb);
  for (const Filler& filler : around.fillers)
    if (filler.slot.kind == Slot::Kind::subject) {
      const auto found = participants_.find(filler.token, any_actor(), true);
      if (!found.empty()) return found.front().entity;
    }
  return {};
}

void StatusFinder::apply_operator(int governor, bool clausal, Marks& marks) const {
  const Effect effect = frames_.operator_of(tree_[governor].lemma).effect;
  const auto attribute = [&] {
    if (marks.attributed_to.is_none()) marks.attributed_to = speaker(governor);
  };
  // "annoncer un retrait" reports a fact: speech only colours the clauses that it introduces.
  if (!clausal && (effect == Effect::speech || effect == Effect::factive)) return;
  Marks above;
  read_word(governor, above);
  const bool matrix_negated = above.negated;
  marks.voiced |= !matrix_negated && !above.possible && contains(frames_.words().commissive, tree_[governor].lemma);
  switch (effect) {
    case Effect::none:
      marks.negated ^= clausal && matrix_negated;
      break;
    case Effect::speech:
      marks.reported = true;
      marks.under_past_speech |= !has_feature(tree_[governor], "Tense=Pres");
      marks.possible |= matrix_negated;
      attribute();
      break;
    case Effect::factive:
      marks.possible |= matrix_negated;
      attribute();
      break;
    case Effect::accusation:
      marks.reported = true;
      attribute();
      break;
    case Effect::denial:
      marks.negated = !marks.negated;
      marks.reported = true;
      attribute();
      break;
    case Effect::negation:
      marks.negated ^= !matrix_negated;
      break;
    case Effect::possibility:
    case Effect::demand:
      marks.possible = true;
      marks.negated ^= matrix_negated;
      break;
    case Effect::plan:
      marks.planned = true;
      marks.negated ^= matrix_negated;
      break;
  }
  marks.possible |= above.possible;
  marks.planned |= above.planned && effect != Effect::speech && effect != Effect::factive;
  if (effect == Effect::possibility && above.conditional) marks.conditional = false;
}

void StatusFinder::read_speakers(int word, int trigger, Marks& marks) const {
  const GrammarWords& words = frames_.words();
  for (int child : tree_.children(word)) {
    if (tree_.dominates(child, trigger)) continue;
    if (tree_.is(child, "obl") || tree_.is(child, "nmod") || tree_.is(child, "advmod") ||
        tree_.is(child, "parataxis") || tree_.is(child, "advcl")) {
      for (const std::string& preposition : arguments_.prepositions(child)) {
        if (!contains(words.according, preposition)) continue;
        marks.reported = true;
        const auto found = participants_.find(child, any_actor(), true);
        if (marks.attributed_to.is_none() && !found.empty()) marks.attributed_to = found.front().entity;
      }
    }
    if (tree_.is(child, "parataxis") && tree_[child].upos == Upos::VERB) {
      const Effect effect = frames_.operator_of(tree_[child].lemma).effect;
      if (effect != Effect::speech && effect != Effect::factive) continue;
      marks.reported |= effect == Effect::speech;
      if (marks.attributed_to.is_none()) marks.attributed_to = speaker(child);
    }
  }
}

/// "La Chine aide la Russie, affirme X": the parser makes the quoted clause an adverbial of the verb of saying.
bool StatusFinder::is_quoted_clause(int clause, int governor) const {
  if (!tree_.is(clause, "advcl") || tree_.child(clause, "mark") != kNone || !arguments_.is_finite(clause)) return false;
  const Effect effect = frames_.operator_of(tree_[governor].lemma).effect;
  return clause < governor && (effect == Effect::speech || effect == Effect::factive);
}

Status StatusFinder::of(int trigger, int clause) const {
  Marks marks;
  read_word(trigger, marks);
  if (clause != trigger) read_word(clause, marks);
  read_speakers(clause, trigger, marks);
  if (clause != trigger) apply_operator(clause, false, marks);  // "promet une aide"
  bool carried = false;  // the complement hangs on the name that controls it: see ArgumentFinder::surface_subject
  bool inside = true;    // still in the complement of what is above; outside, only speech reaches down
  for (int child = clause, above = tree_.head(clause); above != kNone; child = above, above = tree_.head(above)) {
    const bool is_verb = tree_[child].upos == Upos::VERB || tree_[child].upos == Upos::AUX;
    const bool clausal =
        tree_.is(child, "ccomp") || tree_.is(child, "xcomp") || tree_.is(child, "csubj") ||
        tree_.is(child, "parataxis") || (tree_.is(child, "acl") && has_feature(tree_[child], "VerbForm=Inf")) ||
        (is_verb && has_feature(tree_[child], "VerbForm=Inf") && (tree_.is(child, "obl") || tree_.is(child, "obj"))) ||
        is_quoted_clause(child, above) || carried ||
        (tree_.is(child, "advcl") && has_feature(tree_[child], "VerbForm=Inf") &&
         frames_.operator_of(tree_[above].lemma).effect != Effect::none);
    carried = tree_.is(child, "acl") && has_feature(tree_[child], "VerbForm=Inf") && tree_[above].upos == Upos::PROPN;
    const bool nominal = child == clause && (tree_.is(child, "obj") || tree_.is(child, "obl") ||
                                             tree_.is(child, "nmod") || tree_[child].deprel == "nsubj:pass");
    const Effect effect = frames_.operator_of(tree_[above].lemma).effect;
    const bool reports = effect == Effect::speech || effect == Effect::accusation || effect == Effect::factive;
    if ((clausal || nominal) && (inside || (clausal && reports))) apply_operator(above, clausal, marks);
    if (inside && tree_.is(child, "advcl") && has_feature(tree_[child], "VerbForm=Inf")) {
      Marks matrix;  // "a déployé des soldats pour soutenir X" is as real as the sending
      read_word(above, matrix);
      marks.conditional |= matrix.conditional;
      marks.conditional_perfect |= matrix.conditional_perfect;
      marks.negated |= matrix.negated;
      marks.planned |= matrix.planned;
      marks.possible |= matrix.possible;
    }
    if (!clausal && !nominal && !tree_.is(child, "conj") && !tree_.is(child, "advcl")) inside = false;
    if (tree_[child].deprel == "acl:relcl" || (tree_.is(child, "advcl") && arguments_.is_finite(child))) inside = false;
    read_speakers(above, trigger, marks);
  }
  if (marks.would || marks.conditional) {
    if (marks.under_past_speech)
      marks.planned = true;  // future in the past: "said he would order"
    else if (marks.conditional_perfect || (marks.conditional && !marks.would))
      marks.reported = true;  // conditional of report: "aurait déployé"
    else
      marks.possible = true;
  }
  Status status;
  if (marks.negated) status.polarity = Polarity::negated;
  if (marks.planned && !marks.possible)
    status.modality = Modality::planned;
  else if (marks.possible)
    status.modality = Modality::possible;
  else if (marks.reported)
    status.modality = Modality::reported;
  status.attributed_to = marks.attributed_to;
  status.is_voiced = marks.voiced;
  return status;
}

}  // namespace entente

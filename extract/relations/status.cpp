// From the clause of a claim we climb the tree. Each step is classed by the link between a word and the one above it:
// content (a complement clause, infinitive or quote) lets the word above colour the claim, an act (the object of a verb
// or noun) lets only some do so, a continued clause shares auxiliaries and negation, and everything else is a barrier
// behind which the words above say nothing of the claim.
#include "relations/status.h"

#include <algorithm>

namespace entente {
namespace {

constexpr int kNone = Tree::kNone;
using Effect = Operator::Effect;

bool is_gerund(const Token& token) { return has_feature(token, "VerbForm=Ger") || has_feature(token, "VerbForm=Part"); }

}  // namespace

enum class StatusFinder::Link : std::uint8_t { content, act, purpose, continued, aside, barrier };

struct StatusFinder::Marks {
  bool negated = false;
  bool by_nothing = false;  // "nothing suggests that": neither possible nor reported, but denied
  bool reported = false, possible = false, planned = false;
  bool conditional = false, conditional_perfect = false, would = false;
  bool hypothetical = false;  // a conditional that follows from something, in a relative or after a condition
  bool under_past_speech = false;
  bool voiced = false;
  bool has_source = false, is_announced = false;
  EntityId attributed_to;

  /// What a governing word's tense and mood say of what it governs.
  void take_mood(const Marks& governor) {
    planned |= governor.planned;
    conditional |= governor.conditional;
    conditional_perfect |= governor.conditional_perfect;
  }
};

/// By lemma, or by the form where that alone is one: "going to". A verb with its particle or its reflexive pronoun goes
/// first; the data spells them "brush+off" and "+défendre". Nouns deny nothing: "a dispute over X".
Effect StatusFinder::effect_of(int word) const {
  const Token& token = tree_[word];
  Effect effect = Effect::none;
  if (is_verbal(token))
    for (int child : tree_.children(word)) {
      if (tree_[child].deprel == "compound:prt")
        effect = frames_.operator_of(token.lemma + "+" + tree_[child].lemma).effect;
      else if (tree_.is(child, "expl") && has_feature(tree_[child], "Reflex=Yes"))
        effect = frames_.operator_of("+" + token.lemma).effect;
      if (effect != Effect::none) return effect;
    }
  effect = frames_.operator_of(token.lemma).effect;
  if (effect == Effect::none) effect = frames_.operator_of(token.form).effect;
  return effect == Effect::denial && token.upos == Upos::NOUN ? Effect::none : effect;
}

bool StatusFinder::is_negator(int token) const {
  const std::string& lemma = tree_[token].lemma;
  const GrammarWords& words = frames_.words();
  if (token + 1 < tree_.size() && contains(words.but_not, tree_[token + 1].lemma)) return false;  // not only
  if (contains(words.negation, lemma)) return true;
  // "plus" denies only beside "ne": the data spells that "ne+plus".
  const int head = tree_.head(token);
  if (head == kNone || !contains(words.negation, "ne+" + lemma)) return false;
  const auto siblings = tree_.children(head);
  return std::any_of(siblings.begin(), siblings.end(), [&](int sibling) { return tree_[sibling].lemma == "ne"; });
}

/// "cannot but condemn", "ne peut que condamner": the words behind the modal take back both its denial and its doubt.
bool StatusFinder::is_restricted(int word) const {
  const GrammarWords& words = frames_.words();
  const auto below = tree_.children(word);
  const bool has_bare = std::any_of(below.begin(), below.end(),
                                    [&](int child) { return contains(words.bare_negation, tree_[child].lemma); });
  if (has_bare && word + 1 < tree_.size() && contains(words.restriction, tree_[word + 1].lemma)) return true;
  return std::any_of(below.begin(), below.end(), [&](int child) {
    return child + 1 < word && contains(words.negation, tree_[child].lemma) &&
           contains(words.restriction, tree_[child + 1].lemma);
  });
}

/// "cannot help criticizing": a verb that affirms what hangs on it, where a modal above it is denied.
bool StatusFinder::is_unavoidable(int word) const {
  const GrammarWords& words = frames_.words();
  if (!contains(words.unavoidable, tree_[word].lemma)) return false;
  const auto below = tree_.children(word);
  return std::any_of(below.begin(), below.end(),
                     [&](int c) { return contains(words.modal_possible, tree_[c].lemma); }) &&
         std::any_of(below.begin(), below.end(), [&](int c) { return is_negator(c); });
}

/// A pronoun such as "nobody". A noun of the same form has determiners and a plural ("douze personnes"); "nobody but X"
/// is X.
bool StatusFinder::denies_all(int word) const {
  const GrammarWords& words = frames_.words();
  if (!contains(words.negative, tree_[word].lemma)) return false;
  if (word + 1 < tree_.size() &&
      (contains(words.exceptive, tree_[word + 1].lemma) || contains(words.exceptive, tree_[word + 1].form)))
    return false;
  const auto below = tree_.children(word);
  return !has_feature(tree_[word], "Number=Plur") && std::none_of(below.begin(), below.end(), [&](int child) {
    return tree_.is(child, "det") || tree_.is(child, "nummod") || tree_.is(child, "amod") || tree_.is(child, "acl");
  });
}

void StatusFinder::read_auxiliary(int word, int auxiliary, Marks& marks) const {
  const GrammarWords& words = frames_.words();
  const Token& token = tree_[word];
  const Token& part = tree_[auxiliary];
  if (has_feature(part, "Mood=Cnd")) {
    marks.conditional = true;
    marks.conditional_perfect |= has_feature(token, "VerbForm=Part");
  }
  if (has_feature(part, "Tense=Fut") || contains(words.modal_planned, part.lemma)) marks.planned = true;
  if (contains(words.modal_possible, part.lemma) && !is_restricted(word)) marks.possible = true;
  if (contains(words.modal_would, part.lemma)) marks.would = true;
  if (contains(words.modal_arranged, part.lemma) && has_feature(token, "VerbForm=Inf") && auxiliary < word) {
    const int mark = tree_.child(word, "mark");
    if (mark != kNone && mark == auxiliary + 1) marks.planned = true;
  }
}

void StatusFinder::read_negation(int word, int child, Marks& marks) const {
  const GrammarWords& words = frames_.words();
  const Token& part = tree_[child];
  if (tree_.is(child, "advmod") || tree_.is(child, "aux") || tree_.is(child, "cc")) {
    bool negates = is_negator(child);
    for (int inner : tree_.children(child))  // "no longer", "not once"
      negates |= !negates && (tree_.is(inner, "advmod") || tree_.is(inner, "det")) && is_negator(inner);
    if (negates) marks.negated = !marks.negated;
  }
  if ((tree_.is(child, "det") || tree_.is(child, "amod")) && contains(words.negative, part.lemma))
    marks.negated = marks.by_nothing = true;
  if (tree_.is(child, "nsubj") || tree_.is(child, "obj")) {
    bool is_nothing = denies_all(child);
    for (int inner : tree_.children(child))
      is_nothing |= (tree_.is(inner, "det") || tree_.is(inner, "advmod") || tree_.is(inner, "cc")) &&
                    contains(words.negative, tree_[inner].lemma);
    marks.negated |= is_nothing;
    marks.by_nothing |= is_nothing && tree_.is(child, "nsubj") && tree_.child(word, "cop") == kNone;
  }
  if (tree_.is(child, "mark") || tree_.is(child, "case")) {
    std::string phrase = part.lemma;
    for (int inner : tree_.children(child))
      if (tree_.is(inner, "fixed")) phrase += "+" + tree_[inner].lemma;
    if (contains(words.without, phrase) || contains(words.without, part.lemma)) marks.negated = true;
    if (contains(words.condition, phrase) || contains(words.condition, part.lemma)) marks.possible = true;
  }
}

/// "reportedly", "une éventuelle attaque", "the planned visit".
void StatusFinder::read_colour(int word, Marks& marks) const {
  const GrammarWords& words = frames_.words();
  for (int child : tree_.children(word)) {
    if (!tree_.is(child, "advmod") && !tree_.is(child, "amod") && !tree_.is(child, "acl") && !tree_.is(child, "xcomp"))
      continue;
    const std::string& lemma = tree_[child].lemma;
    const bool is_first = contains(words.hearsay, lemma);
    marks.reported |= is_first;
    marks.has_source |= is_first;
    marks.possible |= contains(words.possible, lemma);
    marks.planned |= contains(words.planned, lemma);
  }
}

void StatusFinder::read_word(int word, Marks& marks) const {
  const Token& token = tree_[word];
  if (has_feature(token, "Mood=Cnd")) marks.conditional = true;
  if (has_feature(token, "Tense=Fut")) marks.planned = true;
  for (int child : tree_.children(word)) {
    if (tree_.is(child, "aux") || tree_.is(child, "cop")) read_auxiliary(word, child, marks);
    read_negation(word, child, marks);
    if (tree_.is(child, "advcl")) {
      const int mark = tree_.child(child, "mark");
      marks.hypothetical |= mark != kNone && contains(frames_.words().condition, tree_[mark].lemma);
    }
  }
  const GrammarWords& words = frames_.words();
  const auto below = tree_.children(word);
  marks.negated |= contains(words.bare_negated, token.lemma) && std::any_of(below.begin(), below.end(), [&](int child) {
                     return contains(words.bare_negation, tree_[child].lemma);
                   });
  read_colour(word, marks);
}

/// "Will Russia attack?", but not "Why did Russia attack?", which takes the attack for granted.
void StatusFinder::read_question(int clause, Marks& marks) const {
  int last = tree_.size() - 1;
  while (last > clause && tree_[last].upos == Upos::PUNCT && tree_[last].form != "?") --last;
  if (last <= clause || tree_[last].form != "?") return;
  int top = clause;
  while (tree_.head(top) != kNone && (tree_.is(top, "xcomp") || tree_.is(top, "obj"))) top = tree_.head(top);
  if (tree_.head(top) != kNone) return;
  for (int token = 0; token < tree_.size(); ++token)
    if (has_feature(tree_[token], "PronType=Int") && tree_.dominates(top, token)) return;
  marks.possible = true;
}

/// The parser makes some that-clauses relatives of the noun before them: "told Reuters that …", "no evidence that …".
bool StatusFinder::is_that_clause(int clause) const {
  if (!tree_.is(clause, "acl")) return false;
  for (int child : tree_.children(clause))
    if (child < clause && tree_[child].upos == Upos::SCONJ && arguments_.is_finite(clause) &&
        !tree_.is(child, "fixed") && tree_.child(clause, "nsubj") != kNone && child < tree_.child(clause, "nsubj"))
      return true;
  return false;
}

/// "La Chine aide la Russie, affirme X": the quoted clause may be an adverbial or a parataxis of the verb of saying.
bool StatusFinder::is_quoted(int clause, int governor) const {
  if (!speakers_.is_speech(governor)) return false;
  if (tree_.is(clause, "advcl"))
    return clause < governor && tree_.child(clause, "mark") == kNone && arguments_.is_finite(clause);
  if (!tree_.is(clause, "parataxis")) return false;
  bool has_break = false;
  for (int token = std::min(clause, governor) + 1; token < std::max(clause, governor); ++token) {
    const std::string& form = tree_[token].form;
    if (form == ";" || form == "–" || form == "—") return false;
    has_break |= form == ":" || form == "«" || form == "»" || form == "“" || form == "”" || form == "\"";
  }
  const bool has_content = tree_.child(governor, "ccomp") != kNone || tree_.child(governor, "xcomp") != kNone ||
                           tree_.child(governor, "obj") != kNone;
  return has_break || !has_content;
}

/// "after X attacked": taken for granted, where "because X attacked" is part of what somebody says.
bool StatusFinder::is_temporal(int clause) const {
  const TimeWords& words = frames_.times();
  const int mark = tree_.child(clause, "mark");
  if (mark == kNone) return true;
  const std::string& lemma = tree_[mark].lemma;
  return contains(words.after, lemma) || contains(words.before, lemma) || contains(words.since, lemma) ||
         contains(words.until, lemma) || contains(words.simultaneous, lemma);
}

/// True if the word says of an act that is its object whether it is real: not so saying, confirming and plain doing.
bool StatusFinder::colours_acts(int word) const {
  switch (effect_of(word)) {
    case Effect::none:
    case Effect::speech:
    case Effect::factive:
    case Effect::announcement:
    case Effect::hearsay:
      return false;
    default:
      return true;
  }
}

StatusFinder::Link StatusFinder::link(int child, int above, bool is_trigger) const {
  const Token& token = tree_[child];
  const bool is_infinitive = has_feature(token, "VerbForm=Inf");
  const bool is_operator = effect_of(above) != Effect::none;
  const auto completes = [&] {  // "accused of arming", "no intention of attacking"
    const auto marks = arguments_.prepositions(child);
    return std::any_of(marks.begin(), marks.end(),
                       [&](const std::string& mark) { return contains(frames_.words().complement, mark); });
  };
  if (tree_.is(child, "ccomp") || tree_.is(child, "xcomp") || tree_.is(child, "csubj") || is_quoted(child, above))
    return Link::content;
  if (is_that_clause(child)) return Link::content;
  if (token.deprel == "acl:relcl") {  // "les accusations selon lesquelles X a attaqué Y"
    const auto below = tree_.children(child);
    const bool is_content = std::any_of(below.begin(), below.end(), [&](int inner) {
      const auto cases = arguments_.prepositions(inner);
      return has_feature(tree_[inner], "PronType=Rel") && !cases.empty() &&
             contains(frames_.words().according, cases.front());
    });
    return is_content ? Link::content : Link::barrier;
  }
  if (tree_.is(child, "acl")) return is_infinitive || (is_gerund(token) && completes()) ? Link::content : Link::barrier;
  if (is_verbal(token) && is_infinitive && (tree_.is(child, "obl") || tree_.is(child, "obj"))) return Link::content;
  if (tree_.is(child, "advcl")) {
    if (arguments_.is_finite(child)) return is_temporal(child) ? Link::barrier : Link::aside;
    if (is_operator && (is_infinitive || (is_gerund(token) && completes()))) return Link::content;
    return is_infinitive ? Link::purpose : Link::barrier;
  }
  if (tree_.is(child, "conj")) return Link::continued;
  // "condamner une attaque" takes it for granted; "accuser X d'une attaque" does not.
  if (effect_of(above) == Effect::accusation && (tree_.is(child, "obj") || token.deprel == "nsubj:pass"))
    return Link::barrier;
  if (token.deprel == "obl:agent") return Link::barrier;  // who does it is no part of what is done
  if (is_trigger && (tree_.is(child, "obj") || tree_.is(child, "obl") || tree_.is(child, "nmod") ||
                     token.deprel == "nsubj:pass" || tree_.is(child, "advmod")))
    return Link::act;
  if (is_trigger && tree_.is(child, "nsubj") && contains(frames_.words().happening, tree_[above].lemma))
    return Link::content;
  return Link::barrier;
}

void StatusFinder::attribute(int governor, Marks& marks) const {
  if (marks.has_source) return;
  marks.attributed_to = speakers_.speaker(governor);
  // "on peut dire que": an infinitive without a subject leaves it to the words above whose words they are.
  marks.has_source = !marks.attributed_to.is_none() || !has_feature(tree_[governor], "VerbForm=Inf");
}

/// True for nouns with a definite article, a demonstrative or a possessor.
bool StatusFinder::is_definite(int noun) const {
  const auto below = tree_.children(noun);
  return std::any_of(below.begin(), below.end(), [this](int child) {
    const Token& token = tree_[child];
    return has_feature(token, "Definite=Def") || has_feature(token, "PronType=Dem") || has_feature(token, "Poss=Yes") ||
           token.deprel == "nmod:poss";
  });
}

/// "told X to go", "a dit à X de partir": what is said to be done is demanded, not reported.
bool StatusFinder::is_order(int governor, int content) const {
  const bool is_present = has_feature(tree_[content], "VerbForm=Inf") && tree_.child(content, "aux") == kNone;
  if (!is_present || !tree_.is(content, "xcomp") || arguments_.is_passive(governor)) return false;
  if (tree_.child(governor, "iobj") != kNone) return true;
  const int mark = tree_.child(content, "mark");
  const bool is_of = mark != kNone && contains(frames_.words().of, tree_[mark].lemma);
  if (!is_of) return tree_.child(governor, "obj") != kNone;
  const auto below = tree_.children(governor);
  return std::any_of(below.begin(), below.end(), [&](int child) {
    const auto cases = arguments_.prepositions(child);
    return tree_.is(child, "obl") && !cases.empty() && contains(frames_.words().to, cases.front());
  });
}

/// "expressed its intent to cooperate": a clause that hangs from a light verb may complete the verb's object.
int StatusFinder::operator_for(int governor, int below, Link link) const {
  const bool completes = has_feature(tree_[below], "VerbForm=Inf") || tree_.child(below, "mark") != kNone;
  if (link != Link::content || effect_of(governor) != Effect::none || !completes ||
      !contains(frames_.words().light, tree_[governor].lemma))
    return governor;
  const int object = tree_.child(governor, "obj");
  return object != kNone && object < below && effect_of(object) != Effect::none ? object : governor;
}

void StatusFinder::apply_operator(int governor, int below, Link link, Marks& marks) const {
  const int coloured_by = operator_for(governor, below, link);
  Effect effect = effect_of(coloured_by);
  if (effect == Effect::speech && link == Link::content && is_order(governor, below)) effect = Effect::demand;
  const bool is_content = link == Link::content;
  // "annoncer un retrait" reports a fact, and so does "condamner une attaque".
  const bool needs_clause =
      !colours_acts(governor) || contains(frames_.words().without, tree_[governor].lemma);  // "au lieu d'attaquer"
  if (!is_content && needs_clause) {
    // "will not support a strike", "would hand it leverage": what a verb makes or denies in the first place. What is
    // definite is there whatever becomes of it.
    Marks maker;
    if (is_definite(below) || !is_verbal(tree_[governor])) return;
    read_word(governor, maker);
    marks.possible |= maker.planned || maker.possible || maker.would || maker.conditional || maker.negated;
    return;
  }
  const auto is_statement = [&](int word) {
    const Effect said = effect_of(word);
    return tree_[word].upos == Upos::NOUN &&
           (said == Effect::speech || said == Effect::claim || said == Effect::accusation || said == Effect::hearsay);
  };
  if (effect == Effect::dismissal && !is_statement(below) && !is_content) return;
  Marks above;
  read_word(governor, above);
  if (is_unavoidable(governor)) above.negated = above.possible = false;
  const bool is_negated = above.negated;
  marks.by_nothing |= above.by_nothing;
  // "rejects accusations that" refuses nothing else.
  marks.voiced |= !is_negated && !above.possible && !is_statement(below) &&
                  contains(frames_.words().commissive, tree_[coloured_by].lemma);
  switch (effect) {
    case Effect::none:
      marks.negated ^= is_negated;
      break;
    case Effect::speech:
    case Effect::claim:
      marks.reported = true;
      marks.under_past_speech |= !has_feature(tree_[governor], "Tense=Pres");
      if (is_negated && (above.by_nothing || contains(frames_.words().neg_raising, tree_[governor].lemma)))
        marks.negated = !marks.negated;
      else
        marks.possible |= is_negated;
      if (!above.by_nothing) attribute(governor, marks);
      break;
    case Effect::factive:
    case Effect::announcement:
      if (above.by_nothing)
        marks.negated = !marks.negated;
      else
        marks.possible |= is_negated;
      marks.is_announced |= effect == Effect::announcement && !marks.has_source;
      if (!above.by_nothing) attribute(governor, marks);
      break;
    case Effect::accusation:
      marks.reported = true;
      attribute(governor, marks);
      break;
    case Effect::denial:
      marks.negated = !marks.negated;
      marks.reported = true;
      attribute(governor, marks);
      break;
    case Effect::hearsay:
      marks.reported = true;
      marks.negated ^= is_negated;
      marks.has_source = true;
      break;
    case Effect::negation:
      if (is_negated && tree_.child(governor, "ccomp") != kNone)
        marks.possible = true;  // "n'exclut pas que"
      else
        marks.negated ^= !is_negated;
      if (tree_.child(governor, "ccomp") != kNone) attribute(governor, marks);
      break;
    case Effect::possibility:
      if (is_restricted(governor)) break;  // "ne peut que condamner"
      if (is_content && is_verbal(tree_[governor]) && tree_.child(governor, "ccomp") != kNone &&
          tree_.child(governor, "expl") == kNone)
        attribute(governor, marks);  // "Poland fears that"
      [[fallthrough]];
    case Effect::demand:
      marks.possible = true;
      marks.negated ^= is_negated;
      break;
    case Effect::plan:
      if (is_content && tree_.child(governor, "ccomp") != kNone) attribute(governor, marks);  // "swore that it would"
      marks.planned = true;
      marks.negated ^= is_negated;
      break;
    case Effect::doubt:
      marks.possible |= !is_negated;
      marks.by_nothing &= !is_negated;
      break;
    case Effect::settled:
      break;
    case Effect::dismissal:
      marks.negated = !marks.negated;
      marks.reported = true;
      attribute(governor, marks);
      break;
  }
  marks.possible |= above.possible && effect != Effect::speech && effect != Effect::factive;
  marks.reported |= above.reported && effect == Effect::none;
  marks.planned |= above.planned && !speakers_.is_speech(governor);
  if (effect == Effect::none && is_content) {
    marks.conditional |= above.conditional;
    marks.conditional_perfect |= above.conditional_perfect;
    marks.would |= above.would;
  }
  // "devrait livrer", "pourrait attaquer": the conditional is the operator's, not a report.
  if ((effect == Effect::possibility || effect == Effect::plan) && above.conditional) marks.conditional = false;
}

/// What a coordinated clause shares with the first: its auxiliaries if it has none, and the negation with them.
void StatusFinder::continue_clause(int clause, int first, Marks& marks) const {
  if (!is_verbal(tree_[first]) || tree_.child(clause, "nsubj") != kNone) return;
  const GrammarWords& words = frames_.words();
  const bool has_auxiliary = tree_.child(clause, "aux") != kNone || tree_.child(clause, "cop") != kNone;
  const bool is_own = has_auxiliary ||
                      (has_feature(tree_[clause], "Tense=Past") && has_feature(tree_[clause], "VerbForm=Fin")) ||
                      (has_feature(tree_[clause], "VerbForm=Fin") && tree_.child(first, "aux") == kNone);
  int link = tree_.child(clause, "cc");
  const bool contrasts = link != kNone && contains(words.contrast, tree_[link].lemma);
  const bool denies_both = link != kNone && contains(words.either, tree_[link].lemma);
  if (is_own && !denies_both) return;
  Marks shared;
  read_word(first, shared);
  marks.take_mood(shared);
  marks.possible |= shared.possible;
  marks.would |= shared.would;
  if (!contrasts && !marks.negated) marks.negated = shared.negated;
}

void StatusFinder::read_sources(int word, int trigger, Marks& marks) const {
  const Source source = speakers_.adverbial_source(word, trigger);
  if (!source.is_named) return;
  marks.reported = true;
  if (marks.has_source) return;
  marks.has_source = true;
  marks.attributed_to = source.who;
}

Status StatusFinder::of(int trigger, int clause) const {
  Marks marks;
  read_word(trigger, marks);
  if (clause != trigger) read_word(clause, marks);
  read_question(clause, marks);
  read_sources(clause, trigger, marks);
  // "promet une aide"; a light verb that colours nothing ("will provide aid") has been read already.
  if (clause != trigger && colours_acts(clause)) apply_operator(clause, trigger, Link::act, marks);
  // "encourage X à poursuivre sa médiation": what is to go on is there already.
  if (clause != trigger && contains(frames_.words().happening, tree_[clause].lemma) && is_definite(trigger))
    return summed_up(marks);
  bool is_aside = false;  // in an adverbial clause: of what is above, only speech has it in its scope
  bool is_act = true;     // still the act itself, or the noun of an operator that has it as its content
  for (int child = clause, above = tree_.head(clause); above != kNone; child = above, above = tree_.head(above)) {
    const bool is_misplaced = is_that_clause(child) || (tree_.is(child, "acl") && tree_[above].upos == Upos::PROPN &&
                                                        has_feature(tree_[child], "VerbForm=Inf"));
    const Link step = link(child, above, is_act);
    if (step == Link::barrier) {
      if (tree_[child].deprel == "acl:relcl") {
        Marks matrix;
        read_word(tree_.head(above) != kNone ? tree_.head(above) : above, matrix);
        marks.hypothetical |= matrix.conditional || matrix.would;
      }
      return summed_up(marks);
    }
    is_act = false;
    is_aside |= step == Link::aside;
    if (is_aside && !(step == Link::content && speakers_.is_speech(above))) continue;
    if (step == Link::continued) {
      continue_clause(child, above, marks);
      is_act = !is_verbal(tree_[child]) && child == clause;
    } else if (step == Link::purpose) {
      Marks matrix;  // "a déployé des soldats pour soutenir X" is as real as the sending
      read_word(above, matrix);
      marks.take_mood(matrix);
      marks.negated |= matrix.negated;
      marks.possible |= matrix.possible;
    } else if (is_misplaced && effect_of(above) == Effect::none) {
      // The complement hangs on a name or noun beside it: what governs that governs the clause.
      const int governor = tree_.head(above);
      if (governor == kNone) break;
      apply_operator(governor, child, Link::content, marks);
      read_sources(above, trigger, marks);
      above = governor;
    } else {
      apply_operator(above, child, step, marks);
      const int verb = tree_.head(above);
      const bool is_noun = !is_verbal(tree_[above]) && effect_of(above) != Effect::none;
      if (is_noun && verb != kNone && is_verbal(tree_[verb]) && contains(frames_.words().light, tree_[verb].lemma) &&
          (tree_.is(above, "obj") || tree_.is(above, "nsubj"))) {
        Marks matrix;  // "n'a pas l'intention de"
        read_word(verb, matrix);
        const int determiner = tree_.child(above, "det");  // "aucune intention" was counted with the noun
        if (determiner == kNone || !contains(frames_.words().negative, tree_[determiner].lemma))
          marks.negated ^= matrix.negated;
        marks.take_mood(matrix);
        read_sources(above, trigger, marks);
        above = verb;
      } else if (step == Link::act && is_verbal(tree_[above])) {
        is_aside |= is_definite(child) && !colours_acts(above);  // "pourrait commenter la frappe": it is there
      } else {
        // "une augmentation du soutien": as real as the noun that it belongs to
        is_act = is_noun || (step == Link::act && tree_[above].upos == Upos::NOUN && !is_definite(above));
      }
    }
    read_sources(above, trigger, marks);
  }
  return summed_up(marks);
}

Status StatusFinder::summed_up(const Marks& found) const {
  Marks marks = found;
  if (marks.would || marks.conditional) {
    if (marks.under_past_speech && !marks.conditional_perfect)
      marks.planned = true;  // future in the past: "said he would order"
    else if (!marks.would && !marks.hypothetical)
      marks.reported = true;  // conditional of report: "aurait déployé"
    else
      marks.possible = true;
  }
  Status status;
  if (marks.negated) status.polarity = Polarity::negated;
  if (marks.planned && !marks.possible)
    status.modality = Modality::planned;
  else if (marks.by_nothing && marks.negated)
    status.modality = Modality::actual;
  else if (marks.possible)
    status.modality = Modality::possible;
  else if (marks.reported)
    status.modality = Modality::reported;
  status.attributed_to = marks.attributed_to;
  status.is_voiced = marks.voiced;
  status.has_source = marks.has_source;
  status.is_announced = marks.is_announced;
  return status;
}

}  // namespace entente

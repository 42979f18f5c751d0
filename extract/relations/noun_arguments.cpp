// The arguments of nouns that say an act: its own complements, and what a light verb, a verb that receives or the
// clause around it says for it.
#include <algorithm>

#include "relations/arguments.h"

namespace entente {
namespace {

constexpr int kNone = Tree::kNone;

using Kind = Slot::Kind;

}  // namespace

void ArgumentFinder::add_light_verb(Arguments& arguments, int noun, int depth) const {
  const Token& token = tree_[noun];
  int verb = kNone;
  const bool is_complement = has_relation(token, "obj") || has_relation(token, "obl") || has_relation(token, "xcomp") ||
                             token.deprel == "nsubj:pass";
  if (is_complement && tree_.head(noun) != kNone && is_verbal(tree_[tree_.head(noun)])) verb = tree_.head(noun);
  // "s'est exprimé après l'attaque": what the verb is said beside, it does not carry out.
  const std::vector<std::string> cases = prepositions(noun);
  if (tree_.is(noun, "obl") && std::any_of(cases.begin(), cases.end(), [this](const std::string& word) {
        return contains(frames_.words().circumstance, word);
      }))
    verb = kNone;
  for (int child : tree_.children(noun))  // "l'offensive lancée par X", "le soutien que X apporte à Y"
    if (tree_.is(child, "acl") && is_verbal(tree_[child])) {
      if (contains(frames_.words().light, tree_[child].lemma)) verb = child;
    }
  if (verb == kNone || !contains(frames_.words().light, tree_[verb].lemma)) return;
  if (verb == tree_.head(noun)) arguments.clause = verb;
  for (Filler& filler : of_verb(verb, depth).fillers) {
    if (filler.token == noun || filler.slot.kind == Kind::object) continue;
    // "reiterated its demand today that X withdraw": the clause is the object's.
    const bool is_of_clause = filler.slot.kind == Kind::clause_subject || filler.slot.kind == Kind::clause_object;
    if (is_of_clause && tree_.child(verb, "obj") != noun) continue;
    arguments.fillers.push_back(std::move(filler));
  }
}

/// Whether `word` is in the list, alone or with another word that depends on it: "faire+objet", "come+under".
bool ArgumentFinder::is_among(int word, const std::vector<std::string>& words) const {
  return std::any_of(words.begin(), words.end(), [&](const std::string& entry) {
    const std::size_t plus = entry.find('+');
    if (plus == std::string::npos) return entry == tree_[word].lemma;
    if (entry.compare(0, plus, tree_[word].lemma) != 0) return false;
    const auto is_other = [&](int child) { return tree_[child].lemma == std::string_view(entry).substr(plus + 1); };
    const auto below = tree_.children(word);
    return std::any_of(below.begin(), below.end(), [&](int child) {
      const auto deeper = tree_.children(child);
      return is_other(child) || std::any_of(deeper.begin(), deeper.end(), is_other);
    });
  });
}

/// Whom the act of a noun befalls, where another word says so: "subir une attaque", "l'attaque subie par X", "tué dans
/// une frappe", "la cible de frappes", "des sanctions visent X".
void ArgumentFinder::add_receiver(Arguments& arguments, int noun, int depth) const {
  const GrammarWords& words = frames_.words();
  for (int child : tree_.children(noun))
    if (tree_.is(child, "acl") && is_verbal(tree_[child]) && is_among(child, words.receiving))
      for (const Filler& filler : of_verb(child, depth).fillers)
        if (filler.slot.kind == Kind::subject) arguments.add(Kind::receiver, filler.token);
  for (int child : tree_.children(noun))  // "des sanctions visant X", "qui visent X"
    if (tree_.is(child, "acl") && is_among(child, words.suffering) && !is_passive(child))
      arguments.add(Kind::receiver, referent(tree_.child(child, "obj")));
  const int head = tree_.head(noun);
  if (head == kNone) return;
  const bool is_complement = tree_.is(noun, "obj") || tree_.is(noun, "obl") || tree_.is(noun, "nmod");
  if (is_complement && is_among(head, words.receiving)) {
    if (is_verbal(tree_[head])) arguments.clause = head;
    arguments.add(Kind::receiver, surface_subject(head, depth));
  }
  if (!is_verbal(tree_[head]) || !is_among(head, words.suffering)) return;
  if (tree_.is(noun, "obl") && (is_passive(head) || tree_.child(head, "obj") == kNone)) {
    arguments.add(Kind::receiver, surface_subject(head, depth));
  } else if (tree_[noun].deprel == "nsubj") {
    arguments.add(Kind::receiver, referent(tree_.child(head, "obj")));
  }
}

/// "lors d'une rencontre avec X, Y …", "à l'issue d'un entretien …", "avec le soutien de X, Y …": who does what the
/// noun is a circumstance of.
void ArgumentFinder::add_host(Arguments& arguments, int noun) const {
  const GrammarWords& words = frames_.words();
  int at = noun;
  const auto has_case = [this](int nominal, const std::vector<std::string>& list) {
    const std::vector<std::string> cases = prepositions(nominal);
    return std::any_of(cases.begin(), cases.end(), [&](const std::string& word) { return contains(list, word); });
  };
  const auto links = [&](int above) {
    return tree_.head(above) != kNone && tree_.is(above, "nmod") && has_case(above, words.of) &&
           contains(words.circumstance, tree_[tree_.head(above)].lemma);
  };
  bool is_linked = contains(words.circumstance, tree_[noun].lemma);  // "de concert avec X"
  for (; links(at); at = tree_.head(at)) is_linked = true;
  int head = tree_.head(at);
  if (head != kNone && tree_[head].upos == Upos::ADV && contains(words.circumstance, tree_[head].lemma)) {
    is_linked = true;  // "lors de", "après"
    at = head;
    head = tree_.head(at);
  }
  const bool is_beside = (tree_.is(at, "obl") && tree_[at].deprel != "obl:arg" && tree_[at].deprel != "obl:agent") ||
                         tree_.is(at, "advmod") || tree_.is(at, "advcl");
  // "X, en accord avec Y, …": an aside behind the one that it is about.
  if (head != kNone && tree_.is(at, "nmod") && tree_[head].upos == Upos::PROPN &&
      (is_linked || has_case(at, words.manner)))
    return arguments.add(Kind::host, head);
  if (head == kNone || !is_beside || !is_predicate(head)) return;
  if (is_linked || has_case(at, words.circumstance) || has_case(at, words.manner))
    arguments.add(Kind::host, surface_subject(head));
}

/// "des combats ont éclaté entre X et Y": what follows the verb that says that an act takes place is the act's.
void ArgumentFinder::add_happening(Arguments& arguments, int noun) const {
  const int verb = tree_.head(noun);
  if (verb == kNone || !tree_.is(noun, "nsubj") || !is_among(verb, frames_.words().happening)) return;
  for (int child : tree_.children(verb))
    if (tree_.is(child, "obl") && child > verb)
      for (const std::string& word : prepositions(child))
        arguments.fillers.push_back({{Kind::preposition, word}, referent(child)});
}

/// "ne soutient pas de frappe contre X": what follows the noun may be its complement, though the tree hangs it from the
/// verb.
void ArgumentFinder::add_next_phrase(Arguments& arguments, int noun) const {
  const int verb = tree_.head(noun);
  if (verb == kNone || !tree_.is(noun, "obj") || arguments.clause != arguments.trigger) return;
  for (int child : tree_.children(verb)) {
    if (child < noun || !tree_.is(child, "obl") || prepositions(child).empty()) continue;
    for (const std::string& word : prepositions(child))
      arguments.fillers.push_back({{Kind::preposition, word}, referent(child)});
    return;
  }
}

void ArgumentFinder::add_self(Arguments& arguments, int noun, int depth) const {
  const Token& token = tree_[noun];
  arguments.fillers.push_back({{Kind::self, {}}, noun});
  for (int child : tree_.children(noun)) {
    const bool is_name =
        tree_.is(child, "appos") || tree_.is(child, "flat") ||
        (tree_.is(child, "nmod") && tree_[child].upos == Upos::PROPN && prepositions(child).empty() && child > noun);
    if (is_name) arguments.add(Kind::self, child);
    if (!tree_.is(child, "nsubj")) continue;
    arguments.add(Kind::self, referent(child));
    arguments.add(Kind::surface, referent(child));
  }
  const int head = tree_.head(noun);
  if (head == kNone) return;
  const bool names_head =
      has_relation(token, "appos") ||
      ((has_relation(token, "flat") || has_relation(token, "compound") || has_relation(token, "nmod")) &&
       tree_[head].upos == Upos::PROPN && prepositions(noun).empty());
  if (names_head) arguments.add(Kind::self, head);
  // "Biden became president", "nommé ministre": the complement describes the subject.
  if (has_relation(token, "xcomp")) arguments.add(Kind::self, controller(head, noun, depth));
}

/// A complement of a noun. "La livraison d'armes à X par Y": what a parser hangs from the thing may belong to the act.
void ArgumentFinder::add_complement(Arguments& arguments, int nominal) const {
  add_oblique(arguments, nominal, true);
  const std::vector<std::string> cases = prepositions(nominal);
  if (cases.empty()) return;
  const bool is_thing = contains(frames_.words().of, cases.front()) && tree_[nominal].upos == Upos::NOUN;
  for (int child : tree_.children(nominal)) {
    const std::vector<std::string> inner = prepositions(child);
    if (!tree_.is(child, "nmod") || inner.empty() || contains(frames_.words().of, inner.front())) continue;
    // "support for X by Y": nobody but the act has an agent.
    if (is_thing || contains(frames_.words().agent, inner.front())) add_oblique(arguments, child, true);
  }
}

Arguments ArgumentFinder::dependents_of(int noun) const {
  Arguments arguments{noun, noun, {}};
  for (int child : tree_.children(noun)) {
    const Token& token = tree_[child];
    if (has_relation(token, "nmod") || has_relation(token, "obl")) {
      if (token.deprel == "nmod:poss")
        arguments.add(Kind::owner, referent(child));
      else if (prepositions(child).empty() && child < noun)
        arguments.add(Kind::owner, child);
      else
        add_complement(arguments, child);
    } else if (has_relation(token, "det") && has_feature(token, "Poss=Yes")) {
      arguments.add(Kind::owner, child);
    } else if (has_relation(token, "amod") || has_relation(token, "compound")) {
      arguments.add(Kind::owner, child);
    } else if (has_relation(token, "acl") && has_feature(token, "VerbForm=Inf")) {
      if (const int object = tree_.child(child, "obj"); object != kNone) arguments.add(Kind::clause_object, object);
    } else if ((has_relation(token, "acl") || has_relation(token, "ccomp")) && is_finite(child) &&
               tree_.child(child, "mark") != kNone) {
      arguments.add(Kind::clause_subject, tree_.child(child, "nsubj"));  // "the demand that X withdraw"
    }
  }
  return arguments;
}

/// "a series of strikes on X", "a round of talks": the noun that stands in the clause for what it counts.
int ArgumentFinder::counted_by(int noun) const {
  const int head = tree_.head(noun);
  if (head == kNone || !tree_.is(noun, "nmod") || !contains(frames_.words().series, tree_[head].lemma)) return noun;
  const std::vector<std::string> cases = prepositions(noun);
  return !cases.empty() && contains(frames_.words().of, cases.front()) ? head : noun;
}

/// "X sent troops in support of Y", "shelled the town in retaliation for Y": who acts takes the stance.
void ArgumentFinder::add_stance(Arguments& arguments, int noun, int depth) const {
  if (!contains(frames_.words().stance, tree_[noun].lemma)) return;
  const std::vector<std::string> cases = prepositions(noun);
  if (std::none_of(cases.begin(), cases.end(),
                   [this](const auto& word) { return contains(frames_.words().place, word); }))
    return;
  int verb = tree_.head(noun);
  while (verb != kNone && (!is_verbal(tree_[verb]) || is_passive(verb))) verb = tree_.head(verb);
  if (verb != kNone) arguments.add(Kind::subject, surface_subject(verb, depth + 1));
}

/// "conducted strikes using aircraft against X": what follows the instrument is said of the act.
void ArgumentFinder::add_instrument(Arguments& arguments, int noun, int depth) const {
  for (int word : {noun, arguments.clause})
    for (int child : tree_.children(word)) {
      if (!is_verbal(tree_[child]) || !contains(frames_.words().instrument, tree_[child].lemma)) continue;
      if (!tree_.is(child, "acl") && !tree_.is(child, "advcl")) continue;
      for (Filler& filler : of_verb(child, depth + 1).fillers)
        if (filler.slot.kind == Kind::preposition) arguments.fillers.push_back(std::move(filler));
    }
}

Arguments ArgumentFinder::of_noun(int noun, int depth) const {
  Arguments arguments = dependents_of(noun);
  if (depth > kMaxDepth) return arguments;
  if (const int outer = counted_by(noun); outer != noun) {
    for (Filler& filler : dependents_of(outer).fillers)
      if (filler.token != noun) arguments.fillers.push_back(std::move(filler));
    add_light_verb(arguments, outer, depth);
    add_receiver(arguments, outer, depth);
    add_happening(arguments, outer);
  }
  add_light_verb(arguments, noun, depth);
  add_receiver(arguments, noun, depth);
  add_host(arguments, noun);
  add_happening(arguments, noun);
  add_stance(arguments, noun, depth);
  add_instrument(arguments, noun, depth);
  add_next_phrase(arguments, noun);
  add_self(arguments, noun, depth);
  return arguments;
}

}  // namespace entente

#include "relations/arguments.h"

#include <algorithm>

namespace entente {
namespace {

constexpr int kNone = Tree::kNone;
constexpr int kMaxDepth = 4;  // of control chains: deeper ones are parse errors

using Kind = Slot::Kind;

void add(Arguments& arguments, Kind kind, int token) {
  if (token != kNone && token != arguments.trigger) arguments.fillers.push_back({{kind, {}}, token});
}

bool is_verbal(const Token& token) { return token.upos == Upos::VERB || token.upos == Upos::AUX; }

bool is_past_participle(const Token& token) {
  return has_feature(token, "VerbForm=Part") && !has_feature(token, "Tense=Pres");
}

bool is_relative_pronoun(const Token& token) {
  return (token.upos == Upos::PRON || token.upos == Upos::ADV) && has_feature(token, "PronType=Rel");
}

bool is_reflexive_pronoun(const Token& token) { return token.upos == Upos::PRON && has_feature(token, "Reflex=Yes"); }

/// Pronouns that fill no slot: expletives and reflexives.
bool is_empty(const Token& token) {
  return token.upos == Upos::PRON && (is_reflexive_pronoun(token) || token.deprel.starts_with("expl"));
}

}  // namespace

bool ArgumentFinder::is_predicate(int token) const {
  return is_verbal(tree_[token]) || tree_.child(token, "cop") != kNone || tree_.child(token, "nsubj") != kNone;
}

bool ArgumentFinder::is_finite(int verb) const {
  if (has_feature(tree_[verb], "VerbForm=Fin")) return true;
  for (int child : tree_.children(verb))
    if ((tree_.is(child, "aux") || tree_.is(child, "cop")) && has_feature(tree_[child], "VerbForm=Fin")) return true;
  return false;
}

/// Whether the finite form of a clause is in the singular.
bool ArgumentFinder::is_singular(int predicate) const {
  if (has_feature(tree_[predicate], "VerbForm=Fin")) return has_feature(tree_[predicate], "Number=Sing");
  for (int child : tree_.children(predicate))
    if ((tree_.is(child, "aux") || tree_.is(child, "cop")) && has_feature(tree_[child], "VerbForm=Fin"))
      return has_feature(tree_[child], "Number=Sing");
  return false;
}

bool ArgumentFinder::is_reflexive(int verb) const {
  for (int child : tree_.children(verb))
    if (is_reflexive_pronoun(tree_[child])) return true;
  return false;
}

bool ArgumentFinder::is_passive(int verb) const {
  if (is_reflexive(verb)) return false;
  // "X est intervenu": there is no passive of it, whatever the parser took its auxiliary for.
  if (contains(frames_.words().unaccusative, tree_[verb].lemma) && tree_.child(verb, "obl:agent") == kNone)
    return false;
  for (int child : tree_.children(verb)) {
    const std::string& deprel = tree_[child].deprel;
    if (deprel == "nsubj:pass" || deprel == "aux:pass" || deprel == "obl:agent" || deprel == "expl:pass") return true;
    if (deprel == "aux" || deprel == "aux:tense") return false;
  }
  const Token& token = tree_[verb];
  if (!is_past_participle(token)) return false;
  if (token.deprel == "conj" && tree_.head(verb) != kNone) {
    const int first = tree_.head(verb);
    return is_past_participle(tree_[first]) && tree_.child(verb, "obj") == kNone && is_passive(first);
  }
  // English simple pasts that were tagged as participles keep their subject.
  return tree_.child(verb, "nsubj") == kNone && tree_.child(verb, "obj") == kNone;
}

int ArgumentFinder::referent(int token) const {
  if (token == kNone || !is_relative_pronoun(tree_[token])) return token;
  for (int at = token; at != kNone; at = tree_.head(at))
    if (tree_[at].deprel.starts_with("acl") && tree_.head(at) != kNone) {
      // "X et Y, qui part": of several, a verb in the singular has the one beside the pronoun for a subject.
      const std::vector<int> antecedents = conjuncts(tree_.head(at));
      const bool is_one = tree_.is(token, "nsubj") && is_singular(tree_.head(token));
      return is_one ? *std::max_element(
                          antecedents.begin(), antecedents.end(),
                          [token](int a, int b) { return (a < token ? a : kNone) < (b < token ? b : kNone); })
                    : antecedents.front();
    }
  return token;
}

std::vector<std::string> ArgumentFinder::prepositions(int nominal) const {
  std::vector<std::string> found;
  std::string joined, contracted;
  for (int child : tree_.children(nominal)) {
    if (!tree_.is(child, "case") && !tree_.is(child, "mark")) continue;
    if (child > nominal) continue;  // the English 's follows
    std::string phrase = tree_[child].lemma;
    for (int part : tree_.children(child))
      if (tree_.is(part, "fixed")) phrase += "+" + tree_[part].lemma;
    if (!joined.empty()) joined += "+";
    joined += phrase;
    // "au Japon", unlike "à la Chine": the article that a preposition swallowed shows where rather than to whom.
    const bool is_contracted = child + 1 < tree_.size() && tree_.is(child + 1, "det") &&
                               tree_[child + 1].span == tree_[child].span && tree_.head(child + 1) == nominal;
    if (is_contracted) contracted = phrase + "+" + tree_[child + 1].lemma;
    found.push_back(std::move(phrase));
  }
  if (found.size() > 1) found.push_back(std::move(joined));
  std::reverse(found.begin(), found.end());
  if (!contracted.empty()) found.push_back(std::move(contracted));
  return found;
}

std::vector<int> ArgumentFinder::conjuncts(int token) const {
  std::vector<int> found = {token};
  for (std::size_t i = 0; i < found.size() && found.size() < 64; ++i)
    for (int child : tree_.children(found[i]))
      if (tree_.is(child, "conj")) found.push_back(child);
  return found;
}

int ArgumentFinder::controller(int governor, int infinitive, int depth) const {
  const Operator op = frames_.operator_of(tree_[governor].lemma);
  const bool subject_control = op.effect == Operator::Effect::plan && !op.object_control;
  if (!subject_control) {
    if (is_passive(governor)) return surface_subject(governor, depth + 1);
    for (std::string_view role : {"obj", "iobj"})
      if (const int object = tree_.child(governor, role);
          object != kNone && object != infinitive && !is_empty(tree_[object]))
        return referent(object);
    if (op.object_control)
      for (int child : tree_.children(governor))
        if (tree_.is(child, "obl") && !prepositions(child).empty() &&
            contains(frames_.words().to, prepositions(child).front()))
          return referent(child);
  }
  return surface_subject(governor, depth + 1);
}

int ArgumentFinder::surface_subject(int predicate, int depth) const {
  if (predicate == kNone || depth > kMaxDepth) return kNone;
  for (int child : tree_.children(predicate))
    if (tree_.is(child, "nsubj")) return referent(child);
  const int head = tree_.head(predicate);
  if (head == kNone) return kNone;
  const Token& token = tree_[predicate];
  if (has_relation(token, "conj")) return is_predicate(head) ? surface_subject(head, depth + 1) : kNone;
  if (has_relation(token, "xcomp")) return controller(head, predicate, depth);
  if (token.deprel == "acl:relcl") return kNone;
  if (is_finite(predicate)) return kNone;
  if (has_relation(token, "acl") || has_relation(token, "amod")) {
    // A name has no infinitive of its own: in "accuse Kigali d'armer X" the parser meant the verb's complement.
    const std::vector<std::string> before = prepositions(predicate);
    const bool completes =
        has_feature(token, "VerbForm=Inf") ||  // "the plan to arm", "the intention of arming"
        (has_feature(token, "VerbForm=Ger") && !before.empty() && contains(frames_.words().complement, before.front()));
    if (!completes || tree_[head].upos == Upos::PROPN) return referent(head);
    const Arguments noun = of_noun(head, depth + 1);  // "la promesse américaine de livrer": whoever promises delivers
    for (Kind kind : {Kind::subject, Kind::owner})
      for (const Filler& filler : noun.fillers)
        if (filler.slot.kind == kind) return filler.token;
    return kNone;
  }
  if (has_relation(token, "ccomp")) return controller(head, predicate, depth);
  // "reproche à X d'avoir …", "accused X of arming", where the parser saw an adverbial: it completes the verb.
  const auto marks = has_relation(token, "advcl") ? prepositions(predicate) : std::vector<std::string>();
  const bool completes = !marks.empty() && contains(frames_.words().complement, marks.front()) &&
                         !contains(frames_.words().to, marks.front());
  const bool is_infinitive = has_feature(token, "VerbForm=Inf") && has_relation(token, "advcl");
  // "accuse X pour avoir …": of the perfect, the reason is what the object did.
  const int auxiliary = tree_.child(predicate, "aux");
  const bool is_reason = !marks.empty() && contains(frames_.words().reason, marks.front()) && auxiliary != kNone &&
                         has_feature(tree_[auxiliary], "VerbForm=Inf");
  if (is_reason) return controller(head, predicate, depth);
  if (completes || (is_infinitive && frames_.operator_of(tree_[head].lemma).object_control))
    return controller(head, predicate, depth);
  if (has_relation(token, "advcl") || has_relation(token, "parataxis") || has_relation(token, "obl"))
    return is_predicate(head) ? surface_subject(head, depth + 1) : kNone;
  return kNone;
}

/// A second subject, after the verb, where there is no object: the parser took an object for it.
bool ArgumentFinder::is_stray_subject(int child, int verb) const {
  if (tree_[child].deprel != "nsubj" || child < verb || tree_.child(verb, "obj") != kNone) return false;
  const int first = tree_.child(verb, "nsubj");
  return first != child && first < verb;
}

/// "killed at least six soldiers", "killed about 50 rebels": words that measure the number make no phrase of the
/// object.
bool ArgumentFinder::is_counted_object(int child, int verb) const {
  if (tree_[child].deprel != "obl" || child < verb || tree_.child(verb, "obj") != kNone) return false;
  const std::vector<std::string> cases = prepositions(child);
  return tree_.child(child, "nummod") != kNone && std::all_of(cases.begin(), cases.end(), [this](const auto& word) {
           return contains(frames_.words().approximate, word);
         });
}

void ArgumentFinder::add_oblique(Arguments& arguments, int nominal, bool agent_is_subject) const {
  const int token = referent(nominal);
  const std::vector<std::string> cases = prepositions(nominal);
  const bool is_agent = tree_[nominal].deprel == "obl:agent" ||
                        std::any_of(cases.begin(), cases.end(),
                                    [this](const std::string& word) { return contains(frames_.words().agent, word); });
  if (is_agent && agent_is_subject) return add(arguments, Kind::subject, token);
  for (const std::string& word : cases) {
    arguments.fillers.push_back({{Kind::preposition, word}, token});
    if (contains(frames_.words().to, word)) add(arguments, Kind::indirect, token);
  }
  add_complex_preposition(arguments, nominal);
  add_nested_places(arguments, nominal, cases.empty() ? std::string() : cases.front());
}

/// "à l'encontre de X", "aux côtés de X": what follows a bare noun between two prepositions hangs on all three
/// ("à+encontre+de").
void ArgumentFinder::add_complex_preposition(Arguments& arguments, int nominal) const {
  const std::vector<std::string> cases = prepositions(nominal);
  if (cases.empty() || tree_[nominal].upos != Upos::NOUN) return;
  for (int child : tree_.children(nominal)) {
    if (!tree_.is(child, "nmod")) continue;
    for (const std::string& inner : prepositions(child))
      arguments.fillers.push_back(
          {{Kind::preposition, cases.front() + "+" + tree_[nominal].lemma + "+" + inner}, referent(child)});
  }
}

/// "blessé dans un accident à Lyon" (dans>à), "dans la nuit du 3 mai à Lyon" (dans>à), "ce matin à Lyon" (à).
void ArgumentFinder::add_nested_places(Arguments& arguments, int nominal, const std::string& outer) const {
  for (int child : tree_.children(nominal)) {
    if (!tree_.is(child, "nmod")) continue;
    const std::vector<std::string> cases = prepositions(child);
    if (cases.empty()) continue;
    if (contains(frames_.words().of, cases.front())) {
      add_nested_places(arguments, child, outer);
      continue;
    }
    for (const std::string& inner : cases)
      arguments.fillers.push_back({{Kind::preposition, outer.empty() ? inner : outer + ">" + inner}, referent(child)});
  }
}

/// "réclamé en juillet que X paie": a clause with a conjunction and no relative pronoun is no relative clause, but the
/// complement of the verb above.
int ArgumentFinder::stray_complement(int nominal) const {
  for (int clause : tree_.children(nominal)) {
    if (!tree_.is(clause, "acl") || !is_finite(clause)) continue;
    bool has_conjunction = false, has_relative = false;
    for (int child : tree_.children(clause)) {
      has_conjunction = has_conjunction || (tree_.is(child, "mark") && tree_[child].upos == Upos::SCONJ);
      has_relative = has_relative || is_relative_pronoun(tree_[child]);
    }
    if (has_conjunction && !has_relative) return clause;
  }
  return kNone;
}

/// "tué près de X": an adverb with a nominal of its own is a preposition.
void ArgumentFinder::add_adverb(Arguments& arguments, int adverb) const {
  for (int child : tree_.children(adverb))
    if (tree_.is(child, "obl") || tree_.is(child, "nmod"))
      for (const std::string& word : prepositions(child)) {
        const std::string joined = tree_[adverb].lemma + "+" + word;
        arguments.fillers.push_back({{Kind::preposition, joined}, referent(child)});
        add_nested_places(arguments, child, joined);
      }
}

void ArgumentFinder::add_clause(Arguments& arguments, int clause, int depth) const {
  for (int child : tree_.children(clause))
    if (tree_.is(child, "conj") && tree_.child(child, "nsubj") != kNone && tree_.child(child, "mark") != kNone)
      add(arguments, Kind::clause_subject, surface_subject(child, depth + 1));
  add(arguments, Kind::clause_subject, surface_subject(clause, depth + 1));
  if (const int object = tree_.child(clause, "obj"); object != kNone)
    add(arguments, Kind::clause_object, referent(object));
  for (int child : tree_.children(clause))
    if (tree_.is(child, "obl") && tree_[child].deprel != "obl:mod")
      add(arguments, Kind::clause_object, referent(child));
}

Arguments ArgumentFinder::of_verb(int verb, int depth) const {
  Arguments arguments{verb, verb, {}};
  const bool passive = is_passive(verb);
  const int subject = surface_subject(verb, depth);
  add(arguments, passive ? Kind::object : Kind::subject, subject);
  add(arguments, Kind::surface, subject);
  for (int child : tree_.children(verb)) {
    const Token& token = tree_[child];
    if (is_empty(token)) continue;
    const bool is_adverbial = has_relation(token, "obl") || has_relation(token, "advmod");
    if (is_adverbial && is_relative_pronoun(token) && prepositions(child).empty())  // où, where
      arguments.fillers.push_back({{Kind::preposition, token.lemma}, referent(child)});
    if (has_relation(token, "obl"))
      if (const int clause = stray_complement(child); clause != kNone) add_clause(arguments, clause, depth);
    if (token.upos == Upos::DET && has_feature(token, "Poss=Yes")) {
      add(arguments, Kind::indirect, child);  // "leur livre des armes": a clitic that the tagger took for a possessive
    } else if (has_relation(token, "obj") || is_stray_subject(child, verb) ||
               (!passive && is_counted_object(child, verb))) {
      add(arguments, Kind::object, referent(child));
    } else if (has_relation(token, "iobj")) {
      add(arguments, Kind::indirect, referent(child));
      if (token.upos != Upos::PRON && tree_.child(verb, "obj") == kNone)
        add(arguments, Kind::object, referent(child));  // one object alone is the object
    } else if (token.upos == Upos::ADV) {
      add_adverb(arguments, child);
    } else if (has_relation(token, "obl") || has_relation(token, "nmod")) {
      if (passive && child < verb && prepositions(child).empty() && child + 2 >= verb)
        add(arguments, Kind::subject, child);  // "Iran-backed"
      else
        add_oblique(arguments, child, passive);
    } else if (passive && has_relation(token, "compound") && child < verb) {
      add(arguments, Kind::subject, child);
    } else if (has_relation(token, "xcomp") || has_relation(token, "ccomp")) {
      if (is_predicate(child))
        add_clause(arguments, child, depth);
      else
        add_oblique(arguments, child, passive);
    } else if (has_relation(token, "nsubj") && referent(child) != subject && child < verb) {
      add(arguments, passive ? Kind::object : Kind::subject, referent(child));  // "rights group Amnesty", torn apart
    } else if (has_relation(token, "dislocated") && tree_.child(verb, "nsubj") == kNone) {
      add(arguments, Kind::subject, child);
    } else if (has_relation(token, "advcl") && !prepositions(child).empty() && !is_finite(child)) {
      add_clause(arguments, child, depth);  // "accuse X de préparer …", where the parser saw an adverbial
    }
  }
  // "rompre ses relations avec X", "retirer ses troupes de X": what depends on the object may belong to the verb, an
  // of-phrase if a possessive has said already whose the object is.
  if (const int object = tree_.child(verb, "obj"); object != kNone) {
    const auto below = tree_.children(object);
    const bool is_owned = std::any_of(below.begin(), below.end(), [this](int child) {
      return tree_.is(child, "det") && has_feature(tree_[child], "Poss=Yes");
    });
    for (int child : below)
      if (tree_.is(child, "nmod"))
        for (const std::string& word : prepositions(child))
          if (is_owned || !contains(frames_.words().of, word))
            arguments.fillers.push_back({{Kind::preposition, word}, referent(child)});
    // "withdraw inspectors and workers from X": on the last of several objects, too.
    if (const int last = conjuncts(object).back(); last != object)
      for (int child : tree_.children(last))
        if (tree_.is(child, "nmod"))
          for (const std::string& word : prepositions(child))
            if (!contains(frames_.words().of, word))
              arguments.fillers.push_back({{Kind::preposition, word}, referent(child)});
  }
  // "revendiqué par X contre Y": so may what depends on the agent.
  if (const int agent = tree_.child(verb, "obl:agent"); agent != kNone)
    for (int child : tree_.children(agent))
      if (tree_.is(child, "nmod"))
        for (const std::string& word : prepositions(child))
          if (!contains(frames_.words().of, word))
            arguments.fillers.push_back({{Kind::preposition, word}, referent(child)});
  // "X a rencontré et salué Y": the object of the last conjunct is shared.
  if (!passive && tree_.child(verb, "obj") == kNone)
    for (int child : tree_.children(verb))
      if (tree_.is(child, "conj") && is_verbal(tree_[child]) && tree_.child(child, "nsubj") == kNone &&
          child - verb <= 3)
        add(arguments, Kind::object, tree_.child(child, "obj"));
  return arguments;
}

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
        if (filler.slot.kind == Kind::subject) add(arguments, Kind::receiver, filler.token);
  for (int child : tree_.children(noun))  // "des sanctions visant X", "qui visent X"
    if (tree_.is(child, "acl") && is_among(child, words.suffering) && !is_passive(child))
      add(arguments, Kind::receiver, referent(tree_.child(child, "obj")));
  const int head = tree_.head(noun);
  if (head == kNone) return;
  const bool is_complement = tree_.is(noun, "obj") || tree_.is(noun, "obl") || tree_.is(noun, "nmod");
  if (is_complement && is_among(head, words.receiving)) {
    if (is_verbal(tree_[head])) arguments.clause = head;
    add(arguments, Kind::receiver, surface_subject(head, depth));
  }
  if (!is_verbal(tree_[head]) || !is_among(head, words.suffering)) return;
  if (tree_.is(noun, "obl") && (is_passive(head) || tree_.child(head, "obj") == kNone)) {
    add(arguments, Kind::receiver, surface_subject(head, depth));
  } else if (tree_[noun].deprel == "nsubj") {
    add(arguments, Kind::receiver, referent(tree_.child(head, "obj")));
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
    return add(arguments, Kind::host, head);
  if (head == kNone || !is_beside || !is_predicate(head)) return;
  if (is_linked || has_case(at, words.circumstance) || has_case(at, words.manner))
    add(arguments, Kind::host, surface_subject(head));
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
    if (is_name) add(arguments, Kind::self, child);
    if (!tree_.is(child, "nsubj")) continue;
    add(arguments, Kind::self, referent(child));
    add(arguments, Kind::surface, referent(child));
  }
  const int head = tree_.head(noun);
  if (head == kNone) return;
  const bool names_head =
      has_relation(token, "appos") ||
      ((has_relation(token, "flat") || has_relation(token, "compound") || has_relation(token, "nmod")) &&
       tree_[head].upos == Upos::PROPN && prepositions(noun).empty());
  if (names_head) add(arguments, Kind::self, head);
  // "Biden became president", "nommé ministre": the complement describes the subject.
  if (has_relation(token, "xcomp")) add(arguments, Kind::self, controller(head, noun, depth));
}

/// A complement of a noun. "La livraison d'armes à X par Y": what a parser hangs from the thing may belong to the act.
void ArgumentFinder::add_complement(Arguments& arguments, int nominal) const {
  add_oblique(arguments, nominal, true);
  const std::vector<std::string> cases = prepositions(nominal);
  if (cases.empty() || !contains(frames_.words().of, cases.front()) || tree_[nominal].upos != Upos::NOUN) return;
  for (int child : tree_.children(nominal)) {
    const std::vector<std::string> inner = prepositions(child);
    if (tree_.is(child, "nmod") && !inner.empty() && !contains(frames_.words().of, inner.front()))
      add_oblique(arguments, child, true);
  }
}

Arguments ArgumentFinder::dependents_of(int noun) const {
  Arguments arguments{noun, noun, {}};
  for (int child : tree_.children(noun)) {
    const Token& token = tree_[child];
    if (has_relation(token, "nmod") || has_relation(token, "obl")) {
      if (token.deprel == "nmod:poss")
        add(arguments, Kind::owner, referent(child));
      else if (prepositions(child).empty() && child < noun)
        add(arguments, Kind::owner, child);
      else
        add_complement(arguments, child);
    } else if (has_relation(token, "det") && has_feature(token, "Poss=Yes")) {
      add(arguments, Kind::owner, child);
    } else if (has_relation(token, "amod") || has_relation(token, "compound")) {
      add(arguments, Kind::owner, child);
    } else if (has_relation(token, "acl") && has_feature(token, "VerbForm=Inf")) {
      if (const int object = tree_.child(child, "obj"); object != kNone) add(arguments, Kind::clause_object, object);
    } else if ((has_relation(token, "acl") || has_relation(token, "ccomp")) && is_finite(child) &&
               tree_.child(child, "mark") != kNone) {
      add(arguments, Kind::clause_subject, tree_.child(child, "nsubj"));  // "the demand that X withdraw"
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
  if (verb != kNone) add(arguments, Kind::subject, surface_subject(verb, depth + 1));
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

Arguments ArgumentFinder::of_adjective(int adjective) const {
  Arguments arguments{adjective, adjective, {}};
  int described = surface_subject(adjective);
  if (described == kNone && (tree_.is(adjective, "amod") || tree_.is(adjective, "acl") || tree_.is(adjective, "appos")))
    described = tree_.head(adjective);
  if (described == kNone && tree_.is(adjective, "conj")) described = tree_.head(tree_.head(adjective));
  if (described == kNone && tree_.is(adjective, "xcomp")) described = controller(tree_.head(adjective), adjective, 0);
  for (Kind kind : {Kind::subject, Kind::surface, Kind::self}) add(arguments, kind, described);
  for (int child : tree_.children(adjective)) {
    if (tree_.is(child, "obl") || tree_.is(child, "nmod") || tree_.is(child, "iobj")) {
      if (prepositions(child).empty())
        add(arguments, tree_.is(child, "iobj") ? Kind::indirect : Kind::owner, referent(child));
      else
        add_oblique(arguments, child, false);
    } else if (tree_.is(child, "compound")) {
      add(arguments, Kind::owner, child);
    }
  }
  // "X reste fidèle à Y": the complement of a predicative adjective may hang from its verb.
  if (tree_.is(adjective, "xcomp") && tree_.head(adjective) != kNone)
    for (int child : tree_.children(tree_.head(adjective)))
      if (child > adjective && tree_.is(child, "obl")) add_oblique(arguments, child, false);
  return arguments;
}

}  // namespace entente

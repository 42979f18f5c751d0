#include "relations/arguments.h"

#include <algorithm>

namespace entente {
namespace {

constexpr int kNone = Tree::kNone;

using Kind = Slot::Kind;

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

void Arguments::add(Slot::Kind kind, int token) {
  if (token != kNone && token != trigger) fillers.push_back({{kind, {}}, token});
}

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
    if ((tree_.is(at, "acl") || tree_[at].deprel == "advcl:cleft") && tree_.head(at) != kNone) {
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
  const bool is_agent = std::any_of(cases.begin(), cases.end(),
                                    [this](const std::string& word) { return contains(frames_.words().agent, word); });
  if (is_agent && agent_is_subject) return arguments.add(Kind::subject, token);
  // "entouré de": a parser may see an agent in "retiré de" as well.
  if (tree_[nominal].deprel == "obl:agent" && agent_is_subject) arguments.add(Kind::subject, token);
  for (const std::string& word : cases) {
    arguments.fillers.push_back({{Kind::preposition, word}, token});
    if (contains(frames_.words().to, word)) arguments.add(Kind::indirect, token);
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
      arguments.add(Kind::clause_subject, surface_subject(child, depth + 1));
  arguments.add(Kind::clause_subject, surface_subject(clause, depth + 1));
  if (const int object = tree_.child(clause, "obj"); object != kNone)
    arguments.add(Kind::clause_object, referent(object));
  for (int child : tree_.children(clause))
    if (tree_.is(child, "obl") && tree_[child].deprel != "obl:mod") arguments.add(Kind::clause_object, referent(child));
}

Arguments ArgumentFinder::of_verb(int verb, int depth) const {
  Arguments arguments{verb, verb, {}};
  const bool passive = is_passive(verb);
  const int subject = surface_subject(verb, depth);
  arguments.add(passive ? Kind::object : Kind::subject, subject);
  arguments.add(Kind::surface, subject);
  for (int child : tree_.children(verb)) {
    const Token& token = tree_[child];
    if (is_empty(token)) continue;
    const bool is_adverbial = has_relation(token, "obl") || has_relation(token, "advmod");
    if (is_adverbial && is_relative_pronoun(token) && prepositions(child).empty())  // où, where
      arguments.fillers.push_back({{Kind::preposition, token.lemma}, referent(child)});
    if (has_relation(token, "obl"))
      if (const int clause = stray_complement(child); clause != kNone) add_clause(arguments, clause, depth);
    if (token.upos == Upos::DET && has_feature(token, "Poss=Yes")) {
      arguments.add(Kind::indirect, child);  // "leur livre des armes": a clitic that the tagger took for a possessive
    } else if (has_relation(token, "obj") || is_stray_subject(child, verb) ||
               (!passive && is_counted_object(child, verb))) {
      arguments.add(Kind::object, referent(child));
    } else if (has_relation(token, "iobj")) {
      arguments.add(Kind::indirect, referent(child));
      if (token.upos != Upos::PRON && tree_.child(verb, "obj") == kNone)
        arguments.add(Kind::object, referent(child));  // one object alone is the object
    } else if (token.upos == Upos::ADV) {
      add_adverb(arguments, child);
    } else if (has_relation(token, "obl") || has_relation(token, "nmod")) {
      if (passive && child < verb && prepositions(child).empty() && child + 2 >= verb)
        arguments.add(Kind::subject, child);  // "Iran-backed"
      else
        add_oblique(arguments, child, passive);
    } else if (passive && has_relation(token, "compound") && child < verb) {
      arguments.add(Kind::subject, child);
    } else if (has_relation(token, "xcomp") || has_relation(token, "ccomp")) {
      if (is_predicate(child))
        add_clause(arguments, child, depth);
      else
        add_oblique(arguments, child, passive);
    } else if (has_relation(token, "nsubj") && referent(child) != subject && child < verb) {
      arguments.add(passive ? Kind::object : Kind::subject, referent(child));  // "rights group Amnesty", torn apart
    } else if (has_relation(token, "dislocated") && tree_.child(verb, "nsubj") == kNone) {
      arguments.add(Kind::subject, child);
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
        arguments.add(Kind::object, tree_.child(child, "obj"));
  return arguments;
}

Arguments ArgumentFinder::of_adjective(int adjective) const {
  Arguments arguments{adjective, adjective, {}};
  int described = surface_subject(adjective);
  if (described == kNone && (tree_.is(adjective, "amod") || tree_.is(adjective, "acl") || tree_.is(adjective, "appos")))
    described = tree_.head(adjective);
  if (described == kNone && tree_.is(adjective, "conj")) described = tree_.head(tree_.head(adjective));
  if (described == kNone && tree_.is(adjective, "xcomp")) described = controller(tree_.head(adjective), adjective, 0);
  for (Kind kind : {Kind::subject, Kind::surface, Kind::self}) arguments.add(kind, described);
  for (int child : tree_.children(adjective)) {
    if (tree_.is(child, "obl") || tree_.is(child, "nmod") || tree_.is(child, "iobj")) {
      if (prepositions(child).empty())
        arguments.add(tree_.is(child, "iobj") ? Kind::indirect : Kind::owner, referent(child));
      else
        add_oblique(arguments, child, false);
    } else if (tree_.is(child, "compound")) {
      arguments.add(Kind::owner, child);
    }
  }
  // "X reste fidèle à Y": the complement of a predicative adjective may hang from its verb.
  if (tree_.is(adjective, "xcomp") && tree_.head(adjective) != kNone)
    for (int child : tree_.children(tree_.head(adjective)))
      if (child > adjective && tree_.is(child, "obl")) add_oblique(arguments, child, false);
  return arguments;
}

}  // namespace entente

#include "language/mend.h"

#include <algorithm>

namespace entente::language {
namespace {

constexpr int kNone = -1;

class Mender {
 public:
  explicit Mender(Sentence& sentence) : tokens_(sentence.tokens) {}

  void run() {
    for (Token& token : tokens_) lift(token);
    for (int token = 0; token < size(); ++token) {
      if (at(token).head != kNone) mend_relation(token);
      if (token >= 1) reduce_relative(token);
      if (token >= 2) give_receiver(token);
      if (token >= 3) give_modified(token);
    }
    for (int token = 0; token + 1 < size(); ++token) make_main_verb(token);
    make_verbs();
    for (int verb = 0; verb < size(); ++verb)
      if (lacks_subject(verb)) give_subject(verb);
  }

 private:
  [[nodiscard]] int size() const { return static_cast<int>(tokens_.size()); }
  [[nodiscard]] Token& at(int token) { return tokens_[static_cast<std::size_t>(token)]; }
  [[nodiscard]] const Token& at(int token) const { return tokens_[static_cast<std::size_t>(token)]; }
  /// What hangs on the last word of a name hangs on the name.
  void lift(Token& token) const {
    while (token.head != kNone && has_relation(at(token.head), "flat")) token.head = at(token.head).head;
  }
  [[nodiscard]] bool is_child(int token, int head, std::string_view deprel) const {
    return at(token).head == head && has_relation(at(token), deprel);
  }
  [[nodiscard]] bool has_child(int head, std::string_view deprel) const {
    for (int token = 0; token < size(); ++token)
      if (is_child(token, head, deprel)) return true;
    return false;
  }
  [[nodiscard]] bool is_below(int token, int ancestor) const {
    for (int above = at(token).head; above != kNone; above = at(above).head)
      if (above == ancestor) return true;
    return false;
  }
  /// The first word of what hangs on `token`, itself included.
  [[nodiscard]] int first_of(int token) const {
    int first = token;
    while (first > 0 && is_below(first - 1, token)) --first;
    return first;
  }
  [[nodiscard]] int last_of(int token) const {
    int last = token;
    while (last + 1 < size() && (is_below(last + 1, token))) ++last;
    return last;
  }

  /// requires  the token has a head
  void mend_relation(int token) {
    const Token& word = at(token);
    if (word.deprel == "aux:pass") make_participle(word.head);
    if (word.upos == Upos::DET && has_relation(word, "case")) make_article(token);
    if (word.deprel == "iobj") make_only_object(token);
    if (word.deprel == "obj") make_noun(token);
    if (word.form == ";" && word.head > token && at(word.head).deprel == "appos")
      at(word.head).deprel = "parataxis";  // "lent support; Oslo …"
  }

  /// "Les Houthis sont armés par l'Iran": what has a passive auxiliary is a verb.
  void make_participle(int word) {
    Token& token = at(word);
    constexpr std::string_view kAcute = "é";
    if (token.upos != Upos::ADJ || !token.lemma.ends_with(kAcute)) return;
    token.upos = Upos::VERB;
    token.lemma.replace(token.lemma.size() - kAcute.size(), kAcute.size(), "er");
    token.feats += std::string(token.feats.empty() ? "" : "|") + "Tense=Past|VerbForm=Part|Voice=Pass";
  }

  /// "La Russie dément avoir attaqué": an infinitive has no subject of its own, so that what stands between is the
  /// verb.
  void make_main_verb(int verb) {
    const int infinitive = at(verb).head;
    if (at(verb).upos != Upos::ADV || !has_relation(at(verb), "advmod") || infinitive <= verb) return;
    const Token& next = at(verb + 1);
    if (!has_feature(next, "VerbForm=Inf") || (next.head != infinitive && verb + 1 != infinitive)) return;
    bool has_subject = false;
    for (int token = 0; token < size(); ++token) {
      const bool is_of_clause = token == infinitive || is_child(token, infinitive, "aux");
      if (is_of_clause && has_feature(at(token), "VerbForm=Fin")) return;
      has_subject = has_subject || (token < verb && is_child(token, infinitive, "nsubj"));
    }
    if (!has_subject) return;
    at(verb).upos = Upos::VERB;
    at(verb).feats = "Mood=Ind|Tense=Pres|VerbForm=Fin";
    at(verb).head = at(infinitive).head;
    at(verb).deprel = at(infinitive).deprel;
    at(infinitive).head = verb;
    at(infinitive).deprel = "xcomp";
    for (int token = 0; token < size(); ++token)
      if (at(token).head == infinitive && (token < verb || has_relation(at(token), "punct"))) at(token).head = verb;
    for (int token = 0; token < verb; ++token)
      if (is_child(token, verb, "nsubj")) at(token).deprel = "nsubj";  // whatever its subtype
  }

  /// "rejected claims that it supports X": a finite verb is no object.
  void make_noun(int object) {
    Token& token = at(object);
    if (token.upos != Upos::VERB || !has_feature(token, "VerbForm=Fin") || has_child(object, "nsubj") ||
        has_child(object, "aux"))
      return;
    token.upos = Upos::NOUN;
    token.feats = "Number=Plur";
  }

  /// "Poland harbours a battalion": a noun that has a subject and an object is a verb.
  void make_verbs() {
    std::vector<bool> has_subject(tokens_.size());
    for (const Token& token : tokens_)
      if (token.head != kNone && has_relation(token, "nsubj")) has_subject[static_cast<std::size_t>(token.head)] = true;
    for (const Token& token : tokens_) {
      if (token.head == kNone || !has_relation(token, "obj") || !has_subject[static_cast<std::size_t>(token.head)])
        continue;
      Token& verb = at(token.head);
      if (verb.upos != Upos::NOUN) continue;
      verb.upos = Upos::VERB;
      verb.feats = "Mood=Ind|Tense=Pres|VerbForm=Fin";
    }
  }

  /// "cautioned Maduro": a name or noun that is a verb's only object is its direct one.
  void make_only_object(int object) {
    const bool is_plain =
        (at(object).upos == Upos::PROPN || at(object).upos == Upos::NOUN) && !has_child(object, "case");
    if (is_plain && !has_child(at(object).head, "obj") && !has_child(at(object).head, "ccomp") &&
        !has_child(at(object).head, "xcomp"))
      at(object).deprel = "obj";
  }

  /// The clause with a subject of its own that hangs on `verb` as if "and" stood before it; kNone if there is none.
  [[nodiscard]] int taken_for_conjunct(int verb) const {
    for (int token = verb + 1; token < size(); ++token)
      if (is_child(token, verb, "conj") && at(token).upos == Upos::VERB && has_child(token, "nsubj") &&
          !has_child(token, "cc"))
        return token;
    return kNone;
  }

  /// Makes `main` the root in place of `verb`, with what follows it.
  void promote(int main, int verb) {
    at(main).head = kNone;
    at(main).deprel = "root";
    for (int token = main + 1; token < size(); ++token)
      if (at(token).head == verb) at(token).head = main;
  }

  /// "Under the deal concluded by X, Y sells …": what follows a fronted phrase and has no subject describes it.
  void reduce_relative(int verb) {
    const int noun = verb - 1;
    const bool is_clause = at(verb).deprel == "advcl" || at(verb).deprel == "root";
    if (!is_clause || !has_feature(at(verb), "Tense=Past")) return;
    if (!is_child(noun, verb, "obl") || at(noun).upos != Upos::NOUN || !has_child(noun, "case")) return;
    if (has_child(verb, "nsubj") || has_child(verb, "obj") || has_child(verb, "mark") || has_child(verb, "aux")) return;
    const int main = at(verb).deprel == "root" ? taken_for_conjunct(verb) : at(verb).head;
    if (main < verb) return;
    if (at(verb).deprel == "root") promote(main, verb);
    at(noun).head = main;
    at(verb).head = noun;
    at(verb).deprel = "acl";
    at(verb).feats = "Tense=Past|VerbForm=Part|Voice=Pass";
  }

  /// "n'a pas envoyé de soldats": what is tagged as an article is no preposition.
  void make_article(int article) {
    at(article).deprel = "det";
    Token& noun = at(at(article).head);
    if (noun.deprel == "obl:arg" && !has_child(noun.head, "obj")) noun.deprel = "obj";
  }

  /// "gave Kenya $60 million": a name before a sum is no part of it but gets it.
  void give_receiver(int sum) {
    if (at(sum).upos != Upos::SYM || !has_relation(at(sum), "obj") || at(sum).head != sum - 2) return;
    Token& name = at(sum - 1);
    const bool is_name = name.upos == Upos::PROPN && is_child(sum - 1, sum, "compound");
    const bool is_of_currency =
        std::none_of(name.form.begin(), name.form.end(), [](char c) { return c >= 'a'; });  // US$
    if (!is_name || is_of_currency) return;
    name.head = sum - 2;
    name.deprel = "iobj";
  }

  [[nodiscard]] bool is_nominal(int token) const {
    return at(token).upos == Upos::PROPN || at(token).upos == Upos::NOUN || at(token).upos == Upos::ADJ;
  }

  /// "the Iran-backed Houthis": a participle behind a hyphen describes the name or noun that follows it.
  void give_modified(int noun) {
    const int participle = noun - 1;
    const int agent = noun - 3;
    if (at(noun - 2).form != "-" || !has_feature(at(participle), "VerbForm=Part")) return;
    if (!is_child(agent, participle, "nsubj") || !is_nominal(noun)) return;
    int named = noun;
    while (at(named).head > named && (has_relation(at(named), "compound") || has_relation(at(named), "amod")))
      named = at(named).head;
    if (is_below(named, participle)) return;
    for (int word = 0; word < agent; ++word)
      if (is_child(word, agent, "det")) at(word).head = named;
    at(agent).deprel = "obl:agent";
    at(participle).head = named;
    at(participle).deprel = "amod";
  }

  /// The word that carries the finite form: the verb or its auxiliary; kNone if the form is not finite.
  [[nodiscard]] int finite_form(int verb) const {
    for (int token = 0; token < verb; ++token)
      if (is_child(token, verb, "aux") && has_feature(at(token), "VerbForm=Fin")) return token;
    return has_feature(at(verb), "VerbForm=Fin") ? verb : kNone;
  }

  /// Verbs that must have a subject of their own: no imperative, no second conjunct, no relative clause.
  [[nodiscard]] bool lacks_subject(int verb) const {
    const Token& token = at(verb);
    if (token.upos != Upos::VERB) return false;
    const bool is_main =
        has_relation(token, "root") || has_relation(token, "ccomp") || has_relation(token, "parataxis");
    const int finite = finite_form(verb);
    if (!is_main || finite == kNone || has_feature(at(finite), "Mood=Imp")) return false;
    for (std::string_view subject : {"nsubj", "csubj", "expl:subj", "expl"})
      if (has_child(verb, subject)) return false;
    return true;
  }

  /// A noun phrase that begins behind a comma, without a preposition or conjunction, as a subject does.
  [[nodiscard]] bool may_be_subject(int token) const {
    const Upos upos = at(token).upos;
    if (upos != Upos::NOUN && upos != Upos::PROPN) return false;
    if (!has_relation(at(token), "conj") && !has_relation(at(token), "appos")) return false;
    for (int child = 0; child < token; ++child)
      if (is_child(child, token, "case") || is_child(child, token, "cc")) return false;
    const int first = first_of(token);
    const bool opens_with_comma = at(first).form == "," || (first > 0 && at(first - 1).form == ",");
    const bool is_plain = upos == Upos::PROPN || has_child(token, "det");
    return opens_with_comma && is_plain;
  }

  /// Whether the phrase that hangs on the verb and holds `token` begins with a preposition or is a participle: what
  /// stands before a subject. A bare noun phrase there is no such thing, but may be the subject itself.
  [[nodiscard]] bool is_fronted(int token, int verb) const {
    int top = token;
    while (at(top).head != verb) top = at(top).head;
    return at(top).upos == Upos::VERB || at(top).upos == Upos::ADJ || has_child(top, "case");
  }

  /// Nothing but what hangs on the verb itself stands between the phrase and the verb.
  [[nodiscard]] bool reaches(int phrase_end, int verb) const {
    for (int token = phrase_end + 1; token < verb; ++token) {
      int below = token;
      while (below != kNone && at(below).head != verb) below = at(below).head;
      if (at(token).upos != Upos::PUNCT && below <= phrase_end) return false;
    }
    return true;
  }

  /// "Monsieur X, le président, part": who seems to be spoken to is who acts.
  [[nodiscard]] int addressee(int verb) const {
    for (int token = 0; token < verb; ++token)
      if ((is_child(token, verb, "vocative") || is_child(token, verb, "dislocated")) && !has_child(token, "case") &&
          (at(token).upos == Upos::NOUN || at(token).upos == Upos::PROPN))
        return token;
    return kNone;
  }

  void set_subject(int subject, int verb) {
    at(subject).head = verb;
    at(subject).deprel = has_child(verb, "aux:pass") ? "nsubj:pass" : "nsubj";
  }

  void give_subject(int verb) {
    if (const int token = addressee(verb); token != kNone) return set_subject(token, verb);
    const bool is_several = has_feature(at(finite_form(verb)), "Number=Plur");
    int subject = kNone;
    for (int token = 0; token < verb; ++token) {
      if (!may_be_subject(token) || !is_below(token, verb) || !is_fronted(token, verb)) continue;
      if (subject == kNone || !is_several) subject = token;  // of one, the last phrase before the verb
    }
    if (subject == kNone) return;
    const int host = at(subject).head;
    int last = last_of(subject);
    // Of several, those that follow the first and hang beside it are its conjuncts.
    std::vector<int> others;
    for (int token = subject + 1; token < verb; ++token)
      if (is_child(token, host, "conj")) others.push_back(token);
    if (!others.empty()) last = std::max(last, last_of(others.back()));
    const bool is_single = others.empty() && !has_child(subject, "conj");
    if (is_several && is_single && has_feature(at(subject), "Number=Sing")) return;
    if (!is_several && !is_single) return;
    if (!reaches(last, verb)) return;
    for (int other : others) at(other).head = subject;
    set_subject(subject, verb);
  }

  std::vector<Token>& tokens_;
};

}  // namespace

void mend(Sentence& sentence) { Mender(sentence).run(); }

}  // namespace entente::language

#include "validate.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <string>

namespace entente::training {
namespace {

using Names = std::set<std::string_view>;

const Names kRelations = {"acl",       "advcl",      "advmod",   "amod",     "appos", "aux",      "case",   "cc",
                          "ccomp",     "clf",        "compound", "conj",     "cop",   "csubj",    "dep",    "det",
                          "discourse", "dislocated", "expl",     "fixed",    "flat",  "goeswith", "iobj",   "list",
                          "mark",      "nmod",       "nsubj",    "nummod",   "obj",   "obl",      "orphan", "parataxis",
                          "punct",     "reparandum", "root",     "vocative", "xcomp"};

// What a word under the relation may be. A relation that is not named here takes any part of speech.
const std::map<std::string_view, Names> kPartOfSpeech = {
    {"aux", {"AUX"}},
    {"cop", {"AUX", "PRON", "DET", "SYM"}},
    {"case", {"ADP", "ADV", "SCONJ", "PART", "ADJ", "NOUN", "VERB", "PROPN", "X", "DET", "CCONJ", "PRON", "SYM"}},
    {"cc", {"CCONJ", "ADV", "ADP", "SCONJ", "PART", "SYM", "X", "PUNCT"}},
    {"det", {"DET", "PRON", "NUM", "ADV", "X", "NOUN", "ADJ"}},
    {"mark", {"SCONJ", "ADP", "PART", "ADV", "PRON", "CCONJ", "VERB", "X", "NOUN", "DET", "ADJ"}},
    {"punct", {"PUNCT", "SYM"}},
    {"nummod", {"NUM", "NOUN", "SYM", "X", "PROPN", "DET", "ADJ", "PRON"}},
    {"expl", {"PRON", "DET", "PART", "ADV"}},
    {"advmod",
     {"ADV", "ADJ", "CCONJ", "DET", "PART", "SYM", "PRON", "ADP", "NOUN", "INTJ", "X", "SCONJ", "NUM", "VERB"}},
    {"amod", {"ADJ", "VERB", "NUM", "NOUN", "PROPN", "X", "DET", "ADV", "AUX", "PRON", "SYM", "ADP"}},
    {"nsubj",
     {"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "VERB", "X", "SYM", "ADV", "AUX", "ADP", "INTJ", "SCONJ", "PART",
      "CCONJ"}},
};

// Relations that a word under the key may govern, beside conj, cc, punct, fixed, goeswith, reparandum, parataxis, list.
const std::map<std::string_view, Names> kChildren = {
    {"case", {"advmod", "obl", "case", "nummod", "det", "flat", "nmod", "amod", "mark", "compound", "obj", "orphan"}},
    {"mark", {"advmod", "obl", "nummod", "case", "mark", "det", "amod", "advcl", "nmod", "compound", "acl"}},
    {"aux", {"advmod", "aux", "case", "obl"}},
    {"cop", {"advmod", "aux", "case", "obl", "advcl", "xcomp"}},
    {"cc", {"advmod", "case", "obl", "mark", "nummod"}},
    {"punct", {}},
    {"fixed", {}},
    {"goeswith", {}},
    {"det", {"advmod", "amod", "det", "case", "obl", "nmod", "compound", "nummod", "expl", "flat"}},
};
const Names kAnywhere = {"conj",       "cc",        "punct", "fixed",     "goeswith",
                         "reparandum", "parataxis", "list",  "discourse", "dep"};

const Names kLeftToRight = {"flat", "fixed", "conj", "appos", "goeswith"};

std::string_view universal(std::string_view deprel) { return deprel.substr(0, deprel.find(':')); }

bool is_label(std::string_view text) {  // nsubj:pass
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == ':' || c == '_'; });
}

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

class Check {
 public:
  Check(const Sentence& sentence, const ConlluSource& where, std::string_view text, std::string_view source,
        std::vector<InputError>& problems)
      : sentence_(sentence), where_(where), text_(text), source_(source), problems_(problems) {}

  void run() {
    text_agrees();
    ranges();
    for (std::size_t i = 0; i < size(); ++i) {
      label(i);
      features(i);
    }
    if (!tree()) return;
    children_of();
    for (std::size_t i = 0; i < size(); ++i) {
      part_of_speech(i);
      children(i);
      direction(i);
      objects(i);
      if (relation(i) == "punct") projective(i);
    }
  }

 private:
  std::size_t size() const { return sentence_.tokens.size(); }
  const Token& token(std::size_t i) const { return sentence_.tokens[i]; }
  std::string_view relation(std::size_t i) const { return universal(token(i).deprel); }

  void problem(std::uint32_t line, std::string seen, std::string remedy) {
    problems_.push_back({std::string(source_), line, std::move(seen), std::move(remedy)});
  }
  void problem(std::size_t i, const std::string& seen, std::string remedy) {
    problem(where_.lines[i], "word " + std::to_string(i + 1) + " " + quoted(token(i).form) + " " + seen,
            std::move(remedy));
  }

  void text_agrees() {
    const std::string_view tokens = text_.substr(sentence_.span.begin, sentence_.span.end - sentence_.span.begin);
    if (where_.text.empty())
      problem(where_.line, "sentence has no \"# text\"", "add the line");
    else if (tokens != where_.text && tokens.substr(0, where_.text.size()) != where_.text)
      problem(where_.line, "tokens read " + quoted(tokens), "make them agree with # text = " + where_.text);
    if (where_.id.empty()) problem(where_.line, "sentence has no \"# sent_id\"", "add the line");
  }

  void ranges() {
    std::uint32_t end = 0;
    for (const Contraction& range : sentence_.contractions) {
      if (range.first < end || range.last > size() || range.last < range.first + 2)
        problem(where_.lines[std::min<std::size_t>(range.first, size() - 1)],
                "range of " + quoted(range.form) + " does not cover two or more words of its own",
                "correct the numbers");
      end = range.last;
    }
  }

  void label(std::size_t i) {
    const std::string& deprel = token(i).deprel;
    if (!is_label(deprel) || !kRelations.contains(universal(deprel)))
      problem(i, "has the relation " + quoted(deprel), "use a relation of UD, with a subtype after a colon");
    if (token(i).lemma.empty() && universal(deprel) != "goeswith") problem(i, "has no lemma", "add it");
  }

  // Name=Value pairs, sorted by name without regard to case, no name twice.
  void features(std::size_t i) {
    std::string_view rest = token(i).feats;
    std::string before;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('|'), rest.size());
      const std::string_view entry = rest.substr(0, end);
      const std::size_t equals = entry.find('=');
      if (equals == std::string_view::npos || equals == 0 || equals + 1 == entry.size() ||
          std::isupper(static_cast<unsigned char>(entry[0])) == 0 ||
          std::isalnum(static_cast<unsigned char>(entry[equals + 1])) == 0)
        return problem(i, "has the feature " + quoted(entry), "write Name=Value");
      std::string key(entry.substr(0, equals));
      std::transform(key.begin(), key.end(), key.begin(),
                     [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
      if (!before.empty() && key <= before)
        return problem(i, "has features out of order at " + quoted(entry), "sort them by name, each once");
      before = key;
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }

  bool tree() {
    std::vector<std::size_t> roots;
    for (std::size_t i = 0; i < size(); ++i)
      if (token(i).head < 0) roots.push_back(i);
    if (roots.size() != 1) {
      problem(where_.line, "sentence has " + std::to_string(roots.size()) + " roots", "leave one word with head 0");
      return false;
    }
    bool good = true;
    for (std::size_t i = 0; i < size(); ++i) {
      if ((token(i).head < 0) != (relation(i) == "root")) {
        problem(i, "has head " + std::to_string(token(i).head + 1) + " and relation " + quoted(token(i).deprel),
                "use head 0 and root together");
        good = false;
      }
      std::size_t steps = 0;
      for (std::int32_t at = static_cast<std::int32_t>(i); at >= 0 && steps <= size(); ++steps)
        at = token(static_cast<std::size_t>(at)).head;
      if (steps > size()) {
        problem(i, "is in a cycle or below one", "correct its head");
        return false;
      }
    }
    return good;
  }

  void children_of() {
    children_.assign(size(), {});
    for (std::size_t i = 0; i < size(); ++i)
      if (token(i).head >= 0) children_[static_cast<std::size_t>(token(i).head)].push_back(i);
  }

  bool has_child(std::size_t i, std::string_view relation_name) const {
    return std::any_of(children_[i].begin(), children_[i].end(),
                       [&](std::size_t c) { return relation(c) == relation_name; });
  }

  void part_of_speech(std::size_t i) {
    const std::string_view part = name(token(i).upos);
    if (part == "PUNCT" && relation(i) != "punct" && relation(i) != "root" && !has_child(i, "goeswith"))
      problem(i, "is PUNCT under " + quoted(token(i).deprel), "use punct, or SYM for the part of speech");
    const auto allowed = kPartOfSpeech.find(relation(i));
    if (allowed != kPartOfSpeech.end() && !allowed->second.contains(part) && !has_child(i, "fixed") &&
        !has_child(i, "goeswith"))
      problem(i, "is " + std::string(part) + " under " + quoted(token(i).deprel), "correct one of them");
  }

  void children(std::size_t i) {
    const auto allowed = kChildren.find(relation(i));
    if (allowed == kChildren.end()) return;
    for (const std::size_t child : children_[i])
      if (!kAnywhere.contains(relation(child)) && !allowed->second.contains(relation(child)))
        problem(child,
                "hangs as " + quoted(token(child).deprel) + " on " + quoted(token(i).form) + ", a " +
                    quoted(token(i).deprel),
                "hang it on a content word");
    if (relation(i) == "punct" && !children_[i].empty() && relation(children_[i][0]) != "punct")
      problem(i, "is punctuation with children", "hang them elsewhere");
  }

  void direction(std::size_t i) {
    if (kLeftToRight.contains(relation(i)) && token(i).head > static_cast<std::int32_t>(i))
      problem(i, "is " + quoted(token(i).deprel) + " of a later word", "let the first word be the head");
  }

  // At most one direct object and one subject that is no outer one.
  void objects(std::size_t i) {
    std::size_t objects = 0;
    std::size_t subjects = 0;
    for (const std::size_t child : children_[i]) {
      const std::string_view name = relation(child);
      if (name == "obj") ++objects;
      if ((name == "nsubj" || name == "csubj") && !token(child).deprel.ends_with(":outer")) ++subjects;
    }
    if (objects > 1) problem(i, "has " + std::to_string(objects) + " children obj", "keep one");
    if (subjects > 1) problem(i, "has " + std::to_string(subjects) + " subjects", "keep one");
  }

  bool is_below(std::size_t word, std::size_t ancestor) const {
    for (std::int32_t at = static_cast<std::int32_t>(word); at >= 0; at = token(static_cast<std::size_t>(at)).head)
      if (static_cast<std::size_t>(at) == ancestor) return true;
    return false;
  }

  // Punctuation neither crosses an arc nor hangs across one.
  void projective(std::size_t i) {
    const std::int32_t head = token(i).head;
    if (head < 0) return;
    const std::size_t low = std::min(i, static_cast<std::size_t>(head));
    const std::size_t high = std::max(i, static_cast<std::size_t>(head));
    for (std::size_t between = low + 1; between < high; ++between)
      if (!is_below(between, static_cast<std::size_t>(head)))
        return problem(i, "is punctuation that hangs across " + quoted(token(between).form), "hang it lower or higher");
    for (std::size_t other = 0; other < size(); ++other) {
      const std::int32_t other_head = token(other).head;
      if (other_head < 0 || other == i) continue;
      const auto first = std::min(other, static_cast<std::size_t>(other_head));
      const auto last = std::max(other, static_cast<std::size_t>(other_head));
      const bool inside = static_cast<std::size_t>(head) > first && static_cast<std::size_t>(head) < last;
      if (first < i && i < last && !inside && !is_below(i, static_cast<std::size_t>(other_head)))
        return problem(i, "is punctuation that makes the arc of " + quoted(token(other).form) + " cross",
                       "hang it within the arc");
    }
  }

  const Sentence& sentence_;
  const ConlluSource& where_;
  std::string_view text_;
  std::string_view source_;
  std::vector<InputError>& problems_;
  std::vector<std::vector<std::size_t>> children_;
};

}  // namespace

std::vector<InputError> validate(const Treebank& bank, std::string_view source) {
  std::vector<InputError> problems;
  for (std::size_t i = 0; i < bank.sentences.size(); ++i)
    Check(bank.sentences[i], bank.sources[i], bank.text, source, problems).run();
  return problems;
}

}  // namespace entente::training

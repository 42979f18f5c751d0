// Words that stand for several things named before: "les deux pays", "tous trois", "both sides". They mean the latest
// coordination of as many things of the kind, else as many of those that the text has spoken of most. Like a plural
// pronoun, the word is a mention of each of them.
#include <algorithm>
#include <tuple>

#include "entities/sweep.h"

namespace entente::entities {
namespace {

constexpr std::uint32_t kSentencesBack = 2;
constexpr std::uint32_t kAnySize = 99;  // "each side": however many there were

NodeTypes types(std::initializer_list<NodeType> wanted) {
  NodeTypes result;
  for (const NodeType type : wanted) result.add(type);
  return result;
}

}  // namespace

// How many the word says that it stands for: "les *deux* pays", "both sides", "tous *trois*"; 0 if it does not say.
std::uint32_t Sweep::group_size(std::uint32_t at) const {
  const Vocabulary& words = context_.vocabulary;
  const auto number = [&](std::uint32_t word) -> std::uint32_t {
    if (words.is("number-two", view().word(word).folded)) return 2;
    return words.is("number-three", view().word(word).folded) ? 3 : 0;
  };
  if (view().token(at).upos != Upos::NOUN) {  // "tous deux", "both"
    const bool is_all = at > 0 && words.is("all-of", view().word(at - 1).folded);
    const bool is_alone = words.is("both", view().word(at).folded) && view().token(at).upos == Upos::PRON;
    return is_all || is_alone ? number(at) : 0;
  }
  std::uint32_t size = 0;
  bool is_definite = false;
  if (!is_plural(at)) {  // "the trio", "le duo"
    if (words.is("made-of-two", view().word(at).folded)) size = 2;
    if (words.is("made-of-three", view().word(at).folded)) size = 3;
  }
  for (const std::uint32_t child : view().children(at)) {
    if (child > at) break;
    if (words.is("each", view().word(child).folded)) return kAnySize;
    size = std::max(size, number(child));
    is_definite = is_definite || has_feature(view().token(child), "Definite=Def") ||
                  has_feature(view().token(child), "PronType=Dem") || words.is("both", view().word(child).folded);
  }
  return is_definite ? size : 0;
}

std::vector<ThingId> Sweep::members(std::uint32_t at, std::uint32_t size, NodeTypes wanted) const {
  const auto fits = [&](ThingId id) { return wanted.has(discourse_[id].type); };
  for (std::size_t i = joints_.size(); i-- > 0;) {
    const Joint& joint = joints_[i];
    if (sentence_ - joint.sentence > (size == kAnySize ? 1 : kSentencesBack)) break;
    if (joint.sentence == sentence_ && joint.last_word >= at) continue;
    const bool is_as_many = joint.things.size() == size || size == kAnySize;
    if (is_as_many && std::all_of(joint.things.begin(), joint.things.end(), fits)) return joint.things;
  }
  if (size == kAnySize) return {};
  // Three or more that were ever named together, then those that the text speaks of most.
  constexpr std::uint32_t kMany = 3;
  for (std::size_t i = joints_.size(); size >= kMany && i-- > 0;) {
    const Joint& joint = joints_[i];
    if (joint.things.size() == size && std::all_of(joint.things.begin(), joint.things.end(), fits)) return joint.things;
  }
  std::vector<std::size_t> mentions(discourse_.size());
  for (const Draft& draft : discourse_.drafts) ++mentions[discourse_.root(draft.thing).index()];
  std::vector<ThingId> known;
  for (std::size_t i = 0; i < discourse_.size(); ++i) {
    const ThingId id(i);
    if (discourse_.is_root(id) && fits(id) && discourse_[id].is_mentioned && discourse_[id].is_named)
      known.push_back(id);
  }
  if (known.size() < size) return {};
  std::stable_sort(known.begin(), known.end(),
                   [&](ThingId a, ThingId b) { return mentions[a.index()] > mentions[b.index()]; });
  known.resize(size);
  return known;
}

// "The former … the latter", "le premier … le second": one of two that were named together; "ce dernier": the last
// named.
bool Sweep::read_ordinal(std::uint32_t at) {
  const Token& token = view().token(at);
  if (at == 0 || has_relation(token, "amod") || has_relation(token, "advmod") || has_relation(token, "det"))
    return false;
  const Token& before = view().token(at - 1);
  const std::string& word = view().word(at).folded;
  const bool is_pronoun = token.upos == Upos::ADJ || token.upos == Upos::PRON || token.upos == Upos::NOUN;
  if (!is_pronoun || before.upos != Upos::DET || view().head(at - 1) != at) return false;
  const auto children = view().children(at);
  const bool is_described = std::any_of(children.begin(), children.end(), [&](std::uint32_t child) {
    return child > at && !view().is_punctuation(child);
  });
  if (is_described) return false;  // "the latter part", "le premier à dire"
  ThingId meant;
  if (context_.vocabulary.is("last-named", word) &&
      context_.vocabulary.is("demonstrative", view().word(at - 1).folded)) {
    meant = last_named(at);
  } else {
    const bool is_first = context_.vocabulary.is("first-of-two", word);
    if (!is_first && !context_.vocabulary.is("last-of-two", word)) return false;
    const std::vector<ThingId> two = joint_before(at, 2);
    if (!two.empty()) meant = is_first ? two.front() : two.back();
  }
  if (meant.is_none()) return false;
  add({at, at + 1}, at, MentionForm::pronoun, meant);
  return true;
}

// The actor that was named last before a word, and agrees with it.
ThingId Sweep::last_named(std::uint32_t at) const {
  const bool is_many = is_plural(at);
  const bool is_feminine = has_feature(view().token(at), "Gender=Fem");
  ThingId last;
  for (std::size_t i = 0; i < discourse_.drafts.size(); ++i) {
    const Draft& draft = discourse_.drafts[i];
    const bool is_before = draft.sentence < sentence_ ? sentence_ - draft.sentence == 1 : draft.words.last <= at;
    const Thing& thing = discourse_[draft.thing];
    const bool is_actor = thing.type != NodeType::place && thing.type != NodeType::event;
    const bool is_modifier = draft.form == MentionForm::demonym || draft.form == MentionForm::pronoun;
    if (!is_before || !is_actor || is_modifier || thing.is_plural != is_many) continue;
    if (thing.gender != 0 && (thing.gender == 'f') != is_feminine) continue;
    const bool is_later = last.is_none() || std::tie(discourse_[last].last_sentence, discourse_[last].last_word) <=
                                                std::tie(thing.last_sentence, thing.last_word);
    if (is_later) last = discourse_.root(draft.thing);
  }
  return last;
}

std::vector<ThingId> Sweep::joint_before(std::uint32_t at, std::uint32_t size) const {
  for (std::size_t i = joints_.size(); i-- > 0;) {
    const Joint& joint = joints_[i];
    if (sentence_ - joint.sentence > kSentencesBack) break;
    if (joint.sentence == sentence_ && joint.last_word >= at) continue;
    if (joint.things.size() == size) return joint.things;
  }
  return {};
}

bool Sweep::read_group(std::uint32_t at) {
  if (read_ordinal(at)) return true;
  const std::uint32_t size = group_size(at);
  if (size == 0) return false;
  const auto is_one_of = [&](std::string_view word_class) {
    return context_.vocabulary.is(word_class, view().word(at).lemma) ||
           context_.vocabulary.is(word_class, view().word(at).folded);
  };
  NodeTypes wanted = types({NodeType::state, NodeType::person, NodeType::organization});
  if (view().token(at).upos == Upos::NOUN) {
    if (is_one_of("persons-again"))
      wanted = types({NodeType::person});
    else if (is_one_of("states-again"))
      wanted = types({NodeType::state});
    else if (is_one_of("sides-again"))
      wanted = types({NodeType::state, NodeType::organization});
    else if (!is_one_of("made-of-two") && !is_one_of("made-of-three"))
      return false;
  }
  const std::vector<ThingId> found = members(at, size, wanted);
  if (found.empty()) return false;
  for (const ThingId thing : found) add({at, at + 1}, at, MentionForm::pronoun, thing);
  joints_.push_back({found, sentence_, at, weight_of(at)});
  return true;
}

}  // namespace entente::entities

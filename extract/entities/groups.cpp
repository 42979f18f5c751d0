// Words that stand for several things named before: "les deux pays", "tous trois", "both sides". They mean the latest
// coordination of as many things of the kind, else as many of those that the text has spoken of most. Like a plural
// pronoun, the word is a mention of each of them.
#include <algorithm>

#include "entities/sweep.h"

namespace entente::entities {
namespace {

constexpr std::uint32_t kSentencesBack = 2;

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
  for (const std::uint32_t child : view().children(at)) {
    if (child > at) break;
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
    if (sentence_ - joint.sentence > kSentencesBack) break;
    if (joint.sentence == sentence_ && joint.last_word >= at) continue;
    if (joint.things.size() == size && std::all_of(joint.things.begin(), joint.things.end(), fits)) return joint.things;
  }
  // Else those that the text speaks of most.
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

bool Sweep::read_group(std::uint32_t at) {
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
    else
      return false;
  }
  const std::vector<ThingId> found = members(at, size, wanted);
  if (found.empty()) return false;
  for (const ThingId thing : found) add({at, at + 1}, at, MentionForm::pronoun, thing);
  joints_.push_back({found, sentence_, at, weight_of(at)});
  return true;
}

}  // namespace entente::entities
